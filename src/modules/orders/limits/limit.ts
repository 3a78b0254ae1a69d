/** Up to how much an officer of an agency may sign. Pure. */
import { z } from 'zod';
import { day, rupiahAmount, shortText } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const limitWish = z.strictObject({ account_id: z.uuid('Pilih pejabatnya | Choose the officer'), amount_idr: rupiahAmount, from: day, to: day.optional(), letter: shortText })
  .refine((row) => row.to === undefined || row.to >= row.from, { path: ['to'], error: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' });
export type LimitWish = z.input<typeof limitWish>;
export const limitRefusal = z.strictObject({ reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400) });

export type Held = { account_id: string; officer_name: string; amount_idr: number };
/** Where an agency set limits, only an officer with one signs, and up to it; the refusal names who may. An agency without any has none. */
export function checkLimit(held: readonly Held[], { account_id, amount_idr }: { account_id: string | null; amount_idr: number }): void {
  if (held.length === 0) return;
  const own = held.find((each) => each.account_id === account_id)?.amount_idr ?? 0;
  if (amount_idr <= own) return;
  const able = held.filter((each) => each.amount_idr >= amount_idr).map((each) => `${each.officer_name} (${rupiah(each.amount_idr)})`);
  throw new Refusal('limit.exceeded', able.length > 0
    ? { id: `Batas belanja Anda ${rupiah(own)}, pesanan ini ${rupiah(amount_idr)}. Yang boleh menandatangani: ${able.join(', ')}.`, en: `Your spending limit is ${rupiah(own)}, this is ${rupiah(amount_idr)}. Those who may sign: ${able.join(', ')}. Ask one of them.` }
    : { id: `Batas belanja Anda ${rupiah(own)}, pesanan ini ${rupiah(amount_idr)}, dan belum ada pejabat dengan batas setinggi itu. Usulkan batas baru di halaman organisasi.`, en: `Your spending limit is ${rupiah(own)}, this is ${rupiah(amount_idr)}, and no officer has a limit that high. Propose a new one on the organisation page.` });
}

refuseConstraint('limit_two_persons', 'limit.same_person', { id: 'Pengusul batas tidak boleh menyetujuinya. Mintalah pejabat lain.', en: 'Who proposed the limit does not approve it. Ask another officer.' });
refuseConstraint('limit_not_own', 'limit.own', { id: 'Anda tidak boleh memutuskan batas Anda sendiri. Mintalah pejabat lain.', en: 'You do not decide on your own limit. Ask another officer.' });
refuseConstraint('limit_one_at_a_time', 'limit.overlaps', { id: 'Pejabat ini sudah punya batas yang mulai pada hari itu atau sesudahnya. Pilih hari mulai yang lain.', en: 'This officer already has a limit from that day or a later one. Choose another first day.' }, 'from');
