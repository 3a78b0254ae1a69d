import type { VNode } from 'preact';
import { count, rupiah } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';
import { sayKit } from './words.ts';

export type MoneyPart = { key: 'material' | 'worker' | 'state' | 'capital' | 'programme' | 'partner'; amount_idr: number };

/** Where the money of a price goes: a bar to see it, a table to read it. The table carries every figure; the bar is its picture. */
export function MoneySplitBar({ locale, total_idr, parts, basis }: { locale: Locale; total_idr: number; parts: readonly MoneyPart[]; basis?: string | null | undefined }): VNode {
  const t = sayKit(locale);
  const sum = parts.reduce((total, part) => total + part.amount_idr, 0);
  return (
    <div class="split">
      <svg class="split__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {placed(parts, sum).map(({ key, from, width }) => <rect class={`split-${key}`} x={from} y="0" width={width} height="6" />)}
      </svg>
      <table class="split__table">
        <caption class="govuk-visually-hidden">{t('total')} {rupiah(total_idr)}</caption>
        <thead class="govuk-visually-hidden"><tr><th scope="col">{t('to')}</th><th scope="col">{t('percent')}</th><th scope="col">{t('amount')}</th></tr></thead>
        <tbody>
          {parts.map(({ key, amount_idr }) => (
            <tr>
              <th scope="row"><svg class="split__mark" viewBox="0 0 10 10" width="14" height="14" aria-hidden="true" focusable="false"><rect class={`split-${key}`} width="10" height="10" rx="2" /></svg>{t(key)}</th>
              <td>{share(amount_idr, sum, locale)}</td>
              <td>{rupiah(amount_idr)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {basis && <p class="quiet">{t('basis', { basis })}</p>}
    </div>
  );
}

function placed(parts: readonly MoneyPart[], sum: number): { key: string; from: number; width: number }[] {
  let from = 0;
  return parts.filter((part) => part.amount_idr > 0).map(({ key, amount_idr }) => {
    const width = Math.round((amount_idr / sum) * 10000) / 100;
    const place = { key, from: Math.round(from * 100) / 100, width };
    from += width;
    return place;
  });
}

function share(amount_idr: number, sum: number, locale: Locale): string {
  return `${count(sum === 0 ? 0 : Math.round((amount_idr / sum) * 1000) / 10, locale)} %`;
}
