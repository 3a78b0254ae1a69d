// Alarms on prices and lots: one facility's, and every one in reach.
import { z } from 'zod';
import { shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { facilityActedOn } from '#organisation';
import { alarmKinds, alarmNames, alarmStates, answered, stateNames } from './alarm.ts';
import { answerAlarm } from './alarm-commands.ts';
import { alarmById, alarmCounts, alarmRows, answersOf, type AlarmFilter, type AlarmRow } from './alarm-queries.ts';
import { sayAlarm } from './alarm-words.ts';
import { alarmPage, alarmsPage, dayThere, inWords, nationalAlarmsPage } from './pages/alarms.tsx';
import { alarmUrl, nationalAlarmsUrl } from './urls.ts';

const perPage = 100;
const filterOf = (req: Req): AlarmFilter => ({ kind: z.enum(alarmKinds).safeParse(req.query['jenis']).data, state: z.enum(alarmStates).safeParse(req.query['keadaan']).data, after: z.uuid().safeParse(req.query['setelah']).data, limit: perPage + 1 });
const paged = (found: AlarmRow[]) => ({ rows: found.slice(0, perPage), next: found.length > perPage ? found[perPage - 1]?.id : undefined });

async function list(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalAlarmsUrl() } });
  return req.read(async (reader) => alarmsPage(req, { ...paged(await alarmRows(reader, { ...filterOf(req), facility_id: await facilityActedOn(reader, upt) })), filter: filterOf(req), upt }));
}
const national = (req: Req): Promise<Drawn> => req.read(async (reader) => nationalAlarmsPage(req, { ...paged(await alarmRows(reader, filterOf(req))), filter: filterOf(req), upt: undefined, counts: await alarmCounts(reader) }));

async function sheet(req: Req): Promise<Response> {
  const t = sayAlarm(req.locale);
  const rows = await req.read((reader) => alarmRows(reader, { limit: 50_000 }));
  return downloadXlsx('peringatan-harga', rows.map(({ answered_at: _, raised_at, ...row }) => ({ ...row, what: alarmNames[row.kind][req.locale], product: pick(req.locale, row), stands: stateNames[row.state][req.locale], since: dayThere(raised_at, row), said: inWords(req.locale, row) })), [
    { key: 'facility_name', title: t('facility'), kind: 'text', width: 28 }, { key: 'office', title: t('office'), kind: 'text', width: 24 }, { key: 'what', title: t('what'), kind: 'text', width: 28 }, { key: 'product', title: t('product'), kind: 'text', width: 28 }, { key: 'lot_code', title: t('lot'), kind: 'text', width: 14 },
    { key: 'price_idr', title: t('price'), kind: 'money' }, { key: 'compared_idr', title: t('compared'), kind: 'money' }, { key: 'stands', title: t('state'), kind: 'text' }, { key: 'since', title: t('raised'), kind: 'date' }, { key: 'said', title: t('figures'), kind: 'text', width: 60 }, { key: 'words', title: t('answers'), kind: 'text', width: 40 },
  ], { title: t('title') });
}

const drawAlarm = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const alarm = await alarmById(reader, idIn(req));
  return alarmPage(req, { alarm, answers: await answersOf(reader, alarm) }, state);
});
const own = answered.extend({ kind: z.enum(['explained', 'mended']) });
const back = answered.extend({ kind: z.literal('returned') });

export const alarmRoutes: Route[] = [
  page({ path: '/bengkel/biaya/peringatan', may: 'cost.read', show: list }),
  page({ path: '/bengkel/biaya/peringatan/:id', may: 'cost.read', show: (req) => drawAlarm(req) }),
  form({ path: '/bengkel/biaya/peringatan/:id', may: 'alarm.answer', fields: own, again: drawAlarm, act: async (tx, input, req) => { await answerAlarm(tx, { ...input, id: idIn(req) }); return { location: alarmUrl(idIn(req)), notice: sayAlarm(req.locale)('saved') }; } }),
  form({ path: '/bengkel/biaya/peringatan/:id/kembali', may: 'alarm.return', fields: back, again: drawAlarm, act: async (tx, input, req) => { await answerAlarm(tx, { ...input, id: idIn(req) }); return { location: alarmUrl(idIn(req)), notice: sayAlarm(req.locale)('sentBack') }; } }),
  page({ path: '/pusat/biaya', may: 'cost.oversee', show: national }),
  file({ path: '/pusat/biaya.xlsx', may: 'cost.oversee', send: sheet }),

  readEndpoint({
    path: '/api/v1/price-alarms', may: 'cost.read', tag: 'costing', summary: 'Alarms on prices and lots, of one facility or of all in reach', query: z.strictObject({ facility: shortText.optional(), kind: z.enum(alarmKinds).optional(), state: z.enum(alarmStates).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() }),
    read: async (reader, { query: { facility, kind, state, limit, cursor } }) => {
      const facility_id = facility || reader.actor.facility_id ? await facilityActedOn(reader, facility) : undefined;
      const found = await alarmRows(reader, { facility_id, kind, state, after: cursor, limit: limit + 1 });
      return { items: found.slice(0, limit), next_cursor: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
    },
  }),
  writeEndpoint({ path: '/api/v1/price-alarms/:id/answers', may: 'alarm.answer', tag: 'costing', summary: 'Explain an alarm, or say that it is mended', body: own, act: async (tx, { params, body }) => { await answerAlarm(tx, { ...body, id: params['id'] ?? '' }); return alarmById(tx, params['id'] ?? ''); } }),
  writeEndpoint({ path: '/api/v1/price-alarms/:id/return', may: 'alarm.return', tag: 'costing', summary: 'Send an answered alarm back to the facility', body: answered.omit({ kind: true }), act: async (tx, { params, body }) => { await answerAlarm(tx, { ...body, kind: 'returned', id: params['id'] ?? '' }); return alarmById(tx, params['id'] ?? ''); } }),
];
