/** Verdicts on real people: facts from the register, checks in force on the day, judged by the table in suitability.ts. */
import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { facilityById } from '#organisation';
import { checksOn, workerFacts, workplaceById, type WorkerFacts } from './queries.ts';
import { judge, type CheckRow, type Verdict } from './suitability.ts';
import type { Regime } from './worker.ts';

export type RosterRow = { worker_id: string; placement_id: string; roster_code: string; name: string; skill_level: number; verdict: Verdict };

/** Everybody placed in the workshop on the day, each judged anew under the regime of the placement. */
export async function rosterFor(reader: Reader, { facility_id, workshop_id, day }: { facility_id: string; workshop_id: string; day: string }): Promise<RosterRow[]> {
  const judged = await judgeOf(reader, facility_id, workshop_id, day);
  const facts = await workerFacts(reader, { facility_id, workshop_id, day });
  return facts.flatMap((row) => (row.placement_id === null ? [] : [{
    worker_id: row.worker_id, placement_id: row.placement_id, roster_code: row.roster_code, name: row.name, skill_level: row.skill_level, verdict: judged(row, row.regime ?? 'facility', row.decree),
  }]));
}

export type Asked = { facility_id: string; worker_id: string; workshop_id: string; day: string; regime?: Regime; decree?: string };
/** May this person be put to work there: the same checks before a placement exists. */
export async function verdictOn(reader: Reader, { facility_id, worker_id, workshop_id, day, regime = 'facility', decree }: Asked): Promise<Verdict> {
  const judged = await judgeOf(reader, facility_id, workshop_id, day);
  const [facts] = await workerFacts(reader, { facility_id, workshop_id, day, worker_id });
  if (!facts) throw new NotFound();
  return judged(facts, regime, decree ?? facts.decree);
}

async function judgeOf(reader: Reader, facility_id: string, workshop_id: string, day: string): Promise<(facts: WorkerFacts, regime: Regime, decree: string | null) => Verdict> {
  const workplace = await workplaceById(reader, facility_id, workshop_id);
  const { kind } = await facilityById(reader, facility_id);
  const rows: CheckRow[] = await checksOn(reader, facility_id, day);
  return (facts, regime, decree) => judge({
    person: facts, workshop_risk: workplace.risk_level, juvenile_facility: kind === 'lpka', consents: facts.consents, conflicts: facts.conflicts,
    discipline_until: facts.disciplined ? facts.discipline_until : undefined, decree, regime, day,
  }, rows);
}
