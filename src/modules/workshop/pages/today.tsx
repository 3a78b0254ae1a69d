import { formatDay, formatTime, type Zone } from '#kernel/calendar.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { BigTile, ButtonLink, DataTable, EmptyState, Notice, PageHeading, Section, Tag, TileGrid } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Counts, SessionRow } from '../queries.ts';
import { sayOffline } from '../offline-words.ts';
import { sessionStates } from '../session.ts';
import { urls } from '../urls.ts';
import { sayWorkshop } from '../words.ts';
import { floorPrograms, Mount } from './mount.tsx';

export type Today = { facility: { name: string; timezone: Zone; is_sample: boolean }; day: string; counts: Counts; sessions: SessionRow[]; unsettled: { refused: number; conflicts: number } };

/** B1: the shift's home. Six doors with their counts, then today's sessions, what is unfinished first. */
export function todayPage(req: Req, { facility, day, counts, sessions, unsettled }: Today): Drawn {
  const t = sayWorkshop(req.locale);
  const mayOpen = may(req.actor, 'session.open');
  return workPage(req, { surface: 'bengkel', title: t('today'), programs: floorPrograms(req) },
    <PageHeading title={t('today')} caption={`${facility.name} · ${formatDay(day, req.locale)}, ${formatTime(req.now, facility.timezone)}${facility.is_sample ? ` · ${t('sample')}` : ''}`}>
      {mayOpen && <ButtonLink href={urls.newSession}>{t('openSession')}</ButtonLink>}
    </PageHeading>,
    floorPrograms(req).length > 0 && <Mount req={req} view="bilah" />,
    unsettled.refused + unsettled.conflicts > 0 && <Notice tone="warning"><p><a href={urls.queue}>{sayOffline(req.locale)('unsettled', unsettled)}</a></p></Notice>,
    <TileGrid>
      <BigTile href="#sesi" title={t('sessions')} value={counts.sessions} note={t('sessionsRunning', { n: counts.open })} tone="biru" />
      <BigTile href={attendanceDoor(req, sessions)} title={t('attendance')} value={counts.unmarked} note={counts.unmarked > 0 ? t('unmarked') : t('allMarked')} tone={counts.unmarked > 0 ? 'kuning' : 'hijau'} />
      <BigTile href="/bengkel/perintah" title={t('workOrders')} value={counts.work_orders} note={t('running')} />
      <BigTile href={urls.tools} title={t('toolsOut')} value={counts.tools_out} {...(counts.missing > 0 ? { note: t('missingTools', { n: counts.missing }), tone: 'merah' as const } : {})} />
      <BigTile href="/bengkel/pesanan" title={t('orders')} value={counts.orders} note={t('waiting')} {...(counts.orders > 0 ? { tone: 'kuning' as const } : {})} />
      <BigTile href="/bengkel/mutu" title={t('inspections')} value={counts.inspections} note={t('waiting')} />
    </TileGrid>,
    <Section title={t('sessionsToday')} id="sesi">
      {sessions.length === 0 ? <EmptyState title={t('noSessions')}>{mayOpen && <ButtonLink href={urls.newSession}>{t('openSession')}</ButtonLink>}</EmptyState> : (
        <DataTable caption={t('sessionsToday')} captionHidden empty={t('noSessions')} rows={sessions} columns={[
          { title: t('workshop'), cell: (row) => <a href={urls.session(row.id)}>{named(req, row)}</a> },
          { title: t('slot'), cell: (row) => `${pick(req.locale, { name_id: row.slot_name_id, name_en: row.slot_name_en })}${row.day === day ? '' : ` · ${formatDay(row.day, req.locale)}`}` },
          { title: t('attendance'), cell: (row) => t('counted', { n: row.marked, all: row.expected }), numeric: true },
          { title: t('toolsOut'), cell: (row) => row.tools_out, numeric: true },
          { title: t('status'), cell: (row) => <Tag tone={row.state === 'open' ? (row.day < day ? 'merah' : 'biru') : row.state === 'closed' ? 'hijau' : 'abu'}>{sessionStates[row.state][req.locale]}</Tag> },
        ]} />
      )}
    </Section>);
}

export function named(req: Req, row: { workshop_name_id: string; workshop_name_en: string }): string {
  return pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en });
}

/** The first open session with somebody unmarked, or the list. */
function attendanceDoor(req: Req, sessions: SessionRow[]): string {
  const first = sessions.find((session) => session.state === 'open' && session.marked < session.expected);
  if (!first) return '#sesi';
  return may(req.actor, 'attendance.mark') ? urls.attendance(first.id) : urls.session(first.id);
}
