export const premiUrl = '/bengkel/premi';
export const settlementUrl = (number: string) => `/bengkel/premi/${number}`;
export const cardUrl = (worker_id: string, month?: string) => `/bengkel/premi/kartu/${worker_id}${month ? `?bulan=${month}` : ''}`;
export const cardPdfUrl = (worker_id: string, month: string) => `/bengkel/premi/kartu/${worker_id}/${month}/kartu.pdf`;
export const pnbpUrl = '/bengkel/pnbp';
