import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { ClaimState, Remedy, faults } from './claim.ts';
import type { Lateness } from './late.ts';

export type ClaimRow = { id: string; number: string; line_id: string; handover_id: string; line: number; name: string; unit: string; unit_price_idr: number; quantity: number; fault: (typeof faults)[number]; description: string; found_on: string; wanted: Remedy; warranty_until: string; answer_by: string; state: ClaimState; filed_at: Date; outcome: 'grant' | 'decline' | null; remedy: Remedy | null; remedy_by: string | null; answer: string | null; answered_person: string | null; decided_at: Date | null; ended_at: Date | null; end_note: string | null };
export function claimsOf(reader: Reader, order_id: string): Promise<ClaimRow[]> {
  return reader.all(sql`
    select c.id, c.number, c.line_id, c.handover_id, l.line, l.name, l.unit, l.unit_price_idr, c.quantity, c.fault, c.description, c.found_on, c.wanted, c.warranty_until, c.answer_by, c.state, c.filed_at, c.outcome, c.remedy, c.remedy_by, c.answer, c.answered_person, c.decided_at, c.ended_at, c.end_note
    from orders.claim c join orders.order_line l on l.facility_id = c.facility_id and l.id = c.line_id where c.order_id = ${order_id} order by c.filed_at`);
}

export type LateRow = { id: string; number: string; handover_id: string; handover_number: string; days: number; amount_idr: number; basis: Lateness & { legal_basis: string; per_mille_per_day: number; cap_percent: number }; state: 'prepared' | 'applied' | 'waived'; reason: string; prepared_person: string | null; prepared_at: Date; decided_at: Date | null };
export function lateRemediesOf(reader: Reader, order_id: string): Promise<LateRow[]> {
  return reader.all(sql`
    select r.id, r.number, r.handover_id, h.number as handover_number, r.days, r.amount_idr, r.basis, r.state, r.reason, r.prepared_person, r.prepared_at, r.decided_at from orders.late_remedy r join orders.handover h on h.facility_id = r.facility_id and h.id = r.handover_id where r.order_id = ${order_id} order by r.prepared_at`);
}
