import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { IncidentKind } from './commands/incidents.ts';
import type { ToolState } from './tool.ts';

export type ToolRow = {
  id: string; code: string; name: string; class: string; class_name_id: string; class_name_en: string; control_rule: string; officers_required: number; state: ToolState; workshop_id: string; workshop_code: string; workshop_name_id: string; workshop_name_en: string;
  session_id: string | null; out_at: Date | null; overdue: boolean; roster_code: string | null;
};
const toolRows = (reader: Reader) => sql`
  select t.id, t.code, t.name, t.class, c.name_id as class_name_id, c.name_en as class_name_en, c.control_rule, c.officers_required, t.state, t.workshop_id, w.code as workshop_code, w.name_id as workshop_name_id, w.name_en as workshop_name_en,
    l.session_id, l.out_at, coalesce(c.max_hours_out > 0 and l.out_at < ${reader.now}::timestamptz - make_interval(hours => c.max_hours_out), false) as overdue, p.roster_code
  from workshop.tool t join workshop.tool_class c on c.code = t.class join workshop.workshop w on w.facility_id = t.facility_id and w.id = t.workshop_id
    left join workshop.tool_loan l on l.facility_id = t.facility_id and l.tool_id = t.id and l.in_at is null left join workforce.worker_published p on p.facility_id = l.facility_id and p.id = l.worker_id`;

export function tools(reader: Reader, { facility_id, workshop, state, after = '', limit = 1000 }: { facility_id: string; workshop?: string; state?: string; after?: string; limit?: number }): Promise<ToolRow[]> {
  return reader.all(sql`${toolRows(reader)} where t.facility_id = ${facility_id} and (${workshop ?? null}::text is null or w.code = ${workshop ?? null}) and (${state ?? null}::text is null and t.state <> 'retired' or t.state = ${state ?? null}) and t.code > ${after} order by t.code limit ${limit}`);
}
/** The board of a session's workshop. */
export function toolsOfSession(reader: Reader, session_id: string): Promise<ToolRow[]> {
  return reader.all(sql`${toolRows(reader)} join workshop.session s on s.facility_id = t.facility_id and s.workshop_id = t.workshop_id where s.id = ${session_id} and t.state <> 'retired' order by t.code`);
}
export function unreportedOut(reader: Reader, facility_id: string, session_id: string): Promise<{ code: string; name: string }[]> {
  return reader.all(sql`
    select t.code, t.name from workshop.tool_loan l join workshop.tool t on t.facility_id = l.facility_id and t.id = l.tool_id where l.facility_id = ${facility_id} and l.session_id = ${session_id} and l.in_at is null
      and not exists (select 1 from workshop.incident i where i.facility_id = l.facility_id and i.session_id = l.session_id and i.tool_id = l.tool_id and i.kind = 'tool_missing') order by t.code`);
}
export async function toolIdByCode(reader: Reader, facility_id: string, code: string): Promise<string> {
  return (await reader.one<{ id: string }>(sql`select id from workshop.tool where facility_id = ${facility_id} and code = ${code}`)).id;
}
export function toolClasses(reader: Reader): Promise<{ code: string; name_id: string; name_en: string; control_rule: string; officers_required: number; max_hours_out: number }[]> {
  return reader.all(sql`select code, name_id, name_en, control_rule, officers_required, max_hours_out from workshop.tool_class order by code`);
}

export type IncidentRow = {
  facility_id: string; id: string; number: string; kind: IncidentKind; what: string; state: 'open' | 'closed'; occurred_at: Date; session_id: string | null; tool_id: string | null; tool_code: string | null; tool_name: string | null; tool_state: ToolState | null;
  workshop_name_id: string | null; workshop_name_en: string | null; roster_code: string | null; outcome: string | null; closed_at: Date | null; reported_person: string | null;
};
const incidentRows = sql`
  select i.facility_id, i.id, i.number, i.kind, i.what, i.state, i.occurred_at, i.session_id, i.tool_id, t.code as tool_code, t.name as tool_name, t.state as tool_state, w.name_id as workshop_name_id, w.name_en as workshop_name_en, p.roster_code, i.outcome, i.closed_at, i.reported_person
  from workshop.incident i left join workshop.tool t on t.facility_id = i.facility_id and t.id = i.tool_id left join workshop.workshop w on w.facility_id = i.facility_id and w.id = i.workshop_id
    left join lateral (select l.worker_id from workshop.tool_loan l where l.facility_id = i.facility_id and l.tool_id = i.tool_id and l.session_id = i.session_id order by l.out_at desc limit 1) l on true
    left join workforce.worker_published p on p.facility_id = i.facility_id and p.id = l.worker_id`;
export function incidents(reader: Reader, { facility_id, state, after = '', limit = 100 }: { facility_id: string; state?: string; after?: string; limit?: number }): Promise<IncidentRow[]> {
  return reader.all(sql`${incidentRows} where i.facility_id = ${facility_id} and (${state ?? null}::text is null or i.state = ${state ?? null}) and i.number > ${after} order by i.number limit ${limit}`);
}
export function incidentById(reader: Reader, id: string): Promise<IncidentRow> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return reader.one(sql`${incidentRows} where i.id = ${id}`);
}
