# SPDX-License-Identifier: Apache-2.0
# Library, header, program, man page, and the ways other builds find them: find_package(ecc) and
# pkg-config.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ecc)

install(TARGETS ecc EXPORT ecc-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS ecc-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT ecc-targets NAMESPACE ecc:: DESTINATION ${package_dir})

configure_package_config_file(cmake/ecc-config.cmake.in ${PROJECT_BINARY_DIR}/ecc-config.cmake
    INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ecc-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ecc-config.cmake ${PROJECT_BINARY_DIR}/ecc-config-version.cmake
    DESTINATION ${package_dir})

file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/ecc.pc.in ${PROJECT_BINARY_DIR}/ecc.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/ecc.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(EXISTS ${PROJECT_SOURCE_DIR}/docs/ecc.1)
    install(FILES docs/ecc.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
install(FILES docs/schema/spec.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/ecc)
