import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick, type Phrase } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, DateField, Details, EmptyState, Form, PageHeading, Section, SelectField, Tag, TextField } from '#ui';
import { printPage, workPage } from '#ui/frames.tsx';
import type { HourRule, LearningRow, WeekRow } from '../hours-queries.ts';
import { sayHours } from '../hours-words.ts';
import type { Destination } from '../movement-queries.ts';
import type { SlotRow } from '../queries.ts';
import { urls } from '../urls.ts';

const weekdays: Phrase[] = [{ id: 'Senin', en: 'Monday' }, { id: 'Selasa', en: 'Tuesday' }, { id: 'Rabu', en: 'Wednesday' }, { id: 'Kamis', en: 'Thursday' }, { id: 'Jumat', en: 'Friday' }, { id: 'Sabtu', en: 'Saturday' }, { id: 'Minggu', en: 'Sunday' }];
const ruleNames = { 'work.max_minutes_per_day': 'perDay', 'work.max_minutes_per_week': 'perWeek', 'work.rest_days_per_week': 'rest' } as const;

export type HoursView = { rules: HourRule[]; learning: LearningRow[]; week: WeekRow[]; monday: string; day: string };
export type HoursRefused = { of: 'keep' | 'end'; state: FormState };
/** The rules that hold, the times kept for learning, and how near everybody is to the limits this week. */
export function hoursPage(req: Req, view: HoursView, refused?: HoursRefused): Drawn {
  const t = sayHours(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: refused !== undefined },
    <PageHeading title={t('title')} caption={t('hint')} />,
    <Section title={t('rules')}>
      <DataTable caption={t('rules')} captionHidden empty="" rows={view.rules} columns={[
        { title: t('rule'), cell: (row) => t(ruleNames[row.key]) }, { title: t('value'), cell: (row) => t(row.key === 'work.rest_days_per_week' ? 'days' : 'minutes', { n: row.value }) },
        { title: t('since'), cell: (row) => <>{formatDay(row.from, req.locale)}{row.to && ` – ${formatDay(row.to, req.locale)}`} <Tag tone={row.own ? 'biru' : 'abu'}>{t(row.own ? 'own' : 'national')}</Tag></> }, { title: t('basis'), cell: (row) => row.legal_basis },
      ]} />
    </Section>,
    learningPart(req, view, refused),
    <Section title={t('week', { from: formatDay(view.monday, req.locale) })}>
      <DataTable caption={t('week', { from: formatDay(view.monday, req.locale) })} captionHidden empty={t('noHours')} rows={view.week} columns={[
        { title: t('person'), cell: (row) => `${row.roster_code} ${row.name}` }, { title: t('sum'), cell: (row) => t('minutes', { n: row.minutes }), numeric: true }, { title: t('workDays'), cell: (row) => row.days, numeric: true }, { title: t('longest'), cell: (row) => t('minutes', { n: row.longest }), numeric: true },
      ]} />
    </Section>);
}

function learningPart(req: Req, { learning, day }: HoursView, refused: HoursRefused | undefined) {
  const t = sayHours(req.locale);
  const open = learning.filter((row) => row.to === null);
  const nameOf = (row: LearningRow) => `${weekdays[row.weekday - 1]?.[req.locale] ?? ''} ${row.starts}–${row.ends}, ${row.what}`;
  return (
    <Section title={t('learning')}>
      <DataTable caption={t('learning')} captionHidden empty={t('noLearning')} rows={learning} columns={[
        { title: t('weekday'), cell: (row) => weekdays[row.weekday - 1]?.[req.locale] ?? '' }, { title: t('time'), cell: (row) => `${row.starts}–${row.ends}` }, { title: t('what'), cell: (row) => row.what }, { title: t('forWhom'), cell: (row) => row.roster_code ?? t('everybody') },
        { title: t('since'), cell: (row) => `${formatDay(row.from, req.locale)} – ${row.to ? formatDay(row.to, req.locale) : '…'}` }, { title: t('basis'), cell: (row) => row.legal_basis },
      ]} />
      {may(req.actor, 'hours.define') && req.actor.facility_id !== null && (
        <>
          <Details summary={t('keep')}>
            <Form action={urls.keepTime} token={req.formToken()} state={refused?.of === 'keep' ? refused.state : undefined} locale={req.locale}>
              <SelectField name="weekday" label={t('weekday')} options={weekdays.map((name, n) => ({ value: String(n + 1), text: name[req.locale] }))} required /><TextField name="starts" label={t('starts')} value="13.00" width="xs" required /><TextField name="ends" label={t('ends')} value="15.00" width="xs" required />
              <TextField name="what" label={t('what')} required /><TextField name="worker" label={t('forWhom')} hint={t('personHint')} width="s" /><DateField name="from" label={t('from')} value={day} required /><TextField name="legal_basis" label={t('legalBasis')} required /><Button>{t('keep')}</Button>
            </Form>
          </Details>
          {open.length > 0 && (
            <Details summary={t('end')}>
              <Form action={urls.endTime} token={req.formToken()} state={refused?.of === 'end' ? refused.state : undefined} locale={req.locale}>
                <SelectField name="id" label={t('which')} options={open.map((row) => ({ value: row.id, text: nameOf(row) }))} required /><DateField name="on_day" label={t('endDay')} value={day} required /><Button kind="secondary">{t('end')}</Button>
              </Form>
            </Details>
          )}
        </>
      )}
    </Section>
  );
}

export type MovementView = { day: string; slot: SlotRow | undefined; slots: SlotRow[]; destinations: Destination[]; sample: boolean };
/** The list for the doors: by destination, no more than name, code and place. */
export function movementPage(req: Req, view: MovementView): Drawn {
  const t = sayHours(req.locale);
  const query = `?hari=${view.day}&jam=${view.slot?.code ?? ''}`;
  return workPage(req, { surface: 'bengkel', title: t('movement') },
    <PageHeading title={t('movement')} caption={t('movementHint')}>{view.destinations.length > 0 && <ButtonLink href={`${urls.movementPrint}${query}`} kind="secondary">{t('print')}</ButtonLink>}</PageHeading>,
    <Form action={urls.movement} method="get" locale={req.locale}>
      <DateField name="hari" label={t('day')} value={view.day} /><SelectField name="jam" label={t('slot')} value={view.slot?.code} options={view.slots.map((row) => ({ value: row.code, text: `${pick(req.locale, row)} ${row.starts}–${row.ends}` }))} /><Button kind="secondary">{t('show')}</Button>
    </Form>,
    view.destinations.length === 0 ? <EmptyState title={t('nobody')} /> : [<p>{totalOf(req, view)}</p>, ...view.destinations.map((each) => (
      <Section title={`${pick(req.locale, each.place)}: ${t('people', { n: each.people.length })}`}>
        <p class="quiet">{sourceOf(req, each)}</p>
        <DataTable caption={pick(req.locale, each.place)} captionHidden empty={t('nobody')} rows={each.people} columns={[{ title: t('code'), cell: (row) => row.roster_code }, { title: t('name'), cell: (row) => row.name }]} />
      </Section>
    ))]);
}

/** On paper, with boxes to tick at the door. */
export function movementPrint(req: Req, view: MovementView): Drawn {
  const t = sayHours(req.locale);
  const slot = view.slot ? `${pick(req.locale, view.slot)} ${view.slot.starts}–${view.slot.ends}` : '';
  return printPage(req, { title: `${t('movement')} ${view.day}`, sample: view.sample },
    <article class="doc-paper">
      <header class="doc-title"><h1>{t('movement')}</h1><p>{req.actor.unit_name}</p><p>{formatDay(view.day, req.locale)}, {slot}</p></header>
      {view.destinations.map((each) => (
        <table class="doc-table">
          <caption>{pick(req.locale, each.place)}: {t('people', { n: each.people.length })}, {sourceOf(req, each)}</caption>
          <thead><tr><th scope="col">{t('code')}</th><th scope="col">{t('name')}</th><th scope="col">{t('outTick')}</th><th scope="col">{t('backTick')}</th></tr></thead>
          <tbody>{each.people.map((row) => <tr><td>{row.roster_code}</td><td>{row.name}</td><td>☐</td><td>☐</td></tr>)}</tbody>
        </table>
      ))}
      <p class="doc-note">{totalOf(req, view)}</p>
    </article>);
}

const totalOf = (req: Req, { destinations }: MovementView): string => sayHours(req.locale)('total', { n: destinations.reduce((sum, each) => sum + each.people.length, 0), places: destinations.length });
const sourceOf = (req: Req, each: Destination): string => (each.source === 'outside' ? sayHours(req.locale)('outside', { at: each.back_at ?? '' }) : sayHours(req.locale)(each.source));
