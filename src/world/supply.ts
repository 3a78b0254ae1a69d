// One facility's food supplier with its meter, one agency's spending and the question its orders raise. Nobody here is real.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { system, visitor, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { placeOrder, reachOfLines } from '#orders';
import { answerOffer, claimContract, offerProduce, prepareCertificate, raiseFlags, recordHarvest, recordMarketPrice, recordSpending, registerContract, sendFeedback, signCertificate } from '#procurement';
import type { EstablishedAgency } from './establishment.ts';
import { at, type Place } from './life.ts';

/** A running contract that is half way, and one that ended short on the facility's side. */
export async function supplyFood(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const act = <T>(actor: Actor, day: string, work: (tx: Tx) => Promise<T>, reach?: { facility_ids: string[] }) => transact(db, { actor, now: at(place, day, '10:00'), ...(reach ? { reach } : {}) }, work);
  const crop = (commodity: string, quantity: number, day: string) => act(staff.officer, day, (tx) => recordHarvest(tx, { facility_id, commodity, unit: 'kg', quantity, on_day: day }));
  const { running, ended } = await act(staff.section_head, addDays(today, -80), async (tx) => ({
    running: await registerContract(tx, { facility_id, number: `KTR-BAMA/${today.slice(0, 4)}/01`, supplier: 'CV Contoh Pangan Sehat', kind: 'food', value_idr: 180_000_000, from_day: addDays(today, -80), to_day: addDays(today, 100) }),
    ended: await registerContract(tx, { facility_id, number: `KTR-KANTIN/${today.slice(0, 4)}/02`, supplier: 'Koperasi Contoh Sejahtera', kind: 'canteen', value_idr: 24_000_000, from_day: addDays(today, -80), to_day: addDays(today, -10) }),
  }));
  await act(staff.treasurer, addDays(today, -35), async (tx) => {
    for (const [commodity, amount_idr] of [['Kangkung', 9_000], ['Lele', 29_000]] as const) await recordMarketPrice(tx, { facility_id, commodity, unit: 'kg', amount_idr, on_day: addDays(today, -35), source: 'Pasar contoh, papan harga pengelola (data contoh)' });
  });
  const greens = await crop('Kangkung', 260, addDays(today, -32));
  const fish = await crop('Lele', 140, addDays(today, -30));
  const offer = (id: string, source: string, quantity: number, unit_price_idr: number, day: string) => act(staff.section_head, day, (tx) => offerProduce(tx, { id, source, quantity, unit_price_idr, deliver_on: addDays(day, 1) }));
  const first = await offer(running.id, fish.number, 110, 28_000, addDays(today, -28));
  const second = await offer(running.id, greens.number, 150, 9_000, addDays(today, -26));
  const canteen = await offer(ended.id, greens.number, 60, 8_500, addDays(today, -20));
  const answer = (id: string, offered: string, more: { accepted: number; refused: number; words: string; reason?: 'QUALITY'; delivery_note?: string }, day: string) => act(staff.section_head, day, (tx) => answerOffer(tx, { id, offer: offered, ...more }));
  await answer(running.id, first.number, { accepted: 110, refused: 0, words: '', delivery_note: 'TT-CONTOH-01' }, addDays(today, -27));
  await answer(running.id, second.number, { accepted: 120, refused: 30, words: 'Sebagian daun layu saat tiba', reason: 'QUALITY', delivery_note: 'TT-CONTOH-02' }, addDays(today, -25));
  await answer(ended.id, canteen.number, { accepted: 60, refused: 0, words: '', delivery_note: 'TT-CONTOH-03' }, addDays(today, -19));
  await offer(running.id, fish.number, 30, 29_000, addDays(today, -5));
  await act(staff.section_head, addDays(today, -9), (tx) => prepareCertificate(tx, { id: ended.id, cause: 'Kebun terendam pada bulan pertama kontrak, panen berikutnya belum cukup' }));
  await act(staff.facility_head, addDays(today, -8), (tx) => signCertificate(tx, { id: ended.id }));
  const supplier = await inventedSupplier(db);
  if (supplier) await act(supplier, addDays(today, -24), (tx) => claimContract(tx, { code: running.claim_code }), { facility_ids: [facility_id] });
}

/** Two orders that stay below the threshold and together pass it: a question for the agency, not a verdict. Of the others one reports its spending, one does not. */
export async function watchAgencies(db: Db, place: Place, agencies: EstablishedAgency[], today: string): Promise<void> {
  const [first, second, third] = agencies;
  const desk = place.products.find(({ offer }) => offer.supply === 'make' && offer.price_idr > 400_000);
  if (!first || !second || !third || !desk) return;
  const yesterday = addDays(today, -1);
  const order = async (agency: EstablishedAgency, quantity: number, day: string) => {
    const lines = [{ sku: desk.sku, quantity }];
    const reach = await reachOfLines(db, lines);
    await transact(db, { actor: agency.procurement_officer, reach: { ...reach, agency_id: agency.id }, now: at(place, day, '13:15') }, (tx) => placeOrder(tx, {
      channel: 'agency', lines, requested_on: addDays(today, 120), buyer: { name: agency.name, agency: agency.code, unit: agency.unit, rup_code: `RUP-${agency.code.slice(-5)}-${day.replaceAll('-', '')}`, budget_account: '532111' }, deliver_to: { name: agency.unit, address: `Jalan Contoh Raya 1, ${agency.name}`, regency: 'Kota Palangkaraya', phone: '0800-0000-0001' },
    }));
  };
  const spend = (agency: EstablishedAgency, lines: [string, string][]) => transact(db, { actor: agency.procurement_officer, now: at(place, yesterday, '15:10') }, (tx) => recordSpending(tx, {
    agency_id: agency.id, at: { year: Number(yesterday.slice(0, 4)), quarter: Math.ceil(Number(yesterday.slice(5, 7)) / 3) }, source: 'Realisasi belanja barang (data contoh)', rows: lines.map(([Kategori, Jumlah], n) => ({ row: n + 2, cells: { Unit: agency.unit, Kategori, Jumlah } })),
  }));
  await order(first, 280, addDays(today, -9));
  await order(first, 240, addDays(today, -3));
  await order(second, 12, addDays(today, -6));
  await order(third, 8, addDays(today, -4));
  await spend(first, [['furniture', '3.450.000.000'], ['garment', '820.000.000'], ['processed_food', '410.000.000']]);
  await spend(second, [['furniture', '760.000.000'], ['craft', '140.000.000']]);
  await transact(db, { actor: system, now: at(place, yesterday, '19:50') }, raiseFlags);
  await transact(db, { actor: visitor, now: at(place, yesterday, '20:05') }, (tx) => sendFeedback(tx, { agency: first.code, topic: 'payment', words: 'Kursi untuk sekolah kami sudah datang, pembayarannya kepada lapas apakah sudah selesai? (data contoh)' }));
}

async function inventedSupplier(db: Db): Promise<Actor | undefined> {
  const account = await reading(db, { actor: system }, (reader) => reader.maybe<{ id: string; person_id: string; name: string }>(sql`select a.id, a.person_id, a.name from identity.account a join identity.assignment s on s.account_id = a.id and s.role = 'partner' where a.is_sample order by a.email limit 1`));
  return account && { ...visitor, account_id: account.id, person_id: account.person_id, name: account.name, role: 'partner' };
}
