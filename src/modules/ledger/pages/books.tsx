import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, EmptyState, Form, PageHeading, Pagination, Section, SelectField, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { JournalRow, PeriodRow, TrialRow } from '../queries.ts';
import { accrualUrl, booksUrl, closingUrl, exportUrl, journalUrl, periodUrl, statementUrl } from '../urls.ts';
import { journalKinds, sayLedger } from '../words.ts';

export type Books = { unit: { code: string; name: string }; trial: TrialRow[]; journals: JournalRow[]; months: PeriodRow[]; next: string | undefined };

/** The books of one facility: where every account stands, its months, and every journal, newest first. */
export function booksPage(req: Req, { unit, trial, journals, months, next }: Books, state?: FormState): VNode {
  const { locale } = req;
  const t = sayLedger(locale);
  const upt = req.query['upt'];
  return workPage(req, { surface: 'bengkel', title: t('books'), failed: state !== undefined },
    <PageHeading title={t('books')} caption={unit.name}><ButtonLink href={statementUrl({ upt })} kind="secondary">{t('statement')}</ButtonLink> <ButtonLink href={accrualUrl({ upt })} kind="secondary">{t('accrual')}</ButtonLink> <ButtonLink href={exportUrl(unit.code)} kind="secondary">{t('hledger')}</ButtonLink></PageHeading>,
    <Section title={t('trial')}>
      <p>{t('trialIntro')}</p>
      <DataTable caption={t('trial')} captionHidden rows={trial} empty={t('noAccounts')} columns={[
        { title: t('account'), cell: (row) => `${row.code} ${pick(locale, row)}` },
        { title: t('debit'), numeric: true, cell: (row) => rupiah(row.debit_idr) },
        { title: t('credit'), numeric: true, cell: (row) => rupiah(row.credit_idr) },
        { title: t('balance'), numeric: true, cell: (row) => rupiah(row.balance_idr) },
      ]} />
      <p>{t('sum')}: <strong>{rupiah(trial.reduce((sum, row) => sum + row.balance_idr, 0))}</strong></p>
    </Section>,
    <Section title={t('journals')} id="jurnal">
      <DataTable caption={t('journals')} captionHidden rows={journals} empty={t('none')} columns={[
        { title: t('number'), cell: (row) => <a href={journalUrl(row.number, upt)}>{row.number}</a> },
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('kind'), cell: (row) => journalKinds[row.kind]?.[locale] ?? row.kind },
        { title: t('memo'), cell: (row) => row.memo },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
      <Pagination locale={locale} nextHref={next} />
    </Section>,
    <Months req={req} months={months} state={state} />);
}

function Months({ req, months, state }: { req: Req; months: PeriodRow[]; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayLedger(locale);
  return (
    <Section title={t('months')} id="bulan">
      <p>{t('closeHint')}</p>
      {state?.refusal ? <Tag tone="merah">{state.refusal}</Tag> : null}
      <DataTable caption={t('months')} captionHidden rows={months} empty={t('none')} columns={[
        { title: t('month'), cell: (row) => formatMonth(row.month, locale) },
        { title: t('howMany'), numeric: true, cell: (row) => count(row.journals, locale) },
        { title: t('state'), cell: (row) => <Tag tone={row.closed_at === null ? 'hijau' : row.reopen_reason ? 'kuning' : 'abu'}>{t(row.closed_at === null ? 'open' : row.reopen_reason ? 'asked' : 'closed')}</Tag> },
        { title: '', cell: (row) => <MonthAct req={req} row={row} /> },
      ]} />
    </Section>
  );
}

/** The one act that is next for a month, for whoever may do it. */
function MonthAct({ req, row }: { req: Req; row: PeriodRow }): VNode | null {
  const { locale, actor } = req;
  const t = sayLedger(locale);
  const month = formatMonth(row.month, locale);
  const over = row.month < req.now.toISOString().slice(0, 7);
  if (row.closed_at === null) return over && may(actor, 'ledger.close_period') ? <a href={closingUrl(row.month)}>{t('close', { month })}</a> : null;
  if (row.reopen_reason === null) {
    return may(actor, 'ledger.ask_reopening') ? <Form action={periodUrl(row.month, 'minta-buka')} token={req.formToken()} locale={locale}><TextField name="reason" label={t('reason')} required /><Button kind="secondary">{t('ask')}</Button></Form> : null;
  }
  return (
    <>
      <p>{row.reopen_reason}</p>
      {may(actor, 'ledger.reopen_period') ? <Form action={periodUrl(row.month, 'buka')} token={req.formToken()} locale={locale}><Button kind="danger">{t('reopen', { month })}</Button></Form> : null}
    </>
  );
}

/** Whoever oversees several facilities says whose books. */
export function chooseBooksPage(req: Req, units: { code: string; name: string }[], action = booksUrl()): VNode {
  const t = sayLedger(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('books') },
    <PageHeading title={t('books')} caption={t('choose')} />,
    units.length === 0 ? <EmptyState title={t('noUnits')} /> : (
      <Form action={action} method="get" locale={req.locale}>
        <SelectField name="upt" label={t('unit')} options={units.map((unit) => ({ value: unit.code, text: unit.name }))} />
        <Button>{t('show')}</Button>
      </Form>
    ));
}
