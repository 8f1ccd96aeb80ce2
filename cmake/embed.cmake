# SPDX-License-Identifier: Apache-2.0
# ecc_embed(<out> <table> <root> <suffix> <pattern>...): a C source that holds the files below <root>
# that match a pattern, as engine/builtin.h says. Data is found by pattern, unlike sources: adding a
# chip or a rule is adding a file.
add_executable(ecc-embed cmake/embed.c)
target_link_libraries(ecc-embed PRIVATE ecc-flags)
# A tool of the build needs no sanitizer, and its leaks would stop the build.
set_target_properties(ecc-embed PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tools)

function(ecc_embed out table root suffix)
    list(TRANSFORM ARGN PREPEND "${root}/" OUTPUT_VARIABLE patterns)
    file(GLOB_RECURSE files RELATIVE ${root} CONFIGURE_DEPENDS ${patterns})
    list(SORT files)
    list(JOIN files "\n" lines)
    file(CONFIGURE OUTPUT ${out}.list CONTENT "${lines}\n" @ONLY)
    list(TRANSFORM files PREPEND "${root}/" OUTPUT_VARIABLE paths)
    add_custom_command(
        OUTPUT ${out}
        COMMAND ecc-embed ${table} ${root} "${suffix}" < ${out}.list > ${out}
        DEPENDS ecc-embed ${paths} ${CMAKE_CURRENT_BINARY_DIR}/${out}.list
        COMMENT "Embedding ${table}"
        VERBATIM)
endfunction()
