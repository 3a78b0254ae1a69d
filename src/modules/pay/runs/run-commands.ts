import { addDays, formatMonth } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { balanceOf, post } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { allowancesDue } from '../allowances/allowance-queries.ts';
import { decidedIncident } from '../advances/advance-queries.ts';
import { closePaidCorrections } from '../allowances/correction-commands.ts';
import { ruleInForce } from '../queries.ts';
import type { RuleSnapshot } from '../settlement.ts';
import { decreed, takeClaims, type DeductionWish, type Taken } from './run.ts';
import { claimsOn, decidedKinds, runById, type RunRow } from './run-queries.ts';

type Earned = { worker_id: string; sessions: number; minutes: number; earned_idr: number; earlier_idr: number; allowance_idr: number; gross_idr: number; overpaid_idr: number; without_rate: string[] | null };
type Which = { facility_id: string; month: string };
const span = (month: string) => sql`${`${month}-01`}::date, (${`${month}-01`}::date + interval '1 month')::date`;
const graded = sql`left join pay.worker_grade g on g.facility_id = w.facility_id and g.worker_id = m.worker_id and g.approved_at is not null and g.valid @> m.day`;
/** Minutes at a rate, half a rupiah to the person: the one place where wages are rounded. */
const worth = sql`((2 * sum(m.minutes)::bigint * m.amount_idr + m.per_minutes) / (2 * m.per_minutes))`;

/**
 * Computes a month's wages of a facility from closed sessions: each paid minute at the rate of the person's level on its
 * day. Nothing is paid yet. A later run of the same month pays only what came to light since (Mandela Rules 103; rates: `pay.wage_rate`).
 */
export async function prepareRun(tx: Tx, { facility_id, month }: Which): Promise<RunRow> {
  permit(tx.actor, 'run.prepare');
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('run' || ${month}), hashtext(${facility_id}))`);
  const today = await dayAt(tx, facility_id);
  if (month >= today.slice(0, 7)) throw new Refusal('run.month_running', { id: 'Bulan ini belum berakhir. Hitung setelah hari terakhirnya lewat.', en: 'This month is not over. Compute it after its last day.' }, { field: 'month', status: 422 });
  const sales = await salesPay(tx, { facility_id, month });
  const id = crypto.randomUUID();
  const { sequence, in_hand } = await tx.one<{ sequence: number; in_hand: boolean }>(sql`select (count(*) + 1)::int as sequence, coalesce(bool_or(state = 'prepared'), false) as in_hand from pay.run where facility_id = ${facility_id} and month = ${`${month}-01`}::date and state <> 'refused'`);
  if (in_hand) throw new Refusal('run.in_hand', inHand, { field: 'month' });
  const earned = await tx.all<Earned>(sql`
    with marks as materialized (select m.worker_id, w.skill_level, coalesce(g.grade, '') as grade, m.day, m.reason_code, m.minutes from workshop.paid_marks(${facility_id}, ${span(month)}) m join workforce.worker_published w on w.facility_id = ${facility_id} and w.id = m.worker_id ${graded} where m.pay_effect <> 'PAID_PIECE' and not ${sales !== undefined}),
      rated as materialized (select m.worker_id, m.skill_level, m.grade, m.reason_code, m.minutes, r.id, r.amount_idr, r.per_minutes from marks m left join pay.wage_rate r on r.facility_id = ${facility_id} and r.basis = 'time' and r.skill_level = m.skill_level and coalesce(r.grade, '') = m.grade and r.valid @> m.day),
      part as materialized (select m.worker_id, m.id as rate_id, m.reason_code, m.skill_level, count(*)::int as sessions, sum(m.minutes)::int as minutes, m.amount_idr as rate_idr, m.per_minutes, ${worth} as amount_idr from rated m where m.id is not null group by m.worker_id, m.id, m.reason_code, m.skill_level, m.amount_idr, m.per_minutes),
      now as (select worker_id, sum(sessions)::int as sessions, sum(minutes)::int as minutes, sum(amount_idr)::bigint as earned_idr from part group by worker_id),
      earlier as (select l.worker_id, sum(l.gross_idr - l.allowance_idr)::bigint as earlier_idr from pay.run_line l join pay.run r on r.facility_id = l.facility_id and r.id = l.run_id where l.facility_id = ${facility_id} and r.month = ${`${month}-01`}::date and r.state = 'approved' group by l.worker_id),
      beside as (select a.worker_id, sum(a.amount_idr)::bigint as allowance_idr from (${allowancesDue({ facility_id, month })}) a group by a.worker_id),
      person as materialized (select worker_id, coalesce(n.sessions, 0) as sessions, coalesce(n.minutes, 0) as minutes, coalesce(n.earned_idr, 0) as earned_idr, coalesce(e.earlier_idr, 0) as earlier_idr, coalesce(b.allowance_idr, 0) as allowance_idr, greatest(0, coalesce(n.earned_idr, 0) - coalesce(e.earlier_idr, 0)) + coalesce(b.allowance_idr, 0) as gross_idr, greatest(0, coalesce(e.earlier_idr, 0) - coalesce(n.earned_idr, 0)) as overpaid_idr from now n full join earlier e using (worker_id) full join beside b using (worker_id)),
      kept as (insert into pay.run_part (facility_id, run_id, worker_id, rate_id, reason_code, skill_level, sessions, minutes, rate_idr, per_minutes, amount_idr)
        select ${facility_id}, ${id}, a.worker_id, a.rate_id, a.reason_code, a.skill_level, a.sessions, a.minutes, a.rate_idr, a.per_minutes, a.amount_idr from part a where a.amount_idr > 0 and ${sequence} = 1)
    select p.*, (select array_agg(distinct trim(skill_level || ' ' || grade)) from rated where id is null) as without_rate from person p`);
  const without = earned[0]?.without_rate;
  if (without) throw noRate(without);
  const due = earned.filter((each) => each.gross_idr > 0);
  if (due.length === 0 && sales !== undefined) throw paidBySales(sales);
  if (due.length === 0) throw new Refusal('run.nothing_due', { id: `Tidak ada upah yang belum dibayar untuk ${formatMonth(month, 'id')}. Periksa apakah sesinya sudah ditutup.`, en: `No wages are unpaid for ${formatMonth(month, 'en')}. See whether its sessions are closed.` }, { field: 'month' });
  const taken = await takeAll(tx, { facility_id, month, today }, due);
  const sum = (of: (each: (typeof earned)[number]) => number, among = due) => among.reduce((all, each) => all + of(each), 0);
  const kept = new Map<string, number>();
  for (const { worker_id, amount_idr } of taken) kept.set(worker_id, (kept.get(worker_id) ?? 0) + amount_idr);
  const year = Number(today.slice(0, 4));
  const number = `UP-${year}-${String(await nextNumber(tx, 'pay_run', facility_id, year)).padStart(4, '0')}`;
  const gross_idr = sum((each) => each.gross_idr);
  await tx.run(sql`
    insert into pay.run (facility_id, id, number, month, sequence, people, sessions, minutes, gross_idr, deducted_idr, overpaid_idr, on_day, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${id}, ${number}, ${`${month}-01`}, ${sequence}, ${due.length}, ${sum((each) => each.sessions)}, ${sum((each) => each.minutes)}, ${gross_idr}, ${taken.reduce((all, each) => all + each.amount_idr, 0)}, ${sum((each) => each.overpaid_idr, earned)}, ${today}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  await tx.run(sql`
    insert into pay.run_line (facility_id, run_id, worker_id, sessions, minutes, earned_idr, earlier_idr, allowance_idr, gross_idr, deducted_idr, net_idr)
    select ${facility_id}, ${id}, worker_id, sessions, minutes, earned_idr, earlier_idr, allowance_idr, gross_idr, deducted_idr, gross_idr - deducted_idr
    from json_to_recordset(${JSON.stringify(due.map((each) => ({ ...each, deducted_idr: kept.get(each.worker_id) ?? 0 })))}::json) as l(worker_id uuid, sessions int, minutes int, earned_idr bigint, earlier_idr bigint, allowance_idr bigint, gross_idr bigint, deducted_idr bigint)`);
  await tx.run(sql`insert into pay.run_allowance (facility_id, run_id, allowance_id, worker_id, amount_idr) select ${facility_id}, ${id}, a.id, a.worker_id, a.amount_idr from (${allowancesDue({ facility_id, month })}) a`);
  if (taken.length > 0) await tx.run(sql`
    insert into pay.run_deduction (facility_id, run_id, worker_id, deduction_id, position, amount_idr, cut_short)
    select ${facility_id}, ${id}, worker_id, deduction_id, position, amount_idr, cut_short from json_to_recordset(${JSON.stringify(taken)}::json) as d(worker_id uuid, deduction_id uuid, position int, amount_idr bigint, cut_short boolean)`);
  tx.emit({ verb: 'run.prepared', facility_id, subject_kind: 'pay_run', subject_id: id, particulars: { number, month, sequence, people: due.length, gross_idr } });
  return runById(tx, id);
}

/**
 * Another person approves. The wages are computed once more, by another way over the facts (session by
 * session, from the marks that stand), and must agree to the rupiah; then the savings grow, out of the working capital.
 */
export async function approveRun(tx: Tx, { id }: { id: string }): Promise<RunRow & { journal: string }> {
  permit(tx.actor, 'run.approve');
  const run = await waiting(tx, id);
  const { facility_id, month } = run;
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('run' || ${month}), hashtext(${facility_id}))`);
  const sales = await salesPay(tx, { facility_id, month });
  const { differing } = await tx.one<{ differing: number }>(sql`
    with closed as (select id, day, (extract(epoch from upper(during) - lower(during)) / 60)::int as whole from workshop.session_published where facility_id = ${facility_id} and day >= ${`${month}-01`}::date and day < ${`${month}-01`}::date + interval '1 month' and state = 'closed'),
      marks as materialized (select a.worker_id, w.skill_level, coalesce(g.grade, '') as grade, s.day, a.reason_code, round((case when k.attended then a.minutes else s.whole end) * coalesce(e.multiplier_bp, 10000) / 10000.0)::int as minutes
        from closed s cross join lateral (select c.* from workshop.attendance_current c where c.facility_id = ${facility_id} and c.session_id = s.id) a join workshop.attendance_reason k on k.code = a.reason_code join workshop.pay_effect e on e.code = k.pay_effect join workforce.worker_published w on w.facility_id = ${facility_id} and w.id = a.worker_id left join pay.worker_grade g on g.facility_id = ${facility_id} and g.worker_id = a.worker_id and g.approved_at is not null and g.valid @> s.day where a.paid and e.code <> 'PAID_PIECE' and not ${sales !== undefined}),
      given as (select x.worker_id, sum(a.amount_idr) as allowance_idr from pay.run_allowance x join pay.allowance a on a.facility_id = x.facility_id and a.id = x.allowance_id and a.state = 'approved' and a.worker_id = x.worker_id and a.month = ${`${month}-01`}::date where x.facility_id = ${facility_id} and x.run_id = ${id} group by x.worker_id),
      again as (select worker_id, sum(amount_idr)::bigint as earned_idr from (select m.worker_id, floor(sum(m.minutes)::numeric * r.amount_idr / r.per_minutes + 0.5)::bigint as amount_idr
        from marks m join pay.wage_rate r on r.facility_id = ${facility_id} and r.basis = 'time' and r.skill_level = m.skill_level and coalesce(r.grade, '') = m.grade and r.valid @> m.day group by m.worker_id, r.id, m.reason_code, r.amount_idr, r.per_minutes) each group by worker_id)
    select count(*)::int as differing from (select worker_id, earned_idr, allowance_idr from pay.run_line where facility_id = ${facility_id} and run_id = ${id}) l full join again a using (worker_id) left join given g using (worker_id)
    where (l.worker_id is not null and (l.earned_idr <> coalesce(a.earned_idr, 0) or l.allowance_idr <> coalesce(g.allowance_idr, 0))) or (l.worker_id is null and a.earned_idr > (select coalesce(sum(o.gross_idr - o.allowance_idr), 0) from pay.run_line o join pay.run r on r.facility_id = o.facility_id and r.id = o.run_id where o.facility_id = ${facility_id} and o.worker_id = a.worker_id and r.month = ${`${month}-01`}::date and r.state = 'approved'))`);
  if (differing > 0) throw new Refusal('run.facts_changed', { id: `Kehadiran atau tarif ${differing} orang berubah sejak upah dihitung. Tolak hitungan ini, lalu hitung lagi.`, en: `Attendance or rates of ${differing} people changed since the wages were computed. Refuse this run and compute it again.` });
  const capital_idr = -(await balanceOf(tx, { facility_id, account: '3100' }));
  if (capital_idr < run.gross_idr) throw new Refusal('run.capital_short', { id: `Modal kerja tinggal ${rupiah(Math.max(0, capital_idr))}, upah bulan ini ${rupiah(run.gross_idr)}. Upah tidak boleh ditunda: bagi hasil penjualan yang menunggu, atau mintakan tambahan modal.`, en: `Working capital holds ${rupiah(Math.max(0, capital_idr))}, this month's wages are ${rupiah(run.gross_idr)}. Wages may not wait: divide the sales that are due, or ask for more capital.` });
  const lines = await tx.all<{ worker_id: string; net_idr: number }>(sql`select worker_id, net_idr from pay.run_line where facility_id = ${facility_id} and run_id = ${id} and net_idr > 0`);
  const { advance_idr, lent_idr } = await tx.one<{ advance_idr: number; lent_idr: number }>(sql`select coalesce(sum(x.amount_idr) filter (where d.kind = 'LOAN_ADVANCE' and v.id is null), 0)::bigint as advance_idr, coalesce(sum(x.amount_idr) filter (where v.id is not null), 0)::bigint as lent_idr from pay.run_deduction x join pay.deduction d on d.facility_id = x.facility_id and d.id = x.deduction_id left join pay.advance v on v.facility_id = d.facility_id and v.deduction_id = d.id where x.facility_id = ${facility_id} and x.run_id = ${id}`);
  // What repays an advance lowers what is owed on it (an agreement from before advances were kept: returns to the capital that gave it); everything else kept back waits for whom it belongs to.
  const on_day = await dayAt(tx, facility_id);
  const { journal_id, number } = await post(tx, {
    facility_id, on_day, kind: 'pay_run', ref_type: 'pay_run', ref_id: id, memo: `Upah ${formatMonth(month, 'id')}, ${run.number}`,
    lines: [
      { account: '3100' as const, amount_idr: run.gross_idr - advance_idr }, ...lines.map(({ worker_id, net_idr }) => ({ account: { worker_id }, amount_idr: -net_idr })),
      ...(lent_idr > 0 ? [{ account: '1300' as const, amount_idr: -lent_idr }] : []),
      ...(run.deducted_idr > advance_idr + lent_idr ? [{ account: '2600' as const, amount_idr: advance_idr + lent_idr - run.deducted_idr }] : []),
    ],
  });
  await tx.run(sql`update pay.deduction d set taken_idr = d.taken_idr + x.amount_idr from pay.run_deduction x where x.facility_id = ${facility_id} and x.run_id = ${id} and d.facility_id = x.facility_id and d.id = x.deduction_id`);
  await tx.run(sql`update pay.run set state = 'approved', on_day = ${on_day}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, journal_id = ${journal_id} where facility_id = ${facility_id} and id = ${id}`);
  await closePaidCorrections(tx, { facility_id, run_id: id });
  tx.emit({ verb: 'run.approved', facility_id, subject_kind: 'pay_run', subject_id: id, particulars: { number: run.number, journal: number, people: run.people, gross_idr: run.gross_idr } });
  return { ...(await runById(tx, id)), journal: number };
}

export async function refuseRun(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<RunRow> {
  permit(tx.actor, 'run.approve');
  const run = await waiting(tx, id);
  await tx.run(sql`update pay.run set state = 'refused', refused_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${run.facility_id} and id = ${id}`);
  tx.emit({ verb: 'run.refused', facility_id: run.facility_id, subject_kind: 'pay_run', subject_id: id, particulars: { number: run.number, reason } });
  return runById(tx, id);
}

/** A claim on somebody's wages by a decision of a court, of an incident, of discipline, or by the person's own agreement. */
export async function recordDeduction(tx: Tx, wish: DeductionWish): Promise<{ id: string }> {
  permit(tx.actor, 'deduction.record');
  const { facility_id } = await workerById(tx, wish.worker_id);
  if (!(await decidedKinds(tx)).some(({ code }) => code === wish.kind)) throw new Refusal('deduction.kind_unknown', { id: 'Jenis potongan ini tidak dapat diambil dari upah. Pilih dari daftar.', en: 'This kind is not taken from wages. Choose from the list.' }, { field: 'kind', status: 422 });
  if (wish.kind === 'DAMAGE_TOOLS' && (wish.incident === undefined || !(await decidedIncident(tx, facility_id, wish.incident)))) throw new Refusal('deduction.not_decided', { id: 'Ganti kerusakan hanya atas laporan kejadian yang sudah diputus. Isi nomor kejadian yang sudah ditutup.', en: 'Damage is claimed only by an incident that was decided. Enter the number of an incident that is closed.' }, { field: 'incident', status: 422 });
  if (decreed.includes(wish.kind) && wish.total_idr === undefined) throw new Refusal('deduction.needs_total', { id: 'Putusan dan kerusakan punya jumlah seluruhnya. Isi jumlahnya, supaya tidak diambil lebih.', en: 'A judgment or a damage has its whole amount. Enter it, so that no more is taken.' }, { field: 'total_idr', status: 422 });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.deduction (facility_id, worker_id, kind, decision, incident, share_bp, monthly_idr, total_idr, valid, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${wish.worker_id}, ${wish.kind}, ${wish.decision}, ${wish.incident ?? null}, ${wish.share_percent === undefined ? null : wish.share_percent * 100}, ${wish.monthly_idr ?? null}, ${wish.total_idr ?? null}, daterange(${wish.from}, ${wish.to === undefined ? null : addDays(wish.to, 1)}), ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'deduction.recorded', facility_id, subject_kind: 'deduction', subject_id: id, particulars: { kind: wish.kind, decision: wish.decision } });
  return { id };
}

export async function approveDeduction(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'deduction.approve');
  const found = await tx.one<{ facility_id: string; approved_at: Date | null; recorded_person: string | null }>(sql`select facility_id, approved_at, recorded_person from pay.deduction where id = ${id}::uuid for update`);
  if (found.approved_at) throw new Refusal('deduction.approved_already', { id: 'Potongan ini sudah disetujui. Muat ulang halaman untuk melihat keadaannya.', en: 'This deduction is approved already. Reload the page to see how it stands.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === found.recorded_person) throw new Refusal('deduction.same_person', sameDeduction);
  await tx.run(sql`update pay.deduction set approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${found.facility_id} and id = ${id}`);
  tx.emit({ verb: 'deduction.approved', facility_id: found.facility_id, subject_kind: 'deduction', subject_id: id });
}

async function takeAll(tx: Tx, { facility_id, month, today }: Which & { today: string }, due: { worker_id: string; gross_idr: number }[]): Promise<(Taken & { worker_id: string })[]> {
  const claims = await claimsOn(tx, { facility_id, month, earned: due });
  if (claims.length === 0) return [];
  const rule = { order: (await ruleOn<string[]>(tx, 'wage.deduction_order', today, facility_id)).value, cap_bp: (await ruleOn<number>(tx, 'wage.deduction_cap_bp', today, facility_id)).value };
  return [...Map.groupBy(claims, ({ worker_id }) => worker_id)].flatMap(([worker_id, own]) => takeClaims(own[0]?.gross_idr ?? 0, own, rule).map((each) => ({ worker_id, ...each })));
}

/** Who is paid from sales is not paid by the session as well: the split in force that month must leave workers no share of the sale. Bonus and allowances are paid either way. */
async function salesPay(tx: Tx, { facility_id, month }: Which): Promise<RuleSnapshot | undefined> {
  const rule = await ruleInForce(tx, { facility_id, day: `${month}-01` });
  return rule.basis === 'piece' || rule.basis === 'time' || rule.shares.some((share) => share.to === 'worker' && share.share_bp > 0) ? rule : undefined;
}
const paidBySales = ({ legal_basis }: RuleSnapshot) => new Refusal('run.paid_by_sales', { id: `Pada bulan itu peserta dibayar dari bagi hasil penjualan (${legal_basis}). Upah per sesi hanya untuk UPT yang aturan bagi hasilnya tidak memberi bagian peserta.`, en: `In that month people are paid a share of sales (${legal_basis}). Wages by the session are for facilities whose split leaves workers no share.` }, { field: 'month' });

async function waiting(tx: Tx, id: string): Promise<RunRow> {
  await tx.one(sql`select 1 from pay.run where id = ${id}::uuid for update`);
  const run = await runById(tx, id);
  if (run.state !== 'prepared') throw new Refusal('run.decided_already', { id: 'Upah ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.', en: 'This run is decided already. Reload the page to see the decision.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === run.prepared_person) throw new Refusal('run.same_person', sameRun);
  return run;
}

const noRate = (levels: string[]) => new Refusal('run.no_rate', { id: `Belum ada tarif per jam untuk tingkat ${levels.join(', ')} pada sebagian hari bulan itu. Tetapkan tarifnya dahulu.`, en: `There is no hourly rate for level ${levels.join(', ')} on some days of that month. Set the rates first.` }, { field: 'month' });
const sameRun = { id: 'Yang menghitung upah tidak menyetujuinya. Mintalah pejabat lain.', en: 'Who computed the wages does not approve them. Ask another officer.' };
const sameDeduction = { id: 'Yang mencatat potongan tidak menyetujuinya. Mintalah pejabat lain.', en: 'Who recorded the deduction does not approve it. Ask another officer.' };
refuseConstraint('run_two_persons', 'run.same_person', sameRun);
refuseConstraint('deduction_two_persons', 'deduction.same_person', sameDeduction);
const inHand = { id: 'Upah bulan ini sudah dihitung dan menunggu persetujuan. Setujui atau tolak hitungan itu dahulu.', en: "This month's wages are computed and wait for approval. Approve or refuse that run first." };
for (const constraint of ['run_in_hand', 'run_once']) refuseConstraint(constraint, 'run.in_hand', inHand, 'month');
refuseConstraint('deduction_not_beyond', 'run.claim_paid', { id: 'Satu potongan sudah lunas oleh upah bulan lain. Tolak hitungan ini, lalu hitung lagi.', en: "A deduction was paid off by another month's wages. Refuse this run and compute it again." });
