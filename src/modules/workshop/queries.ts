import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Reason } from './attendance.ts';

export type WorkshopRow = { facility_id: string; id: string; code: string; name_id: string; name_en: string; category: string; capacity: number; risk_level: 'low' | 'medium' | 'high' };
export function workshops(reader: Reader, facility_id: string): Promise<WorkshopRow[]> {
  return reader.all(sql`select facility_id, id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop where facility_id = ${facility_id} order by name_id`);
}
export function workshopByCode(reader: Reader, facility_id: string, code: string): Promise<WorkshopRow> {
  return reader.one(sql`select facility_id, id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop where facility_id = ${facility_id} and code = ${code}`);
}
export function slots(reader: Reader, facility_id: string): Promise<{ code: 'AM' | 'PM' | 'ED'; name_id: string; name_en: string; starts: string; ends: string }[]> {
  return reader.all(sql`select code, name_id, name_en, starts::text, ends::text from workshop.slot where facility_id = ${facility_id} order by starts`);
}

export type SessionRow = { facility_id: string; id: string; workshop_id: string; workshop_code: string; workshop_name: string; day: string; slot: string; state: 'open' | 'closed' | 'cancelled'; minutes: number; expected: number; marked: number; attended: number; tools_out: number };
const sessionColumns = sql`s.facility_id, s.id, s.workshop_id, w.code as workshop_code, w.name_id as workshop_name, s.day, s.slot, s.state, (extract(epoch from upper(s.during) - lower(s.during)) / 60)::int as minutes,
  (select count(*) from workshop.roster r where r.facility_id = s.facility_id and r.session_id = s.id) as expected,
  (select count(*) from workshop.attendance_current a where a.facility_id = s.facility_id and a.session_id = s.id) as marked,
  (select count(*) from workshop.attendance_current a where a.facility_id = s.facility_id and a.session_id = s.id and a.attended) as attended,
  (select count(*) from workshop.tool_loan l where l.facility_id = s.facility_id and l.session_id = s.id and l.in_at is null) as tools_out`;
export function sessionById(reader: Reader, id: string): Promise<SessionRow> {
  return reader.one(sql`select ${sessionColumns} from workshop.session s join workshop.workshop w on w.facility_id = s.facility_id and w.id = s.workshop_id where s.id = ${id}`);
}
export function sessions(reader: Reader, { facility_id, from, to, limit = 100 }: { facility_id: string; from: string; to: string; limit?: number }): Promise<SessionRow[]> {
  return reader.all(sql`select ${sessionColumns} from workshop.session s join workshop.workshop w on w.facility_id = s.facility_id and w.id = s.workshop_id where s.facility_id = ${facility_id} and s.day between ${from} and ${to} order by s.day desc, s.slot, w.name_id limit ${limit}`);
}

export type RosterRow = { worker_id: string; roster_code: string; name: string; skill_level: number; reason_code: string | null; minutes: number | null; paid: boolean | null; note: string | null };
export function rosterOf(reader: Reader, session_id: string): Promise<RosterRow[]> {
  return reader.all(sql`
    select r.worker_id, w.roster_code, w.name, w.skill_level, a.reason_code, a.minutes, a.paid, a.note
    from workshop.roster r join workforce.worker_published w on w.facility_id = r.facility_id and w.id = r.worker_id left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id
    where r.session_id = ${session_id} order by w.roster_code`);
}

export function reasons(reader: Reader): Promise<Reason[]> {
  return reader.all(sql`select code, name_id, name_en, attended, pay_effect, needs_note, incentive_warning from workshop.attendance_reason order by attended desc, name_id`);
}

export type ToolRow = { id: string; code: string; name: string; class: string; class_name: string; control_rule: string; state: string; workshop_id: string; workshop_name: string; session_id: string | null; out_at: Date | null; roster_code: string | null };
export function tools(reader: Reader, facility_id: string, workshop_id = ''): Promise<ToolRow[]> {
  return reader.all(sql`
    select t.id, t.code, t.name, t.class, c.name_id as class_name, c.control_rule, t.state, t.workshop_id, w.name_id as workshop_name, l.session_id, l.out_at, p.roster_code
    from workshop.tool t join workshop.tool_class c on c.code = t.class join workshop.workshop w on w.facility_id = t.facility_id and w.id = t.workshop_id
      left join workshop.tool_loan l on l.facility_id = t.facility_id and l.tool_id = t.id and l.in_at is null left join workforce.worker_published p on p.facility_id = l.facility_id and p.id = l.worker_id
    where t.facility_id = ${facility_id} and (${workshop_id} = '' or t.workshop_id::text = ${workshop_id}) and t.state <> 'retired' order by w.name_id, t.code`);
}

export type IncidentRow = { id: string; number: string; kind: string; what: string; state: string; occurred_at: Date; tool_code: string | null; tool_name: string | null; outcome: string | null; reported_by: string | null };
export function incidents(reader: Reader, facility_id: string): Promise<IncidentRow[]> {
  return reader.all(sql`select i.id, i.number, i.kind, i.what, i.state, i.occurred_at, t.code as tool_code, t.name as tool_name, i.outcome, i.reported_by from workshop.incident i left join workshop.tool t on t.facility_id = i.facility_id and t.id = i.tool_id where i.facility_id = ${facility_id} order by i.occurred_at desc limit 100`);
}
export function incidentById(reader: Reader, id: string): Promise<IncidentRow> {
  return reader.one(sql`select i.id, i.number, i.kind, i.what, i.state, i.occurred_at, t.code as tool_code, t.name as tool_name, i.outcome, i.reported_by from workshop.incident i left join workshop.tool t on t.facility_id = i.facility_id and t.id = i.tool_id where i.id = ${id}`);
}
