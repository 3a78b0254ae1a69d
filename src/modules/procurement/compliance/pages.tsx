import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { BarChart, Button, ButtonLink, DataTable, Details, FileField, Form, HiddenField, Notice, PageHeading, Section, StatCard, StatRow, SubNav, Tag, TextField, type Column } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { nameOf, shareOf, type Quarter } from './compliance.ts';
import type { FlagRow, PaidRow, Ranked, Rules, SheetFacts, UnitRow } from './queries.ts';
import { allUrl, feedbackListUrl, flagUrl, ownFlagUrl, ownUrl } from './urls.ts';
import { flagStates, indicatorNames, sayCompliance } from './words.ts';

export const quarterWords = (at: Quarter, locale: 'id' | 'en'): string => sayCompliance(locale)('quarter', { n: at.quarter, year: at.year });
export function QuarterNav({ req: { locale }, at, quarters, url }: { req: Req; at: Quarter; quarters: Quarter[]; url: (period: string) => string }): VNode {
  return <SubNav label={sayCompliance(locale)('quarters')} items={quarters.map((each) => ({ href: url(nameOf(each)), text: quarterWords(each, locale), current: nameOf(each) === nameOf(at) }))} />;
}

export type OwnFile = { at: Quarter; quarters: Quarter[]; units: UnitRow[]; paid: PaidRow[]; sheets: SheetFacts[]; categories: { code: string; name_id: string; name_en: string }[]; flags: FlagRow[]; rules: Rules };
/** An agency's own quarter: share, payment, questions, and the sheet of its spending. */
export function ownPage(req: Req, { at, quarters, units, paid, sheets, categories, flags, rules }: OwnFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayCompliance(locale);
  const ordered = units.reduce((sum, row) => sum + row.ordered_idr, 0);
  const share = shareOf(ordered, sheets[0]?.total_idr);
  const nameOfCategory = (code: string) => { const found = categories.find((each) => each.code === code); return found ? pick(locale, found) : code; };
  const sum = (of: (row: PaidRow) => number) => paid.reduce((all, row) => all + of(row), 0);
  return workPage(req, { surface: 'pengadaan', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('ownLead')} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <Notice tone="info">{t('trial')}</Notice>,
    <QuarterNav req={req} at={at} quarters={quarters} url={ownUrl} />,
    <StatRow>
      <StatCard label={t('ordered')} value={rupiahCompact(ordered, locale)} title={rupiah(ordered)} /><StatCard label={t('share')} value={share === undefined ? t('notReported') : percent(share, locale)} note={`${t('target')} ${percent(rules.target.value, locale)}`} />
      <StatCard label={t('paidShare')} value={percent(shareOf(sum((row) => row.in_time), sum((row) => row.in_time + row.late + row.overdue)), locale)} /><StatCard label={t('overdueSum')} value={rupiahCompact(sum((row) => row.overdue_idr), locale)} title={rupiah(sum((row) => row.overdue_idr))} />
    </StatRow>,
    <Section title={t('flags')}><p class="quiet">{t('flagLead')}</p><FlagTable req={req} rows={flags} url={ownFlagUrl} /></Section>,
    <Section title={t('byUnit')}>
      <DataTable caption={t('byUnit')} captionHidden rows={units} empty={t('byUnitNone')} columns={[
        { title: t('unit'), cell: (row) => row.unit }, { title: t('category'), cell: (row) => nameOfCategory(row.category) }, { title: t('orders'), numeric: true, cell: (row) => count(row.orders, locale) }, { title: t('ordered'), numeric: true, cell: (row) => rupiah(row.ordered_idr) },
        { title: t('spent'), numeric: true, cell: (row) => (row.spent_idr === null ? '–' : rupiah(row.spent_idr)) }, { title: t('share'), numeric: true, cell: (row) => percent(shareOf(row.ordered_idr, row.spent_idr), locale) },
      ]} />
    </Section>,
    <Section title={t('payments')}>
      <p class="quiet">{t('dueDays', { days: rules.due.value, basis: rules.due.legal_basis })}</p>
      <DataTable caption={t('payments')} captionHidden rows={paid} empty={t('paidNone')} columns={[
        { title: t('unit'), cell: (row) => row.unit }, { title: t('received'), numeric: true, cell: (row) => count(row.orders, locale) }, { title: t('inTime'), numeric: true, cell: (row) => count(row.in_time, locale) }, { title: t('late'), numeric: true, cell: (row) => count(row.late, locale) }, { title: t('overdue'), numeric: true, cell: (row) => count(row.overdue, locale) }, { title: t('overdueSum'), numeric: true, cell: (row) => rupiah(row.overdue_idr) },
      ]} />
    </Section>,
    <Section title={t('spend')}>
      <DataTable caption={t('spend')} captionHidden rows={sheets} empty={t('spendNone')} columns={[{ title: t('revision'), numeric: true, cell: (row) => String(row.revision) }, { title: t('source'), cell: (row) => row.source }, { title: t('lines'), numeric: true, cell: (row) => count(row.lines, locale) }, { title: t('total'), numeric: true, cell: (row) => rupiah(row.total_idr) }, { title: t('day'), cell: (row) => formatInstant(row.recorded_at, 'Asia/Jakarta', locale) }]} />
      {may(req.actor, 'spend.record') && (
        <Details summary={t('upload')} open={state !== undefined}>
          <p>{t('spendLead')} <a href="/pengadaan/kepatuhan/contoh.xlsx">{t('template')}</a></p>
          <Form action={ownUrl()} token={req.formToken()} locale={locale} state={state}>
            <HiddenField name="quarter" value={nameOf(at)} /><FileField name="sheet" label={t('sheet')} accept=".csv,.xlsx" required /><TextField name="source" label={t('source')} hint={t('sourceHint')} required /><Button>{t('upload')}</Button>
          </Form>
        </Details>
      )}
    </Section>);
}

export function FlagTable({ req: { locale }, rows, url, withAgency = false }: { req: Req; rows: FlagRow[]; url: (id: string) => string; withAgency?: boolean }): VNode {
  const t = sayCompliance(locale);
  const columns: Column<FlagRow>[] = [
    { title: t('indicator'), cell: (row) => <a href={url(row.id)}>{indicatorNames[row.indicator][locale]}</a> }, { title: t('ordersNamed'), cell: (row) => row.facts.numbers.join(', ') }, { title: t('due'), cell: (row) => formatDay(row.due_on, locale) }, { title: t('state'), cell: (row) => <Tag tone={flagStates[row.state].tone}>{flagStates[row.state][locale]}</Tag> },
  ];
  return <DataTable caption={t('flags')} captionHidden rows={rows} empty={t('flagsNone')} columns={withAgency ? [{ title: t('agency'), cell: (row) => row.agency }, ...columns] : columns} />;
}

export type AllFile = { at: Quarter; quarters: Quarter[]; rows: Ranked[]; flags: FlagRow[]; rules: Rules };
/** Every agency, ranked where it reported; questions below. */
export function allPage(req: Req, { at, quarters, rows, flags, rules }: AllFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayCompliance(locale);
  const sum = (of: (row: Ranked) => number) => rows.reduce((all, row) => all + of(row), 0);
  const charted = rows.filter((row) => row.share_bp !== undefined).slice(0, 12);
  return workPage(req, { surface: 'pusat', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('allLead')}><ButtonLink kind="secondary" href={`/pusat/kepatuhan/daftar.xlsx?triwulan=${nameOf(at)}`}>{t('download')}</ButtonLink><ButtonLink kind="secondary" href={feedbackListUrl}>{t('feedback')}</ButtonLink></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <Notice tone="info">{t('trial')}</Notice>,
    <QuarterNav req={req} at={at} quarters={quarters} url={allUrl} />,
    <StatRow><StatCard label={t('agency')} value={count(rows.length, locale)} note={t('coverageText', { reported: rows.filter((row) => row.spent_idr !== null).length, all: rows.length })} /><StatCard label={t('ordered')} value={rupiahCompact(sum((row) => row.ordered_idr), locale)} title={rupiah(sum((row) => row.ordered_idr))} /><StatCard label={t('overdue')} value={count(sum((row) => row.overdue), locale)} /></StatRow>,
    charted.length > 0 && <BarChart title={`${t('share')} (%)`} locale={locale} series={[{ name: t('share'), points: charted.map((row) => ({ label: row.name, value: (row.share_bp ?? 0) / 100 })) }]} />,
    <RankTable req={req} rows={rows} target={rules.target.value} />,
    <Section title={t('flags')}>
      <p class="quiet">{t('flagLead')}</p>
      {may(req.actor, 'flag.raise') && <Form action="/pusat/kepatuhan/hitung" token={req.formToken()} locale={locale}><Button kind="secondary">{t('raise')}</Button></Form>}
      <FlagTable req={req} rows={flags} url={flagUrl} withAgency />
    </Section>);
}

export function RankTable({ req: { locale }, rows, target }: { req: Req; rows: Ranked[]; target: number }): VNode {
  const t = sayCompliance(locale);
  return (
    <DataTable caption={t('ranking')} captionHidden rows={rows} empty={t('rankingNone')} columns={[
      { title: t('rank'), numeric: true, cell: (row) => (row.rank === undefined ? '–' : String(row.rank)) },
      { title: t('agency'), cell: (row) => <>{row.name}{row.is_sample && <><br /><span class="quiet">{t('sample')}</span></>}</> },
      { title: t('ordered'), numeric: true, cell: (row) => rupiah(row.ordered_idr) },
      { title: t('spent'), numeric: true, cell: (row) => (row.spent_idr === null ? t('notReported') : rupiah(row.spent_idr)) },
      { title: t('share'), numeric: true, cell: (row) => (row.share_bp === undefined ? '–' : <>{percent(row.share_bp, locale)}<br /><span class="quiet">{t(row.share_bp >= target ? 'met' : 'below')}</span></>) },
      { title: t('paidShare'), numeric: true, cell: (row) => percent(row.paid_bp, locale) },
      { title: t('flags'), cell: (row) => (row.asked + row.answered + row.closed === 0 ? '–' : t('questions', { asked: row.asked, answered: row.answered, closed: row.closed })) },
    ]} />
  );
}
