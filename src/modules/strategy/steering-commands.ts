import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { dayIn } from '#kernel/calendar.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { newJudgement, newProgress, newReading, newRisk, NewDecision } from './steering.ts';
import type { Kind } from './tree.ts';

/** A figure for an indicator that no fact of the house measures: with its evidence, by somebody, on a day. */
export async function recordReading(tx: Tx, { node, on_day, value, evidence }: z.infer<typeof newReading>): Promise<{ id: string }> {
  permit(tx.actor, 'strategy.steer');
  const { measure } = await inForce(tx, node, ['indicator']);
  if (measure !== null) throw measuredByItself;
  notAhead(tx, on_day, 'on_day');
  const row = await tx.one<{ id: string }>(sql`insert into strategy.reading (node_code, on_day, value, evidence, recorded_by, recorded_person, recorded_at) values (${node}, ${on_day}, ${value}, ${evidence}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'strategy.reading_recorded', facility_id: null, subject_kind: 'strategy_node', subject_id: node, particulars: { on_day, value } });
  return row;
}

export async function recordProgress(tx: Tx, { node, state, on_day, evidence }: z.infer<typeof newProgress>): Promise<{ id: string }> {
  permit(tx.actor, 'strategy.steer');
  await inForce(tx, node, ['milestone', 'programme']);
  notAhead(tx, on_day, 'on_day');
  const row = await tx.one<{ id: string }>(sql`insert into strategy.progress (node_code, state, on_day, evidence, recorded_by, recorded_person, recorded_at) values (${node}, ${state}, ${on_day}, ${evidence}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'strategy.progress_recorded', facility_id: null, subject_kind: 'strategy_node', subject_id: node, particulars: { state, on_day } });
  return row;
}

export async function recordRisk(tx: Tx, risk: z.infer<typeof newRisk>): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'strategy.steer');
  await inForce(tx, risk.node);
  const number = await numbered(tx, 'RS');
  const { id } = await tx.one<{ id: string }>(sql`insert into strategy.risk (number, node_code, what, response, owner_role, owner_unit, recorded_by, recorded_at) values (${number}, ${risk.node}, ${risk.what}, ${risk.response}, ${risk.owner_role}, ${risk.owner_unit}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  await judged(tx, id, { ...risk, open: true, note: risk.what });
  tx.emit({ verb: 'strategy.risk_recorded', facility_id: null, subject_kind: 'strategy_risk', subject_id: id, particulars: { number, node: risk.node } });
  return { id, number };
}

/** A risk judged anew, or closed: the earlier judgements stay. */
export async function judgeRisk(tx: Tx, { id, open, ...judgement }: z.infer<typeof newJudgement> & { id: string }): Promise<void> {
  permit(tx.actor, 'strategy.steer');
  await tx.one(sql`select 1 from strategy.risk where id = ${id}::uuid`);
  const now = await tx.one<{ open: boolean }>(sql`select open from strategy.risk_judgement where risk_id = ${id}::uuid order by seq desc limit 1`);
  if (!now.open) throw riskClosed;
  await judged(tx, id, { ...judgement, open: open === 'yes' });
  tx.emit({ verb: 'strategy.risk_judged', facility_id: null, subject_kind: 'strategy_risk', subject_id: id, particulars: { likelihood: judgement.likelihood, impact: judgement.impact, open } });
}

async function judged(tx: Tx, risk_id: string, { likelihood, impact, open, note, review_on }: { likelihood: number; impact: number; open: boolean; note: string; review_on?: string | undefined }): Promise<void> {
  await tx.run(sql`
    insert into strategy.risk_judgement (risk_id, seq, likelihood, impact, open, note, review_on, recorded_by, recorded_at)
    values (${risk_id}::uuid, (select coalesce(max(seq), 0) + 1 from strategy.risk_judgement where risk_id = ${risk_id}::uuid), ${likelihood}, ${impact}, ${open}, ${note}, ${open ? (review_on ?? null) : null}, ${tx.actor.account_id}, ${tx.now})`);
}

/** A steering decision on a node; it replaces an earlier one by naming its number. */
export async function recordSteering(tx: Tx, decision: NewDecision): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'strategy.steer');
  await inForce(tx, decision.node);
  notAhead(tx, decision.decided_on, 'decided_on');
  const replaced = decision.replaces === undefined ? undefined : await tx.maybe<{ id: string }>(sql`select id from strategy.decision where number = ${decision.replaces}`);
  if (decision.replaces !== undefined && !replaced) throw new Invalid({ replaces: tx.actor.locale === 'en' ? 'There is no decision of this number' : 'Tidak ada keputusan bernomor ini' });
  const number = await numbered(tx, 'KP');
  const { id } = await tx.one<{ id: string }>(sql`
    insert into strategy.decision (number, decided_on, node_code, decision, reason, decided_by, owner_role, owner_unit, due_on, replaces, hearing_id, recorded_by, recorded_person, recorded_at)
    values (${number}, ${decision.decided_on}, ${decision.node}, ${decision.decision}, ${decision.reason}, ${decision.decided_by}, ${decision.owner_role}, ${decision.owner_unit}, ${decision.due_on ?? null}, ${replaced?.id ?? null}::uuid, ${decision.hearing_id ?? null}::uuid, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'strategy.decided', facility_id: null, subject_kind: 'strategy_decision', subject_id: id, particulars: { number, node: decision.node } });
  return { id, number };
}

export async function finishDecision(tx: Tx, { id, on_day, evidence }: { id: string; on_day: string; evidence: string }): Promise<void> {
  permit(tx.actor, 'strategy.steer');
  await tx.one(sql`select 1 from strategy.decision where id = ${id}::uuid`);
  notAhead(tx, on_day, 'on_day');
  await tx.run(sql`insert into strategy.decision_done (decision_id, on_day, evidence, recorded_by, recorded_person, recorded_at) values (${id}::uuid, ${on_day}, ${evidence}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'strategy.decision_done', facility_id: null, subject_kind: 'strategy_decision', subject_id: id, particulars: { on_day } });
}

/** A node of the version in force today: steering is tied to what was adopted, never to a draft. */
export async function inForce(tx: Tx, code: string, kinds?: readonly Kind[]): Promise<{ kind: Kind; measure: string | null }> {
  const day = dayIn('Asia/Jakarta', tx.now);
  const node = await tx.maybe<{ kind: Kind; measure: string | null }>(sql`select n.kind, n.measure from strategy.node n join strategy.version v on v.id = n.version_id where v.state = 'adopted' and v.valid @> ${day}::date and n.code = ${code}`);
  if (!node || (kinds && !kinds.includes(node.kind))) throw notInForce;
  return node;
}
export async function numbered(tx: Tx, series: string): Promise<string> {
  const year = Number(dayIn('Asia/Jakarta', tx.now).slice(0, 4));
  return `${series}-${year}-${String(await nextNumber(tx, `strategy.${series}`, null, year)).padStart(4, '0')}`;
}
export function notAhead(tx: Tx, day: string, field: string): void {
  if (day > dayIn('Asia/Jakarta', tx.now)) throw new Invalid({ [field]: tx.actor.locale === 'en' ? 'This day lies ahead' : 'Tanggal ini belum tiba' });
}

const notInForce = new Refusal('strategy.not_in_force', { id: 'Butir ini tidak ada dalam grand design yang berlaku, atau bukan jenis yang diminta. Pilih butir lain.', en: 'This node is not in the grand design in force, or not of the kind asked for. Choose another.' }, { field: 'node', status: 422 });
const measuredByItself = new Refusal('strategy.measured', { id: 'Indikator ini diukur sendiri dari fakta. Perbaiki faktanya di UPT, bukan angkanya.', en: 'This indicator is measured from facts. Correct the facts at the facility, not the figure.' });
const riskClosed = new Refusal('strategy.risk_closed', { id: 'Risiko ini sudah ditutup. Catat risiko baru bila muncul lagi.', en: 'This risk is closed. Record a new one if it comes back.' });
refuseConstraint('decision_replaces_key', 'strategy.decision_replaced', { id: 'Keputusan itu sudah diganti. Ganti keputusan penggantinya.', en: 'That decision is already replaced. Replace the one that took its place.' }, 'replaces');
refuseConstraint('decision_done_pkey', 'strategy.decision_done', { id: 'Tindak lanjut ini sudah selesai. Muat ulang halaman.', en: 'This follow-up is already done. Reload the page.' });
