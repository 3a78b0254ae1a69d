import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, CheckboxesField, DataTable, DateField, Details, FilterPanel, Form, PageHeading, PrintLink, RadiosField, Section, SelectField, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { parts, taskMoves, taskStates } from '../charter.ts';
import type { CharterRow, DecisionRow, MemberRow, TaskRow } from '../charter-queries.ts';
import type { FacilityRow } from '../facility.ts';
import type { StaffRow } from '../team-queries.ts';
import { sayTeam } from '../team-words.ts';
import { teamUrls } from '../urls.ts';
import { TeamNav } from './team.tsx';

export type Charters = { unit: FacilityRow; upt: string | undefined; rows: CharterRow[]; open: TaskRow[] };
export function chartersPage(req: Req, { unit, upt, rows, open }: Charters): VNode {
  const t = sayTeam(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('charters') },
    <PageHeading title={t('charters')} caption={unit.name}>{req.actor.facility_id === unit.id && may(req.actor, 'charter.write') && <ButtonLink href={teamUrls.newCharter}>{t('newCharter')}</ButtonLink>}</PageHeading>,
    <TeamNav req={req} tab="charters" upt={upt} />,
    <Section title={t('openTasks')} id="tugas">{taskTable(req, open, true)}</Section>,
    <Section title={t('charters')} id="piagam">
      <DataTable caption={t('charters')} captionHidden rows={rows} empty={t('chartersNone')} columns={[
        { title: t('charterTitle'), cell: (row) => <><a href={teamUrls.charter(row.id)}>{row.title}</a><br /><span class="quiet">{row.number}</span></> },
        { title: t('chair'), cell: (row) => row.chair },
        { title: t('term'), cell: (row) => `${formatDay(row.from, req.locale)} – ${formatDay(row.to, req.locale)}` },
        { title: t('tasks'), cell: (row) => <>{row.open}{row.overdue > 0 ? <> <Tag tone="merah">{row.overdue} {t('late').toLowerCase()}</Tag></> : null}</> },
      ]} />
    </Section>);
}

function taskTable(req: Req, rows: TaskRow[], named = false): VNode {
  const t = sayTeam(req.locale);
  return <DataTable caption={t('tasks')} captionHidden rows={rows} empty={t('tasksNone')} columns={[
    { title: t('task'), cell: (row) => <><a href={teamUrls.task(row.id)}>{row.title}</a>{named ? <><br /><span class="quiet">{row.charter_title}</span></> : null}</> },
    { title: t('owner'), cell: (row) => row.owner },
    { title: t('due'), cell: (row) => <>{formatDay(row.due_on, req.locale)}{row.late ? <> <Tag tone="merah">{t('late')}</Tag></> : null}{row.moved > 0 ? <><br /><span class="quiet">{t('moved', { n: row.moved })}</span></> : null}</> },
    { title: t('state'), cell: (row) => <Tag tone={row.state === 'done' ? 'hijau' : row.state === 'dropped' ? 'abu' : 'biru'}>{taskStates[row.state][req.locale]}</Tag> },
    { title: t('evidence'), cell: (row) => <>{row.evidence ?? ''}{row.decisions.length > 0 ? <span class="quiet"> {row.decisions.join(', ')}</span> : null}</> },
  ]} />;
}

export function newCharterPage(req: Req, staff: StaffRow[], state?: FormState): VNode {
  const t = sayTeam(req.locale);
  const options = staff.map((row) => ({ value: row.id, text: row.name }));
  return workPage(req, { surface: 'bengkel', title: t('newCharter'), breadcrumbs: [{ href: teamUrls.charters(), text: t('charters') }], failed: state !== undefined },
    <PageHeading title={t('newCharter')} />,
    <Form action={teamUrls.newCharter} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="number" label={t('charterNumber')} width="m" required />
      <DateField name="decree_on" label={t('decreeOn')} required />
      <TextField name="title" label={t('charterTitle')} required />
      <TextareaField name="purpose" label={t('purpose')} required />
      <DateField name="from" label={t('firstDay')} required />
      <DateField name="to" label={t('lastDay')} required />
      <SelectField name="chair" label={t('chair')} empty={t('chooseOfficer')} options={options} required />
      <SelectField name="secretary" label={t('secretary')} empty={t('chooseOfficer')} options={options} />
      <CheckboxesField name="members" label={t('members')} options={options} />
      <Button large>{t('newCharter')}</Button>
    </Form>);
}

export type CharterFile = { charter: CharterRow; members: MemberRow[]; tasks: TaskRow[]; decisions: DecisionRow[] };
export function charterPage(req: Req, { charter, members, tasks, decisions }: CharterFile, state?: FormState): VNode {
  const t = sayTeam(req.locale);
  return workPage(req, { surface: 'bengkel', title: charter.title, breadcrumbs: [{ href: teamUrls.charters(), text: t('charters') }], failed: state !== undefined },
    <PageHeading title={charter.title} caption={charter.number}>
      <PrintLink locale={req.locale} href={teamUrls.charterPrint(charter.id)} />
      <ButtonLink href={teamUrls.charterPdf(charter.id)} kind="secondary">{t('pdf')}</ButtonLink>
    </PageHeading>,
    <SummaryList rows={[
      { label: t('purpose'), value: charter.purpose },
      { label: t('term'), value: `${formatDay(charter.from, req.locale)} – ${formatDay(charter.to, req.locale)}` },
      { label: t('decreeOn'), value: formatDay(charter.decree_on, req.locale) },
      { label: t('people'), value: <ul class="govuk-list">{members.map((member) => <li>{member.name} <span class="quiet">{parts[member.part][req.locale]}</span></li>)}</ul> },
    ]} />,
    <Section title={t('tasks')} id="tugas">
      {taskTable(req, tasks)}
      {req.actor.facility_id === charter.facility_id && may(req.actor, 'charter.write') && (
        <Details summary={t('addTask')} open={state !== undefined}>
          <Form action={teamUrls.addTask(charter.id)} token={req.formToken()} state={state} locale={req.locale}>
            <TextField name="title" label={t('task')} required />
            <SelectField name="owner_id" label={t('owner')} empty={t('chooseOfficer')} options={members.map((member) => ({ value: member.staff_id, text: member.name }))} required />
            <DateField name="due_on" label={t('due')} required />
            <Button>{t('addTask')}</Button>
          </Form>
        </Details>
      )}
    </Section>,
    <Section title={t('decisions')} id="keputusan">{decisionTable(req, decisions)}</Section>);
}

export function taskPage(req: Req, task: TaskRow, refused: { move?: FormState; due?: FormState } = {}): VNode {
  const t = sayTeam(req.locale);
  const next = taskMoves[task.state];
  const mine = req.actor.facility_id === task.facility_id && may(req.actor, 'task.move');
  return workPage(req, { surface: 'bengkel', title: task.title, breadcrumbs: [{ href: teamUrls.charters(), text: t('charters') }, { href: teamUrls.charter(task.charter_id), text: task.charter_title }], failed: Object.keys(refused).length > 0 },
    <PageHeading title={task.title} caption={task.charter_title} />,
    <SummaryList rows={[
      { label: t('owner'), value: task.owner },
      { label: t('due'), value: <>{formatDay(task.due_on, req.locale)} {task.late ? <Tag tone="merah">{t('late')}</Tag> : null}</> },
      { label: t('state'), value: taskStates[task.state][req.locale] },
      ...(task.evidence ? [{ label: t('evidence'), value: task.evidence }] : []),
    ]} />,
    mine && next.length > 0 && (
      <Section title={t('moveTask')} id="keadaan">
        <Form action={teamUrls.task(task.id)} token={req.formToken()} state={refused.move} locale={req.locale}>
          <RadiosField name="state" label={t('state')} options={next.map((value) => ({ value, text: taskStates[value][req.locale] }))} required />
          <TextareaField name="evidence" label={t('evidence')} />
          <Button>{t('moveTask')}</Button>
        </Form>
      </Section>
    ),
    mine && next.length > 0 && (
      <Details summary={t('moveDue')} open={refused.due !== undefined}>
        <Form action={teamUrls.moveDue(task.id)} token={req.formToken()} state={refused.due} locale={req.locale}>
          <DateField name="due_on" label={t('newDue')} required />
          <TextareaField name="reason" label={t('reason')} required />
          <Button>{t('moveDue')}</Button>
        </Form>
      </Details>
    ));
}

function decisionTable(req: Req, rows: DecisionRow[]): VNode {
  const t = sayTeam(req.locale);
  return <DataTable caption={t('decisions')} captionHidden rows={rows} empty={t('decisionsNone')} columns={[
    { title: t('number'), cell: (row) => <>{row.number}<br /><span class="quiet">{formatDay(row.decided_on, req.locale)}</span>{row.replaced_by ? <><br /><Tag tone="abu">{t('replacedBy', { number: row.replaced_by })}</Tag></> : null}</> },
    { title: t('decision'), cell: (row) => <><strong>{row.topic}</strong><br />{row.decision}<br /><span class="quiet">{row.reason}</span></> },
    { title: t('decidedBy'), cell: (row) => row.decided_by },
    { title: t('tasks'), cell: (row) => (row.tasks.length === 0 ? '' : <ul class="govuk-list">{row.tasks.map((task) => <li><a href={teamUrls.task(task.id)}>{task.title}</a> <span class="quiet">{taskStates[task.state][req.locale]}</span></li>)}</ul>) },
  ]} />;
}

export type Decisions = { unit: FacilityRow; upt: string | undefined; q: string | undefined; rows: DecisionRow[]; charters: CharterRow[]; open: TaskRow[] };
export function decisionsPage(req: Req, { unit, upt, q, rows, charters, open }: Decisions, state?: FormState): VNode {
  const t = sayTeam(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('decisions'), failed: state !== undefined },
    <PageHeading title={t('decisions')} caption={t('decisionsHint')} />,
    <TeamNav req={req} tab="decisions" upt={upt} />,
    <FilterPanel action={teamUrls.decisions()} locale={req.locale} clearHref={teamUrls.decisions({ upt })} chips={q ? [{ text: q, removeHref: teamUrls.decisions({ upt }) }] : []}>
      <TextField name="q" label={t('search')} value={q} />
    </FilterPanel>,
    decisionTable(req, rows),
    req.actor.facility_id === unit.id && may(req.actor, 'decision.record') && (
      <Section title={t('newDecision')} id="catat">
        <Form action={teamUrls.decisions()} token={req.formToken()} state={state} locale={req.locale}>
          <DateField name="decided_on" label={t('day')} required />
          <TextField name="topic" label={t('topic')} required />
          <TextareaField name="decision" label={t('decision')} required />
          <TextareaField name="reason" label={t('reason')} required />
          <TextField name="decided_by" label={t('decidedBy')} required />
          <SelectField name="charter_id" label={t('charter')} empty={t('nothing')} options={charters.map((row) => ({ value: row.id, text: row.title }))} />
          {open.length > 0 && <CheckboxesField name="tasks" label={t('tasks')} options={open.map((task) => ({ value: task.id, text: task.title, hint: task.charter_title }))} />}
          <SelectField name="replaces" label={t('replaces')} empty={t('nothing')} options={rows.filter((row) => !row.replaced_by).map((row) => ({ value: row.id, text: `${row.number} ${row.topic}` }))} />
          <Button>{t('newDecision')}</Button>
        </Form>
      </Section>
    ));
}
