/** What an addendum is: a change of a signed order that one side proposes and the other agrees. Pure. */
import { z } from 'zod';
import { day, positive, rupiahAmount } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Tone } from '../order.ts';
import { newOrder } from '../order-input.ts';

export const addendumStates = ['prepared', 'proposed', 'agreed', 'refused', 'withdrawn'] as const;
export type AddendumState = (typeof addendumStates)[number];
export const addendumTransitions: Record<AddendumState, readonly AddendumState[]> = { prepared: ['proposed', 'withdrawn'], proposed: ['agreed', 'refused', 'withdrawn'], agreed: [], refused: [], withdrawn: [] };
export const addendumStateNames: Record<AddendumState, { id: string; en: string; tone: Tone }> = {
  prepared: { id: 'Menunggu tanda tangan pengusul', en: 'Awaiting the proposer’s signature', tone: 'ungu' }, proposed: { id: 'Menunggu jawaban pihak lain', en: 'Awaiting the other side', tone: 'kuning' }, agreed: { id: 'Disepakati', en: 'Agreed', tone: 'hijau' },
  refused: { id: 'Ditolak', en: 'Refused', tone: 'abu' }, withdrawn: { id: 'Ditarik', en: 'Withdrawn', tone: 'abu' },
};
export function checkAddendumMove(from: AddendumState, to: AddendumState): void {
  if (addendumTransitions[from].includes(to)) return;
  throw new Refusal('addendum.wrong_state', {
    id: `Adendum berstatus "${addendumStateNames[from].id}" tidak dapat menjadi "${addendumStateNames[to].id}". Muat ulang halaman untuk melihat keadaannya sekarang.`,
    en: `An addendum that is "${addendumStateNames[from].en}" cannot become "${addendumStateNames[to].en}". Reload the page to see how it stands now.`,
  });
}

const lines = z.array(z.strictObject({ line: positive.pipe(z.int().max(100)), quantity: positive.pipe(z.int().max(100_000)).optional(), unit_price_idr: rupiahAmount.pipe(z.int().min(1)).optional(), day: day.optional(), /** Whose share moves, where an order has several places. */ place: positive.pipe(z.int().max(40)).optional() })).max(100).optional();
export const because = z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400);
/** What is left out stays as it is. */
export const addendumWish = z.strictObject({ lines, deliver_to: newOrder.shape.deliver_to.optional(), delivery_idr: rupiahAmount.optional(), reason: because });
export type AddendumWish = z.input<typeof addendumWish>;
export const addendumEnding = z.strictObject({ reason: because });

export type LineChange = { line_id: string; line: number; name: string; unit: string; quantity_before: number; quantity_after: number; price_before_idr: number; price_after_idr: number; day_before: string | null; day_after: string | null; place: number | null };
type Touched = { line: number; shipped: number; accepted: number; rejected: number; short: number };
/** What was sent is not un-ordered, and what was looked at keeps its price. */
export function checkLineChange(change: LineChange, touched: Touched, today: string): void {
  const field = (name: string) => ({ field: `lines.${touched.line - 1}.${name}`, status: 422 as const });
  const least = touched.shipped + touched.short;
  if (change.quantity_after < Math.max(1, least)) throw new Refusal('addendum.below_shipped', { id: `Baris ${touched.line}: ${least} sudah dikirim. Jumlah baru paling sedikit sebanyak itu.`, en: `Line ${touched.line}: ${least} are shipped already. The new quantity is at least that.` }, field('quantity'));
  if (change.price_after_idr !== change.price_before_idr && touched.accepted + touched.rejected > 0) throw new Refusal('addendum.price_after_handover', { id: `Baris ${touched.line} sudah ada yang diserahterimakan. Harganya tidak dapat diubah; pesan sisanya tersendiri.`, en: `Part of line ${touched.line} is handed over. Its price cannot change; order the rest anew.` }, field('unit_price_idr'));
  if (change.day_after !== null && change.day_after !== change.day_before && change.day_after < today) throw new Refusal('addendum.day_past', { id: 'Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya.', en: 'That day has passed. Choose today or later.' }, field('day'));
}
export const changed = (change: LineChange): boolean => change.quantity_after !== change.quantity_before || change.price_after_idr !== change.price_before_idr || change.day_after !== change.day_before;

refuseConstraint('addendum_two_persons', 'addendum.same_person', { id: 'Penyusun adendum tidak boleh menandatanganinya. Mintalah penanda tangan lain.', en: 'Who prepared the addendum does not sign it. Ask another signatory.' });
refuseConstraint('addendum_other_side', 'addendum.same_other', { id: 'Yang menyetujui harus orang lain dari pihak yang satunya. Mintalah penanda tangannya.', en: 'Who agrees must be another person, of the other side. Ask its signatory.' });
refuseConstraint('addendum_one_open', 'addendum.open_already', { id: 'Pesanan ini masih punya adendum yang belum diputus. Selesaikan atau tarik itu dahulu.', en: 'This order still has an addendum that is not decided. Decide or withdraw that one first.' });
