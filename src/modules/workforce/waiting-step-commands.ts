/** The steps of an application, each checked against the table of moves and logged with who was able to work then. */
import { dayAt } from '#organisation';
import type { Tx } from '#kernel/db.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { entries, entryById, fitToWait, type EntryRow, type Fit } from './waiting-queries.ts';
import { waitingMoves, waitingStates, type WaitingState } from './waiting.ts';

/** The approval of a placement uses up the application it answers: the one offered, else one that waits for this workshop, else for any. */
export async function consumeWaiting(tx: Tx, { facility_id, worker_id, workshop_id, placement_id }: { facility_id: string; worker_id: string; workshop_id: string; placement_id: string }): Promise<void> {
  const found = await tx.maybe<{ id: string }>(sql`
    select id from workforce.waiting_entry where facility_id = ${facility_id} and worker_id = ${worker_id} and (placement_id = ${placement_id} and state = 'offered' or state = 'approved' and (workshop_id is null or workshop_id = ${workshop_id}))
    order by (state = 'offered') desc, (workshop_id is not null) desc, applied_on, id limit 1 for update`);
  if (!found) return;
  const entry = await entryById(tx, found.id);
  if (entry.state === 'approved') await moveEntry(tx, entry, 'offered', { placement_id });
  await moveEntry(tx, { ...entry, state: 'offered' }, 'placed', { placement_id });
}

/** A refused proposal leads back to waiting: nothing is lost by it. */
export async function returnToWaiting(tx: Tx, facility_id: string, placement_id: string): Promise<void> {
  const found = await tx.maybe<{ id: string }>(sql`select id from workforce.waiting_entry where facility_id = ${facility_id} and placement_id = ${placement_id} and state = 'offered' for update`);
  if (found) await moveEntry(tx, await entryById(tx, found.id), 'approved', {});
}

/** Everything a person waits for ends with the person's stay here. */
export async function removeFromWaiting(tx: Tx, { facility_id, worker_id, reason_code }: { facility_id: string; worker_id: string; reason_code: string }): Promise<number> {
  const open = await tx.all<{ id: string }>(sql`select id from workforce.waiting_entry where facility_id = ${facility_id} and worker_id = ${worker_id} and state in ('pending', 'approved', 'offered') order by id for update`);
  for (const { id } of open) await moveEntry(tx, await entryById(tx, id), 'removed', { reason_code });
  return open.length;
}

/** Whose eligibility changed since the last line of the log gets a new line: the comparison group must know it to the day. */
export async function logEligibility(tx: Tx, facility_id: string): Promise<number> {
  const today = await dayAt(tx, facility_id);
  const waiting = await entries(tx, { facility_id });
  const fit = await fitToWait(tx, facility_id, waiting, today);
  let changed = 0;
  for (const entry of waiting) {
    const last = await tx.one<{ eligible: boolean; failed: string[] }>(sql`select eligible, failed from workforce.waiting_log where facility_id = ${facility_id} and entry_id = ${entry.id} order by seq desc limit 1`);
    const now = fit.get(entry.id);
    if (!now || (now.eligible === last.eligible && now.failed.join() === last.failed.join())) continue;
    await writeStep(tx, entry, { from: entry.state }, now);
    changed++;
  }
  return changed;
}

type Step = { reason_code?: string | undefined; note?: string; placement_id?: string };
export async function moveEntry(tx: Tx, entry: EntryRow, to: WaitingState, { reason_code, note = '', placement_id }: Step): Promise<void> {
  if (!waitingMoves[entry.state].includes(to)) throw noWay(entry.state, to);
  await checkReason(tx, to, reason_code);
  const { facility_id, id } = entry;
  await tx.run(sql`update workforce.waiting_entry set state = ${to}, reason_code = ${reason_code ?? null}, placement_id = case when ${to} = 'approved' then null else coalesce(${placement_id ?? null}, placement_id) end where facility_id = ${facility_id} and id = ${id}`);
  await logStep(tx, { ...entry, state: to }, { from: entry.state, reason_code, note }, await dayAt(tx, facility_id));
  tx.emit({ verb: `waiting.${to}`, facility_id, subject_kind: 'waiting', subject_id: id, particulars: { ...(reason_code ? { reason: reason_code } : {}), ...(placement_id ? { placement_id } : {}) } });
}

async function checkReason(tx: Tx, to: WaitingState, reason_code: string | undefined): Promise<void> {
  const wanted = to === 'declined' || to === 'withdrawn' || to === 'removed';
  if (!wanted && reason_code === undefined) return;
  const reason = await tx.maybe<{ used_for: string[] }>(sql`select used_for from workforce.waiting_reason where code = ${reason_code ?? ''}`);
  if (wanted && reason_code === undefined) throw new Refusal('waiting.reason_needed', { id: 'Pilih alasannya dari daftar.', en: 'Choose the reason from the list.' }, { field: 'reason_code', status: 422 });
  if (!reason?.used_for.includes(to)) throw new Refusal('waiting.reason_wrong', { id: 'Alasan ini bukan untuk keputusan itu. Pilih yang lain.', en: 'This reason does not go with that decision. Choose another.' }, { field: 'reason_code', status: 422 });
}

export async function logStep(tx: Tx, entry: EntryRow, { from, reason_code, note = '' }: LoggedStep, today: string): Promise<void> {
  await writeStep(tx, entry, { from, reason_code, note }, (await fitToWait(tx, entry.facility_id, [entry], today)).get(entry.id) ?? { eligible: false, failed: [] });
}

type LoggedStep = { from: WaitingState | null; reason_code?: string | undefined; note?: string };
async function writeStep(tx: Tx, entry: EntryRow, { from, reason_code, note = '' }: LoggedStep, { eligible, failed }: Fit): Promise<void> {
  await tx.run(sql`
    insert into workforce.waiting_log (facility_id, entry_id, at, from_state, to_state, eligible, failed, reason_code, note, recorded_by)
    values (${entry.facility_id}, ${entry.id}, ${tx.now}, ${from}, ${entry.state}, ${eligible}, ${failed}, ${reason_code ?? null}, ${note}, ${tx.actor.account_id})`);
}

export async function lockEntry(tx: Tx, facility_id: string, id: string): Promise<EntryRow> {
  await tx.one(sql`select 1 from workforce.waiting_entry where facility_id = ${facility_id} and id = ${id} for update`);
  return entryById(tx, id);
}

export const noWay = (from: WaitingState, to: WaitingState) => new Refusal('waiting.no_way', { id: `Permohonan ini “${waitingStates[from].id}”, jadi tidak dapat menjadi “${waitingStates[to].id}”. Muat ulang daftarnya.`, en: `This application is “${waitingStates[from].en}”, so it cannot become “${waitingStates[to].en}”. Load the list again.` });
