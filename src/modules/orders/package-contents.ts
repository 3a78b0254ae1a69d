/** The agency's package lives in its officer's cookie, as a cart does; it is validated each time it is read. */
import type { Req } from '#kernel/web.ts';
import { listingsBySkus } from '#catalogue';
import { cartOf, readCart, writeCart, type Cart, type CartEntry } from './shop/cart.ts';

const packageCookie = 'paket';

export const entriesOf = (req: Req): CartEntry[] => readCart(req.cookie(packageCookie));
export const keepPackage = (req: Req, entries: CartEntry[]): void => req.setCookie(packageCookie, writeCart(entries), { maxAge: 30 * 86_400 });

export async function packageOf(req: Req): Promise<Cart> {
  const entries = entriesOf(req);
  return cartOf(entries, entries.length === 0 ? [] : await listingsBySkus(req.shop, entries.map(({ sku }) => sku)));
}
