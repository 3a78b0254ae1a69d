import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { verdictsOn } from './eligibility.ts';
import { workplaces } from './queries.ts';
import type { PriorityRow, Requester, WaitingState } from './waiting.ts';

export type EntryRow = {
  facility_id: string; id: string; worker_id: string; roster_code: string; name: string; workshop_id: string | null; workshop_code: string | null; workshop_name_id: string | null; workshop_name_en: string | null; requested_by: Requester; applied_on: string; note: string;
  restitution: string | null; state: WaitingState; reason_code: string | null; reason_name_id: string | null; reason_name_en: string | null; placement_id: string | null; release_on: string | null; ever_placed: boolean;
};
const entryRows = sql`
  select e.facility_id, e.id, e.worker_id, w.roster_code, w.name, e.workshop_id, k.code as workshop_code, k.name_id as workshop_name_id, k.name_en as workshop_name_en, e.requested_by, e.applied_on, e.note, e.restitution, e.state, e.reason_code, r.name_id as reason_name_id, r.name_en as reason_name_en, e.placement_id, w.release_on,
    exists (select 1 from workforce.placement p where p.facility_id = e.facility_id and p.worker_id = e.worker_id and p.approved_at is not null) as ever_placed
  from workforce.waiting_entry e join workforce.worker w on w.facility_id = e.facility_id and w.id = e.worker_id
    left join workshop.workshop_published k on k.facility_id = e.facility_id and k.id = e.workshop_id left join workforce.waiting_reason r on r.code = e.reason_code`;

/** Everybody who waits, for one workshop (or any) or for all; with `state`, those of that state, the closed ones too. */
export function entries(reader: Reader, { facility_id, workshop_id, state }: { facility_id: string; workshop_id?: string | undefined; state?: WaitingState | undefined }): Promise<EntryRow[]> {
  return reader.all(sql`${entryRows} where e.facility_id = ${facility_id} and (e.state = ${state ?? null} or (${state ?? null}::text is null and e.state in ('pending', 'approved', 'offered')))
    and (${workshop_id ?? null}::uuid is null or e.workshop_id is null or e.workshop_id = ${workshop_id ?? null}) order by e.applied_on, e.id limit 2000`);
}
export function entryById(reader: Reader, id: string): Promise<EntryRow> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return reader.one(sql`${entryRows} where e.id = ${id}`);
}

export type LogRow = { at: Date; from_state: WaitingState | null; to_state: WaitingState; eligible: boolean; failed: string[]; reason_name_id: string | null; reason_name_en: string | null; note: string };
export function logOf(reader: Reader, entry_id: string): Promise<LogRow[]> {
  return reader.all(sql`select l.at, l.from_state, l.to_state, l.eligible, l.failed, r.name_id as reason_name_id, r.name_en as reason_name_en, l.note from workforce.waiting_log l left join workforce.waiting_reason r on r.code = l.reason_code where l.entry_id = ${entry_id} order by l.seq`);
}

export type SpellRow = { entry_id: string; roster_code: string; workshop_code: string | null; state: WaitingState; eligible: boolean; failed: string[]; begins: Date; ends: Date | null; cursor: string };
/** Who waited from when to when, able to work or not: the lawful comparison group, by roster code. */
export function spells(reader: Reader, { facility_id, after = '', limit = 200 }: { facility_id: string; after?: string; limit?: number }): Promise<SpellRow[]> {
  return reader.all(sql`
    select s.entry_id, w.roster_code, k.code as workshop_code, s.state, s.eligible, s.failed, s.begins, s.ends, s.entry_id::text || to_char(s.begins at time zone 'UTC', 'YYYYMMDDHH24MISSUS') as cursor from workforce.waiting_spell_published s join workforce.worker w on w.facility_id = s.facility_id and w.id = s.worker_id
      left join workshop.workshop_published k on k.facility_id = s.facility_id and k.id = s.workshop_id
    where s.facility_id = ${facility_id} and s.entry_id::text || to_char(s.begins at time zone 'UTC', 'YYYYMMDDHH24MISSUS') > ${after} order by cursor limit ${limit}`);
}

export type ReasonRow = { code: string; name_id: string; name_en: string; used_for: string[] };
export function waitingReasons(reader: Reader): Promise<ReasonRow[]> {
  return reader.all(sql`select code, name_id, name_en, used_for from workforce.waiting_reason order by name_id`);
}

export function prioritiesOn(reader: Reader, facility_id: string, day: string): Promise<PriorityRow[]> {
  return reader.all(sql`
    select * from (select distinct on (code) code, name_id, name_en, weight, parameters, legal_basis from workforce.waiting_priority
      where valid @> ${day}::date and (facility_id is null or facility_id = ${facility_id}) order by code, facility_id nulls last) p order by weight desc, code`);
}

export type LotRow = { month: string; seed: string; drawn_at: Date };
export function lotOn(reader: Reader, facility_id: string, day: string): Promise<LotRow | undefined> {
  return reader.maybe(sql`select to_char(month, 'YYYY-MM') as month, seed, drawn_at from workforce.waiting_lottery where facility_id = ${facility_id} and month = date_trunc('month', ${day}::date)`);
}

export type Fit = { eligible: boolean; failed: string[] };
/** Able to do the work asked for, or any work of the facility, on that day; else the codes of what stands in the way. One judgment per workshop for all of them. */
export async function fitToWait(reader: Reader, facility_id: string, waiting: readonly Pick<EntryRow, 'id' | 'worker_id' | 'workshop_id'>[], day: string): Promise<Map<string, Fit>> {
  const fit = new Map<string, Fit>(waiting.map((entry) => [entry.id, { eligible: false, failed: [] }]));
  for (const place of await workplaces(reader, facility_id)) {
    const asking = waiting.filter((entry) => entry.workshop_id === null || entry.workshop_id === place.id);
    if (asking.length === 0) continue;
    const verdicts = await verdictsOn(reader, { facility_id, workshop_id: place.id, day, worker_ids: asking.map((entry) => entry.worker_id) });
    for (const entry of asking) {
      const [verdict, found] = [verdicts.get(entry.worker_id), fit.get(entry.id)];
      if (!verdict || !found || found.eligible) continue;
      const failed = verdict.checks.filter((check) => !check.passed && check.effect === 'block').map((check) => check.code);
      fit.set(entry.id, verdict.allowed ? { eligible: true, failed: [] } : { eligible: false, failed: [...new Set([...found.failed, ...failed])].sort() });
    }
  }
  return fit;
}

/** Who is called by this code, to write an application for. */
export function workerByRosterCode(reader: Reader, facility_id: string, code: string): Promise<{ id: string } | undefined> {
  return reader.maybe(sql`select id from workforce.worker where facility_id = ${facility_id} and roster_code = upper(${code})`);
}
