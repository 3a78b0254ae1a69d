/** Which papers this room issues, and how each is drawn from its frozen content. */
import type { VNode } from 'preact';
import type { Mark, OfficialDocument } from '#kernel/documents/index.ts';
import type { Locale } from '#kernel/words.ts';
import type { z } from 'zod';
import { adendum, bast, beritaAcaraPembayaran, dokumenSwakelola, faktur, kontrakPayung, kuitansi, pengembalian, ringkasanKontrak, suratJalan, suratPesanan } from './documents/index.ts';
import { paperNames } from './words.ts';

export type DrawnPaper = { page: (content: unknown, mark: Mark) => VNode; pdf: (content: unknown, mark: Mark) => Promise<Uint8Array> };

/** The content was parsed when it was issued; it is parsed again when it is read, so a broken row is a fault and never a paper. */
function drawn<Schema extends z.ZodType>(paper: OfficialDocument<Schema>): DrawnPaper {
  const read = (content: unknown): z.input<Schema> => {
    paper.content.parse(content);
    return content as z.input<Schema>;
  };
  return { page: (content, mark) => paper.Page({ content: read(content), mark }), pdf: (content, mark) => paper.pdf(read(content), mark) };
}

const papers: Record<string, DrawnPaper> = {
  [suratPesanan.kind]: drawn(suratPesanan), [suratJalan.kind]: drawn(suratJalan), [bast.kind]: drawn(bast), [kuitansi.kind]: drawn(kuitansi), [faktur.kind]: drawn(faktur), [pengembalian.kind]: drawn(pengembalian), [adendum.kind]: drawn(adendum), [dokumenSwakelola.kind]: drawn(dokumenSwakelola), [kontrakPayung.kind]: drawn(kontrakPayung), [ringkasanKontrak.kind]: drawn(ringkasanKontrak), [beritaAcaraPembayaran.kind]: drawn(beritaAcaraPembayaran),
};

export const paperOf = (kind: string): DrawnPaper | undefined => papers[kind];
export const paperTitle = (kind: string, locale: Locale): string => paperNames[kind]?.[locale] ?? kind;
