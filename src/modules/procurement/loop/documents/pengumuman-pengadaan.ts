/** Pengumuman: which kinds and how many prison industry offers the state in a year, fixed before the year begins. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { figure, idr, letterhead, officialDocument, signatory, sum } from '#kernel/documents/index.ts';

const content = z.strictObject({
  letterhead, number: z.string(), year: z.int(), day: z.iso.date(), lead_days: z.int(), legal_basis: z.string(), announced_by: signatory,
  lines: z.array(z.strictObject({ code: z.string(), name: z.string(), unit: z.string(), quantity: z.int().min(1), demanded: z.int(), makers: z.int(), low_idr: idr, high_idr: idr })).min(1),
}).refine(({ lines }) => lines.every(({ low_idr, high_idr }) => low_idr <= high_idr), { path: ['lines'], message: 'a price range begins with its lower end' });

export const pengumumanPengadaan = officialDocument({
  kind: 'pengumuman-pengadaan',
  content,
  compose: (paper) => ({
    title: 'Pengumuman Jenis dan Jumlah Barang', number: paper.number, subtitle: `Hasil industri pemasyarakatan untuk instansi pemerintah, tahun anggaran ${paper.year}`, letterhead: paper.letterhead,
    blocks: [
      { kind: 'text', text: `Diumumkan jenis dan jumlah barang hasil industri pemasyarakatan yang tersedia bagi instansi pemerintah dalam tahun anggaran ${paper.year}. Instansi memesan tempat (reservasi) sampai jumlah ini, lalu memesan bertahap dari reservasinya.` },
      {
        kind: 'table', columns: [{ title: 'Kode', share: 1.2 }, { title: 'Jenis barang', share: 2.4 }, { title: 'Jumlah', align: 'right', share: 1.2 }, { title: 'Diminta', align: 'right', share: 1.2 }, { title: 'UPT', align: 'right', share: 0.7 }, { title: 'Harga satuan (Rp)', align: 'right', share: 2 }],
        rows: paper.lines.map((line) => [line.code, line.name, `${figure(line.quantity)} ${line.unit}`, figure(line.demanded), figure(line.makers), line.low_idr === line.high_idr ? figure(line.low_idr) : `${figure(line.low_idr)} – ${figure(line.high_idr)}`]),
        foot: [['', 'Jumlah jenis', figure(paper.lines.length), '', '', ''], ['', 'Jumlah barang', figure(sum(paper.lines, ({ quantity }) => quantity)), figure(sum(paper.lines, ({ demanded }) => demanded)), '', '']],
      },
      { kind: 'note', text: `Diumumkan paling lambat ${figure(paper.lead_days)} hari sebelum tahun anggaran. Dasar: ${paper.legal_basis}. Jumlah tidak berubah sesudah diumumkan.` },
      { kind: 'signatures', place_and_day: `Jakarta, ${formatDay(paper.day, 'id')}`, signatures: [{ above: paper.announced_by.position, person: paper.announced_by, stamp: true }] },
    ],
  }),
});
