// What one invented agency plans to buy, one permit it was given, and one request that waits. Nobody here is real.
import { confirmNeed, approveWaiver, decideWaiver, makeOffer, recordNeeds, requestWaiver, usePermit, wholeWaiver } from '#procurement';
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import type { EstablishedAgency } from './establishment.ts';
import { at, type Place } from './life.ts';

const planned: [item: string, quantity: number, unit: string, value_idr: number, days: number][] = [
  ['Pengadaan kursi kerja ruang rapat', 24, 'buah', 12_000_000, 45], ['Pengadaan meja lipat aula', 12, 'buah', 30_000_000, 60], ['Pengadaan keset ruang kerja', 20, 'buah', 1_800_000, 30],
  ['Pengadaan pakaian dinas harian pegawai', 60, 'stel', 24_000_000, 75], ['Belanja camilan rapat koordinasi', 150, 'bungkus', 3_000_000, 20], ['Pengadaan loker besi pegawai', 8, 'buah', 28_000_000, 60],
];

export async function planToBuy(db: Db, agency: EstablishedAgency | undefined, places: Place[], today: string): Promise<void> {
  const [first] = places;
  if (!agency || !first) return;
  const { procurement_officer: pp, commitment_officer: ppk } = agency;
  const on = <T>(actor: Actor, days: number, time: string, work: (tx: Tx) => Promise<T>): Promise<T> => transact(db, { actor, now: at(first, addDays(today, days), time) }, work);
  const year = Number(today.slice(0, 4)) + 1;
  await on(pp, -25, '09:00', (tx) => recordNeeds(tx, { year, lines: planned.map(([item_text, quantity, unit, value_idr, days], n) => ({ rup_code: `RUP-CONTOH-${n + 1}`, item_text, quantity, unit, value_idr, regency: 'Kabupaten Sukamara', needed_by: addDays(today, days), method: value_idr > 20_000_000 ? 'e_purchasing' : 'pengadaan_langsung' })) }));
  const needs = await reading(db, { actor: pp }, (reader) => reader.all<{ id: string; unspsc: string | null }>(sql`select id, unspsc from procurement.need_published order by array_position(${planned.map(([item_text]) => item_text)}::text[], item_text)`));
  await on(ppk, -24, '10:00', async (tx) => {
    for (const { id, unspsc } of needs.slice(0, 3)) if (unspsc) await confirmNeed(tx, id, { unspsc, kbki: undefined, category: undefined, product_id: undefined });
  });
  const ask = (reason_code: string, words: string, need: number, more: Record<string, unknown>) => wholeWaiver.parse({ unit: agency.unit, reason_code, reason_text: words, evidence: `Berkas contoh nomor ${need + 1}/2026`, valid_from: addDays(today, -20), valid_to: addDays(today, 120), approver: 'Teladan KPA, Kuasa Pengguna Anggaran', lines: [{ need_id: needs[need]?.id, ...more }] });
  const decided = await on(pp, -21, '09:30', (tx) => requestWaiver(tx, ask('MEDICAL_ACCESS', 'Kursi dengan sandaran khusus untuk dua pegawai (data contoh)', 0, { quantity: 2, value_idr: 3_000_000 })));
  await on(ppk, -21, '13:00', (tx) => approveWaiver(tx, decided));
  const hq = await headquarters(db);
  if (hq) {
    const { code } = await on(hq, -14, '10:00', (tx) => decideWaiver(tx, decided, { decision: 'grant', words: 'Kebutuhan khusus terbukti; selebihnya tetap dipesan di UPT.' }));
    if (code) await on(pp, -10, '11:00', (tx) => usePermit(tx, code, { line: 1, quantity: 1, reference: 'SPK-CONTOH/17', used_on: addDays(today, -10) }));
  }
  const running = await on(pp, -7, '09:30', (tx) => requestWaiver(tx, ask('PRICE', 'Penawaran toko lebih rendah untuk jumlah ini (data contoh)', 0, { quantity: 20, value_idr: 10_500_000, market_price_idr: 290_000, market_days: 5, market_quality: 'Rangka besi, garansi enam bulan' })));
  await on(ppk, -7, '14:00', (tx) => approveWaiver(tx, running));
  const [line] = await reading(db, { actor: pp }, (reader) => reader.all<{ facility_id: string }>(sql`select l.facility_id from procurement.waiver_line l join procurement.waiver w on w.id = l.waiver_id where w.number = ${running.number} and l.facility_id is not null`));
  const maker = places.find(({ facility_id }) => facility_id === line?.facility_id);
  if (maker) await on(maker.staff.section_head, -2, '14:00', (tx) => makeOffer(tx, running, { line: 1, kind: 'match_price', price_idr: 290_000, deliveries: [], sku: undefined, day: undefined, words: 'Harga disamai untuk dua puluh kursi (data contoh).' }));
}

async function headquarters(db: Db): Promise<Actor | undefined> {
  const account = await reading(db, { actor: system }, (reader) => reader.maybe<{ id: string; person_id: string; name: string }>(sql`
    select a.id, a.person_id, a.name from identity.account a join identity.assignment s on s.account_id = a.id and s.role = 'headquarters' where a.is_sample order by a.email limit 1`));
  return account && { ...system, account_id: account.id, person_id: account.person_id, name: account.name, role: 'headquarters', unit_name: 'Ditjenpas' };
}
