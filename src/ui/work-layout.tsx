import type { ComponentChildren, VNode } from 'preact';
import { navigationGroups, type NavigationGroup, type Surface } from '#kernel/navigation.ts';
import { may, type Actor } from '#kernel/policy.ts';
import type { Locale } from '#kernel/words.ts';
import { Foot, SampleStrip, SkipLink } from './document.tsx';
import { Breadcrumbs } from './finding.tsx';
import { Icon, type IconName } from './icon.tsx';
import { sayRole } from './role-words.ts';
import { sayKit } from './words.ts';

export type NavigationLink = { href: string; text: string; current: boolean; group?: NavigationGroup | undefined };

/** Where work is done: a plain bar that says where one stands and as whom, then the surface's own few links. */
export function WorkLayout({ locale, surface, actor, token, back, nav, breadcrumbs, children }: {
  locale: Locale; surface: Surface; actor: Actor; token: string; back?: string | undefined; nav: readonly NavigationLink[]; breadcrumbs: readonly { href: string; text: string }[]; children: ComponentChildren;
}): VNode {
  const t = sayKit(locale);
  const signedIn = may(actor, 'signed-in');
  return (
    <>
      <SkipLink locale={locale} />
      <header class="work-head">
        <div class="wide work-head__row">
          <p class="work-head__place"><a href={homeOf(surface, nav)}><span class="work-head__name">{t('brand')} </span><span class="work-head__surface">{t(surface)}</span></a></p>
          {actor.unit_name && <p class="work-head__unit"><span class="govuk-visually-hidden">{t('workplace')}: </span>{actor.unit_name}</p>}
          {signedIn && <OwnDoors locale={locale} actor={actor} token={token} back={back} />}
        </div>
      </header>
      <SampleStrip locale={locale} />
      {nav.length > 0 && (
        <nav class="work-nav" aria-label={t('navWork')}>
          <ul class="wide">{nav.length > mostDoors && nav.some(({ group }) => group) ? groupsOf(nav).map((group) => <Group locale={locale} {...group} />) : nav.map((link) => <Door {...link} />)}</ul>
        </nav>
      )}
      <div class="wide">
        {breadcrumbs.length > 0 && <Breadcrumbs locale={locale} items={breadcrumbs} />}
        <main id="isi" class="govuk-main-wrapper work-main">{children}</main>
      </div>
      <Foot locale={locale} />
      {surface === 'bengkel' && signedIn && <QuickBar locale={locale} nav={nav} />}
    </>
  );
}

/** The surface's first page for whoever may open it, else the first of its doors that this person has. */
function homeOf(surface: Surface, nav: readonly NavigationLink[]): string {
  return (nav.find(({ href }) => href.split('?')[0] === `/${surface}`) ?? nav[0])?.href ?? '/akun/keamanan';
}

/** So many words fit one line of a desk; more are put into groups that open where they stand, without a program. */
const mostDoors = 7;

function Door({ href, text, current }: NavigationLink): VNode {
  return <li><a href={href} aria-current={current ? 'page' : undefined}>{text}</a></li>;
}

function groupsOf(nav: readonly NavigationLink[]): { name: NavigationGroup; links: NavigationLink[] }[] {
  const names = Object.keys(navigationGroups) as NavigationGroup[];
  return names.map((name) => ({ name, links: nav.filter(({ group = 'other' }) => group === name) })).filter(({ links }) => links.length > 0);
}

function Group({ locale, name, links }: { locale: Locale; name: NavigationGroup; links: NavigationLink[] }): VNode {
  const [only] = links;
  if (only && links.length === 1) return <Door {...only} />;
  return (
    <li>
      <details class="work-nav__group" name="work-nav">
        <summary class={links.some(({ current }) => current) ? 'work-nav__here' : undefined}>{navigationGroups[name][locale]}</summary>
        <ul>{links.map((link) => <Door {...link} />)}</ul>
      </details>
    </li>
  );
}

/** As whom one acts, and the ways out of it. Language and sign-out change something, so they are sent, not followed. */
function OwnDoors({ locale, actor, token, back }: { locale: Locale; actor: Actor; token: string; back: string | undefined }): VNode {
  const t = sayKit(locale);
  const other = locale === 'en' ? 'id' : 'en';
  const role = actor.role === 'public' || actor.role === 'system' ? '' : sayRole(locale)(actor.role);
  return (
    <ul class="work-head__own">
      {(actor.name || role) && <li class="work-head__who">{[actor.name, role, actor.on_behalf_of && t('onBehalfOf', { name: actor.on_behalf_of.name })].filter(Boolean).join(' · ')}</li>}
      <li>{actor.device ? <a href="/bengkel/petugas">{t('switchOfficer')}</a> : <a href="/akun/peran">{t('switchRole')}</a>}</li>
      <li>
        <form action="/akun/bahasa" method="post">
          <input type="hidden" name="_token" value={token} />
          {back && <input type="hidden" name="kembali" value={back} />}
          <button class="work-head__key" type="submit" name="locale" value={other} lang={other}><span aria-hidden="true">{other.toUpperCase()}</span><span class="govuk-visually-hidden">{t('otherLanguage')}</span></button>
        </form>
      </li>
      <li><form action="/keluar" method="post"><button class="work-head__key" type="submit">{t('signOut')}</button></form></li>
    </ul>
  );
}

/** Four doors under the thumb, on phones only: those of the bar above that are open to this person. */
function QuickBar({ locale, nav }: { locale: Locale; nav: readonly NavigationLink[] }): VNode | null {
  const t = sayKit(locale);
  const doors: { href: string; text: string; icon: IconName }[] = [
    { href: '/bengkel', text: t('today'), icon: 'calendar-days' }, { href: '/bengkel/kehadiran', text: t('attendance'), icon: 'user-check' },
    { href: '/bengkel/perintah', text: t('work'), icon: 'hammer' }, { href: '/bengkel/alat', text: t('tools'), icon: 'wrench' },
  ];
  const open = doors.flatMap((door) => nav.filter(({ href }) => href.split('?')[0] === door.href).map(({ href, current }) => ({ ...door, href, current })));
  if (open.length === 0) return null;
  return (
    <nav class="quick-bar" aria-label={t('navQuick')}>
      <ul>{open.map(({ href, text, icon, current }) => <li><a href={href} aria-current={current ? 'page' : undefined}><Icon name={icon} />{text}</a></li>)}</ul>
    </nav>
  );
}
