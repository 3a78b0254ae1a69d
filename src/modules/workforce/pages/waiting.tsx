import { formatDay, formatInstant, formatMonth, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, DataTable, DateField, Details, FilterPanel, Form, HiddenField, IdentityBar, Notice, PageHeading, Pagination, Section, SelectField, Tag, TextareaField, TextField, Timeline } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { planUrls } from '../placement-urls.ts';
import type { WorkplaceRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { decisions, mayFollow, openStates, requesterNames, requesters, waitingStates, type Decision, type PriorityRow, type Standing, type WaitingState } from '../waiting.ts';
import type { EntryRow, LogRow, LotRow, ReasonRow } from '../waiting-queries.ts';
import type { Ranked } from '../waiting-order.ts';
import { sayWaiting } from '../words-waiting.ts';

export type WaitingFilter = { bengkel?: string | undefined; keadaan?: WaitingState | undefined };
const tones: Record<WaitingState, 'hijau' | 'kuning' | 'merah' | 'biru' | 'abu'> = { pending: 'kuning', approved: 'biru', offered: 'biru', placed: 'hijau', declined: 'merah', withdrawn: 'abu', removed: 'abu' };

export const addressOf = (filter: WaitingFilter & { dari?: string }): string => {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${planUrls.waiting}?${query}` : planUrls.waiting;
};
const placeOf = (req: Req, row: EntryRow): string => row.workshop_name_id && row.workshop_name_en ? pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) : sayWaiting(req.locale)('anyWorkshop');

export type WaitingView = { rows: Ranked[]; all: number; next: string | undefined; workplaces: WorkplaceRow[]; filter: WaitingFilter; priorities: PriorityRow[]; lot: LotRow | undefined; month: string };
/** Who waits, in the order in which places are offered. */
export function waitingPage(req: Req, { rows, all, next, workplaces, filter, priorities, lot, month }: WaitingView, state?: FormState): Drawn {
  const t = sayWaiting(req.locale);
  const workshop = workplaces.find((place) => place.code === filter.bengkel);
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('hint')}>
      {may(req.actor, 'waiting.apply') && <ButtonLink href={planUrls.apply}>{t('apply')}</ButtonLink>}
      <ButtonLink href={`${planUrls.waitingSheet}${filter.bengkel ? `?bengkel=${filter.bengkel}` : ''}`} kind="secondary">{t('sheet')}</ButtonLink>
    </PageHeading>,
    <FilterPanel action={planUrls.waiting} locale={req.locale} clearHref={planUrls.waiting} chips={[
      ...(workshop ? [{ text: pick(req.locale, workshop), removeHref: addressOf({ keadaan: filter.keadaan }) }] : []),
      ...(filter.keadaan ? [{ text: waitingStates[filter.keadaan][req.locale], removeHref: addressOf({ bengkel: filter.bengkel }) }] : []),
    ]}>
      <SelectField name="bengkel" label={t('workshop')} empty={t('allWorkshops')} value={filter.bengkel} options={workplaces.map((place) => ({ value: place.code, text: pick(req.locale, place) }))} />
      <SelectField name="keadaan" label={t('state')} empty={t('allOpen')} value={filter.keadaan} options={Object.entries(waitingStates).map(([value, text]) => ({ value, text: text[req.locale] }))} />
    </FilterPanel>,
    <DataTable caption={t('title')} captionHidden empty={t('empty')} rows={rows} columns={[
      { title: t('rank'), cell: (row) => row.rank, numeric: true },
      { title: t('person'), cell: (row) => <a href={planUrls.entry(row.id)}>{row.roster_code} {row.name}</a> },
      { title: t('workshop'), cell: (row) => placeOf(req, row) },
      { title: t('since'), cell: (row) => formatDay(row.applied_on, req.locale) },
      { title: t('points'), cell: (row) => row.standing.points, numeric: true },
      { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{waitingStates[row.state][req.locale]}</Tag> },
    ]} />,
    rows.length < all && <p class="quiet">{t('showAll', { n: rows.length, all })}</p>,
    next !== undefined && <Pagination locale={req.locale} nextHref={addressOf({ ...filter, dari: next })} label={t('next')} />,
    <Section title={t('lot', { month: formatMonth(month, req.locale) })}>
      {lot ? <Notice tone="info"><p>{t('seed', { seed: lot.seed })}</p><p>{t('seedHint')}</p></Notice> : (
        <>
          <p>{t('notDrawn')}</p>
          {may(req.actor, 'waiting.decide') && <Form action={planUrls.lot} token={req.formToken()} state={state} locale={req.locale}><Button kind="secondary">{t('drawLot')}</Button></Form>}
        </>
      )}
    </Section>,
    <Details summary={t('rules')}>
      <DataTable caption={t('rules')} captionHidden empty="" rows={priorities} columns={[{ title: t('rule'), cell: (row) => pick(req.locale, row) }, { title: t('points'), cell: (row) => row.weight, numeric: true }, { title: t('basis'), cell: (row) => row.legal_basis }]} />
    </Details>);
}

export function applyPage(req: Req, { workplaces, day, person }: { workplaces: WorkplaceRow[]; day: string; person: string | undefined }, state?: FormState): Drawn {
  const t = sayWaiting(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('apply'), breadcrumbs: [{ href: planUrls.waiting, text: t('title') }], failed: state !== undefined },
    <PageHeading title={t('apply')} caption={t('withdrawHint')} />,
    <Form action={planUrls.apply} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="worker" label={t('person')} hint={t('personHint')} value={person} required width="s" />
      <SelectField name="workshop" label={t('workshop')} empty={t('anyWorkshop')} options={workplaces.map((place) => ({ value: place.id, text: pick(req.locale, place) }))} />
      <SelectField name="requested_by" label={t('requestedBy')} value="self" options={requesters.map((value) => ({ value, text: requesterNames[value][req.locale] }))} />
      <DateField name="applied_on" label={t('appliedOn')} value={day} required />
      <TextField name="restitution" label={t('restitution')} />
      <TextareaField name="note" label={t('note')} rows={2} />
      <Button large>{t('apply')}</Button>
    </Form>);
}

export type EntryView = { entry: EntryRow; standing: Standing; rank: number | undefined; log: LogRow[]; reasons: ReasonRow[]; workplaces: WorkplaceRow[]; priorities: PriorityRow[]; day: string; zone: Zone };
export type EntryRefused = { decision?: Decision; offer?: boolean; state: FormState };
/** One application: why in this place, what may be decided, and how it came here. */
export function entryPage(req: Req, view: EntryView, refused?: EntryRefused): Drawn {
  const t = sayWaiting(req.locale);
  const { entry, standing, rank, log, zone } = view;
  const waiting = openStates.some((open) => open === entry.state);
  return workPage(req, { surface: 'bengkel', title: `${t('title')} ${entry.roster_code}`, breadcrumbs: [{ href: planUrls.waiting, text: t('title') }], failed: refused !== undefined },
    <PageHeading title={entry.name} caption={placeOf(req, entry)} />,
    <IdentityBar title={entry.name} code={entry.roster_code} status={{ text: waitingStates[entry.state][req.locale], tone: tones[entry.state] }} facts={[
      { label: t('since'), value: formatDay(entry.applied_on, req.locale) }, { label: t('requestedBy'), value: requesterNames[entry.requested_by][req.locale] },
      ...(waiting && rank !== undefined ? [{ label: t('rank'), value: rank }] : []), ...(entry.reason_name_id && entry.reason_name_en ? [{ label: t('reason'), value: pick(req.locale, { name_id: entry.reason_name_id, name_en: entry.reason_name_en }) }] : []),
      ...(entry.note ? [{ label: t('note'), value: entry.note }] : []),
    ]}>{may(req.actor, 'worker.read') && <a href={urls.worker(entry.worker_id)}>{t('file')}</a>}</IdentityBar>,
    waiting && (
      <Section title={t('why')}>
        <DataTable caption={t('why')} captionHidden empty="" rows={standing.parts} columns={[
          { title: t('rule'), cell: (part) => part.name[req.locale] }, { title: t('explanation'), cell: (part) => part.text[req.locale] }, { title: t('points'), cell: (part) => <>{part.points} <span class="quiet">{t('of', { n: part.of })}</span></>, numeric: true },
        ]} />
        <p><strong>{t('total', { n: standing.points })}</strong></p>
      </Section>
    ),
    entry.state === 'approved' && may(req.actor, 'placement.propose') && offering(req, view, refused?.offer ? refused.state : undefined),
    deciding(req, view, refused),
    <Section title={t('log')}>
      <Timeline items={log.map((row) => ({
        title: row.from_state === row.to_state ? t('eligibilityChanged') : waitingStates[row.to_state][req.locale], at: formatInstant(row.at, zone, req.locale),
        text: [row.reason_name_id && row.reason_name_en ? pick(req.locale, { name_id: row.reason_name_id, name_en: row.reason_name_en }) : '', row.note, row.eligible ? t('eligible') : t('notEligible', { codes: row.failed.join(', ') })].filter(Boolean).join(' · '),
      }))} />
    </Section>);
}

function offering(req: Req, { entry, workplaces, day }: EntryView, state: FormState | undefined) {
  const t = sayWaiting(req.locale);
  return (
    <Section title={t('offer')}>
      <p>{t('offerHint')}</p>
      <Form action={planUrls.offer(entry.id)} token={req.formToken()} state={state} locale={req.locale}>
        {entry.workshop_id ? <HiddenField name="workshop_id" value={entry.workshop_id} /> : <SelectField name="workshop_id" label={t('workshop')} options={workplaces.map((place) => ({ value: place.id, text: pick(req.locale, place) }))} required />}
        <TextField name="job" label={t('job')} required /><DateField name="from" label={t('from')} value={day} required />
        <TextareaField name="out_of_order_reason" label={t('outOfOrder')} rows={2} /><TextareaField name="override_reason" label={t('override')} rows={2} />
        <Button>{t('offer')}</Button>
      </Form>
    </Section>
  );
}

const order: Decision[] = ['approve', 'reopen', 'decline', 'withdraw', 'remove'];
function deciding(req: Req, { entry, reasons }: EntryView, refused: EntryRefused | undefined) {
  const t = sayWaiting(req.locale);
  const open = order.filter((decision) => mayFollow(decision, entry.state) && may(req.actor, decisions[decision].may));
  const form = (decision: Decision) => {
    const fitting = reasons.filter((reason) => reason.used_for.includes(decisions[decision].to));
    const plain = decision === 'approve' || decision === 'reopen';
    return (
      <Form action={planUrls.decide(entry.id)} token={req.formToken()} state={refused?.decision === decision ? refused.state : undefined} locale={req.locale}>
        <HiddenField name="decision" value={decision} />
        {!plain && <SelectField name="reason_code" label={t('reason')} empty={t('chooseReason')} options={fitting.map((reason) => ({ value: reason.code, text: pick(req.locale, reason) }))} required />}
        {!plain && <TextareaField name="note" label={t('note')} rows={2} />}
        {decision === 'withdraw' && <p class="quiet">{t('withdrawHint')}</p>}
        <ButtonRow><Button kind={plain ? 'primary' : decision === 'withdraw' ? 'secondary' : 'danger'}>{t(decision)}</Button></ButtonRow>
      </Form>
    );
  };
  return open.map((decision) => (decision === 'approve' || decision === 'reopen' ? form(decision) : <Details summary={t(decision)}>{form(decision)}</Details>));
}
