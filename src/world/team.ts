// The industry teams of the invented units: posts filled, acting and empty, certificates that run out, a charter with late tasks, decisions.
import { addTask, appointStaff, assignWorkplace, establishTeam, moveDue, moveTask, recordDecision, recordSkill, recordStaff, writeCharter } from '#organisation';
import { delegateAuthority } from '#identity';
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { system } from '#kernel/policy.ts';
import type { Established, Post } from './establishment.ts';

const seatOf: Record<Post, string> = { facility_head: 'head', section_head: 'activity_head', treasurer: 'treasurer', inspector: 'inspector', officer: 'workshop_officer' };
const extra = ['Andai Instruktur', 'Ibarat Pelatih', 'Karangan Kasubsi'];

type Staffed = { staff: Record<Post, string>; instructors: string[]; acting: string };

/** Everybody with an account on their post, an instructor for each workshop, one subsection led by an acting head, the rest empty. */
export async function staffTeam(db: Db, place: Established, index: number, from: string, now: Date): Promise<Staffed> {
  const { facility_id } = place;
  return transact(db, { actor: system, now }, async (tx) => {
    await establishTeam(tx, { facility_id, from: addDays(from, -300) });
    const seats = await tx.all<{ id: string; code: string; seat: number }>(sql`select id, code, seat from organisation.post where facility_id = ${facility_id} order by code, seat`);
    let drawn = 0;
    const person = (name: string, person_id?: string | null) => recordStaff(tx, { facility_id, nip: `19${70 + (drawn % 20)}0${1 + (drawn % 9)}15200501${1 + (drawn % 2)}${String(index * 20 + ++drawn).padStart(3, '0')}`, name, person_id: person_id ?? undefined, is_sample: true });
    const appoint = async (code: string, seat: number, staff_id: string, more: { kind?: 'definitive' | 'plt'; from?: string; to?: string; workplace?: string } = {}) => {
      const post = seats.find((each) => each.code === code && each.seat === seat);
      if (!post) return;
      if (more.workplace) await assignWorkplace(tx, { facility_id, post_id: post.id, workplace: more.workplace });
      await appointStaff(tx, { facility_id, post_id: post.id, staff_id, kind: more.kind ?? 'definitive', decree: `SK-CONTOH/${index + 1}/${drawn}`, decree_on: addDays(from, -5), from: more.from ?? from, to: more.to });
    };
    const staff = {} as Record<Post, string>;
    for (const [post, code] of Object.entries(seatOf) as [Post, string][]) {
      staff[post] = (await person(place.staff[post].name, place.staff[post].person_id)).id;
      await appoint(code, 1, staff[post]);
    }
    const instructors: string[] = [];
    for (const [n, workshop] of place.workshops.entries()) {
      const { id } = await person(`${extra[n % 2]} ${index + 1}`);
      instructors.push(id);
      // Units of a small class have one post of instructor: the second workshop is looked after by an officer.
      const seat = seats.some((each) => each.code === 'instructor' && each.seat === n + 1) ? { code: 'instructor', seat: n + 1 } : { code: 'workshop_officer', seat: n + 1 };
      await appoint(seat.code, seat.seat, id, { workplace: workshop.code });
    }
    const acting = (await person(`${extra[2]} ${index + 1}`)).id;
    await appoint('guidance_head', 1, acting, { kind: 'plt', from: addDays(from, 70), to: addDays(from, 140) });
    await certify(tx, facility_id, staff, instructors, from);
    return { staff, instructors, acting };
  });
}

async function certify(tx: Tx, facility_id: string, staff: Record<Post, string>, instructors: string[], from: string): Promise<void> {
  const held: [staff_id: string | undefined, skill: string, level: number, issued: number, until: number | null][] = [
    [instructors[0], 'TRAINER', 3, -400, 700], [instructors[0], 'K3', 2, -980, 112], [instructors[1], 'TRAINER', 2, -300, 80], [instructors[1], 'FIRST_AID', 2, -700, 165], [staff.inspector, 'QUALITY', 3, -200, null],
    [staff.officer, 'TOOLS', 2, -250, null], [staff.treasurer, 'TREASURY', 3, -500, 1300],
  ];
  for (const [staff_id, skill, level, issued, until] of held) {
    if (staff_id) await recordSkill(tx, { facility_id, staff_id, skill, level, certificate_number: `CONTOH-${skill}`, issuer: 'Lembaga contoh', issued_on: addDays(from, issued), valid_until: until === null ? undefined : addDays(from, until) });
  }
}

/** A charter with tasks done, under way, moved and late, the decisions that steer them, and authority lent for two weeks. */
export async function charterTeam(db: Db, place: Established, { staff, instructors, acting }: Staffed, index: number, today: string, now: Date): Promise<void> {
  const { facility_id } = place;
  const acts = { actor: place.staff.section_head, now };
  await transact(db, acts, async (tx) => {
    const { id: charter_id } = await writeCharter(tx, {
      facility_id, number: `SK-TIM-CONTOH/${index + 1}`, title: 'Tim efektif bengkel', purpose: 'Pesanan sekolah selesai tepat waktu, mutu yang sama setiap kali, premi terbayar dalam sebulan (data contoh)', decree_on: addDays(today, -60), from: addDays(today, -60), to: addDays(today, 240),
      chair: staff.section_head, secretary: staff.inspector, members: [staff.officer, staff.treasurer, acting, ...instructors],
    });
    const task = (title: string, owner_id: string | undefined, due: number) => addTask(tx, { facility_id, charter_id, title, owner_id: owner_id ?? staff.section_head, due_on: addDays(today, due) });
    const drawings = await task('Gambar kerja dan ukuran tetap untuk setiap produk', staff.inspector, -30);
    const wood = await task('Kontrak bahan enam bulan', staff.treasurer, -4);
    const safety = await task('Perpanjang sertifikat K3 instruktur', instructors[0], 20);
    await task('Lembar harian di setiap bengkel', staff.officer, 35);
    await moveTask(tx, { facility_id, task_id: drawings.id, state: 'done', evidence: 'Sebelas gambar kerja, berita acara contoh 12' });
    await moveTask(tx, { facility_id, task_id: wood.id, state: 'doing' });
    await moveDue(tx, { facility_id, task_id: safety.id, due_on: addDays(today, 27), reason: 'Jadwal lembaga penguji mundur satu minggu' });
    const decide = (topic: string, decision: string, reason: string, tasks: string[]) => recordDecision(tx, { facility_id, decided_on: addDays(today, -20), topic, decision, reason, decided_by: 'Rapat tim, dipimpin kepala seksi', charter_id, tasks });
    await decide('Bahan', 'Satu pemasok utama dan satu cadangan untuk enam bulan', 'Dua kali bengkel berhenti karena bahan terlambat', [wood.id]);
    await decide('Keselamatan', 'Tidak ada sesi mesin tanpa instruktur bersertifikat K3', 'Sertifikat salah satu instruktur segera habis', [safety.id]);
  });
  await transact(db, { actor: place.staff.facility_head, now }, (tx) => delegateAuthority(tx, { delegate_id: place.staff.treasurer.account_id ?? '', from: today, to: addDays(today, 13), decree: `SPT-CONTOH/${index + 1}`, verbs: ['report.sign', 'incident.close'] }));
}
