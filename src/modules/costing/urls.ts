const query = (pairs: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(pairs).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text && `?${text}`;
};
type Of = { upt?: string | undefined };
export const lotsUrl = (of: Of & { bulan?: string | undefined; sku?: string | undefined; setelah?: string | undefined } = {}): string => `/bengkel/biaya${query(of)}`;
export const lotsSheetUrl = (of: Of & { bulan?: string | undefined; sku?: string | undefined }): string => `/bengkel/biaya.xlsx${query(of)}`;
export const lotUrl = (code: string): string => `/bengkel/biaya/lot/${code}`;
export const productCostUrl = (sku: string): string => `/bengkel/biaya/produk/${sku}`;
export const productCostsUrl = (of: Of & { setelah?: string | undefined } = {}): string => `/bengkel/biaya/produk${query(of)}`;
export const productCostsSheetUrl = (of: Of): string => `/bengkel/biaya/produk.xlsx${query(of)}`;
export const ratesUrl = (of: Of = {}): string => `/bengkel/biaya/tarif${query(of)}`;
export const alarmsUrl = (of: Of & { jenis?: string | undefined; keadaan?: string | undefined; sku?: string | undefined; setelah?: string | undefined } = {}): string => `/bengkel/biaya/peringatan${query(of)}`;
export const alarmUrl = (id: string): string => `/bengkel/biaya/peringatan/${id}`;
export const nationalAlarmsUrl = (of: { jenis?: string | undefined; keadaan?: string | undefined; setelah?: string | undefined } = {}): string => `/pusat/biaya${query(of)}`;
