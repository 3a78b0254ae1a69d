import type { Locale } from '#kernel/words.ts';

const lead = (locale: Locale) => (locale === 'en' ? '/en' : '');
const query = (fields: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text ? `?${text}` : '';
};

export const openingsUrl = (locale: Locale, filter: { category?: string | undefined; province?: string | undefined } = {}) => `${lead(locale)}/mitra${query(filter)}`;
export const openingUrl = (locale: Locale, number: string) => `${lead(locale)}/mitra/peluang/${encodeURIComponent(number)}`;
export const ownInterestsUrl = '/mitra/minat';
export const ownInterestUrl = (number: string) => `/mitra/minat/${encodeURIComponent(number)}`;
export const withdrawUrl = (number: string) => `${ownInterestUrl(number)}/tarik`;

export const makerUrl = (filter: { upt?: string | undefined; status?: string | undefined } = {}) => `/bengkel/mitra${query(filter)}`;
export const makerSheetUrl = (filter: { upt?: string | undefined; status?: string | undefined } = {}) => `/bengkel/mitra.xlsx${query(filter)}`;
export const newOpeningUrl = '/bengkel/mitra/baru';
export const closeUrl = (number: string) => `/bengkel/mitra/peluang/${encodeURIComponent(number)}/tutup`;
export const interestUrl = (number: string) => `/bengkel/mitra/minat/${encodeURIComponent(number)}`;
export const answerUrl = (number: string) => `${interestUrl(number)}/jawab`;
