import { createHash } from 'node:crypto';
import { addWorkingDays } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint, refuseRaised } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { categories } from '#catalogue';
import { agencyByCode, holidays } from '#organisation';
import type { z } from 'zod';
import { lookBack, nameOf, readSpending, splitsOf, type Indicator, type newClosing, type newFeedback, type Quarter } from './compliance.ts';
import { bothSidesSince, flagById, linesSince, rulesOn, today, type FlagFacts, type Rules } from './queries.ts';

/** A quarter's spending, all lines or none; a corrected sheet is the next revision. */
export async function recordSpending(tx: Tx, { agency_id, at, source, rows }: { agency_id: string; at: Quarter; source: string; rows: readonly SheetRow[] }): Promise<{ revision: number; lines: number; total_idr: number }> {
  permit(tx.actor, 'spend.record');
  if (nameOf(at) > nameOf({ year: Number(today(tx).slice(0, 4)), quarter: Math.ceil(Number(today(tx).slice(5, 7)) / 3) })) throw new Refusal('spend.in_future', { id: 'Triwulan ini belum mulai. Pilih triwulan yang sedang berjalan atau yang lalu.', en: 'This quarter has not begun. Choose the present one or an earlier one.' }, { field: 'sheet', status: 422 });
  const lines = readSpending(rows, new Set((await categories(tx)).map(({ code }) => code)));
  const total_idr = lines.reduce((sum, { amount_idr }) => sum + amount_idr, 0);
  const sha256 = createHash('sha256').update(JSON.stringify(lines)).digest('hex');
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('procurement.spend'), hashtext(${agency_id}))`);
  const { revision } = await tx.one<{ revision: number }>(sql`select coalesce(max(revision), 0)::int + 1 as revision from procurement.spend_sheet where agency_id = ${agency_id}::uuid and year = ${at.year} and quarter = ${at.quarter}`);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into procurement.spend_sheet (agency_id, year, quarter, revision, source, sha256, lines, total_idr, recorded_by, recorded_person, recorded_at)
    values (${agency_id}, ${at.year}, ${at.quarter}, ${revision}, ${source}, ${sha256}, ${lines.length}, ${total_idr}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await tx.run(sql`insert into procurement.spend_line (sheet_id, line, unit, category, amount_idr) select ${id}, l.line, l.unit, l.category, l.amount_idr from json_to_recordset(${JSON.stringify(lines.map((line, n) => ({ line: n + 1, ...line })))}::json) as l(line int, unit text, category text, amount_idr bigint)`);
  tx.emit({ verb: 'spend.recorded', facility_id: null, subject_kind: 'spend_sheet', subject_id: id, particulars: { quarter: nameOf(at), revision, lines: lines.length, total_idr } });
  return { revision, lines: lines.length, total_idr };
}

type Found = { agency_id: string; indicator: Indicator; key: string; facts: FlagFacts; method: Record<string, unknown>; is_sample: boolean };
/** What asks questions, one by one: an indicator more (repeat waivers, once waivers are recorded) is a line more. */
const asking: ((tx: Tx, rules: Rules, day: string) => Promise<Found[]>)[] = [splitting, selfDealing];

async function splitting(tx: Tx, { split }: Rules, day: string): Promise<Found[]> {
  const lines = await linesSince(tx, lookBack(day, split.value.window_days));
  return splitsOf(lines, split.value).flatMap(({ agency_id, lines: within, sum_idr }) => {
    const [first] = within;
    const last = within.at(-1);
    if (!first || !last) return [];
    return [{ agency_id, indicator: 'SPLIT' as const, key: `${first.kind}/${first.order_id}`, is_sample: first.is_sample, method: { ...split.value, basis: split.legal_basis }, facts: { numbers: within.map(({ number }) => number), name_id: first.name_id, name_en: first.name_en, sum_idr, from: first.day, to: last.day } }];
  });
}
async function selfDealing(tx: Tx, _: Rules, day: string): Promise<Found[]> {
  const rows = await bothSidesSince(tx, lookBack(day, 0));
  return rows.map(({ agency_id, order_id, number, day: on, role, is_sample }) => ({ agency_id, indicator: 'SELF_DEALING' as const, key: order_id, is_sample, method: { compared: 'person' }, facts: { numbers: [number], role, from: on, to: on } }));
}

/** Every question the facts of today raise; what was asked already is not asked again. */
export async function raiseFlags(tx: Tx): Promise<{ raised: number }> {
  permit(tx.actor, 'flag.raise');
  const day = today(tx);
  const rules = await rulesOn(tx, day);
  const due_on = addWorkingDays(day, rules.answer.value, await holidays(tx));
  let raised = 0;
  for (const ask of asking) {
    for (const { agency_id, indicator, key, facts, method, is_sample } of await ask(tx, rules, day)) {
      const made = await tx.maybe<{ id: string }>(sql`
        insert into procurement.flag (agency_id, indicator, key, facts, method, due_on, raised_at, is_sample) values (${agency_id}, ${indicator}, ${key}, ${JSON.stringify(facts)}::jsonb, ${JSON.stringify(method)}::jsonb, ${due_on}, ${tx.now}, ${is_sample}) on conflict on constraint flag_once do nothing returning id`);
      if (!made) continue;
      raised++;
      tx.emit({ verb: 'flag.raised', facility_id: null, subject_kind: 'flag', subject_id: made.id, particulars: { indicator, numbers: facts.numbers } });
    }
  }
  return { raised };
}

export async function answerFlag(tx: Tx, { id, words }: { id: string; words: string }): Promise<{ id: string }> {
  permit(tx.actor, 'flag.answer');
  return step(tx, id, { kind: 'answer', words, by_side: 'agency' });
}
export async function askAgain(tx: Tx, { id, words }: { id: string; words: string }): Promise<{ id: string }> {
  permit(tx.actor, 'flag.follow_up');
  return step(tx, id, { kind: 'ask_again', words, by_side: 'headquarters' });
}
export async function closeFlag(tx: Tx, { id, words, outcome }: z.infer<typeof newClosing> & { id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'flag.follow_up');
  return step(tx, id, { kind: 'close', words, outcome, by_side: 'headquarters' });
}
type Step = { kind: 'answer' | 'ask_again' | 'close'; words: string; outcome?: string; by_side: 'agency' | 'headquarters' };
async function step(tx: Tx, id: string, { kind, words, outcome, by_side }: Step): Promise<{ id: string }> {
  const flag = await flagById(tx, id);
  await tx.run(sql`insert into procurement.flag_step (flag_id, seq, kind, words, outcome, by_side, by_account, by_person, at) values (${id}, ${flag.steps.length + 1}, ${kind}, ${words}, ${outcome ?? null}, ${by_side}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: `flag.${kind}`, facility_id: null, subject_kind: 'flag', subject_id: id, particulars: { indicator: flag.indicator, ...(outcome ? { outcome } : {}) } });
  return { id };
}

/** Anybody may say something; its number lets the sender follow what came of it. */
export async function sendFeedback(tx: Tx, { agency, topic, words }: z.infer<typeof newFeedback>): Promise<{ number: string }> {
  permit(tx.actor, 'feedback.send');
  const about = agency === undefined ? undefined : await agencyByCode(tx, agency).catch(() => { throw new Invalid({ agency: tx.actor.locale === 'en' ? 'There is no such agency' : 'Instansi ini tidak ada' }); });
  const number = `UB${unguessable(9)}`;
  await tx.run(sql`insert into procurement.feedback (number, agency_id, topic, words, made_at) values (${number}, ${about?.id ?? null}, ${topic}, ${words}, ${tx.now})`);
  tx.emit({ verb: 'feedback.sent', facility_id: null, subject_kind: 'feedback', subject_id: number, particulars: { topic } });
  return { number };
}
/** First what headquarters says to it, then what was done. Both are public under its number. */
export async function answerFeedback(tx: Tx, { number, kind, words }: { number: string; kind: 'answered' | 'done'; words: string }): Promise<{ number: string }> {
  permit(tx.actor, 'feedback.answer');
  const { id } = await tx.one<{ id: string }>(sql`select id from procurement.feedback where number = ${number}`);
  await tx.run(sql`insert into procurement.feedback_step (feedback_id, seq, kind, words, by_account, by_person, at) values (${id}, ${kind === 'answered' ? 1 : 2}, ${kind}, ${words}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: `feedback.${kind}`, facility_id: null, subject_kind: 'feedback', subject_id: number });
  return { number };
}

refuseConstraint('spend_sheet_same', 'spend.same_sheet', { id: 'Lembar dengan isi yang sama sudah dicatat untuk triwulan ini. Unggah hanya bila ada perubahan.', en: 'A sheet with the same content is already recorded for this quarter. Upload only what changed.' }, 'sheet');
refuseRaised('flag.wrong_state', () => ({ id: 'Langkah ini tidak dapat diambil sekarang: tunggu jawaban instansi atau batas waktunya. Muat ulang halaman.', en: 'This step cannot be taken now: wait for the agency’s answer or its deadline. Reload the page.' }));
refuseRaised('flag.same_person', () => ({ id: 'Yang menjawab pertanyaan ini tidak memutuskannya. Mintalah orang lain.', en: 'Who answered this question does not decide on it. Ask another person.' }));
refuseRaised('feedback.wrong_state', () => ({ id: 'Umpan balik ini sudah dijawab. Muat ulang halaman.', en: 'This feedback is answered already. Reload the page.' }));
refuseRaised('feedback.too_many', () => ({ id: 'Terlalu banyak umpan balik dalam satu jam ini. Coba lagi nanti.', en: 'There is too much feedback within this hour. Try again later.' }));
