// The named little world: one seed for demo, tests and screenshots alike.
import { addDays, dayIn } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { createDeposit, prepareWithdrawal, approveWithdrawal, recordDepositPaid } from '#pay';
import { expireUnpaid } from '#orders';
import { signReport, submitReport } from '#insight';
import { offerCapacity } from './partners.ts';
import { machinesOf } from './assets.ts';
import { planToBuy } from './buying.ts';
import { budgetOf } from './budgets.ts';
import { chance } from './chance.ts';
import { costsAfter, costsBefore } from './costs.ts';
import { appointOverseers, establishAgencies, establishFacility, type EstablishedAgency } from './establishment.ts';
import { agreeOn } from './agreements.ts';
import { endEarly, setDelivery, setRates } from './endings.ts';
import { inventedFacilities } from './facilities.ts';
import { comesToLight } from './later.ts';
import { at, make, sell, workSession, type Buyer, type Place, type Stage } from './life.ts';
import { equipFloors } from './devices.ts';
import { openKiosk } from './kiosk.ts';
import { password } from './people.ts';
import { teamShares, wagesBySession } from './wages.ts';
import { loopOfYear } from './loop.ts';
import { stateMoney } from './revenue.ts';
import { openSchools } from './schools.ts';
import { supplyFood, watchAgencies } from './supply.ts';
import { fillFiles } from './register.ts';
import { adoptGrandDesign, assessMaturity } from './strategy.ts';
import { charterTeam, staffTeam } from './team.ts';
import { waitForWork } from './waiting.ts';

export { demoPin } from './devices.ts';
export { growCountry } from './country.ts';

export const demoAccounts: { role: string; email: string; password: string; unit: string; duty?: { id: string; en: string } }[] = [
  { role: 'officer', email: 'petugas@contoh-muara.karya.test', unit: 'Lapas Contoh Muara' },
  { role: 'section_head', email: 'kasi@contoh-muara.karya.test', unit: 'Lapas Contoh Muara' },
  { role: 'facility_head', email: 'kalapas@contoh-muara.karya.test', unit: 'Lapas Contoh Muara' },
  { role: 'treasurer', email: 'bendahara@contoh-muara.karya.test', unit: 'Lapas Contoh Muara' },
  { role: 'officer', duty: { id: 'mutu', en: 'quality' }, email: 'mutu@contoh-muara.karya.test', unit: 'Lapas Contoh Muara' },
  { role: 'procurement_officer', email: 'pp@contoh-dinas-pendidikan.karya.test', unit: 'Dinas Contoh Pendidikan' },
  { role: 'commitment_officer', email: 'ppk@contoh-dinas-pendidikan.karya.test', unit: 'Dinas Contoh Pendidikan' },
  { role: 'regional', email: 'kanwil@contoh.karya.test', unit: 'Kantor wilayah (Kalimantan Tengah)' },
  { role: 'headquarters', email: 'pusat@contoh.karya.test', unit: 'Ditjenpas' },
  { role: 'headquarters', duty: { id: 'penetapan', en: 'decisions' }, email: 'penetapan@contoh.karya.test', unit: 'Ditjenpas' },
  { role: 'partner', email: 'mitra@contoh.karya.test', unit: 'PT Contoh Mitra' },
  { role: 'auditor', email: 'auditor@contoh.karya.test', unit: 'Inspektorat' },
  { role: 'admin', email: 'admin@contoh.karya.test', unit: 'Administrasi sistem' },
].map((account) => ({ ...account, password }));

export async function worldIsBuilt(db: Db): Promise<boolean> {
  const built = await reading(db, { actor: system }, (reader) => reader.maybe(sql`select 1 from organisation.facility where is_sample limit 1`));
  return built !== undefined;
}

/** Builds the demo world up to `now`: about 12 facilities and three months of trade. */
export async function buildWorld(db: Db, { now, onProgress = () => {}, facilities = inventedFacilities.length }: { now: Date; onProgress?: (line: string) => void; facilities?: number }): Promise<void> {
  const today = dayIn('Asia/Jakarta', now);
  const from = addDays(today, -92);
  const opening = new Date(now.getTime() - 92 * 86_400_000);
  const agencies = await establishAgencies(db, from, opening);
  const chosen = inventedFacilities.slice(0, facilities);
  const places: Place[] = [];
  await inTurns([...chosen.entries()], 3, async ([index, facility]) => {
    const place = { ...(await establishFacility(db, facility, index, from, opening)), luck: chance(facility.code), taken: new Set<string>() };
    places[index] = place;
    await setDelivery(db, place, index, from);
    await setRates(db, place, from);
    const team = await staffTeam(db, place, index, from, opening);
    if (index % 3 === 0) await charterTeam(db, place, team, index, today, now);
    onProgress(`facility ${Object.keys(places).length} of ${chosen.length}: ${facility.name}`);
  });
  const { code } = await reading(db, { actor: system }, (reader) => reader.one<{ code: string }>(sql`select regional_office_code as code from organisation.facility where code = 'contoh-muara'`));
  const headquarters = await appointOverseers(db, from, opening, code);
  await offerCapacity(db, places, today);
  let done = 0;
  await inTurns(places, 4, async (place) => {
    await threeMonths(db, place, agencies, from, today, places.indexOf(place));
    await endEarly(db, place, places.indexOf(place), today);
    await stateMoney(db, place, today, places.indexOf(place));
    await comesToLight(db, place, places.indexOf(place), today);
    await waitForWork(db, place, inventedFacilities.find((each) => each.code === place.code)?.sex ?? 'L', from, today, places.indexOf(place));
    onProgress(`three months of work and trade: ${++done} of ${places.length}`);
  });
  // The expiry looks at the whole country, so it waits until no facility is between an order and its payment.
  await transact(db, { actor: system, now }, expireUnpaid);
  await loopOfYear(db, { places, agencies, headquarters, today });
  await equipFloors(db, places);
  await openSchools(db, places, from, today);
  for (const [index, place] of places.entries()) await fillFiles(db, place, today, index, places[index + 1]?.code);
  if (places[0]) {
    await openKiosk(db, places[0], today);
    await supplyFood(db, places[0], today);
    await watchAgencies(db, places[0], agencies, today);
  }
  await planToBuy(db, agencies[0], places, today);
  if (places[0] && agencies[0]) await agreeOn(db, places[0], agencies[0], today);
  await adoptGrandDesign(db, from, today, now);
  await assessMaturity(db, places.slice(0, 2), now);
}

async function threeMonths(db: Db, place: Place, agencies: EstablishedAgency[], from: string, today: string, index: number): Promise<void> {
  const { luck } = place;
  const working = (n: number) => workday(addDays(from, n));
  if (index === 0) await costsBefore(db, place, from);
  // Stock first, so that the window is full; then orders along the way, each as far as its age lets it be.
  for (const [n, product] of place.products.entries()) {
    if (product.offer.supply === 'stock') await make(db, place, product, { quantity: stockOf(product.offer.price_idr), day: working(3 + n * 2), sessions: 2 });
  }
  const stages: [number, Stage][] = [[22, 'settled'], [34, 'settled'], [46, 'settled'], [58, 'settled'], [66, 'settled'], [70, index % 3 === 1 ? 'settled' : 'prepared'], [72, 'settled'], [76, index % 2 === 0 ? 'handed_over' : 'paid'], [80, index % 4 === 0 ? 'shipped' : 'handed_over'], [84, 'accepted'], [90, 'placed'], [91, 'placed']];
  for (const [n, [offset, until]] of stages.entries()) {
    const product = luck.pick(place.products);
    const agency = agencies[n % agencies.length];
    const buyer: Buyer = n % 3 === 0 && agency ? { channel: 'agency', agency } : { channel: 'public', name: `Pembeli Contoh ${n + 1}`, phone: `0800000${String(1000 + n)}` };
    await sell(db, { place, product, quantity: quantityOf(product.offer.price_idr, buyer.channel), day: working(offset), buyer, until });
  }
  await payOut(db, place, addDays(today, -20));
  await deposits(db, place, today, index);
  await report(db, place, today, index);
  await budgetOf(db, place, from, index);
  await wagesBySession(db, place, from, today);
  await teamShares(db, place, today);
  await machinesOf(db, place, index, from, today);
  if (index === 0) await costsAfter(db, place, today);
  await standingToday(db, place, today);
}

/** Today: a work order released, one waiting for inspection, a session open with tools out and attendance half marked. */
async function standingToday(db: Db, place: Place, today: string): Promise<void> {
  const [first, second] = place.products;
  if (!first || !second) return;
  await make(db, place, second, { quantity: 6, day: workday(addDays(today, -3)), sessions: 1, stopBefore: 'inspection' });
  await make(db, place, first, { quantity: 12, day: today, stopBefore: 'session' });
  const open = await reading(db, { actor: place.staff.section_head }, (reader) =>
    reader.maybe<{ id: string }>(sql`select id from production.work_order_published where facility_id = ${place.facility_id} and state = 'released' order by created_at desc limit 1`));
  if (open) await workSession(db, place, first, { id: open.id, quantity: 12, day: today, slot: 'AM', share: 4, leaveOpen: true });
}

async function payOut(db: Db, place: Place, day: string): Promise<void> {
  const { facility_id, staff } = place;
  const savers = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ worker_id: string; amount_idr: number }>(sql`
    select worker_id, sum(amount_idr)::bigint as amount_idr from pay.settlement_worker_published where facility_id = ${facility_id} group by worker_id order by 2 desc limit 3`));
  for (const { worker_id, amount_idr } of savers) {
    const wanted = Math.floor((amount_idr * 0.05) / 1000) * 1000;
    if (wanted < 1000) continue;
    const made = await transact(db, { actor: staff.treasurer, now: at(place, day, '10:00') }, (tx) => prepareWithdrawal(tx, { facility_id, worker_id, kind: 'BASIC_NEEDS', amount_idr: wanted, purpose: 'Kebutuhan mandi dan alat tulis' })).catch(() => undefined);
    if (made) await transact(db, { actor: staff.facility_head, now: at(place, day, '11:00') }, (tx) => approveWithdrawal(tx, { facility_id, id: made.id }));
  }
}

/** Last month's report: signed by most, waiting for a signature at one, not sent by two. */
async function report(db: Db, place: Place, today: string, index: number): Promise<void> {
  const month = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  if (index % 6 === 5) return;
  const explanations = { work_days: 'Bengkel menunggu bahan', production_value_idr: 'Barang masih dikerjakan', state_revenue_idr: 'Setoran dilakukan pada bulan berikutnya' };
  const day = addDays(`${today.slice(0, 7)}-01`, 4) < today ? addDays(`${today.slice(0, 7)}-01`, 4) : today;
  await transact(db, { actor: place.staff.section_head, now: at(place, day, '08:30') }, (tx) => submitReport(tx, { facility_id: place.facility_id, month, explanations }));
  if (index % 6 === 4) return;
  await transact(db, { actor: place.staff.facility_head, now: at(place, day, '13:30') }, (tx) => signReport(tx, { facility_id: place.facility_id, month }));
}

async function deposits(db: Db, place: Place, today: string, index: number): Promise<void> {
  const { facility_id, staff } = place;
  const months = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ month: string }>(sql`
    select distinct to_char(s.on_day, 'YYYY-MM') as month from pay.settlement_published s join pay.settlement_share_published h on h.facility_id = s.facility_id and h.settlement_id = s.id
    where s.facility_id = ${facility_id} and s.state = 'approved' and h.recipient = 'state' and h.amount_idr > 0 order by 1`));
  // The current month waits everywhere, and one in five is late: the list that names why must not be empty.
  const past = months.filter(({ month }) => month < today.slice(0, 7));
  for (const { month } of index % 5 === 3 ? past.slice(0, -1) : past) {
    const day = addDays(`${month}-01`, 33) < addDays(today, -2) ? addDays(`${month}-01`, 33) : addDays(today, -2);
    const made = await transact(db, { actor: staff.treasurer, now: at(place, day, '09:00') }, (tx) => createDeposit(tx, { facility_id, period: month }));
    const ntpn = [...made.id.replaceAll('-', '').toUpperCase()].slice(-16).join('');
    await transact(db, { actor: staff.facility_head, now: at(place, addDays(day, 1), '10:00') }, (tx) => recordDepositPaid(tx, { id: made.id, ntpn, paid_at: at(place, addDays(day, 1), '09:30') }));
  }
}

function stockOf(price_idr: number): number {
  return price_idr > 300_000 ? 12 : price_idr > 80_000 ? 30 : price_idr > 15_000 ? 80 : 200;
}

function quantityOf(price_idr: number, channel: 'public' | 'agency'): number {
  const usual = price_idr > 1_000_000 ? 1 : price_idr > 150_000 ? 2 : price_idr > 30_000 ? 4 : 12;
  return channel === 'agency' ? usual * 3 : usual;
}

function workday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? addDays(day, 1) : weekday === 6 ? addDays(day, 2) : day;
}

async function inTurns<T>(all: T[], together: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(Array.from({ length: together }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  }));
}
