import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, Form, HiddenField, Notice, PageHeading, Section, SelectField, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ConsolidatedRow } from '../accrual-queries.ts';
import { statements, type Accrual } from '../accrual.ts';
import { accrualUrl, booksAllUrl, booksUrl } from '../urls.ts';
import { sayLedger } from '../words.ts';

/** `unit`: one facility's books. Without it: the books of an office, or of all in reach, as one. */
export type AccrualView = { unit: { name: string } | undefined; month: string; months: string[]; accrual: Accrual; trial: ConsolidatedRow[]; office: string | undefined; offices: { code: string; name: string }[] };

export function accrualPage(req: Req, view: AccrualView): VNode {
  const { locale } = req;
  const t = sayLedger(locale);
  const { unit, month, months, accrual: { totals, lines, unmapped }, office, offices } = view;
  const upt = req.query['upt'];
  const title = t(unit ? 'accrualTitle' : 'booksAll', { month: formatMonth(month, locale) });
  const sheet = unit ? accrualUrl({ upt, bulan: month }, true) : booksAllUrl({ kanwil: office, bulan: month }, true);
  return workPage(req, { surface: unit ? 'bengkel' : 'pusat', title, ...(unit ? { breadcrumbs: [{ href: booksUrl({ upt }), text: t('books') }] } : {}) },
    <PageHeading title={title} caption={unit?.name ?? t('booksAllLead')}><ButtonLink href={sheet} kind="secondary">{t('sheet')}</ButtonLink></PageHeading>,
    <Form action={unit ? accrualUrl() : booksAllUrl()} method="get" locale={locale}>
      {upt ? <HiddenField name="upt" value={upt} /> : null}
      <SelectField name="bulan" label={t('month')} value={month} options={months.map((each) => ({ value: each, text: formatMonth(each, locale) }))} />
      {offices.length > 1 ? <SelectField name="kanwil" label={t('office')} value={office} empty={t('allOffices')} options={offices.map((each) => ({ value: each.code, text: each.name }))} /> : null}
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    <p class="quiet">{t('accrualLead')}</p>,
    <StatRow>
      <StatCard label={t('assets')} value={rupiah(totals.assets_idr)} /><StatCard label={t('liabilities')} value={rupiah(totals.liabilities_idr)} /><StatCard label={t('equityTotal')} value={rupiah(totals.equity_idr)} />
      <StatCard label={t('surplus')} value={rupiah(totals.surplus_idr)} />
    </StatRow>,
    unmapped.length > 0 ? <Notice tone="warning" title={t('unmapped')}>{unmapped.map((each) => `${each.account}: ${rupiah(each.amount_idr)}`).join(', ')}</Notice> : null,
    statements.map((statement) => (
      <Section title={t(statement)}>
        <DataTable caption={t(statement)} captionHidden rows={lines.filter((line) => line.statement === statement)} empty={t('noAccounts')} columns={[
          { title: t('line'), cell: (row) => <>{pick(locale, row)}<br /><span class="quiet">{row.legal_basis}</span></> },
          { title: t('basCode'), cell: (row) => <>{row.bas_code ?? '–'} {row.verified ? null : <Tag tone="kuning">{t('unverified')}</Tag>}</> },
          { title: t('fromAccounts'), cell: (row) => row.accounts.join(', ') },
          { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        ]} />
      </Section>
    )),
    <Section title={t('equityChange')}>
      <DataTable caption={t('equityChange')} captionHidden rows={[['equityBefore', totals.equity_before_idr], ['surplus', totals.surplus_idr], ['equityOther', totals.equity_other_idr], ['equityTotal', totals.equity_idr]] as const} empty="" columns={[
        { title: t('line'), cell: ([name]) => t(name) }, { title: t('amount'), numeric: true, cell: ([, amount]) => rupiah(amount) },
      ]} />
    </Section>,
    <Section title={t('trial')}>
      <DataTable caption={t('trial')} captionHidden rows={view.trial} empty={t('noAccounts')} columns={[
        { title: t('account'), cell: (row) => `${row.code} ${pick(locale, row)}` },
        ...(unit ? [] : [{ title: t('facilities'), numeric: true, cell: (row: ConsolidatedRow) => count(row.facilities, locale) }]),
        { title: t('debit'), numeric: true, cell: (row) => rupiah(row.debit_idr) },
        { title: t('credit'), numeric: true, cell: (row) => rupiah(row.credit_idr) },
        { title: t('balance'), numeric: true, cell: (row) => rupiah(row.balance_idr) },
      ]} />
    </Section>);
}
