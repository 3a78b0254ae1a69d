import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Locale } from '#kernel/words.ts';
import { assetUrl } from './assets.ts';
import { drawnOnce } from './drawn-once.tsx';
import { DrawnCount } from './form-scope.ts';
import { sayKit } from './words.ts';

/** A page's text. One count per document keeps the ids of its forms and pictures apart. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${renderToString(<DrawnCount.Provider value={{ forms: 0, pictures: 0 }}>{page}</DrawnCount.Provider>)}`;
}

export type Head = {
  locale: Locale; title: string; sheet: 'shop.css' | 'work.css'; bodyClass: string; font: boolean;
  failed?: boolean | undefined; description?: string | undefined; noIndex?: boolean | undefined; ogImage?: string | undefined; jsonLd?: object | undefined;
  /** The same page in both languages, for the public pages that have two. */
  alternates?: { locale: Locale; href: string }[] | undefined; canonical?: string | undefined; program?: boolean | undefined;
  /** Where the page goes by itself when nobody touches it, also without a program. */
  leaves?: { after_seconds: number; to: string } | undefined;
  /** Further programs of this page, by name. */
  programs?: readonly string[] | undefined;
};

/** The frame of every document. JSON-LD is data, not a program: browsers do not run it and the policy lets it stand. */
export function Document({ locale, title, sheet, bodyClass, font, failed = false, description, noIndex = false, ogImage, jsonLd, alternates = [], canonical, program = true, programs = [], leaves, children }: Head & { children: ComponentChildren }): VNode {
  const t = sayKit(locale);
  const whole = `${failed ? t('errorPrefix') : ''}${title}${title.includes(t('brand')) ? '' : ` · ${t('brand')}`}`;
  return (
    <html lang={locale} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{whole}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content={sheet === 'shop.css' ? '#fbf7ef' : '#0d3050'} />
        <meta name="format-detection" content="telephone=no" />
        {leaves && <meta http-equiv="refresh" content={`${leaves.after_seconds};url=${leaves.to}`} />}
        {description && <meta name="description" content={description} />}
        {noIndex && <meta name="robots" content="noindex" />}
        {canonical && <link rel="canonical" href={canonical} />}
        {alternates.map(({ locale: other, href }) => <link rel="alternate" hreflang={other} href={href} />)}
        {sheet === 'shop.css' && <OpenGraph title={title} description={description} image={ogImage} url={canonical} locale={locale} />}
        {font && <link rel="preload" href={assetUrl('plus-jakarta-sans.woff2')} as="font" type="font/woff2" crossorigin="anonymous" />}
        <link rel="stylesheet" href={assetUrl(sheet)} />
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        {program && <script type="module" src={assetUrl('enhance.js')} />}
        {programs.map((name) => <script type="module" src={assetUrl(name)} />)}
        {jsonLd && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(jsonLd).replaceAll('<', '\\u003c') }} />}
      </head>
      <body class={`govuk-template__body ${bodyClass}`}>{children}</body>
    </html>
  );
}

/** What a chat program shows beside a shared link. */
function OpenGraph({ title, description, image, url, locale }: { title: string; description: string | undefined; image: string | undefined; url: string | undefined; locale: Locale }): VNode {
  return (
    <>
      <meta property="og:site_name" content="Karya Binaan" />
      <meta property="og:type" content="website" />
      <meta property="og:locale" content={locale === 'en' ? 'en_GB' : 'id_ID'} />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      {url && <meta property="og:url" content={url} />}
      {image && <meta property="og:image" content={image} />}
    </>
  );
}

export function SkipLink({ locale }: { locale: Locale }): VNode {
  return <a href="#isi" class="govuk-skip-link" data-module="govuk-skip-link">{sayKit(locale)('skip')}</a>;
}

/** Stands on every page while the house shows an invented world, so that no figure is taken for a real one. */
export function SampleStrip({ locale }: { locale: Locale }): VNode | null {
  if (process.env['KARYA_WORLD'] === 'none') return null;
  return <p class="sample-strip">{sayKit(locale)('sample')}</p>;
}

/** Help, complaints and statements in the same order at the foot of every page. */
export function Foot({ locale }: { locale: Locale }): VNode {
  return <footer class="foot" dangerouslySetInnerHTML={{ __html: drawnOnce(`foot ${locale}`, () => <FootLinks locale={locale} />) }} />;
}

function FootLinks({ locale }: { locale: Locale }): VNode {
  const t = sayKit(locale);
  const at = (path: string) => (locale === 'en' ? `/en${path}` : path);
  return (
    <div class="wide">
      <nav aria-label={t('navFoot')}>
        <ul class="foot__links">
          <li><a href={at('/bantuan')}>{t('help')}</a></li>
          <li><a href={at('/aduan')}>{t('complaints')}</a></li>
          <li><a href={at('/aksesibilitas')}>{t('accessibility')}</a></li>
          <li><a href={at('/privasi')}>{t('privacy')}</a></li>
          <li><a href={at('/syarat')}>{t('terms')}</a></li>
          <li><a href={at('/terbuka/kontrak')}>{t('openContracts')}</a></li>
          <li><a href={at('/terbuka/kepatuhan')}>{t('openCompliance')}</a></li>
        </ul>
      </nav>
      <p class="foot__brand">{t('brand')} · {t('tagline')}</p>
    </div>
  );
}
