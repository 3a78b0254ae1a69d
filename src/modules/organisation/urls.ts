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

const asked = (path: string, query: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text ? `${path}?${text}` : path;
};

/** The team's addresses. Overseers of several units say which one by `?upt=`. */
export const teamUrls = {
  posts: (upt?: string) => asked('/bengkel/tim', { upt }),
  establish: '/bengkel/tim/susun',
  appoint: (post?: string) => asked('/bengkel/tim/angkat', { jabatan: post }),
  endTerm: (id: string) => `/bengkel/tim/masa/${id}`,
  staff: '/bengkel/tim/pegawai',
  claim: '/bengkel/tim/akun-saya',
  addPost: '/bengkel/tim/jabatan',
  skills: (upt?: string) => asked('/bengkel/tim/keterampilan', { upt }),
  skillsSheet: (upt?: string) => asked('/bengkel/tim/keterampilan.xlsx', { upt }),
  charters: (upt?: string) => asked('/bengkel/tim/piagam', { upt }),
  newCharter: '/bengkel/tim/piagam/baru',
  charter: (id: string) => `/bengkel/tim/piagam/${id}`,
  charterPrint: (id: string) => `/bengkel/tim/piagam/${id}/cetak`,
  charterPdf: (id: string) => `/bengkel/tim/piagam/${id}/piagam.pdf`,
  addTask: (charter: string) => `/bengkel/tim/piagam/${charter}/tugas`,
  task: (id: string) => `/bengkel/tim/tugas/${id}`,
  moveDue: (id: string) => `/bengkel/tim/tugas/${id}/tenggat`,
  decisions: (query: { upt?: string | undefined; q?: string | undefined } = {}) => asked('/bengkel/tim/keputusan', query),
  delegations: '/bengkel/tim/pelimpahan',
  ratio: '/bengkel/sesi/pengecualian',
  oversee: (query: { kanwil?: string | undefined; jabatan?: string | undefined; q?: string | undefined } = {}) => asked('/pusat/tim', query),
  overseeSheet: (query: { kanwil?: string | undefined; jabatan?: string | undefined; q?: string | undefined } = {}) => asked('/pusat/tim.xlsx', query),
} as const;
