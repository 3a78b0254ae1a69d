import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { BarChart, Button, DataTable, DateField, Form, HiddenField, NumberField, PageHeading, RefusalForm, Section, SelectField, StatCard, StatRow, SummaryCard, Tag, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { methodsInWords } from '../explaining.ts';
import { Problem } from '../pages/premi.tsx';
import { premiUrl } from '../urls.ts';
import { say as sayPay } from '../words.ts';
import type { Method, Simulation } from './team.ts';
import type { TeamSplitRow } from './team-queries.ts';
import { teamsUrl, teamUrl } from './urls.ts';
import { say } from './words.ts';

const tones: Record<TeamSplitRow['state'], Tone> = { prepared: 'kuning', approved: 'hijau', refused: 'abu' };
export type Trial = { method: Method; activity: string; simulation: Simulation };
export type Teams = { rows: TeamSplitRow[]; months: string[]; activities: string[]; tried: Trial | undefined; tomorrow: string };

export function teamsPage(req: Req, { rows, months, activities, tried, tomorrow }: Teams, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const upt = req.query['upt'];
  const fields = [['hours', 'hours_bp'], ['skill', 'skill_bp'], ['output', 'output_bp'], ['equal', 'equal_bp']] as const;
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: premiUrl({ upt }), text: sayPay(locale)('premi') }] },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <Problem state={state} />,
    <Section title={t('splits')}>
      <DataTable caption={t('splits')} captionHidden rows={rows} empty={t('none')} columns={[
        { title: t('how'), cell: (row) => <a href={teamUrl(row.id)}>{methodsInWords([{ method: row }], locale)}</a> },
        { title: t('activity'), cell: (row) => row.activity || t('every') },
        { title: t('from'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''}` },
        { title: t('gini'), numeric: true, cell: (row) => `${gini(row.simulation.now.gini, locale)} → ${gini(row.simulation.then.gini, locale)}` },
        { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
      ]} />
    </Section>,
    may(req.actor, 'team_split.propose') && months.length > 0 && (
      <Section title={t('try')}>
        <Form action={teamsUrl()} method="get" locale={locale} state={state}>
          <SelectField name="activity" label={t('activity')} empty={t('every')} value={tried?.activity} options={activities.map((each) => ({ value: each, text: each }))} />
          {fields.map(([name, key]) => <NumberField name={`${name}_percent`} label={t(name)} width="xs" value={String((tried?.method[key] ?? (name === 'hours' ? 10_000 : 0)) / 100)} />)}
          <SelectField name="month" label={t('month')} value={tried?.simulation.month} options={months.map((month) => ({ value: month, text: formatMonth(month, locale) }))} />
          <Button kind="secondary">{t('tryNow')}</Button>
        </Form>
      </Section>
    ),
    tried && <Tried req={req} simulation={tried.simulation} />,
    tried && may(req.actor, 'team_split.propose') && (
      <SummaryCard title={t('propose')}>
        <p>{methodsInWords([{ method: tried.method }], locale)}</p>
        <Form action={teamsUrl()} token={req.formToken()} locale={locale} state={state}>
          {fields.map(([name, key]) => <HiddenField name={`${name}_percent`} value={String(tried.method[key] / 100)} />)}
          <HiddenField name="activity" value={tried.activity} /><HiddenField name="month" value={tried.simulation.month} />
          <DateField name="from" label={t('from')} value={tomorrow} required />
          <TextField name="legal_basis" label={t('basis')} required />
          <Button>{t('propose')}</Button>
        </Form>
      </SummaryCard>
    ));
}

const gini = (value: number, locale: Req['locale']): string => new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'id-ID', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

/** What it would have done: the spread beside today's, and each person by roster code. */
function Tried({ req, simulation: { month, pool_idr, now, then, rows } }: { req: Req; simulation: Simulation }): VNode {
  const { locale } = req;
  const t = say(locale);
  const spread = [[t('least'), rupiah(now.min_idr), rupiah(then.min_idr)], [t('median'), rupiah(now.median_idr), rupiah(then.median_idr)], [t('most'), rupiah(now.max_idr), rupiah(then.max_idr)], [t('gini'), gini(now.gini, locale), gini(then.gini, locale)], [t('variation'), gini(now.variation, locale), gini(then.variation, locale)]] as const;
  return (
    <Section title={t('tried', { month: formatMonth(month, locale) })}>
      <StatRow><StatCard label={t('pool')} value={rupiah(pool_idr)} /><StatCard label={t('person')} value={count(now.people, locale)} /></StatRow>
      <DataTable caption={t('measure')} rows={spread} empty={t('none')} columns={[{ title: t('measure'), cell: (row) => row[0] }, { title: t('now'), numeric: true, cell: (row) => row[1] }, { title: t('then'), numeric: true, cell: (row) => row[2] }]} />
      {rows.length <= 8 && <BarChart title={`${t('each')} (Rp)`} locale={locale} series={[{ name: t('now'), points: rows.map((row) => ({ label: row.roster_code, value: row.now_idr })) }, { name: t('then'), points: rows.map((row) => ({ label: row.roster_code, value: row.then_idr })) }]} />}
      <DataTable caption={t('each')} rows={rows} empty={t('none')} columns={[
        { title: t('person'), cell: (row) => row.roster_code },
        { title: t('now'), numeric: true, cell: (row) => rupiah(row.now_idr) },
        { title: t('then'), numeric: true, cell: (row) => rupiah(row.then_idr) },
        { title: t('change'), numeric: true, cell: (row) => rupiah(row.then_idr - row.now_idr) },
      ]} />
    </Section>
  );
}

export function teamPage(req: Req, row: TeamSplitRow, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = methodsInWords([{ method: row }], locale);
  const decides = row.state === 'prepared' && may(req.actor, 'team_split.approve');
  const own = row.prepared_person !== null && row.prepared_person === req.actor.person_id;
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: teamsUrl(), text: t('title') }] },
    <PageHeading title={title} caption={`${row.activity || t('every')} · ${t('from')} ${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''} · ${row.legal_basis}`}><Tag tone={tones[row.state]}>{t(row.state)}</Tag></PageHeading>,
    <Problem state={state} />,
    row.refused_reason && <p>{row.refused_reason}</p>,
    decides && own && <p>{t('other')}</p>,
    decides && !own && (
      <SummaryCard title={t('prepared')}>
        <Form action={`${teamUrl(row.id)}/setuju`} token={req.formToken()} locale={locale}><Button>{t('approve')}</Button></Form>
        <RefusalForm action={`${teamUrl(row.id)}/tolak`} token={req.formToken()} locale={locale} text={t('refuse')} reason={t('reason')} />
      </SummaryCard>
    ),
    <Tried req={req} simulation={row.simulation} />);
}
