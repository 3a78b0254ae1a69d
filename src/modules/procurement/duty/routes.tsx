// /wajib-beli: the question anybody may ask. /pusat/aturan-beli: the rules behind it.
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { parse } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { Invalid, NotFound } from '#kernel/refusal.ts';
import { form, idIn, page, type Req, type Route } from '#kernel/web.ts';
import { dutyApi } from './api.ts';
import { decideRule, proposeRule } from './commands.ts';
import { newRule, question, type Question } from './duty.ts';
import { askPage, type Filled } from './pages/ask.tsx';
import { proposePage, rulesPage } from './pages/rules.tsx';
import { ask, rulesOn, rulesToCome } from './queries.ts';
import { urls } from './urls.ts';
import { sayDuty } from './words.ts';

export const dutyRoutes: Route[] = [
  page({ path: '/wajib-beli', may: 'anyone', show: asking }),
  page({ path: '/pusat/aturan-beli', may: 'duty.propose', show: (req) => rules(req) }),
  page({ path: '/pusat/aturan-beli/:code', may: 'duty.propose', show: (req) => proposing(req) }),
  form({
    path: '/pusat/aturan-beli/:code', may: 'duty.propose', fields: newRule.omit({ code: true }), again: proposing,
    act: async (tx, input, req) => {
      await proposeRule(tx, { ...input, code: req.params['code'] ?? '' });
      return { location: urls.rules, notice: sayDuty(req.locale)('sent') };
    },
  }),
  form({
    path: '/pusat/aturan-beli/usulan/:id', may: 'duty.approve', fields: z.strictObject({ decision: z.enum(['approve', 'refuse']) }), again: rules,
    act: async (tx, { decision }, req) => {
      await decideRule(tx, idIn(req), { approve: decision === 'approve' });
      return { location: urls.rules, notice: sayDuty(req.locale)(decision === 'approve' ? 'approved' : 'refusedNow') };
    },
  }),
  ...dutyApi,
];

const today = (req: Req): string => dayIn('Asia/Jakarta', req.now);
const named: Record<string, keyof Filled> = { item: 'barang', unspsc: 'kode', quantity: 'jumlah', value_idr: 'nilai', needed_by: 'hari', buyer: 'pembeli', circumstance: 'keadaan' };

async function asking(req: Req) {
  const [rules, { query }] = [await rulesOn(req.shop, today(req)), req];
  const filled: Filled = { barang: query['barang'], kode: query['kode'], jumlah: query['jumlah'], nilai: query['nilai'], hari: query['hari'], pembeli: query['pembeli'], keadaan: query['keadaan'] };
  if (!filled.barang) return askPage(req, { rules, filled, asked: undefined, state: undefined });
  try {
    return askPage(req, { rules, filled, asked: await ask(req.shop, questionOf(req, filled)), state: undefined });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const problems = Object.fromEntries(Object.entries(error.problems).map(([name, problem]) => [named[name] ?? name, problem]));
    return askPage(req, { rules, filled, asked: undefined, state: { values: filled, problems, refusal: sayDuty(req.locale)('mend') } });
  }
}

const questionOf = (req: Req, filled: Filled): Question => parse(question, Object.fromEntries(Object.entries({
  item: filled.barang?.replaceAll('\u0000', ''), unspsc: /^\d{8}$/.test(filled.kode ?? '') ? filled.kode : undefined, quantity: filled.jumlah || undefined, value_idr: filled.nilai || undefined, needed_by: filled.hari || undefined, buyer: filled.pembeli || 'ministry', circumstance: filled.keadaan || undefined,
}).filter(([, value]) => value !== undefined)), req.locale);

function rules(req: Req, state?: FormState) {
  return req.read(async (reader) => rulesPage(req, { rules: await rulesOn(reader, today(req)), coming: await rulesToCome(reader, today(req)) }, state));
}

function proposing(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const rule = (await rulesOn(reader, today(req))).find(({ code }) => code === req.params['code']);
    if (!rule) throw new NotFound();
    return proposePage(req, rule, state);
  });
}
