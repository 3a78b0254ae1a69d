import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, Form, MoneyField, Notice, NumberField, PageHeading, Section, SelectField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { payback, type Investment, type Outcome } from '../payback.ts';
import type { ProductChoice } from '../proposal-queries.ts';
import { sayProposal } from '../proposal-words.ts';
import { budgetUrl, newProposalUrl, paybackUrl } from '../urls.ts';
import { say } from '../words.ts';

export type Simulated = { investment: (Investment & { product: string }) | undefined; useHref: string };

/** Ask first what a machine would bring: a GET form, so that the answer is an address that can be shown. */
export function paybackPage(req: Req, { products, simulated }: { products: ProductChoice[]; simulated: Simulated }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProposal(locale);
  return workPage(req, { surface: 'bengkel', title: t('simulation'), breadcrumbs: [{ href: budgetUrl(), text: say(locale)('title') }] },
    <PageHeading title={t('simulation')} caption={t('simulationLead')} />,
    simulated.investment && (
      <Section title={simulated.investment.product}>
        <PaybackTable locale={locale} investment={simulated.investment} />
        {may(req.actor, 'proposal.write') && <ButtonLink href={`${newProposalUrl}${simulated.useHref}`}>{t('useIt')}</ButtonLink>}
      </Section>
    ),
    <Form action={paybackUrl} method="get" locale={locale} state={state}><SimulationFields locale={locale} products={products} prefix="" state={state} /><Button>{t('compute')}</Button></Form>);
}

export function SimulationFields({ locale, products, prefix, state, values = {} }: { locale: Locale; products: ProductChoice[]; prefix: string; state: FormState | undefined; values?: Record<string, string | number | undefined> }): VNode {
  const t = sayProposal(locale);
  const field = (name: string) => ({ name: `${prefix}${name}`, state, value: values[name] });
  return (
    <div class="filter__fields">
      <SelectField name={`${prefix}sku`} state={state} value={String(values['sku'] ?? '')} label={t('product')} hint={t('productHint')} empty="–" options={products.map((each) => ({ value: each.sku, text: `${pick(locale, each)} (${rupiah(each.price_idr)})` }))} />
      <MoneyField {...field('price_idr')} label={t('machinePrice')} width="m" />
      <NumberField {...field('pieces_per_month')} label={t('pieces')} width="s" />
      <MoneyField {...field('training_idr')} label={t('training')} width="m" />
      <MoneyField {...field('upkeep_idr_per_month')} label={t('upkeep')} width="m" />
      <NumberField {...field('people')} label={t('jobs')} hint={t('jobsHint')} width="s" />
      <NumberField {...field('premi_percent')} label={t('premiPercent')} hint={t('percentHint')} width="s" />
      <NumberField {...field('state_percent')} label={t('statePercent')} hint={t('percentHint')} width="s" />
    </div>
  );
}

/** The answer with its range, and what it rests on. */
export function PaybackTable({ locale, investment }: { locale: Locale; investment: Investment }): VNode {
  const t = sayProposal(locale);
  const { low, expected, high, invested_idr } = payback(investment);
  const share = (bp: number) => new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 }).format(bp / 100);
  const row = (title: string, of: (outcome: Outcome) => string) => ({ title, low: of(low), expected: of(expected), high: of(high) });
  return (
    <>
      <p>{t('rests', { price: rupiah(investment.product_price_idr), cost: rupiah(investment.variable_cost_idr), premi: share(investment.premi_bp), state: share(investment.state_bp) })}</p>
      {expected.months === null && <Notice tone="warning">{t('loses')}</Notice>}
      <DataTable caption={`${t('invested')}: ${rupiah(invested_idr)}`} empty="" rows={[
        row(t('paysBack'), ({ months }) => (months === null ? t('never') : t('months', { n: count(months, locale) }))), row(t('perMonth'), ({ month_idr }) => rupiah(month_idr)), row(t('sales'), ({ sales_idr_per_year }) => rupiah(sales_idr_per_year)),
        row(t('premi'), ({ premi_idr_per_year }) => rupiah(premi_idr_per_year)), row(t('stateRevenue'), ({ state_idr_per_year }) => rupiah(state_idr_per_year)),
      ]} columns={[
        { title: t('estimate'), cell: (each) => each.title }, { title: t('low'), numeric: true, cell: (each) => each.low }, { title: t('expected'), numeric: true, cell: (each) => each.expected }, { title: t('high'), numeric: true, cell: (each) => each.high },
      ]} />
    </>
  );
}
