import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { pick, type Phrase } from '#kernel/words.ts';
import { Button, ButtonRow, CheckboxesField, CheckboxField, DataTable, DateField, Details, EmptyState, Form, HiddenField, IdentityBar, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { endingReasons, releaseStates, slotCodes, suspensionMoves, suspensionReasons, suspensionStates, weekdayNames, type ReleaseState, type SuspensionState } from '../placement-plan.ts';
import type { Plans, ReleaseRow } from '../placement-plan-queries.ts';
import { planUrls } from '../placement-urls.ts';
import type { PlacementRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayPlan } from '../words-plan.ts';
import { periodOf } from './workers.tsx';

export type PlanForm = 'suspend' | 'lift' | 'end' | 'exclude' | 'endExclusion' | 'release';
export type PlanView = { placement: PlacementRow; plans: Plans; day: string };
export type PlanRefused = { of: PlanForm; state: FormState };
const suspensionTones: Record<SuspensionState, 'biru' | 'kuning' | 'abu'> = { planned: 'biru', running: 'kuning', over: 'abu', lifted: 'abu' };
const releaseTones: Record<ReleaseState, 'hijau' | 'kuning' | 'merah' | 'abu'> = { requested: 'kuning', permitted: 'hijau', refused: 'merah', revoked: 'abu' };
const optionsOf = (req: Req, names: Record<string, Phrase>) => Object.entries(names).map(([value, text]) => ({ value, text: text[req.locale] }));
const daysOf = (req: Req, days: number[]): string => days.map((n) => weekdayNames[n - 1]?.[req.locale] ?? '').join(', ');
const weekdayOptions = (req: Req) => weekdayNames.map((name, n) => ({ value: String(n + 1), text: name[req.locale] }));

/** Everything planned for one placement, with what may be planned next. */
export function plansPage(req: Req, view: PlanView, refused?: PlanRefused): Drawn {
  const t = sayPlan(req.locale);
  const { placement } = view;
  const stateOf = (of: PlanForm) => (refused?.of === of ? refused.state : undefined);
  return workPage(req, { surface: 'bengkel', title: `${t('plans')} ${placement.roster_code}`, breadcrumbs: [{ href: urls.workers, text: t('placements') }, { href: urls.worker(placement.worker_id), text: placement.roster_code }], failed: refused !== undefined },
    <PageHeading title={t('plans')} caption={t('plansHint')} />,
    <IdentityBar title={placement.name} code={placement.roster_code} facts={[
      { label: t('workshop'), value: pick(req.locale, { name_id: placement.workshop_name_id, name_en: placement.workshop_name_en }) }, { label: t('job'), value: placement.job }, { label: t('period'), value: periodOf(req, placement) }, { label: t('decree'), value: placement.decree },
    ]} />,
    suspensionPart(req, view, stateOf), endingPart(req, view, stateOf('end')), exclusionPart(req, view, stateOf),
    placement.regime === 'outside' && releasePart(req, view, stateOf('release')));
}

type StateOf = (of: PlanForm) => FormState | undefined;
function suspensionPart(req: Req, { placement, plans, day }: PlanView, stateOf: StateOf) {
  const t = sayPlan(req.locale);
  const open = plans.suspensions.filter((row) => suspensionMoves[row.state].includes('lifted'));
  return (
    <Section title={t('suspensions')}>
      <DataTable caption={t('suspensions')} captionHidden empty={t('noSuspensions')} rows={plans.suspensions} columns={[
        { title: t('period'), cell: (row) => periodOf(req, row) }, { title: t('reason'), cell: (row) => <>{suspensionReasons[row.reason_code][req.locale]}{row.note && <> <span class="quiet">{row.note}</span></>}</> },
        { title: t('pay'), cell: (row) => (row.paid ? t('paid') : t('unpaid')) }, { title: t('state'), cell: (row) => <Tag tone={suspensionTones[row.state]}>{suspensionStates[row.state][req.locale]}</Tag> },
      ]} />
      {may(req.actor, 'placement.plan') && (
        <>
          <Details summary={t('suspend')}>
            <Form action={planUrls.suspend(placement.id)} token={req.formToken()} state={stateOf('suspend')} locale={req.locale}>
              <DateField name="from" label={t('from')} value={day} required /><DateField name="to" label={t('to')} />
              <SelectField name="reason_code" label={t('reason')} options={optionsOf(req, suspensionReasons)} required />
              {placement.paid && <CheckboxField name="paid" label={t('paid')} />}<TextareaField name="note" label={t('note')} rows={2} /><Button>{t('suspend')}</Button>
            </Form>
          </Details>
          {open.length > 0 && (
            <Details summary={t('lift')}>
              <Form action={planUrls.lift(placement.id)} token={req.formToken()} state={stateOf('lift')} locale={req.locale}>
                <SelectField name="suspension_id" label={t('which')} options={open.map((row) => ({ value: row.id, text: `${suspensionReasons[row.reason_code][req.locale]}, ${periodOf(req, row)}` }))} required />
                <TextareaField name="reason" label={t('reason')} rows={2} required /><Button>{t('lift')}</Button>
              </Form>
            </Details>
          )}
        </>
      )}
    </Section>
  );
}

function endingPart(req: Req, { placement, plans }: PlanView, state: FormState | undefined) {
  const t = sayPlan(req.locale);
  const planned = plans.endings.find((row) => row.state === 'planned');
  return (
    <Section title={t('ending')}>
      <p>{planned ? t('endingOn', { day: formatDay(planned.on_day, req.locale), reason: endingReasons[planned.reason_code][req.locale] }) : t('noEnding')}</p>
      {may(req.actor, 'placement.plan') && (planned
        ? <Form action={planUrls.cancelEnd(placement.id)} token={req.formToken()} locale={req.locale}><Button kind="secondary">{t('cancelEnd')}</Button></Form>
        : (
          <Details summary={t('planEnd')}>
            <Form action={planUrls.planEnd(placement.id)} token={req.formToken()} state={state} locale={req.locale}>
              <DateField name="on_day" label={t('endDay')} required /><SelectField name="reason_code" label={t('reason')} options={optionsOf(req, endingReasons)} required /><TextareaField name="note" label={t('note')} rows={2} /><Button>{t('planEnd')}</Button>
            </Form>
          </Details>
        ))}
    </Section>
  );
}

function exclusionPart(req: Req, { placement, plans, day }: PlanView, stateOf: StateOf) {
  const t = sayPlan(req.locale);
  const open = plans.exclusions.filter((row) => row.to === null || row.to > day);
  return (
    <Section title={t('exclusions')}>
      <DataTable caption={t('exclusions')} captionHidden empty={t('noExclusions')} rows={plans.exclusions} columns={[
        { title: t('weekdays'), cell: (row) => daysOf(req, row.weekdays) }, { title: t('slot'), cell: (row) => row.slot ?? t('allSlots') }, { title: t('period'), cell: (row) => periodOf(req, row) }, { title: t('reason'), cell: (row) => row.reason },
      ]} />
      {may(req.actor, 'placement.plan') && (
        <>
          <Details summary={t('exclude')}>
            <Form action={planUrls.exclude(placement.id)} token={req.formToken()} state={stateOf('exclude')} locale={req.locale}>
              <CheckboxesField name="weekdays" label={t('weekdays')} options={weekdayOptions(req)} /><SelectField name="slot" label={t('slot')} empty={t('allSlots')} options={slotCodes.map((value) => ({ value, text: value }))} />
              <DateField name="from" label={t('from')} value={day} required /><DateField name="to" label={t('to')} /><TextField name="reason" label={t('reason')} required /><Button>{t('exclude')}</Button>
            </Form>
          </Details>
          {open.length > 0 && (
            <Details summary={t('endExclusion')}>
              <Form action={planUrls.endExclusion(placement.id)} token={req.formToken()} state={stateOf('endExclusion')} locale={req.locale}>
                <SelectField name="exclusion_id" label={t('which')} options={open.map((row) => ({ value: row.id, text: `${row.reason}, ${daysOf(req, row.weekdays)}` }))} required /><DateField name="on_day" label={t('workAgain')} value={day} required /><Button>{t('endExclusion')}</Button>
              </Form>
            </Details>
          )}
        </>
      )}
    </Section>
  );
}

function releasePart(req: Req, { placement, plans, day }: PlanView, state: FormState | undefined) {
  const t = sayPlan(req.locale);
  return (
    <Section title={t('releases')}>
      <p>{t('releasesHint')}</p>
      <DataTable caption={t('releases')} captionHidden empty={t('noReleases')} rows={plans.releases} columns={[
        { title: t('permit'), cell: (row) => row.permit_number }, { title: t('place'), cell: (row) => row.place }, { title: t('period'), cell: (row) => periodOf(req, row) }, { title: t('weekdays'), cell: (row) => `${daysOf(req, row.weekdays)} ${row.leaves}–${row.returns}` }, { title: t('state'), cell: (row) => <Tag tone={releaseTones[row.state]}>{releaseStates[row.state][req.locale]}</Tag> },
      ]} />
      {may(req.actor, 'day_release.request') && (
        <Details summary={t('askRelease')}>
          <Form action={planUrls.askRelease(placement.id)} token={req.formToken()} state={state} locale={req.locale}>
            <TextField name="permit_number" label={t('permit')} required /><TextField name="place" label={t('place')} required /><TextField name="escort" label={t('escort')} required />
            <DateField name="from" label={t('from')} value={day} required /><DateField name="to" label={t('to')} required /><CheckboxesField name="weekdays" label={t('weekdays')} options={weekdayOptions(req)} />
            <TextField name="leaves" label={t('leaves')} value="08.00" width="xs" required /><TextField name="returns" label={t('returns')} value="15.00" width="xs" required /><Button>{t('askRelease')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  );
}

/** Permits that wait or hold: for the head to decide, for the gate to read. */
export function releasesPage(req: Req, { rows }: { rows: ReleaseRow[] }, refused?: { id: string; state: FormState }): Drawn {
  const t = sayPlan(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('releases'), failed: refused !== undefined },
    <PageHeading title={t('releases')} caption={t('releasesHint')} />,
    rows.length === 0 ? <EmptyState title={t('noReleases')} /> : rows.map((row) => (
      <SummaryCard title={`${row.permit_number}: ${row.roster_code} ${row.name}`}>
        <SummaryList rows={[
          { label: t('state'), value: <Tag tone={releaseTones[row.state]}>{releaseStates[row.state][req.locale]}</Tag> }, { label: t('place'), value: row.place }, { label: t('escort'), value: row.escort }, { label: t('period'), value: periodOf(req, row) }, { label: t('weekdays'), value: `${daysOf(req, row.weekdays)} ${row.leaves}–${row.returns}` },
        ]} />
        {may(req.actor, 'day_release.decide') && deciding(req, row, refused?.id === row.id ? refused.state : undefined)}
      </SummaryCard>
    )));
}

function deciding(req: Req, row: ReleaseRow, state: FormState | undefined) {
  const t = sayPlan(req.locale);
  const form = (to: 'permitted' | 'refused' | 'revoked', text: string, kind: 'primary' | 'danger') => (
    <Form action={planUrls.decideRelease(row.id)} token={req.formToken()} state={state?.values['to'] === to ? state : undefined} locale={req.locale}>
      <HiddenField name="to" value={to} />{to !== 'permitted' && <TextareaField name="reason" label={t('reason')} rows={2} required />}<ButtonRow><Button kind={kind}>{text}</Button></ButtonRow>
    </Form>
  );
  if (row.state === 'permitted') return <Details summary={t('revokeIt')}>{form('revoked', t('revokeIt'), 'danger')}</Details>;
  if (row.requested_person !== null && row.requested_person === req.actor.person_id) return <p class="quiet">{t('ownRequest')}</p>;
  return <>{form('permitted', t('permitIt'), 'primary')}<Details summary={t('refuseIt')}>{form('refused', t('refuseIt'), 'danger')}</Details></>;
}
