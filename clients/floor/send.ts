/** Sends what waits, in the order it was recorded, and fetches the session anew. Nothing leaves the queue before the server has answered for its id. */
import type { Mark, Pack } from './mark.ts';
import { forgetNames, forgetPack, keepPack, marks, packs, settle, whoIsHere, type Answer } from './store.ts';

export type Outcome = 'sent' | 'no_line' | 'signed_out' | 'other_officer';
const most = 50;

/** One at a time on this device, whichever tab or program asks. Where browsers have no locks, one at a time in this tab. */
let turn: Promise<unknown> = Promise.resolve();
function alone<T>(work: () => Promise<T>): Promise<T> {
  if ('locks' in navigator) return navigator.locks.request('karya-floor-send', work) as Promise<T>;
  const next = turn.then(work, work);
  turn = next.catch(() => undefined);
  return next;
}

export function sendWaiting(): Promise<Outcome> {
  return alone(async () => {
    for (;;) {
      const who = await whoIsHere();
      if (!who) return 'signed_out';
      const batch = (await marks()).filter((mark) => mark.state === 'waiting' && mark.account === who.account).slice(0, most);
      if (batch.length === 0) return 'sent';
      const outcome = await sendBatch(batch, who.account);
      if (outcome !== 'sent') return outcome;
    }
  });
}

async function sendBatch(batch: Mark[], account: string): Promise<Outcome> {
  const captures = batch.map(({ id, type, occurred_at, body, mends }) => ({ id, type, occurred_at, ...body, ...(mends ? { mends } : {}) }));
  const answer = await asked('/api/v1/captures', { device: 'peramban', officer: account, captures });
  if (answer === undefined || answer.status >= 500) return 'no_line';
  if (answer.status === 401) return 'signed_out';
  if (answer.status === 409) return 'other_officer';
  if (answer.status !== 201) return oneByOne(batch, account, await answer.json().catch(() => undefined));
  await settle(batch, (await answer.json()) as Answer[]);
  return 'sent';
}

/** The batch as a whole was not understood: one by one, so that a single bad mark never holds up the rest. */
async function oneByOne(batch: Mark[], account: string, problem: { code?: string; detail?: string } | undefined): Promise<Outcome> {
  const [only] = batch;
  if (batch.length > 1) {
    for (const mark of batch) {
      const outcome = await sendBatch([mark], account);
      if (outcome !== 'sent') return outcome;
    }
    return 'sent';
  }
  if (only) await settle(batch, [{ id: only.id, result: 'rejected', code: problem?.code ?? 'refused', ...(problem?.detail ? { message: problem.detail } : {}) }]);
  return 'sent';
}

/** The session as the server sees it. Closed, or no longer ours: its names leave the device. */
export async function fetchPack(session: string): Promise<Outcome> {
  const who = await whoIsHere();
  if (!who) return 'signed_out';
  const answer = await asked(`/api/v1/sessions/${session}/floor`);
  if (answer === undefined || answer.status >= 500) return 'no_line';
  if (answer.status === 401) {
    await forgetNames();
    return 'signed_out';
  }
  const pack = answer.ok ? ((await answer.json()) as Pack) : undefined;
  if (pack?.session.state === 'open') await keepPack(pack, who.account);
  else await forgetPack(session);
  return 'sent';
}

export async function refreshPacks(): Promise<void> {
  for (const { id } of await packs()) if ((await fetchPack(id)) !== 'sent') return;
}

/** Undefined when there is no line. */
async function asked(path: string, body?: unknown): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      method: body === undefined ? 'GET' : 'POST', credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(20_000),
      headers: { 'accept-language': document.documentElement.lang, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return undefined;
  }
}
