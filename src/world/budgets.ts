// The year's money of each invented facility: a plan in force, what is bound and what is paid; one without a plan, one whose revision waits.
import { approvePlan, commitMoney, draftPlan, recordPayment, submitPlan } from '#budget';
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db } from '#kernel/db.ts';
import { at, type Place } from './life.ts';

const output = { output_code: '5252.QAA.001', output_name: 'Narapidana dan tahanan yang memperoleh pembinaan kemandirian' };
const lines = (size: number) => [
  { ...output, account: '521211', fund: 'RM' as const, amount_idr: 60_000_000 * size, note: 'Bahan latihan kerja' },
  { ...output, account: '521811', fund: 'PNBP' as const, amount_idr: 45_000_000 * size, note: 'Bahan produksi' },
  { ...output, account: '522151', fund: 'RM' as const, amount_idr: 24_000_000 * size, note: 'Instruktur dari luar' },
  { ...output, account: '523121', fund: 'RM' as const, amount_idr: 18_000_000 * size, note: 'Perawatan mesin' },
  { ...output, account: '532111', fund: 'RM' as const, amount_idr: 75_000_000 * size, note: 'Mesin bengkel' },
];
const purchases: { account: string; fund: 'RM' | 'PNBP'; what: string; supplier: string; share: number; after: number; paid: number }[] = [
  { account: '521811', fund: 'PNBP', what: 'Bahan baku triwulan ini', supplier: 'CV Contoh Bahan', share: 0.4, after: 6, paid: 1 },
  { account: '522151', fund: 'RM', what: 'Instruktur bersertifikat, 3 bulan', supplier: 'LPK Contoh Terampil', share: 0.5, after: 12, paid: 0.5 },
  { account: '532111', fund: 'RM', what: 'Mesin bengkel pengganti', supplier: 'PT Contoh Mesin', share: 0.8, after: 30, paid: 0 },
  { account: '523121', fund: 'RM', what: 'Servis berkala mesin', supplier: 'Bengkel Contoh Jaya', share: 0.3, after: 44, paid: 1 },
];

export async function budgetOf(db: Db, place: Place, from: string, index: number): Promise<void> {
  if (index % 6 === 5) return;
  const { facility_id, staff } = place;
  const year = Number(from.slice(0, 4));
  const size = 1 + (index % 3);
  const act = <T>(who: 'section_head' | 'facility_head' | 'treasurer', day: string, hour: string, work: Parameters<typeof transact<T>>[2]) => transact(db, { actor: staff[who], now: at(place, day, hour) }, work);
  const plan = async (reason: string, day: string, letter: string | undefined, wanted: ReturnType<typeof lines>) => {
    const { id } = await act('section_head', day, '09:00', (tx) => draftPlan(tx, { facility_id, year, reason, lines: wanted }));
    await act('section_head', day, '09:30', (tx) => submitPlan(tx, { id }));
    if (letter) await act('facility_head', day, '14:00', (tx) => approvePlan(tx, { id, letter }));
  };
  await plan('Pagu awal kegiatan industri', addDays(from, 1), `DIPA-CONTOH-${String(index + 1).padStart(2, '0')}/${year}`, lines(size));
  for (const [n, { account, fund, what, supplier, share, after, paid }] of purchases.entries()) {
    const amount_idr = Math.round((lines(size).find((line) => line.account === account)?.amount_idr ?? 0) * share);
    const day = addDays(from, after);
    const { id } = await act('section_head', day, '10:00', (tx) => commitMoney(tx, { facility_id, year, ...output, account, fund, what, supplier, amount_idr }));
    if (paid > 0) await act('treasurer', addDays(day, 14), '11:00', (tx) => recordPayment(tx, { id, on_day: addDays(day, 14), amount_idr: Math.round(amount_idr * paid), sp2d: `SP2D-${year}-${String(index + 1).padStart(2, '0')}${n + 1}` }));
  }
  if (index % 4 === 0) await plan('Menambah bahan: pesanan dinas naik', addDays(from, 80), undefined, lines(size).map((line) => (line.account === '521811' ? { ...line, amount_idr: Math.round(line.amount_idr * 1.3) } : line)));
}
