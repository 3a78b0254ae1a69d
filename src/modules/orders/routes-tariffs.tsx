import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { form, ownFacility, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { facilityById } from '#organisation';
import { approveTariff, proposeTariff, refuseTariff } from './commands/tariffs.ts';
import { tariffWish } from './delivery.ts';
import { refundRefusal } from './order-input.ts';
import { tariffsPage } from './pages/tariffs.tsx';
import { tariffsOf } from './tariff-queries.ts';
import { tariffsUrl } from './urls.ts';

const shown = (req: Req, state?: FormState) => req.read(async (reader) => tariffsPage(req, { rows: await tariffsOf(reader, ownFacility(reader)), timezone: (await facilityById(reader, ownFacility(reader))).timezone }, state));
const path = '/bengkel/ongkos-kirim';
const tag = 'orders';

export const tariffRoutes: Route[] = [
  page({ path, may: 'tariff.read', show: (req) => shown(req) }),
  form({
    path, may: 'tariff.propose', fields: tariffWish, again: shown,
    act: async (tx, input, req) => {
      await proposeTariff(tx, { facility_id: ownFacility(tx), ...input });
      return { location: tariffsUrl(), notice: say(req.locale)('proposed') };
    },
  }),
  form({
    path: `${path}/:id/setuju`, may: 'tariff.approve', fields: z.object({}), again: shown,
    act: async (tx, _, req) => {
      await approveTariff(tx, { facility_id: ownFacility(tx), id: req.params['id'] ?? '' });
      return { location: tariffsUrl(), notice: say(req.locale)('approved') };
    },
  }),
  form({
    path: `${path}/:id/tolak`, may: 'tariff.approve', fields: refundRefusal, again: shown,
    act: async (tx, { reason }, req) => {
      await refuseTariff(tx, { facility_id: ownFacility(tx), id: req.params['id'] ?? '', reason });
      return { location: tariffsUrl(), notice: say(req.locale)('refused') };
    },
  }),
  readEndpoint({ path: '/api/v1/delivery-tariffs', may: 'tariff.read', tag, summary: 'Delivery charges of your facility by zone, with dates', read: async (reader) => ({ items: (await tariffsOf(reader, ownFacility(reader))).map(({ prepared_person: _person, ...row }) => row), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/delivery-tariffs', may: 'tariff.propose', tag, summary: 'Propose a delivery charge for a zone from a day on', body: tariffWish, act: (tx, { body }) => proposeTariff(tx, { facility_id: ownFacility(tx), ...body }) }),
  writeEndpoint({ path: '/api/v1/delivery-tariffs/:id/approval', may: 'tariff.approve', tag, summary: 'Another person approves a delivery charge', body: z.strictObject({}), act: (tx, { params }) => approveTariff(tx, { facility_id: ownFacility(tx), id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/delivery-tariffs/:id/refusal', may: 'tariff.approve', tag, summary: 'Refuse a proposed delivery charge with a reason', body: refundRefusal, act: (tx, { params, body }) => refuseTariff(tx, { facility_id: ownFacility(tx), id: params['id'] ?? '', ...body }) }),
];

const say = words({
  proposed: { id: 'Usulan ongkos kirim menunggu persetujuan kepala UPT.', en: 'The proposed charge waits for the head of facility.' }, approved: { id: 'Ongkos kirim disetujui.', en: 'The charge is approved.' }, refused: { id: 'Usulan ongkos kirim ditolak.', en: 'The proposal is refused.' },
});
