// Solving, beside the requests: taken by one process, told how far it is, written whole or not at all.
import { dayIn } from '#kernel/calendar.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { log } from '#kernel/log.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { Cancelled, solveInThread } from './allocation/in-thread.ts';
import type { Answer, Cell } from './allocation/problem.ts';
import { solveProblem, type Progress } from './allocation/solve.ts';
import { poseProblem, type Posed } from './allocation-queries.ts';
import type { AllocationRules } from './loop.ts';

/** A process that died while solving is noticed after this long, and another begins anew. */
const silent = '60 seconds';
const beat = 500;

type Taken = { id: string; announcement_id: string; rules: AllocationRules; year: number };

/** Without a thread, for problems that take no time. */
export const solveHere: typeof solveInThread = async (problem, options) => solveProblem(await problem, options);

/** Solves the oldest that waits; false when none does. One process takes it, others pass by. */
export async function solveNext(db: Db, solve = solveInThread): Promise<boolean> {
  const taken = await transact(db, { actor: system }, (tx) => tx.maybe<Taken>(sql`
    update procurement.allocation v set state = 'solving', started_at = ${tx.now}, beat_at = clock_timestamp(), progress = '{}' from procurement.announcement a
    where a.id = v.announcement_id and v.id = (select id from procurement.allocation where state = 'asked' or (state = 'solving' and beat_at < clock_timestamp() - ${silent}::interval) order by asked_at limit 1 for update skip locked)
    returning v.id, v.announcement_id, v.rules, a.year`));
  if (!taken) return false;
  const cancel = new AbortController();
  let progress: Progress = { stage: 'build', iterations: 0 };
  const heart = setInterval(() => void heartbeat(db, taken.id, progress).then((stop) => stop && cancel.abort(), (error: unknown) => log.warn({ err: error }, 'an allocation could not tell how far it is')), beat);
  try {
    const posed = reading(db, { actor: system }, (reader) => poseProblem(reader, { ...taken, day: dayIn('Asia/Jakarta', reader.now) }));
    const answer = await solve(posed.then(({ problem }) => problem), { signal: cancel.signal, onProgress: (told) => (progress = told) });
    const facts = await posed;
    await transact(db, { actor: system }, (tx) => writeAnswer(tx, taken, facts, answer));
  } catch (error) {
    await transact(db, { actor: system }, (tx) => end(tx, taken.id, error));
  } finally {
    clearInterval(heart);
  }
  return true;
}

/** Begins at once in this process; what goes wrong is written beside the allocation. */
export function solveSoon(db: Db): void {
  solveNext(db).catch((error: unknown) => log.error({ err: error }, 'an allocation could not be taken up'));
}

/** Writes how far it is, and hears whether somebody wants it stopped. */
async function heartbeat(db: Db, id: string, progress: Progress): Promise<boolean> {
  const row = await transact(db, { actor: system }, (tx) => tx.maybe<{ cancel_asked: boolean }>(sql`update procurement.allocation set beat_at = clock_timestamp(), progress = ${JSON.stringify(progress)}::jsonb where id = ${id} and state = 'solving' returning cancel_asked`));
  return row?.cancel_asked ?? true;
}

/** Every cell, shortage and figure in one transaction with the state: until it commits there is nothing. */
export async function writeAnswer(tx: Tx, { id, announcement_id, year }: Pick<Taken, 'id' | 'announcement_id' | 'year'>, { facilities, demands, problem, fix_ids }: Posed, { cells, shortages, makers, ...answer }: Answer): Promise<void> {
  const still = await tx.maybe<{ cancel_asked: boolean }>(sql`select cancel_asked from procurement.allocation where id = ${id} and state = 'solving' for update`);
  if (!still || still.cancel_asked) throw new Cancelled();
  const facility = (n: number) => facilities[n]?.id ?? null;
  const all = <T>(of: (cell: Cell) => T): T[] => cells.map(of);
  await tx.run(sql`
    insert into procurement.allocation_cell (allocation_id, demand_line_id, facility_id, agency_id, kind_id, regency_code, month, quantity, by_hand, price_idr, km, transport_idr, scarcity_idr, held_by, share_idr, other_facility_id, other_more_idr, other_why)
    select ${id}, d.id, c.facility_id, d.agency_id, d.kind_id, d.regency_code, extract(month from d.needed_by)::int, c.quantity, c.by_hand, c.price_idr, c.km, c.transport_idr, c.scarcity_idr, c.held_by, c.share_idr, c.other_id, c.other_more_idr, c.other_why
    from unnest(${all(({ demand: d }) => demands[d]?.id)}::uuid[], ${all(({ maker }) => facility(maker))}::uuid[], ${all(({ quantity }) => quantity)}::int[], ${all(({ by_hand }) => by_hand)}::boolean[], ${all(({ price_idr }) => price_idr)}::bigint[], ${all(({ km }) => km)}::real[], ${all(({ transport_idr }) => transport_idr)}::bigint[],
      ${all(({ scarcity_idr }) => scarcity_idr)}::bigint[], ${all(({ limit }) => limit)}::text[], ${all(({ share_idr }) => share_idr)}::bigint[], ${all(({ other }) => other && facility(other.maker))}::uuid[], ${all(({ other }) => other && other.more_idr)}::bigint[], ${all(({ other }) => other && other.why)}::text[])
      as c(line, facility_id, quantity, by_hand, price_idr, km, transport_idr, scarcity_idr, held_by, share_idr, other_id, other_more_idr, other_why) join procurement.demand_line d on d.id = c.line`);
  const shortRows = shortages.map(({ demand: d, quantity, reason }) => ({ line: demands[d]?.id, agency: demands[d]?.agency_id, kind: demands[d]?.kind_id, quantity, reason }));
  await tx.run(sql`
    insert into procurement.allocation_shortage (allocation_id, demand_line_id, agency_id, kind_id, quantity, reason) select ${id}, line, agency, kind, quantity, reason from json_to_recordset(${JSON.stringify(shortRows)}::json) as s(line uuid, agency uuid, kind uuid, quantity int, reason text)`);
  const whole = (list: number[] | null) => (list === null ? null : list.reduce((sum, n) => sum + n, 0));
  const sourceRows = facilities.map(({ id: facility_id, groups, people, machines }, n) => ({ facility_id, groups, people, machines, people_minutes: whole(problem.makers[n]?.people_minutes ?? []), machine_minutes: whole(problem.makers[n]?.machine_minutes ?? null), ...makers[n] }));
  await tx.run(sql`
    insert into procurement.allocation_source (allocation_id, facility_id, groups, people, machines, people_minutes, people_used, machine_minutes, machines_used, quantity, value_idr, nearest_quantity, nearest_value_idr)
    select ${id}, facility_id, groups, people, machines, people_minutes, people_used, machine_minutes, machines_used, quantity, value_idr, nearest_quantity, nearest_value_idr
    from json_to_recordset(${JSON.stringify(sourceRows)}::json) as s(facility_id uuid, groups text[], people int, machines int, people_minutes bigint, people_used bigint, machine_minutes bigint, machines_used bigint, quantity int, value_idr bigint, nearest_quantity int, nearest_value_idr bigint)`);
  const { n: unclassified } = await tx.one<{ n: number }>(sql`select count(*)::int as n from procurement.demand_line d join procurement.announcement a on a.survey_id = d.survey_id where a.id = ${announcement_id} and d.kind_id is null and d.state = 'stated'`);
  await tx.run(sql`update procurement.allocation set state = 'draft', ended_at = clock_timestamp(), figures = ${JSON.stringify({ ...answer, lines: demands.length, unclassified })}::jsonb, fix_ids = ${fix_ids}::uuid[] where id = ${id}`);
  tx.emit({ verb: 'allocation.solved', facility_id: null, subject_kind: 'allocation', subject_id: id, particulars: { year, cells: cells.length, shortages: shortages.length } });
}

async function end(tx: Tx, id: string, error: unknown): Promise<void> {
  const cancelled = error instanceof Cancelled;
  if (!cancelled) log.error({ err: error, allocation: id }, 'an allocation failed');
  const ended = await tx.run(sql`update procurement.allocation set state = ${cancelled ? 'cancelled' : 'failed'}, ended_at = clock_timestamp(), failed_reason = ${cancelled ? null : String(error instanceof Error ? error.message : error).slice(0, 300)} where id = ${id} and state = 'solving'`);
  if (ended > 0) tx.emit({ verb: cancelled ? 'allocation.cancelled' : 'allocation.failed', facility_id: null, subject_kind: 'allocation', subject_id: id });
}
