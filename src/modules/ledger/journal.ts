import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

/** The chart every facility starts with. A worker's savings book is a sub-account `2100-<roster code>`. */
export const chart = [
  { code: '1100', name_id: 'Rekening penampungan', name_en: 'Holding bank account', kind: 'asset' },
  { code: '1110', name_id: 'Kas', name_en: 'Cash', kind: 'asset' },
  // Both signs: what a count found missing or too much, until somebody decides whose it is.
  { code: '1190', name_id: 'Selisih kas dalam pemeriksaan', name_en: 'Cash differences being looked into', kind: 'asset' },
  { code: '1200', name_id: 'Piutang pembeli', name_en: 'Receivables', kind: 'asset' },
  // Under the reading that deposits everything: what the treasury is to give back through the budget, and for whom.
  { code: '1300', name_id: 'Hak atas anggaran PNBP', name_en: 'Due from the budget', kind: 'asset' },
  { code: '1310', name_id: 'Kelebihan premi menunggu keputusan', name_en: 'Premi beyond the part, awaiting a decision', kind: 'asset' },
  { code: '1320', name_id: 'Uang muka peserta kerja', name_en: 'Advances to workers', kind: 'asset' },
  // Both signs: what another facility owes us, or we owe it, for a person's savings that moved. Over all facilities it sums to zero.
  { code: '1900', name_id: 'Rekening antar-UPT', name_en: 'Between facilities', kind: 'asset' },
  { code: '2200', name_id: 'PNBP terutang', name_en: 'State revenue owed', kind: 'liability' },
  { code: '2400', name_id: 'Utang mitra', name_en: 'Owed to partners', kind: 'liability' },
  { code: '2500', name_id: 'Titipan ongkos kirim', name_en: 'Delivery to be passed on', kind: 'liability' },
  { code: '2600', name_id: 'Titipan potongan premi', name_en: 'Kept back from wages for others', kind: 'liability' },
  { code: '2700', name_id: 'Premi menunggu anggaran', name_en: 'Premi awaiting the budget', kind: 'liability' },
  { code: '2710', name_id: 'Bagian lain menunggu anggaran', name_en: 'Other parts awaiting the budget', kind: 'liability' },
  { code: '2900', name_id: 'Penjualan belum dibagi', name_en: 'Sales not yet divided', kind: 'liability' },
  { code: '3100', name_id: 'Modal kerja', name_en: 'Working capital', kind: 'equity' },
  { code: '3200', name_id: 'Dana program pembinaan', name_en: 'Programme fund', kind: 'equity' },
] as const;
export type AccountCode = (typeof chart)[number]['code'];

/** Debit is positive, credit negative; a journal sums to zero. Amounts are whole rupiah. */
export type Line = { account: AccountCode | { worker_id: string }; amount_idr: number; note?: string };
export type NewJournal = { facility_id: string; on_day: string; kind: string; ref_type: string; ref_id: string; memo: string; lines: Line[]; reverses?: string };

/** Says no before the database does: at least two lines, nothing empty, sum zero. */
export function checkBalanced(lines: readonly Line[]): void {
  const sum = lines.reduce((total, line) => total + line.amount_idr, 0);
  if (lines.length < 2 || sum !== 0 || lines.some((line) => !Number.isSafeInteger(line.amount_idr) || line.amount_idr === 0)) {
    throw new Refusal('ledger.unbalanced', { id: `Jurnal tidak seimbang: selisih ${sum}. Periksa baris-barisnya.`, en: `The journal does not balance: off by ${sum}. Check its lines.` });
  }
}

/** A month is closed when it is over: the running one still receives postings. */
export function checkOver(month: string, today: string): void {
  if (month >= today.slice(0, 7)) throw new Refusal('ledger.period_running', { id: 'Bulan ini belum berakhir. Tutup setelah hari terakhirnya lewat.', en: 'This month is not over. Close it after its last day.' }, { field: 'month', status: 422 });
}

const reversedText = { id: 'Jurnal ini sudah dibalik sekali. Buka jurnal pembaliknya.', en: 'This journal is already reversed. Open the reversal.' };
export const reversedAlready = new Refusal('ledger.reversed_already', reversedText);
export const noReversalOfReversal = new Refusal('ledger.reversal_stands', { id: 'Jurnal pembalik tidak dapat dibalik. Bukukan transaksi yang benar dengan jurnal baru.', en: 'A reversal is not reversed. Post what is right as a new journal.' });
export const closedAlready = new Refusal('ledger.period_closed_already', { id: 'Bulan ini sudah ditutup. Bila perlu koreksi, mintakan pembukaan kembali.', en: 'This month is already closed. For a correction, ask for it to be reopened.' }, { field: 'month' });
export const notClosed = new Refusal('ledger.period_not_closed', { id: 'Bulan ini tidak tertutup, atau pembukaannya sudah diminta. Muat ulang halaman untuk melihat keadaannya.', en: 'This month is not closed, or its reopening is already asked for. Reload the page to see how it stands.' });
export const notAsked = new Refusal('ledger.reopening_not_asked', { id: 'Pembukaan bulan ini belum diminta. Bendahara meminta dahulu dengan alasan.', en: 'Nobody asked for this month to be reopened. The treasurer asks first, with a reason.' });

refuseConstraint('journal_once', 'ledger.posted_already', { id: 'Transaksi ini sudah dibukukan. Buka jurnalnya; jangan membukukan dua kali.', en: 'This is already posted. Open its journal; nothing is posted twice.' });
refuseConstraint('journal_reversed_once', 'ledger.reversed_already', reversedText);
refuseConstraint('reopen_two_persons', 'ledger.same_person', { id: 'Yang meminta tidak boleh membuka. Mintalah kepala UPT.', en: 'Who asks does not open. Ask the head of facility.' });
refuseConstraint('savings_never_below_zero', 'ledger.savings_short', { id: 'Saldo tabungan tidak cukup. Kurangi jumlahnya.', en: 'The savings do not cover this. Lower the amount.' }, 'amount_idr');
refuseConstraint('ledger.period_closed', 'ledger.period_closed', { id: 'Bulan itu sudah ditutup. Bukukan dengan tanggal bulan berjalan, atau mintakan pembukaan kembali.', en: 'That month is closed. Post with a day of the current month, or ask for it to be reopened.' });
