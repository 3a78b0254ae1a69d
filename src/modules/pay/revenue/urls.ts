/** Overseers of several facilities say which one by `?upt=`. */
const at = (path: string, query: Record<string, string | undefined> = {}): string => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return search ? `${path}?${search}` : path;
};
export const receivablesUrl = (upt?: string, umur?: string): string => at('/bengkel/piutang', { upt, umur });
export const receivablesAllUrl = '/pusat/piutang';
export const cashUrl = (upt?: string): string => at('/bengkel/kas', { upt });
export const reconciliationUrl = (more: { upt?: string | undefined; bulan?: string | undefined } = {}): string => at('/bengkel/pnbp/rekonsiliasi', more);
export const revenueAllUrl = '/pusat/pnbp';
export const undepositedUrl = (more: { kanwil?: string | undefined; alasan?: string | undefined } = {}, sheet = false): string => at(sheet ? '/pusat/pnbp/belum-setor/daftar.xlsx' : '/pusat/pnbp/belum-setor', more);
export const bankFilesUrl = (upt?: string): string => at('/bengkel/berkas-bank', { upt });
export const bankFileUrl = (id: string, upt?: string): string => at(`/bengkel/berkas-bank/${id}`, { upt });
export const payeesUrl = (upt?: string): string => at('/bengkel/rekening-tujuan', { upt });
export const monthsUrl = (upt?: string): string => at('/bengkel/tutup-bulan', { upt });
export const monthUrl = (month: string, upt?: string): string => at(`/bengkel/tutup-bulan/${month}`, { upt });
export const monthsAllUrl = '/pusat/tutup-bulan';
