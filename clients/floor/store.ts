/** The device's own memory: what the server told (with names, wiped when it is no longer needed) and what is not sent yet (without names, never wiped unsent). */
import { openDB, type DBSchema } from 'idb';
import { newMarkId, type Mark, type NewMark, type Pack, type Who } from './mark.ts';

type KeptPack = Pack & { id: string; account: string; kept_at: number; drift_ms: number };
interface Floor extends DBSchema {
  pack: { key: string; value: KeptPack };
  mark: { key: number; value: Mark; indexes: { id: string } };
  who: { key: string; value: Who };
}

const opened = openDB<Floor>('karya-floor', 1, {
  upgrade(db) {
    db.createObjectStore('pack', { keyPath: 'id' });
    // The order of recording is the order of sending, whatever the device's clock does.
    db.createObjectStore('mark', { keyPath: 'n', autoIncrement: true }).createIndex('id', 'id', { unique: true });
    db.createObjectStore('who');
  },
});

/** Other tabs of this device look again. */
const channel = new BroadcastChannel('karya-floor');
const listeners = new Set<() => void>();
channel.addEventListener('message', () => listeners.forEach((look) => look()));
export function onChange(look: () => void): () => void {
  listeners.add(look);
  return () => listeners.delete(look);
}
function changed(): void {
  channel.postMessage('changed');
  listeners.forEach((look) => look());
}

export const whoIsHere = async (): Promise<Who | undefined> => (await opened).get('who', 'who');

/** Another officer than before: what was kept for the first is no business of the second. Unsent marks stay, for their author. */
export async function officerIs(who: Who): Promise<void> {
  const before = await whoIsHere();
  if (before && before.account !== who.account) await forgetNames();
  await (await opened).put('who', who, 'who');
}

export const marks = async (): Promise<Mark[]> => (await opened).getAll('mark');
export const packs = async (): Promise<KeptPack[]> => (await (await opened).getAll('pack')).filter((pack) => Date.now() - pack.kept_at < dayLong_ms);
export const packOf = async (session: string): Promise<KeptPack | undefined> => (await packs()).find((pack) => pack.id === session);
const dayLong_ms = 24 * 3600_000;

export async function keepPack(pack: Pack, account: string): Promise<void> {
  await (await opened).put('pack', { ...pack, id: pack.session.id, account, kept_at: Date.now(), drift_ms: Date.now() - Date.parse(pack.now) });
  changed();
}

export async function forgetPack(session: string): Promise<void> {
  await (await opened).delete('pack', session);
  changed();
}

/** Every name leaves the device: on signing out, for another officer, after a day. */
export async function forgetNames(): Promise<void> {
  const db = await opened;
  await db.clear('pack');
  await db.delete('who', 'who');
  changed();
}

export async function forgetOldNames(): Promise<void> {
  const db = await opened;
  for (const pack of await db.getAll('pack')) if (Date.now() - pack.kept_at >= dayLong_ms) await db.delete('pack', pack.id);
}

/** Written through to the disk before the screen says that it is kept. A mended mark replaces the refused one in the same step. */
export async function keepMark({ mends, ...mark }: NewMark): Promise<void> {
  const [db, who, pack] = [await opened, await whoIsHere(), await packOf(mark.session)];
  if (!who) throw new Error('nobody is at this device');
  const tx = db.transaction('mark', 'readwrite', { durability: 'strict' });
  const occurred_at = new Date(Date.now() - (pack?.drift_ms ?? 0)).toISOString();
  await tx.store.add({ ...mark, id: newMarkId(), occurred_at: mends ? mends.occurred_at : occurred_at, account: who.account, state: 'waiting', ...(mends ? { mends: mends.id } : {}) });
  if (mends?.n !== undefined) await tx.store.delete(mends.n);
  await tx.done;
  changed();
}

export async function dropMark(n: number): Promise<void> {
  await (await opened).delete('mark', n);
  changed();
}

export type Answer = { id: string; result: 'accepted' | 'duplicate' | 'rejected' | 'conflict'; code?: string; message?: string };

/** The server has answered: what it took leaves the queue and is known from now on; what it refused waits for the officer. One step, or none. */
export async function settle(sent: Mark[], answers: Answer[]): Promise<void> {
  const db = await opened;
  const tx = db.transaction(['mark', 'pack'], 'readwrite', { durability: 'strict' });
  for (const answer of answers) {
    const mark = sent.find((each) => each.id === answer.id);
    if (mark?.n === undefined) continue;
    if (isRefused(answer)) {
      await tx.objectStore('mark').put({ ...mark, state: 'refused', code: answer.code, message: answer.message });
      continue;
    }
    await tx.objectStore('mark').delete(mark.n);
    const pack = await tx.objectStore('pack').get(mark.session);
    if (pack) await tx.objectStore('pack').put(withMark(pack, mark));
  }
  await tx.done;
  changed();
}

/** A duplicate carries the code of what was said the first time: of a refusal, or of a contradiction that was kept. */
const isRefused = ({ result, code }: Answer): boolean => result === 'rejected' || (result === 'duplicate' && code !== undefined && !code.endsWith('.changed'));

/** The session as it stands once this mark is counted. */
export function withMark<P extends Pack>(pack: P, mark: Mark): P {
  const { body } = mark;
  if (mark.type === 'attendance') {
    const reason = String(body['reason'] ?? 'ATTENDED');
    const attended = pack.reasons.find((each) => each.code === reason)?.attended ?? true;
    return { ...pack, roster: pack.roster.map((row) => (row.worker_id === body['worker'] ? { ...row, reason_code: reason, attended } : row)) };
  }
  if (mark.type === 'tool_out') {
    const holder = pack.roster.find((row) => row.worker_id === body['worker'])?.roster_code ?? null;
    return { ...pack, tools: pack.tools.map((tool) => (tool.code === body['tool'] ? { ...tool, state: 'out', here: true, holder } : tool)) };
  }
  if (mark.type === 'tool_in') return { ...pack, tools: pack.tools.map((tool) => (tool.code === body['tool'] ? { ...tool, state: body['condition'] === 'rusak' ? 'broken' : 'kept', here: false, holder: null } : tool)) };
  return pack;
}
