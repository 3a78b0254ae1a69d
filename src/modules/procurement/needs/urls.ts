/** /pengadaan/kebutuhan: the agency's plan. */
const query = (fields: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text ? `?${text}` : '';
};
export const urls = {
  needs: (filter: Record<string, string | undefined> = {}) => `/pengadaan/kebutuhan${query(filter)}`,
  sheet: (filter: Record<string, string | undefined> = {}) => `/pengadaan/kebutuhan.xlsx${query(filter)}`,
  record: '/pengadaan/kebutuhan/baru',
  imports: '/pengadaan/kebutuhan/impor',
  template: '/pengadaan/kebutuhan/impor/templat.xlsx',
  import: (id: string) => `/pengadaan/kebutuhan/impor/${id}`,
  answered: (id: string) => `/pengadaan/kebutuhan/impor/${id}/jawaban.xlsx`,
  need: (id: string) => `/pengadaan/kebutuhan/${id}`,
  change: (id: string) => `/pengadaan/kebutuhan/${id}/ubah`,
  confirm: (id: string) => `/pengadaan/kebutuhan/${id}/konfirmasi`,
  withdraw: (id: string) => `/pengadaan/kebutuhan/${id}/tarik`,
  waiver: (id: string) => `/pengadaan/pengecualian/baru?butuh=${id}`,
} as const;
