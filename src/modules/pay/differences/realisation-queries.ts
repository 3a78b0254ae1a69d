import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Brought, Waiting } from './realisation.ts';

export type WaitingRow = Waiting & { number: string; order_number: string; on_day: string; people_idr: number; others_idr: number };
/** What waits for the budget: each settlement made under the reading that deposits everything, oldest first, less what was brought already. */
export async function waitingForBudget(reader: Reader, facility_id: string): Promise<WaitingRow[]> {
  const rows = await reader.all<Omit<WaitingRow, 'people_idr' | 'others_idr'>>(sql`
    select s.id as settlement_id, s.number, s.order_number, s.on_day,
      coalesce((select json_agg(json_build_object('worker', w.worker_id, 'amount_idr', w.amount_idr) order by w.roster_code) from (
        select e.worker_id, r.roster_code, (e.amount_idr - coalesce((select sum(b.amount_idr) from pay.realisation_worker b join pay.realisation n on n.facility_id = b.facility_id and n.id = b.realisation_id and n.state = 'approved' where b.facility_id = s.facility_id and b.settlement_id = s.id and b.worker_id = e.worker_id), 0))::bigint as amount_idr
        from (select worker_id, sum(amount_idr) as amount_idr from pay.settlement_worker_published p where p.facility_id = s.facility_id and p.settlement_id = s.id group by 1) e join workforce.worker_published r on r.facility_id = s.facility_id and r.id = e.worker_id) w where w.amount_idr > 0), '[]') as people,
      coalesce((select json_agg(json_build_object('to', h.recipient, 'amount_idr', h.amount_idr) order by array_position(array['partner','programme','capital'], h.recipient)) from (
        select p.recipient, (sum(p.amount_idr) - coalesce((select sum(b.amount_idr) from pay.realisation_line b join pay.realisation n on n.facility_id = b.facility_id and n.id = b.realisation_id and n.state = 'approved' where b.facility_id = s.facility_id and b.settlement_id = s.id and b.recipient = p.recipient), 0))::bigint as amount_idr
        from pay.settlement_share_published p where p.facility_id = s.facility_id and p.settlement_id = s.id and p.recipient in ('partner', 'programme', 'capital') group by 1) h where h.amount_idr > 0), '[]') as others
    from pay.settlement s where s.facility_id = ${facility_id} and s.state = 'approved' and s.reading = 'deposit_all' order by s.on_day, s.number`);
  const sum = (parts: readonly { amount_idr: number }[]) => parts.reduce((total, each) => total + each.amount_idr, 0);
  return rows.map((row) => ({ ...row, people_idr: sum(row.people), others_idr: sum(row.others) })).filter((row) => row.people_idr + row.others_idr > 0);
}

export type WaitingPart = { settlement: string; order_number: string; on_day: string; amount_idr: number };
/** One person's parts that wait for the budget. */
export async function waitingFor(reader: Reader, { facility_id, worker_id }: { facility_id: string; worker_id: string }): Promise<WaitingPart[]> {
  return (await waitingForBudget(reader, facility_id)).flatMap(({ number, order_number, on_day, people }) => {
    const own = people.find((each) => each.worker === worker_id);
    return own ? [{ settlement: number, order_number, on_day, amount_idr: own.amount_idr }] : [];
  });
}

export type RealisationRow = { facility_id: string; id: string; number: string; paper: string; received_on: string; amount_idr: number; state: 'prepared' | 'approved' | 'refused'; prepared_person: string | null; refusal_reason: string | null };
const rows = sql`select r.facility_id, r.id, r.number, r.paper, r.received_on, r.amount_idr, r.state, r.prepared_person, r.refusal_reason from pay.realisation r`;
export function realisations(reader: Reader, facility_id: string): Promise<RealisationRow[]> {
  return reader.all(sql`${rows} where r.facility_id = ${facility_id} order by r.number desc limit 100`);
}
export function realisationById(reader: Reader, id: string): Promise<RealisationRow> {
  return reader.one(sql`${rows} where r.id = ${id}::uuid`);
}

/** What a receipt says it brings, as it was written. */
export async function broughtBy(reader: Reader, id: string): Promise<Brought[]> {
  return reader.all(sql`
    select s.id as settlement_id, coalesce((select json_agg(json_build_object('worker', w.worker_id, 'amount_idr', w.amount_idr) order by c.roster_code) from pay.realisation_worker w join workforce.worker_published c on c.facility_id = w.facility_id and c.id = w.worker_id where w.realisation_id = ${id} and w.settlement_id = s.id), '[]') as people,
      coalesce((select json_agg(json_build_object('to', l.recipient, 'amount_idr', l.amount_idr) order by array_position(array['partner','programme','capital'], l.recipient)) from pay.realisation_line l where l.realisation_id = ${id} and l.settlement_id = s.id and l.recipient <> 'worker'), '[]') as others
    from pay.settlement s where s.id in (select settlement_id from pay.realisation_line where realisation_id = ${id}) order by s.on_day, s.number`);
}
