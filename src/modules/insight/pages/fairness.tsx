import { count, rupiah } from '#kernel/money.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { BarChart, ButtonLink, DataTable, EmptyState, Notice, PageHeading, Section, StatCard, StatRow } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { alarmText, dimensionNames, groupName, type Alarm, type Dimension, type Shown } from '../fairness.ts';
import { sayFairness } from '../fairness-words.ts';

export type FairnessView = { rows: Shown[]; alarms: Alarm[]; smallest_group: number; minutes_a_day: number; normal_day_minutes: number; basis: string };

/** Groups side by side, the gaps in words first. */
export function fairnessPage(req: Req, view: FairnessView, { surface, download }: { surface: 'bengkel' | 'pusat'; download: string }): Drawn {
  const t = sayFairness(req.locale);
  const dimensions = [...new Set(view.rows.map((row) => row.dimension))];
  return workPage(req, { surface, title: t('title') },
    <PageHeading title={t('title')} caption={t('caption', { n: view.smallest_group })}><ButtonLink href={download} kind="secondary">{t('download')}</ButtonLink></PageHeading>,
    dimensions.length === 0 ? <EmptyState title={t('none')} /> : (
      <>
        <StatRow><StatCard label={t('hours')} value={t('minutes', { n: count(view.minutes_a_day, req.locale) })} note={`${t('percentOfDay', { n: Math.round((view.minutes_a_day / view.normal_day_minutes) * 100) })}. ${t('hoursNote', { normal: view.normal_day_minutes, basis: view.basis })}`} /></StatRow>
        <Section title={t('alarms')}>
          {view.alarms.length === 0 ? <Notice tone="success"><p>{t('noAlarm')}</p></Notice> : <Notice tone="warning"><ul class="govuk-list govuk-list--bullet">{view.alarms.map((alarm) => <li>{alarmText(alarm, req.locale)}</li>)}</ul></Notice>}
        </Section>
        {dimensions.map((dimension) => dimensionPart(req, dimension, view.rows.filter((row) => row.dimension === dimension)))}
      </>
    ));
}

function dimensionPart(req: Req, dimension: Dimension, rows: Shown[]) {
  const t = sayFairness(req.locale);
  const title = dimensionNames[dimension][req.locale];
  const open = rows.filter((row) => row.share_percent !== null);
  const orHidden = (text: string | undefined) => text ?? <span class="quiet">{t('hidden')}</span>;
  return (
    <Section title={title}>
      <DataTable caption={title} captionHidden empty={t('none')} rows={rows} columns={[
        { title: t('group'), cell: (row) => groupName(dimension, row.code)[req.locale] }, { title: t('people'), cell: (row) => orHidden(row.people === null ? undefined : count(row.people, req.locale)), numeric: true },
        { title: t('share'), cell: (row) => orHidden(row.share_percent === null ? undefined : String(row.share_percent)), numeric: true }, { title: t('perHour'), cell: (row) => (row.pay_per_hour_idr === null ? '–' : rupiah(row.pay_per_hour_idr)), numeric: true },
      ]} />
      {open.length > 1 && open.length <= 12 && <BarChart title={`${t('share')}: ${title}`} locale={req.locale} series={[{ name: t('share'), points: open.map((row) => ({ label: groupName(dimension, row.code)[req.locale], value: row.share_percent ?? 0 })) }]} />}
    </Section>
  );
}
