import { may, type Actor } from './policy.ts';
import type { Phrase } from './words.ts';

/** What the work surfaces offer in their bars. Each room names its own entries; who may not, does not see. */
export type Surface = 'bengkel' | 'pengadaan' | 'pusat' | 'mitra' | 'sistem' | 'akun';
export type NavigationItem = { surface: Surface; href: string; text: Phrase; may: string; position?: number };

const items: NavigationItem[] = [];

export function registerNavigation(added: NavigationItem[]): void {
  items.push(...added);
  items.sort((a, b) => (a.position ?? 50) - (b.position ?? 50));
}

export function navigationFor(actor: Actor, surface: Surface): NavigationItem[] {
  return items.filter((item) => item.surface === surface && may(actor, item.may));
}
