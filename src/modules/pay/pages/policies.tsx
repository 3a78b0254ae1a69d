import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, DateField, Form, MoneyField, NumberField, PageHeading, RadiosField, Section, SelectField, SummaryCard, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { DatedRule, DeductionRow, SplitRuleRow } from '../queries.ts';
import type { ContractProductRow } from '../law-queries.ts';
import { ContractSection, ReadingSection, SetSplit } from './law.tsx';
import { ratesUrl } from '../urls.ts';
import { kindsUrl } from '../allowances/urls.ts';
import type { WageGrade, WageRateRow } from '../wage-queries.ts';
import { recipientWord, say } from '../words.ts';

export type Policies = { splits: SplitRuleRow[]; dated: DatedRule[]; kinds: DeductionRow[]; rates: WageRateRow[]; grades: WageGrade[]; contracts: ContractProductRow[] };

/** H18: every rule that decides about money or time, with its basis and its dates. */
export function policiesPage(req: Req, { splits, dated, kinds, rates, grades, contracts }: Policies, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const gradeName = (code: string) => grades.filter((each) => each.code === code).map((each) => pick(locale, each)).join('');
  return workPage(req, { surface: 'pusat', title: t('policies'), failed: state !== undefined },
    <PageHeading title={t('policies')} caption={t('policiesIntro')}><ButtonLink kind="secondary" href={kindsUrl}>{t('besideKinds')}</ButtonLink></PageHeading>,
    <ReadingSection req={req} state={state} dated={dated} />,
    <Section title={t('rule')}>
      <DataTable caption={t('policies')} captionHidden rows={splits} empty={t('noRules')} columns={[
        { title: t('facility'), cell: (row) => <>{row.facility_name ?? t('national')}{row.activity || row.contract ? <><br /><span class="quiet">{[row.activity, row.contract].filter(Boolean).join(' · ')}</span></> : null}</> },
        { title: t('basis'), cell: (row) => t(row.basis) },
        { title: t('share'), cell: (row) => row.shares.map((share) => `${t(recipientWord[share.to])} ${percent(share.share_bp, locale)}`).join(' · ') },
        { title: t('team'), cell: (row) => t(row.team) },
        { title: t('since'), cell: (row) => span(row, locale) },
        { title: t('legalBasis'), cell: (row) => row.legal_basis },
      ]} />
      <SetSplit req={req} state={state} />
    </Section>,
    <ContractSection req={req} state={state} contracts={contracts} />,
    <Section title={t('wageRates')} id="tarif">
      <DataTable caption={t('wageRates')} captionHidden rows={rates} empty={t('noRules')} columns={[
        { title: t('facility'), cell: (row) => row.facility_name },
        { title: t('thing'), cell: (row) => (row.basis === 'piece' ? <code>{row.sku}</code> : `${t('levelN', { n: row.skill_level ?? 1 })}${row.grade ? ` · ${gradeName(row.grade)}` : ''}`) },
        { title: t('amount'), numeric: true, cell: (row) => (row.basis === 'piece' ? t('rateEach', { amount: rupiah(row.amount_idr) }) : t('ratePer', { amount: rupiah(row.amount_idr), n: row.per_minutes })) },
        { title: t('since'), cell: (row) => span(row, locale) },
        { title: t('legalBasis'), cell: (row) => row.legal_basis },
      ]} />
      {may(req.actor, 'rate.adopt') ? <SetRate req={req} grades={grades} state={state} /> : null}
    </Section>,
    <Section title={t('datedRules')}>
      <DataTable caption={t('datedRules')} captionHidden rows={dated.filter((row) => row.key !== 'pay.legal_reading')} empty={t('noRules')} columns={[
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
        { title: t('limit'), cell: (row) => (row.max_bp === null ? row.limit_base.replaceAll('_', ' ') : percent(row.max_bp, locale)) },
        { title: t('source'), cell: (row) => row.source },
      ]} />
    </Section>);
}

function SetRate({ req, grades, state }: { req: Req; grades: WageGrade[]; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  const given = state ?? emptyForm;
  return (
    <SummaryCard title={t('setRate')}>
      <Form action={ratesUrl} token={req.formToken()} state={given} locale={req.locale}>
        <TextField name="facility" label={t('rateUnit')} state={given} width="m" required />
        <RadiosField name="basis" label={t('basis')} state={given} value="piece" inline options={[{ value: 'piece', text: t('piece') }, { value: 'time', text: t('time') }]} />
        <TextField name="sku" label={t('rateSku')} state={given} width="m" />
        <SelectField name="skill_level" label={t('rateLevel')} state={given} empty={t('noLevel')} options={[1, 2, 3, 4, 5].map((n) => ({ value: String(n), text: t('levelN', { n }) }))} />
        <SelectField name="grade" label={t('rateGrade')} state={given} empty={t('everyGrade')} options={grades.map((each) => ({ value: each.code, text: pick(req.locale, each) }))} />
        <MoneyField name="amount_idr" label={t('amount')} state={given} required />
        <NumberField name="per_minutes" label={t('rateMinutes')} value="60" state={given} />
        <DateField name="from" label={t('rateFrom')} state={given} required />
        <TextField name="legal_basis" label={t('legalBasis')} state={given} required />
        <Button>{t('setNow')}</Button>
      </Form>
    </SummaryCard>
  );
}

function span({ from, to }: { from: string; to: string | null }, locale: Locale): string {
  return to ? `${formatDay(from, locale)} ${say(locale)('until')} ${formatDay(to, locale)}` : formatDay(from, locale);
}
