export const delaysUrl = (upt?: string): string => `/bengkel/premi/tenggat${upt ? `?upt=${upt}` : ''}`;
export const delaysAllUrl = '/pusat/premi/tenggat';
