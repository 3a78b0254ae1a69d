// /pusat/serapan/ketentuan: the dated rules of absorption.
import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { newRule } from './meter.ts';
import { rulesPage } from './pages/rules.tsx';
import { approveRule, proposeRule, refuseRule } from './rule-commands.ts';
import { absorptionRules, proposedRules } from './rule-queries.ts';
import { sayRule } from './rule-words.ts';
import { rulesUrl } from './urls.ts';

const listed = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => rulesPage(req, { rules: await absorptionRules(reader), proposed: req.actor.facility_ids === 'all' ? await proposedRules(reader) : [] }, state));
const tag = 'procurement';
export const ruleRoutes: Route[] = [
  page({ path: rulesUrl, may: 'absorption.oversee', show: (req) => listed(req) }),
  form({ path: rulesUrl, may: 'absorption.propose_rule', fields: newRule, again: listed, act: async (tx, input, req) => { await proposeRule(tx, input); return { location: rulesUrl, notice: sayRule(req.locale)('proposedNow') }; } }),
  form({ path: '/pusat/serapan/ketentuan/:id/berlakukan', may: 'absorption.decide_rule', fields: z.object({}), again: listed, act: async (tx, _, req) => ({ location: rulesUrl, notice: sayRule(req.locale)('approvedNow', await approveRule(tx, { id: idIn(req) })) }) }),
  form({ path: '/pusat/serapan/ketentuan/:id/tolak', may: 'absorption.decide_rule', fields: z.object({ reason: longText }), again: listed, act: async (tx, { reason }, req) => { await refuseRule(tx, { id: idIn(req), reason }); return { location: rulesUrl, notice: sayRule(req.locale)('refusedNow') }; } }),
  readEndpoint({ path: '/api/v1/absorption-rules', may: 'absorption.read', tag, summary: 'The dated rules of absorption, newest first', read: async (reader) => ({ items: await absorptionRules(reader), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/absorption-rules', may: 'absorption.propose_rule', tag, summary: 'Propose a rule from a day to come', body: newRule, act: (tx, { body }) => proposeRule(tx, body) }),
  writeEndpoint({ path: '/api/v1/absorption-rules/:id/approval', may: 'absorption.decide_rule', tag, summary: 'Put a proposed rule into force', body: z.strictObject({}), act: (tx, { params }) => approveRule(tx, { id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/absorption-rules/:id/refusal', may: 'absorption.decide_rule', tag, summary: 'Refuse a proposed rule with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseRule(tx, { id: params['id'] ?? '', ...body }) }),
];
