// The person's own side in the invented world: cards for everybody in one unit, a PIN for one, objections answered and late, a sealed complaint.
import { answerObjection, issueCard, raiseComplaint, raiseObjection, setKioskPin } from '#kiosk';
import { activateDevice, enrolDevice, hashPin } from '#identity';
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { system, visitor } from '#kernel/policy.ts';
import { at, type Place } from './life.ts';

/** Printed in the README: the PIN of everybody who has one in this world. */
const kioskPin = '482913';

export async function openKiosk(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const savers = await reading(db, { actor: staff.section_head }, (reader) => reader.all<{ worker_id: string }>(sql`
    select worker_id from pay.settlement_worker_published where facility_id = ${facility_id} group by worker_id order by sum(amount_idr) desc, worker_id limit 2`));
  const [first, second] = savers.map((row) => row.worker_id);
  if (!first || !second) return;
  const present = await reading(db, { actor: staff.section_head }, (reader) => reader.all<{ id: string }>(sql`select id from workforce.worker_published where facility_id = ${facility_id} and state = 'present' order by roster_code`));
  const pin_hash = await hashPin(db, kioskPin);
  await transact(db, { actor: staff.officer, now: at(place, addDays(today, -30), '09:00') }, async (tx) => {
    for (const { id } of present) await issueCard(tx, { facility_id, worker_id: id });
    for (const worker_id of [first, second]) await setKioskPin(tx, { facility_id, worker_id, pin_hash });
  });
  const { code } = await transact(db, { actor: system }, (tx) => enrolDevice(tx, { facility_id, name: 'Kios blok contoh', kind: 'kiosk' }));
  const device = await activateDevice(db, code);
  const hear = (worker_id: string, day: string, about: 'pay' | 'hours', words: string) =>
    transact(db, { actor: staff.officer, now: at(place, day, '10:00') }, (tx) => raiseObjection(tx, { facility_id, worker_id, device_id: null, about, month: addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7), words }));
  await hear(first, addDays(today, -35), 'pay', 'Premi bulan itu lebih kecil dari bulan sebelumnya, padahal jam saya sama.');
  const hours = await hear(second, addDays(today, -12), 'hours', 'Saya hadir pada sesi siang, tetapi tercatat kunjungan keluarga.');
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -8), '14:00') }, (tx) => answerObjection(tx, { facility_id, id: hours.id, outcome: 'upheld', answer: 'Benar, Anda kembali sebelum sesi dimulai. Kehadiran dan jam Anda dibetulkan.' }));
  await transact(db, { actor: visitor, reach: { facility_ids: [facility_id] }, now: at(place, addDays(today, -3), '16:00') }, (tx) =>
    raiseComplaint(tx, { facility_id, worker_id: second, device_id: device.id, goes_to: 'head', words: 'Masker di bengkel mebel habis sejak minggu lalu (data contoh).' }));
}
