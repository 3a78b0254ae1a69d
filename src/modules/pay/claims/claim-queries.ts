import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { ClaimPaymentState } from './claim.ts';

/** What 2600 keeps, claim by claim: kept back, handed on, and left to hand on. */
export type KeptRow = { deduction_id: string; worker_id: string; roster_code: string; name_id: string; name_en: string; decision: string; kept_idr: number; handed_idr: number; left_idr: number };
export function keptBack(reader: Reader, facility_id: string): Promise<KeptRow[]> {
  return reader.all(sql`
    select d.id as deduction_id, d.worker_id, w.roster_code, k.name_id, k.name_en, d.decision, d.taken_idr as kept_idr, h.idr as handed_idr, (d.taken_idr - h.idr)::bigint as left_idr
    from pay.deduction d join pay.deduction_kind k on k.code = d.kind join workforce.worker_published w on w.facility_id = d.facility_id and w.id = d.worker_id cross join lateral (select pay.handed_on(d.facility_id, d.id) as idr) h
    where d.facility_id = ${facility_id} and d.kind <> 'LOAN_ADVANCE' and d.taken_idr > 0 order by d.taken_idr - h.idr desc, w.roster_code limit 500`);
}
export type ClaimPaymentRow = { id: string; facility_id: string; number: string; roster_code: string; name_id: string; name_en: string; amount_idr: number; recipient: string; evidence: string; state: ClaimPaymentState; prepared_person: string | null; refused_reason: string | null };
const paymentRows = sql`
  select p.id, p.facility_id, p.number, w.roster_code, k.name_id, k.name_en, p.amount_idr, p.recipient, p.evidence, p.state, p.prepared_person, p.refused_reason
  from pay.claim_payment p join pay.deduction d on d.facility_id = p.facility_id and d.id = p.deduction_id join pay.deduction_kind k on k.code = d.kind join workforce.worker_published w on w.facility_id = d.facility_id and w.id = d.worker_id`;
export function claimPayments(reader: Reader, facility_id: string): Promise<ClaimPaymentRow[]> {
  return reader.all(sql`${paymentRows} where p.facility_id = ${facility_id} order by p.state = 'prepared' desc, p.number desc limit 300`);
}
export function claimPaymentById(reader: Reader, id: string): Promise<ClaimPaymentRow> {
  return reader.one(sql`${paymentRows} where p.id = ${id}::uuid`);
}
