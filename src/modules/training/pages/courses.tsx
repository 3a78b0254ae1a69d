import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, CheckboxesField, DataTable, FilterPanel, Form, NumberField, PageHeading, Section, SelectField, SubNav, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { CourseRow, IntakeRow, UnitRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';

export type CourseFilterWords = { q?: string | undefined; bengkel?: string | undefined; pekerjaan?: string | undefined };
type Choice = { code: string; name_id: string; name_en: string };
type Job = { job: string; name_id: string; name_en: string };

/** B35: what is taught here, what runs, what comes. */
export function coursesPage(req: Req, { rows, coming, workshops, jobs, filter, alarms }: { rows: CourseRow[]; coming: IntakeRow[]; workshops: Choice[]; jobs: Job[]; filter: CourseFilterWords; alarms: number }): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const without = (name: keyof CourseFilterWords) => address({ ...filter, [name]: undefined });
  const workshop = workshops.find((each) => each.code === filter.bengkel);
  const job = jobs.find((each) => each.job === filter.pekerjaan);
  return workPage(req, { surface: 'bengkel', title: t('training') },
    <PageHeading title={t('training')}>{may(req.actor, 'course.define') && <ButtonLink href={urls.newCourse}>{t('newCourse')}</ButtonLink>}</PageHeading>,
    trainingNav(req, urls.courses, alarms),
    <Section title={t('schedule')}>
      <DataTable caption={t('schedule')} captionHidden rows={coming} empty={t('scheduleEmpty')} columns={[
        { title: t('intake'), cell: (row) => <a href={urls.intake(row.id)}>{row.number}</a> },
        { title: t('course'), cell: (row) => pick(locale, { name_id: row.course_name_id, name_en: row.course_name_en }) },
        { title: t('starts'), cell: (row) => formatDay(row.starts_on, locale) },
        { title: t('ends'), cell: (row) => formatDay(row.ends_on, locale) },
        { title: t('capacity'), cell: (row) => <>{t('taken', { taken: row.taken, capacity: row.capacity })} {row.taken >= row.capacity && <Tag tone="kuning">{locale === 'en' ? 'full' : 'penuh'}</Tag>}</> },
        { title: t('instructor'), cell: (row) => row.instructor_name },
      ]} />
    </Section>,
    <Section title={t('courses')}>
      <FilterPanel action={urls.courses} locale={locale} clearHref={urls.courses} chips={[
        ...(filter.q ? [{ text: filter.q, removeHref: without('q') }] : []),
        ...(workshop ? [{ text: pick(locale, workshop), removeHref: without('bengkel') }] : []),
        ...(job ? [{ text: pick(locale, job), removeHref: without('pekerjaan') }] : []),
      ]}>
        <TextField name="q" label={t('search')} value={filter.q} />
        <SelectField name="bengkel" label={t('workshop')} empty={t('all')} value={filter.bengkel} options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
        <SelectField name="pekerjaan" label={t('job')} empty={t('all')} value={filter.pekerjaan} options={jobs.map((each) => ({ value: each.job, text: pick(locale, each) }))} />
      </FilterPanel>
      <DataTable caption={t('courses')} captionHidden rows={rows} empty={filter.q || workshop || job ? t('noMatch') : t('coursesEmpty')} columns={[
        { title: t('course'), cell: (row) => <a href={urls.course(row.id)}>{pick(locale, row)}</a> },
        { title: t('workshop'), cell: (row) => pick(locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) },
        { title: t('job'), cell: (row) => (row.job_name_id && row.job_name_en ? pick(locale, { name_id: row.job_name_id, name_en: row.job_name_en }) : t('none')) },
        { title: t('units'), numeric: true, cell: (row) => row.units.length },
        { title: t('enrolledNow'), numeric: true, cell: (row) => row.enrolled },
        { title: t('competentSoFar'), numeric: true, cell: (row) => row.competent },
      ]} />
      {rows.length > 0 && <p class="no-print"><a href={urls.sheet}>{t('download')}</a></p>}
    </Section>);
}

export function trainingNav(req: Req, current: string, alarms?: number): VNode {
  const t = sayTraining(req.locale);
  return (
    <SubNav label={t('training')} items={[
      { href: urls.courses, text: t('courses'), current: current === urls.courses },
      { href: urls.certificates, text: t('certificates'), current: current === urls.certificates },
      { href: urls.instructors, text: t('instructors'), current: current === urls.instructors },
      ...(may(req.actor, 'alarm.see') ? [{ href: urls.alarms, text: alarms ? t('alarmsWaiting', { n: alarms }) : t('alarms'), current: current === urls.alarms }] : []),
    ]} />
  );
}

function address(filter: CourseFilterWords): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${urls.courses}?${query}` : urls.courses;
}

export function newCoursePage(req: Req, { workshops, jobs, units, products }: { workshops: (Choice & { category: string })[]; jobs: Job[]; units: UnitRow[]; products: { sku: string; name_id: string; name_en: string }[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const trades = new Set(['all', ...workshops.map((each) => each.category)]);
  // Units of the trades carried on here; the rest of the country's list would only be in the way.
  const options = units.filter((unit) => trades.has(unit.category)).map((unit) => ({ value: unit.code, text: pick(locale, unit), hint: `${unit.code} · ${unit.standard}${unit.verified ? '' : ` (${t('unverified')})`}` }));
  const levels = ['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }));
  return workPage(req, { surface: 'bengkel', title: t('newCourse'), breadcrumbs: [{ href: urls.courses, text: t('training') }], failed: state !== undefined },
    <PageHeading title={t('newCourse')} />,
    <Form action={urls.newCourse} token={req.formToken()} state={state} locale={locale}>
      <TextField name="name_id" label={t('nameId')} hint={t('nameHint')} required />
      <TextField name="name_en" label={t('nameEn')} required />
      <TextField name="code" label={t('code')} hint={t('codeHint')} width="m" required />
      <SelectField name="workshop" label={t('workshop')} options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} required />
      <SelectField name="job" label={t('job')} empty={t('none')} options={jobs.map((each) => ({ value: each.job, text: pick(locale, each) }))} />
      <CheckboxesField name="units" label={t('units')} options={options} />
      <CheckboxesField name="prerequisites" label={t('prerequisites')} options={options.map(({ value, text }) => ({ value, text }))} />
      {products.length > 0 && <CheckboxesField name="products" label={t('products')} options={products.map((product) => ({ value: product.sku, text: pick(locale, product) }))} />}
      <NumberField name="lesson_hours" label={t('lessonHours')} width="s" required />
      <NumberField name="practice_hours" label={t('practiceHours')} hint={t('practiceHint')} value="0" width="s" />
      <NumberField name="attendance_percent" label={t('attendancePercent')} value="80" width="s" />
      <SelectField name="min_skill_level" label={t('minLevel')} value="1" options={levels} />
      <SelectField name="gives_skill_level" label={t('givesLevel')} value="2" options={levels} />
      <NumberField name="valid_months" label={t('validMonths')} hint={t('validMonthsHint')} width="s" />
      <TextField name="partner" label={t('partner')} />
      <Button large>{t('saveCourse')}</Button>
    </Form>);
}
