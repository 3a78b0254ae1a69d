/** Claims by decision or agreement are served from shares of sales as they are from wages: in the dated order, never beyond the dated cap, given back when the settlement is. */
import type { Tx } from '#kernel/db.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { post, reverse } from '#ledger';
import { takeClaims } from './run.ts';
import { claimsOn, takenInMonth } from './run-queries.ts';

export type Credited = { facility_id: string; id: string; number: string; on_day: string; parts: readonly { worker_id: string; amount_idr: number }[] };
export async function takeFromShares(tx: Tx, { facility_id, id, number, on_day, parts }: Credited): Promise<void> {
  const month = on_day.slice(0, 7);
  const claims = await claimsOn(tx, { facility_id, month, earned: parts.filter(({ amount_idr }) => amount_idr > 0).map(({ worker_id, amount_idr }) => ({ worker_id, gross_idr: amount_idr })) });
  if (claims.length === 0) return;
  const rule = { order: (await ruleOn<string[]>(tx, 'wage.deduction_order', on_day, facility_id)).value, cap_bp: (await ruleOn<number>(tx, 'wage.deduction_cap_bp', on_day, facility_id)).value };
  const before = new Map((await takenInMonth(tx, facility_id, month)).map((each) => [each.deduction_id, each.amount_idr]));
  const taken = [...Map.groupBy(claims, ({ worker_id }) => worker_id)].flatMap(([worker_id, own]) => {
    // A fixed amount a month is one amount, however many sales the month has.
    const left = own.map((each) => ({ ...each, monthly_idr: each.monthly_idr === null ? null : Math.max(0, each.monthly_idr - (before.get(each.id) ?? 0)) }));
    return takeClaims(own[0]?.gross_idr ?? 0, left, rule).map((each) => ({ worker_id, ...each }));
  });
  if (taken.length === 0) return;
  await tx.run(sql`
    insert into pay.settlement_deduction (facility_id, settlement_id, worker_id, deduction_id, position, amount_idr, cut_short)
    select ${facility_id}, ${id}, worker_id, deduction_id, position, amount_idr, cut_short from json_to_recordset(${JSON.stringify(taken)}::json) as d(worker_id uuid, deduction_id uuid, position int, amount_idr bigint, cut_short boolean)`);
  const whose = await tx.all<{ account: '1320' | '2600' | '3100'; amount_idr: number }>(sql`
    select case when v.id is not null then '1320' when d.kind = 'LOAN_ADVANCE' then '3100' else '2600' end as account, sum(x.amount_idr)::bigint as amount_idr from pay.settlement_deduction x join pay.deduction d on d.facility_id = x.facility_id and d.id = x.deduction_id
      left join pay.advance v on v.facility_id = d.facility_id and v.deduction_id = d.id where x.facility_id = ${facility_id} and x.settlement_id = ${id} group by 1 order by 1`);
  const from = [...Map.groupBy(taken, ({ worker_id }) => worker_id)].map(([worker_id, own]) => ({ account: { worker_id }, amount_idr: own.reduce((sum, each) => sum + each.amount_idr, 0) }));
  await post(tx, { facility_id, on_day, kind: 'claims', ref_type: 'settlement_claims', ref_id: id, memo: `Potongan dari ${number}`, lines: [...from, ...whose.map(({ account, amount_idr }) => ({ account, amount_idr: -amount_idr }))] });
  await tx.run(sql`update pay.deduction d set taken_idr = d.taken_idr + x.amount_idr from pay.settlement_deduction x where x.facility_id = ${facility_id} and x.settlement_id = ${id} and d.facility_id = x.facility_id and d.id = x.deduction_id`);
  tx.emit({ verb: 'claims.taken', facility_id, subject_kind: 'settlement', subject_id: id, particulars: { number, people: from.length } });
}

/** A settlement that is taken back gives back what it served. */
export async function giveBackClaims(tx: Tx, { facility_id, id, number, on_day }: Omit<Credited, 'parts'>): Promise<void> {
  const served = await tx.maybe<{ journal_id: string }>(sql`select j.id as journal_id from ledger.journal j where j.facility_id = ${facility_id} and j.ref_type = 'settlement_claims' and j.ref_id = ${id} and j.reverses is null`);
  if (!served) return;
  await reverse(tx, { facility_id, journal_id: served.journal_id, on_day, memo: `Potongan dari ${number} dikembalikan` });
  await tx.run(sql`update pay.deduction d set taken_idr = d.taken_idr - x.amount_idr from pay.settlement_deduction x where x.facility_id = ${facility_id} and x.settlement_id = ${id} and d.facility_id = x.facility_id and d.id = x.deduction_id`);
}
