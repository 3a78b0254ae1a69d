/**
 * From one facility to another: sent by one, received by the other. The transfer alone is seen by both. With the receipt,
 * the savings follow in the same transaction: out of the old book, over the account between facilities, into the new one.
 */
import { dayAt } from '#organisation';
import type { z } from 'zod';
import type { Reader, Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { post, savingsOf } from '#ledger';
import { newTransfer, transferDone, transferOfOthers, unknownFacility } from './movement.ts';
import { move, type Whose } from './movement-commands.ts';
import { endWork } from './placement-night-commands.ts';
import { uuid } from './queries.ts';
import { carryFacts, factsToCarry, type CarriedFacts } from './transfer-facts-commands.ts';

/** What the other facility gets to know: who comes, and what work needs to know about them. */
type Person = {
  register_number: string; name: string; kind: string; sex: string; born_on: string | null; custody_from: string; sentence_from: string | null; sentence_end_on: string | null; release_on: string | null; risk: string; fit_until: string | null;
  tool_clearance: string; skill_level: number; education: string | null; can_read: boolean | null; origin_province: string | null; disability: string | null; disability_purpose: string | null; is_sample: boolean; facts: CarriedFacts;
};
type TransferRow = { id: string; facility_id: string; to_facility_id: string; worker_id: string; state: string; on_day: string; decree: string; person: Person };

export async function sendWorker(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newTransfer>): Promise<{ id: string }> {
  permit(tx.actor, 'movement.record');
  const t = newTransfer.parse(input);
  const to = await tx.maybe<{ id: string }>(sql`select id from organisation.facility where code = ${t.to}`);
  if (!to) throw unknownFacility;
  const register = await tx.one<Omit<Person, 'facts'>>(sql`
    select register_number, name, kind, sex, born_on, custody_from, sentence_from, sentence_end_on, release_on, risk, fit_until, tool_clearance, skill_level, education, can_read, origin_province, disability, disability_purpose, is_sample
    from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
  const person: Person = { ...register, facts: await factsToCarry(tx, { facility_id, worker_id, on_day: t.on_day }) };
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.transfer (facility_id, worker_id, to_facility_id, decree, on_day, person, sent_by, sent_person, sent_at)
    values (${facility_id}, ${worker_id}, ${to.id}, ${t.decree}, ${t.on_day}, ${JSON.stringify(person)}::jsonb, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await move(tx, { facility_id, worker_id, kind: 'sent', cause: 'transfer', on_day: t.on_day, decree: t.decree, transfer_id: made.id });
  await endWork(tx, { facility_id, worker_id, on_day: t.on_day, reason: 'transferred' });
  tx.emit({ verb: 'worker.transferred', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { on_day: t.on_day, transfer_id: made.id } });
  // The other side hears of a transfer, not of a person.
  tx.emit({ verb: 'transfer.announced', facility_id, subject_kind: 'transfer', subject_id: made.id, particulars: { to: to.id } });
  return made;
}

/** The sender takes the transfer back before it is received; the person is here again, and placed anew by a new proposal. */
export async function callBackTransfer(tx: Tx, { transfer_id }: { transfer_id: string }): Promise<void> {
  permit(tx.actor, 'movement.record');
  const transfer = await lockTransfer(tx, transfer_id);
  if (!ofFacility(tx, transfer.facility_id)) throw transferOfOthers;
  const { facility_id, worker_id } = transfer;
  await tx.run(sql`update workforce.transfer set state = 'called_back' where facility_id = ${facility_id} and id = ${transfer.id}`);
  await move(tx, { facility_id, worker_id, kind: 'call_back', cause: 'transfer', on_day: await dayAt(tx, facility_id), decree: transfer.decree, transfer_id: transfer.id });
  tx.emit({ verb: 'worker.called_back', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { transfer_id: transfer.id } });
}

/** Received: the person gets a file and a roster code here; the savings come along. Needs both facilities in reach (`reachOfTransfer`). */
export async function receiveWorker(tx: Tx, { transfer_id }: { transfer_id: string }): Promise<{ worker_id: string; roster_code: string; savings_idr: number }> {
  permit(tx.actor, 'movement.record');
  const transfer = await lockTransfer(tx, transfer_id);
  if (!ofFacility(tx, transfer.to_facility_id)) throw transferOfOthers;
  const [from, to, today] = [transfer.facility_id, transfer.to_facility_id, await dayAt(tx, transfer.to_facility_id)];
  const arrived = await enrol(tx, to, transfer, today);
  const { balance_idr } = await savingsOf(tx, { facility_id: from, worker_id: transfer.worker_id, limit: 1 });
  if (balance_idr > 0) {
    const paper = { on_day: today, kind: 'savings_transfer', ref_type: 'transfer', ref_id: transfer.id, memo: 'Tabungan mengikuti perpindahan' };
    await post(tx, { ...paper, facility_id: from, lines: [{ account: { worker_id: transfer.worker_id }, amount_idr: balance_idr }, { account: '1900', amount_idr: -balance_idr }] });
    await post(tx, { ...paper, facility_id: to, lines: [{ account: '1900', amount_idr: balance_idr }, { account: { worker_id: arrived.worker_id }, amount_idr: -balance_idr }] });
  }
  await tx.run(sql`
    update workforce.transfer set state = 'received', received_by = ${tx.actor.account_id}, received_person = ${tx.actor.person_id}, received_at = ${tx.now}, received_worker_id = ${arrived.worker_id}, savings_idr = ${balance_idr} where facility_id = ${from} and id = ${transfer.id}`);
  tx.emit({ verb: 'transfer.received', facility_id: from, subject_kind: 'transfer', subject_id: transfer.id, particulars: { savings_idr: balance_idr } });
  tx.emit({ verb: 'worker.received', facility_id: to, subject_kind: 'worker', subject_id: arrived.worker_id, particulars: { transfer_id: transfer.id } });
  return { ...arrived, savings_idr: balance_idr };
}

/** A new file; who was here before takes up the old one, under the old code. */
async function enrol(tx: Tx, facility_id: string, { id: transfer_id, person: p, decree }: TransferRow, today: string): Promise<{ worker_id: string; roster_code: string }> {
  const known = await tx.maybe<{ id: string; roster_code: string; state: string }>(sql`select id, roster_code, state from workforce.worker where facility_id = ${facility_id} and register_number = ${p.register_number} for update`);
  const fields = sql`name = ${p.name}, kind = ${p.kind}, born_on = ${p.born_on}, custody_from = ${p.custody_from}, sentence_from = ${p.sentence_from}, sentence_end_on = ${p.sentence_end_on}, release_on = ${p.release_on}, risk = ${p.risk}, fit_until = ${p.fit_until}, skill_level = ${p.skill_level}, education = ${p.education}, can_read = ${p.can_read}`;
  if (known) await tx.run(sql`update workforce.worker set ${fields} where facility_id = ${facility_id} and id = ${known.id}`);
  const roster_code = known?.roster_code ?? (await tx.one<{ code: string }>(sql`select workforce.roster_code(${await nextNumber(tx, 'roster', facility_id, 0)}) as code`)).code;
  const worker_id = known?.id ?? (await tx.one<{ id: string }>(sql`
    insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, sentence_end_on, release_on, risk, fit_until, tool_clearance, skill_level, education, can_read, origin_province, disability, disability_purpose, state, registered_on, is_sample)
    values (${facility_id}, ${roster_code}, ${p.register_number}, ${p.name}, ${p.kind}, ${p.sex}, ${p.born_on}, ${p.custody_from}, ${p.sentence_from}, ${p.sentence_end_on}, ${p.release_on}, ${p.risk}, ${p.fit_until}, ${p.tool_clearance}, ${p.skill_level},
      ${p.education}, ${p.can_read}, ${p.origin_province}, ${p.disability}, ${p.disability_purpose}, 'transferred', ${today}, ${p.is_sample}) returning id`)).id;
  await carryFacts(tx, { facility_id, worker_id }, p.facts);
  await move(tx, { facility_id, worker_id, kind: 'received', cause: 'transfer', on_day: today, decree, transfer_id });
  return { worker_id, roster_code };
}

async function lockTransfer(tx: Tx, id: string): Promise<TransferRow> {
  const transfer = await tx.one<TransferRow>(sql`select id, facility_id, to_facility_id, worker_id, state, on_day, decree, person from workforce.transfer where id = ${uuid(id)} for update`);
  if (transfer.state !== 'sent') throw transferDone;
  return transfer;
}

const ofFacility = (tx: Tx, facility_id: string): boolean => tx.actor.facility_id === null ? tx.actor.role === 'system' : tx.actor.facility_id === facility_id;

/** A transfer to the actor's own facility proves the right to write on both sides. */
export async function reachOfTransfer(req: { actor: Tx['actor']; read: <T>(work: (reader: Reader) => Promise<T>) => Promise<T> }, transfer_id: string): Promise<{ facility_ids: string[] }> {
  const own = req.actor.facility_id;
  if (!own) throw new Forbidden('movement.record');
  const transfer = await req.read((reader) => reader.maybe<{ facility_id: string; to_facility_id: string }>(sql`select facility_id, to_facility_id from workforce.transfer where id = ${uuid(transfer_id)}`));
  if (!transfer) throw new NotFound();
  return { facility_ids: transfer.to_facility_id === own ? [own, transfer.facility_id] : [own] };
}
