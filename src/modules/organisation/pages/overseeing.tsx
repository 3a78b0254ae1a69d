import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { pick } from '#kernel/words.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, FilterPanel, PageHeading, Section, SelectField, StatCard, StatRow, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { LateRow } from '../charter-queries.ts';
import type { UnitTeam, VacancyRow } from '../team-queries.ts';
import { sayTeam } from '../team-words.ts';
import { teamUrls } from '../urls.ts';

export type OverseeFilter = { kanwil?: string; jabatan?: string; q?: string };
export type Overseeing = { filter: OverseeFilter; units: UnitTeam[]; empty: VacancyRow[]; late: LateRow[]; offices: { code: string; name: string }[]; posts: { code: string; name_id: string; name_en: string }[] };

/** Where posts are empty and for how long, which tasks are late: all units in reach. */
export function overseeingPage(req: Req, { filter, units, empty, late, offices, posts }: Overseeing): VNode {
  const t = sayTeam(req.locale);
  const without = (name: keyof OverseeFilter) => teamUrls.oversee({ ...filter, [name]: undefined });
  const office = offices.find((row) => row.code === filter.kanwil);
  const post = posts.find((row) => row.code === filter.jabatan);
  const sum = (of: (row: UnitTeam) => number) => String(units.reduce((total, row) => total + of(row), 0));
  return workPage(req, { surface: 'pusat', title: t('oversee') },
    <PageHeading title={t('oversee')}><ButtonLink href={teamUrls.overseeSheet(filter)} kind="secondary">{t('download')}</ButtonLink></PageHeading>,
    <StatRow>
      <StatCard label={t('units')} value={String(units.length)} />
      <StatCard label={t('vacant')} value={sum((row) => row.vacant)} href="#kosong" />
      <StatCard label={t('acting')} value={sum((row) => row.acting)} />
      <StatCard label={t('lateTasks')} value={String(late.length)} href="#terlambat" />
    </StatRow>,
    <FilterPanel action={teamUrls.oversee()} locale={req.locale} clearHref={teamUrls.oversee()} chips={[
      ...(office ? [{ text: office.name, removeHref: without('kanwil') }] : []),
      ...(post ? [{ text: pick(req.locale, post), removeHref: without('jabatan') }] : []),
      ...(filter.q ? [{ text: filter.q, removeHref: without('q') }] : []),
    ]}>
      <SelectField name="kanwil" label={t('office')} empty={t('allOffices')} value={filter.kanwil} options={offices.map((row) => ({ value: row.code, text: row.name }))} />
      <SelectField name="jabatan" label={t('post')} empty={t('allPosts')} value={filter.jabatan} options={posts.map((row) => ({ value: row.code, text: pick(req.locale, row) }))} />
      <TextField name="q" label={t('search')} value={filter.q} />
    </FilterPanel>,
    <Section title={t('vacancies')} id="kosong">
      <DataTable caption={t('vacancies')} captionHidden rows={empty} empty={t('vacanciesNone')} columns={[
        { title: t('unit'), cell: (row) => <a href={teamUrls.posts(row.facility_code)}>{row.facility_name}</a> },
        { title: t('post'), cell: (row) => `${pick(req.locale, row)}${row.seat > 1 ? ` ${row.seat}` : ''}` },
        { title: t('since'), cell: (row) => formatDay(row.empty_since, req.locale) },
        { title: t('days'), cell: (row) => row.days, numeric: true },
      ]} />
    </Section>,
    <Section title={t('lateTasks')} id="terlambat">
      <DataTable caption={t('lateTasks')} captionHidden rows={late} empty={t('lateNone')} columns={[
        { title: t('task'), cell: (row) => <a href={teamUrls.task(row.id)}>{row.title}</a> },
        { title: t('unit'), cell: (row) => row.facility_name },
        { title: t('owner'), cell: (row) => row.owner },
        { title: t('due'), cell: (row) => <>{formatDay(row.due_on, req.locale)} <Tag tone="merah">{t('lateDays', { n: row.days })}</Tag></> },
      ]} />
    </Section>,
    <Section title={t('units')} id="upt">
      <DataTable caption={t('units')} captionHidden rows={units} empty={t('unitsNone')} columns={[
        { title: t('unit'), cell: (row) => <><a href={teamUrls.posts(row.code)}>{row.name}</a><br /><span class="quiet">{row.office}</span></> },
        { title: t('seats'), cell: (row) => row.seats, numeric: true },
        { title: t('filled'), cell: (row) => row.filled - row.acting, numeric: true },
        { title: t('acting'), cell: (row) => row.acting, numeric: true },
        { title: t('vacant'), cell: (row) => row.vacant, numeric: true },
        { title: t('late'), cell: (row) => row.overdue, numeric: true },
        { title: t('certificatesEnded'), cell: (row) => row.certificates_expired, numeric: true },
      ]} />
    </Section>);
}
