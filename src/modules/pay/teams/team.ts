/**
 * Dividing a team's part by a mixture: so much of it by hours, by hours weighed by skill, by good pieces, and equally. Pure.
 * Every share is counted in thousand-millionths, so that the rupiah come out the same however people are named.
 */
import { z } from 'zod';
import { day, month, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { weightOf, type Contribution, type Team } from '../split.ts';

export const method = z.object({ hours_bp: z.number(), skill_bp: z.number(), output_bp: z.number(), equal_bp: z.number() });
export type Method = z.infer<typeof method>;
const parts = [['hours', 'hours_bp'], ['skill', 'skill_bp'], ['output', 'output_bp'], ['equal', 'equal_bp']] as const satisfies [Team, keyof Method][];
export const methodParts = (given: Method): { team: Team; share_bp: number }[] => parts.map(([team, key]) => ({ team, share_bp: given[key] })).filter(({ share_bp }) => share_bp > 0);
/** A team of the split rule, as a mixture of one. */
export const pure = (team: Team): Method => ({ hours_bp: 0, skill_bp: 0, output_bp: 0, equal_bp: 0, [`${team}_bp`]: 10_000 });

const scale = 1_000_000_000n;
/** Each person's share under a method; where nothing is on record in a measure, that measure divides equally. */
export function sharesOf(given: Method, people: readonly Contribution[], skill_step_bp: number): bigint[] {
  const total = people.map(() => 0n);
  for (const { team, share_bp } of methodParts(given)) {
    const weights = people.map((each) => BigInt(weightOf(team, each, skill_step_bp)));
    const sum = weights.reduce((all, weight) => all + weight, 0n);
    for (const n of people.keys()) total[n] = (total[n] ?? 0n) + BigInt(share_bp) * (sum === 0n ? scale / BigInt(people.length) : ((weights[n] ?? 0n) * scale) / sum);
  }
  return total.map((share) => share / 10_000n);
}

/** One work order of what was sold: its part of the value, its method, and who made it. */
export type Batch = { work_order_id: string; number: string; value_idr: number; method: Method; people: Contribution[] };
/** People's weights over all batches of a sale, each batch counting by its value. */
export function weighBatches(batches: readonly Batch[], skill_step_bp: number): Map<string, number> {
  const known = batches.filter(({ people }) => people.length > 0);
  const value = known.reduce((sum, each) => sum + BigInt(each.value_idr), 0n);
  const weights = new Map<string, bigint>();
  for (const { value_idr, method: given, people } of known) {
    for (const [n, share] of sharesOf(given, people, skill_step_bp).entries()) {
      const worker = people[n]?.worker ?? '';
      weights.set(worker, (weights.get(worker) ?? 0n) + (value === 0n ? share : (share * BigInt(value_idr)) / value));
    }
  }
  return new Map([...weights].map(([worker, weight]) => [worker, Number(weight)]));
}

export type Dispersion = { people: number; min_idr: number; median_idr: number; max_idr: number; /** 0: all alike; towards 1: all to one. */ gini: number; /** Standard deviation over the mean. */ variation: number };
export function dispersionOf(amounts: readonly number[]): Dispersion {
  const sorted = amounts.toSorted((a, b) => a - b);
  const people = sorted.length;
  if (people === 0) return { people: 0, min_idr: 0, median_idr: 0, max_idr: 0, gini: 0, variation: 0 };
  const sum = sorted.reduce((all, each) => all + each, 0);
  const at = (n: number) => sorted[n] ?? 0;
  const mean = sum / people;
  const deviation = Math.sqrt(sorted.reduce((all, each) => all + (each - mean) ** 2, 0) / people);
  const ranked = sorted.reduce((all, each, n) => all + (2 * (n + 1) - people - 1) * each, 0);
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return { people, min_idr: at(0), median_idr: Math.round(people % 2 === 1 ? at((people - 1) / 2) : (at(people / 2 - 1) + at(people / 2)) / 2), max_idr: at(people - 1), gini: sum === 0 ? 0 : round(ranked / (people * sum)), variation: mean === 0 ? 0 : round(deviation / mean) };
}

export type Simulation = { month: string; pool_idr: number; now: Dispersion; then: Dispersion; rows: { roster_code: string; now_idr: number; then_idr: number }[] };

const percent = z.coerce.number().int().min(0).max(100).default(0);
const shape = { activity: z.string().trim().max(40).default(''), hours_percent: percent, skill_percent: percent, output_percent: percent, equal_percent: percent, month: month.optional() };
const whole = ({ hours_percent, skill_percent, output_percent, equal_percent }: { hours_percent: number; skill_percent: number; output_percent: number; equal_percent: number }) => hours_percent + skill_percent + output_percent + equal_percent === 100;
const notWhole = { path: ['hours_percent'], message: 'Keempat persen harus berjumlah 100 | The four percentages must make 100' };
export const trial = z.object(shape).refine(whole, notWhole);
export const teamWish = z.strictObject({ ...shape, from: day, legal_basis: shortText.pipe(z.string().min(5, 'Tulis dasarnya | Give the basis')) }).refine(whole, notWhole);
export const methodOf = (wish: z.output<typeof trial>): Method => ({ hours_bp: wish.hours_percent * 100, skill_bp: wish.skill_percent * 100, output_bp: wish.output_percent * 100, equal_bp: wish.equal_percent * 100 });

export type TeamSplitState = 'prepared' | 'approved' | 'refused';
export const teamTransitions = [
  { from: 'prepared', verb: 'approve', to: 'approved' },
  { from: 'prepared', verb: 'refuse', to: 'refused' },
] as const satisfies { from: TeamSplitState; verb: string; to: TeamSplitState }[];

const same = { id: 'Yang mengusulkan cara regu tidak menetapkannya. Mintalah pejabat lain.', en: 'Who proposed the team’s way does not adopt it. Ask another officer.' };
const decided = { id: 'Cara ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.', en: 'This way is decided already. Reload the page to see the decision.' };
const backwards = { id: 'Cara regu berlaku ke depan saja: paling awal besok. Tolak usulan ini dan pilih hari mulai yang baru.', en: 'A team’s way holds forward only: from tomorrow at the earliest. Refuse this proposal and choose a new first day.' };
export const sameProposer = new Refusal('team.same_person', same);
export const teamDecided = new Refusal('team.decided_already', decided);
export const notBackwards = new Refusal('team.backwards', backwards, { field: 'from', status: 422 });
export const nothingToTry = new Refusal('team.nothing_to_try', { id: 'Pada bulan itu tidak ada bagi hasil yang disetujui untuk dicoba. Pilih bulan lain.', en: 'No settlement was approved in that month to try it on. Choose another month.' }, { field: 'month', status: 422 });
refuseConstraint('team_split_two_persons', 'team.same_person', same);
refuseConstraint('team.decided_already', 'team.decided_already', decided);
refuseConstraint('team_split_not_backwards', 'team.backwards', backwards, 'from');
refuseConstraint('team_split_one_at_a_time', 'team.overlaps', { id: 'Sudah ada cara yang mulai pada hari itu atau sesudahnya untuk kegiatan ini. Pilih hari mulai lain.', en: 'There is already a way from that day or a later one for this activity. Choose another first day.' }, 'from');
