import type { VNode } from 'preact';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, PageHeading, StatCard, StatRow, SubNav, Tag, type Column, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { payback } from '../payback.ts';
import type { ProposalState } from '../proposal.ts';
import type { ProposalRow } from '../proposal-queries.ts';
import { sayProposal } from '../proposal-words.ts';
import { budgetUrl, nationalProposalsUrl, nationalUrl, newProposalUrl, paybackUrl, proposalUrl } from '../urls.ts';
import { say } from '../words.ts';

export const proposalTones: Record<ProposalState, Tone> = { draft: 'abu', submitted: 'kuning', signed: 'hijau', returned: 'merah' };

export function proposalsPage(req: Req, { rows, upt }: { rows: ProposalRow[]; upt: string | undefined }): VNode {
  const t = sayProposal(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: budgetUrl({ upt }), text: say(req.locale)('title') }] },
    <PageHeading title={t('title')} caption={t('lead')}>
      {may(req.actor, 'proposal.write') && <ButtonLink href={newProposalUrl}>{t('write')}</ButtonLink>}
      {req.actor.facility_id && <ButtonLink kind="secondary" href={paybackUrl}>{t('simulation')}</ButtonLink>}
    </PageHeading>,
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={columnsOf(req, upt)} />);
}

/** What is asked for in a year, of the region or the country, beside what it brings. */
export function nationalProposalsPage(req: Req, { rows, year, thisYear }: { rows: ProposalRow[]; year: number; thisYear: number }): VNode {
  const { locale } = req;
  const t = sayProposal(locale);
  const sum = (of: (row: ProposalRow) => number) => rows.reduce((all, row) => all + of(row), 0);
  return workPage(req, { surface: 'pusat', title: t('national'), breadcrumbs: [{ href: nationalUrl(), text: say(locale)('national') }] },
    <PageHeading title={t('national')} caption={t('nationalLead', { year })}><ButtonLink kind="secondary" href={`/pusat/anggaran/proposal.xlsx?tahun=${year}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <SubNav label={t('year')} items={[thisYear, thisYear + 1, thisYear + 2].map((each) => ({ href: nationalProposalsUrl(each), text: String(each), current: each === year }))} />,
    <StatRow>
      <StatCard label={t('count')} value={count(rows.length, locale)} />
      <StatCard label={t('total')} value={rupiahCompact(sum((row) => row.total_idr), locale)} title={rupiah(sum((row) => row.total_idr))} />
      <StatCard label={t('jobs')} value={count(sum((row) => row.jobs), locale)} />
      <StatCard label={t('trained')} value={count(sum((row) => row.trained), locale)} />
    </StatRow>,
    <DataTable caption={t('national')} captionHidden rows={rows} empty={t('noneInReach')} columns={[{ title: t('facility'), cell: (row) => row.facility_name }, ...columnsOf(req, undefined)]} />);
}

function columnsOf(req: Req, upt: string | undefined): Column<ProposalRow>[] {
  const { locale } = req;
  const t = sayProposal(locale);
  return [
    { title: t('name'), cell: (row) => <><a href={proposalUrl(row.id, upt)}>{row.title}</a><br /><span class="quiet">{row.number ?? `${t('year')} ${row.year}`}</span></> },
    { title: t('total'), numeric: true, cell: (row) => rupiah(row.total_idr) },
    { title: t('jobs'), numeric: true, cell: (row) => count(row.jobs, locale) },
    { title: t('paysBack'), cell: (row) => paysBackIn(req, row) },
    { title: t('state'), cell: (row) => <Tag tone={proposalTones[row.state]}>{t(row.state)}</Tag> },
  ];
}

export function paysBackIn(req: Req, { investment }: Pick<ProposalRow, 'investment'>): string {
  const t = sayProposal(req.locale);
  if (!investment) return t('notSimulated');
  const { months } = payback(investment).expected;
  return months === null ? t('never') : t('months', { n: count(months, req.locale) });
}
