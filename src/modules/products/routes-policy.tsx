// The price policy of a facility, by basis and day.
import type { FormState } from '#kernel/form-state.ts';
import { shortText } from '#kernel/form.ts';
import { form, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { z } from 'zod';
import { dayAt } from '#organisation';
import { policyPage } from './pages/policy.tsx';
import { setPricePolicy } from './policy-commands.ts';
import { pricePolicies } from './policy-queries.ts';
import { newPolicy } from './price-policy.ts';
import { sayPricing } from './pricing-words.ts';
import { facilityNamed } from './queries.ts';
import { policyUrl } from './urls.ts';

const draw = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { id } = await facilityNamed(reader, req.query['upt']);
  const today = await dayAt(reader, id);
  return policyPage(req, { rows: await pricePolicies(reader, id, today), today }, state);
});

export const policyRoutes: Route[] = [
  page({ path: policyUrl, may: 'product.read', show: (req) => draw(req) }),
  form({ path: policyUrl, may: 'price.set_policy', fields: newPolicy, again: draw, act: async (tx, input, req) => { await setPricePolicy(tx, { ...input, facility_id: (await facilityNamed(tx, undefined)).id }); return { location: policyUrl, notice: sayPricing(req.locale)('policySet') }; } }),
  readEndpoint({ path: '/api/v1/price-policies', may: 'product.read', tag: 'products', summary: 'Price policy by basis and day', query: z.strictObject({ facility: shortText.optional() }), read: async (reader, { query }) => { const { id } = await facilityNamed(reader, query.facility); return { items: await pricePolicies(reader, id, await dayAt(reader, id)), next_cursor: null }; } }),
  writeEndpoint({ path: '/api/v1/price-policies', may: 'price.set_policy', tag: 'products', summary: 'Set the facility’s own price policy from a day on', body: newPolicy, act: async (tx, { body }) => { await setPricePolicy(tx, { ...body, facility_id: (await facilityNamed(tx, undefined)).id }); return body; } }),
];
