export const allowancesUrl = (upt?: string): string => `/bengkel/premi/tambahan${upt ? `?upt=${upt}` : ''}`;
export const allowanceUrl = (id: string, act: 'setuju' | 'tolak'): string => `/bengkel/premi/tambahan/${id}/${act}`;
export const gradesUrl = '/bengkel/premi/golongan';
export const correctionUrl = (id: string, act: 'bayar' | 'tutup'): string => `/bengkel/premi/koreksi/${id}/${act}`;
export const kindsUrl = '/pusat/kebijakan/tambahan';
