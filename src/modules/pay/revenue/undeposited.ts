// Why the state's part is not with the state yet, line by line: every reason is computed from facts, and each says what ends it. No SQL, no HTTP.
import { addWorkingDays } from '#kernel/calendar.ts';
import type { Phrase } from '#kernel/words.ts';

export const reasons = ['not_asked', 'code_expired', 'code_unpaid', 'covered', 'lowers_next', 'cash_at_hand', 'cash_difference', 'difference_pending', 'month_running', 'month_open', 'statement_missing', 'statement_differs'] as const;
export type Reason = (typeof reasons)[number];

/** `deposit`: where the line was last billed. `settled_month`: the books of its month. `cash`: what the order's cash is doing. `statement`: what the treasury says of a paid deposit. */
export type Facts = {
  on_day: string; today: string; due_idr: number; days: number; deposit: 'none' | 'billed' | 'expired' | 'paid'; month_closed: boolean; cash_at_hand: boolean; cash_difference: boolean; difference_pending: boolean;
  /** What the state was paid too much before, and not given back yet, swallows the facility's whole part. */ covered: boolean; statement: 'none' | 'missing' | 'differs' | 'agrees';
};

export function reasonsOf(facts: Facts): Reason[] {
  if (facts.deposit === 'paid') return facts.statement === 'missing' ? ['statement_missing'] : facts.statement === 'differs' ? ['statement_differs'] : [];
  if (facts.due_idr < 0) return ['lowers_next'];
  const billed: Record<Exclude<Facts['deposit'], 'paid'>, Reason> = { none: 'not_asked', expired: 'code_expired', billed: 'code_unpaid' };
  const running = facts.on_day.slice(0, 7) === facts.today.slice(0, 7);
  return [
    facts.covered && facts.deposit !== 'billed' ? 'covered' : billed[facts.deposit],
    ...(facts.cash_at_hand ? ['cash_at_hand' as const] : []), ...(facts.cash_difference ? ['cash_difference' as const] : []), ...(facts.difference_pending ? ['difference_pending' as const] : []),
    ...(running ? ['month_running' as const] : facts.month_closed ? [] : ['month_open' as const]),
  ];
}

/** The clock runs from the day of the division, in working days, until the money is paid in. */
export function clockOf({ on_day, days, due_idr }: Pick<Facts, 'on_day' | 'days' | 'due_idr'>, until: string, free: ReadonlySet<string>, between: (from: string, to: string, free: ReadonlySet<string>) => number): { deadline: string; late_days: number } {
  const deadline = addWorkingDays(on_day, days, free);
  return { deadline, late_days: due_idr < 0 ? 0 : between(deadline, until, free) };
}

export const reasonNames: Record<Reason, Phrase> = {
  not_asked: { id: 'Kode billing belum diminta', en: 'No billing code asked for' }, code_expired: { id: 'Kode billing kedaluwarsa', en: 'Billing code ran out' }, code_unpaid: { id: 'Kode billing terbit, belum dibayar', en: 'Billing code made, not paid' },
  covered: { id: 'Tertutup kelebihan setor sebelumnya', en: 'Covered by what was paid too much' }, lowers_next: { id: 'Kelebihan dari selisih, mengurangi setoran berikutnya', en: 'Too much by a difference; lowers the next deposit' }, cash_at_hand: { id: 'Uangnya masih kas di tangan', en: 'The money is cash still at hand' }, cash_difference: { id: 'Selisih kas belum diputus', en: 'A cash difference is not decided' }, difference_pending: { id: 'Selisih bagi hasil belum diputus', en: 'A difference of the settlement is not decided' },
  month_running: { id: 'Bulan masih berjalan', en: 'The month is still running' }, month_open: { id: 'Bulan buku belum ditutup', en: 'The month’s books are not closed' }, statement_missing: { id: 'Dibayar, rekening koran belum diunggah', en: 'Paid; no treasury statement yet' }, statement_differs: { id: 'Dibayar, berbeda dari kas negara', en: 'Paid; differs from the treasury' },
};
export const nextSteps: Record<Reason, Phrase> = {
  not_asked: { id: 'Buat kode billing bulan itu.', en: 'Make the month’s billing code.' }, code_expired: { id: 'Buat kode billing baru.', en: 'Make a new billing code.' }, code_unpaid: { id: 'Bayar di bank, lalu orang kedua mencatat NTPN.', en: 'Pay at the bank; a second person records the NTPN.' },
  covered: { id: 'Setorkan bersama bulan berikutnya.', en: 'Deposit it with the next month.' }, lowers_next: { id: 'Ikut dalam kode billing berikutnya.', en: 'It comes along with the next billing code.' }, cash_at_hand: { id: 'Setor kas ke bank dengan slip.', en: 'Bring the cash to the bank with a slip.' }, cash_difference: { id: 'Putuskan selisihnya di halaman kas.', en: 'Decide the difference on the cash page.' }, difference_pending: { id: 'Kepala UPT memutuskannya.', en: 'The head of facility decides it.' },
  month_running: { id: 'Boleh disetor sekarang; batas waktunya tetap.', en: 'It may be deposited now; its deadline stands.' }, month_open: { id: 'Selesaikan daftar tutup bulan.', en: 'Finish the month’s checklist.' }, statement_missing: { id: 'Unggah rekening koran bulan bayar.', en: 'Upload the statement of the month of payment.' }, statement_differs: { id: 'Jelaskan perbedaannya di rekonsiliasi.', en: 'Explain the difference in the reconciliation.' },
};
