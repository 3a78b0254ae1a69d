import type { z } from 'zod';
import type { Reader, Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import type { RuleSnapshot } from '../settlement.ts';
import { shareOut } from '../split.ts';
import { dispersionOf, methodOf, notBackwards, nothingToTry, sameProposer, teamDecided, teamWish, weighBatches, type Method, type Simulation } from './team.ts';
import { batch, batchesOf, settledIn, settledMonths, splitOn, teamSplitById, unfrozenById, unfrozenOf, type TeamSplitRow, type Unfrozen } from './team-queries.ts';

/** What a month that is over would have paid under another way: the same pools, the same work, other weights. */
export async function tryMethod(reader: Reader, { facility_id, activity, method, month }: { facility_id: string; activity: string; method: Method; month?: string | undefined }): Promise<Simulation> {
  const tried = month ?? (await settledMonths(reader, facility_id))[0]?.month;
  const settled = tried === undefined ? [] : await settledIn(reader, facility_id, tried);
  if (tried === undefined || settled.length === 0) throw nothingToTry;
  const step = await ruleOn<number>(reader, 'pay.skill_step_bp', await dayAt(reader, facility_id), facility_id);
  const all = Map.groupBy(await batchesOf(reader, facility_id, settled.map(({ order_id }) => order_id)), ({ order_id }) => order_id);
  const people = new Map<string, { roster_code: string; now_idr: number; then_idr: number }>();
  const of = (worker: string, roster_code: string) => people.get(worker) ?? people.set(worker, { roster_code, now_idr: 0, then_idr: 0 }).get(worker);
  for (const { order_id, team, parts, pool_idr } of settled) {
    const weights = weighBatches((all.get(order_id) ?? []).map((row) => ({ ...batch(row, team), ...(activity === '' || row.activity === activity ? { method } : {}) })), step.value);
    const pay = shareOut(pool_idr, parts.map(({ worker, roster_code }) => ({ code: roster_code, weight: weights.get(worker) ?? 0 })));
    for (const [n, { worker, roster_code, amount_idr }] of parts.entries()) {
      const row = of(worker, roster_code);
      if (!row) continue;
      row.now_idr += amount_idr;
      row.then_idr += pay[n] ?? 0;
    }
  }
  const rows = [...people.values()].sort((a, b) => (a.roster_code < b.roster_code ? -1 : 1));
  return { month: tried, pool_idr: settled.reduce((sum, { pool_idr }) => sum + pool_idr, 0), now: dispersionOf(rows.map(({ now_idr }) => now_idr)), then: dispersionOf(rows.map(({ then_idr }) => then_idr)), rows };
}

/** One person proposes a way for the team, with what it would have done; it touches nothing until another adopts it. */
export async function proposeTeamSplit(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof teamWish>): Promise<TeamSplitRow> {
  permit(tx.actor, 'team_split.propose');
  const wish = parse(teamWish, input, tx.actor.locale);
  if (wish.from <= await dayAt(tx, facility_id)) throw notBackwards;
  const method = methodOf(wish);
  const simulation = await tryMethod(tx, { facility_id, activity: wish.activity, method, month: wish.month });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.team_split (facility_id, activity, hours_bp, skill_bp, output_bp, equal_bp, valid, legal_basis, simulation, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${wish.activity}, ${method.hours_bp}, ${method.skill_bp}, ${method.output_bp}, ${method.equal_bp}, daterange(${wish.from}, null), ${wish.legal_basis}, ${JSON.stringify(simulation)}::jsonb, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'team_split.proposed', facility_id, subject_kind: 'team_split', subject_id: id, particulars: { ...method, activity: wish.activity, from: wish.from, gini_now: simulation.now.gini, gini_then: simulation.then.gini } });
  return teamSplitById(tx, id);
}

/** Another person adopts it: for work orders that begin from its day on. Those that began keep the way they began with. */
export async function approveTeamSplit(tx: Tx, { id }: { id: string }): Promise<TeamSplitRow> {
  permit(tx.actor, 'team_split.approve');
  const { facility_id, activity, from, today } = await undecided(tx, id);
  if (from <= today) throw notBackwards;
  await tx.run(sql`update pay.team_split set valid = daterange(lower(valid), ${from}) where facility_id = ${facility_id} and activity = ${activity} and state = 'approved' and upper(valid) is null and lower(valid) < ${from}::date`);
  await tx.run(sql`update pay.team_split set state = 'approved', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_on = ${today} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'team_split.adopted', facility_id, subject_kind: 'team_split', subject_id: id, particulars: { activity, from } });
  return teamSplitById(tx, id);
}
export async function refuseTeamSplit(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<TeamSplitRow> {
  permit(tx.actor, 'team_split.approve');
  const { facility_id, today } = await undecided(tx, id);
  await tx.run(sql`update pay.team_split set state = 'refused', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_on = ${today}, refused_reason = ${reason} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'team_split.refused', facility_id, subject_kind: 'team_split', subject_id: id, particulars: { reason } });
  return teamSplitById(tx, id);
}
async function undecided(tx: Tx, id: string): Promise<{ facility_id: string; activity: string; from: string; today: string }> {
  const found = await tx.one<{ facility_id: string; activity: string; from: string; state: string; prepared_person: string | null }>(sql`select facility_id, activity, lower(valid) as "from", state, prepared_person from pay.team_split where id = ${id}::uuid for update`);
  if (found.state !== 'prepared') throw teamDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.prepared_person) throw sameProposer;
  return { ...found, today: await dayAt(tx, found.facility_id) };
}

/** A work order keeps the way that held when it began. */
export async function freezeBatch(tx: Tx, facility_id: string, work_order_id: string): Promise<void> {
  const found = await unfrozenById(tx, facility_id, work_order_id);
  if (found) await freeze(tx, facility_id, found);
}
async function freeze(tx: Tx, facility_id: string, { work_order_id, activity, began_on }: Unfrozen): Promise<void> {
  const split = await splitOn(tx, { facility_id, activity, day: began_on });
  await tx.run(sql`insert into pay.batch_split (facility_id, work_order_id, split_id, frozen_at) values (${facility_id}, ${work_order_id}, ${split?.id ?? null}, ${tx.now}) on conflict do nothing`);
}

/** The ways of the work orders that a sale came from, with everybody's weight under them: frozen with the settlement. Nothing where no batch has a way of its own. */
export async function withTeams(tx: Tx, rule: RuleSnapshot, { facility_id, order_id, day }: { facility_id: string; order_id: string; day: string }): Promise<RuleSnapshot> {
  for (const each of await unfrozenOf(tx, facility_id, order_id)) await freeze(tx, facility_id, each);
  const batches = await batchesOf(tx, facility_id, [order_id]);
  if (batches.every(({ split_id }) => split_id === null)) return rule;
  const skill_step_bp = rule.skill_step_bp ?? (await ruleOn<number>(tx, 'pay.skill_step_bp', day, facility_id)).value;
  return { ...rule, skill_step_bp, batches: batches.map((row) => { const { number, value_idr, method } = batch(row, rule.team); return { number, value_idr, method }; }) };
}

/** Weights of the people of a sale whose batches have ways of their own. */
export async function teamWeights(tx: Tx, rule: RuleSnapshot, { facility_id, order_id }: { facility_id: string; order_id: string }): Promise<Map<string, number> | undefined> {
  if (!rule.batches) return undefined;
  const methods = new Map(rule.batches.map(({ number, method }) => [number, method]));
  const batches = (await batchesOf(tx, facility_id, [order_id])).map((row) => { const each = batch(row, rule.team); return { ...each, method: methods.get(each.number) ?? each.method }; });
  return weighBatches(batches, rule.skill_step_bp ?? 0);
}
