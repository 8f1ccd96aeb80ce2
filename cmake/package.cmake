# SPDX-License-Identifier: Apache-2.0
# Packages, by CPack. Two layouts: Debian's (-D ECC_DEBIAN=ON, packages ecc, libecc0.1, libecc-dev), and a
# tree that works wherever it is unpacked (the default).
#
#   cmake --workflow --preset debian       build/debian/*.deb
#   cmake --workflow --preset tarball      build/tarball/*.tar.gz
set(CPACK_PACKAGE_NAME ecc)
set(CPACK_PACKAGE_VENDOR "the ecc project")
set(CPACK_PACKAGE_CONTACT ${ECC_MAINTAINER})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian/finish.cmake)
set(CPACK_ECC_EPOCH ${ecc_epoch})

if(NOT ECC_DEBIAN)
    set(CPACK_GENERATOR TGZ)
    set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)
    install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
    include(CPack)
    return()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each description below has a first line of its own
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian/repack.cmake)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/engine)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(library_package libecc${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME ecc)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${library_package} (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
"export-control verdicts on AI accelerators
Tells whether an AI accelerator is caught by an export-control rule, under
which clause, on which date, and why: each number, its definition and its
source. For people, for scripts, and as a gate in a repository.
.
Rules and a catalogue of parts are built in. It is not legal advice.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${library_package})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
# Loaded when rules are updated, and only then.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_RECOMMENDS libcurl4)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/debian/triggers)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
"export-control verdicts on AI accelerators - library
The library under ecc: reads specifications and dated rules, evaluates one
against the other, and explains every clause.
.
This package holds the shared library, with rules and catalogue built in.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libecc-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${library_package} (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
"export-control verdicts on AI accelerators - development files
The library under ecc: reads specifications and dated rules, evaluates one
against the other, and explains every clause.
.
This package holds the header and what CMake and pkg-config need.")

# Copyright and changelog go into each package; the changelog's entries are those of CHANGELOG.md.
file(READ CHANGELOG.md changes)
string(REPLACE "`" "" changes "${changes}")
string(REPLACE ";" "," changes "${changes}") # it would end an element of a list
string(REGEX REPLACE "[][]" "" changes "${changes}")
string(REGEX MATCHALL "\n- [^\n]*(\n  [^\n]*)*" lines "${changes}")
set(entries "")
foreach(line IN LISTS lines)
    string(REGEX REPLACE "^\n- " "" line "${line}")
    string(REGEX REPLACE "[ \n]+" ";" words "${line}")
    set(line "  *")
    foreach(word IN LISTS words)
        string(LENGTH "${line} ${word}" length)
        if(length GREATER 78)
            string(APPEND entries "${line}\n")
            set(line "   ")
        endif()
        string(APPEND line " ${word}")
    endforeach()
    string(APPEND entries "${line}\n")
endforeach()
string(TIMESTAMP when "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT debian/changelog CONTENT
"ecc (@PROJECT_VERSION@) unstable; urgency=medium

@entries@
 -- @ECC_MAINTAINER@  @when@
" @ONLY)
foreach(pair IN ITEMS program:ecc library:${library_package} development:libecc-dev)
    string(REPLACE ":" ";" pair ${pair})
    list(GET pair 0 component)
    list(GET pair 1 package)
    install(FILES ${CMAKE_CURRENT_LIST_DIR}/debian/copyright ${PROJECT_BINARY_DIR}/debian/changelog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endforeach()

include(CPack)
