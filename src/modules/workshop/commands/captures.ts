import { z } from 'zod';
import { reading, transact, type Db, type Reach, type Tx } from '#kernel/db.ts';

import { shortText } from '#kernel/form.ts';

import { permit, type Actor } from '#kernel/policy.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { giveTool, markAttendance, reportIncident, takeTool } from './floor.ts';

/** What a device may send. Rooms above register their own kinds; each is applied in its own transaction. */
export type CaptureKind = { schema: z.ZodType; apply: (tx: Tx, facility_id: string, capture: never, occurred_at: Date) => Promise<unknown> };
const kinds = new Map<string, CaptureKind>();

export function registerCapture<Schema extends z.ZodType>(type: string, kind: { schema: Schema; apply: (tx: Tx, facility_id: string, capture: z.infer<Schema>, occurred_at: Date) => Promise<unknown> }): void {
  kinds.set(type, kind as CaptureKind);
}

export const captureBatch = z.strictObject({
  device: z.string().min(3).max(80),
  captures: z.array(z.looseObject({ id: z.uuid(), type: z.string(), occurred_at: z.iso.datetime({ offset: true }) })).min(1).max(100),
});
export type CaptureAnswer = { id: string; result: 'accepted' | 'duplicate' | 'rejected' | 'conflict'; code?: string; message?: string };

/** Each capture is one fact in one transaction: what is bad is refused by itself, what was sent before is a duplicate. */
export async function receiveCaptures(db: Db, actor: Actor, { device, captures }: z.infer<typeof captureBatch>, reach?: Reach): Promise<CaptureAnswer[]> {
  permit(actor, 'capture.send');
  const facility_id = actor.facility_id;
  if (!facility_id) throw new Forbidden('capture.send');
  const answers: CaptureAnswer[] = [];
  for (const capture of captures) answers.push(await receiveOne(db, actor, facility_id, device, capture, reach));
  return answers;
}

type Capture = z.infer<typeof captureBatch>['captures'][number];
async function receiveOne(db: Db, actor: Actor, facility_id: string, device: string, { id, type, occurred_at, ...rest }: Capture, reach?: Reach): Promise<CaptureAnswer> {
  const act = { actor, ...(reach ? { reach } : {}) };
  const earlier = await reading(db, act, (reader) => reader.maybe<{ result: string }>(sql`select result from workshop.capture where facility_id = ${facility_id} and id = ${id}`));
  if (earlier) return { id, result: 'duplicate' };
  const kind = kinds.get(type);
  const parsed = kind?.schema.safeParse(rest);
  const record = (tx: Tx, result: 'accepted' | 'rejected' | 'conflict', code?: string) => tx.run(sql`
    insert into workshop.capture (facility_id, id, device, type, occurred_at, received_at, actor_id, result, code, payload) values (${facility_id}, ${id}, ${device}, ${type}, ${occurred_at}, ${tx.now}, ${actor.account_id}, ${result}, ${code ?? null}, ${JSON.stringify(rest)}::jsonb)`);
  try {
    if (!kind) throw new Refusal('capture.unknown_type', { id: 'Jenis catatan tidak dikenal.', en: 'Unknown type of capture.' });
    if (!parsed?.success) throw new Refusal('capture.invalid', { id: parsed?.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') ?? '', en: parsed?.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') ?? '' });
    const conflict = await transact(db, act, async (tx) => {
      const done = await kind.apply(tx, facility_id, parsed.data as never, new Date(occurred_at));
      const changed = typeof done === 'object' && done !== null && 'changed' in done && done.changed === true;
      await record(tx, changed ? 'conflict' : 'accepted');
      return changed;
    });
    return conflict ? { id, result: 'conflict', code: 'attendance.changed' } : { id, result: 'accepted' };
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'capture_pkey') return { id, result: 'duplicate' };
    if (!(error instanceof Refusal || error instanceof NotFound || error instanceof Forbidden)) throw error;
    const code = error instanceof Refusal ? error.code : error instanceof NotFound ? 'not_found' : 'forbidden';
    await transact(db, act, (tx) => record(tx, 'rejected', code)).catch(() => undefined);
    return { id, result: 'rejected', code, message: error instanceof Refusal ? error.text[actor.locale] : error.message };
  }
}

const session_id = z.uuid();
registerCapture('attendance', {
  schema: z.strictObject({ session: session_id, worker: z.uuid(), reason: shortText.default('ATTENDED'), minutes: z.int().min(0).max(720).optional(), paid: z.boolean().optional(), note: z.string().max(400).optional() }),
  apply: (tx, facility_id, c, occurred_at) => markAttendance(tx, { facility_id, session_id: c.session, worker_id: c.worker, reason_code: c.reason, occurred_at, ...(c.minutes === undefined ? {} : { minutes: c.minutes }), ...(c.paid === undefined ? {} : { paid: c.paid }), ...(c.note === undefined ? {} : { note: c.note }) }),
});
async function toolId(tx: Tx, facility_id: string, code: string): Promise<string> {
  return (await tx.one<{ id: string }>(sql`select id from workshop.tool where facility_id = ${facility_id} and code = ${code}`)).id;
}
registerCapture('tool_out', {
  schema: z.strictObject({ session: session_id, tool: shortText, worker: z.uuid().optional(), second_officer: z.uuid().optional() }),
  apply: async (tx, facility_id, c) => giveTool(tx, { facility_id, session_id: c.session, tool_id: await toolId(tx, facility_id, c.tool), ...(c.worker ? { worker_id: c.worker } : {}), ...(c.second_officer ? { second_officer: c.second_officer } : {}) }),
});
registerCapture('tool_in', {
  schema: z.strictObject({ session: session_id.optional(), tool: shortText, condition: z.enum(['baik', 'rusak']).default('baik') }),
  apply: async (tx, facility_id, c) => takeTool(tx, { facility_id, tool_id: await toolId(tx, facility_id, c.tool), condition: c.condition }),
});
registerCapture('incident', {
  schema: z.strictObject({ kind: z.enum(['tool_missing', 'accident', 'near_miss', 'other']), what: z.string().min(5).max(2000), session: session_id.optional(), tool: shortText.optional() }),
  apply: async (tx, facility_id, c, occurred_at) => reportIncident(tx, { facility_id, kind: c.kind, what: c.what, occurred_at, ...(c.session ? { session_id: c.session } : {}), ...(c.tool ? { tool_id: await toolId(tx, facility_id, c.tool) } : {}) }),
});
