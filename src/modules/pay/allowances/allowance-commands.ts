import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { wageGrades } from '../wage-queries.ts';
import { gradeUnknown } from '../wages.ts';
import { allowanceDecided, allowanceWish, gradeApproved, gradeWish, kindUnknown, kindWish, monthAhead, needsObjection, sameGiver, sameGrader } from './allowance.ts';
import { allowanceById, kindOn, type AllowanceRow } from './allowance-queries.ts';

/** Headquarters sets what may be paid beside wages, up to how much a month and on what basis; the terms before end the day these begin. */
export async function adoptAllowanceKind(tx: Tx, input: z.input<typeof kindWish>): Promise<{ id: string }> {
  permit(tx.actor, 'allowance.adopt_kind');
  const wish = parse(kindWish, input, tx.actor.locale);
  await tx.run(sql`update pay.allowance_kind set valid = daterange(lower(valid), ${wish.from}) where code = ${wish.code} and valid @> ${wish.from}::date and lower(valid) < ${wish.from}::date`);
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.allowance_kind (code, name_id, name_en, meaning, kind, max_idr, valid, legal_basis, source, adopted_by)
    values (${wish.code}, ${wish.name_id}, ${wish.name_en}, ${wish.meaning}, ${wish.kind}, ${wish.max_idr}, daterange(${wish.from}, null), ${wish.legal_basis}, ${wish.legal_basis}, ${tx.actor.account_id}) returning id`);
  tx.emit({ verb: 'allowance.kind_adopted', facility_id: null, subject_kind: 'allowance_kind', subject_id: made.id, particulars: { code: wish.code, max_idr: wish.max_idr, from: wish.from } });
  return made;
}

/** A bonus or an allowance for one person and month, within the ceiling of its kind; it waits for a second person. */
export async function grantAllowance(tx: Tx, input: z.input<typeof allowanceWish>): Promise<AllowanceRow> {
  permit(tx.actor, 'allowance.grant');
  const wish = parse(allowanceWish, input, tx.actor.locale);
  const { facility_id } = await workerById(tx, wish.worker_id);
  // Two givers for one person and month wait for each other, so that together they stay below the ceiling.
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('allowance' || ${wish.month}), hashtext(${wish.worker_id}))`);
  const today = await dayAt(tx, facility_id);
  if (wish.month > today.slice(0, 7)) throw monthAhead;
  const kind = await kindOn(tx, wish.kind, `${wish.month}-01`);
  if (!kind) throw kindUnknown;
  const correction = wish.correction_id === undefined ? undefined : await tx.maybe(sql`select 1 from pay.correction where facility_id = ${facility_id} and id = ${wish.correction_id} and worker_id = ${wish.worker_id} and state = 'open'`);
  if ((kind.kind === 'correction') !== (correction !== undefined)) throw needsObjection;
  const { given_idr } = await tx.one<{ given_idr: number }>(sql`
    select coalesce(sum(a.amount_idr), 0)::bigint as given_idr from pay.allowance a join pay.allowance_kind k on k.id = a.kind_id where a.facility_id = ${facility_id} and a.worker_id = ${wish.worker_id} and a.month = ${`${wish.month}-01`} and a.state <> 'refused' and k.code = ${kind.code}`);
  if (given_idr + wish.amount_idr > kind.max_idr) {
    const left = rupiah(Math.max(0, kind.max_idr - given_idr));
    throw new Refusal('allowance.beyond_ceiling', { id: `Untuk bulan itu tinggal ${left} (${kind.legal_basis}). Kurangi jumlahnya.`, en: `For that month ${left} is left (${kind.legal_basis}). Lower the amount.` }, { field: 'amount_idr', status: 422 });
  }
  const year = Number(today.slice(0, 4));
  const number = `TB-${year}-${String(await nextNumber(tx, 'allowance', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.allowance (facility_id, number, worker_id, kind_id, month, amount_idr, reason, correction_id, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${number}, ${wish.worker_id}, ${kind.id}, ${`${wish.month}-01`}, ${wish.amount_idr}, ${wish.reason}, ${wish.correction_id ?? null}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'allowance.granted', facility_id, subject_kind: 'allowance', subject_id: id, particulars: { number, kind: kind.code, month: wish.month, amount_idr: wish.amount_idr } });
  return allowanceById(tx, id);
}

/** Another person approves: from then on the next run of its month pays it. */
export async function approveAllowance(tx: Tx, { id }: { id: string }): Promise<AllowanceRow> {
  permit(tx.actor, 'allowance.approve');
  return decide(tx, id, 'approved', null);
}
export async function refuseAllowance(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<AllowanceRow> {
  permit(tx.actor, 'allowance.approve');
  return decide(tx, id, 'refused', reason);
}
async function decide(tx: Tx, id: string, state: 'approved' | 'refused', reason: string | null): Promise<AllowanceRow> {
  const found = await tx.one<{ facility_id: string; number: string; state: string; prepared_person: string | null }>(sql`select facility_id, number, state, prepared_person from pay.allowance where id = ${id}::uuid for update`);
  if (found.state !== 'prepared') throw allowanceDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.prepared_person) throw sameGiver;
  await tx.run(sql`update pay.allowance set state = ${state}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, refused_reason = ${reason} where facility_id = ${found.facility_id} and id = ${id}`);
  tx.emit({ verb: `allowance.${state}`, facility_id: found.facility_id, subject_kind: 'allowance', subject_id: id, particulars: { number: found.number, ...(reason ? { reason } : {}) } });
  return allowanceById(tx, id);
}

/** The grade of somebody's work from a day on; it counts once a second person approves. */
export async function recordGrade(tx: Tx, input: z.input<typeof gradeWish>): Promise<{ id: string }> {
  permit(tx.actor, 'grade.record');
  const wish = parse(gradeWish, input, tx.actor.locale);
  const { facility_id } = await workerById(tx, wish.worker_id);
  if (!(await wageGrades(tx)).some(({ code }) => code === wish.grade)) throw gradeUnknown;
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.worker_grade (facility_id, worker_id, grade, valid, decree, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${wish.worker_id}, ${wish.grade}, daterange(${wish.from}, null), ${wish.decree}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'grade.recorded', facility_id, subject_kind: 'worker_grade', subject_id: made.id, particulars: { grade: wish.grade, from: wish.from } });
  return made;
}
export async function approveGrade(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'grade.approve');
  const found = await tx.one<{ facility_id: string; worker_id: string; from: string; recorded_person: string | null; approved_at: Date | null }>(sql`select facility_id, worker_id, lower(valid) as "from", recorded_person, approved_at from pay.worker_grade where id = ${id}::uuid for update`);
  if (found.approved_at) throw gradeApproved;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.recorded_person) throw sameGrader;
  await tx.run(sql`update pay.worker_grade set valid = daterange(lower(valid), ${found.from}) where facility_id = ${found.facility_id} and worker_id = ${found.worker_id} and approved_at is not null and valid @> ${found.from}::date and lower(valid) < ${found.from}::date`);
  await tx.run(sql`update pay.worker_grade set approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${found.facility_id} and id = ${id}`);
  tx.emit({ verb: 'grade.approved', facility_id: found.facility_id, subject_kind: 'worker_grade', subject_id: id });
}
