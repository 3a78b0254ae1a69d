// The signed monthly report as a print page and as PDF, from the content that was frozen with the signature.
import { formatInstant } from '#kernel/calendar.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { month as monthField } from '#kernel/form.ts';
import { documentByCode } from '#kernel/issue.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, page, type Req, type Route } from '#kernel/web.ts';
import { facilityById } from '#organisation';
import { printPage } from '#ui/frames.tsx';
import { laporanBulanan, type LaporanBulanan } from './documents/laporan-bulanan.ts';
import { reportOf } from './queries.ts';
import { reportedUnit } from './routes-report-facts.tsx';

async function signed(req: Req): Promise<{ content: LaporanBulanan; mark: Mark }> {
  const month = monthField.safeParse(req.params['month']).data;
  if (!month) throw new NotFound();
  return req.read(async (reader) => {
    const facility_id = await reportedUnit(reader, req.query['upt']);
    const code = (await reportOf(reader, facility_id, month))?.document_code;
    if (!code) throw new NotFound();
    const unit = await facilityById(reader, facility_id);
    const issued = await documentByCode(reader, code);
    return { content: laporanBulanan.content.parse(issued.content), mark: { code, check_url: `${req.origin}/cek/${code}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, unit.timezone, 'id'), sample: unit.is_sample, made_at: issued.recorded_at } };
  });
}

export const reportPaperRoutes: Route[] = [
  page({
    path: '/bengkel/laporan/:month/cetak', may: 'report.read',
    show: async (req) => {
      const { content, mark } = await signed(req);
      return printPage(req, { title: `Laporan bulanan ${content.number}`, sample: mark.sample }, <laporanBulanan.Page content={content} mark={mark} />);
    },
  }),
  file({
    path: '/bengkel/laporan/:month/laporan.pdf', may: 'report.read',
    send: async (req) => {
      const { content, mark } = await signed(req);
      return pdfAnswer(await laporanBulanan.pdf(content, mark), `laporan-bulanan-${content.month}.pdf`);
    },
  }),
];
