/**
 * What an official paper is made of. A room composes a `Paper` from its own content; the same value is set by Typst
 * (`paper.typ`) and shown as a print page (`paper.tsx`), so the two can never say different things.
 * All text is final: figures are already written as paper writes them, in Indonesian.
 */
import { z } from 'zod';

/** The head of the letter: text kept by the administrator; the crest is the ministry's to supply. */
export const letterhead = z.strictObject({
  ministry: z.string(),
  directorate: z.string(),
  unit: z.string(),
  address: z.string(),
  contact: z.string().optional(),
});
export type Letterhead = z.infer<typeof letterhead>;

/** Who signs, from a dated role record. `nip` stays text: eighteen digits do not fit a number. */
export const signatory = z.strictObject({
  name: z.string(),
  nip: z.string().optional(),
  position: z.string(),
  decree: z.string().optional(),
});
export type Signatory = z.infer<typeof signatory>;

/** What ties the paper to the system. It is no part of the content: a second copy has another `printed_at`. */
export const mark = z.strictObject({
  code: z.string(),
  /** Where anyone (or, for papers about a person, only staff) can check the paper. */
  check_url: z.url(),
  printed_by: z.string(),
  /** "24 November 2026, 10.05 WIB" */
  printed_at: z.string(),
  made_at: z.date().optional(),
  sample: z.boolean(),
});
export type Mark = z.infer<typeof mark>;

export type Fact = { label: string; value: string };
export type Align = 'left' | 'right' | 'center';
export type Column = { title: string; align?: Align; /** share of the width; narrow columns take what they need */ share?: number };
export type Signature = { above: string; person: Signatory | null; note?: string; stamp?: boolean; meterai?: boolean };

export type Block =
  | { kind: 'section'; title: string }
  | { kind: 'text'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'facts'; facts: Fact[] }
  | { kind: 'parties'; parties: { heading: string; facts: Fact[] }[] }
  | { kind: 'table'; title?: string; columns: Column[]; rows: string[][]; foot?: string[][] }
  | { kind: 'totals'; facts: Fact[]; total: Fact; words: string }
  /** A bar chart beside its words: `share` is the filled part of the width, in per cent. */
  | { kind: 'bars'; title: string; bars: { label: string; share: number; text: string }[] }
  | { kind: 'checks'; checks: { label: string; checked: boolean }[] }
  | { kind: 'clauses'; clauses: string[] }
  | { kind: 'signatures'; place_and_day?: string; signatures: Signature[] }
  | { kind: 'copies'; title: string; copies: string[] };

export type Paper = {
  title: string;
  number: string;
  /** A line under the number, such as the month of a report. */
  subtitle?: string;
  letterhead: Letterhead;
  blocks: Block[];
};

/** The words that every paper carries, here once for both renderings. */
export const standing = {
  sample: 'DATA CONTOH – bukan dokumen resmi',
  unsigned: 'Belum ditandatangani elektronik. QR hanya menunjukkan bahwa dokumen ini berasal dari sistem ini.',
  number: 'Nomor',
  words: 'Terbilang',
  stamp: 'cap dinas',
  meterai: 'meterai',
} as const;
