import type { VNode } from 'preact';
import type { Req } from '#kernel/web.ts';
import { count, rupiah } from '#kernel/money.ts';
import { pick, words } from '#kernel/words.ts';
import { drawnWith, EmptyState, FilterPanel, HiddenField, MoneyField, PageHeading, Pagination, RadiosField, SelectField, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { fields, filterHref, lastPage, type Filter } from '../filter.ts';
import type { CardRow } from '../listing.ts';
import { countedTo, perPage, type Category } from '../queries.ts';
import { catalogueUrl, searchUrl } from '../urls.ts';
import { shopWords } from '../words.ts';
import { Cards } from './cards.tsx';

type Places = { province_code: string; province: string; facility_code: string; facility_name: string }[];
export type Found = { filter: Filter; rows: CardRow[]; total: number; categories: Category[]; places: Places; search: boolean; meant?: string };

/** The catalogue and the search: one window, one filter form, real pages of 24. */
export function listingsPage(req: Req, found: Found): VNode {
  const { locale } = req;
  const t = say(locale);
  const { filter, rows, total, search, meant } = found;
  const action = search ? searchUrl(locale) : catalogueUrl(locale);
  const category = found.categories.find(({ code }) => code === filter.category);
  const title = search ? (filter.q ? t('resultsFor', { q: filter.q }) : t('search')) : category ? pick(locale, category) : t('title');
  const shown = rows.slice(0, perPage);
  const pages = Math.min(lastPage, total > countedTo ? lastPage : Math.ceil(total / perPage));
  return shopPage(req, { title, description: category ? (locale === 'en' ? category.intro_en : category.intro_id) : t('description'), ...(filter.q ? { searchTerm: filter.q } : {}), noIndex: search },
    <PageHeading title={title} caption={category ? (locale === 'en' ? category.intro_en : category.intro_id) : undefined} />,
    meant !== undefined && <p class="shop-meant">{rows.length > 0 ? t('meantShown', { q: filter.q ?? '' }) : t('meant')} <a href={filterHref(action, { ...filter, q: meant })}>{meant}</a></p>,
    filter.q === undefined ? <div dangerouslySetInnerHTML={{ __html: drawnWith(found.places, `${locale}${action}${JSON.stringify(filter)}`, () => <Panel req={req} found={found} action={action} />) }} /> : <Panel req={req} found={found} action={action} />,
    <p class="shop-count" role="status">{total > countedTo ? t('many', { n: count(countedTo, locale) }) : total === 1 ? t('one') : t('count', { n: count(total, locale) })}</p>,
    shown.length === 0
      ? <EmptyState title={t('nothing')}>{search && !filter.q ? t('typeFirst') : <>{t('nothingHint')} <a href={catalogueUrl(locale)}>{t('all')}</a>. {t('askHint')} <a href={locale === 'en' ? '/en/bantuan' : '/bantuan'}>{t('help')}</a>.</>}</EmptyState>
      : <Cards locale={locale} rows={shown} />,
    shown.length > 0 && <p class="quiet">{shopWords(locale)('illustration')}</p>,
    <Pagination locale={locale} label={pages > 1 ? t('page', { page: filter.page, pages: total > countedTo ? `${pages}+` : pages }) : undefined}
      previousHref={filter.page > 1 ? filterHref(action, filter, { page: filter.page - 1 }) : undefined}
      nextHref={rows.length > perPage && filter.page < lastPage ? filterHref(action, filter, { page: filter.page + 1 }) : undefined} />);
}

/** The lists of all makers and places make it the heaviest part of the page: without a term it is drawn once for what the window now holds. */
function Panel({ req, found, action }: { req: Req; found: Found; action: string }): VNode {
  const { locale } = req;
  const { filter, search } = found;
  return (
    <FilterPanel action={action} locale={locale} chips={chips(req, found, action)} clearHref={search && filter.q ? searchUrl(locale, filter.q) : action}>
      <Filters req={req} found={found} />
    </FilterPanel>
  );
}

function Filters({ req: { locale }, found: { filter, categories, places, search } }: { req: Req; found: Found }): VNode {
  const t = say(locale);
  const provinces = [...new Map(places.map((place) => [place.province_code, place.province]))];
  const facilities = [...new Map(places.filter(({ province_code }) => !filter.province || province_code === filter.province).map((place) => [place.facility_code, place.facility_name]))];
  const options = (pairs: [string, string][]) => pairs.map(([value, text]) => ({ value, text }));
  return (
    <>
      {search ? <HiddenField name={fields.q} value={filter.q ?? ''} /> : <TextField name={fields.q} label={t('words')} value={filter.q ?? ''} />}
      <SelectField name={fields.category} label={t('category')} value={filter.category ?? ''} empty={t('any')} options={categories.filter(({ code, listings }) => listings > 0 || code === filter.category).map((each) => ({ value: each.code, text: pick(locale, each) }))} />
      <SelectField name={fields.province} label={t('province')} value={filter.province ?? ''} empty={t('any')} options={options(provinces)} />
      <SelectField name={fields.facility} label={t('facility')} value={filter.facility ?? ''} empty={t('any')} options={options(facilities)} />
      <MoneyField name={fields.min_idr} label={t('min')} value={filter.min_idr === undefined ? '' : String(filter.min_idr)} width="s" />
      <MoneyField name={fields.max_idr} label={t('max')} value={filter.max_idr === undefined ? '' : String(filter.max_idr)} width="s" />
      <RadiosField name={fields.supply} label={t('supply')} value={filter.supply ?? ''} options={[{ value: '', text: t('any') }, { value: 'ready', text: t('ready') }, { value: 'preorder', text: t('preorder') }]} inline />
      <SelectField name={fields.sort} label={t('sort')} value={filter.sort} options={(['relevance', 'newest', 'cheapest', 'dearest'] as const).map((value) => ({ value, text: t(value) }))} />
    </>
  );
}

function chips({ locale }: Req, { filter, categories, places }: Found, action: string): { text: string; removeHref: string }[] {
  const t = say(locale);
  const category = categories.find(({ code }) => code === filter.category);
  const texts: [keyof Filter, string | undefined][] = [
    ['q', action === catalogueUrl(locale) ? filter.q : undefined],
    ['category', category && pick(locale, category)],
    ['province', filter.province && (places.find(({ province_code }) => province_code === filter.province)?.province ?? filter.province)],
    ['facility', filter.facility && (places.find(({ facility_code }) => facility_code === filter.facility)?.facility_name ?? filter.facility)],
    ['min_idr', filter.min_idr === undefined ? undefined : `≥ ${rupiah(filter.min_idr)}`],
    ['max_idr', filter.max_idr === undefined ? undefined : `≤ ${rupiah(filter.max_idr)}`],
    ['supply', filter.supply && t(filter.supply)],
  ];
  return texts.flatMap(([name, text]) => (text === undefined ? [] : [{ text, removeHref: filterHref(action, filter, { [name]: undefined }) }]));
}

const say = words({
  title: { id: 'Katalog produk', en: 'Product catalogue' },
  description: { id: 'Katalog produk bengkel pemasyarakatan: harga, stok, dan pembagian uang yang terbuka.', en: 'The catalogue of prison workshops: open prices, stock and money split.' },
  search: { id: 'Cari produk', en: 'Search products' },
  resultsFor: { id: 'Hasil pencarian “{q}”', en: 'Results for “{q}”' },
  meant: { id: 'Mungkin maksud Anda:', en: 'Did you mean:' },
  meantShown: { id: 'Tidak ada hasil untuk “{q}”. Mungkin maksud Anda:', en: 'Nothing was found for “{q}”. Did you mean:' },
  count: { id: '{n} produk', en: '{n} products' },
  one: { id: '1 produk', en: '1 product' },
  many: { id: '{n}+ produk', en: '{n}+ products' },
  nothing: { id: 'Tidak ada produk yang cocok', en: 'No product matches' },
  nothingHint: { id: 'Kurangi saringan, atau lihat', en: 'Remove a filter, or see' },
  all: { id: 'semua produk', en: 'all products' },
  askHint: { id: 'Perlu barang khusus? Tulis kepada kami lewat', en: 'Need something special? Write to us through' },
  help: { id: 'halaman bantuan', en: 'the help page' },
  typeFirst: { id: 'Ketik nama barang di kotak cari, misalnya kursi, tas, atau keripik.', en: 'Type a product in the search box: chair, bag or crisps.' },
  page: { id: 'Halaman {page} dari {pages}', en: 'Page {page} of {pages}' },
  words: { id: 'Kata', en: 'Words' },
  category: { id: 'Kategori', en: 'Category' },
  province: { id: 'Provinsi', en: 'Province' },
  facility: { id: 'Lapas pembuat', en: 'Maker' },
  min: { id: 'Harga dari', en: 'Price from' },
  max: { id: 'Harga sampai', en: 'Price to' },
  supply: { id: 'Ketersediaan', en: 'Availability' },
  any: { id: 'Semua', en: 'Any' },
  ready: { id: 'Siap kirim', en: 'Ready' },
  preorder: { id: 'Pre-order', en: 'Pre-order' },
  sort: { id: 'Urutkan', en: 'Sort by' },
  relevance: { id: 'Paling sesuai', en: 'Best match' },
  newest: { id: 'Terbaru', en: 'Newest' },
  cheapest: { id: 'Harga terendah', en: 'Lowest price' },
  dearest: { id: 'Harga tertinggi', en: 'Highest price' },
});
