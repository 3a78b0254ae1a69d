import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { judge, type CheckRow, type Person, type Regime, type Verdict } from './worker.ts';

export type WorkerRow = { id: string; roster_code: string; name: string; sex: string; skill_level: number; state: string; risk: string; fit_until: string | null; workshop_id: string | null; job: string | null };

export function workers(reader: Reader, { facility_id, q = '', state = 'present', after = '', limit = 50 }: { facility_id: string; q?: string; state?: string; after?: string; limit?: number }): Promise<WorkerRow[]> {
  return reader.all(sql`
    select w.id, w.roster_code, w.name, w.sex, w.skill_level, w.state, w.risk, w.fit_until, p.workshop_id, p.job
    from workforce.worker w left join workforce.placement p on p.facility_id = w.facility_id and p.worker_id = w.id and p.approved_by is not null and p.valid @> ${reader.now.toISOString().slice(0, 10)}::date
    where w.facility_id = ${facility_id} and (${state} = '' or w.state = ${state}) and (${q} = '' or w.name ilike '%' || ${q} || '%' or w.roster_code ilike ${q} || '%') and w.roster_code > ${after}
    order by w.roster_code limit ${limit}`);
}

export type WorkerFile = Person & { facility_id: string; id: string; roster_code: string; register_number: string; name: string; sex: string; custody_from: string; tool_clearance: string; skill_level: number; is_sample: boolean };
export function workerById(reader: Reader, id: string): Promise<WorkerFile> {
  return reader.one(sql`select facility_id, id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, release_on, risk, fit_until, tool_clearance, skill_level, state, is_sample from workforce.worker where id = ${id}`);
}

export type PlacementRow = { id: string; workshop_id: string; job: string; paid: boolean; from: string; to: string | null; decree: string; proposed_by: string | null; approved_by: string | null; override_reason: string | null };
export function placementsOf(reader: Reader, worker_id: string): Promise<PlacementRow[]> {
  return reader.all(sql`select id, workshop_id, job, paid, lower(valid) as from, upper(valid) as to, decree, proposed_by, approved_by, override_reason from workforce.placement where worker_id = ${worker_id} order by lower(valid) desc`);
}

export function consentsOf(reader: Reader, worker_id: string): Promise<{ id: string; regime: Regime; given_on: string; withdrawn_on: string | null; evidence: string }[]> {
  return reader.all(sql`select id, regime, given_on, withdrawn_on, evidence from workforce.consent where worker_id = ${worker_id} order by given_on desc`);
}

export type RosterRow = { worker_id: string; placement_id: string; roster_code: string; name: string; skill_level: number; verdict: Verdict };
type RosterFacts = Omit<RosterRow, 'verdict'> & Person & { consents: Regime[]; conflicts: number };

/** Everybody placed in the workshop on the day, each with a verdict that explains itself. */
export async function rosterFor(reader: Reader, { facility_id, workshop_id, workshop_risk, day, regime = 'facility' }: { facility_id: string; workshop_id: string; workshop_risk: 'low' | 'medium' | 'high'; day: string; regime?: Regime }): Promise<RosterRow[]> {
  const rows = await reader.all<RosterFacts>(sql`
    select w.id as worker_id, p.id as placement_id, w.roster_code, w.name, w.skill_level, w.kind, w.risk, w.fit_until, w.release_on, w.state, w.born_on, w.sentence_from,
      coalesce((select array_agg(c.regime) from workforce.consent c where c.facility_id = w.facility_id and c.worker_id = w.id and daterange(c.given_on, c.withdrawn_on) @> ${day}::date), '{}') as consents,
      (select count(*) from workforce.non_association n join workforce.placement o on o.facility_id = n.facility_id and o.worker_id = case when n.worker_a = w.id then n.worker_b else n.worker_a end
        where n.facility_id = w.facility_id and w.id in (n.worker_a, n.worker_b) and n.valid @> ${day}::date and o.workshop_id = ${workshop_id} and o.valid @> ${day}::date and o.approved_by is not null) as conflicts
    from workforce.placement p join workforce.worker w on w.facility_id = p.facility_id and w.id = p.worker_id
    where p.facility_id = ${facility_id} and p.workshop_id = ${workshop_id} and p.approved_by is not null and p.valid @> ${day}::date and w.state = 'present' order by w.roster_code`);
  const checks = await checksOn(reader, facility_id, day);
  return rows.map((row) => ({ worker_id: row.worker_id, placement_id: row.placement_id, roster_code: row.roster_code, name: row.name, skill_level: row.skill_level, verdict: judge({ person: row, workshop_risk, consents: row.consents, conflicts: row.conflicts, regime, day }, checks) }));
}

/** May this person be put to work there: the same checks before a placement exists. */
export async function verdictOn(reader: Reader, { facility_id, worker_id, workshop_id, workshop_risk, day, regime = 'facility' }: { facility_id: string; worker_id: string; workshop_id: string; workshop_risk: 'low' | 'medium' | 'high'; day: string; regime?: Regime }): Promise<Verdict> {
  const facts = await reader.one<Person & { consents: Regime[]; conflicts: number }>(sql`
    select w.kind, w.risk, w.fit_until, w.release_on, w.state, w.born_on, w.sentence_from,
      coalesce((select array_agg(c.regime) from workforce.consent c where c.facility_id = w.facility_id and c.worker_id = w.id and daterange(c.given_on, c.withdrawn_on) @> ${day}::date), '{}') as consents,
      (select count(*) from workforce.non_association n join workforce.placement o on o.facility_id = n.facility_id and o.worker_id = case when n.worker_a = w.id then n.worker_b else n.worker_a end
        where n.facility_id = w.facility_id and w.id in (n.worker_a, n.worker_b) and n.valid @> ${day}::date and o.workshop_id = ${workshop_id} and o.valid @> ${day}::date and o.approved_by is not null) as conflicts
    from workforce.worker w where w.facility_id = ${facility_id} and w.id = ${worker_id}`);
  return judge({ person: facts, workshop_risk, consents: facts.consents, conflicts: facts.conflicts, regime, day }, await checksOn(reader, facility_id, day));
}

function checksOn(reader: Reader, facility_id: string, day: string): Promise<CheckRow[]> {
  return reader.all(sql`
    select distinct on (code) code, effect from workforce.suitability_check where valid @> ${day}::date and (facility_id is null or facility_id = ${facility_id}) order by code, facility_id nulls last`);
}
