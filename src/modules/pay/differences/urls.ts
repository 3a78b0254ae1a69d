const at = (path: string, upt?: string): string => (upt ? `${path}?upt=${encodeURIComponent(upt)}` : path);
export const differencesUrl = (upt?: string): string => at('/bengkel/selisih', upt);
export const differenceUrl = (id: string, upt?: string): string => at(`/bengkel/selisih/${id}`, upt);
export const claimUrl = (id: string, act: 'usul' | 'setuju' | 'tolak'): string => `/bengkel/selisih/kelebihan/${id}/${act}`;
export const budgetWaitsUrl = (upt?: string): string => at('/bengkel/menunggu-anggaran', upt);
export const realisationUrl = (id: string, act: 'setuju' | 'tolak'): string => `/bengkel/menunggu-anggaran/${id}/${act}`;
export const readingUrl = '/pusat/kebijakan/cara-baca';
export const contractUrl = '/pusat/kebijakan/kontrak';
export const splitUrl = '/pusat/kebijakan/pembagian';
