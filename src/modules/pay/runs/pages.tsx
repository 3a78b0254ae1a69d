import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, DateField, Form, MoneyField, Notice, NumberField, PageHeading, Pagination, RefusalForm, Section, SelectField, StatCard, StatRow, SummaryCard, Tag, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { advancesUrl } from '../advances/urls.ts';
import { allowancesUrl } from '../allowances/urls.ts';
import { claimsUrl } from '../claims/urls.ts';
import { say as sayClaims } from '../claims/words.ts';
import { cardUrl } from '../urls.ts';
import type { DeductionRow, RunLine, RunRow, UnitWages } from './run-queries.ts';
import { HourlyTable, type Comparison } from '../watch/pages.tsx';
import { delaysAllUrl } from '../watch/urls.ts';
import { say as sayWatch } from '../watch/words.ts';
import { deductionsUrl, oversightUrl, runsUrl, runUrl } from './urls.ts';
import { say } from './words.ts';

const tones: Record<RunRow['state'], Tone> = { prepared: 'kuning', approved: 'hijau', refused: 'abu' };
const hours = (minutes: number, locale: Req['locale']) => count(Math.round(minutes / 6) / 10, locale);
const problemOf = (state: FormState | undefined) => state?.refusal && <Notice tone="danger" title={state.refusal} />;

export function runsPage(req: Req, { runs, months, upt }: { runs: RunRow[]; months: string[]; upt: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('runs'), failed: state !== undefined },
    <PageHeading title={t('runs')} caption={t('lead')}>{may(req.actor, 'deduction.read') && <ButtonLink kind="secondary" href={deductionsUrl(upt)}>{t('deductions')}</ButtonLink>}{may(req.actor, 'allowance.read') && <ButtonLink kind="secondary" href={allowancesUrl(upt)}>{t('besideLink')}</ButtonLink>}</PageHeading>,
    may(req.actor, 'run.prepare') && months.length > 0 && (
      <Form action={runsUrl()} token={req.formToken()} locale={locale} state={state}>
        <SelectField name="month" label={t('month')} options={months.map((month) => ({ value: month, text: formatMonth(month, locale) }))} />
        <Button>{t('compute')}</Button>
      </Form>
    ),
    <DataTable caption={t('runs')} captionHidden rows={runs} empty={t('runsNone')} columns={[
      { title: t('number'), cell: (row) => <a href={runUrl(row.id, upt)}>{row.number}</a> },
      { title: t('month'), cell: (row) => <>{formatMonth(row.month, locale)}{row.sequence > 1 && ` (${t('difference', { n: row.sequence - 1 })})`}</> },
      { title: t('people'), numeric: true, cell: (row) => count(row.people, locale) },
      { title: t('hours'), numeric: true, cell: (row) => hours(row.minutes, locale) },
      { title: t('gross'), numeric: true, cell: (row) => rupiah(row.gross_idr) },
      { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
    ]} />);
}

export function runPage(req: Req, { run, lines, upt, next }: { run: RunRow; lines: RunLine[]; upt: string | undefined; next: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('run', { number: run.number }), failed: state !== undefined, breadcrumbs: [{ href: runsUrl(upt), text: t('runs') }] },
    <PageHeading title={t('run', { number: run.number })} caption={formatMonth(run.month, locale)}><Tag tone={tones[run.state]}>{t(run.state)}</Tag> <ButtonLink kind="secondary" href={`/bengkel/premi/upah/${run.id}/daftar.xlsx`}>{t('sheet')}</ButtonLink></PageHeading>,
    problemOf(state),
    <StatRow>
      <StatCard label={t('people')} value={count(run.people, locale)} /><StatCard label={t('hours')} value={hours(run.minutes, locale)} />
      <StatCard label={t('gross')} value={rupiah(run.gross_idr)} /><StatCard label={t('net')} value={rupiah(run.gross_idr - run.deducted_idr)} note={run.deducted_idr > 0 ? `${t('kept')} ${rupiah(run.deducted_idr)}` : undefined} />
    </StatRow>,
    run.overpaid_idr > 0 && <Notice tone="warning" title={t('overpaid', { amount: rupiah(run.overpaid_idr) })} />,
    run.refused_reason && <Notice tone="info" title={t('refused')}>{run.refused_reason}</Notice>,
    <Decision req={req} run={run} state={state} />,
    <DataTable caption={t('run', { number: run.number })} captionHidden rows={lines} empty={t('linesNone')} columns={[
      { title: t('person'), cell: (row) => <><a href={cardUrl(row.worker_id, run.month)}>{row.roster_code}</a>{req.actor.facility_id === null ? null : ` ${row.name}`}</> },
      { title: t('sessions'), numeric: true, cell: (row) => count(row.sessions, locale) },
      { title: t('hours'), numeric: true, cell: (row) => hours(row.minutes, locale) },
      { title: t('earned'), numeric: true, cell: (row) => rupiah(row.earned_idr) },
      ...(run.sequence > 1 ? [{ title: t('earlier'), numeric: true, cell: (row: RunLine) => rupiah(row.earlier_idr) }] : []),
      ...(lines.some((line) => line.allowance_idr > 0) ? [{ title: t('beside'), numeric: true, cell: (row: RunLine) => rupiah(row.allowance_idr) }] : []),
      { title: t('kept'), numeric: true, cell: (row) => rupiah(row.deducted_idr) },
      { title: t('net'), numeric: true, cell: (row) => rupiah(row.net_idr) },
    ]} />,
    <Pagination locale={locale} nextHref={next} label={next === undefined ? undefined : t('more')} />);
}

function Decision({ req, run, state }: { req: Req; run: RunRow; state: FormState | undefined }): VNode | null {
  const t = say(req.locale);
  if (run.state !== 'prepared' || !may(req.actor, 'run.approve')) return null;
  if (run.prepared_person !== null && run.prepared_person === req.actor.person_id) return <p>{t('approveOther')}</p>;
  return (
    <SummaryCard title={t('prepared')}>
      <Form action={`${runUrl(run.id)}/setuju`} token={req.formToken()} locale={req.locale}><Button>{t('approve')}</Button></Form>
      <RefusalForm action={`${runUrl(run.id)}/tolak`} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('reason')} state={state} />
    </SummaryCard>
  );
}

export type Deductions = { rows: DeductionRow[]; kinds: { code: string; name_id: string; name_en: string }[]; workers: { id: string; roster_code: string }[]; cap: Rule<number>; today: string };
export function deductionsPage(req: Req, { rows, kinds, workers, cap, today }: Deductions, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('deductions'), failed: state !== undefined, breadcrumbs: [{ href: runsUrl(), text: t('runs') }] },
    <PageHeading title={t('deductions')} caption={t('deductionsLead', { percent: count(cap.value / 100, locale), basis: cap.legal_basis })}><ButtonLink kind="secondary" href={advancesUrl(req.query['upt'])}>{t('advancesLink')}</ButtonLink><ButtonLink kind="secondary" href={claimsUrl(req.query['upt'])}>{sayClaims(locale)('title')}</ButtonLink></PageHeading>,
    problemOf(state),
    <DataTable caption={t('deductions')} captionHidden rows={rows} empty={t('deductionsNone')} columns={[
      { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
      { title: t('kind'), cell: (row) => <>{pick(locale, { name_id: row.kind_id, name_en: row.kind_en })}<br /><span class="quiet">{row.decision}</span></> },
      { title: t('month'), numeric: true, cell: (row) => (row.share_bp === null ? rupiah(row.monthly_idr ?? 0) : percent(row.share_bp, locale)) },
      { title: t('taken'), numeric: true, cell: (row) => `${rupiah(row.taken_idr)}${row.total_idr === null ? '' : ` / ${rupiah(row.total_idr)}`}` },
      { title: t('from'), cell: (row) => formatDay(row.from, locale) },
      { title: t('state'), cell: (row) => (row.approved_at ? <Tag tone="hijau">{t('inForce')}</Tag> : <><Tag tone="kuning">{t('proposed')}</Tag>{may(req.actor, 'deduction.approve') && row.recorded_person !== req.actor.person_id && <Form action={`/bengkel/premi/potongan/${row.id}/setuju`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approveDeduction')}</Button></Form>}</>) },
    ]} />,
    may(req.actor, 'deduction.record') && (
      <Section title={t('record')}>
        <Form action={deductionsUrl()} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="worker_id" label={t('person')} empty="–" required options={workers.map((worker) => ({ value: worker.id, text: worker.roster_code }))} />
          <SelectField name="kind" label={t('kind')} empty="–" required options={kinds.map((kind) => ({ value: kind.code, text: pick(locale, kind) }))} />
          <TextField name="decision" label={t('decision')} required />
          <TextField name="incident" label={t('incident')} width="m" />
          <NumberField name="share_percent" label={t('sharePercent')} width="xs" />
          <MoneyField name="monthly_idr" label={t('monthlyIdr')} width="m" />
          <MoneyField name="total_idr" label={t('totalIdr')} width="m" />
          <DateField name="from" label={t('from')} value={today} required />
          <DateField name="to" label={t('to')} />
          <Button>{t('record')}</Button>
        </Form>
      </Section>
    ));
}

/** H13: which facility owes wages, and what an hour of work brought beside the region's minimum. */
export function oversightPage(req: Req, { month, months, units, comparison }: { month: string; months: string[]; units: UnitWages[]; comparison: Comparison }): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'pusat', title: t('oversight') },
    <PageHeading title={t('oversight')} caption={t('oversightLead', { month: formatMonth(month, locale) })}><ButtonLink kind="secondary" href={delaysAllUrl}>{sayWatch(locale)('title')}</ButtonLink></PageHeading>,
    <Form action={oversightUrl} method="get" locale={locale}>
      <SelectField name="bulan" label={t('month')} value={month} options={months.map((each) => ({ value: each, text: formatMonth(each, locale) }))} />
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    <DataTable caption={t('oversight')} captionHidden rows={units} empty={t('unitsNone')} columns={[
      { title: t('facility'), cell: (row) => (row.by_sales || row.number === null ? <a href={`/bengkel/premi?upt=${row.facility_code}`}>{row.facility_name}</a> : <a href={runsUrl(row.facility_code)}>{row.facility_name}</a>) },
      { title: t('state'), cell: (row) => <>{row.state ? <Tag tone={tones[row.state]}>{t(row.state)}</Tag> : row.by_sales ? <Tag tone="biru">{t('bySales')}</Tag> : <Tag tone="abu">{t('none')}</Tag>} {!row.by_sales && row.late_days > 0 && <Tag tone="merah">{t('lateDays', { n: row.late_days })}</Tag>}</> },
      { title: t('people'), numeric: true, cell: (row) => (row.state === null ? '–' : count(row.people, locale)) },
      { title: t('gross'), numeric: true, cell: (row) => (row.state === null ? '–' : rupiah(row.gross_idr)) },
      { title: t('perHour'), numeric: true, cell: (row) => (row.per_hour_idr === null ? '–' : rupiah(row.per_hour_idr)) },
      { title: t('minimum'), numeric: true, cell: (row) => (row.floor_per_hour_idr === null ? '–' : rupiah(row.floor_per_hour_idr)) },
    ]} />,
    <HourlyTable req={req} units={units} comparison={comparison} />);
}
