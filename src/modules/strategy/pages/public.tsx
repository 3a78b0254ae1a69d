import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { DataTable, EmptyState, PageHeading, Section } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { stoodOn, type Stood } from '../standing-queries.ts';
import type { PublicTree, StockRow } from '../tree-queries.ts';
import { say } from '../words.ts';
import { figureSaid, nameOf, spoken, StandingTag } from './standing.tsx';
import { below } from './tree.tsx';

/** What anybody may see of the grand design: what was said, what is wanted, and the country's kept figures. */
export function publicPage(req: Req, { tree, stock, day }: { tree: PublicTree | undefined; stock: StockRow[]; day: string }): VNode {
  const { locale } = req;
  const t = say(locale);
  if (!tree) return shopPage(req, { title: t('title'), description: t('publicLead') }, <PageHeading title={t('title')} />, <EmptyState title={t('none')} />);
  const kept = new Map(stock.map((row) => [row.measure, row]));
  const nodes = stoodOn(tree.nodes, day, (node) => ({ value: kept.get(node.measure ?? '')?.value ?? null, measured: undefined, told_on: null, progress: undefined }));
  const vision = nodes.find(({ kind }) => kind === 'vision');
  const newest = stock.reduce<StockRow | undefined>((last, row) => (last === undefined || row.month > last.month ? row : last), undefined);
  return shopPage(req, { title: tree.version_title, description: t('publicLead') },
    <PageHeading title={tree.version_title} caption={t('lead', { n: tree.version_number, from: formatDay(tree.from, locale), decree: tree.decree })} />,
    vision && <p class="govuk-body-l">{nameOf(vision, locale)}</p>,
    newest && <p class="quiet">{t('stockNote', { month: formatMonth(newest.month.slice(0, 7), locale), reporting: Math.max(...stock.map(({ reporting }) => reporting)), expected: newest.expected })}</p>,
    ...nodes.filter(({ kind }) => kind === 'pillar').map((pillar) => <PublicPillar req={req} pillar={pillar} nodes={nodes} />));
}

function PublicPillar({ req, pillar, nodes }: { req: Req; pillar: Stood; nodes: readonly Stood[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  const rows = below(nodes, pillar.code, 0).map(({ node }) => node);
  return (
    <Section title={nameOf(pillar, locale)} id={pillar.code}>
      {[pillar, ...rows].filter((node) => node.today_id ?? node.wanted_id).map((node) => (
        <dl class="today-wanted">
          {node.today_id && <div><dt>{t('saidToday')}</dt><dd>{spoken(locale, node.today_id, node.today_en)}</dd></div>}
          {node.wanted_id && <div><dt>{t('wanted')}</dt><dd>{spoken(locale, node.wanted_id, node.wanted_en)}</dd></div>}
        </dl>
      ))}
      <DataTable caption={nameOf(pillar, locale)} captionHidden rows={rows.filter(({ kind }) => kind === 'indicator')} empty={t('belowNone')} columns={[
        { title: t('indicator'), cell: (row) => nameOf(row, locale) }, { title: t('value'), numeric: true, cell: (row) => (row.value === null ? <span class="quiet">{row.measure === null ? t('byHand') : t('notKept')}</span> : figureSaid(row.value, row.unit, locale)) },
        { title: t('target'), numeric: true, cell: (row) => `${figureSaid(row.target, row.unit, locale)} (${row.target_on?.slice(0, 4) ?? ''})` }, { title: t('standing'), cell: (row) => <StandingTag standing={row.measure === null ? undefined : row.standing} locale={locale} /> },
      ]} />
    </Section>
  );
}
