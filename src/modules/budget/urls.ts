const query = (pairs: Record<string, string | number | undefined>): string => {
  const text = new URLSearchParams(Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();
  return text && `?${text}`;
};
export const budgetUrl = (of: { upt?: string | undefined; tahun?: number | undefined } = {}): string => `/bengkel/anggaran${query(of)}`;
export const newPlanUrl = (year: number): string => `/bengkel/anggaran/usulan${query({ tahun: year })}`;
export const planUrl = (id: string, upt?: string): string => `/bengkel/anggaran/rencana/${id}${query({ upt })}`;
export const commitmentUrl = (id: string, upt?: string): string => `/bengkel/anggaran/komitmen/${id}${query({ upt })}`;
export const newCommitmentUrl = (year: number): string => `/bengkel/anggaran/komitmen/baru${query({ tahun: year })}`;
export const nationalUrl = (year?: number): string => `/pusat/anggaran${query({ tahun: year })}`;
