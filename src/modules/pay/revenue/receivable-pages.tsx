import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, Form, HiddenField, PageHeading, Section, SelectField, StatCard, StatRow, Tag, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { OrderLink } from '../pages/order-link.tsx';
import { Problem } from '../pages/premi.tsx';
import { ageOf, ages, reminderChannels, reminderDue, type Age } from './receivable.ts';
import type { Receivable, ReminderRow } from './receivable-queries.ts';
import { receivablesAllUrl, receivablesUrl } from './urls.ts';
import { ageNames, sayRevenue } from './words.ts';

const tones: Record<Age, Tone> = { '0-30': 'hijau', '31-60': 'kuning', '61-90': 'kuning', '90+': 'merah', advance: 'biru' };
const sumOf = (rows: readonly Receivable[]) => rows.reduce((sum, row) => sum + row.balance_idr, 0);

export type Owed = { rows: Receivable[]; sent: ReminderRow[]; steps: readonly number[]; account_idr: number; upt: string | undefined; age: Age | undefined };
/** What buyers owe one facility: how old, whom to remind, and every open order. */
export function receivablesPage(req: Req, { rows, sent, steps, account_idr, upt, age }: Owed, state?: FormState): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const due = rows.flatMap((row) => { const step = row.balance_idr > 0 && row.order_number ? reminderDue({ days: row.days ?? 0, sent: row.reminders, steps }) : undefined; return step ? [{ ...row, step }] : []; });
  return workPage(req, { surface: 'bengkel', title: t('receivables'), failed: state !== undefined },
    <PageHeading title={t('receivables')} caption={t('receivablesLead')}><ButtonLink kind="secondary" href={`/bengkel/piutang/daftar.xlsx${upt ? `?upt=${upt}` : ''}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <Problem state={state} />,
    <StatRow>
      {ages.map((each) => <StatCard label={ageNames[each][locale]} value={rupiah(sumOf(rows.filter((row) => ageOf(row) === each)))} href={receivablesUrl(upt, each)} />)}
      <StatCard label={t('account1200')} value={rupiah(account_idr)} />
    </StatRow>,
    <Section title={t('toRemind')}>
      <DataTable caption={t('toRemind')} captionHidden rows={due} empty={t('toRemindNone')} columns={[
        { title: t('buyer'), cell: (row) => <>{row.buyer}{row.phone && <><br /><a href={`tel:${row.phone}`}>{row.phone}</a></>}</> },
        { title: t('order'), cell: (row) => (row.order_number ? <OrderLink req={req} number={row.order_number} /> : '–') },
        { title: t('age'), cell: (row) => t('days', { n: row.days ?? 0 }) },
        { title: t('owed'), numeric: true, cell: (row) => rupiah(row.balance_idr) },
        { title: t('step', { n: '' }), cell: (row) => (may(req.actor, 'receivable.remind') ? (
          <Form action={receivablesUrl()} token={req.formToken()} locale={locale}>
            <HiddenField name="order_number" value={row.order_number ?? ''} />
            <SelectField name="channel" label={t('channel')} options={reminderChannels.map((each) => ({ value: each, text: t(each) }))} />
            <Button kind="secondary">{`${t('remind')} (${row.step})`}</Button>
          </Form>
        ) : t('step', { n: row.step })) },
      ]} />
    </Section>,
    <Section title={t('byBuyer')}>
      <DataTable caption={t('byBuyer')} captionHidden rows={byBuyer(rows)} empty={t('receivablesNone')} columns={[
        { title: t('buyer'), cell: (row) => row.buyer },
        { title: t('order'), numeric: true, cell: (row) => t('ofOrders', { n: row.orders }) },
        { title: t('owed'), numeric: true, cell: (row) => rupiah(row.balance_idr) },
      ]} />
    </Section>,
    <Section title={t('orders')}>
      {age && <p><Tag tone={tones[age]}>{ageNames[age][locale]}</Tag> <a href={receivablesUrl(upt)}>{t('all')}</a></p>}
      <OrderTable req={req} rows={rows.filter((row) => age === undefined || ageOf(row) === age)} />
    </Section>,
    <Section title={t('sent')}>
      <DataTable caption={t('sent')} captionHidden rows={sent} empty={t('sentNone')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('order'), cell: (row) => (row.order_number ? <OrderLink req={req} number={row.order_number} /> : '–') },
        { title: t('channel'), cell: (row) => `${t('step', { n: row.step })}, ${reminderChannels.some((each) => each === row.channel) ? t(row.channel as (typeof reminderChannels)[number]) : row.channel}` },
        { title: t('owed'), numeric: true, cell: (row) => rupiah(row.owed_idr) },
      ]} />
    </Section>);
}

export function byBuyer(rows: readonly Receivable[]): { buyer: string; orders: number; balance_idr: number }[] {
  return [...new Set(rows.map((row) => row.buyer))].map((buyer) => { const of = rows.filter((row) => row.buyer === buyer); return { buyer, orders: of.length, balance_idr: sumOf(of) }; }).sort((a, b) => b.balance_idr - a.balance_idr);
}

function OrderTable({ req, rows }: { req: Req; rows: Receivable[] }): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  return (
    <DataTable caption={t('orders')} captionHidden rows={rows} empty={t('receivablesNone')} columns={[
      { title: t('order'), cell: (row) => (row.order_number ? <OrderLink req={req} number={row.order_number} /> : t('untied')) },
      { title: t('buyer'), cell: (row) => row.buyer },
      { title: t('since'), cell: (row) => (row.since ? formatDay(row.since, locale) : '–') },
      { title: t('age'), cell: (row) => <Tag tone={tones[ageOf(row)]}>{ageNames[ageOf(row)][locale]}</Tag> },
      { title: t('owed'), numeric: true, cell: (row) => rupiah(row.balance_idr) },
    ]} />
  );
}

/** Every facility in reach, the oldest debts first. */
export function receivablesAllPage(req: Req, rows: Receivable[]): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const units = [...new Set(rows.map((row) => row.facility_code))].map((code) => {
    const of = rows.filter((row) => row.facility_code === code);
    const aged = (age: Age) => sumOf(of.filter((row) => ageOf(row) === age));
    return { code, name: of[0]?.facility_name ?? code, aged, orders: of.filter((row) => row.balance_idr > 0).length, total_idr: sumOf(of) };
  }).sort((a, b) => b.aged('90+') - a.aged('90+') || b.aged('61-90') - a.aged('61-90') || b.total_idr - a.total_idr);
  return workPage(req, { surface: 'pusat', title: t('receivables') },
    <PageHeading title={t('receivables')} caption={t('receivablesLead')}><ButtonLink kind="secondary" href={`${receivablesAllUrl}/daftar.xlsx`}>{t('sheet')}</ButtonLink></PageHeading>,
    <StatRow>{ages.map((each) => <StatCard label={ageNames[each][locale]} value={rupiah(sumOf(rows.filter((row) => ageOf(row) === each)))} />)}<StatCard label={t('account1200')} value={rupiah(sumOf(rows))} /></StatRow>,
    <DataTable caption={t('receivables')} captionHidden rows={units} empty={t('receivablesNone')} columns={[
      { title: t('facility'), cell: (row) => <a href={receivablesUrl(row.code)}>{row.name}</a> },
      { title: t('order'), numeric: true, cell: (row) => count(row.orders, locale) },
      ...ages.map((age) => ({ title: ageNames[age][locale], numeric: true, cell: (row: (typeof units)[number]) => rupiah(row.aged(age)) })),
      { title: t('total'), numeric: true, cell: (row) => rupiah(row.total_idr) },
    ]} />);
}
