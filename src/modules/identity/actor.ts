/** Who is asking: a session cookie or `Authorization: Bearer`, resolved to a role in one unit with the rows it reaches. */
import { createHash } from 'node:crypto';
import { healthy, reading, type Db, type Reader } from '#kernel/db.ts';
import { visitor, type Actor, type Role } from '#kernel/policy.ts';
import { everywhere } from './account.ts';
import { authOf, sessionCookie } from './auth.ts';
import { accountOfToken, chosenAssignment, facilitiesOfOffice, standingOf } from './queries.ts';

type Remembered = { actor: Actor; until: number };
/** What was resolved is kept for five seconds: a role that ends elsewhere ends here within them; here it ends at once. */
const seconds = 5;
const most = 10_000;
let remembered = new WeakMap<Db, Map<string, Remembered>>();

export async function actorOf(db: Db, request: Request): Promise<Actor> {
  const claim = claimOf(request);
  if (!claim) return visitor;
  const known = cacheOf(db);
  const key = sha256(`${claim.kind} ${claim.secret}`);
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

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A token speaks before a cookie: who sends one means it. */
function claimOf(request: Request): { kind: 'token' | 'session'; secret: string } | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (bearer) return { kind: 'token', secret: bearer };
  const cookie = new RegExp(`(?:^|;\\s*)${sessionCookie.replace('.', '\\.')}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1];
  return cookie ? { kind: 'session', secret: cookie } : undefined;
}

async function resolve(db: Db, claim: { kind: 'token' | 'session'; secret: string }, request: Request): Promise<Actor> {
  if (claim.kind === 'token') {
    return reading(db, { actor: visitor }, async (reader) => {
      const account_id = await accountOfToken(reader, sha256(claim.secret));
      return account_id ? actorOfAccount(reader, account_id, null) : visitor;
    });
  }
  const found = await authOf(db).api.getSession({ headers: request.headers }).catch(async (error: unknown) => {
    // better-auth hides a database that is away behind an error of its own; callers shall hear 503, not 500.
    throw (await healthy(db)) ? error : Object.assign(new Error('the database is away', { cause: error }), { code: '08006' });
  });
  if (!found) return visitor;
  return reading(db, { actor: visitor }, async (reader) => actorOfAccount(reader, found.user.id, await chosenAssignment(reader, found.session.id)));
}

async function actorOfAccount(reader: Reader, account_id: string, chosen: string | null): Promise<Actor> {
  const standing = await standingOf(reader, account_id, chosen);
  if (!standing) return visitor;
  const { regional_office_code, assignment_id: _, ...person } = standing;
  return { ...person, facility_ids: await reachOf(reader, standing.role, standing.facility_id, regional_office_code) };
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
