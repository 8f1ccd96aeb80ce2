// SPDX-License-Identifier: Apache-2.0
// The report in a browser: accessible in both schemes (axe-core), readable without scripts and without a network, as
// narrow as a telephone, and whole on paper.
//
//   node browser.js CHROMIUM OUT_DIR REPORT...      leaves screenshots and PDFs in OUT_DIR
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
let failures = 0;

function check(what, faults) {
    console.log(faults.length > 0 ? 'FAILED' : 'ok    ', what);
    for (const fault of faults.slice(0, 10)) {
        console.log('       ', fault);
    }
    failures += faults.length > 0 ? 1 : 0;
}

async function open(browser, file, options) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
    const page = await context.newPage();
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('dialog', (dialog) => { said.push('a dialog'); dialog.dismiss(); });
    page.on('request', (request) => {
        if (request.url() !== 'file://' + file) {
            said.push('asks for ' + request.url());
        }
    });
    await page.goto('file://' + file);
    return { context, page, said };
}

async function checkAccess(page, what) {
    await page.evaluate(axe);
    const result = await page.evaluate(() => globalThis.axe.run(document));
    check(`${what}: ${result.passes.length} rules of axe-core pass`, result.violations.map(
        (v) => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 120)).slice(0, 2).join(' ')}`));
    return result.passes.length;
}

// axe-core leaves out what lies over something else; the inks of a drawing are checked here.
async function checkInk(page, what) {
    const low = await page.evaluate(() => {
        const read = (text) => text.match(/[\d.]+/g).slice(0, 3).map((v) => {
            const c = Number(v) / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        const light = (text) => { const [r, g, b] = read(text); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const paper = light(getComputedStyle(document.documentElement).backgroundColor);
        const grounds = [...document.querySelectorAll('svg.plane rect[class^=region], svg .band')]
            .map((e) => light(getComputedStyle(e).fill)).concat([paper]);
        const faults = [];
        for (const text of document.querySelectorAll('svg.plane .name, svg.plane .number, svg .inside')) {
            for (const ground of grounds) {
                const value = ratio(light(getComputedStyle(text).fill), ground);
                if (value < 4.5) { faults.push(`${text.textContent}: ${value.toFixed(1)}`); }
            }
        }
        return [...new Set(faults)];
    });
    check(`${what}: text in drawings stands out`, low);
}

async function checkScreen(browser, file, out, scheme) {
    const name = path.basename(file, '.html');
    const { context, page, said } = await open(browser, file, { colorScheme: scheme });
    await page.screenshot({ path: path.join(out, `${name}-${scheme}.png`), fullPage: true });
    await checkAccess(page, `${name}, ${scheme}`);
    await checkInk(page, `${name}, ${scheme}`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    await checkAccess(page, `${name}, ${scheme}, unfolded`);
    await page.setViewportSize({ width: 360, height: 800 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(`${name}, ${scheme}: fits 360 pixels`, width > 360 ? [`it is ${width} wide`] : []);
    check(`${name}, ${scheme}: silent, asks for nothing`, said);
    await context.close();
}

async function checkKeys(browser, file) {
    const { context, page } = await open(browser, file, { javaScriptEnabled: true });
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
    const faults = first === '#main' ? [] : [`first stop ${first}`];
    const fold = page.locator('ul.clauses summary').first();
    if (await fold.count() > 0) {
        const before = await fold.evaluate((e) => e.parentElement.open);
        await fold.focus();
        await page.keyboard.press('Enter');
        const after = await fold.evaluate((e) => e.parentElement.open);
        faults.push(...(before !== after ? [] : ['it does not fold']));
    }
    check(`${path.basename(file)}: the keyboard reaches and folds`, faults);
    await context.close();
}

// Without scripts, and on paper, where folded clauses are unfolded.
async function checkPaper(browser, file, out) {
    const name = path.basename(file, '.html');
    const { context, page, said } = await open(browser, file, { javaScriptEnabled: false, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    const hidden = await page.locator('ul.clauses details:not([open]) > ul.clauses').evaluateAll(
        (lists) => lists.filter((list) => !list.checkVisibility()).length);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const pdf = await page.pdf({ path: path.join(out, `${name}.pdf`), preferCSSPageSize: true });
    check(`${name}: paper shows every clause, on white`, [].concat(
        hidden > 0 ? [`${hidden} clauses are folded away`] : [],
        ground === 'rgb(255, 255, 255)' ? [] : [`the ground is ${ground}`],
        pdf.length > 20000 ? [] : [`the PDF has ${pdf.length} bytes`], said));
    await context.close();
}

async function main() {
    const [executablePath, out, ...files] = process.argv.slice(2);
    const browser = await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
            '--disable-sync', '--no-first-run'],
    });
    try {
        for (const file of files.map((f) => path.resolve(f))) {
            await checkScreen(browser, file, out, 'light');
            await checkScreen(browser, file, out, 'dark');
            await checkKeys(browser, file);
            await checkPaper(browser, file, out);
        }
    } finally {
        await browser.close();
    }
    process.exitCode = failures > 0 ? 1 : 0;
}

main().catch((error) => { console.error(error); process.exitCode = 1; });
