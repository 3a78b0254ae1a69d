import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import { methodOf } from '#products';
import { follows, planTransitions, type NewSupplyPlan } from './loop.ts';
import { makeableProducts, planById, planOf, type PlanRow } from './plan-queries.ts';
import { kindsOf, surveyOf } from './survey-queries.ts';

/** What a facility will make and supply in the year, kind by kind and month by month; written anew while nobody has decided on it. */
export async function writeSupplyPlan(tx: Tx, { facility_id, year, note, lines }: NewSupplyPlan & { facility_id: string }): Promise<{ id: string; quantity: number }> {
  permit(tx.actor, 'supply_plan.write');
  const survey = await surveyOf(tx, year);
  if (await tx.maybe(sql`select 1 from procurement.announcement where survey_id = ${survey.id} and state = 'announced'`)) throw new Refusal('supply_plan.announced', { id: 'Jumlah untuk tahun ini sudah diumumkan. Susun rencana untuk tahun berikutnya.', en: 'The quantities of this year are announced. Write a plan for the next year.' });
  const { is_sample } = await facilityById(tx, facility_id);
  const rows = await readLines(tx, { facility_id, survey_id: survey.id, lines });
  const known = await planOf(tx, { facility_id, survey_id: survey.id });
  const id = known ? await rewritten(tx, known, note) : (await tx.one<{ id: string }>(sql`
    insert into procurement.supply_plan (facility_id, survey_id, note, prepared_by, prepared_person, prepared_at, is_sample) values (${facility_id}, ${survey.id}, ${note}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample}) returning id`)).id;
  await tx.run(sql`
    insert into procurement.supply_line (facility_id, plan_id, line, kind_id, product_id, price_idr, minutes, machine_minutes, monthly)
    select ${facility_id}, ${id}, line, kind_id, product_id, price_idr, minutes, machine_minutes, monthly from json_to_recordset(${JSON.stringify(rows)}::json) as l(line int, kind_id uuid, product_id uuid, price_idr bigint, minutes int, machine_minutes int, monthly int[])`);
  const quantity = rows.reduce((sum, { monthly }) => sum + monthly.reduce((all, n) => all + n, 0), 0);
  tx.emit({ verb: 'supply_plan.written', facility_id, subject_kind: 'supply_plan', subject_id: id, particulars: { year, lines: rows.length, quantity } });
  return { id, quantity };
}

async function rewritten(tx: Tx, plan: PlanRow, note: string): Promise<string> {
  await locked(tx, plan.id, 'write');
  await tx.run(sql`delete from procurement.supply_line where facility_id = ${plan.facility_id} and plan_id = ${plan.id}`);
  await tx.run(sql`
    update procurement.supply_plan set state = 'draft', note = ${note}, prepared_by = ${tx.actor.account_id}, prepared_person = ${tx.actor.person_id}, prepared_at = ${tx.now}, decided_by = null, decided_person = null, decided_at = null, returned_reason = null where facility_id = ${plan.facility_id} and id = ${plan.id}`);
  return plan.id;
}

/** A line names its kind; where it names a product as well, the minutes that are left out are those of its routing. */
async function readLines(tx: Tx, { facility_id, survey_id, lines }: { facility_id: string; survey_id: string; lines: NewSupplyPlan['lines'] }) {
  const say = (id: string, en: string) => (tx.actor.locale === 'en' ? en : id);
  const kinds = await kindsOf(tx, survey_id);
  const products = await makeableProducts(tx, facility_id);
  const day = await dayAt(tx, facility_id);
  const rows = [];
  for (const [n, { kind, sku, minutes, ...line }] of lines.entries()) {
    const named = kinds.find(({ code }) => code === kind);
    if (!named) throw new Invalid({ [`lines.${n}.kind`]: say('Jenis ini tidak ada dalam survei', 'This kind is not in the survey') });
    const product = sku === undefined ? undefined : products.find((each) => each.sku === sku);
    if (sku !== undefined && !product) throw new Invalid({ [`lines.${n}.sku`]: say('Produk ini tidak ada di UPT Anda', 'This product is not your facility’s') });
    const standard = product && minutes === 0 ? (await methodOf(tx, { facility_id, product_id: product.id, day })).routing.reduce((sum, { standard_minutes }) => sum + standard_minutes, 0) : minutes;
    rows.push({ ...line, line: n + 1, kind_id: named.id, product_id: product?.id ?? null, minutes: standard });
  }
  return rows;
}

export async function submitSupplyPlan(tx: Tx, { id }: { id: string }): Promise<PlanRow> {
  permit(tx.actor, 'supply_plan.write');
  const { facility_id } = await locked(tx, id, 'submit');
  await tx.run(sql`update procurement.supply_plan set state = 'submitted', submitted_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'supply_plan.submitted', facility_id, subject_kind: 'supply_plan', subject_id: id });
  return planById(tx, id);
}

export async function approveSupplyPlan(tx: Tx, { id }: { id: string }): Promise<PlanRow> {
  permit(tx.actor, 'supply_plan.decide');
  const plan = await decidable(tx, id, 'approve');
  await tx.run(sql`update procurement.supply_plan set state = 'approved', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${plan.facility_id} and id = ${id}`);
  tx.emit({ verb: 'supply_plan.approved', facility_id: plan.facility_id, subject_kind: 'supply_plan', subject_id: id });
  return planById(tx, id);
}

export async function returnSupplyPlan(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<PlanRow> {
  permit(tx.actor, 'supply_plan.decide');
  const plan = await decidable(tx, id, 'return');
  await tx.run(sql`update procurement.supply_plan set state = 'returned', returned_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${plan.facility_id} and id = ${id}`);
  tx.emit({ verb: 'supply_plan.returned', facility_id: plan.facility_id, subject_kind: 'supply_plan', subject_id: id, particulars: { reason } });
  return planById(tx, id);
}

async function decidable(tx: Tx, id: string, verb: 'approve' | 'return'): Promise<PlanRow> {
  const plan = await locked(tx, id, verb);
  if (tx.actor.person_id !== null && tx.actor.person_id === plan.prepared_person) throw new Refusal('supply_plan.same_person', samePerson);
  return plan;
}

async function locked(tx: Tx, id: string, verb: string): Promise<PlanRow> {
  await tx.one(sql`select 1 from procurement.supply_plan where id = ${id}::uuid for update`);
  const plan = await planById(tx, id);
  if (!follows(planTransitions, plan.state, verb)) throw verb === 'write' || verb === 'submit' ? notInHand : notSubmitted;
  return plan;
}

const samePerson = { id: 'Penyusun rencana tidak menyetujuinya. Mintalah kepala UPT.', en: 'Who wrote the plan does not approve it. Ask the head of facility.' };
const notInHand = new Refusal('supply_plan.not_in_hand', { id: 'Rencana ini sudah dikirim atau disetujui. Muat ulang halaman.', en: 'This plan is already sent or approved. Reload the page.' });
const notSubmitted = new Refusal('supply_plan.not_submitted', { id: 'Rencana ini tidak sedang menunggu keputusan. Muat ulang halaman.', en: 'This plan is not waiting for a decision. Reload the page.' });
refuseConstraint('supply_plan_two_persons', 'supply_plan.same_person', samePerson);
refuseConstraint('supply_kind_once', 'supply_plan.kind_once', { id: 'Jenis yang sama ditulis dua kali. Gabungkan jumlahnya dalam satu baris.', en: 'The same kind is written twice. Put its quantities together in one line.' }, 'lines.0.kind');
