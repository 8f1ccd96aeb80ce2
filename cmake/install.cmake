# SPDX-License-Identifier: Apache-2.0
# Library, header, program, pages, and the ways other builds find them: find_package(ecc) and
# pkg-config. Three components, as packages are cut: program, library, development.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ecc)

install(TARGETS ecc EXPORT ecc-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(TARGETS ecc-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(EXPORT ecc-targets NAMESPACE ecc:: DESTINATION ${package_dir} COMPONENT development)

configure_package_config_file(cmake/ecc-config.cmake.in ${PROJECT_BINARY_DIR}/ecc-config.cmake
    INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ecc-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ecc-config.cmake ${PROJECT_BINARY_DIR}/ecc-config-version.cmake
    DESTINATION ${package_dir} COMPONENT development)

file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
# A shared library knows its needs; a static one brings them along.
set(pc_requires "")
if(NOT BUILD_SHARED_LIBS)
    set(pc_requires "Requires: yaml-0.1 icu-uc icu-i18n libcrypto jansson\n")
endif()
configure_file(cmake/ecc.pc.in ${PROJECT_BINARY_DIR}/ecc.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/ecc.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

if(TARGET pages)
    install(DIRECTORY ${ecc_pages}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
    install(FILES ${ecc_pages}/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME ecc COMPONENT program)
    install(FILES ${ecc_pages}/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/${ecc_zsh_completions}
        RENAME _ecc COMPONENT program)
    install(FILES ${ecc_pages}/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        RENAME ecc.fish COMPONENT program)
endif()
file(GLOB schemas CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/schema/*.schema.json)
install(FILES ${schemas} DESTINATION ${CMAKE_INSTALL_DATADIR}/ecc COMPONENT program)
