import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { BoardState, CaseDecision, CaseKind, MemberPost } from './board.ts';

export type BoardRow = { facility_id: string; id: string; number: string; held_on: string; place: string; state: BoardState; minutes: string | null; cancel_reason: string | null; decree: string | null; document_code: string | null; held_person: string | null; signed_at: Date | null; cases: number; decided: number };
const boardRows = sql`
  select b.facility_id, b.id, b.number, b.held_on, b.place, b.state, b.minutes, b.cancel_reason, b.decree, b.document_code, b.held_person, b.signed_at,
    (select count(*)::int from workforce.board_case c where c.facility_id = b.facility_id and c.session_id = b.id) as cases, (select count(*)::int from workforce.board_case c where c.facility_id = b.facility_id and c.session_id = b.id and c.decision is not null) as decided
  from workforce.board_session b`;
export function boards(reader: Reader, { facility_id, state, limit = 100 }: { facility_id: string; state?: BoardState | undefined; limit?: number }): Promise<BoardRow[]> {
  return reader.all(sql`${boardRows} where b.facility_id = ${facility_id} and (${state ?? null}::text is null or b.state = ${state ?? null}) order by b.held_on desc, b.id desc limit ${limit}`);
}
export function boardById(reader: Reader, id: string): Promise<BoardRow> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return reader.one(sql`${boardRows} where b.id = ${id}`);
}

export type MemberRow = { line: number; name: string; position: string; post: MemberPost; present: boolean };
export function membersOf(reader: Reader, session_id: string): Promise<MemberRow[]> {
  return reader.all(sql`select line, name, position, post, present from workforce.board_member where session_id = ${session_id} order by line`);
}

export type CaseRow = {
  id: string; kind: CaseKind; worker_id: string; roster_code: string; name: string; register_number: string; placement_id: string | null; waiting_id: string | null; suspension_id: string | null; workshop_name_id: string | null; workshop_name_en: string | null; job: string | null; from: string | null; to: string | null;
  decision: CaseDecision | null; votes_for: number | null; votes_against: number | null; votes_abstained: number | null; reason: string | null;
};
export function casesOf(reader: Reader, session_id: string): Promise<CaseRow[]> {
  return reader.all(sql`
    select c.id, c.kind, c.worker_id, w.roster_code, w.name, w.register_number, c.placement_id, c.waiting_id, c.suspension_id, k.name_id as workshop_name_id, k.name_en as workshop_name_en, p.job, lower(coalesce(s.valid, p.valid)) as "from", upper(coalesce(s.valid, p.valid)) as "to",
      c.decision, c.votes_for, c.votes_against, c.votes_abstained, c.reason
    from workforce.board_case c join workforce.worker w on w.facility_id = c.facility_id and w.id = c.worker_id left join workforce.waiting_entry e on e.facility_id = c.facility_id and e.id = c.waiting_id left join workforce.placement_suspension s on s.facility_id = c.facility_id and s.id = c.suspension_id
      left join workforce.placement p on p.facility_id = c.facility_id and p.id = coalesce(c.placement_id, s.placement_id) left join workshop.workshop_published k on k.facility_id = c.facility_id and k.id = coalesce(p.workshop_id, e.workshop_id)
    where c.session_id = ${session_id} order by c.kind, w.roster_code, c.id`);
}

export type OpenCase = { kind: CaseKind; subject_id: string; worker_id: string; roster_code: string; name: string; workshop_name_id: string | null; workshop_name_en: string | null };
/** What could come before the next session: proposals, applications and suspensions that no session has before it. */
export function openCases(reader: Reader, facility_id: string): Promise<OpenCase[]> {
  return reader.all(sql`
    select x.kind, x.subject_id, x.worker_id, w.roster_code, w.name, k.name_id as workshop_name_id, k.name_en as workshop_name_en from (
      select 'placement' as kind, id as subject_id, worker_id, workshop_id from workforce.placement where facility_id = ${facility_id} and approved_at is null and refused_at is null
      union all select 'waiting', id, worker_id, workshop_id from workforce.waiting_entry where facility_id = ${facility_id} and state = 'pending'
      union all select 'suspension', s.id, s.worker_id, p.workshop_id from workforce.placement_suspension s join workforce.placement p on p.facility_id = s.facility_id and p.id = s.placement_id where s.facility_id = ${facility_id} and s.state in ('planned', 'running') and s.reason_code in ('discipline', 'security', 'request', 'other')
    ) x join workforce.worker w on w.facility_id = ${facility_id} and w.id = x.worker_id left join workshop.workshop_published k on k.facility_id = ${facility_id} and k.id = x.workshop_id
    where not exists (select 1 from workforce.board_case c join workforce.board_session b on b.facility_id = c.facility_id and b.id = c.session_id where c.facility_id = ${facility_id} and coalesce(c.suspension_id, c.waiting_id, c.placement_id) = x.subject_id and b.state in ('called', 'held') and coalesce(c.decision, 'approve') <> 'postpone')
    order by x.kind, w.roster_code limit 500`);
}
