/** /bengkel/peserta/:id: one person's file, opened for a reason, in parts; what is added and changed there. */
import { z } from 'zod';
import { day, longText, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { form, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityById } from '#organisation';
import { newConsent, recordConsent, withdrawConsent } from './consent-commands.ts';
import { verdictOn } from './eligibility.ts';
import { openWorkerFile, readWorkerFile } from './file-commands.ts';
import { openingWords, reasonNeeded } from './file-opening.ts';
import { mergesOf, movementsOf, transferTargets } from './movement-queries.ts';
import { changePage, historyPage } from './pages/change.tsx';
import { consentsPage, type RefusedConsent } from './pages/consents.tsx';
import { factsPage, type FactForm } from './pages/facts.tsx';
import { openingPage } from './pages/file-frame.tsx';
import { movesPage, type RefusedMove } from './pages/moves.tsx';
import { workerPage, type Refused } from './pages/worker.tsx';
import { endPlacement } from './placement-commands.ts';
import { consentsOf, hoursOf, placementsOf, workerById, workplaces, type WorkerFile } from './queries.ts';
import { chosen, newAssessment, newFitness, newQualification, newRemission, newRestriction } from './record.ts';
import { changeWorker, liftRestriction, recordAssessment, recordFitness, recordQualification, recordRemission, recordRestriction } from './record-commands.ts';
import { assessmentsOf, fitnessOf, historyOf, provinces, qualificationsOf, readingReasons, remissionsOf, restrictionsOf } from './record-queries.ts';
import { stagesOf } from './sentence.ts';
import { fileParts, urls, type FilePart } from './urls.ts';
import { placeInQueue } from './waiting-order.ts';
import { eventWords, sayFile } from './words-file.ts';
import { sayWorkforce } from './words.ts';
import { workerChange } from './worker.ts';

export type RefusedFile = Refused & RefusedConsent & { fact?: { form: FactForm; state: FormState }; move?: RefusedMove };
type Whose = { facility_id: string; worker_id: string };

export const filePages: Route[] = [
  page({ path: '/bengkel/peserta/:id', may: 'worker.read', show: (req) => opened(req, partOf(req)) }),
  form({
    path: '/bengkel/peserta/:id/buka', may: 'worker.read', fields: openingWords, again: (req, state) => asking(req, state),
    act: async (tx, { reason, note }, req) => urls.worker((await openWorkerFile(tx, { worker_id: req.params['id'] ?? '', reason, note })).id),
  }),
  page({ path: '/bengkel/peserta/:id/ubah', may: 'worker.change', show: (req) => changing(req) }),
  form({
    path: '/bengkel/peserta/:id/ubah', may: 'worker.change', fields: workerChange, again: (req, state) => changing(req, state),
    act: async (tx, change, req) => {
      const whose = await whoseFile(tx, req);
      // A form sends what it shows: a field left empty is emptied.
      const emptied = Object.fromEntries((['born_on', 'sentence_from', 'sentence_end_on', 'release_on', 'education', 'can_read', 'origin_province', 'disability', 'disability_purpose'] as const).map((key) => [key, null]));
      const { changed } = await changeWorker(tx, { ...whose, ...emptied, ...change });
      return { location: urls.worker(whose.worker_id), notice: sayFile(req.locale)(changed.length > 0 ? 'changedNow' : 'nothingChanged') };
    },
  }),
  fact('penilaian', z.preprocess(chosen('value'), newAssessment), recordAssessment),
  fact('kesehatan', newFitness, recordFitness),
  fact('remisi', newRemission, recordRemission),
  fact('kemampuan', newQualification, recordQualification),
  fact('pembatasan', newRestriction, recordRestriction),
  fact('pembatasan/akhiri', z.strictObject({ restriction_id: z.uuid(), on_day: day }), liftRestriction),
  form({
    path: '/bengkel/peserta/:id/persetujuan', may: 'consent.record', fields: newConsent, again: (req, consent) => opened(req, 'persetujuan', { consent }),
    act: async (tx, consent, req) => {
      const whose = await whoseFile(tx, req);
      await recordConsent(tx, { ...whose, ...consent });
      return { location: urls.worker(whose.worker_id, 'persetujuan'), notice: sayWorkforce(req.locale)('consentRecorded') };
    },
  }),
  form({
    path: '/bengkel/peserta/:id/persetujuan/tarik', may: 'consent.record', fields: z.strictObject({ consent: shortText, on_day: day }), again: (req, withdraw) => opened(req, 'persetujuan', { withdraw }),
    act: async (tx, { consent, on_day }, req) => {
      const whose = await whoseFile(tx, req);
      const chosen = (await consentsOf(tx, whose.worker_id)).find((row) => row.id === consent);
      await withdrawConsent(tx, { ...whose, regime: chosen?.regime ?? 'facility', contract_ref: chosen?.contract_ref ?? '', on_day });
      return { location: urls.worker(whose.worker_id, 'persetujuan'), notice: sayWorkforce(req.locale)('consentWithdrawn') };
    },
  }),
  form({
    path: '/bengkel/peserta/:id/akhiri', may: 'placement.end', fields: z.strictObject({ placement_id: z.uuid(), on_day: day, reason: longText }), again: (req, end) => opened(req, 'ringkas', { end }),
    act: async (tx, ending, req) => {
      const { facility_id, worker_id } = await whoseFile(tx, req);
      await endPlacement(tx, { facility_id, ...ending });
      return { location: urls.worker(worker_id), notice: sayWorkforce(req.locale)('ended') };
    },
  }),
];

/** Each fact has one form on the page of facts. */
function fact<Fields extends z.ZodType>(name: FactForm, fields: Fields, record: (tx: Tx, input: Whose & z.infer<Fields>) => Promise<unknown>): Route {
  return form({
    path: `/bengkel/peserta/:id/${name}`, may: 'fact.record', fields, again: (req, state) => opened(req, 'fakta', { fact: { form: name, state } }),
    act: async (tx, input, req) => {
      const whose = await whoseFile(tx, req);
      await record(tx, { ...whose, ...(input as object) } as Whose & z.infer<Fields>);
      return { location: urls.worker(whose.worker_id, 'fakta'), notice: sayFile(req.locale)('recorded') };
    },
  });
}

export async function whoseFile(tx: Tx, req: Req): Promise<Whose> {
  const { facility_id, id } = await workerById(tx, req.params['id'] ?? '');
  return { facility_id, worker_id: id };
}

const partOf = (req: Req): FilePart => fileParts.find((part) => part === req.query['bagian']) ?? 'ringkas';

function asking(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const file = await workerById(reader, req.params['id'] ?? '');
    if (file.kind === 'child') permit(req.actor, 'worker.read_child');
    return openingPage(req, { worker: { id: file.id, roster_code: file.roster_code }, reasons: await readingReasons(reader) }, state);
  });
}

/** The file, when a reason holds; else the question for it. */
export async function opened(req: Req, part: FilePart, refused: RefusedFile = {}): Promise<Drawn> {
  const file = await req.write((tx) => readWorkerFile(tx, req.params['id'] ?? '')).catch((error: unknown) => {
    if (error === reasonNeeded) return undefined;
    throw error;
  });
  return file ? shown(req, file, part, refused) : asking(req);
}

function shown(req: Req, file: WorkerFile, part: FilePart, refused: RefusedFile): Promise<Drawn> {
  const { facility_id, id } = file;
  return req.read(async (reader) => {
    const on = await dayAt(reader, facility_id);
    if (part === 'fakta') {
      const remissions = await remissionsOf(reader, id);
      const end_on = file.sentence_end_on ?? file.release_on;
      const stages = file.sentence_from && end_on ? stagesOf({ from: file.sentence_from, end_on, remission_days: file.sentence_end_on ? remissions.reduce((sum, row) => sum + row.days, 0) : 0 }) : undefined;
      return factsPage(req, { file, day: on, stages, remissions, assessments: await assessmentsOf(reader, id), fitness: await fitnessOf(reader, id), qualifications: await qualificationsOf(reader, id), restrictions: await restrictionsOf(reader, id) }, refused.fact);
    }
    if (part === 'persetujuan') return consentsPage(req, { file, day: on, consents: await consentsOf(reader, id) }, refused);
    if (part === 'gerak') return movesPage(req, { file, day: on, movements: await movementsOf(reader, facility_id, id), merges: await mergesOf(reader, facility_id, id), targets: await transferTargets(reader, facility_id) }, refused.move);
    if (part === 'riwayat') return historyPage(req, { file, reasons: await readingReasons(reader), rows: await historyOf(reader, facility_id, id, Object.keys(eventWords)), timezone: (await facilityById(reader, facility_id)).timezone });
    const [places, placements] = [await workplaces(reader, facility_id), await placementsOf(reader, id)];
    const now = placements.find((row) => row.approved_at && row.from <= on && (row.to === null || row.to > on));
    const workplace = places.find((place) => place.code === req.query['bengkel']) ?? places.find((place) => place.id === now?.workshop_id) ?? places[0];
    const work = now && now.workshop_id === workplace?.id ? { regime: now.regime, contract_ref: now.contract_ref, paid: now.paid, job: now.job } : {};
    const judged = workplace && { workplace, verdict: await verdictOn(reader, { facility_id, worker_id: id, workshop_id: workplace.id, day: on, ...work, queue: await placeInQueue(reader, { facility_id, workshop_id: workplace.id, worker_id: id }) }) };
    return workerPage(req, { file, day: on, placements, hours: await hoursOf(reader, facility_id, id), workplaces: places, judged }, refused);
  });
}

async function changing(req: Req, state?: FormState): Promise<Drawn> {
  const file = await req.write((tx) => readWorkerFile(tx, req.params['id'] ?? '')).catch((error: unknown) => {
    if (error === reasonNeeded) return undefined;
    throw error;
  });
  return file ? req.read(async (reader) => changePage(req, { file, provinces: await provinces(reader) }, state)) : asking(req);
}
