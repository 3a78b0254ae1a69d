/** What a quote is: its states, its versions, and what changed from one version to the next. Pure. */
import { z } from 'zod';
import { day, positive, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Tone } from '../order.ts';
import { account, newOrder } from '../order-input.ts';

export const quoteStates = ['asked', 'drafted', 'offered', 'countered', 'agreed', 'declined', 'withdrawn', 'expired'] as const;
export type QuoteState = (typeof quoteStates)[number];
/** `drafted`: the maker's answer waits for its head; sent back, it is `asked` or `countered` again. */
export const quoteTransitions: Record<QuoteState, readonly QuoteState[]> = {
  asked: ['drafted', 'declined', 'withdrawn', 'expired'],
  drafted: ['offered', 'asked', 'countered', 'declined', 'withdrawn', 'expired'],
  offered: ['countered', 'agreed', 'withdrawn', 'expired'],
  countered: ['drafted', 'declined', 'withdrawn', 'expired'],
  agreed: [], declined: [], withdrawn: [], expired: [],
};
export const quoteStateNames: Record<QuoteState, { id: string; en: string; tone: Tone }> = {
  asked: { id: 'Menunggu penawaran', en: 'Awaiting an offer', tone: 'kuning' }, drafted: { id: 'Menunggu tanda tangan kepala UPT', en: 'Awaiting the head’s signature', tone: 'ungu' },
  offered: { id: 'Ditawarkan', en: 'Offered', tone: 'biru' }, countered: { id: 'Ditawar', en: 'Counter-offered', tone: 'kuning' }, agreed: { id: 'Sepakat, menjadi pesanan', en: 'Agreed, now an order', tone: 'hijau' },
  declined: { id: 'Ditolak UPT', en: 'Declined by the facility', tone: 'abu' }, withdrawn: { id: 'Ditarik instansi', en: 'Withdrawn by the agency', tone: 'abu' }, expired: { id: 'Lewat waktu', en: 'Expired', tone: 'abu' },
};
export const isOpen = (state: QuoteState): boolean => quoteTransitions[state].length > 0;

export function checkQuoteMove(from: QuoteState, to: QuoteState): void {
  if (quoteTransitions[from].includes(to)) return;
  throw new Refusal('quote.wrong_state', {
    id: `Penawaran berstatus "${quoteStateNames[from].id}" tidak dapat menjadi "${quoteStateNames[to].id}". Muat ulang halaman untuk melihat keadaannya sekarang.`,
    en: `A quote that is "${quoteStateNames[from].en}" cannot become "${quoteStateNames[to].en}". Reload the page to see how it stands now.`,
  });
}

const note = z.string().trim().max(1000).optional();
const price = rupiahAmount.pipe(z.int().min(1, 'Isi harga satuan | Enter a unit price').max(10_000_000_000));
const sku = z.string().trim().min(3).max(40);
const pieces = positive.pipe(z.int().max(100_000));
const place = newOrder.shape.deliver_to;
/** Lines of several facilities become one quote each. */
export const quoteRequest = z.strictObject({
  subject: shortText, unit: shortText, rup_code: z.string().trim().max(40).optional(), note, day, deliver_to: place,
  lines: z.array(z.strictObject({ sku, quantity: pieces, budget_account: account.optional() })).min(1, 'Isi paling sedikit satu barang | At least one line').max(100),
});
export type QuoteRequest = z.input<typeof quoteRequest>;
const priced = z.array(z.strictObject({ sku, quantity: pieces, unit_price_idr: price })).min(1).max(100);
/** An answer keeps the place of the version before unless it says another. */
export const quoteOffer = z.strictObject({ lines: priced, day, valid_until: day, delivery_idr: rupiahAmount.default(0), note });
export const quoteCounter = z.strictObject({ lines: priced, day, note, deliver_to: place.optional() });
export const quoteEnding = z.strictObject({ reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400) });

export type QuoteLine = { sku: string; product_id: string; name: string; unit: string; quantity: number; unit_price_idr: number | null; budget_account?: string | undefined };
export type Version = { version: number; side: 'buyer' | 'maker'; lines: QuoteLine[]; deliver_to: { name: string; address: string }; day: string; delivery_idr: number; valid_until: string | null; note: string };
export const totalOf = (version: Pick<Version, 'lines' | 'delivery_idr'>): number | null =>
  (version.lines.some((line) => line.unit_price_idr === null) ? null : version.lines.reduce((sum, line) => sum + line.quantity * (line.unit_price_idr ?? 0), version.delivery_idr));

export type Change = { what: 'quantity' | 'price'; sku: string; name: string; from: number | null; to: number | null } | { what: 'day' | 'valid_until' | 'place'; from: string; to: string } | { what: 'delivery'; from: number; to: number };
/** What is different in a version from the one before it; a line that is gone has quantity 0. */
export function diffOf(before: Version, after: Version): Change[] {
  const changes: Change[] = [];
  for (const line of [...before.lines, ...after.lines.filter(({ sku: code }) => !before.lines.some((each) => each.sku === code))]) {
    const [old, now] = [before, after].map(({ lines }) => lines.find((each) => each.sku === line.sku));
    if ((old?.quantity ?? 0) !== (now?.quantity ?? 0)) changes.push({ what: 'quantity', sku: line.sku, name: line.name, from: old?.quantity ?? 0, to: now?.quantity ?? 0 });
    if (now && (old?.unit_price_idr ?? null) !== now.unit_price_idr) changes.push({ what: 'price', sku: line.sku, name: line.name, from: old?.unit_price_idr ?? null, to: now.unit_price_idr });
  }
  if (before.day !== after.day) changes.push({ what: 'day', from: before.day, to: after.day });
  if (before.valid_until !== after.valid_until && after.valid_until !== null) changes.push({ what: 'valid_until', from: before.valid_until ?? '', to: after.valid_until });
  if (before.delivery_idr !== after.delivery_idr && after.side === 'maker') changes.push({ what: 'delivery', from: before.delivery_idr, to: after.delivery_idr });
  const [from, to] = [before, after].map(({ deliver_to }) => `${deliver_to.name}, ${deliver_to.address}`);
  if (from !== to && from !== undefined && to !== undefined) changes.push({ what: 'place', from, to });
  return changes;
}

refuseConstraint('quote_two_persons', 'quote.same_person', { id: 'Penyusun penawaran tidak boleh menandatanganinya. Mintalah kepala UPT lain yang sah, atau susun dengan orang lain.', en: 'Who prepared the offer does not sign it. Ask another lawful head, or let another person prepare it.' });
