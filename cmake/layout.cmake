# SPDX-License-Identifier: Apache-2.0
# Where things go and how the program finds its library: by a path from itself, so that the installed tree
# can be moved; in a Debian package, as the system says.
if(ECC_DEBIAN)
    set(ecc_rpath "")
    set(ecc_zsh_completions zsh/vendor-completions)
else()
    set(ecc_rpath "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
    set(ecc_zsh_completions zsh/site-functions)
endif()
# In the build tree likewise: no path of the machine in what is built.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
