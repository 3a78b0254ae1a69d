import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, DateField, Details, Form, MoneyField, PageHeading, RadiosField, Section, SelectField, StatCard, StatRow, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { likenesses, likenessNames, placeNames, places } from '../benchmark.ts';
import type { BenchmarkRow, Market } from '../benchmark-queries.ts';
import { sayPricing } from '../pricing-words.ts';
import type { ProductRow } from '../queries.ts';
import { unitName } from '../unit.ts';
import { marketUrl, productsUrl, productUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

/** What comparable goods cost elsewhere, beside our own price. */
export function marketPage(req: Req, { product, market, rows }: { product: ProductRow; market: Market | undefined; rows: BenchmarkRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayPricing(locale);
  const away = market && product.price_idr !== null ? Math.round(((product.price_idr - market.market_idr) * 10_000) / market.market_idr) : null;
  const mayRecord = may(req.actor, 'benchmark.record');
  return workPage(req, { surface: 'bengkel', title: t('marketTitle'), failed: state !== undefined, breadcrumbs: [{ href: productsUrl(), text: sayProducts(locale)('products') }, { href: productUrl(product.sku), text: pick(locale, product) }] },
    <PageHeading title={t('marketTitle')} caption={t('marketLead')} />,
    <StatRow>
      <StatCard label={t('market')} value={market ? rupiah(market.market_idr) : t('noneYet')} {...(market ? { note: t('observations', { n: market.observations }) } : {})} />
      <StatCard label={sayProducts(locale)('price')} value={product.price_idr === null ? t('noneYet') : rupiah(product.price_idr)} note={percent(away, locale, { digits: 1 })} />
    </StatRow>,
    <DataTable caption={t('marketTitle')} captionHidden rows={rows} empty={t('marketNone')} columns={[
      { title: t('seenOn'), cell: (row) => formatDay(row.observed_on, locale) },
      { title: t('pricePer', { unit: unitName(locale, product.unit) }), numeric: true, cell: (row) => rupiah(row.price_idr) },
      { title: t('place'), cell: (row) => placeNames[row.place][locale] },
      { title: t('source'), cell: (row) => <>{row.source}{row.note && <><br /><span class="quiet">{row.note}</span></>}</> },
      { title: t('likeness'), cell: (row) => likenessNames[row.likeness][locale] },
      { title: t('state'), cell: (row) => (row.corrected ? <Tag tone="abu">{t(row.corrected)}</Tag> : !mayRecord ? <Tag tone="hijau">{t('counts')}</Tag> : (
        <Details summary={t('withdraw')}>
          <Form action={`${marketUrl(product.sku)}/${row.id}/tarik`} token={req.formToken()} locale={locale}><TextField name="reason" label={t('withdrawWhy')} required /><Button kind="danger">{t('withdraw')}</Button></Form>
        </Details>
      )) },
    ]} />,
    mayRecord && (
      <Section title={t('recordTitle')}>
        <Form action={marketUrl(product.sku)} token={req.formToken()} locale={locale} state={state}>
          <MoneyField name="price_idr" label={t('pricePer', { unit: unitName(locale, product.unit) })} required />
          <DateField name="observed_on" label={t('seenOn')} value={product.today} required />
          <SelectField name="place" label={t('place')} options={places.map((value) => ({ value, text: placeNames[value][locale] }))} />
          <TextField name="source" label={t('source')} hint={t('sourceHint')} required />
          <RadiosField name="likeness" label={t('likeness')} value="similar" inline options={likenesses.map((value) => ({ value, text: likenessNames[value][locale] }))} />
          <TextareaField name="note" label={t('note')} rows={2} />
          <Button>{t('record')}</Button>
        </Form>
      </Section>
    ));
}
