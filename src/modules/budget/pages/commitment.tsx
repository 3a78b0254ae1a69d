import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Form, HiddenField, MoneyField, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { fundNames, leftOf, type Ceiling } from '../plan.ts';
import type { CommitmentRow, PaymentRow } from '../queries.ts';
import { budgetUrl, commitmentUrl, newCommitmentUrl } from '../urls.ts';
import { say } from '../words.ts';
import { accountName } from './year.tsx';

export function commitmentPage(req: Req, { commitment, payments, upt, today }: { commitment: CommitmentRow; payments: PaymentRow[]; upt: string | undefined; today: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = t('commitment', { number: commitment.number });
  const open_idr = commitment.state === 'open' ? commitment.amount_idr - commitment.realised_idr : 0;
  const mine = commitment.made_person !== null && commitment.made_person === req.actor.person_id;
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: budgetUrl({ upt, tahun: commitment.year }), text: t('titleYear', { year: commitment.year }) }] },
    <PageHeading title={title}><Tag tone={commitment.state === 'open' ? 'kuning' : commitment.state === 'done' ? 'hijau' : 'abu'}>{t(commitment.state)}</Tag></PageHeading>,
    <SummaryList rows={[
      { label: t('what'), value: commitment.what }, { label: t('supplier'), value: commitment.supplier }, { label: t('line'), value: `${commitment.output_code} · ${commitment.account} · ${fundNames[commitment.fund][locale]}` },
      { label: t('amount'), value: rupiah(commitment.amount_idr) }, { label: t('openAmount'), value: rupiah(open_idr) }, ...(commitment.ended_reason ? [{ label: t('reason'), value: commitment.ended_reason }] : []),
    ]} />,
    <Section title={t('payments')}>
      <DataTable caption={t('payments')} captionHidden rows={payments} empty={t('paymentsNone')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) }, { title: t('sp2d'), cell: (row) => <code>{row.sp2d}</code> }, { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>,
    open_idr > 0 && may(req.actor, 'budget.record_payment') && (mine ? <p>{t('payOther')}</p> : (
      <SummaryCard title={t('recordPayment')}>
        <Form action={`${commitmentUrl(commitment.id)}/bayar`} token={req.formToken()} locale={locale} state={state}>
          <MoneyField name="amount_idr" label={t('amount')} value={open_idr} width="m" required />
          <TextField name="sp2d" label={t('sp2d')} width="m" required />
          <DateField name="on_day" label={t('day')} value={today} required />
          <Button>{t('recordPayment')}</Button>
        </Form>
      </SummaryCard>
    )),
    open_idr > 0 && may(req.actor, 'budget.commit') && (
      <SummaryCard title={t('cancel')}>
        <Form action={`${commitmentUrl(commitment.id)}/batal`} token={req.formToken()} locale={locale} state={state}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('cancel')}</Button></Form>
      </SummaryCard>
    ));
}

export function newCommitmentPage(req: Req, { year, lines }: { year: number; lines: Ceiling[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('commit'), failed: state !== undefined, breadcrumbs: [{ href: budgetUrl({ tahun: year }), text: t('titleYear', { year }) }] },
    <PageHeading title={t('commit')} caption={t('lead')} />,
    <Form action={newCommitmentUrl(year)} token={req.formToken()} locale={locale} state={state}>
      <HiddenField name="year" value={String(year)} />
      <SelectField name="line" label={t('line')} hint={t('lineHint')} required empty="–" options={lines.map((line) => ({ value: lineKey(line), text: `${line.output_name} · ${line.account} ${accountName(locale, line)} · ${fundNames[line.fund][locale]} · ${rupiah(leftOf(line))}` }))} />
      <TextField name="what" label={t('what')} required />
      <TextField name="supplier" label={t('supplier')} required />
      <MoneyField name="amount_idr" label={t('amount')} width="m" required />
      <Button>{t('commitGo')}</Button>
    </Form>);
}

/** A line as one choice of a list: output, account, fund. */
export const lineKey = ({ output_code, account, fund }: Pick<Ceiling, 'output_code' | 'account' | 'fund'>): string => `${output_code}/${account}/${fund}`;
