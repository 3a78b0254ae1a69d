/** A deposit of the state's part: what is copied from the receipt, and what is said when it does not fit. */
import { z } from 'zod';
import { dayIn, instantAt, type Zone } from '#kernel/calendar.ts';
import { day } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';

/** As copied from a receipt: spaces and small letters are no mistake. */
export const ntpnText = z.string().trim().min(1).max(40).transform((text) => text.replace(/\s+/g, '').toUpperCase());
export const depositFields = z.object({ ntpn: ntpnText, paid_on: day });

/** A receipt names a day; the instant is noon of it, kept inside the billing and the present where the day allows. */
export function paidAt(paid_on: string, { billed_at }: { billed_at: Date }, zone: Zone, now: Date): Date {
  const noon = instantAt(zone, paid_on, '12:00');
  if (paid_on === dayIn(zone, billed_at) && noon < billed_at) return billed_at;
  return paid_on === dayIn(zone, now) && noon > now ? now : noon;
}

refuseConstraint('deposit_two_persons', 'deposit.same_person', { id: 'Pembuat billing tidak mencatat pelunasannya. Mintalah pejabat lain.', en: 'Who made the billing does not record it paid. Ask another officer.' });
refuseConstraint('ntpn_once', 'deposit.ntpn_taken', { id: 'NTPN ini sudah dipakai setoran lain. Periksa bukti bayar.', en: 'This NTPN belongs to another deposit. Check the receipt.' }, 'ntpn');
refuseConstraint('deposit.line_taken', 'deposit.line_taken', { id: 'Bagian negara ini sudah masuk setoran lain. Muat ulang halaman untuk melihat keadaannya.', en: 'This state share is already in another deposit. Reload the page to see how it stands.' });
