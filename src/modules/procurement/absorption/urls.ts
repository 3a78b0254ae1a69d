const query = (pairs: Record<string, string | number | undefined>): string => {
  const text = new URLSearchParams(Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();
  return text && `?${text}`;
};
export const absorptionUrl = (upt?: string): string => `/bengkel/serapan${query({ upt })}`;
export const newContractUrl = '/bengkel/serapan/kontrak/baru';
export const contractUrl = (id: string, upt?: string): string => `/bengkel/serapan/kontrak/${id}${query({ upt })}`;
export const harvestUrl = (upt?: string): string => `/bengkel/serapan/panen${query({ upt })}`;
export const absorptionAllUrl = '/pusat/serapan';
export const suppliesUrl = '/mitra/pasokan';
export const supplyUrl = (id: string): string => `/mitra/pasokan/${id}`;
export const rulesUrl = '/pusat/serapan/ketentuan';
