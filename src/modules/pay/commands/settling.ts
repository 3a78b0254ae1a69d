import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql, join } from '#kernel/sql.ts';
import { post, type Line } from '#ledger';
import { dayAt, facilityById } from '#organisation';
import { dueOf, makersOf, partsOf, ruleInForce, settlementById, type Due, type SettlementRow } from '../queries.ts';
import { fingerprint, type RuleSnapshot } from '../settlement.ts';
import { divide, divideAfterWages, remainderRule, type Contribution, type Division } from '../split.ts';
import { takeFromShares } from '../runs/claim-commands.ts';
import { teamWeights, withTeams } from '../teams/team-commands.ts';
import { ratesOn, workOf } from '../wage-queries.ts';
import { wagesByPiece, wagesByTime, type FaultRule, type WageLine } from '../wages.ts';

export type Prepared = { id: string; number: string; facility_id: string; order_number: string; gross_idr: number; basis_idr: number; costs_idr: number; shares: Division['shares']; workers: Division['workers']; notes: Division['notes']; remainder_rule: string; rule: RuleSnapshot };

/** Divides one order under the rule in force today: what was accepted and paid, by who made what was shipped. */
export async function prepareSettlement(tx: Tx, { order_number }: { order_number: string }): Promise<Prepared> {
  permit(tx.actor, 'settlement.prepare');
  const due = await dueOf(tx, order_number);
  if (due.state !== 'handed_over') throw due.state === 'settled' ? settledAlready : new Refusal('settlement.not_handed_over', { id: 'Pesanan belum diserahterimakan seluruhnya. Selesaikan BAST dahulu.', en: 'The order is not fully handed over. Complete the handover first.' });
  if (due.owed_idr > 0) throw new Refusal('settlement.not_paid', { id: `Pembeli masih berutang ${rupiah(due.owed_idr)}. Catat pelunasan dahulu.`, en: `The buyer still owes ${rupiah(due.owed_idr)}. Record the payment first.` });
  const on_day = await dayAt(tx, due.facility_id);
  const figured = await withItsFigures(tx, await ruleInForce(tx, { facility_id: due.facility_id, activity: due.category, day: on_day }), due.facility_id, on_day);
  const rule = figured.basis === 'piece' || figured.basis === 'time' ? figured : await withTeams(tx, figured, { ...due, day: on_day });
  if (due.gross_idr === 0) throw new Refusal('settlement.nothing_accepted', { id: 'Pembeli tidak menerima satu barang pun, jadi tidak ada yang dibagi. Periksa BAST pesanan ini.', en: 'The buyer accepted nothing, so there is nothing to divide. Check the handover of this order.' });
  const { contributions, division, why } = await divided(tx, due, rule);
  const year = Number(on_day.slice(0, 4));
  const number = `BH-${year}-${String(await nextNumber(tx, 'settlement', due.facility_id, year)).padStart(4, '0')}`;
  const id = await write(tx, due, { rule, contributions, division, why, number, on_day });
  tx.emit({ verb: 'settlement.prepared', facility_id: due.facility_id, subject_kind: 'settlement', subject_id: id, particulars: { number, order_number, gross_idr: due.gross_idr } });
  return { id, number, facility_id: due.facility_id, order_number, gross_idr: due.gross_idr, basis_idr: division.basis_idr, costs_idr: division.costs_idr, shares: division.shares, workers: division.workers, notes: division.notes, remainder_rule: remainderRule.en, rule };
}

/** The rule as it stands on the day, with the dated figures it needs: they are frozen with it. */
async function withItsFigures(tx: Tx, rule: RuleSnapshot, facility_id: string, day: string): Promise<RuleSnapshot> {
  return {
    ...rule, ...(rule.team === 'skill' ? { skill_step_bp: (await ruleOn<number>(tx, 'pay.skill_step_bp', day, facility_id)).value } : {}),
    ...(rule.basis === 'piece' ? { faults: await faultsOn(tx, day, facility_id) } : {}),
    ...(rule.basis === 'piece' || rule.basis === 'time' ? { rates: await ratesOn(tx, { facility_id, basis: rule.basis, day }) } : {}),
  };
}

/** Who bears a rejected piece and the doing again: dated rules, frozen with the settlement. */
async function faultsOn(tx: Tx, day: string, facility_id: string): Promise<FaultRule> {
  const { value: reasons, legal_basis } = await ruleOn<string[]>(tx, 'pay.faults_not_theirs', day, facility_id);
  return { reasons, legal_basis, rework_bp: (await ruleOn<number>(tx, 'pay.rework_share_bp', day, facility_id)).value };
}

type Divided = { contributions: Contribution[]; division: Division; why: Map<string, WageLine[]> };
async function divided(tx: Tx, due: Due, rule: RuleSnapshot): Promise<Divided> {
  if (rule.basis !== 'piece' && rule.basis !== 'time') {
    const { contributions, traced } = await makersOf(tx, due.facility_id, due.order_id);
    const weights = await teamWeights(tx, rule, due);
    const weighed = weights ? contributions.map((each) => ({ ...each, weight: weights.get(each.worker) ?? 0 })) : contributions;
    return { contributions, division: divide(rule, { gross_idr: due.gross_idr, costs_idr: due.costs_idr, contributions: weighed, traced }), why: new Map() };
  }
  const { work, pieces, faults } = await workOf(tx, due.facility_id, due.order_id);
  const asked = { team: rule.team, skill_step_bp: rule.skill_step_bp, rates: rule.rates ?? [], work, pieces, faults, faultRule: rule.faults };
  const { wages, notes, missing } = rule.basis === 'piece' ? wagesByPiece(asked) : wagesByTime(asked);
  if (missing.skus.length + missing.levels.length > 0) throw noRate(missing);
  const wages_idr = wages.reduce((sum, each) => sum + each.amount_idr, 0);
  if (wages_idr > due.gross_idr) throw new Refusal('settlement.wages_above_sale', { id: `Upah menurut tarif ${rupiah(wages_idr)} melebihi penjualan ${rupiah(due.gross_idr)}. Mintalah pusat memeriksa tarif, atau naikkan harga produknya.`, en: `Wages by the rate, ${rupiah(wages_idr)}, are more than the sale of ${rupiah(due.gross_idr)}. Ask headquarters to look at the rate, or raise the price.` });
  const contributions = [...new Set(work.map((each) => each.worker))].map((worker): Contribution => {
    const own = work.filter((each) => each.worker === worker);
    return { worker, minutes: own.reduce((sum, each) => sum + each.minutes, 0), output: own.reduce((sum, each) => sum + each.output, 0), skill: Math.max(...own.map((each) => each.skill)) };
  });
  return { contributions, division: divideAfterWages(rule, { gross_idr: due.gross_idr, wages, notes }), why: new Map(wages.map(({ worker, why }) => [worker, why])) };
}

function noRate({ skus, levels }: { skus: string[]; levels: number[] }): Refusal {
  const what = { id: [...skus, ...levels.map((level) => `tingkat ${level}`)].join(', '), en: [...skus, ...levels.map((level) => `level ${level}`)].join(', ') };
  return new Refusal('settlement.no_rate', { id: `Belum ada tarif yang berlaku untuk ${what.id}. Mintalah pusat menetapkannya di halaman Kebijakan.`, en: `No rate is in force for ${what.en}. Ask headquarters to set it on the Rules page.` });
}

type ToWrite = Divided & { rule: RuleSnapshot; number: string; on_day: string };
async function write(tx: Tx, due: Due, { rule, contributions, division, why, number, on_day }: ToWrite): Promise<string> {
  const { facility_id } = due;
  const sha = fingerprint({ order_number: due.number, rule, gross_idr: due.gross_idr, division });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.settlement (facility_id, number, order_id, order_number, rule, gross_idr, costs_idr, basis_idr, on_day, prepared_by, prepared_person, prepared_at, content_sha256, notes)
    values (${facility_id}, ${number}, ${due.order_id}, ${due.number}, ${JSON.stringify(rule)}::jsonb, ${due.gross_idr}, ${division.costs_idr}, ${division.basis_idr}, ${on_day}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${sha}, ${JSON.stringify(division.notes)}::jsonb) returning id`);
  await tx.run(sql`insert into pay.settlement_share (facility_id, settlement_id, recipient, amount_idr) values ${join(division.shares.map(({ to, amount_idr }) => sql`(${facility_id}, ${id}, ${to}, ${amount_idr})`))}`);
  if (division.workers.length > 0) {
    await tx.run(sql`insert into pay.settlement_worker (facility_id, settlement_id, worker_id, minutes, output, skill_level, weight, amount_idr, why) values ${join(division.workers.map(({ worker, weight, amount_idr }) => {
      const facts = contributions.find((each) => each.worker === worker);
      return sql`(${facility_id}, ${id}, ${worker}, ${Math.round(facts?.minutes ?? 0)}, ${Math.round(facts?.output ?? 0)}, ${facts?.skill ?? 1}, ${weight}, ${amount_idr}, ${JSON.stringify(why.get(worker) ?? [])}::jsonb)`;
    }))}`);
  }
  return id;
}

/** Another person approves what is computed anew, to the rupiah, and finds it the same; then the money is posted. */
export async function approveSettlement(tx: Tx, { id }: { facility_id?: string; id: string }): Promise<{ number: string; journal: string }> {
  permit(tx.actor, 'settlement.approve');
  const settlement = await locked(tx, id);
  if (settlement.state !== 'prepared') throw decided;
  if (tx.actor.person_id !== null && tx.actor.person_id === settlement.prepared_person) throw new Refusal('settlement.same_person', { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' });
  const due = await dueOf(tx, settlement.order_number);
  // A settlement prepared before the step between levels was a dated rule is computed with the rule of its day.
  const rule = settlement.rule.team === 'skill' && settlement.rule.skill_step_bp === undefined ? await withItsFigures(tx, settlement.rule, due.facility_id, settlement.on_day) : settlement.rule;
  const { division } = await divided(tx, due, rule);
  const anew = fingerprint({ order_number: due.number, rule: settlement.rule, gross_idr: due.gross_idr, division });
  if (anew !== settlement.content_sha256 || anew !== await writtenFingerprint(tx, settlement)) {
    throw new Refusal('settlement.changed', { id: 'Hitungan ulang berbeda: fakta berubah sejak disusun. Tolak, lalu susun kembali.', en: 'Computed anew it differs: facts changed since it was prepared. Refuse it and prepare it again.' });
  }
  const journal = await post(tx, { facility_id: settlement.facility_id, on_day: await dayAt(tx, settlement.facility_id), kind: 'settlement', ref_type: 'settlement', ref_id: id, memo: `Bagi hasil ${settlement.number} pesanan ${settlement.order_number}`, lines: journalLines(due.gross_idr, division) });
  await tx.run(sql`update pay.settlement set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, journal_id = ${journal.journal_id} where facility_id = ${settlement.facility_id} and id = ${id}`);
  await takeFromShares(tx, { ...settlement, on_day: await dayAt(tx, settlement.facility_id), parts: division.workers.map(({ worker, amount_idr }) => ({ worker_id: worker, amount_idr })) });
  tx.emit({ verb: 'settlement.approved', facility_id: settlement.facility_id, subject_kind: 'settlement', subject_id: id, particulars: { number: settlement.number, order_id: settlement.order_id, order_number: settlement.order_number, journal: journal.number } });
  return { number: settlement.number, journal: journal.number };
}

/** The fingerprint of what stands in the rows, so that what is posted is what was shown. */
async function writtenFingerprint(tx: Tx, { id, order_number, rule, gross_idr, basis_idr, costs_idr, shares, notes }: SettlementRow): Promise<string> {
  const workers = (await partsOf(tx, id)).map(({ worker_id, weight, amount_idr }) => ({ worker: worker_id, weight, amount_idr }));
  return fingerprint({ order_number, rule, gross_idr, division: { basis_idr, costs_idr, shares, workers, notes } });
}

function journalLines(gross_idr: number, division: Division): Line[] {
  const account = { capital: '3100', state: '2200', programme: '3200', partner: '2400' } as const;
  const shares = division.shares.flatMap(({ to, amount_idr }): Line[] => (to === 'worker' || amount_idr === 0 ? [] : [{ account: account[to], amount_idr: -amount_idr }]));
  const savings = division.workers.filter((part) => part.amount_idr > 0).map(({ worker, amount_idr }): Line => ({ account: { worker_id: worker }, amount_idr: -amount_idr }));
  return [{ account: '2900', amount_idr: gross_idr }, ...savings, ...shares];
}

export async function refuseSettlement(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'settlement.approve');
  const settlement = await locked(tx, id);
  if (settlement.state !== 'prepared') throw decided;
  await tx.run(sql`update pay.settlement set state = 'refused', refusal_reason = ${reason}, approved_by = ${tx.actor.account_id}, approved_at = ${tx.now} where facility_id = ${settlement.facility_id} and id = ${id}`);
  tx.emit({ verb: 'settlement.refused', facility_id: settlement.facility_id, subject_kind: 'settlement', subject_id: id, particulars: { number: settlement.number, reason } });
}

async function locked(tx: Tx, id: string): Promise<SettlementRow> {
  await tx.one(sql`select 1 from pay.settlement where id = ${id} for update`);
  return settlementById(tx, id);
}

/** A facility's own division, dated, with its basis; the one before ends the day it begins. */
export async function adoptSplitRule(tx: Tx, rule: { facility_id: string; activity?: string; basis: 'gross_sales' | 'net_profit' | 'labour_fee' | 'piece' | 'time'; team: 'hours' | 'output' | 'equal' | 'skill'; from: string; legal_basis: string; shares: { to: 'worker' | 'capital' | 'state' | 'programme' | 'partner'; percent: number }[] }): Promise<{ id: string }> {
  permit(tx.actor, 'split.adopt');
  if ((rule.basis === 'piece' || rule.basis === 'time') && rule.shares.some((share) => share.to === 'worker')) throw wagesByRate;
  if (rule.shares.reduce((sum, share) => sum + Math.round(share.percent * 100), 0) > 10_000) throw aboveWhole;
  const facility = await facilityById(tx, rule.facility_id);
  await tx.run(sql`update pay.split_rule set valid = daterange(lower(valid), ${rule.from}) where facility_id = ${rule.facility_id} and activity = ${rule.activity ?? ''} and valid @> ${rule.from}::date and lower(valid) < ${rule.from}::date`);
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.split_rule (code, facility_id, activity, basis, team, valid, legal_basis, source, is_sample) values (${`${facility.code}-${rule.activity ?? 'umum'}-${rule.from}`}, ${rule.facility_id}, ${rule.activity ?? ''}, ${rule.basis}, ${rule.team}, daterange(${rule.from}, null), ${rule.legal_basis}, ${rule.legal_basis}, ${facility.is_sample}) returning id`);
  for (const { to, percent } of rule.shares) await tx.run(sql`insert into pay.split_share (rule_id, recipient, share_bp) values (${made.id}, ${to}, ${Math.round(percent * 100)})`);
  tx.emit({ verb: 'split.adopted', facility_id: rule.facility_id, subject_kind: 'split_rule', subject_id: made.id, particulars: { basis: rule.basis, team: rule.team, from: rule.from, legal_basis: rule.legal_basis } });
  return made;
}

const wagesByRate = new Refusal('split.wages_by_rate', { id: 'Pada dasar per buah atau per waktu bagian peserta dihitung dari tarif. Hapus bagian peserta dari aturan ini.', en: 'By piece or by time the workers’ part comes from the rates. Leave the workers’ share out of this rule.' }, { field: 'shares', status: 422 });
const aboveWhole = new Refusal('split.above_whole', { id: 'Jumlah bagian melebihi 100 %. Kurangi salah satunya.', en: 'The shares make more than 100 %. Lower one of them.' }, { field: 'shares', status: 422 });
const decided = new Refusal('settlement.decided_already', { id: 'Perhitungan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This settlement is already decided. Reload the page to see the decision.' });
const settledAlready = new Refusal('settlement.exists', { id: 'Pesanan ini sudah dibagi. Buka perhitungannya.', en: 'This order is already divided. Open its settlement.' });
