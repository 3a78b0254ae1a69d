export const keepingUrl = (upt?: string): string => `/bengkel/premi/simpanan${upt ? `?upt=${upt}` : ''}`;
export const holdUrl = (id: string): string => `/bengkel/premi/simpanan/${id}/lepas`;
export const custodyUrl = '/bengkel/premi/cara-simpan';
export const heirsUrl = (worker_id: string): string => `/bengkel/premi/kartu/${worker_id}/ahli-waris`;
export const receiptUrl = (id: string): string => `/bengkel/premi/ambil/${id}/kuitansi`;
