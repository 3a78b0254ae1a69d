/** Verdicts on real people: facts from the register, checks in force on the day, judged by the table in suitability.ts. */
import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { facilityById } from '#organisation';
import { ruleOn } from '#kernel/rules.ts';
import { checksOn, requirementsOn, workedThisWeek, workerFacts, type WorkerFacts } from './eligibility-queries.ts';
import { awayFrom, type Away } from './placement-plan-queries.ts';
import { workplaceById } from './queries.ts';
import { judge, type CheckRow, type OnFile, type Verdict } from './suitability.ts';
import type { Regime } from './worker.ts';

export type RosterRow = { worker_id: string; placement_id: string; roster_code: string; name: string; skill_level: number; verdict: Verdict; away: Away | undefined };

/** Everybody placed in the workshop on the day, each judged anew under the regime of the placement, and who is kept off this slot by a plan. */
export async function rosterFor(reader: Reader, { facility_id, workshop_id, day, slot, hours }: { facility_id: string; workshop_id: string; day: string; slot?: string; hours?: { starts: string; ends: string } }): Promise<RosterRow[]> {
  const judged = await judgeOf(reader, facility_id, workshop_id, day);
  const away = await awayFrom(reader, { facility_id, workshop_id, day, slot, hours });
  const facts = await workerFacts(reader, { facility_id, workshop_id, day });
  return facts.flatMap((row) => (row.placement_id === null ? [] : [{
    worker_id: row.worker_id, placement_id: row.placement_id, roster_code: row.roster_code, name: row.name, skill_level: row.skill_level, away: away.get(row.worker_id), verdict: judged(row, { regime: row.regime ?? 'facility', contract_ref: row.contract_ref ?? '', decree: row.decree, paid: row.paid ?? true, job: row.job ?? '' }),
  }]));
}

export type Question = { facility_id: string; worker_id: string; workshop_id: string; day: string; regime?: Regime; contract_ref?: string | null | undefined; decree?: string; paid?: boolean; job?: string; queue?: OnFile['queue'] };
/** May this person be put to work there: the same checks before a placement exists, with the hours of the week. */
export async function verdictOn(reader: Reader, { facility_id, worker_id, workshop_id, day, regime = 'facility', contract_ref, decree, paid = true, job = '', queue = null }: Question): Promise<Verdict> {
  const judged = await judgeOf(reader, facility_id, workshop_id, day);
  const [facts] = await workerFacts(reader, { facility_id, workshop_id, day, worker_ids: [worker_id] });
  if (!facts) throw new NotFound();
  return judged(facts, { regime, contract_ref: contract_ref ?? '', decree: decree ?? facts.decree, paid, job }, await weekOf(reader, facility_id, worker_id, day), queue);
}

/** Who of these could be put to the facility's own work there, whatever hours they have already worked this week. */
export async function verdictsOn(reader: Reader, { facility_id, workshop_id, day, worker_ids }: { facility_id: string; workshop_id: string; day: string; worker_ids: string[] }): Promise<Map<string, Verdict>> {
  const judged = await judgeOf(reader, facility_id, workshop_id, day);
  const facts = await workerFacts(reader, { facility_id, workshop_id, day, worker_ids });
  return new Map(facts.map((row) => [row.worker_id, judged(row, { regime: 'facility', contract_ref: '', decree: row.decree, paid: true, job: '' })]));
}

type Work = { regime: Regime; contract_ref: string; decree: string | null; paid: boolean; job: string };
async function judgeOf(reader: Reader, facility_id: string, workshop_id: string, day: string): Promise<(facts: WorkerFacts, work: Work, hours?: OnFile['hours'], queue?: OnFile['queue']) => Verdict> {
  const workplace = await workplaceById(reader, facility_id, workshop_id);
  const { kind } = await facilityById(reader, facility_id);
  const rows: CheckRow[] = await checksOn(reader, { facility_id, facility_kind: kind, category: workplace.category, day });
  const asked = await requirementsOn(reader, { facility_id, workshop_id, day });
  return (facts, { job, ...work }, hours = null, queue = null) => judge({
    person: facts, file: { ...facts, hours, queue }, asked: asked.filter((each) => each.job === '' || each.job.toLowerCase() === job.toLowerCase()), workshop_risk: workplace.risk_level, juvenile_facility: kind === 'lpka',
    consents: facts.consents, conflicts: facts.conflicts, discipline_until: facts.disciplined ? facts.discipline_until : undefined, ...work, day,
  }, rows);
}

async function weekOf(reader: Reader, facility_id: string, worker_id: string, day: string): Promise<OnFile['hours']> {
  const weekly = await ruleOn<number>(reader, 'work.max_minutes_per_week', day, facility_id);
  const rest = await ruleOn<number>(reader, 'work.rest_days_per_week', day, facility_id);
  return { ...(await workedThisWeek(reader, { facility_id, worker_id, day })), max_minutes: weekly.value, max_days: 7 - rest.value, basis: weekly.legal_basis };
}
