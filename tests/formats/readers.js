// SPDX-License-Identifier: Apache-2.0
// Do the readers that these formats are for understand them? markdown by a parser of GitHub's dialect, annotations by the
// package that GitHub's own actions write them with, junit by a package that reads test results.
// Usage: node readers.js OUTPUT_DIR; modules are found through NODE_PATH.
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { issueCommand } = require("@actions/core/lib/command");
const results = require("test-results-parser");

const [outputs] = process.argv.slice(2);
const problems = [];
const read = (name) => fs.readFileSync(path.join(outputs, name), "utf8");
const named = (ending) => fs.readdirSync(outputs).filter((name) => name.endsWith(ending)).sort();
const beside = (name) => JSON.parse(read(name.replace(/\.[a-z]+$/, ".json")));

function expect(what, ours, theirs) {
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
        problems.push(`${what}: ${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`);
    }
}

const TAGS = ["h1", "h2", "h3", "p", "ul", "li", "br", "table", "thead", "tbody", "tr", "th", "td", "strong", "em"];
const unescape = (html) => html.replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

// Nothing of a name becomes markup; every part has its row, with its own words in the cells.
function checkMarkdown(name, parse) {
    const html = parse(read(name));
    const document = beside(name);
    const tags = new Set([...html.matchAll(/<([a-z0-9]+)[^>]*>/g)].map((match) => match[1]));
    expect(`${name}: tags`, [...tags].filter((tag) => !TAGS.includes(tag)), []);
    const rows = [...html.split("</table>")[0].matchAll(/<tr>\n([^]*?)<\/tr>/g)].slice(1)
        .map((row) => [...row[1].matchAll(/<td>(.*?)<\/td>/g)].map((cell) => unescape(cell[1])));
    expect(`${name}: rows`, rows.map((cells) => [cells.length, cells[0], cells[1]]),
        document.results.map((r) => [4, r.specification ? r.specification.name : r.input, r.input]));
    expect(`${name}: sections`, (html.match(/<h2>/g) || []).length, document.results.length);
}

function written(notice) {
    const { at } = notice;
    const one = at["end-line"] === at.line;
    const properties = { file: at.file, line: at.line };
    if (!one) { properties.endLine = at["end-line"]; }
    if (one) {
        properties.col = at.column;
        if (at["end-column"] > at.column) { properties.endColumn = at["end-column"]; }
    }
    properties.title = notice.rule;
    const excused = ["waived", "ignored", "known"].includes(notice.state);
    const command = excused ? "notice" : { note: "notice" }[notice.severity] || notice.severity;
    let line = "";
    const { write } = process.stdout;
    process.stdout.write = (text) => { line += text; return true; };
    issueCommand(command, properties, notice.text);
    process.stdout.write = write;
    return line.trimEnd();
}

// What is excused has the reason behind its text.
function checkAnnotations(name) {
    const document = beside(name);
    const notices = document.results.flatMap((result) => result.notices)
        .filter((notice) => notice.kind !== "listed" || notice.state !== "told").concat(document.notices);
    const lines = read(name).trimEnd().split("\n").slice(0, -1);
    expect(`${name}: annotations`, lines.length, notices.length);
    notices.forEach((notice, i) => {
        const theirs = written(notice);
        const whole = ["told", "fails"].includes(notice.state);
        expect(`${name}: annotation`, whole ? lines[i] : lines[i].slice(0, theirs.length), theirs);
    });
}

function checkJunit(name) {
    const document = beside(name);
    const found = results.parse({ type: "junit", files: [path.join(outputs, name)] });
    const { failed } = document.totals;
    const cases = found.suites.flatMap((suite) => suite.cases);
    expect(`${name}: errors`, found.errors, failed);
    expect(`${name}: cases`, cases.slice(0, document.results.length).map((c) => [c.name, c.status]),
        document.results.map((r) => [r.input, r["exit-status"] === 0 ? "PASS" : "FAIL"]));
    expect(`${name}: total`, found.total, document.results.length + (document.notices.length > 0 ? 1 : 0));
}

async function main() {
    const load = (module) => import(pathToFileURL(require.resolve(module)));
    const { micromark } = await load("micromark");
    const { gfm, gfmHtml } = await load("micromark-extension-gfm");
    const parse = (text) => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
    expect("the parser lets markup through", parse("<b>x</b> https://a.example"),
        '<p><b>x</b> <a href="https://a.example">https://a.example</a></p>');
    const files = { ".markdown": (name) => checkMarkdown(name, parse), ".github": checkAnnotations, ".junit": checkJunit };
    let n = 0;
    for (const [ending, check] of Object.entries(files)) {
        for (const name of named(ending)) {
            check(name);
            n++;
        }
    }
    console.log([...new Set(problems)].join("\n"));
    console.log(`${n} files read, ${problems.length} problems`);
    process.exitCode = problems.length === 0 && n >= 3 * 8 ? 0 : 1;
}

main();
