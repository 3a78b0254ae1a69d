/** One person's file under /api/v1: opened for a reason, changed, and added to fact by fact. */
import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { day, shortText } from '#kernel/form.ts';
import { may } from '#kernel/policy.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { openWorkerFile, readWorkerFile } from './file-commands.ts';
import { consentsOf, hoursOf, placementsOf, workerById } from './queries.ts';
import { newAssessment, newFitness, newQualification, newRemission, newRequirement, newRestriction } from './record.ts';
import { changeWorker, endRequirement, liftRestriction, recordAssessment, recordFitness, recordQualification, recordRemission, recordRestriction, setRequirement } from './record-commands.ts';
import { assessmentsOf, fitnessOf, qualificationsOf, remissionsOf, requirements, restrictionsOf } from './record-queries.ts';
import { stagesOf } from './sentence.ts';
import { workerChange } from './worker.ts';

const tag = 'workforce';
const facility = shortText.optional();
const whose = async (tx: Tx, params: Record<string, string>): Promise<{ facility_id: string; worker_id: string }> => {
  const { facility_id, id } = await workerById(tx, params['id'] ?? '');
  return { facility_id, worker_id: id };
};

export const fileApi: Route[] = [
  readEndpoint({
    path: '/api/v1/workers/:id', may: 'worker.read', tag, summary: 'One file: person, facts, placements, consents, hours by week. Asks `reason` (and `note`) once an hour; reading is on record',
    query: z.strictObject({ reason: shortText.optional(), note: z.string().max(500).optional() }),
    read: async (reader, { params, query: { reason, note } }, req) => {
      const { disability, disability_purpose, ...file } = await req.write((tx) => (reason ? openWorkerFile(tx, { worker_id: params['id'] ?? '', reason, note }) : readWorkerFile(tx, params['id'] ?? '')));
      const remissions = await remissionsOf(reader, file.id);
      const remission_days = remissions.reduce((sum, row) => sum + row.days, 0);
      const health = may(req.actor, 'worker.read_health') ? { disability, disability_purpose, fitness: await fitnessOf(reader, file.id) } : {};
      return {
        ...file, ...health, stages: file.sentence_from && file.release_on ? stagesOf({ from: file.sentence_from, end_on: file.sentence_end_on ?? file.release_on, remission_days: file.sentence_end_on ? remission_days : 0 }) : null,
        remissions, assessments: await assessmentsOf(reader, file.id), qualifications: await qualificationsOf(reader, file.id), restrictions: await restrictionsOf(reader, file.id),
        placements: await placementsOf(reader, file.id), consents: await consentsOf(reader, file.id), hours: await hoursOf(reader, file.facility_id, file.id),
      };
    },
  }),
  writeEndpoint({ path: '/api/v1/workers/:id', method: 'patch', may: 'worker.change', tag, summary: 'Changes what stands on the register; answers with the columns that differed', body: workerChange, act: async (tx, { params, body }) => changeWorker(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/assessments', may: 'fact.record', tag, summary: 'Records a finding: risk, risk of escape, incentive level, group', body: newAssessment, act: async (tx, { params, body }) => recordAssessment(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/fitness', may: 'fact.record', tag, summary: 'Records an examination by a health professional, with validity and limits', body: newFitness, act: async (tx, { params, body }) => recordFitness(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/remissions', may: 'fact.record', tag, summary: 'Records a remission; the end of the sentence and its stages move', body: newRemission, act: async (tx, { params, body }) => recordRemission(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/qualifications', may: 'fact.record', tag, summary: 'Records a skill, language, certificate or safety module', body: newQualification, act: async (tx, { params, body }) => recordQualification(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/restrictions', may: 'fact.record', tag, summary: 'Records what a person must not do', body: newRestriction, act: async (tx, { params, body }) => recordRestriction(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({
    path: '/api/v1/workers/:id/restrictions/:restriction_id/end', may: 'fact.record', tag, summary: 'Ends a restriction; `on_day` is the first day without it', body: z.strictObject({ on_day: day }),
    act: async (tx, { params, body }) => {
      const { facility_id, worker_id } = await whose(tx, params);
      await liftRestriction(tx, { facility_id, restriction_id: params['restriction_id'] ?? '', ...body });
      return { items: await restrictionsOf(tx, worker_id) };
    },
  }),
  readEndpoint({ path: '/api/v1/requirements', may: 'worker.list', tag, summary: 'What workshops ask of those who work there', query: z.strictObject({ facility }), read: async (reader, { query }) => ({ items: await requirements(reader, await facilityActedOn(reader, query.facility)), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/requirements', may: 'requirement.set', tag, summary: 'A workshop asks for something from a day on', body: newRequirement.extend({ facility }), act: async (tx, { body: { facility: code, ...asked } }) => setRequirement(tx, { facility_id: await facilityActedOn(tx, code), ...asked }) }),
  writeEndpoint({
    path: '/api/v1/requirements/:id/end', may: 'requirement.set', tag, summary: 'Ends a requirement; `on_day` is the first day without it', body: z.strictObject({ facility, on_day: day }),
    act: async (tx, { params, body }) => {
      const facility_id = await facilityActedOn(tx, body.facility);
      await endRequirement(tx, { facility_id, requirement_id: params['id'] ?? '', on_day: body.on_day });
      return { items: (await requirements(tx, facility_id)).filter((row) => row.id === params['id']) };
    },
  }),
];
