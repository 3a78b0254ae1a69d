import type { VNode } from 'preact';
import { dayIn, formatDay } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { pick, words, type Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, ButtonRow, Columns, DataTable, Details, Form, HiddenField, MoneySplitBar, PageHeading, ProductPicture, QuantityField, Section, SummaryList, Tag } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { stockOf, type ListingRow } from '../listing.ts';
import type { Contact, Rating } from '../queries.ts';
import { at, categoryUrl, pictureUrl, productUrl } from '../urls.ts';
import { shopWords } from '../words.ts';
import { stockTag } from './cards.tsx';

export type Product = { listing: ListingRow; contact: Contact; history: { at: Date; price_idr: number; reason: string }[]; rating: Rating | undefined };

export function productPage(req: Req, { listing, contact, history, rating }: Product): VNode {
  const { locale } = req;
  const t = say(locale);
  const shop = shopWords(locale);
  const name = pick(locale, listing);
  const description = locale === 'en' ? listing.description_en : listing.description_id;
  const tag = stockTag(locale, listing);
  const url = `${req.origin}${productUrl(locale, listing.slug)}`;
  return shopPage(req, { title: `${name} · ${rupiah(listing.price_idr)}`, description, ogImage: `${req.origin}${pictureUrl(listing.sku, 'jpg', listing.price_idr)}`, jsonLd: productJson(req, listing, url) },
    <PageHeading title={name} caption={<><a href={categoryUrl(locale, listing.category)}>{locale === 'en' ? listing.category_name_en : listing.category_name_id}</a> · {listing.facility_name}, {listing.regency}</>} />,
    <Columns
      main={<>
        <ProductPicture shape={listing.shape} seed={listing.sku} alt={shop('illustrationOf', { name })} size={560} />
        {listing.picture_kind === 'ilustrasi' && <p class="quiet">{shop('illustration')}</p>}
      </>}
      side={<>
        <p class="shop-price"><strong>{rupiah(listing.price_idr)}</strong> <span class="quiet">{shop('perUnit', { unit: unitName(locale, listing.unit) })}</span></p>
        <p><Tag tone={tag.tone}>{tag.text}</Tag>{listing.is_sample && <> <Tag tone="abu">{shop('sample')}</Tag></>}</p>
        <p>{deliveryText(locale, listing)}</p>
        <Form action={at(locale, '/keranjang')} locale={locale}>
          <HiddenField name="sku" value={listing.sku} />
          <QuantityField name="quantity" label={t('quantity')} value={1} min={1} max={10000} />
          <Button large>{t('add')}</Button>
        </Form>
        <Ask req={req} listing={listing} contact={contact} url={url} name={name} />
        <p><a href="/pengadaan">{t('agency')}</a></p>
      </>} />,
    <p class="lead">{description}</p>,
    <Section title={t('specification')} id="spesifikasi"><SummaryList rows={facts(locale, listing)} /></Section>,
    <Section title={t('money', { price: rupiah(listing.price_idr) })} id="uang">
      {listing.money_split.length === 0 ? <p>{t('moneyLater')}</p>
        : <MoneySplitBar locale={locale} total_idr={listing.price_idr} parts={listing.money_split.map(({ to, amount_idr }) => ({ key: to, amount_idr }))} basis={listing.split_basis} />}
      {listing.price_reason !== '' && <p>{t('priceReason')} {listing.price_reason}</p>}
      {history.length > 1 && (
        <Details summary={t('history')}>
          <DataTable caption={t('history')} captionHidden empty="" rows={history} columns={[
            { title: t('since'), cell: (row) => formatDay(dayIn('Asia/Jakarta', row.at), locale) },
            { title: t('price'), numeric: true, cell: (row) => rupiah(row.price_idr) },
            { title: t('reason'), cell: (row) => row.reason },
          ]} />
        </Details>
      )}
    </Section>,
    <Section title={t('quality')} id="mutu"><p>{t('qualityText')} <a href={at(locale, '/cek')}>{t('check')}</a>. {t('warranty', { n: listing.warranty_days })}</p>{rating ? <p>{t('rated', { n: count(rating.ratings, locale), quality: count(rating.quality, locale), punctuality: count(rating.punctuality, locale), service: count(rating.service, locale) })}</p> : null}</Section>);
}

/** Plain links, no script of anyone's: share what you see, or ask the unit's official number. */
function Ask({ req: { locale }, listing, contact, url, name }: { req: Req; listing: ListingRow; contact: Contact; url: string; name: string }): VNode {
  const t = say(locale);
  const number = contact.whatsapp?.replace(/\D/g, '').replace(/^0/, '62');
  const text = (words_: string) => encodeURIComponent(words_);
  return (
    <ButtonRow>
      <ButtonLink kind="plain" href={`https://wa.me/?text=${text(`${name}, ${rupiah(listing.price_idr)}, ${listing.facility_name}\n${url}`)}`}>{t('share')}</ButtonLink>
      {number && <ButtonLink kind="plain" href={`https://wa.me/${number}?text=${text(t('askText', { name, sku: listing.sku, url }))}`}>{t('ask')}</ButtonLink>}
    </ButtonRow>
  );
}

function facts(locale: Locale, listing: ListingRow): { label: string; value: string }[] {
  const t = say(locale);
  const food = listing.label['food'] === true;
  const label = (key: string) => (listing.label[key] === undefined || listing.label[key] === '' ? [] : [String(listing.label[key])]);
  return [
    ...listing.specification.map((row) => ({ label: locale === 'en' ? row.label_en : row.label_id, value: row.value })),
    { label: t('weight'), value: listing.weight_gram >= 1000 ? `${count(listing.weight_gram / 1000, locale)} kg` : `${count(listing.weight_gram, locale)} g` },
    { label: t('capacity'), value: t('capacityValue', { n: count(listing.daily_capacity, locale), unit: unitName(locale, listing.unit) }) },
    { label: t('lead'), value: t('days', { n: listing.lead_time_days }) },
    ...(food ? [
      ...label('ingredients').map((value) => ({ label: t('ingredients'), value })), ...label('allergens').map((value) => ({ label: t('allergens'), value })),
      ...label('shelf_life_days').map((value) => ({ label: t('shelfLife'), value: t('days', { n: value }) })), ...label('permit').map((value) => ({ label: t('permit'), value })),
      ...label('halal').map((value) => ({ label: t('halal'), value })), ...label('storage').map((value) => ({ label: t('storage'), value })),
    ] : []),
    ...(listing.tkdn_bp === null ? [] : [{ label: t('localContent'), value: percent(listing.tkdn_bp, locale) }]),
    ...(listing.unspsc === null ? [] : [{ label: 'UNSPSC', value: listing.unspsc }]),
    ...(listing.kbli === null ? [] : [{ label: 'KBLI', value: listing.kbli }]),
    { label: t('code'), value: listing.sku },
  ];
}

export function deliveryText(locale: Locale, listing: ListingRow): string {
  const t = say(locale);
  const stock = stockOf(listing);
  return stock.kind === 'ready' ? t('shipReady', { place: listing.regency }) : t('shipMade', { n: stock.days, place: listing.regency });
}

function productJson(req: Req, listing: ListingRow, url: string): object {
  return {
    '@context': 'https://schema.org', '@type': 'Product', name: pick(req.locale, listing), sku: listing.sku, description: req.locale === 'en' ? listing.description_en : listing.description_id,
    image: [`${req.origin}${pictureUrl(listing.sku, 'jpg', listing.price_idr)}`], brand: { '@type': 'Brand', name: 'Karya Binaan' }, category: req.locale === 'en' ? listing.category_name_en : listing.category_name_id,
    weight: { '@type': 'QuantitativeValue', value: listing.weight_gram, unitCode: 'GRM' },
    offers: {
      '@type': 'Offer', url, price: listing.price_idr, priceCurrency: 'IDR', itemCondition: 'https://schema.org/NewCondition', availability: `https://schema.org/${listing.available > 0 ? 'InStock' : 'PreOrder'}`,
      seller: { '@type': 'GovernmentOrganization', name: listing.facility_name, address: { '@type': 'PostalAddress', addressLocality: listing.regency, addressRegion: listing.province, addressCountry: 'ID' } },
    },
  };
}

const say = words({
  rated: { id: 'Dinilai {n} kali oleh instansi pembeli, dari 5: mutu {quality}, tepat waktu {punctuality}, pelayanan {service}.', en: 'Rated {n} times by agencies that bought it, out of 5: quality {quality}, punctuality {punctuality}, service {service}.' },
  quantity: { id: 'Jumlah', en: 'Quantity' },
  add: { id: 'Masukkan ke keranjang', en: 'Add to cart' },
  agency: { id: 'Membeli untuk instansi pemerintah? Buka halaman pengadaan.', en: 'Buying for a government agency? Open the purchasing page.' },
  share: { id: 'Bagikan lewat WhatsApp', en: 'Share on WhatsApp' },
  ask: { id: 'Tanya pembuat', en: 'Ask the maker' },
  askText: { id: 'Halo, saya ingin bertanya tentang {name} (kode {sku}): {url}', en: 'Hello, I have a question about {name} (code {sku}): {url}' },
  specification: { id: 'Spesifikasi', en: 'Specification' },
  weight: { id: 'Berat', en: 'Weight' },
  capacity: { id: 'Kapasitas', en: 'Capacity' },
  capacityValue: { id: '{n} {unit} per hari kerja', en: '{n} {unit} per working day' },
  lead: { id: 'Waktu pembuatan', en: 'Time to make' },
  days: { id: '{n} hari', en: '{n} days' },
  ingredients: { id: 'Komposisi', en: 'Ingredients' },
  allergens: { id: 'Alergen', en: 'Allergens' },
  shelfLife: { id: 'Masa simpan', en: 'Shelf life' },
  permit: { id: 'Izin edar', en: 'Food permit' },
  halal: { id: 'Nomor halal', en: 'Halal number' },
  storage: { id: 'Cara simpan', en: 'Storage' },
  localContent: { id: 'TKDN, dinyatakan sendiri oleh UPT', en: 'Local content (TKDN), stated by the facility itself' },
  code: { id: 'Kode produk', en: 'Product code' },
  shipReady: { id: 'Siap dikirim dari {place} dalam 1–2 hari kerja, atau diambil sendiri.', en: 'Ready to leave {place} within 1–2 working days, or collect it yourself.' },
  shipMade: { id: 'Dibuat setelah dipesan: sekitar {n} hari, lalu dikirim dari {place}. Tanggal pastinya dijanjikan saat pesanan diterima.', en: 'Made to order: about {n} days, then sent from {place}. The exact day is promised when the order is accepted.' },
  money: { id: 'Ke mana {price} pergi', en: 'Where {price} goes' },
  moneyLater: { id: 'Rincian untuk harga ini sedang dihitung dan segera tampil di sini.', en: 'The split for this price is being computed and will appear here shortly.' },
  priceReason: { id: 'Alasan harga:', en: 'Reason for the price:' },
  history: { id: 'Riwayat harga', en: 'Price history' },
  since: { id: 'Sejak', en: 'Since' },
  price: { id: 'Harga', en: 'Price' },
  reason: { id: 'Alasan', en: 'Reason' },
  quality: { id: 'Mutu', en: 'Quality' },
  qualityText: { id: 'Barang masuk stok hanya setelah batchnya lolos pemeriksaan. Kode batch ada pada label dan dapat diperiksa di', en: 'Goods enter stock only after their lot has passed inspection. The lot code is on the label and can be checked at' },
  check: { id: 'halaman periksa label', en: 'the label check' },
  warranty: { id: 'Barang yang tidak sesuai dapat dikembalikan dalam {n} hari.', en: 'Goods that are not as described may be returned within {n} days.' },
});
