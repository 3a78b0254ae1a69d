// One invented facility pays by the session: hourly rates by level, two months paid, one claim on wages by an agreement.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { adoptWageRate, approveDeduction, approveRun, prepareRun, recordDeduction } from '#pay';
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
    const claim = await transact(db, { actor: staff.treasurer, now: at(place, addDays(from, 3), '09:00') }, (tx) => recordDeduction(tx, { worker_id: earner.worker_id, kind: 'LOAN_ADVANCE', decision: 'Perjanjian uang muka 01/CONTOH', share_percent: 20, total_idr: 50_000, from }));
    await transact(db, { actor: staff.facility_head, now: at(place, addDays(from, 3), '14:00') }, (tx) => approveDeduction(tx, claim));
  }
  const months = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ month: string }>(sql`
    select distinct to_char(s.day, 'YYYY-MM') as month from workshop.session_published s join workshop.attendance_current a on a.facility_id = s.facility_id and a.session_id = s.id
    where s.facility_id = ${facility_id} and s.state = 'closed' and a.paid and date_trunc('month', s.day) >= ${from}::date and s.day < date_trunc('month', ${today}::date) order by 1`));
  for (const { month } of months) {
    const day = addDays(`${month}-01`, 35);
    const run = await transact(db, { actor: staff.treasurer, now: at(place, day > today ? today : day, '08:00') }, (tx) => prepareRun(tx, { facility_id, month }));
    await transact(db, { actor: staff.facility_head, now: at(place, day > today ? today : day, '08:30') }, (tx) => approveRun(tx, { id: run.id }));
  }
}
