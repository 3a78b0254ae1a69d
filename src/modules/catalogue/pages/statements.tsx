import type { VNode } from 'preact';
import type { Req } from '#kernel/web.ts';
import { PageHeading, Section } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import type { Statement } from '../statements.ts';

/** Help, complaints, accessibility, privacy and terms: one shape, their words in `statements.ts`. */
export function statementPage(req: Req, statement: Statement): VNode {
  const { locale } = req;
  return shopPage(req, { title: statement.title[locale], description: statement.lead[locale] },
    <PageHeading title={statement.title[locale]} />,
    <p class="lead">{statement.lead[locale]}</p>,
    ...statement.sections.map(({ title, paragraphs }) => (
      <Section title={title[locale]}>{paragraphs.map((paragraph) => <p>{linked(paragraph[locale], locale)}</p>)}</Section>
    )));
}

/** `[text](/address)` in a paragraph becomes a link in the reader's language; the agencies' side has one address for both. */
function linked(text: string, locale: 'id' | 'en'): (string | VNode)[] {
  return text.split(/(\[[^\]]+\]\([^)]+\))/).map((part) => {
    const [, label, href] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? [];
    if (!label || !href) return part;
    return <a href={href.startsWith('/') && !href.startsWith('/pengadaan') && locale === 'en' ? `/en${href}` : href}>{label}</a>;
  });
}
