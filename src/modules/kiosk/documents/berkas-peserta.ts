/** Salinan berkas peserta: everything of the own file that the record of work holds, in plain tables, for the person themselves. */
import { z } from 'zod';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { figure, idr, letterhead, officialDocument, orDash, signatory } from '#kernel/documents/index.ts';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export const fileContent = z.strictObject({
  letterhead, number: z.string(), day: z.iso.date(), place: z.string(), officer: signatory,
  request: z.strictObject({ number: z.string(), on: z.iso.date() }),
  person: row,
  /** Findings and papers on file: assessments, fitness, remissions, qualifications, restrictions. */
  records: z.array(z.strictObject({ kind: z.string(), day: z.iso.date(), until: z.iso.date().nullable(), text: z.string() })),
  placements: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date().nullable(), workshop: z.string(), job: z.string(), decree: z.string() })),
  hours: z.array(z.strictObject({ day: z.iso.date(), workshop: z.string(), mark: z.string(), minutes: z.number(), paid: z.boolean() })),
  output: z.array(z.strictObject({ month: z.string(), product: z.string(), good: z.number(), rework: z.number(), scrap: z.number() })),
  pay: z.array(z.strictObject({ day: z.iso.date(), why: z.string(), amount_idr: idr })),
  savings: z.strictObject({ balance_idr: idr, movements: z.array(z.strictObject({ day: z.iso.date(), memo: z.string(), amount_idr: idr, after_idr: idr })) }),
  training: z.array(z.strictObject({ course: z.string(), state: z.string(), from: z.iso.date(), to: z.iso.date() })),
  objections: z.array(z.strictObject({ number: z.string(), about: z.string(), month: z.string(), words: z.string(), answer: z.string().nullable() })),
  complaints: z.array(z.strictObject({ number: z.string(), raised_on: z.iso.date(), state: z.string() })),
});

const names: Record<string, string> = {
  roster_code: 'Kode', register_number: 'Nomor register', name: 'Nama', sex: 'Jenis kelamin', kind: 'Status', born_on: 'Tanggal lahir', custody_from: 'Ditahan sejak', sentence_from: 'Pidana sejak', release_on: 'Bebas', sentence_end_on: 'Pidana berakhir', fit_until: 'Layak kerja sampai', skill_level: 'Tingkat', education: 'Pendidikan', state: 'Keadaan',
};

export const berkasPeserta = officialDocument({
  kind: 'berkas-peserta',
  content: fileContent,
  compose: (file) => ({
    title: 'Salinan Berkas Peserta Kerja',
    number: file.number,
    subtitle: `Atas permintaan ${file.request.number}, ${formatDay(file.request.on, 'id')}`,
    letterhead: file.letterhead,
    blocks: [
      { kind: 'facts', facts: Object.entries(file.person).flatMap(([key, value]) => (names[key] && value !== null ? [{ label: names[key], value: String(value) }] : [])) },
      table('Catatan dan temuan', ['Jenis', 'Isi', 'Hari', 'Sampai'], file.records.map((each) => [each.kind, each.text, formatDay(each.day, 'id'), each.until ? formatDay(each.until, 'id') : '–'])),
      table('Penempatan', ['Sejak', 'Sampai', 'Bengkel', 'Kerja', 'Dasar'], file.placements.map((each) => [formatDay(each.from, 'id'), each.to ? formatDay(each.to, 'id') : '–', each.workshop, each.job, each.decree])),
      table('Jam kerja', ['Hari', 'Bengkel', 'Catatan', 'Menit'], file.hours.map((each) => [formatDay(each.day, 'id'), each.workshop, `${each.mark}${each.paid ? '' : ' (tidak dihitung premi)'}`, figure(each.minutes)])),
      table('Hasil kerja', ['Bulan', 'Barang', 'Baik', 'Diperbaiki', 'Rusak'], file.output.map((each) => [formatMonth(each.month, 'id'), each.product, figure(each.good), figure(each.rework), figure(each.scrap)])),
      table('Premi', ['Hari', 'Penjelasan', 'Rupiah'], file.pay.map((each) => [formatDay(each.day, 'id'), each.why, figure(each.amount_idr)])),
      table('Simpanan', ['Hari', 'Penjelasan', 'Rupiah', 'Saldo'], file.savings.movements.map((each) => [formatDay(each.day, 'id'), each.memo, figure(each.amount_idr), figure(each.after_idr)])),
      table('Pelatihan', ['Pelatihan', 'Keadaan', 'Dari', 'Sampai'], file.training.map((each) => [each.course, each.state, formatDay(each.from, 'id'), formatDay(each.to, 'id')])),
      table('Keberatan', ['Nomor', 'Tentang', 'Isi', 'Jawaban'], file.objections.map((each) => [each.number, `${each.about} ${formatMonth(each.month, 'id')}`, each.words, orDash(each.answer ?? undefined)])),
      table('Pengaduan tertutup (isinya tetap tertutup)', ['Nomor', 'Hari', 'Keadaan'], file.complaints.map((each) => [each.number, formatDay(each.raised_on, 'id'), each.state])),
      { kind: 'signatures', place_and_day: `${file.place}, ${formatDay(file.day, 'id')}`, signatures: [{ above: file.officer.position, person: file.officer, stamp: true }, { above: 'Diterima oleh', person: null, note: 'tanda tangan atau cap jempol' }] },
    ],
  }),
});

function table(title: string, columns: string[], rows: string[][]) {
  return { kind: 'table' as const, title, columns: columns.map((name, n) => ({ title: name, ...(n === 1 ? { share: 1 } : {}) })), rows: rows.length === 0 ? [['–', ...columns.slice(1).map(() => '')]] : rows };
}
