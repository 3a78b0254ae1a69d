/** A sale for tests, by the same commands people call: pieces made in a session, inspected into stock, ordered, delivered and paid. */
import type { Actor } from '#kernel/policy.ts';
import { visitor } from '#kernel/policy.ts';
import { transact } from '#kernel/db.ts';
import { instantAt } from '#kernel/calendar.ts';
import { openBooks } from '#ledger';
import { acceptOrder, handOverOrder, placeOrder, recordPayment, shipOrder } from '#orders';
import { openItem } from '#inventory';
import { createWorkOrder, inspect, recordOutput, releaseWorkOrder } from '#production';
import { approvePlacement, placeWorker, registerWorker } from '#workforce';
import { closeSession, defineSlots, defineWorkshop, markAttendance, openSession } from '#workshop';
import { asSystem, type House } from './house.ts';
import { stage, type Staged } from './stage-shop.ts';

const at = (day: string, time: string) => instantAt('Asia/Jakarta', day, time);
const fit = { kind: 'convict', sex: 'L', born_on: '1990-05-01', custody_from: '2024-01-01', sentence_from: '2024-06-01', release_on: '2029-06-01', risk: 'low', fit_until: '2028-12-31', is_sample: true } as const;

export type Workplace = { facility_id: string; product: Staged; workers: { id: string; roster_code: string }[]; workshop: string; staff: Record<'section_head' | 'facility_head' | 'treasurer' | 'officer' | 'inspector', Actor> };

/** A facility with open books, one product, one workshop and people placed in it. */
export async function openWorkplace(house: House, { people = 2, price_idr = 100_000, sku = 'K-MEJA' } = {}): Promise<Workplace> {
  const facility_id = house.facility.id;
  const staff = { section_head: house.as('section_head'), facility_head: house.as('facility_head'), treasurer: house.as('treasurer'), officer: house.as('officer'), inspector: house.as('officer', 'facility', 2) };
  await house.act(asSystem, (tx) => openBooks(tx, facility_id));
  const product = await stage(house, { sku, name_id: 'Meja contoh', name_en: 'Sample table', price_idr });
  const early = at('2026-10-01', '08:00');
  const made = await house.act(staff.section_head, async (tx) => {
    await openItem(tx, { facility_id, product_id: product.product_id, code: sku, name: 'Meja contoh', unit: 'buah' });
    await defineSlots(tx, { facility_id });
    const workshop = await defineWorkshop(tx, { facility_id, code: 'kayu', name_id: 'Bengkel Kayu Contoh', name_en: 'Sample wood workshop', category: 'furniture', capacity: 20, risk_level: 'medium', is_sample: true });
    const workers: Workplace['workers'] = [];
    const placements: string[] = [];
    for (let n = 1; n <= people; n++) {
      const worker = await registerWorker(tx, { ...fit, facility_id, register_number: `UJI/${n}`, name: `Peserta Contoh ${n}`, skill_level: Math.min(n, 5) });
      workers.push({ id: worker.id, roster_code: worker.roster_code });
      placements.push((await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: workshop.id, job: 'Rakit', from: '2026-10-01', decree: 'SK-UJI/1' })).id);
    }
    return { workers, placements };
  }, early);
  await house.act(staff.facility_head, async (tx) => {
    for (const placement_id of made.placements) await approvePlacement(tx, { facility_id, placement_id });
  }, early);
  return { facility_id, product, workers: made.workers, workshop: 'kayu', staff };
}

/** One session in which each person worked so many minutes and finished so many pieces; all of them pass inspection. */
export async function makePieces(house: House, place: Workplace, { day, slot = 'AM', work }: { day: string; slot?: 'AM' | 'PM'; work: { minutes: number; good: number }[] }): Promise<string> {
  const { facility_id, staff } = place;
  const quantity = work.reduce((sum, each) => sum + each.good, 0);
  const [start, end] = slot === 'AM' ? ['08:05', '11:25'] : ['13:05', '15:25'];
  const order = await house.act(staff.section_head, async (tx) => {
    const made = await createWorkOrder(tx, { facility_id, sku: place.product.sku, quantity, due_on: day });
    await releaseWorkOrder(tx, { facility_id, work_order_id: made.id });
    return made;
  }, at(day, '07:30'));
  const session = await house.act(staff.officer, (tx) => openSession(tx, { facility_id, workshop: place.workshop, day, slot }), at(day, start));
  await house.act(staff.officer, async (tx) => {
    for (const [n, worker] of place.workers.entries()) {
      const { minutes, good } = work[n] ?? { minutes: 0, good: 0 };
      await markAttendance(tx, { facility_id, session_id: session.id, worker_id: worker.id, reason_code: minutes > 0 ? 'ATTENDED' : 'SICK', ...(minutes > 0 ? { minutes } : { note: 'Surat klinik contoh' }) });
      if (good > 0) await recordOutput(tx, { facility_id, work_order_id: order.id, session_id: session.id, step: 1, worker_id: worker.id, good });
    }
    await closeSession(tx, { facility_id, session_id: session.id });
  }, at(day, end));
  await house.act(staff.inspector, (tx) => inspect(tx, { facility_id, work_order_id: order.id, passed: quantity }), at(day, '16:00'));
  return order.id;
}

/** An order handed over, and paid unless `paid` says otherwise. `rejected` pieces come back. */
export async function sell(house: House, place: Workplace, { quantity, day, paid = true, rejected = 0 }: { quantity: number; day: string; paid?: boolean; rejected?: number }): Promise<string> {
  const { facility_id, staff } = place;
  const placed = await transact(house.db, { actor: visitor, now: at(day, '09:00'), reach: { facility_ids: [facility_id] } }, (tx) => placeOrder(tx, {
    channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081200001234' }, lines: [{ sku: place.product.sku, quantity }], deliver_to: { name: 'Penerima Contoh', address: 'Jalan Contoh 1' },
  }));
  const number = placed.number.startsWith('KB') ? placed.number : placed.orders[0]?.number ?? placed.number;
  await house.act(staff.section_head, (tx) => acceptOrder(tx, { number }), at(day, '10:00'));
  await house.act(staff.section_head, (tx) => shipOrder(tx, { number, carrier: 'Ambil sendiri' }), at(day, '11:00'));
  const { accepted_idr } = await house.act(staff.section_head, (tx) => handOverOrder(tx, {
    number, handover_number: `BAST-${number}`, received_by: 'Penerima Contoh', lines: [{ line: 1, accepted: quantity - rejected, ...(rejected > 0 ? { rejected, reason: 'Kaki meja retak saat tiba' } : {}) }],
  }), at(day, '13:00'));
  if (paid && accepted_idr > 0) await house.act(staff.treasurer, (tx) => recordPayment(tx, { number, method: 'transfer', amount_idr: accepted_idr, reference: `REF-${number}` }), at(day, '14:00'));
  return number;
}
