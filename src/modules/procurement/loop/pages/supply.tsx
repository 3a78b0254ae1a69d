import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, Form, HiddenField, MoneyField, Notice, NumberField, PageHeading, Section, SelectField, SubNav, SummaryCard, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { AssignedRow } from '../allocation-read-queries.ts';
import type { MakeableProduct, PlanRow, SupplyLine } from '../plan-queries.ts';
import type { KindRow } from '../survey-queries.ts';
import { supplyPlanUrl, supplyUrl } from '../urls.ts';
import { sayLoop, saySupply } from '../words.ts';
import { planTones } from './loop-years.tsx';
import { kindName } from './parts.tsx';

export type Supplying = {
  year: number | undefined; years: number[]; upt: string | undefined; plan: PlanRow | undefined; lines: SupplyLine[]; kinds: KindRow[]; products: MakeableProduct[];
  asked: { kind_id: string; month: number; island_group: string; lines: number; quantity: number }[]; assigned: AssignedRow[]; announced: boolean;
};

/** A facility's plan for a year, beside what is asked for and what it was given to make. */
export function supplyPage(req: Req, of: Supplying, state?: FormState): VNode {
  const { locale, actor } = req;
  const { year, years, upt, plan, lines, kinds, asked, assigned, announced } = of;
  const t = saySupply(locale);
  if (year === undefined) return workPage(req, { surface: 'bengkel', title: t('title') }, <PageHeading title={t('title')} />, <p class="empty">{t('none')}</p>);
  const named = (id: string) => kinds.find((kind) => kind.id === id);
  const writable = may(actor, 'supply_plan.write') && !announced && (!plan || plan.state === 'draft' || plan.state === 'returned');
  return workPage(req, { surface: 'bengkel', title: `${t('title')} ${year}`, failed: state !== undefined },
    <PageHeading title={`${t('title')} ${year}`} caption={t('lead', { year })}>{plan && <Tag tone={planTones[plan.state]}>{sayLoop(locale)(plan.state)}</Tag>}</PageHeading>,
    years.length > 1 && <SubNav label={sayLoop(locale)('year')} items={years.map((each) => ({ href: supplyUrl({ upt, tahun: each }), text: String(each), current: each === year }))} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    plan?.state === 'returned' && <Notice tone="warning" title={sayLoop(locale)('returned')}>{plan.returned_reason}</Notice>,
    <Section title={t('title')}>
      <DataTable caption={t('title')} captionHidden rows={lines} empty={t('noPlan')} columns={[
        { title: sayLoop(locale)('kind'), cell: (row) => <>{pick(locale, row)}{row.product && <><br /><span class="quiet">{row.product}</span></>}</> },
        { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        { title: t('price'), numeric: true, cell: (row) => rupiah(row.price_idr) },
        { title: t('minutes'), numeric: true, cell: (row) => count(row.minutes, locale) },
        { title: t('monthly'), cell: (row) => row.monthly.join(' ') },
      ]} />
    </Section>,
    plan && <PlanActs req={req} plan={plan} state={state} />,
    <Section title={t('asked')}>
      <DataTable caption={t('asked')} captionHidden rows={asked} empty={t('noneAsked')} columns={[
        { title: sayLoop(locale)('kind'), cell: (row) => { const kind = named(row.kind_id); return kind ? kindName(locale, kind) : '–'; } },
        { title: t('month'), cell: (row) => formatMonth(`${year}-${String(row.month).padStart(2, '0')}`, locale) },
        { title: t('islands'), cell: (row) => row.island_group },
        { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${named(row.kind_id)?.unit ?? ''}` },
      ]} />
    </Section>,
    writable && <WritePlan req={req} of={of} year={year} state={state} />,
    (announced || assigned.length > 0) && (
      <Section title={t('assigned')}>
        <DataTable caption={t('assigned')} captionHidden rows={assigned} empty={t('noneAssigned')} columns={[
          { title: sayLoop(locale)('kind'), cell: (row) => pick(locale, row) },
          { title: sayLoop(locale)('agency'), cell: (row) => row.agency },
          { title: sayLoop(locale)('place'), cell: (row) => row.regency },
          { title: t('month'), cell: (row) => formatMonth(`${year}-${String(row.month).padStart(2, '0')}`, locale) },
          { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        ]} />
      </Section>
    ));
}

function PlanActs({ req, plan, state }: { req: Req; plan: PlanRow; state: FormState | undefined }): VNode | null {
  const { locale, actor } = req;
  const t = saySupply(locale);
  const here = supplyPlanUrl(plan.id);
  if (plan.state === 'draft' && may(actor, 'supply_plan.write')) return <Form action={`${here}/kirim`} token={req.formToken()} locale={locale}><Button>{t('submit')}</Button></Form>;
  if (plan.state !== 'submitted' || !may(actor, 'supply_plan.decide')) return null;
  if (plan.prepared_person !== null && plan.prepared_person === actor.person_id) return <p>{t('other')}</p>;
  return (
    <>
      <Form action={`${here}/setuju`} token={req.formToken()} locale={locale}><Button>{t('approve')}</Button></Form>
      <SummaryCard title={t('giveBack')}><Form action={`${here}/kembalikan`} token={req.formToken()} locale={locale} state={state}><TextareaField name="reason" label={sayLoop(locale)('reason')} rows={2} required /><Button kind="secondary">{t('giveBack')}</Button></Form></SummaryCard>
    </>
  );
}

function WritePlan({ req, of: { plan, lines, kinds, products }, year, state }: { req: Req; of: Supplying; year: number; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = saySupply(locale);
  const typed = Object.keys(state?.values ?? {}).reduce((most, name) => Math.max(most, Number(/^lines\.(\d+)\./.exec(name)?.[1] ?? -1) + 1), 0);
  return (
    <Section title={t(plan ? 'rewrite' : 'write')}>
      <Form action={supplyUrl()} token={req.formToken()} locale={locale} state={state}>
        <HiddenField name="year" value={year} />
        {Array.from({ length: Math.max(3, typed, lines.length + 1) }, (_, n) => {
          const line = lines[n];
          return (
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{t('line', { n: n + 1 })}</legend>
              <div class="filter__fields">
                <SelectField name={`lines.${n}.kind`} label={sayLoop(locale)('kind')} value={line?.kind} empty="–" options={kinds.map((kind) => ({ value: kind.code, text: pick(locale, kind) }))} />
                <SelectField name={`lines.${n}.sku`} label={t('product')} hint={t('productHint')} value={line?.sku} empty="–" options={products.map((product) => ({ value: product.sku, text: pick(locale, product) }))} />
                <MoneyField name={`lines.${n}.price_idr`} label={t('price')} value={line?.price_idr} />
                <NumberField name={`lines.${n}.minutes`} label={t('minutes')} hint={t('minutesHint')} value={line?.minutes} />
                <NumberField name={`lines.${n}.machine_minutes`} label={t('machineMinutes')} value={line?.machine_minutes} />
                <TextField name={`lines.${n}.monthly`} label={t('monthly')} hint={t('monthlyHint')} value={line?.monthly.join(' ')} />
              </div>
            </fieldset>
          );
        })}
        <TextareaField name="note" label={t('note')} rows={2} value={plan?.note} />
        <Button>{t('save')}</Button>
      </Form>
    </Section>
  );
}
