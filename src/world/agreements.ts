// What an agency and one facility agree beyond plain orders: a quote in versions, an addendum, a framework contract with a call-off, a claim, ratings, a swakelola file, a limit.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import type { Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { agreeFramework, agreeQuote, answerRating, approveLimit, askQuote, callOff, counterOffer, draftFramework, fileClaim, openSwakelola, prepareAddendum, prepareOffer, prepareSwakelola, proposeLimit, rateOrder, signAddendum, signFramework, signOffer, signSwakelola } from '#orders';
import type { EstablishedAgency } from './establishment.ts';
import { at, type Place } from './life.ts';

export async function agreeOn(db: Db, place: Place, agency: EstablishedAgency, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const [product] = place.products;
  if (!product) return;
  const { sku, offer } = product;
  const [pp, ppk] = [agency.procurement_officer, agency.commitment_officer];
  const act = <T>(actor: Actor, day: string, time: string, work: (tx: Tx) => Promise<T>): Promise<T> => transact(db, { actor, reach: { facility_ids: [facility_id], agency_id: actor.agency_id }, now: at(place, day, time) }, work);
  const to = { name: agency.unit, address: `Jalan Contoh Raya 1, ${agency.name}`, regency: 'Kota Palangkaraya' };
  const ask = async (day: string, subject: string) => (await act(pp, day, '09:00', (tx) => askQuote(tx, { subject, unit: agency.unit, day: addDays(today, 30), deliver_to: to, lines: [{ sku, quantity: 12, budget_account: '521211' }], note: 'Mohon harga untuk jumlah ini' }))).quotes[0]?.number ?? '';
  const answer = async (number: string, day: string, share: number) => {
    await act(staff.section_head, day, '13:00', (tx) => prepareOffer(tx, { number, lines: [{ sku, quantity: 12, unit_price_idr: Math.round((offer.price_idr * share) / 1000) * 10 }], day: addDays(today, 35), valid_until: addDays(today, 14) }));
    await act(staff.facility_head, day, '15:00', (tx) => signOffer(tx, { number }));
  };

  const first = await ask(addDays(today, -9), 'Kebutuhan ruang rapat');
  await answer(first, addDays(today, -8), 96);
  const counter = Math.round((offer.price_idr * 90) / 1000) * 10;
  await act(pp, addDays(today, -7), '09:30', (tx) => counterOffer(tx, { number: first, day: addDays(today, 30), lines: [{ sku, quantity: 12, unit_price_idr: counter }] }));
  await answer(first, addDays(today, -6), 93);
  const { order } = await act(ppk, addDays(today, -5), '10:00', (tx) => agreeQuote(tx, { number: first, version: 4 }));
  const { id } = await act(pp, addDays(today, -2), '10:00', (tx) => prepareAddendum(tx, { number: order, reason: 'Ruang rapat kedua ikut dilengkapi', lines: [{ line: 1, quantity: 14 }] }));
  await act(ppk, addDays(today, -2), '14:00', (tx) => signAddendum(tx, { number: order, id }));
  const second = await ask(addDays(today, -2), 'Cendera mata rapat kerja');
  await answer(second, addDays(today, -1), 95);
  await ask(today, 'Kebutuhan loket pelayanan');

  const { frameworks } = await act(pp, addDays(today, -20), '09:00', (tx) => draftFramework(tx, { subject: 'Kebutuhan satu tahun', unit: agency.unit, from: addDays(today, -18), to: addDays(today, 180), lines: [{ sku, unit_price_idr: offer.price_idr, max_quantity: 60 }] }));
  const framework = frameworks[0]?.number ?? '';
  await act(ppk, addDays(today, -19), '09:00', (tx) => signFramework(tx, { number: framework }));
  await act(staff.facility_head, addDays(today, -18), '09:00', (tx) => agreeFramework(tx, { number: framework }));
  await act(pp, addDays(today, -1), '09:10', (tx) => callOff(tx, { number: framework, deliver_to: to, budget_account: '521211', lines: [{ sku, quantity: 10 }] }));

  const limit = await act(ppk, today, '08:00', (tx) => proposeLimit(tx, { account_id: ppk.account_id ?? '', amount_idr: 2_000_000_000, from: today, letter: 'KPA-CONTOH/07' }));
  await act(pp, today, '08:10', (tx) => approveLimit(tx, { id: limit.id }));

  const { number: file } = await act(pp, addDays(today, -6), '08:30', (tx) => openSwakelola(tx, { facility_id, subject: 'Perbaikan mebel pelayanan', unit: agency.unit, value_idr: 24_000_000, starts_on: today, ends_on: addDays(today, 90) }));
  await act(staff.section_head, addDays(today, -5), '08:30', (tx) => prepareSwakelola(tx, { number: file, text: 'Unit menyatakan bersedia melaksanakan pekerjaan ini dengan bengkel, alat dan peserta kerja yang ada.' }));
  await act(ppk, addDays(today, -4), '08:30', (tx) => signSwakelola(tx, { number: file }));
  await act(staff.facility_head, addDays(today, -4), '09:30', (tx) => signSwakelola(tx, { number: file }));
  await rateAndClaim(db, place, act, today);
}

type Acts = <T>(actor: Actor, day: string, time: string, work: (tx: Tx) => Promise<T>) => Promise<T>;
/** Each agency order that was received whole is rated by its own agency; the newest has a claim that waits. */
async function rateAndClaim(db: Db, place: Place, act: Acts, today: string): Promise<void> {
  const received = await reading(db, { actor: place.staff.section_head }, (reader) => reader.all<{ number: string; agency_id: string }>(sql`
    select number, agency_id from orders.order_published where facility_id = ${place.facility_id} and channel = 'agency' and state in ('handed_over', 'settled') order by placed_at desc limit 4`));
  for (const [n, { number, agency_id }] of received.entries()) {
    const buyer: Actor = { account_id: null, person_id: null, name: 'Pejabat contoh', role: 'procurement_officer', unit_name: 'Instansi contoh', facility_id: null, facility_ids: [], agency_id, locale: 'id' };
    await act(buyer, addDays(today, -1), '10:00', (tx) => rateOrder(tx, { number, quality: 5 - (n % 2), punctuality: 4, service: 5 }));
    if (n === 0) await act(place.staff.section_head, today, '08:20', (tx) => answerRating(tx, { number, answer: 'Terima kasih, kami jaga mutunya.' }));
    if (n === 0) await act(buyer, today, '08:30', (tx) => fileClaim(tx, { number, line: 1, quantity: 1, fault: 'broken', wanted: 'replace', description: 'Satu barang retak setelah dipakai seminggu' }));
  }
}
