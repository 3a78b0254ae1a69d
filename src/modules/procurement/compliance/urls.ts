const query = (pairs: Record<string, string | number | undefined>): string => {
  const text = new URLSearchParams(Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();
  return text && `?${text}`;
};
export const ownUrl = (period?: string): string => `/pengadaan/kepatuhan${query({ triwulan: period })}`;
export const ownFlagUrl = (id: string): string => `/pengadaan/kepatuhan/pertanyaan/${id}`;
export const allUrl = (period?: string): string => `/pusat/kepatuhan${query({ triwulan: period })}`;
export const flagUrl = (id: string): string => `/pusat/kepatuhan/pertanyaan/${id}`;
export const feedbackListUrl = '/pusat/kepatuhan/umpan-balik';
export const rankingUrl = (locale: 'id' | 'en' = 'id', period?: string): string => `${locale === 'en' ? '/en' : ''}/terbuka/kepatuhan${query({ triwulan: period })}`;
export const sendUrl = (locale: 'id' | 'en' = 'id'): string => `${locale === 'en' ? '/en' : ''}/terbuka/umpan-balik`;
export const feedbackUrl = (locale: 'id' | 'en', number: string): string => `${locale === 'en' ? '/en' : ''}/terbuka/umpan-balik/${number}`;
