import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { VNode } from 'preact';
import { reading, shopReader, transact, type Db } from './db.ts';
import { nest } from './form.ts';
import type { FormState } from './form-state.ts';
import { log } from './log.ts';
import { encodingOf, pack, type PageCache } from './page-cache.ts';
import { may, policyRows, visitor, type Actor } from './policy.ts';
import { badRequest, problemOf, unauthorised, type Problem } from './problem.ts';
import { Forbidden, Invalid, NotFound, Refusal } from './refusal.ts';
import type { Drawn, EndpointRoute, FormRoute, Req, Route } from './web.ts';
import type { Locale } from './words.ts';

/** Everything the server needs from above the kernel: who acts, how a page becomes text, what a failure looks like. */
export type House = {
  db: Db;
  routes: Route[];
  origin: string;
  actorOf: (db: Db, request: Request) => Promise<Actor>;
  draw: (page: VNode) => string;
  failurePage: (req: Req, problem: Problem) => VNode;
  cache?: PageCache;
  /** A form from somebody whose session sleeps: keeps its words and answers where signing in again leads; undefined for anybody else. */
  keepTyped?: (req: Req, entries: [string, string][]) => Promise<string | undefined>;
  onDone?: (seen: { route: string; method: string; status: number; seconds: number }) => void;
};

const mostBytes = { json: 1_000_000, form: 12_000_000 };

export function serve(house: House): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const id = randomUUID();
    c.set('request_id' as never, id as never);
    const started = performance.now();
    await next();
    for (const [name, value] of securityHeaders) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    c.res.headers.set('x-request-id', id);
    const seconds = (performance.now() - started) / 1000;
    house.onDone?.({ route: c.req.routePath, method: c.req.method, status: c.res.status, seconds });
    if (c.res.status >= 500) log.warn({ request_id: id, method: c.req.method, route: c.req.routePath, status: c.res.status, seconds }, 'request');
  });
  for (const route of house.routes) mount(app, house, route);
  app.notFound(async (c) => failure(c, house, new NotFound(), c.req.path.startsWith('/api/')));
  app.onError(async (error, c) => failure(c, house, error, c.req.path.startsWith('/api/')));
  return app;
}

function mount(app: Hono, house: House, route: Route): void {
  if (!policyRows().has(route.may)) throw new Error(`route without a policy: ${route.path} (${route.may})`);
  if (route.kind === 'endpoint') {
    app.on(route.method.toUpperCase(), route.path, (c) => endpoint(c, house, route));
    return;
  }
  const paths = route.may === 'anyone' ? [route.path, `/en${route.path === '/' ? '' : route.path}`] : [route.path];
  for (const path of paths) {
    if (route.kind === 'form') app.post(path, (c) => posted(c, house, route));
    else app.get(path, async (c) => {
      const { req, refused } = await admitted(c, house, route.may);
      if (refused) return refused;
      if (route.kind === 'file') return route.send(req);
      return answer(c, house, await route.show(req), 200, route.cached === true && req.actor.role === 'public');
    });
  }
}

/** Who is asking, and may they: a visitor is led to sign-in, anyone else hears 403. */
async function admitted(c: Context, house: House, verb: string): Promise<{ req: Req; refused?: Response }> {
  const actor = await house.actorOf(house.db, c.req.raw);
  const req = reqOf(c, house, actor);
  if (may(actor, verb)) return { req };
  if (actor.role === 'public') return { req, refused: c.redirect(`/masuk?lanjut=${encodeURIComponent(req.path)}`, 303) };
  return { req, refused: await failure(c, house, new Forbidden(verb), false, req) };
}

async function posted(c: Context, house: House, route: FormRoute): Promise<Response> {
  if (crossSite(c)) return c.text('Cross-site request refused', 403);
  if (Number(c.req.header('content-length') ?? 0) > mostBytes.form) return c.text('Too large', 413);
  const { req, refused } = await admitted(c, house, route.may);
  if (refused) return (await keptTyped(c, house, req)) ?? refused;
  const body = await c.req.raw.formData().catch(() => undefined);
  if (!body) return c.text('Form expected', 415);
  const entries = [...body.entries()];
  // Words that were kept while the session slept come back to be read once more, not to be acted on.
  if (body.has('_isian')) return answer(c, house, await route.again(req, { values: wordsOf(entries), problems: {}, refusal: readAgain[req.locale] }), 200, false);
  try {
    const done = await route.submit(req, nest(entries));
    if (done instanceof Response) return done;
    if ('location' in done) {
      if (done.notice) setCookie(c, 'kabar', done.notice, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 60 });
      return c.redirect(done.location, 303);
    }
    return answer(c, house, done, 200, false);
  } catch (error) {
    if (!(error instanceof Invalid) && !(error instanceof Refusal)) throw error;
    return answer(c, house, await route.again(req, stateOf(entries, error, req.locale)), error instanceof Refusal ? error.status : 422, false);
  }
}

async function keptTyped(c: Context, house: House, req: Req): Promise<Response | undefined> {
  if (req.actor.role !== 'public' || !house.keepTyped || !c.req.header('cookie')) return undefined;
  const body = await c.req.raw.formData().catch(() => undefined);
  const onward = body && (await house.keepTyped(req, typed([...body.entries()])));
  return onward ? c.redirect(`/masuk?lanjut=${encodeURIComponent(onward)}`, 303) : undefined;
}

const readAgain = { id: 'Isian Anda masih di sini dan belum terkirim. Periksa, lalu kirim.', en: 'What you typed is still here and was not sent. Check it, then send.' };

/** What was typed, without secrets and files. */
function typed(entries: [string, unknown][]): [string, string][] {
  return entries.flatMap(([name, value]): [string, string][] => (typeof value === 'string' && !secret.test(name) && name !== '_isian' ? [[name, value]] : []));
}
const wordsOf = (entries: [string, unknown][]): Record<string, string> => Object.fromEntries(typed(entries));

function stateOf(entries: [string, unknown][], error: Invalid | Refusal, locale: Locale): FormState {
  const values = wordsOf(entries);
  if (error instanceof Invalid) return { values, problems: error.problems };
  const text = error.text[locale];
  return error.field ? { values, problems: { [error.field]: text } } : { values, problems: {}, refusal: text };
}

const secret = /^_token$|password|sandi|code|pin/i;

async function endpoint(c: Context, house: House, route: EndpointRoute): Promise<Response> {
  const actor = await house.actorOf(house.db, c.req.raw);
  const req = reqOf(c, house, actor);
  if (!may(actor, route.may)) return problem(c, actor.role === 'public' ? unauthorised(req.locale) : problemOf(new Forbidden(route.may), req.locale));
  let body: unknown;
  if (route.method !== 'get') {
    if (c.req.header('cookie') && !c.req.header('authorization') && crossSite(c)) return problem(c, badRequest('cross_site', 'Cross-site request refused'));
    const read = await jsonBody(c, route.schemas.body !== undefined);
    if ('refused' in read) return problem(c, read.refused);
    body = read.body;
  }
  const done = await route.respond(req, body);
  return c.json(done.body as never, done.status as never, { 'cache-control': 'no-store' });
}

async function jsonBody(c: Context, expected: boolean): Promise<{ body: unknown } | { refused: Problem }> {
  if (!expected) return { body: undefined };
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { refused: { ...badRequest('content_type', 'Send JSON: Content-Type: application/json'), status: 415 } };
  const text = await c.req.text();
  if (text.length > mostBytes.json) return { refused: { ...badRequest('too_large', 'At most 1 MB'), status: 413 } };
  try {
    return { body: JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value)) };
  } catch {
    return { refused: badRequest('not_json', 'The body is not JSON') };
  }
}

function reqOf(c: Context, house: House, actor: Actor): Req {
  const { db } = house;
  const url = new URL(c.req.url);
  const english = url.pathname === '/en' || url.pathname.startsWith('/en/');
  const locale = localeOf(c, actor, english);
  const acting = { ...actor, locale };
  const notice = getCookie(c, 'kabar');
  if (notice && c.req.method === 'GET') deleteCookie(c, 'kabar', { path: '/' });
  return {
    params: c.req.param() as Record<string, string>,
    query: c.req.query(),
    queryAll: (name) => c.req.queries(name) ?? [],
    actor: acting,
    locale,
    now: db.clock(),
    path: url.pathname + url.search,
    origin: house.origin || url.origin,
    db,
    read: (work, reach) => reading(db, { actor: acting, ...(reach ? { reach } : {}) }, work),
    write: (work, reach) => transact(db, { actor: acting, ...(reach ? { reach } : {}) }, work),
    shop: shopReader(db, acting),
    cookie: (name) => getCookie(c, name),
    setCookie: (name, value, { maxAge } = {}) => setCookie(c, name, value, { httpOnly: true, sameSite: 'Lax', path: '/', secure: url.protocol === 'https:', ...(maxAge === undefined ? {} : { maxAge }) }),
    notice,
    formToken: () => randomUUID(),
    raw: c.req.raw,
  };
}

/** Public pages take their language from the address, the API from the header, signed-in surfaces from the account. */
function localeOf(c: Context, actor: Actor, english: boolean): Locale {
  if (english) return 'en';
  if (c.req.path.startsWith('/api/')) return /^en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : actor.locale;
  return actor.role === 'public' ? 'id' : actor.locale;
}

function crossSite(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  return origin !== undefined && origin !== 'null' && new URL(origin).host !== c.req.header('host');
}

function answer(c: Context, house: House, drawn: Drawn, status: number, keep: boolean): Response {
  // A redirect made elsewhere has headers that cannot be added to: answer a copy.
  if (drawn instanceof Response) return new Response(drawn.body, drawn);
  const text = house.draw(drawn);
  const address = addressOf(c.req.raw);
  if (keep && house.cache && !c.req.header('cookie') && status === 200) {
    const page = house.cache.keep(address, text, Date.now());
    return keptAnswer(c, page, 'public, max-age=0, must-revalidate');
  }
  const body = text.length > 1200 ? packedFor(c, text) : text;
  c.header('content-type', 'text/html; charset=utf-8');
  c.header('cache-control', 'no-store');
  return c.body(body as never, status as never);
}

function packedFor(c: Context, text: string): Buffer {
  const html = Buffer.from(text);
  const encoding = encodingOf(c.req.header('accept-encoding') ?? '');
  if (!encoding) return html;
  c.header('content-encoding', encoding);
  c.header('vary', 'accept-encoding');
  return pack(html, encoding);
}

function keptAnswer(c: Context, page: ReturnType<PageCache['keep']>, cacheControl: string): Response {
  const { body, headers: chosen } = pageBody(page, c.req.header('accept-encoding') ?? '', cacheControl);
  for (const [name, value] of Object.entries(chosen)) c.header(name, value);
  if (c.req.header('if-none-match') === page.etag) return c.body(null, 304);
  return c.body(body as never, 200);
}

/** The bytes and headers of a kept page, for the fast path in front of the router as well. */
export function pageBody(page: ReturnType<PageCache['keep']>, accepts: string, cacheControl = 'public, max-age=0, must-revalidate'): { body: Buffer; headers: Record<string, string> } {
  const encoding = encodingOf(accepts);
  return {
    body: encoding ? page[encoding] : page.html,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': cacheControl, etag: page.etag, vary: 'accept-encoding, cookie', ...(encoding ? { 'content-encoding': encoding } : {}) },
  };
}

export function addressOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
}

async function failure(c: Context, house: House, error: unknown, api: boolean, known?: Req): Promise<Response> {
  const bug = !(error instanceof Invalid || error instanceof Refusal || error instanceof NotFound || error instanceof Forbidden);
  const request_id = String(c.get('request_id' as never) ?? '');
  if (bug) log.error({ err: error, request_id, method: c.req.method, route: c.req.routePath }, 'unexpected');
  const req = known ?? reqOf(c, house, await house.actorOf(house.db, c.req.raw).catch(() => visitor));
  const said = { ...problemOf(error, req.locale), request_id };
  if (bug && gone(error)) Object.assign(said, { status: 503, code: 'unavailable' });
  if (api) return problem(c, said);
  return answer(c, house, house.failurePage(req, said), said.status, false);
}

/** The database is away: say so with 503 and let the caller come back. */
function gone(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '08006', '08003', '53300'].includes(code) || /timeout exceeded when trying to connect|Connection terminated/.test(String((error as Error).message));
}

function problem(c: Context, said: Problem): Response {
  const request_id = String(c.get('request_id' as never) ?? '');
  if (said.status === 503) c.header('retry-after', '2');
  if (said.status === 401) c.header('www-authenticate', 'Bearer');
  return c.body(JSON.stringify({ ...said, request_id }), said.status as never, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
}

/** On every answer, from the router and from the fast path in front of it alike. */
export const securityHeaders: [string, string][] = [
  ['content-security-policy', "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['permissions-policy', 'camera=(self), geolocation=(), microphone=()'],
];
