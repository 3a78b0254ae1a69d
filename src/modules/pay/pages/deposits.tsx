import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Form, HiddenField, Notice, PageHeading, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { DepositRow, ruleList } from '../queries.ts';
import { pnbpUrl, settlementUrl } from '../urls.ts';
import { recipientWord, say } from '../words.ts';

export type Due = { number: string; on_day: string; amount_idr: number; deadline: string; late_days: number };

export function depositsPage(req: Req, { due, deposits }: { due: Due[]; deposits: DepositRow[] }, state: FormState) {
  const t = say(req.locale);
  const months = [...new Set(due.map((row) => row.on_day.slice(0, 7)))];
  return workPage(req, { surface: 'bengkel', title: t('pnbp'), failed: Boolean(state.refusal) || Object.keys(state.problems).length > 0 },
    <PageHeading title={t('pnbp')} />,
    state.refusal ?? state.problems['period'] ?? state.problems['ntpn'] ? <Notice tone="danger">{state.refusal ?? state.problems['period'] ?? state.problems['ntpn']}</Notice> : null,
    <DataTable caption={t('undeposited')} rows={due} empty={t('undepositedNone')} columns={[
      { title: t('number'), cell: (row) => <a href={settlementUrl(row.number)}>{row.number}</a> },
      { title: t('day'), cell: (row) => formatDay(row.on_day, req.locale) },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      { title: t('deadline'), cell: (row) => formatDay(row.deadline, req.locale) },
      { title: t('state'), cell: (row) => <Tag tone={row.late_days > 0 ? 'merah' : 'hijau'}>{row.late_days > 0 ? t('late', { n: row.late_days }) : t('inTime')}</Tag> },
    ]} />,
    may(req.actor, 'deposit.create') ? months.map((month) => (
      <Form action={pnbpUrl} token={req.formToken()} locale={req.locale}><HiddenField name="period" value={month} /><Button>{t('bill')}: {formatMonth(month, req.locale)}</Button></Form>
    )) : null,
    <DataTable caption={t('deposits')} rows={deposits} empty={t('depositsNone')} columns={[
      { title: t('number'), cell: (row) => row.number },
      { title: t('month'), cell: (row) => formatMonth(row.period.slice(0, 7), req.locale) },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      { title: t('billing'), cell: (row) => <code>{row.billing_code}</code> },
      { title: t('ntpn'), cell: (row) => (row.ntpn ? <code>{row.ntpn}</code> : may(req.actor, 'deposit.record_paid') ? (
        <Form action={`${pnbpUrl}/${row.id}/lunas`} token={req.formToken()} locale={req.locale}><TextField name="ntpn" label={t('ntpn')} hint={t('ntpnHint')} width="m" required /><Button kind="secondary">{t('record')}</Button></Form>
      ) : '–') },
      { title: t('state'), cell: (row) => <Tag tone={row.state === 'paid' ? 'hijau' : 'kuning'}>{t(row.state === 'paid' ? 'paidState' : 'billedState')}</Tag> },
    ]} />);
}

export function policiesPage(req: Req, rules: Awaited<ReturnType<typeof ruleList>>) {
  const t = say(req.locale);
  return workPage(req, { surface: 'pusat', title: t('policies') },
    <PageHeading title={t('policies')} />,
    <p>{t('policiesIntro')}</p>,
    <DataTable caption={t('policies')} rows={rules} empty="" columns={[
      { title: t('facility'), cell: (row) => row.facility_name ?? t('national') },
      { title: t('basis'), cell: (row) => t(row.basis as 'net_profit') },
      { title: t('share'), cell: (row) => row.shares.map((share) => `${t(recipientWord[share.to as 'worker'])} ${count(share.share_bp / 100, req.locale)} %`).join(' · ') },
      { title: t('team'), cell: (row) => t(row.team as 'hours') },
      { title: t('since'), cell: (row) => `${formatDay(row.from, req.locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, req.locale)}` : ''}` },
      { title: t('rule'), cell: (row) => row.legal_basis },
    ]} />);
}
