// Quotes of either side, and the form that asks for one from what lies in the package.
import type { VNode } from 'preact';
import { dayIn, formatDayShort, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, CheckboxField, DataTable, DateField, EmptyState, FilterPanel, Form, PageHeading, Pagination, Section, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Side } from '../pages/order-list.tsx';
import type { Cart } from '../shop/cart.ts';
import { agencyCatalogueUrl, agencyQuotesUrl, agencyQuoteUrl, askQuoteUrl, makerQuotesUrl, makerQuoteUrl } from '../urls.ts';
import { sayAgency } from '../words.ts';
import { quoteStateNames } from './quote.ts';
import type { QuoteRow } from './quote-queries.ts';
import { sayQuotes } from './quote-words.ts';

export type QuoteFilter = { q?: string; open?: string };
export function quoteListPage(req: Req, side: Side, { rows, filter, next }: { rows: QuoteRow[]; filter: QuoteFilter; next: string | undefined }): VNode {
  const { locale } = req;
  const t = sayQuotes(locale);
  const [list, one] = side === 'bengkel' ? [makerQuotesUrl, makerQuoteUrl] : [agencyQuotesUrl, agencyQuoteUrl];
  const chips = [...(filter.q ? [{ text: `“${filter.q}”`, removeHref: list({ ...filter, q: undefined }) }] : []), ...(filter.open ? [{ text: t('openOnly'), removeHref: list({ ...filter, open: undefined }) }] : [])];
  return workPage(req, { surface: side, title: t('quotes') },
    <PageHeading title={t('quotes')} caption={t('caption')} />,
    <FilterPanel action={list()} locale={locale} clearHref={list()} chips={chips}><TextField name="q" label={t('search')} value={filter.q ?? ''} /><CheckboxField name="open" label={t('openOnly')} checked={filter.open !== undefined} /></FilterPanel>,
    rows.length === 0 && chips.length === 0 && side === 'pengadaan' ? <EmptyState title={t('none')}><p>{t('noneAgency')} <a href={agencyCatalogueUrl()}>{sayAgency(locale)('openCatalogue')}</a></p></EmptyState> : (
      <DataTable caption={t('quotes')} captionHidden rows={rows} empty={chips.length > 0 ? t('noneFound') : t('none')} columns={[
        { title: t('number'), cell: (row) => <a href={one(row.number)}>{row.number}</a> }, { title: t('subject'), cell: (row) => row.subject },
        { title: side === 'bengkel' ? t('agency') : t('facility'), cell: (row) => (side === 'bengkel' ? <>{row.agency_name}<br /><span class="quiet">{row.agency_unit}</span></> : row.facility_name) },
        { title: t('state'), cell: (row) => <Tag tone={quoteStateNames[row.state].tone}>{quoteStateNames[row.state][locale]}</Tag> }, { title: t('askedAt'), cell: (row) => formatDayShort(dayIn(zoneOf(row.timezone), row.asked_at), locale) }, { title: t('answerBy'), cell: (row) => formatDayShort(row.answer_by, locale) },
      ]} />),
    <Pagination locale={locale} label={t('quotes')} nextHref={next === undefined ? undefined : list({ ...filter, after: next })} />);
}

export function askQuotePage(req: Req, cart: Cart, state: FormState = emptyForm): VNode {
  const { locale } = req;
  const t = sayQuotes(locale);
  const a = sayAgency(locale);
  const lines = cart.groups.flatMap((group) => group.lines);
  return workPage(req, { surface: 'pengadaan', title: t('ask'), breadcrumbs: [{ href: agencyQuotesUrl(), text: t('quotes') }], failed: state !== emptyForm },
    <PageHeading title={t('ask')} />, <p class="lead">{t('askIntro')}</p>,
    lines.length === 0 ? <EmptyState title={t('emptyPackage')}><a href={agencyCatalogueUrl()}>{a('openCatalogue')}</a></EmptyState> : <>
      <DataTable caption={t('goods')} captionHidden rows={lines} empty="" columns={[
        { title: t('goods'), cell: ({ listing }) => <>{pick(locale, listing)}<br /><span class="quiet">{listing.sku} · {listing.facility_name}</span></> }, { title: t('quantity'), numeric: true, cell: ({ listing, quantity }) => `${count(quantity, locale)} ${unitName(locale, listing.unit)}` },
      ]} />
      <Section title={a('orderForm')}>
        <Form action={askQuoteUrl()} token={req.formToken()} state={state} locale={locale}>
          <TextField name="subject" label={t('subject')} hint={t('subjectHint')} state={state} required />
          <TextField name="unit" label={t('unit')} state={state} required />
          <TextField name="rup_code" label={a('rup')} state={state} width="m" />
          {lines.map(({ listing }, n) => <TextField name={`accounts.a${n}`} label={t('account', { name: pick(locale, listing) })} hint={t('accountHint')} state={state} width="s" inputMode="numeric" />)}
          <DateField name="day" label={t('day')} state={state} required />
          <TextField name="receiver" label={a('receiver')} state={state} required />
          <TextareaField name="address" label={a('address')} state={state} rows={3} required />
          <TextField name="regency" label={a('regency')} state={state} />
          <TextField name="phone" label={a('phone')} state={state} width="m" inputMode="tel" />
          <TextareaField name="note" label={t('note')} state={state} rows={3} />
          <Button>{t('send')}</Button>
        </Form>
      </Section>
    </>);
}
