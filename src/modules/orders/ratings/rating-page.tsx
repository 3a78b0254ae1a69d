// A delivered order's rating and its answer, as both sides see it: one page, reached from the order's file.
import type { VNode } from 'preact';
import { formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words, type Locale } from '#kernel/words.ts';
import { Button, Form, Notice, PageHeading, RadiosField, Section, SummaryList, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { agencyOrdersUrl, agencyOrderUrl, makerOrdersUrl, makerOrderUrl, ratingUrl } from '../urls.ts';
import { sayOrders } from '../words.ts';
import { markNames, marks } from './rating.ts';
import type { RatingRow } from './rating-queries.ts';

export const isRateable = ({ agency_id, state }: Pick<OrderFile, 'agency_id' | 'state'>): boolean => agency_id !== null && (state === 'handed_over' || state === 'settled');

export function RatingLink({ file, side, locale }: { file: OrderFile; side: Side; locale: Locale }): VNode | null {
  const t = say(locale);
  return isRateable(file) ? <Section title={t('title')} id="penilaian"><p><a href={ratingUrl(side, file.number)}>{side === 'bengkel' ? t('read') : t('rate')}</a></p></Section> : null;
}

export function ratingPage(req: Req, side: Side, { file, rating }: { file: OrderFile; rating: RatingRow | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const o = sayOrders(locale);
  const [list, one] = side === 'bengkel' ? [makerOrdersUrl, makerOrderUrl] : [agencyOrdersUrl, agencyOrderUrl];
  const at = ratingUrl(side, file.number);
  const zone = zoneOf(file.timezone);
  return workPage(req, { surface: side, title: `${t('title')}, ${file.number}`, breadcrumbs: [{ href: list(), text: o('orders') }, { href: one(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={t('title')} caption={`${file.number} · ${file.facility_name}`} />, <p class="lead">{t('intro')}</p>,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    rating ? <SummaryList rows={[...marks.map((mark) => ({ label: markNames[mark][locale], value: t('ofFive', { n: rating[mark] }) })), ...(rating.remark ? [{ label: t('remark'), value: rating.remark }] : []), { label: t('at'), value: formatInstant(rating.at, zone, locale) }, ...(rating.answer ? [{ label: t('answer'), value: rating.answer }] : [])]} />
      : side === 'pengadaan' && isRateable(file) && may(req.actor, 'rating.give') ? (
        <Form action={at} token={req.formToken()} state={state ?? emptyForm} locale={locale}>
          {marks.map((mark) => <RadiosField name={mark} label={markNames[mark][locale]} state={state ?? emptyForm} inline options={[1, 2, 3, 4, 5].map((n) => ({ value: String(n), text: String(n) }))} />)}
          <TextareaField name="remark" label={t('remark')} rows={3} state={state} />
          <Button>{t('send')}</Button>
        </Form>) : <p class="quiet">{isRateable(file) ? t('none') : t('early')}</p>,
    rating && rating.answer === null && side === 'bengkel' && may(req.actor, 'rating.answer') ? (
      <Form action={at} token={req.formToken()} state={state ?? emptyForm} locale={locale}><TextareaField name="answer" label={t('answer')} rows={3} state={state} required /><Button>{t('sendAnswer')}</Button></Form>) : null);
}

const say = words({
  title: { id: 'Penilaian pembeli', en: 'Buyer’s rating' }, intro: { id: 'Satu penilaian per pesanan, setelah semua diterima; UPT dapat menjawab sekali. Yang tampil untuk umum hanya rata-rata dari beberapa penilaian, tanpa nama.', en: 'One rating per order, after all is received; the facility may answer once. The public sees only the average of several, without names.' }, rate: { id: 'Nilai pesanan ini', en: 'Rate this order' }, read: { id: 'Baca penilaian', en: 'Read the rating' }, ofFive: { id: '{n} dari 5', en: '{n} of 5' }, remark: { id: 'Catatan', en: 'Remark' }, at: { id: 'Dinilai', en: 'Rated' }, answer: { id: 'Jawaban UPT', en: 'The facility’s answer' }, send: { id: 'Kirim penilaian', en: 'Send the rating' }, sendAnswer: { id: 'Kirim jawaban', en: 'Send the answer' }, none: { id: 'Pesanan ini belum dinilai.', en: 'This order is not rated yet.' }, early: { id: 'Dapat dinilai setelah semua barang diterima.', en: 'It can be rated once everything is received.' },
});
