import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, Form, HiddenField, PageHeading, Section, SelectField, StatCard, StatRow } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { StatementRow } from '../statement-queries.ts';
import { booksUrl, statementUrl } from '../urls.ts';
import { journalKinds, sayLedger } from '../words.ts';

export type Statement = { unit: { name: string }; month: string; months: string[]; rows: StatementRow[] };

/** Where a facility stood before and after a month, and what moved it. What is owed and capital are shown with their own sign. */
export function statementPage(req: Req, { unit, month, months, rows }: Statement): VNode {
  const { locale } = req;
  const t = sayLedger(locale);
  const upt = req.query['upt'];
  const title = t('statementTitle', { month: formatMonth(month, locale) });
  const groups = [['assets', rows.filter((row) => row.kind === 'asset'), 1], ['liabilities', rows.filter((row) => row.kind === 'liability'), -1], ['equity', rows.filter((row) => row.kind === 'equity'), -1]] as const;
  const sum = (of: readonly StatementRow[], key: 'before_idr' | 'after_idr') => of.reduce((total, row) => total + row[key], 0);
  const [, , [, equity]] = groups;
  const moves = rows.flatMap((row) => row.moved.map((each) => ({ ...each, row })));
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: booksUrl({ upt }), text: t('books') }] },
    <PageHeading title={title} caption={unit.name} />,
    <Form action={statementUrl()} method="get" locale={locale}>
      {upt && <HiddenField name="upt" value={upt} />}
      <SelectField name="bulan" label={t('month')} value={month} options={months.map((each) => ({ value: each, text: formatMonth(each, locale) }))} />
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    <StatRow>
      {groups.map(([name, of, sign]) => <StatCard label={t(name)} value={rupiah(sign * sum(of, 'after_idr'))} />)}
      <StatCard label={t('result')} value={rupiah(sum(equity, 'before_idr') - sum(equity, 'after_idr'))} />
    </StatRow>,
    <p class="quiet">{t('evens')}</p>,
    groups.map(([name, of, sign]) => (
      <Section title={t(name)}>
        <DataTable caption={t(name)} captionHidden rows={[...of]} empty={t('noAccounts')} columns={[
          { title: t('account'), cell: (row) => `${row.code} ${pick(locale, row)}` },
          { title: t('before'), numeric: true, cell: (row) => rupiah(sign * row.before_idr) },
          { title: t('after'), numeric: true, cell: (row) => rupiah(sign * row.after_idr) },
        ]} />
        <p>{`${t('total')}: ${rupiah(sign * sum(of, 'before_idr'))} → `}<strong>{rupiah(sign * sum(of, 'after_idr'))}</strong></p>
      </Section>
    )),
    <Section title={t('flows')}>
      <DataTable caption={t('flows')} captionHidden rows={moves} empty={t('flowsNone')} columns={[
        { title: t('kind'), cell: (each) => journalKinds[each.kind]?.[locale] ?? each.kind },
        { title: t('account'), cell: (each) => `${each.row.code} ${pick(locale, each.row)}` },
        { title: t('debit'), numeric: true, cell: (each) => (each.amount_idr > 0 ? rupiah(each.amount_idr) : '') },
        { title: t('credit'), numeric: true, cell: (each) => (each.amount_idr < 0 ? rupiah(-each.amount_idr) : '') },
      ]} />
    </Section>);
}
