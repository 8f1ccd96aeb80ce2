// SPDX-License-Identifier: Apache-2.0
// Are the outputs what their own definitions ask for? json and ndjson by docs/schema/result.schema.json, those of buyers
// (of the golden cases, whole) by docs/schema/procurement.schema.json, sarif by the
// OASIS schema, by Microsoft's multitool, and within what GitHub documents.
// Usage: node validate.js SOURCE_DIR OUTPUT_DIR NODE_MODULES; modules are found through NODE_PATH.
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const { spawnSync } = require("child_process");
const Ajv2020 = require("ajv/dist/2020").default;
const Ajv4 = require("ajv-draft-04").default;
const addFormats = require("ajv-formats").default;

const [source, outputs, modules] = process.argv.slice(2);
const problems = [];
const read = (...parts) => fs.readFileSync(path.join(...parts), "utf8");
const named = (ending) => fs.readdirSync(outputs).filter((name) => name.endsWith(ending)).sort();

// Strict: a mistake in the schema itself is an error, too. What is asked for within oneOf stands outside of it.
const ours = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true })
    .compile(JSON.parse(read(source, "docs/schema/result.schema.json")));
const buyers = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true })
    .compile(JSON.parse(read(source, "docs/schema/procurement.schema.json")));
const ajv4 = new Ajv4({ strict: false, unicodeRegExp: false });
addFormats(ajv4);
const oasis = ajv4.compile(JSON.parse(read(modules, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));

function check(validate, name, document) {
    if (!validate(document)) {
        for (const error of validate.errors.slice(0, 5)) {
            problems.push(`${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
        }
    }
}

// A schema that accepts anything proves nothing: each of these must be refused.
function mustRefuse(name, document) {
    const breaks = {
        "another member": (d) => { d.results[0].more = 1; },
        "no verdict": (d) => { delete d.results[0].verdict; },
        "a number that is none": (d) => { d.results[0].subjects[0].count.low = 1; },
        "an unknown state": (d) => { d.results[0].notices.push({ ...d.results[0].notices[0], state: "maybe" }); },
        "no totals": (d) => { delete d.totals; },
    };
    for (const [what, change] of Object.entries(breaks)) {
        const copy = structuredClone(document);
        change(copy);
        if (ours(copy)) {
            problems.push(`${name}: the schema accepts ${what}`);
        }
    }
}

// Each document and line of the golden cases that is of a buyers' command. How many.
function checkBuyers() {
    const found = {};
    const cases = path.join(source, "tests/cases");
    for (const file of fs.readdirSync(cases, { recursive: true }).sort()) {
        const text = /expected/.test(file) ? read(cases, file).split("==== standard error")[0] : "";
        const pieces = file.endsWith(".json") ? [text] : text.split("\n");
        for (const piece of pieces.filter((p) => /^\{\s*"format":\s*"ecc-(screen|compare|alternatives)/.test(p))) {
            const document = JSON.parse(piece);
            check(buyers, file, document);
            found[document.format] = document;
        }
    }
    const breaks = {
        "ecc-screen/1": [(d) => { d.lines[0].verdict = "maybe"; }, (d) => { delete d.totals; }],
        "ecc-screen-line/1": [(d) => { d.more = 1; }, (d) => { delete d.candidates; }],
        "ecc-screen-totals/1": [(d) => { d.totals.all.lines = "1"; }],
        "ecc-compare/1": [(d) => { d.parts[0].maker.listing = "listed"; }, (d) => { delete d.figures; }],
        "ecc-alternatives/1": [(d) => { delete d.wanted.maker; }, (d) => { d.alternatives[0].rank = 0; }],
    };
    for (const [format, changes] of Object.entries(breaks)) {
        if (!found[format]) {
            problems.push(`no golden case has ${format}`);
        }
        for (const change of found[format] ? changes : []) {
            const copy = structuredClone(found[format]);
            change(copy);
            if (buyers(copy)) {
                problems.push(`the schema of buyers accepts a wrong ${format}: ${change}`);
            }
        }
    }
    return Object.keys(found).length;
}

// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
function checkGithub(name, text) {
    const log = JSON.parse(text);
    if (zlib.gzipSync(text).length > 10 * 1024 * 1024 || log.runs.length > 20) {
        problems.push(`${name}: larger than GitHub takes`);
    }
    for (const run of log.runs) {
        const rules = run.tool.driver.rules;
        if (run.results.length > 25000 || rules.length > 25000) {
            problems.push(`${name}: more results or rules than GitHub takes`);
        }
        for (const rule of rules) {
            if (!rule.help.text || !rule.shortDescription.text || rule.shortDescription.text.length > 1024 ||
                rule.fullDescription.text.length > 4096 || rule.id.length > 255 || rule.properties.tags.length > 20) {
                problems.push(`${name}: ${rule.id} lacks what GitHub shows`);
            }
        }
        for (const result of run.results) {
            const place = result.locations[0] && result.locations[0].physicalLocation;
            if (!place || !place.artifactLocation.uri || !(place.region.startLine > 0) || result.locations.length > 1000 ||
                !result.partialFingerprints.primaryLocationLineHash || rules[result.ruleIndex].id !== result.ruleId) {
                problems.push(`${name}: a result without what GitHub needs: ${result.message.text}`);
            }
        }
    }
}

function multitool(files) {
    const program = path.join(modules, "@microsoft/sarif-multitool-linux/Sarif.Multitool");
    if (!fs.existsSync(program)) {
        problems.push("Microsoft's multitool is not installed");
        return 0;
    }
    let n = 0;
    for (const name of files) {
        const log = path.join(outputs, `${name}.report`);
        const done = spawnSync(program, ["validate", path.join(outputs, name), "--rule-kind", "Sarif;Ghas", "--level",
            "Error;Warning", "-o", log, "--log", "ForceOverwrite"], { encoding: "utf8" });
        if (!fs.existsSync(log)) {
            problems.push(`${name}: the multitool does not run: ${done.error || done.stdout}${done.stderr}`);
            return n;
        }
        n++;
        for (const result of JSON.parse(fs.readFileSync(log, "utf8")).runs[0].results || []) {
            // SARIF2005: the program has no home page to name.
            if (result.ruleId !== "SARIF2005") {
                problems.push(`${name}: ${result.ruleId} ${JSON.stringify(result.message)}`);
            }
        }
    }
    return n;
}

const json = named(".json");
for (const name of json) {
    check(ours, name, JSON.parse(read(outputs, name)));
}
mustRefuse(json[0], JSON.parse(read(outputs, json[0])));
for (const name of named(".ndjson")) {
    for (const line of read(outputs, name).trimEnd().split("\n")) {
        check(ours, name, JSON.parse(line));
    }
}
const kinds = checkBuyers();
const sarif = named(".sarif");
for (const name of sarif) {
    check(oasis, name, JSON.parse(read(outputs, name)));
    checkGithub(name, read(outputs, name));
}
const broken = JSON.parse(read(outputs, sarif[0]));
delete broken.runs[0].tool;
if (oasis(broken)) {
    problems.push("the OASIS schema accepts a run without a tool");
}
const validated = multitool(sarif);
console.log([...new Set(problems)].join("\n"));
console.log(`${json.length} json, ${named(".ndjson").length} ndjson, ${sarif.length} sarif, ${validated} by the multitool, ${kinds} kinds of buyers' documents`);
process.exit(problems.length === 0 && json.length > 0 && validated === sarif.length ? 0 : 1);
