import type { ComponentChildren, VNode } from 'preact';
import type { Locale } from '#kernel/words.ts';
import { Foot, SampleStrip, SkipLink } from './document.tsx';
import { Icon } from './icon.tsx';
import { Tumpal } from './tumpal.tsx';
import { sayKit } from './words.ts';

/** The shop: search first, five links, the woven edge below. */
export function ShopLayout({ locale, otherLanguageHref, cartCount, searchTerm, signedIn, buys, path, children }: {
  locale: Locale; otherLanguageHref: string; cartCount: number; searchTerm?: string | undefined; signedIn: boolean; /** The agencies' side is open to this visitor, or would be after signing in. */ buys: boolean; path: string; children: ComponentChildren;
}): VNode {
  const t = sayKit(locale);
  const at = (to: string) => (locale === 'en' ? (to === '/' ? '/en' : `/en${to}`) : to);
  const links = [{ to: '/produk', text: t('products') }, { to: '/lapas', text: t('makers') }, { to: '/cek', text: t('checkLabel') }];
  return (
    <>
      <SkipLink locale={locale} />
      <SampleStrip locale={locale} />
      <header class="shop-head">
        <div class="wide shop-head__row">
          <a class="shop-head__brand" href={at('/')}><strong>{t('brand')}</strong> <span>{t('tagline')}</span></a>
          <form class="shop-head__search" action={at('/cari')} method="get" role="search">
            <label class="govuk-visually-hidden" for="cari-produk">{t('search')}</label>
            <input class="shop-head__input" id="cari-produk" name="q" type="search" value={searchTerm} placeholder={t('searchHint')} autocomplete="off" />
            <button class="shop-head__go" type="submit">{t('searchGo')}</button>
          </form>
          <ul class="shop-head__own">
            <li><a href={at('/keranjang')}><Icon name="shopping-cart" /> {t('cart')}{cartCount > 0 && ` (${cartCount})`}</a></li>
            <li>{signedIn ? <a href="/akun/keamanan">{t('account')}</a> : <a href={at('/masuk')}>{t('signIn')}</a>}</li>
            <li><a href={otherLanguageHref} hreflang={locale === 'en' ? 'id' : 'en'} lang={locale === 'en' ? 'id' : 'en'}><span aria-hidden="true">{locale === 'en' ? 'ID' : 'EN'}</span><span class="govuk-visually-hidden">{t('otherLanguage')}</span></a></li>
          </ul>
        </div>
        <nav class="wide" aria-label={t('navShop')}>
          <ul class="shop-nav">
            {links.map(({ to, text }) => <li><a href={at(to)} aria-current={path === to ? 'page' : undefined}>{text}</a></li>)}
            {buys && <li><a href="/pengadaan">{t('agencies')}</a></li>}
            <li><a href={at('/mitra')} aria-current={path === '/mitra' ? 'page' : undefined}>{t('partners')}</a></li>
          </ul>
        </nav>
        <Tumpal />
      </header>
      <main id="isi" class="govuk-main-wrapper wide shop-main">{children}</main>
      <Foot locale={locale} />
    </>
  );
}
