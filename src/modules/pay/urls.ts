/** Overseers of several facilities say which one by `?upt=`. */
const at = (path: string, query: Record<string, string | undefined> = {}): string => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return search ? `${path}?${search}` : path;
};
type Where = { upt?: string | undefined };
export const premiUrl = (more: Where & { bulan?: string | undefined; sebelum?: string | undefined } = {}): string => at('/bengkel/premi', more);
export const settlementUrl = (number: string, upt?: string): string => at(`/bengkel/premi/${encodeURIComponent(number)}`, { upt });
export const paymentsUrl = (month: string, upt?: string): string => at(`/bengkel/premi/bayar/${month}`, { upt });
export const paymentsPdfUrl = (month: string): string => `/bengkel/premi/bayar/${month}/daftar.pdf`;
export const cardUrl = (worker_id: string, month?: string): string => at(`/bengkel/premi/kartu/${worker_id}`, { bulan: month });
export const cardPrintUrl = (worker_id: string, month: string): string => `/bengkel/premi/kartu/${worker_id}/${month}/cetak`;
export const cardLargeUrl = (worker_id: string, month: string): string => `/bengkel/premi/kartu/${worker_id}/${month}/besar`;
export const cardPdfUrl = (worker_id: string, month: string): string => `/bengkel/premi/kartu/${worker_id}/${month}/kartu.pdf`;
export const withdrawUrl = (worker_id: string): string => `/bengkel/premi/kartu/${worker_id}/ambil`;
export const withdrawalUrl = (id: string, act: 'setuju' | 'tolak'): string => `/bengkel/premi/ambil/${id}/${act}`;
export const pnbpUrl = (upt?: string): string => at('/bengkel/pnbp', { upt });
export const policiesUrl = '/pusat/kebijakan';
export const ratesUrl = '/pusat/kebijakan/tarif';
