import type { VNode } from 'preact';
import { dayIn, formatDay, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { words, type Locale } from '#kernel/words.ts';
import { at } from '#catalogue';
import { unitName } from '#products';
import { Button, DataTable, Form, IdentityBar, Notice, PageHeading, RadiosField, Section, SummaryList, Timeline } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { cancelNames, leftToPay, stateNames } from '../../order.ts';
import type { LineRow, OrderRow, RefundRow } from '../../queries.ts';
import { deliveryOfOrder } from '../../pages/delivery-words.ts';
import { RefundsTable } from '../../pages/refunds.tsx';
import { againUrl, payUrl } from '../urls.ts';

export type Status = {
  order: OrderRow; lines: LineRow[]; contact: { phone: string | null; whatsapp: string | null };
  shipments: { number: string; carrier: string; tracking: string; packages: number; shipped_at: Date }[];
  payments: { number: string; method: string; amount_idr: number; paid_on: string; reference: string }[];
  refunds: RefundRow[];
  /** When an unpaid order ends by itself; none where it is answered or paid. */
  unpaid_until: Date | undefined;
};

/** What a buyer may know of an order: what, when, how much, and the four dates with every change and its reason. */
export function statusPage(req: Req, { order, lines, contact, shipments, payments, refunds, unpaid_until }: Status, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const owed_idr = leftToPay(order);
  return shopPage(req, { title: t('title', { number: order.number }), noIndex: true, failed: state !== undefined },
    <PageHeading title={t('title', { number: order.number })} />,
    <IdentityBar title={order.facility_name} code={order.number} status={{ text: stateNames[order.state][locale], tone: stateNames[order.state].tone }} facts={[
      { label: t('placedOn'), value: formatInstant(order.placed_at, zoneOf(order.timezone), locale) },
      { label: t('total'), value: rupiah(order.total_idr) },
      ...(order.promised_on ? [{ label: t('promised'), value: formatDay(order.promised_on, locale) }] : []),
    ]} />,
    order.state === 'cancelled' && <Cancelled req={req} order={order} />,
    order.state !== 'cancelled' && <Section title={t('payment')} id="bayar">
      {owed_idr > 0 && unpaid_until && <Notice tone="info">{t('payBefore', { until: formatInstant(unpaid_until, zoneOf(order.timezone), locale) })}</Notice>}
      {owed_idr <= 0 ? <Notice tone="success" title={t('paid')} /> : (
        <Form action={payUrl(locale, order.number)} token={req.formToken()} locale={locale} state={state}>
          <p>{t('owed', { amount: rupiah(owed_idr) })}</p>
          <RadiosField name="method" label={t('method')} state={state ?? emptyForm} value={req.query['cara'] === 'va' ? 'va' : 'qris'} options={[{ value: 'qris', text: 'QRIS' }, { value: 'va', text: t('va') }]} inline />
          <Button large>{t('pay', { amount: rupiah(owed_idr) })}</Button>
          <p class="quiet">{t('transfer')}</p>
        </Form>
      )}
      {payments.length > 0 && <DataTable caption={t('payments')} empty="" rows={payments} columns={[
        { title: t('receipt'), cell: (payment) => payment.number }, { title: t('day'), cell: (payment) => formatDay(payment.paid_on, locale) }, { title: t('method'), cell: (payment) => payment.method.toUpperCase() }, { title: t('amount'), numeric: true, cell: (payment) => rupiah(payment.amount_idr) },
      ]} />}
    </Section>,
    <RefundsTable refunds={refunds} timezone={order.timezone} locale={locale} />,
    <Section title={t('goods')}>
      <DataTable caption={t('goods')} captionHidden empty="" rows={lines} columns={[
        { title: t('product'), cell: (line) => line.name },
        { title: t('quantity'), numeric: true, cell: (line) => `${line.quantity} ${unitName(locale, line.unit)}` },
        { title: t('supply'), cell: (line) => t(line.supply) },
        { title: t('amount'), numeric: true, cell: (line) => rupiah(line.amount_idr) },
      ]} />
    </Section>,
    ...lines.map((line) => <Section title={t('dates', { name: line.name })}><Timeline items={datesOf(locale, line)} /></Section>),
    shipments.length > 0 && <Section title={t('shipments')}>
      <DataTable caption={t('shipments')} captionHidden empty="" rows={shipments} columns={[
        { title: t('note'), cell: (shipment) => shipment.number }, { title: t('carrier'), cell: (shipment) => shipment.carrier }, { title: t('tracking'), cell: (shipment) => shipment.tracking || '–' },
        { title: t('packages'), numeric: true, cell: (shipment) => String(shipment.packages) }, { title: t('day'), cell: (shipment) => formatDay(dayIn(zoneOf(order.timezone), shipment.shipped_at), locale) },
      ]} />
    </Section>,
    <Section title={t('to')}>
      <SummaryList rows={[
        { label: t('receiver'), value: order.deliver_to.name },
        { label: t('address'), value: [order.deliver_to.address, order.deliver_to.regency, order.deliver_to.postcode].filter(Boolean).join(', ') },
        { label: t('delivery'), value: deliveryOfOrder(order, locale) },
        ...(contact.phone ? [{ label: t('contact'), value: contact.phone }] : []),
      ]} />
      <p><a href={at(locale, '/aduan')}>{t('complain')}</a></p>
    </Section>);
}

/** Why it ended, whether money comes back, and the way to have the goods after all. */
function Cancelled({ req: { locale }, order }: { req: Req; order: OrderRow }): VNode {
  const t = say(locale);
  return (
    <>
      <Notice tone="warning" title={t('cancelled')}>
        <p>{order.cancel_code ? `${cancelNames[order.cancel_code][locale]}. ` : ''}{order.cancel_code === 'UNPAID' ? t('unpaidHint') : order.cancel_reason}</p>
        <p>{order.paid_idr > 0 ? t('refundHint') : t('cancelledHint')}</p>
      </Notice>
      <Form action={againUrl(locale, order.number)} locale={locale}><Button>{t('again')}</Button></Form>
    </>
  );
}

/** Requested, promised, every change with its reason, arrived. A day not yet known says so. */
export function datesOf(locale: Locale, line: LineRow): { title: string; at: string; by?: string; text?: string }[] {
  const t = say(locale);
  const shown = (day: string | null) => (day ? formatDay(day, locale) : t('notYet'));
  return [
    ...(line.requested_on ? [{ title: t('requested'), at: shown(line.requested_on), by: t('buyer') }] : []),
    { title: t('promised'), at: shown(line.promised_on), by: t('maker') },
    ...line.changes.map((change) => ({ title: t('changed'), at: shown(change.day), by: t(change.by_side === 'buyer' ? 'buyer' : 'maker'), text: change.reason })),
    { title: t('arrived'), at: shown(line.arrived_on) },
  ];
}

const say = words({
  title: { id: 'Pesanan {number}', en: 'Order {number}' },
  placedOn: { id: 'Dipesan', en: 'Placed' },
  total: { id: 'Jumlah', en: 'Total' },
  promised: { id: 'Dijanjikan', en: 'Promised' },
  requested: { id: 'Diminta', en: 'Requested' },
  changed: { id: 'Diubah menjadi', en: 'Changed to' },
  arrived: { id: 'Tiba', en: 'Arrived' },
  notYet: { id: 'belum ada', en: 'not yet' },
  buyer: { id: 'pembeli', en: 'buyer' },
  maker: { id: 'unit pembuat', en: 'maker' },
  cancelled: { id: 'Pesanan ini dibatalkan', en: 'This order was cancelled' },
  cancelledHint: { id: 'Bila Anda sudah membayar, hubungi unit untuk pengembalian uang.', en: 'If you have paid, contact the unit for a refund.' },
  unpaidHint: { id: 'Barang yang ditahan untuk Anda sudah dapat dibeli orang lain.', en: 'The goods held for you can be bought by others again.' },
  refundHint: { id: 'Uang yang sudah Anda bayar dikembalikan oleh unit. Keadaannya terlihat di bawah.', en: 'The unit refunds what you paid. Its state is shown below.' },
  again: { id: 'Pesan lagi', en: 'Order again' },
  payBefore: { id: 'Pesanan ini dibatalkan dengan sendirinya bila belum dibayar dan belum diterima unit sampai {until}.', en: 'This order is cancelled by itself if it is neither paid nor accepted by the unit by {until}.' },
  payment: { id: 'Pembayaran', en: 'Payment' },
  paid: { id: 'Lunas. Terima kasih.', en: 'Paid in full. Thank you.' },
  owed: { id: 'Yang belum dibayar: {amount}.', en: 'Still to pay: {amount}.' },
  method: { id: 'Cara bayar', en: 'How to pay' },
  va: { id: 'Rekening virtual', en: 'Virtual account' },
  pay: { id: 'Bayar {amount}', en: 'Pay {amount}' },
  transfer: { id: 'Membayar dengan transfer bank? Kirim buktinya kepada unit; bendahara mencatatnya di sini.', en: 'Paying by bank transfer? Send the slip to the unit; the treasurer records it here.' },
  payments: { id: 'Pembayaran tercatat', en: 'Recorded payments' },
  receipt: { id: 'Nomor', en: 'Number' },
  day: { id: 'Tanggal', en: 'Day' },
  amount: { id: 'Nilai', en: 'Amount' },
  goods: { id: 'Barang', en: 'Goods' },
  product: { id: 'Produk', en: 'Product' },
  quantity: { id: 'Jumlah', en: 'Quantity' },
  supply: { id: 'Asal', en: 'Supply' },
  stock: { id: 'dari stok', en: 'from stock' },
  make: { id: 'dibuat', en: 'made to order' },
  dates: { id: 'Tanggal untuk {name}', en: 'Days for {name}' },
  shipments: { id: 'Pengiriman', en: 'Shipments' },
  note: { id: 'Surat jalan', en: 'Delivery note' },
  carrier: { id: 'Kurir', en: 'Carrier' },
  tracking: { id: 'Nomor resi', en: 'Tracking' },
  packages: { id: 'Koli', en: 'Packages' },
  to: { id: 'Dikirim kepada', en: 'Delivered to' },
  delivery: { id: 'Pengiriman', en: 'Delivery' },
  receiver: { id: 'Penerima', en: 'Receiver' },
  address: { id: 'Alamat', en: 'Address' },
  contact: { id: 'Telepon unit', en: 'Unit’s telephone' },
  complain: { id: 'Ada masalah dengan pesanan ini?', en: 'A problem with this order?' },
});
