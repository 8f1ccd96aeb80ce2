/* SPDX-License-Identifier: Apache-2.0 */
/* What the loader says to each file: "accept FILE" or "refuse FILE". A reference leads to some
 * chip, so that only the file itself is judged. */
#include <stdio.h>
#include <stdlib.h>

#include <ecc/ecc.h>

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    static const char chip[] = "ecc: chip/1\nname: X\n";
    (void)user;
    (void)from;
    *out_name = ref;
    *out_bytes = (ecc_str){chip, sizeof chip - 1};
    return ECC_OK;
}

static int judge(const char *name)
{
    static char bytes[1 << 20];
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        perror(name);
        return EXIT_FAILURE;
    }
    const ecc_str text = {bytes, fread(bytes, 1, sizeof bytes, file)};
    fclose(file);
    ecc_diags *diags = NULL;
    ecc_spec *spec = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        return EXIT_FAILURE;
    }
    const ecc_status status = ecc_spec_load((ecc_str){"-", 1}, text, resolve, NULL, &spec, diags);
    printf("%s %s\n", status == ECC_OK ? "accept" : "refuse", name);
    ecc_spec_free(spec);
    ecc_diags_free(diags);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (judge(argv[i]) != EXIT_SUCCESS) {
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
