import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { count } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { DataTable, PageHeading, Section } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { DatedRule, DeductionRow, SplitRuleRow } from '../queries.ts';
import { recipientWord, say } from '../words.ts';

export type Policies = { splits: SplitRuleRow[]; dated: DatedRule[]; kinds: DeductionRow[] };

/** H18: every rule that decides about money or time, with its basis and its dates. */
export function policiesPage(req: Req, { splits, dated, kinds }: Policies): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'pusat', title: t('policies') },
    <PageHeading title={t('policies')} caption={t('policiesIntro')} />,
    <Section title={t('rule')}>
      <DataTable caption={t('policies')} captionHidden rows={splits} empty={t('noRules')} columns={[
        { title: t('facility'), cell: (row) => row.facility_name ?? t('national') },
        { title: t('basis'), cell: (row) => t(row.basis) },
        { title: t('share'), cell: (row) => row.shares.map((share) => `${t(recipientWord[share.to])} ${count(share.share_bp / 100, locale)} %`).join(' · ') },
        { title: t('team'), cell: (row) => t(row.team) },
        { title: t('since'), cell: (row) => span(row, locale) },
        { title: t('legalBasis'), cell: (row) => row.legal_basis },
      ]} />
    </Section>,
    <Section title={t('datedRules')}>
      <DataTable caption={t('datedRules')} captionHidden rows={dated} empty={t('noRules')} columns={[
        { title: t('ruleKey'), cell: (row) => <code>{row.key}</code> },
        { title: t('facility'), cell: (row) => row.facility_name ?? t('national') },
        { title: t('value'), numeric: true, cell: (row) => (typeof row.value === 'number' ? count(row.value, locale) : JSON.stringify(row.value)) },
        { title: t('since'), cell: (row) => span(row, locale) },
        { title: t('legalBasis'), cell: (row) => row.legal_basis },
      ]} />
    </Section>,
    <Section title={t('deductions')}>
      <DataTable caption={t('deductions')} captionHidden rows={kinds} empty={t('noRules')} columns={[
        { title: t('kind'), cell: (row) => pick(locale, row) },
        { title: t('authority'), cell: (row) => row.authority.replaceAll('_', ' ') },
        { title: t('limit'), cell: (row) => (row.max_bp === null ? row.limit_base.replaceAll('_', ' ') : `${count(row.max_bp / 100, locale)} %`) },
        { title: t('source'), cell: (row) => row.source },
      ]} />
    </Section>);
}

function span({ from, to }: { from: string; to: string | null }, locale: Locale): string {
  return to ? `${formatDay(from, locale)} ${say(locale)('until')} ${formatDay(to, locale)}` : formatDay(from, locale);
}
