// config → database → app → listen → graceful close
import { createServer, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { offerDemoAccounts } from '#identity';
import { readConfig } from '#kernel/config.ts';
import { healthy } from '#kernel/db.ts';
import { log } from '#kernel/log.ts';
import { giveBackMemory } from '#kernel/memory.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { PageCache } from '#kernel/page-cache.ts';
import { pageBody, securityHeaders } from '#kernel/serve.ts';
import { buildAssets, serveAsset } from '#ui/assets.ts';
import { buildWorld, demoAccounts, demoPin, worldIsBuilt } from '#world';
import { createApp, reactions } from './app.tsx';
import { layGround } from './ground.ts';
import { startJobs } from './jobs.ts';

const config = readConfig();
const say = (line: string) => void process.stdout.write(`  ${line}\n`);
const started = performance.now();

// Ctrl-C while PostgreSQL is starting waits until it is there to be stopped; otherwise it would stay behind.
let asked = false;
let onSignal = (_signal: string): void => void (asked = true);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => onSignal(signal));

const [ground] = await Promise.all([layGround(config, say), buildAssets()]);
const { db } = ground;
if (asked) {
  await ground.stop();
  process.exit(130);
}
// Ctrl-C before everything runs ends what has begun, and the server that we started.
onSignal = () => void ground.stop({ atOnce: true }).finally(() => process.exit(130));
const outbox = outboxOf(db, reactions);
if (config.KARYA_WORLD === 'demo' && !(await worldIsBuilt(db))) {
  say('building the demo world (invented facilities, people and trade)');
  await buildWorld(db, { now: db.clock(), onProgress: say });
  await outbox.drain();
}

if (config.KARYA_WORLD === 'demo') offerDemoAccounts(demoAccounts, { demoPin });

const seconds = new Histogram({ name: 'karya_request_seconds', help: 'Time to answer', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3] });
collectDefaultMetrics();
const cache = new PageCache(db);
const app = createApp({
  db, cache, origin: config.KARYA_PUBLIC_URL ?? '',
  onDone: ({ method, route, status, seconds: took }) => seconds.observe({ method, route, status }, took),
});
const listener = getRequestListener(app.fetch);
let draining = false;

const server = createServer((request, response) => {
  const url = request.url ?? '/';
  if (url.startsWith('/health/') || url === '/metrics') return void health(url, request.socket.remoteAddress ?? '', response);
  if (request.method === 'GET' && url.startsWith('/assets/')) {
    const asset = serveAsset(url, String(request.headers['accept-encoding'] ?? ''));
    if (asset) return void response.writeHead(200, asset.headers).end(asset.body);
  }
  // A public page that is kept is answered before anything else looks at the request.
  if (request.method === 'GET' && !request.headers.cookie) {
    const kept = cache.get(url, Date.now());
    if (kept) {
      const { body, headers } = pageBody(kept, String(request.headers['accept-encoding'] ?? ''));
      if (request.headers['if-none-match'] === kept.etag) return void response.writeHead(304, headers).end();
      return void response.writeHead(200, { ...headers, ...fixedHeaders, 'content-length': body.length }).end(body);
    }
  }
  void listener(request, response);
});
server.requestTimeout = 60_000;
server.headersTimeout = 15_000;

const fixedHeaders = Object.fromEntries(securityHeaders);

async function health(url: string, from: string, response: ServerResponse): Promise<void> {
  if (url === '/health/live') return void response.writeHead(200).end('alive\n');
  if (url === '/health/ready') {
    const ready = !draining && (await healthy(db));
    return void response.writeHead(ready ? 200 : 503, ready ? {} : { 'retry-after': '2' }).end(ready ? 'ready\n' : draining ? 'draining\n' : 'no database\n');
  }
  const local = from === '127.0.0.1' || from === '::1' || from === '::ffff:127.0.0.1';
  if (url === '/metrics' && local) return void response.writeHead(200, { 'content-type': register.contentType }).end(await register.metrics());
  response.writeHead(404).end();
}

// Ready means that it can be told to stop, too: whatever asks for that waits for the jobs to be there.
const jobs = startJobs(ground.adminUrl, db);
onSignal = (signal) => void close(signal);
server.listen(config.PORT, config.HOST, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  outbox.start();
  process.stdout.write(`\nKarya Binaan is ready: http://${config.HOST}:${port}  (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  if (config.KARYA_WORLD === 'demo') {
    process.stdout.write('\nDemo sign-ins (invented people, sample data):\n');
    for (const account of demoAccounts) process.stdout.write(`  ${account.role.padEnd(20)} ${account.email.padEnd(40)} ${account.password}   ${account.unit}\n`);
  }
});
await jobs;
giveBackMemory();

/** Not ready → stop accepting → finish what is in flight (≤ 10 s) → stop workers → close the database → exit. */
async function close(signal: string): Promise<void> {
  if (draining) return;
  draining = true;
  log.info({ signal }, 'closing');
  const late = setTimeout(() => process.exit(1), 10_000).unref();
  await new Promise((resume) => setTimeout(resume, 100));
  await new Promise<void>((resume) => {
    server.close(() => resume());
    server.closeIdleConnections();
  });
  await (await jobs)();
  await outbox.stop();
  await ground.stop();
  clearTimeout(late);
  process.exit(0);
}
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
