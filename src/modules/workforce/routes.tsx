/** /bengkel/peserta: the register of people who work. */
import { z } from 'zod';
import { day, longText, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { today } from './api.ts';
import { readWorkerFile, recordConsent, registerWorker, withdrawConsent } from './commands.ts';
import { verdictOn } from './eligibility.ts';
import { newWorkerPage, proposalsPage, workersPage } from './pages/workers.tsx';
import { proposePage, workerPage, type Refused } from './pages/worker.tsx';
import { approvePlacement, endPlacement, placeWorker, refusePlacement } from './placement-commands.ts';
import { consentsOf, hoursOf, placementById, placementsOf, proposals, workerById, workers, workplaces } from './queries.ts';
import { urls } from './urls.ts';
import { sayWorkforce } from './words.ts';
import { newWorker, placementForm, regimes } from './worker.ts';

const regime = z.enum(regimes);
const listed = z.object({ q: z.string().max(100).optional().catch(undefined), bengkel: z.string().max(40).optional().catch(undefined), penempatan: z.enum(['yes', 'no']).optional().catch(undefined) });
const rowsOnPage = 50;

export const pages: Route[] = [
  page({ path: urls.workers, may: 'worker.list', show: (req) => req.read(async (reader) => {
    const facility_id = own(req);
    const filter = listed.parse(Object.fromEntries(Object.entries(req.query).filter(([, value]) => value !== '')));
    const rows = await workers(reader, { facility_id, day: await today(reader, facility_id), q: filter.q, workshop: filter.bengkel, placed: filter.penempatan, after: req.query['sesudah'] ?? '', limit: rowsOnPage + 1 });
    const shown = rows.slice(0, rowsOnPage);
    return workersPage(req, { rows: shown, workplaces: await workplaces(reader, facility_id), filter, next: rows.length > rowsOnPage ? shown.at(-1)?.roster_code : undefined });
  }) }),
  page({ path: urls.newWorker, may: 'worker.register', show: (req) => newWorkerPage(req) }),
  form({
    path: urls.newWorker, may: 'worker.register', fields: newWorker.omit({ facility_id: true, is_sample: true }), again: newWorkerPage,
    act: async (tx, worker, req) => {
      const { id } = await registerWorker(tx, { ...worker, facility_id: own(req) });
      return { location: urls.worker(id), notice: sayWorkforce(req.locale)('registered') };
    },
  }),
  page({ path: urls.proposals, may: 'worker.list', show: (req) => waiting(req) }),
  form({
    path: '/bengkel/peserta/usulan/:id/setuju', may: 'placement.approve', fields: z.strictObject({}), again: waiting,
    act: async (tx, _, req) => {
      const { id } = await placementById(tx, own(req), req.params['id'] ?? '');
      await approvePlacement(tx, { facility_id: own(req), placement_id: id });
      return { location: urls.proposals, notice: sayWorkforce(req.locale)('approved') };
    },
  }),
  form({
    path: '/bengkel/peserta/usulan/:id/tolak', may: 'placement.approve', fields: z.strictObject({ reason: longText }), again: waiting,
    act: async (tx, { reason }, req) => {
      const { id } = await placementById(tx, own(req), req.params['id'] ?? '');
      await refusePlacement(tx, { facility_id: own(req), placement_id: id, reason });
      return { location: urls.proposals, notice: sayWorkforce(req.locale)('refused') };
    },
  }),
  page({ path: '/bengkel/peserta/:id', may: 'worker.read', show: (req) => opened(req) }),
  page({ path: '/bengkel/peserta/:id/usul', may: 'placement.propose', show: (req) => proposing(req) }),
  form({
    path: '/bengkel/peserta/:id/usul', may: 'placement.propose', fields: placementForm, again: proposing,
    act: async (tx, { workshop, unpaid, ...placement }, req) => {
      const file = await workerById(tx, req.params['id'] ?? '');
      await placeWorker(tx, { ...placement, facility_id: file.facility_id, worker_id: file.id, workshop_id: workshop, paid: !unpaid });
      return { location: urls.worker(file.id), notice: sayWorkforce(req.locale)('proposed') };
    },
  }),
  form({
    path: '/bengkel/peserta/:id/persetujuan', may: 'consent.record', fields: z.strictObject({ regime, given_on: day, evidence: shortText }), again: (req, consent) => opened(req, { consent }),
    act: async (tx, consent, req) => {
      const file = await workerById(tx, req.params['id'] ?? '');
      await recordConsent(tx, { facility_id: file.facility_id, worker_id: file.id, ...consent });
      return { location: urls.worker(file.id), notice: sayWorkforce(req.locale)('consentRecorded') };
    },
  }),
  form({
    path: '/bengkel/peserta/:id/persetujuan/tarik', may: 'consent.record', fields: z.strictObject({ regime, on_day: day }), again: (req, withdraw) => opened(req, { withdraw }),
    act: async (tx, withdrawal, req) => {
      const file = await workerById(tx, req.params['id'] ?? '');
      await withdrawConsent(tx, { facility_id: file.facility_id, worker_id: file.id, ...withdrawal });
      return { location: urls.worker(file.id), notice: sayWorkforce(req.locale)('consentWithdrawn') };
    },
  }),
  form({
    path: '/bengkel/peserta/:id/akhiri', may: 'placement.end', fields: z.strictObject({ placement_id: z.uuid(), on_day: day, reason: longText }), again: (req, end) => opened(req, { end }),
    act: async (tx, ending, req) => {
      const file = await workerById(tx, req.params['id'] ?? '');
      await endPlacement(tx, { facility_id: file.facility_id, ...ending });
      return { location: urls.worker(file.id), notice: sayWorkforce(req.locale)('ended') };
    },
  }),
];

function own(req: Req): string {
  if (!req.actor.facility_id) throw new NotFound();
  return req.actor.facility_id;
}

function waiting(req: Req, state?: FormState): Promise<Drawn> {
  const id = req.params['id'];
  return req.read(async (reader) => proposalsPage(req, { rows: await proposals(reader, own(req)), ...(id && state ? { refused: { id, state } } : {}) }));
}

/** The file, read on record, judged for the workshop asked for, else the person's own, else the first. */
async function opened(req: Req, refused?: Refused): Promise<Drawn> {
  const file = await req.write((tx) => readWorkerFile(tx, req.params['id'] ?? ''));
  return req.read(async (reader) => {
    const { facility_id, id: worker_id } = file;
    const on = await today(reader, facility_id);
    const [places, placements] = [await workplaces(reader, facility_id), await placementsOf(reader, worker_id)];
    const now = placements.find((row) => row.approved_at && row.from <= on && (row.to === null || row.to > on));
    const workplace = places.find((place) => place.code === req.query['bengkel']) ?? places.find((place) => place.id === now?.workshop_id) ?? places[0];
    const judged = workplace && { workplace, verdict: await verdictOn(reader, { facility_id, worker_id, workshop_id: workplace.id, day: on, regime: now?.workshop_id === workplace.id ? now.regime : 'facility' }) };
    return workerPage(req, { file, day: on, placements, consents: await consentsOf(reader, worker_id), hours: await hoursOf(reader, facility_id, worker_id), workplaces: places, judged }, refused);
  });
}

function proposing(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const file = await workerById(reader, req.params['id'] ?? '');
    return proposePage(req, { file, workplaces: await workplaces(reader, file.facility_id), day: await today(reader, file.facility_id) }, state);
  });
}
