import type { VNode } from 'preact';
import type { Req } from '#kernel/web.ts';
import type { Locale, Phrase } from '#kernel/words.ts';
import { DataTable, FilterPanel, IndonesiaMap, PageHeading, Pagination, Section, SelectField, Tag, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { facilityKinds, lineCategories } from '../facility.ts';
import type { FacilityDot, FacilityListRow } from '../queries.ts';
import { directoryUrl, facilityUrl } from '../urls.ts';
import { sayOrganisation } from '../words.ts';

export type DirectoryFilter = { q?: string; province?: string; kind?: string; category?: string; after?: string };
export type Directory = { rows: FacilityListRow[]; dots: FacilityDot[]; total: number; all: number; provinces: { code: string; name_id: string; name_en: string }[]; filter: DirectoryFilter; next: string | undefined };

/** T6: the list first, the dot map second. */
export function directoryPage(req: Req, { rows, dots, total, all, provinces, filter, next }: Directory): VNode {
  const { locale } = req;
  const t = sayOrganisation(locale);
  const { after, ...chosen } = filter;
  return shopPage(req, { title: t('directory'), description: t('description'), noIndex: after !== undefined || Object.values(chosen).some(Boolean) },
    <PageHeading title={t('directory')} />,
    <p>{t('directoryIntro', { n: all })}</p>,
    <FilterPanel action={directoryUrl(locale)} locale={locale} chips={chipsOf(locale, chosen, provinces)} clearHref={directoryUrl(locale)}>
      <TextField name="q" label={t('search')} value={filter.q ?? ''} />
      <SelectField name="province" label={t('province')} value={filter.province ?? ''} empty={t('all')} options={provinces.map((row) => ({ value: row.code, text: locale === 'en' ? row.name_en : row.name_id }))} />
      <SelectField name="kind" label={t('kind')} value={filter.kind ?? ''} empty={t('all')} options={optionsOf(facilityKinds, locale)} />
      <SelectField name="category" label={t('category')} value={filter.category ?? ''} empty={t('all')} options={optionsOf(lineCategories, locale)} />
    </FilterPanel>,
    <p>{t('found', { n: total })}</p>,
    <DataTable caption={t('directoryCaption')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('unit'), cell: (row) => <><a href={facilityUrl(locale, row.code)}>{row.name}</a>{row.is_sample ? <> <Tag tone="kuning">{t('sample')}</Tag></> : null}</> },
      { title: t('kind'), cell: (row) => phrase(facilityKinds, row.kind, locale) },
      { title: t('place'), cell: (row) => `${row.regency}, ${row.province}` },
      { title: t('reported'), cell: (row) => row.categories.map((category) => phrase(lineCategories, category, locale)).join(', ') || t('nothingReported') },
    ]} />,
    <Pagination locale={locale} previousHref={after === undefined ? undefined : directoryUrl(locale, chosen)} nextHref={next === undefined ? undefined : directoryUrl(locale, { ...chosen, after: next })} label={t('directoryCaption')} />,
    <Section title={t('map')} id="peta">
      <p>{t('mapHint')}</p>
      <IndonesiaMap title={t('map')} locale={locale} points={dots.map((dot) => ({
        lon: dot.longitude, lat: dot.latitude, label: dot.name, href: facilityUrl(locale, dot.code), shape: shapeOf(dot.kind), tone: dot.is_sample ? 'kuning' : dot.lines > 0 ? 'hijau' : 'abu',
      }))} legend={[
        { shape: 'circle', tone: 'hijau', text: t('legendPrison') }, { shape: 'square', tone: 'hijau', text: t('legendHouse') },
        { shape: 'triangle', tone: 'hijau', text: t('legendYouth') }, { shape: 'cross', tone: 'abu', text: t('legendProbation') },
        { shape: 'circle', tone: 'abu', text: t('nothingReported') }, { shape: 'circle', tone: 'kuning', text: t('sample') },
      ]} />
    </Section>);
}

function chipsOf(locale: Locale, chosen: Omit<DirectoryFilter, 'after'>, provinces: Directory['provinces']): { text: string; removeHref: string }[] {
  const province = provinces.find((row) => row.code === chosen.province);
  const texts: Record<string, string | undefined> = {
    q: chosen.q ? `“${chosen.q}”` : undefined,
    province: province ? (locale === 'en' ? province.name_en : province.name_id) : undefined,
    kind: chosen.kind ? phrase(facilityKinds, chosen.kind, locale) : undefined,
    category: chosen.category ? phrase(lineCategories, chosen.category, locale) : undefined,
  };
  return Object.entries(texts).flatMap(([name, text]) => (text ? [{ text, removeHref: directoryUrl(locale, { ...chosen, [name]: undefined }) }] : []));
}

function optionsOf(phrases: Record<string, Phrase>, locale: Locale): { value: string; text: string }[] {
  return Object.entries(phrases).map(([value, text]) => ({ value, text: text[locale] }));
}

export function phrase(phrases: Record<string, Phrase>, key: string, locale: Locale): string {
  return phrases[key]?.[locale] ?? key;
}

function shapeOf(kind: string): 'circle' | 'square' | 'triangle' | 'cross' {
  return kind === 'rutan' ? 'square' : kind === 'lpka' ? 'triangle' : kind === 'bapas' ? 'cross' : 'circle';
}
