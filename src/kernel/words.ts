/**
 * Indonesian and English words for screens. A catalogue is a plain object beside the pages that use it; a missing
 * language does not compile. `t('left', { n: 3 })` fills `{n}`.
 */
export type Locale = 'id' | 'en';
export type Phrase = { id: string; en: string };
export type Say<Key extends string> = (key: Key, params?: Record<string, string | number>) => string;

export function words<Key extends string>(catalogue: Record<Key, Phrase>): (locale: Locale) => Say<Key> {
  catalogues.push(catalogue);
  const say =
    (locale: Locale): Say<Key> =>
    (key, params) =>
      fill(catalogue[key][locale], params);
  const id = say('id');
  const en = say('en');
  return (locale) => (locale === 'en' ? en : id);
}

/** Every catalogue that has been loaded, for the test that compares the two languages. */
export const catalogues: Record<string, Phrase>[] = [];

/** A phrase that names a thing in data (a product, a reason) is chosen, not translated. */
export function pick(locale: Locale, row: { name_id: string; name_en: string }): string {
  return locale === 'en' ? row.name_en : row.name_id;
}

function fill(text: string, params?: Record<string, string | number>): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
