import { listAccounts } from '#identity';
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { decisionOf, type Decision } from './attendance.ts';
import { floorRoles } from './commands/tools.ts';
import { reasons, rosterOf, sessionById, type RosterRow } from './queries.ts';
import { toolsOfSession } from './tool-queries.ts';

type Side = { id: string; reason_code: string; reason_name_id: string; reason_name_en: string; minutes: number; paid: boolean; occurred_at: Date; device: string | null; officer: string | null; counts: boolean };
export type ConflictRow = { capture_id: string; session_id: string; workshop_name_id: string; workshop_name_en: string; day: string; roster_code: string; raised_at: Date; open: boolean; earlier: Side; later: Side };

const side = (alias: 'earlier' | 'later') => {
  const id = alias === 'earlier' ? sql`k.earlier_id` : sql`k.later_id`;
  return sql`(select json_build_object('id', a.id, 'reason_code', a.reason_code, 'reason_name_id', r.name_id, 'reason_name_en', r.name_en, 'minutes', a.minutes, 'paid', a.paid, 'occurred_at', a.occurred_at,
    'device', p.device, 'officer', u.name, 'counts', exists (select 1 from workshop.attendance_current x where x.facility_id = a.facility_id and x.id = a.id))
    from workshop.attendance a join workshop.attendance_reason r on r.code = a.reason_code left join workshop.capture p on p.facility_id = a.facility_id and p.id = a.capture_id left join identity.account_published u on u.id = a.recorded_by
    where a.facility_id = k.facility_id and a.id = ${id})`;
};

/** Contradictions nobody has settled, newest first. */
export function openConflicts(reader: Reader, facility_id: string): Promise<ConflictRow[]> {
  return reader.all<ConflictRow>(sql`
    select k.capture_id, k.session_id, w.name_id as workshop_name_id, w.name_en as workshop_name_en, s.day, p.roster_code, k.raised_at, s.state = 'open' as open, ${side('earlier')} as earlier, ${side('later')} as later
    from workshop.capture_conflict k join workshop.session s on s.facility_id = k.facility_id and s.id = k.session_id join workshop.workshop w on w.facility_id = s.facility_id and w.id = s.workshop_id
      join workforce.worker_published p on p.facility_id = k.facility_id and p.id = k.worker_id
    where k.facility_id = ${facility_id} and not exists (select 1 from workshop.capture_resolution x where x.facility_id = k.facility_id and x.capture_id = k.capture_id) order by k.raised_at desc limit 100`);
}

export type RefusedRow = { id: string; device: string; type: string; code: string; occurred_at: Date; received_at: Date; officer: string | null; roster_code: string | null; tool: string | null; work_order: string | null };

/** Facts that were refused, not mended since and not let go. */
export function refusedCaptures(reader: Reader, facility_id: string): Promise<RefusedRow[]> {
  return reader.all<RefusedRow>(sql`
    select c.id, c.device, c.type, c.code, c.occurred_at, c.received_at, u.name as officer, p.roster_code, c.payload->>'tool' as tool, c.payload->>'work_order' as work_order
    from workshop.capture c left join identity.account_published u on u.id = c.actor_id left join workforce.worker_published p on p.facility_id = c.facility_id and (p.id::text = c.payload->>'worker' or p.roster_code = c.payload->>'worker')
    where c.facility_id = ${facility_id} and c.result = 'rejected' and not exists (select 1 from workshop.capture_resolution x where x.facility_id = c.facility_id and x.capture_id = c.id)
      and not exists (select 1 from workshop.capture m where m.facility_id = c.facility_id and m.mends = c.id) order by c.received_at desc limit 100`);
}

export function waitingOnFloor(reader: Reader, facility_id: string): Promise<{ refused: number; conflicts: number }> {
  return reader.one(sql`
    select (select count(*)::int from workshop.capture c where c.facility_id = ${facility_id} and c.result = 'rejected' and not exists (select 1 from workshop.capture_resolution x where x.facility_id = c.facility_id and x.capture_id = c.id)
        and not exists (select 1 from workshop.capture m where m.facility_id = c.facility_id and m.mends = c.id)) as refused,
      (select count(*)::int from workshop.capture_conflict k where k.facility_id = ${facility_id} and not exists (select 1 from workshop.capture_resolution x where x.facility_id = k.facility_id and x.capture_id = k.capture_id)) as conflicts`);
}

type Named = { name_id: string; name_en: string };
export type FloorPack = {
  now: Date;
  session: { id: string; day: string; state: string; starts: Date; ends: Date; minutes: number; workshop: Named; slot: Named };
  roster: Pick<RosterRow, 'worker_id' | 'roster_code' | 'name' | 'reason_code' | 'attended'>[];
  reasons: (Named & { code: string; attended: boolean; needs_note: boolean; needs_minutes: boolean; decision: Decision })[];
  tools: { code: string; name: string; state: string; here: boolean; holder: string | null; two_officers: boolean }[];
  officers: { id: string; name: string }[];
  work_orders: (Named & { number: string; quantity: number; steps: (Named & { step: number })[] })[];
  scrap_reasons: (Named & { code: string })[];
};

/** What a device needs to keep an open session without a line: names of the roster, and nothing of their sentence, health or money. */
export async function floorPack(reader: Reader, session_id: string): Promise<FloorPack> {
  const row = await sessionById(reader, session_id);
  const { name } = await facilityById(reader, row.facility_id);
  const accounts = await listAccounts(reader, { q: name });
  const [work_orders, scrap_reasons] = [
    await reader.all<FloorPack['work_orders'][number]>(sql`
      select w.number, p.name_id, p.name_en, w.quantity, (select json_agg(json_build_object('step', (s->>'step')::int, 'name_id', s->>'name_id', 'name_en', s->>'name_en') order by (s->>'step')::int) from jsonb_array_elements(w.routing) s where s->>'workshop_id' = ${row.workshop_id}) as steps
      from production.work_order_published w join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id
      where w.facility_id = ${row.facility_id} and w.state in ('released', 'in_progress', 'inspection') and exists (select 1 from jsonb_array_elements(w.routing) s where s->>'workshop_id' = ${row.workshop_id}) order by w.due_on, w.number limit 100`),
    await reader.all<FloorPack['scrap_reasons'][number]>(sql`select code, name_id, name_en from production.scrap_reason_published order by code`),
  ];
  return {
    now: reader.now, work_orders, scrap_reasons,
    session: { id: row.id, day: row.day, state: row.state, starts: row.starts, ends: row.ends, minutes: row.minutes, workshop: { name_id: row.workshop_name_id, name_en: row.workshop_name_en }, slot: { name_id: row.slot_name_id, name_en: row.slot_name_en } },
    roster: (await rosterOf(reader, row.id)).map(({ worker_id, roster_code, name: person, reason_code, attended }) => ({ worker_id, roster_code, name: person, reason_code, attended })),
    reasons: (await reasons(reader)).map(({ code, name_id, name_en, attended, needs_note, pay_effect }) => ({ code, name_id, name_en, attended, needs_note, needs_minutes: pay_effect === 'PAID_PRO_RATA', decision: decisionOf(pay_effect) })),
    tools: (await toolsOfSession(reader, row.id)).map((tool) => ({ code: tool.code, name: tool.name, state: tool.state, here: tool.session_id === row.id, holder: tool.roster_code, two_officers: tool.officers_required > 1 })),
    officers: accounts.filter((account) => account.unit === name && floorRoles.includes(account.role ?? '') && account.id !== reader.actor.account_id && !account.disabled).map(({ id, name: officer }) => ({ id, name: officer })),
  };
}
