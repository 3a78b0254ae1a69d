import type { VNode } from 'preact';
import type { Locale } from '#kernel/words.ts';
import { Icon } from './icon.tsx';
import { sayKit } from './words.ts';

/** To the page made for paper. */
export function PrintLink({ locale, href }: { locale: Locale; href: string }): VNode {
  return <a class="govuk-button govuk-button--secondary no-print" href={href}><Icon name="printer" /> {sayKit(locale)('print')}</a>;
}

/** A plain link: no program of another house runs on our pages. */
export function ShareLink({ locale, text, url }: { locale: Locale; text: string; url: string }): VNode {
  return <a class="govuk-link" href={`https://wa.me/?text=${encodeURIComponent(`${text}\n${url}`)}`} rel="noopener">{sayKit(locale)('share')}</a>;
}
