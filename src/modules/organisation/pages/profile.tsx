import type { ComponentChildren, VNode } from 'preact';
import { zoneNames } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, Notice, PageHeading, Section, SummaryList, Tag } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { facilityKinds, lineCategories, type FacilityRow } from '../facility.ts';
import type { FacilityRating, ReportedLine, ReportedProduct } from '../queries.ts';
import { productsOfUrl } from '../urls.ts';
import { sayOrganisation } from '../words.ts';
import { phrase } from './directory.tsx';
import { SourceLinks, yearOf } from './source-links.tsx';

export type Profile = { facility: FacilityRow; office: string; lines: ReportedLine[]; products: ReportedProduct[]; rating: FacilityRating | undefined };

/** T7: what the unit is, how to reach it, and what it is reported to make, each claim with its source. */
export function profilePage(req: Req, { facility, office, lines, products, rating }: Profile): VNode {
  const { locale } = req;
  const t = sayOrganisation(locale);
  const intro = locale === 'en' ? (facility.intro_en ?? facility.intro_id) : facility.intro_id;
  return shopPage(req, { title: facility.name, description: intro ?? `${facility.name}, ${facility.regency}, ${facility.province}` },
    <PageHeading title={facility.name} caption={`${facility.regency}, ${facility.province}`} />,
    facility.is_sample ? <Notice tone="warning" title={t('sample')}>{t('sampleNotice')}</Notice> : null,
    intro ? <p>{intro}</p> : null,
    <SummaryList rows={factsOf(req, facility, office)} />,
    rating ? <p id="penilaian">{t('rated', { n: count(rating.ratings, locale), quality: count(rating.quality, locale), punctuality: count(rating.punctuality, locale), service: count(rating.service, locale) })}</p> : null,
    <Section title={t('inShop')} id="barang">
      <p>{t('inShopHint')}</p>
      <ButtonLink href={productsOfUrl(locale, facility.code)}>{t('seeProducts')}</ButtonLink>
    </Section>,
    <Section title={t('linesTitle')} id="hasil-karya">
      <p>{t('linesHint')}</p>
      <DataTable caption={t('linesTitle')} captionHidden rows={lines} empty={t('linesNone')} columns={[
        { title: t('line'), cell: (row) => row.line },
        { title: t('category'), cell: (row) => <Tag tone="abu">{phrase(lineCategories, row.category, locale)}</Tag> },
        { title: t('note'), cell: (row) => row.note },
        { title: t('year'), cell: (row) => yearOf(row.note, row.source) },
        { title: t('source'), cell: (row) => <SourceLinks source={row.source} locale={locale} /> },
      ]} />
    </Section>,
    products.length > 0 ? (
      <Section title={t('productsTitle')} id="barang-diberitakan">
        <DataTable caption={t('productsTitle')} captionHidden rows={products} empty="" columns={[
          { title: t('product'), cell: (row) => <>{row.name}<br /><small>{locale === 'en' ? row.description_en : row.description_id}</small></> },
          { title: t('price'), cell: (row) => priceOf(row, t('estimate')), numeric: true },
          { title: t('source'), cell: (row) => <SourceLinks source={row.source} locale={locale} /> },
        ]} />
      </Section>
    ) : null);
}

function factsOf(req: Req, facility: FacilityRow, office: string): { label: string; value: ComponentChildren }[] {
  const { locale } = req;
  const t = sayOrganisation(locale);
  const facts: [string, ComponentChildren][] = [
    [t('kind'), phrase(facilityKinds, facility.kind, locale)],
    [t('class'), facility.class],
    [t('office'), office],
    [t('zone'), zoneNames[facility.timezone]],
    [t('industrial'), facility.is_industrial ? t('yes') : null],
    [t('aliases'), facility.aliases.join(', ') || null],
    [t('address'), facility.address],
    [t('phone'), facility.phone ? <a href={`tel:${facility.phone}`}>{facility.phone}</a> : null],
    [t('whatsapp'), facility.whatsapp ? <a href={`https://wa.me/${facility.whatsapp.replace(/\D/g, '')}`} rel="noopener external">{facility.whatsapp}</a> : null],
    [t('email'), facility.email ? <a href={`mailto:${facility.email}`}>{facility.email}</a> : null],
    [t('registerSource'), <SourceLinks source={facility.source} locale={locale} />],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function priceOf({ price_idr_min, price_idr_max, price_basis, unit }: ReportedProduct, estimate: string): string {
  if (price_idr_min === null && price_idr_max === null) return '–';
  const prices = [price_idr_min, price_idr_max].filter((price) => price !== null);
  return `${[...new Set(prices)].map((price) => rupiah(price)).join(' – ')} / ${unit}${price_basis === 'estimate' ? ` (${estimate})` : ''}`;
}
