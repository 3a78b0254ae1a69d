import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, Details, FileField, Form, HiddenField, MoneyField, NumberField, PageHeading, Section, SelectField, StatCard, StatRow, SummaryCard, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { pnbpUrl } from '../urls.ts';
import { Problem } from '../pages/premi.tsx';
import type { Side } from './reconciliation.ts';
import type { Reconciliation, UnitRevenue, YearRow } from './reconciliation-queries.ts';
import { sayWaiting } from './undeposited-pages.tsx';
import { reconciliationUrl, revenueAllUrl, undepositedUrl } from './urls.ts';
import { findingNames, sayRevenue } from './words.ts';

export type Books = { month: string; months: string[]; found: Reconciliation; year: number; years: YearRow[]; upt: string | undefined };
type Row = Reconciliation['rows'][number];

/** A month of deposits beside the treasury's own statement, and the year's target. */
export function reconciliationPage(req: Req, { month, months, found, year, years, upt }: Books, state?: FormState): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const title = t('reconciliation');
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: pnbpUrl(upt), text: 'PNBP' }] },
    <PageHeading title={title} caption={t('reconciliationLead')}><ButtonLink kind="secondary" href={`/bengkel/pnbp/rekonsiliasi/${month}/daftar.xlsx${upt ? `?upt=${upt}` : ''}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <Problem state={state} />,
    <Form action={reconciliationUrl()} method="get" locale={locale}>
      {upt && <HiddenField name="upt" value={upt} />}
      <SelectField name="bulan" label={t('month')} value={month} options={months.map((each) => ({ value: each, text: formatMonth(each, locale) }))} />
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    found.statements.length === 0 ? <p>{t('notUploaded')}</p> : (
      <StatRow>
        <StatCard label={t('agrees')} value={count(found.rows.filter((row) => !row.finding).length, locale)} />
        <StatCard label={t('openFindings')} value={count(found.open, locale)} tone={found.open > 0 ? 'merah' : 'hijau'} />
        <StatCard label={t('statements')} value={count(found.statements.length, locale)} note={found.statements.map((each) => each.source).join(', ')} />
      </StatRow>
    ),
    found.statements.length > 0 && <Comparison req={req} rows={found.rows} month={month} />,
    may(req.actor, 'statement.import') && (
      <SummaryCard title={t('upload', { month: formatMonth(month, locale) })}>
        <Form action={`${reconciliationUrl()}/${month}`} token={req.formToken()} locale={locale} state={state} multipart>
          <FileField name="sheet" label={t('file')} accept=".csv,.xlsx" required />
          <TextField name="source" label={t('source')} hint={t('sourceHint')} required />
          <Button>{t('uploadNow')}</Button>
        </Form>
      </SummaryCard>
    ),
    <YearTable req={req} year={year} rows={years} />);
}

function Comparison({ req, rows, month }: { req: Req; rows: Row[]; month: string }): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const side = (each: Side | undefined) => (each ? <>{rupiah(each.amount_idr)}<br /><span class="quiet">{`${each.account_code} · ${formatDay(each.paid_on, locale)}${each.number ? ` · ${each.number}` : ''}`}</span></> : '–');
  const sorted = rows.toSorted((a, b) => Number(a.finding === undefined) - Number(b.finding === undefined));
  return (
    <Section title={t('compared')}>
      <DataTable caption={t('compared')} captionHidden rows={sorted} empty={t('comparedNone')} columns={[
        { title: t('ntpn'), cell: (row) => <code>{row.ntpn}</code> },
        { title: t('ours'), numeric: true, cell: (row) => side(row.ours) },
        { title: t('theirs'), numeric: true, cell: (row) => side(row.theirs) },
        { title: t('state'), cell: (row) => (row.finding ? <Tag tone={row.answer?.state === 'agreed' ? 'abu' : 'merah'}>{findingNames[row.finding][locale]}</Tag> : <Tag tone="hijau">{t('agrees')}</Tag>) },
        { title: t('reason'), cell: (row) => <Answer req={req} row={row} month={month} /> },
      ]} />
    </Section>
  );
}

function Answer({ req, row, month }: { req: Req; row: Row; month: string }): VNode | null {
  const { locale } = req;
  const t = sayRevenue(locale);
  const { answer, finding } = row;
  if (!finding) return null;
  if (!answer) {
    return may(req.actor, 'finding.explain') ? (
      <Details summary={t('explain')}>
        <Form action={`${reconciliationUrl()}/${month}/jelaskan`} token={req.formToken()} locale={locale}><HiddenField name="ntpn" value={row.ntpn} /><HiddenField name="finding" value={finding} /><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('explain')}</Button></Form>
      </Details>
    ) : null;
  }
  const decides = answer.state === 'proposed' && may(req.actor, 'finding.decide') && !(answer.proposed_person !== null && answer.proposed_person === req.actor.person_id);
  const act = (agreed: 'setuju' | 'ulang', label: string, kind: 'primary' | 'secondary') => <Form action={`${reconciliationUrl()}/jawaban/${answer.id}/${agreed}`} token={req.formToken()} locale={locale}><Button kind={kind}>{label}</Button></Form>;
  return (
    <>
      <p>{answer.reason}<br /><span class="quiet">{answer.state === 'agreed' ? t('agreedBy', { name: answer.decider ?? t('unknown') }) : answer.proposer}</span></p>
      {decides && <>{act('setuju', t('agree'), 'primary')}{act('ulang', t('sendAgain'), 'secondary')}</>}
    </>
  );
}

function YearTable({ req, year, rows }: { req: Req; year: number; rows: YearRow[] }): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  return (
    <Section title={t('target', { year })}>
      <DataTable caption={t('target', { year })} captionHidden rows={rows} empty={t('targetNone')} columns={[
        { title: t('account'), cell: (row) => row.account_code },
        { title: t('targetIdr'), numeric: true, cell: (row) => rupiah(row.target_idr) },
        { title: t('paidIdr'), numeric: true, cell: (row) => rupiah(row.paid_idr) },
        { title: t('percent'), numeric: true, cell: (row) => percent(row) },
      ]} />
    </Section>
  );
}
const percent = ({ target_idr, paid_idr }: { target_idr: number; paid_idr: number }): string => (target_idr > 0 ? `${Math.floor((paid_idr * 100) / target_idr)}%` : '–');

/** The country's or a region's year: target, paid in, and what waits with whom since when. */
export function revenueAllPage(req: Req, { year, years, units }: { year: number; years: number[]; units: (UnitRevenue & { late_days: number })[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const sum = (key: 'target_idr' | 'paid_idr' | 'owed_idr' | 'billed_idr') => units.reduce((total, unit) => total + unit[key], 0);
  return workPage(req, { surface: 'pusat', title: t('revenue'), failed: state !== undefined },
    <PageHeading title={t('revenue')} caption={t('revenueLead')}><ButtonLink kind="secondary" href={`${revenueAllUrl}/daftar.xlsx?tahun=${year}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <Problem state={state} />,
    <Form action={revenueAllUrl} method="get" locale={locale}><SelectField name="tahun" label={t('year')} value={String(year)} options={years.map((each) => ({ value: String(each), text: String(each) }))} /><Button kind="secondary">{t('show')}</Button></Form>,
    <StatRow><StatCard label={t('targetIdr')} value={rupiah(sum('target_idr'))} /><StatCard label={t('paidIdr')} value={rupiah(sum('paid_idr'))} note={percent({ target_idr: sum('target_idr'), paid_idr: sum('paid_idr') })} /><StatCard label={t('owedState')} value={rupiah(sum('owed_idr'))} /><StatCard label={t('billed')} value={rupiah(sum('billed_idr'))} /></StatRow>,
    <p><a href={undepositedUrl()}>{sayWaiting(locale)('all')}</a></p>,
    <DataTable caption={t('revenue')} captionHidden rows={units} empty={t('unitsNone')} columns={[
      { title: t('facility'), cell: (row) => <a href={pnbpUrl(row.facility_code)}>{row.facility_name}</a> },
      { title: t('targetIdr'), numeric: true, cell: (row) => rupiah(row.target_idr) },
      { title: t('paidIdr'), numeric: true, cell: (row) => <>{rupiah(row.paid_idr)}<br /><span class="quiet">{percent(row)}</span></> },
      { title: t('owedState'), numeric: true, cell: (row) => rupiah(row.owed_idr) },
      { title: t('oldest'), cell: (row) => (row.oldest_on ? <>{formatDay(row.oldest_on, locale)} {row.late_days > 0 && <Tag tone="merah">{t('lateDays', { n: row.late_days })}</Tag>}</> : '–') },
      { title: t('checkedMonths'), cell: (row) => <a href={reconciliationUrl({ upt: row.facility_code })}>{t('checkedOf', { n: row.months_checked, all: row.months_paid })}</a> },
    ]} />,
    may(req.actor, 'target.set') && (
      <Section title={t('setTarget')}>
        <Form action={revenueAllUrl} token={req.formToken()} locale={locale} state={state}>
          <TextField name="facility" label={t('facilityCode')} width="m" required />
          <NumberField name="year" label={t('year')} value={String(year)} width="xs" required />
          <TextField name="account_code" label={t('accountCode')} value="425119" width="s" required />
          <MoneyField name="amount_idr" label={t('targetIdr')} width="m" required />
          <TextField name="decree" label={t('decree')} required />
          <Button>{t('setTarget')}</Button>
        </Form>
      </Section>
    ));
}
