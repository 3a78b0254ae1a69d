// A firm's own interests: what it asked, what came of it.
import type { VNode } from 'preact';
import { dayIn, formatDayShort, formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, Details, EmptyState, Form, IdentityBar, Notice, PageHeading, Section, SummaryList, Tag, TextareaField, Timeline } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { moves, states } from '../opening.ts';
import type { InterestRow } from '../queries.ts';
import { openingUrl, openingsUrl, ownInterestUrl, ownInterestsUrl, withdrawUrl } from '../urls.ts';
import { say } from '../words.ts';

export function ownInterestsPage(req: Req, rows: InterestRow[]): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'mitra', title: t('mine') },
    <PageHeading title={t('mine')} caption={req.actor.unit_name}><ButtonLink href={openingsUrl('id')} kind="secondary">{t('see')}</ButtonLink></PageHeading>,
    rows.length === 0 ? <EmptyState title={t('mineNone')}><ButtonLink href={openingsUrl('id')}>{t('see')}</ButtonLink></EmptyState> : (
      <DataTable caption={t('mine')} captionHidden rows={rows} empty={t('mineNone')} columns={[
        { title: t('number'), cell: (row) => <a href={ownInterestUrl(row.number)}>{row.number}</a> },
        { title: t('facility'), cell: (row) => row.facility_name },
        { title: t('opening'), cell: (row) => row.opening },
        { title: t('wanted'), numeric: true, cell: (row) => row.places },
        { title: t('day'), cell: (row) => formatDayShort(dayIn(row.timezone, row.made_at), locale) },
        { title: t('state'), cell: (row) => <Tag tone={states[row.state].tone}>{states[row.state][locale]}</Tag> },
      ]} />
    ));
}

export function ownInterestPage(req: Req, row: InterestRow, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'mitra', title: row.number, breadcrumbs: [{ href: ownInterestsUrl, text: t('mine') }], failed: state !== undefined },
    <PageHeading title={`${t('interest')} ${row.number}`} caption={row.facility_name} />,
    <IdentityBar title={row.facility_name} code={row.number} status={{ text: states[row.state][locale], tone: states[row.state].tone }} facts={[{ label: t('wanted'), value: String(row.places) }]} />,
    row.state === 'invited' ? <Notice tone="info">{t('next')}</Notice> : null,
    <SummaryList rows={[
      { label: t('opening'), value: <a href={openingUrl('id', row.opening)}>{row.opening}</a> }, { label: t('firm'), value: row.firm }, { label: t('contact'), value: `${row.contact_name}, ${row.phone}, ${row.email}` }, { label: t('yours'), value: row.message },
    ]} />,
    <Steps req={req} row={row} />,
    moves[row.state].includes('withdrawn') ? (
      <Details summary={t('withdraw')}>
        <Form action={withdrawUrl(row.number)} token={req.formToken()} state={state} locale={locale}>
          <TextareaField name="reason" label={t('reason')} rows={3} required />
          <Button kind="danger">{t('withdraw')}</Button>
        </Form>
      </Details>
    ) : null);
}

/** From the first word to the last, each with its side. */
export function Steps({ req: { locale }, row }: { req: Req; row: InterestRow }): VNode {
  const t = say(locale);
  return (
    <Section title={t('history')}>
      <Timeline items={[
        { title: t('begun'), at: formatInstant(row.made_at, row.timezone, locale), by: t('byFirm') },
        ...row.steps.map((step) => ({ title: states[step.state][locale], at: formatInstant(new Date(step.at), row.timezone, locale), by: t(step.by_side === 'firm' ? 'byFirm' : 'byFacility'), text: step.words })),
      ]} />
    </Section>
  );
}
