import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { AttendanceChoice, Button, DataTable, EmptyState, Form, NumberField, PageHeading, RadiosField, Section, SelectField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { consequences, decisionOf, type Reason } from '../attendance.ts';
import type { RosterRow, SessionRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayWorkshop } from '../words.ts';
import { named } from './today.tsx';

/** B3: everybody on one page, two large keys each. */
export function attendancePage(req: Req, { session, roster }: { session: SessionRow; roster: RosterRow[] }, state?: FormState): Drawn {
  const t = sayWorkshop(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('attendance'), breadcrumbs: trail(req, session), failed: state !== undefined },
    <PageHeading title={t('attendance')} caption={`${named(req, session)} · ${formatDay(session.day, req.locale)} · ${t('counted', { n: session.marked, all: session.expected })}`} />,
    roster.length === 0 ? <EmptyState title={t('noRoster')} /> : (
      <Form action={urls.attendance(session.id)} token={req.formToken()} state={state} locale={req.locale}>
        <p>{t('attendanceHint')}</p>
        <DataTable caption={t('roster')} captionHidden empty={t('noRoster')} rows={roster} columns={[
          { title: t('person'), cell: (row) => <>{row.name} <span class="quiet">{row.roster_code}</span></> },
          { title: t('mark'), cell: (row) => <AttendanceChoice name={`mark.${row.worker_id}`} label={row.name} value={row.attended === null ? undefined : row.attended ? 'ya' : 'tidak'} yes={{ value: 'ya', text: t('present') }} no={{ value: 'tidak', text: t('absent') }} /> },
        ]} />
        <Button large>{t('saveAttendance')}</Button>
      </Form>
    ));
}

/** The second page, for the absent alone: why, and what it means for pay. */
export function reasonsPage(req: Req, { session, absent, reasons }: { session: SessionRow; absent: RosterRow[]; reasons: Reason[] }, state?: FormState): Drawn {
  const t = sayWorkshop(req.locale);
  const options = [...reasons].filter((reason) => reason.code !== 'ATTENDED').sort((a, b) => Number(a.attended) - Number(b.attended)).map((reason) => ({
    value: reason.code, text: `${pick(req.locale, reason)}${reason.needs_note ? ' *' : ''}${reason.attended ? ` (${t('partly')})` : ''} — ${consequences[decisionOf(reason.pay_effect)][req.locale]}`,
  }));
  return workPage(req, { surface: 'bengkel', title: t('reasonsTitle'), breadcrumbs: [...trail(req, session), { href: urls.attendance(session.id), text: t('attendance') }], failed: state !== undefined },
    <PageHeading title={t('reasonsTitle')} caption={t('reasonsHint')} />,
    absent.length === 0 ? <EmptyState title={t('nobodyAbsent')} /> : (
      <Form action={urls.reasons(session.id, absent.map((row) => row.worker_id))} token={req.formToken()} state={state} locale={req.locale}>
        {absent.map((row) => (
          <Section title={`${row.name} · ${row.roster_code}`}>
            <SelectField name={`reason.${row.worker_id}`} label={t('why')} empty={t('chooseReason')} options={options} value={row.reason_code === 'ATTENDED' ? undefined : row.reason_code} required />
            <RadiosField name={`paid.${row.worker_id}`} label={t('paidQuestion')} hint={t('paidHint')} inline options={[{ value: 'ya', text: t('yes') }, { value: 'tidak', text: t('no') }]} />
            <TextField name={`note.${row.worker_id}`} label={t('note')} hint={t('noteHint')} value={row.note} />
            <NumberField name={`minutes.${row.worker_id}`} label={t('minutes')} hint={t('minutesHint')} width="s" />
          </Section>
        ))}
        <Button large>{t('saveReasons')}</Button>
      </Form>
    ));
}

function trail(req: Req, session: SessionRow) {
  return [{ href: urls.today, text: sayWorkshop(req.locale)('navToday') }, { href: urls.session(session.id), text: named(req, session) }];
}
