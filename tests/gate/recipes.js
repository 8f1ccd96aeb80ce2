// SPDX-License-Identifier: Apache-2.0
// Are the recipes of docs/gate.md what their readers take, and do their commands do what they say? The workflow by
// action-validator, entries for pre-commit by pre-commit itself; the commands of each recipe are run in a repository.
// Usage: node recipes.js SOURCE_DIR NODE_MODULES ECC; yaml is found through NODE_PATH.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { spawnSync } = require("child_process");
const yaml = require("yaml");

const [source, modules, ecc] = process.argv.slice(2);
const page = fs.readFileSync(path.join(source, "docs", "gate.md"), "utf8");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "recipes-"));
const problems = [];
const expect = (what, holds) => { if (!holds) { problems.push(what); } };
const blocks = (heading) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(heading + "\n"));
    return [...section.matchAll(/^```\w+\n([^]*?)^```$/gm)].map((match) => match[1]);
};

// A repository with a clean specification, or a controlled one.
function repository(name, spec) {
    const root = path.join(work, name);
    fs.mkdirSync(path.join(root, "specs"), { recursive: true });
    fs.mkdirSync(path.join(root, "bin"));
    fs.symlinkSync(ecc, path.join(root, "bin", "ecc"));
    spawnSync("git", ["init", "-q"], { cwd: root });
    fs.copyFileSync(path.join(source, spec), path.join(root, "specs", "part.yaml"));
    fs.writeFileSync(path.join(root, ".ecc.yaml"), "ecc-config: 1\nas-of: 2026-07-10\ninclude: [specs/]\n");
    return root;
}
const clean = repository("clean", "tests/formats/specs/clean.yaml");
const caught = repository("caught", "specs/nvidia/h800-sxm5-80gb.yaml");

function run(command, root) {
    const env = { PATH: `${path.join(root, "bin")}:${process.env.PATH}`, HOME: work, LC_ALL: "C.UTF-8",
        GITHUB_STEP_SUMMARY: path.join(root, "summary.md") };
    return spawnSync("bash", ["-e", "-c", command], { cwd: root, env, encoding: "utf8" });
}
const holds = (root, name, text) => fs.existsSync(path.join(root, name)) &&
    fs.readFileSync(path.join(root, name), "utf8").includes(text);

function checkActions() {
    const [text] = blocks("GitHub Actions");
    const file = path.join(work, "workflow.yml");
    const validate = (content) => {
        fs.writeFileSync(file, content);
        return spawnSync(path.join(modules, ".bin", "action-validator"), [file], { encoding: "utf8" });
    };
    const done = validate(text);
    expect(`action-validator: ${done.stdout}${done.stderr}`, done.status === 0 && !done.stderr.includes("error"));
    const mistake = validate(text.replace("runs-on:", "run-on:"));
    expect("action-validator refuses a mistake", mistake.status !== 0 && (mistake.stdout + mistake.stderr).includes("runs-on"));
    const { steps } = yaml.parse(text).jobs.ecc;
    const named = (name) => steps.find((step) => step.name === name).run;
    expect("it installs by the script of this repository", named("Install ecc").includes("/bootstrap version") &&
        fs.existsSync(path.join(source, "bootstrap")));
    expect("clean passes", run(named("Check, with annotations"), clean).status === 0);
    const found = run(named("Check, with annotations"), caught);
    expect("the H800 fails, with an annotation", found.status === 1 && found.stdout.startsWith("::error file=specs/part.yaml"));
    expect("the report is written all the same", run(named("Report"), caught).status === 0);
    expect("the summary", holds(caught, "summary.md", "**CONTROLLED**"));
    const upload = steps.find((step) => (step.uses || "").startsWith("github/codeql-action/upload-sarif"));
    expect("what is uploaded is what was written", holds(caught, upload.with.sarif_file, "3A090.a"));
}

function checkGitlab() {
    const job = yaml.parse(blocks("GitLab CI")[0])["export-control"];
    const known = ["image", "before_script", "script", "artifacts"];
    expect("GitLab: keys", Object.keys(job).every((key) => known.includes(key)));
    expect("GitLab: lines are texts", [...job.before_script, ...job.script].every((line) => typeof line === "string"));
    expect("GitLab: clean passes", run(job.script.join("\n"), clean).status === 0);
    expect("GitLab: the H800 fails", run(job.script.join("\n"), caught).status === 1);
    expect("GitLab: the report", job.artifacts.when === "always" && holds(caught, job.artifacts.reports.junit, "<failure"));
}

function checkJenkins() {
    const [text] = blocks("Jenkins");
    const [, command] = text.match(/sh '([^']*)'/);
    const [, report] = text.match(/junit '([^']*)'/);
    fs.rmSync(path.join(caught, report), { force: true });
    expect("Jenkins: the H800 fails", run(command, caught).status === 1);
    expect("Jenkins: the report", holds(caught, report, "<failure"));
    expect("Jenkins: brackets", text.split("{").length === text.split("}").length);
}

function checkPreCommit() {
    const files = blocks("pre-commit").map((text, i) => {
        const file = path.join(work, `config-${i}.yaml`);
        fs.writeFileSync(file, text);
        return file;
    });
    expect("two entries for pre-commit", files.length === 2);
    const done = spawnSync("pre-commit", ["validate-config", ...files], { encoding: "utf8" });
    expect(`pre-commit: ${done.stdout}${done.stderr}`, done.status === 0);
}

checkActions();
checkGitlab();
checkJenkins();
checkPreCommit();
fs.rmSync(work, { recursive: true });
console.log(problems.join("\n"));
console.log(`${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
