// SPDX-License-Identifier: Apache-2.0
// Do the program and docs/schema/config.schema.json agree on every configuration of valid/ and invalid/? And the
// program and map.schema.json on mappings: the worked ones, those of the golden cases, and invalid-maps/?
// Usage: node schema.js SOURCE_DIR ECC; ajv and js-yaml are found through NODE_PATH.
"use strict";
const fs = require("fs");
const path = require("path");
const { spawnSync } = require("child_process");
const Ajv = require("ajv/dist/2020").default;
const yaml = require("js-yaml");

const [source, ecc] = process.argv.slice(2);
const here = path.join(source, "tests", "gate");
const problems = [];
let n = 0;

function schemaOf(name) {
    const schema = JSON.parse(fs.readFileSync(path.join(source, "docs/schema", name), "utf8"));
    return new Ajv({ strict: true, strictRequired: false, validateFormats: false, allowUnionTypes: true }).compile(schema);
}

// 65 is a mistake in the file; what the file asks for may come to anything else.
function compare(validate, option, file, wanted) {
    n++;
    if (validate(yaml.load(fs.readFileSync(file, "utf8"), { schema: yaml.CORE_SCHEMA })) !== wanted) {
        problems.push(`${file}: the schema ${wanted ? "refuses" : "accepts"} it`);
    }
    const done = spawnSync(ecc, ["check", "nvidia/h800-sxm5-80gb", "--quiet", option, file], { encoding: "utf8" });
    if ((done.status !== 65) !== wanted) {
        problems.push(`${file}: the program ${wanted ? "refuses" : "accepts"} it: ${done.stderr}`);
    }
}

function yamlFiles(folder, ending) {
    return fs.readdirSync(folder).sort().filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));
}

const config = schemaOf("config.schema.json");
for (const folder of ["valid", "invalid"]) {
    for (const file of yamlFiles(path.join(here, folder), ".yaml")) {
        compare(config, "--config", file, folder === "valid");
    }
}
const map = schemaOf("map.schema.json");
const cases = path.join(source, "tests", "cases");
for (const folder of [path.join(source, "docs", "mappings"),
    ...fs.readdirSync(cases).filter((name) => name.startsWith("map-")).map((name) => path.join(cases, name))]) {
    for (const file of yamlFiles(folder, "map.yaml")) {
        compare(map, "--map", file, true);
    }
}
for (const file of yamlFiles(path.join(here, "invalid-maps"), ".yaml")) {
    compare(map, "--map", file, false);
}
console.log(problems.join("\n"));
console.log(`${n} configurations and mappings`);
process.exit(problems.length === 0 && n > 40 ? 0 : 1);
