import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, DateField, Details, Form, IdentityBar, NumberField, Section, SelectField, SummaryList, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { InstructorRow } from '../certificate-queries.ts';
import { intakeStateNames } from '../course.ts';
import type { CourseRow, IntakeRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';

export function coursePage(req: Req, { course, intakes, teachers, day }: { course: CourseRow; intakes: IntakeRow[]; teachers: InstructorRow[]; day: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const title = pick(locale, course);
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: urls.courses, text: t('training') }], failed: state !== undefined },
    <IdentityBar heading title={title} code={course.code} {...(course.state === 'closed' ? { status: { text: t('closed'), tone: 'abu' as const } } : {})} facts={[
      { label: t('workshop'), value: pick(locale, { name_id: course.workshop_name_id, name_en: course.workshop_name_en }) },
      { label: t('enrolledNow'), value: String(course.enrolled) }, { label: t('competentSoFar'), value: String(course.competent) },
    ]} />,
    <SummaryList rows={[
      { label: t('job'), value: course.job_name_id && course.job_name_en ? pick(locale, { name_id: course.job_name_id, name_en: course.job_name_en }) : t('none') },
      { label: t('units'), value: <ul class="govuk-list">{course.units.map((unit) => <li>{pick(locale, unit)} <span class="quiet">{unit.code}</span></li>)}</ul> },
      ...(course.prerequisites.length > 0 ? [{ label: t('prerequisites'), value: course.prerequisites.map((unit) => pick(locale, unit)).join('; ') }] : []),
      ...(course.products.length > 0 ? [{ label: t('products'), value: course.products.map((product) => pick(locale, product)).join('; ') }] : []),
      { label: t('lessonHours'), value: String(course.lesson_hours) },
      { label: t('practiceHours'), value: t('hoursOnly', { done: course.practice_minutes / 60 }) },
      { label: t('attendancePercent'), value: `${course.attendance_percent}%` },
      { label: t('minLevel'), value: String(course.min_skill_level) }, { label: t('givesLevel'), value: String(course.gives_skill_level) },
      { label: t('validMonths'), value: course.valid_months ? String(course.valid_months) : t('noEnd') },
      ...(course.partner ? [{ label: t('partner'), value: course.partner }] : []),
    ]} />,
    <Section title={t('intakes')}>
      <DataTable caption={t('intakes')} captionHidden rows={intakes} empty={t('intakesEmpty')} columns={[
        { title: t('intake'), cell: (row) => <a href={urls.intake(row.id)}>{row.number}</a> },
        { title: t('starts'), cell: (row) => formatDay(row.starts_on, locale) }, { title: t('ends'), cell: (row) => formatDay(row.ends_on, locale) },
        { title: t('capacity'), cell: (row) => t('taken', { taken: row.taken, capacity: row.capacity }) }, { title: t('instructor'), cell: (row) => row.instructor_name },
        { title: t('state'), cell: (row) => <Tag tone={row.state === 'open' ? 'hijau' : row.state === 'completed' ? 'biru' : 'abu'}>{intakeStateNames[row.state][locale]}</Tag> },
      ]} />
      {may(req.actor, 'intake.plan') && course.state === 'open' && <PlanIntake req={req} course={course} teachers={teachers} day={day} state={state} />}
    </Section>,
    may(req.actor, 'course.define') && course.state === 'open' && (
      <Details summary={t('closeCourse')}>
        <p>{t('closeHint')}</p>
        <Form action={urls.closeCourse(course.id)} token={req.formToken()} locale={locale}><Button kind="secondary">{t('closeCourse')}</Button></Form>
      </Details>
    ));
}

function PlanIntake({ req, course, teachers, day, state }: { req: Req; course: CourseRow; teachers: InstructorRow[]; day: string; state: FormState | undefined }): VNode {
  const t = sayTraining(req.locale);
  const form = (
    <Form action={urls.planIntake(course.id)} token={req.formToken()} state={state} locale={req.locale}>
      <DateField name="starts_on" label={t('starts')} required /><DateField name="ends_on" label={t('ends')} required />
      <NumberField name="capacity" label={t('capacity')} value="12" width="s" required />
      <SelectField name="instructor" label={t('instructor')} options={teachers.map((teacher) => ({ value: teacher.id, text: `${teacher.name} – ${standingOf(req, teacher, day)}` }))} required />
      <Button>{t('planIntake')}</Button>
    </Form>
  );
  return state ? <Section title={t('planIntake')}>{form}</Section> : <Details summary={t('planIntake')}>{form}</Details>;
}

export function standingOf(req: Req, teacher: InstructorRow, day: string): string {
  const t = sayTraining(req.locale);
  if (!teacher.valid_until) return t('noInstructorPaper');
  return t(teacher.valid_until < day ? 'expiredSince' : 'certifiedUntil', { day: formatDay(teacher.valid_until, req.locale) });
}
