# SPDX-License-Identifier: Apache-2.0
# Manual pages in both languages and completions, written by the program itself. Included by the build,
# and run by it: cmake -D ECC=<program> -D OUT=<directory> -D DATE=<YYYY-MM-DD> -P pages.cmake
if(NOT CMAKE_SCRIPT_MODE_FILE)
    # What a page is dated with, and a package: SOURCE_DATE_EPOCH, else the last commit.
    if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
        execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%ct
            OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
        if(failed)
            file(TIMESTAMP ${PROJECT_SOURCE_DIR}/CHANGELOG.md epoch %s UTC)
        endif()
        set(ENV{SOURCE_DATE_EPOCH} ${epoch})
    endif()
    set(ecc_epoch $ENV{SOURCE_DATE_EPOCH})
    string(TIMESTAMP ecc_date %Y-%m-%d UTC)
    set(ecc_pages ${PROJECT_BINARY_DIR}/pages)

    # A program that cannot run here cannot write its pages either.
    if(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)
        add_custom_command(
            OUTPUT ${ecc_pages}/stamp
            COMMAND ${CMAKE_COMMAND} -D "ECC=$<TARGET_FILE:ecc-cli>" -D OUT=${ecc_pages} -D DATE=${ecc_date}
                -P ${CMAKE_CURRENT_LIST_FILE}
            DEPENDS ecc-cli ${CMAKE_CURRENT_LIST_FILE}
            COMMENT "Manual pages and completions"
            VERBATIM)
        add_custom_target(pages ALL DEPENDS ${ecc_pages}/stamp)
    endif()
    return()
endif()

# What the program writes to the file `to` with these words.
function(write to)
    execute_process(COMMAND ${ECC} ${ARGN} --output ${OUT}/${to}
        COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${OUT})
foreach(language IN ITEMS en zh)
    set(man man/man1)
    if(language STREQUAL zh)
        set(man man/zh_CN/man1)
    endif()
    file(MAKE_DIRECTORY ${OUT}/${man})
    write(${man}/ecc.1 manual --lang ${language} --as-of ${DATE})
    file(STRINGS ${OUT}/${man}/ecc.1 references REGEX "^\\.Xr ecc-")
    foreach(reference IN LISTS references)
        string(REGEX REPLACE "^\\.Xr ecc-([a-z-]+) 1.*" "\\1" name "${reference}")
        string(REPLACE "-" ";" words "${name}")
        write(${man}/ecc-${name}.1 manual ${words} --lang ${language} --as-of ${DATE})
    endforeach()
endforeach()
foreach(shell IN ITEMS bash zsh fish)
    write(${shell} completion ${shell} --lang en)
endforeach()
file(TOUCH ${OUT}/stamp)
