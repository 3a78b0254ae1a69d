// The file a bank is given and the answer it sends back. The format is our own and written down in README.md: banks differ, and the port is this file.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';

export type BankFileState = 'prepared' | 'released' | 'refused' | 'answered';
export const bankFileTransitions = [
  { from: 'prepared', verb: 'release', to: 'released' },
  { from: 'prepared', verb: 'refuse', to: 'refused' },
  { from: 'released', verb: 'answer', to: 'answered' },
] as const satisfies { from: BankFileState; verb: string; to: BankFileState }[];

export type BankLine = { line: number; bank_code: string; account_number: string; holder: string; amount_idr: number; withdrawal: string };
/**
 * `H;number;day;lines;total` · `D;line;bank;account;holder;amount;withdrawal` for each · `T;lines;total;sha256` over all rows above it.
 * Semicolons, CRLF, whole rupiah without separators. A holder's name keeps letters, digits, spaces and .,'-/ alone: no cell can become a formula or a second column.
 */
export function writeBankFile({ number, on_day, lines }: { number: string; on_day: string; lines: readonly BankLine[] }): { text: string; sha256: string; total_idr: number } {
  const total_idr = lines.reduce((sum, line) => sum + line.amount_idr, 0);
  const rows = [['H', number, on_day, lines.length, total_idr], ...lines.map((each) => ['D', each.line, each.bank_code, each.account_number, plain(each.holder), each.amount_idr, each.withdrawal])].map((row) => `${row.join(';')}\r\n`).join('');
  const sha256 = createHash('sha256').update(rows).digest('hex');
  return { text: `${rows}T;${lines.length};${total_idr};${sha256}\r\n`, sha256, total_idr };
}
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9 .,'/-]/g, ' ').replace(/^[^A-Za-z0-9]+/, '').replace(/\s+/g, ' ').trim().slice(0, 60);

export const answerHeads = ['Baris', 'Jumlah', 'Hasil', 'Keterangan', 'Referensi'] as const;
const words: Record<string, 'paid' | 'failed'> = { berhasil: 'paid', sukses: 'paid', paid: 'paid', gagal: 'failed', failed: 'failed', ditolak: 'failed' };
const answered = z.strictObject({ line: z.coerce.number().int().min(1), amount_idr: z.preprocess((text) => (typeof text === 'string' ? text.replace(/[. ]/g, '') : text), z.coerce.number().int().min(1)), result: z.preprocess((text) => (typeof text === 'string' ? words[text.trim().toLowerCase()] : text), z.enum(['paid', 'failed'])), reason: z.string().max(200).default(''), reference: z.string().max(60).default('') });
export type BankAnswer = z.infer<typeof answered>;

/** The answer speaks of every line of the file once, with its amount; anything else is refused whole. */
export function readAnswer(rows: readonly SheetRow[], sent: readonly { line: number; amount_idr: number }[]): BankAnswer[] {
  const answers = rows.map(({ row, cells }) => {
    const parsed = answered.safeParse({ line: cells['Baris'], amount_idr: cells['Jumlah'], result: cells['Hasil'], reason: cells['Keterangan'] ?? '', reference: cells['Referensi'] ?? '' });
    if (!parsed.success) throw unlike(`${row}`);
    return parsed.data;
  });
  for (const { line, amount_idr } of sent) {
    const of = answers.filter((each) => each.line === line);
    if (of.length !== 1 || of[0]?.amount_idr !== amount_idr) throw unlike(`D${line}`);
  }
  if (answers.length !== sent.length) throw unlike(`${answers.length} ≠ ${sent.length}`);
  return answers;
}
function unlike(where: string): Refusal {
  return new Refusal('bank.answer_unlike', { id: `Jawaban bank tidak cocok dengan berkas (${where}): tiap baris dijawab sekali dengan jumlah yang sama. Belum ada yang dibukukan.`, en: `The bank’s answer does not fit the file (${where}): each line is answered once with its amount. Nothing was posted.` }, { field: 'sheet', status: 422 });
}

export const payeeWish = z.strictObject({ worker_id: z.uuid(), relation: z.enum(['own', 'family']), holder: shortText.pipe(z.string().min(3).max(60)), bank_code: z.string().trim().regex(/^\d{3}$/, 'Kode bank terdiri dari 3 angka | A bank code has 3 digits'), account_number: z.string().trim().regex(/^\d{6,20}$/, 'Nomor rekening 6 sampai 20 angka | An account number has 6 to 20 digits'), evidence: shortText.pipe(z.string().min(3)) });
export type PayeeWish = z.infer<typeof payeeWish>;

const two = { id: 'Penyusun berkas tidak melepasnya ke bank. Mintalah kepala UPT.', en: 'Who prepares the file does not release it. Ask the head of facility.' };
export const sameReleaser = new Refusal('bank.same_person', two);
export const fileDecided = new Refusal('bank.decided_already', { id: 'Berkas ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This file is already decided. Reload the page to see the decision.' });
export const notReleased = new Refusal('bank.not_released', { id: 'Berkas ini belum dilepas ke bank, atau jawabannya sudah dicatat. Muat ulang halaman untuk melihat keadaannya.', en: 'This file was not released to the bank yet, or its answer is already recorded. Reload the page to see how it stands.' });
export const nothingToSend = new Refusal('bank.nothing_to_send', { id: 'Tidak ada pengambilan yang disetujui dengan rekening tujuan yang disetujui. Setujui dahulu pengambilan dan rekening tujuannya.', en: 'No approved withdrawal has an approved account to go to. Approve the withdrawals and their accounts first.' });
const payeeTwo = { id: 'Yang mencatat rekening tidak menyetujuinya. Mintalah orang lain memeriksa buktinya.', en: 'Who records an account does not approve it. Ask another person to look at the evidence.' };
export const samePayeeRecorder = new Refusal('payee.same_person', payeeTwo);
export const payeeDecided = new Refusal('payee.decided_already', { id: 'Rekening ini sudah disetujui. Muat ulang halaman untuk melihat keadaannya.', en: 'This account is already approved. Reload the page to see how it stands.' });
export const payeeOnItsWay = new Refusal('payee.in_use', { id: 'Rekening ini ada dalam berkas yang belum dijawab bank. Tunggu jawabannya.', en: 'This account is in a file the bank did not answer yet. Wait for the answer.' });
refuseConstraint('bank_file_two_persons', 'bank.same_person', two);
refuseConstraint('payee_two_persons', 'payee.same_person', payeeTwo);
refuseConstraint('bank.sent_already', 'bank.sent_already', { id: 'Pengambilan ini sudah ada dalam berkas lain. Lihat berkas itu, atau tunggu jawaban bank.', en: 'This withdrawal is already in another file. See that file, or wait for the bank’s answer.' });
