/** Several places of one order: what each is owed, and the lines of an order as one place sees them. Pure. */
import { Refusal } from '#kernel/refusal.ts';
import type { LineRow } from './queries.ts';

export type PlaceRow = { place: number; name: string; address: string; regency: string | null; phone: string | null; handovers: string[]; lines: { line_id: string; line: number; quantity: number; shipped: number; accepted: number; rejected: number }[] };

/** The order's lines in the measure of one place: nothing was given up there that was not given up as a whole. */
export function atPlace(lines: readonly LineRow[], { lines: shares }: PlaceRow): LineRow[] {
  return lines.flatMap((line) => {
    const share = shares.find((each) => each.line_id === line.id);
    if (!share) return [];
    const { quantity, shipped, accepted, rejected } = share;
    return [{ ...line, quantity, shipped, accepted, rejected, short: line.short > 0 ? quantity - shipped : 0 }];
  });
}

/** Which place an act is about: the one that is named, or the only one where something is left to do. */
export function placeOf(places: readonly PlaceRow[], named: number | undefined, open: (place: PlaceRow) => boolean): PlaceRow | undefined {
  if (places.length === 0) {
    if (named === undefined) return undefined;
    throw new Refusal('order.one_place', { id: 'Pesanan ini hanya punya satu tempat kirim. Kosongkan tempatnya.', en: 'This order has only one place of delivery. Leave the place empty.' }, { field: 'place', status: 422 });
  }
  const found = named === undefined ? only(places.filter(open)) : places.find(({ place }) => place === named);
  if (!found) throw new Refusal('order.which_place', { id: `Pesanan ini punya ${places.length} tempat kirim. Sebutkan tempatnya, 1 sampai ${places.length}.`, en: `This order has ${places.length} places of delivery. Name the place, 1 to ${places.length}.` }, { field: 'place', status: 422 });
  return found;
}
const only = (places: readonly PlaceRow[]): PlaceRow | undefined => (places.length === 1 ? places[0] : undefined);

/** For a page: the place that was chosen in the address, or the first where something is left; nothing for an order of one place. */
export function placeShown(places: readonly PlaceRow[], asked: string | undefined, open: (place: PlaceRow) => boolean): PlaceRow | undefined {
  return places.find(({ place }) => String(place) === asked) ?? places.find(open) ?? places[0];
}
export const isWaiting = ({ lines }: PlaceRow): boolean => lines.some(({ shipped, accepted, rejected }) => shipped > accepted + rejected);
export const isUnsent = ({ lines }: PlaceRow): boolean => lines.some(({ quantity, shipped }) => quantity > shipped);
