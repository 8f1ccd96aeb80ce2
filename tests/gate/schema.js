// SPDX-License-Identifier: Apache-2.0
// Do the program and docs/schema/config.schema.json agree on every configuration of valid/ and invalid/?
// Usage: node schema.js SOURCE_DIR ECC; ajv and js-yaml are found through NODE_PATH.
"use strict";
const fs = require("fs");
const path = require("path");
const { spawnSync } = require("child_process");
const Ajv = require("ajv/dist/2020").default;
const yaml = require("js-yaml");

const [source, ecc] = process.argv.slice(2);
const here = path.join(source, "tests", "gate");
const schema = JSON.parse(fs.readFileSync(path.join(source, "docs/schema/config.schema.json"), "utf8"));
const validate = new Ajv({ strict: true, strictRequired: false, validateFormats: false, allowUnionTypes: true }).compile(schema);
const problems = [];
let n = 0;
for (const folder of ["valid", "invalid"]) {
    for (const name of fs.readdirSync(path.join(here, folder)).sort()) {
        const file = path.join(here, folder, name);
        const wanted = folder === "valid";
        n++;
        if (validate(yaml.load(fs.readFileSync(file, "utf8"), { schema: yaml.CORE_SCHEMA })) !== wanted) {
            problems.push(`${folder}/${name}: the schema ${wanted ? "refuses" : "accepts"} it`);
        }
        // 65 is a mistake in the file; what the file asks for may come to anything else.
        const done = spawnSync(ecc, ["check", "nvidia/h800-sxm5-80gb", "--quiet", "--config", file], { encoding: "utf8" });
        if ((done.status !== 65) !== wanted) {
            problems.push(`${folder}/${name}: the program ${wanted ? "refuses" : "accepts"} it: ${done.stderr}`);
        }
    }
}
console.log(problems.join("\n"));
console.log(`${n} configurations`);
process.exit(problems.length === 0 && n > 15 ? 0 : 1);
