// Serves our built page and the peers' one, drives headless Chromium, and prints the table of `benches/README.md`.
//   node run.mjs [--dist ../../dist] [--peers manifold,jscad,openscad,replicad] [--rounds 3] [--count 20] [--warmup 10]
// A fresh browser for every round of every modeller; rounds go by turns, so that a busy minute hits all of them.
import http from 'node:http';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { PARTS } from './web/parts.js';

const arg = (name, usual) => { const at = process.argv.indexOf('--' + name); return at < 0 ? usual : process.argv[at + 1]; };
const peers = arg('peers', 'manifold,jscad,openscad,replicad').split(',');
const rounds = +arg('rounds', 3), count = +arg('count', 20), warmup = +arg('warmup', 10);
const executablePath = process.env.CHROMIUM ?? execSync('command -v chromium').toString().trim();
const EXACT = { board: 2402.133, tubes: 4139.785, table: 53217.642, blade: 1623.532 };
// cm³ at L = 1200; circles as 32 sides, the skin of the blade ruled between its sections

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };
const serve = async (folder) => {
  const root = path.resolve(folder);
  const server = http.createServer((req, res) => {
    const asked = path.normalize(decodeURIComponent(new URL(req.url, 'http://x').pathname)).replace(/\/$/, '/index.html');
    const file = path.join(root, asked);
    if (!file.startsWith(root) || !fs.existsSync(file)) { res.writeHead(404); res.end(); return; }
    // Isolation headers give the page a clock of 5 µs.
    res.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream', 'Content-Length': fs.statSync(file).size,
      'Cache-Control': 'no-store', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' });
    fs.createReadStream(file).pipe(res);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
};

let version;
async function inPage(url, ready, work) {
  const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
  try {
    version = browser.version();
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error('page error:', error.message));
    await page.goto(url);
    await page.waitForFunction(ready, undefined, { timeout: 60000 });
    return await work(page);
  } finally { await browser.close(); }
}

// Ours is timed inside of its module, many changes at a time: one is shorter than the clock can tell.
const times = { board: 2000, tubes: 4000, table: 4000, blade: 2000 };
async function ours(url) {
  return inPage(url, "!document.querySelector('#boot')", async (page) => {
    await page.waitForTimeout(2000); // until the page has nothing more to load
    const out = {};
    for (const part of PARTS) {
      const text = fs.readFileSync(`designs/${part}.toml`, 'utf8');
      const told = await page.evaluate(async ([text, times]) => {
        const app = await import(document.querySelector('link[rel=modulepreload]').href);
        return app.measure_change(text, 'length', 1000, times);
      }, [text, times[part]]);
      const [ms, solids, triangles, volume] = told.split(' ').map(Number);
      out[part] = { ms, solids, triangles, volume };
    }
    return out;
  });
}

const [app, web] = [await serve(arg('dist', '../../dist')), await serve('web')];
const who = ['scrapwright', ...peers];
const found = Object.fromEntries(who.map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const name of who) {
    const run = name === 'scrapwright' ? ours(app.url)
      : inPage(web.url, 'window.changes !== undefined', (page) => page.evaluate(([n, c, w]) => window.changes(n, c, w), [name, count, warmup]));
    found[name].push(await run);
    console.error(`round ${round + 1}: ${name}`);
  }
}
app.server.close();
web.server.close();

// The best round speaks for each, ours as theirs: the others waited for something.
const best = (name, part) => found[name].map((round) => round[part]).reduce((a, b) => (b.ms < a.ms ? b : a));
const time = (ms) => (ms < 1 ? ms.toFixed(4) : ms.toFixed(2));
console.log(`Chromium ${version}, ${os.cpus().length} × ${os.cpus()[0].model.trim()}, load ${os.loadavg()[0].toFixed(1)}, rounds ${rounds}, count ${count}, warm-up ${warmup}\n`);
console.log(`| part set | ${who.join(' | ')} | fastest other / ours |`);
console.log(`| --- |${' ---: |'.repeat(who.length + 1)}`);
for (const part of PARTS) {
  const fastest = Math.min(...peers.map((name) => best(name, part).ms));
  const ratio = Math.round(fastest / best('scrapwright', part).ms);
  console.log(`| ${part} | ${who.map((name) => time(best(name, part).ms)).join(' | ')} | ${ratio} × |`);
}
console.log(`\n| surfaces, triangles, volume (cm³) | ${who.join(' | ')} | exact |`);
console.log(`| --- |${' --- |'.repeat(who.length + 1)}`);
for (const part of PARTS) {
  const cell = (name) => { const b = best(name, part); return `${b.solids}, ${b.triangles}, ${b.volume.toFixed(3)}`; };
  console.log(`| ${part} | ${who.map(cell).join(' | ')} | ${EXACT[part]} |`);
  for (const name of who) {
    const off = Math.abs(best(name, part).volume / EXACT[part] - 1);
    if (!(off < 0.01)) { console.error(`${name}: volume of ${part} is off by ${(off * 100).toFixed(2)} %`); process.exitCode = 1; }
  }
}
