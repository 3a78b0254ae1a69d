// One invented facility pays by the session: hourly rates by level and grade, two months paid with a bonus, an advance being repaid, savings held and kept in a bank.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { adoptWageRate, approveAdvance, approveAllowance, approveRun, grantAllowance, approveTeamSplit, placeHold, prepareRun, proposeAdvance, proposeTeamSplit, recordCustody, recordGrade } from '#pay';
import { at, type Place } from './life.ts';

/** Its split leaves workers no share of sales: who is paid by the session is not paid from sales as well. */
export const paysBySession = (code: string): boolean => code === 'contoh-tanjung';
export const sessionSplit = { basis: 'gross_sales' as const, shares: [{ to: 'capital' as const, percent: 85 }, { to: 'state' as const, percent: 15 }], legal_basis: 'Keputusan kepala UPT: upah per sesi dari modal kerja (data contoh)' };

export async function wagesBySession(db: Db, place: Place, from: string, today: string): Promise<void> {
  if (!paysBySession(place.code)) return;
  const { facility_id, staff } = place;
  await transact(db, { actor: system, now: at(place, from, '08:00') }, async (tx) => {
    for (const skill_level of [1, 2, 3, 4, 5]) await adoptWageRate(tx, { facility_id, basis: 'time', skill_level, amount_idr: 2_000 + 500 * skill_level, from, legal_basis: 'Keputusan kepala UPT tentang tarif per jam (data contoh)' });
  });
  const [earner] = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ worker_id: string }>(sql`
    select a.worker_id from workshop.attendance_current a where a.facility_id = ${facility_id} and a.paid group by a.worker_id order by count(*) desc, a.worker_id limit 1`));
  if (earner) {
    const { worker_id } = earner;
    const advance = await transact(db, { actor: staff.treasurer, now: at(place, addDays(from, 3), '09:00') }, async (tx) => {
      await recordGrade(tx, { worker_id, grade: 'LEAD', from: addDays(from, 20), decree: 'Keputusan kepala UPT tentang pemimpin regu (data contoh)' });
      return proposeAdvance(tx, { worker_id, amount_idr: 50_000, agreement: 'Perjanjian uang muka 01/CONTOH', purpose: 'Biaya sekolah anak (contoh)', share_percent: 20, first_month: from.slice(0, 7) });
    });
    await transact(db, { actor: staff.facility_head, now: at(place, addDays(from, 3), '14:00') }, (tx) => approveAdvance(tx, { id: advance.id }));
  }
  const months = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ month: string }>(sql`
    select distinct to_char(s.day, 'YYYY-MM') as month from workshop.session_published s join workshop.attendance_current a on a.facility_id = s.facility_id and a.session_id = s.id
    where s.facility_id = ${facility_id} and s.state = 'closed' and a.paid and date_trunc('month', s.day) >= ${from}::date and s.day < date_trunc('month', ${today}::date) order by 1`));
  for (const [n, { month }] of months.entries()) {
    const day = addDays(`${month}-01`, 35);
    if (earner && n === 0) {
      const bonus = await transact(db, { actor: staff.treasurer, now: at(place, addDays(`${month}-01`, 31), '08:00') }, (tx) => grantAllowance(tx, { worker_id: earner.worker_id, kind: 'BONUS_QUALITY', month, amount_idr: 25_000, reason: 'Tidak ada barang kembali bulan itu (contoh)' }));
      await transact(db, { actor: staff.facility_head, now: at(place, addDays(`${month}-01`, 31), '09:00') }, (tx) => approveAllowance(tx, { id: bonus.id }));
    }
    const run = await transact(db, { actor: staff.treasurer, now: at(place, day > today ? today : day, '08:00') }, (tx) => prepareRun(tx, { facility_id, month }));
    await transact(db, { actor: staff.facility_head, now: at(place, day > today ? today : day, '08:30') }, (tx) => approveRun(tx, { id: run.id }));
  }
  if (!earner) return;
  await transact(db, { actor: staff.treasurer, now: at(place, today, '08:40') }, async (tx) => {
    await placeHold(tx, { worker_id: earner.worker_id, amount_idr: 10_000, cause: 'dispute', reason: 'Sengketa pembelian di koperasi (contoh)', basis: 'BA-CONTOH/3', until: addDays(today, 14) });
    await recordCustody(tx, { worker_id: earner.worker_id, variant: 'card', card_digits: '0042', consent_on: addDays(today, -1), consent_paper: 'Persetujuan 12/CONTOH', from: today });
  });
}

/** One that is paid from sales agreed on a mixture for its teams, from tomorrow on. */
export async function teamShares(db: Db, place: Place, today: string): Promise<void> {
  if (place.code !== 'contoh-muara') return;
  const { facility_id, staff } = place;
  const way = await transact(db, { actor: staff.section_head, now: at(place, today, '08:10') }, (tx) => proposeTeamSplit(tx, { facility_id, hours_percent: 60, skill_percent: 20, equal_percent: 20, from: addDays(today, 1), legal_basis: 'Musyawarah regu, notulen 4/CONTOH' }));
  await transact(db, { actor: staff.facility_head, now: at(place, today, '08:50') }, (tx) => approveTeamSplit(tx, { id: way.id }));
}
