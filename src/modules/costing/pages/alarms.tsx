import type { VNode } from 'preact';
import { dayIn, formatDay, zoneOf } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, FilterPanel, Form, HiddenField, PageHeading, Pagination, RadiosField, Section, SelectField, StatCard, StatRow, SummaryList, Tag, TextareaField, Timeline } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { productUrl } from '#products';
import { alarmKinds, alarmNames, alarmStates, alarmTransitions, stateNames } from '../alarm.ts';
import type { AlarmCount, AlarmFilter, AlarmRow, AnswerRow } from '../alarm-queries.ts';
import { sayAlarm } from '../alarm-words.ts';
import { alarmsUrl, alarmUrl, lotsUrl, lotUrl, nationalAlarmsUrl } from '../urls.ts';
import { sayCost } from '../words.ts';

const tones = { open: 'merah', explained: 'kuning', mended: 'hijau' } as const;
/** The figures as they were, in a sentence. */
export function inWords(locale: Locale, row: Pick<AlarmRow, 'kind' | 'price_idr' | 'compared_idr' | 'measured_bp' | 'limit_bp'>): string {
  const amount = (idr: number | null) => (idr === null ? '–' : rupiah(idr));
  return sayAlarm(locale)(row.kind, { price: amount(row.price_idr), compared: amount(row.compared_idr), measured: percent(row.measured_bp, locale, { digits: 1 }), limit: percent(row.limit_bp, locale, { digits: 1 }) });
}

/** The day it was at the facility. */
export const dayThere = (at: Date, { timezone }: { timezone: string }): string => dayIn(zoneOf(timezone), at);

function AlarmTable({ locale, rows, national }: { locale: Locale; rows: AlarmRow[]; national: boolean }): VNode {
  const t = sayAlarm(locale);
  return (
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('what'), cell: (row) => <a href={alarmUrl(row.id)}>{alarmNames[row.kind][locale]}</a> },
      ...(national ? [{ title: t('facility'), cell: (row: AlarmRow) => row.facility_name }] : []),
      { title: t('product'), cell: (row) => <>{pick(locale, row)}{row.lot_code && <><br /><code>{row.lot_code}</code></>}</> },
      { title: t('figures'), cell: (row) => inWords(locale, row) },
      { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{stateNames[row.state][locale]}</Tag>{row.words && <><br /><span class="quiet">{row.words}</span></>}</> },
      { title: t('raised'), cell: (row) => formatDay(dayThere(row.raised_at, row), locale) },
    ]} />
  );
}

export type AlarmsView = { rows: AlarmRow[]; next: string | undefined; filter: AlarmFilter; upt: string | undefined };
type To = (of: { jenis?: string | undefined; keadaan?: string | undefined; setelah?: string | undefined }) => string;
function Filters({ locale, filter, action, to, upt }: { locale: Locale; filter: AlarmFilter; action: string; to: To; upt?: string | undefined }): VNode {
  const t = sayAlarm(locale);
  const { kind, state } = filter;
  return (
    <FilterPanel action={action} locale={locale} clearHref={to({})} chips={[
      ...(kind ? [{ text: alarmNames[kind][locale], removeHref: to({ keadaan: state }) }] : []), ...(state ? [{ text: stateNames[state][locale], removeHref: to({ jenis: kind }) }] : []),
    ]}>
      {upt && <input type="hidden" name="upt" value={upt} />}
      <SelectField name="jenis" label={t('what')} empty={t('all')} value={kind} options={alarmKinds.map((value) => ({ value, text: alarmNames[value][locale] }))} />
      <SelectField name="keadaan" label={t('state')} empty={t('all')} value={state} options={alarmStates.map((value) => ({ value, text: stateNames[value][locale] }))} />
    </FilterPanel>
  );
}

export function alarmsPage(req: Req, { rows, next, filter, upt }: AlarmsView): VNode {
  const { locale } = req;
  const t = sayAlarm(locale);
  const to: To = (of) => alarmsUrl({ upt, ...of });
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: lotsUrl({ upt }), text: sayCost(locale)('title') }] },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <Filters locale={locale} filter={filter} action="/bengkel/biaya/peringatan" to={to} upt={upt} />,
    <AlarmTable locale={locale} rows={rows} national={false} />,
    <Pagination locale={locale} nextHref={next ? to({ jenis: filter.kind, keadaan: filter.state, setelah: next }) : undefined} />);
}

/** The same over every facility in reach, with who has how many open. */
export function nationalAlarmsPage(req: Req, { rows, next, filter, counts }: AlarmsView & { counts: AlarmCount[] }): VNode {
  const { locale } = req;
  const t = sayAlarm(locale);
  const open = counts.reduce((sum, row) => sum + row.open, 0);
  return workPage(req, { surface: 'pusat', title: t('title') },
    <PageHeading title={t('title')} caption={t('lead')}><ButtonLink kind="secondary" href="/pusat/biaya.xlsx">{t('sheetXlsx')}</ButtonLink></PageHeading>,
    <StatRow><StatCard label={t('open')} value={count(open, locale)} {...(open > 0 ? { tone: 'merah' as const } : {})} /><StatCard label={t('all')} value={count(counts.reduce((sum, row) => sum + row.all, 0), locale)} /></StatRow>,
    counts.length > 0 && <Section title={t('byFacility')}><DataTable caption={t('byFacility')} captionHidden rows={counts} empty={t('none')} columns={[
      { title: t('facility'), cell: (row) => <a href={alarmsUrl({ upt: row.facility_code })}>{row.facility_name}</a> }, { title: t('office'), cell: (row) => row.office ?? '–' },
      { title: t('open'), numeric: true, cell: (row) => count(row.open, locale) }, { title: t('all'), numeric: true, cell: (row) => count(row.all, locale) }, { title: t('oldest'), cell: (row) => (row.oldest ? formatDay(dayThere(row.oldest, row), locale) : '–') },
    ]} /></Section>,
    <Filters locale={locale} filter={filter} action="/pusat/biaya" to={nationalAlarmsUrl} />,
    <AlarmTable locale={locale} rows={rows} national />,
    <Pagination locale={locale} nextHref={next ? nationalAlarmsUrl({ jenis: filter.kind, keadaan: filter.state, setelah: next }) : undefined} />);
}

/** One alarm: its figures, what was answered, and what may be answered now. */
export function alarmPage(req: Req, { alarm, answers }: { alarm: AlarmRow; answers: AnswerRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAlarm(locale);
  const open = alarmTransitions.filter((step) => step.from === alarm.state && may(req.actor, step.may));
  const own = open.filter(({ kind }) => kind !== 'returned');
  return workPage(req, { surface: req.actor.facility_id ? 'bengkel' : 'pusat', title: alarmNames[alarm.kind][locale], failed: state !== undefined, breadcrumbs: [req.actor.facility_id ? { href: alarmsUrl(), text: t('title') } : { href: nationalAlarmsUrl(), text: t('title') }] },
    <PageHeading title={alarmNames[alarm.kind][locale]} caption={alarm.facility_name}><Tag tone={tones[alarm.state]}>{stateNames[alarm.state][locale]}</Tag></PageHeading>,
    <p>{inWords(locale, alarm)}</p>,
    <SummaryList rows={[
      { label: t('product'), value: <a href={productUrl(alarm.sku)}>{pick(locale, alarm)}</a> }, ...(alarm.lot_code ? [{ label: t('lot'), value: alarm.kind === 'bought_in' ? <code>{alarm.lot_code}</code> : <a href={lotUrl(alarm.lot_code)}>{alarm.lot_code}</a> }] : []),
      { label: t('raised'), value: formatDay(dayThere(alarm.raised_at, alarm), locale) }, ...(alarm.legal_basis ? [{ label: t('basis'), value: alarm.legal_basis }] : []),
    ]} />,
    <Section title={t('answers')}>{answers.length === 0 ? <p class="empty">{t('answersNone')}</p> : <Timeline items={answers.map((answer) => ({ title: t(answer.kind), at: formatDay(dayThere(answer.answered_at, alarm), locale), by: answer.by ?? undefined, text: answer.words }))} />}</Section>,
    own.length > 0 && (
      <Section title={t('answerTitle')}>
        <Form action={alarmUrl(alarm.id)} token={req.formToken()} locale={locale} state={state}>
          <RadiosField name="kind" label={t('answerKind')} value={own[0]?.kind} options={own.map(({ kind }) => ({ value: kind as string, text: t(kind === 'mended' ? 'mend' : 'explain') }))} />
          <TextareaField name="words" label={t('words')} rows={3} required />
          <Button>{t('send')}</Button>
        </Form>
      </Section>
    ),
    open.some(({ kind }) => kind === 'returned') && (
      <Section title={t('sendBack')}>
        <Form action={`${alarmUrl(alarm.id)}/kembali`} token={req.formToken()} locale={locale} state={state}>
          <HiddenField name="kind" value="returned" />
          <TextareaField name="words" label={t('sendBackWhy')} rows={3} required />
          <Button kind="secondary">{t('sendBack')}</Button>
        </Form>
      </Section>
    ));
}
