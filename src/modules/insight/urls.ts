export const dashboardUrl = '/pusat';
export const mapUrl = '/pusat/peta';
export const reportsUrl = '/pusat/laporan';
export const factsUrl = (figure: string, month: string, facility = '') => `/pusat/fakta/${figure}?bulan=${month}${facility ? `&lapas=${facility}` : ''}`;
export const facilityUrl = (code: string) => `/pusat/upt/${code}`;
export const reportUrl = (month: string) => `/bengkel/laporan/${month}`;
export const fairnessUrls = { own: '/bengkel/keadilan', all: '/pusat/keadilan' } as const;
