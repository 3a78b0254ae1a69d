import type { ComponentChildren, VNode } from 'preact';
import { navigationFor, type Surface } from '#kernel/navigation.ts';
import type { Req } from '#kernel/web.ts';
import { Document, SampleStrip } from './document.tsx';
import { Notice } from './status.tsx';
import { ShopLayout } from './shop-layout.tsx';
import { WorkLayout } from './work-layout.tsx';

/**
 * The frames that rooms put their pages in. They read who asks and where from the request, so that a page says only what
 * is its own. Children are spread: `workPage(req, { … }, <PageHeading … />, condition && <Section … />)`.
 */
export type Asker = Pick<Req, 'actor' | 'locale' | 'path' | 'origin' | 'notice' | 'cookie' | 'formToken'> & { raw?: Request };

export type WorkPage = { surface: Surface; title: string; breadcrumbs?: { href: string; text: string }[] | undefined; notice?: ComponentChildren; failed?: boolean | undefined; programs?: readonly string[] | undefined; /** Drawn again by itself, while something is under way. */ leaves?: { after_seconds: number; to: string } | undefined };

export function workPage(req: Asker, page: WorkPage, ...children: ComponentChildren[]): VNode {
  const { actor, locale } = req;
  const path = req.path.split('?')[0] ?? req.path;
  const notice = page.notice ?? req.notice;
  const nav = navigationFor(actor, page.surface).map(({ href, text, group }) => ({ href, text: text[locale], group }));
  const current = nav.filter(({ href }) => path === href || path.startsWith(`${href}/`)).sort((a, b) => b.href.length - a.href.length)[0]?.href;
  return (
    <Document locale={locale} title={page.title} sheet="work.css" bodyClass={`surface-${page.surface}`} font={page.surface !== 'bengkel'} failed={page.failed} programs={page.programs} leaves={page.leaves} noIndex>
      <WorkLayout locale={locale} surface={page.surface} actor={actor} token={req.formToken()} back={req.raw?.method === 'GET' ? req.path : undefined}
        nav={nav.map((item) => ({ ...item, href: carried(req, page.surface, item.href), current: item.href === current }))} breadcrumbs={page.breadcrumbs ?? []}>
        {notice && <Notice tone="success">{notice}</Notice>}
        {children}
      </WorkLayout>
    </Document>
  );
}

/** Who oversees several facilities walks from page to page within the one that was chosen. */
function carried({ actor, path }: Asker, surface: Surface, href: string): string {
  if (surface !== 'bengkel' || actor.facility_id !== null) return href;
  const upt = new URLSearchParams(path.split('?')[1] ?? '').get('upt');
  return upt ? `${href}?upt=${encodeURIComponent(upt)}` : href;
}

export type ShopPage = {
  title: string; description?: string | undefined; ogImage?: string | undefined; jsonLd?: object | undefined; searchTerm?: string | undefined; failed?: boolean | undefined; noIndex?: boolean | undefined;
};

export function shopPage(req: Asker, page: ShopPage, ...children: ComponentChildren[]): VNode {
  const { locale, origin } = req;
  const plain = req.path.replace(/^\/en(?=\/|$|\?)/, '') || '/';
  const [id, en] = [plain, `/en${plain === '/' ? '' : plain}`];
  return (
    <Document locale={locale} title={page.title} sheet="shop.css" bodyClass="surface-toko" font failed={page.failed} description={page.description} noIndex={page.noIndex} ogImage={page.ogImage} jsonLd={page.jsonLd}
      canonical={page.noIndex ? undefined : `${origin}${locale === 'en' ? en : id}`} alternates={page.noIndex ? [] : [{ locale: 'id', href: `${origin}${id}` }, { locale: 'en', href: `${origin}${en}` }]}>
      <ShopLayout locale={locale} otherLanguageHref={locale === 'en' ? id : en} cartCount={cartCount(req)} searchTerm={page.searchTerm} signedIn={req.actor.role !== 'public'} buys={req.actor.role === 'public' || req.actor.agency_id !== null} path={plain}>
        {req.notice && <Notice tone="success">{req.notice}</Notice>}
        {children}
      </ShopLayout>
    </Document>
  );
}

/** A paper, drawn for A4 and for the eye. */
export function printPage(req: Asker, { title, sample = false }: { title: string; sample?: boolean | undefined }, ...children: ComponentChildren[]): VNode {
  return (
    <Document locale={req.locale} title={title} sheet="work.css" bodyClass="surface-cetak" font={false} noIndex program={false}>
      <main id="isi" class="paper" tabIndex={0}>{sample && <SampleStrip locale={req.locale} />}{children}</main>
    </Document>
  );
}

export type KioskPage = { title: string; failed?: boolean | undefined; leaves?: { after_seconds: number; to: string } | undefined };

/** A screen for somebody who stands before a shared device: large, few words, gone after a minute. */
export function kioskPage(req: Asker, { title, failed, leaves }: KioskPage, ...children: ComponentChildren[]): VNode {
  return (
    <Document locale={req.locale} title={title} sheet="work.css" bodyClass="surface-kios" font={false} failed={failed} leaves={leaves} noIndex>
      <SampleStrip locale={req.locale} />
      <main id="isi" class="kiosk">
        {req.notice && <Notice tone="success">{req.notice}</Notice>}
        {children}
      </main>
    </Document>
  );
}

/** How many lines the cart holds: its cookie reads `SKU:2,SKU:1`. A figure for the eye; the cart itself is checked where it is read. */
function cartCount(req: Asker): number {
  return (req.cookie('keranjang') ?? '').split(',').filter((entry) => /^[^:]+:\d+$/.test(entry)).length;
}
