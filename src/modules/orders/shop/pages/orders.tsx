import type { VNode } from 'preact';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { Button, DataTable, Form, Notice, PageHeading, Section, Tag, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { leftToPay, stateNames } from '../../order.ts';
import type { OrderRow } from '../../queries.ts';
import { orderUrl, ordersUrl } from '../urls.ts';

/** Find an order again: those this browser has proved, and a form that asks for number and the phone's last four digits. */
export function ordersPage(req: Req, { orders, number = '', placed = false }: { orders: OrderRow[]; number?: string; placed?: boolean }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = placed ? t('placed') : t('title');
  const given = state ?? emptyForm;
  return shopPage(req, { title, noIndex: true, failed: state !== undefined },
    <PageHeading title={title} />,
    placed && orders.length > 0 && <Notice tone="success" title={t('thanks')}>{t('thanksHint')}</Notice>,
    orders.length > 0 && (
      <DataTable caption={t('yours')} captionHidden={placed} empty="" rows={orders} columns={[
        { title: t('number'), cell: (order) => <a href={orderUrl(locale, order.number)}>{order.number}</a> },
        { title: t('from'), cell: (order) => order.facility_name },
        { title: t('state'), cell: (order) => <Tag tone={stateNames[order.state].tone}>{stateNames[order.state][locale]}</Tag> },
        { title: t('total'), numeric: true, cell: (order) => rupiah(order.total_idr) },
        { title: t('next'), cell: (order) => <a href={`${orderUrl(locale, order.number)}#bayar`}>{leftToPay(order) > 0 ? t('pay') : t('follow')}</a> },
      ]} />
    ),
    <Section title={orders.length > 0 ? t('another') : t('find')}>
      <Form action={ordersUrl(locale)} locale={locale} state={state}>
        <TextField name="number" label={t('number')} hint={t('numberHint')} value={number} state={given} width="m" autocomplete="off" required />
        <TextField name="tail" label={t('tail')} hint={t('tailHint')} state={given} width="xs" inputMode="numeric" autocomplete="off" required />
        <Button>{t('open')}</Button>
      </Form>
    </Section>);
}

const say = words({
  title: { id: 'Lacak pesanan', en: 'Track an order' },
  placed: { id: 'Pesanan Anda sudah masuk', en: 'Your order is in' },
  thanks: { id: 'Terima kasih. Unit pembuat akan menjawab dengan tanggal yang dijanjikan.', en: 'Thank you. The maker will answer with a promised day.' },
  thanksHint: { id: 'Simpan nomor di bawah ini. Bayar sekarang, atau nanti dari halaman pesanan.', en: 'Keep the numbers below. Pay now, or later from the order page.' },
  yours: { id: 'Pesanan di perangkat ini', en: 'Orders on this device' },
  number: { id: 'Nomor pesanan', en: 'Order number' },
  numberHint: { id: 'Contoh: KB26-7KQ2MXP', en: 'For example: KB26-7KQ2MXP' },
  from: { id: 'Dari', en: 'From' },
  state: { id: 'Status', en: 'Status' },
  total: { id: 'Jumlah', en: 'Total' },
  next: { id: 'Langkah berikut', en: 'Next step' },
  pay: { id: 'Bayar', en: 'Pay' },
  follow: { id: 'Lihat', en: 'See' },
  another: { id: 'Cari pesanan lain', en: 'Find another order' },
  find: { id: 'Cari pesanan Anda', en: 'Find your order' },
  tail: { id: 'Empat angka terakhir telepon', en: 'Last four digits of your phone' },
  tailHint: { id: 'Nomor telepon yang Anda tulis saat memesan.', en: 'The number you gave when ordering.' },
  open: { id: 'Buka pesanan', en: 'Open the order' },
});
