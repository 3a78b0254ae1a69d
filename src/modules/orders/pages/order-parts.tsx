// What every file of an order shows, on either side: lines with four dates, papers, lots, payments, history.
import type { VNode } from 'preact';
import { formatDay, formatDayShort, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { DataTable, Section, SummaryList, Tag, Timeline } from '#ui';
import type { OrderFile } from '../order-file.ts';
import { cancelNames, receiptKinds, stateNames } from '../order.ts';
import { methodNames } from '../order-input.ts';
import type { LineRow } from '../queries.ts';
import { deliveryOfOrder } from './delivery-words.ts';
import { correctUrl, paperPdfUrl, paperUrl } from '../urls.ts';
import { paperNames, sayOrders } from '../words.ts';

export const statusOf = (order: Pick<OrderFile, 'state'>, locale: Locale) => ({ text: stateNames[order.state][locale], tone: stateNames[order.state].tone });
const dayOr = (day: string | null, locale: Locale): string => (day === null ? sayOrders(locale)('noDate') : formatDayShort(day, locale));

export function LinesTable({ file, locale }: { file: OrderFile; locale: Locale }): VNode {
  const t = sayOrders(locale);
  return (
    <Section title={t('lines')} id="barang">
      <DataTable caption={t('lines')} captionHidden rows={file.lines} empty={t('noLines')} columns={[
        { title: t('product'), cell: (line) => <>{line.name}<br /><span class="quiet">{[line.sku, line.supply === 'stock' ? t('fromStock') : t('toMake'), line.budget_account].filter(Boolean).join(' · ')}</span></> },
        { title: t('quantity'), numeric: true, cell: (line) => <>{count(line.quantity, locale)} {unitName(locale, line.unit)}<br /><span class="quiet">{progress(line, locale)}</span></> },
        { title: t('price'), numeric: true, cell: (line) => rupiah(line.unit_price_idr) },
        { title: t('amount'), numeric: true, cell: (line) => rupiah(line.amount_idr) },
        { title: t('requested'), cell: (line) => dayOr(line.requested_on, locale) },
        { title: t('promised'), cell: (line) => dayOr(line.promised_on, locale) },
        { title: t('changed'), cell: (line) => (line.changes.length === 0 ? t('noDate') : line.changes.map((change) => <div>{formatDayShort(change.day, locale)}<br /><span class="quiet">{change.reason}</span></div>)) },
        { title: t('arrived'), cell: (line) => dayOr(line.arrived_on, locale) },
      ]} />
    </Section>
  );
}

function progress(line: LineRow, locale: Locale): string {
  const t = sayOrders(locale);
  return [line.shipped > 0 ? t('shippedOf', { n: line.shipped }) : '', line.accepted > 0 ? t('acceptedOf', { n: line.accepted }) : '', line.rejected > 0 ? t('rejectedOf', { n: line.rejected }) : '', line.short > 0 ? t('shortOf', { n: line.short }) : ''].filter(Boolean).join(', ');
}

/** `corrects`: whether this reader may issue a receipt again. */
export function PapersTable({ file, locale, corrects = false }: { file: OrderFile; locale: Locale; corrects?: boolean }): VNode {
  const t = sayOrders(locale);
  return (
    <Section title={t('papers')} id="dokumen">
      <DataTable caption={t('papers')} captionHidden rows={file.documents} empty={t('noPapers')} columns={[
        { title: t('papers'), cell: (paper) => <><a href={paperUrl(paper.code)}>{paperNames[paper.kind]?.[locale] ?? paper.kind}</a>{paper.replaced_by ? <><br /><span class="quiet">{t('replaced')} <a href={paperUrl(paper.replaced_by)}>{file.documents.find((each) => each.code === paper.replaced_by)?.number ?? paper.replaced_by}</a></span></> : corrects && receiptKinds.includes(paper.kind) ? <><br /><a href={correctUrl(file.number, paper.code)} aria-label={`${t('correct')} ${paper.number}`}>{t('correct')}</a></> : null}</> },
        { title: t('number'), cell: (paper) => paper.number },
        { title: t('issuedOn'), cell: (paper) => formatDay(paper.issued_on, locale) },
        { title: t('pdf'), cell: (paper) => <a href={paperPdfUrl(paper.code)} aria-label={`${t('pdf')} ${paper.number}`}>{t('pdf')}</a> },
      ]} />
    </Section>
  );
}

/** One order for several places: what each got, and the record of each handover. */
export function PlacesTable({ file, locale }: { file: OrderFile; locale: Locale }): VNode | null {
  if (file.places.length === 0) return null;
  const t = sayOrders(locale);
  const rows = file.places.flatMap((place) => place.lines.filter(({ quantity }) => quantity > 0).map((share) => ({ place, share, line: file.lines.find(({ id }) => id === share.line_id) })));
  return (
    <Section title={t('places')} id="tempat">
      <DataTable caption={t('places')} captionHidden rows={rows} empty="" columns={[
        { title: t('deliverTo'), cell: ({ place }) => <>{place.place}. {place.name}<br /><span class="quiet">{[place.address, place.regency].filter(Boolean).join(', ')}</span></> }, { title: t('product'), cell: ({ line }) => line?.name },
        { title: t('quantity'), numeric: true, cell: ({ share, line }) => <>{count(share.quantity, locale)} {line ? unitName(locale, line.unit) : ''}<br /><span class="quiet">{[share.shipped > 0 ? t('shippedOf', { n: share.shipped }) : '', share.accepted > 0 ? t('acceptedOf', { n: share.accepted }) : '', share.rejected > 0 ? t('rejectedOf', { n: share.rejected }) : ''].filter(Boolean).join(', ')}</span></> },
        { title: t('records'), cell: ({ place }) => (place.handovers.length > 0 ? place.handovers.join(', ') : '–') },
      ]} />
    </Section>
  );
}

export function LotsTable({ file, locale }: { file: OrderFile; locale: Locale }): VNode {
  const t = sayOrders(locale);
  const rows = file.shipments.flatMap((shipment) => shipment.lines.map((line) => ({ ...line, shipment })));
  return (
    <Section title={t('lots')} id="lot">
      <DataTable caption={t('lots')} captionHidden rows={rows} empty={t('noShipments')} columns={[
        { title: t('shipment'), cell: ({ shipment }) => <>{shipment.number}<br /><span class="quiet">{shipment.carrier} {shipment.tracking}</span></> },
        { title: t('product'), cell: ({ name }) => name },
        { title: t('quantity'), numeric: true, cell: ({ quantity, unit }) => `${count(quantity, locale)} ${unitName(locale, unit)}` },
        { title: t('lot'), cell: ({ lot }) => (lot === null ? '–' : <a href={`/cek/${lot}`}>{lot}</a>) },
      ]} />
    </Section>
  );
}

export function PaymentsTable({ file, locale }: { file: OrderFile; locale: Locale }): VNode {
  const t = sayOrders(locale);
  return (
    <Section title={t('payments')} id="pembayaran">
      <SummaryList rows={[
        ...(file.delivery_idr > 0 ? [{ label: t('delivery'), value: rupiah(file.delivery_idr) }] : []), { label: t('total'), value: rupiah(file.total_idr) }, { label: t('paid'), value: rupiah(file.paid_idr) }, { label: t('left'), value: rupiah(file.left_idr) },
        ...(file.refund_idr > 0 ? [{ label: t('refund'), value: rupiah(file.refund_idr) }] : []),
      ]} />
      <DataTable caption={t('payments')} captionHidden rows={file.payments} empty={t('noPayments')} columns={[
        { title: t('number'), cell: (payment) => payment.number },
        { title: t('paidOn'), cell: (payment) => formatDay(payment.paid_on, locale) },
        { title: t('method'), cell: (payment) => methodNames[payment.method][locale] },
        { title: t('reference'), cell: (payment) => payment.reference },
        { title: t('amount'), numeric: true, cell: (payment) => rupiah(payment.amount_idr) },
      ]} />
    </Section>
  );
}

/** Built from the facts themselves, so that both sides read the same history. */
export function HistoryList({ file, locale }: { file: OrderFile; locale: Locale }): VNode {
  const t = sayOrders(locale);
  const zone = zoneOf(file.timezone);
  const facts = [
    { at: file.placed_at, title: t('hPlaced') },
    ...(file.accepted_at ? [{ at: file.accepted_at, title: t('hAccepted') }] : []),
    ...(file.committed_at ? [{ at: file.committed_at, title: t('hCommitted') }] : []),
    ...file.lines.flatMap((line) => line.changes.map((change) => ({ at: new Date(change.at), title: t('hChanged', { line: line.line, day: formatDay(change.day, locale) }), text: change.reason, by: change.by_side === 'maker' ? t('sideMaker') : t('sideBuyer') }))),
    ...file.shipments.map((shipment) => ({ at: shipment.shipped_at, title: t('hShipped', { number: shipment.number }), text: shipment.carrier })),
    ...file.handovers.map((handover) => ({ at: handover.recorded_at, title: t('hHandedOver', { number: handover.number }), text: handover.lines.filter((line) => line.rejected > 0).map((line) => `${line.name}: ${t('rejectedOf', { n: line.rejected })}, ${line.reason}`).join('; ') })),
    ...file.payments.map((payment) => ({ at: payment.recorded_at, title: t('hPaid', { amount: rupiah(payment.amount_idr) }) })),
    ...file.addenda.flatMap((row) => (row.state === 'agreed' && row.ended_at ? [{ at: row.ended_at, title: t('hAmended', { n: row.sequence }), text: row.reason, by: row.side === 'maker' ? t('sideMaker') : t('sideBuyer') }] : [])),
    ...(file.cancelled_at ? [{ at: file.cancelled_at, title: t('hCancelled'), text: [file.cancel_code ? cancelNames[file.cancel_code][locale] : '', file.cancel_reason ?? ''].filter(Boolean).join('. ') }] : []),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return <Section title={t('history')} id="riwayat"><Timeline items={facts.map(({ at, ...fact }) => ({ ...fact, at: formatInstant(at, zone, locale) }))} /></Section>;
}

const basisText = ({ kind, number, version }: NonNullable<OrderFile['basis']>, locale: Locale): string => (kind === 'quote' ? sayOrders(locale)('basisQuote', { number, n: version ?? 1 }) : sayOrders(locale)('basisFramework', { number }));

export function DeliveryFacts({ file, locale }: { file: OrderFile; locale: Locale }): VNode {
  const t = sayOrders(locale);
  const { deliver_to: to } = file;
  return (
    <SummaryList rows={[
      { label: t('purchase'), value: file.purchase_number },
      { label: t('buyer'), value: <>{file.buyer_name}{file.agency_unit ? <><br />{file.agency_unit}</> : null}</> },
      { label: t('deliverTo'), value: <>{to.name}<br />{[to.address, to.regency, to.postcode].filter(Boolean).join(', ')}{to.phone ? <><br />{to.phone}</> : null}</> },
      { label: t('delivery'), value: deliveryOfOrder(file, locale) },
      ...(file.rup_code ? [{ label: t('rup'), value: file.rup_code }] : []),
      ...(file.basis ? [{ label: t('basis'), value: basisText(file.basis, locale) }] : []),
      ...(file.budget_account ? [{ label: t('account'), value: file.budget_account }] : []),
      ...(file.is_sample ? [{ label: t('note'), value: <Tag tone="kuning">{t('sample')}</Tag> }] : []),
    ]} />
  );
}
