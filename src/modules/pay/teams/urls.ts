export const teamsUrl = (upt?: string): string => `/bengkel/premi/regu${upt ? `?upt=${upt}` : ''}`;
export const teamUrl = (id: string): string => `/bengkel/premi/regu/${id}`;
