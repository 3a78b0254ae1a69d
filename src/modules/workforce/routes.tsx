/** /bengkel/peserta: the register of people who work. */
import { dayAt } from '#organisation';
import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import { day, longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { registerWorker } from './commands.ts';
import { openWorkerFile } from './file-commands.ts';
import { requirementsPage } from './pages/requirements.tsx';
import { newWorkerPage, proposalsPage, workersPage, type ListFilter } from './pages/workers.tsx';
import { proposePage } from './pages/worker.tsx';
import { approvePlacement, placeWorker, refusePlacement } from './placement-commands.ts';
import { placementById, proposals, workerById, workers, workplaces, type WorkerFilter } from './queries.ts';
import { chosen, newRequirement } from './record.ts';
import { endRequirement, setRequirement } from './record-commands.ts';
import { provinces, requirements } from './record-queries.ts';
import { stageCodes } from './sentence.ts';
import { urls } from './urls.ts';
import { sayFile } from './words-file.ts';
import { sayWorkforce } from './words.ts';
import { kinds, newWorker, placementForm } from './worker.ts';

const maybe = <T extends z.ZodType>(of: T) => of.optional().catch(undefined);
const listed = z.object({
  q: maybe(z.string().max(100)), bengkel: maybe(z.string().max(40)), penempatan: maybe(z.enum(['yes', 'no'])), status: maybe(z.enum(kinds)), tahap: maybe(z.enum(stageCodes)), sehat: maybe(z.enum(['expired', 'soon'])), terampil: maybe(z.string().max(60)),
  keadaan: maybe(z.enum(['present', 'away', 'transferred', 'released', 'died', 'merged'])),
});
const rowsOnPage = 50;

/** Legal status and stage are for those who decide on placements; an officer's address that asks for them is answered without. */
function filterOf(req: Req): ListFilter {
  const { status, tahap, ...filter } = listed.parse(Object.fromEntries(Object.entries(req.query).filter(([, value]) => value !== '')));
  return may(req.actor, 'worker.list_legal') ? { ...filter, status, tahap } : filter;
}
function wanted(filter: ListFilter, facility_id: string, on: string): WorkerFilter {
  return {
    facility_id, day: on, q: filter.q, workshop: filter.bengkel, placed: filter.penempatan, kind: filter.status, stage: filter.tahap, skill: filter.terampil, state: filter.keadaan,
    fit_before: filter.sehat === 'expired' ? on : filter.sehat === 'soon' ? addDays(on, 31) : undefined, fit_from: filter.sehat === 'soon' ? on : undefined,
  };
}

export const pages: Route[] = [
  page({ path: urls.workers, may: 'worker.list', show: (req) => req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const filter = filterOf(req);
    const rows = await workers(reader, { ...wanted(filter, facility_id, await dayAt(reader, facility_id)), after: req.query['sesudah'] ?? '', limit: rowsOnPage + 1 });
    const shown = rows.slice(0, rowsOnPage);
    return workersPage(req, { rows: shown, workplaces: await workplaces(reader, facility_id), filter, next: rows.length > rowsOnPage ? shown.at(-1)?.roster_code : undefined });
  }) }),
  file({ path: urls.exportWorkers, may: 'worker.list_legal', send: (req) => req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const rows = await workers(reader, { ...wanted(filterOf(req), facility_id, await dayAt(reader, facility_id)), limit: 20_000 });
    const t = sayWorkforce(req.locale);
    // A list for work: codes, no name, no register number, no legal status.
    return downloadXlsx('peserta-kerja', rows.map((row) => ({ roster_code: row.roster_code, workshop: req.locale === 'en' ? row.workshop_name_en : row.workshop_name_id, job: row.job, skill_level: row.skill_level, fit_until: row.fit_until })), [
      { key: 'roster_code', title: t('code'), kind: 'text' }, { key: 'workshop', title: t('workshop'), kind: 'text' }, { key: 'job', title: t('job'), kind: 'text' }, { key: 'skill_level', title: t('skill'), kind: 'integer' }, { key: 'fit_until', title: t('fit'), kind: 'date' },
    ], { title: t('workers') });
  }) }),
  page({ path: urls.requirements, may: 'worker.list', show: (req) => asking(req) }),
  form({
    path: urls.requirements, may: 'requirement.set', fields: z.preprocess(chosen('what'), newRequirement), again: asking,
    act: async (tx, asked, req) => {
      await setRequirement(tx, { facility_id: ownFacility(req), ...asked });
      return { location: urls.requirements, notice: sayFile(req.locale)('recorded') };
    },
  }),
  form({
    path: `${urls.requirements}/akhiri`, may: 'requirement.set', fields: z.strictObject({ requirement_id: z.uuid(), on_day: day }), again: asking,
    act: async (tx, ending, req) => {
      await endRequirement(tx, { facility_id: ownFacility(req), ...ending });
      return { location: urls.requirements, notice: sayFile(req.locale)('recorded') };
    },
  }),
  page({ path: urls.newWorker, may: 'worker.register', show: (req) => registering(req) }),
  form({
    path: urls.newWorker, may: 'worker.register', fields: newWorker.omit({ facility_id: true, is_sample: true }), again: registering,
    act: async (tx, worker, req) => {
      const { id } = await registerWorker(tx, { ...worker, facility_id: ownFacility(req) });
      await openWorkerFile(tx, { worker_id: id, reason: 'REGISTER' });
      return { location: urls.worker(id), notice: sayWorkforce(req.locale)('registered') };
    },
  }),
  page({ path: urls.proposals, may: 'worker.list', show: (req) => waiting(req) }),
  form({
    path: '/bengkel/peserta/usulan/:id/setuju', may: 'placement.approve', fields: z.strictObject({}), again: waiting,
    act: async (tx, _, req) => {
      const { id } = await placementById(tx, ownFacility(req), req.params['id'] ?? '');
      await approvePlacement(tx, { facility_id: ownFacility(req), placement_id: id });
      return { location: urls.proposals, notice: sayWorkforce(req.locale)('approved') };
    },
  }),
  form({
    path: '/bengkel/peserta/usulan/:id/tolak', may: 'placement.approve', fields: z.strictObject({ reason: longText }), again: waiting,
    act: async (tx, { reason }, req) => {
      const { id } = await placementById(tx, ownFacility(req), req.params['id'] ?? '');
      await refusePlacement(tx, { facility_id: ownFacility(req), placement_id: id, reason });
      return { location: urls.proposals, notice: sayWorkforce(req.locale)('refused') };
    },
  }),
  page({ path: '/bengkel/peserta/:id/usul', may: 'placement.propose', show: (req) => proposing(req) }),
  form({
    path: '/bengkel/peserta/:id/usul', may: 'placement.propose', fields: placementForm, again: proposing,
    act: async (tx, { workshop, unpaid, ...placement }, req) => {
      const file = await workerById(tx, req.params['id'] ?? '');
      await placeWorker(tx, { ...placement, facility_id: file.facility_id, worker_id: file.id, workshop_id: workshop, paid: !unpaid });
      return { location: urls.worker(file.id), notice: sayWorkforce(req.locale)('proposed') };
    },
  }),
];

function waiting(req: Req, state?: FormState): Promise<Drawn> {
  const id = req.params['id'];
  return req.read(async (reader) => proposalsPage(req, { rows: await proposals(reader, ownFacility(req)), ...(id && state ? { refused: { id, state } } : {}) }));
}

function proposing(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const file = await workerById(reader, req.params['id'] ?? '');
    return proposePage(req, { file, workplaces: await workplaces(reader, file.facility_id), day: await dayAt(reader, file.facility_id) }, state);
  });
}

function registering(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => newWorkerPage(req, await provinces(reader), state));
}

function asking(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => requirementsPage(req, { rows: await requirements(reader, ownFacility(req)), workplaces: await workplaces(reader, ownFacility(req)), day: await dayAt(reader, ownFacility(req)) }, state));
}
