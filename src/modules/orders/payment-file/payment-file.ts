/** The ways an agency pays, and how far its file of papers is. Pure; the list of papers is dated reference rows. */
import { z } from 'zod';
import { day } from '#kernel/form.ts';

export const channels = ['up', 'ls', 'ls_contract', 'catalogue'] as const;
export type Channel = (typeof channels)[number];
export const channelNames: Record<Channel, { id: string; en: string }> = {
  up: { id: 'UP (uang persediaan)', en: 'UP (petty funds)' }, ls: { id: 'LS non-kontraktual', en: 'LS without a contract record' }, ls_contract: { id: 'LS kontraktual', en: 'LS with a contract record' }, catalogue: { id: 'Katalog elektronik', en: 'Electronic catalogue' },
};

export type PaperRow = { paper: string; side: 'order' | 'document' | 'agency' | 'maker'; document: string | null; required: boolean; name_id: string; name_en: string; legal_basis: string };
export type Known = { rup_code: string | null; documents: readonly { kind: string; number: string; code: string; replaced_by: string | null }[]; entries: readonly { paper: string; number: string; on_day: string }[] };
export type Item = PaperRow & { there: boolean; number?: string; code?: string; on_day?: string };
export function checklist(papers: readonly PaperRow[], { rup_code, documents, entries }: Known): Item[] {
  return papers.map((paper): Item => {
    if (paper.side === 'order') return { ...paper, there: rup_code !== null, ...(rup_code ? { number: rup_code } : {}) };
    if (paper.side === 'document') {
      const found = documents.filter(({ kind, replaced_by }) => kind === paper.document && replaced_by === null).at(-1);
      return { ...paper, there: found !== undefined, ...(found ? { number: found.number, code: found.code } : {}) };
    }
    const entry = entries.filter((each) => each.paper === paper.paper).at(-1);
    return { ...paper, there: entry !== undefined, ...(entry ? { number: entry.number, on_day: entry.on_day } : {}) };
  });
}

export const channelChoice = z.strictObject({ channel: z.enum(channels) });
export const paperEntry = z.strictObject({ paper: z.string().trim().min(2).max(60), number: z.string().trim().min(2, 'Isi nomornya | Enter its number').max(100), on_day: day.optional() });
export const issuedPapers = ['ringkasan-kontrak', 'berita-acara-pembayaran'] as const;
export const paperIssue = z.strictObject({ paper: z.enum(issuedPapers) });
