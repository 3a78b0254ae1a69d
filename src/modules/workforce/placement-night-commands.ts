/** What happens without a person's hand: plans that fall due in the night, and the end of work when somebody leaves. Everything is told in the inbox of changes. */
import { dayAt } from '#organisation';
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { log } from '#kernel/log.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit, system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { endingReasons, suspensionReasons, type ChangeKind, type EndingReason, type SuspensionReason } from './placement-plan.ts';
import { logEligibility, removeFromWaiting } from './waiting-step-commands.ts';

/** Every facility with people in it, one transaction each: one that fails leaves the others theirs. */
export async function turnAllPlans(db: Db): Promise<void> {
  const places = await reading(db, { actor: system }, (reader) => reader.all<{ facility_id: string }>(sql`select distinct facility_id from workforce.worker`));
  for (const { facility_id } of places) {
    await transact(db, { actor: system }, (tx) => turnPlans(tx, { facility_id })).catch((error: unknown) => log.error({ err: error, facility_id }, 'plans were not turned'));
  }
}

/** Turns every plan that is due by the facility's own calendar; asked again, it finds nothing more to do. */
export async function turnPlans(tx: Tx, { facility_id }: { facility_id: string }): Promise<{ changed: number }> {
  permit(tx.actor, 'placement.end');
  const today = await dayAt(tx, facility_id);
  const before = tx.now;
  await endAsPlanned(tx, facility_id, today);
  await endByTerm(tx, facility_id, today);
  await turnSuspensions(tx, facility_id, today);
  await turnFitness(tx, facility_id, today);
  await tellRest(tx, facility_id, today);
  await drawDueLot(tx, facility_id, today);
  await logEligibility(tx, facility_id);
  const { changed } = await tx.one<{ changed: number }>(sql`select count(*)::int as changed from workforce.change_notice where facility_id = ${facility_id} and made_at = ${before}`);
  if (changed > 0) tx.emit({ verb: 'night.turned', facility_id, subject_kind: 'facility', subject_id: facility_id, particulars: { day: today, changed } });
  return { changed };
}

async function endAsPlanned(tx: Tx, facility_id: string, today: string): Promise<void> {
  const due = await tx.all<{ id: string; placement_id: string; worker_id: string; on_day: string; reason_code: EndingReason }>(sql`
    select id, placement_id, worker_id, on_day, reason_code from workforce.placement_ending where facility_id = ${facility_id} and state = 'planned' and on_day <= ${today}::date order by id for update`);
  for (const plan of due) {
    await tx.run(sql`
      update workforce.placement set valid = daterange(lower(valid), ${plan.on_day}::date), ended_reason = ${endingReasons[plan.reason_code].id} where facility_id = ${facility_id} and id = ${plan.placement_id} and lower(valid) < ${plan.on_day}::date and (upper(valid) is null or upper(valid) > ${plan.on_day}::date)`);
    await tx.run(sql`update workforce.placement_ending set state = 'done' where facility_id = ${facility_id} and id = ${plan.id}`);
    await tell(tx, { facility_id, ...plan, kind: 'placement_ended', reason: endingReasons[plan.reason_code] });
    tx.emit({ verb: 'placement.ended', facility_id, subject_kind: 'worker', subject_id: plan.worker_id, particulars: { placement_id: plan.placement_id, on_day: plan.on_day, reason: plan.reason_code } });
  }
}

/** Placements that were given with a last day. */
async function endByTerm(tx: Tx, facility_id: string, today: string): Promise<void> {
  const over = await tx.all<{ placement_id: string; worker_id: string; on_day: string }>(sql`
    update workforce.placement set ended_reason = ${endingReasons.completed.id} where facility_id = ${facility_id} and approved_at is not null and ended_reason is null and upper(valid) <= ${today}::date returning id as placement_id, worker_id, upper(valid) as on_day`);
  for (const row of over) await tell(tx, { facility_id, ...row, kind: 'placement_ended', reason: endingReasons.completed });
}

async function turnSuspensions(tx: Tx, facility_id: string, today: string): Promise<void> {
  const due = await tx.all<{ id: string; placement_id: string; worker_id: string; begins: string; ends: string | null; state: string; reason_code: SuspensionReason }>(sql`
    select id, placement_id, worker_id, lower(valid) as begins, upper(valid) as ends, state, reason_code from workforce.placement_suspension
    where facility_id = ${facility_id} and (state = 'planned' and lower(valid) <= ${today}::date or state = 'running' and upper(valid) <= ${today}::date) order by id for update`);
  for (const row of due) {
    const step = (state: string) => tx.run(sql`update workforce.placement_suspension set state = ${state} where facility_id = ${facility_id} and id = ${row.id}`);
    if (row.state === 'planned') {
      await step('running');
      await tell(tx, { facility_id, ...row, on_day: row.begins, kind: 'suspension_started', reason: suspensionReasons[row.reason_code], until: row.ends });
    }
    if (row.ends !== null && row.ends <= today) {
      await step('over');
      await tell(tx, { facility_id, ...row, on_day: row.ends, kind: 'suspension_over', reason: suspensionReasons[row.reason_code] });
    }
  }
}

/** What changed by the calendar alone, told once: begun placements, permits that ran out. */
async function tellRest(tx: Tx, facility_id: string, today: string): Promise<void> {
  const recent = addDays(today, -7);
  const found = await tx.all<{ kind: ChangeKind; worker_id: string; placement_id: string; on_day: string }>(sql`
    select 'placement_started' as kind, worker_id, id as placement_id, lower(valid) as on_day from workforce.placement where facility_id = ${facility_id} and approved_at is not null and valid @> ${today}::date and lower(valid) > ${recent}::date and approved_at::date < lower(valid)
    union all select 'release_over', worker_id, placement_id, upper(valid) from workforce.day_release where facility_id = ${facility_id} and state = 'permitted' and upper(valid) <= ${today}::date and upper(valid) > ${recent}::date`);
  for (const row of found) await tell(tx, { facility_id, ...row });
}

/** A certificate of fitness that ran out pauses work until there is a new one. */
async function turnFitness(tx: Tx, facility_id: string, today: string): Promise<void> {
  const people = await tx.all<{ worker_id: string; fit_until: string; paused: boolean }>(sql`
    select w.id as worker_id, w.fit_until, exists (select 1 from workforce.placement_suspension s where s.facility_id = w.facility_id and s.worker_id = w.id and s.reason_code = 'health' and s.state = 'running' and upper(s.valid) is null and s.planned_by is null) as paused
    from workforce.worker w where w.facility_id = ${facility_id} and w.state = 'present' and w.fit_until is not null
      and exists (select 1 from workforce.placement p where p.facility_id = w.facility_id and p.worker_id = w.id and p.approved_at is not null and p.valid @> ${today}::date) order by w.id`);
  for (const { worker_id, fit_until, paused } of people) {
    if (fit_until < today && !paused) await suspendWork(tx, { facility_id, worker_id, from: today, reason: 'health', kind: 'fitness_expired' });
    if (fit_until >= today && paused) await resumeWork(tx, { facility_id, worker_id, on_day: today, reason: 'health' });
  }
}

async function drawDueLot(tx: Tx, facility_id: string, today: string): Promise<void> {
  const drawn = await tx.maybe<{ seed: string }>(sql`
    insert into workforce.waiting_lottery (facility_id, month, seed, drawn_at, drawn_by) select ${facility_id}, date_trunc('month', ${today}::date), ${unguessable(16)}, ${tx.now}, null
    where exists (select 1 from workforce.waiting_entry where facility_id = ${facility_id} and state in ('pending', 'approved', 'offered')) on conflict do nothing returning seed`);
  if (drawn) tx.emit({ verb: 'lottery.drawn', facility_id, subject_kind: 'lottery', subject_id: `${facility_id}/${today.slice(0, 7)}`, particulars: { month: today.slice(0, 7), seed: drawn.seed } });
}

type Leaving = { facility_id: string; worker_id: string; on_day: string; reason: Extract<EndingReason, 'transferred' | 'released' | 'died'> };
/** Somebody has left: placements end on that day, what had not begun is called off, plans and permits close, waiting ends. Harmless twice. */
export async function endWork(tx: Tx, { facility_id, worker_id, on_day, reason }: Leaving): Promise<void> {
  const said = endingReasons[reason];
  const rows = await tx.all<{ placement_id: string; begun: boolean; approved: boolean }>(sql`
    select id as placement_id, lower(valid) < ${on_day}::date as begun, approved_at is not null as approved from workforce.placement
    where facility_id = ${facility_id} and worker_id = ${worker_id} and refused_at is null and (upper(valid) is null or upper(valid) > ${on_day}::date) order by id for update`);
  for (const { placement_id, begun, approved } of rows) {
    await closePlans(tx, facility_id, placement_id, said.id);
    if (begun && approved) {
      await tx.run(sql`update workforce.placement set valid = daterange(lower(valid), ${on_day}::date), ended_reason = ${said.id} where facility_id = ${facility_id} and id = ${placement_id}`);
      tx.emit({ verb: 'placement.ended', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { placement_id, on_day, reason } });
    } else {
      await tx.run(sql`update workforce.placement set approved_by = null, approved_person = null, approved_at = null, refused_by = ${tx.actor.account_id}, refused_at = ${tx.now}, refused_reason = ${said.id} where facility_id = ${facility_id} and id = ${placement_id}`);
      tx.emit({ verb: 'placement.refused', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { placement_id, reason } });
    }
    await tell(tx, { facility_id, worker_id, placement_id, on_day, kind: begun && approved ? 'placement_ended' : 'proposal_refused', reason: said });
  }
  const removed = await removeFromWaiting(tx, { facility_id, worker_id, reason_code: reason.toUpperCase() });
  if (removed > 0) await tell(tx, { facility_id, worker_id, placement_id: null, on_day, kind: 'waiting_removed', reason: said });
}

async function closePlans(tx: Tx, facility_id: string, placement_id: string, why: string): Promise<void> {
  await tx.run(sql`update workforce.placement_ending set state = 'cancelled' where facility_id = ${facility_id} and placement_id = ${placement_id} and state = 'planned'`);
  await tx.run(sql`update workforce.placement_suspension set state = 'lifted', lifted_by = ${tx.actor.account_id}, lifted_at = ${tx.now}, lifted_reason = ${why} where facility_id = ${facility_id} and placement_id = ${placement_id} and state in ('planned', 'running')`);
  await tx.run(sql`update workforce.day_release set state = case state when 'permitted' then 'revoked' else 'refused' end, decided_by = ${tx.actor.account_id}, decided_at = ${tx.now}, decided_reason = ${why} where facility_id = ${facility_id} and placement_id = ${placement_id} and state in ('requested', 'permitted')`);
}

/** Off work from a day on, in every placement that runs: away, a measure of discipline, a consent taken back. What is suspended already stays so. */
type Pausing = { facility_id: string; worker_id: string; from: string; to?: string | null; reason: SuspensionReason; regimes?: string[]; kind?: ChangeKind };
export async function suspendWork(tx: Tx, { facility_id, worker_id, from, to = null, reason, regimes, kind = 'suspension_started' }: Pausing): Promise<void> {
  const placed = await tx.all<{ placement_id: string; begins: string; ends: string | null }>(sql`
    select id as placement_id, greatest(lower(valid), ${from}::date) as begins, case when upper(valid) is null and ${to}::date is null then null else least(upper(valid), ${to}::date) end as ends from workforce.placement p
    where facility_id = ${facility_id} and worker_id = ${worker_id} and approved_at is not null and valid && daterange(${from}::date, ${to}::date) and (${regimes ?? null}::text[] is null or regime = any (${regimes ?? null}::text[]))
      and not exists (select 1 from workforce.placement_suspension s where s.facility_id = p.facility_id and s.placement_id = p.id and s.state <> 'lifted' and s.valid && daterange(greatest(lower(p.valid), ${from}::date), least(upper(p.valid), ${to}::date))) order by id for update`);
  const today = await dayAt(tx, facility_id);
  for (const { placement_id, begins, ends } of placed) {
    await tx.run(sql`
      insert into workforce.placement_suspension (facility_id, placement_id, worker_id, valid, paid, reason_code, state, planned_by, planned_person, planned_at)
      values (${facility_id}, ${placement_id}, ${worker_id}, daterange(${begins}::date, ${ends}::date), false, ${reason}, ${begins > today ? 'planned' : 'running'}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
    if (begins <= today) await tell(tx, { facility_id, worker_id, placement_id, on_day: begins, kind, reason: suspensionReasons[reason], until: ends });
  }
}

/** Back at work: what the system suspended for that reason is over from that day. A person's own plan runs on. */
export async function resumeWork(tx: Tx, { facility_id, worker_id, on_day, reason }: { facility_id: string; worker_id: string; on_day: string; reason: SuspensionReason }): Promise<void> {
  const open = await tx.all<{ placement_id: string }>(sql`
    update workforce.placement_suspension set state = 'over', valid = daterange(lower(valid), greatest(lower(valid) + 1, ${on_day}::date)) where facility_id = ${facility_id} and worker_id = ${worker_id} and reason_code = ${reason} and state = 'running' and upper(valid) is null and planned_by is null returning placement_id`);
  for (const { placement_id } of open) await tell(tx, { facility_id, worker_id, placement_id, on_day, kind: 'suspension_over', reason: suspensionReasons[reason] });
}

type Told = { facility_id: string; worker_id: string; placement_id: string | null; on_day: string; kind: ChangeKind; reason?: { id: string; en: string }; until?: string | null };
async function tell(tx: Tx, { facility_id, worker_id, placement_id, on_day, kind, reason, until }: Told): Promise<void> {
  const particulars = JSON.stringify({ ...(reason ? { reason_id: reason.id, reason_en: reason.en } : {}), ...(until ? { until } : {}) });
  await tx.run(sql`insert into workforce.change_notice (facility_id, on_day, kind, worker_id, placement_id, particulars, made_at) values (${facility_id}, ${on_day}, ${kind}, ${worker_id}, ${placement_id}, ${particulars}::jsonb, ${tx.now}) on conflict do nothing`);
}

/** Seen by a person: one change, or everything that is open. */
export async function acknowledgeChanges(tx: Tx, { facility_id, ids, note = '' }: { facility_id: string; ids: string[]; note?: string }): Promise<{ seen: number }> {
  permit(tx.actor, 'change.acknowledge');
  const seen = await tx.run(sql`
    update workforce.change_notice set acknowledged_by = ${tx.actor.account_id}, acknowledged_person = ${tx.actor.person_id}, acknowledged_at = ${tx.now}, note = ${note} where facility_id = ${facility_id} and id = any (${ids}::uuid[]) and acknowledged_at is null`);
  if (seen === 0) throw new Refusal('change.seen_already', { id: 'Perubahan ini sudah ditandai dilihat. Muat ulang daftarnya.', en: 'This change is already marked as seen. Load the list again.' });
  tx.emit({ verb: 'change.acknowledged', facility_id, subject_kind: 'facility', subject_id: facility_id, particulars: { changes: ids } });
  return { seen };
}
