import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { permit, system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { raiseForLots } from './alarm-commands.ts';
import { lotSheets, type Sheet } from './lot-cost.ts';
import { dueFacilities, dueOrders, orderFacts } from './lot-queries.ts';
import { machinesOf, ratesOf } from './rate-queries.ts';

/** At most so many work orders in one transaction. */
const atOnce = 200;

/** Writes what is due in a facility. Returns how many work orders were costed: fewer than a full batch means all of them. */
export async function writeDueSheets(tx: Tx, facility_id: string): Promise<number> {
  permit(tx.actor, 'cost.compute');
  const due = await dueOrders(tx, facility_id, atOnce);
  await raiseForLots(tx, facility_id, await writeSheets(tx, facility_id, due));
  return due.length;
}

/** What a lot cost is computed anew, for instance once a rate became known; the earlier sheet stays. */
export async function recomputeLot(tx: Tx, { facility_id, work_order_id }: { facility_id: string; work_order_id: string }): Promise<void> {
  permit(tx.actor, 'cost.compute');
  const written = await writeSheets(tx, facility_id, [work_order_id]);
  if (written.length === 0) throw new Refusal('lot_cost.unchanged', { id: 'Hasilnya sama dengan lembar yang ada. Lengkapi dahulu apa yang belum ada, lalu hitung lagi.', en: 'The result is the sheet that is there. Complete what is missing first, then compute again.' });
  await raiseForLots(tx, facility_id, written);
}

/** By the clock: every facility with something due, each batch in its own transaction. */
export async function costDueLots(db: Db): Promise<void> {
  for (const facility_id of await reading(db, { actor: system }, dueFacilities)) {
    while ((await transact(db, { actor: system }, (tx) => writeDueSheets(tx, facility_id))) === atOnce);
  }
}

/** A sheet is added only where it says something that the newest one does not. Returns the lots that got one. */
async function writeSheets(tx: Tx, facility_id: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  // One writer per facility at a time, so that versions follow each other.
  await tx.all(sql`select pg_advisory_xact_lock(hashtextextended(${`costing ${facility_id}`}, 0))`);
  const ground = { rates: await ratesOf(tx, facility_id), machines: await machinesOf(tx, facility_id) };
  const orders = await orderFacts(tx, facility_id, ids);
  const there = new Map((await tx.all<{ lot_id: string; version: number; said: unknown }>(sql`select s.lot_id, s.version, to_jsonb(s) as said from costing.lot_sheet_published s where s.facility_id = ${facility_id} and s.work_order_id = any (${ids}::uuid[])`)).map((row) => [row.lot_id, row]));
  const sheets = orders.flatMap((order) => lotSheets(order, ground).flatMap((sheet) => {
    const newest = there.get(sheet.lot_id);
    if (newest && same(sheet, newest.said)) return [];
    return [{ ...sheet, facility_id, version: (newest?.version ?? 0) + 1, work_order_id: order.id, product_id: order.product_id, computed_at: tx.now }];
  }));
  if (sheets.length === 0) return [];
  await tx.run(sql`insert into costing.lot_sheet select * from json_populate_recordset(null::costing.lot_sheet, ${JSON.stringify(sheets)}::json)`);
  // One event for the batch: each lot's history is its own versions.
  tx.emit({ verb: 'lots.costed', facility_id, subject_kind: 'facility', subject_id: facility_id, particulars: { lots: sheets.length, final: sheets.filter(({ final }) => final).length } });
  return sheets.map(({ lot_id }) => lot_id);
}

/** Figures and gaps alike; when it was computed does not matter. */
function same(sheet: Sheet, said: unknown): boolean {
  const written = (of: unknown) => JSON.stringify(Object.keys(sheet).sort().map((name) => (of as Record<string, unknown>)[name]), (_, value: unknown) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort() : value));
  return written(sheet) === written(said);
}
