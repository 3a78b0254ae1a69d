import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Phrase } from '#kernel/words.ts';
import type { Reason } from './attendance.ts';
import type { SessionState, Slot } from './session.ts';
import type { Supervision } from './supervision.ts';

/** An id from an address: what is not one is not there. */
function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return id;
}

export type WorkshopRow = { facility_id: string; id: string; code: string; name_id: string; name_en: string; category: string; capacity: number; risk_level: 'low' | 'medium' | 'high' };
const workshopColumns = sql`facility_id, id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop`;
export function workshops(reader: Reader, facility_id: string): Promise<WorkshopRow[]> {
  return reader.all(sql`select ${workshopColumns} where facility_id = ${facility_id} order by name_id`);
}
export function workshopByCode(reader: Reader, facility_id: string, code: string): Promise<WorkshopRow> {
  return reader.one(sql`select ${workshopColumns} where facility_id = ${facility_id} and code = ${code}`);
}
export function maybeWorkshop(reader: Reader, facility_id: string, code: string): Promise<WorkshopRow | undefined> {
  return reader.maybe(sql`select ${workshopColumns} where facility_id = ${facility_id} and code = ${code}`);
}

export type SlotRow = { code: Slot; name_id: string; name_en: string; starts: string; ends: string };
export function slots(reader: Reader, facility_id: string): Promise<SlotRow[]> {
  return reader.all(sql`select code, name_id, name_en, to_char(starts, 'HH24.MI') as starts, to_char(ends, 'HH24.MI') as ends from workshop.slot where facility_id = ${facility_id} order by starts`);
}

export type SessionRow = {
  facility_id: string; id: string; workshop_id: string; workshop_code: string; workshop_name_id: string; workshop_name_en: string; day: string; slot: Slot; slot_name_id: string; slot_name_en: string; starts: Date; ends: Date; minutes: number;
  supervision: Supervision | null; state: SessionState; cancel_reason: string | null; left_out: { worker_id: string; roster_code: string; code: string; why: Phrase }[]; expected: number; marked: number; attended: number; tools_out: number;
};
const sessionRows = sql`
  select s.facility_id, s.id, s.workshop_id, w.code as workshop_code, w.name_id as workshop_name_id, w.name_en as workshop_name_en, s.day, s.slot, l.name_id as slot_name_id, l.name_en as slot_name_en,
    lower(s.during) as starts, upper(s.during) as ends, (extract(epoch from upper(s.during) - lower(s.during)) / 60)::int as minutes, s.supervision, s.state, s.cancel_reason, s.left_out,
    (select count(*)::int from workshop.roster r where r.facility_id = s.facility_id and r.session_id = s.id) as expected,
    (select count(*)::int from workshop.attendance_current a where a.facility_id = s.facility_id and a.session_id = s.id) as marked,
    (select count(*)::int from workshop.attendance_current a where a.facility_id = s.facility_id and a.session_id = s.id and a.attended) as attended,
    (select count(*)::int from workshop.tool_loan t where t.facility_id = s.facility_id and t.session_id = s.id and t.in_at is null) as tools_out
  from workshop.session s join workshop.workshop w on w.facility_id = s.facility_id and w.id = s.workshop_id join workshop.slot l on l.facility_id = s.facility_id and l.code = s.slot`;
export function sessionById(reader: Reader, id: string): Promise<SessionRow> {
  return reader.one(sql`${sessionRows} where s.id = ${uuid(id)}`);
}
export function sessions(reader: Reader, { facility_id, from, to, workshop, after = '', limit = 100 }: { facility_id: string; from: string; to: string; workshop?: string; after?: string; limit?: number }): Promise<SessionRow[]> {
  return reader.all(sql`${sessionRows} where s.facility_id = ${facility_id} and s.day between ${from} and ${to} and (${workshop ?? null}::text is null or w.code = ${workshop ?? null}) and s.id::text > ${after} order by s.id limit ${limit}`);
}
/** What needs attention: today's sessions, and older ones that nobody closed. */
export function sessionsToday(reader: Reader, facility_id: string, day: string): Promise<SessionRow[]> {
  return reader.all(sql`${sessionRows} where s.facility_id = ${facility_id} and (s.day = ${day} or (s.state = 'open' and s.day < ${day})) order by s.day, lower(s.during), w.name_id limit 200`);
}

export type RosterRow = { worker_id: string; roster_code: string; name: string; skill_level: number; reason_code: string | null; reason_name_id: string | null; reason_name_en: string | null; attended: boolean | null; minutes: number | null; paid: boolean | null; note: string | null };
export function rosterOf(reader: Reader, session_id: string): Promise<RosterRow[]> {
  return reader.all(sql`
    select r.worker_id, w.roster_code, w.name, w.skill_level, a.reason_code, x.name_id as reason_name_id, x.name_en as reason_name_en, a.attended, a.minutes, a.paid, a.note
    from workshop.roster r join workforce.worker_published w on w.facility_id = r.facility_id and w.id = r.worker_id
      left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id left join workshop.attendance_reason x on x.code = a.reason_code
    where r.session_id = ${session_id} order by w.roster_code`);
}
export function unmarked(reader: Reader, facility_id: string, session_id: string): Promise<{ roster_code: string }[]> {
  return reader.all(sql`
    select w.roster_code from workshop.roster r join workforce.worker_published w on w.facility_id = r.facility_id and w.id = r.worker_id
    where r.facility_id = ${facility_id} and r.session_id = ${session_id} and not exists (select 1 from workshop.attendance a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id) order by w.roster_code`);
}
/** Time worked in a session by who attended, for the rooms above. */
export function attendedMinutes(reader: Reader, session_id: string): Promise<{ worker_id: string; minutes: number; paid: boolean }[]> {
  return reader.all(sql`select worker_id, minutes, paid from workshop.attendance_current where session_id = ${session_id} and attended order by worker_id`);
}

export function reasons(reader: Reader): Promise<Reason[]> {
  return reader.all(sql`select code, name_id, name_en, attended, pay_effect, needs_note, incentive_warning, evidence from workshop.attendance_reason order by attended desc, name_id`);
}

/** A person by id or by the code on the roster. */
export async function workerIdByCode(reader: Reader, facility_id: string, code: string): Promise<string> {
  return (await reader.one<{ id: string }>(sql`select id from workforce.worker_published where facility_id = ${facility_id} and (id::text = lower(${code}) or roster_code = upper(${code}))`)).id;
}

export type Counts = { sessions: number; open: number; unmarked: number; tools_out: number; missing: number; work_orders: number; inspections: number; orders: number };
/** The six tiles of Today, in one statement; other rooms' figures from their published views. */
export function countsToday(reader: Reader, facility_id: string, day: string): Promise<Counts> {
  return reader.one(sql`
    select (select count(*)::int from workshop.session where facility_id = ${facility_id} and day = ${day}) as sessions,
      (select count(*)::int from workshop.session where facility_id = ${facility_id} and state = 'open' and day <= ${day}) as open,
      (select count(*)::int from workshop.roster r join workshop.session s on s.facility_id = r.facility_id and s.id = r.session_id where s.facility_id = ${facility_id} and s.state = 'open'
        and not exists (select 1 from workshop.attendance a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id)) as unmarked,
      (select count(*)::int from workshop.tool where facility_id = ${facility_id} and state = 'out') as tools_out,
      (select count(*)::int from workshop.tool where facility_id = ${facility_id} and state = 'missing') as missing,
      (select count(*)::int from production.work_order_published where facility_id = ${facility_id} and state in ('released', 'in_progress')) as work_orders,
      (select count(*)::int from production.work_order_published w where w.facility_id = ${facility_id} and w.state in ('in_progress', 'inspection')
        and (select coalesce(sum(o.good), 0) from production.output_published o where o.facility_id = w.facility_id and o.work_order_id = w.id and o.step = (select max((r->>'step')::int) from jsonb_array_elements(w.routing) r))
          > (select coalesce(sum(i.passed + i.failed), 0) from production.inspection_published i where i.facility_id = w.facility_id and i.work_order_id = w.id)) as inspections,
      (select count(*)::int from orders.order_published where facility_id = ${facility_id} and state = 'placed') as orders`);
}

export type SupervisorRow = { staff_id: string | null; name: string | null };
/** Who looks after a session; whoever opened it without being on the staff register has no name here. */
export function supervisorsOf(reader: Reader, session_id: string): Promise<SupervisorRow[]> {
  return reader.all(sql`
    select v.staff_id, (select h.name from organisation.holding_published h where h.facility_id = v.facility_id and h.staff_id = v.staff_id limit 1) as name
    from workshop.session_supervisor v where v.session_id = ${uuid(session_id)} order by 2 nulls last`);
}
export type WaiverRow = { id: string; workshop_name_id: string; workshop_name_en: string; day: string; slot: Slot; reason: string };
export function waivers(reader: Reader, facility_id: string, from: string): Promise<WaiverRow[]> {
  return reader.all(sql`
    select x.id, w.name_id as workshop_name_id, w.name_en as workshop_name_en, x.day, x.slot, x.reason from workshop.ratio_waiver x join workshop.workshop w on w.facility_id = x.facility_id and w.id = x.workshop_id
    where x.facility_id = ${facility_id} and x.day >= ${from} order by x.day desc, w.name_id limit 100`);
}
