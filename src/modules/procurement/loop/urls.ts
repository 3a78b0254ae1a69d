const query = (pairs: Record<string, string | number | undefined>): string => {
  const text = new URLSearchParams(Object.entries(pairs).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))).toString();
  return text && `?${text}`;
};
/** Headquarters. */
export const loopUrl = '/pusat/siklus';
export const loopYearUrl = (year: number): string => `${loopUrl}/${year}`;
export const loopDemandUrl = (year: number, of: { q?: string | undefined; tanpa?: string | undefined; after?: string | undefined } = {}): string => `${loopYearUrl(year)}/permintaan${query(of)}`;
export const announcementUrl = (year: number): string => `${loopYearUrl(year)}/pengumuman`;
export const allocationsUrl = (year: number): string => `${loopYearUrl(year)}/pembagian`;
export const allocationUrl = (year: number, id: string, of: { jenis?: string | undefined; upt?: string | undefined; tangan?: string | undefined; after?: string | undefined } = {}): string => `${allocationsUrl(year)}/${id}${query(of)}`;
export const allocationLineUrl = (year: number, id: string, line: string): string => `${allocationsUrl(year)}/${id}/baris/${line}`;
/** Agencies. */
export const agencyLoopUrl = '/pengadaan/siklus';
export const agencyYearUrl = (year: number): string => `${agencyLoopUrl}/${year}`;
export const agencyImportUrl = (year: number): string => `${agencyYearUrl(year)}/impor`;
export const reservationUrl = (number: string): string => `/pengadaan/siklus/reservasi/${encodeURIComponent(number)}`;
/** Facilities. */
export const supplyUrl = (of: { upt?: string | undefined; tahun?: number | undefined } = {}): string => `/bengkel/rencana-pasok${query(of)}`;
export const supplyPlanUrl = (id: string): string => `/bengkel/rencana-pasok/${id}`;
/** Everybody. */
export const announcedUrl = (year?: number): string => `/pengumuman${query({ tahun: year })}`;
export const announcedPdfUrl = (code: string): string => `/pengumuman/${encodeURIComponent(code)}.pdf`;
