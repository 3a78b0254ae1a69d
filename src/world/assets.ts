// What each invented facility works with, how it is found, what goes and what is asked for. Every name is invented.
import { approveRetirement, proposeRetirement, recordCondition, registerAsset, returnProposal, signProposal, submitProposal, writeProposal } from '#budget';
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db } from '#kernel/db.ts';
import { at, type Place } from './life.ts';

type Machine = { name: string; class: string; cost_idr: number };
const machine = (name: string, of: string, cost_idr: number): Machine => ({ name, class: of, cost_idr });
const machines: Record<string, [Machine, Machine]> = {
  mebel: [machine('Mesin serut kayu 16 inci', 'MESIN', 38_500_000), machine('Gergaji meja', 'MESIN', 21_750_000)],
  paving: [machine('Mesin pres paving', 'MESIN', 64_000_000), machine('Pengaduk semen 350 liter', 'MESIN', 17_900_000)],
  anyaman: [machine('Mesin belah rotan', 'MESIN', 14_200_000), machine('Kompresor semprot', 'BANTU', 6_850_000)],
  jahit: [machine('Mesin jahit lurus, 6 unit', 'MESIN', 27_600_000), machine('Mesin obras, 2 unit', 'MESIN', 12_400_000)],
  batik: [machine('Kompor batik listrik, 10 unit', 'ALAT', 8_900_000), machine('Bak pewarnaan', 'ALAT', 11_300_000)],
  tenun: [machine('Alat tenun bukan mesin, 4 unit', 'ALAT', 26_000_000), machine('Alat penghani', 'ALAT', 7_450_000)],
  dapur: [machine('Penggoreng hampa 10 kg', 'DAPUR', 33_250_000), machine('Pengemas kedap udara', 'DAPUR', 9_150_000)],
  roti: [machine('Oven roti 3 dek', 'DAPUR', 41_000_000), machine('Pengaduk adonan 20 kg', 'DAPUR', 18_700_000)],
  sabut: [machine('Mesin pengurai sabut', 'MESIN', 58_300_000), machine('Mesin pintal tali', 'MESIN', 19_600_000)],
  kulit: [machine('Mesin jahit kulit, 3 unit', 'MESIN', 31_500_000), machine('Mesin seset kulit', 'MESIN', 15_800_000)],
  kebun: [machine('Kultivator', 'TANI', 12_900_000), machine('Pompa air dan pipa', 'BANTU', 8_250_000)],
  ternak: [machine('Mesin tetas 500 butir', 'TANI', 9_750_000), machine('Pencacah pakan', 'TANI', 7_300_000)],
  plastik: [machine('Pencacah plastik', 'MESIN', 36_400_000), machine('Pres panas', 'MESIN', 29_900_000)],
  binatu: [machine('Mesin cuci 20 kg, 2 unit', 'DAPUR', 44_000_000), machine('Pengering 20 kg', 'DAPUR', 26_500_000)],
};
const generator = machine('Genset 20 kVA', 'BANTU', 68_000_000);

/** Two machines for each workshop, one of them given; a generator; one badly damaged, one retired or waiting for it; and three requests. */
export async function machinesOf(db: Db, place: Place, index: number, from: string, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const day = addDays(from, 2);
  const bad = await transact(db, { actor: staff.section_head, now: at(place, day, '09:00') }, async (tx) => {
    const ids: string[] = [];
    for (const [n, workshop] of place.workshops.entries()) {
      for (const [m, wanted] of (machines[workshop.code] ?? []).entries()) {
        const given = m === 1 && n === 0;
        const bought = `${Number(from.slice(0, 4)) - 2 - ((index * 3 + n * 4 + m * 5) % 11)}-0${1 + ((index + n + m) % 9)}-15`;
        ids.push((await registerAsset(tx, { facility_id, workshop: workshop.code, ...wanted, acquired_on: bought, condition: 'good', ...(given ? { source: index % 2 === 0 ? 'donated' : 'grant', donor: index % 2 === 0 ? 'PT Contoh Peduli' : 'Pemerintah Daerah Contoh', letter: `BAST-HIBAH-CONTOH-${String(index + 1).padStart(2, '0')}` } : { source: 'bought' }) })).id);
      }
    }
    await registerAsset(tx, { facility_id, ...generator, acquired_on: `${Number(from.slice(0, 4)) - 5}-03-01`, source: 'bought', condition: 'good' });
    return ids;
  });
  const [first, second] = bad;
  if (first) await transact(db, { actor: staff.officer, now: at(place, addDays(from, 50), '10:00') }, (tx) => recordCondition(tx, { id: first, condition: index % 2 === 0 ? 'major' : 'minor', on_day: addDays(from, 50), note: index % 2 === 0 ? 'Poros utama retak, tidak aman dijalankan' : 'Perlu ganti sabuk' }));
  if (second && index % 3 === 0) {
    await transact(db, { actor: staff.section_head, now: at(place, addDays(from, 60), '09:00') }, (tx) => proposeRetirement(tx, { id: second, cause: 'worn_out', reason: 'Biaya perbaikan melebihi nilai bukunya' }));
    if (index % 2 === 1) await transact(db, { actor: staff.facility_head, now: at(place, addDays(from, 66), '09:00') }, (tx) => approveRetirement(tx, { id: second, letter: `SK-HAPUS-CONTOH-${index + 1}`, retired_on: addDays(from, 66) }));
  }
  if (index < 3) await ask(db, place, index, today);
}

/** One request signed, one waiting for its signature, one that came back. */
async function ask(db: Db, place: Place, index: number, today: string): Promise<void> {
  const { facility_id, staff, products, workshops } = place;
  const [product] = products;
  const workshop = product?.workshop ?? workshops[0]?.code;
  const wanted = machines[workshop ?? '']?.[0];
  if (!product || !workshop || !wanted) return;
  const day = addDays(today, -10);
  const year = Number(today.slice(0, 4)) + 1;
  const output_code = '5252.QAA.001';
  const write = (hour: string) => transact(db, { actor: staff.section_head, now: at(place, day, hour) }, (tx) => writeProposal(tx, {
    facility_id, year, title: `${wanted.name} pengganti`, workshop, need: `${wanted.name} yang ada rusak berat; pekerjaan dilakukan dengan tangan dan pesanan menunggu.`, aim: 'Menambah hasil dan tempat kerja, dengan mesin yang aman.',
    activities: ['Pengadaan mesin melalui katalog elektronik', 'Pelatihan operator oleh instruktur bersertifikat', 'Uji jalan dan penetapan petugas keselamatan'],
    indicators: [{ name: 'Hasil per bulan', unit: 'buah', baseline: '20', target: '60' }, { name: 'Kecelakaan kerja', unit: 'kejadian', baseline: '1', target: '0' }], jobs: 6, trained: 10,
    lines: [
      { output_code, account: '532111', fund: 'RM', what: wanted.name, quantity: 1, unit: 'unit', unit_price_idr: Math.round((wanted.cost_idr * 1.25) / 1000) * 1000 },
      { output_code, account: '522151', fund: 'RM', what: 'Instruktur bersertifikat, 5 hari', quantity: 5, unit: 'hari', unit_price_idr: 900_000 },
      { output_code, account: '521211', fund: 'RM', what: 'Bahan latihan kerja', quantity: 10, unit: 'orang', unit_price_idr: 250_000 },
    ],
    investment: { sku: product.sku, price_idr: Math.round((wanted.cost_idr * 1.25) / 1000) * 1000, training_idr: 7_000_000, pieces_per_month: Math.max(10, Math.round(6_000_000 / product.offer.price_idr)), upkeep_idr_per_month: 250_000, people: 6 },
  }));
  const { id } = await write('09:00');
  await transact(db, { actor: staff.section_head, now: at(place, day, '10:00') }, (tx) => submitProposal(tx, { id }));
  if (index === 0) await transact(db, { actor: staff.facility_head, now: at(place, addDays(day, 1), '09:00') }, (tx) => signProposal(tx, { id }));
  if (index === 2) await transact(db, { actor: staff.facility_head, now: at(place, addDays(day, 1), '09:00') }, (tx) => returnProposal(tx, { id, reason: 'Lampirkan tiga harga pembanding.' }));
}
