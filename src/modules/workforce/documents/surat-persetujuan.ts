/** Surat persetujuan kerja: read aloud, then signed by the person and two witnesses (ILO Convention 29; Convention 105). Empty until signed. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { letterhead, officialDocument, signatory } from '#kernel/documents/index.ts';
import { regimeNames, regimes } from '../worker.ts';

const content = z.strictObject({
  letterhead, number: z.string(), person: z.strictObject({ name: z.string(), register_number: z.string(), roster_code: z.string(), kind: z.string() }), regime: z.enum(regimes), contract_ref: z.string(), officer: signatory, place: z.string(), day: z.iso.date(),
});
export type SuratPersetujuan = z.output<typeof content>;

export const suratPersetujuan = officialDocument({
  kind: 'surat-persetujuan', content,
  compose: (letter) => ({
    title: 'Surat Persetujuan Bekerja', number: letter.number, letterhead: letter.letterhead,
    blocks: [
      { kind: 'facts', facts: [
        { label: 'Nama', value: letter.person.name }, { label: 'Nomor register', value: letter.person.register_number }, { label: 'Kode peserta', value: letter.person.roster_code }, { label: 'Status', value: letter.person.kind },
        { label: 'Jenis pekerjaan', value: regimeNames[letter.regime].id }, { label: 'Kontrak', value: letter.contract_ref === '' ? 'semua pekerjaan jenis ini' : letter.contract_ref },
      ] },
      { kind: 'text', text: 'Saya menyatakan, sesudah surat ini dibacakan dengan jelas kepada saya:' },
      { kind: 'clauses', clauses: [
        'Saya bersedia melakukan pekerjaan tersebut atas kemauan saya sendiri, tanpa paksaan dan tanpa ancaman.',
        'Saya sudah diberi tahu jenis pekerjaan, jam kerja, premi, bahaya dan perlindungannya.',
        'Saya dapat menarik persetujuan ini kapan saja, dengan lisan atau tulisan, tanpa alasan. Penarikan berlaku seketika.',
        'Menolak atau menarik persetujuan tidak mengurangi hak saya: remisi, kunjungan, tingkat pembinaan dan urutan daftar tunggu tetap.',
      ] },
      { kind: 'signatures', place_and_day: `${letter.place}, ${formatDay(letter.day, 'id')}`, signatures: [{ above: 'Yang menyatakan', person: null, note: 'tanda tangan atau cap jempol' }, { above: 'Petugas yang membacakan', person: letter.officer, stamp: true }] },
      { kind: 'signatures', signatures: [{ above: 'Saksi 1', person: null, note: 'nama terang' }, { above: 'Saksi 2', person: null, note: 'nama terang' }] },
      { kind: 'note', text: 'Dasar: Konvensi ILO Nomor 29 tentang Kerja Paksa, Pasal 2 ayat (2) huruf c.' },
    ],
  }),
});
