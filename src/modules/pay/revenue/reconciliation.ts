// The treasury's statement beside our deposits: how a line is read, and what is found. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, rupiahAmount, shortText } from '#kernel/form.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { ntpnText } from '../deposit.ts';

/** The head of a statement's columns, as the treasury's own sheet names them or as ours does. */
export const statementHeads = ['NTPN', 'Tanggal', 'Jumlah', 'Akun'] as const;
const line = z.strictObject({ ntpn: ntpnText.pipe(z.string().regex(/^[0-9A-Z]{16}$/, 'NTPN terdiri dari 16 huruf atau angka | An NTPN has 16 letters or digits')), paid_on: day, amount_idr: rupiahAmount.pipe(z.number().min(1)), account_code: z.string().regex(/^\d{6}$/, 'Kode akun terdiri dari 6 angka | An account code has 6 digits') });
export type StatementLine = z.infer<typeof line> & { row: number };

/** All lines or none: a statement half read would find differences that are not there. */
export function readLines(rows: readonly SheetRow[]): StatementLine[] {
  const faults: string[] = [];
  const seen = new Map<string, number>();
  const lines = rows.flatMap(({ row, cells }) => {
    const parsed = line.safeParse({ ntpn: cells['NTPN'], paid_on: cells['Tanggal'], amount_idr: cells['Jumlah']?.replace(/[,.]00$/, ''), account_code: cells['Akun'] });
    const before = parsed.success ? seen.get(parsed.data.ntpn) : undefined;
    if (!parsed.success || before !== undefined) {
      faults.push(parsed.success ? `${row} = ${before}` : `${row} (${parsed.error.issues[0]?.path.join('.') ?? ''})`);
      return [];
    }
    seen.set(parsed.data.ntpn, row);
    return [{ ...parsed.data, row }];
  });
  if (faults.length > 0) throw unreadable(faults);
  if (lines.length === 0) throw emptyStatement;
  return lines;
}

export const findings = ['amount_differs', 'account_differs', 'day_differs', 'not_in_ours', 'not_in_theirs'] as const;
export type Finding = (typeof findings)[number];
export type Side = { ntpn: string; paid_on: string; amount_idr: number; account_code: string; number?: string | undefined };
export type Compared = { ntpn: string; ours: Side | undefined; theirs: Side | undefined; finding: Finding | undefined };

/** One finding for each NTPN, the gravest first: money before account before day. */
export function compare(ours: readonly Side[], theirs: readonly Side[]): Compared[] {
  const ntpns = [...new Set([...ours, ...theirs].map((side) => side.ntpn))].sort();
  return ntpns.map((ntpn) => {
    const our = ours.find((side) => side.ntpn === ntpn);
    const their = theirs.find((side) => side.ntpn === ntpn);
    return { ntpn, ours: our, theirs: their, finding: findingOf(our, their) };
  });
}
function findingOf(our: Side | undefined, their: Side | undefined): Finding | undefined {
  if (!our) return 'not_in_ours';
  if (!their) return 'not_in_theirs';
  if (our.amount_idr !== their.amount_idr) return 'amount_differs';
  if (our.account_code !== their.account_code) return 'account_differs';
  return our.paid_on === their.paid_on ? undefined : 'day_differs';
}

export const answerWish = z.strictObject({ ntpn: ntpnText, finding: z.enum(findings), reason: longText.pipe(z.string().min(5)) });
export const targetWish = z.strictObject({ facility: shortText, year: z.coerce.number().int().min(2020).max(2100), account_code: z.string().regex(/^\d{6}$/), amount_idr: rupiahAmount, decree: shortText.pipe(z.string().min(3)) });

function unreadable(faults: string[]): Refusal {
  const named = faults.slice(0, 10).join(', ');
  return new Refusal('statement.unreadable', { id: `Baris tidak terbaca atau berulang: ${named}. Perbaiki berkasnya, lalu unggah lagi; belum ada yang disimpan.`, en: `Rows cannot be read or are repeated: ${named}. Mend the file and upload it again; nothing was kept.` }, { field: 'sheet', status: 422 });
}
export const emptyStatement = new Refusal('statement.empty', { id: 'Berkas ini tidak berisi baris penerimaan. Periksa kolomnya dengan contoh, lalu unggah lagi.', en: 'This file holds no receipts. Compare its columns with the example and upload again.' }, { field: 'sheet', status: 422 });
export const otherMonth = new Refusal('statement.other_month', { id: 'Ada baris di luar bulan ini. Unggah rekening koran bulan yang dipilih saja.', en: 'There are lines of another month. Upload the statement of the chosen month alone.' }, { field: 'sheet', status: 422 });
export const noFinding = new Refusal('finding.not_there', { id: 'Perbedaan ini tidak ada lagi. Muat ulang halaman.', en: 'This difference is not there any more. Load the page again.' });
export const noSheet = new Refusal('statement.no_file', { id: 'Pilih berkas .xlsx atau .csv.', en: 'Choose an .xlsx or .csv file.' }, { field: 'sheet', status: 422 });
const two = { id: 'Yang menjelaskan perbedaan tidak menyetujuinya. Mintalah orang lain.', en: 'Who explains a difference does not agree to it. Ask another person.' };
export const sameAnswerer = new Refusal('finding.same_person', two);
export const answerDecided = new Refusal('finding.decided_already', { id: 'Penjelasan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This explanation is already decided. Reload the page to see the decision.' });
refuseConstraint('finding_two_persons', 'finding.same_person', two);
refuseConstraint('finding_answered_once', 'finding.answered_already', { id: 'Perbedaan ini sudah dijelaskan. Lihat penjelasannya.', en: 'This difference is already explained. See the explanation.' });
refuseConstraint('statement_once', 'statement.imported_already', { id: 'Berkas yang sama sudah diunggah. Lihat hasilnya pada bulan itu, atau unggah berkas lain.', en: 'The same file was already uploaded. See its result in that month, or upload another file.' }, 'sheet');
refuseConstraint('statement_ntpn_once', 'statement.ntpn_known', { id: 'Ada NTPN yang sudah tercatat dari rekening koran lain. Unggah hanya baris baru.', en: 'An NTPN is already recorded from another statement. Upload new lines alone.' }, 'sheet');
