import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Form, PageHeading, Section, SelectField, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { UnitWages } from '../runs/run-queries.ts';
import { oversightUrl, runsUrl } from '../runs/urls.ts';
import { say as sayRuns } from '../runs/words.ts';
import { dispersionOf } from '../teams/team.ts';
import { premiUrl } from '../urls.ts';
import { say as sayPay } from '../words.ts';
import type { Hourly, Pace, Waiting } from './delay-queries.ts';
import { delaysAllUrl, delaysUrl } from './urls.ts';
import { say } from './words.ts';

export type Limits = { order: Rule<number>; month: Rule<number> };
const thing = (row: Waiting, req: Req) => (row.kind === 'order' ? say(req.locale)('order', { number: row.thing }) : say(req.locale)('month', { month: formatMonth(row.thing, req.locale) }));
function Standing({ row, req }: { row: Waiting; req: Req }): VNode {
  const t = say(req.locale);
  return <>{row.late_days > 0 ? <Tag tone="merah">{t('late', { n: row.late_days })}</Tag> : <Tag tone="kuning">{t('left', { n: row.limit_days - row.days })}</Tag>} <span class="quiet">{t(row.prepared ? 'prepared' : 'notBegun')}</span></>;
}
const limitsSaid = (req: Req, { order, month }: Limits) => say(req.locale)('limit', { order: order.value, month: month.value, basis: order.legal_basis });

/** How long people wait for what is theirs, in one facility. */
export function delaysPage(req: Req, { rows, pace, limits, upt }: { rows: Waiting[]; pace: Pace | undefined; limits: Limits; upt: string | undefined }): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: premiUrl({ upt }), text: sayPay(locale)('premi') }] },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <p class="quiet">{limitsSaid(req, limits)}</p>,
    <StatRow>
      <StatCard label={t('lateNow')} value={count(rows.filter((row) => row.late_days > 0).length, locale)} />
      <StatCard label={t('median')} value={pace?.median_days === null || pace === undefined ? '–' : t('days', { n: pace.median_days })} />
      <StatCard label={t('inTime')} value={pace === undefined ? '–' : t('of', { n: pace.in_time, all: pace.credited })} />
    </StatRow>,
    <Section title={t('waiting')}>
      <DataTable caption={t('waiting')} captionHidden rows={rows} empty={t('none')} columns={[
        { title: t('thing'), cell: (row) => <a href={row.kind === 'order' ? premiUrl({ upt }) : runsUrl(upt)}>{thing(row, req)}</a> },
        { title: t('since'), cell: (row) => formatDay(row.since, locale) },
        { title: t('state'), cell: (row) => <Standing row={row} req={req} /> },
      ]} />
    </Section>);
}

export type DelaysAll = { rows: Waiting[]; pace: Pace[]; limits: Limits; regions: { code: string; name: string }[]; region: string | undefined };
export function delaysAllPage(req: Req, { rows, pace, limits, regions, region }: DelaysAll): VNode {
  const { locale } = req;
  const t = say(locale);
  const shown = rows.filter((row) => region === undefined || row.region === region);
  const units = [...Map.groupBy(shown, ({ facility_code }) => facility_code)].map(([code, own]) => ({ code, own, name: own[0]?.facility_name ?? code, late: own.filter(({ late_days }) => late_days > 0), pace: pace.find(({ facility_id }) => facility_id === own[0]?.facility_id) })).sort((a, b) => b.late.length - a.late.length || (a.name < b.name ? -1 : 1));
  return workPage(req, { surface: 'pusat', title: t('title'), breadcrumbs: [{ href: oversightUrl, text: sayRuns(locale)('oversight') }] },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <p class="quiet">{limitsSaid(req, limits)}</p>,
    regions.length > 1 && (
      <Form action={delaysAllUrl} method="get" locale={locale}>
        <SelectField name="wilayah" label={t('region')} value={region} empty={t('allRegions')} options={regions.map(({ code, name }) => ({ value: code, text: name }))} />
        <Button kind="secondary">{t('show')}</Button>
      </Form>
    ),
    <Section title={t('units')}>
      <DataTable caption={t('units')} captionHidden rows={units} empty={t('none')} columns={[
        { title: t('facility'), cell: (row) => <a href={delaysUrl(row.code)}>{row.name}</a> },
        { title: t('waitingN'), numeric: true, cell: (row) => count(row.own.length, locale) },
        { title: t('lateNow'), numeric: true, cell: (row) => count(row.late.length, locale) },
        { title: t('median'), numeric: true, cell: (row) => (row.pace?.median_days === null || row.pace === undefined ? '–' : t('days', { n: row.pace.median_days })) },
        { title: t('inTime'), numeric: true, cell: (row) => (row.pace === undefined ? '–' : t('of', { n: row.pace.in_time, all: row.pace.credited })) },
      ]} />
    </Section>,
    <Section title={t('lateNow')}>
      <DataTable caption={t('lateNow')} captionHidden rows={shown.filter((row) => row.late_days > 0).slice(0, 200)} empty={t('none')} columns={[
        { title: t('facility'), cell: (row) => <a href={delaysUrl(row.facility_code)}>{row.facility_name}</a> },
        { title: t('thing'), cell: (row) => thing(row, req) },
        { title: t('since'), cell: (row) => formatDay(row.since, locale) },
        { title: t('state'), cell: (row) => <Standing row={row} req={req} /> },
      ]} />
    </Section>);
}

export type Comparison = { month: string; hourly: Hourly[]; alarm: Rule<number>; smallest: number };
/** Each facility's hour beside the region's minimum, with its spread; groups too small to hide a person are kept back. */
export function HourlyTable({ req, units, comparison: { month, hourly, alarm, smallest } }: { req: Req; units: UnitWages[]; comparison: Comparison }): VNode {
  const { locale } = req;
  const t = say(locale);
  const rows = units.flatMap((unit) => { const own = hourly.find(({ facility_id }) => facility_id === unit.facility_id); return own ? [{ unit, spread: dispersionOf(own.hourly_idr) }] : []; });
  const open = (row: (typeof rows)[number], what: string) => (row.spread.people < smallest ? '–' : what);
  return (
    <Section title={t('hourly')} id="per-jam">
      <p class="quiet">{t('hourlyLead', { month: formatMonth(month, locale), percent: alarm.value, basis: alarm.legal_basis })}</p>
      <DataTable caption={t('hourly')} captionHidden rows={rows} empty={t('hourlyNone')} columns={[
        { title: t('facility'), cell: ({ unit, spread }) => <>{unit.facility_name}{spread.people < smallest && <><br /><span class="quiet">{t('small', { n: smallest })}</span></>}</> },
        { title: t('people'), numeric: true, cell: ({ spread }) => count(spread.people, locale) },
        { title: t('least'), numeric: true, cell: (row) => open(row, rupiah(row.spread.min_idr)) },
        { title: t('middle'), numeric: true, cell: (row) => open(row, rupiah(row.spread.median_idr)) },
        { title: t('most'), numeric: true, cell: (row) => open(row, rupiah(row.spread.max_idr)) },
        { title: t('gini'), numeric: true, cell: (row) => open(row, count(row.spread.gini, locale)) },
        { title: t('floor'), numeric: true, cell: ({ unit }) => (unit.floor_per_hour_idr === null ? '–' : rupiah(unit.floor_per_hour_idr)) },
        { title: t('ratio'), numeric: true, cell: (row) => { const floor = row.unit.floor_per_hour_idr; if (floor === null || row.spread.people < smallest) return '–'; const percent = Math.round((row.spread.median_idr / floor) * 100); return <Tag tone={percent < alarm.value ? 'merah' : 'abu'}>{`${count(percent, locale)} %`}</Tag>; } },
      ]} />
    </Section>
  );
}
