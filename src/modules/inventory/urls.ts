/** Overseers of several facilities say which one by `?upt=`. */
const at = (path: string, query: Record<string, string | undefined> = {}): string => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return search ? `${path}?${search}` : path;
};
export const storeUrl = (filter: { q?: string | undefined; kind?: string | undefined; upt?: string | undefined } = {}): string => at('/bengkel/gudang', filter);
export const stockCardUrl = (code: string, upt?: string): string => at(`/bengkel/gudang/${encodeURIComponent(code)}/kartu`, { upt });
export const printCardUrl = (code: string, upt?: string): string => at(`/bengkel/gudang/${encodeURIComponent(code)}/kartu/cetak`, { upt });
export const countUrl = (code: string): string => `/bengkel/gudang/${encodeURIComponent(code)}/hitung`;
export const receiveUrl = (code?: string): string => at('/bengkel/gudang/terima', { bahan: code });
