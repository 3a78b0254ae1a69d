import type { VNode } from 'preact';
import { formatDay, formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { BarChart, Button, ButtonLink, DataTable, DateField, Details, Form, HiddenField, LineChart, Notice, NumberField, PageHeading, RadiosField, Section, SummaryList, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { isMeasure, measures, valueOf, type Measure, type MeasureName, type Part } from '../measure.ts';
import type { ProjectRow } from '../project-queries.ts';
import type { Stood } from '../standing-queries.ts';
import { progressStates } from '../steering.ts';
import type { DecisionRow, ReadingRow, RiskRow } from '../steering-queries.ts';
import { measureUrl, nodeUrl, projectUrl, treeUrl, type Asked } from '../urls.ts';
import { say, sayProject } from '../words.ts';
import { coverageSaid, figureSaid, nameOf, ownerSaid, spoken, StandingTag } from './standing.tsx';
import { DecisionForm, DecisionTable, RiskForm, RiskTable } from './steering.tsx';
import { below, ValueLink } from './tree.tsx';

export type NodeView = { node: Stood; nodes: Stood[]; day: string; asked: Asked; trend: { day: string; value: number | null }[]; parts: Part[]; offices: { code: string; name: string }[]; readings: ReadingRow[]; risks: RiskRow[]; decisions: DecisionRow[]; projects: ProjectRow[] };

/** One node: what it is, how it stands, what it is made of, and what steers it. */
export function nodePage(req: Req, view: NodeView, state?: FormState): VNode {
  const { locale } = req;
  const { node, nodes, asked } = view;
  const t = say(locale);
  const path = ancestors(nodes, node);
  const steers = may(req.actor, 'strategy.steer');
  return workPage(req, { surface: 'pusat', title: nameOf(node, locale), failed: state !== undefined, breadcrumbs: [{ href: treeUrl(asked), text: t('title') }, ...path.map((one) => ({ href: nodeUrl(one.code, asked), text: nameOf(one, locale) }))] },
    <PageHeading title={nameOf(node, locale)} caption={`${t(node.kind)} · ${node.code}`}><StandingTag standing={node.standing} locale={locale} /></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <SummaryList rows={factsOf(req, node)} />,
    node.kind === 'indicator' ? <IndicatorParts req={req} view={view} /> : (
      <Section title={t('below')}>
        <DataTable caption={t('below')} captionHidden rows={below(nodes, node.code, 0)} empty={t('belowNone')} columns={[
          { title: t('node'), cell: (step) => <span class={`tree-step tree-step--${step.depth}`}><span class="quiet">{t(step.node.kind)} · </span><a href={nodeUrl(step.node.code, asked)}>{nameOf(step.node, locale)}</a></span> },
          { title: t('value'), numeric: true, cell: (step) => (step.node.kind === 'indicator' ? <ValueLink node={step.node} asked={asked} req={req} /> : step.node.due_on ? formatDay(step.node.due_on, locale) : '') },
          { title: t('standing'), cell: (step) => <StandingTag standing={step.node.standing} locale={locale} /> }, { title: t('owner'), cell: (step) => (step.node.owner_unit ? ownerSaid(step.node, locale) : '') },
        ]} />
      </Section>
    ),
    (node.kind === 'milestone' || node.kind === 'programme') && (
      <Section title={t('progress')}>
        <p>{node.progress ? `${t(node.progress.state)}, ${formatDay(node.progress.on_day, locale)}: ${node.progress.evidence}` : t('notStarted')}</p>
        {steers && <Details summary={t('recordProgress')} open={state !== undefined && state.values['state'] !== undefined}>
          <Form action={`${nodeUrl(node.code)}/kemajuan`} token={req.formToken()} locale={locale} state={state}>
            <RadiosField name="state" label={t('progress')} options={progressStates.map((value) => ({ value, text: t(value) }))} inline required /><DateField name="on_day" label={t('day')} required /><TextareaField name="evidence" label={t('evidence')} rows={2} required /><Button>{t('recordProgress')}</Button>
          </Form>
        </Details>}
      </Section>
    ),
    <Section title={t('risks')}><RiskTable req={req} rows={view.risks} />{steers && <RiskForm req={req} node={node.code} state={state} />}</Section>,
    <Section title={t('decisions')}><DecisionTable req={req} rows={view.decisions} />{steers && <DecisionForm req={req} node={node.code} state={state} />}</Section>,
    view.projects.length > 0 && <Section title={t('projects')}>
      <DataTable caption={t('projects')} captionHidden rows={view.projects} empty="" columns={[{ title: sayProject(locale)('title'), cell: (row) => <a href={projectUrl(row.id)}>{row.title}</a> }, { title: sayProject(locale)('gate'), cell: (row) => String(row.gate) }, { title: t('owner'), cell: (row) => ownerSaid(row, locale) }]} />
    </Section>);
}

function ancestors(nodes: readonly Stood[], node: Stood): Stood[] {
  const parent = nodes.find(({ code }) => code === node.parent);
  return parent ? [...ancestors(nodes, parent), parent] : [];
}

function factsOf(req: Req, node: Stood): { label: string; value: VNode | string }[] {
  const { locale } = req;
  const t = say(locale);
  const measure = node.measure !== null && isMeasure(node.measure) ? measures[node.measure] : undefined;
  const rows: [string, VNode | string | null][] = [
    [t('saidToday'), spoken(locale, node.today_id, node.today_en)], [t('wanted'), spoken(locale, node.wanted_id, node.wanted_en)], [t('definition'), spoken(locale, node.definition_id, node.definition_en)],
    [t('formula'), measure ? measure.formula[locale] : node.formula], [t('source'), measure ? <>{measure.source.split(', ').map((view) => <><code>{view}</code> </>)}{node.source}</> : node.source], [t('owner'), node.owner_unit ? ownerSaid(node, locale) : null], [t('due'), node.due_on ? formatDay(node.due_on, locale) : null],
    ...(node.kind === 'indicator' ? [
      [t('value'), `${figureSaid(node.value, node.unit, locale)}: ${coverageSaid(node, locale)}`], [t('baseline'), node.baseline === null ? '–' : `${figureSaid(node.baseline, node.unit, locale)}, ${formatDay(node.baseline_on ?? '', locale)}`],
      [t('target'), `${figureSaid(node.target, node.unit, locale)}, ${formatDay(node.target_on ?? '', locale)}`], [t('better'), node.better ? t(node.better) : null], [t('measure'), measure ? `${t('byItself')}: ${measure.name[locale]}` : t('byHand')],
    ] satisfies [string, string | null][] : []),
  ];
  return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function IndicatorParts({ req, view }: { req: Req; view: NodeView }): VNode {
  const { node, trend, parts, asked, readings, offices } = view;
  const { locale } = req;
  const t = say(locale);
  const known = node.measure !== null ? trend.flatMap(({ day, value }) => (value === null ? [] : [{ label: day.slice(0, 7), value }])) : [...readings].reverse().map(({ on_day, value }) => ({ label: on_day, value }));
  const name = node.measure !== null && isMeasure(node.measure) ? node.measure : undefined;
  return (
    <>
      <LineChart title={`${t('trend')}: ${nameOf(node, locale)}`} locale={locale} money={node.unit === 'idr'} series={[{ name: t('value'), points: known }, { name: t('target'), points: known.map(({ label }) => ({ label, value: node.target ?? 0 })) }]} />
      {name ? (
        <Section title={t('byRegion')}>
          <DataTable caption={t('byRegion')} captionHidden rows={byRegion(parts, measures[name], offices)} empty={t('partsNone')} columns={[
            { title: t('region'), cell: (row) => <a href={measureUrl(name, { ...asked, kanwil: row.code })}>{row.name}</a> }, { title: t('value'), numeric: true, cell: (row) => figureSaid(row.value, node.unit, locale) }, { title: t('facility'), numeric: true, cell: (row) => String(row.facilities) },
          ]} />
          <p><ButtonLink kind="secondary" href={measureUrl(name, asked)}>{t('openParts')}</ButtonLink></p>
        </Section>
      ) : <Readings req={req} node={node} readings={readings} />}
    </>
  );
}

function Readings({ req, node, readings }: { req: Req; node: Stood; readings: ReadingRow[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  return (
    <Section title={t('readings')}>
      <DataTable caption={t('readings')} captionHidden rows={readings} empty={t('readingsNone')} columns={[{ title: t('day'), cell: (row) => formatDayShort(row.on_day, locale) }, { title: t('value'), numeric: true, cell: (row) => figureSaid(row.value, node.unit, locale) }, { title: t('evidence'), cell: (row) => row.evidence }, { title: t('by'), cell: (row) => row.by ?? '–' }]} />
      {may(req.actor, 'strategy.steer') && <Details summary={t('recordReading')}>
        <Form action={`${nodeUrl(node.code)}/angka`} token={req.formToken()} locale={locale}><DateField name="on_day" label={t('day')} required /><NumberField name="value" label={t('value')} inputMode="decimal" required /><TextareaField name="evidence" label={t('evidence')} rows={2} required /><HiddenField name="node" value={node.code} /><Button>{t('recordReading')}</Button></Form>
      </Details>}
    </Section>
  );
}

function byRegion(parts: readonly Part[], measure: Measure, offices: readonly { code: string; name: string }[]): { code: string; name: string; value: number | null; facilities: number }[] {
  return [...Map.groupBy(parts, (part) => part.regional_office_code)].map(([code, rows]) => ({
    code, name: offices.find((office) => office.code === code)?.name ?? code, facilities: rows.length, value: valueOf(measure, rows.reduce((sum, { part }) => sum + part, 0), measure.make === 'sum' ? null : rows.reduce((sum, { whole }) => sum + (whole ?? 0), 0)),
  })).sort((a, b) => a.name.localeCompare(b.name));
}

export type MeasureView = { name: MeasureName; day: string; asked: Asked; parts: Part[]; silent: { facility_code: string; facility_name: string }[] };
/** What one figure is made of, facility by facility; those without the facts are named too. */
export function measurePage(req: Req, { name, day, asked, parts, silent }: MeasureView): VNode {
  const { locale } = req;
  const t = say(locale);
  const measure = measures[name];
  const whole = parts.reduce((sum, part) => sum + (part.whole ?? 0), 0);
  const part = parts.reduce((sum, one) => sum + one.part, 0);
  const valued = parts.map((one) => ({ ...one, value: valueOf(measure, one.part, one.whole) }));
  const written = (n: number) => figureSaid(n, measure.unit === 'percent' ? 'count' : measure.unit, locale);
  const top = [...valued].filter(({ value }) => value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 12);
  return workPage(req, { surface: 'pusat', title: measure.name[locale], breadcrumbs: [{ href: treeUrl(asked), text: t('title') }] },
    <PageHeading title={measure.name[locale]} caption={`${measure.formula[locale]}. ${formatDay(day, locale)}`}><ButtonLink kind="secondary" href={measureUrl(`${name}.xlsx`, asked)}>{t('sheet')}</ButtonLink></PageHeading>,
    <p class="govuk-body-l">{figureSaid(parts.length === 0 ? null : valueOf(measure, part, measure.make === 'sum' ? null : whole), measure.unit, locale)} <span class="quiet">{measure.make === 'share' ? `${written(part)} / ${written(whole)} ${measure.thing[locale]} · ` : ''}{t('coverageOf', { reporting: parts.length, expected: parts.length + silent.length })}</span></p>,
    <BarChart title={measure.name[locale]} locale={locale} money={measure.unit === 'idr'} series={[{ name: t('value'), points: top.map((one) => ({ label: one.facility_name, value: one.value ?? 0 })) }]} />,
    <DataTable caption={t('made')} rows={valued} empty={t('partsNone')} columns={[
      { title: t('facility'), cell: (row) => <a href={`/pusat/upt/${row.facility_code}`}>{row.facility_name}</a> }, { title: t('value'), numeric: true, cell: (row) => figureSaid(row.value, measure.unit, locale) },
      ...(measure.make === 'share' ? [{ title: t('part'), numeric: true, cell: (row: Part) => written(row.part) }, { title: t('whole'), numeric: true, cell: (row: Part) => written(row.whole ?? 0) }] : []),
      { title: t('asOfFact'), cell: (row) => (row.as_of ? formatDayShort(row.as_of, locale) : '–') },
    ]} />,
    <Section title={t('silent')}>{silent.length === 0 ? <p class="quiet">{t('silentNone')}</p> : <ul class="govuk-list govuk-list--bullet">{silent.map((one) => <li>{one.facility_name}</li>)}</ul>}</Section>);
}
