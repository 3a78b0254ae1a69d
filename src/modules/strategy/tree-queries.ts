import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Node, VersionState } from './tree.ts';

export type VersionRow = { id: string; number: number; title: string; based_on: string | null; reason: string; state: VersionState; is_sample: boolean; drafted_by: string | null; drafter: string | null; drafted_at: Date; hands: string[]; hand_accounts: string[]; adopter: string | null; adopted_at: Date | null; decree: string | null; from: string | null; until: string | null; fingerprint: string | null };
const versionRows = sql`
  select v.id, v.number, v.title, v.based_on, v.reason, v.state, v.is_sample, v.drafted_by, d.name as drafter, v.drafted_at, v.hands, v.hand_accounts, a.name as adopter, v.adopted_at, v.decree, lower(v.valid) as "from", upper(v.valid) - 1 as until, v.fingerprint
  from strategy.version v left join identity.account_published d on d.id = v.drafted_by left join identity.account_published a on a.id = v.adopted_by`;

export function versions(reader: Reader): Promise<VersionRow[]> {
  return reader.all(sql`${versionRows} order by v.number desc limit 200`);
}
export function versionById(reader: Reader, id: string): Promise<VersionRow> {
  return reader.one(sql`${versionRows} where v.id = ${id}::uuid`);
}
/** The version in force on a day; undefined before the first. */
export function versionOn(reader: Reader, day: string): Promise<VersionRow | undefined> {
  return reader.maybe(sql`${versionRows} where v.state = 'adopted' and v.valid @> ${day}::date`);
}

const columns = sql`code, kind, parent, parent_kind, position, name_id, name_en, area, today_id, today_en, wanted_id, wanted_en, source, owner_role, owner_unit, due_on, measure, unit, better, definition_id, definition_en, formula, baseline::float8 as baseline, baseline_on, target::float8 as target, target_on`;
export function nodesOf(reader: Reader, version_id: string): Promise<Node[]> {
  return reader.all(sql`select ${columns} from strategy.node where version_id = ${version_id}::uuid order by array_position(array['vision', 'pillar', 'goal', 'programme', 'milestone', 'indicator'], kind), position, code`);
}

export type PublicTree = { version_number: number; version_title: string; decree: string; from: string; is_sample: boolean; nodes: Node[] };
/** What anybody may read: the tree in force on a day, by the shop's own role. */
export async function publicTree(reader: Reader, day: string): Promise<PublicTree | undefined> {
  const nodes = await reader.all<Node & { version_number: number; version_title: string; decree: string; from: string; is_sample: boolean }>(sql`
    select ${columns}, version_number, version_title, decree, lower(valid) as "from", is_sample from strategy.public_node where valid @> ${day}::date order by position, code`);
  const [first] = nodes;
  return first && { version_number: first.version_number, version_title: first.version_title, decree: first.decree, from: first.from, is_sample: first.is_sample, nodes };
}

export type StockRow = { measure: string; month: string; value: number | null; part: number; whole: number | null; reporting: number; expected: number; as_of: string | null; taken_at: Date };
/** The country's kept figures: the newest month of each measure. */
export function newestStock(reader: Reader): Promise<StockRow[]> {
  return reader.all(sql`select distinct on (measure) measure, month, value::float8 as value, part::float8 as part, whole::float8 as whole, reporting, expected, as_of, taken_at from strategy.stock order by measure, month desc`);
}
