import { formatDay } from '#kernel/calendar.ts';
import { rupiah } from '#kernel/money.ts';
import { words } from '#kernel/words.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, PageHeading, Pagination } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { JournalRow, TrialRow } from '../queries.ts';

/** The books of one facility: where every account stands, and every journal, newest first. */
export function booksPage(req: Req, { trial, journals, next }: { trial: TrialRow[]; journals: JournalRow[]; next: string | undefined }) {
  const t = say(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('books') },
    <PageHeading title={t('books')}><ButtonLink href="/api/v1/ledger/journal.hledger" kind="secondary">{t('hledger')}</ButtonLink></PageHeading>,
    <DataTable caption={t('trial')} rows={trial} empty={t('none')} columns={[
      { title: t('account'), cell: (row) => `${row.code} ${req.locale === 'en' ? row.name_en : row.name_id}` },
      { title: t('debit'), numeric: true, cell: (row) => rupiah(row.debit_idr) },
      { title: t('credit'), numeric: true, cell: (row) => rupiah(row.credit_idr) },
      { title: t('balance'), numeric: true, cell: (row) => rupiah(row.balance_idr) },
    ]} />,
    <p>{t('sum')} <strong>{rupiah(trial.reduce((sum, row) => sum + row.balance_idr, 0))}</strong></p>,
    <DataTable caption={t('journals')} rows={journals} empty={t('none')} columns={[
      { title: t('number'), cell: (row) => row.number },
      { title: t('day'), cell: (row) => formatDay(row.on_day, req.locale) },
      { title: t('memo'), cell: (row) => row.memo },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
    ]} />,
    <Pagination locale={req.locale} nextHref={next} />);
}

const say = words({
  books: { id: 'Buku besar', en: 'Ledger' },
  trial: { id: 'Neraca saldo', en: 'Trial balance' },
  sum: { id: 'Jumlah semua saldo, selalu nol:', en: 'Sum of all balances, always zero:' },
  account: { id: 'Akun', en: 'Account' },
  debit: { id: 'Debit', en: 'Debit' },
  credit: { id: 'Kredit', en: 'Credit' },
  balance: { id: 'Saldo', en: 'Balance' },
  journals: { id: 'Jurnal', en: 'Journals' },
  number: { id: 'Nomor', en: 'Number' },
  day: { id: 'Tanggal', en: 'Day' },
  memo: { id: 'Uraian', en: 'Memo' },
  amount: { id: 'Jumlah', en: 'Amount' },
  none: { id: 'Belum ada jurnal. Serah terima dan pembayaran membukukannya sendiri.', en: 'No journals yet. Handovers and payments post them.' },
  hledger: { id: 'Unduh jurnal (hledger)', en: 'Download journal (hledger)' },
});
