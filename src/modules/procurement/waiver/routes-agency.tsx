// /pengadaan/pengecualian: the list, the six steps, the file and what the agency does with it.
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { many, parse } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { ruleValue, rulesOn } from '../duty/queries.ts';
import { needsByIds, needsOf } from '../needs/queries.ts';
import { appealWaiver, approveWaiver, changeWaiver, compareWithMarket, draftWaiver, giveReason, nameApprover, prepareWaiver, returnWaiver, setScope, settleWaiver, withdrawWaiver } from './commands.ts';
import { approverPart, comparison, newWaiver, scope, waiverReasonPart, wordsOf } from './machine.ts';
import { agencyFilePage } from './pages/file.tsx';
import { sides, waiverListPage } from './pages/lists.tsx';
import { approverPage, checkPage, comparePage, reasonPage, scopePage, startPage } from './pages/wizard.tsx';
import { reasonsOn, todayIn, waiverFile } from './queries.ts';
import { fileShown, listShown } from './shown.ts';
import { urls, wizardSteps } from './urls.ts';
import { sayWaiver } from './words.ts';

const text = z.string().trim().max(300).optional();
const started = z.object({ unit: z.string(), kind: z.enum(['single', 'blanket']).default('single'), needs: many(z.uuid()), item_text: text, quantity: text, unit_of_sale: text, value_idr: text, needed_by: text });
/** One page of the wizard: what it asks is kept, and the next one follows. */
const part = <Fields extends z.ZodType>(step: 'alasan' | 'banding' | 'cakupan' | 'penyetuju', fields: Fields, act: (tx: Tx, which: { number: string }, said: z.infer<Fields>) => Promise<void>): Route => form({
  path: `/pengadaan/pengecualian/:number/${step}`, may: 'waiver.draft', fields, again: (req, state) => stepPage(req, state, step),
  act: async (tx, said, req) => {
    await act(tx, { number: numberIn(req) }, said);
    return { location: urls.wizard(numberIn(req), wizardSteps[wizardSteps.indexOf(step) + 1] ?? 'periksa'), notice: sayWaiver(req.locale)('saved') };
  },
});
/** An act of one word and its reason. */
const words = (act: (tx: Tx, said: { number: string; words: string }) => Promise<void>, path: string, may: string): Route => form({
  path: `/pengadaan/pengecualian/:number/aksi/${path}`, may, fields: wordsOf, again: oneFile,
  act: async (tx, said, req) => {
    await act(tx, { number: numberIn(req), ...said });
    return { location: urls.file(numberIn(req)), notice: sayWaiver(req.locale)('done') };
  },
});

export const agencyRoutes: Route[] = [
  page({ path: '/pengadaan/pengecualian', may: 'waiver.draft', show: async (req) => waiverListPage(req, sides.agency, await listShown(req)) }),
  page({ path: '/pengadaan/pengecualian/baru', may: 'waiver.draft', show: (req) => starting(req) }),
  form({
    path: '/pengadaan/pengecualian/baru', may: 'waiver.draft', fields: started, again: (req, state) => starting(req, { ...state, problems: Object.fromEntries(Object.entries(state.problems).map(([name, problem]) => [formName(name), problem])) }),
    act: async (tx, { unit, kind, needs, ...line }, req) => {
      const written = line.item_text ? [{ item_text: line.item_text, quantity: line.quantity, unit: line.unit_of_sale, value_idr: line.value_idr, needed_by: line.needed_by }] : [];
      const { number } = await draftWaiver(tx, parse(newWaiver, { unit, kind, lines: [...needs.map((need_id) => ({ need_id })), ...written] }, req.locale));
      return { location: urls.wizard(number, 'alasan'), notice: sayWaiver(req.locale)('saved') };
    },
  }),
  page({ path: '/pengadaan/pengecualian/:number', may: 'waiver.draft', show: (req) => oneFile(req) }),
  page({ path: '/pengadaan/pengecualian/:number/:step', may: 'waiver.draft', show: (req) => stepPage(req) }),
  part('alasan', waiverReasonPart, giveReason), part('banding', comparison, compareWithMarket), part('cakupan', scope, setScope), part('penyetuju', approverPart, nameApprover),
  form({ path: '/pengadaan/pengecualian/:number/periksa', may: 'waiver.draft', fields: z.strictObject({}), again: (req, state) => stepPage(req, state, 'periksa'), act: async (tx, _, req) => {
    await prepareWaiver(tx, { number: numberIn(req) });
    return { location: urls.file(numberIn(req)), notice: sayWaiver(req.locale)('sent', { number: numberIn(req) }) };
  } }),
  form({ path: '/pengadaan/pengecualian/:number/aksi/setuju', may: 'waiver.approve', fields: z.strictObject({}), again: oneFile, act: async (tx, _, req) => {
    await approveWaiver(tx, { number: numberIn(req) });
    return { location: urls.file(numberIn(req)), notice: sayWaiver(req.locale)('approved', { number: numberIn(req) }) };
  } }),
  form({ path: '/pengadaan/pengecualian/:number/aksi/terima', may: 'waiver.settle', fields: z.strictObject({}), again: oneFile, act: async (tx, _, req) => {
    await settleWaiver(tx, { number: numberIn(req) });
    return { location: urls.file(numberIn(req)), notice: sayWaiver(req.locale)('done') };
  } }),
  words(returnWaiver, 'kembalikan', 'waiver.approve'), words(changeWaiver, 'ubah', 'waiver.draft'), words(withdrawWaiver, 'tarik', 'waiver.draft'), words(appealWaiver, 'keberatan', 'waiver.appeal'),
];

function numberIn(req: Req): string {
  return req.params['number'] ?? '';
}

async function oneFile(req: Req, state?: FormState): Promise<Drawn> {
  return agencyFilePage(req, await fileShown(req), state);
}

/** The needs that led here are ticked, and the newest offered beside them. */
function starting(req: Req, state?: FormState): Promise<Drawn> {
  const chosen = req.queryAll('butuh').filter((id) => z.uuid().safeParse(id).success).slice(0, 200);
  return req.read(async (reader) => {
    const [named, newest] = [await needsByIds(reader, chosen), await needsOf(reader, { limit: 40 })];
    return startPage(req, { needs: [...named, ...newest.filter(({ id }) => !chosen.includes(id))], chosen, unit: req.actor.unit_name }, state);
  });
}

async function stepPage(req: Req, state?: FormState, step: string | undefined = req.params['step']): Promise<Drawn> {
  const at = wizardSteps.slice(1).find((each) => each === step);
  if (!at) throw new NotFound();
  return req.read(async (reader) => {
    const file = await waiverFile(reader, numberIn(req));
    // What is sent is read, not filled in.
    if (file.state !== 'draft') return agencyFilePage(req, await fileShown(req), state);
    const today = todayIn(reader, file.zone);
    if (at === 'alasan') return reasonPage(req, { file, reasons: await reasonsOn(reader, today) }, state);
    if (at === 'banding') return comparePage(req, file, state);
    if (at === 'cakupan') return scopePage(req, file, state);
    if (at === 'penyetuju') return approverPage(req, file, state);
    const [reasons, rules, silence] = [await reasonsOn(reader, today), await rulesOn(reader, today), await ruleValue(reader, 'silence', today)];
    return checkPage(req, { file, expected: { reason: reasons.find(({ code }) => code === file.reason_code), silence: silence['outcome'] === 'grant' ? 'grant' : 'escalate', trial: rules.some((rule) => rule.kind === 'silence' && rule.standing === 'trial') } }, state);
  });
}

/** A line names its parts in its own way; on the first page they have plainer names. */
function formName(name: string): string {
  const told = name.replace(/^lines\.\d+\./, '');
  return name === 'lines' ? 'item_text' : told === 'unit' && told !== name ? 'unit_of_sale' : told;
}
