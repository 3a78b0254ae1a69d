import type { VNode } from 'preact';
import type { Locale } from '#kernel/words.ts';
import { sayOrganisation } from '../words.ts';

/** Every claim shows where it comes from: links by their site's name, or plainly that nobody checked it. */
export function SourceLinks({ source, locale }: { source: string; locale: Locale }): VNode {
  const parts = source.split(/\s*;\s*/).filter(Boolean);
  return (
    <>
      {parts.map((part, n) => (
        <>
          {n > 0 ? ', ' : ''}
          {URL.canParse(part) ? <a href={part} rel="nofollow noopener external">{new URL(part).hostname.replace(/^www\./, '')}</a> : plain(part, locale)}
        </>
      ))}
    </>
  );
}

function plain(text: string, locale: Locale): string {
  return /unverified/i.test(text) ? sayOrganisation(locale)('noSource') : text;
}

/** The newest year a report names in its note or in its address. */
export function yearOf(note: string, source: string): string {
  const years = [...`${note} ${source}`.matchAll(/(?<!\d)(20[012]\d)(?!\d)/g)].map((match) => Number(match[1]));
  return years.length > 0 ? String(Math.max(...years)) : '–';
}
