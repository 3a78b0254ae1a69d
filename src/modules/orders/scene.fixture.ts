// An order's stage for tests: two facilities with goods in the window, their books open, and everybody who acts on an order.
import type { TestContext } from 'node:test';
import { transact, type Reach, type Tx } from '#kernel/db.ts';
import { visitor, type Actor } from '#kernel/policy.ts';
import { asSystem, openHouse, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { openBooks } from '#ledger';
import { placeOrder, routes, type OrderWish } from './index.ts';
import { orderFile } from './order-file.ts';

export const now = new Date('2026-11-24T03:00:00Z');
export const to = { name: 'Penerima Contoh', address: 'Jalan Contoh 1' };

export type Scene = { house: House; kasi: Actor; treasurer: Actor; pp: Actor; ppk: Actor; act: <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date) => Promise<T>; asBuyer: <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date) => Promise<T> };
export async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes, now });
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat', name_en: 'Folding chair', price_idr: 300_000, stock: 10 });
  await stage(house, { sku: 'K-MEJA', name_id: 'Meja', name_en: 'Table', price_idr: 500_000, lead_time_days: 9 });
  await stage(house, { sku: 'K-TAS', name_id: 'Tas', name_en: 'Bag', price_idr: 100_000, stock: 5, lead_time_days: 0, where: 'other' });
  await house.act(asSystem, async (tx) => {
    await openBooks(tx, house.facility.id);
    await openBooks(tx, house.other.id);
  });
  const everywhere: Reach = { facility_ids: [house.facility.id, house.other.id], agency_id: house.agency.id };
  return {
    house, kasi: house.as('section_head'), treasurer: house.as('treasurer'), pp: house.as('procurement_officer'), ppk: house.as('commitment_officer'),
    act: (actor, work, at) => house.act(actor, work, at),
    asBuyer: (actor, work, at) => transact(house.db, { actor, now: at ?? now, reach: { ...everywhere, agency_id: actor.agency_id } }, work),
  };
}
export const publicOrder = (lines: OrderWish['lines'], more: Partial<OrderWish> = {}): OrderWish => ({ channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081200001234' }, lines, deliver_to: to, ...more });
export const agencyOrder = (lines: OrderWish['lines'], more: Partial<OrderWish> = {}): OrderWish => ({ channel: 'agency', buyer: { name: 'Instansi Contoh Uji', unit: 'Bagian Umum', rup_code: 'RUP-1', budget_account: '521211' }, lines, deliver_to: to, requested_on: '2026-12-20', ...more });
export const place = async ({ asBuyer }: Scene, wish: OrderWish, who: Actor = visitor, at?: Date) => (await asBuyer(who, (tx) => placeOrder(tx, wish), at)).number;
export const stateOf = (s: Scene, number: string) => s.house.look(asSystem, async (reader) => (await orderFile(reader, number)).state);
