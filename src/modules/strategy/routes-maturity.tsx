// /bengkel/kematangan for the facility's own assessment, /pusat/kematangan for those who verify and compare.
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, idIn, ownFacility, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, facilityById } from '#organisation';
import { claims, verdicts } from './maturity.ts';
import { assess, returnAssessment, sendAssessment, verifyAssessment } from './maturity-commands.ts';
import { assessmentById, assessments, claimsOf, criteriaOn, factsFor, heat, peers, type AssessmentRow } from './maturity-queries.ts';
import { sayMaturity } from './maturity-words.ts';
import { assessFormPage, assessmentPage, maturityPage, type AssessmentView } from './pages/maturity.tsx';
import { assessmentUrl, assessUrl, maturityUrl, ownMaturityUrl } from './urls.ts';

async function viewOf(reader: Reader, facility_id: string, assessment: AssessmentRow | undefined, all: AssessmentRow[] = []): Promise<AssessmentView> {
  const day = await dayAt(reader, facility_id);
  const criteria = await criteriaOn(reader, day);
  return { assessment, claims: assessment ? await claimsOf(reader, assessment) : [], criteria, facts: await factsFor(reader, criteria, (await facilityById(reader, facility_id)).code, day), peers: await peers(reader, facility_id), all };
}
const own = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const all = await assessments(reader, ownFacility(req));
  return assessmentPage(req, await viewOf(reader, ownFacility(req), all[0], all), state);
});
const writing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => assessFormPage(req, await viewOf(reader, ownFacility(req), (await assessments(reader, ownFacility(req)))[0]), state));
const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const assessment = await assessmentById(reader, idIn(req));
  return assessmentPage(req, await viewOf(reader, assessment.facility_id, assessment), state);
});

const tag = 'strategy';
const id = (params: Record<string, string>): string => params['id'] ?? '';
export const maturityRoutes: Route[] = [
  page({ path: ownMaturityUrl, may: 'maturity.assess', show: (req) => own(req) }),
  page({ path: assessUrl, may: 'maturity.assess', show: (req) => writing(req) }),
  form({ path: assessUrl, may: 'maturity.assess', again: writing, fields: z.object({ said: claims }), act: async (tx, input, req) => ({ location: ownMaturityUrl, notice: sayMaturity(req.locale)('saved', { n: (await assess(tx, { facility_id: ownFacility(req), said: input.said })).flagged }) }) }),
  form({ path: `${ownMaturityUrl}/:id/kirim`, may: 'maturity.assess', again: own, fields: z.object({}), act: async (tx, _, req) => { await sendAssessment(tx, { id: idIn(req) }); return { location: ownMaturityUrl, notice: sayMaturity(req.locale)('sentNow') }; } }),
  page({ path: maturityUrl, may: 'maturity.oversee', show: (req) => req.read(async (reader) => maturityPage(req, { rows: await heat(reader), waiting: await assessments(reader) })) }),
  page({ path: '/pusat/kematangan/:id', may: 'maturity.oversee', show: (req) => opened(req) }),
  form({ path: '/pusat/kematangan/:id/verifikasi', may: 'maturity.verify', again: opened, fields: z.object({ found: verdicts }), act: async (tx, input, req) => { await verifyAssessment(tx, { id: idIn(req), ...input }); return { location: assessmentUrl(idIn(req)), notice: sayMaturity(req.locale)('verifiedNow') }; } }),
  form({ path: '/pusat/kematangan/:id/kembalikan', may: 'maturity.verify', again: opened, fields: z.object({ reason: longText }), act: async (tx, input, req) => { await returnAssessment(tx, { id: idIn(req), ...input }); return { location: maturityUrl, notice: sayMaturity(req.locale)('returnedNow') }; } }),
  readEndpoint({ path: '/api/v1/maturity', may: 'maturity.read', tag, summary: 'Newest verified levels of each facility in reach', read: async (reader) => ({ items: await heat(reader), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/maturity/assessments/:id', may: 'maturity.read', tag, summary: 'One assessment: claimed, suggested by facts, verified', read: async (reader, { params }) => { const row = await assessmentById(reader, id(params)); return { ...row, claims: await claimsOf(reader, row) }; } }),
  writeEndpoint({ path: '/api/v1/maturity/assessments', may: 'maturity.assess', tag, summary: 'Assess the own facility in this half-year', body: z.strictObject({ said: claims }), act: async (tx, { body }) => assess(tx, { facility_id: await facilityActedOn(tx), ...body }) }),
  writeEndpoint({ path: '/api/v1/maturity/assessments/:id/submission', may: 'maturity.assess', tag, summary: 'Send an assessment to the region', body: z.strictObject({}), act: (tx, { params }) => sendAssessment(tx, { id: id(params) }) }),
  writeEndpoint({ path: '/api/v1/maturity/assessments/:id/verification', may: 'maturity.verify', tag, summary: 'Verify an assessment: another person than who assessed', body: z.strictObject({ found: verdicts }), act: (tx, { params, body }) => verifyAssessment(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/maturity/assessments/:id/return', may: 'maturity.verify', tag, summary: 'Return an assessment with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => returnAssessment(tx, { id: id(params), ...body }) }),
];
