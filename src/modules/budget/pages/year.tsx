import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { ButtonLink, ButtonRow, DataTable, PageHeading, ProgressBar, Section, StatCard, StatRow, SubNav, Tag, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { fundNames, leftOf, type Ceiling, type PlanState } from '../plan.ts';
import type { CommitmentRow, PlanRow } from '../queries.ts';
import { breakEvenUrl, budgetUrl, capitalUrl, commitmentUrl, newCommitmentUrl, newPlanUrl, paybackUrl, planUrl, proposalsUrl } from '../urls.ts';
import { say } from '../words.ts';

export type Year = { year: number; thisYear: number; upt: string | undefined; lines: Ceiling[]; plans: PlanRow[]; commitments: CommitmentRow[] };

/** The year of one facility: what is left on each line comes first. */
export function yearPage(req: Req, { year, thisYear, upt, lines, plans, commitments }: Year): VNode {
  const { locale } = req;
  const t = say(locale);
  const sum = (of: (line: Ceiling) => number) => lines.reduce((all, line) => all + of(line), 0);
  return workPage(req, { surface: 'bengkel', title: t('titleYear', { year }) },
    <PageHeading title={t('titleYear', { year })} caption={t('lead')} />,
    <SubNav label={t('parts')} items={[
      { href: budgetUrl({ upt }), text: t('yearPlan'), current: true }, { href: capitalUrl(upt), text: t('capitalPlan'), current: false }, { href: breakEvenUrl({ upt }), text: t('breakEven'), current: false },
      ...(upt ? [] : [{ href: paybackUrl, text: t('payback'), current: false }]), { href: proposalsUrl(upt), text: t('requests'), current: false },
    ]} />,
    <SubNav label={t('year')} items={[thisYear - 1, thisYear, thisYear + 1].map((each) => ({ href: budgetUrl({ upt, tahun: each }), text: String(each), current: each === year }))} />,
    <StatRow>
      <StatCard label={t('planned')} value={rupiahCompact(sum((line) => line.planned_idr), locale)} title={rupiah(sum((line) => line.planned_idr))} />
      <StatCard label={t('committed')} value={rupiahCompact(sum((line) => line.committed_idr), locale)} title={rupiah(sum((line) => line.committed_idr))} />
      <StatCard label={t('paid')} value={rupiahCompact(sum((line) => line.realised_idr), locale)} title={rupiah(sum((line) => line.realised_idr))} />
      <StatCard label={t('left')} value={rupiahCompact(sum(leftOf), locale)} title={rupiah(sum(leftOf))} />
    </StatRow>,
    <ButtonRow>
      {may(req.actor, 'budget.commit') && lines.length > 0 && <ButtonLink href={newCommitmentUrl(year)}>{t('commit')}</ButtonLink>}
      {may(req.actor, 'budget.plan') && <ButtonLink href={newPlanUrl(year)} kind="secondary">{t(lines.length > 0 ? 'revise' : 'propose')}</ButtonLink>}
    </ButtonRow>,
    <Section title={t('lines')}>
      <DataTable caption={t('lines')} captionHidden rows={lines} empty={t('linesNone')} columns={[
        { title: t('output'), cell: (row) => <>{row.output_name}<br /><code>{row.output_code}</code></> },
        { title: t('account'), cell: (row) => <>{accountName(locale, row)}<br /><code>{row.account}</code> · {fundNames[row.fund][locale]}</> },
        { title: t('planned'), numeric: true, cell: (row) => rupiah(row.planned_idr) },
        { title: t('committed'), numeric: true, cell: (row) => rupiah(row.committed_idr) },
        { title: t('paid'), numeric: true, cell: (row) => rupiah(row.realised_idr) },
        { title: t('left'), numeric: true, cell: (row) => rupiah(leftOf(row)) },
        { title: t('absorbed'), cell: (row) => <ProgressBar value={row.committed_idr + row.realised_idr} max={row.planned_idr || 1} label={`${t('absorbed')} ${row.output_code} ${row.account}`} /> },
      ]} />
    </Section>,
    <Section title={t('commitments')}>
      <DataTable caption={t('commitments')} captionHidden rows={commitments} empty={t('commitmentsNone')} columns={[
        { title: t('number'), cell: (row) => <a href={commitmentUrl(row.id, upt)}>{row.number}</a> },
        { title: t('what'), cell: (row) => <>{row.what}<br /><span class="quiet">{row.supplier}</span></> },
        { title: t('day'), cell: (row) => formatDay(row.made_on, locale) },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('paid'), numeric: true, cell: (row) => rupiah(row.realised_idr) },
        { title: t('state'), cell: (row) => <Tag tone={row.state === 'open' ? 'kuning' : row.state === 'done' ? 'hijau' : 'abu'}>{t(row.state)}</Tag> },
      ]} />
    </Section>,
    <Section title={t('plans')}>
      <DataTable caption={t('plans')} captionHidden rows={plans} empty={t('plansNone')} columns={[
        { title: t('revision'), cell: (row) => <a href={planUrl(row.id, upt)}>{t('plan', { year: row.year, revision: row.revision })}</a> },
        { title: t('reason'), cell: (row) => row.reason },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.total_idr) },
        { title: t('letter'), cell: (row) => row.letter ?? '–' },
        { title: t('state'), cell: (row) => <Tag tone={planTones[row.state]}>{t(row.state)}</Tag> },
      ]} />
    </Section>);
}

export const planTones: Record<PlanState, Tone> = { draft: 'abu', submitted: 'kuning', approved: 'hijau', refused: 'merah', replaced: 'abu' };
export const accountName = (locale: Locale, row: { account_id: string; account_en: string }): string => pick(locale, { name_id: row.account_id, name_en: row.account_en });
