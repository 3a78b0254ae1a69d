/** Addresses: the agency's under /pengadaan, the facility's under /bengkel, headquarters' under /pusat, and a permit for anybody. */
const query = (fields: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text ? `?${text}` : '';
};
const step = ['kebutuhan', 'alasan', 'banding', 'cakupan', 'penyetuju', 'periksa'] as const;
export type WizardStep = (typeof step)[number];
export const wizardSteps = step;

export const urls = {
  agency: (filter: Record<string, string | undefined> = {}) => `/pengadaan/pengecualian${query(filter)}`,
  start: (needs: string[] = []) => `/pengadaan/pengecualian/baru${needs.length > 0 ? `?${needs.map((id) => `butuh=${id}`).join('&')}` : ''}`,
  wizard: (number: string, at: WizardStep) => `/pengadaan/pengecualian/${number}/${at}`,
  file: (number: string) => `/pengadaan/pengecualian/${number}`,
  act: (number: string, act: string) => `/pengadaan/pengecualian/${number}/aksi/${act}`,
  maker: '/bengkel/pengecualian',
  makerFile: (number: string) => `/bengkel/pengecualian/${number}`,
  desk: (filter: Record<string, string | undefined> = {}) => `/pusat/pengecualian${query(filter)}`,
  deskFile: (number: string) => `/pusat/pengecualian/${number}`,
  gaps: (filter: Record<string, string | undefined> = {}) => `/pusat/kesenjangan${query(filter)}`,
  gapsSheet: '/pusat/kesenjangan.xlsx',
  permit: (locale: 'id' | 'en', code: string) => `${locale === 'en' ? '/en' : ''}/izin/${code}`,
  signature: (code: string) => `/izin/${code}/izin.jws`,
  use: (code: string) => `/izin/${code}/pakai`,
  revoke: (code: string) => `/izin/${code}/cabut`,
} as const;
