/** The holder's paper: everything as it was signed, and the name from inside the facility. */
import { pdfAnswer } from '#kernel/documents/index.ts';
import { z } from 'zod';
import type { CertificateRow } from '../certificate-queries.ts';
import { certificatePdf } from './sertifikat.ts';

export async function certificatePaper(certificate: CertificateRow): Promise<Response> {
  const { id } = z.looseObject({ id: z.url() }).parse(JSON.parse(certificate.body));
  const bytes = await certificatePdf({
    number: certificate.number, issuer: certificate.issuer_name, holder: certificate.holder_name, title: certificate.title_id, units: certificate.units.map((unit) => ({ code: unit.code, name: unit.name_id, standard: unit.standard })),
    lesson_hours: certificate.lesson_hours, practice_hours: certificate.practice_hours, issued_on: certificate.issued_on, valid_until: certificate.valid_until, check_url: id, sample: certificate.is_sample,
  });
  // The file is named after its number: no name of a person, no place.
  return pdfAnswer(bytes, `sertifikat-${certificate.number}.pdf`);
}
