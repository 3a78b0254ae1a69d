// /bengkel/pengecualian for the maker, /pusat/pengecualian and /pusat/kesenjangan for those who decide and learn.
import { dayIn } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { decideAppeal, decideWaiver, makeOffer } from './answer-commands.ts';
import { appealDecision, decision, newOffer } from './machine.ts';
import { deskFilePage, makerFilePage } from './pages/file.tsx';
import { gapsPage, sides, waiverListPage } from './pages/lists.tsx';
import { gaps, reasonsOn, unserved } from './queries.ts';
import { fileShown, listShown } from './shown.ts';
import { urls } from './urls.ts';
import { sayWaiver } from './words.ts';

const numberIn = (req: Req): { number: string } => ({ number: req.params['number'] ?? '' });
const today = (req: Req): string => dayIn('Asia/Jakarta', req.now);

export const deskRoutes: Route[] = [
  page({ path: '/bengkel/pengecualian', may: 'waiver.answer', show: async (req) => waiverListPage(req, sides.maker, await listShown(req)) }),
  page({ path: '/bengkel/pengecualian/:number', may: 'waiver.answer', show: (req) => making(req) }),
  form({ path: '/bengkel/pengecualian/:number', may: 'waiver.answer', fields: newOffer, again: making, act: async (tx, offer, req) => {
    await makeOffer(tx, numberIn(req), { ...offer, deliveries: offer.kind === 'split_delivery' ? offer.deliveries : [] });
    return { location: urls.makerFile(numberIn(req).number), notice: sayWaiver(req.locale)('offerSent') };
  } }),
  page({ path: '/pusat/pengecualian', may: 'waiver.look_over', show: async (req) => waiverListPage(req, sides.desk, await listShown(req, { open: true })) }),
  page({ path: '/pusat/pengecualian/:number', may: 'waiver.look_over', show: (req) => deciding(req) }),
  form({ path: '/pusat/pengecualian/:number/putusan', may: 'waiver.decide', fields: decision, again: deciding, act: async (tx, said, req) => {
    const { code } = await decideWaiver(tx, numberIn(req), said);
    return { location: code ? urls.permit(req.locale, code) : urls.deskFile(numberIn(req).number), notice: sayWaiver(req.locale)('done') };
  } }),
  form({ path: '/pusat/pengecualian/:number/keberatan', may: 'waiver.decide', fields: appealDecision, again: deciding, act: async (tx, said, req) => {
    await decideAppeal(tx, numberIn(req), said);
    return { location: urls.deskFile(numberIn(req).number), notice: sayWaiver(req.locale)('done') };
  } }),
  page({ path: '/pusat/kesenjangan', may: 'waiver.look_over', show: (req) => req.read(async (reader) => {
    const reasons = await reasonsOn(reader, today(req));
    const reason = reasons.find(({ code }) => code === req.query['alasan'])?.code;
    const year = Number(today(req).slice(0, 4)) + (today(req).slice(5) >= '10' ? 1 : 0);
    return gapsPage(req, { rows: await gaps(reader, { since: `${Number(today(req).slice(0, 4)) - 1}-01-01`, reason }), unserved: await unserved(reader, year), year, reasons, reason });
  }) }),
  file({ path: '/pusat/kesenjangan.xlsx', may: 'waiver.look_over', send: (req) => req.read(async (reader) => downloadXlsx('produk-yang-belum-ada', await gaps(reader, { since: '2026-01-01' }), [
    { key: 'unspsc', title: 'unspsc', kind: 'text' }, { key: 'code_title', title: 'kind', kind: 'text', width: 32 }, { key: 'category', title: 'category', kind: 'text' }, { key: 'example', title: 'example', kind: 'text', width: 48 }, { key: 'reason_code', title: 'reason', kind: 'text', width: 22 },
    { key: 'requests', title: 'requests', kind: 'integer' }, { key: 'granted', title: 'granted', kind: 'integer' }, { key: 'agencies', title: 'agencies', kind: 'integer' }, { key: 'quantity', title: 'quantity', kind: 'integer' }, { key: 'value_idr', title: 'value_idr', kind: 'money', total: true },
  ], { title: sayWaiver(req.locale)('gaps') })) }),
];

async function making(req: Req, state?: FormState): Promise<Drawn> {
  return makerFilePage(req, await fileShown(req), state);
}

async function deciding(req: Req, state?: FormState): Promise<Drawn> {
  return deskFilePage(req, await fileShown(req), state);
}
