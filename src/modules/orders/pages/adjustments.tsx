// What changed after the handover, as the maker sees it: what came back, what costs another price, and the second person's decision.
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words, type Locale } from '#kernel/words.ts';
import { Button, ButtonRow, DataTable, Form, MoneyField, NumberField, PageHeading, RadiosField, Section, SelectField, SummaryCard, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { AdjustmentRow } from '../adjustment-queries.ts';
import type { OrderFile } from '../order-file.ts';
import { adjustmentDecisionUrl, adjustUrl, makerOrdersUrl, makerOrderUrl } from '../urls.ts';
import { sayOrders } from '../words.ts';

const tones = { prepared: 'kuning', approved: 'hijau', refused: 'abu' } as const;

export function AdjustmentsTable({ file, locale }: { file: OrderFile; locale: Locale }): VNode | null {
  if (file.adjustments.length === 0) return null;
  const t = sayAdjustments(locale);
  return (
    <Section title={t('title')} id="penyesuaian">
      <DataTable caption={t('title')} captionHidden rows={file.adjustments} empty="" columns={[
        { title: t('number'), cell: (row) => <>{row.number}<br /><span class="quiet">{row.on_day ? formatDay(row.on_day, locale) : row.paper}</span></> },
        { title: t('what'), cell: (row) => <>{whatOf(row, locale)}<br /><span class="quiet">{row.reason}</span></> },
        { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{t(row.state)}</Tag>{row.refusal_reason ? <><br /><span class="quiet">{row.refusal_reason}</span></> : null}</> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>
  );
}

const whatOf = (row: AdjustmentRow, locale: Locale): string => (row.kind === 'return' ? sayAdjustments(locale)('came', { n: count(row.quantity, locale), sku: row.sku }) : sayAdjustments(locale)('costs', { sku: row.sku }));

export function AdjustmentDecisions({ req, file }: { req: Req; file: OrderFile }): VNode | null {
  if (!may(req.actor, 'adjustment.approve')) return null;
  const t = sayAdjustments(req.locale);
  return <>{file.adjustments.filter((row) => row.state === 'prepared').map((row) => (
    <SummaryCard title={t('decide', { number: row.number, amount: rupiah(row.amount_idr) })}>
      <p>{whatOf(row, req.locale)}. {row.reason}<br />{row.paper}<br />{t('follows')}</p>
      <ButtonRow><Form action={adjustmentDecisionUrl(file.number, row.id, 'setuju')} token={req.formToken()} locale={req.locale}><Button>{t('approve')}</Button></Form></ButtonRow>
      <Form action={adjustmentDecisionUrl(file.number, row.id, 'tolak')} token={req.formToken()} locale={req.locale}>
        <TextareaField name="reason" label={t('whyRefuse')} required rows={2} />
        <Button kind="secondary">{t('refuse')}</Button>
      </Form>
    </SummaryCard>
  ))}</>;
}

export function adjustPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const t = sayAdjustments(req.locale);
  const given = state ?? emptyForm;
  return workPage(req, { surface: 'bengkel', title: `${t('prepare')}, ${file.number}`, breadcrumbs: [{ href: makerOrdersUrl(), text: sayOrders(req.locale)('orders') }, { href: makerOrderUrl(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={t('prepare')} caption={`${file.number} · ${file.buyer_name}`} />, <p class="lead">{t('intro')}</p>,
    <Form action={adjustUrl(file.number)} token={req.formToken()} state={given} locale={req.locale}>
      <SelectField name="line" label={t('line')} state={given} options={file.lines.filter((line) => line.accepted > 0).map((line) => ({ value: String(line.line), text: `${line.line}. ${line.name}, ${count(line.accepted, req.locale)} × ${rupiah(line.unit_price_idr)}` }))} />
      <RadiosField name="kind" label={t('kind')} state={given} value="return" options={[{ value: 'return', text: t('kindReturn') }, { value: 'price', text: t('kindPrice') }]} />
      <NumberField name="quantity" label={t('quantity')} state={given} />
      <MoneyField name="amount_idr" label={t('change')} hint={t('changeHint')} state={given} />
      <TextField name="paper" label={t('paper')} hint={t('paperHint')} state={given} required />
      <TextareaField name="reason" label={t('reason')} state={given} required rows={3} />
      <Button>{t('send')}</Button>
    </Form>, <p><a href={makerOrderUrl(file.number)}>{sayOrders(req.locale)('back')}</a></p>);
}

export const sayAdjustments = words({
  title: { id: 'Penyesuaian setelah serah terima', en: 'Adjustments after the handover' }, number: { id: 'Nomor', en: 'Number' }, what: { id: 'Apa yang berubah', en: 'What changes' }, state: { id: 'Status', en: 'State' }, amount: { id: 'Jumlah', en: 'Amount' },
  prepared: { id: 'Menunggu persetujuan', en: 'Awaiting approval' }, approved: { id: 'Disetujui', en: 'Approved' }, refused: { id: 'Ditolak', en: 'Refused' },
  came: { id: '{n} × {sku} dikembalikan', en: '{n} × {sku} come back' }, costs: { id: 'Harga {sku} disesuaikan', en: 'The price of {sku} is adjusted' },
  decide: { id: 'Putuskan {number}, {amount}', en: 'Decide {number}, {amount}' }, follows: { id: 'Yang sudah dibagi tidak diubah: bagi hasilnya mendapat selisih tersendiri, oleh dua orang.', en: 'What was divided is not changed: its settlement gets a difference of its own, by two persons.' }, approve: { id: 'Setujui penyesuaian', en: 'Approve the adjustment' }, refuse: { id: 'Tolak penyesuaian', en: 'Refuse the adjustment' }, whyRefuse: { id: 'Alasan menolak', en: 'Why it is refused' },
  prepare: { id: 'Sesuaikan setelah serah terima', en: 'Adjust after the handover' }, intro: { id: 'Untuk barang yang dikembalikan pembeli sesudah diterima, atau harga yang diubah dengan persetujuan kedua pihak.', en: 'For goods the buyer returns after accepting them, or a price both sides agree to change.' },
  line: { id: 'Baris pesanan', en: 'Line of the order' }, kind: { id: 'Yang terjadi', en: 'What happened' }, kindReturn: { id: 'Barang dikembalikan', en: 'Goods come back' }, kindPrice: { id: 'Harga berubah', en: 'The price changes' }, quantity: { id: 'Berapa buah yang kembali', en: 'How many pieces come back' }, change: { id: 'Perubahan nilai baris (rupiah)', en: 'Change of the line’s value (rupiah)' }, changeHint: { id: 'Hanya bila harga berubah; tulis minus bila lebih murah', en: 'Only when the price changes; write a minus when it is cheaper' }, paper: { id: 'Nomor berita acara', en: 'Number of the record' }, paperHint: { id: 'Berita acara pengembalian atau adendum, ditandatangani kedua pihak', en: 'The record of return or the addendum, signed by both sides' }, reason: { id: 'Alasan', en: 'Reason' }, send: { id: 'Ajukan penyesuaian', en: 'Propose the adjustment' },
  asked: { id: 'Penyesuaian {adjustment} menunggu persetujuan kepala UPT.', en: 'Adjustment {adjustment} waits for the head of facility.' },
  approvedNow: { id: 'Penyesuaian {adjustment} dibukukan. Bila pesanan sudah dibagi, susun selisih bagi hasilnya.', en: 'Adjustment {adjustment} is posted. If the order is divided already, prepare its difference.' }, refusedNow: { id: 'Penyesuaian {adjustment} ditolak.', en: 'Adjustment {adjustment} is refused.' },
});
