import './policy.ts';
import { z } from 'zod';
import { file, form, page, type Req, type Route } from '#kernel/web.ts';
import { NotFound } from '#kernel/refusal.ts';
import { productBySku } from '#products';
import { api } from './api.ts';
import { publishListing, readiness, withdrawListing } from './commands.ts';
import { feed, openListings, robots, siteMap } from './feeds.ts';
import { facetsOf } from './facets.ts';
import { readFilter } from './filter.ts';
import { labelOf } from './labels.ts';
import { checkPage } from './pages/check.tsx';
import { homePage } from './pages/home.tsx';
import { listingsPage } from './pages/listings.tsx';
import { productPage } from './pages/product.tsx';
import { publishPage } from './pages/publish.tsx';
import { statementPage } from './pages/statements.tsx';
import { pictureJpeg, pictureSvg } from './pictures.tsx';
import { checkDocument, checkLot, contactOf, isPermit, listingBySku, listingBySlug, listingsOn, meantBy, picks, priceHistory, ratingOf, windowOf } from './queries.ts';
import { statements } from './statements.ts';
import { at, checkUrl, publishUrl } from './urls.ts';

const shop: Route[] = [
  page({ path: '/', may: 'anyone', cached: true, show: home }),
  page({ path: '/produk', may: 'anyone', cached: true, show: (req) => listings(req, false) }),
  page({ path: '/cari', may: 'anyone', cached: true, show: (req) => listings(req, true) }),
  page({ path: '/produk/:slug', may: 'anyone', cached: true, show: product }),
  page({ path: '/cek', may: 'anyone', show: (req) => (req.query['kode'] ? redirect(checkUrl(req.locale, codeOf(req.query['kode']))) : checkPage(req)) }),
  page({ path: '/cek/:code', may: 'anyone', show: check }),
  ...statements.map((statement) => page({ path: statement.path, may: 'anyone', cached: true, show: (req) => statementPage(req, statement) })),
];

async function home(req: Req) {
  const [{ categories: known, places: makers }, chosen] = await Promise.all([facetsOf(req.db, req.shop), picks(req.shop)]);
  const explained = chosen[0] && (await listingBySku(req.shop, chosen[0].sku));
  return homePage(req, { categories: known, picks: chosen, explained, units: makers.length });
}

async function listings(req: Req, search: boolean) {
  const filter = readFilter(req.query);
  const empty = search && filter.q === undefined;
  const [{ rows, total }, { categories: known, places: makers }] = await Promise.all([empty ? { rows: [], total: 0 } : listingsOn(req.shop, filter), facetsOf(req.db, req.shop)]);
  const meant = filter.q !== undefined && total === 0 ? await meantBy(req.shop, filter.q) : undefined;
  if (meant === undefined) return listingsPage(req, { filter, rows, total, categories: known, places: makers, search });
  // A mistyped word: show at once what was probably meant, and say so.
  const instead = { ...filter, q: meant, page: 1 };
  const likely = await listingsOn(req.shop, instead);
  return listingsPage(req, { filter, ...likely, categories: known, places: makers, search, ...(likely.total > 0 ? { meant } : {}) });
}

async function product(req: Req) {
  const listing = await listingBySlug(req.shop, req.params['slug'] ?? '');
  const [contact, history, rating] = await Promise.all([contactOf(req.shop, listing.facility_id), priceHistory(req.shop, listing.product_id), ratingOf(req.shop, listing)]);
  return productPage(req, { listing, contact, history, rating });
}

async function check(req: Req) {
  const code = codeOf(req.params['code'] ?? '');
  const [lot, document] = await Promise.all([checkLot(req.shop, code), checkDocument(req.shop, code)]);
  if (!lot && !document && (await isPermit(req.shop, code))) return redirect(at(req.locale, `/izin/${code}`));
  return checkPage(req, { code, ...(lot ? { lot } : {}), ...(document ? { document } : {}) });
}

const codeOf = (typed: string) => typed.trim().toUpperCase().replace(/[^A-Z0-9-]/g, '').slice(0, 40);
const redirect = (location: string) => new Response(null, { status: 303, headers: { location } });

const machines: Route[] = [
  file({ path: '/sitemap.xml', may: 'anyone', send: async (req) => text(await siteMap(req.shop, req.origin), 'application/xml') }),
  file({ path: '/robots.txt', may: 'anyone', send: async (req) => text(robots(req.origin), 'text/plain') }),
  file({ path: '/feed.xml', may: 'anyone', send: async (req) => text(await feed(req.shop, req.origin, req.locale), 'application/atom+xml') }),
  file({ path: '/open/listings.csv', may: 'anyone', send: async (req) => new Response(streamOf(openListings(req.shop)), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="karya-binaan-listings.csv"' } }) }),
  file({ path: '/gambar/:file', may: 'anyone', send: picture }),
];

async function picture(req: Req): Promise<Response> {
  const [, sku, kind] = /^([A-Z0-9-]{3,40})\.(svg|jpg)$/.exec(req.params['file'] ?? '') ?? [];
  if (!sku) throw new NotFound();
  const row = await listingBySku(req.shop, sku);
  const headers = { 'cache-control': 'public, max-age=86400' };
  if (kind === 'svg') return new Response(pictureSvg(row), { headers: { ...headers, 'content-type': 'image/svg+xml' } });
  return new Response(new Uint8Array(await pictureJpeg(row)), { headers: { ...headers, 'content-type': 'image/jpeg' } });
}

const text = (body: string, type: string) => new Response(body, { headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=300' } });

function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

const work: Route[] = [
  page({ path: '/bengkel/produk/:sku/terbit', may: 'listing.prepare', show: (req) => publishing(req) }),
  form({
    path: '/bengkel/produk/:sku/terbit', may: 'listing.publish', fields: z.object({}), again: (req, state) => publishing(req, state),
    act: async (tx, _, req) => {
      const { facility_id, id, sku } = await productBySku(tx, req.params['sku'] ?? '');
      await publishListing(tx, { facility_id, product_id: id });
      return publishUrl(sku);
    },
  }),
  form({
    path: '/bengkel/produk/:sku/tarik', may: 'listing.withdraw', fields: z.object({}), again: (req, state) => publishing(req, state),
    act: async (tx, _, req) => {
      const { facility_id, id, sku } = await productBySku(tx, req.params['sku'] ?? '');
      await withdrawListing(tx, { facility_id, product_id: id });
      return publishUrl(sku);
    },
  }),
  file({ path: '/bengkel/label/:lot', may: 'label.print', send: labelOf }),
];

async function publishing(req: Req, state?: Parameters<typeof publishPage>[2]) {
  return req.read(async (reader) => {
    const { facility_id, id } = await productBySku(reader, req.params['sku'] ?? '');
    const { product: { sku, name_id, name_en }, publishable } = await readiness(reader, { facility_id, product_id: id });
    return publishPage(req, { sku, name_id, name_en, publishable, window: await windowOf(reader, id) }, state);
  });
}

export const routes: Route[] = [...shop, ...machines, ...work, ...api];
