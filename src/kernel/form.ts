import { z } from 'zod';
import { Invalid } from './refusal.ts';
import type { Locale } from './words.ts';

/** Parses once, at the edge. Problems come back by dotted path, in the reader's language. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown, locale: Locale): z.infer<Schema> {
  const result = schema.safeParse(input, { error: locale === 'en' ? english : indonesian });
  if (result.success) return result.data;
  const problems: Record<string, string> = {};
  for (const issue of result.error.issues) problems[issue.path.join('.')] ??= said(issue.message, locale);
  throw new Invalid(problems);
}

const english = z.locales.en().localeError;
const translated = z.locales.id().localeError;
const indonesian: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === '')) return 'Wajib diisi';
  return translated(issue);
};

/** A schema's own message may carry both languages: 'Isi jumlah | Enter a quantity'. */
function said(message: string, locale: Locale): string {
  const [id = message, en = id] = message.split(' | ');
  return locale === 'en' ? en : id;
}

/**
 * Form bodies as nested values: `lines.0.sku=…` becomes `{ lines: [{ sku }] }`, a repeated name becomes an array,
 * an empty string is absent. Never trusts a key: prototypes cannot be reached.
 */
export function nest(entries: Iterable<[string, unknown]>): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) {
    if (value === '' || name.length > 200) continue;
    place(root, name.split('.'), typeof value === 'string' ? value.trim() : value);
  }
  return arrays(root) as Record<string, unknown>;
}

function place(root: Record<string, unknown>, path: string[], value: unknown): void {
  let at = root;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    at = (typeof next === 'object' && next !== null ? next : (at[key] = Object.create(null))) as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  const there = at[last];
  if (there === undefined) at[last] = value;
  else if (Array.isArray(there)) there.push(value);
  else at[last] = [there, value];
}

function arrays(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Blob) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, arrays(inner)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d{1,4}$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  }
  return Object.fromEntries(entries);
}

/** Field schemas for forms and the API alike. */
const digits = /^-?\d+$/;
/** A whole number as people type it: `1.250.000`, `1250000`, or a JSON number. */
export const whole = z.preprocess(
  (input) => (typeof input === 'string' && /^-?[\d. ]+$/.test(input) && digits.test(input.replace(/[. ]/g, '')) ? Number(input.replace(/[. ]/g, '')) : input),
  z.int(),
);
export const positive = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(1).max(1_000_000_000));
export const rupiahAmount = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(100_000_000_000));
/** A day: `2026-11-24`, or as typed here: `24/11/2026`. */
export const day = z.preprocess((input) => {
  if (typeof input !== 'string') return input;
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(input) ?? [];
  return d && m && y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : input;
}, z.iso.date('Isi tanggal seperti 24/11/2026 | Enter a day like 24/11/2026'));
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Isi bulan seperti 2026-11 | Enter a month like 2026-11');
export const shortText = z.string().trim().min(1).max(200).refine((text) => !text.includes('\u0000'));
export const longText = z.string().trim().min(1).max(4000).refine((text) => !text.includes('\u0000'));
export const ticked = z.preprocess((input) => input === true || input === 'on' || input === 'ya' || input === 'true' || input === '1', z.boolean());
/** One or many of a repeated form field. */
export const many = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === undefined ? [] : Array.isArray(input) ? input : [input]), z.array(of).max(500));
