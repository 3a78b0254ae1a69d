/** Overseers of several facilities say which one by `?upt=`; in a facility the address needs none. */
const at = (path: string, upt?: string): string => (upt ? `${path}${path.includes('?') ? '&' : '?'}upt=${encodeURIComponent(upt)}` : path);

export const workOrdersUrl = (filter: { state?: string | undefined; before?: string | undefined } = {}, upt?: string): string => {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return at(`/bengkel/perintah${query ? `?${query}` : ''}`, upt);
};
export const newWorkOrderUrl = '/bengkel/perintah/baru';
export const workOrderUrl = (number: string, upt?: string): string => at(`/bengkel/perintah/${number}`, upt);
export const outputUrl = (number: string, session?: string): string => `/bengkel/perintah/${number}/hasil${session ? `?sesi=${session}` : ''}`;
export const drawUrl = (number: string): string => `/bengkel/perintah/${number}/bahan`;
export const releaseUrl = (number: string): string => `/bengkel/perintah/${number}/rilis`;
export const cancelUrl = (number: string): string => `/bengkel/perintah/${number}/batal`;
export const qualityUrl = (upt?: string): string => at('/bengkel/mutu', upt);
export const inspectionUrl = (number: string): string => `/bengkel/mutu/${number}`;
