import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { markAttendance, type Earlier } from './attendance.ts';
import type { Source } from './captures.ts';

refuseConstraint('capture_resolved_once', 'capture.resolved_already', { id: 'Catatan ini sudah diselesaikan. Muat ulang halaman untuk melihat keadaannya.', en: 'This record is already settled. Reload the page to see how it stands.' });

type Marked = { id: string; earlier: Earlier | undefined };

/** A correction by the same officer on the same device is none of our business; two devices or two officers who differ are. */
export async function raiseConflict(tx: Tx, { facility_id, session_id, worker_id, marked: { id, earlier }, from }: { facility_id: string; session_id: string; worker_id: string; marked: Marked; from: Source }): Promise<void> {
  if (!earlier) return;
  const before = earlier.capture_id ? await tx.maybe<{ device: string }>(sql`select device from workshop.capture where facility_id = ${facility_id} and id = ${earlier.capture_id}`) : undefined;
  const sameHand = earlier.recorded_by === tx.actor.account_id && (before === undefined || before.device === from.device);
  if (sameHand) return;
  await tx.run(sql`
    insert into workshop.capture_conflict (facility_id, capture_id, session_id, worker_id, earlier_id, later_id, raised_at) values (${facility_id}, ${from.id}, ${session_id}, ${worker_id}, ${earlier.id}, ${id}, ${tx.now})`);
  tx.emit({ verb: 'attendance.contradicted', facility_id, subject_kind: 'session', subject_id: session_id, particulars: { capture_id: from.id, worker_id } });
}

export type Resolving = { facility_id: string; capture_id: string; decision: 'earlier' | 'later'; reason: string };
type Mark = { id: string; reason_code: string; minutes: number; paid: boolean; note: string; attended: boolean };

/** The section officer says which of the two marks holds, and why. Neither is erased: if the other one counts now, a new mark says the chosen thing. */
export async function resolveConflict(tx: Tx, { facility_id, capture_id, decision, reason }: Resolving): Promise<void> {
  permit(tx.actor, 'capture.resolve');
  const conflict = await tx.one<{ session_id: string; worker_id: string; earlier_id: string; later_id: string }>(sql`
    select session_id, worker_id, earlier_id, later_id from workshop.capture_conflict where facility_id = ${facility_id} and capture_id = ${capture_id}::uuid`);
  await settle(tx, { facility_id, capture_id, decision, reason });
  const { session_id, worker_id } = conflict;
  const chosen = await tx.one<Mark>(sql`
    select a.id, a.reason_code, a.minutes, a.paid, a.note, r.attended from workshop.attendance a join workshop.attendance_reason r on r.code = a.reason_code where a.facility_id = ${facility_id} and a.id = ${decision === 'earlier' ? conflict.earlier_id : conflict.later_id}`);
  const counts = await tx.one<{ reason_code: string; minutes: number; paid: boolean }>(sql`select reason_code, minutes, paid from workshop.attendance_current where facility_id = ${facility_id} and session_id = ${session_id} and worker_id = ${worker_id}`);
  if (counts.reason_code !== chosen.reason_code || counts.minutes !== chosen.minutes || counts.paid !== chosen.paid) {
    await markAttendance(tx, { facility_id, session_id, worker_id, reason_code: chosen.reason_code, paid: chosen.paid, note: chosen.note, ...(chosen.attended ? { minutes: chosen.minutes } : {}) });
  }
  tx.emit({ verb: 'capture.resolved', facility_id, subject_kind: 'session', subject_id: session_id, particulars: { capture_id, worker_id, decision, attendance_id: chosen.id, reason } });
}

/** A refused fact that nobody will mend: it stays on record with the reason why it is let go. */
export async function dropCapture(tx: Tx, { facility_id, capture_id, reason }: { facility_id: string; capture_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'capture.resolve');
  const { result } = await tx.one<{ result: string }>(sql`select result from workshop.capture where facility_id = ${facility_id} and id = ${capture_id}::uuid`);
  if (result !== 'rejected') throw notRefused;
  await settle(tx, { facility_id, capture_id, decision: 'dropped', reason });
  tx.emit({ verb: 'capture.dropped', facility_id, subject_kind: 'capture', subject_id: capture_id, particulars: { reason } });
}

async function settle(tx: Tx, { facility_id, capture_id, decision, reason }: { facility_id: string; capture_id: string; decision: 'earlier' | 'later' | 'dropped'; reason: string }): Promise<void> {
  await tx.run(sql`
    insert into workshop.capture_resolution (facility_id, capture_id, decision, reason, resolved_by, resolved_person, resolved_at)
    values (${facility_id}, ${capture_id}::uuid, ${decision}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
}

const notRefused = new Refusal('capture.not_refused', { id: 'Catatan ini tidak ditolak, jadi tidak perlu dilepas. Muat ulang halaman untuk melihat keadaannya.', en: 'This record was not refused, so there is nothing to let go. Reload the page to see how it stands.' });
