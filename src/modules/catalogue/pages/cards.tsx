import type { VNode } from 'preact';
import { rupiah, count } from '#kernel/money.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { ProductGrid, type CardProps } from '#ui';
import { stockOf, type CardRow } from '../listing.ts';
import { productUrl } from '../urls.ts';
import { shopWords } from '../words.ts';

export function Cards({ locale, rows }: { locale: Locale; rows: CardRow[] }): VNode {
  return <ProductGrid cards={rows.map((row) => ({ key: keyOf(locale, row), card: () => cardOf(locale, row) }))} />;
}

/** Everything a card shows: what is not in here may not be on it. */
function keyOf(locale: Locale, { sku, slug, price_idr, available, lead_time_days, shape, facility_name, ...row }: CardRow): string {
  return `${locale}\n${sku}\n${slug}\n${price_idr}\n${available}\n${lead_time_days}\n${shape}\n${facility_name}\n${pick(locale, row)}`;
}

function cardOf(locale: Locale, row: CardRow): CardProps {
  const name = pick(locale, row);
  return {
    href: productUrl(locale, row.slug), name, price: rupiah(row.price_idr), place: row.facility_name, stock: stockTag(locale, row),
    picture: { shape: row.shape, seed: row.sku, alt: shopWords(locale)('illustrationOf', { name }) },
  };
}

export function stockTag(locale: Locale, row: Pick<CardRow, 'available' | 'lead_time_days'>): { text: string; tone: 'hijau' | 'kuning' } {
  const t = shopWords(locale);
  const stock = stockOf(row);
  return stock.kind === 'ready' ? { text: t('stock', { n: count(stock.available, locale) }), tone: 'hijau' } : { text: t('preorder', { n: stock.days }), tone: 'kuning' };
}
