import type { VNode } from 'preact';
import { formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Form, MoneyField, Notice, NumberField, PageHeading, Section, SelectField, StatCard, StatRow, SummaryList, Tag, TextareaField, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { gates, outcomeOf } from '../project.ts';
import type { GateRow, ProjectRow } from '../project-queries.ts';
import type { Node } from '../tree.ts';
import { newProjectUrl, nodeUrl, projectsUrl, projectUrl, treeUrl } from '../urls.ts';
import { say, sayProject } from '../words.ts';
import { nameOf, ownerSaid, PartsNav } from './standing.tsx';
import { OwnerFields } from './steering.tsx';

const stateTones: Record<ProjectRow['state'], Tone> = { open: 'biru', stopped: 'abu', closed: 'hijau' };
const gateTones: Record<GateRow['state'], Tone> = { asked: 'kuning', passed: 'hijau', returned: 'merah' };
const gateName = (n: number, locale: Req['locale']): string => gates.find(({ gate }) => gate === n)?.name[locale] ?? '–';

export function projectsPage(req: Req, rows: ProjectRow[]): VNode {
  const { locale } = req;
  const [t, p] = [say(locale), sayProject(locale)];
  return workPage(req, { surface: 'pusat', title: t('projects'), breadcrumbs: [{ href: treeUrl(), text: t('title') }] },
    <PageHeading title={t('projects')} caption={p('lead')}>{may(req.actor, 'project.write') && <ButtonLink href={newProjectUrl}>{p('write')}</ButtonLink>}</PageHeading>, <PartsNav req={req} current="projects" />,
    <DataTable caption={t('projects')} captionHidden rows={rows} empty={p('none')} columns={[
      { title: p('title'), cell: (row) => <><a href={projectUrl(row.id)}>{row.title}</a><br /><span class="quiet">{row.number} · {row.node_code}</span></> },
      { title: p('gate'), cell: (row) => <>{row.gate === 0 ? '–' : p('gateNo', { n: row.gate, name: gateName(row.gate, locale) })}{row.asked !== null && <><br /><Tag tone="kuning">{p('waits')}</Tag></>}</> },
      { title: p('invested'), numeric: true, cell: (row) => rupiahCompact(row.invested_idr, locale) }, { title: p('months'), numeric: true, cell: (row) => monthsSaid(req, outcomeOf(row).expected.months) }, { title: t('owner'), cell: (row) => ownerSaid(row, locale) }, { title: p('state'), cell: (row) => <Tag tone={stateTones[row.state]}>{p(row.state)}</Tag> },
    ]} />);
}
const monthsSaid = (req: Req, months: number | null): string => (months === null ? sayProject(req.locale)('never') : count(months, req.locale));

export function projectPage(req: Req, { project, steps, node }: { project: ProjectRow; steps: GateRow[]; node: Node | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const [t, p] = [say(locale), sayProject(locale)];
  const outcome = outcomeOf(project);
  const rows = (['low', 'expected', 'high'] as const).map((name) => ({ name, ...outcome[name] }));
  return workPage(req, { surface: 'pusat', title: project.title, failed: state !== undefined, breadcrumbs: [{ href: treeUrl(), text: t('title') }, { href: projectsUrl, text: t('projects') }] },
    <PageHeading title={project.title} caption={<>{project.number} · <a href={nodeUrl(project.node_code)}>{node ? nameOf(node, locale) : project.node_code}</a></>}><Tag tone={stateTones[project.state]}>{p(project.state)}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <StatRow><StatCard label={p('invested')} value={rupiahCompact(project.invested_idr, locale)} title={rupiah(project.invested_idr)} /><StatCard label={p('net')} value={rupiahCompact(outcome.expected.net_idr_per_year, locale)} /><StatCard label={p('months')} value={monthsSaid(req, outcome.expected.months)} /><StatCard label={p('jobs')} value={count(project.jobs, locale)} /></StatRow>,
    <SummaryList rows={[{ label: p('problem'), value: project.problem }, { label: p('options'), value: project.options }, { label: p('benefit'), value: project.benefit }, { label: p('assumptions'), value: project.assumptions }, { label: t('owner'), value: ownerSaid(project, locale) }]} />,
    <Section title={p('outcome')}>
      <DataTable caption={p('outcome')} captionHidden rows={rows} empty="" columns={[{ title: p('range'), cell: (row) => p(row.name) }, { title: p('net'), numeric: true, cell: (row) => rupiah(row.net_idr_per_year) }, { title: p('total'), numeric: true, cell: (row) => rupiah(row.total_idr) }, { title: p('months'), numeric: true, cell: (row) => monthsSaid(req, row.months) }]} />
    </Section>,
    <Section title={p('gates')}>
      <DataTable caption={p('gates')} captionHidden rows={gates} empty="" columns={[
        { title: p('gate'), cell: ({ gate, name, asks }) => <>{p('gateNo', { n: gate, name: name[locale] })}<br /><span class="quiet">{asks[locale]}</span></> },
        { title: p('state'), cell: ({ gate }) => { const found = steps.filter((step) => step.gate === gate); return found.length === 0 ? p('ahead') : <>{found.map((step) => <p><Tag tone={gateTones[step.state]}>{p(step.state === 'asked' ? 'waits' : step.state)}</Tag> {step.evidence}{step.reason && ` – ${step.reason}`}<br /><span class="quiet">{p('byAt', { by: step.asker ?? '–', at: formatInstant(step.asked_at, 'Asia/Jakarta', locale) })}{step.decided_at && ` → ${p('byAt', { by: step.decider ?? '–', at: formatInstant(step.decided_at, 'Asia/Jakarta', locale) })}`}</span></p>)}</>; } },
      ]} />
    </Section>,
    <GateActs req={req} project={project} steps={steps} state={state} />);
}

function GateActs({ req, project, steps, state }: { req: Req; project: ProjectRow; steps: GateRow[]; state: FormState | undefined }): VNode | null {
  const { actor, locale } = req;
  const p = sayProject(locale);
  if (project.state !== 'open') return null;
  const asked = steps.find((step) => step.state === 'asked');
  if (!asked) {
    return may(actor, 'project.write') ? <>
      <Form action={`${projectUrl(project.id)}/ajukan`} token={req.formToken()} locale={locale} state={state}><TextareaField name="evidence" label={p('evidence')} rows={2} required /><Button>{p('ask', { n: project.gate + 1 })}</Button></Form>
      <ButtonRow><ButtonLink kind="secondary" href={`${projectUrl(project.id)}/ubah`}>{p('rewrite')}</ButtonLink></ButtonRow>
    </> : null;
  }
  if (!may(actor, 'project.decide')) return null;
  if ((asked.asked_person !== null && asked.asked_person === actor.person_id) || (asked.asked_by !== null && asked.asked_by === actor.account_id)) return <p>{p('other')}</p>;
  return <Form action={`${projectUrl(project.id)}/putuskan`} token={req.formToken()} locale={locale} state={state}><TextareaField name="reason" label={p('reason')} rows={2} /><ButtonRow><Button name="pass" value="yes">{p('pass')}</Button><Button kind="secondary" name="pass" value="no">{p('giveBack')}</Button></ButtonRow></Form>;
}

export function projectFormPage(req: Req, { project, nodes }: { project: ProjectRow | undefined; nodes: Node[] }, state?: FormState): VNode {
  const { locale } = req;
  const [t, p] = [say(locale), sayProject(locale)];
  const title = p(project ? 'rewrite' : 'write');
  return workPage(req, { surface: 'pusat', title, failed: state !== undefined, breadcrumbs: [{ href: treeUrl(), text: t('title') }, { href: projectsUrl, text: t('projects') }] },
    <PageHeading title={title} caption={p('lead')} />,
    <Form action={project ? `${projectUrl(project.id)}/ubah` : newProjectUrl} token={req.formToken()} locale={locale} state={state}>
      <SelectField name="node" label={p('node')} empty="–" value={project?.node_code} options={nodes.filter(({ kind }) => kind === 'goal' || kind === 'programme').map((node) => ({ value: node.code, text: `${node.code} · ${nameOf(node, locale)}` }))} required />
      <TextField name="title" label={p('title')} value={project?.title} required /><TextareaField name="problem" label={p('problem')} value={project?.problem} rows={3} required /><TextareaField name="options" label={p('options')} value={project?.options} rows={3} required /><TextareaField name="benefit" label={p('benefit')} value={project?.benefit} rows={3} required />
      <MoneyField name="invested_idr" label={p('invested')} value={project?.invested_idr} required /><MoneyField name="benefit_idr_per_year" label={p('perYear')} value={project?.benefit_idr_per_year} required /><MoneyField name="cost_idr_per_year" label={p('cost')} value={project?.cost_idr_per_year} required />
      <NumberField name="years" label={p('years')} width="xs" value={project?.years} required /><NumberField name="jobs" label={p('jobs')} width="s" value={project?.jobs} /><TextareaField name="assumptions" label={p('assumptions')} value={project?.assumptions} rows={2} required />
      <OwnerFields req={req} role={project?.owner_role} unit={project?.owner_unit} /><Button>{p('save')}</Button>
    </Form>);
}
