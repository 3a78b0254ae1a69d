/** /bengkel/daftar-tunggu: who waits for work, in which order and why. */
import { z } from 'zod';
import { zoneOf } from '#kernel/calendar.ts';
import { day, longText, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { Refusal } from '#kernel/refusal.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityById } from '#organisation';
import { applyPage, entryPage, waitingPage, type EntryRefused } from './pages/waiting.tsx';
import { planUrls } from './placement-urls.ts';
import { workplaces } from './queries.ts';
import { applyForWork, decideWaiting, drawLottery, offerPlace } from './waiting-commands.ts';
import { entryById, logOf, lotOn, prioritiesOn, waitingReasons, workerByRosterCode } from './waiting-queries.ts';
import { ranked } from './waiting-order.ts';
import { decidedEntry, newOffer, openStates, requesters, requesterNames, standingOf, waitingStates, type WaitingState } from './waiting.ts';
import { sayWaiting } from './words-waiting.ts';

const states = Object.keys(waitingStates) as [WaitingState, ...WaitingState[]];
const asked = z.object({ bengkel: z.string().max(40).optional().catch(undefined), keadaan: z.enum(states).optional().catch(undefined), dari: z.coerce.number().int().min(0).optional().catch(undefined) });
const rowsOnPage = 100;
const applied = z.strictObject({ worker: shortText, workshop: z.uuid().optional(), requested_by: z.enum(requesters), applied_on: day, restitution: shortText.optional(), note: z.string().trim().max(500).default('') });

export const waitingPages: Route[] = [
  page({ path: planUrls.waiting, may: 'waiting.list', show: (req) => listing(req) }),
  file({ path: planUrls.waitingSheet, may: 'waiting.list', send: (req) => sheet(req) }),
  form({
    path: planUrls.lot, may: 'waiting.decide', fields: z.strictObject({}), again: listing,
    act: async (tx, _, req) => {
      await drawLottery(tx, { facility_id: ownFacility(req), month: (await dayAt(tx, ownFacility(req))).slice(0, 7) });
      return { location: planUrls.waiting, notice: sayWaiting(req.locale)('drawn') };
    },
  }),
  page({ path: planUrls.apply, may: 'waiting.apply', show: (req) => applying(req) }),
  form({
    path: planUrls.apply, may: 'waiting.apply', fields: applied, again: applying,
    act: async (tx, { worker, workshop, ...application }, req) => {
      const found = await workerByRosterCode(tx, ownFacility(req), worker);
      if (!found) throw noSuchCode;
      const { id } = await applyForWork(tx, { ...application, facility_id: ownFacility(req), worker_id: found.id, workshop_id: workshop });
      return { location: planUrls.entry(id), notice: sayWaiting(req.locale)('applied') };
    },
  }),
  page({ path: '/bengkel/daftar-tunggu/:id', may: 'waiting.list', show: (req) => opened(req) }),
  form({
    path: '/bengkel/daftar-tunggu/:id/putusan', may: 'waiting.apply', fields: decidedEntry, again: (req, state) => opened(req, { state, ...(decidedEntry.shape.decision.safeParse(state.values['decision']).success ? { decision: decidedEntry.shape.decision.parse(state.values['decision']) } : {}) }),
    act: async (tx, decision, req) => {
      const entry = await entryById(tx, req.params['id'] ?? '');
      await decideWaiting(tx, { facility_id: entry.facility_id, entry_id: entry.id, ...decision });
      return { location: planUrls.entry(entry.id), notice: sayWaiting(req.locale)('saved') };
    },
  }),
  form({
    path: '/bengkel/daftar-tunggu/:id/tawaran', may: 'placement.propose', fields: newOffer.extend({ workshop_id: z.uuid(), out_of_order_reason: longText.optional() }), again: (req, state) => opened(req, { state, offer: true }),
    act: async (tx, offer, req) => {
      const entry = await entryById(tx, req.params['id'] ?? '');
      await offerPlace(tx, { facility_id: entry.facility_id, entry_id: entry.id, ...offer });
      return { location: planUrls.entry(entry.id), notice: sayWaiting(req.locale)('offered') };
    },
  }),
];

const noSuchCode = new Refusal('waiting.no_such_code', { id: 'Kode peserta tidak dikenal di UPT ini. Lihat daftar peserta.', en: 'No such roster code here. Look at the list of people.' }, { field: 'worker', status: 422 });

function listing(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const { dari = 0, ...filter } = asked.parse(Object.fromEntries(Object.entries(req.query).filter(([, value]) => value !== '')));
    const places = await workplaces(reader, facility_id);
    const all = await ranked(reader, { facility_id, workshop_id: places.find((place) => place.code === filter.bengkel)?.id, state: filter.keadaan });
    const today = await dayAt(reader, facility_id);
    return waitingPage(req, {
      rows: all.slice(dari, dari + rowsOnPage), all: all.length, next: all.length > dari + rowsOnPage ? String(dari + rowsOnPage) : undefined, workplaces: places, filter,
      priorities: await prioritiesOn(reader, facility_id, today), lot: await lotOn(reader, facility_id, today), month: today.slice(0, 7),
    }, state);
  });
}

async function sheet(req: Req): Promise<Response> {
  const t = sayWaiting(req.locale);
  const rows = await req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const place = (await workplaces(reader, facility_id)).find((each) => each.code === req.query['bengkel']);
    return ranked(reader, { facility_id, workshop_id: place?.id });
  });
  const lines = rows.map((row) => ({ rank: row.rank, code: row.roster_code, name: row.name, workshop: row.workshop_code ?? t('anyWorkshop'), applied_on: row.applied_on, state: waitingStates[row.state][req.locale], points: row.standing.points, requested_by: requesterNames[row.requested_by][req.locale], why: row.standing.parts.map((part) => `${part.name[req.locale]} ${part.points}/${part.of}`).join('; ') }));
  return downloadXlsx('daftar-tunggu', lines, [
    { key: 'rank', title: t('rank'), kind: 'integer' }, { key: 'code', title: t('code'), kind: 'text' }, { key: 'name', title: t('person'), kind: 'text', width: 30 }, { key: 'workshop', title: t('workshop'), kind: 'text' }, { key: 'applied_on', title: t('since'), kind: 'date' },
    { key: 'state', title: t('state'), kind: 'text', width: 24 }, { key: 'points', title: t('points'), kind: 'integer' }, { key: 'requested_by', title: t('requestedBy'), kind: 'text' }, { key: 'why', title: t('why'), kind: 'text', width: 80 },
  ], { title: t('title'), notes: [t('hint')] });
}

function applying(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => applyPage(req, { workplaces: await workplaces(reader, ownFacility(req)), day: await dayAt(reader, ownFacility(req)), person: req.query['peserta']?.slice(0, 10) }, state));
}

function opened(req: Req, refused?: EntryRefused): Promise<Drawn> {
  return req.read(async (reader) => {
    const entry = await entryById(reader, req.params['id'] ?? '');
    const { facility_id } = entry;
    const today = await dayAt(reader, facility_id);
    const priorities = await prioritiesOn(reader, facility_id, today);
    const standing = standingOf(entry, priorities, today, (await lotOn(reader, facility_id, today))?.seed);
    const waiting = openStates.some((open) => open === entry.state);
    const rank = waiting ? (await ranked(reader, { facility_id, workshop_id: entry.workshop_id ?? undefined })).find((row) => row.id === entry.id)?.rank : undefined;
    return entryPage(req, { entry, standing, rank, log: await logOf(reader, entry.id), reasons: await waitingReasons(reader), workplaces: await workplaces(reader, facility_id), priorities, day: today, zone: zoneOf((await facilityById(reader, facility_id)).timezone) }, refused);
  });
}
