import type { ComponentChildren, VNode } from 'preact';
import type { Surface } from '#kernel/navigation.ts';
import { may, type Actor } from '#kernel/policy.ts';
import type { Locale } from '#kernel/words.ts';
import { Foot, SampleStrip, SkipLink } from './document.tsx';
import { Breadcrumbs } from './finding.tsx';
import { Icon, type IconName } from './icon.tsx';
import { sayRole } from './role-words.ts';
import { sayKit } from './words.ts';

export type NavigationLink = { href: string; text: string; current: boolean };

/** Where work is done: a plain bar that says where one stands and as whom, then the surface's own few links. */
export function WorkLayout({ locale, surface, actor, token, nav, breadcrumbs, children }: {
  locale: Locale; surface: Surface; actor: Actor; token: string; nav: readonly NavigationLink[]; breadcrumbs: readonly { href: string; text: string }[]; children: ComponentChildren;
}): VNode {
  const t = sayKit(locale);
  const signedIn = may(actor, 'signed-in');
  return (
    <>
      <SkipLink locale={locale} />
      <header class="work-head">
        <div class="wide work-head__row">
          <p class="work-head__place"><a href={surface === 'akun' ? '/akun/keamanan' : `/${surface}`}><span class="work-head__name">{t('brand')} </span><span class="work-head__surface">{t(surface)}</span></a></p>
          {actor.unit_name && <p class="work-head__unit"><span class="govuk-visually-hidden">{t('workplace')}: </span>{actor.unit_name}</p>}
          {signedIn && <OwnDoors locale={locale} actor={actor} token={token} />}
        </div>
      </header>
      <SampleStrip locale={locale} />
      {nav.length > 0 && (
        <nav class="work-nav" aria-label={t('navWork')}>
          <ul class="wide">{nav.map(({ href, text, current }) => <li><a href={href} aria-current={current ? 'page' : undefined}>{text}</a></li>)}</ul>
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

/** As whom one acts, and the ways out of it. Language and sign-out change something, so they are sent, not followed. */
function OwnDoors({ locale, actor, token }: { locale: Locale; actor: Actor; token: string }): VNode {
  const t = sayKit(locale);
  const other = locale === 'en' ? 'id' : 'en';
  const role = actor.role === 'public' || actor.role === 'system' ? '' : sayRole(locale)(actor.role);
  return (
    <ul class="work-head__own">
      {(actor.name || role) && <li class="work-head__who">{[actor.name, role, actor.on_behalf_of && t('onBehalfOf', { name: actor.on_behalf_of.name })].filter(Boolean).join(' · ')}</li>}
      <li><a href="/akun/peran">{t('switchRole')}</a></li>
      <li>
        <form action="/akun/bahasa" method="post">
          <input type="hidden" name="_token" value={token} />
          <button class="work-head__key" type="submit" name="locale" value={other} lang={other}><span aria-hidden="true">{other.toUpperCase()}</span><span class="govuk-visually-hidden">{t('otherLanguage')}</span></button>
        </form>
      </li>
      <li><form action="/keluar" method="post"><button class="work-head__key" type="submit">{t('signOut')}</button></form></li>
    </ul>
  );
}

/** Four doors under the thumb, on phones only; the same links stand in the bar above. */
function QuickBar({ locale, nav }: { locale: Locale; nav: readonly NavigationLink[] }): VNode {
  const t = sayKit(locale);
  const doors: { href: string; text: string; icon: IconName }[] = [
    { href: '/bengkel', text: t('today'), icon: 'calendar-days' }, { href: '/bengkel/kehadiran', text: t('attendance'), icon: 'user-check' },
    { href: '/bengkel/perintah', text: t('work'), icon: 'hammer' }, { href: '/bengkel/alat', text: t('tools'), icon: 'wrench' },
  ];
  const current = nav.find((item) => item.current)?.href;
  return (
    <nav class="quick-bar" aria-label={t('navQuick')}>
      <ul>{doors.map(({ href, text, icon }) => <li><a href={href} aria-current={href === current ? 'page' : undefined}><Icon name={icon} />{text}</a></li>)}</ul>
    </nav>
  );
}
