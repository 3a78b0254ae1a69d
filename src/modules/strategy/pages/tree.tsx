import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, DateField, Details, EmptyState, FilterPanel, PageHeading, Section, SelectField, StatCard, StatRow } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Stood } from '../standing-queries.ts';
import { standings } from '../tree.ts';
import type { VersionRow } from '../tree-queries.ts';
import { measureUrl, nodeUrl, paperUrl, printUrl, treeUrl, versionsUrl, type Asked } from '../urls.ts';
import { say } from '../words.ts';
import { coverageSaid, figureSaid, nameOf, ownerSaid, PartsNav, spoken, StandingTag } from './standing.tsx';

export type TreeView = { version: VersionRow | undefined; nodes: Stood[]; day: string; asked: Asked; offices: { code: string; name: string }[]; facilities: number };

/** H4: the tree with how each branch stands; every figure opens to what it is made of. */
export function treePage(req: Req, { version, nodes, day, asked, offices, facilities }: TreeView): VNode {
  const { locale } = req;
  const t = say(locale);
  if (!version) {
    return workPage(req, { surface: 'pusat', title: t('title') }, <PageHeading title={t('title')} />, <PartsNav req={req} current="tree" />,
      <EmptyState title={t('none')}>{t('noneNext')}{may(req.actor, 'strategy.draft') && <> <a href={versionsUrl}>{t('versions')}</a></>}</EmptyState>);
  }
  const indicators = nodes.filter(({ kind }) => kind === 'indicator');
  const measured = indicators.flatMap((node) => (node.measured ? [node.measured] : []));
  const vision = nodes.find(({ kind }) => kind === 'vision');
  const office = offices.find(({ code }) => code === asked.kanwil);
  return workPage(req, { surface: 'pusat', title: t('title') },
    <PageHeading title={version.title} caption={t('lead', { n: version.number, from: formatDay(version.from ?? day, locale), decree: version.decree ?? '' })}>
      <ButtonLink kind="secondary" href={paperUrl(asked)}>{t('pdf')}</ButtonLink><ButtonLink kind="secondary" href={printUrl(asked)}>{t('print')}</ButtonLink>
    </PageHeading>,
    <PartsNav req={req} current="tree" />,
    vision && <p class="govuk-body-l">{nameOf(vision, locale)}</p>,
    <FilterPanel action={treeUrl()} locale={locale} clearHref={treeUrl()} chips={[...(asked.tanggal ? [{ text: formatDay(day, locale), removeHref: treeUrl({ ...asked, tanggal: undefined }) }] : []), ...(office ? [{ text: office.name, removeHref: treeUrl({ ...asked, kanwil: undefined }) }] : [])]}>
      <DateField name="tanggal" label={t('day')} value={day} />
      <SelectField name="kanwil" label={t('region')} empty={t('allRegions')} value={asked.kanwil} options={offices.map(({ code, name }) => ({ value: code, text: name }))} />
    </FilterPanel>,
    <p class="quiet">{t('asOf', { day: formatDay(day, locale), reporting: Math.max(0, ...measured.map(({ reporting }) => reporting)), expected: measured[0]?.expected ?? 0, all: facilities })}</p>,
    <StatRow>{standings.flatMap((standing) => {
      const n = indicators.filter((node) => node.standing === standing).length;
      return n > 0 ? [<StatCard label={t(standing)} value={String(n)} note={`${t('indicator').toLowerCase()}`} />] : [];
    })}</StatRow>,
    ...nodes.filter(({ kind }) => kind === 'pillar').map((pillar) => <PillarSection req={req} pillar={pillar} nodes={nodes} asked={asked} />),
    <Details summary={t('standing')}><p>{t('standingRule')}</p></Details>);
}

function PillarSection({ req, pillar, nodes, asked }: { req: Req; pillar: Stood; nodes: readonly Stood[]; asked: Asked }): VNode {
  const { locale } = req;
  const t = say(locale);
  const rows = below(nodes, pillar.code, 0);
  return (
    <Section title={nameOf(pillar, locale)} id={pillar.code}>
      <p><StandingTag standing={pillar.standing} locale={locale} /> <a href={nodeUrl(pillar.code, asked)}>{pillar.code}</a></p>
      <DataTable caption={nameOf(pillar, locale)} captionHidden rows={rows} empty={t('belowNone')} columns={[
        { title: t('node'), cell: ({ node, depth }) => <span class={`tree-step tree-step--${depth}`}><span class="quiet">{t(node.kind)} · </span><a href={nodeUrl(node.code, asked)}>{nameOf(node, locale)}</a></span> },
        { title: t('value'), numeric: true, cell: ({ node }) => (node.kind === 'indicator' ? <ValueLink node={node} asked={asked} req={req} /> : node.due_on ? formatDay(node.due_on, locale) : '') },
        { title: t('target'), numeric: true, cell: ({ node }) => (node.kind === 'indicator' ? figureSaid(node.target, node.unit, locale) : '') },
        { title: t('standing'), cell: ({ node }) => <StandingTag standing={node.standing} locale={locale} /> },
        { title: t('coverage'), cell: ({ node }) => (node.kind === 'indicator' ? <span class="quiet">{coverageSaid(node, locale)}</span> : '') },
      ]} />
    </Section>
  );
}

export function ValueLink({ node, asked, req }: { node: Stood; asked: Asked; req: Req }): VNode {
  const text = figureSaid(node.value, node.unit, req.locale);
  return <a href={node.measure && node.measured ? measureUrl(node.measure, asked) : nodeUrl(node.code, asked)}>{text}</a>;
}

export type Step = { node: Stood; depth: number };
export function below(nodes: readonly Stood[], code: string, depth: number): Step[] {
  return nodes.filter(({ parent }) => parent === code).flatMap((node) => [{ node, depth }, ...below(nodes, node.code, depth + 1)]);
}

/** Each complaint and wish beside what is measured of it now. */
export function todayPage(req: Req, { nodes, day }: { nodes: Stood[]; day: string }): VNode {
  const { locale } = req;
  const t = say(locale);
  const voiced = nodes.filter((node) => node.today_id ?? node.wanted_id);
  return workPage(req, { surface: 'pusat', title: t('today'), breadcrumbs: [{ href: treeUrl(), text: t('title') }] },
    <PageHeading title={t('today')} caption={t('todayLead')} />, <PartsNav req={req} current="today" />,
    voiced.length === 0 && <EmptyState title={t('complaintsNone')} />,
    ...voiced.map((node) => <Voiced req={req} node={node} nodes={nodes} day={day} />));
}

function Voiced({ req, node, nodes, day }: { req: Req; node: Stood; nodes: readonly Stood[]; day: string }): VNode {
  const { locale } = req;
  const t = say(locale);
  return (
    <Section title={nameOf(node, locale)} id={node.code}>
      <p><StandingTag standing={node.standing} locale={locale} /> <a href={nodeUrl(node.code)}>{node.code}</a></p>
      <dl class="today-wanted">
        {node.today_id && <div><dt>{t('saidToday')}</dt><dd>{spoken(locale, node.today_id, node.today_en)}</dd></div>}
        {node.wanted_id && <div><dt>{t('wanted')}</dt><dd>{spoken(locale, node.wanted_id, node.wanted_en)}</dd></div>}
      </dl>
      {node.source && <p class="quiet">{t('source')}: {node.source}</p>}
      <DataTable caption={`${t('measures')}: ${nameOf(node, locale)}, ${formatDay(day, locale)}`} captionHidden rows={below(nodes, node.code, 0).filter((step) => step.node.kind === 'indicator').map((step) => step.node)} empty={t('belowNone')} columns={[
        { title: t('indicator'), cell: (row) => <a href={nodeUrl(row.code)}>{nameOf(row, locale)}</a> }, { title: t('value'), numeric: true, cell: (row) => <ValueLink node={row} asked={{}} req={req} /> },
        { title: t('baseline'), numeric: true, cell: (row) => figureSaid(row.baseline, row.unit, locale) }, { title: t('target'), numeric: true, cell: (row) => figureSaid(row.target, row.unit, locale) },
        { title: t('standing'), cell: (row) => <StandingTag standing={row.standing} locale={locale} /> }, { title: t('owner'), cell: (row) => ownerSaid(row, locale) },
      ]} />
    </Section>
  );
}
