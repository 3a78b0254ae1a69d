const query = (pairs: Record<string, string | undefined>): string => {
  const text = new URLSearchParams(Object.entries(pairs).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return text && `?${text}`;
};
/** On which day, and of which region or facility. */
export type Asked = { tanggal?: string | undefined; kanwil?: string | undefined; upt?: string | undefined };

export const treeUrl = (asked: Asked = {}): string => `/pusat/grand-design${query(asked)}`;
export const nodeUrl = (code: string, asked: Asked = {}): string => `/pusat/grand-design/butir/${encodeURIComponent(code)}${query(asked)}`;
export const todayUrl = '/pusat/grand-design/hari-ini';
export const measureUrl = (name: string, asked: Asked = {}): string => `/pusat/grand-design/ukuran/${name}${query(asked)}`;
export const paperUrl = (asked: Asked = {}): string => `/pusat/grand-design/dokumen.pdf${query(asked)}`;
export const printUrl = (asked: Asked = {}): string => `/pusat/grand-design/cetak${query(asked)}`;
export const steeringUrl = '/pusat/grand-design/kemudi';
export const versionsUrl = '/pusat/grand-design/versi';
export const versionUrl = (id: string): string => `/pusat/grand-design/versi/${id}`;
export const nodeFormUrl = (id: string, code?: string, kind?: string): string => `/pusat/grand-design/versi/${id}/butir${query({ kode: code, jenis: kind })}`;
export const compareUrl = (id: string, other?: string): string => `/pusat/grand-design/versi/${id}/banding${query({ dengan: other })}`;
export const projectsUrl = '/pusat/grand-design/proyek';
export const newProjectUrl = '/pusat/grand-design/proyek/baru';
export const projectUrl = (id: string): string => `/pusat/grand-design/proyek/${id}`;
export const publicUrl = '/grand-design';
export const ownMaturityUrl = '/bengkel/kematangan';
export const assessUrl = '/bengkel/kematangan/nilai';
export const maturityUrl = '/pusat/kematangan';
export const assessmentUrl = (id: string): string => `/pusat/kematangan/${id}`;
