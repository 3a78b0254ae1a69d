import type { VNode } from 'preact';
import { rupiah } from '#kernel/money.ts';
import { pick, type Locale } from '#kernel/words.ts';

export function kindName(locale: Locale, row: { code: string; name_id: string; name_en: string }): VNode {
  return <>{pick(locale, row)}<br /><code>{row.code}</code></>;
}
export const priceRange = (low_idr: number, high_idr: number): string => (low_idr === high_idr ? rupiah(low_idr) : `${rupiah(low_idr)} – ${rupiah(high_idr)}`);
