/** The holder's own paper: their name, what they can do, a QR to check it. No word of it says where they learned. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { qrSvg, renderPdf } from '#kernel/documents/index.ts';

export const certificateContent = z.strictObject({
  number: z.string(), issuer: z.string(), holder: z.string(), title: z.string(), units: z.array(z.strictObject({ code: z.string(), name: z.string(), standard: z.string() })).min(1),
  lesson_hours: z.int().nonnegative(), practice_hours: z.int().nonnegative(), issued_on: z.iso.date(), valid_until: z.iso.date().nullable(), check_url: z.url(), sample: z.boolean(),
});

export async function certificatePdf(input: z.input<typeof certificateContent>): Promise<Uint8Array> {
  const content = certificateContent.parse(input);
  return renderPdf({ template: new URL('./sertifikat.typ', import.meta.url), content: { ...content, text: certificateText(content), qr: qrSvg(content.check_url) }, paper: 'a4', made_at: new Date(`${content.issued_on}T00:00:00Z`) });
}

export function certificateText(content: z.output<typeof certificateContent>): Record<'hours' | 'issued' | 'valid' | 'check' | 'sample', string> {
  return {
    hours: `${content.lesson_hours} jam pelajaran${content.practice_hours > 0 ? ` · ${content.practice_hours} jam praktik kerja` : ''}`,
    issued: `Diterbitkan ${formatDay(content.issued_on, 'id')}`,
    valid: content.valid_until ? `Berlaku sampai ${formatDay(content.valid_until, 'id')}` : 'Berlaku tanpa batas waktu',
    check: 'Ditandatangani secara digital. Pindai kode QR atau buka alamat ini untuk memeriksa keaslian dan masa berlakunya.',
    sample: content.sample ? 'DATA CONTOH – bukan dokumen resmi' : '',
  };
}
