// What stands behind prices at one facility: what an hour costs, prices elsewhere, local content, what lots cost, an alarm answered.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { answerAlarm, setRate, writeDueSheets } from '#costing';
import { receiveByCode, stockLot } from '#inventory';
import { confirmLocalContent, declareLocalContent, recordBenchmark, recordOrigin } from '#products';
import { at, type Place } from './life.ts';

/** Before anything is made: the rates of the year, and a first delivery dearer than the list. */
export async function costsBefore(db: Db, place: Place, from: string): Promise<void> {
  const { facility_id, staff } = place;
  await transact(db, { actor: staff.treasurer, now: at(place, from, '08:40') }, async (tx) => {
    for (const [kind, idr_per_hour, basis] of [['energy', 6_500, 'Solar genset dan gas bengkel, rata-rata tiga bulan (data contoh)'], ['power', 11_000, 'Meteran gedung dibagi jam buka (data contoh)'], ['officers', 90_000, '2 petugas × Rp 45.000 sejam (data contoh)'], ['rent', 14_000, 'Sewa ruang sebanding menurut appraisal (data contoh)']] as const) {
      await setRate(tx, { facility_id, kind, idr_per_hour, from, basis });
    }
  });
  await transact(db, { actor: staff.officer, now: at(place, from, '09:10') }, async (tx) => {
    const [material] = await tx.all<{ code: string; unit_cost_idr: number; on_hand: number }>(sql`select m.code, m.unit_cost_idr, i.on_hand from products.material_published m join inventory.item_published i on i.facility_id = m.facility_id and i.material_id = m.id where m.facility_id = ${facility_id} order by m.code limit 1`);
    if (material) await receiveByCode(tx, { facility_id, code: material.code, quantity: material.on_hand, unit_cost_idr: Math.round(material.unit_cost_idr * 1.12), ref_id: 'NOTA-CONTOH-1', note: 'Harga musim hujan' });
  });
}

/** At the end: what lots cost so far, what the market asks, and a lot that nobody here made. */
export async function costsAfter(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff, products } = place;
  const [first, second] = products;
  if (!first || !second) return;
  const morning = at(place, addDays(today, -1), '09:00');
  const declared = await transact(db, { actor: staff.section_head, now: morning }, async (tx) => {
    for (const [product, factor] of [[first, 0.97], [first, 1.06], [second, 1.4]] as const) {
      await recordBenchmark(tx, { facility_id, product_id: product.id, observed_on: addDays(today, -9), price_idr: Math.round((product.offer.price_idr * factor) / 500) * 500, place: 'marketplace', source: 'Toko Contoh Lokapasar', likeness: 'similar', note: '' });
    }
    const bill = await tx.all<{ code: string; kind: string }>(sql`select m.code, m.kind from products.material_published m where m.facility_id = ${facility_id} and m.name = any (${first.offer.bill.map(({ name }) => name)}::text[])`);
    for (const { code } of bill.filter(({ kind }) => kind !== 'packaging')) await recordOrigin(tx, { facility_id, material_code: code, domestic_percent: 100, proof: 'statement', evidence: 'Pernyataan pemasok contoh' });
    await stockLot(tx, { facility_id, product_id: second.id, quantity: 3, made_on: addDays(today, -2), unit_cost_idr: Math.round(second.offer.price_idr * 0.8) });
    await writeDueSheets(tx, facility_id);
    return declareLocalContent(tx, { facility_id, product_id: first.id, labour_percent: 100, overhead_percent: 60, evidence: 'Daftar aset dan daftar peserta (data contoh)' });
  });
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -1), '13:00') }, (tx) => confirmLocalContent(tx, { facility_id, product_id: first.id, id: declared.id }));
  const alarm = await reading(db, { actor: staff.section_head }, (reader) => reader.maybe<{ id: string }>(sql`select id from costing.alarm_published where facility_id = ${facility_id} and kind = 'bought_in'`));
  if (alarm) await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -1), '14:00') }, (tx) => answerAlarm(tx, { id: alarm.id, kind: 'explained', words: 'Tiga buah dari UPT lain untuk contoh pameran, tidak dijual (data contoh)' }));
}
