// M1, M2: the offer as anybody sees it, and the form by which a firm asks.
import type { ComponentChildren, VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale, Phrase } from '#kernel/words.ts';
import { facilityUrl, lineCategories } from '#organisation';
import { Button, DataTable, FilterPanel, Form, IdentityBar, NumberField, PageHeading, Section, SelectField, SummaryList, TextField, TextareaField } from '#ui';
import { shopPage, workPage } from '#ui/frames.tsx';
import { riskNames } from '../opening.ts';
import type { Offer, OfferFilter } from '../queries.ts';
import { openingUrl, openingsUrl } from '../urls.ts';
import { say } from '../words.ts';

/** A firm that signed in stays on its own surface; everybody else is in the shop. */
function frame(req: Req, { title, description, crumbs = [], failed }: { title: string; description?: string; crumbs?: { href: string; text: string }[]; failed?: boolean }, ...children: ComponentChildren[]): VNode {
  if (may(req.actor, 'interest.own')) return workPage(req, { surface: 'mitra', title, breadcrumbs: crumbs, failed }, ...children);
  return shopPage(req, { title, description, failed }, ...children);
}

const categories: Record<string, Phrase> = lineCategories;
const categoryName = (locale: Locale, category: string) => categories[category]?.[locale] ?? category;
const workshopName = (locale: Locale, offer: Offer) => (locale === 'en' ? offer.workshop_name_en : offer.workshop_name_id);
const workOf = (locale: Locale, offer: Offer) => (locale === 'en' ? offer.work_en ?? offer.work_id : offer.work_id);

export type Openings = { rows: Offer[]; filter: OfferFilter; fields: string[]; provinces: { code: string; name: string }[] };

export function openingsPage(req: Req, { rows, filter, fields, provinces }: Openings): VNode {
  const { locale } = req;
  const t = say(locale);
  const chips = [
    ...(filter.category ? [{ text: categoryName(locale, filter.category), removeHref: openingsUrl(locale, { province: filter.province }) }] : []),
    ...(filter.province ? [{ text: provinces.find(({ code }) => code === filter.province)?.name ?? filter.province, removeHref: openingsUrl(locale, { category: filter.category }) }] : []),
  ];
  return frame(req, { title: t('openings'), description: t('intro') },
    <PageHeading title={t('openings')} />,
    <p class="lead">{t('intro')}</p>,
    <p class="quiet">{t('terms')}</p>,
    <FilterPanel action={openingsUrl(locale)} locale={locale} chips={chips} clearHref={openingsUrl(locale)}>
      <SelectField name="category" label={t('category')} value={filter.category ?? ''} empty={t('all')} options={fields.map((value) => ({ value, text: categoryName(locale, value) }))} />
      <SelectField name="province" label={t('province')} value={filter.province ?? ''} empty={t('all')} options={provinces.map(({ code, name }) => ({ value: code, text: name }))} />
    </FilterPanel>,
    <DataTable caption={t('found', { n: rows.length })} rows={rows} empty={t('none')} columns={[
      { title: t('opening'), cell: (row) => <><a href={openingUrl(locale, row.number)}>{workshopName(locale, row)}</a><br /><span class="quiet">{row.number} · {categoryName(locale, row.category)}</span></> },
      { title: t('facility'), cell: (row) => <>{row.facility_name}<br /><span class="quiet">{row.regency}, {row.province}</span></> },
      { title: t('places'), numeric: true, cell: (row) => (row.places > 0 ? t('ofPlaces', { n: row.places, of: row.capacity }) : t('full')) },
      { title: t('risk'), cell: (row) => riskNames[row.risk_level]?.[locale] ?? row.risk_level },
      { title: t('until'), cell: (row) => formatDay(row.until, locale) },
    ]} />);
}

export function openingPage(req: Req, offer: Offer, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = workshopName(locale, offer);
  return frame(req, { title: `${title}, ${offer.facility_name}`, description: workOf(locale, offer), crumbs: [{ href: openingsUrl(locale), text: t('openings') }], failed: state !== undefined },
    <PageHeading title={title} caption={`${offer.facility_name} · ${offer.regency}, ${offer.province}`} />,
    <IdentityBar title={t('opening')} code={offer.number} {...(offer.is_sample ? { status: { text: t('sample'), tone: 'kuning' as const } } : {})} facts={[
      { label: t('places'), value: offer.places > 0 ? String(offer.places) : t('full') }, { label: t('risk'), value: riskNames[offer.risk_level]?.[locale] ?? offer.risk_level }, { label: t('until'), value: formatDay(offer.until, locale) },
    ]} />,
    <SummaryList rows={[
      { label: t('work'), value: workOf(locale, offer) }, { label: t('category'), value: categoryName(locale, offer.category) },
      { label: t('capacity'), value: String(offer.capacity) }, { label: t('free'), value: String(offer.free) },
      ...(offer.phone ? [{ label: t('phone'), value: offer.phone }] : []),
      { label: t('facility'), value: <a href={facilityUrl(locale, offer.facility_code)}>{t('profile')}</a> },
    ]} />,
    may(req.actor, 'interest.express') ? <Asking req={req} offer={offer} state={state} /> : null);
}

function Asking({ req, offer, state }: { req: Req; offer: Offer; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  const own = may(req.actor, 'interest.own');
  return (
    <Section title={t('express')} id="minat">
      <p>{t('expressIntro')}</p>
      <p class="quiet">{t('terms')}</p>
      <Form action={`${openingUrl(req.locale, offer.number)}`} token={req.formToken()} state={state} locale={req.locale}>
        <TextField name="firm" label={t('firm')} value={own ? req.actor.unit_name : undefined} autocomplete="organization" required />
        <TextField name="contact_name" label={t('contact')} value={own ? req.actor.name : undefined} autocomplete="name" required />
        <TextField name="email" label={t('email')} autocomplete="email" inputMode="email" required />
        <TextField name="phone" label={t('phone')} autocomplete="tel" inputMode="tel" width="m" required />
        <NumberField name="places" label={t('wanted')} value={offer.places > 0 ? String(offer.places) : undefined} width="xs" required />
        <TextareaField name="message" label={t('message')} rows={4} required />
        <p class="quiet">{t('privacy')}</p>
        <Button large>{t('send')}</Button>
      </Form>
    </Section>
  );
}
