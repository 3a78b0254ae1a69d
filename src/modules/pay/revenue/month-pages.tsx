import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, Form, Notice, PageHeading, Section, SelectField, StatCard, StatRow, SummaryCard, Tag, TextareaField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { paymentsUrl, pnbpUrl, premiUrl } from '../urls.ts';
import { runsUrl } from '../runs/urls.ts';
import { Problem } from '../pages/premi.tsx';
import { itemNames, type Checked, type Item } from './month.ts';
import type { Flow, MonthState, UnitMonth, YearState } from './month-queries.ts';
import { cashUrl, monthsAllUrl, monthsUrl, monthUrl, reconciliationUrl } from './urls.ts';
import { sayClose } from './words-close.ts';

/** Where an item is done. */
const doneAt: Record<Item, (month: string, upt: string | undefined) => string> = {
  sessions: () => '/bengkel/kehadiran', attendance: () => '/bengkel/kehadiran', orders: (_, upt) => premiUrl({ upt }), settlements: (month, upt) => premiUrl({ upt, bulan: month }), wages: (_, upt) => runsUrl(upt),
  deposits: (_, upt) => pnbpUrl(upt), cash: (_, upt) => cashUrl(upt), stock: () => '/bengkel/gudang', reconciliation: (month, upt) => reconciliationUrl({ upt, bulan: month }),
};
/** Sessions are finished by those who mark them, and only they have that page. */
const isMarked = (item: Item): boolean => item === 'sessions' || item === 'attendance';
const stateOf = (closed_at: Date | null, month: string, today: string): 'closed' | 'running' | 'open' => (closed_at ? 'closed' : month >= today.slice(0, 7) ? 'running' : 'open');
const stateTones: Record<'closed' | 'running' | 'open', Tone> = { closed: 'abu', running: 'biru', open: 'kuning' };

export function monthsPage(req: Req, { months, years, today, upt }: { months: MonthState[]; years: YearState[]; today: string; upt: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayClose(locale);
  return workPage(req, { surface: 'bengkel', title: t('months'), failed: state !== undefined },
    <PageHeading title={t('months')} caption={t('monthsLead')} />,
    <Problem state={state} />,
    <DataTable caption={t('months')} captionHidden rows={months} empty={t('monthsNone')} columns={[
      { title: t('month'), cell: (row) => <a href={monthUrl(row.month, upt)}>{formatMonth(row.month, locale)}</a> },
      { title: t('journals'), numeric: true, cell: (row) => count(row.journals, locale) },
      { title: t('state'), cell: (row) => { const at = stateOf(row.closed_at, row.month, today); return <><Tag tone={stateTones[at]}>{t(at)}</Tag>{row.granted > 0 && ` ${t('withReasons', { n: row.granted })}`}</>; } },
    ]} />,
    <Section title={t('years')}>
      <DataTable caption={t('years')} captionHidden rows={years} empty={t('monthsNone')} columns={[
        { title: t('years'), cell: (row) => t('year', { year: row.year }) },
        { title: t('state'), cell: (row) => yearState(row) },
        { title: '', cell: (row) => <YearAct req={req} row={row} today={today} /> },
      ]} />
    </Section>);

  function yearState(row: YearState) {
    if (row.approved_at) return <Tag tone="abu">{t('closed')}</Tag>;
    if (String(row.year) >= today.slice(0, 4)) return <Tag tone="biru">{t('yearRunning')}</Tag>;
    return row.open_months.length > 0 ? t('yearOpen', { months: row.open_months.map((month) => formatMonth(month, locale)).join(', ') }) : <Tag tone="hijau">{t('yearReady')}</Tag>;
  }
}

function YearAct({ req, row, today }: { req: Req; row: YearState; today: string }): VNode | null {
  const t = sayClose(req.locale);
  const { year } = row;
  if (row.approved_at || String(year) >= today.slice(0, 4) || row.open_months.length > 0) return null;
  const act = (step: 'ajukan' | 'setuju', label: string) => <Form action={`${monthsUrl()}/tahun/${year}/${step}`} token={req.formToken()} locale={req.locale}><Button kind="secondary">{label}</Button></Form>;
  if (!row.asked_at) return may(req.actor, 'month.close') ? act('ajukan', t('yearAsk', { year })) : null;
  return may(req.actor, 'year.approve') && !(row.asked_person !== null && row.asked_person === req.actor.person_id) ? act('setuju', t('yearApprove', { year })) : null;
}

export type MonthFile = { unit: UnitMonth; items: Checked[]; flow: Flow | undefined; month: string; today: string; upt: string | undefined };
/** The checklist of one month: what is done, what stops it, and the month's money under it. */
export function monthPage(req: Req, { unit, items, flow, month, today, upt }: MonthFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayClose(locale);
  const name = formatMonth(month, locale);
  const title = t('closing', { month: name });
  const at = stateOf(unit.closed_at, month, today);
  const stopping = items.filter((each) => each.stops);
  const asks = at === 'open' && may(req.actor, 'month.ask_excuse') ? stopping.filter((each) => each.excuse?.state !== 'asked') : [];
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: monthsUrl(upt), text: t('months') }] },
    <PageHeading title={title} caption={unit.facility_name}><Tag tone={stateTones[at]}>{t(at)}</Tag></PageHeading>,
    <Problem state={state} />,
    at === 'closed' ? <p>{t('reopening')}</p> : at === 'running' ? <Notice tone="info" title={t('notOver')} /> : <Notice tone={stopping.length > 0 ? 'warning' : 'success'} title={stopping.length > 0 ? t('notYet', { n: stopping.length }) : t('ready')} />,
    at === 'open' && stopping.length === 0 && may(req.actor, 'month.close') && <Form action={`${monthUrl(month)}/tutup`} token={req.formToken()} locale={locale}><Button>{t('close', { month: name })}</Button></Form>,
    <Section title={t('checklist')}>
      <DataTable caption={t('checklist')} captionHidden rows={items} empty="" columns={[
        { title: t('item'), cell: (row) => (isMarked(row.item) && !may(req.actor, 'attendance.mark') ? itemNames[row.item][locale] : <a href={doneAt[row.item](month, upt)}>{itemNames[row.item][locale]}</a>) },
        { title: t('state'), cell: (row) => <ItemState req={req} row={row} /> },
        { title: t('reason'), cell: (row) => <Excused req={req} row={row} open={at === 'open'} /> },
      ]} />
    </Section>,
    asks.length > 0 && (
      <SummaryCard title={t('ask')}>
        <Form action={`${monthUrl(month)}/alasan`} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="item" label={t('item')} options={asks.map((each) => ({ value: each.item, text: itemNames[each.item][locale] }))} />
          <TextareaField name="reason" label={t('why')} rows={2} required />
          <Button kind="secondary">{t('askNow')}</Button>
        </Form>
      </SummaryCard>
    ),
    <Section title={t('money')}>
      <StatRow>
        <StatCard label={t('sold')} value={rupiah(flow?.sold_idr ?? 0)} /><StatCard label={t('received')} value={rupiah(flow?.received_idr ?? 0)} />
        <StatCard label={t('workers')} value={rupiah(flow?.worker_idr ?? 0)} href={may(req.actor, 'savings.read') && req.actor.facility_id ? paymentsUrl(month) : undefined} />
        <StatCard label={t('stateShare')} value={rupiah(flow?.state_idr ?? 0)} href={pnbpUrl(upt)} /><StatCard label={t('capital')} value={rupiah(flow?.capital_idr ?? 0)} href={`/bengkel/buku-besar/laporan?bulan=${month}${upt ? `&upt=${upt}` : ''}`} />
      </StatRow>
    </Section>);
}

function ItemState({ req, row }: { req: Req; row: Checked }): VNode {
  const t = sayClose(req.locale);
  if (row.open === 0) return <Tag tone="hijau">{t('done')}</Tag>;
  if (!row.blocking) return <><Tag tone="abu">{t('openItems', { n: row.open })}</Tag> {t('warning')}</>;
  return <><Tag tone={row.stops ? 'merah' : 'kuning'}>{t('openItems', { n: row.open })}</Tag>{!row.stops && <Tag tone="biru">{t('excused')}</Tag>}</>;
}

function Excused({ req, row, open }: { req: Req; row: Checked; open: boolean }): VNode | null {
  const t = sayClose(req.locale);
  const { excuse } = row;
  if (!excuse) return null;
  const decides = open && excuse.state === 'asked' && may(req.actor, 'month.grant_excuse') && !(excuse.asked_person !== null && excuse.asked_person === req.actor.person_id);
  const act = (step: 'izinkan' | 'tolak', label: string) => <Form action={`${monthsUrl()}/alasan/${excuse.id}/${step}`} token={req.formToken()} locale={req.locale}><Button kind="secondary">{label}</Button></Form>;
  return <><p>{excuse.reason}{excuse.state === 'asked' && <><br /><span class="quiet">{t('asked')}</span></>}</p>{decides && <>{act('izinkan', t('grant'))}{act('tolak', t('deny'))}</>}</>;
}

export type Overview = { month: string; months: string[]; office: string | undefined; offices: { code: string; name: string }[]; units: (UnitMonth & { stops: Item[]; flow: Flow | undefined })[] };
/** Who has closed a month and who has not, and the figures together: of those that closed, beside all. */
export function overviewPage(req: Req, { month, months, office, offices, units }: Overview): VNode {
  const { locale } = req;
  const t = sayClose(locale);
  const closed = units.filter((unit) => unit.closed_at);
  const figures = (['sold_idr', 'received_idr', 'worker_idr', 'state_idr', 'capital_idr'] as const).map((key, n) => ({ label: (['sold', 'received', 'workers', 'stateShare', 'capital'] as const)[n] ?? 'sold', of: (rows: Overview['units']) => rows.reduce((sum, unit) => sum + (unit.flow?.[key] ?? 0), 0) }));
  return workPage(req, { surface: 'pusat', title: t('overview') },
    <PageHeading title={t('overview')} caption={t('overviewLead', { closed: closed.length, all: units.length, month: formatMonth(month, locale) })}><ButtonLink kind="secondary" href={`${monthsAllUrl}/daftar.xlsx?bulan=${month}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <Form action={monthsAllUrl} method="get" locale={locale}>
      <SelectField name="bulan" label={t('month')} value={month} options={months.map((each) => ({ value: each, text: formatMonth(each, locale) }))} />
      {offices.length > 1 && <SelectField name="kanwil" label={t('office')} value={office} empty={t('allOffices')} options={offices.map((each) => ({ value: each.code, text: each.name }))} />}
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    <StatRow><StatCard label={t('coverage')} value={t('ofAll', { n: closed.length, all: units.length })} /><StatCard label={t('stillOpen')} value={count(units.length - closed.length, locale)} tone={units.length > closed.length ? 'kuning' : 'hijau'} /></StatRow>,
    <Section title={t('consolidated')}>
      <DataTable caption={t('consolidated')} captionHidden rows={figures} empty="" columns={[
        { title: t('amount'), cell: (row) => t(row.label) },
        { title: t('allClosed'), numeric: true, cell: (row) => rupiah(row.of(closed)) },
        { title: t('allUnits'), numeric: true, cell: (row) => rupiah(row.of(units)) },
      ]} />
    </Section>,
    <DataTable caption={t('overview')} captionHidden rows={units} empty={t('unitsNone')} columns={[
      { title: t('facility'), cell: (row) => <a href={monthUrl(month, row.facility_code)}>{row.facility_name}</a> },
      { title: t('state'), cell: (row) => <Tag tone={row.closed_at ? 'abu' : 'kuning'}>{t(row.closed_at ? 'closed' : 'open')}</Tag> },
      { title: t('blocked'), cell: (row) => (row.closed_at || row.stops.length === 0 ? t('none') : row.stops.map((item) => `${itemNames[item][locale]} (${row.open[item]})`).join(', ')) },
      { title: t('sold'), numeric: true, cell: (row) => rupiah(row.flow?.sold_idr ?? 0) },
      { title: t('stateShare'), numeric: true, cell: (row) => rupiah(row.flow?.state_idr ?? 0) },
    ]} />);
}
