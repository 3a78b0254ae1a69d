/** SK Kepala UPT on the result of a TPP session: who is placed, refused or postponed, by which votes, with the minutes. Kept inside: it names people. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { letterhead, officialDocument, signatory, type Block } from '#kernel/documents/index.ts';

const decided = z.strictObject({ roster_code: z.string(), name: z.string(), register_number: z.string(), matter: z.string(), votes: z.string(), reason: z.string() });
const content = z.strictObject({
  letterhead, number: z.string(), session_number: z.string(), held_on: z.iso.date(), place: z.string(), members: z.array(z.strictObject({ name: z.string(), position: z.string(), post: z.string(), present: z.boolean() })).min(3),
  minutes: z.string(), approved: z.array(decided), refused: z.array(decided), postponed: z.array(decided), signed_by: signatory, signed_in: z.string(), signed_on: z.iso.date(),
}).refine((letter) => letter.approved.length + letter.refused.length + letter.postponed.length > 0, { message: 'a letter without a decision' });
export type SkTpp = z.output<typeof content>;

export const skTpp = officialDocument({
  kind: 'sk-tpp', content,
  compose: (letter) => ({
    title: 'Keputusan Kepala UPT tentang Hasil Sidang TPP', number: letter.number, subtitle: `Sidang ${letter.session_number}, ${formatDay(letter.held_on, 'id')}`, letterhead: letter.letterhead,
    blocks: [
      { kind: 'clauses', clauses: [
        'Menimbang: bahwa penempatan dan penangguhan kerja diputuskan atas rekomendasi Tim Pengamat Pemasyarakatan.',
        'Mengingat: Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan; Peraturan Pemerintah Nomor 31 Tahun 1999.',
        `Memperhatikan: berita acara sidang ${letter.session_number} di ${letter.place}.`,
      ] },
      { kind: 'section', title: 'Memutuskan' },
      ...(letter.approved.length > 0 ? [decisionsTable('Disetujui', letter.approved)] : []),
      ...(letter.refused.length > 0 ? [decisionsTable('Ditolak', letter.refused)] : []),
      ...(letter.postponed.length > 0 ? [decisionsTable('Ditunda', letter.postponed)] : []),
      { kind: 'text', text: 'Keputusan berlaku sejak ditandatangani. Peserta kerja dapat mengajukan keberatan lewat wali pemasyarakatan; keberatan tidak mengurangi hak apa pun.' },
      { kind: 'section', title: 'Berita acara' },
      { kind: 'table', columns: [{ title: 'Nama', share: 2 }, { title: 'Jabatan', share: 2 }, { title: 'Kedudukan', share: 1 }, { title: 'Hadir', share: 0.7 }], rows: letter.members.map((each) => [each.name, each.position, each.post, each.present ? 'ya' : 'tidak']) },
      { kind: 'text', text: letter.minutes },
      { kind: 'signatures', place_and_day: `${letter.signed_in}, ${formatDay(letter.signed_on, 'id')}`, signatures: [{ above: 'Ditetapkan oleh', person: letter.signed_by, stamp: true }] },
      { kind: 'copies', title: 'Tembusan', copies: ['Kepala seksi kegiatan kerja', 'Kepala seksi pembinaan', 'Peserta yang bersangkutan'] },
    ],
  }),
});

function decisionsTable(title: string, rows: SkTpp['approved']): Block {
  return {
    kind: 'table', title, columns: [{ title: 'Kode', share: 0.7 }, { title: 'Nama', share: 2 }, { title: 'Nomor register', share: 1.9 }, { title: 'Perkara', share: 2.4 }, { title: 'Suara', share: 0.9 }, { title: 'Alasan', share: 2.2 }],
    rows: rows.map((row) => [row.roster_code, row.name, row.register_number, row.matter, row.votes, row.reason]),
  };
}
