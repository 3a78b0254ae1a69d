import { formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { navigationFor } from '#kernel/navigation.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Form, IdentityBar, Notice, PageHeading, Section, StatCard, StatRow, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { figuresOf, sectionLetters, sections } from '../documents/laporan-sections.ts';
import { figureNames, figures, type FigureName } from '../figure.ts';
import type { MatrixRow, Need, ReportRow } from '../queries.ts';
import { gapNames, type Draft } from '../report.ts';
import { isReportKey } from '../report-fact-queries.ts';
import { sayReport } from '../report-words.ts';
import { consolidatedUrl, dashboardUrl, facilityUrl, factsUrl, reportFactsUrl, reportPdfUrl, reportPrintUrl, reportUrl } from '../urls.ts';
import { say } from '../words.ts';
import { NeedsTable } from './dashboard.tsx';

const stateTones = { draft: 'abu', submitted: 'kuning', signed: 'hijau' } as const;

export function matrixPage(req: Req, { months, rows }: { months: string[]; rows: MatrixRow[] }) {
  const t = say(req.locale);
  return workPage(req, { surface: 'pusat', title: t('reports'), breadcrumbs: [{ href: dashboardUrl, text: t('homeHq') }] },
    <PageHeading title={t('reports')}><ButtonLink kind="secondary" href={consolidatedUrl()}>{sayReport(req.locale)('openAll')}</ButtonLink></PageHeading>,
    <DataTable caption={t('matrix')} rows={rows} empty={t('none')} columns={[
      { title: t('facility'), cell: (row) => <a href={facilityUrl(row.facility_code)}>{row.facility_name}</a> },
      ...months.map((month) => ({ title: formatMonth(month, req.locale), cell: (row: MatrixRow) => {
        const state = (row.months[month] ?? 'draft') as keyof typeof stateTones;
        return <Tag tone={stateTones[state]}>{t(state)}</Tag>;
      } })),
    ]} />);
}

export function facilityPage(req: Req, { facility, month, sums, needs }: { facility: { code: string; name: string; regency: string; province: string }; month: string; sums: Record<FigureName, number>; needs: Need[] }) {
  const t = say(req.locale);
  return workPage(req, { surface: 'pusat', title: facility.name, breadcrumbs: [{ href: dashboardUrl, text: t('homeHq') }] },
    <PageHeading title={facility.name} caption={`${facility.regency}, ${facility.province}`} />,
    <Doors req={req} code={facility.code} />,
    <h2>{t('of', { month: formatMonth(month, req.locale) })}</h2>,
    <StatRow>{figureNames.map((name) => <StatCard label={figures[name].name[req.locale]} value={figures[name].money ? rupiahCompact(sums[name], req.locale) : count(sums[name], req.locale)} title={figures[name].money ? rupiah(sums[name]) : undefined} href={factsUrl(name, month, facility.code)} />)}</StatRow>,
    <Section title={t('attention')}><NeedsTable req={req} needs={needs} captionHidden /></Section>);
}

/** What an overseer may open of this facility: the same doors that its own people have. */
function Doors({ req, code }: { req: Req; code: string }) {
  const t = say(req.locale);
  const doors = navigationFor(req.actor, 'bengkel');
  return doors.length === 0 ? null : (
    <Section title={t('lookInside')}>
      <ul class="govuk-list">{doors.map(({ href, text }) => <li><a href={`${href}?upt=${encodeURIComponent(code)}`}>{text[req.locale]}</a></li>)}</ul>
    </Section>
  );
}

export type ReportView = { month: string; months: string[]; report: ReportRow | undefined; draft: Draft };

export function reportPage(req: Req, { month, months, report, draft }: ReportView, state: FormState) {
  const t = say(req.locale);
  const kept = report?.state ?? 'draft';
  const title = t('report', { month: formatMonth(month, req.locale) });
  return workPage(req, { surface: 'bengkel', title, failed: Object.keys(state.problems).length > 0 },
    <PageHeading title={title} />,
    <IdentityBar title={draft.content.letterhead.unit} status={{ text: t(kept), tone: stateTones[kept] }}>
      <ButtonRow>{months.filter((each) => each !== month).map((each) => <a href={`${reportUrl(each)}${req.query['upt'] ? `?upt=${encodeURIComponent(req.query['upt'])}` : ''}`}>{formatMonth(each, req.locale)}</a>)}</ButtonRow>
    </IdentityBar>,
    <Notice tone="info">{t('prefilled')}</Notice>,
    report?.document_code ? <ButtonRow><ButtonLink href={reportPdfUrl(month, req.query['upt'])} kind="secondary">{t('pdf')}</ButtonLink><ButtonLink href={reportPrintUrl(month, req.query['upt'])} kind="secondary">{t('printPage')}</ButtonLink></ButtonRow> : null,
    kept !== 'signed' && may(req.actor, 'report.submit') ? (
      <Form action={`${reportUrl(month)}/kirim`} token={req.formToken()} state={state} locale={req.locale}>
        {draft.gaps.map((gap) => <TextareaField name={`explanations.${gap}`} label={t('gap', { gap: gapNames[gap]?.[req.locale] ?? gap })} state={state} rows={2} />)}
        <Button large>{t('send')}</Button>
      </Form>
    ) : null,
    kept === 'submitted' && may(req.actor, 'report.sign') ? <Form action={`${reportUrl(month)}/tanda-tangan`} token={req.formToken()} state={state} locale={req.locale}><Button large>{t('sign')}</Button></Form> : null,
    ...sectionLetters.map((letter) => (
      <DataTable caption={`${letter}. ${sections[letter].title}`} empty="" rows={figuresOf(letter)} columns={[
        { title: t('figure'), cell: (row) => row.label },
        { title: t('value'), numeric: true, cell: (row) => (isReportKey(row.key) ? <a href={reportFactsUrl(month, row.key, req.query['upt'])}>{shown(draft.content.figures[row.key], row.unit)}</a> : shown(draft.content.figures[row.key], row.unit)) },
      ]} />
    )),
    <DataTable caption={t('products')} empty={t('none')} rows={draft.content.products} columns={[
      { title: t('product'), cell: (row) => row.name }, { title: t('made'), numeric: true, cell: (row) => `${count(row.made)} ${row.unit}` }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
    ]} />);
}

function shown(value: number | { missing: string } | undefined, unit: string) {
  if (typeof value === 'number') return unit === 'Rp' ? rupiah(value) : `${count(value)} ${unit}`;
  return <span class="muted">– ({value?.missing})</span>;
}
