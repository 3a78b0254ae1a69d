import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import { against, dimensions, mayBe, periodOf, suggested, type AssessmentVerb, type claims, type verdicts } from './maturity.ts';
import { assessmentById, claimsOf, criteriaOn, factsFor, type AssessmentRow } from './maturity-queries.ts';

/** The facility says how far it is, with evidence; beside each claim stands what the facts of the day say. */
export async function assess(tx: Tx, { facility_id, said }: { facility_id: string; said: z.infer<typeof claims> }): Promise<{ id: string; flagged: number }> {
  permit(tx.actor, 'maturity.assess');
  const missing = dimensions.find((dimension) => !said[dimension]);
  if (missing) throw new Invalid({ [`said.${missing}.level`]: tx.actor.locale === 'en' ? 'Claim a level with its evidence' : 'Isi tingkat beserta buktinya' });
  const day = await dayAt(tx, facility_id);
  const { code } = await facilityById(tx, facility_id);
  const criteria = await criteriaOn(tx, day);
  const facts = await factsFor(tx, criteria, code, day);
  const period = periodOf(day);
  const before = await tx.maybe<{ id: string }>(sql`select id from strategy.assessment where facility_id = ${facility_id}::uuid and period = ${period} for update`);
  if (before) await locked(tx, before.id, 'rewrite');
  const { id } = before ?? (await tx.one<{ id: string }>(sql`insert into strategy.assessment (facility_id, period, on_day, made_at) values (${facility_id}, ${period}, ${day}, ${tx.now}) returning id`));
  await tx.run(sql`update strategy.assessment set state = 'draft', on_day = ${day}, made_by = ${tx.actor.account_id}, made_person = ${tx.actor.person_id}, made_at = ${tx.now}, decided_by = null, decided_person = null, decided_at = null, reason = null where facility_id = ${facility_id}::uuid and id = ${id}::uuid`);
  await tx.run(sql`delete from strategy.claim where facility_id = ${facility_id}::uuid and assessment_id = ${id}::uuid`);
  const rows = dimensions.flatMap((dimension) => { const one = said[dimension]; return one ? [{ dimension, ...one, suggested: suggested(criteria, dimension, facts), against: against(criteria, dimension, one.level, facts).map(({ level, name_id, name_en }) => ({ level, name_id, name_en })) }] : []; });
  await tx.run(sql`
    insert into strategy.claim (facility_id, assessment_id, dimension, level, evidence, suggested, against)
    select ${facility_id}::uuid, ${id}::uuid, dimension, level, evidence, suggested, against from json_to_recordset(${JSON.stringify(rows)}::json) as r(dimension text, level int, evidence text, suggested int, against jsonb)`);
  const flagged = rows.filter((row) => row.against.length > 0).length;
  tx.emit({ verb: 'maturity.assessed', facility_id, subject_kind: 'assessment', subject_id: id, particulars: { period, flagged } });
  return { id, flagged };
}

export async function sendAssessment(tx: Tx, { id }: { id: string }): Promise<AssessmentRow> {
  permit(tx.actor, 'maturity.assess');
  const { facility_id } = await locked(tx, id, 'send');
  await tx.run(sql`update strategy.assessment set state = 'sent', decided_by = null, decided_person = null, decided_at = null where facility_id = ${facility_id}::uuid and id = ${id}::uuid`);
  tx.emit({ verb: 'maturity.sent', facility_id, subject_kind: 'assessment', subject_id: id });
  return assessmentById(tx, id);
}

/** The region verifies each level; another level than the claimed, or one that facts contradict, needs the finding in words. */
export async function verifyAssessment(tx: Tx, { id, found }: { id: string; found: z.infer<typeof verdicts> }): Promise<AssessmentRow> {
  permit(tx.actor, 'maturity.verify');
  const assessment = await locked(tx, id, 'verify');
  refuseSamePerson(tx, assessment);
  const problems: Record<string, string> = {};
  const english = tx.actor.locale === 'en';
  for (const claim of await claimsOf(tx, assessment)) {
    const verdict = found[claim.dimension];
    if (!verdict) problems[`found.${claim.dimension}.level`] = english ? 'Enter the level you found' : 'Isi tingkat yang ditemukan';
    else if ((verdict.level !== claim.level || (claim.against.length > 0 && verdict.level > claim.suggested)) && !verdict.finding) problems[`found.${claim.dimension}.finding`] = english ? 'Say why: the level differs, or facts contradict it' : 'Sebutkan alasannya: tingkatnya berbeda, atau fakta menyangkalnya';
  }
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  const rows = Object.entries(found).map(([dimension, verdict]) => ({ dimension, ...verdict }));
  await tx.run(sql`
    update strategy.claim c set verified = r.level, finding = r.finding from json_to_recordset(${JSON.stringify(rows)}::json) as r(dimension text, level int, finding text) where c.facility_id = ${assessment.facility_id}::uuid and c.assessment_id = ${id}::uuid and c.dimension = r.dimension`);
  await decided(tx, assessment, 'verified');
  return assessmentById(tx, id);
}

export async function returnAssessment(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<AssessmentRow> {
  permit(tx.actor, 'maturity.verify');
  const assessment = await locked(tx, id, 'return');
  refuseSamePerson(tx, assessment);
  await decided(tx, assessment, 'returned', reason);
  return assessmentById(tx, id);
}

async function decided(tx: Tx, { facility_id, id }: AssessmentRow, state: 'verified' | 'returned', reason: string | null = null): Promise<void> {
  await tx.run(sql`update strategy.assessment set state = ${state}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, reason = ${reason} where facility_id = ${facility_id}::uuid and id = ${id}::uuid`);
  tx.emit({ verb: `maturity.${state}`, facility_id, subject_kind: 'assessment', subject_id: id, particulars: reason ? { reason } : {} });
}

async function locked(tx: Tx, id: string, verb: AssessmentVerb): Promise<AssessmentRow> {
  await tx.one(sql`select 1 from strategy.assessment where id = ${id}::uuid for update`);
  const assessment = await assessmentById(tx, id);
  if (!mayBe(assessment.state, verb)) throw verb === 'verify' || verb === 'return' ? notSent : notInHand;
  return assessment;
}
function refuseSamePerson(tx: Tx, { made_person, made_by }: AssessmentRow): void {
  if ((tx.actor.person_id !== null && tx.actor.person_id === made_person) || (tx.actor.account_id !== null && tx.actor.account_id === made_by)) throw new Refusal('maturity.same_person', samePerson);
}
const samePerson = { id: 'Yang menilai UPT tidak memverifikasinya. Mintalah pejabat lain di kantor wilayah.', en: 'Who assessed the facility does not verify it. Ask another officer of the region.' };
const notSent = new Refusal('maturity.not_sent', { id: 'Penilaian ini tidak sedang menunggu verifikasi. Muat ulang halaman.', en: 'This assessment is not waiting to be verified. Reload the page.' });
const notInHand = new Refusal('maturity.not_in_hand', { id: 'Penilaian ini sudah dikirim atau diverifikasi. Tunggu keputusan kantor wilayah atau periode berikutnya.', en: 'This assessment is already sent or verified. Wait for the region or for the next period.' });
refuseConstraint('assessment_two_persons', 'maturity.same_person', samePerson);
