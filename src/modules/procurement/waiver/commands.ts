/** The agency's side: a draft filled in step by step, prepared by one person, approved and sent by another. */
import { z } from 'zod';
import { addDays, addWorkingDays, formatDay } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { holidays } from '#organisation';
import { ruleValue } from '../duty/queries.ts';
import { matchOf } from '../needs/need.ts';
import { ownAgency, sourcesOf } from '../needs/queries.ts';
import { linesFrom, writeLines, type Line } from './lines-commands.ts';
import type { approverPart, comparison, newWaiver, Reason, scope, waiverReasonPart, wholeWaiver, wordsOf } from './machine.ts';
import { issuePermit } from './permit-commands.ts';
import { linesOf, offersOf, reasonsOn, todayIn, zoneOfAgency, type WaiverRow } from './queries.ts';
import { appealLate, incomplete, moved, offersMissing, periodPast, periodTooLong, unknownReason, untrue } from './refusals.ts';
import { lockWaiver, step } from './step-commands.ts';

type Which = { number: string };

export async function draftWaiver(tx: Tx, input: z.output<typeof newWaiver>): Promise<Which> {
  permit(tx.actor, 'waiver.draft');
  const agency_id = ownAgency(tx);
  const zone = await zoneOfAgency(tx, agency_id);
  const year = Number(todayIn(tx, zone).slice(0, 4));
  const number = `PG-${year}-${String(await nextNumber(tx, 'waiver', null, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into procurement.waiver (number, agency_id, unit, zone, kind, hands, created_at, is_sample) values (${number}, ${agency_id}, ${input.unit}, ${zone}, ${input.kind}, ${tx.actor.person_id ? [tx.actor.person_id] : []}::uuid[], ${tx.now}, (select is_sample from organisation.agency where id = ${agency_id})) returning id`);
  await writeLines(tx, { id, agency_id }, await linesFrom(tx, input.lines));
  tx.emit({ verb: 'waiver.drafted', facility_id: null, subject_kind: 'waiver', subject_id: number, particulars: { kind: input.kind, lines: input.lines.length } });
  return { number };
}

export async function giveReason(tx: Tx, { number }: Which, { reason_code, reason_text }: z.output<typeof waiverReasonPart>): Promise<void> {
  const waiver = await inHand(tx, number);
  await reasonOf(tx, waiver, reason_code);
  await tx.run(sql`update procurement.waiver set reason_code = ${reason_code}, reason_text = ${reason_text}, hands = ${withHand(tx)} where id = ${waiver.id}`);
}

/** Price, quality and time elsewhere, beside what the maker's own facts say. */
export async function compareWithMarket(tx: Tx, { number }: Which, { evidence, lines }: z.output<typeof comparison>): Promise<void> {
  const waiver = await inHand(tx, number);
  const found = new Map(lines.map((line) => [line.line, line]));
  const written = (await linesOf(tx, waiver.id)).map((line): Line => {
    const said = found.get(line.line);
    return said ? { ...line, market_price_idr: said.market_price_idr ?? null, market_days: said.market_days ?? null, market_quality: said.market_quality ?? '' } : line;
  });
  await tx.run(sql`update procurement.waiver set evidence = ${evidence}, hands = ${withHand(tx)} where id = ${waiver.id}`);
  await writeLines(tx, waiver, written);
}

export async function setScope(tx: Tx, { number }: Which, { valid_from, valid_to }: z.output<typeof scope>): Promise<void> {
  const waiver = await inHand(tx, number);
  const today = todayIn(tx, waiver.zone);
  if (valid_to < today) throw periodPast;
  if (waiver.kind === 'blanket') {
    const months = z.number().catch(12).parse((await ruleValue(tx, 'blanket', today))['most_months']);
    if (valid_to > monthsLater(valid_from, months)) throw periodTooLong(months);
  }
  await tx.run(sql`update procurement.waiver set valid_from = ${valid_from}, valid_to = ${valid_to}, hands = ${withHand(tx)} where id = ${waiver.id}`);
}

export async function nameApprover(tx: Tx, { number }: Which, { approver }: z.output<typeof approverPart>): Promise<void> {
  const waiver = await inHand(tx, number);
  await tx.run(sql`update procurement.waiver set approver = ${approver}, hands = ${withHand(tx)} where id = ${waiver.id}`);
}

/** Everything at once, any number of lines, up to where the second person approves. */
export async function requestWaiver(tx: Tx, { reason_code, reason_text, evidence, valid_from, valid_to, approver, ...draft }: z.output<typeof wholeWaiver>): Promise<Which> {
  const made = await draftWaiver(tx, draft);
  await giveReason(tx, made, { reason_code, reason_text });
  await tx.run(sql`update procurement.waiver set evidence = ${evidence}, approver = ${approver} where number = ${made.number}`);
  await setScope(tx, made, { valid_from, valid_to });
  await prepareWaiver(tx, made);
  return made;
}

export async function prepareWaiver(tx: Tx, { number }: Which): Promise<void> {
  permit(tx.actor, 'waiver.draft');
  const waiver = await lockWaiver(tx, number);
  if (waiver.state !== 'draft') throw moved;
  await checkComplete(tx, waiver);
  await step(tx, waiver, 'prepare', { side: 'agency' });
}

/** Opens a prepared or sent file again: what was approved is approved no more, and the clock stops. */
export async function changeWaiver(tx: Tx, { number, words }: Which & z.output<typeof wordsOf>): Promise<void> {
  permit(tx.actor, 'waiver.draft');
  await step(tx, await lockWaiver(tx, number), 'change', { side: 'agency', words });
}

export async function returnWaiver(tx: Tx, { number, words }: Which & z.output<typeof wordsOf>): Promise<void> {
  permit(tx.actor, 'waiver.approve');
  await step(tx, await lockWaiver(tx, number), 'return', { side: 'agency', words });
}

/** Approved by another person than who prepared it: from now the clock runs, in working days where the agency sits. What the system itself knows to be true is granted at once. */
export async function approveWaiver(tx: Tx, { number }: Which): Promise<Which> {
  permit(tx.actor, 'waiver.approve');
  const waiver = await lockWaiver(tx, number);
  if (waiver.state !== 'prepared') throw moved;
  const reason = await checkComplete(tx, waiver);
  const [today, free] = [todayIn(tx, waiver.zone), await holidays(tx)];
  const silence = z.enum(['grant', 'escalate']).catch('escalate').parse((await ruleValue(tx, 'silence', today))['outcome']);
  await step(tx, waiver, 'approve', { side: 'agency', particulars: { due_on: addWorkingDays(today, reason.sla_working_days, free), silent_on: addWorkingDays(today, Math.max(reason.deemed_working_days, reason.sla_working_days), free), silence } });
  if (reason.default_outcome === 'auto') {
    await step(tx, waiver, 'grant', { side: 'system', words: reason.name_id });
    await issuePermit(tx, waiver, {});
  }
  return { number };
}

/** The agency takes what the facility offers: it buys here after all, and no permit is needed. */
export async function settleWaiver(tx: Tx, { number }: Which): Promise<void> {
  permit(tx.actor, 'waiver.settle');
  const waiver = await lockWaiver(tx, number);
  const lines = await linesOf(tx, waiver.id);
  const offered = new Set((await offersOf(tx, waiver.id)).filter(({ kind }) => kind !== 'cannot').map(({ line }) => line));
  if (!lines.every(({ line }) => offered.has(line))) throw offersMissing;
  await step(tx, waiver, 'settle', { side: 'agency' });
}

export async function withdrawWaiver(tx: Tx, { number, words }: Which & z.output<typeof wordsOf>): Promise<void> {
  permit(tx.actor, 'waiver.draft');
  await step(tx, await lockWaiver(tx, number), 'withdraw', { side: 'agency', words });
}

export async function appealWaiver(tx: Tx, { number, words }: Which & z.output<typeof wordsOf>): Promise<void> {
  permit(tx.actor, 'waiver.appeal');
  const waiver = await lockWaiver(tx, number);
  if (waiver.state !== 'refused' || !waiver.decided_at) throw moved;
  const [today, free] = [todayIn(tx, waiver.zone), await holidays(tx)];
  const days = z.object({ within_days: z.number(), decide_days: z.number() }).parse(await ruleValue(tx, 'appeal', today));
  const last = addWorkingDays(todayIn({ now: waiver.decided_at }, waiver.zone), days.within_days, free);
  if (today > last) throw appealLate(formatDay(last, tx.actor.locale));
  await step(tx, waiver, 'appeal', { side: 'agency', words, particulars: { due_on: addWorkingDays(today, days.decide_days, free) } });
}

async function inHand(tx: Tx, number: string): Promise<WaiverRow> {
  permit(tx.actor, 'waiver.draft');
  return lockWaiver(tx, number);
}

/** Whoever changes a draft has a hand in it and will not approve it. */
const withHand = (tx: Tx) => sql`case when ${tx.actor.person_id}::uuid is null or ${tx.actor.person_id}::uuid = any (hands) then hands else array_append(hands, ${tx.actor.person_id}::uuid) end`;

async function reasonOf(tx: Tx, waiver: WaiverRow, code: string): Promise<Reason> {
  const reason = (await reasonsOn(tx, todayIn(tx, waiver.zone))).find((each) => each.code === code);
  if (!reason) throw unknownReason;
  return reason;
}

async function checkComplete(tx: Tx, waiver: WaiverRow): Promise<Reason> {
  if (!waiver.reason_code) throw incomplete({ id: 'alasan', en: 'the reason' });
  const reason = await reasonOf(tx, waiver, waiver.reason_code);
  if (waiver.evidence.length < 5) throw incomplete({ id: 'bukti', en: 'the evidence' });
  if (!waiver.valid_from || !waiver.valid_to) throw incomplete({ id: 'masa berlaku', en: 'the period' });
  if (waiver.valid_to < todayIn(tx, waiver.zone)) throw periodPast;
  if (!waiver.approver) throw incomplete({ id: 'pejabat yang menyetujui', en: 'who approves' });
  const lines = await linesOf(tx, waiver.id);
  if (reason.code === 'PRICE' && lines.some((line) => line.ours && !line.market_price_idr)) throw incomplete({ id: 'harga pembanding setiap baris', en: 'the price elsewhere for every line' });
  if (reason.code === 'LEAD_TIME' && lines.some((line) => line.ours && line.market_days === null)) throw incomplete({ id: 'waktu serah pembanding setiap baris', en: 'the time elsewhere for every line' });
  await checkFacts(tx, waiver, reason, lines);
  return reason;
}

/** Reasons that need no decision are looked up, not believed. */
async function checkFacts(tx: Tx, waiver: WaiverRow, { code }: Reason, lines: Awaited<ReturnType<typeof linesOf>>): Promise<void> {
  const today = todayIn(tx, waiver.zone);
  if (code === 'BELOW_THRESHOLD') {
    const most = z.number().catch(0).parse((await ruleValue(tx, 'threshold', today))['up_to_idr']);
    if (waiver.value_idr > most || waiver.kind === 'blanket') throw untrue({ id: `nilainya di atas ambang Rp ${most}, atau ini izin payung`, en: `the value is above the threshold of Rp ${most}, or this is a blanket permit` });
  }
  if (code !== 'NOT_ANNOUNCED' && code !== 'QUANTITY_EXHAUSTED') return;
  const sources = await sourcesOf(tx, lines.map(({ unspsc, category, product_id }) => ({ unspsc, category, product_id })));
  const free = await holidays(tx);
  for (const [n, line] of lines.entries()) {
    const { supply, by_day } = matchOf({ quantity: line.quantity, needed_by: line.needed_by ?? addDays(today, 90) }, sources.get(n) ?? [], today, free);
    if (code === 'NOT_ANNOUNCED' && supply !== 'none') throw untrue({ id: `“${line.item_text}” ada di katalog`, en: `“${line.item_text}” is in the catalogue` });
    if (code === 'QUANTITY_EXHAUSTED' && supply !== 'partly') throw untrue({ id: `${by_day} ${line.unit} “${line.item_text}” dapat dipenuhi sampai hari itu`, en: `${by_day} ${line.unit} of “${line.item_text}” can be had by the day` });
  }
}

function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return addDays(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10), -1);
}
