// The list of orders, for either side: filters as a GET form, the same rows as XLSX.
import type { VNode } from 'preact';
import { dayIn, formatDayShort, zoneOf } from '#kernel/calendar.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, CheckboxField, DataTable, FilterPanel, PageHeading, Pagination, SelectField, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { stateNames, states } from '../order.ts';
import type { OrderRow } from '../queries.ts';
import { agencyOrdersSheetUrl, agencyOrderUrl, agencyOrdersUrl, makerOrdersSheetUrl, makerOrderUrl, makerOrdersUrl } from '../urls.ts';
import { sayAgency, sayMaker, sayOrders } from '../words.ts';

export type ListFilter = { state?: string; channel?: string; q?: string; open?: string };
const sides = {
  pengadaan: { list: agencyOrdersUrl, one: agencyOrderUrl, sheet: agencyOrdersSheetUrl },
  bengkel: { list: makerOrdersUrl, one: makerOrderUrl, sheet: makerOrdersSheetUrl },
} as const;
export type Side = keyof typeof sides;

export function orderListPage(req: Req, side: Side, { rows, filter, next }: { rows: OrderRow[]; filter: ListFilter; next: string | undefined }): VNode {
  const { locale } = req;
  const t = sayOrders(locale);
  const at = sides[side];
  return workPage(req, { surface: side, title: t('orders') },
    <PageHeading title={t('orders')} caption={side === 'bengkel' ? sayMaker(locale)('caption') : sayAgency(locale)('packageCaption')}>
      <ButtonLink kind="secondary" href={at.sheet(filter)}>{t('download')}</ButtonLink>
    </PageHeading>,
    <FilterPanel action={at.list()} locale={locale} clearHref={at.list()} chips={chipsOf(req, side, filter)}>
      <TextField name="q" label={t('search')} value={filter.q ?? ''} />
      <SelectField name="state" label={t('state')} value={filter.state ?? ''} empty={t('all')} options={states.map((state) => ({ value: state, text: stateNames[state][locale] }))} />
      {side === 'bengkel' ? <SelectField name="channel" label={t('channel')} value={filter.channel ?? ''} empty={t('all')} options={[{ value: 'public', text: t('public') }, { value: 'agency', text: t('agency') }]} /> : null}
      <CheckboxField name="open" label={t('openOnly')} checked={filter.open !== undefined} />
    </FilterPanel>,
    <DataTable caption={t('orders')} captionHidden rows={rows} empty={Object.keys(filter).length > 0 ? t('noneFound') : t('none')} columns={[
      { title: t('number'), cell: (row) => <><a href={at.one(row.number)}>{row.number}</a>{row.is_sample ? <> <Tag tone="abu">{t('sample')}</Tag></> : null}</> },
      { title: side === 'bengkel' ? t('buyer') : t('facility'), cell: (row) => (side === 'bengkel' ? <>{row.buyer_name}{row.agency_unit ? <><br /><span class="quiet">{row.agency_unit}</span></> : null}</> : row.facility_name) },
      { title: t('state'), cell: (row) => <Tag tone={stateNames[row.state].tone}>{stateNames[row.state][locale]}</Tag> },
      { title: t('placedAt'), cell: (row) => formatDayShort(dayIn(zoneOf(row.timezone), row.placed_at), locale) },
      { title: t('promised'), cell: (row) => (row.promised_on === null ? t('noDate') : <>{formatDayShort(row.promised_on, locale)}{isLate(row, req.now) ? <> <Tag tone="merah">{t('late')}</Tag></> : null}</>) },
      { title: t('total'), numeric: true, cell: (row) => rupiah(row.total_idr) },
      { title: t('paid'), numeric: true, cell: (row) => rupiah(row.paid_idr) },
    ]} />,
    <Pagination locale={locale} label={t('orders')} nextHref={next === undefined ? undefined : at.list({ ...filter, after: next })} />);
}

export function isLate(row: Pick<OrderRow, 'state' | 'promised_on' | 'timezone'>, now: Date): boolean {
  return row.promised_on !== null && row.promised_on < dayIn(zoneOf(row.timezone), now) && (row.state === 'accepted' || row.state === 'in_production' || row.state === 'ready');
}

function chipsOf(req: Req, side: Side, filter: ListFilter): { text: string; removeHref: string }[] {
  const t = sayOrders(req.locale);
  const state = states.find((each) => each === filter.state);
  const texts: [keyof ListFilter, string | undefined][] = [
    ['q', filter.q && `“${filter.q}”`], ['state', state && stateNames[state][req.locale]], ['channel', filter.channel && (filter.channel === 'agency' ? t('agency') : t('public'))], ['open', filter.open && t('openOnly')],
  ];
  return texts.flatMap(([name, text]) => (text ? [{ text, removeHref: sides[side].list({ ...filter, [name]: undefined }) }] : []));
}
