/** What an upheld objection leads to: it waits until money followed by a difference, or a second person said why none does. */
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { correctionClosed, sameCloser } from './allowance.ts';

export type UpheldObjection = { facility_id: string; objection: string; worker_id: string; about: 'pay' | 'hours'; month: string; outcome: 'upheld' | 'partly'; answered_person: string | null };
/** The caller permitted the answer; its consequence is written in the same transaction. */
export async function openCorrection(tx: Tx, { facility_id, objection, worker_id, about, month, outcome, answered_person }: UpheldObjection): Promise<{ id: string }> {
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.correction (facility_id, objection, worker_id, about, month, outcome, answered_person, opened_at)
    values (${facility_id}, ${objection}, ${worker_id}, ${about}, ${`${month}-01`}, ${outcome}, ${answered_person}, ${tx.now}) returning id`);
  tx.emit({ verb: 'correction.opened', facility_id, subject_kind: 'correction', subject_id: made.id, particulars: { objection, about, month } });
  return made;
}

/** A run pays a correction by the addition that names it, or by the difference of the month that the objection was about. */
export async function closePaidCorrections(tx: Tx, { facility_id, run_id }: { facility_id: string; run_id: string }): Promise<void> {
  const paid = await tx.all<{ id: string; objection: string }>(sql`
    update pay.correction c set state = 'paid', run_id = ${run_id}, amount_idr = p.amount_idr, closed_by = ${tx.actor.account_id}, closed_person = ${tx.actor.person_id}, closed_at = ${tx.now} from (
      select c.id, coalesce(sum(x.amount_idr), min(l.gross_idr - l.allowance_idr))::bigint as amount_idr from pay.correction c join pay.run_line l on l.facility_id = c.facility_id and l.worker_id = c.worker_id and l.run_id = ${run_id} join pay.run r on r.facility_id = l.facility_id and r.id = l.run_id
        left join pay.allowance a on a.facility_id = c.facility_id and a.correction_id = c.id left join pay.run_allowance x on x.facility_id = a.facility_id and x.allowance_id = a.id and x.run_id = r.id
      where c.facility_id = ${facility_id} and c.state = 'open' and (x.allowance_id is not null or (r.sequence > 1 and l.gross_idr > l.allowance_idr and (c.month = r.month
        or exists (select 1 from pay.run e where e.facility_id = r.facility_id and e.month = r.month and e.state = 'approved' and e.id <> r.id and date_trunc('month', e.on_day)::date = c.month)))) group by c.id) p
    where c.facility_id = ${facility_id} and c.id = p.id returning c.id, c.objection`);
  for (const { id, objection } of paid) tx.emit({ verb: 'correction.paid', facility_id, subject_kind: 'correction', subject_id: id, particulars: { objection, run: run_id } });
}

/** Settled otherwise: by a settlement that was reversed and divided anew, or because nothing was missing after all. Another person than who answered says why. */
export async function closeCorrection(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ objection: string }> {
  permit(tx.actor, 'correction.close');
  const found = await tx.one<{ facility_id: string; objection: string; state: string; answered_person: string | null }>(sql`select facility_id, objection, state, answered_person from pay.correction where id = ${id}::uuid for update`);
  if (found.state !== 'open') throw correctionClosed;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.answered_person) throw sameCloser;
  await tx.run(sql`update pay.correction set state = 'none', reason = ${reason}, closed_by = ${tx.actor.account_id}, closed_person = ${tx.actor.person_id}, closed_at = ${tx.now} where facility_id = ${found.facility_id} and id = ${id}`);
  tx.emit({ verb: 'correction.closed', facility_id: found.facility_id, subject_kind: 'correction', subject_id: id, particulars: { objection: found.objection, reason } });
  return { objection: found.objection };
}
