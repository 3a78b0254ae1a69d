// People who wait for work, a board that has met and one that will, plans for placements, and a night that turned some of them.
import { keepLearningTime } from '#workshop';
import { applyForWork, approvePlacement, callBoard, casesOf, decideRelease, excludeFrom, holdBoard, offerPlace, placeWorker, planEnd, planSuspension, recordConsent, registerWorker, requestRelease, signBoard, turnPlans, decideWaiting, drawLottery } from '#workforce';
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { at, type Place } from './life.ts';
import { inventedName } from './people.ts';

const members = [
  { name: 'Umpama Ketua TPP', position: 'Kepala Seksi Pembinaan', post: 'chair' as const, present: true }, { name: 'Misal Sekretaris TPP', position: 'Kepala Subseksi Bimbingan', post: 'secretary' as const, present: true },
  { name: 'Contoh Kasi Giatja', position: 'Kepala Seksi Kegiatan Kerja', post: 'member' as const, present: true }, { name: 'Rekaan Kepala Keamanan', position: 'Kepala Kesatuan Pengamanan', post: 'member' as const, present: true }, { name: 'Teladan Wali', position: 'Wali Pemasyarakatan', post: 'member' as const, present: true },
];
const awaiting = 'Menunggu SK hasil sidang TPP';

export async function waitForWork(db: Db, place: Place, sex: 'L' | 'P' | 'both', from: string, today: string, index: number): Promise<void> {
  const { facility_id, staff, workshops } = place;
  const [first, last] = [workshops[0], workshops.at(-1)];
  if (!first || !last) return;
  const on = <T>(actor: Actor, days: number, time: string, work: (tx: Tx) => Promise<T>): Promise<T> => transact(db, { actor, now: at(place, addDays(today, days), time) }, work);
  const people = await on(staff.section_head, -85, '08:10', (tx) => registerWaiting(tx, place, sex, from, index));
  const entries: { id: string; worker_id: string }[] = [];
  for (const [n, person] of people.slice(0, 12).entries()) {
    const days = -80 + n * 6;
    entries.push({ worker_id: person.id, ...(await on(staff.officer, days, '09:20', (tx) => applyForWork(tx, {
      facility_id, worker_id: person.id, workshop_id: n % 3 === 0 ? null : (n % 2 ? first : last).id, requested_by: n % 4 === 3 ? 'guardian' : 'self', ...(n % 5 === 2 ? { restitution: `Putusan contoh ${n + 1}/Pid/2025` } : {}),
    }))) });
  }
  await firstSession(db, place, entries, people[12]?.id ?? '', today);
  await on(staff.section_head, -27, '10:00', (tx) => drawLottery(tx, { facility_id, month: addDays(today, -27).slice(0, 7) }));
  const accepted = entries.slice(1, 4);
  for (const { id } of accepted.slice(0, 2)) {
    await on(staff.section_head, -3, '10:30', (tx) => offerPlace(tx, { facility_id, entry_id: id, workshop_id: first.id, job: 'Pembantu bengkel', from: addDays(today, 5), out_of_order_reason: 'Data contoh: keahlian yang diminta bengkel' }));
  }
  await on(staff.officer, -6, '11:00', (tx) => decideWaiting(tx, { facility_id, entry_id: entries[10]?.id ?? '', decision: 'withdraw', reason_code: 'OWN_WISH', note: 'Memilih kelas menjahit' }));
  await plans(db, place, people[13]?.id ?? '', today);
}

async function registerWaiting(tx: Tx, { facility_id, luck }: Place, sex: 'L' | 'P' | 'both', from: string, index: number): Promise<{ id: string }[]> {
  const people: { id: string }[] = [];
  for (let n = 0; n < 14; n++) {
    const whose = sex === 'both' ? (n % 3 === 0 ? 'P' : 'L') : sex;
    people.push(await registerWorker(tx, {
      facility_id, register_number: `BI.CONTOH/${index + 1}/TUNGGU/${n + 1}`, name: inventedName(500 + index * 14 + n, whose), kind: 'convict', sex: whose, is_sample: true, born_on: addDays('1984-03-01', luck.int(0, 5200)), custody_from: addDays(from, -luck.int(500, 900)), sentence_from: addDays(from, -luck.int(380, 480)),
      release_on: addDays(from, luck.int(190, 420)), risk: n === 9 ? 'unknown' : luck.pick(['low', 'low', 'medium']), fit_until: addDays(from, 500), tool_clearance: 'B', skill_level: luck.int(1, 3),
    }));
  }
  return people;
}

/** The session that was held: six applications and one proposal, decided by votes and made effective by the head's letter. */
async function firstSession(db: Db, place: Place, entries: { id: string }[], proposed: string, today: string): Promise<void> {
  const { facility_id, staff, workshops } = place;
  const when = (days: number, time: string) => at(place, addDays(today, days), time);
  const placement = await transact(db, { actor: staff.section_head, now: when(-33, '09:00') }, (tx) => placeWorker(tx, { facility_id, worker_id: proposed, workshop_id: workshops.at(-1)?.id ?? '', job: 'Pembantu bengkel', from: addDays(today, 1), decree: awaiting }));
  const board = await transact(db, { actor: staff.section_head, now: when(-32, '10:00') }, (tx) => callBoard(tx, { facility_id, held_on: addDays(today, -28), place: 'Ruang sidang TPP', members, cases: [`placement:${placement.id}`, ...entries.slice(0, 6).map((each) => `waiting:${each.id}`)] }));
  await transact(db, { actor: staff.section_head, now: when(-28, '11:30') }, async (tx) => {
    const cases = await casesOf(tx, board.id);
    const refused = cases.find((each) => each.kind === 'waiting')?.id;
    await holdBoard(tx, {
      facility_id, board_id: board.id, minutes: 'Sidang dibuka ketua pukul 09.00. Wali melaporkan perkembangan tiap peserta; tiap perkara dibahas dan diputuskan dengan suara terbanyak. Sidang ditutup pukul 11.15. (Data contoh)', present: ['1', '2', '3', '4'],
      cases: cases.map((each) => each.id === refused
        ? { id: each.id, decision: 'refuse' as const, votes_for: 1, votes_against: 3, reason: 'Mengikuti program pembinaan wajib lebih dahulu' }
        : { id: each.id, decision: 'approve' as const, votes_for: 4, votes_against: 0, reason: 'Perilaku baik dan mengikuti pembinaan' }),
    });
  });
  await transact(db, { actor: staff.facility_head, now: when(-27, '08:45') }, (tx) => signBoard(tx, { facility_id, board_id: board.id }));
}

/** Plans of every kind, the permit of one who works outside, a session to come, and the night that leaves its inbox. */
async function plans(db: Db, place: Place, outside: string, today: string): Promise<void> {
  const { facility_id, staff, workshops } = place;
  const on = <T>(actor: Actor, days: number, time: string, work: (tx: Tx) => Promise<T>): Promise<T> => transact(db, { actor, now: at(place, addDays(today, days), time) }, work);
  const placed = await on(system, 0, '00:01', (tx) => tx.all<{ id: string }>(sql`select id from workforce.placement_published where facility_id = ${facility_id} and upper(valid) is null and lower(valid) < ${today}::date order by id`));
  const [a, b, c, d] = placed.slice(-4).map((row) => row.id);
  if (!a || !b || !c || !d) return;
  await on(staff.section_head, -8, '09:00', (tx) => planSuspension(tx, { facility_id, placement_id: a, from: addDays(today, -2), to: today, paid: true, reason_code: 'training', note: 'Pelatihan keselamatan' }));
  const suspension = await on(staff.section_head, -1, '09:10', (tx) => planSuspension(tx, { facility_id, placement_id: b, from: addDays(today, 2), to: addDays(today, 9), paid: false, reason_code: 'request', note: 'Menjelang ujian Paket C' }));
  await on(staff.section_head, -1, '09:20', (tx) => excludeFrom(tx, { facility_id, placement_id: c, weekdays: ['5'], slot: 'PM', from: addDays(today, -1), reason: 'Petugas masjid pada Jumat siang' }));
  await on(staff.section_head, -9, '09:30', (tx) => planEnd(tx, { facility_id, placement_id: d, on_day: today, reason_code: 'completed', note: 'Masa kerja selesai' }));
  await on(staff.section_head, -5, '10:00', (tx) => keepLearningTime(tx, { facility_id, weekday: 3, starts: '15:30', ends: '17:00', what: 'Kejar Paket B dan C', from: addDays(today, -5), legal_basis: 'Jadwal belajar UPT (data contoh); Mandela Rules 104' }));
  await on(staff.officer, -12, '13:00', (tx) => recordConsent(tx, { facility_id, worker_id: outside, regime: 'outside', given_on: addDays(today, -12), evidence: 'Formulir persetujuan contoh' }));
  const { id } = await on(staff.section_head, -11, '09:00', (tx) => placeWorker(tx, { facility_id, worker_id: outside, workshop_id: workshops[0]?.id ?? '', job: 'Kebun luar', from: addDays(today, 1), decree: 'SK-ASIMILASI-CONTOH/1', regime: 'outside' }));
  await on(staff.facility_head, -10, '09:00', (tx) => approvePlacement(tx, { facility_id, placement_id: id }));
  const release = await on(staff.section_head, -9, '09:00', (tx) => requestRelease(tx, { facility_id, placement_id: id, permit_number: `IZIN-CONTOH/${today.slice(0, 4)}/1`, place: 'Kebun Asimilasi Contoh', escort: 'Satu petugas pengawal', from: addDays(today, 1), to: addDays(today, 31), weekdays: ['1', '2', '3', '4', '5'], leaves: '07.30', returns: '16.00' }));
  await on(staff.facility_head, -8, '14:00', (tx) => decideRelease(tx, { facility_id, release_id: release.id, to: 'permitted' }));
  const waiting = await on(staff.section_head, 0, '07:05', (tx) => tx.all<{ id: string; kind: string }>(sql`
    select id, 'placement' as kind from workforce.placement where facility_id = ${facility_id} and approved_at is null and refused_at is null union all select id, 'waiting' from (select id from workforce.waiting_entry where facility_id = ${facility_id} and state = 'pending' order by applied_on limit 4) w`));
  await on(staff.section_head, 0, '07:10', (tx) => callBoard(tx, { facility_id, held_on: addDays(today, 3), place: 'Ruang sidang TPP', members, cases: [...waiting.map((each) => `${each.kind}:${each.id}`), `suspension:${suspension.id}`] }));
  await on(system, 0, '00:10', (tx) => turnPlans(tx, { facility_id }));
}
