import { Forbidden } from './refusal.ts';

/** Who may do what: one row per verb. The command refuses with it, the page hides the button with it, the route declares it. */
export const roles = [
  'officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters',
  'procurement_officer', 'commitment_officer', 'partner', 'auditor', 'admin',
] as const;
export type Role = (typeof roles)[number];

/** Somebody acting: a role in one unit, with the rows it reaches. `facility_ids: 'all'` reaches every facility. */
export type Actor = {
  account_id: string | null;
  /** The natural person: two accounts of one person are still one person when two persons are asked for. */
  person_id: string | null;
  name: string;
  role: Role | 'public' | 'system';
  unit_name: string;
  facility_id: string | null;
  facility_ids: readonly string[] | 'all';
  agency_id: string | null;
  locale: 'id' | 'en';
  /** The enrolled device on which somebody signed in by PIN; absent otherwise. */
  device?: { id: string; name: string; idle_minutes: number | undefined };
  /** Whose authority this is when it is lent for a time: some verbs of the role, or (null) all. Every deed says so. */
  on_behalf_of?: { assignment_id: string; account_id: string; name: string; only: readonly string[] | null };
};

export const visitor: Actor = {
  account_id: null, person_id: null, name: '', role: 'public', unit_name: '',
  facility_id: null, facility_ids: [], agency_id: null, locale: 'id',
};

/** Jobs, reactions and the world act as the system; it holds no role, so it passes no policy of a person's verb unless named. */
export const system: Actor = { ...visitor, name: 'Sistem', role: 'system', facility_ids: 'all' };

export type Who = readonly (Role | 'public' | 'system')[] | 'anyone' | 'signed-in';

/** Inside a facility, from floor to head. */
export const floor = ['officer', 'section_head', 'facility_head'] as const satisfies Role[];
/** Everyone who may look into a facility's work. */
export const overseers = ['regional', 'headquarters', 'auditor'] as const satisfies Role[];

const verbs = new Map<string, Who>([
  ['anyone', 'anyone'],
  ['signed-in', 'signed-in'],
]);

export function definePolicy<Verb extends string>(rows: Record<Verb, Who>): Record<Verb, Who> {
  for (const [verb, who] of Object.entries<Who>(rows)) {
    if (verbs.has(verb)) throw new Error(`verb declared twice: ${verb}`);
    verbs.set(verb, who);
  }
  return rows;
}

export function policyRows(): ReadonlyMap<string, Who> {
  return verbs;
}

export function may(actor: Actor, verb: string): boolean {
  const who = verbs.get(verb);
  if (who === undefined) throw new Error(`no policy for verb: ${verb}`);
  if (who === 'anyone') return true;
  if (who === 'signed-in') return actor.role !== 'public';
  const only = actor.on_behalf_of?.only;
  return who.includes(actor.role) && (!only || only.includes(verb) || looking.test(verb));
}

/** Lent authority over some verbs always carries the right to look at what they concern. */
const looking = /\.(read|list|enter|look)$/;

export function permit(actor: Actor, verb: string): void {
  if (!may(actor, verb)) throw new Forbidden(verb);
}
