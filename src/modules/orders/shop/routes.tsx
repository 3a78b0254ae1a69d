import '../policy.ts';
import '../refusals.ts';
import { z } from 'zod';
import { Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import { form, page, plainForm, type Req, type Route } from '#kernel/web.ts';
import type { FormState } from '#kernel/form-state.ts';
import { many, whole } from '#kernel/form.ts';
import type { Tx } from '#kernel/db.ts';
import { listingsBySkus } from '#catalogue';
import type { Quote } from '../delivery.ts';
import { quotesFor } from '../tariff-queries.ts';
import { placeOrder } from '../commands/placing.ts';
import { reachOfLines } from '../queries.ts';
import { cartCookie, cartOf, mostPieces, readCart, writeCart, type Cart, type CartEntry } from './cart.ts';
import { addressStep, answersCookie, answersSeconds, deliveryStep, mayEnter, nextStep, paymentStep, readAnswers, steps, type Answers, type Step } from './checkout.ts';
import { cartPage } from './pages/cart.tsx';
import { stepPage } from './pages/steps.tsx';
import { orderRoutes } from './order-routes.tsx';
import { cartUrl, doneUrl, stepUrl } from './urls.ts';

const pieces = whole.pipe(z.int().min(0).max(mostPieces, `Paling banyak ${mostPieces} sekali pesan | At most ${mostPieces} at a time`));
const oneLine = z.object({ sku: z.string().max(40), quantity: pieces.pipe(z.int().min(1, 'Isi paling sedikit satu | Enter at least one')).default(1) });
const wholeCart = z.object({ lines: many(z.object({ sku: z.string().max(40), quantity: pieces.default(0) })), remove: z.string().max(40).optional(), then: z.enum(['stay', 'checkout']).default('stay') });

const cartRoutes: Route[] = [
  page({ path: '/keranjang', may: 'anyone', show: (req) => shownCart(req) }),
  plainForm({
    path: '/keranjang', may: 'anyone', fields: oneLine, again: shownCart,
    act: async ({ sku, quantity }, req) => {
      const [listing] = await listingsBySkus(req.shop, [sku]);
      if (!listing) throw notSold;
      keepCart(req, [...readCart(req.cookie(cartCookie)), { sku: listing.sku, quantity }]);
      return cartUrl(req.locale);
    },
  }),
  plainForm({
    path: '/keranjang/ubah', may: 'anyone', fields: wholeCart, again: shownCart,
    act: async ({ lines, remove, then }, req) => {
      const kept = lines.filter(({ sku, quantity }) => sku !== remove && quantity > 0);
      keepCart(req, kept);
      return then === 'checkout' && remove === undefined && kept.length > 0 ? stepUrl(req.locale, 'alamat') : cartUrl(req.locale);
    },
  }),
];

const notSold = new Refusal('cart.not_sold', { id: 'Produk ini tidak ada di katalog sekarang. Pilih produk lain.', en: 'This product is not in the catalogue now. Choose another.' }, { status: 422 });

/** A week: a cart is often filled on one day and paid on the next. */
function keepCart(req: Req, entries: CartEntry[]): void {
  req.setCookie(cartCookie, writeCart(entries), { maxAge: 7 * 86_400 });
}

async function shownCart(req: Req, state?: FormState) {
  const cart = await cartFor(req);
  return cartPage(req, cart, await quotesOf(req, cart, answersOf(req)), state);
}

async function cartFor(req: Req): Promise<Cart> {
  const entries = readCart(req.cookie(cartCookie));
  return cartOf(entries, entries.length === 0 ? [] : await listingsBySkus(req.shop, entries.map(({ sku }) => sku)));
}

/** Delivery for what is in the cart: to the address that was given, collected where that was chosen; nothing is reckoned before there is an address. */
async function quotesOf(req: Req, cart: Cart, answers: Answers): Promise<Map<string, Quote>> {
  if (!answers.address || cart.groups.length === 0) return new Map();
  const { regency } = answers.address;
  return req.read((reader) => quotesFor(reader, regency, cart.groups.map((group) => ({ ...group, collect: answers.delivery?.way[group.facility_code] === 'ambil' }))), { facility_ids: cart.groups.map((group) => group.facility_id) });
}

const answersOf = (req: Req) => readAnswers(req.cookie(answersCookie));

/** A step is drawn once those before it are answered; an empty cart has nothing to check out. */
async function step(req: Req, wanted: Step, state?: FormState) {
  const cart = await cartFor(req);
  if (cart.groups.length === 0) return redirect(cartUrl(req.locale));
  const answers = answersOf(req);
  if (!mayEnter(wanted, answers)) return redirect(stepUrl(req.locale, nextStep(answers)));
  // Choosing between carrier and collecting, the price of the carrier is what has to be seen.
  const asked = wanted === 'pengiriman' ? { ...answers, delivery: undefined } : answers;
  return stepPage(wanted, { req, cart, answers, quotes: await quotesOf(req, cart, asked), state });
}

function answered<Fields extends z.ZodType>(name: Exclude<Step, 'periksa'>, fields: Fields, put: (answers: Answers, given: z.infer<Fields>) => Answers): Route {
  return plainForm({
    path: `/checkout/${name}`, may: 'anyone', fields, again: (req, state) => step(req, name, state),
    act: async (given, req) => {
      req.setCookie(answersCookie, JSON.stringify(put(answersOf(req), given)), { maxAge: answersSeconds });
      return stepUrl(req.locale, steps[steps.indexOf(name) + 1] ?? 'periksa');
    },
  });
}

const checkoutRoutes: Route[] = [
  page({ path: '/checkout', may: 'anyone', show: (req) => redirect(stepUrl(req.locale, nextStep(answersOf(req)))) }),
  ...steps.map((name) => page({ path: `/checkout/${name}`, may: 'anyone', show: (req) => step(req, name) })),
  answered('alamat', addressStep, (answers, address) => ({ ...answers, address })),
  answered('pengiriman', deliveryStep, (answers, delivery) => ({ ...answers, delivery })),
  answered('pembayaran', paymentStep, (answers, payment) => ({ ...answers, payment })),
  form({
    path: '/checkout/periksa', may: 'anyone', fields: z.object({}), again: (req, state) => step(req, 'periksa', state),
    reach: async (req) => reachOfLines(req.db, wantedIn(await cartFor(req))),
    act: async (tx, _, req) => {
      const { address, delivery, payment } = answersOf(req);
      if (!address || !delivery || !payment) throw new Invalid({ address: req.locale === 'en' ? 'Enter the address first' : 'Isi alamat dahulu' });
      const numbers = await placeCart(tx, await cartFor(req), { address, delivery, payment });
      return `${doneUrl(req.locale, numbers)}&cara=${payment.method}`;
    },
  }),
];

const wantedIn = (cart: Cart) => cart.groups.flatMap(({ lines }) => lines.map(({ listing, quantity }) => ({ sku: listing.sku, quantity })));

/** What is sent and what is collected go to different places, so they are two purchases in one transaction. */
async function placeCart(tx: Tx, cart: Cart, { address, delivery }: Required<Answers>): Promise<string[]> {
  const numbers: string[] = [];
  const { name, phone, email, regency, postcode } = address;
  for (const way of ['kurir', 'ambil'] as const) {
    const groups = cart.groups.filter((group) => (delivery.way[group.facility_code] ?? 'kurir') === way);
    const lines = wantedIn({ ...cart, groups });
    if (lines.length === 0) continue;
    const placed = await placeOrder(tx, {
      channel: 'public', buyer: { name, phone, ...(email ? { email } : {}) }, lines, ...(delivery.requested_on ? { requested_on: delivery.requested_on } : {}),
      deliver_to: way === 'ambil' ? { name, phone, collect: true, address: `Diambil sendiri di ${groups.map((group) => group.facility_name).join(', ')}`.slice(0, 400) } : { name, phone, address: address.address, regency, postcode },
    });
    numbers.push(...placed.orders.map(({ number }) => number));
  }
  if (numbers.length === 0) throw new NotFound();
  return numbers;
}

const redirect = (location: string) => new Response(null, { status: 303, headers: { location } });

export const shopRoutes: Route[] = [...cartRoutes, ...checkoutRoutes, ...orderRoutes];
