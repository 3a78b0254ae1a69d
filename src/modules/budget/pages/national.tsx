import type { VNode } from 'preact';
import { rupiah, rupiahCompact } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { ButtonLink, DataTable, PageHeading, ProgressBar, Section, StatCard, StatRow, SubNav, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { leftOf } from '../plan.ts';
import type { AccountTotal, UnitBudget } from '../queries.ts';
import { budgetUrl, nationalCapitalUrl, nationalProposalsUrl, nationalUrl } from '../urls.ts';
import { say } from '../words.ts';

/** H9: each facility's year at a glance; who has no plan comes first. */
export function nationalPage(req: Req, { year, thisYear, units, accounts }: { year: number; thisYear: number; units: UnitBudget[]; accounts: AccountTotal[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  const sum = (of: (unit: UnitBudget) => number) => units.reduce((all, unit) => all + of(unit), 0);
  const sorted = [...units].sort((a, b) => Number(a.planned_idr > 0) - Number(b.planned_idr > 0) || usedShare(a) - usedShare(b));
  return workPage(req, { surface: 'pusat', title: t('national') },
    <PageHeading title={t('national')} caption={t('nationalLead', { year })}><ButtonLink kind="secondary" href={`/pusat/anggaran.xlsx?tahun=${year}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <SubNav label={t('parts')} items={[{ href: nationalUrl(), text: t('yearPlan'), current: true }, { href: nationalCapitalUrl, text: t('capitalPlan'), current: false }, { href: nationalProposalsUrl(), text: t('requests'), current: false }]} />,
    <SubNav label={t('year')} items={[thisYear - 1, thisYear, thisYear + 1].map((each) => ({ href: nationalUrl(each), text: String(each), current: each === year }))} />,
    <StatRow>
      <StatCard label={t('withPlan')} value={String(units.filter((unit) => unit.planned_idr > 0).length)} note={t('ofAll', { n: units.length })} />
      <StatCard label={t('planned')} value={rupiahCompact(sum((unit) => unit.planned_idr), locale)} />
      <StatCard label={t('committed')} value={rupiahCompact(sum((unit) => unit.committed_idr), locale)} />
      <StatCard label={t('paid')} value={rupiahCompact(sum((unit) => unit.realised_idr), locale)} />
    </StatRow>,
    <DataTable caption={t('national')} captionHidden rows={sorted} empty={t('unitsNone')} columns={[
      { title: t('facility'), cell: (row) => <><a href={budgetUrl({ upt: row.facility_code, tahun: year })}>{row.facility_name}</a> {row.waiting > 0 && <Tag tone="kuning">{t('waiting')}</Tag>} {row.planned_idr === 0 && row.waiting === 0 && <Tag tone="merah">{t('noPlan')}</Tag>}</> },
      { title: t('planned'), numeric: true, cell: (row) => rupiah(row.planned_idr) },
      { title: t('committed'), numeric: true, cell: (row) => rupiah(row.committed_idr) },
      { title: t('paid'), numeric: true, cell: (row) => rupiah(row.realised_idr) },
      { title: t('left'), numeric: true, cell: (row) => rupiah(leftOf(row)) },
      { title: t('absorbed'), cell: (row) => <ProgressBar value={row.committed_idr + row.realised_idr} max={row.planned_idr || 1} label={`${t('absorbed')} ${row.facility_name}`} /> },
    ]} />,
    <Section title={t('byAccount')}>
      <DataTable caption={t('byAccount')} captionHidden rows={accounts} empty={t('plansNone')} columns={[
        { title: t('account'), cell: (row) => <><code>{row.code}</code> {pick(locale, row)}</> },
        { title: t('planned'), numeric: true, cell: (row) => rupiah(row.planned_idr) },
        { title: t('committed'), numeric: true, cell: (row) => rupiah(row.committed_idr) },
        { title: t('paid'), numeric: true, cell: (row) => rupiah(row.realised_idr) },
      ]} />
    </Section>);
}

const usedShare = (unit: UnitBudget): number => (unit.planned_idr === 0 ? 0 : (unit.committed_idr + unit.realised_idr) / unit.planned_idr);
