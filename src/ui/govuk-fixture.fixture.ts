/** For this folder's tests: what govuk-frontend publishes as the right markup, and a way to compare markup by meaning. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const published = z.object({ fixtures: z.array(z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() })) });
export type Fixture = z.infer<typeof published>['fixtures'][number];

export function fixturesOf(component: string): Fixture[] {
  const file = fileURLToPath(import.meta.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`));
  return published.parse(JSON.parse(readFileSync(file, 'utf8'))).fixtures;
}

/** Attributes that we add on purpose: they say in ARIA what the page already shows, or keep one click one click. */
const ours = new Set(['aria-required', 'aria-invalid', 'data-prevent-double-click', 'autocomplete']);

/** Tags with sorted attributes and single-spaced text, one per line: two spellings of the same markup become equal. */
export function normalised(html: string): string {
  const lines: string[] = [];
  for (const [, tag, text] of html.matchAll(/<([^>]+)>|([^<]+)/g)) {
    if (tag !== undefined) lines.push(tagLine(tag));
    else if (text?.trim()) lines.push(decoded(text).replace(/\s+/g, ' ').trim());
  }
  return lines.join('\n');
}

function tagLine(tag: string): string {
  const [, slash = '', name = '', rest = ''] = /^(\/?)([\w-]+)([\s\S]*)$/.exec(tag) ?? [];
  const attributes = [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].flatMap(([, key = '', value = '']) => (ours.has(key) ? [] : [`${key}="${decoded(value).replace(/\s+/g, ' ').trim()}"`]));
  return `<${slash}${name}${attributes.sort().map((attribute) => ` ${attribute}`).join('')}>`;
}

function decoded(text: string): string {
  return text.replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
