import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonRow, Form, MoneyField, NumberField, PageHeading, SelectField, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { WorkshopChoice } from '../assets-queries.ts';
import { fundNames, funds } from '../plan.ts';
import type { ProductChoice, ProposalLine, ProposalRow } from '../proposal-queries.ts';
import { sayProposal } from '../proposal-words.ts';
import type { AccountRow } from '../queries.ts';
import { newProposalUrl, proposalsUrl, proposalUrl } from '../urls.ts';
import { SimulationFields } from './payback.tsx';

export type Writing = { proposal: ProposalRow | undefined; lines: ProposalLine[]; year: number; output_code: string; accounts: AccountRow[]; workshops: WorkshopChoice[]; products: ProductChoice[]; simulation: Record<string, string | number | undefined> };

export function proposalFormPage(req: Req, { proposal, lines, year, output_code, accounts, workshops, products, simulation }: Writing, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProposal(locale);
  const title = t(proposal ? 'rewrite' : 'write');
  const typed = (list: string) => Object.keys(state?.values ?? {}).reduce((most, name) => Math.max(most, Number(new RegExp(`^${list}\\.(\\d+)\\.`).exec(name)?.[1] ?? -1) + 1), 0);
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: proposalsUrl(), text: t('title') }] },
    <PageHeading title={title} caption={t('lead')} />,
    <Form action={proposal ? `${proposalUrl(proposal.id)}/ubah` : newProposalUrl} token={req.formToken()} locale={locale} state={state}>
      <NumberField name="year" label={t('year')} value={proposal?.year ?? year} width="xs" required />
      <TextField name="title" label={t('name')} hint={t('nameHint')} value={proposal?.title} required />
      <SelectField name="workshop" label={t('workshop')} empty={t('whole')} value={proposal?.workshop_code ?? undefined} options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
      <TextareaField name="need" label={t('need')} hint={t('needHint')} value={proposal?.need} rows={4} required />
      <TextareaField name="aim" label={t('aim')} value={proposal?.aim} rows={2} required />
      <TextareaField name="activities" label={t('activities')} hint={t('activitiesHint')} value={proposal?.activities.join('\n')} rows={4} required />
      {Array.from({ length: Math.max(2, typed('indicators'), proposal?.indicators.length ?? 0) }, (_, n) => {
        const row = proposal?.indicators[n];
        return (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{t('indicatorNo', { n: n + 1 })}</legend>
            <div class="filter__fields"><TextField name={`indicators.${n}.name`} label={t('indicator')} value={row?.name} /><TextField name={`indicators.${n}.unit`} label={t('unit')} value={row?.unit} width="s" /><TextField name={`indicators.${n}.baseline`} label={t('baseline')} value={row?.baseline} width="s" /><TextField name={`indicators.${n}.target`} label={t('target')} value={row?.target} width="s" /></div>
          </fieldset>
        );
      })}
      <NumberField name="jobs" label={t('jobs')} hint={t('jobsHint')} value={proposal?.jobs} width="s" />
      <NumberField name="trained" label={t('trained')} value={proposal?.trained} width="s" />
      <h2 class="govuk-heading-m">{t('lines')}</h2>
      <p class="quiet">{t('lineHint')}</p>
      {Array.from({ length: Math.max(4, typed('lines'), lines.length + 1) }, (_, n) => {
        const line = lines[n];
        return (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{t('lineNo', { n: n + 1 })}</legend>
            <div class="filter__fields">
              <TextField name={`lines.${n}.what`} label={t('what')} value={line?.what} />
              <SelectField name={`lines.${n}.account`} label={t('account')} value={line?.account ?? (n === 0 ? '532111' : undefined)} empty="–" options={accounts.map((each) => ({ value: each.code, text: `${each.code} ${pick(locale, each)}` }))} />
              <TextField name={`lines.${n}.output_code`} label={t('outputCode')} value={line?.output_code ?? output_code} width="s" />
              <SelectField name={`lines.${n}.fund`} label={t('fund')} value={line?.fund ?? 'RM'} options={funds.map((value) => ({ value, text: fundNames[value][locale] }))} />
              <NumberField name={`lines.${n}.quantity`} label={t('quantity')} value={line?.quantity} width="xs" /><TextField name={`lines.${n}.unit`} label={t('unit')} value={line?.unit} width="s" />
              <MoneyField name={`lines.${n}.unit_price_idr`} label={t('unitPrice')} value={line?.unit_price_idr} width="m" />
            </div>
          </fieldset>
        );
      })}
      <h2 class="govuk-heading-m">{t('simulation')}</h2>
      <p class="quiet">{t('simulationHint')}</p>
      <SimulationFields locale={locale} products={products} prefix="investment." state={state} values={simulation} />
      <ButtonRow><Button>{t('save')}</Button></ButtonRow>
    </Form>);
}
