/** An official document: a schema of its content and one function that composes the paper from it. */
import type { VNode } from 'preact';
import type { z } from 'zod';
import { fingerprint } from './fingerprint.ts';
import { mark as markSchema, standing, type Mark, type Paper } from './paper.ts';
import { PaperPage } from './paper.tsx';
import { qrSvg } from './qr.ts';
import { renderPdf, type PaperSize } from './typeset.ts';

export type OfficialDocument<Schema extends z.ZodType> = {
  /** Names the document in routes, file names and the register of issued papers. */
  kind: string;
  content: Schema;
  /** Refuses (ZodError) content whose figures do not agree with each other. */
  compose: (content: z.input<Schema>) => Paper;
  pdf: (content: z.input<Schema>, mark: Mark, paper?: PaperSize) => Promise<Uint8Array>;
  Page: (props: { content: z.input<Schema>; mark: Mark }) => VNode;
};

export function officialDocument<Schema extends z.ZodType>(of: {
  kind: string;
  content: Schema;
  paper?: PaperSize;
  compose: (content: z.output<Schema>) => Paper;
}): OfficialDocument<Schema> {
  const compose = (content: z.input<Schema>): Paper => of.compose(of.content.parse(content));
  return {
    kind: of.kind,
    content: of.content,
    compose,
    pdf: (content, mark, size = of.paper ?? 'a4') => paperPdf(compose(content), mark, fingerprint(content), size),
    Page: ({ content, mark }) => PaperPage({ paper: compose(content), mark, hash: fingerprint(content) }),
  };
}

/** The paper of a document, already composed, as PDF. */
export async function paperPdf(paper: Paper, mark: Mark, hash: string, size: PaperSize): Promise<Uint8Array> {
  const { made_at, ...printed } = markSchema.parse(mark);
  const made = made_at ?? new Date(0);
  const content = { paper, standing, made_at: calendarParts(made), mark: { ...printed, hash, qr: qrSvg(mark.check_url) } };
  return renderPdf({ template: new URL('./paper.typ', import.meta.url), content, paper: size, made_at: made });
}

function calendarParts(at: Date): number[] {
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
}
