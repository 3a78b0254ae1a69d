// Closing a month: what must be done first, and what may stay open with a reason of two persons. No SQL, no HTTP.
import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const items = ['sessions', 'attendance', 'orders', 'settlements', 'wages', 'deposits', 'cash', 'stock', 'reconciliation'] as const;
export type Item = (typeof items)[number];
export type Excuse = { id: string; item: Item; reason: string; open_count: number; state: 'asked' | 'granted'; asked_person: string | null };
export type Checked = { item: Item; open: number; blocking: boolean; excuse: Excuse | undefined; /** Open, blocking, and no granted reason covers as much. */ stops: boolean };

/** A granted reason covers what was open when it was asked for; what came to it afterwards stops the closing again. */
export function checklist(open: Record<Item, number>, { blocking, excuses }: { blocking: readonly string[]; excuses: readonly Excuse[] }): Checked[] {
  return items.map((item) => {
    const excuse = excuses.find((each) => each.item === item);
    const covered = excuse?.state === 'granted' && open[item] <= excuse.open_count;
    return { item, open: open[item], blocking: blocking.includes(item), excuse, stops: open[item] > 0 && blocking.includes(item) && !covered };
  });
}

export const excuseWish = z.strictObject({ item: z.enum(items), reason: longText.pipe(z.string().min(5)) });

export const itemNames: Record<Item, Phrase> = {
  sessions: { id: 'Semua sesi ditutup', en: 'Every session is closed' }, attendance: { id: 'Kehadiran lengkap', en: 'Attendance is complete' },
  orders: { id: 'Pesanan lunas sudah dibagi', en: 'Paid orders are divided' }, settlements: { id: 'Bagi hasil dan pembatalan diputus', en: 'Settlements and reversals are decided' },
  wages: { id: 'Upah bulan ini disetujui', en: 'The month’s wages are approved' }, deposits: { id: 'Bagian negara disetor', en: 'The state’s part is deposited' },
  cash: { id: 'Kas disetor ke bank, selisih diputus', en: 'Cash is in the bank, differences decided' }, stock: { id: 'Persediaan dihitung', en: 'Stock is counted' }, reconciliation: { id: 'Cocok dengan rekening koran kas negara', en: 'Agrees with the treasury’s statement' },
};

export function itemsOpen(stopping: readonly Checked[]): Refusal {
  const named = (locale: 'id' | 'en') => stopping.map((each) => `${itemNames[each.item][locale]} (${each.open})`).join(', ');
  return new Refusal('month.items_open', { id: `Belum selesai: ${named('id')}. Selesaikan, atau mintakan izin menutup dengan alasan.`, en: `Not done yet: ${named('en')}. Finish them, or ask to close with a reason.` });
}
export const itemDone = new Refusal('month.item_done', { id: 'Hal ini sudah selesai. Tidak perlu alasan.', en: 'This is done. No reason is needed.' });
const two = { id: 'Yang meminta tidak mengizinkan. Mintalah kepala UPT.', en: 'Who asks does not grant. Ask the head of facility.' };
export const sameExcuser = new Refusal('month.same_person', two);
export const excuseDecided = new Refusal('month.excuse_decided', { id: 'Permintaan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This request is already decided. Reload the page to see the decision.' });
refuseConstraint('excuse_two_persons', 'month.same_person', two);
refuseConstraint('excuse_once', 'month.excused_already', { id: 'Alasan untuk hal ini sudah diajukan. Tunggu keputusannya.', en: 'A reason for this was already given. Wait for the decision.' });

export function monthsOpen(months: readonly string[]): Refusal {
  return new Refusal('year.months_open', { id: `Bulan ini belum ditutup: ${months.join(', ')}. Tutup bulan-bulan itu dahulu.`, en: `These months are not closed: ${months.join(', ')}. Close those months first.` });
}
export const yearRunning = new Refusal('year.running', { id: 'Tahun ini belum berakhir. Tutup setelah hari terakhirnya lewat.', en: 'This year is not over. Close it after its last day.' });
const twoOfYear = { id: 'Yang menyusun penutupan tahun tidak menyetujuinya. Mintalah kepala UPT.', en: 'Who prepares the year’s closing does not approve it. Ask the head of facility.' };
export const sameYearCloser = new Refusal('year.same_person', twoOfYear);
export const yearDecided = new Refusal('year.closed_already', { id: 'Penutupan tahun ini sudah diajukan atau disetujui. Muat ulang halaman untuk melihat keadaannya.', en: 'The closing of this year is already asked for or approved. Reload the page to see how it stands.' });
export const yearNotAsked = new Refusal('year.not_asked', { id: 'Penutupan tahun ini belum diajukan bendahara. Mintalah bendahara mengajukannya dahulu.', en: 'The treasurer has not asked for this year to be closed. Ask the treasurer to ask first.' });
refuseConstraint('year_two_persons', 'year.same_person', twoOfYear);
refuseConstraint('year.stays_closed', 'year.stays_closed', { id: 'Tahunnya sudah ditutup oleh dua orang. Koreksi dibukukan di tahun berjalan.', en: 'Its year is closed by two persons. Corrections are posted in the current year.' });
