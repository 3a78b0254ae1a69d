import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Form, HiddenField, PageHeading, Section, SummaryCard, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { readingSentence } from '../differences/reading-words.ts';
import type { DepositRow } from '../queries.ts';
import type { ReadingSnapshot } from '../reading.ts';
import { WaitingTable, type Named } from '../revenue/undeposited-pages.tsx';
import { pnbpUrl } from '../urls.ts';
import { say } from '../words.ts';
import { Problem } from './premi.tsx';

export type Deposits = { due: { on_day: string; amount_idr: number }[]; lines: Named[]; reading: ReadingSnapshot; deposits: DepositRow[]; rule: Rule<number>; today: string };

/** B29: what the state is owed and by when, the billing codes that wait for their payment, and everything deposited. */
export function depositsPage(req: Req, { due, lines, reading, deposits, rule, today }: Deposits, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const waiting = deposits.filter((each) => each.state === 'billed');
  return workPage(req, { surface: 'bengkel', title: t('pnbp'), failed: state !== undefined },
    <PageHeading title={t('pnbp')} caption={t('deadlineRule', { n: rule.value, basis: rule.legal_basis })} />,
    <Problem state={state} />,
    <p>{readingSentence(reading, reading.kind, locale)}</p>,
    <Undeposited req={req} due={due} lines={lines} />,
    may(req.actor, 'deposit.record_paid') ? waiting.map((deposit) => <RecordPaid req={req} deposit={deposit} today={today} />) : null,
    <Section title={t('deposits')}>
      <p class="quiet">{t('fakePort')}</p>
      <DataTable caption={t('deposits')} captionHidden rows={deposits} empty={t('depositsNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('month'), cell: (row) => formatMonth(row.period.slice(0, 7), locale) },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('billing'), cell: (row) => <code>{row.billing_code}</code> },
        { title: t('ntpn'), cell: (row) => (row.ntpn ? <code>{row.ntpn}</code> : '–') },
        { title: t('state'), cell: (row) => <Tag tone={row.state === 'paid' ? 'hijau' : row.state === 'billed' ? 'kuning' : 'abu'}>{t(row.state === 'paid' ? 'paidState' : row.state === 'billed' ? 'billedState' : 'expiredState')}</Tag> },
      ]} />
    </Section>);
}

function Undeposited({ req, due, lines }: { req: Req } & Pick<Deposits, 'due' | 'lines'>): VNode {
  const { locale } = req;
  const t = say(locale);
  const months = [...new Set(due.filter((row) => row.amount_idr > 0).map((row) => row.on_day.slice(0, 7)))];
  const sumOf = (month: string) => rupiah(due.filter((row) => row.amount_idr < 0 || row.on_day.startsWith(month)).reduce((sum, row) => sum + row.amount_idr, 0));
  return (
    <Section title={t('undeposited')}>
      {may(req.actor, 'deposit.create') ? months.map((month) => (
        <Form action={pnbpUrl()} token={req.formToken()} locale={locale}><HiddenField name="period" value={month} /><Button>{`${t('bill')}: ${formatMonth(month, locale)}, ${sumOf(month)}`}</Button></Form>
      )) : null}
      <WaitingTable req={req} rows={lines} />
    </Section>
  );
}

/** Whoever made the billing code sees that it waits, and for whom; the form is for another person. */
function RecordPaid({ req, deposit, today }: { req: Req; deposit: DepositRow; today: string }): VNode {
  const { locale } = req;
  const t = say(locale);
  return (
    <SummaryCard title={t('recordTitle', { number: deposit.number })}>
      <p>{`${t('billing')} `}<code>{deposit.billing_code}</code>{` · ${rupiah(deposit.amount_idr)} · ${t('expires')} ${formatDay(deposit.expires_at.toISOString().slice(0, 10), locale)}`}<br />{t('secondPerson')}</p>
      {deposit.prepared_person !== null && deposit.prepared_person === req.actor.person_id ? null : (
        <Form action={`${pnbpUrl()}/${deposit.id}/lunas`} token={req.formToken()} locale={locale}>
          <TextField name="ntpn" label={t('ntpn')} hint={t('ntpnHint')} width="m" required />
          <DateField name="paid_on" label={t('paidOn')} value={today} required />
          <Button>{t('record')}</Button>
        </Form>
      )}
    </SummaryCard>
  );
}
