// Money that goes back, as both sides see it; and the two acts that lead to it: preparing a refund, closing an order short.
import type { VNode } from 'preact';
import { formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words, type Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonRow, DataTable, Form, MoneyField, Notice, PageHeading, RadiosField, Section, SummaryCard, Tag, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import { unshipped } from '../order.ts';
import { methodNames, refundMethods } from '../order-input.ts';
import type { RefundRow } from '../queries.ts';
import { correctUrl, makerOrderUrl, makerOrdersUrl, refundDecisionUrl, refundUrl, shortUrl } from '../urls.ts';
import { refundCauses, sayOrders } from '../words.ts';

const tones = { prepared: 'kuning', approved: 'hijau', refused: 'abu' } as const;

/** Nothing to show where nothing went back. */
export function RefundsTable({ refunds, timezone, locale }: { refunds: RefundRow[]; timezone: string; locale: Locale }): VNode | null {
  if (refunds.length === 0) return null;
  const t = say(locale);
  return (
    <Section title={t('refunds')} id="pengembalian">
      <DataTable caption={t('refunds')} captionHidden rows={refunds} empty="" columns={[
        { title: t('number'), cell: (row) => <>{row.number}<br /><span class="quiet">{formatInstant(row.approved_at ?? row.prepared_at, zoneOf(timezone), locale)}</span></> },
        { title: t('cause'), cell: (row) => refundCauses[row.cause][locale] },
        { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{t(row.state)}</Tag>{row.refusal_reason ? <><br /><span class="quiet">{row.refusal_reason}</span></> : null}</> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>
  );
}

/** What waits for the second person, with what the decision needs. */
export function RefundDecisions({ req, file }: { req: Req; file: OrderFile }): VNode | null {
  if (!may(req.actor, 'refund.approve')) return null;
  const t = say(req.locale);
  return <>{file.refunds.filter((row) => row.state === 'prepared').map((row) => (
    <SummaryCard title={t('decide', { number: row.number, amount: rupiah(row.amount_idr) })}>
      <p>{refundCauses[row.cause][req.locale]}. {row.reason}<br />{t('to', { payee: row.payee, way: methodNames[row.method][req.locale], reference: row.reference })}</p>
      <ButtonRow><Form action={refundDecisionUrl(file.number, row.id, 'setuju')} token={req.formToken()} locale={req.locale}><Button>{t('approve', { amount: rupiah(row.amount_idr) })}</Button></Form></ButtonRow>
      <Form action={refundDecisionUrl(file.number, row.id, 'tolak')} token={req.formToken()} locale={req.locale}>
        <TextareaField name="reason" label={t('whyRefuse')} required rows={2} />
        <Button kind="secondary">{t('refuse')}</Button>
      </Form>
    </SummaryCard>
  ))}</>;
}

function act(req: Req, file: OrderFile, title: string, intro: string, state: FormState | undefined, children: VNode): VNode {
  const t = sayOrders(req.locale);
  return workPage(req, { surface: 'bengkel', title: `${title}, ${file.number}`, breadcrumbs: [{ href: makerOrdersUrl(), text: t('orders') }, { href: makerOrderUrl(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={title} caption={`${file.number} · ${file.buyer_name}`} />, <p class="lead">{intro}</p>, children, <p><a href={makerOrderUrl(file.number)}>{t('back')}</a></p>);
}

export function refundPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const t = say(req.locale);
  const free_idr = Math.max(0, file.refund_idr - file.refund_waiting_idr);
  return act(req, file, t('prepare'), t('prepareIntro', { paid: rupiah(file.paid_idr), due: rupiah(file.due_idr), amount: rupiah(free_idr) }), state, free_idr === 0 && state === undefined ? <Notice tone="info">{t('none')}</Notice> : (
    <Form action={refundUrl(file.number)} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
      <MoneyField name="amount_idr" label={t('amount')} value={String(free_idr)} state={state} required />
      <RadiosField name="method" label={t('method')} state={state ?? emptyForm} value="transfer" options={refundMethods.map((method) => ({ value: method, text: methodNames[method][req.locale] }))} />
      <TextField name="payee" label={t('payee')} value={file.buyer_name} state={state} required />
      <TextField name="reference" label={t('reference')} hint={t('referenceHint')} state={state} required />
      <TextareaField name="reason" label={t('reason')} state={state} required rows={3} />
      <Button>{t('send')}</Button>
    </Form>
  ));
}

/** A receipt issued again: only who paid, from where and on which account can be put right. */
export function correctPage(req: Req, file: OrderFile, code: string, state?: FormState): VNode {
  const t = say(req.locale);
  const paper = file.documents.find((each) => each.code === code);
  return act(req, file, t('correct'), t('correctIntro', { number: paper?.number ?? code }), state, (
    <Form action={correctUrl(file.number, code)} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
      <TextField name="payer" label={t('payer')} value={file.buyer_name} state={state} required />
      {paper?.kind === 'faktur' ? <TextField name="address" label={t('address')} value={file.deliver_to.address} state={state} /> : <TextField name="budget_account" label={t('account')} value={file.budget_account ?? ''} state={state} width="m" />}
      <TextareaField name="reason" label={t('reason')} state={state} required rows={2} />
      <Button>{t('reissue')}</Button>
    </Form>
  ));
}

export function shortPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const t = say(req.locale);
  return act(req, file, t('closeShort'), t('shortIntro'), state, <>
    <ul class="govuk-list govuk-list--bullet">{file.lines.filter((line) => unshipped(line) > 0).map((line) => <li>{line.name}: {t('notSent', { n: unshipped(line), unit: unitName(req.locale, line.unit) })}</li>)}</ul>
    <Form action={shortUrl(file.number)} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
      <TextareaField name="reason" label={t('reason')} state={state} required rows={3} />
      <Button kind="danger">{t('closeShort')}</Button>
    </Form>
  </>);
}

const say = words({
  refunds: { id: 'Pengembalian uang', en: 'Refunds' }, number: { id: 'Nomor', en: 'Number' }, cause: { id: 'Sebab', en: 'Cause' }, state: { id: 'Status', en: 'State' }, amount: { id: 'Jumlah', en: 'Amount' },
  prepared: { id: 'Menunggu persetujuan', en: 'Waiting for approval' }, approved: { id: 'Dikembalikan', en: 'Refunded' }, refused: { id: 'Ditolak', en: 'Refused' },
  decide: { id: 'Pengembalian {number}: {amount}', en: 'Refund {number}: {amount}' }, to: { id: 'Kepada {payee}, {way}, {reference}.', en: 'To {payee}, {way}, {reference}.' }, approve: { id: 'Setujui dan kembalikan {amount}', en: 'Approve and refund {amount}' }, whyRefuse: { id: 'Alasan menolak', en: 'Why refused' }, refuse: { id: 'Tolak pengembalian', en: 'Refuse the refund' },
  prepare: { id: 'Susun pengembalian uang', en: 'Prepare a refund' }, prepareIntro: { id: 'Sudah dibayar {paid}, yang menjadi tagihan {due}. Dapat dikembalikan {amount}. Kepala UPT menyetujui, lalu bukti pengembalian terbit.', en: '{paid} was paid and {due} is owed. {amount} can be refunded. The head of facility approves, then the receipt is issued.' },
  none: { id: 'Tidak ada uang yang perlu dikembalikan, atau pengembaliannya sudah menunggu persetujuan.', en: 'There is no money to refund, or a refund already waits for approval.' }, method: { id: 'Cara mengembalikan', en: 'How it goes back' }, payee: { id: 'Nama penerima', en: 'Name of the payee' }, reference: { id: 'Rekening tujuan atau nomor bukti', en: 'Account or slip number' }, referenceHint: { id: 'Misalnya Bank Contoh 123-456', en: 'For example Bank Contoh 123-456' }, reason: { id: 'Alasan', en: 'Reason' }, send: { id: 'Ajukan kepada kepala UPT', en: 'Send to the head of facility' },
  correct: { id: 'Perbaiki nama pada bukti', en: 'Correct the names on a receipt' }, correctIntro: { id: 'Bukti {number} terbit sekali lagi dengan nama yang benar. Yang lama tetap dapat dibaca dan menunjuk penggantinya; jumlah uang tidak berubah.', en: 'Receipt {number} is issued once more with the right names. The old one stays readable and points to the new; the amount does not change.' }, payer: { id: 'Nama pembayar', en: 'Name of the payer' }, address: { id: 'Alamat pembeli', en: 'Buyer’s address' }, account: { id: 'Mata anggaran', en: 'Budget account' }, reissue: { id: 'Terbitkan pengganti', en: 'Issue the replacement' },
  closeShort: { id: 'Tutup dengan kekurangan', en: 'Close short' }, shortIntro: { id: 'Sisa di bawah ini tidak akan dikirim lagi. Pesanan selesai dengan yang sudah diterima; uang yang terlanjur dibayar untuk sisanya dikembalikan. Penutupan tidak dapat ditarik.', en: 'What is listed below will not be sent any more. The order ends with what was accepted; money paid for the rest is refunded. This cannot be taken back.' }, notSent: { id: '{n} {unit} tidak dikirim', en: '{n} {unit} not sent' },
});
