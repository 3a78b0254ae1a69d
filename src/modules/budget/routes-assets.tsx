// /bengkel/aset: the register of machines, and what may be done with one.
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { longText } from '#kernel/form.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { conditionNames, conditions, decidedRetirement, newAsset, newCondition, newRetirement, sourceNames, sources, valueAt } from './asset.ts';
import { sayAsset } from './asset-words.ts';
import { approveRetirement, proposeRetirement, recordCondition, refuseRetirement, registerAsset } from './assets-commands.ts';
import { assetById, assetClasses, assets, conditionsOf, retirementsOf, workshopChoices, type AssetFilter } from './assets-queries.ts';
import { assetPage, type Refused } from './pages/asset.tsx';
import { assetsPage, newAssetPage, workshopName } from './pages/assets.tsx';
import { assetUrl, nationalCapitalUrl } from './urls.ts';

const word = z.string().trim().min(1).max(80).regex(/^[^\0]*$/);
const filterOf = (req: Req): AssetFilter => ({
  workshop: word.safeParse(req.query['bengkel']).data, class: word.safeParse(req.query['jenis']).data, source: z.enum([...sources, 'given']).safeParse(req.query['asal']).data,
  condition: z.enum(conditions).safeParse(req.query['kondisi']).data, retired: req.query['keadaan'] === 'dihapus', q: word.safeParse(req.query['q']).data,
});

async function register(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalCapitalUrl } });
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    const today = await dayAt(reader, facility_id);
    const filter = filterOf(req);
    const query = new URL(req.path, 'http://x').search;
    return assetsPage(req, { rows: await assets(reader, facility_id, { ...filter, limit: 10_000 }), page: z.coerce.number().int().min(1).max(1000).safeParse(req.query['halaman']).data ?? 1, filter, classes: await assetClasses(reader, today), workshops: await workshopChoices(reader, facility_id), upt, month: today.slice(0, 7), sheetHref: `/bengkel/aset.xlsx${query}` });
  });
}

async function sheet(req: Req): Promise<Response> {
  const t = sayAsset(req.locale);
  const { rows, month } = await req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, req.query['upt']);
    return { rows: await assets(reader, facility_id, { ...filterOf(req), limit: 10_000 }), month: (await dayAt(reader, facility_id)).slice(0, 7) };
  });
  return downloadXlsx(`aset-${month}`, rows.map((row) => ({
    ...row, ...valueAt(row, month), class_name: pick(req.locale, { name_id: row.class_id, name_en: row.class_en }), workshop: workshopName(req.locale, row), source_name: sourceNames[row.source][req.locale], condition_name: conditionNames[row.condition][req.locale],
  })), [
    { key: 'code', title: t('code'), kind: 'text', width: 14 }, { key: 'name', title: t('name'), kind: 'text', width: 34 }, { key: 'class_name', title: t('class'), kind: 'text', width: 24 }, { key: 'workshop', title: t('workshop'), kind: 'text', width: 24 },
    { key: 'source_name', title: t('source'), kind: 'text' }, { key: 'donor', title: t('donor'), kind: 'text', width: 24 }, { key: 'letter', title: t('letter'), kind: 'text', width: 24 }, { key: 'acquired_on', title: t('acquiredOn'), kind: 'date' },
    { key: 'cost_idr', title: t('cost'), kind: 'money', total: true }, { key: 'life_months', title: t('life'), kind: 'integer' }, { key: 'accumulated_idr', title: t('writtenOff'), kind: 'money', total: true }, { key: 'month_idr', title: t('perMonth'), kind: 'money', total: true },
    { key: 'book_idr', title: t('book'), kind: 'money', total: true }, { key: 'condition_name', title: t('condition'), kind: 'text' }, { key: 'inspected_on', title: t('inspectedOn'), kind: 'date' }, { key: 'retired_on', title: t('retiredOn'), kind: 'date' },
  ], { title: `${t('title')} ${month}` });
}

const registering = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const facility_id = await facilityActedOn(reader);
  const today = await dayAt(reader, facility_id);
  return newAssetPage(req, { classes: await assetClasses(reader, today), workshops: await workshopChoices(reader, facility_id), today }, state);
});

const opened = (req: Req, refused?: Refused): Promise<Drawn> => req.read(async (reader) => {
  const asset = await assetById(reader, idIn(req));
  return assetPage(req, { asset, history: await conditionsOf(reader, asset), retirements: await retirementsOf(reader, asset), upt: req.query['upt'], today: await dayAt(reader, asset.facility_id) }, refused);
});
const again = (of: Refused['of']) => (req: Req, state: FormState) => opened(req, { of, state });
const there = (req: Req, notice: Parameters<ReturnType<typeof sayAsset>>[0]) => ({ location: assetUrl(idIn(req)), notice: sayAsset(req.locale)(notice) });

export const assetRoutes: Route[] = [
  page({ path: '/bengkel/aset', may: 'asset.read', show: register }),
  file({ path: '/bengkel/aset.xlsx', may: 'asset.read', send: sheet }),
  page({ path: '/bengkel/aset/baru', may: 'asset.register', show: (req) => registering(req) }),
  form({
    path: '/bengkel/aset/baru', may: 'asset.register', again: registering, fields: newAsset,
    act: async (tx, { facility, ...asset }, req) => {
      const made = await registerAsset(tx, { facility_id: await facilityActedOn(tx, facility), ...asset });
      return { location: assetUrl(made.id), notice: sayAsset(req.locale)('savedNotice', { code: made.code }) };
    },
  }),
  page({ path: '/bengkel/aset/:id', may: 'asset.read', show: (req) => opened(req) }),
  form({ path: '/bengkel/aset/:id/kondisi', may: 'asset.inspect', again: again('condition'), fields: newCondition, act: async (tx, input, req) => { await recordCondition(tx, { id: idIn(req), ...input }); return there(req, 'inspectedNotice'); } }),
  form({ path: '/bengkel/aset/:id/usul-hapus', may: 'asset.propose_retirement', again: again('proposal'), fields: newRetirement, act: async (tx, input, req) => { await proposeRetirement(tx, { id: idIn(req), ...input }); return there(req, 'proposedNotice'); } }),
  form({ path: '/bengkel/aset/:id/hapus', may: 'asset.decide_retirement', again: again('approval'), fields: decidedRetirement, act: async (tx, input, req) => { await approveRetirement(tx, { id: idIn(req), ...input }); return there(req, 'approvedNotice'); } }),
  form({ path: '/bengkel/aset/:id/tolak-hapus', may: 'asset.decide_retirement', again: again('refusal'), fields: z.strictObject({ reason: longText }), act: async (tx, input, req) => { await refuseRetirement(tx, { id: idIn(req), ...input }); return there(req, 'refusedNotice'); } }),
];
