// An agency's stage for tests: goods with their codes in the window, and everybody who has a part in buying here or elsewhere.
import type { TestContext } from 'node:test';
import type { Tx } from '#kernel/db.ts';
import type { Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { routes } from './index.ts';

/** A Tuesday; two weeks before nothing but working days. */
export const now = new Date('2026-11-24T03:00:00Z');
export type Buying = { house: House; pp: Actor; ppk: Actor; kasi: Actor; hq: Actor; other_hq: Actor; chair: string; act: <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date) => Promise<T> };

export async function buying(t: TestContext, goods: 'few' | 'none' = 'few'): Promise<Buying> {
  const house = await openHouse(t, { routes, now });
  let chair = '';
  if (goods === 'few') {
    chair = (await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat', name_en: 'Folding chair', price_idr: 300_000, stock: 10, unspsc: '56101542' })).product_id;
    await stage(house, { sku: 'K-MEJA', name_id: 'Meja', name_en: 'Table', price_idr: 500_000, lead_time_days: 9, unspsc: '56101703' });
    await stage(house, { sku: 'K-TAS', name_id: 'Tas kain', name_en: 'Cloth bag', category: 'garment', price_idr: 60_000, stock: 5, unspsc: '53121601', where: 'other' });
  }
  await house.admin.query("update organisation.agency set kind = 'agency' where id = $1", [house.agency.id]);
  return { house, chair, pp: house.as('procurement_officer'), ppk: house.as('commitment_officer'), kasi: house.as('section_head'), hq: house.as('headquarters'), other_hq: house.as('headquarters', 'facility', 2), act: (actor, work, at) => house.act(actor, work, at) };
}

export const need = (more: Record<string, unknown> = {}) => ({ year: 2027, item_text: 'Pengadaan kursi lipat ruang rapat', quantity: 8, unit: 'buah', value_idr: 20_000_000, regency: 'Kabupaten Sukamara', needed_by: '2026-12-31', method: 'e_purchasing' as const, rup_code: undefined, unspsc: undefined, kbki: undefined, ...more });
