/** What a visitor asked of the window, read from the address. A filter that does not parse falls back, it never fails. */
import { whole } from '#kernel/form.ts';

export const sorts = ['relevance', 'newest', 'cheapest', 'dearest'] as const;
export const supplies = ['ready', 'preorder'] as const;
export type Filter = {
  q?: string; category?: string; province?: string; facility?: string; min_idr?: number; max_idr?: number; supply?: (typeof supplies)[number]; sort: (typeof sorts)[number]; page: number;
};

/** The names in the address, in Indonesian as the whole shop is. */
export const fields = { q: 'q', category: 'kategori', province: 'provinsi', facility: 'lapas', min_idr: 'min', max_idr: 'maks', supply: 'stok', sort: 'urut', page: 'hal' } as const;

/** Beyond this page, narrowing the search serves better than turning pages. */
export const lastPage = 200;

export function readFilter(query: Record<string, string | undefined>): Filter {
  const said = (name: keyof typeof fields) => query[fields[name]]?.trim().replaceAll('\u0000', '') || undefined;
  const code = (name: 'category' | 'province' | 'facility') => said(name)?.match(/^[a-z0-9_.-]{1,80}$/)?.[0];
  const number = (name: 'min_idr' | 'max_idr' | 'page') => {
    const value = whole.safeParse(said(name)).data;
    return value !== undefined && value >= 0 && value <= 100_000_000_000 ? value : undefined;
  };
  const q = said('q')?.slice(0, 100);
  return {
    ...defined({ q, category: code('category'), province: code('province'), facility: code('facility'), min_idr: number('min_idr'), max_idr: number('max_idr'), supply: supplies.find((each) => each === said('supply')) }),
    sort: sorts.find((each) => each === said('sort')) ?? 'relevance',
    page: Math.min(Math.max(number('page') ?? 1, 1), lastPage),
  };
}

/** The address of a filter, without what is at its default; `change` sets or (undefined) removes. */
export function filterHref(path: string, filter: Filter, change: Partial<Record<keyof Filter, string | number | undefined>> = {}): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, page: 1, ...change })) {
    if (value === undefined || (name === 'sort' && value === 'relevance') || (name === 'page' && value === 1)) continue;
    asked.set(fields[name as keyof typeof fields], String(value));
  }
  return asked.size === 0 ? path : `${path}?${asked}`;
}

function defined<T extends object>(row: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as never;
}
