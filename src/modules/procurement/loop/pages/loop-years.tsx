import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, DateField, Form, Notice, NumberField, PageHeading, Section, StatCard, StatRow, Tag, TextareaField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { AnnouncementRow } from '../announcement-queries.ts';
import type { PlanState } from '../loop.ts';
import type { PlanRow } from '../plan-queries.ts';
import type { ComplianceRow } from '../reservation-queries.ts';
import type { AskedKind, LoopYear } from '../survey-queries.ts';
import { allocationsUrl, announcementUrl, loopDemandUrl, loopUrl, loopYearUrl, supplyPlanUrl } from '../urls.ts';
import { sayLoop } from '../words.ts';
import { kindName, priceRange } from './parts.tsx';

export const planTones: Record<PlanState, Tone> = { draft: 'abu', submitted: 'kuning', approved: 'hijau', returned: 'merah' };

/** Every year's loop; a new one is opened here. */
export function loopYearsPage(req: Req, { years, nextYear }: { years: LoopYear[]; nextYear: number }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayLoop(locale);
  return workPage(req, { surface: 'pusat', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <Notice tone="info">{t('trial')}</Notice>,
    <DataTable caption={t('title')} captionHidden rows={years} empty={t('noneYet')} columns={[
      { title: t('year'), cell: (row) => <a href={loopYearUrl(row.year)}>{row.year}</a> },
      { title: t('window'), cell: (row) => t('fromTo', { from: formatDay(row.opens_on, locale), to: formatDay(row.closes_on, locale) }) },
      { title: t('state'), cell: (row) => <YearState req={req} row={row} /> },
      { title: t('lines'), numeric: true, cell: (row) => count(row.lines, locale) },
      { title: t('plans'), numeric: true, cell: (row) => count(row.approved, locale) },
      { title: t('reserved'), numeric: true, cell: (row) => `${count(row.reserved, locale)} / ${count(row.announced_quantity, locale)}` },
    ]} />,
    may(req.actor, 'survey.open') && (
      <Section title={t('openSurvey')}>
        <Form action={loopUrl} token={req.formToken()} locale={locale} state={state}>
          <NumberField name="year" label={t('year')} value={nextYear} width="xs" required />
          <DateField name="opens_on" label={t('opensOn')} required />
          <DateField name="closes_on" label={t('closesOn')} required />
          <TextareaField name="kinds" label={t('kinds')} hint={t('kindsHint')} rows={6} required />
          <Button>{t('openSurvey')}</Button>
        </Form>
      </Section>
    ));
}

function YearState({ req, row }: { req: Req; row: LoopYear }): VNode {
  const t = sayLoop(req.locale);
  if (row.announced) return <Tag tone="hijau">{t('announced')}</Tag>;
  return <Tag tone={row.state === 'open' ? 'biru' : 'kuning'}>{t(row.state)}</Tag>;
}

export type YearFile = { year: LoopYear; kinds: AskedKind[]; plans: PlanRow[]; compliance: ComplianceRow[]; announcement: AnnouncementRow | undefined };

/** One year: what was asked, what is planned, how far the announcement is, who reserved. */
export function loopYearPage(req: Req, { year, kinds, plans, compliance, announcement }: YearFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayLoop(locale);
  const unclassified = year.lines - kinds.reduce((sum, { lines }) => sum + lines, 0);
  return workPage(req, { surface: 'pusat', title: t('ofYear', { year: year.year }), failed: state !== undefined, breadcrumbs: [{ href: loopUrl, text: t('title') }] },
    <PageHeading title={t('ofYear', { year: year.year })} caption={t('fromTo', { from: formatDay(year.opens_on, locale), to: formatDay(year.closes_on, locale) })}><YearState req={req} row={year} /></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <StatRow>
      <StatCard label={t('lines')} value={count(year.lines, locale)} href={loopDemandUrl(year.year)} {...(unclassified > 0 ? { note: `${count(unclassified, locale)} ${t('unclassified').toLowerCase()}`, tone: 'kuning' as const } : {})} />
      <StatCard label={t('agencies')} value={count(year.agencies, locale)} />
      <StatCard label={t('plans')} value={count(year.plans, locale)} note={t('approvedOf', { n: count(year.approved, locale) })} />
      <StatCard label={t('announcement')} value={announcement?.number ?? '–'} href={announcement ? announcementUrl(year.year) : undefined} />
      <StatCard label={t('reserved')} value={count(year.reserved, locale)} />
    </StatRow>,
    may(req.actor, 'survey.open') && year.state === 'open' && <Form action={`${loopYearUrl(year.year)}/tutup`} token={req.formToken()} locale={locale}><Button>{t('closeSurvey')}</Button></Form>,
    may(req.actor, 'announcement.prepare') && year.state === 'closed' && !announcement && <Form action={announcementUrl(year.year)} token={req.formToken()} locale={locale}><Button>{t('prepare')}</Button></Form>,
    announcement?.state === 'announced' && <p><ButtonLink kind="secondary" href={allocationsUrl(year.year)}>{t('allocation')}</ButtonLink></p>,
    <Section title={t('kinds')}>
      <DataTable caption={t('kinds')} captionHidden rows={kinds} empty={t('noKinds')} columns={[
        { title: t('kind'), cell: (row) => kindName(locale, row) },
        { title: t('asked'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        { title: t('agencies'), numeric: true, cell: (row) => count(row.agencies, locale) },
        { title: t('planned'), numeric: true, cell: (row) => count(row.planned, locale) },
        { title: t('makers'), numeric: true, cell: (row) => count(row.makers, locale) },
        { title: t('price'), numeric: true, cell: (row) => (row.low_idr === null || row.high_idr === null ? '–' : priceRange(row.low_idr, row.high_idr)) },
      ]} />
    </Section>,
    <Section title={t('plans')}>
      <DataTable caption={t('plans')} captionHidden rows={plans} empty={t('noPlans')} columns={[
        { title: t('facility'), cell: (row) => <a href={supplyPlanUrl(row.id)}>{row.facility_name}</a> },
        { title: t('kinds'), numeric: true, cell: (row) => count(row.kinds, locale) },
        { title: t('quantity'), numeric: true, cell: (row) => count(row.quantity, locale) },
        { title: t('state'), cell: (row) => <Tag tone={planTones[row.state]}>{t(row.state)}</Tag> },
      ]} />
    </Section>,
    <Section title={t('compliance')}>
      <DataTable caption={t('compliance')} captionHidden rows={compliance} empty={t('noCompliance')} columns={[
        { title: t('agency'), cell: (row) => row.agency },
        { title: t('asked'), numeric: true, cell: (row) => count(row.asked, locale) },
        { title: t('reserved'), numeric: true, cell: (row) => count(row.reserved, locale) },
        { title: t('called'), numeric: true, cell: (row) => count(row.called, locale) },
        { title: t('delivered'), numeric: true, cell: (row) => count(row.delivered, locale) },
      ]} />
      {compliance.length > 0 && <p><ButtonLink kind="secondary" href={`${loopYearUrl(year.year)}/kepatuhan.xlsx`}>{t('sheet')}</ButtonLink></p>}
    </Section>);
}
