// /terbuka/kontrak and /open/ocds: open contracting for anybody. /akun/webhook: who wants to be told.
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { dayIn } from '#kernel/calendar.ts';
import { parse } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { ruleOn } from '#kernel/rules.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { etagOf, recordPackage, releasePackage } from './package.ts';
import { openPage, webhookPage, webhooksPage } from './pages.tsx';
import { recordOf, type OpenFacts } from './process.ts';
import { countProcesses, latestProcesses, openByOcid, processes } from './queries.ts';
import { prefixRule } from './reference.ts';
import { linesUrl, openUrl, recordUrl, releasesOfUrl, recordsUrl, releasesUrl, webhooksUrl, webhookUrl } from './urls.ts';
import { newWebhook } from './webhook.ts';
import { enableWebhook, endWebhook, subscribe } from './webhook-commands.ts';
import { deliveriesOf, webhookById, webhooks } from './webhook-queries.ts';
import { sayHooks } from './words.ts';

const perPage = 50;
const cursor = z.uuid().optional().catch(undefined);
type Page = { found: OpenFacts[]; next: string | undefined };
async function paged(reader: Reader, after: string | undefined): Promise<Page> {
  const found = await processes(reader, { after, limit: perPage + 1 });
  return { found: found.slice(0, perPage), next: found.length > perPage ? found[perPage - 1]?.id : undefined };
}

const takesGzip = (req: Req): boolean => /\bgzip\b/.test(req.raw.headers.get('accept-encoding') ?? '');
/** The same content has the same mark: who holds it already is not sent it again, and a minute's cache may answer for us. */
function published(req: Req, content: object): Response {
  const text = JSON.stringify(content);
  const etag = etagOf(text);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*', vary: 'accept-encoding', etag };
  if (req.raw.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  // The same institutions and goods come again in each release: packed, a page is a thirtieth.
  if (takesGzip(req)) return new Response(new Uint8Array(gzipSync(text, { level: 4 })), { headers: { ...headers, 'content-encoding': 'gzip' } });
  return new Response(text, { headers });
}

const bulk = (kind: 'releases' | 'records') => async (req: Req): Promise<Response> => {
  const after = cursor.parse(req.query['setelah']);
  const { found, next } = await paged(req.shop, after);
  const urlOf = kind === 'releases' ? releasesUrl : recordsUrl;
  const wrapping = { origin: req.origin, uri: urlOf(after), next: next && urlOf(next), now: req.now };
  return published(req, kind === 'releases' ? releasePackage(found, wrapping) : recordPackage(found, wrapping));
};
const single = (kind: 'releases' | 'records') => async (req: Req): Promise<Response> => {
  const ocid = req.params['ocid'] ?? '';
  const found = await openByOcid(req.shop, ocid);
  const wrapping = { origin: req.origin, uri: kind === 'releases' ? releasesOfUrl(ocid) : recordUrl(ocid), now: req.now };
  return published(req, kind === 'releases' ? releasePackage([found], wrapping) : recordPackage([found], wrapping));
};

/** Every record, page by page as it is read: the whole country is never in memory. */
function everyRecord(req: Req): Response {
  const encoder = new TextEncoder();
  let after: string | undefined;
  let ended = false;
  const stream = new ReadableStream<BufferSource>({
    pull: async (controller) => {
      if (ended) return controller.close();
      const { found, next } = await paged(req.shop, after);
      if (found.length > 0) controller.enqueue(encoder.encode(found.map((each) => `${JSON.stringify(recordOf(each))}\n`).join('')));
      after = next;
      ended = next === undefined;
      if (ended) controller.close();
    },
  });
  const headers = { 'content-type': 'application/jsonl; charset=utf-8', 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*', vary: 'accept-encoding', 'content-disposition': 'attachment; filename="karya-binaan-ocds.jsonl"' };
  return takesGzip(req) ? new Response(stream.pipeThrough(new CompressionStream('gzip')), { headers: { ...headers, 'content-encoding': 'gzip' } }) : new Response(stream, { headers });
}

const publicRoutes: Route[] = [
  page({
    path: openUrl(), may: 'anyone', cached: true,
    show: async (req) => openPage(req, { counted: await countProcesses(req.shop), latest: await latestProcesses(req.shop), prefix: await ruleOn<string>(req.shop, prefixRule, dayIn('Asia/Jakarta', req.now)) }),
  }),
  file({ path: '/open/ocds/releases.json', may: 'anyone', send: bulk('releases') }),
  file({ path: '/open/ocds/records.json', may: 'anyone', send: bulk('records') }),
  file({ path: linesUrl, may: 'anyone', send: async (req) => everyRecord(req) }),
  file({ path: '/open/ocds/:ocid/releases.json', may: 'anyone', send: single('releases') }),
  file({ path: '/open/ocds/:ocid/record.json', may: 'anyone', send: single('records') }),
];

const listed = async (req: Req, more: { state?: FormState; fresh?: string } = {}): Promise<Drawn> => webhooksPage(req, await req.read(webhooks), more);
const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const webhook = await webhookById(reader, idIn(req));
  return webhookPage(req, { webhook, deliveries: await deliveriesOf(reader, webhook) }, state);
});
const accountRoutes: Route[] = [
  page({ path: webhooksUrl, may: 'webhook.manage', show: (req) => listed(req) }),
  {
    // The secret is drawn, not kept: a second send makes a second webhook, which the list shows and can end.
    kind: 'form', path: webhooksUrl, may: 'webhook.manage', again: (req, state) => listed(req, { state }),
    submit: async (req, { _token, ...values }): Promise<Drawn> => {
      const { secret } = await req.write((tx) => subscribe(tx, parse(newWebhook, values, req.locale)));
      return listed(req, { fresh: secret });
    },
  },
  page({ path: '/akun/webhook/:id', may: 'webhook.manage', show: (req) => opened(req) }),
  form({ path: '/akun/webhook/:id/aktifkan', may: 'webhook.manage', fields: z.object({}), again: opened, act: async (tx, _, req) => ({ location: webhookUrl((await enableWebhook(tx, { id: idIn(req) })).id), notice: sayHooks(req.locale)('enabled') }) }),
  form({ path: '/akun/webhook/:id/akhiri', may: 'webhook.manage', fields: z.object({}), again: opened, act: async (tx, _, req) => ({ location: webhookUrl((await endWebhook(tx, { id: idIn(req) })).id), notice: sayHooks(req.locale)('endedNow') }) }),
];

const tag = 'open contracting';
const paging = z.strictObject({ cursor: z.uuid().optional() });
const byOcid = ({ params }: { params: Record<string, string> }): string => params['ocid'] ?? '';
const apiRoutes: Route[] = [
  readEndpoint({ path: '/api/v1/ocds/releases', may: 'anyone', tag, summary: 'OCDS 1.1 releases of agencies’ orders, 50 processes a page', query: paging, read: async (reader, { query }, req) => { const { found, next } = await paged(reader, query.cursor); return { ...releasePackage(found, { origin: req.origin, uri: '/api/v1/ocds/releases', now: req.now }), next_cursor: next ?? null }; } }),
  readEndpoint({ path: '/api/v1/ocds/records', may: 'anyone', tag, summary: 'OCDS 1.1 records of agencies’ orders, 50 processes a page', query: paging, read: async (reader, { query }, req) => { const { found, next } = await paged(reader, query.cursor); return { ...recordPackage(found, { origin: req.origin, uri: '/api/v1/ocds/records', now: req.now }), next_cursor: next ?? null }; } }),
  readEndpoint({ path: '/api/v1/ocds/records/:ocid', may: 'anyone', tag, summary: 'One process: its releases and what they compile to', read: async (reader, parts) => recordOf(await openByOcid(reader, byOcid(parts))) }),
  readEndpoint({ path: '/api/v1/webhooks', may: 'webhook.manage', tag, summary: 'Own webhooks and those of the own agency', read: async (reader) => ({ items: await webhooks(reader), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/webhooks/:id', may: 'webhook.manage', tag, summary: 'One webhook with its last deliveries', read: async (reader, { params }) => { const webhook = await webhookById(reader, params['id'] ?? ''); return { ...webhook, deliveries: await deliveriesOf(reader, webhook) }; } }),
  {
    // Without a once-key: its kept answer would hold the secret.
    kind: 'endpoint', method: 'post', path: '/api/v1/webhooks', may: 'webhook.manage', tag, summary: 'Subscribe; the signing secret is answered once', status: 201, schemas: { body: newWebhook },
    respond: async (req, body) => ({ status: 201, body: await req.write((tx) => subscribe(tx, parse(newWebhook, body, req.locale))) }),
  },
  writeEndpoint({ path: '/api/v1/webhooks/:id/activation', may: 'webhook.manage', tag, summary: 'Enable a webhook that was disabled for failing', body: z.strictObject({}), act: (tx, { params }) => enableWebhook(tx, { id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/webhooks/:id/end', may: 'webhook.manage', tag, summary: 'End a webhook', body: z.strictObject({}), act: (tx, { params }) => endWebhook(tx, { id: params['id'] ?? '' }) }),
];
export const screens: Route[] = [...publicRoutes, ...accountRoutes, ...apiRoutes];
