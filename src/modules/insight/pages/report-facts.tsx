// Under each figure of the monthly report: its facts; and the reports of an office or the country as one, figure by figure.
import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, EmptyState, Form, PageHeading, SelectField, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { figuresOf, sectionLetters, sections } from '../documents/laporan-sections.ts';
import { isReportKey, totalOf, type KeptReport, type ReportFact, type ReportKey } from '../report-fact-queries.ts';
import { consolidatedUrl, reportFactsUrl, reportsUrl, reportUrl } from '../urls.ts';
import { sayReport } from '../report-words.ts';

const labels = new Map(sectionLetters.flatMap((letter) => figuresOf(letter).map((figure) => [figure.key, { ...figure, section: sections[letter].title }] as const)));
const shown = (value: number, unit: string, req: Req) => (unit === 'Rp' ? rupiah(value) : `${count(value, req.locale)} ${unit}`);
const asUpt = (path: string, upt: string | undefined) => (upt ? `${path}?upt=${encodeURIComponent(upt)}` : path);

/** Where the thing itself is read, by whoever may. */
function hrefOf(fact: ReportFact, month: string, upt: string | undefined): string | undefined {
  const paths: Record<Exclude<ReportFact['link'], null>, string> = { settlement: `/bengkel/premi/${encodeURIComponent(fact.thing)}`, order: `/bengkel/pesanan/${encodeURIComponent(fact.thing)}`, journal: `/bengkel/buku-besar/${encodeURIComponent(fact.thing)}`, deposit: '/bengkel/pnbp', month: `/bengkel/premi?bulan=${month}` };
  if (fact.link === null || (fact.link === 'order' && upt)) return undefined;
  return fact.link === 'month' ? `${paths.month}${upt ? `&upt=${encodeURIComponent(upt)}` : ''}` : asUpt(paths[fact.link], upt);
}

export type FactsView = { key: ReportKey; month: string; facts: ReportFact[]; value: number; unit_name: string };
export function reportFactsPage(req: Req, { key, month, facts, value, unit_name }: FactsView): VNode {
  const { locale } = req;
  const t = sayReport(locale);
  const upt = req.query['upt'];
  const label = labels.get(key);
  const unit = key === 'work_hours' ? 'menit' : label?.unit ?? '';
  const share = key.endsWith('_pct');
  const limit = 1000;
  return workPage(req, { surface: 'bengkel', title: label?.label ?? key, breadcrumbs: [{ href: asUpt(reportUrl(month), upt), text: t('report', { month: formatMonth(month, locale) }) }] },
    <PageHeading title={`${label?.section ?? ''}: ${label?.label ?? key}`} caption={`${unit_name}, ${formatMonth(month, locale)}`}><ButtonLink kind="secondary" href={`${reportFactsUrl(month, key, upt)}${upt ? '&' : '?'}unduh=xlsx`}>{t('sheet')}</ButtonLink></PageHeading>,
    <StatRow><StatCard label={t('figure')} value={shown(value, label?.unit ?? '', req)} /><StatCard label={t('madeOf')} value={t('facts', { n: facts.length })} /></StatRow>,
    <p class="quiet">{t(share ? 'shareRule' : key === 'work_hours' ? 'hoursRule' : 'sumRule')}</p>,
    <DataTable caption={t('madeOf')} captionHidden rows={facts.slice(0, limit)} empty={t('none')} columns={[
      { title: t('fact'), cell: (row) => { const href = hrefOf(row, month, upt); return href ? <a href={href}>{row.thing}</a> : row.thing; } },
      { title: t('day'), cell: (row) => (row.on_day ? formatDay(row.on_day, locale) : '–') },
      { title: t('value'), numeric: true, cell: (row) => (share ? t('ofWhole', { n: count(row.amount, locale), all: count(row.whole ?? 0, locale) }) : shown(row.amount, unit, req)) },
    ]} />,
    facts.length > limit ? <p class="quiet">{t('more', { n: facts.length - limit })}</p> : null);
}

export type Consolidated = { month: string; months: string[]; office: string | undefined; offices: { code: string; name: string }[]; reports: KeptReport[]; active: number };
/** The reports that were sent, as one: each total opens to its facilities, and each facility's figure to its facts. */
export function consolidatedPage(req: Req, { month, months, office, offices, reports, active }: Consolidated): VNode {
  const { locale } = req;
  const t = sayReport(locale);
  const signed = reports.filter((report) => report.state === 'signed').length;
  return workPage(req, { surface: 'pusat', title: t('consolidated'), breadcrumbs: [{ href: reportsUrl, text: t('reports') }] },
    <PageHeading title={t('consolidated')} caption={t('consolidatedLead', { month: formatMonth(month, locale) })}><ButtonLink kind="secondary" href={consolidatedUrl({ bulan: month, kanwil: office, unduh: 'xlsx' })}>{t('sheet')}</ButtonLink></PageHeading>,
    <Form action={consolidatedUrl()} method="get" locale={locale}>
      <SelectField name="bulan" label={t('month')} value={month} options={months.map((each) => ({ value: each, text: formatMonth(each, locale) }))} />
      {offices.length > 1 ? <SelectField name="kanwil" label={t('office')} value={office} empty={t('allOffices')} options={offices.map((each) => ({ value: each.code, text: each.name }))} /> : null}
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    <StatRow><StatCard label={t('sentOf')} value={t('ofAll', { n: reports.length, all: Math.max(active, reports.length) })} tone={reports.length < active ? 'kuning' : 'hijau'} /><StatCard label={t('signed')} value={count(signed, locale)} /></StatRow>,
    <p class="quiet">{t('shareNote')}</p>,
    reports.length === 0 ? <EmptyState title={t('noReports')} /> : sectionLetters.map((letter) => (
      <DataTable caption={`${letter}. ${sections[letter].title}`} empty="" rows={figuresOf(letter).map((figure) => ({ ...figure, ...totalOf(figure.key, reports) }))} columns={[
        { title: t('figure'), cell: (row) => row.label },
        { title: t('value'), numeric: true, cell: (row) => (row.known === 0 ? '–' : <a href={consolidatedUrl({ bulan: month, kanwil: office, angka: row.key })}>{row.total === null ? t('perUnit') : shown(row.total, row.unit, req)}</a>) },
        { title: t('from'), numeric: true, cell: (row) => t('facilitiesN', { n: row.known }) },
      ]} />
    )));
}

export function figureByUnitPage(req: Req, { key, month, office, reports }: { key: string; month: string; office: string | undefined; reports: KeptReport[] }): VNode {
  const { locale } = req;
  const t = sayReport(locale);
  const label = labels.get(key);
  const { total } = totalOf(key, reports);
  return workPage(req, { surface: 'pusat', title: label?.label ?? key, breadcrumbs: [{ href: consolidatedUrl({ bulan: month, kanwil: office }), text: t('consolidated') }] },
    <PageHeading title={`${label?.section ?? ''}: ${label?.label ?? key}`} caption={formatMonth(month, locale)} />,
    total === null ? null : <StatRow><StatCard label={t('figure')} value={shown(total, label?.unit ?? '', req)} /></StatRow>,
    <DataTable caption={label?.label ?? key} captionHidden rows={reports} empty={t('noReports')} columns={[
      { title: t('facility'), cell: (row) => <a href={asUpt(reportUrl(month), row.facility_code)}>{row.facility_name}</a> },
      { title: t('state'), cell: (row) => <Tag tone={row.state === 'signed' ? 'hijau' : 'kuning'}>{t(row.state)}</Tag> },
      { title: t('value'), numeric: true, cell: (row) => { const value = row.figures[key]; return typeof value !== 'number' ? `– (${value?.missing ?? ''})` : isReportKey(key) ? <a href={reportFactsUrl(month, key, row.facility_code)}>{shown(value, label?.unit ?? '', req)}</a> : shown(value, label?.unit ?? '', req); } },
    ]} />);
}
