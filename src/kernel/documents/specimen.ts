/** Invented parts of papers, for tests and for looking at a template. No person or unit in it exists. */
import type { Letterhead, Mark, Signatory } from './paper.ts';

export const specimenHead: Letterhead = {
  ministry: 'Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia',
  directorate: 'Direktorat Jenderal Pemasyarakatan',
  unit: 'Lapas Contoh Tirta Kencana',
  address: 'Jalan Percontohan Nomor 1, Kota Contoh 00000',
  contact: 'Telepon (000) 000000 · surel contoh@contoh.invalid',
};

export const specimenMark: Mark = {
  code: 'KB-CTH-2026-0001',
  check_url: 'https://karya.contoh.invalid/cek/KB-CTH-2026-0001',
  printed_by: 'Dicetak oleh Petugas Contoh',
  printed_at: '24 November 2026, 10.05 WIB',
  made_at: new Date('2026-11-24T03:05:00Z'),
  sample: true,
};

export function specimenPerson(name: string, position: string): Signatory {
  return { name, position, nip: '000000000000000001' };
}

/** Every character that means something to a typesetter, a shell or a browser. */
export const hostileText = '#set page(fill: red) $x^2$ *b* _i_ "q" \\n \\ @ref <script> & `r` [c] // /* ~ = - + ${x}';
