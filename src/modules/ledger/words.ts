import { words, type Phrase } from '#kernel/words.ts';

export const sayLedger = words({
  books: { id: 'Buku besar', en: 'Ledger' },
  trial: { id: 'Neraca saldo', en: 'Trial balance' },
  trialIntro: { id: 'Debit bertanda tambah, kredit bertanda kurang. Jumlah semua saldo selalu nol.', en: 'Debits count up, credits count down. The balances always add up to zero.' },
  sum: { id: 'Jumlah semua saldo', en: 'Sum of all balances' },
  account: { id: 'Akun', en: 'Account' }, debit: { id: 'Debit', en: 'Debit' }, credit: { id: 'Kredit', en: 'Credit' }, balance: { id: 'Saldo', en: 'Balance' },
  journals: { id: 'Jurnal', en: 'Journals' }, journal: { id: 'Jurnal {number}', en: 'Journal {number}' },
  number: { id: 'Nomor', en: 'Number' }, day: { id: 'Tanggal', en: 'Day' }, kind: { id: 'Jenis', en: 'Kind' }, memo: { id: 'Uraian', en: 'Memo' }, amount: { id: 'Jumlah', en: 'Amount' }, postedAt: { id: 'Dibukukan', en: 'Posted' },
  none: { id: 'Belum ada jurnal. Serah terima dan pembayaran membukukannya sendiri.', en: 'No journals yet. Handovers and payments post them.' },
  noAccounts: { id: 'Buku UPT ini belum dibuka. Mintalah pusat membukanya.', en: 'This facility has no books yet. Ask headquarters to open them.' },
  hledger: { id: 'Unduh jurnal (hledger)', en: 'Download journal (hledger)' },
  unit: { id: 'UPT', en: 'Facility' }, choose: { id: 'Pilih UPT', en: 'Choose a facility' }, show: { id: 'Tampilkan', en: 'Show' }, noUnits: { id: 'Belum ada UPT dengan buku besar.', en: 'No facility has books yet.' },
  months: { id: 'Bulan buku', en: 'Months of the books' }, month: { id: 'Bulan', en: 'Month' }, state: { id: 'Status', en: 'State' }, howMany: { id: 'Banyak jurnal', en: 'Journals' },
  open: { id: 'Terbuka', en: 'Open' }, closed: { id: 'Ditutup', en: 'Closed' }, asked: { id: 'Diminta dibuka', en: 'Reopening asked' },
  close: { id: 'Tutup {month}', en: 'Close {month}' }, ask: { id: 'Minta buka kembali', en: 'Ask to reopen' }, reason: { id: 'Alasan membuka kembali', en: 'Why it must be reopened' }, reopen: { id: 'Buka kembali {month}', en: 'Reopen {month}' },
  closeHint: { id: 'Setelah ditutup, tidak ada jurnal baru di bulan itu. Membukanya lagi perlu dua orang.', en: 'Once closed, nothing more is posted in that month. Reopening takes two persons.' },
  monthAsked: { id: 'Pembukaan {month} diminta. Kepala UPT memutuskannya.', en: 'Reopening of {month} is asked for. The head of facility decides.' }, monthOpened: { id: '{month} terbuka kembali. Tutup lagi setelah koreksi selesai.', en: '{month} is open again. Close it when the correction is made.' },
  statement: { id: 'Laporan bulanan', en: 'Monthly statement' }, statementTitle: { id: 'Laporan buku {month}', en: 'Statement of {month}' }, position: { id: 'Posisi', en: 'Position' }, before: { id: 'Awal bulan', en: 'At the start' }, after: { id: 'Akhir bulan', en: 'At the end' }, assets: { id: 'Yang dimiliki', en: 'Assets' }, liabilities: { id: 'Yang menjadi hak orang lain', en: 'Owed to others' }, equity: { id: 'Modal dan dana', en: 'Capital and funds' }, total: { id: 'Jumlah', en: 'Total' }, flows: { id: 'Dari mana dan ke mana bulan ini', en: 'Where the month’s money came from and went' }, flowsNone: { id: 'Tidak ada jurnal pada bulan ini.', en: 'No journals in this month.' }, result: { id: 'Hasil bulan ini untuk modal dan dana', en: 'The month’s result for capital and funds' }, evens: { id: 'Yang dimiliki dikurangi hak orang lain sama dengan modal dan dana.', en: 'Assets less what is owed is capital and funds.' },
  reversedBy: { id: 'Dibalik oleh', en: 'Reversed by' }, reverses: { id: 'Membalik', en: 'Reverses' }, note: { id: 'Catatan', en: 'Note' },
});

export const journalKinds: Record<string, Phrase> = {
  cash: { id: 'Kas', en: 'Cash' }, refund: { id: 'Pengembalian', en: 'Refund' }, pay_run: { id: 'Upah per sesi', en: 'Wages by the session' }, opening: { id: 'Saldo awal', en: 'Opening' }, savings_transfer: { id: 'Tabungan pindah UPT', en: 'Savings moved' }, savings_merge: { id: 'Tabungan digabung', en: 'Savings merged' },
  sale: { id: 'Penjualan', en: 'Sale' }, credit: { id: 'Potongan tagihan', en: 'Taken off a sale' }, payment: { id: 'Pembayaran', en: 'Payment' }, settlement: { id: 'Bagi hasil', en: 'Settlement' }, withdrawal: { id: 'Pengambilan tabungan', en: 'Withdrawal' }, deposit: { id: 'Setoran PNBP', en: 'State revenue deposit' }, reversal: { id: 'Pembalik', en: 'Reversal' },
};
