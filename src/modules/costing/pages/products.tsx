import type { VNode } from 'preact';
import { count, percent, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { ButtonLink, DataTable, PageHeading, Pagination } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { basisNames } from '#products';
import type { ProductCostRow } from '../product-queries.ts';
import { lotsUrl, productCostsSheetUrl, productCostsUrl, productCostUrl } from '../urls.ts';
import { sayCost } from '../words.ts';

/** Every product: what its price rests on, what a piece should cost, what it really cost, and what the state bore besides. */
export function productCostsPage(req: Req, { rows, next, upt }: { rows: ProductCostRow[]; next: string | undefined; upt: string | undefined }): VNode {
  const { locale } = req;
  const t = sayCost(locale);
  const amount = (idr: number | null) => (idr === null ? '–' : rupiah(idr));
  return workPage(req, { surface: 'bengkel', title: t('productCosts'), breadcrumbs: [{ href: lotsUrl({ upt }), text: t('title') }] },
    <PageHeading title={t('productCosts')} caption={t('productCostsLead')}><ButtonLink kind="secondary" href={productCostsSheetUrl({ upt })}>{t('sheetXlsx')}</ButtonLink></PageHeading>,
    <DataTable caption={t('productCosts')} captionHidden rows={rows} empty={t('productsNone')} columns={[
      { title: t('product'), cell: (row) => <><a href={productCostUrl(row.sku)}>{pick(locale, row)}</a><br /><span class="quiet">{row.sku}</span></> },
      { title: t('price'), numeric: true, cell: (row) => amount(row.price_idr) },
      { title: t('margin'), cell: (row) => (row.basis === null ? '–' : <>{percent(row.margin_bp, locale, { digits: 1 })}<br /><span class="quiet">{basisNames[row.basis][locale]}</span></>) },
      { title: t('standard'), numeric: true, cell: (row) => amount(row.cash_cost_idr) },
      { title: t('actual'), numeric: true, cell: (row) => (row.actual_idr === null ? t('unknown') : <>{rupiah(row.actual_idr)}<br /><span class="quiet">{t('fromLots', { n: count(row.lots, locale) })}</span></>) },
      { title: t('market'), numeric: true, cell: (row) => amount(row.market_idr) },
      { title: t('borneShort'), numeric: true, cell: (row) => (row.borne_idr === null ? t('unknown') : rupiah(row.borne_idr)) },
    ]} />,
    <Pagination locale={locale} nextHref={next ? productCostsUrl({ upt, setelah: next }) : undefined} />);
}
