/* SPDX-License-Identifier: Apache-2.0 */
/* Waivers and severities: see waiver.h. */
#include "waiver.h"

#include <string.h>

bool ecc_paragraph_covers(ecc_str outer, ecc_str paragraph)
{
    const bool begins = paragraph.len >= outer.len && outer.len > 0 &&
                        memcmp(paragraph.ptr, outer.ptr, outer.len) == 0;
    return begins && (paragraph.len == outer.len || paragraph.ptr[outer.len] == '.');
}

bool ecc_waiver_is_for(const ecc_waiver *waiver, const struct ecc_item *item, ecc_str part,
                       const ecc_subject *subject)
{
    const ecc_str name = item->spec != NULL ? ecc_spec_about(item->spec)->name : (ecc_str){0};
    const bool whole = ecc_text_same(waiver->part, part) ||
                       ecc_text_same(waiver->part, item->input) ||
                       (name.len > 0 && ecc_text_same(waiver->part, name));
    return whole || (subject != NULL && (ecc_text_same(waiver->part, subject->spec->name) ||
                                         ecc_text_same(waiver->part, subject->spec->file)));
}

const ecc_paragraph_level *ecc_level_of(const ecc_config_view *view, ecc_str paragraph)
{
    const ecc_paragraph_level *best = NULL;
    for (size_t i = 0; view != NULL && i < view->n_levels; i++) {
        const ecc_paragraph_level *level = &view->levels[i];
        const bool closer = best == NULL || level->paragraph.len >= best->paragraph.len;
        if (ecc_paragraph_covers(level->paragraph, paragraph) && closer) {
            best = level;
        }
    }
    return best;
}
