import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, PageHeading, StatCard, StatRow } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { PaidRow } from '../queries.ts';
import { cardUrl, paymentsPdfUrl, premiUrl } from '../urls.ts';
import { say } from '../words.ts';

/** B27: who is credited what in a month, and the list they sign. */
export function paymentsPage(req: Req, { month, rows }: { month: string; rows: PaidRow[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = t('payments', { month: formatMonth(month, locale) });
  const named = req.actor.facility_id !== null;
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: premiUrl({ upt: req.query['upt'] }), text: t('premi') }] },
    <PageHeading title={title}>{rows.length > 0 && named ? <ButtonLink href={paymentsPdfUrl(month)} kind="secondary">{t('listPdf')}</ButtonLink> : null}</PageHeading>,
    <StatRow><StatCard label={t('totalPaid')} value={rupiah(rows.reduce((sum, row) => sum + row.amount_idr - row.kept_idr, 0))} /><StatCard label={t('worker')} value={count(rows.length, locale)} /></StatRow>,
    <DataTable caption={title} captionHidden rows={rows} empty={t('paymentsNone')} columns={[
      { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id, month)}>{named ? `${row.roster_code} · ${row.name}` : row.roster_code}</a> },
      { title: t('days'), numeric: true, cell: (row) => count(row.days, locale) },
      { title: t('minutes'), numeric: true, cell: (row) => count(row.minutes, locale) },
      { title: t('pieces'), numeric: true, cell: (row) => count(row.output, locale) },
      { title: t('howMany'), numeric: true, cell: (row) => count(row.settlements, locale) },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ...(rows.some((row) => row.kept_idr !== 0) ? [{ title: t('keptBack'), numeric: true, cell: (row: PaidRow) => rupiah(row.kept_idr) }, { title: t('toSavings'), numeric: true, cell: (row: PaidRow) => rupiah(row.amount_idr - row.kept_idr) }] : []),
    ]} />);
}
