import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Rule, Yardstick } from './meter.ts';

export type DatedRule = Rule & { from_day: string; to_day: string | null };
export const absorptionRules = (reader: Reader): Promise<DatedRule[]> => reader.all(sql`select code, percent_bp, base, legal_basis, verified, doubt_id, doubt_en, source, lower(valid) as from_day, upper(valid) - 1 as to_day from procurement.absorption_rule order by lower(valid) desc`);
export type ProposedRule = { id: string; percent_bp: number; base: Yardstick; from_day: string; legal_basis: string; verified: boolean; doubt: string; source: string; state: 'proposed' | 'approved' | 'refused'; refused_reason: string | null; proposed_person: string | null };
const columns = sql`id, percent_bp, base, from_day, legal_basis, verified, doubt, source, state, refused_reason, proposed_person from procurement.absorption_proposal`;
export const proposedRules = (reader: Reader): Promise<ProposedRule[]> => reader.all(sql`select ${columns} order by id desc limit 20`);
export const proposalById = (reader: Reader, id: string): Promise<ProposedRule> => reader.one(sql`select ${columns} where id = ${id}::uuid`);
