import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Details, EmptyState, Form, PageHeading, Section, SummaryCard, SummaryList, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { AlarmRow, InstructorRow } from '../certificate-queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';
import { standingOf } from './course.tsx';
import { trainingNav } from './courses.tsx';

export function instructorsPage(req: Req, { rows, day }: { rows: InstructorRow[]; day: string }, refused: { record?: FormState; paper?: { id: string; state: FormState } } = {}): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const mayRecord = may(req.actor, 'instructor.record');
  const recordForm = (
    <Form action={urls.instructors} token={req.formToken()} state={refused.record} locale={locale}>
      <TextField name="name" label={t('instructorName')} required /><TextField name="institution" label={t('institution')} required /><TextField name="email" label={t('staffEmail')} hint={t('staffEmailHint')} autocomplete="off" />
      <Button>{t('recordInstructor')}</Button>
    </Form>
  );
  return workPage(req, { surface: 'bengkel', title: t('instructors'), breadcrumbs: [{ href: urls.courses, text: t('training') }], failed: refused.record !== undefined || refused.paper !== undefined },
    <PageHeading title={t('instructors')} />,
    trainingNav(req, urls.instructors),
    rows.length === 0 ? <EmptyState title={t('instructorsEmpty')} /> : rows.map((row) => (
      <SummaryCard title={row.name} actions={<Tag tone={!row.valid_until || row.valid_until < day ? 'merah' : 'hijau'}>{standingOf(req, row, day)}</Tag>}>
        <SummaryList rows={[{ label: t('institution'), value: row.institution }, ...row.certificates.map((paper) => ({ label: paper.field, value: `${paper.body}, ${paper.number} · ${formatDay(paper.from, locale)} – ${formatDay(paper.until, locale)}` }))]} />
        {mayRecord && (
          <Details summary={t('recordPaper')}>
            <Form action={urls.instructorCertificate(row.id)} token={req.formToken()} state={refused.paper?.id === row.id ? refused.paper.state : undefined} locale={locale}>
              <TextField name="body" label={t('body')} required /><TextField name="number" label={t('number')} width="m" required /><TextField name="field" label={t('field')} required /><DateField name="from" label={t('from')} required /><DateField name="until" label={t('until')} required />
              <Button>{t('recordPaper')}</Button>
            </Form>
          </Details>
        )}
      </SummaryCard>
    )),
    mayRecord && <Section title={t('recordInstructor')}>{recordForm}</Section>);
}

export function alarmsPage(req: Req, { waiting, seen, day }: { waiting: AlarmRow[]; seen: AlarmRow[]; day: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const kinds = { instructor: t('alarmInstructor'), outside: t('alarmOutside'), certificate: t('alarmCertificate') };
  const columns = [
    { title: t('runsOut'), cell: (row: AlarmRow) => <Tag tone={row.days_before <= 30 || row.runs_out_on < day ? 'merah' : 'kuning'}>{formatDay(row.runs_out_on, locale)}</Tag> },
    { title: t('kind'), cell: (row: AlarmRow) => kinds[row.kind] },
    { title: t('whose'), cell: (row: AlarmRow) => (row.worker_id ? <a href={urls.learner(row.worker_id)}>{row.subject}</a> : <a href={urls.instructors}>{row.subject}</a>) },
    { title: t('what'), cell: (row: AlarmRow) => row.title },
  ];
  return workPage(req, { surface: 'bengkel', title: t('alarms'), breadcrumbs: [{ href: urls.courses, text: t('training') }], failed: state !== undefined },
    <PageHeading title={t('alarms')} />,
    trainingNav(req, urls.alarms, waiting.length),
    waiting.length === 0 ? <EmptyState title={t('alarmsEmpty')} /> : (
      <DataTable caption={t('alarms')} captionHidden rows={waiting} empty="" columns={[...columns, { title: t('state'), cell: (row: AlarmRow) => <Form action={urls.seeAlarm(row.id)} token={req.formToken()} locale={locale}><Button kind="secondary">{t('seeIt')}</Button></Form> }]} />
    ),
    seen.length > 0 && <Details summary={t('seenAlarms')}><DataTable caption={t('seenAlarms')} captionHidden rows={seen} empty="" columns={columns} /></Details>);
}
