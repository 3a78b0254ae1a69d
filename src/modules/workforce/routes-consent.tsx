/** The form of consent, filled with the person and the work, to be read aloud and signed: as a page to print and as PDF. */
import { z } from 'zod';
import { formatInstant } from '#kernel/calendar.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { file, page, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityById, signatoryOn } from '#organisation';
import { printPage } from '#ui/frames.tsx';
import { suratPersetujuan } from './documents/index.ts';
import { readWorkerFile } from './file-commands.ts';
import { urls } from './urls.ts';
import { kindNames, regimes } from './worker.ts';

const asked = z.object({ jenis: z.enum(regimes).catch('facility'), kontrak: z.string().trim().max(200).catch('') });

export const consentPages: Route[] = [
  page({ path: '/bengkel/peserta/:id/persetujuan/formulir', may: 'consent.record', show: async (req) => {
    const { content, mark } = await letter(req);
    return printPage(req, { title: content.number, sample: mark.sample }, suratPersetujuan.Page({ content, mark }));
  } }),
  file({ path: '/bengkel/peserta/:id/persetujuan/formulir.pdf', may: 'consent.record', send: async (req) => {
    const { content, mark } = await letter(req);
    return pdfAnswer(await suratPersetujuan.pdf(content, mark), 'surat-persetujuan.pdf');
  } }),
];

/** A form is no issued paper: its mark leads to the file, behind sign-in. */
async function letter(req: Req): Promise<{ content: z.input<typeof suratPersetujuan.content>; mark: Mark }> {
  const person = await req.write((tx) => readWorkerFile(tx, req.params['id'] ?? ''));
  const { jenis, kontrak } = asked.parse(req.query);
  return req.read(async (reader) => {
    const facility = await facilityById(reader, person.facility_id);
    const day = await dayAt(reader, person.facility_id);
    const officer = await signatoryOn(reader, { facility_id: person.facility_id, duty: 'section_head', day });
    const number = `SPB-${person.roster_code}-${day}`;
    return {
      content: {
        letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${facility.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: facility.name, address: facility.address ?? `${facility.regency}, ${facility.province}` },
        number, person: { name: person.name, register_number: person.register_number, roster_code: person.roster_code, kind: kindNames[person.kind].id }, regime: jenis, contract_ref: kontrak,
        officer: { name: officer?.name ?? '…………………………', position: officer?.position ?? 'Kepala Seksi Kegiatan Kerja' }, place: facility.regency, day,
      },
      mark: { code: number, check_url: `${req.origin}${urls.worker(person.id, 'persetujuan')}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, facility.timezone, 'id'), sample: facility.is_sample },
    };
  });
}
