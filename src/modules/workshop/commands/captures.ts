import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Device } from '#identity';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { longText, shortText } from '#kernel/form.ts';
import { permit, type Actor } from '#kernel/policy.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Phrase } from '#kernel/words.ts';
import { workerIdByCode } from '../queries.ts';
import { toolIdByCode } from '../tool-queries.ts';
import { markAttendance } from './attendance.ts';
import { raiseConflict } from './conflicts.ts';
import { reportIncident } from './incidents.ts';
import { giveTool, takeTool } from './tools.ts';

/** What a device may send. Rooms above register their own types at start. `changed: true` in the answer of `apply` is a conflict. */
export type Source = { id: string; device: string };
type CaptureKind = (tx: Tx, facility_id: string, rest: unknown, occurred_at: Date, from: Source) => Promise<unknown>;
const kinds = new Map<string, CaptureKind>();

export function registerCapture<Schema extends z.ZodType>(type: string, { schema, apply }: { schema: Schema; apply: (tx: Tx, facility_id: string, capture: z.infer<Schema>, occurred_at: Date, from: Source) => Promise<unknown> }): void {
  kinds.set(type, async (tx, facility_id, rest, occurred_at, from) => {
    const parsed = schema.safeParse(rest);
    if (!parsed.success) throw invalid(parsed.error);
    return apply(tx, facility_id, parsed.data, occurred_at, from);
  });
}

export const captureBatch = z.strictObject({
  device: z.string().min(1).max(80),
  /** Whose marks these are. A shared device that changed hands meanwhile is told so, and keeps them for their author. */
  officer: z.uuid().optional(),
  captures: z.array(z.looseObject({ id: z.uuid(), type: z.string().max(40), occurred_at: z.iso.datetime({ offset: true }), mends: z.uuid().optional() })).min(1).max(100),
});
type Capture = z.infer<typeof captureBatch>['captures'][number];
export const captureAnswer = z.strictObject({ id: z.uuid(), result: z.enum(['accepted', 'duplicate', 'rejected', 'conflict']), code: z.string().optional(), message: z.string().optional() });
export type CaptureAnswer = z.infer<typeof captureAnswer>;

/** Each capture is one fact in one transaction: what is bad is refused by itself, what was sent before is a duplicate. */
export async function receiveCaptures(db: Db, actor: Actor, { device, officer, captures }: z.infer<typeof captureBatch>, enrolled?: Device): Promise<CaptureAnswer[]> {
  permit(actor, 'capture.send');
  const { facility_id } = actor;
  if (!facility_id) throw new Forbidden('capture.send');
  if (officer !== undefined && officer !== actor.account_id) throw otherOfficer;
  // What the cookie proves outranks what the program says of itself.
  const from = enrolled?.facility_id === facility_id ? { device: enrolled.name, device_id: enrolled.id } : { device, device_id: null };
  const answers: CaptureAnswer[] = [];
  for (const capture of captures) answers.push(await receiveOne(db, actor, facility_id, from, capture));
  return answers;
}

async function receiveOne(db: Db, actor: Actor, facility_id: string, from: { device: string; device_id: string | null }, capture: Capture): Promise<CaptureAnswer> {
  const { id, type, occurred_at, mends, ...rest } = capture;
  const seen = new Date(occurred_at);
  const inOne = (work: (tx: Tx) => Promise<CaptureAnswer>) => transact(db, { actor }, async (tx) => {
    await tx.all(sql`select pg_advisory_xact_lock(hashtextextended(${id}::text, 3))`);
    return (await receivedBefore(tx, facility_id, capture)) ?? work(tx);
  });
  const keep = (tx: Tx, result: 'accepted' | 'rejected' | 'conflict', code: string | null) => tx.run(sql`
    insert into workshop.capture (facility_id, id, device, device_id, mends, type, occurred_at, received_at, actor_id, result, code, payload)
    values (${facility_id}, ${id}, ${from.device}, ${from.device_id}, ${mends ?? null}, ${type}, ${seen}, ${tx.now}, ${actor.account_id}, ${result}, ${code}, ${JSON.stringify({ sha256: shaOf(capture), ...rest })}::jsonb)`);
  try {
    return await inOne(async (tx) => {
      const apply = kinds.get(type);
      if (!apply) throw unknownType;
      if (seen.getTime() > tx.now.getTime() + allowedAhead_ms) throw inFuture;
      const done = await apply(tx, facility_id, rest, seen, { id, device: from.device });
      const conflict = typeof done === 'object' && done !== null && 'changed' in done && done.changed === true;
      const code = conflict ? `${type}.changed` : null;
      await keep(tx, conflict ? 'conflict' : 'accepted', code);
      return { id, result: conflict ? 'conflict' : 'accepted', ...(code ? { code } : {}) };
    });
  } catch (error) {
    const refused = refusalOf(error);
    if (!refused) throw error;
    return inOne(async (tx) => {
      await keep(tx, 'rejected', refused.code);
      return { id, result: 'rejected', code: refused.code, message: refused.text[actor.locale] };
    });
  }
}

/** A device that lost our answer sends again and hears `duplicate`, with the code of a refusal; the same id with other content is refused. */
async function receivedBefore(tx: Tx, facility_id: string, capture: Capture): Promise<CaptureAnswer | undefined> {
  const earlier = await tx.maybe<{ result: string; code: string | null; sha256: string | null }>(sql`select result, code, payload->>'sha256' as sha256 from workshop.capture where facility_id = ${facility_id} and id = ${capture.id}`);
  if (!earlier) return undefined;
  if (earlier.sha256 !== shaOf(capture)) return { id: capture.id, result: 'rejected', code: 'capture.reused', message: reused[tx.actor.locale] };
  return { id: capture.id, result: 'duplicate', ...(earlier.code ? { code: earlier.code } : {}) };
}

const shaOf = (capture: Capture): string => createHash('sha256').update(JSON.stringify(Object.entries(capture).sort(([a], [b]) => (a < b ? -1 : 1)))).digest('hex');
const allowedAhead_ms = 10 * 60_000;

function refusalOf(error: unknown): { code: string; text: Phrase } | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof NotFound) return { code: 'not_found', text: { id: 'Tidak ditemukan di UPT Anda.', en: 'Not found in your facility.' } };
  if (error instanceof Forbidden) return { code: 'forbidden', text: { id: 'Peran Anda tidak boleh mencatat ini.', en: 'Your role may not record this.' } };
  return undefined;
}

function invalid(error: z.ZodError): Refusal {
  const text = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return new Refusal('capture.invalid', { id: `Isi catatan salah. Perbaiki, lalu kirim lagi: ${text}.`, en: `The capture is not valid. Mend it and send it again: ${text}.` });
}
const otherOfficer = new Refusal('capture.other_officer', { id: 'Catatan ini milik petugas lain. Masuk sebagai petugas itu untuk mengirimnya.', en: 'These records are another officer’s. Sign in as that officer to send them.' });
const unknownType = new Refusal('capture.unknown_type', { id: 'Jenis catatan tidak dikenal. Perbarui program pada perangkat.', en: 'Unknown type of capture. Update the program on the device.' });
const inFuture = new Refusal('capture.in_future', { id: 'Jam gawai lebih maju dari jam server. Betulkan jam gawai.', en: 'The device’s clock runs ahead of the server’s. Set the clock.' });
const reused = { id: 'Nomor catatan ini sudah dipakai untuk isi yang lain.', en: 'This capture id was already used for other content.' };

const session = z.uuid();
registerCapture('attendance', {
  schema: z.strictObject({ session, worker: shortText, reason: shortText.default('ATTENDED'), minutes: z.int().min(0).max(720).optional(), paid: z.boolean().optional(), note: z.string().max(1000).optional() }),
  apply: async (tx, facility_id, { session: session_id, worker, reason, ...given }, occurred_at, from) => {
    const worker_id = await workerIdByCode(tx, facility_id, worker);
    const marked = await markAttendance(tx, { facility_id, session_id, worker_id, reason_code: reason, occurred_at, capture_id: from.id, ...given });
    if (marked.changed) await raiseConflict(tx, { facility_id, session_id, worker_id, marked, from });
    return marked;
  },
});
registerCapture('tool_out', {
  schema: z.strictObject({ session, tool: shortText, worker: shortText.optional(), second_officer: z.uuid().optional() }),
  apply: async (tx, facility_id, c, occurred_at) => giveTool(tx, {
    facility_id, session_id: c.session, tool_id: await toolIdByCode(tx, facility_id, c.tool), occurred_at,
    ...(c.worker ? { worker_id: await workerIdByCode(tx, facility_id, c.worker) } : {}), ...(c.second_officer ? { second_officer: c.second_officer } : {}),
  }),
});
registerCapture('tool_in', {
  schema: z.strictObject({ session: session.optional(), tool: shortText, condition: z.enum(['baik', 'rusak']).default('baik') }),
  apply: async (tx, facility_id, c, occurred_at) => takeTool(tx, { facility_id, tool_id: await toolIdByCode(tx, facility_id, c.tool), condition: c.condition, occurred_at }),
});
registerCapture('incident', {
  schema: z.strictObject({ kind: z.enum(['tool_missing', 'accident', 'near_miss', 'other']), what: longText, session: session.optional(), tool: shortText.optional() }),
  apply: async (tx, facility_id, c, occurred_at) => reportIncident(tx, { facility_id, kind: c.kind, what: c.what, occurred_at, ...(c.session ? { session_id: c.session } : {}), ...(c.tool ? { tool_id: await toolIdByCode(tx, facility_id, c.tool) } : {}) }),
});
