import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { longText, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { facilityActedOn } from '#organisation';
import { prepareCertificate, returnCertificate, signCertificate } from './certificate-commands.ts';
import { addAddendum, answerOffer, offerProduce, recordHarvest, recordMarketPrice, registerContract } from './commands.ts';
import { newAddendum, newAnswer, newCertificate, newContract, newHarvest, newMarketPrice, newOffer } from './meter.ts';
import { certificatesOf, contractById, contracts, facilityOfSupply, offerable, offersOf, type MeteredContract } from './queries.ts';

const tag = 'procurement';
const id = (params: Record<string, string>): string => params['id'] ?? '';
/** What binds the supplier's account stays inside. */
const told = ({ claim_code: _code, supplier_account: _account, recorded_person: _person, facility_id: _facility, ...contract }: MeteredContract) => contract;
export const absorptionApi: Route[] = [
  readEndpoint({
    path: '/api/v1/supply-contracts', may: 'absorption.read', tag, summary: 'Supply contracts in reach with their absorption meter, newest first', query: z.strictObject({ facility: shortText.optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() }),
    read: async (reader, { query: { facility, limit, cursor } }) => {
      const facility_id = facility === undefined && !reader.actor.facility_id ? undefined : await facilityActedOn(reader, facility);
      const found = await contracts(reader, { facility_id, after: cursor, limit: limit + 1 }, dayIn('Asia/Jakarta', reader.now));
      return { items: found.slice(0, limit).map(told), next_cursor: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/supply-contracts/:id', may: 'absorption.read', tag, summary: 'One supply contract: meter, offers with answers, shortage certificates',
    read: async (reader, { params }) => {
      const contract = await contractById(reader, id(params), dayIn('Asia/Jakarta', reader.now));
      return { ...told(contract), offers: await offersOf(reader, contract), certificates: (await certificatesOf(reader, contract)).map(({ prepared_person: _, ...certificate }) => certificate) };
    },
  }),
  readEndpoint({ path: '/api/v1/supplies', may: 'absorption.supply', tag, summary: 'The supplier’s own contracts with their meter', read: async (reader) => ({ items: (await contracts(reader, { mine: reader.actor.account_id ?? undefined }, dayIn('Asia/Jakarta', reader.now))).map(told), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/offerable-produce', may: 'absorption.read', tag, summary: 'Harvests and lots of food that may still be offered to suppliers, with the price to compare with', query: z.strictObject({ facility: shortText.optional() }), read: async (reader, { query }) => ({ items: (await offerable(reader, await facilityActedOn(reader, query.facility), dayIn('Asia/Jakarta', reader.now))).map(({ reference_person: _, ...row }) => row), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/supply-contracts', may: 'absorption.register', tag, summary: 'Record a supplier’s contract', body: newContract, act: async (tx, { body: { facility, ...input } }) => registerContract(tx, { facility_id: await facilityActedOn(tx, facility), ...input }) }),
  writeEndpoint({ path: '/api/v1/supply-contracts/:id/addenda', may: 'absorption.register', tag, summary: 'Value and last day from now on', body: newAddendum, act: (tx, { params, body }) => addAddendum(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/supply-contracts/:id/offers', may: 'absorption.offer', tag, summary: 'Offer a harvest or a lot within the price band', body: newOffer, act: (tx, { params, body }) => offerProduce(tx, { id: id(params), ...body }) }),
  writeEndpoint({
    path: '/api/v1/supply-contracts/:id/answers', may: 'absorption.answer', tag, summary: 'Take or refuse what was offered, by the supplier or from its letter', body: newAnswer.safeExtend({ offer: shortText }),
    reach: async (req) => (req.actor.role === 'partner' ? { facility_ids: [await req.read((reader) => facilityOfSupply(reader, id(req.params)))] } : { facility_ids: req.actor.facility_ids }),
    act: (tx, { params, body }) => answerOffer(tx, { id: id(params), ...body }),
  }),
  writeEndpoint({ path: '/api/v1/supply-contracts/:id/shortage', may: 'absorption.prepare_certificate', tag, summary: 'Prepare a shortage certificate from the meter', body: newCertificate, act: (tx, { params, body }) => prepareCertificate(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/supply-contracts/:id/shortage/signature', may: 'absorption.sign_certificate', tag, summary: 'Sign it: it becomes a document', body: z.strictObject({}), act: (tx, { params }) => signCertificate(tx, { id: id(params) }) }),
  writeEndpoint({ path: '/api/v1/supply-contracts/:id/shortage/return', may: 'absorption.sign_certificate', tag, summary: 'Return it with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => returnCertificate(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/harvests', may: 'absorption.record_harvest', tag, summary: 'Record a harvest', body: newHarvest, act: async (tx, { body: { facility, ...input } }) => recordHarvest(tx, { facility_id: await facilityActedOn(tx, facility), ...input }) }),
  writeEndpoint({ path: '/api/v1/market-prices', may: 'absorption.record_price', tag, summary: 'Record what a commodity costs outside, by its source', body: newMarketPrice, act: async (tx, { body: { facility, ...input } }) => recordMarketPrice(tx, { facility_id: await facilityActedOn(tx, facility), ...input }) }),
];
