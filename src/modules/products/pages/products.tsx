import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, FilterPanel, Form, HiddenField, MoneyField, PageHeading, Section, SelectField, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { sayPricing } from '../pricing-words.ts';
import type { MaterialRow, ProductRow } from '../queries.ts';
import { unitName } from '../unit.ts';
import { materialsUrl, newProductUrl, policyUrl, productsUrl, productUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

/** B32: what can be made here, at what cost and price. */
export function productsPage(req: Req, { rows, waiting, q }: { rows: ProductRow[]; waiting: Map<string, number>; q: string | undefined }): VNode {
  const { locale } = req;
  const t = sayProducts(locale);
  const upt = req.query['upt'];
  const defines = may(req.actor, 'product.define');
  return workPage(req, { surface: 'bengkel', title: t('products') },
    <PageHeading title={t('products')}>
      {defines ? <ButtonLink href={newProductUrl}>{t('newProduct')}</ButtonLink> : null}
      {defines ? <ButtonLink kind="secondary" href={materialsUrl}>{t('materials')}</ButtonLink> : null}
      <ButtonLink kind="plain" href={upt ? `${policyUrl}?upt=${encodeURIComponent(upt)}` : policyUrl}>{sayPricing(locale)('policyTitle')}</ButtonLink>
    </PageHeading>,
    <FilterPanel action={productsUrl()} locale={locale} chips={q ? [{ text: `“${q}”`, removeHref: productsUrl({ upt }) }] : []} clearHref={productsUrl({ upt })}>
      {upt ? <HiddenField name="upt" value={upt} /> : null}
      <TextField name="q" label={t('search')} value={q ?? ''} />
    </FilterPanel>,
    <DataTable caption={t('productsCaption')} rows={rows} empty={t('none')} columns={[
      { title: t('name'), cell: (row) => <><a href={productUrl(row.sku)}>{pick(locale, row)}</a>{waiting.get(row.id) ? <> <Tag tone="kuning">{t('waiting', { n: waiting.get(row.id) ?? 0 })}</Tag></> : null}</> },
      { title: t('code'), cell: (row) => row.sku },
      { title: t('supply'), cell: (row) => (row.supply === 'stock' ? t('stock') : t('make')) },
      { title: t('cost'), numeric: true, cell: (row) => (row.cash_cost_idr === null ? '' : rupiah(row.cash_cost_idr)) },
      { title: t('price'), numeric: true, cell: (row) => (row.price_idr === null ? t('noPrice') : rupiah(row.price_idr)) },
    ]} />);
}

/** Materials a bill can name; the store opens their place with the first receipt. */
export function materialsPage(req: Req, { rows }: { rows: MaterialRow[] }, state?: FormState): VNode {
  const t = sayProducts(req.locale);
  const kinds = { raw: t('raw'), auxiliary: t('auxiliary'), packaging: t('packaging') };
  return workPage(req, { surface: 'bengkel', title: t('materials'), breadcrumbs: [{ href: productsUrl(), text: t('products') }], failed: state !== undefined },
    <PageHeading title={t('materials')} />,
    <DataTable caption={t('materialsCaption')} rows={rows} empty={t('materialsNone')} columns={[
      { title: t('code'), cell: (row) => row.code },
      { title: t('name'), cell: (row) => row.name },
      { title: t('materialKind'), cell: (row) => kinds[row.kind] },
      { title: t('unit'), cell: (row) => unitName(req.locale, row.unit) },
      { title: t('unitCost'), numeric: true, cell: (row) => rupiah(row.unit_cost_idr) },
    ]} />,
    may(req.actor, 'product.define') ? (
      <Section title={t('addMaterial')} id="baru">
        <Form action={materialsUrl} token={req.formToken()} locale={req.locale} state={state}>
          <TextField name="code" label={t('code')} width="m" required />
          <TextField name="name" label={t('name')} required />
          <SelectField name="kind" label={t('materialKind')} value="raw" options={Object.entries(kinds).map(([value, text]) => ({ value, text }))} />
          <TextField name="unit" label={t('unit')} hint={t('materialUnitHint')} width="s" required />
          <MoneyField name="unit_cost_idr" label={t('unitCost')} required />
          <Button>{t('addMaterial')}</Button>
        </Form>
      </Section>
    ) : null);
}
