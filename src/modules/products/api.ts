/** Products, materials and prices as JSON under /api/v1. Facilities and workshops go by code. */
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { shortText } from '#kernel/form.ts';
import { Refusal } from '#kernel/refusal.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { approvePrice, defineMaterial, defineProduct, proposePrice, refusePrice } from './commands.ts';
import { idOf, newMaterial, newPrice, newProduct, priceReason } from './product.ts';
import { facilityNamed, materialsOf, methodOf, pricesOf, productBySku, productsOf, workshopChoices } from './queries.ts';

const tag = 'products';
const limit = z.coerce.number().int().min(1).max(200).default(50);
const facility = shortText.optional();
const step = newProduct.shape.routing.element.omit({ workshop_id: true }).extend({ workshop: shortText });

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/products', may: 'product.read', tag, summary: 'What a facility can make, with today’s price and cash cost',
    query: z.strictObject({ facility, q: z.string().max(100).default(''), cursor: z.string().max(40).default(''), limit }),
    read: async (reader, { query }) => {
      const { id } = await facilityNamed(reader, query.facility);
      const items = await productsOf(reader, { facility_id: id, q: query.q, after: query.cursor, limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.sku ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/products/:sku', may: 'product.read', tag, summary: 'One product: bill of materials, routing, cost sheet and prices',
    read: async (reader, { params }) => {
      const product = await productBySku(reader, params['sku'] ?? '');
      const { bill, routing, cost } = await methodOf(reader, { facility_id: product.facility_id, product_id: product.id, day: product.today });
      return { ...product, bill, routing, cost, prices: await pricesOf(reader, product.facility_id, product.id) };
    },
  }),
  writeEndpoint({
    path: '/api/v1/products', may: 'product.define', tag, summary: 'Define a product with bill, routing and costs',
    body: z.strictObject({ ...newProduct.omit({ facility_id: true, routing: true }).shape, facility, routing: z.array(step).min(1).max(30) }),
    act: async (tx, { body: { facility: code, routing, ...product } }) => {
      const { id } = await facilityNamed(tx, code);
      return defineProduct(tx, { ...product, facility_id: id, routing: await inWorkshops(tx, id, routing) });
    },
  }),
  readEndpoint({
    path: '/api/v1/materials', may: 'product.read', tag, summary: 'Materials of a facility with their list cost',
    query: z.strictObject({ facility }),
    read: async (reader, { query }) => ({ items: await materialsOf(reader, (await facilityNamed(reader, query.facility)).id), next_cursor: null }),
  }),
  writeEndpoint({
    path: '/api/v1/materials', may: 'product.define', tag, summary: 'Register a material',
    body: z.strictObject({ ...newMaterial.omit({ facility_id: true }).shape, facility }),
    act: async (tx, { body: { facility: code, ...material } }) => defineMaterial(tx, { ...material, facility_id: (await facilityNamed(tx, code)).id }),
  }),
  writeEndpoint({
    path: '/api/v1/products/:sku/prices', may: 'price.propose', tag, summary: 'Propose a price from a day on; below the cash cost only with a reason',
    body: newPrice.omit({ facility_id: true, product_id: true }),
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await productBySku(tx, params['sku'] ?? '');
      return proposePrice(tx, { ...body, facility_id, product_id: id });
    },
  }),
  writeEndpoint({
    path: '/api/v1/products/:sku/prices/:id/approval', may: 'price.approve', tag, summary: 'Approve a proposed price: another person than its proposer',
    body: z.strictObject({}),
    act: async (tx, { params }) => {
      const { facility_id } = await productBySku(tx, params['sku'] ?? '');
      await approvePrice(tx, { facility_id, price_id: idOf(params['id']) });
      return productBySku(tx, params['sku'] ?? '');
    },
  }),
  writeEndpoint({
    path: '/api/v1/products/:sku/prices/:id/refusal', may: 'price.approve', tag, summary: 'Refuse a proposed price, with the reason',
    body: z.strictObject({ reason: priceReason }),
    act: async (tx, { params, body }) => {
      const { facility_id } = await productBySku(tx, params['sku'] ?? '');
      await refusePrice(tx, { facility_id, price_id: idOf(params['id']), reason: body.reason });
      return { id: params['id'], state: 'refused' };
    },
  }),
];

/** Steps name their workshop by code; an unknown one is refused beside its step. */
export async function inWorkshops<Step extends { workshop: string }>(reader: Reader, facility_id: string, routing: Step[]): Promise<(Omit<Step, 'workshop'> & { workshop_id: string })[]> {
  const known = new Map((await workshopChoices(reader, facility_id)).map(({ code, id }) => [code, id]));
  return routing.map(({ workshop, ...rest }, n) => {
    const workshop_id = known.get(workshop);
    if (!workshop_id) throw new Refusal('product.unknown_workshop', { id: `Bengkel "${workshop}" tidak ada. Pilih dari daftar.`, en: `There is no workshop "${workshop}". Choose from the list.` }, { field: `routing.${n}.workshop`, status: 422 });
    return { ...rest, workshop_id };
  });
}
