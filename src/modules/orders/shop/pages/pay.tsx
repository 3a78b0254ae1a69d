import type { VNode } from 'preact';
import { formatInstant, zoneOf } from '#kernel/calendar.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { Button, ButtonLink, Form, Notice, PageHeading, QrImage, SummaryList } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { chargeUrl, orderUrl } from '../urls.ts';

export type ShownCharge = { id: string; number: string; method: string; amount_idr: number; payload: string; expires_at: Date; paid: boolean; facility_name: string; timezone: string };

/** The demo's stand-in for a payment provider: shows the code, and a button that pays as a phone would. No money moves. */
export function payPage(req: Req, charge: ShownCharge, refusal?: string): VNode {
  const { locale } = req;
  const t = say(locale);
  const expired = !charge.paid && charge.expires_at <= req.now;
  return shopPage(req, { title: t('title', { amount: rupiah(charge.amount_idr) }), noIndex: true, failed: refusal !== undefined },
    <PageHeading title={t('title', { amount: rupiah(charge.amount_idr) })} />,
    refusal !== undefined && <Notice tone="danger" title={refusal} />,
    charge.paid ? <Notice tone="success" title={t('paid')} /> : expired ? <Notice tone="warning" title={t('expired')}>{t('expiredHint')}</Notice> : <Notice tone="info" title={t('demo')}>{t('demoHint')}</Notice>,
    <SummaryList rows={[
      { label: t('order'), value: charge.number },
      { label: t('to'), value: charge.facility_name },
      { label: t('amount'), value: rupiah(charge.amount_idr) },
      { label: t('until'), value: formatInstant(charge.expires_at, zoneOf(charge.timezone), locale) },
      ...(charge.method === 'va' ? [{ label: t('va'), value: charge.payload }] : []),
    ]} />,
    !charge.paid && !expired && <>
      {charge.method === 'qris' && <QrImage value={charge.payload} label={t('qr', { amount: rupiah(charge.amount_idr) })} />}
      <Form action={chargeUrl(locale, charge.id)} locale={locale} token={req.formToken()}><Button large>{t('pay')}</Button></Form>
    </>,
    <ButtonLink href={orderUrl(locale, charge.number)} kind="secondary">{t('back')}</ButtonLink>);
}

const say = words({
  title: { id: 'Bayar {amount}', en: 'Pay {amount}' },
  paid: { id: 'Pembayaran sudah diterima', en: 'The payment was received' },
  expired: { id: 'Kode ini sudah kedaluwarsa', en: 'This code has expired' },
  expiredHint: { id: 'Kembali ke pesanan dan minta kode baru.', en: 'Go back to the order and ask for a new code.' },
  demo: { id: 'Pembayaran contoh: tidak ada uang yang berpindah', en: 'Sample payment: no money moves' },
  demoHint: { id: 'Di tempat yang sebenarnya, halaman ini milik penyedia pembayaran.', en: 'In a real place this page belongs to the payment provider.' },
  order: { id: 'Pesanan', en: 'Order' },
  to: { id: 'Kepada', en: 'To' },
  amount: { id: 'Jumlah', en: 'Amount' },
  until: { id: 'Berlaku sampai', en: 'Valid until' },
  va: { id: 'Nomor rekening virtual', en: 'Virtual account number' },
  qr: { id: 'Kode contoh untuk membayar {amount}', en: 'Sample code to pay {amount}' },
  pay: { id: 'Bayar sebagai contoh', en: 'Pay as a sample' },
  back: { id: 'Kembali ke pesanan', en: 'Back to the order' },
});
