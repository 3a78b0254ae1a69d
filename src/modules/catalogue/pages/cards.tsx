import type { VNode } from 'preact';
import { rupiah, count } from '#kernel/money.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { ProductCard, ProductGrid } from '#ui';
import { stockOf, type CardRow } from '../listing.ts';
import { productUrl } from '../urls.ts';
import { shopWords } from '../words.ts';

export function Cards({ locale, rows }: { locale: Locale; rows: CardRow[] }): VNode {
  return <ProductGrid>{rows.map((row) => <Card locale={locale} row={row} />)}</ProductGrid>;
}

function Card({ locale, row }: { locale: Locale; row: CardRow }): VNode {
  const t = shopWords(locale);
  const name = pick(locale, row);
  return (
    <ProductCard href={productUrl(locale, row.slug)} name={name} price={rupiah(row.price_idr)} place={row.facility_name} stock={stockTag(locale, row)}
      picture={{ shape: row.shape, seed: row.sku, alt: t('illustrationOf', { name }) }} />
  );
}

export function stockTag(locale: Locale, row: Pick<CardRow, 'available' | 'lead_time_days'>): { text: string; tone: 'hijau' | 'kuning' } {
  const t = shopWords(locale);
  const stock = stockOf(row);
  return stock.kind === 'ready' ? { text: t('stock', { n: count(stock.available, locale) }), tone: 'hijau' } : { text: t('preorder', { n: stock.days }), tone: 'kuning' };
}
