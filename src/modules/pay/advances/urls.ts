export const advancesUrl = (upt?: string): string => `/bengkel/premi/uang-muka${upt ? `?upt=${upt}` : ''}`;
export const advanceUrl = (id: string, act: 'setuju' | 'tolak'): string => `/bengkel/premi/uang-muka/${id}/${act}`;
