export const openUrl = (locale: 'id' | 'en' = 'id'): string => `${locale === 'en' ? '/en' : ''}/terbuka/kontrak`;
export const releasesUrl = (after?: string): string => `/open/ocds/releases.json${after ? `?setelah=${after}` : ''}`;
export const recordsUrl = (after?: string): string => `/open/ocds/records.json${after ? `?setelah=${after}` : ''}`;
export const linesUrl = '/open/ocds/records.jsonl';
export const releasesOfUrl = (ocid: string): string => `/open/ocds/${ocid}/releases.json`;
export const recordUrl = (ocid: string): string => `/open/ocds/${ocid}/record.json`;
export const webhooksUrl = '/akun/webhook';
export const webhookUrl = (id: string): string => `/akun/webhook/${id}`;
