import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, DateField, Details, Form, HiddenField, IdentityBar, Notice, ProgressBar, RadiosField, Section, SelectField, SummaryList, Tag, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { enrolmentStateNames, enrolmentTransitions, whatIsMissing } from '../course.ts';
import type { AssessmentRow, ProgressRow } from '../progress-queries.ts';
import type { CourseRow, EnrolmentRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';

export type EnrolmentView = { enrolment: EnrolmentRow; course: CourseRow; progress: ProgressRow | undefined; assessments: AssessmentRow[]; day: string };
export type EnrolmentRefused = { assess?: FormState; decide?: FormState; conclude?: FormState; issue?: FormState };

/** One person in one course: how far, what is missing, assess, conclude, certify. */
export function enrolmentPage(req: Req, { enrolment, course, progress, assessments, day }: EnrolmentView, refused: EnrolmentRefused = {}): VNode {
  const { locale, actor } = req;
  const t = sayTraining(locale);
  const state = enrolmentStateNames[enrolment.state];
  const learning = enrolment.state === 'enrolled' || enrolment.state === 'not_yet';
  const missing = progress && learning ? whatIsMissing(progress, course) : [];
  return workPage(req, { surface: 'bengkel', title: `${enrolment.roster_code} · ${pick(locale, course)}`, failed: Object.keys(refused).length > 0, breadcrumbs: [{ href: urls.courses, text: t('training') }, { href: urls.intake(enrolment.intake_id), text: enrolment.intake_number }] },
    <IdentityBar heading title={enrolment.name} code={enrolment.roster_code} status={{ text: state[locale], tone: state.tone }} facts={[{ label: t('course'), value: pick(locale, course) }, { label: t('starts'), value: formatDay(enrolment.starts_on, locale) }, { label: t('ends'), value: formatDay(enrolment.ends_on, locale) }]}>
      <ButtonLink href={urls.learner(enrolment.worker_id)} kind="secondary">{t('learningOf', { code: enrolment.roster_code })}</ButtonLink>
    </IdentityBar>,
    enrolment.certificate_id
      ? <Notice tone="success" title={t('certificate')}><a href={urls.certificate(enrolment.certificate_id)}>{t('certificate')}</a></Notice>
      : enrolment.state === 'competent' && may(actor, 'certificate.issue') && <Form action={urls.issue(enrolment.id)} token={req.formToken()} state={refused.issue} locale={locale}><p>{t('neutralHint')}</p><Button large>{t('issueCertificate')}</Button></Form>,
    progress && (
      <Section title={t('progress')}>
        <ProgressBar value={progress.present} max={Math.max(1, progress.meetings)} label={`${t('attendance')}: ${t('taken', { taken: progress.present, capacity: progress.meetings })}`} />
        <ProgressBar value={Math.min(progress.practice_minutes, Math.max(1, course.practice_minutes))} max={Math.max(1, course.practice_minutes)} label={`${t('practice')}: ${t('hours', { done: Math.floor(progress.practice_minutes / 60), needed: course.practice_minutes / 60 })}`} />
        <p class="quiet">{t('practiceHint')}</p>
        <SummaryList rows={progress.units.map((unit) => ({ label: `${pick(locale, unit)} (${unit.code})`, value: unit.outcome === 'competent' ? <Tag tone="hijau">{t('competent')}</Tag> : unit.outcome === 'not_yet' ? <Tag tone="kuning">{t('notYet')}</Tag> : <Tag tone="abu">{t('notAssessed')}</Tag> }))} />
        {learning && (missing.length > 0 ? <Notice tone="info" title={t('stillMissing')}><ul class="govuk-list govuk-list--bullet">{missing.map((part) => <li>{part[locale]}</li>)}</ul></Notice> : <Notice tone="success">{t('nothingMissing')}</Notice>)}
      </Section>
    ),
    enrolment.state === 'applied' && may(actor, 'enrolment.record') && (
      <Form action={urls.decide(enrolment.id)} token={req.formToken()} state={refused.decide} locale={locale}><HiddenField name="to" value="enrolled" /><Button large>{t('give')}</Button></Form>
    ),
    learning && may(actor, 'assessment.record') && (
      <Section title={t('assess')}>
        <Form action={urls.assess(enrolment.id)} token={req.formToken()} state={refused.assess} locale={locale}>
          <p>{t('assessHint')}</p>
          <SelectField name="unit" label={t('unit')} options={course.units.map((unit) => ({ value: unit.code, text: pick(locale, unit) }))} required />
          <RadiosField name="outcome" label={t('outcome')} inline options={[{ value: 'competent', text: t('competent') }, { value: 'not_yet', text: t('notYet') }]} required />
          <TextareaField name="evidence" label={t('evidence')} hint={t('evidenceHint')} rows={2} required />
          <DateField name="assessed_on" label={t('assessedOn')} value={day} required />
          <Button>{t('saveAssessment')}</Button>
        </Form>
      </Section>
    ),
    <Section title={t('assessments')}>
      <DataTable caption={t('assessments')} captionHidden rows={assessments} empty={t('assessmentsEmpty')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.assessed_on, locale) }, { title: t('unit'), cell: (row) => row.unit_code },
        { title: t('outcome'), cell: (row) => <Tag tone={row.outcome === 'competent' ? 'hijau' : 'kuning'}>{t(row.outcome === 'competent' ? 'competent' : 'notYet')}</Tag> },
        { title: t('evidence'), cell: (row) => row.evidence }, { title: t('assessor'), cell: (row) => row.assessor ?? '' },
      ]} />
    </Section>,
    learning && may(actor, 'enrolment.conclude') && <Form action={urls.conclude(enrolment.id)} token={req.formToken()} state={refused.conclude} locale={locale}><Button large>{t('conclude')}</Button></Form>,
    may(actor, 'enrolment.record') && enrolmentTransitions[enrolment.state].includes('withdrawn') && (
      <Details summary={t('letGo')}>
        <Form action={urls.decide(enrolment.id)} token={req.formToken()} locale={locale}>
          {enrolment.state === 'applied' ? <RadiosField name="to" label={t('outcome')} inline value="declined" options={[{ value: 'declined', text: t('decline') }, { value: 'withdrawn', text: t('letGo') }]} /> : <HiddenField name="to" value="withdrawn" />}
          <TextField name="reason" label={t('reason')} required /><Button kind="secondary">{t('letGo')}</Button>
        </Form>
      </Details>
    ));
}
