export const runsUrl = (upt?: string): string => `/bengkel/premi/upah${upt ? `?upt=${upt}` : ''}`;
export const runUrl = (id: string, upt?: string): string => `/bengkel/premi/upah/${id}${upt ? `?upt=${upt}` : ''}`;
export const deductionsUrl = (upt?: string): string => `/bengkel/premi/potongan${upt ? `?upt=${upt}` : ''}`;
export const oversightUrl = '/pusat/premi';
