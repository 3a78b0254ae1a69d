// An issued paper, as a print page and as PDF, from the content that was frozen when it was issued.
import { formatInstant } from '#kernel/calendar.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { documentByCode, type IssuedDocument } from '#kernel/issue.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, page, type Req, type Route } from '#kernel/web.ts';
import { checkUrl } from '#catalogue';
import { printPage } from '#ui/frames.tsx';
import { Notice } from '#ui';
import { paperUrl } from './urls.ts';
import { sayOrders } from './words.ts';
import { paperOf, paperTitle } from './papers.ts';
import { samplePaper } from './queries.ts';

export const paperRoutes: Route[] = [
  file({ path: '/dokumen/:file{[A-Z0-9]+\\.pdf}', may: 'paper.read', send: async (req) => paperPdf(req, await found(req, (req.params['file'] ?? '').replace(/\.pdf$/, ''))) }),
  page({ path: '/dokumen/:code', may: 'paper.read', show: async (req) => paperPage(req, await found(req, req.params['code'] ?? '')) }),
];

type Found = { paper: IssuedDocument; sample: boolean };
/** Rows decide who may see it: the seller, the agency that bought, and those who oversee. */
function found(req: Req, code: string): Promise<Found> {
  return req.read(async (reader) => {
    const paper = await documentByCode(reader, code);
    if (!paperOf(paper.kind)) throw new NotFound();
    return { paper, sample: await samplePaper(reader, paper.subject_id) };
  });
}

export function paperPage(req: Req, { paper, sample }: Found) {
  return printPage(req, { title: `${paperTitle(paper.kind, req.locale)} ${paper.number}`, sample }, paper.replaced_by ? <Notice tone="warning"><a href={paperUrl(paper.replaced_by)}>{sayOrders(req.locale)('replacedPaper')}</a></Notice> : null, paperOf(paper.kind)?.page(paper.content, markOf(req, paper, sample)) ?? null);
}

export async function paperPdf(req: Req, { paper, sample }: Found): Promise<Response> {
  const bytes = await paperOf(paper.kind)?.pdf(paper.content, markOf(req, paper, sample));
  if (!bytes) throw new NotFound();
  const name = `${paper.kind}-${paper.number}`.replace(/[^A-Za-z0-9.-]+/g, '-');
  return pdfAnswer(bytes, `${name}.pdf`);
}

function markOf(req: Req, { code, recorded_at }: IssuedDocument, sample: boolean): Mark {
  return {
    code, sample, check_url: `${req.origin}${checkUrl('id', code)}`, printed_by: req.actor.name || 'Pembeli', printed_at: formatInstant(req.now, 'Asia/Jakarta', 'id'), made_at: recorded_at,
  };
}
