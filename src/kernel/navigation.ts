import { may, type Actor } from './policy.ts';
import type { Phrase } from './words.ts';

/** What the work surfaces offer in their bars. Each room names its own entries; who may not, does not see. */
export type Surface = 'bengkel' | 'pengadaan' | 'pusat' | 'mitra' | 'sistem' | 'akun';
/** Where a surface has more doors than a bar holds, they stand in groups, in this order; an item without one stands last, under its own. */
export const navigationGroups = {
  view: { id: 'Pantauan', en: 'Overview' }, direction: { id: 'Arah', en: 'Direction' }, buying: { id: 'Pembelian', en: 'Buying' }, duty: { id: 'Kewajiban', en: 'Duty to buy' },
  floor: { id: 'Lantai kerja', en: 'Floor' }, making: { id: 'Pesanan', en: 'Orders' }, goods: { id: 'Barang', en: 'Goods' }, people: { id: 'Peserta', en: 'People' }, money: { id: 'Uang', en: 'Money' }, unit: { id: 'Unit', en: 'Facility' }, other: { id: 'Lainnya', en: 'More' },
} as const satisfies Record<string, Phrase>;
export type NavigationGroup = keyof typeof navigationGroups;
export type NavigationItem = { surface: Surface; href: string; text: Phrase; may: string; position?: number; group?: NavigationGroup; /** A page that knows only the unit one belongs to: no door for those who oversee several. */ own?: boolean };

const items: NavigationItem[] = [];

export function registerNavigation(added: NavigationItem[]): void {
  items.push(...added);
  items.sort((a, b) => (a.position ?? 50) - (b.position ?? 50));
}

export function navigationFor(actor: Actor, surface: Surface): NavigationItem[] {
  return items.filter((item) => item.surface === surface && may(actor, item.may) && !(item.own && actor.facility_id === null));
}
