/** What a framework contract is: prices and the most that may be called, for a time. Pure. */
import { z } from 'zod';
import { day, positive, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Tone } from '../order.ts';
import { account, newOrder } from '../order-input.ts';

export const frameworkStates = ['drafted', 'proposed', 'agreed', 'refused', 'withdrawn', 'ended'] as const;
export type FrameworkState = (typeof frameworkStates)[number];
/** Drafted by one of the agency, proposed over another's signature, agreed by the head of facility. */
export const frameworkTransitions: Record<FrameworkState, readonly FrameworkState[]> = { drafted: ['proposed', 'withdrawn'], proposed: ['agreed', 'refused', 'withdrawn'], agreed: ['ended'], refused: [], withdrawn: [], ended: [] };
export const frameworkStateNames: Record<FrameworkState, { id: string; en: string; tone: Tone }> = {
  drafted: { id: 'Menunggu tanda tangan PPK', en: 'Awaiting the commitment officer', tone: 'ungu' }, proposed: { id: 'Menunggu kepala UPT', en: 'Awaiting the head of facility', tone: 'kuning' }, agreed: { id: 'Berlaku', en: 'In force', tone: 'hijau' },
  refused: { id: 'Ditolak UPT', en: 'Refused by the facility', tone: 'abu' }, withdrawn: { id: 'Ditarik instansi', en: 'Withdrawn by the agency', tone: 'abu' }, ended: { id: 'Diakhiri', en: 'Ended', tone: 'abu' },
};
export function checkFrameworkMove(from: FrameworkState, to: FrameworkState): void {
  if (frameworkTransitions[from].includes(to)) return;
  throw new Refusal('framework.wrong_state', {
    id: `Kontrak payung berstatus "${frameworkStateNames[from].id}" tidak dapat menjadi "${frameworkStateNames[to].id}". Muat ulang halaman untuk melihat keadaannya sekarang.`,
    en: `A framework contract that is "${frameworkStateNames[from].en}" cannot become "${frameworkStateNames[to].en}". Reload the page to see how it stands now.`,
  });
}

const sku = z.string().trim().min(3).max(40);
const pieces = positive.pipe(z.int().max(1_000_000));
const price = rupiahAmount.pipe(z.int().min(1, 'Isi harga satuan | Enter a unit price'));
/** Goods of several facilities become one contract each; without a value of its own, the value is all quantities at their price. */
export const frameworkWish = z.strictObject({
  subject: shortText, unit: shortText, rup_code: z.string().trim().max(40).optional(), from: day, to: day, max_idr: rupiahAmount.optional(),
  lines: z.array(z.strictObject({ sku, unit_price_idr: price, max_quantity: pieces })).min(1, 'Isi paling sedikit satu barang | At least one line').max(100),
}).refine((wish) => wish.to >= wish.from, { path: ['to'], error: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' });
export type FrameworkWish = z.input<typeof frameworkWish>;
export const frameworkEnding = z.strictObject({ reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400) });
export const callOffWish = z.strictObject({
  lines: z.array(z.strictObject({ sku, quantity: positive.pipe(z.int().max(100_000)), budget_account: account.optional() })).min(1, 'Isi jumlah paling sedikit satu barang | Enter a quantity for at least one line').max(100),
  deliver_to: newOrder.shape.deliver_to, requested_on: day.optional(), budget_account: account.optional(),
});
export type CallOffWish = z.input<typeof callOffWish>;

refuseConstraint('framework_value', 'framework.value_exhausted', { id: 'Nilai kontrak payung ini tidak cukup lagi. Kurangi jumlahnya, atau buat kontrak baru.', en: 'The value of this framework contract does not reach any more. Order fewer, or make a new contract.' }, 'lines');
refuseConstraint('framework_quantity', 'framework.quantity_exhausted', { id: 'Jumlah dalam kontrak payung ini tidak cukup lagi. Kurangi jumlahnya, atau buat kontrak baru.', en: 'The quantity in this framework contract does not reach any more. Order fewer, or make a new contract.' }, 'lines');
refuseConstraint('framework_two_persons', 'framework.same_person', { id: 'Penyusun kontrak tidak boleh menandatanganinya, dan kedua pihak ditandatangani orang yang berbeda. Mintalah penanda tangan lain.', en: 'Who prepared the contract does not sign it, and each side is signed by another person. Ask another signatory.' });
