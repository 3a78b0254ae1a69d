import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { ProgressState } from './steering.ts';

export type ReadingRow = { id: string; node_code: string; on_day: string; value: number; evidence: string; by: string | null; recorded_at: Date };
/** Told figures of a node up to a day, newest first. */
export function readingsOf(reader: Reader, node: string, day: string): Promise<ReadingRow[]> {
  return reader.all(sql`
    select r.id, r.node_code, r.on_day, r.value::float8 as value, r.evidence, a.name as by, r.recorded_at from strategy.reading r left join identity.account_published a on a.id = r.recorded_by where r.node_code = ${node} and r.on_day <= ${day}::date order by r.on_day desc, r.recorded_at desc, r.id desc limit 100`);
}
export function newestReadings(reader: Reader, day: string): Promise<{ node_code: string; on_day: string; value: number }[]> {
  return reader.all(sql`select distinct on (node_code) node_code, on_day, value::float8 as value from strategy.reading where on_day <= ${day}::date order by node_code, on_day desc, recorded_at desc, id desc`);
}

export type ProgressRow = { node_code: string; state: ProgressState; on_day: string; evidence: string; by: string | null; recorded_at: Date };
export function newestProgress(reader: Reader, day: string): Promise<ProgressRow[]> {
  return reader.all(sql`
    select distinct on (p.node_code) p.node_code, p.state, p.on_day, p.evidence, a.name as by, p.recorded_at from strategy.progress p left join identity.account_published a on a.id = p.recorded_by where p.on_day <= ${day}::date order by p.node_code, p.recorded_at desc, p.id desc`);
}

export type RiskRow = { id: string; number: string; node_code: string; what: string; response: string; owner_role: string; owner_unit: string; likelihood: number; impact: number; open: boolean; note: string; review_on: string | null; recorded_at: Date };
export function risks(reader: Reader, { nodes, open = false }: { nodes?: readonly string[]; open?: boolean } = {}): Promise<RiskRow[]> {
  return reader.all(sql`
    select r.id, r.number, r.node_code, r.what, r.response, r.owner_role, r.owner_unit, j.likelihood, j.impact, j.open, j.note, j.review_on, j.recorded_at
    from strategy.risk r join lateral (select * from strategy.risk_judgement j where j.risk_id = r.id order by j.seq desc limit 1) j on true
    where (${nodes ? [...nodes] : null}::text[] is null or r.node_code = any (${nodes ? [...nodes] : null}::text[])) and (not ${open} or j.open) order by j.open desc, j.likelihood * j.impact desc, r.number limit 500`);
}

export type DecisionRow = { id: string; number: string; decided_on: string; node_code: string; decision: string; reason: string; decided_by: string; owner_role: string; owner_unit: string; due_on: string | null; replaces: string | null; replaced_by: string | null; hearing_id: string | null; done_on: string | null; evidence: string | null };
export function decisions(reader: Reader, { nodes, hearing_id }: { nodes?: readonly string[]; hearing_id?: string } = {}): Promise<DecisionRow[]> {
  return reader.all(sql`
    select d.id, d.number, d.decided_on, d.node_code, d.decision, d.reason, d.decided_by, d.owner_role, d.owner_unit, d.due_on, o.number as replaces, n.number as replaced_by, d.hearing_id, x.on_day as done_on, x.evidence
    from strategy.decision d left join strategy.decision o on o.id = d.replaces left join strategy.decision n on n.replaces = d.id left join strategy.decision_done x on x.decision_id = d.id
    where (${nodes ? [...nodes] : null}::text[] is null or d.node_code = any (${nodes ? [...nodes] : null}::text[])) and (${hearing_id ?? null}::uuid is null or d.hearing_id = ${hearing_id ?? null}::uuid) order by d.decided_on desc, d.number desc limit 500`);
}
