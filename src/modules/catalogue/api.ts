import { z } from 'zod';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { productBySku } from '#products';
import { publishListing, withdrawListing } from './commands.ts';
import { readFilter } from './filter.ts';
import { listingsAfter } from './keyset-queries.ts';
import { categories, listingBySku, meantBy, perPage } from './queries.ts';

const text = z.string().max(100).optional();
const listQuery = z.strictObject({ q: text, category: text, province: text, facility: text, min_idr: text, max_idr: text, supply: z.enum(['ready', 'preorder']).optional(), sort: z.enum(['relevance', 'newest', 'cheapest', 'dearest']).optional(), limit: z.coerce.number().int().min(1).max(100).default(perPage), cursor: z.string().regex(/^[\w-]{1,300}$/).optional() });

/** The window as JSON. The cursor is opaque to callers; pages are 24 as on screen, and follow a key. */
export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/listings', may: 'anyone', tag: 'catalogue', summary: 'What stands in the window: search and filters as on screen', query: listQuery,
    read: async (_, { query }, req) => {
      const filter = readFilter({ q: query.q, kategori: query.category, provinsi: query.province, lapas: query.facility, min: query.min_idr, maks: query.max_idr, stok: query.supply, urut: query.sort });
      const { rows, total, next_cursor } = await listingsAfter(req.shop, filter, { size: query.limit, cursor: query.cursor });
      const meant = total === 0 && filter.q ? await meantBy(req.shop, filter.q) : undefined;
      return { items: rows, next_cursor, total_up_to_1001: total, ...(meant ? { did_you_mean: meant } : {}) };
    },
  }),
  readEndpoint({ path: '/api/v1/listings/:sku', may: 'anyone', tag: 'catalogue', summary: 'One listing: price, stock, specification, where the money goes', read: (_, { params }, req) => listingBySku(req.shop, params['sku'] ?? '') }),
  readEndpoint({ path: '/api/v1/categories', may: 'anyone', tag: 'catalogue', summary: 'Categories with how many listings each has', read: async (_, __, req) => ({ items: await categories(req.shop), next_cursor: null }) }),
  writeEndpoint({
    path: '/api/v1/listings', may: 'listing.publish', tag: 'catalogue', summary: 'Publish a product, or renew its listing', body: z.strictObject({ sku: z.string().max(40) }),
    act: async (tx, { body }) => {
      const { facility_id, id } = await productBySku(tx, body.sku);
      return publishListing(tx, { facility_id, product_id: id });
    },
  }),
  writeEndpoint({
    path: '/api/v1/listings/:sku/withdrawal', may: 'listing.withdraw', tag: 'catalogue', summary: 'Take a product out of the window', body: z.strictObject({}),
    act: async (tx, { params }) => {
      const { facility_id, id, sku } = await productBySku(tx, params['sku'] ?? '');
      await withdrawListing(tx, { facility_id, product_id: id });
      return { sku, withdrawn: true };
    },
  }),
];
