/** Who is asking: a session cookie or `Authorization: Bearer`, resolved to a role in one unit with the rows it reaches. */
import { healthy, reading, transact, type Db, type Reader } from '#kernel/db.ts';
import { visitor, type Actor, type Role } from '#kernel/policy.ts';
import { everywhere } from './account.ts';
import { authOf, sessionCookie } from './auth.ts';
import { deviceOf } from './device-queries.ts';
import { deviceCookie } from './device.ts';
import { sha256 } from './digest.ts';
import { pinRoles } from './pin.ts';
import { accountOfToken, facilitiesOfOffice, standingOf } from './queries.ts';
import { sessionFacts, touchSession, type SessionFacts } from './session-queries.ts';

type Remembered = { actor: Actor; until: number };
/** What was resolved is kept for five seconds: a role that ends elsewhere ends here within them; here it ends at once. */
const seconds = 5;
const most = 10_000;
let remembered = new WeakMap<Db, Map<string, Remembered>>();

export async function actorOf(db: Db, request: Request): Promise<Actor> {
  const claim = claimOf(request);
  if (!claim) return visitor;
  const known = cacheOf(db);
  const key = sha256(`${claim.kind} ${claim.secret} ${claim.device}`);
  const kept = known.get(key);
  if (kept && kept.until > performance.now()) return kept.actor;
  const actor = await resolve(db, claim, request);
  if (known.size >= most) known.clear();
  known.set(key, { actor, until: performance.now() + seconds * 1000 });
  return actor;
}

/** After a change of accounts, assignments, sessions or tokens. */
export function forgetActors(): void {
  remembered = new WeakMap();
}



/** A token speaks before a cookie: who sends one means it. */
type Claim = { kind: 'token' | 'session'; secret: string; device: string };
function claimOf(request: Request): Claim | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (bearer) return { kind: 'token', secret: bearer, device: '' };
  const secret = cookieOf(request, sessionCookie);
  return secret ? { kind: 'session', secret, device: cookieOf(request, deviceCookie) ?? '' } : undefined;
}

function cookieOf(request: Request, name: string): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name.replace('.', '\\.')}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1];
}

async function resolve(db: Db, claim: Claim, request: Request): Promise<Actor> {
  if (claim.kind === 'token') {
    return reading(db, { actor: visitor }, async (reader) => {
      const account_id = await accountOfToken(reader, sha256(claim.secret));
      return account_id ? actorOfAccount(reader, account_id, null) : visitor;
    });
  }
  const seen = await lookBehind(db, request);
  if (!seen || seen.asleep) return visitor;
  // Use is written down every twenty seconds: a session sleeps at most that much early.
  if (seen.unseen_ms > touchAfter_ms) await transact(db, { actor: visitor }, (tx) => touchSession(tx, seen.session_id));
  return seen.facts.device_id ? onDevice(db, seen, seen.facts.device_id, request) : seen.actor;
}

type Seen = { session_id: string; actor: Actor; facts: SessionFacts; unseen_ms: number; asleep: boolean };
const touchAfter_ms = 20_000;

async function lookBehind(db: Db, request: Request): Promise<Seen | undefined> {
  const found = await authOf(db).api.getSession({ headers: request.headers }).catch(async (error: unknown) => {
    // better-auth hides a database that is away behind an error of its own; callers shall hear 503, not 500.
    throw (await healthy(db)) ? error : Object.assign(new Error('the database is away', { cause: error }), { code: '08006' });
  });
  if (!found) return undefined;
  return reading(db, { actor: visitor }, async (reader) => {
    const facts = await sessionFacts(reader, found.session.id);
    if (!facts) return undefined;
    const actor = await actorOfAccount(reader, found.user.id, facts.assignment_id);
    const unseen_ms = reader.now.getTime() - facts.seen_at.getTime();
    const limit = facts.idle_minutes?.[actor.role];
    return { session_id: found.session.id, actor, facts, unseen_ms, asleep: limit !== undefined && unseen_ms > limit * 60_000 };
  });
}

/** Whose session sleeps: the account that may find its words again after signing in. */
export async function sleeperOf(db: Db, request: Request): Promise<string | undefined> {
  if (claimOf(request)?.kind !== 'session') return undefined;
  const seen = await lookBehind(db, request);
  return seen?.asleep ? (seen.actor.account_id ?? undefined) : undefined;
}

/** A session opened by PIN is worth something only on its own device, for the floor of the device's facility. */
async function onDevice(db: Db, { actor, facts }: Seen, device_id: string, request: Request): Promise<Actor> {
  const device = await deviceOf(db, request);
  if (device?.id !== device_id || actor.facility_id !== device.facility_id || !pinRoles.some((role) => role === actor.role)) return visitor;
  // On the floor one acts for oneself: what somebody lent is used at one's own sign-in.
  const { on_behalf_of: _, ...self } = actor;
  return { ...self, role: 'officer', device: { id: device.id, name: device.name, idle_minutes: facts.idle_minutes?.['officer'] } };
}

async function actorOfAccount(reader: Reader, account_id: string, chosen: string | null): Promise<Actor> {
  const standing = await standingOf(reader, account_id, chosen);
  if (!standing) return visitor;
  const { regional_office_code, assignment_id: _, on_behalf_of, ...person } = standing;
  return { ...person, ...(on_behalf_of ? { on_behalf_of } : {}), facility_ids: await reachOf(reader, standing.role, standing.facility_id, regional_office_code) };
}

async function reachOf(reader: Reader, role: Role, facility_id: string | null, office: string | null): Promise<readonly string[] | 'all'> {
  if (everywhere.includes(role)) return 'all';
  if (role === 'regional' && office) return facilitiesOfOffice(reader, office);
  return facility_id ? [facility_id] : [];
}

function cacheOf(db: Db): Map<string, Remembered> {
  const known = remembered.get(db) ?? new Map<string, Remembered>();
  remembered.set(db, known);
  return known;
}
