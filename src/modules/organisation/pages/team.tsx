import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, CheckboxField, DataTable, DateField, Details, EmptyState, Form, PageHeading, RadiosField, Section, SelectField, StatCard, StatRow, SubNav, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { FacilityRow } from '../facility.ts';
import { appointmentKinds } from '../team.ts';
import type { AppointmentRow, Holder, Seat, StaffRow } from '../team-queries.ts';
import { sayTeam } from '../team-words.ts';
import { teamUrls } from '../urls.ts';

type Tab = 'posts' | 'skills' | 'charters' | 'decisions';
/** The doors of the team; an overseer keeps the unit that was asked for. */
export function TeamNav({ req, tab, upt }: { req: Req; tab: Tab; upt: string | undefined }): VNode {
  const t = sayTeam(req.locale);
  return <SubNav label={t('team')} items={[
    { href: teamUrls.posts(upt), text: t('posts'), current: tab === 'posts' }, { href: teamUrls.skills(upt), text: t('skills'), current: tab === 'skills' },
    { href: teamUrls.charters(upt), text: t('charters'), current: tab === 'charters' }, { href: teamUrls.decisions({ upt }), text: t('decisions'), current: tab === 'decisions' },
    ...(req.actor.facility_id ? [{ href: teamUrls.delegations, text: t('delegations'), current: false }] : []),
  ]} />;
}

export type TeamRefused = { establish?: FormState; staff?: FormState; post?: FormState; claim?: FormState };
export type Team = { unit: FacilityRow; upt: string | undefined; today: string; seats: Seat[]; staff: StaffRow[]; trail: AppointmentRow[] };

/** Who is on the team, which posts are empty and since when. */
export function teamPage(req: Req, { unit, upt, today, seats, staff, trail }: Team, refused: TeamRefused = {}): VNode {
  const t = sayTeam(req.locale);
  const own = req.actor.facility_id === unit.id;
  const acting = seats.filter((seat) => seat.holder?.kind === 'plt').length;
  const vacant = seats.filter((seat) => !seat.holder).length;
  const title = t('teamOf', { unit: unit.name });
  return workPage(req, { surface: 'bengkel', title, failed: Object.keys(refused).length > 0 },
    <PageHeading title={title}>
      {own && seats.length > 0 && may(req.actor, 'staff.appoint') && <ButtonLink href={teamUrls.appoint()}>{t('appoint')}</ButtonLink>}
      {own && req.actor.role === 'facility_head' && <ButtonLink href={teamUrls.ratio} kind="secondary">{t('ratioLink')}</ButtonLink>}
    </PageHeading>,
    <TeamNav req={req} tab="posts" upt={upt} />,
    seats.length === 0 ? (
      <EmptyState title={t('notYet')}>
        <p>{t('notYetHint')}</p>
        {own && may(req.actor, 'team.establish') && <Form action={teamUrls.establish} token={req.formToken()} state={refused.establish} locale={req.locale}><DateField name="from" label={t('establishFrom')} hint={t('establishHint')} value={`${today.slice(0, 4)}-01-01`} required /><Button large>{t('establish')}</Button></Form>}
      </EmptyState>
    ) : (
      <>
        <StatRow>
          <StatCard label={t('seats')} value={String(seats.length)} />
          <StatCard label={t('filled')} value={String(seats.length - vacant - acting)} />
          <StatCard label={t('acting')} value={String(acting)} />
          <StatCard label={t('vacant')} value={String(vacant)} />
        </StatRow>
        {seatTable(req, seats, own)}
      </>
    ),
    <Section title={t('staff')} id="pegawai">
      <DataTable caption={t('staff')} captionHidden rows={staff} empty={t('staffNone')} columns={[
        { title: t('name'), cell: (row) => <>{row.name}{row.person_id ? <> <Tag tone="abu">{t('linked')}</Tag></> : null}</> },
        { title: t('nip'), cell: (row) => row.nip },
        { title: t('rank'), cell: (row) => row.rank ?? '' },
        { title: t('post'), cell: (row) => row.posts.map((post) => `${pick(req.locale, post)}${post.kind === 'definitive' ? '' : ` (${post.kind === 'plt' ? 'Plt' : 'Plh'})`}`).join(', ') },
      ]} />
      {own && may(req.actor, 'staff.record') && <Details summary={t('addStaff')} open={refused.staff !== undefined}>{staffForm(req, refused.staff)}</Details>}
      {own && may(req.actor, 'team.establish') && seats.length > 0 && <Details summary={t('addPost')} open={refused.post !== undefined}>{postForm(req, refused.post)}</Details>}
      {own && may(req.actor, 'staff.claim') && !staff.some((row) => row.person_id === req.actor.person_id) && <Details summary={t('claim')} open={refused.claim !== undefined}>{claimForm(req, refused.claim)}</Details>}
    </Section>,
    <Section title={t('trail')} id="riwayat">
      <DataTable caption={t('trail')} captionHidden rows={trail} empty={t('trailNone')} columns={[
        { title: t('officer'), cell: (row) => row.name },
        { title: t('post'), cell: (row) => <>{pick(req.locale, row)} <Tag tone={row.kind === 'definitive' ? 'abu' : 'kuning'}>{appointmentKinds[row.kind][req.locale]}</Tag></> },
        { title: t('term'), cell: (row) => `${formatDay(row.from, req.locale)} – ${row.to ? formatDay(row.to, req.locale) : '…'}` },
        { title: t('decree'), cell: (row) => <>{row.decree}{row.ended_reason ? <><br /><span class="quiet">{row.ended_reason}</span></> : null}</> },
      ]} />
    </Section>);
}

function seatTable(req: Req, seats: Seat[], own: boolean): VNode {
  const t = sayTeam(req.locale);
  const appoints = own && may(req.actor, 'staff.appoint');
  return <DataTable caption={t('posts')} captionHidden rows={seats} empty={t('notYet')} columns={[
    { title: t('post'), cell: (row) => <>{pick(req.locale, row)}{row.seat > 1 ? ` ${row.seat}` : ''}{row.workplace ? <><br /><span class="quiet">{row.workplace}</span></> : null}</> },
    { title: t('holder'), cell: (row) => (row.holder ? <Held req={req} holder={row.holder} appoints={appoints} /> : <Tag tone="merah">{t('emptySince', { day: formatDay(row.empty_since ?? '', req.locale) })}</Tag>) },
    { title: t('substitute'), cell: (row) => (row.substitute ? <Held req={req} holder={row.substitute} appoints={appoints} /> : '') },
    { title: t('basis'), cell: (row) => <><span class="quiet">{row.legal_basis}</span>{row.evidence === 'proposal' ? <> <Tag tone="abu">{t('proposal')}</Tag></> : null}</> },
    ...(appoints ? [{ title: t('action'), cell: (row: Seat) => <a href={teamUrls.appoint(row.id)}>{t('appointHere')}</a> }] : []),
  ]} />;
}

function Held({ req, holder, appoints }: { req: Req; holder: Holder; appoints: boolean }): VNode {
  const t = sayTeam(req.locale);
  return (
    <>
      {holder.name}{holder.kind === 'definitive' ? null : <> <Tag tone="kuning">{holder.kind === 'plt' ? 'Plt' : 'Plh'}</Tag></>}<br />
      <span class="quiet">{holder.decree}{holder.to ? `, ${t('until', { day: formatDay(holder.to, req.locale) })}` : ''}</span>
      {appoints ? <> <a href={teamUrls.endTerm(holder.appointment_id)}>{t('endTerm')}</a></> : null}
    </>
  );
}

function staffForm(req: Req, state: FormState | undefined): VNode {
  const t = sayTeam(req.locale);
  return (
    <Form action={teamUrls.staff} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="nip" label={t('nip')} inputMode="numeric" width="m" required />
      <TextField name="name" label={t('name')} required />
      <TextField name="rank" label={t('rank')} width="m" />
      <Button>{t('addStaff')}</Button>
    </Form>
  );
}

function postForm(req: Req, state: FormState | undefined): VNode {
  const t = sayTeam(req.locale);
  return (
    <Form action={teamUrls.addPost} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="code" label={t('postCode')} value="workshop_officer" width="m" required />
      <TextField name="name_id" label={t('postName')} required />
      <CheckboxField name="supervises" label={t('supervises')} />
      <TextField name="workplace" label={t('workplace')} width="s" />
      <DateField name="from" label={t('firstDay')} required />
      <TextField name="legal_basis" label={t('basis')} required />
      <Button>{t('addPost')}</Button>
    </Form>
  );
}

function claimForm(req: Req, state: FormState | undefined): VNode {
  const t = sayTeam(req.locale);
  return (
    <Form action={teamUrls.claim} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="nip" label={t('nip')} hint={t('claimHint')} inputMode="numeric" width="m" required />
      <Button>{t('claim')}</Button>
    </Form>
  );
}

export type Appointing = { seats: Seat[]; staff: StaffRow[]; post: string | undefined };
export function appointPage(req: Req, { seats, staff, post }: Appointing, state?: FormState): VNode {
  const t = sayTeam(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('appoint'), breadcrumbs: [{ href: teamUrls.posts(), text: t('team') }], failed: state !== undefined },
    <PageHeading title={t('appoint')} />,
    <Form action={teamUrls.appoint()} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="post_id" label={t('post')} empty={t('choosePost')} value={post} options={seats.map((row) => ({ value: row.id, text: `${pick(req.locale, row)}${row.seat > 1 ? ` ${row.seat}` : ''}${row.holder ? ` (${row.holder.name})` : ''}` }))} required />
      <SelectField name="staff_id" label={t('officer')} empty={t('chooseOfficer')} options={staff.map((row) => ({ value: row.id, text: `${row.name}, ${row.nip}` }))} required />
      <RadiosField name="kind" label={t('kind')} options={Object.entries(appointmentKinds).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
      <TextField name="decree" label={t('decree')} width="m" required />
      <DateField name="decree_on" label={t('decreeOn')} required />
      <DateField name="from" label={t('firstDay')} required />
      <DateField name="to" label={t('lastDay')} hint={t('lastDayHint')} />
      <Button large>{t('appoint')}</Button>
    </Form>);
}

export function endTermPage(req: Req, { term, today }: { term: AppointmentRow; today: string }, state?: FormState): VNode {
  const t = sayTeam(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('endTitle'), breadcrumbs: [{ href: teamUrls.posts(), text: t('team') }], failed: state !== undefined },
    <PageHeading title={t('endTitle')} caption={`${term.name}, ${pick(req.locale, term)}`} />,
    <p>{formatDay(term.from, req.locale)} – {term.to ? formatDay(term.to, req.locale) : '…'}, {term.decree}</p>,
    <Form action={teamUrls.endTerm(term.id)} token={req.formToken()} state={state} locale={req.locale}>
      <DateField name="last_day" label={t('lastDay')} value={today} required />
      <TextareaField name="reason" label={t('reason')} required />
      <Button kind="danger">{t('endTerm')}</Button>
    </Form>);
}
