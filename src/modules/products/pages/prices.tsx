import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { Button, DataTable, DateField, Details, Form, MoneyField, Notice, Section, SelectField, Tag, TextareaField } from '#ui';
import type { Market } from '../benchmark-queries.ts';
import { bases, basisNames } from '../price-policy.ts';
import { sayPricing } from '../pricing-words.ts';
import type { PriceRow, ProductRow } from '../queries.ts';
import { unitName } from '../unit.ts';
import { decisionUrl, pricesUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

/** What waits for the head of facility: never for the one who proposed it. */
export function Decision({ req, product, price }: { req: Req; product: ProductRow; price: PriceRow }): VNode {
  const t = sayProducts(req.locale);
  const amount = rupiah(price.amount_idr);
  const own = price.prepared_person !== null && price.prepared_person === req.actor.person_id;
  return (
    <Notice tone="warning" title={t('decide')}>
      <p>{t('proposal', { amount, day: formatDay(price.from, req.locale), reason: price.reason })}</p>
      {price.below_cost_reason ? <p>{t('belowCost', { why: price.below_cost_reason })}</p> : null}
      <PriceBasis locale={req.locale} price={price} />
      {!may(req.actor, 'price.approve') ? null : own ? <p>{t('ownProposal')}</p> : (
        <>
          <Form action={`${decisionUrl(product.sku, price.id)}/setuju`} token={req.formToken()} locale={req.locale}><Button>{t('approve', { amount })}</Button></Form>
          <Details summary={t('refuse')}>
            <Form action={`${decisionUrl(product.sku, price.id)}/tolak`} token={req.formToken()} locale={req.locale}>
              <TextareaField name="refusal" label={t('refuseReason')} rows={2} required />
              <Button kind="danger">{t('refuse')}</Button>
            </Form>
          </Details>
        </>
      )}
    </Notice>
  );
}

/** What the price rests on, as it was recorded with it. */
function PriceBasis({ locale, price }: { locale: Locale; price: PriceRow }): VNode | null {
  const t = sayPricing(locale);
  const { basis, policy, margin_idr, basis_cost_idr } = price;
  if (basis === null || policy === null || margin_idr === null || basis_cost_idr === null) return <span class="quiet">{t('basisUnknown')}</span>;
  return (
    <>
      <strong>{basisNames[basis][locale]}</strong>{' · '}{t('marginOf', { margin: rupiah(margin_idr), percent: percent(price.margin_bp, locale, { digits: 1 }), cost: rupiah(basis_cost_idr) })}
      {price.market_idr !== null && <><br />{t('marketOf', { amount: rupiah(price.market_idr), n: price.market_observations ?? 0 })}</>}
      <br /><span class="quiet">{t(policy.of === 'cost' ? 'policyCost' : 'policyMarket', { low: percent(policy.low_bp, locale, { digits: 1 }), high: percent(policy.high_bp, locale, { digits: 1 }), day: formatDay(policy.since, locale) })}</span>
      {price.outside_reason !== null && <><br />{t('outside', { why: price.outside_reason })}</>}
    </>
  );
}

const tones = { proposed: 'kuning', approved: 'hijau', refused: 'merah' } as const;

export function PriceHistory({ locale, prices }: { locale: Locale; prices: PriceRow[] }): VNode {
  const t = sayProducts(locale);
  return (
    <Section title={t('prices')} id="harga">
      <DataTable caption={t('prices')} captionHidden rows={prices} empty={t('pricesNone')} columns={[
        { title: t('from'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''}` },
        { title: t('price'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: sayPricing(locale)('basisAndMargin'), cell: (row) => <PriceBasis locale={locale} price={row} /> },
        { title: t('reason'), cell: (row) => <>{row.reason}{row.below_cost_reason ? <><br />{t('belowCost', { why: row.below_cost_reason })}</> : null}</> },
        { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
      ]} />
    </Section>
  );
}

export function Proposal({ req, product, labour_idr, market, state }: { req: Req; product: ProductRow; labour_idr: number; market: Market | undefined; state: FormState | undefined }): VNode {
  const t = sayProducts(req.locale);
  const p = sayPricing(req.locale);
  const cost_idr = product.cash_cost_idr ?? 0;
  return (
    <Section title={t('propose')} id="usul">
      <Form action={pricesUrl(product.sku)} token={req.formToken()} locale={req.locale} state={state}>
        <MoneyField name="amount_idr" label={t('priceAmount', { unit: unitName(req.locale, product.unit) })} hint={t('priceHint', { cost: rupiah(cost_idr), full: rupiah(cost_idr + labour_idr) })} required />
        <DateField name="from" label={t('from')} value={product.today} required />
        <SelectField name="basis" label={p('basis')} hint={market ? p('marketOf', { amount: rupiah(market.market_idr), n: market.observations }) : p('noMarket')} value="cost_plus" options={bases.map((value) => ({ value, text: basisNames[value][req.locale] }))} />
        <TextareaField name="reason" label={t('reason')} hint={t('priceReasonHint')} rows={3} required />
        <TextareaField name="below_cost_reason" label={t('belowCostWhy')} hint={t('belowCostHint')} rows={2} />
        <TextareaField name="outside_reason" label={p('outsideWhy')} hint={p('outsideHint')} rows={2} />
        <Button>{t('sendProposal')}</Button>
      </Form>
    </Section>
  );
}
