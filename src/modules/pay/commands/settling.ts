import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql, join } from '#kernel/sql.ts';
import { post, type Line } from '#ledger';
import { dayAt, facilityById } from '#organisation';
import { dueOf, partsOf, settlementById, type Due, type SettlementRow } from '../queries.ts';
import type { Reading } from '../reading.ts';
import { fingerprint, shareAccount, type RuleSnapshot } from '../settlement.ts';
import { remainderRule, type Division } from '../split.ts';
import { divided, ruleFor, withItsFigures, type Divided } from './dividing.ts';
import { takeFromShares } from '../runs/claim-commands.ts';

export type Prepared = { id: string; number: string; facility_id: string; order_number: string; gross_idr: number; basis_idr: number; costs_idr: number; shares: Division['shares']; workers: Division['workers']; notes: Division['notes']; remainder_rule: string; rule: RuleSnapshot };

/**
 * Divides one order under the rule in force today: what was accepted and paid, by who made what was shipped. `part`: what was
 * accepted and paid so far, of an order that is not whole yet; the rest follows as a difference.
 */
export async function prepareSettlement(tx: Tx, { order_number, part = false }: { order_number: string; part?: boolean }): Promise<Prepared> {
  permit(tx.actor, 'settlement.prepare');
  const due = await dueOf(tx, order_number);
  if (due.state === 'settled') throw settledAlready;
  if (part) checkPart(due);
  else {
    if (due.state !== 'handed_over') throw new Refusal('settlement.not_handed_over', { id: 'Pesanan belum diserahterimakan seluruhnya. Selesaikan BAST dahulu.', en: 'The order is not fully handed over. Complete the handover first.' });
    if (due.owed_idr > 0) throw new Refusal('settlement.not_paid', { id: `Pembeli masih berutang ${rupiah(due.owed_idr)}. Catat pelunasan dahulu.`, en: `The buyer still owes ${rupiah(due.owed_idr)}. Record the payment first.` });
  }
  const on_day = await dayAt(tx, due.facility_id);
  const rule = await ruleFor(tx, due, on_day);
  if (due.accepted_idr === 0) throw new Refusal('settlement.nothing_accepted', { id: 'Pembeli tidak menerima satu barang pun, jadi tidak ada yang dibagi. Periksa BAST pesanan ini.', en: 'The buyer accepted nothing, so there is nothing to divide. Check the handover of this order.' });
  const made = await divided(tx, due, rule, part);
  const { gross_idr, division } = made;
  const year = Number(on_day.slice(0, 4));
  const number = `BH-${year}-${String(await nextNumber(tx, 'settlement', due.facility_id, year)).padStart(4, '0')}`;
  const id = await write(tx, due, { ...made, rule, number, on_day, part });
  tx.emit({ verb: 'settlement.prepared', facility_id: due.facility_id, subject_kind: 'settlement', subject_id: id, particulars: { number, order_number, gross_idr } });
  return { id, number, facility_id: due.facility_id, order_number, gross_idr, basis_idr: division.basis_idr, costs_idr: division.costs_idr, shares: division.shares, workers: division.workers, notes: division.notes, remainder_rule: remainderRule.en, rule };
}

function checkPart(due: Due): void {
  if (due.state === 'handed_over' && due.owed_idr <= 0) throw new Refusal('settlement.whole', { id: 'Pesanan ini sudah lengkap dan lunas. Bagilah seluruhnya.', en: 'This order is complete and paid. Divide the whole of it.' });
  if (due.accepted_idr === 0 || due.paid_idr - due.delivery_idr <= 0) throw new Refusal('settlement.no_part', { id: 'Belum ada barang yang diterima dan sudah dibayar. Catat serah terima dan pembayarannya dahulu.', en: 'Nothing is both accepted and paid yet. Record the handover and the payment first.' });
}

type ToWrite = Divided & { rule: RuleSnapshot; number: string; on_day: string; part: boolean };
async function write(tx: Tx, due: Due, { rule, gross_idr, contributions, division, why, number, on_day, part }: ToWrite): Promise<string> {
  const { facility_id } = due;
  const sha = fingerprint({ order_number: due.number, rule, gross_idr, division });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.settlement (facility_id, number, order_id, order_number, rule, gross_idr, costs_idr, basis_idr, on_day, prepared_by, prepared_person, prepared_at, content_sha256, notes, reading, part, adjustments)
    values (${facility_id}, ${number}, ${due.order_id}, ${due.number}, ${JSON.stringify(rule)}::jsonb, ${gross_idr}, ${division.costs_idr}, ${division.basis_idr}, ${on_day}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${sha}, ${JSON.stringify(division.notes)}::jsonb, ${rule.reading?.kind ?? 'split_first'}, ${part}, ${due.adjustments}) returning id`);
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
  const { gross_idr, division } = await divided(tx, due, rule, settlement.part);
  const anew = fingerprint({ order_number: due.number, rule: settlement.rule, gross_idr, division });
  if (anew !== settlement.content_sha256 || anew !== await writtenFingerprint(tx, settlement)) {
    throw new Refusal('settlement.changed', { id: 'Hitungan ulang berbeda: fakta berubah sejak disusun. Tolak, lalu susun kembali.', en: 'Computed anew it differs: facts changed since it was prepared. Refuse it and prepare it again.' });
  }
  const journal = await post(tx, { facility_id: settlement.facility_id, on_day: await dayAt(tx, settlement.facility_id), kind: 'settlement', ref_type: 'settlement', ref_id: id, memo: `Bagi hasil ${settlement.number} pesanan ${settlement.order_number}`, lines: journalLines(gross_idr, division, settlement.reading) });
  await tx.run(sql`update pay.settlement set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, journal_id = ${journal.journal_id} where facility_id = ${settlement.facility_id} and id = ${id}`);
  // Under the other reading nothing has reached a book yet: there is nothing to keep back from.
  if (settlement.reading === 'split_first') await takeFromShares(tx, { ...settlement, on_day: await dayAt(tx, settlement.facility_id), parts: division.workers.map(({ worker, amount_idr }) => ({ worker_id: worker, amount_idr })) });
  tx.emit({ verb: 'settlement.approved', facility_id: settlement.facility_id, subject_kind: 'settlement', subject_id: id, particulars: { number: settlement.number, order_id: settlement.order_id, order_number: settlement.order_number, journal: journal.number, part: settlement.part } });
  return { number: settlement.number, journal: journal.number };
}

/** The fingerprint of what stands in the rows, so that what is posted is what was shown. */
async function writtenFingerprint(tx: Tx, { id, order_number, rule, gross_idr, basis_idr, costs_idr, shares, notes }: SettlementRow): Promise<string> {
  const workers = (await partsOf(tx, id)).map(({ worker_id, weight, amount_idr }) => ({ worker: worker_id, weight, amount_idr }));
  return fingerprint({ order_number, rule, gross_idr, division: { basis_idr, costs_idr, shares, workers, notes } });
}

/** Split first: savings, capital and the state's part at once. Deposit all: the state is owed the whole, and the parts wait for the budget. */
function journalLines(gross_idr: number, division: Division, reading: Reading): Line[] {
  const sale: Line = { account: '2900', amount_idr: gross_idr };
  const of = (...wanted: string[]) => division.shares.filter((share) => wanted.includes(share.to)).reduce((sum, share) => sum + share.amount_idr, 0);
  if (reading === 'deposit_all') {
    const [people, others] = [of('worker'), of('capital', 'programme', 'partner')];
    const waiting: Line[] = [{ account: '1300', amount_idr: people + others }, { account: '2700', amount_idr: -people }, { account: '2710', amount_idr: -others }];
    return [sale, { account: '2200', amount_idr: -gross_idr }, ...waiting.filter((line) => line.amount_idr !== 0)];
  }
  const shares = division.shares.flatMap(({ to, amount_idr }): Line[] => (to === 'worker' || amount_idr === 0 ? [] : [{ account: shareAccount[to], amount_idr: -amount_idr }]));
  const savings = division.workers.filter((part) => part.amount_idr > 0).map(({ worker, amount_idr }): Line => ({ account: { worker_id: worker }, amount_idr: -amount_idr }));
  return [sale, ...savings, ...shares];
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
export async function adoptSplitRule(tx: Tx, rule: { facility_id: string; activity?: string | undefined; contract?: string | undefined; basis: 'gross_sales' | 'net_profit' | 'labour_fee' | 'piece' | 'time'; team: 'hours' | 'output' | 'equal' | 'skill'; from: string; legal_basis: string; shares: { to: 'worker' | 'capital' | 'state' | 'programme' | 'partner'; percent: number }[] }): Promise<{ id: string }> {
  permit(tx.actor, 'split.adopt');
  if ((rule.basis === 'piece' || rule.basis === 'time') && rule.shares.some((share) => share.to === 'worker')) throw wagesByRate;
  if (rule.shares.reduce((sum, share) => sum + Math.round(share.percent * 100), 0) > 10_000) throw aboveWhole;
  const facility = await facilityById(tx, rule.facility_id);
  await tx.run(sql`update pay.split_rule set valid = daterange(lower(valid), ${rule.from}) where facility_id = ${rule.facility_id} and activity = ${rule.activity ?? ''} and contract = ${rule.contract ?? ''} and valid @> ${rule.from}::date and lower(valid) < ${rule.from}::date`);
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.split_rule (code, facility_id, activity, contract, basis, team, valid, legal_basis, source, is_sample) values (${[facility.code, rule.activity || 'umum', ...(rule.contract ? [rule.contract] : []), rule.from].join('-')}, ${rule.facility_id}, ${rule.activity ?? ''}, ${rule.contract ?? ''}, ${rule.basis}, ${rule.team}, daterange(${rule.from}, null), ${rule.legal_basis}, ${rule.legal_basis}, ${facility.is_sample}) returning id`);
  for (const { to, percent } of rule.shares) await tx.run(sql`insert into pay.split_share (rule_id, recipient, share_bp) values (${made.id}, ${to}, ${Math.round(percent * 100)})`);
  tx.emit({ verb: 'split.adopted', facility_id: rule.facility_id, subject_kind: 'split_rule', subject_id: made.id, particulars: { basis: rule.basis, team: rule.team, from: rule.from, legal_basis: rule.legal_basis, ...(rule.contract ? { contract: rule.contract } : {}) } });
  return made;
}

const wagesByRate = new Refusal('split.wages_by_rate', { id: 'Pada dasar per buah atau per waktu bagian peserta dihitung dari tarif. Hapus bagian peserta dari aturan ini.', en: 'By piece or by time the workers’ part comes from the rates. Leave the workers’ share out of this rule.' }, { field: 'shares', status: 422 });
const aboveWhole = new Refusal('split.above_whole', { id: 'Jumlah bagian melebihi 100 %. Kurangi salah satunya.', en: 'The shares make more than 100 %. Lower one of them.' }, { field: 'shares', status: 422 });
const decided = new Refusal('settlement.decided_already', { id: 'Perhitungan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This settlement is already decided. Reload the page to see the decision.' });
const settledAlready = new Refusal('settlement.exists', { id: 'Pesanan ini sudah dibagi. Buka perhitungannya.', en: 'This order is already divided. Open its settlement.' });
