/** The agency's package lives in its officer's cookie, as a cart does; it is validated each time it is read. */
import { z } from 'zod';
import type { Req } from '#kernel/web.ts';
import { listingsBySkus } from '#catalogue';
import { account } from './order-input.ts';
import { cartOf, readCart, writeCart, type Cart, type CartEntry } from './shop/cart.ts';

const packageCookie = 'paket';

export const entriesOf = (req: Req): CartEntry[] => readCart(req.cookie(packageCookie));
export const keepPackage = (req: Req, entries: CartEntry[]): void => req.setCookie(packageCookie, writeCart(entries), { maxAge: 30 * 86_400 });

export async function packageOf(req: Req): Promise<Cart> {
  const entries = entriesOf(req);
  return cartOf(entries, entries.length === 0 ? [] : await listingsBySkus(req.shop, entries.map(({ sku }) => sku)));
}

/** Accounts of the budget by the place of their line in the package, as `a0`, `a1`: a form leaves an empty one out, and a bare number would become the place in a list. */
export const givenAccounts = z.record(z.string(), account).optional();
export function withAccounts(entries: CartEntry[], accounts: z.output<typeof givenAccounts>): (CartEntry & { budget_account?: string })[] {
  return entries.map((entry, n) => { const budget_account = accounts?.[`a${n}`]; return { ...entry, ...(budget_account ? { budget_account } : {}) }; });
}
