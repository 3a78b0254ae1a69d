// What buyers owe: how old it is, and which reminder is next. No SQL, no HTTP.
import { z } from 'zod';
import { shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

/** Days from the handover; what was paid before it is an advance and has no age. */
export const ages = ['0-30', '31-60', '61-90', '90+', 'advance'] as const;
export type Age = (typeof ages)[number];
export function ageOf({ balance_idr, days }: { balance_idr: number; days: number | null }): Age {
  if (balance_idr < 0) return 'advance';
  const n = days ?? 0;
  return n <= 30 ? '0-30' : n <= 60 ? '31-60' : n <= 90 ? '61-90' : '90+';
}

/** The reminder that should have gone out by now and did not: as many as days have passed, less those that were sent. */
export function reminderDue({ days, sent, steps }: { days: number; sent: number; steps: readonly number[] }): number | undefined {
  const passed = steps.filter((step) => days >= step).length;
  return passed > sent ? sent + 1 : undefined;
}

export const reminderChannels = ['letter', 'phone', 'whatsapp', 'visit'] as const;
export const reminderWish = z.strictObject({ order_number: shortText, channel: z.enum(reminderChannels), note: shortText.optional() });
export const nothingOwed = new Refusal('receivable.nothing_owed', { id: 'Pesanan ini tidak punya tagihan. Tidak ada yang perlu diingatkan.', en: 'Nothing is owed on this order. There is nothing to remind of.' });
export const notDue = new Refusal('receivable.not_due', { id: 'Pengingat untuk umur tagihan ini sudah dicatat, atau belum waktunya. Lihat tanggal pengingat berikutnya pada daftar.', en: 'The reminder for this age is already recorded, or it is not yet time. See the day of the next reminder on the list.' });
refuseConstraint('reminder_step_once', 'receivable.not_due', notDue.text);
