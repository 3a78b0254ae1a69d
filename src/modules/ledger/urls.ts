/** Overseers of several facilities say which one by `?upt=`. */
const at = (path: string, query: Record<string, string | undefined> = {}): string => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return search ? `${path}?${search}` : path;
};
export const booksUrl = (more: { upt?: string | undefined; sebelum?: string | undefined } = {}): string => at('/bengkel/buku-besar', more);
export const journalUrl = (number: string, upt?: string): string => at(`/bengkel/buku-besar/${encodeURIComponent(number)}`, { upt });
export const periodUrl = (month: string, act: 'minta-buka' | 'buka'): string => `/bengkel/buku-besar/bulan/${month}/${act}`;
export const exportUrl = (facility: string): string => at('/api/v1/ledger/journal.hledger', { facility });
export const statementUrl = (more: { upt?: string | undefined; bulan?: string | undefined } = {}): string => at('/bengkel/buku-besar/laporan', more);
export const accrualUrl = (more: { upt?: string | undefined; bulan?: string | undefined } = {}, sheet = false): string => at(sheet ? '/bengkel/buku-besar/akrual/daftar.xlsx' : '/bengkel/buku-besar/akrual', more);
export const booksAllUrl = (more: { kanwil?: string | undefined; bulan?: string | undefined } = {}, sheet = false): string => at(sheet ? '/pusat/buku-besar/daftar.xlsx' : '/pusat/buku-besar', more);
/** Closing stands on the checklist of the whole facility, above this room. */
export const closingUrl = (month: string): string => `/bengkel/tutup-bulan/${month}`;
