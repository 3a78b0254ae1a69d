import type { VNode } from 'preact';
import type { Req } from '#kernel/web.ts';
import { rupiah, count } from '#kernel/money.ts';
import { pick, words } from '#kernel/words.ts';
import { ButtonLink, ButtonRow, MoneySplitBar, ProductPicture, Section } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import type { CardRow, ListingRow } from '../listing.ts';
import type { Category } from '../queries.ts';
import { at, catalogueUrl, categoryUrl, productUrl } from '../urls.ts';
import { shopWords } from '../words.ts';
import { Cards } from './cards.tsx';

export function homePage(req: Req, { categories, picks, explained, units }: { categories: Category[]; picks: CardRow[]; explained: ListingRow | undefined; units: number }): VNode {
  const { locale } = req;
  const t = say(locale);
  const shop = shopWords(locale);
  const hero = picks.find((row) => row.shape === 'keranjang') ?? picks[0];
  return shopPage(req, { title: t('title'), description: t('lead'), jsonLd: siteJson(req.origin) },
    <section class="shop-hero">
      <div class="shop-hero__words">
        <h1>{t('headline')}</h1>
        <p>{t('lead')}</p>
        <ButtonRow>
          <ButtonLink href={catalogueUrl(locale)} large>{t('see')}</ButtonLink>
          <ButtonLink href="/pengadaan" kind="secondary" large>{t('government')}</ButtonLink>
        </ButtonRow>
      </div>
      {hero && <div class="shop-hero__picture"><ProductPicture shape={hero.shape} seed={hero.sku} alt={shop('illustrationOf', { name: pick(locale, hero) })} size={420} /></div>}
    </section>,
    <Section title={t('categories')} id="kategori">
      <ul class="shop-categories">
        {categories.filter(({ listings }) => listings > 0).map((category) => (
          <li><a href={categoryUrl(locale, category.code)}>{pick(locale, category)}</a> <span class="quiet">{count(category.listings, locale)}</span></li>
        ))}
      </ul>
    </Section>,
    <Section title={t('picks')} id="pilihan">
      {picks.length === 0 ? <p>{t('empty')}</p> : <Cards locale={locale} rows={picks} />}
      {picks.length > 0 && <p class="quiet">{shop('illustration')} {t('units', { n: units })}</p>}
    </Section>,
    explained && explained.money_split.length > 0 && (
      <Section title={t('where', { price: rupiah(explained.price_idr) })} id="uang">
        <p>{t('example')} <a href={productUrl(locale, explained.slug)}>{pick(locale, explained)}</a>, {explained.facility_name}.</p>
        <MoneySplitBar locale={locale} total_idr={explained.price_idr} parts={explained.money_split.map(({ to, amount_idr }) => ({ key: to, amount_idr }))} basis={explained.split_basis} />
        <p class="quiet">{t('basis')}</p>
      </Section>
    ),
    <Section title={t('trust')} id="mutu">
      <ul>
        <li>{t('trustQuality')} <a href={at(locale, '/cek')}>{t('check')}</a>.</li>
        <li>{t('trustDate')}</li>
        <li>{t('trustPeople')}</li>
      </ul>
    </Section>);
}

function siteJson(origin: string): object {
  return { '@context': 'https://schema.org', '@type': 'WebSite', name: 'Karya Binaan', url: origin, potentialAction: { '@type': 'SearchAction', target: `${origin}/cari?q={search_term_string}`, 'query-input': 'required name=search_term_string' } };
}

const say = words({
  title: { id: 'Produk industri pemasyarakatan', en: 'Products of Indonesia’s prison workshops' },
  headline: { id: 'Dibuat teliti. Dibeli karena mutunya.', en: 'Made with care. Bought for quality.' },
  lead: { id: 'Mebel, anyaman, tekstil, dan pangan dari bengkel kerja pemasyarakatan. Setiap produk lolos pemeriksaan mutu dan menyebut ke mana uang Anda pergi.', en: 'Furniture, plaiting, textiles and food from prison workshops. Every product has passed inspection and says where your money goes.' },
  see: { id: 'Lihat katalog', en: 'See the catalogue' },
  government: { id: 'Pengadaan instansi', en: 'Government purchasing' },
  categories: { id: 'Kategori', en: 'Categories' },
  picks: { id: 'Produk pilihan', en: 'Selected products' },
  empty: { id: 'Belum ada produk yang diterbitkan. Unit menerbitkannya setelah harga disetujui.', en: 'No product is published yet. Units publish once a price is approved.' },
  units: { id: 'Dari {n} unit.', en: 'From {n} units.' },
  where: { id: 'Ke mana {price} pergi', en: 'Where {price} goes' },
  example: { id: 'Contoh:', en: 'An example:' },
  basis: { id: 'Setiap halaman produk menyebut pembagian dan dasar hukumnya sendiri.', en: 'Every product page states its own split and legal basis.' },
  trust: { id: 'Yang dapat Anda pegang', en: 'What you can rely on' },
  trustQuality: { id: 'Setiap batch diperiksa sebelum dijual. Kode pada label dapat diperiksa di', en: 'Every lot is inspected before it is sold. Check a label’s code at' },
  check: { id: 'halaman periksa label', en: 'the label check' },
  trustDate: { id: 'Tanggal yang dijanjikan dicatat. Bila berubah, alasannya tertulis di pesanan Anda.', en: 'Promised days are recorded. If one changes, the reason stands in your order.' },
  trustPeople: { id: 'Peserta kerja bekerja dengan persetujuan tertulis, menerima premi, dan mempunyai buku tabungan. Nama mereka tidak pernah ditampilkan.', en: 'People in the workshops work with written consent, earn a premium and keep a savings book. Their names are never shown.' },
});
