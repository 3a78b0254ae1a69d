// The loop's stage for tests: two facilities with people and goods, an agency, and three officers at headquarters.
import type { TestContext } from 'node:test';
import { transact, type Tx } from '#kernel/db.ts';
import type { Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { openWorkplace } from '#tests/stage-sale.ts';
import { stage } from '#tests/stage-shop.ts';
import { routes as orderRoutes } from '#orders';
import { routes } from '../index.ts';
import { announce, changeAnnouncement, prepareAnnouncement } from './announcement-commands.ts';
import type { NewDemand, NewSupplyPlan } from './loop.ts';
import { approveSupplyPlan, submitSupplyPlan, writeSupplyPlan } from './plan-commands.ts';
import { closeSurvey, openSurvey, stateDemand } from './survey-commands.ts';

export const now = new Date('2026-11-24T03:00:00Z');
export const year = 2027;
export const kinds = [{ code: 'MEJA', name_id: 'Meja kerja', name_en: 'Desk', unit: 'buah', category: 'furniture', unspsc: '56101703', weight_gram: 20_000 }, { code: 'KURSI', name_id: 'Kursi lipat', name_en: 'Folding chair', unit: 'buah', category: 'furniture', weight_gram: 5_000 }];
export const place = 'Kabupaten Sukamara';
export const asked = (quantity: number, more: Partial<NewDemand> = {}): NewDemand => ({ kind: 'MEJA', item_text: 'Meja staf', quantity, regency: place, needed_by: '2027-12-20', ...more });
export const evenly = (n: number) => Array.from({ length: 12 }, () => n);
export const planned = (n: number, more: Partial<NewSupplyPlan['lines'][number]> = {}): NewSupplyPlan['lines'][number] => ({ kind: 'MEJA', sku: 'K-MEJA', price_idr: 100_000, minutes: 0, machine_minutes: 0, monthly: evenly(n), ...more });

export type Scene = { house: House; hq: Actor; hq2: Actor; hq3: Actor; kasi: Actor; head: Actor; pp: Actor; ppk: Actor; act: <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date) => Promise<T>; asBuyer: <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date) => Promise<T>; open: () => Promise<void>; plan: (n: number, more?: { where?: 'facility' | 'other'; lines?: NewSupplyPlan['lines'] }) => Promise<string>; toAnnounced: (wanted: { demands?: NewDemand[]; plans?: number[]; announced?: number }) => Promise<string> };
export async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes: [...routes, ...orderRoutes], now });
  await openWorkplace(house, { people: 2 });
  await stage(house, { sku: 'L-MEJA', name_id: 'Meja lain', name_en: 'Other table', price_idr: 90_000, where: 'other' });
  const hq = house.as('headquarters');
  const hq2 = house.as('headquarters', 'facility', 2);
  const act: Scene['act'] = (actor, work, at) => house.act(actor, work, at);
  const open = async () => void (await act(hq, (tx) => openSurvey(tx, { year, opens_on: '2026-11-20', closes_on: '2026-12-10', kinds })));
  const plan: Scene['plan'] = async (n, { where = 'facility', lines = [planned(n, where === 'other' ? { sku: 'L-MEJA', price_idr: 90_000 } : {})] } = {}) => {
    const facility_id = house[where].id;
    const { id } = await act(house.as('section_head', where), (tx) => writeSupplyPlan(tx, { facility_id, year, note: '', lines }));
    await act(house.as('section_head', where), (tx) => submitSupplyPlan(tx, { id }));
    await act(house.as('facility_head', where), (tx) => approveSupplyPlan(tx, { id }));
    return id;
  };
  return {
    house, hq, hq2, hq3: house.as('headquarters', 'facility', 3), kasi: house.as('section_head'), head: house.as('facility_head'), pp: house.as('procurement_officer'), ppk: house.as('commitment_officer'), act, open, plan,
    asBuyer: (actor, work, at) => transact(house.db, { actor, now: at ?? now, reach: { facility_ids: [house.facility.id, house.other.id], agency_id: actor.agency_id } }, work),
    toAnnounced: async ({ demands = [asked(40)], plans = [10], announced }) => {
      await open();
      await act(house.as('procurement_officer'), (tx) => stateDemand(tx, { year, lines: demands }));
      if (plans[0]) await plan(plans[0]);
      if (plans[1]) await plan(plans[1], { where: 'other' });
      await act(hq, (tx) => closeSurvey(tx, { year }));
      await act(hq, (tx) => prepareAnnouncement(tx, { year }));
      if (announced !== undefined) await act(hq, (tx) => changeAnnouncement(tx, { year, lines: [{ kind: 'MEJA', quantity: announced }] }));
      return (await act(hq2, (tx) => announce(tx, { year }))).document;
    },
  };
}
