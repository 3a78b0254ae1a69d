/** What an order is: its states, what may follow what, and whether a move is allowed. No SQL, no HTTP. */
import { Refusal } from '#kernel/refusal.ts';

export const states = ['placed', 'accepted', 'in_production', 'ready', 'shipped', 'handed_over', 'settled', 'cancelled'] as const;
export type State = (typeof states)[number];

/** What may follow what: a row per state. Part shipments and part handovers keep their state until all is done. */
export const transitions: Record<State, readonly State[]> = {
  placed: ['accepted', 'cancelled'],
  accepted: ['in_production', 'ready', 'shipped', 'cancelled'],
  in_production: ['ready', 'shipped', 'cancelled'],
  ready: ['shipped', 'cancelled'],
  shipped: ['handed_over'],
  handed_over: ['settled'],
  // Back only when the division of its money is reversed.
  settled: ['handed_over'],
  cancelled: [],
};

export type Tone = 'hijau' | 'kuning' | 'merah' | 'biru' | 'abu' | 'ungu';
export const stateNames: Record<State, { id: string; en: string; tone: Tone }> = {
  placed: { id: 'Menunggu jawaban', en: 'Awaiting answer', tone: 'kuning' },
  accepted: { id: 'Diterima', en: 'Accepted', tone: 'biru' },
  in_production: { id: 'Dikerjakan', en: 'Being made', tone: 'biru' },
  ready: { id: 'Siap kirim', en: 'Ready', tone: 'ungu' },
  shipped: { id: 'Dikirim', en: 'Shipped', tone: 'ungu' },
  handed_over: { id: 'Diserahterimakan', en: 'Handed over', tone: 'hijau' },
  settled: { id: 'Selesai dibagi', en: 'Settled', tone: 'hijau' },
  cancelled: { id: 'Dibatalkan', en: 'Cancelled', tone: 'abu' },
};

export const canMove = (from: State, to: State): boolean => transitions[from].includes(to);

export function checkMove(from: State, to: State): void {
  if (canMove(from, to)) return;
  throw new Refusal('order.wrong_state', {
    id: `Pesanan berstatus "${stateNames[from].id}" tidak dapat menjadi "${stateNames[to].id}". Muat ulang halaman untuk melihat keadaannya sekarang.`,
    en: `An order that is "${stateNames[from].en}" cannot become "${stateNames[to].en}". Reload the page to see how it stands now.`,
  });
}

/** Working days between accepting and sending: to pick and pack what lies there, on top of the time to make the rest. */
export const daysToPack = 3;

type Counted = { quantity: number; shipped: number; accepted: number; rejected: number; short: number };
/** Shipped, and not yet looked at by the receiver. */
export const waiting = (line: Counted): number => line.shipped - line.accepted - line.rejected;
/** Still to be shipped: what the maker said it will not deliver any more is not. */
export const unshipped = (line: Counted): number => line.quantity - line.shipped - line.short;
/** Every piece was looked at or given up: what was rejected is not paid, and is ordered anew if it is still wanted. */
export const decided = (line: Counted): boolean => line.accepted + line.rejected + line.short >= line.quantity;

export type Money = { state: State; goods_idr: number; delivery_idr: number; rejected_idr: number; short_idr: number; /** Returns and changes of price after the handover, with their sign. */ adjusted_idr: number; paid_idr: number; refunded_idr: number; /** Taken off for lateness or a claim. */ credit_idr: number };
/**
 * What the buyer owes: what was ordered, less what was rejected on arrival or never came, less what was taken off for lateness
 * or a claim. Delivery is owed with the first piece that is kept; a cancelled order owes nothing. What came back later, or changed
 * its price by agreement, follows.
 */
export function dueOf({ state, goods_idr, delivery_idr, rejected_idr, short_idr, adjusted_idr, credit_idr }: Omit<Money, 'paid_idr' | 'refunded_idr'>): number {
  const kept = state === 'cancelled' ? 0 : goods_idr - rejected_idr - short_idr;
  return (kept === 0 ? 0 : kept + delivery_idr - credit_idr) + adjusted_idr;
}
export const leftToPay = (order: Money): number => Math.max(0, dueOf(order) - (order.paid_idr - order.refunded_idr));
/** Money that came before a rejection, a shortfall or a cancellation, and did not go back yet. */
export const toRefund = (order: Money): number => Math.max(0, order.paid_idr - order.refunded_idr - dueOf(order));

/** Papers that prove money: they may be issued again with the right names. */
export const receiptKinds: readonly string[] = ['faktur', 'kuitansi'];

/** Why an order was cancelled. UNPAID is said by the clock alone. */
export const cancelCodes = ['BUYER', 'CANNOT_MAKE', 'DUPLICATE', 'OTHER'] as const;
export type CancelCode = (typeof cancelCodes)[number] | 'UNPAID';
export const cancelNames: Record<CancelCode, { id: string; en: string }> = {
  UNPAID: { id: 'Tidak dibayar sampai batas waktu', en: 'Not paid in time' },
  BUYER: { id: 'Diminta pembeli', en: 'Asked for by the buyer' },
  CANNOT_MAKE: { id: 'UPT tidak dapat membuatnya', en: 'The facility cannot make it' },
  DUPLICATE: { id: 'Terpesan dua kali', en: 'Ordered twice' },
  OTHER: { id: 'Alasan lain', en: 'Another reason' },
};
