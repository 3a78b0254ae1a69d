import { formatDay, formatInstant, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Details, EmptyState, Form, PageHeading, RadiosField, Section, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ConflictRow, RefusedRow } from '../capture-queries.ts';
import type { SessionRow } from '../queries.ts';
import { refusedText, sayOffline } from '../offline-words.ts';
import { urls } from '../urls.ts';
import { sayWorkshop } from '../words.ts';
import { floorPrograms, Mount } from './mount.tsx';
import { named } from './today.tsx';

const crumbs = (req: Req, ...more: { href: string; text: string }[]) => [{ href: urls.today, text: sayWorkshop(req.locale)('navToday') }, ...more];

/** B3, B8, B19 on a device: one open session, recorded with or without a line. */
export function floorPage(req: Req, session: SessionRow): Drawn {
  const [t, w] = [sayOffline(req.locale), sayWorkshop(req.locale)];
  return workPage(req, { surface: 'bengkel', title: t('record'), breadcrumbs: crumbs(req, { href: urls.session(session.id), text: named(req, session) }), programs: floorPrograms(req) },
    <PageHeading title={named(req, session)} caption={`${pick(req.locale, { name_id: session.slot_name_id, name_en: session.slot_name_en })} · ${formatDay(session.day, req.locale)}`} />,
    <Mount req={req} view="sesi" session={session.id}>
      <p>{t('withoutProgram')}</p>
      <ButtonRow>
        <ButtonLink href={urls.attendance(session.id)}>{w('attendance')}</ButtonLink>
        <ButtonLink kind="secondary" href={urls.lendingOf(session.id)}>{w('lend')}</ButtonLink>
        <ButtonLink kind="secondary" href="/bengkel/perintah">{w('output')}</ButtonLink>
      </ButtonRow>
    </Mount>);
}

/** What the browser keeps for the time without a line: no name of anybody stands in it. */
export function shellPage(req: Req): Drawn {
  const t = sayOffline(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('offlineTitle'), programs: ['floor.js'] },
    <div id="lantai" data-view="luring" data-locale={req.locale}><h1 class="govuk-heading-l">{t('offlineTitle')}</h1><p>{t('offlineHint')}</p></div>);
}

export type Queue = { refused: RefusedRow[]; conflicts: ConflictRow[]; zone: Zone };

/** B38. */
export function queuePage(req: Req, { refused, conflicts, zone }: Queue, state?: FormState): Drawn {
  const t = sayOffline(req.locale);
  const mayResolve = may(req.actor, 'capture.resolve');
  return workPage(req, { surface: 'bengkel', title: t('queue'), breadcrumbs: crumbs(req), failed: state !== undefined, programs: floorPrograms(req) },
    <PageHeading title={t('queue')} caption={t('queueHint')} />,
    may(req.actor, 'capture.send') && <Section title={t('onDevice')}><Mount req={req} view="antrean"><p>{t('needsProgram')}</p></Mount></Section>,
    <Section title={t('conflicts')} id="berbeda">
      {conflicts.length === 0 ? <EmptyState title={t('noConflicts')} /> : <><p>{t('conflictsHint')}</p>{conflicts.map((row) => conflict(req, row, zone, mayResolve, state))}</>}
    </Section>,
    <Section title={t('refused')} id="ditolak">
      {refused.length > 0 && <p>{t('refusedHint')}</p>}
      <DataTable caption={t('refused')} captionHidden empty={t('noRefused')} rows={refused} columns={[
        { title: t('what'), cell: (row) => <>{typeName(req, row.type)} <span class="quiet">{[row.roster_code, row.tool, row.work_order].filter(Boolean).join(' · ')}</span></> },
        { title: t('why'), cell: (row) => refusedText(req.locale, row.code) },
        { title: t('seen'), cell: (row) => formatInstant(row.occurred_at, zone, req.locale) },
        { title: t('device'), cell: (row) => <>{row.device}{row.officer && <><br /><span class="quiet">{row.officer}</span></>}</> },
        ...(mayResolve ? [{ title: t('act'), cell: (row: RefusedRow) => dropping(req, row, state) }] : []),
      ]} />
    </Section>);
}

function dropping(req: Req, row: RefusedRow, state?: FormState) {
  const t = sayOffline(req.locale);
  return (
    <Details summary={t('drop')}>
      <Form action={urls.queue} token={req.formToken()} state={mine(state, row.id)} locale={req.locale}>
        <input type="hidden" name="capture_id" value={row.id} /><input type="hidden" name="decision" value="dropped" />
        <TextField name="reason" label={t('reason')} hint={t('reasonHint')} required />
        <Button kind="secondary">{t('drop')}</Button>
      </Form>
    </Details>
  );
}

function conflict(req: Req, row: ConflictRow, zone: Zone, mayResolve: boolean, state?: FormState) {
  const t = sayOffline(req.locale);
  const sideText = (side: ConflictRow['earlier']) => `${pick(req.locale, { name_id: side.reason_name_id, name_en: side.reason_name_en })}${side.counts ? ` (${t('counts')})` : ''}`;
  const sideHint = (side: ConflictRow['earlier']) => [side.device ?? t('web'), side.officer, formatInstant(new Date(side.occurred_at), zone, req.locale)].filter(Boolean).join(' · ');
  return (
    <section class="conflict">
      <h3 class="govuk-heading-m">{row.roster_code} <span class="quiet">{named(req, row)} · {formatDay(row.day, req.locale)}</span></h3>
      {mayResolve ? (
        <Form action={urls.queue} token={req.formToken()} state={mine(state, row.capture_id)} locale={req.locale}>
          <input type="hidden" name="capture_id" value={row.capture_id} />
          <RadiosField name="decision" label={t('holds')} required options={(['earlier', 'later'] as const).map((which) => ({ value: which, text: sideText(row[which]), hint: sideHint(row[which]) }))} />
          <TextField name="reason" label={t('reason')} hint={t('reasonHint')} required />
          <Button>{t('settle')}</Button>
        </Form>
      ) : (
        <>
          <ul class="govuk-list govuk-list--bullet">{[row.earlier, row.later].map((side) => <li>{sideText(side)} <span class="quiet">{sideHint(side)}</span></li>)}</ul>
          <p><Tag tone="kuning">{t('headSettles')}</Tag></p>
        </>
      )}
    </section>
  );
}

const mine = (state: FormState | undefined, capture_id: string): FormState | undefined => (state?.values['capture_id'] === capture_id ? state : undefined);

function typeName(req: Req, type: string): string {
  const t = sayOffline(req.locale);
  switch (type) {
    case 'attendance': case 'tool_out': case 'tool_in': case 'output': case 'incident': case 'material_draw': case 'inspection': return t(`type_${type}`);
    default: return t('type_other');
  }
}
