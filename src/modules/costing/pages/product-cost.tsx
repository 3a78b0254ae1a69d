import type { VNode } from 'preact';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { ButtonLink, DataTable, PageHeading, Section, StatCard, StatRow } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { productUrl, type Market, type Method, type ProductRow } from '#products';
import type { Borne } from '../borne.ts';
import type { LotRow } from '../lot-queries.ts';
import { rateNames } from '../rate.ts';
import { lotsUrl, ratesUrl } from '../urls.ts';
import { sayCost } from '../words.ts';
import { LotTable } from './lots.tsx';

/** One product: its cash cost, what the state bears besides, its price and the market; then what its lots really cost. */
export function productCostPage(req: Req, { product, method: { cost }, borne, places, lots, market }: { product: ProductRow; method: Method; borne: Borne; places: number; lots: LotRow[]; market: Market | undefined }): VNode {
  const { locale } = req;
  const t = sayCost(locale);
  const title = t('productCost', { name: pick(locale, product) });
  const sum = borne.some(({ amount_idr }) => amount_idr === null) ? null : borne.reduce((all, { amount_idr }) => all + (amount_idr ?? 0), 0);
  const parts: [string, number][] = [
    [t('materials'), cost.material_idr], [t('auxiliary'), cost.auxiliary_idr], [t('packaging'), cost.packaging_idr], [t('energy'), cost.energy_idr], [t('depreciation'), cost.depreciation_idr], [t('cashCost'), cost.cash_cost_idr],
  ];
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: lotsUrl(), text: t('title') }, { href: productUrl(product.sku), text: product.sku }] },
    <PageHeading title={title} caption={product.sku}><ButtonLink kind="plain" href={ratesUrl()}>{t('rates')}</ButtonLink></PageHeading>,
    <StatRow>
      <StatCard label={t('price')} value={product.price_idr === null ? '–' : rupiah(product.price_idr)} />
      <StatCard label={t('cashCost')} value={rupiah(cost.cash_cost_idr)} />
      <StatCard label={t('market')} value={market ? rupiah(market.market_idr) : '–'} {...(market ? { note: t('basisCount', { n: market.observations }) } : {})} />
      <StatCard label={t('withBorne')} value={sum === null ? t('unknown') : rupiah(cost.cash_cost_idr + sum)} />
    </StatRow>,
    <Section title={t('costParts')}>
      <DataTable caption={t('costParts')} captionHidden rows={parts} empty="" columns={[{ title: t('part'), cell: ([name]) => (name === t('cashCost') ? <strong>{name}</strong> : name) }, { title: t('standard'), numeric: true, cell: ([name, amount]) => (name === t('cashCost') ? <strong>{rupiah(amount)}</strong> : rupiah(amount)) }]} />
    </Section>,
    <Section title={t('borneTitle')}>
      <p>{t('borneLead')}</p>
      <DataTable caption={t('borneTitle')} captionHidden rows={[...borne.map(({ kind, amount_idr }) => ({ name: rateNames[kind][locale], amount_idr })), { name: t('borneSum'), amount_idr: sum }]} empty="" columns={[
        { title: t('part'), cell: (row) => row.name }, { title: t('perUnit'), numeric: true, cell: (row) => (row.amount_idr === null ? t('noRate') : rupiah(row.amount_idr)) },
      ]} />
      <p class="quiet">{t('fullUse', { n: places })}</p>
    </Section>,
    <Section title={t('recentLots')}><LotTable locale={locale} rows={lots} /></Section>);
}
