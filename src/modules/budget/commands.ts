import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { rupiah } from '#kernel/money.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { leftOf, type Ceiling, type Fund, type PlanLine } from './plan.ts';
import { commitmentById, planById, type PlanRow } from './queries.ts';

/** A plan, or a revision of the one in force: always the whole year's lines, so that what is not named is given up. */
export async function draftPlan(tx: Tx, { facility_id, year, reason, lines }: { facility_id: string; year: number; reason: string; lines: PlanLine[] }): Promise<{ id: string; revision: number }> {
  permit(tx.actor, 'budget.plan');
  await lockYear(tx, facility_id, year);
  const known = new Set((await tx.all<{ code: string }>(sql`select code from budget.account where kind = 'spending'`)).map(({ code }) => code));
  const strange = lines.findIndex(({ account }) => !known.has(account));
  if (strange >= 0) throw new Invalid({ [`lines.${strange}.account`]: tx.actor.locale === 'en' ? 'This account is not on the list of spending accounts' : 'Akun ini tidak ada pada daftar akun belanja' });
  const { revision } = await tx.one<{ revision: number }>(sql`select coalesce(max(revision) + 1, 0)::int as revision from budget.plan where facility_id = ${facility_id} and year = ${year}`);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into budget.plan (facility_id, year, revision, reason, prepared_by, prepared_person, prepared_at) values (${facility_id}, ${year}, ${revision}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await tx.run(sql`
    insert into budget.plan_line (facility_id, plan_id, line, output_code, output_name, account, fund, amount_idr, note)
    select ${facility_id}, ${id}, n, l.output_code, l.output_name, l.account, l.fund, l.amount_idr, l.note from json_to_recordset(${JSON.stringify(lines.map((line, n) => ({ n: n + 1, ...line })))}::json) as l(n int, output_code text, output_name text, account text, fund text, amount_idr bigint, note text)`);
  tx.emit({ verb: 'budget.drafted', facility_id, subject_kind: 'budget_plan', subject_id: id, particulars: { year, revision } });
  return { id, revision };
}

export async function submitPlan(tx: Tx, { id }: { id: string }): Promise<PlanRow> {
  permit(tx.actor, 'budget.plan');
  const plan = await lockedPlan(tx, id, 'draft');
  await tx.run(sql`update budget.plan set state = 'submitted', submitted_at = ${tx.now} where facility_id = ${plan.facility_id} and id = ${id}`);
  tx.emit({ verb: 'budget.submitted', facility_id: plan.facility_id, subject_kind: 'budget_plan', subject_id: id, particulars: { year: plan.year, revision: plan.revision } });
  return planById(tx, id);
}

/** The head puts a plan into force by its letter (DIPA). No line may fall below what is already committed and paid. */
export async function approvePlan(tx: Tx, { id, letter }: { id: string; letter: string }): Promise<PlanRow> {
  permit(tx.actor, 'budget.decide');
  const plan = await lockedPlan(tx, id, 'submitted');
  refuseSamePerson(tx, plan);
  const { facility_id, year } = plan;
  const short = await tx.maybe<Ceiling & { wanted_idr: number }>(sql`
    select c.*, coalesce(l.amount_idr, 0) as wanted_idr from budget.ceiling c left join budget.plan_line l on l.facility_id = c.facility_id and l.plan_id = ${id} and l.output_code = c.output_code and l.account = c.account and l.fund = c.fund
    where c.facility_id = ${facility_id} and c.year = ${year} and c.committed_idr + c.realised_idr > coalesce(l.amount_idr, 0) order by c.output_code, c.account limit 1`);
  if (short) throw belowUsed(short);
  await tx.run(sql`update budget.plan set state = 'replaced' where facility_id = ${facility_id} and year = ${year} and state = 'approved'`);
  await tx.run(sql`update budget.plan set state = 'approved', letter = ${letter}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  await tx.run(sql`update budget.ceiling set planned_idr = 0 where facility_id = ${facility_id} and year = ${year} and committed_idr + realised_idr = 0`);
  await tx.run(sql`
    insert into budget.ceiling (facility_id, year, output_code, output_name, account, fund, planned_idr) select facility_id, ${year}, output_code, output_name, account, fund, amount_idr from budget.plan_line where facility_id = ${facility_id} and plan_id = ${id}
    on conflict (facility_id, year, output_code, account, fund) do update set planned_idr = excluded.planned_idr, output_name = excluded.output_name`);
  tx.emit({ verb: 'budget.approved', facility_id, subject_kind: 'budget_plan', subject_id: id, particulars: { year, revision: plan.revision, letter } });
  return planById(tx, id);
}

export async function refusePlan(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<PlanRow> {
  permit(tx.actor, 'budget.decide');
  const plan = await lockedPlan(tx, id, 'submitted');
  refuseSamePerson(tx, plan);
  await tx.run(sql`update budget.plan set state = 'refused', refused_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${plan.facility_id} and id = ${id}`);
  tx.emit({ verb: 'budget.refused', facility_id: plan.facility_id, subject_kind: 'budget_plan', subject_id: id, particulars: { reason } });
  return planById(tx, id);
}

export type Wish = { facility_id: string; year: number; output_code: string; account: string; fund: Fund; what: string; supplier: string; amount_idr: number };
/** Money is bound before anything is ordered: refused when the line is exhausted, naming what is left. */
export async function commitMoney(tx: Tx, wish: Wish): Promise<{ id: string; number: string; left_idr: number }> {
  permit(tx.actor, 'budget.commit');
  const { facility_id, year, output_code, account, fund } = wish;
  const ceiling = await tx.maybe<Ceiling>(sql`select * from budget.ceiling where facility_id = ${facility_id} and year = ${year} and output_code = ${output_code} and account = ${account} and fund = ${fund} for update`);
  if (!ceiling) throw new Refusal('budget.no_line', { id: 'Tidak ada baris anggaran yang berlaku untuk keluaran, akun, dan sumber dana ini. Usulkan revisi dahulu.', en: 'No budget line in force has this output, account and fund. Propose a revision first.' }, { field: 'account' });
  if (leftOf(ceiling) < wish.amount_idr) throw exhausted(leftOf(ceiling));
  const today = await dayAt(tx, facility_id);
  const number = `KM-${year}-${String(await nextNumber(tx, 'commitment', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into budget.commitment (facility_id, number, year, output_code, account, fund, what, supplier, amount_idr, made_on, made_by, made_person, made_at)
    values (${facility_id}, ${number}, ${year}, ${output_code}, ${account}, ${fund}, ${wish.what}, ${wish.supplier}, ${wish.amount_idr}, ${today}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'budget.committed', facility_id, subject_kind: 'commitment', subject_id: id, particulars: { number, amount_idr: wish.amount_idr, account } });
  return { id, number, left_idr: leftOf(ceiling) - wish.amount_idr };
}

/** What is not paid returns to the line; what was paid stays paid. */
export async function cancelCommitment(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string; freed_idr: number }> {
  permit(tx.actor, 'budget.commit');
  await tx.one(sql`select 1 from budget.commitment where id = ${id}::uuid for update`);
  const { facility_id, number, state, amount_idr, realised_idr } = await commitmentById(tx, id);
  if (state !== 'open') throw ended;
  await tx.run(sql`update budget.commitment set state = 'cancelled', ended_at = ${tx.now}, ended_reason = ${reason} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'budget.freed', facility_id, subject_kind: 'commitment', subject_id: id, particulars: { number, reason, freed_idr: amount_idr - realised_idr } });
  return { number, freed_idr: amount_idr - realised_idr };
}

/** Paid by the treasury (SP2D), in whole or in part, recorded by another person than who committed. */
export async function recordPayment(tx: Tx, { id, on_day, amount_idr, sp2d }: { id: string; on_day: string; amount_idr: number; sp2d: string }): Promise<{ number: string; open_idr: number }> {
  permit(tx.actor, 'budget.record_payment');
  await tx.one(sql`select 1 from budget.commitment where id = ${id}::uuid for update`);
  const commitment = await commitmentById(tx, id);
  const { facility_id, number } = commitment;
  if (commitment.state !== 'open') throw ended;
  if (tx.actor.person_id !== null && tx.actor.person_id === commitment.made_person) throw samePayer;
  const open_idr = commitment.amount_idr - commitment.realised_idr;
  if (amount_idr > open_idr) throw new Refusal('budget.paid_beyond', { id: `Sisa komitmen ini ${rupiah(open_idr)}. Catat paling banyak sejumlah itu.`, en: `${rupiah(open_idr)} of this commitment is open. Record no more than that.` }, { field: 'amount_idr', status: 422 });
  if (on_day < commitment.made_on || on_day > (await dayAt(tx, facility_id))) throw new Refusal('budget.paid_when', { id: 'Tanggal SP2D berada antara tanggal komitmen dan hari ini.', en: 'The SP2D is dated between the commitment and today.' }, { field: 'on_day', status: 422 });
  await tx.run(sql`insert into budget.realisation (facility_id, commitment_id, on_day, amount_idr, sp2d, recorded_by, recorded_person, recorded_at, committed_person) values (${facility_id}, ${id}, ${on_day}, ${amount_idr}, ${sp2d}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${commitment.made_person})`);
  tx.emit({ verb: 'budget.paid', facility_id, subject_kind: 'commitment', subject_id: id, particulars: { number, amount_idr, sp2d } });
  return { number, open_idr: open_idr - amount_idr };
}

const lockYear = (tx: Tx, facility_id: string, year: number) => tx.all(sql`select pg_advisory_xact_lock(hashtext('budget' || ${year}::text), hashtext(${facility_id}))`);

async function lockedPlan(tx: Tx, id: string, wanted: 'draft' | 'submitted'): Promise<PlanRow> {
  const { facility_id, year } = await planById(tx, id);
  await lockYear(tx, facility_id, year);
  const plan = await planById(tx, id);
  if (plan.state === wanted) return plan;
  throw wanted === 'draft'
    ? new Refusal('budget.not_a_draft', { id: 'Rencana ini sudah diajukan. Tunggu keputusan, atau buat revisi sesudahnya.', en: 'This plan is submitted already. Wait for the decision, or revise it after.' })
    : new Refusal('budget.not_submitted', { id: 'Rencana ini tidak sedang menunggu keputusan. Ajukan dahulu, atau lihat keputusannya.', en: 'This plan does not wait for a decision. Submit it first, or look at its decision.' });
}

function refuseSamePerson(tx: Tx, { prepared_person }: PlanRow): void {
  if (tx.actor.person_id !== null && tx.actor.person_id === prepared_person) throw sameDecider;
}

const belowUsed = (line: Ceiling) => new Refusal('budget.below_used', { id: `Baris ${line.output_code} akun ${line.account} sudah terpakai ${rupiah(line.committed_idr + line.realised_idr)}. Rencana tidak boleh di bawahnya.`, en: `Of line ${line.output_code} account ${line.account}, ${rupiah(line.committed_idr + line.realised_idr)} is used. The plan may not fall below it.` });
const exhausted = (left_idr: number) => new Refusal('budget.exhausted', { id: `Sisa baris ini ${rupiah(left_idr)}. Kurangi jumlahnya, batalkan komitmen lain, atau usulkan revisi.`, en: `${rupiah(left_idr)} is left on this line. Take less, cancel another commitment, or propose a revision.` }, { field: 'amount_idr' });
const ended = new Refusal('budget.commitment_ended', { id: 'Komitmen ini sudah selesai atau dibatalkan. Buat komitmen baru bila masih perlu.', en: 'This commitment is finished or cancelled. Make a new commitment if it is still needed.' });
const sameDeciderText = { id: 'Penyusun rencana tidak memutuskannya. Mintalah pejabat lain.', en: 'Who prepared the plan does not decide on it. Ask another officer.' };
const samePayerText = { id: 'Pembuat komitmen tidak mencatat pembayarannya. Mintalah bendahara lain.', en: 'Who committed does not record the payment. Ask another treasurer.' };
const sameDecider = new Refusal('budget.same_person', sameDeciderText);
const samePayer = new Refusal('budget.same_payer', samePayerText);
refuseConstraint('plan_two_persons', 'budget.same_person', sameDeciderText);
refuseConstraint('realisation_two_persons', 'budget.same_payer', samePayerText);
refuseConstraint('plan_one_in_hand', 'budget.in_hand', { id: 'Masih ada rencana tahun ini yang belum diputuskan. Selesaikan dahulu.', en: 'A plan of this year still waits for its decision. Finish that first.' });
refuseConstraint('plan_line_once', 'budget.line_twice', { id: 'Keluaran, akun, dan sumber dana yang sama ada dua kali. Gabungkan menjadi satu baris.', en: 'The same output, account and fund stands twice. Make it one line.' });
refuseConstraint('ceiling_not_exceeded', 'budget.exhausted', { id: 'Sisa baris anggaran tidak cukup. Muat ulang halaman dan kurangi jumlahnya.', en: 'Not enough is left on the budget line. Reload the page and take less.' }, 'amount_idr');
refuseConstraint('realisation_sp2d', 'budget.sp2d_taken', { id: 'Nomor SP2D ini sudah tercatat. Periksa pembayaran yang lalu.', en: 'This SP2D is recorded already. Look at the earlier payments.' }, 'sp2d');
