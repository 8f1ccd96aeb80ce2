/* SPDX-License-Identifier: Apache-2.0 */
/* The format "ndjson": a JSON object on each line, one for each input as soon as it is checked, and
 * the totals on the last. The members are those of the format "json". */
#include "json_parts.h"

void ecc_ndjson_begin(struct ecc_render *render)
{
    (void)render; /* every line stands by itself */
}

void ecc_ndjson_item(struct ecc_render *render, const struct ecc_item *item)
{
    ecc_json_open_line(render, "ecc-result-line/1");
    ecc_json_put_date(render, "as-of", render->as_of);
    ecc_json_members(render, item);
    ecc_json_end_object(&render->json);
    ecc_out_flush(render->page->out);
}

void ecc_ndjson_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    (void)several;
    ecc_json_open_line(render, "ecc-totals/1");
    ecc_json_put_date(render, "as-of", render->as_of);
    ecc_json_totals(render, totals);
    ecc_json_end_object(&render->json);
}
