import type { Locale } from '#kernel/words.ts';

/** Public addresses in the reader's language: the same path, under /en in English. */
export const at = (locale: Locale, path: string): string => (locale === 'en' ? (path === '/' ? '/en' : `/en${path}`) : path);

export const catalogueUrl = (locale: Locale) => at(locale, '/produk');
export const categoryUrl = (locale: Locale, code: string) => at(locale, `/produk?kategori=${code}`);
export const searchUrl = (locale: Locale, q?: string) => at(locale, q === undefined ? '/cari' : `/cari?q=${encodeURIComponent(q)}`);
export const productUrl = (locale: Locale, slug: string) => at(locale, `/produk/${slug}`);
export const checkUrl = (locale: Locale, code?: string) => at(locale, code === undefined ? '/cek' : `/cek/${encodeURIComponent(code)}`);
export const pictureUrl = (sku: string, kind: 'svg' | 'jpg', version?: number) => `/gambar/${sku}.${kind}${version === undefined ? '' : `?v=${version}`}`;
export const publishUrl = (sku: string) => `/bengkel/produk/${sku}/terbit`;
export const withdrawUrl = (sku: string) => `/bengkel/produk/${sku}/tarik`;
export const labelUrl = (lot: string) => `/bengkel/label/${lot}`;
