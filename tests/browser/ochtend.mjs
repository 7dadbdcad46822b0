// A morning in a real browser: sign in, find what failed last night, have it done again, see it succeed, download a table.
// Says one word a line on stdout; after "gevonden" it waits for a line on stdin, while the fault is mended outside.
// Arguments: address of the pages, name, password, folder for pictures.
import { chromium } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';

const [base, name, password, pictures] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin });
const say = (text) => process.stdout.write(`${text}\n`);

function must(holds, what) {
    if (!holds) throw new Error(what);
}

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
    ],
});
try {
    const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        javaScriptEnabled: false,
        acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const refused = [];
    page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });

    await page.goto(`${base}/`);
    must(page.url().startsWith(`${base}/aanmelden`), `not asked to sign in: ${page.url()}`);
    await page.getByLabel('Naam').fill(name);
    await page.getByLabel('Wachtwoord').fill(`${password}x`);
    await page.getByRole('button', { name: 'Aanmelden' }).click();
    must(page.url().includes('/aanmelden'), 'a wrong password signs in');
    await page.getByLabel('Naam').fill(name);
    await page.getByLabel('Wachtwoord').fill(password);
    await page.getByRole('button', { name: 'Aanmelden' }).click();
    must((await page.title()).startsWith('Overzicht'), `after signing in: ${await page.title()}`);
    say('aangemeld');

    const failed = page.getByText('SOURCE_UNAVAILABLE').first();
    await failed.waitFor();
    await page.screenshot({ path: `${pictures}/mislukt.png`, fullPage: true });
    say('gevonden');
    await lines[Symbol.asyncIterator]().next();

    await page.getByRole('button', { name: /opnieuw/i }).first().click();
    must(page.url().includes('melding='), `no notice: ${page.url()}`);
    say('gevraagd');
    const until = Date.now() + 120_000;
    for (;;) {
        await page.goto(`${base}/`);
        const text = await page.locator('main').innerText();
        if (!text.includes('SOURCE_UNAVAILABLE') && !/\bwacht\b|\bbezig\b/.test(text)) break;
        must(Date.now() < until, `it did not succeed: ${text}`);
        await page.waitForTimeout(500);
    }
    await page.goto(`${base}/bronnen`);
    must(/gelukt/.test(await page.locator('main').innerText()), 'the source did not succeed');
    await page.screenshot({ path: `${pictures}/gelukt.png`, fullPage: true });
    say('gelukt');

    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'CSV' }).first().click(),
    ]);
    const bytes = await readFile(await download.path());
    must(bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])), 'no byte order mark');
    must(bytes.toString('utf8').includes(';'), 'no semicolon');
    must(download.suggestedFilename().endsWith('.csv'), download.suggestedFilename());
    say('gedownload');

    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/', '/runs', '/bronnen', '/quarantaine', '/kwaliteit', '/ketens']) {
        await page.goto(`${base}${path}`);
        const wide = await page.locator('body').boundingBox();
        must(wide.width <= 390, `${path} is wider than a phone`);
    }
    await page.getByRole('button', { name: 'Afmelden' }).click();
    await page.goto(`${base}/`);
    must(page.url().includes('/aanmelden'), 'still signed in');
    must(refused.length === 0, refused.join('\n'));
    say('afgemeld');
} finally {
    await browser.close();
    lines.close();
}
