// Prices and lots that should be looked at, and what may be said of them. No SQL, no HTTP.
import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const alarmKinds = ['below_cost', 'below_actual', 'below_market', 'pass_through', 'bought_in'] as const;
export type AlarmKind = (typeof alarmKinds)[number];
export const alarmNames: Record<AlarmKind, Phrase> = {
  below_cost: { id: 'Harga di bawah biaya tunai', en: 'Price below the cash cost' }, below_actual: { id: 'Lot lebih mahal daripada harganya', en: 'Lot cost more than its price' },
  below_market: { id: 'Harga jauh di bawah pasar', en: 'Price far below the market' }, pass_through: { id: 'Hampir seluruhnya bahan beli', en: 'Almost all bought-in material' },
  bought_in: { id: 'Barang jadi tanpa perintah kerja', en: 'Finished goods without a work order' },
};
export const answerKinds = ['explained', 'mended', 'returned'] as const;
export type AnswerKind = (typeof answerKinds)[number];
export const alarmStates = ['open', 'explained', 'mended'] as const;
export type AlarmState = (typeof alarmStates)[number];
export const stateNames: Record<AlarmState, Phrase> = { open: { id: 'Belum dijawab', en: 'Open' }, explained: { id: 'Dijelaskan', en: 'Explained' }, mended: { id: 'Diperbaiki', en: 'Mended' } };

/** What may be said of an alarm as it stands, and by whose verb; what is not here is refused. */
export const alarmTransitions = [
  { from: 'open', kind: 'explained', to: 'explained', may: 'alarm.answer' }, { from: 'open', kind: 'mended', to: 'mended', may: 'alarm.answer' }, { from: 'explained', kind: 'mended', to: 'mended', may: 'alarm.answer' },
  { from: 'explained', kind: 'returned', to: 'open', may: 'alarm.return' }, { from: 'mended', kind: 'returned', to: 'open', may: 'alarm.return' },
] as const satisfies readonly { from: AlarmState; kind: AnswerKind; to: AlarmState; may: string }[];

export const answered = z.strictObject({ kind: z.enum(answerKinds), words: longText });

type Figures = { kind: AlarmKind; compared_idr: number | null; limit_bp: number | null };
/** Whether the fault is still there at today's price, cost and market. Goods that nobody made cannot be mended by a price. */
export function stillThere({ kind, compared_idr, limit_bp }: Figures, { price_idr, cash_cost_idr, market_idr }: { price_idr: number | null; cash_cost_idr: number | null; market_idr: number | null }): boolean {
  if (kind === 'bought_in') return true;
  if (price_idr === null) return false;
  if (kind === 'below_cost') return cash_cost_idr !== null && price_idr < cash_cost_idr;
  if (kind === 'below_market') return market_idr !== null && price_idr * 10_000 < market_idr * (10_000 - (limit_bp ?? 0));
  if (kind === 'below_actual') return price_idr < (compared_idr ?? 0);
  return (price_idr - (compared_idr ?? 0)) * 10_000 < price_idr * (limit_bp ?? 0);
}

refuseConstraint('alarm_one_answer_each', 'alarm.answered_meanwhile', { id: 'Peringatan ini baru saja dijawab orang lain. Muat ulang halaman untuk melihat jawabannya.', en: 'Somebody answered this alarm a moment ago. Reload the page to see the answer.' });
