# SPDX-License-Identifier: Apache-2.0
# How our own code is compiled. Sanitizers and coverage are the presets' business.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()

# POSIX is what cli/ and the loading of an HTTP library need beside C11.
add_library(ecc-flags INTERFACE)
target_compile_definitions(ecc-flags INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(ecc-flags INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wswitch-enum -Wvla -Wundef
    $<$<BOOL:${ECC_WERROR}>:-Werror>)

# The same source gives the same library and program wherever it is built.
target_compile_options(ecc-flags INTERFACE
    -ffile-prefix-map=${PROJECT_BINARY_DIR}/= -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
