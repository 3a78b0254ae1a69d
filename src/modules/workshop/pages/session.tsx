import { formatDay, formatTime, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, CheckboxesField, CheckboxField, DataTable, DateField, Details, EmptyState, Form, IdentityBar, PageHeading, RadiosField, Section, SelectField, Tag, TaskList, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OnDuty } from '#organisation';
import type { RosterRow, SessionRow, SlotRow, SupervisorRow, WorkshopRow } from '../queries.ts';
import { sessionStates } from '../session.ts';
import { saySupervision } from '../supervision-words.ts';
import { urls } from '../urls.ts';
import { sayWorkshop } from '../words.ts';
import { sayOffline } from '../offline-words.ts';
import { floorPrograms, Mount } from './mount.tsx';
import { supervisionFacts } from './supervision.tsx';
import { named } from './today.tsx';

export function newSessionPage(req: Req, { workshops, slots, day, officers }: { workshops: WorkshopRow[]; slots: SlotRow[]; day: string; officers: OnDuty[] }, state?: FormState): Drawn {
  const t = sayWorkshop(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('openSession'), breadcrumbs: [{ href: urls.today, text: t('navToday') }], failed: state !== undefined },
    <PageHeading title={t('openSession')} caption={t('openSessionHint')} />,
    <Form action={urls.newSession} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="workshop" label={t('workshop')} empty={t('chooseWorkshop')} value={workshops.length === 1 ? workshops[0]?.code : undefined} options={workshops.map((row) => ({ value: row.code, text: pick(req.locale, row) }))} required />
      <RadiosField name="slot" label={t('slot')} options={slots.map((row) => ({ value: row.code, text: `${pick(req.locale, row)} (${row.starts}–${row.ends})` }))} required />
      <DateField name="day" label={t('day')} value={day} required />
      {officers.length > 0 && <CheckboxesField name="supervisors" label={saySupervision(req.locale)('supervisors')} hint={saySupervision(req.locale)('supervisorsHint')} options={officers.map((row) => ({ value: row.staff_id, text: row.name, ...(row.workplace ? { hint: row.workplace } : {}) }))} />}
      <Button large>{t('openSession')}</Button>
    </Form>);
}

export type SessionFile = { session: SessionRow; roster: RosterRow[]; zone: Zone; supervisors: SupervisorRow[] };

/** One session from open to closed: what is still to be done, who is here, who is not and why. */
export function sessionPage(req: Req, { session, roster, zone, supervisors }: SessionFile, refused: { closing?: FormState; cancelling?: FormState } = {}): Drawn {
  const t = sayWorkshop(req.locale);
  const open = session.state === 'open';
  const marked = session.marked >= session.expected;
  const title = `${named(req, session)}, ${pick(req.locale, { name_id: session.slot_name_id, name_en: session.slot_name_en })}`;
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: urls.today, text: t('navToday') }], failed: refused.closing !== undefined || refused.cancelling !== undefined, programs: floorPrograms(req) },
    <PageHeading title={title} caption={formatDay(session.day, req.locale)}>
      {open && may(req.actor, 'attendance.mark') && <ButtonLink href={urls.attendance(session.id)} kind={marked ? 'secondary' : 'primary'}>{marked ? t('changeAttendance') : t('markAttendance')}</ButtonLink>}
      {open && may(req.actor, 'capture.send') && <ButtonLink href={urls.floor(session.id)} kind="secondary">{sayOffline(req.locale)('record')}</ButtonLink>}
    </PageHeading>,
    floorPrograms(req).length > 0 && <Mount req={req} view="bilah" />,
    <IdentityBar title={named(req, session)} status={{ text: sessionStates[session.state][req.locale], tone: open ? 'biru' : session.state === 'closed' ? 'hijau' : 'abu' }} facts={[
      { label: t('slot'), value: `${formatTime(session.starts, zone)}–${formatTime(session.ends, zone)}` },
      { label: t('present'), value: t('counted', { n: session.attended, all: session.expected }) },
      ...supervisionFacts(req, session, supervisors),
      ...(session.cancel_reason ? [{ label: t('cancelReason'), value: session.cancel_reason }] : []),
    ]} />,
    open && <Section title={t('tasks')}>{tasks(req, session)}</Section>,
    <Section title={t('roster')}>
      {roster.length === 0 ? <EmptyState title={t('noRoster')} /> : rosterTable(req, roster)}
    </Section>,
    session.left_out.length > 0 && (
      <Section title={t('leftOut')}>
        <DataTable caption={t('leftOut')} captionHidden empty={t('nobodyLeftOut')} rows={session.left_out} columns={[{ title: t('code'), cell: (row) => row.roster_code }, { title: t('why'), cell: (row) => row.why[req.locale] }]} />
      </Section>
    ),
    open && may(req.actor, 'session.close') && closing(req, session, refused.closing),
    open && may(req.actor, 'session.cancel') && cancelling(req, session, refused.cancelling));
}

function tasks(req: Req, session: SessionRow) {
  const t = sayWorkshop(req.locale);
  const marked = session.marked >= session.expected;
  const lends = may(req.actor, 'tool.lend');
  return (
    <TaskList items={[
      { title: t('attendance'), ...(may(req.actor, 'attendance.mark') ? { href: urls.attendance(session.id) } : {}), hint: t('counted', { n: session.marked, all: session.expected }), status: marked ? { text: t('done'), tone: 'hijau' } : { text: t('todo'), tone: 'kuning' } },
      { title: t('lend'), ...(lends ? { href: urls.lendingOf(session.id) } : {}), hint: t('lendHint'), status: { text: `${session.tools_out} ${t('toolsOut').toLowerCase()}`, tone: 'abu' } },
      { title: t('output'), href: '/bengkel/perintah', hint: t('outputHint'), status: { text: t('seeWorkOrders'), tone: 'abu' } },
      { title: t('countTitle'), ...(lends ? { href: urls.count(session.id) } : {}), hint: t('countHint'), status: session.tools_out === 0 ? { text: t('done'), tone: 'hijau' } : { text: t('todo'), tone: 'kuning' } },
    ]} />
  );
}

function rosterTable(req: Req, roster: RosterRow[]) {
  const t = sayWorkshop(req.locale);
  return (
    <DataTable caption={t('roster')} captionHidden empty={t('noRoster')} rows={roster} columns={[
      { title: t('person'), cell: (row) => <a href={`/bengkel/peserta/${row.worker_id}`}>{row.name}</a> },
      { title: t('code'), cell: (row) => row.roster_code },
      { title: t('mark'), cell: (row) => row.reason_code === null ? <Tag tone="kuning">{t('notYet')}</Tag> : <><Tag tone={row.attended ? 'hijau' : 'abu'}>{pick(req.locale, { name_id: row.reason_name_id ?? '', name_en: row.reason_name_en ?? '' })}</Tag>{row.note && <> <span class="quiet">{row.note}</span></>}</> },
      { title: t('minutes'), cell: (row) => row.minutes ?? '', numeric: true },
      { title: t('paid'), cell: (row) => row.paid === null ? '' : row.paid ? t('paid') : t('unpaid') },
    ]} />
  );
}

function closing(req: Req, session: SessionRow, state: FormState | undefined) {
  const t = sayWorkshop(req.locale);
  return (
    <Section title={t('closeTitle')}>
      <p>{t('closeHint')}</p>
      <Form action={urls.closeSession(session.id)} token={req.formToken()} state={state} locale={req.locale}>
        <ButtonRow><Button large>{t('closeSession')}</Button></ButtonRow>
      </Form>
    </Section>
  );
}

function cancelling(req: Req, session: SessionRow, state: FormState | undefined) {
  const t = sayWorkshop(req.locale);
  return (
    <Details summary={t('cancelTitle')}>
      <Form action={urls.cancelSession(session.id)} token={req.formToken()} state={state} locale={req.locale}>
        <TextareaField name="reason" label={t('cancelReason')} required />
        <CheckboxField name="unpaid" label={t('cancelUnpaid')} />
        <Button kind="danger">{t('cancelSession')}</Button>
      </Form>
    </Details>
  );
}

/** Which of the open sessions: for attendance, or for tools. */
export function chooseSessionPage(req: Req, { title, sessions, hrefOf }: { title: string; sessions: SessionRow[]; hrefOf: (session: string) => string }): Drawn {
  const t = sayWorkshop(req.locale);
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: urls.today, text: t('navToday') }] },
    <PageHeading title={title} caption={t('chooseSession')} />,
    sessions.length === 0 ? <EmptyState title={t('noOpenSession')}>{may(req.actor, 'session.open') && <ButtonLink href={urls.newSession}>{t('openSession')}</ButtonLink>}</EmptyState> : (
      <DataTable caption={t('chooseSession')} captionHidden empty={t('noOpenSession')} rows={sessions} columns={[
        { title: t('workshop'), cell: (row) => <a href={hrefOf(row.id)}>{named(req, row)}</a> },
        { title: t('day'), cell: (row) => formatDay(row.day, req.locale) },
        { title: t('slot'), cell: (row) => pick(req.locale, { name_id: row.slot_name_id, name_en: row.slot_name_en }) },
        { title: t('attendance'), cell: (row) => t('counted', { n: row.marked, all: row.expected }), numeric: true },
      ]} />
    ));
}
