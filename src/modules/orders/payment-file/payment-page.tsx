// The payment file (P16): the way of paying, the papers it asks for, and what is still missing. The facility sees the same list and adds its own.
import type { VNode } from 'preact';
import { dayIn, formatDay, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonRow, DateField, Form, HiddenField, Notice, PageHeading, ProgressBar, RadiosField, Section, SelectField, SummaryList, TaskList, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { PaymentsTable } from '../pages/order-parts.tsx';
import { agencyOrdersUrl, agencyOrderUrl, makerOrdersUrl, makerOrderUrl, makerPaymentFileUrl, paperUrl, paymentFileUrl } from '../urls.ts';
import { sayAgency, sayOrders } from '../words.ts';
import { channelNames, channels, type Item } from './payment-file.ts';
import type { PaymentFile } from './payment-queries.ts';

export function paymentFilePage(req: Req, side: Side, { file, payment }: { file: OrderFile; payment: PaymentFile }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayOrders(locale);
  const a = sayAgency(locale);
  const at = side === 'bengkel' ? makerPaymentFileUrl(file.number) : paymentFileUrl(file.number);
  const required = payment.items.filter((item) => item.required);
  const there = required.filter((item) => item.there).length;
  const mine = payment.items.filter((item) => item.side === (side === 'bengkel' ? 'maker' : 'agency'));
  const [list, one] = side === 'bengkel' ? [makerOrdersUrl, makerOrderUrl] : [agencyOrdersUrl, agencyOrderUrl];
  return workPage(req, { surface: side, title: `${a('payTitle')}, ${file.number}`, breadcrumbs: [{ href: list(), text: t('orders') }, { href: one(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={a('payTitle')} caption={`${file.number} · ${file.facility_name}`} />,
    <p class="lead">{a('payIntro')}</p>,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    <SummaryList rows={[
      { label: a('payChannel'), value: <>{channelNames[payment.channel][locale]}{payment.chosen ? null : <><br /><span class="quiet">{a('notChosen', { limit: rupiah(payment.up_limit_idr) })}</span></>}</> },
      { label: t('total'), value: rupiah(file.total_idr) }, ...(file.rejected_idr > 0 ? [{ label: a('rejectedValue'), value: rupiah(file.rejected_idr) }] : []), ...(file.credit_idr > 0 ? [{ label: a('creditValue'), value: rupiah(file.credit_idr) }] : []),
      { label: a('due'), value: rupiah(file.due_idr) }, { label: t('paid'), value: rupiah(file.paid_idr) }, { label: t('left'), value: rupiah(file.left_idr) }, { label: a('payReference'), value: file.number },
    ]} />,
    <Section title={a('checklist')}>
      <ProgressBar value={there} max={required.length} label={a('progress', { n: there, of: required.length })} />
      <TaskList items={payment.items.map((item) => taskOf(req, item))} />
      {side === 'pengadaan' && file.committed_at !== null && may(req.actor, 'payment.issue') ? <ButtonRow>
        {payment.items.some(({ document }) => document === 'ringkasan-kontrak') ? <IssueForm req={req} at={at} paper="ringkasan-kontrak" text={a('issueSummary')} /> : null}
        {payment.items.some(({ document }) => document === 'berita-acara-pembayaran') && file.handovers.length > 0 && file.left_idr > 0 ? <IssueForm req={req} at={at} paper="berita-acara-pembayaran" text={a('issueRecord')} /> : null}
      </ButtonRow> : null}
    </Section>,
    file.committed_at !== null && mine.length > 0 && may(req.actor, 'payment.paper') ? (
      <Section title={a('record')}>
        <Form action={`${at}/dokumen`} token={req.formToken()} state={state ?? emptyForm} locale={locale}>
          <SelectField name="paper" label={a('paper')} state={state} options={mine.map((item) => ({ value: item.paper, text: pick(locale, item) }))} />
          <TextField name="number" label={a('paperNumber')} state={state} required />
          <DateField name="on_day" label={a('paperDay')} value={dayIn(zoneOf(file.timezone), req.now)} state={state} />
          <Button kind="secondary">{a('record')}</Button>
        </Form>
      </Section>) : null,
    side === 'pengadaan' && file.committed_at !== null && may(req.actor, 'payment.file') ? (
      <Section title={a('payChannel')}>
        <Form action={`${at}/cara`} token={req.formToken()} locale={locale}>
          <RadiosField name="channel" label={a('payChannel')} state={emptyForm} value={payment.channel} options={channels.map((channel) => ({ value: channel, text: channelNames[channel][locale] }))} />
          <Button kind="secondary">{a('choose')}</Button>
        </Form>
      </Section>) : null,
    <PaymentsTable file={file} locale={locale} />);
}

function taskOf({ locale }: Req, item: Item): Parameters<typeof TaskList>[0]['items'][number] {
  const a = sayAgency(locale);
  const hint = [item.number, item.on_day ? formatDay(item.on_day, locale) : '', item.legal_basis].filter(Boolean).join(' · ');
  return { title: pick(locale, item), hint, ...(item.code ? { href: paperUrl(item.code) } : {}), status: item.there ? { text: a('there'), tone: 'hijau' } : item.required ? { text: a('missing'), tone: 'kuning' } : { text: a('optional'), tone: 'abu' } };
}

function IssueForm({ req, at, paper, text }: { req: Req; at: string; paper: string; text: string }): VNode {
  return <Form action={`${at}/terbit`} token={req.formToken()} locale={req.locale}><HiddenField name="paper" value={paper} /><Button kind="secondary">{text}</Button></Form>;
}
