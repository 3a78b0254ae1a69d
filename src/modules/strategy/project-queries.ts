import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type ProjectRow = {
  id: string; number: string; node_code: string; title: string; problem: string; options: string; benefit: string; invested_idr: number; benefit_idr_per_year: number; cost_idr_per_year: number; years: number; jobs: number; assumptions: string;
  owner_role: string; owner_unit: string; gate: number; state: 'open' | 'stopped' | 'closed'; is_sample: boolean; writer: string | null; written_at: Date; asked: number | null;
};
const projectRows = sql`
  select p.id, p.number, p.node_code, p.title, p.problem, p.options, p.benefit, p.invested_idr, p.benefit_idr_per_year, p.cost_idr_per_year, p.years, p.jobs, p.assumptions, p.owner_role, p.owner_unit, p.gate, p.state, p.is_sample, a.name as writer, p.written_at,
    (select g.gate from strategy.gate g where g.project_id = p.id and g.state = 'asked') as asked
  from strategy.project p left join identity.account_published a on a.id = p.written_by`;
export function projects(reader: Reader, nodes?: readonly string[]): Promise<ProjectRow[]> {
  return reader.all(sql`${projectRows} where (${nodes ? [...nodes] : null}::text[] is null or p.node_code = any (${nodes ? [...nodes] : null}::text[])) order by p.state = 'open' desc, p.number desc limit 500`);
}
export function projectById(reader: Reader, id: string): Promise<ProjectRow> {
  return reader.one(sql`${projectRows} where p.id = ${id}::uuid`);
}

export type GateRow = { id: string; gate: number; state: 'asked' | 'passed' | 'returned'; business_case: Record<string, unknown>; evidence: string; asked_person: string | null; asked_by: string | null; asker: string | null; asked_at: Date; decider: string | null; decided_at: Date | null; reason: string | null };
export function gatesOf(reader: Reader, project_id: string): Promise<GateRow[]> {
  return reader.all(sql`
    select g.id, g.gate, g.state, g.business_case, g.evidence, g.asked_person, g.asked_by, a.name as asker, g.asked_at, d.name as decider, g.decided_at, g.reason
    from strategy.gate g left join identity.account_published a on a.id = g.asked_by left join identity.account_published d on d.id = g.decided_by where g.project_id = ${project_id}::uuid order by g.asked_at`);
}
