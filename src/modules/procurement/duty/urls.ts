/** /wajib-beli for anybody, /pusat/aturan-beli for headquarters. */
const query = (fields: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text ? `?${text}` : '';
};
export const urls = {
  ask: (locale: 'id' | 'en', filled: Record<string, string | undefined> = {}) => `${locale === 'en' ? '/en' : ''}/wajib-beli${query(filled)}`,
  rules: '/pusat/aturan-beli',
  propose: (code: string) => `/pusat/aturan-beli/${code}`,
  decide: (id: string) => `/pusat/aturan-beli/usulan/${id}`,
} as const;
