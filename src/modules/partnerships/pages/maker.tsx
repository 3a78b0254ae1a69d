// /bengkel/mitra: what the facility offers, who asks, and the answer.
import type { VNode } from 'preact';
import { dayIn, formatDay, formatDayShort, formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, DateField, Details, FilterPanel, Form, HiddenField, IdentityBar, NumberField, PageHeading, RadiosField, Section, SelectField, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { answers, moves, states, type State } from '../opening.ts';
import type { Capacity, InterestRow, OpeningRow } from '../queries.ts';
import { answerUrl, closeUrl, interestUrl, makerSheetUrl, makerUrl, newOpeningUrl, openingUrl } from '../urls.ts';
import { say } from '../words.ts';
import { Steps } from './own.tsx';

export type Partners = { openings: OpeningRow[]; interests: InterestRow[]; workshops: Capacity[]; state: State | undefined; upt: string | undefined; unit: boolean; today: string };

export function partnersPage(req: Req, { openings, interests, workshops, state: chosen, upt, unit, today }: Partners, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const named = (code: string) => { const found = workshops.find((row) => row.code === code); return found ? pick(locale, found) : code; };
  return workPage(req, { surface: 'bengkel', title: t('partners'), failed: state !== undefined },
    <PageHeading title={t('partners')} caption={t('partnersCaption')}>{may(req.actor, 'opening.publish') ? <ButtonLink href={newOpeningUrl}>{t('offer')}</ButtonLink> : null}</PageHeading>,
    <Section title={t('interests')}>
      <FilterPanel action={makerUrl()} locale={locale} chips={chosen ? [{ text: states[chosen][locale], removeHref: makerUrl({ upt }) }] : []} clearHref={makerUrl({ upt })}>
        {upt ? <HiddenField name="upt" value={upt} /> : null}
        <SelectField name="status" label={t('state')} value={chosen ?? ''} empty={t('all')} options={Object.entries(states).map(([value, text]) => ({ value, text: text[locale] }))} />
      </FilterPanel>
      <DataTable caption={t('interests')} captionHidden rows={interests} empty={t('interestsNone')} columns={[
        { title: t('number'), cell: (row) => <a href={interestUrl(row.number)}>{row.number}</a> },
        { title: t('firm'), cell: (row) => row.firm },
        ...(unit ? [] : [{ title: t('facility'), cell: (row: InterestRow) => row.facility_name }]),
        { title: t('workshop'), cell: (row) => named(row.workshop_code) },
        { title: t('wanted'), numeric: true, cell: (row) => row.places },
        { title: t('day'), cell: (row) => formatDayShort(dayIn(row.timezone, row.made_at), locale) },
        { title: t('state'), cell: (row) => <Tag tone={states[row.state].tone}>{states[row.state][locale]}</Tag> },
      ]} />
      {interests.length > 0 ? <p><a href={makerSheetUrl({ upt, status: chosen })}>XLSX</a></p> : null}
    </Section>,
    <Section title={t('ourOpenings')}>
      <DataTable caption={t('ourOpenings')} captionHidden rows={openings} empty={t('ourNone')} columns={[
        { title: t('opening'), cell: (row) => <a href={openingUrl('id', row.number)}>{row.number}</a> },
        ...(unit ? [] : [{ title: t('facility'), cell: (row: OpeningRow) => row.facility_name }]),
        { title: t('workshop'), cell: (row) => named(row.workshop_code) },
        { title: t('places'), numeric: true, cell: (row) => row.places },
        { title: t('until'), cell: (row) => formatDay(row.until, locale) },
        { title: t('waiting'), numeric: true, cell: (row) => row.waiting },
        { title: t('state'), cell: (row) => <OpeningState req={req} row={row} today={today} state={state} /> },
      ]} />
    </Section>);
}

function OpeningState({ req, row, today, state }: { req: Req; row: OpeningRow; today: string; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  if (row.closed_at) return <><Tag tone="abu">{t('closed')}</Tag> <span class="quiet">{row.closed_reason}</span></>;
  if (row.until < today) return <Tag tone="abu">{t('past')}</Tag>;
  return (
    <>
      <Tag tone="hijau">{t('open')}</Tag>
      {may(req.actor, 'opening.close') ? (
        <Details summary={t('close')}>
          <Form action={closeUrl(row.number)} token={req.formToken()} state={state} locale={req.locale}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('close')}</Button></Form>
        </Details>
      ) : null}
    </>
  );
}

export function newOpeningPage(req: Req, { workshops, until }: { workshops: Capacity[]; until: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('offer'), breadcrumbs: [{ href: makerUrl(), text: t('partners') }], failed: state !== undefined },
    <PageHeading title={t('offer')} />,
    <p class="lead">{t('offerIntro')}</p>,
    <Form action={newOpeningUrl} token={req.formToken()} state={state} locale={locale}>
      <SelectField name="workshop" label={t('workshop')} empty={t('chooseWorkshop')} required options={workshops.map((row) => ({ value: row.code, text: t('workshopFree', { name: pick(locale, row), n: row.free, of: row.capacity }) }))} />
      <NumberField name="places" label={t('howMany')} width="xs" required />
      <TextareaField name="work_id" label={t('workId')} hint={t('workIdHint')} rows={3} required />
      <TextareaField name="work_en" label={t('workEn')} rows={3} />
      <DateField name="until" label={t('lastDay')} value={until} required />
      <Button large>{t('publish')}</Button>
    </Form>);
}

export function interestPage(req: Req, row: InterestRow, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const left = answers.filter((answer) => moves[row.state].includes(answer));
  return workPage(req, { surface: 'bengkel', title: row.number, breadcrumbs: [{ href: makerUrl(), text: t('partners') }], failed: state !== undefined },
    <PageHeading title={row.firm} caption={`${t('interest')} ${row.number}`} />,
    <IdentityBar title={row.firm} code={row.number} status={{ text: states[row.state][locale], tone: states[row.state].tone }} facts={[{ label: t('wanted'), value: String(row.places) }, { label: t('day'), value: formatInstant(row.made_at, row.timezone, locale) }]} />,
    <SummaryList rows={[
      { label: t('opening'), value: <a href={openingUrl('id', row.opening)}>{row.opening}</a> }, { label: t('contact'), value: row.contact_name },
      { label: t('phone'), value: <a href={`tel:${row.phone.replace(/[^\d+]/g, '')}`}>{row.phone}</a> }, { label: t('email'), value: <a href={`mailto:${row.email}`}>{row.email}</a> }, { label: t('wrote'), value: row.message },
    ]} />,
    left.length > 0 && may(req.actor, 'interest.answer') ? (
      <Section title={t('answer')}>
        <Form action={answerUrl(row.number)} token={req.formToken()} state={state} locale={locale}>
          <RadiosField name="state" label={t('answer')} required value={left.length === 1 ? left[0] : undefined} options={left.map((value) => ({ value, text: t(value === 'invited' ? 'invite' : 'decline') }))} />
          <TextareaField name="words" label={t('words')} hint={t('answerHint')} rows={4} required />
          <Button large>{t('sendAnswer')}</Button>
        </Form>
      </Section>
    ) : null,
    <Steps req={req} row={row} />);
}
