// SPDX-License-Identifier: Apache-2.0
// Do the loader and the JSON Schema agree on every test file and on the whole catalogue?
// Usage: node agree.js SOURCE_DIR SPEC_VERDICTS; ajv and js-yaml are found through NODE_PATH.
"use strict";
const fs = require("fs");
const path = require("path");
const { execFileSync } = require("child_process");
const Ajv = require("ajv/dist/2020").default;
const yaml = require("js-yaml");

const [source, program] = process.argv.slice(2);
const here = path.join(source, "tests", "schema");
const schema = JSON.parse(fs.readFileSync(path.join(source, "docs/schema/spec.schema.json"), "utf8"));
// Strict: a mistake in the schema itself is an error, too.
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

function yamlFiles(dir) {
    if (!fs.existsSync(dir)) {
        return [];
    }
    return fs.readdirSync(dir, { recursive: false, withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
            const name = path.join(dir, entry.name);
            return entry.isDirectory() ? yamlFiles(name) : name.endsWith(".yaml") ? [name] : [];
        });
}

// The file as an editor sees it: YAML 1.2, where yes is a text and 8 a number.
function schemaAccepts(file) {
    try {
        return validate(yaml.load(fs.readFileSync(file, "utf8"), { schema: yaml.CORE_SCHEMA }));
    } catch (error) {
        validate.errors = [{ message: error.reason }];
        return false;
    }
}

function loaderVerdicts(files) {
    const lines = execFileSync(program, files, { encoding: "utf8" }).trim().split("\n");
    return new Map(lines.map((line) => [line.slice(7), line.startsWith("accept ")]));
}

function readExceptions() {
    const lines = fs.readFileSync(path.join(here, "exceptions.txt"), "utf8").split("\n");
    return new Map(lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => {
        const at = line.indexOf(": ");
        return [line.slice(0, at), line.slice(at + 2)];
    }));
}

const exceptions = readExceptions();
const valid = yamlFiles(path.join(here, "valid"));
const invalid = yamlFiles(path.join(here, "invalid"));
const catalogue = yamlFiles(path.join(source, "specs"));
const verdicts = loaderVerdicts([...valid, ...invalid, ...catalogue]);
const problems = [];

for (const file of [...valid, ...catalogue]) {
    if (!verdicts.get(file)) {
        problems.push(`${file}: the loader refuses it`);
    }
    if (!schemaAccepts(file)) {
        const error = validate.errors[0];
        problems.push(`${file}: the schema refuses it: ${error.instancePath || ""} ${error.message}`);
    }
}
for (const file of invalid) {
    const name = path.basename(file, ".yaml");
    const excused = exceptions.delete(name);
    if (verdicts.get(file)) {
        problems.push(`${file}: the loader accepts it`);
    }
    if (schemaAccepts(file) !== excused) {
        problems.push(`${file}: the schema ${excused ? "refuses it, so it is no exception" : "accepts it"}`);
    }
}
for (const name of exceptions.keys()) {
    problems.push(`exceptions.txt: there is no invalid/${name}.yaml`);
}
if (valid.length < 10 || invalid.length < 50) {
    problems.push("files are missing");
}
console.log(problems.join("\n"));
console.log(`${valid.length} valid, ${invalid.length} invalid, ${catalogue.length} of the catalogue`);
process.exit(problems.length === 0 ? 0 : 1);
