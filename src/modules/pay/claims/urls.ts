export const claimsUrl = (upt?: string): string => `/bengkel/premi/penyerahan${upt ? `?upt=${upt}` : ''}`;
export const claimUrl = (id: string, act: 'setuju' | 'tolak'): string => `/bengkel/premi/penyerahan/${id}/${act}`;
