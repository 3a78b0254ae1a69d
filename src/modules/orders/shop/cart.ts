/** A cart lives in the buyer's own cookie as `SKU:2,SKU:1`. It is validated each time it is read; nothing in it is trusted. */
import { daysToMake, type ListingRow } from '#catalogue';
import type { Quote } from '../delivery.ts';

export const cartCookie = 'keranjang';
export const mostLines = 30;
export const mostPieces = 10_000;
export type CartEntry = { sku: string; quantity: number };

export function readCart(cookie: string | undefined): CartEntry[] {
  const entries = (cookie ?? '').split(',').flatMap((part): CartEntry[] => {
    const [, sku, digits] = /^([A-Z0-9-]{3,40}):(\d{1,5})$/.exec(part) ?? [];
    const quantity = Number(digits);
    return sku && quantity >= 1 && quantity <= mostPieces ? [{ sku, quantity }] : [];
  });
  return merged(entries).slice(0, mostLines);
}

export const writeCart = (entries: CartEntry[]): string => merged(entries).slice(0, mostLines).map(({ sku, quantity }) => `${sku}:${quantity}`).join(',');

/** The same product twice is one line with the sum, no more than may be ordered at once. */
export function merged(entries: CartEntry[]): CartEntry[] {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of entries) sums.set(sku, Math.min(mostPieces, (sums.get(sku) ?? 0) + quantity));
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
}

export type CartLine = { listing: ListingRow; quantity: number; amount_idr: number; days: number };
export type CartGroup = { facility_id: string; facility_code: string; facility_name: string; regency: string; lines: CartLine[]; goods_idr: number; days: number; weight_gram: number };
/** What the buyer pays now: goods, and delivery where it is reckoned. */
export const withDelivery = (cart: Cart, quotes: ReadonlyMap<string, Quote>): number => cart.total_idr + cart.groups.reduce((sum, { facility_id }) => sum + (quotes.get(facility_id)?.amount_idr ?? 0), 0);

export type Cart = { groups: CartGroup[]; gone: CartEntry[]; total_idr: number; pieces: number };

/** Cart and window together: priced now, grouped by the unit that sends, and what is no longer sold set apart. */
export function cartOf(entries: CartEntry[], listings: ListingRow[]): Cart {
  const bySku = new Map(listings.map((listing) => [listing.sku, listing]));
  const groups = new Map<string, CartGroup>();
  for (const { sku, quantity } of entries) {
    const listing = bySku.get(sku);
    if (!listing) continue;
    const group = groups.get(listing.facility_code) ?? { facility_id: listing.facility_id, facility_code: listing.facility_code, facility_name: listing.facility_name, regency: listing.regency, lines: [], goods_idr: 0, days: 0, weight_gram: 0 };
    const line = { listing, quantity, amount_idr: listing.price_idr * quantity, days: daysToMake(listing, quantity) };
    group.lines.push(line);
    group.goods_idr += line.amount_idr;
    group.days = Math.max(group.days, line.days);
    group.weight_gram += listing.weight_gram * quantity;
    groups.set(listing.facility_code, group);
  }
  const all = [...groups.values()];
  return {
    groups: all, gone: entries.filter(({ sku }) => !bySku.has(sku)), total_idr: all.reduce((sum, { goods_idr }) => sum + goods_idr, 0),
    pieces: all.reduce((sum, { lines }) => sum + lines.reduce((n, { quantity }) => n + quantity, 0), 0),
  };
}
