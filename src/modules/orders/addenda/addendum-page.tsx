// Addenda of one order (P13), on either side: what waits for a decision, every one there was, and the form for the next.
import type { VNode } from 'preact';
import { formatDay, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words, type Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, DataTable, DateField, EmptyState, Form, HiddenField, MoneyField, Notice, NumberField, PageHeading, RefusalForm, Section, SelectField, SummaryCard, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { canMove, unshipped } from '../order.ts';
import type { OrderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { addendumUrl, agencyOrdersUrl, agencyOrderUrl, makerOrdersUrl, makerOrderUrl, paperUrl } from '../urls.ts';
import { sayOrders } from '../words.ts';
import { addendumStateNames } from './addendum.ts';
import type { AddendumRow } from './addendum-queries.ts';

export const mayAmend = (file: OrderFile): boolean => file.agency_id !== null && file.committed_at !== null && canMove(file.state, 'shipped');

/** What the order's file shows of them. */
export function AddendaLink({ file, side, locale }: { file: OrderFile; side: Side; locale: Locale }): VNode | null {
  const t = say(locale);
  if (file.addenda.length === 0 && !mayAmend(file)) return null;
  return (
    <Section title={t('addenda')} id="adendum">
      {file.addenda.length === 0 ? <p class="quiet">{t('none')}</p> : <ul class="govuk-list">{file.addenda.map((row) => <li>{t('nth', { n: row.sequence })} <Tag tone={addendumStateNames[row.state].tone}>{addendumStateNames[row.state][locale]}</Tag></li>)}</ul>}
      <p><a href={addendumUrl(side, file.number)}>{mayAmend(file) && file.addenda.every((row) => row.state !== 'prepared' && row.state !== 'proposed') ? t('propose') : t('open')}</a></p>
    </Section>
  );
}

export function addendumPage(req: Req, side: Side, file: OrderFile, state?: FormState): VNode {
  const t = say(req.locale);
  const o = sayOrders(req.locale);
  const [list, one] = side === 'bengkel' ? [makerOrdersUrl, makerOrderUrl] : [agencyOrdersUrl, agencyOrderUrl];
  const open = file.addenda.find((row) => row.state === 'prepared' || row.state === 'proposed');
  return workPage(req, { surface: side, title: `${t('addenda')}, ${file.number}`, breadcrumbs: [{ href: list(), text: o('orders') }, { href: one(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={t('addenda')} caption={`SP-${file.number} · ${file.facility_name}`} />, <p class="lead">{t('intro')}</p>,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    ...file.addenda.toReversed().map((row) => <AddendumCard req={req} side={side} file={file} row={row} />),
    open === undefined && mayAmend(file) && may(req.actor, 'addendum.prepare') ? <ProposeForm req={req} side={side} file={file} state={state} /> : null,
    file.addenda.length === 0 && !mayAmend(file) ? <EmptyState title={t('none')}><a href={one(file.number)}>{o('back')}</a></EmptyState> : null);
}

function AddendumCard({ req, side, file, row }: { req: Req; side: Side; file: OrderFile; row: AddendumRow }): VNode {
  const t = say(req.locale);
  const { locale } = req;
  const own = (row.side === 'buyer') === (side === 'pengadaan');
  const at = `${addendumUrl(side, file.number)}/${row.id}`;
  const signs = may(req.actor, 'addendum.sign') && (own ? row.state === 'prepared' && row.prepared_person !== req.actor.person_id : row.state === 'proposed');
  const ends = may(req.actor, 'addendum.end') && (own ? row.state === 'prepared' || row.state === 'proposed' : row.state === 'proposed' && may(req.actor, 'addendum.sign'));
  return (
    <SummaryCard title={`${t('nth', { n: row.sequence })}, ${t(row.side === 'buyer' ? 'byBuyer' : 'byMaker')}`}>
      <p><Tag tone={addendumStateNames[row.state].tone}>{addendumStateNames[row.state][locale]}</Tag> <span class="quiet">{formatInstant(row.ended_at ?? row.signed_at ?? row.prepared_at, zoneOf(file.timezone), locale)}</span></p>
      <p>{row.reason}{row.end_reason ? <><br /><span class="quiet">{row.end_reason}</span></> : null}</p>
      <DataTable caption={t('addenda')} captionHidden rows={changesOf(row, locale)} empty="" columns={[{ title: t('what'), cell: ([what]) => what }, { title: t('before'), cell: ([, before]) => before }, { title: t('after'), cell: ([, , after]) => after }]} />
      {row.document ? <p><a href={paperUrl(row.document)}>{t('paper')}</a></p> : null}
      {signs ? <Form action={`${at}/${own ? 'tanda-tangan' : 'setuju'}`} token={req.formToken()} locale={locale}><Button>{own ? t('sign') : t('agree', { total: rupiah(row.total_after_idr) })}</Button></Form> : null}
      {ends ? <RefusalForm action={`${at}/akhiri`} token={req.formToken()} locale={locale} text={own ? t('withdraw') : t('refuse')} reason={sayOrders(locale)('reason')} kind="secondary" /> : null}
    </SummaryCard>
  );
}

function changesOf(row: AddendumRow, locale: Locale): [string, string, string][] {
  const t = say(locale);
  const of = (day: string | null): string => (day === null ? '–' : formatDay(day, locale));
  const place = (to: AddendumRow['place_after']): string => [to.name, to.address, to.regency].filter(Boolean).join(', ');
  const all: [string, string, string][] = [
    ...row.lines.flatMap((line): [string, string, string][] => [
      [t('quantityOf', { name: line.name }), `${count(line.quantity_before, locale)} ${unitName(locale, line.unit)}`, `${count(line.quantity_after, locale)} ${unitName(locale, line.unit)}`],
      [t('priceOf', { name: line.name }), rupiah(line.price_before_idr), rupiah(line.price_after_idr)], [t('dayOf', { name: line.name }), of(line.day_before), of(line.day_after)],
    ]),
    [t('place'), place(row.place_before), place(row.place_after)], [t('delivery'), rupiah(row.delivery_before_idr), rupiah(row.delivery_after_idr)], [t('total'), rupiah(row.total_before_idr), rupiah(row.total_after_idr)],
  ];
  return all.filter(([, before, after]) => before !== after);
}

function ProposeForm({ req, side, file, state = emptyForm }: { req: Req; side: Side; file: OrderFile; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  const { deliver_to: to } = file;
  return (
    <Section title={t('propose')}>
      <Form action={addendumUrl(side, file.number)} token={req.formToken()} state={state} locale={req.locale}>
        {file.lines.map((line, n) => <>
          <HiddenField name={`lines.${n}.line`} value={line.line} />
          <NumberField name={`lines.${n}.quantity`} label={t('quantityOf', { name: line.name })} hint={line.shipped > 0 ? t('leastIs', { n: line.quantity - unshipped(line) }) : undefined} value={String(line.quantity)} state={state} />
          <MoneyField name={`lines.${n}.unit_price_idr`} label={t('priceOf', { name: line.name })} value={String(line.unit_price_idr)} state={state} />
          <DateField name={`lines.${n}.day`} label={t('dayOf', { name: line.name })} value={line.changes.at(-1)?.day ?? line.promised_on ?? ''} state={state} />
          {file.places.length > 0 ? <SelectField name={`lines.${n}.place`} label={t('placeOf', { name: line.name })} state={state} value="1" options={file.places.map((place) => ({ value: String(place.place), text: `${place.place}. ${place.name}` }))} /> : null}
        </>)}
        {file.places.length > 0 ? null : <>
        <TextField name="deliver_to.name" label={t('receiver')} value={to.name} state={state} />
        <TextareaField name="deliver_to.address" label={t('address')} value={to.address} rows={2} state={state} />
        <TextField name="deliver_to.regency" label={t('regency')} value={to.regency ?? ''} state={state} />
        </>}
        <MoneyField name="delivery_idr" label={t('delivery')} value={String(file.delivery_idr)} state={state} />
        <TextareaField name="reason" label={sayOrders(req.locale)('reason')} rows={2} state={state} required />
        <Button>{t('send')}</Button>
      </Form>
    </Section>
  );
}

const say = words({
  addenda: { id: 'Adendum', en: 'Addenda' }, intro: { id: 'Perubahan surat pesanan yang sudah ditandatangani. Satu pihak mengusulkan dengan tanda tangannya, pihak lain menyetujui; surat yang lama tetap seperti semula.', en: 'Changes of a signed order letter. One side proposes over its signature, the other agrees; the letter itself stays as it was.' }, none: { id: 'Belum ada adendum.', en: 'No addenda yet.' }, nth: { id: 'Adendum {n}', en: 'Addendum {n}' }, byBuyer: { id: 'usulan instansi', en: 'proposed by the agency' }, byMaker: { id: 'usulan UPT', en: 'proposed by the facility' },
  propose: { id: 'Usulkan adendum', en: 'Propose an addendum' }, open: { id: 'Buka adendum', en: 'Open the addenda' }, what: { id: 'Yang diubah', en: 'What changes' }, before: { id: 'Semula', en: 'Before' }, after: { id: 'Menjadi', en: 'After' }, paper: { id: 'Buka dokumen adendum', en: 'Open the addendum paper' }, sign: { id: 'Tanda tangani dan usulkan', en: 'Sign and propose' }, agree: { id: 'Setujui, nilai menjadi {total}', en: 'Agree, the total becomes {total}' }, refuse: { id: 'Tolak adendum', en: 'Refuse the addendum' }, withdraw: { id: 'Tarik adendum', en: 'Withdraw the addendum' },
  quantityOf: { id: 'Jumlah, {name}', en: 'Quantity, {name}' }, priceOf: { id: 'Harga satuan, {name}', en: 'Unit price, {name}' }, dayOf: { id: 'Tanggal tiba, {name}', en: 'Day of arrival, {name}' }, leastIs: { id: 'Paling sedikit {n}, yang sudah dikirim', en: 'At least {n}, already shipped' }, place: { id: 'Tempat', en: 'Place' }, placeOf: { id: 'Tempat yang jumlahnya berubah, {name}', en: 'Place whose quantity changes, {name}' }, receiver: { id: 'Penerima barang', en: 'Receiver' }, address: { id: 'Alamat kirim', en: 'Delivery address' }, regency: { id: 'Kabupaten atau kota tujuan', en: 'Regency or city of delivery' }, delivery: { id: 'Ongkos kirim', en: 'Delivery' }, total: { id: 'Nilai', en: 'Value' }, send: { id: 'Susun adendum', en: 'Prepare the addendum' },
});
