import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint, refuseRaised } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { facilityByCode } from '#organisation';
import { allocationById, type AllocationRow } from './allocation-read-queries.ts';
import { announcementOf, type AnnouncementRow } from './announcement-queries.ts';
import { allocationRule, allocationRules, allocationTransitions, follows } from './loop.ts';

/** Asks for the announced demand to be distributed: a new version, by the rules of today. It is solved beside, in a thread. */
export async function askAllocation(tx: Tx, { year }: { year: number }): Promise<{ id: string; version: number }> {
  permit(tx.actor, 'allocation.prepare');
  const announcement = await announced(tx, year);
  const { value, legal_basis } = await ruleOn(tx, allocationRule, dayIn('Asia/Jakarta', tx.now));
  const rules = allocationRules.parse(value);
  const { id, version } = await tx.one<{ id: string; version: number }>(sql`
    insert into procurement.allocation (announcement_id, version, asked_by, asked_person, asked_at, rules, legal_basis, is_sample)
    select ${announcement.id}, coalesce(max(version), 0) + 1, ${tx.actor.account_id}::uuid, ${tx.actor.person_id}::uuid, ${tx.now}::timestamptz, ${JSON.stringify(rules)}::jsonb, ${legal_basis}, ${announcement.is_sample} from procurement.allocation where announcement_id = ${announcement.id} returning id, version`);
  tx.emit({ verb: 'allocation.asked', facility_id: null, subject_kind: 'allocation', subject_id: id, particulars: { year, version } });
  return { id, version };
}

/** Stops one that waits or is being solved; the thread hears of it within a second, and nothing of it is kept. */
export async function cancelAllocation(tx: Tx, { id }: { id: string }): Promise<AllocationRow> {
  permit(tx.actor, 'allocation.prepare');
  const allocation = await locked(tx, id, 'cancel');
  if (allocation.state === 'asked') await tx.run(sql`update procurement.allocation set state = 'cancelled', cancel_asked = true, ended_at = ${tx.now} where id = ${id}`);
  else await tx.run(sql`update procurement.allocation set cancel_asked = true where id = ${id}`);
  tx.emit({ verb: 'allocation.cancel_asked', facility_id: null, subject_kind: 'allocation', subject_id: id });
  return allocationById(tx, id);
}

/** A second person, who asked for nothing and set nothing by hand, makes it the one that counts. */
export async function adoptAllocation(tx: Tx, { id }: { id: string }): Promise<AllocationRow> {
  permit(tx.actor, 'allocation.adopt');
  const allocation = await locked(tx, id, 'adopt');
  if (tx.actor.person_id !== null && tx.actor.person_id === allocation.asked_person) throw new Refusal('allocation.same_person', samePerson);
  const stale = await tx.one<{ n: number }>(sql`
    select count(*)::int as n from procurement.allocation_fix f join procurement.allocation v on v.id = ${id} where f.announcement_id = v.announcement_id and (f.ended_at is null) <> (f.id = any (v.fix_ids))`);
  if (stale.n > 0) throw new Refusal('allocation.changed_since', { id: 'Ada sel yang diubah sesudah pembagian ini dihitung. Hitung ulang, lalu tetapkan hasilnya.', en: 'Cells were changed after this allocation was solved. Solve again, then adopt the result.' });
  await tx.run(sql`update procurement.allocation set state = 'replaced' where announcement_id = ${allocation.announcement_id} and state = 'adopted'`);
  await tx.run(sql`update procurement.allocation set state = 'adopted', adopted_by = ${tx.actor.account_id}, adopted_person = ${tx.actor.person_id}, adopted_at = ${tx.now} where id = ${id}`);
  tx.emit({ verb: 'allocation.adopted', facility_id: null, subject_kind: 'allocation', subject_id: id, particulars: { year: allocation.year, version: allocation.version } });
  return allocationById(tx, id);
}

/** One cell by hand: so many pieces of this line at this facility, whatever the solver would do. Kept in every solving until it is let go. */
export async function fixCell(tx: Tx, { year, line, facility, quantity, reason }: { year: number; line: string; facility: string; quantity: number; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'allocation.prepare');
  const announcement = await announced(tx, year);
  const { id: facility_id } = await facilityByCode(tx, facility);
  const demand = await tx.one<{ quantity: number; kind_id: string; month: number }>(sql`
    select d.quantity, d.kind_id, extract(month from d.needed_by)::int as month from procurement.demand_line d join procurement.announcement_line l on l.announcement_id = ${announcement.id} and l.kind_id = d.kind_id where d.id = ${line}::uuid and d.state = 'stated'`);
  await tx.run(sql`update procurement.allocation_fix set ended_by = ${tx.actor.account_id}, ended_at = ${tx.now} where announcement_id = ${announcement.id} and demand_line_id = ${line}::uuid and facility_id = ${facility_id} and ended_at is null`);
  const others = await tx.one<{ line: number; plan: number | null; taken: number }>(sql`
    select coalesce((select sum(quantity) from procurement.allocation_fix where announcement_id = ${announcement.id} and demand_line_id = ${line}::uuid and ended_at is null), 0)::int as line,
      (select s.quantity from procurement.supply_line s join procurement.supply_plan p on p.facility_id = s.facility_id and p.id = s.plan_id and p.state = 'approved' where s.facility_id = ${facility_id} and s.kind_id = ${demand.kind_id}) as plan,
      coalesce((select sum(x.quantity) from procurement.allocation_fix x join procurement.demand_line d on d.id = x.demand_line_id where x.announcement_id = ${announcement.id} and x.facility_id = ${facility_id} and d.kind_id = ${demand.kind_id} and x.ended_at is null), 0)::int as taken`);
  if (others.plan === null) throw new Refusal('allocation.not_planned', { id: 'UPT ini tidak merencanakan jenis barang itu. Pilih UPT lain.', en: 'This facility does not plan that kind. Choose another facility.' }, { field: 'facility', status: 422 });
  if (others.line + quantity > demand.quantity) throw new Refusal('allocation.beyond_demand', { id: `Baris ini hanya meminta ${demand.quantity}. Kurangi jumlahnya.`, en: `This line asks for only ${demand.quantity}. Enter less.` }, { field: 'quantity', status: 422 });
  if (others.taken + quantity > others.plan) throw new Refusal('allocation.beyond_plan', { id: `UPT ini merencanakan ${others.plan} untuk jenis itu, dan ${others.taken} sudah ditetapkan. Kurangi jumlahnya.`, en: `This facility plans ${others.plan} of that kind, and ${others.taken} are already set. Enter less.` }, { field: 'quantity', status: 422 });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into procurement.allocation_fix (announcement_id, demand_line_id, facility_id, quantity, reason, set_by, set_person, set_at) values (${announcement.id}, ${line}::uuid, ${facility_id}, ${quantity}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'allocation.fixed', facility_id: null, subject_kind: 'allocation_fix', subject_id: id, particulars: { line, facility, quantity, reason } });
  return { id };
}

/** The solver decides on this cell again. */
export async function freeCell(tx: Tx, { id }: { id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'allocation.prepare');
  const ended = await tx.run(sql`update procurement.allocation_fix set ended_by = ${tx.actor.account_id}, ended_at = ${tx.now} where id = ${id}::uuid and ended_at is null`);
  if (ended === 0) throw new Refusal('allocation.not_fixed', { id: 'Sel ini tidak sedang ditetapkan. Muat ulang halaman.', en: 'This cell is not set by hand. Reload the page.' });
  tx.emit({ verb: 'allocation.freed', facility_id: null, subject_kind: 'allocation_fix', subject_id: id });
  return { id };
}

async function announced(tx: Tx, year: number): Promise<AnnouncementRow> {
  const announcement = await announcementOf(tx, year);
  if (announcement?.state === 'announced') return announcement;
  throw new Refusal('allocation.not_announced', { id: 'Jumlah untuk tahun ini belum diumumkan. Umumkan dahulu, baru dibagi.', en: 'The quantities of this year are not announced. Announce them first, then distribute.' });
}

async function locked(tx: Tx, id: string, verb: 'cancel' | 'adopt'): Promise<AllocationRow> {
  await tx.one(sql`select 1 from procurement.allocation where id = ${id}::uuid for update`);
  const allocation = await allocationById(tx, id);
  if (!follows(allocationTransitions, allocation.state, verb)) throw verb === 'adopt' ? notSolved : notRunning;
  return allocation;
}

const samePerson = { id: 'Yang meminta atau mengubah pembagian tidak menetapkannya. Mintalah pejabat lain di kantor pusat.', en: 'Who asked for the allocation or changed it does not adopt it. Ask another officer at headquarters.' };
const notSolved = new Refusal('allocation.not_solved', { id: 'Hanya pembagian yang selesai dihitung dapat ditetapkan. Muat ulang halaman.', en: 'Only an allocation that is solved can be adopted. Reload the page.' });
const notRunning = new Refusal('allocation.not_running', { id: 'Perhitungan ini sudah berakhir. Muat ulang halaman.', en: 'This solving has ended. Reload the page.' });
refuseConstraint('allocation_two_persons', 'allocation.same_person', samePerson);
refuseRaised('allocation.same_person', () => samePerson);
refuseConstraint('allocation_in_hand', 'allocation.in_hand', { id: 'Pembagian untuk tahun ini sedang dihitung. Tunggu selesai, atau batalkan dahulu.', en: 'An allocation of this year is being solved. Wait for it, or cancel it first.' });
