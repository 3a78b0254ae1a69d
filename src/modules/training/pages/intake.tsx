import type { VNode } from 'preact';
import { formatDay, formatTime, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, CheckboxField, CheckboxesField, DataTable, DateField, Details, EmptyState, Form, HiddenField, IdentityBar, PageHeading, PrintLink, Section, SelectField, Tag, TextField, TextareaField } from '#ui';
import { printPage, workPage } from '#ui/frames.tsx';
import { enrolmentStateNames, holdsPlace, intakeStateNames } from '../course.ts';
import type { LearnerRow, ProgressRow } from '../progress-queries.ts';
import type { CourseRow, EnrolmentRow, IntakeRow, MeetingRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';

export type IntakeView = { intake: IntakeRow; course: CourseRow; people: EnrolmentRow[]; progress: Map<string, ProgressRow>; meetings: MeetingRow[]; free: LearnerRow[]; zone: Zone };
export type IntakeRefused = { enrol?: FormState; meeting?: FormState; end?: FormState };

export function intakePage(req: Req, { intake, course, people, progress, meetings, free, zone }: IntakeView, refused: IntakeRefused = {}): VNode {
  const { locale, actor } = req;
  const t = sayTraining(locale);
  const title = `${pick(locale, course)} · ${intake.number}`;
  const open = intake.state === 'open';
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: urls.courses, text: t('training') }, { href: urls.course(course.id), text: pick(locale, course) }], failed: Object.keys(refused).length > 0 },
    <IdentityBar heading title={pick(locale, course)} code={intake.number} status={{ text: intakeStateNames[intake.state][locale], tone: open ? 'hijau' : 'abu' }} facts={[
      { label: t('starts'), value: formatDay(intake.starts_on, locale) }, { label: t('ends'), value: formatDay(intake.ends_on, locale) },
      { label: t('capacity'), value: t('taken', { taken: intake.taken, capacity: intake.capacity }) }, { label: t('instructor'), value: intake.instructor_name },
    ]}><PrintLink locale={locale} href={urls.intakePrint(intake.id)} /></IdentityBar>,
    <Section title={t('learners')}>
      <DataTable caption={t('learners')} captionHidden rows={people} empty={t('learnersEmpty')} columns={[
        { title: t('learner'), cell: (row) => <><a href={urls.enrolment(row.id)}>{row.name}</a> <span class="quiet">{row.roster_code}</span></> },
        { title: t('state'), cell: (row) => <Tag tone={enrolmentStateNames[row.state].tone}>{enrolmentStateNames[row.state][locale]}</Tag> },
        { title: t('attendance'), cell: (row) => shown(progress.get(row.id), ({ present, meetings: all }) => t('taken', { taken: present, capacity: all })) },
        { title: t('practice'), cell: (row) => shown(progress.get(row.id), ({ practice_minutes }) => t('hours', { done: Math.floor(practice_minutes / 60), needed: course.practice_minutes / 60 })) },
        { title: t('units'), cell: (row) => shown(progress.get(row.id), ({ units }) => t('unitsDone', { done: units.filter((unit) => unit.outcome === 'competent').length, all: units.length })) },
      ]} />
      {open && may(actor, 'enrolment.record') && (free.length > 0 || refused.enrol) && (
        <Details summary={t('enrolPerson')}>
          <Form action={urls.enrol(intake.id)} token={req.formToken()} state={refused.enrol} locale={locale}>
            <SelectField name="worker" label={t('learner')} empty="–" options={free.map((person) => ({ value: person.id, text: `${person.roster_code} ${person.name} · ${t('level').toLowerCase()} ${person.skill_level}` }))} required />
            <CheckboxField name="apply_only" label={t('applyOnly')} />
            <Button>{t('enrolPerson')}</Button>
          </Form>
        </Details>
      )}
      {refused.enrol && <Refused state={refused.enrol} />}
    </Section>,
    <Section title={t('meetings')}>
      <DataTable caption={t('meetings')} captionHidden rows={meetings} empty={t('meetingsEmpty')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.day, locale) },
        { title: t('time'), cell: (row) => `${formatTime(row.starts, zone).slice(0, 5)}–${formatTime(row.ends, zone)}` },
        { title: t('topic'), cell: (row) => row.topic },
        { title: t('attendance'), cell: (row) => (row.starts > req.now ? '' : may(actor, 'meeting.record') ? <a href={urls.meeting(row.id)}>{row.recorded > 0 ? t('taken', { taken: row.present, capacity: row.recorded }) : t('markPresence')}</a> : row.recorded > 0 ? t('taken', { taken: row.present, capacity: row.recorded }) : '–') },
      ]} />
      {open && may(actor, 'intake.plan') && (
        <Details summary={t('planMeeting')}>
          <Form action={urls.planMeeting(intake.id)} token={req.formToken()} state={refused.meeting} locale={locale}>
            <DateField name="day" label={t('day')} required /><TextField name="starts" label={t('starts')} hint={t('clockHint')} width="s" required /><TextField name="ends" label={t('ends')} width="s" required /><TextField name="topic" label={t('topic')} required />
            <Button>{t('planMeeting')}</Button>
          </Form>
        </Details>
      )}
      {refused.meeting && <Refused state={refused.meeting} />}
    </Section>,
    open && may(actor, 'intake.plan') && (
      <>
        <Form action={urls.endIntake(intake.id)} token={req.formToken()} state={refused.end} locale={locale}>
          <HiddenField name="to" value="completed" /><Button kind="secondary">{t('completeIntake')}</Button>
        </Form>
        <Details summary={t('cancelIntake')}>
          <Form action={urls.endIntake(intake.id)} token={req.formToken()} locale={locale}>
            <HiddenField name="to" value="cancelled" /><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('cancelIntake')}</Button>
          </Form>
        </Details>
      </>
    ));
}

/** A refusal inside closed details must not be hidden. */
function Refused({ state }: { state: FormState }): VNode {
  return <p class="govuk-error-message">{state.refusal ?? Object.values(state.problems).filter(Boolean).join(' ')}</p>;
}

function shown(progress: ProgressRow | undefined, say: (progress: ProgressRow) => string): string {
  return progress ? say(progress) : '';
}

export function meetingPage(req: Req, { intake, meeting, people, present, zone }: { intake: IntakeRow; meeting: { id: string; day: string; starts: Date; topic: string }; people: EnrolmentRow[]; present: string[]; zone: Zone }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const title = t('presenceFor', { day: formatDay(meeting.day, locale) });
  const there = people.filter((row) => holdsPlace.includes(row.state));
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: urls.courses, text: t('training') }, { href: urls.intake(intake.id), text: intake.number }], failed: state !== undefined },
    <PageHeading title={title} caption={`${meeting.topic} · ${formatTime(meeting.starts, zone)}`} />,
    there.length === 0 ? <EmptyState title={t('learnersEmpty')} /> : (
      <Form action={urls.meeting(meeting.id)} token={req.formToken()} state={state} locale={locale}>
        <CheckboxesField name="present" label={t('present')} hint={t('presenceHint')} values={present} options={there.map((row) => ({ value: row.id, text: `${row.roster_code} ${row.name}` }))} />
        <ButtonRow><Button large>{t('savePresence')}</Button><ButtonLink href={urls.intake(intake.id)} kind="plain">{intake.number}</ButtonLink></ButtonRow>
      </Form>
    ));
}

/** The paper that goes round: name, code, a box for each meeting. */
export function attendanceList(req: Req, { intake, course, people, meetings }: Pick<IntakeView, 'intake' | 'course' | 'people' | 'meetings'>): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const there = people.filter((row) => holdsPlace.includes(row.state));
  return printPage(req, { title: `${t('attendanceList')} ${intake.number}`, sample: course.is_sample },
    <PageHeading title={t('attendanceList')} caption={`${pick(locale, course)} · ${intake.number} · ${formatDay(intake.starts_on, locale)} – ${formatDay(intake.ends_on, locale)} · ${t('instructor')}: ${intake.instructor_name}`} />,
    <DataTable caption={t('attendanceList')} captionHidden rows={there} empty={t('learnersEmpty')} columns={[
      { title: t('code'), cell: (row: EnrolmentRow) => row.roster_code }, { title: t('learner'), cell: (row: EnrolmentRow) => row.name },
      ...meetings.slice(0, 8).map((meeting) => ({ title: `${meeting.day.slice(8)}/${meeting.day.slice(5, 7)}`, cell: () => '' })), { title: t('signature'), cell: () => '' },
    ]} />);
}
