/** An order made, sold, divided and changed afterwards, by the commands people call: the ground of the tests of differences. */
import type { TestContext } from 'node:test';
import { outboxOf } from '#kernel/outbox.ts';
import { asSystem, openHouse, type House } from '#tests/house.ts';
import { makePieces, openWorkplace, sell, type Workplace } from '#tests/stage-sale.ts';
import { balanceOf, savingsOf } from '#ledger';
import { approveAdjustment, prepareAdjustment, reactions as orderReactions, routes as orderRoutes } from '#orders';
import { adoptSplitRule, approveDifference, approveSettlement, prepareDifference, prepareSettlement, reactions, routes } from '../index.ts';

export const day = '2026-11-23';
export const noon = new Date('2026-11-24T05:00:00Z');
export const later = (days: number) => new Date(noon.getTime() + days * 86_400_000);
export type Scene = Workplace & { house: House; drain: () => Promise<number> };
export async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes: [...routes, ...orderRoutes], now: noon });
  const place = await openWorkplace(house);
  await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  return { ...place, house, drain: () => outboxOf(house.db, [reactions, orderReactions]).drain() };
}
const gross = { basis: 'gross_sales', team: 'hours', legal_basis: 'SK UPT contoh', shares: [{ to: 'worker', percent: 50 }, { to: 'capital', percent: 35 }, { to: 'state', percent: 15 }] } as const;
export const ruled = (s: Scene, rule: object = {}) => s.house.act(asSystem, (tx) => adoptSplitRule(tx, { facility_id: s.facility_id, ...gross, shares: [...gross.shares], from: '2026-01-01', ...rule }));
export async function settled(s: Scene, quantity = 3): Promise<{ id: string; number: string; order: string }> {
  const order = await sell(s.house, s, { quantity, day });
  const made = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order }), noon);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), noon);
  await s.drain();
  return { id: made.id, number: made.number, order };
}
export async function adjusted(s: Scene, number: string, wish: { kind: 'return'; quantity: number } | { kind: 'price'; amount_idr: number }): Promise<void> {
  const made = await s.house.act(s.staff.section_head, (tx) => prepareAdjustment(tx, { number, line: 1, paper: 'BA-UJI/1', reason: 'Kaki meja retak setelah dipakai', ...wish }), noon);
  await s.house.act(s.staff.facility_head, (tx) => approveAdjustment(tx, { number, id: made.id }), noon);
}
export const prepare = (s: Scene, settlement_id: string) => s.house.act(s.staff.treasurer, (tx) => prepareDifference(tx, { settlement_id, reason: 'Barang dikembalikan' }), noon);
export const approve = (s: Scene, id: string | null) => s.house.act(s.staff.facility_head, (tx) => approveDifference(tx, { id: id ?? '' }), noon);
export const balance = (s: Scene, account: string) => s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id: s.facility_id, account }));
export const balances = async (s: Scene, ...accounts: string[]) => { const out: number[] = []; for (const account of accounts) out.push(await balance(s, account)); return out; };
export const saved = async (s: Scene, n: number) => (await s.house.look(s.staff.treasurer, (reader) => savingsOf(reader, { facility_id: s.facility_id, worker_id: s.workers[n]?.id ?? '' }))).balance_idr;
