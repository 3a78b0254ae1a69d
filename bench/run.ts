// Side-by-side measurements, each a ratio to a bare baseline in the same run. Nothing here passes or fails.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { brotliCompressSync } from 'node:zlib';
import { named } from '../src/kernel/sql.ts';
import { browsed } from '../src/modules/catalogue/queries.ts';
import { allocationRate } from './allocation.ts';
import { fillWindow } from './window.ts';
import { importRates } from './import.ts';
import { orderRates } from './orders.ts';
import { payRunRate } from './pay-run.ts';
import { savingsBookTime } from './savings.ts';

type Row = { what: string; ours: string; bare: string; ratio: string; wanted: string };
/** The page's own read: the bare server sends the very same statement. */
const statement = named(browsed({ sort: 'cheapest', page: 1 }));
const rows: Row[] = [];
const memory = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
const folder = mkdtempSync(path.join(memory, 'karya-bench-'));
chmodSync(folder, 0o711); // the database’s own account has to pass through
const running: ChildProcess[] = [];

try {
  const empty = await start('empty database, demo world');
  rows.push({ what: 'start to ready, empty database with the demo world', ours: `${empty.seconds.toFixed(1)} s`, bare: '–', ratio: '–', wanted: '≤ 45 s' });
  await stop(empty.child);
  const again = await start('existing database');
  rows.push({ what: 'start to ready, existing database', ours: `${again.seconds.toFixed(1)} s`, bare: '–', ratio: '–', wanted: '≤ 5 s' });

  await weigh(again.url, '/', 'home page, first visit, transferred', '≤ 110 KB');
  await fillWindow(adminUrl(), 10_000);
  await stop(again.child);
  const filled = await start('10,000 published products');
  rows.push({ what: 'resident memory of the app when ready', ours: `${memoryMb(filled.child)} MB`, bare: '–', ratio: '–', wanted: '≤ 200 MB' });
  await pages(filled.url);
  await search(filled.url);
  rows.push({ what: 'resident memory of the app after the load above', ours: `${memoryMb(filled.child)} MB`, bare: '–', ratio: '–', wanted: '≤ 200 MB' });
  const orders = await orderRates(adminUrl());
  rows.push({ what: 'placing an order: two lines, holds, events', ours: `${orders.ours.toFixed(0)}/s`, bare: `${orders.bare.toFixed(0)}/s (the same statements, bare pg)`, ratio: (orders.ours / orders.bare).toFixed(2), wanted: '≥ 0.3' });
  const people = await importRates(adminUrl(), folder);
  rows.push({ what: `importing ${people.rows.toLocaleString('en')} people from CSV`, ours: `${people.ours.toFixed(0)} rows/s`, bare: `${people.bare.toFixed(0)} rows/s (plain COPY of the same rows, same keys)`, ratio: (people.ours / people.bare).toFixed(2), wanted: '≥ 0.15' });
  rows.push({ what: 'the same sheet once more, nothing new', ours: `${people.again.toFixed(0)} rows/s`, bare: '–', ratio: (people.again / people.bare).toFixed(2), wanted: '–' });
  for (const size of (process.env['KARYA_BENCH_PEOPLE'] ?? '2750,27500').split(',').map(Number)) {
    const wages = await payRunRate(adminUrl(), size);
    rows.push({ what: `a month's wages of ${size.toLocaleString('en')} people, ${wages.marks.toLocaleString('en')} marks: computed, recomputed, posted`, ours: `${wages.ours_s.toFixed(1)} s, ${wages.peak_mb} MB`, bare: `${wages.bare_s.toFixed(1)} s (bare aggregate and insert)`, ratio: `${(wages.ours_s / wages.bare_s).toFixed(1)} × the time`, wanted: '≤ 4 ×' });
  }
  const book = await savingsBookTime(adminUrl());
  rows.push({ what: `opening a savings book of ten years: ${book.movements} movements among ${book.postings.toLocaleString('en')} postings, with slip, balance and what may be used`, ours: `${book.ours_ms.toFixed(1)} ms (95 %: ${book.slow_ms.toFixed(1)} ms)`, bare: `${book.bare_ms.toFixed(1)} ms (the movements alone, bare pg)`, ratio: `${(book.ours_ms / book.bare_ms).toFixed(1)} × the time`, wanted: '< 20 ms' });
  const shared = await allocationRate(adminUrl());
  rows.push({ what: `announced demand over 627 facilities, 12,000 demands, 20 nearest each: ${shared.variables.toLocaleString('en')} variables, ${shared.cells.toLocaleString('en')} cells written`, ours: `${shared.ours_s.toFixed(1)} s, ${shared.peak_mb} MB`, bare: `${shared.solver_s.toFixed(1)} s (in the solver alone)`, ratio: `${(shared.ours_s / shared.solver_s).toFixed(2)} × the time`, wanted: '≤ 1.3 ×, ≤ 10 s, ≤ 1,200 MB' });
  await stop(filled.child);
} finally {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.table(rows);

function adminUrl(): string {
  const password = readFileSync(path.join(folder, 'postgres.password'), 'utf8').trim();
  const port = readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

async function start(what: string): Promise<{ child: ChildProcess; url: string; seconds: number }> {
  process.stderr.write(`starting: ${what}\n`);
  const began = performance.now();
  const child = spawn(process.execPath, startArguments(), { env: { ...process.env, PORT: '0', KARYA_DATA: folder, LOG_LEVEL: 'error', NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /ready: (http:\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`the app ended with ${code}`)));
  });
  return { child, url, seconds: (performance.now() - began) / 1000 };
}

/** The very command of `npm start`, so that what is measured is what is run. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

async function stop(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function weigh(url: string, page: string, what: string, wanted: string): Promise<void> {
  const headers = { 'accept-encoding': 'br' };
  const html = await (await fetch(url + page)).text();
  const links = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, link]) => link ?? '');
  let bytes = 0;
  for (const link of new Set([page, ...links, '/assets/font.woff2'])) {
    const response = await fetch(url + link, { headers });
    const plain = Buffer.from(await response.arrayBuffer());
    // fetch unpacks: weigh what was on the line.
    bytes += Number(response.headers.get('content-length')) || brotliCompressSync(plain).length;
  }
  rows.push({ what, ours: `${(bytes / 1024).toFixed(1)} KB`, bare: '–', ratio: '–', wanted });
}

/** Whole pages, warm: against a bare server that sends the same bytes. */
async function pages(url: string): Promise<void> {
  const html = await (await fetch(`${url}/produk`)).text();
  const slug = /href="(\/produk\/[^"?]+)"/.exec(html)?.[1] ?? '/produk';
  for (const [what, page] of [['catalogue page of 24 of 10,000, warm', '/produk'], ['product page, warm', slug]] as const) {
    const bytes = Buffer.from(await (await fetch(url + page)).text());
    const bare = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': bytes.length }).end(bytes));
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
    const address = bare.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ours = await rate(url + page);
    const theirs = await rate(`http://127.0.0.1:${port}/`);
    bare.close();
    rows.push({ what, ours: `${ours.rps.toFixed(0)} req/s`, bare: `${theirs.rps.toFixed(0)} req/s (node:http, same bytes)`, ratio: (ours.rps / theirs.rps).toFixed(2), wanted: '≥ 0.5' });
  }
  const cold = await rate(`${url}/produk?urut=cheapest`, { cookie: 'nocache=1' });
  const pool = new pg.Pool({ connectionString: adminUrl(), max: 16 });
  const bare = createServer((_, response) => void pool.query(statement).then(({ rows: found }) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found))));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const address = bare.address();
  const theirs = await rate(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  bare.close();
  await pool.end();
  rows.push({ what: 'catalogue page, cache off', ours: `${cold.rps.toFixed(0)} req/s`, bare: `${theirs.rps.toFixed(0)} req/s (bare pg, JSON)`, ratio: (cold.rps / theirs.rps).toFixed(2), wanted: '≥ 0.5' });
}

async function search(url: string): Promise<void> {
  const words = ['kursi', 'mejja', 'keranjang rotan', 'batik', 'roti', 'paving', 'kemeja dinas', 'kopi'];
  const found = await rate(`${url}/cari`, { cookie: 'nocache=1' }, 8, words.map((word) => ({ path: `/cari?q=${encodeURIComponent(word)}` })));
  rows.push({ what: 'search by term over 10,000, 8 connections, p99', ours: `${found.p99} ms`, bare: '–', ratio: '–', wanted: '< 50 ms' });
}

async function rate(url: string, headers: Record<string, string> = {}, connections = 16, requests?: { path: string }[]): Promise<{ rps: number; p99: number }> {
  await autocannon({ url, connections, duration: 2, headers, ...(requests ? { requests } : {}) });
  const result = await autocannon({ url, connections, duration: 5, headers, ...(requests ? { requests } : {}) });
  if (result.non2xx > 0) process.stderr.write(`${url}: ${result.non2xx} answers were not 2xx\n`);
  return { rps: result.requests.average, p99: result.latency.p99 };
}

function memoryMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
