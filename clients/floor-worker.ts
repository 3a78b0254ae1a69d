// Keeps the workshop's shell for the time without a line: one page without a name in it, its sheet and its programs.
// Pages come from the network whenever there is one; only when there is none does the shell answer.
import { neededBy, shellPath } from './floor/shell.ts';

type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Waiting & { request: Request; respondWith(answer: Promise<Response>): void };
type Told = Waiting & { data: unknown };

const cacheName = 'karya-floor-shell';
const worker = self as unknown as EventTarget & { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } };

worker.addEventListener('install', (event) => (event as Waiting).waitUntil(keepShell().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => (event as Waiting).waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => (event as Told).data === 'fresh' && (event as Told).waitUntil(keepShell().catch(() => undefined)));
worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  if (request.method !== 'GET') return;
  const { pathname } = new URL(request.url);
  if (request.mode === 'navigate') (event as Fetching).respondWith(fetch(request).catch(() => shell()));
  else if (pathname.startsWith('/assets/')) (event as Fetching).respondWith(kept(request));
});

/** A new release brings new names of files: the shell and what it needs are fetched together, and what it needs no more goes. */
async function keepShell(): Promise<void> {
  const page = await fetch(shellPath, { cache: 'no-store', credentials: 'omit' }); // nobody's name in its frame
  if (!page.ok) throw new Error('no shell');
  const needed = neededBy(await page.clone().text());
  const cache = await caches.open(cacheName);
  for (const path of needed) if (!(await cache.match(path))) await cache.add(path);
  await cache.put(shellPath, page);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== shellPath && !needed.includes(pathname)) await cache.delete(url);
  }
}

async function shell(): Promise<Response> {
  return (await (await caches.open(cacheName)).match(shellPath)) ?? Response.error();
}

async function kept(request: Request): Promise<Response> {
  return (await (await caches.open(cacheName)).match(request)) ?? fetch(request);
}
