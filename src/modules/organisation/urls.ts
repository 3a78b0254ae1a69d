import type { Locale } from '#kernel/words.ts';

const lead = (locale: Locale): string => (locale === 'en' ? '/en' : '');

export function directoryUrl(locale: Locale, filter: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return `${lead(locale)}/lapas${query ? `?${query}` : ''}`;
}

export function facilityUrl(locale: Locale, code: string): string {
  return `${lead(locale)}/lapas/${encodeURIComponent(code)}`;
}

export function productsOfUrl(locale: Locale, code: string): string {
  return `${lead(locale)}/produk?lapas=${encodeURIComponent(code)}`;
}
