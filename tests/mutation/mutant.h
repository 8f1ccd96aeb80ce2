/* SPDX-License-Identifier: Apache-2.0 */
/* Put in front of the files that mutate_engine.py rewrites. Each place that can be changed asks ecc_mutant() whether
 * it is. ECC_MUTANT_OPTIONS says which one, and after a space, if it likes, the name of a file of one byte for each number,
 * in which those that were asked about become 1: also by a process that crashes. */
#ifndef ECC_MUTANT_H
#define ECC_MUTANT_H

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static long ecc_mutant_chosen_ = -1;
static unsigned char *ecc_mutant_seen_;

__attribute__((constructor)) static void ecc_mutant_open_(void)
{
    struct stat status;
    char *path = NULL;
    const char *options = getenv("ECC_MUTANT_OPTIONS");
    if (options != NULL) {
        ecc_mutant_chosen_ = strtol(options, &path, 10);
    }
    const int file = path != NULL && *path == ' ' ? open(path + 1, O_RDWR | O_CLOEXEC) : -1;
    if (file >= 0 && fstat(file, &status) == 0) {
        void *map = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        ecc_mutant_seen_ = map == MAP_FAILED ? NULL : map;
        close(file);
    }
}

static inline int ecc_mutant(long number)
{
    if (ecc_mutant_seen_ != NULL) {
        ecc_mutant_seen_[number] = 1;
    }
    return ecc_mutant_chosen_ == number;
}

#endif
