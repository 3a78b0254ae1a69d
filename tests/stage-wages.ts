/** For tests of pay: a facility that pays by the session, with two people of levels 1 and 2. Everything is invented. */
import type { TestContext } from 'node:test';
import { instantAt } from '#kernel/calendar.ts';
import { asSystem, openHouse } from './house.ts';
import { openWorkplace } from './stage-sale.ts';
import { post, savingsOf } from '#ledger';
import { closeSession, markAttendance, openSession } from '#workshop';
import { adoptSplitRule, adoptWageRate, approveRun, prepareRun, routes } from '#pay';

export const now = new Date('2026-11-24T05:00:00Z');
const at = (day: string, time: string) => instantAt('Asia/Jakarta', day, time);
export type Mark = { reason: string; minutes?: number; paid?: boolean; note?: string };

/** Two people of levels 1 and 2; sales leave workers no share, an hour is worth Rp 3,000 and Rp 4,000; capital is there. */
export async function scene(t: TestContext, { rates = [3_000, 4_000], bySales = false } = {}) {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff, workers } = place;
  await house.act(asSystem, async (tx) => {
    if (!bySales) await adoptSplitRule(tx, { facility_id, team: 'hours', from: '2026-10-01', basis: 'gross_sales', shares: [{ to: 'capital', percent: 85 }, { to: 'state', percent: 15 }], legal_basis: 'Aturan contoh: upah per sesi' });
    for (const [n, amount_idr] of rates.entries()) await adoptWageRate(tx, { facility_id, basis: 'time', skill_level: n + 1, amount_idr, from: '2026-10-01', legal_basis: 'SK tarif contoh 1/2026' });
    await post(tx, { facility_id, on_day: '2026-10-01', kind: 'opening', ref_type: 'opening', ref_id: '1', memo: 'Modal awal contoh', lines: [{ account: '1100', amount_idr: 1_000_000 }, { account: '3100', amount_idr: -1_000_000 }] });
  });
  const work = async (day: string, marks: Mark[], slot: 'AM' | 'PM' = 'AM') => {
    const [start, end] = slot === 'AM' ? ['08:05', '11:35'] : ['13:05', '15:35'];
    const session = await house.act(staff.officer, (tx) => openSession(tx, { facility_id, workshop: place.workshop, day, slot }), at(day, start));
    await house.act(staff.officer, async (tx) => {
      for (const [n, { reason, ...mark }] of marks.entries()) await markAttendance(tx, { facility_id, session_id: session.id, worker_id: workers[n]?.id ?? '', reason_code: reason, ...mark });
      await closeSession(tx, { facility_id, session_id: session.id });
    }, at(day, end));
    return session.id;
  };
  const prepare = (month = '2026-10') => house.act(staff.treasurer, (tx) => prepareRun(tx, { facility_id, month }));
  const approve = (id: string) => house.act(staff.facility_head, (tx) => approveRun(tx, { id }));
  const saved = async () => Promise.all(workers.map(({ id }) => house.look(staff.treasurer, async (reader) => (await savingsOf(reader, { facility_id, worker_id: id })).balance_idr)));
  return { house, ...place, work, prepare, approve, saved };
}
export const here: Mark = { reason: 'ATTENDED' };
