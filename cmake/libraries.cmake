# SPDX-License-Identifier: Apache-2.0
# What is linked, by way of pkg-config: libyaml and jansson bring no CMake package on Debian.
# libcurl is loaded when rules are updated, and only then; its header is all that the build needs.
find_package(PkgConfig REQUIRED)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(crypto REQUIRED IMPORTED_TARGET libcrypto>=3)
pkg_check_modules(jansson REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(curl REQUIRED libcurl)
