// The maker's file of one order: next step first, then lines, lots, papers, money, history.
import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { may, type Actor } from '#kernel/policy.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { ButtonLink, ButtonRow, Columns, IdentityBar, Notice, PageHeading, Section } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import { canMove, unshipped } from '../order.ts';
import { acceptUrl, adjustUrl, cancelUrl, makerHandoverUrl, makerOrdersUrl, makerPaymentFileUrl, newWorkOrderUrl, payUrl, promiseUrl, refundUrl, shipUrl, shortUrl, workOrderUrl } from '../urls.ts';
import { sayAgency, sayMaker, sayOrders } from '../words.ts';
import { AddendaLink } from '../addenda/addendum-page.tsx';
import { RatingLink } from '../ratings/rating-page.tsx';
import { RemedyLink } from '../remedies/remedy-page.tsx';
import { AdjustmentDecisions, AdjustmentsTable } from './adjustments.tsx';
import { RefundDecisions, RefundsTable } from './refunds.tsx';
import { DeliveryFacts, HistoryList, LinesTable, LotsTable, PapersTable, PaymentsTable, PlacesTable, statusOf } from './order-parts.tsx';

export function makerOrderPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayOrders(locale);
  return workPage(req, { surface: 'bengkel', title: `${t('order')} ${file.number}`, breadcrumbs: [{ href: makerOrdersUrl(), text: t('orders') }], failed: state !== undefined },
    <PageHeading title={`${t('order')} ${file.number}`} caption={file.channel === 'agency' ? `${file.buyer_name}, ${file.agency_unit ?? ''}` : file.buyer_name} />,
    <IdentityBar title={file.facility_name} code={file.number} status={statusOf(file, locale)} facts={[
      { label: t('total'), value: rupiah(file.total_idr) }, { label: t('paid'), value: rupiah(file.paid_idr) }, { label: t('channel'), value: file.channel === 'agency' ? t('agency') : t('public') },
    ]} />,
    state ? <Notice tone="danger">{state.refusal ?? Object.values(state.problems)[0]}</Notice> : null,
    <NextStep file={file} actor={req.actor} locale={locale} />,
    <RefundDecisions req={req} file={file} />,
    <AdjustmentDecisions req={req} file={file} />,
    <LinesTable file={file} locale={locale} />,
    <PlacesTable file={file} locale={locale} />,
    <Columns main={<><LotsTable file={file} locale={locale} /><PapersTable file={file} locale={locale} corrects={may(req.actor, 'paper.correct')} /><PaymentsTable file={file} locale={locale} /><RefundsTable refunds={file.refunds} timezone={file.timezone} locale={locale} /><AdjustmentsTable file={file} locale={locale} /></>}
      side={<><DeliveryFacts file={file} locale={locale} /><AddendaLink file={file} side="bengkel" locale={locale} /><RemedyLink file={file} side="bengkel" locale={locale} /><RatingLink file={file} side="bengkel" locale={locale} /><WorkOrders file={file} locale={locale} /><HistoryList file={file} locale={locale} /></>} />);
}

function NextStep({ file, actor, locale }: { file: OrderFile; actor: Actor; locale: Locale }): VNode {
  const t = sayOrders(locale);
  const m = sayMaker(locale);
  const links = actsOf(file, actor).map(({ key, href }, n) => <ButtonLink href={href} kind={n === 0 ? 'primary' : 'secondary'}>{key === 'cancel' ? t('cancel') : m(key)}</ButtonLink>);
  return (
    <Section title={t('next')}>
      {waitOf(file) ? <Notice tone="info">{m(waitOf(file) ?? 'waitPay')}</Notice> : null}
      {file.refund_idr > 0 ? <Notice tone="warning">{m(file.refund_waiting_idr > 0 ? 'refundWaits' : 'refundText', { amount: rupiah(file.refund_idr) })}</Notice> : null}
      {links.length > 0 ? <ButtonRow>{links}</ButtonRow> : null}
      {file.committed_at !== null ? <p><a href={makerPaymentFileUrl(file.number)}>{sayAgency(locale)('payTitle')}</a></p> : null}
    </Section>
  );
}

type Act = { key: 'accept' | 'ship' | 'handover' | 'pay' | 'refund' | 'adjust' | 'change' | 'short' | 'cancel'; href: string };
/** What may be done now, the next thing first; the commands refuse the rest. */
export function actsOf(file: OrderFile, actor: Actor): Act[] {
  const { number, state, lines } = file;
  const rows: (Act & { verb: string; open: boolean })[] = [
    { key: 'accept', href: acceptUrl(number), verb: 'order.accept', open: state === 'placed' },
    { key: 'ship', href: shipUrl(number), verb: 'order.ship', open: canMove(state, 'shipped') && (file.channel === 'public' || file.committed_at !== null) && lines.some((line) => unshipped(line) > 0) },
    { key: 'handover', href: makerHandoverUrl(number), verb: 'order.hand_over', open: file.waiting > 0 },
    { key: 'pay', href: payUrl(number), verb: 'payment.record', open: state !== 'cancelled' && file.left_idr > 0 },
    { key: 'refund', href: refundUrl(number), verb: 'refund.prepare', open: file.refund_idr > file.refund_waiting_idr },
    { key: 'adjust', href: adjustUrl(number), verb: 'adjustment.prepare', open: lines.some((line) => line.accepted > 0) },
    { key: 'change', href: promiseUrl(number), verb: 'promise.change', open: canMove(state, 'shipped') },
    { key: 'short', href: shortUrl(number), verb: 'order.close_short', open: canMove(state, 'shipped') && file.waiting === 0 && lines.some((line) => line.shipped > 0) },
    { key: 'cancel', href: cancelUrl(number), verb: 'order.cancel', open: canMove(state, 'cancelled') && lines.every((line) => line.shipped === 0) },
  ];
  return rows.filter(({ verb, open }) => open && may(actor, verb)).map(({ key, href }) => ({ key, href }));
}

function waitOf(file: OrderFile): 'waitCommit' | 'waitReceive' | 'waitPay' | 'waitSettle' | undefined {
  if (file.channel === 'agency' && canMove(file.state, 'shipped') && file.committed_at === null) return 'waitCommit';
  if (file.state === 'shipped') return 'waitReceive';
  if (file.state === 'handed_over') return file.left_idr > 0 ? 'waitPay' : 'waitSettle';
  return undefined;
}

function WorkOrders({ file, locale }: { file: OrderFile; locale: Locale }): VNode | null {
  const m = sayMaker(locale);
  const made = file.lines.filter((line) => line.supply === 'make');
  if (made.length === 0 || file.state === 'placed' || file.state === 'cancelled') return null;
  return (
    <Section title={m('workOrders')}>
      <ul class="govuk-list">
        {made.map((line) => (line.work_orders.length > 0
          ? line.work_orders.map((number) => <li><a href={workOrderUrl(number)}>{number}</a> · {line.name}</li>)
          : <li><a href={newWorkOrderUrl({ sku: line.sku, quantity: line.quantity, order_line: line.id, due_on: line.promised_on ?? undefined })}>{m('workOrderFor', { name: line.name, n: line.quantity, unit: unitName(locale, line.unit) })}</a></li>))}
      </ul>
    </Section>
  );
}
