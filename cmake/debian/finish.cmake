# SPDX-License-Identifier: Apache-2.0
# Run by CPack on what it is about to pack: Debian's pages and changelogs are compressed, and every file
# gets the date of the source, so that the same source gives the same package.
if(CPACK_GENERATOR STREQUAL "DEB")
    execute_process(
        COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -type f ( -path "*/man/*.1" -o -name changelog )
            -exec gzip -9n "{}" +
        COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(
    COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -exec touch -h -d @${CPACK_ECC_EPOCH} "{}" +
    COMMAND_ERROR_IS_FATAL ANY)
