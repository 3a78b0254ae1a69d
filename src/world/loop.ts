// One year of the procurement loop: three agencies asked, twelve facilities planned, announced, a few reservations, one allocation adopted.
import { addDays, instantAt } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { adoptAllocation, announce, approveSupplyPlan, askAllocation, closeSurvey, openSurvey, prepareAnnouncement, reserveKind, solveHere, solveNext, stateDemand, submitSupplyPlan, writeSupplyPlan } from '#procurement';
import type { Actor } from '#kernel/policy.ts';
import type { EstablishedAgency } from './establishment.ts';
import type { Place } from './life.ts';

type Wish = { code: string; name_id: string; name_en: string; unit: string; category: string; weight_gram: number; makers: string[]; monthly: number; asked: number[] };
const wishes: Wish[] = [
  { code: 'MEJA', name_id: 'Meja belajar dan meja lipat', name_en: 'Pupils’ desks and folding tables', unit: 'buah', category: 'furniture', weight_gram: 14_000, makers: ['CM-MEJA-01', 'CR-MEJALIPAT-01'], monthly: 12, asked: [90, 40, 60] },
  { code: 'KERANJANG', name_id: 'Keranjang dan kotak anyaman', name_en: 'Plaited baskets and boxes', unit: 'buah', category: 'craft', weight_gram: 700, makers: ['CR-KERANJANG-01', 'CC-KOTAK-01'], monthly: 20, asked: [30, 120, 80] },
  { code: 'TAS', name_id: 'Tas rapat', name_en: 'Meeting bags', unit: 'buah', category: 'garment', weight_gram: 500, makers: ['ML-TAS-03', 'CR-TAS-02'], monthly: 30, asked: [150, 60, 200] },
  { code: 'SEPRAI', name_id: 'Seprai puskesmas', name_en: 'Clinic sheets', unit: 'buah', category: 'garment', weight_gram: 900, makers: ['CT-SEPRAI-01'], monthly: 25, asked: [0, 0, 260] },
  { code: 'LEMARI', name_id: 'Lemari arsip', name_en: 'Filing cupboards', unit: 'buah', category: 'furniture', weight_gram: 48_000, makers: ['CP-LEMARI-02'], monthly: 2, asked: [6, 30, 0] },
  { code: 'SEPATU', name_id: 'Sepatu dinas', name_en: 'Service shoes', unit: 'pasang', category: 'leather', weight_gram: 1_100, makers: ['SM-SEPATU-01'], monthly: 8, asked: [0, 0, 70] },
  { code: 'KESET', name_id: 'Keset sabut kelapa', name_en: 'Coir mats', unit: 'buah', category: 'coir', weight_gram: 1_500, makers: ['CB-KESET-01'], monthly: 15, asked: [40, 20, 50] },
  { code: 'CAMILAN', name_id: 'Camilan rapat', name_en: 'Meeting snacks', unit: 'bungkus', category: 'processed_food', weight_gram: 300, makers: ['CH-KERIPIK-01', 'CL-KUE-KERING'], monthly: 60, asked: [200, 100, 300] },
  { code: 'SAYUR', name_id: 'Paket sayur segar', name_en: 'Fresh vegetable boxes', unit: 'paket', category: 'agriculture', weight_gram: 3_000, makers: ['LD-SAYUR-PAKET'], monthly: 40, asked: [0, 60, 120] },
  { code: 'SAMPAH', name_id: 'Tempat sampah pilah', name_en: 'Sorting bins', unit: 'set', category: 'plastics', weight_gram: 9_000, makers: ['CS-WADAH-01'], monthly: 5, asked: [12, 8, 20] },
];
const where = ['Kabupaten Sukamara', 'Kota Semarang', 'Kota Makassar'];
const due = ['03-31', '06-30', '11-30'];

export async function loopOfYear(db: Db, { places, agencies, headquarters: [first, second], today }: { places: Place[]; agencies: EstablishedAgency[]; headquarters: Actor[]; today: string }): Promise<void> {
  if (!first || !second) throw new Error('two officers of headquarters are needed');
  // Announced 25 days ago, and that at least a month before its year begins.
  const year = Number(addDays(today, 5).slice(0, 4)) + 1;
  const act = <T>(actor: Actor, ago: number, time: string, work: (tx: Tx) => Promise<T>) => transact(db, { actor, now: instantAt('Asia/Jakarta', addDays(today, -ago), time) }, work);
  await act(first, 85, '09:00', (tx) => openSurvey(tx, { year, opens_on: addDays(today, -85), closes_on: addDays(today, -50), is_sample: true, kinds: wishes.map(({ makers: _, monthly: __, asked: ___, ...kind }) => kind) }));
  for (const [n, agency] of agencies.slice(0, 3).entries()) {
    const lines = wishes.flatMap(({ code, name_id, unit, asked }) => ((asked[n] ?? 0) > 0 ? [{ kind: code, item_text: name_id, quantity: asked[n] ?? 0, unit, regency: where[n] ?? '', needed_by: `${year}-${due[(n + code.length) % 3]}` }] : []));
    await act(agency.procurement_officer, 70 - n, '10:00', (tx) => stateDemand(tx, { year, lines }));
  }
  await act(first, 49, '09:00', (tx) => closeSurvey(tx, { year }));
  for (const { facility_id, staff, products } of places) {
    const lines = wishes.flatMap(({ code, makers, monthly }) => products.filter(({ sku }) => makers.includes(sku)).map(({ sku, offer }) => ({ kind: code, sku, price_idr: offer.price_idr, minutes: 0, machine_minutes: 0, monthly: Array.from({ length: 12 }, () => monthly) })));
    if (lines.length === 0) continue;
    const id = await act(staff.section_head, 45, '09:00', async (tx) => (await submitSupplyPlan(tx, { id: (await writeSupplyPlan(tx, { facility_id, year, note: '', lines })).id })).id);
    await act(staff.facility_head, 44, '14:00', (tx) => approveSupplyPlan(tx, { id }));
  }
  await act(first, 28, '09:00', (tx) => prepareAnnouncement(tx, { year }));
  await act(second, 25, '10:00', (tx) => announce(tx, { year }));
  for (const [n, kind] of ['MEJA', 'KERANJANG', 'TAS'].entries()) {
    const agency = agencies[n];
    if (agency) await act(agency.procurement_officer, 15 - n, '11:00', (tx) => reserveKind(tx, { year, kind, quantity: [40, 60, 90][n] ?? 1 }));
  }
  const { id } = await act(first, 20, '09:00', (tx) => askAllocation(tx, { year }));
  // So small a country needs no thread of its own.
  await solveNext(db, solveHere);
  await act(second, 19, '10:00', (tx) => adoptAllocation(tx, { id }));
}
