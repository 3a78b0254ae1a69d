import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { DataTable, IdentityBar, PageHeading, SummaryList } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { JournalFile } from '../queries.ts';
import { booksUrl, journalUrl } from '../urls.ts';
import { journalKinds, sayLedger } from '../words.ts';

/** One journal: its lines, and what reversed it or what it reverses. */
export function journalPage(req: Req, journal: JournalFile): VNode {
  const { locale } = req;
  const t = sayLedger(locale);
  const upt = req.query['upt'];
  const title = t('journal', { number: journal.number });
  const link = (number: string) => <a href={journalUrl(number, upt)}>{number}</a>;
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: booksUrl({ upt }), text: t('books') }] },
    <PageHeading title={title} caption={journalKinds[journal.kind]?.[locale] ?? journal.kind} />,
    <IdentityBar title={journal.memo} facts={[{ label: t('day'), value: formatDay(journal.on_day, locale) }, { label: t('amount'), value: rupiah(journal.amount_idr) }]} />,
    journal.reversed_by || journal.reverses_number ? (
      <SummaryList rows={[
        ...(journal.reversed_by ? [{ label: t('reversedBy'), value: link(journal.reversed_by) }] : []),
        ...(journal.reverses_number ? [{ label: t('reverses'), value: link(journal.reverses_number) }] : []),
      ]} />
    ) : null,
    <DataTable caption={title} captionHidden rows={journal.lines} empty={t('none')} columns={[
      { title: t('account'), cell: (row) => `${row.code} ${pick(locale, row)}` },
      { title: t('debit'), numeric: true, cell: (row) => (row.amount_idr > 0 ? rupiah(row.amount_idr) : '') },
      { title: t('credit'), numeric: true, cell: (row) => (row.amount_idr < 0 ? rupiah(-row.amount_idr) : '') },
      { title: t('note'), cell: (row) => row.note ?? '' },
    ]} />);
}
