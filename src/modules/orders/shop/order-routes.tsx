import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { transact, type Db, type Reach } from '#kernel/db.ts';
import type { FormState } from '#kernel/form-state.ts';
import { system } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { form, page, plainForm, type Req, type Route } from '#kernel/web.ts';
import { facilityById } from '#organisation';
import { confirmCharge, requestCharge } from '../commands/paying.ts';
import { localPaymentEvent, localPaymentPort } from '../payment-port.ts';
import { linesOf, orderByNumber, paymentsOf, reachOfGuest, refundsOf, shipmentsOf, unpaidUntil } from '../queries.ts';
import { cartCookie, mostPieces, readCart, writeCart } from './cart.ts';
import { addProofs, answersCookie, proofCookie, readAnswers, readProofs, tailOf, type Proof } from './checkout.ts';
import { ordersPage } from './pages/orders.tsx';
import { payPage } from './pages/pay.tsx';
import { statusPage } from './pages/status.tsx';
import { chargeToPay, provedOrders } from './queries.ts';
import { cartUrl, chargeUrl, orderUrl, ordersUrl } from './urls.ts';

export const orderRoutes: Route[] = [
  page({ path: '/checkout/selesai', may: 'anyone', show: done }),
  page({ path: '/pesanan', may: 'anyone', show: (req) => mine(req) }),
  plainForm({
    path: '/pesanan', may: 'anyone', again: (req, state) => mine(req, state),
    fields: z.object({ number: z.string().trim().toUpperCase().max(40), tail: z.string().trim().regex(/^\d{4}$/, 'Isi empat angka | Enter four digits') }),
    act: async ({ number, tail }, req) => {
      await reachOfGuest(req.db, number, tail).catch((error: unknown) => {
        throw error instanceof NotFound ? unproved : error;
      });
      prove(req, [{ number, tail }]);
      return orderUrl(req.locale, number);
    },
  }),
  page({ path: '/pesanan/:number', may: 'anyone', show: (req) => status(req) }),
  form({
    path: '/pesanan/:number/bayar', may: 'anyone', fields: z.object({ method: z.enum(['qris', 'va']) }), again: (req, state) => status(req, state),
    reach: async (req) => (await proofReach(req)) ?? (() => { throw new NotFound(); })(),
    act: async (tx, { method }, req) => {
      const number = req.params['number'] ?? '';
      // The provider of this release is the demo's own: it never stands between a real buyer and a real order.
      if (!(await orderByNumber(tx, number)).is_sample) throw noProvider;
      return chargeUrl(req.locale, (await requestCharge(tx, localPaymentPort(providerSecret(req.db)), { number, method })).id);
    },
  }),
  plainForm({
    path: '/pesanan/:number/lagi', may: 'anyone', fields: z.object({}), again: (req, state) => status(req, state),
    act: async (_, req) => {
      const reach = await proofReach(req);
      if (!reach) throw new NotFound();
      const lines = await req.read(async (reader) => linesOf(reader, (await orderByNumber(reader, req.params['number'] ?? '')).id), reach);
      // What is no longer sold is said by the cart itself.
      req.setCookie(cartCookie, writeCart([...readCart(req.cookie(cartCookie)), ...lines.map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, mostPieces) }))]), { maxAge: 7 * 86_400 });
      return cartUrl(req.locale);
    },
  }),
  page({ path: '/bayar/:charge', may: 'anyone', show: pay }),
  plainForm({
    path: '/bayar/:charge', may: 'anyone', fields: z.object({}), again: pay,
    act: async (_, req) => {
      const charge = await chargeToPay(req.db, req.params['charge'] ?? '');
      if (!charge.paid && charge.expires_at <= req.now) throw expired;
      // As a provider would: a signed event, believed only if its signature holds.
      const secret = providerSecret(req.db);
      const { body, signature } = localPaymentEvent(secret, charge.id);
      const heard = localPaymentPort(secret).hear(body, signature);
      if (heard) await transact(req.db, { actor: system }, (tx) => confirmCharge(tx, heard));
      return orderUrl(req.locale, charge.number);
    },
  }),
];

const unproved = new Refusal('order.not_proved', { id: 'Nomor pesanan dan empat angka telepon itu tidak cocok. Periksa keduanya.', en: 'That order number and those four digits do not match. Check both.' }, { field: 'number', status: 422 });
const expired = new Refusal('charge.expired', { id: 'Kode ini sudah kedaluwarsa. Kembali ke pesanan dan minta kode baru.', en: 'This code has expired. Go back to the order and ask for a new one.' });
const noProvider = new Refusal('payment.no_provider', { id: 'Pembayaran langsung belum tersedia. Bayar dengan transfer ke rekening unit.', en: 'Direct payment is not available yet. Pay by transfer to the unit’s account.' });

const providerSecret = (db: Db): string => createHmac('sha256', db.contextKey).update('local payment provider').digest('hex');

/** A month: long enough for the longest lead time to be followed on the device that ordered. */
function prove(req: Req, added: Proof[]): void {
  req.setCookie(proofCookie, addProofs(readProofs(req.cookie(proofCookie)), added), { maxAge: 31 * 86_400 });
}

/** The first look at a new purchase: what was just placed is proved by the phone the buyer typed, and the cart is empty again. */
async function done(req: Req) {
  const numbers = (req.query['pesanan'] ?? '').split(',').filter((number) => /^[A-Z0-9-]{3,40}$/.test(number)).slice(0, 20);
  const phone = readAnswers(req.cookie(answersCookie)).address?.phone;
  const known = readProofs(req.cookie(proofCookie));
  const added = phone === undefined ? [] : numbers.filter((number) => !known.some((proof) => proof.number === number)).map((number) => ({ number, tail: tailOf(phone) }));
  const all = [...added, ...known].filter(({ number }) => numbers.includes(number));
  const orders = await provedOrders(req.db, req.read, all);
  if (added.length > 0 && orders.length > 0) {
    prove(req, added);
    req.setCookie(cartCookie, '', { maxAge: 0 });
    req.setCookie(answersCookie, '', { maxAge: 0 });
  }
  return ordersPage(req, { orders, placed: orders.length > 0 });
}

async function mine(req: Req, state?: FormState) {
  return ordersPage(req, { orders: await provedOrders(req.db, req.read, readProofs(req.cookie(proofCookie))), ...(req.query['nomor'] ? { number: req.query['nomor'] } : {}) }, state);
}

/** The reach a proof of this order gives; undefined when this browser has proved nothing. */
async function proofReach(req: Req): Promise<Reach | undefined> {
  const proof = readProofs(req.cookie(proofCookie)).find(({ number }) => number === req.params['number']);
  return proof && reachOfGuest(req.db, proof.number, proof.tail);
}

async function status(req: Req, state?: FormState) {
  const number = req.params['number'] ?? '';
  const reach = await proofReach(req);
  if (!reach) return new Response(null, { status: 303, headers: { location: ordersUrl(req.locale, encodeURIComponent(number)) } });
  return req.read(async (reader) => {
    const order = await orderByNumber(reader, number);
    return statusPage(req, {
      order, lines: await linesOf(reader, order.id), shipments: await shipmentsOf(reader, order.id), payments: await paymentsOf(reader, order.id), refunds: await refundsOf(reader, order.id), unpaid_until: await unpaidUntil(reader, order), contact: await facilityById(reader, order.facility_id),
    }, state);
  }, reach);
}

async function pay(req: Req, state?: FormState) {
  return payPage(req, await chargeToPay(req.db, req.params['charge'] ?? ''), state?.refusal);
}
