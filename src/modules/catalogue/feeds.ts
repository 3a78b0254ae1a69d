/** What machines read of the window: site map, robots, Atom feed, open data. */
import { writeCsv, type Row, type SheetColumn } from '#kernel/sheets/index.ts';
import type { Reader } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';
import { allListings, categories } from './queries.ts';
import { statements } from './statements.ts';
import { at, productUrl } from './urls.ts';

const escape = (text: string) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
const most = 45_000;

export async function siteMap(reader: Reader, origin: string): Promise<string> {
  const [listings, known] = [await allListings(reader, { limit: most / 2 }), await categories(reader)];
  const paths = ['/', '/produk', '/cek', ...known.filter((category) => category.listings > 0).map(({ code }) => `/produk?kategori=${code}`), ...statements.map(({ path }) => path), ...listings.map(({ slug }) => `/produk/${slug}`)];
  const pair = (path: string) => (['id', 'en'] as const).map((locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${escape(origin + at(locale, path))}"/>`).join('');
  const urls = paths.flatMap((path) => (['id', 'en'] as const).map((locale) => `<url><loc>${escape(origin + at(locale, path))}</loc>${pair(path)}</url>`));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('')}</urlset>\n`;
}

/** Work surfaces and one buyer's pages are nobody's search result. */
export const robots = (origin: string): string =>
  `User-agent: *\n${['/bengkel', '/pengadaan', '/pusat', '/mitra/minat', '/sistem', '/akun', '/masuk', '/keranjang', '/checkout', '/pesanan', '/bayar', '/api/', '/cari'].flatMap((path) => [path, ...(path === '/cari' || path === '/keranjang' || path === '/checkout' || path === '/pesanan' ? [`/en${path}`] : [])]).map((path) => `Disallow: ${path}`).join('\n')}\nSitemap: ${origin}/sitemap.xml\n`;

export async function feed(reader: Reader, origin: string, locale: Locale): Promise<string> {
  const listings = await allListings(reader, { limit: 50 });
  const self = origin + at(locale, '/feed.xml');
  const entries = listings.map((row) => {
    const url = origin + productUrl(locale, row.slug);
    const [name, text] = locale === 'en' ? [row.name_en, row.description_en] : [row.name_id, row.description_id];
    return `<entry><id>${escape(url)}</id><title>${escape(name)}</title><link href="${escape(url)}"/><updated>${row.published_at.toISOString()}</updated><author><name>${escape(row.facility_name)}</name></author><summary>${escape(`${rupiah(row.price_idr)}. ${text}`)}</summary></entry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${escape(self)}</id><title>Karya Binaan</title><link rel="self" href="${escape(self)}"/><link href="${escape(origin + at(locale, '/'))}"/><updated>${(listings[0]?.published_at ?? reader.now).toISOString()}</updated>${entries.join('')}</feed>\n`;
}

const columns: SheetColumn[] = [
  { key: 'sku', title: 'sku', kind: 'text' }, { key: 'name_id', title: 'nama', kind: 'text' }, { key: 'name_en', title: 'name', kind: 'text' }, { key: 'category', title: 'kategori', kind: 'text' }, { key: 'facility_code', title: 'kode_unit', kind: 'text' }, { key: 'facility_name', title: 'unit', kind: 'text' },
  { key: 'regency', title: 'kabupaten_kota', kind: 'text' }, { key: 'province', title: 'provinsi', kind: 'text' }, { key: 'price_idr', title: 'harga_idr', kind: 'money' }, { key: 'unit', title: 'satuan', kind: 'text' }, { key: 'available', title: 'tersedia', kind: 'integer' }, { key: 'lead_time_days', title: 'waktu_buat_hari', kind: 'integer' },
  { key: 'unspsc', title: 'unspsc', kind: 'text' }, { key: 'kbli', title: 'kbli', kind: 'text' }, { key: 'tkdn_bp', title: 'tkdn_per_10000', kind: 'integer' }, { key: 'published_on', title: 'terbit', kind: 'date' }, { key: 'note', title: 'catatan', kind: 'text' },
];

/** The whole window as CSV, a thousand rows at a time. */
export async function* openListings(reader: Reader): AsyncGenerator<string> {
  async function* rows(): AsyncGenerator<Row> {
    let after: { published_at: Date; product_id: string } | undefined;
    do {
      const page = await allListings(reader, { limit: 1000, ...(after ? { after } : {}) });
      for (const row of page) {
        yield { ...columnsOf(row), published_on: row.published_at.toISOString().slice(0, 10), note: row.is_sample ? 'Data contoh' : '' };
      }
      after = page.length === 1000 ? page.at(-1) : undefined;
    } while (after);
  }
  yield* writeCsv(rows(), columns);
}

function columnsOf(row: object): Row {
  return Object.fromEntries(Object.entries(row).filter((entry): entry is [string, string | number | null] => ['string', 'number'].includes(typeof entry[1]) || entry[1] === null));
}
