import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Form, HiddenField, MoneyField, Notice, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { fundNames, funds } from '../plan.ts';
import type { AccountRow, ComparedLine, PlanRow } from '../queries.ts';
import { budgetUrl, newPlanUrl, planUrl } from '../urls.ts';
import { say } from '../words.ts';
import { accountName, planTones } from './year.tsx';

/** One plan: each line beside what is in force and what is used, then what may be done with it. */
export function planPage(req: Req, { plan, lines, upt }: { plan: PlanRow; lines: ComparedLine[]; upt: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = t('plan', { year: plan.year, revision: plan.revision });
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: budgetUrl({ upt, tahun: plan.year }), text: t('titleYear', { year: plan.year }) }] },
    <PageHeading title={title}><Tag tone={planTones[plan.state]}>{t(plan.state)}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <SummaryList rows={[
      { label: t('total'), value: rupiah(plan.total_idr) }, { label: t('reason'), value: plan.reason },
      ...(plan.letter ? [{ label: t('letter'), value: plan.letter }] : []), ...(plan.refused_reason ? [{ label: t('refused'), value: plan.refused_reason }] : []),
    ]} />,
    <Decision req={req} plan={plan} state={state} />,
    <Section title={t('lines')}>
      <DataTable caption={t('lines')} captionHidden rows={lines} empty={t('linesNone')} columns={[
        { title: t('output'), cell: (row) => <>{row.output_name}<br /><code>{row.output_code}</code></> },
        { title: t('account'), cell: (row) => <>{accountName(locale, row)}<br /><code>{row.account}</code> · {fundNames[row.fund][locale]}</> },
        ...(plan.state === 'draft' || plan.state === 'submitted' ? [
          { title: t('was'), numeric: true, cell: (row: ComparedLine) => rupiah(row.was_idr) },
          { title: t('becomes'), numeric: true, cell: (row: ComparedLine) => rupiah(row.amount_idr) },
          { title: t('difference'), numeric: true, cell: (row: ComparedLine) => `${row.amount_idr > row.was_idr ? '+' : ''}${rupiah(row.amount_idr - row.was_idr)}` },
          { title: t('used'), numeric: true, cell: (row: ComparedLine) => rupiah(row.used_idr) },
        ] : [{ title: t('amount'), numeric: true, cell: (row: ComparedLine) => rupiah(row.amount_idr) }]),
        { title: t('note'), cell: (row) => row.note || '–' },
      ]} />
    </Section>);
}

function Decision({ req, plan, state }: { req: Req; plan: PlanRow; state: FormState | undefined }): VNode | null {
  const { locale } = req;
  const t = say(locale);
  if (plan.state === 'draft' && may(req.actor, 'budget.plan')) return <Form action={`${planUrl(plan.id)}/ajukan`} token={req.formToken()} locale={locale}><Button>{t('submit')}</Button></Form>;
  if (plan.state !== 'submitted' || !may(req.actor, 'budget.decide')) return null;
  if (plan.prepared_person !== null && plan.prepared_person === req.actor.person_id) return <p>{t('decideOther')}</p>;
  return (
    <>
      <SummaryCard title={t('approve')}>
        <Form action={`${planUrl(plan.id)}/tetapkan`} token={req.formToken()} locale={locale} state={state?.problems['letter'] ? state : undefined}><TextField name="letter" label={t('letter')} hint={t('letterHint')} width="l" required /><Button>{t('approve')}</Button></Form>
      </SummaryCard>
      <SummaryCard title={t('refuse')}>
        <Form action={`${planUrl(plan.id)}/kembalikan`} token={req.formToken()} locale={locale} state={state?.problems['reason'] ? state : undefined}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('refuse')}</Button></Form>
      </SummaryCard>
    </>
  );
}

/** The whole year's lines on one form: those in force filled in, empty ones to add. */
export function newPlanPage(req: Req, { year, lines, accounts, rows }: { year: number; lines: ComparedLine[]; accounts: AccountRow[]; rows: number }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = t(lines.length > 0 ? 'revise' : 'propose');
  const typed = Object.keys(state?.values ?? {}).reduce((most, name) => Math.max(most, Number(/^lines\.(\d+)\./.exec(name)?.[1] ?? -1) + 1), 0);
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: budgetUrl({ tahun: year }), text: t('titleYear', { year }) }] },
    <PageHeading title={title} caption={t('proposeLead')} />,
    <Form action={newPlanUrl(year)} token={req.formToken()} locale={locale} state={state}>
      <HiddenField name="year" value={String(year)} />
      <TextareaField name="reason" label={t('reason')} hint={t('reasonHint')} rows={3} required />
      {Array.from({ length: Math.max(rows, typed, lines.length + 1) }, (_, n) => {
        const line = lines[n];
        return (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{t('lineNo', { n: n + 1 })}</legend>
            <TextField name={`lines.${n}.output_code`} label={t('outputCode')} value={line?.output_code} width="s" />
            <TextField name={`lines.${n}.output_name`} label={t('outputName')} value={line?.output_name} />
            <SelectField name={`lines.${n}.account`} label={t('account')} value={line?.account} empty="–" options={accounts.map((each) => ({ value: each.code, text: `${each.code} ${pick(locale, each)}` }))} />
            <SelectField name={`lines.${n}.fund`} label={t('fund')} value={line?.fund ?? 'RM'} options={funds.map((value) => ({ value, text: fundNames[value][locale] }))} />
            <MoneyField name={`lines.${n}.amount_idr`} label={t('amount')} value={line?.amount_idr || line?.was_idr || undefined} width="m" />
          </fieldset>
        );
      })}
      <ButtonRow><Button>{t('save')}</Button><ButtonLink kind="plain" href={`${newPlanUrl(year)}&baris=${Math.max(rows, lines.length) + 5}`}>{t('moreLines')}</ButtonLink></ButtonRow>
    </Form>);
}
