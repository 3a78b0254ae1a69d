export const dashboardUrl = '/pusat';
export const mapUrl = '/pusat/peta';
export const reportsUrl = '/pusat/laporan';
export const factsUrl = (figure: string, month: string, facility = '') => `/pusat/fakta/${figure}?bulan=${month}${facility ? `&lapas=${facility}` : ''}`;
export const facilityUrl = (code: string) => `/pusat/upt/${code}`;
export const reportUrl = (month: string) => `/bengkel/laporan/${month}`;
const at = (path: string, query: Record<string, string | undefined>): string => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return search ? `${path}?${search}` : path;
};
export const reportPrintUrl = (month: string, upt?: string) => at(`/bengkel/laporan/${month}/cetak`, { upt });
export const reportPdfUrl = (month: string, upt?: string) => at(`/bengkel/laporan/${month}/laporan.pdf`, { upt });
export const reportFactsUrl = (month: string, key: string, upt?: string) => at(`/bengkel/laporan/${month}/fakta/${key}`, { upt });
export const consolidatedUrl = (more: { bulan?: string | undefined; kanwil?: string | undefined; angka?: string | undefined; unduh?: string | undefined } = {}) => at('/pusat/laporan/konsolidasi', more);
export const fairnessUrls = { own: '/bengkel/keadilan', all: '/pusat/keadilan' } as const;
