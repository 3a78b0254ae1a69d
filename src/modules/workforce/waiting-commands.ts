/** Waiting for work: asked for, accepted, offered, placed, or ended with a coded reason. Each step is logged with who was able to work then. */
import { dayAt } from '#organisation';
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { placeWorker } from './placement-commands.ts';
import { ranked } from './waiting-order.ts';
import { entryById, fitToWait, type EntryRow } from './waiting-queries.ts';
import { lockEntry, logStep, moveEntry, noWay } from './waiting-step-commands.ts';
import { decidedEntry, decisions, mayFollow, newApplication, newOffer, waitingStates } from './waiting.ts';

export async function applyForWork(tx: Tx, input: z.input<typeof newApplication>): Promise<{ id: string }> {
  permit(tx.actor, 'waiting.apply');
  const asked = newApplication.parse(input);
  const { facility_id, worker_id } = asked;
  const today = await dayAt(tx, facility_id);
  const applied_on = asked.applied_on ?? today;
  const worker = await tx.one<{ state: string }>(sql`select state from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
  if (worker.state !== 'present') throw notPresent;
  if (applied_on > today) throw new Refusal('waiting.future', { id: 'Tanggal permohonan belum tiba. Isi hari ini atau sebelumnya.', en: 'The day of the application has not come. Enter today or earlier.' }, { field: 'applied_on', status: 422 });
  const most = await ruleOn<number>(tx, 'waiting.max_open', today, facility_id);
  const { open, there } = await tx.one<{ open: number; there: boolean }>(sql`
    select (select count(*)::int from workforce.waiting_entry where facility_id = ${facility_id} and worker_id = ${worker_id} and state in ('pending', 'approved', 'offered')) as open,
      exists (select 1 from workforce.placement where facility_id = ${facility_id} and worker_id = ${worker_id} and workshop_id = ${asked.workshop_id ?? null} and approved_at is not null and (upper(valid) is null or upper(valid) > ${today}::date)) as there`);
  if (there) throw new Refusal('waiting.placed_there', { id: 'Peserta ini sudah ditempatkan di bengkel itu. Pilih bengkel lain.', en: 'This person is already placed in that workshop. Choose another workshop.' }, { field: 'workshop' });
  if (open >= most.value) throw new Refusal('waiting.too_many', { id: `Peserta ini sudah menunggu ${open} tempat, paling banyak ${most.value} (${most.legal_basis}). Tarik satu dahulu.`, en: `This person already waits for ${open} places, at most ${most.value} (${most.legal_basis}). Withdraw one first.` });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workforce.waiting_entry (facility_id, worker_id, workshop_id, requested_by, applied_on, note, restitution, recorded_by, recorded_at)
    values (${facility_id}, ${worker_id}, ${asked.workshop_id ?? null}, ${asked.requested_by}, ${applied_on}, ${asked.note}, ${asked.restitution ?? null}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  await logStep(tx, await entryById(tx, id), { from: null, note: asked.note }, today);
  tx.emit({ verb: 'waiting.applied', facility_id, subject_kind: 'waiting', subject_id: id });
  return { id };
}

export async function decideWaiting(tx: Tx, { facility_id, entry_id, ...input }: { facility_id: string; entry_id: string } & z.input<typeof decidedEntry>): Promise<void> {
  const { decision, reason_code, note } = decidedEntry.parse(input);
  permit(tx.actor, decisions[decision].may);
  const entry = await lockEntry(tx, facility_id, entry_id);
  const { to } = decisions[decision];
  if (!mayFollow(decision, entry.state)) throw noWay(entry.state, to);
  if (decision === 'reopen') await tx.one(sql`select 1 from workforce.worker where facility_id = ${facility_id} and id = ${entry.worker_id} and state = 'present'`).catch(() => { throw notPresent; });
  await moveEntry(tx, entry, to, { reason_code, note });
  // An offer ends with the application that it answered.
  if (entry.state === 'offered') await tx.run(sql`
    update workforce.placement set refused_by = ${tx.actor.account_id}, refused_at = ${tx.now}, refused_reason = ${waitingStates[to].id} where facility_id = ${facility_id} and id = ${entry.placement_id} and approved_at is null and refused_at is null`);
}

/** Proposes a place to who waits. Whoever stands before and could do the work is passed over only with a reason, and that stays. */
export async function offerPlace(tx: Tx, { facility_id, entry_id, ...input }: { facility_id: string; entry_id: string; decree?: string } & z.input<typeof newOffer>): Promise<{ placement_id: string }> {
  permit(tx.actor, 'placement.propose');
  const { decree = awaitingDecree, ...rest } = input;
  const offer = newOffer.parse(rest);
  const entry = await lockEntry(tx, facility_id, entry_id);
  if (entry.state !== 'approved') throw noWay(entry.state, 'offered');
  const workshop_id = entry.workshop_id ?? offer.workshop_id;
  if (!workshop_id) throw new Refusal('waiting.which_workshop', { id: 'Permohonan ini untuk bengkel mana saja. Pilih bengkelnya.', en: 'This application is for any workshop. Choose one.' }, { field: 'workshop_id', status: 422 });
  const before = await firstBefore(tx, entry, workshop_id);
  if (before && !offer.out_of_order_reason) {
    throw new Refusal('waiting.out_of_order', { id: `${before.roster_code} berdiri di urutan ${before.rank} dan memenuhi syarat. Tawarkan kepadanya dahulu, atau tulis alasannya.`, en: `${before.roster_code} stands at ${before.rank} and meets the checks. Offer to them first, or write why not.` }, { field: 'out_of_order_reason', status: 422 });
  }
  const made = await placeWorker(tx, { facility_id, worker_id: entry.worker_id, workshop_id, job: offer.job, from: offer.from, to: offer.to, decree, override_reason: offer.override_reason });
  await moveEntry(tx, entry, 'offered', { placement_id: made.id, note: offer.out_of_order_reason ?? '' });
  return { placement_id: made.id };
}

/** Until the board's letter has its number; approving by the letter writes it in. */
export const awaitingDecree = 'Menunggu SK hasil sidang TPP';

/** The first in the order before this entry, accepted and able to do that work. */
async function firstBefore(tx: Tx, entry: EntryRow, workshop_id: string): Promise<{ roster_code: string; rank: number } | undefined> {
  const today = await dayAt(tx, entry.facility_id);
  const list = await ranked(tx, { facility_id: entry.facility_id, workshop_id });
  const before = list.slice(0, list.findIndex((other) => other.id === entry.id)).filter((other) => other.state === 'approved' && other.worker_id !== entry.worker_id);
  const fit = await fitToWait(tx, entry.facility_id, before.map((other) => ({ ...other, workshop_id })), today);
  return before.find((other) => fit.get(other.id)?.eligible);
}

/** Draws the month's lot once; from then on its seed is public in the facility. */
export async function drawLottery(tx: Tx, { facility_id, month }: { facility_id: string; month: string }): Promise<{ seed: string }> {
  permit(tx.actor, 'waiting.decide');
  const seed = unguessable(16);
  await tx.run(sql`insert into workforce.waiting_lottery (facility_id, month, seed, drawn_at, drawn_by) values (${facility_id}, ${`${month}-01`}, ${seed}, ${tx.now}, ${tx.actor.account_id})`);
  tx.emit({ verb: 'lottery.drawn', facility_id, subject_kind: 'lottery', subject_id: `${facility_id}/${month}`, particulars: { month, seed } });
  return { seed };
}

const notPresent = new Refusal('waiting.not_present', { id: 'Peserta ini tidak sedang berada di UPT. Catat kepulangannya dahulu di berkas peserta.', en: 'This person is not in the facility now. Record the return in the file first.' });
