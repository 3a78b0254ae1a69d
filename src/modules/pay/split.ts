/**
 * Dividing money to the rupiah. Pure: no clock, no database. The rule of rounding: every part is first rounded down; the
 * rupiah that are left go one each to the parts with the largest fraction lost, ties to the earlier part. Sums are exact.
 */
export const recipients = ['worker', 'capital', 'state', 'programme', 'partner'] as const;
export type Recipient = (typeof recipients)[number];
export const bases = ['gross_sales', 'net_profit', 'labour_fee', 'piece', 'time'] as const;
export type Basis = (typeof bases)[number];
export const teams = ['hours', 'output', 'equal', 'skill'] as const;
export type Team = (typeof teams)[number];

export type Share = { to: Recipient; share_bp: number };
/** `skill_step_bp`: how much more a minute counts per level, of the dated rule; needed where a team is weighed by skill. */
export type SplitRule = { basis: Basis; team: Team; shares: Share[]; skill_step_bp?: number | undefined };
/** Minutes and pieces may be fractions: an order that took one of two hundred pieces took a two-hundredth of everyone's minutes. */
export type Contribution = { worker: string; /** What people are ordered by; the worker's own word when there is none. */ code?: string; minutes?: number; output?: number; skill?: number; /** What the team's own ways make of it; the rule's team where there is none. */ weight?: number };
/** What was shipped by value: with makers on record, and without (opening stock, work that nobody recorded). */
export type Traced = { traced_idr: number; untraced_idr: number };
/** Why an amount is not where the rule alone would put it. `amount_idr` is the rupiah concerned. */
export type Note = { code: 'loss' | 'untraced' | 'no_weights' | 'no_people' | 'part' | 'mixed_contracts'; amount_idr: number };
export type Division = { basis_idr: number; costs_idr: number; shares: { to: Recipient; amount_idr: number }[]; workers: { worker: string; weight: number; amount_idr: number }[]; notes: Note[] };

export const remainderRule = {
  id: 'Setiap bagian dibulatkan ke bawah; sisa rupiah diberikan satu per satu kepada bagian dengan pecahan terbesar. Bila pecahannya sama, kepada yang lebih dahulu: peserta, modal, negara, program, mitra; antarpeserta menurut kode.',
  en: 'Every part is rounded down; the rupiah left over go one each to the largest fraction lost. Ties go to the earlier: workers, capital, state, programme, partner; among workers by code.',
};

/** Largest remainder over whole weights. Weights that are all zero divide equally. Uses bigint, so that no product overflows. */
export function apportion(amount_idr: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amount_idr) || amount_idr < 0) throw new RangeError(`not a whole, positive amount: ${amount_idr}`);
  if (weights.length === 0) return [];
  const used = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
  const total = used.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const exact = used.map((weight) => BigInt(amount_idr) * BigInt(weight));
  const parts = exact.map((product) => Number(product / total));
  const order = exact.map((product, n) => ({ n, lost: product % total })).sort((a, b) => (a.lost === b.lost ? a.n - b.n : a.lost > b.lost ? -1 : 1));
  let left = amount_idr - parts.reduce((sum, part) => sum + part, 0);
  for (const { n } of order) {
    if (left === 0) break;
    parts[n] = (parts[n] ?? 0) + 1;
    left--;
  }
  return parts;
}

/**
 * One amount under one rule. Under `net_profit` the cash costs go back to capital first, and the shares divide what is left;
 * a loss leaves nothing to divide and all of it with capital. Under the other bases the shares divide the whole amount: the
 * sale, or the partner's labour fee. (By piece and by time people earn wages first: `divideAfterWages`.) Shares below 100 % leave the rest with capital;
 * shares above the whole (a levy counted on top of a fee, as one unit reports) are refused.
 *
 * `contributions` left out: the workers' share is not divided among people. Empty: nobody is known to have worked, and the
 * share stays in capital; so does the part of it that falls on what `traced` says nobody is on record for.
 */
export function divide(rule: SplitRule, { gross_idr, costs_idr = 0, contributions, traced }: { gross_idr: number; costs_idr?: number; contributions?: readonly Contribution[]; traced?: Traced }): Division {
  const of = (to: Recipient) => rule.shares.filter((share) => share.to === to).reduce((sum, share) => sum + share.share_bp, 0);
  const rest_bp = 10_000 - recipients.reduce((sum, to) => sum + of(to), 0);
  if (rest_bp < 0) throw new RangeError(`shares make ${100 - rest_bp / 100} %, more than the whole`);
  const costs = rule.basis === 'net_profit' ? Math.min(gross_idr, costs_idr) : 0;
  const basis_idr = gross_idr - costs;
  const parts = apportion(basis_idr, recipients.map((to) => of(to) + (to === 'capital' ? rest_bp : 0)));
  const amounts = new Map(recipients.map((to, n) => [to, parts[n] ?? 0]));
  const worker_idr = amounts.get('worker') ?? 0;
  const unclaimed = unclaimedOf(worker_idr, contributions, traced);
  amounts.set('worker', worker_idr - unclaimed);
  amounts.set('capital', (amounts.get('capital') ?? 0) + costs + unclaimed);
  const workers = divideAmong(worker_idr - unclaimed, rule, contributions ?? []);
  const notes: Note[] = [
    ...(rule.basis === 'net_profit' && costs_idr >= gross_idr ? [{ code: 'loss' as const, amount_idr: costs_idr - gross_idr }] : []),
    ...(unclaimed > 0 ? [{ code: 'untraced' as const, amount_idr: unclaimed }] : []),
    ...(workers.length > 0 && workers.every((each) => each.weight === 0) ? [{ code: 'no_weights' as const, amount_idr: worker_idr - unclaimed }] : []),
  ];
  const named = recipients.filter((to) => (amounts.get(to) ?? 0) > 0 || rule.shares.some((share) => share.to === to));
  return { basis_idr, costs_idr: costs, shares: named.map((to) => ({ to, amount_idr: amounts.get(to) ?? 0 })), workers, notes };
}

function unclaimedOf(worker_idr: number, contributions: readonly Contribution[] | undefined, traced: Traced | undefined): number {
  if (contributions === undefined) return 0;
  if (contributions.length === 0) return worker_idr;
  if (!traced || traced.untraced_idr === 0) return 0;
  return apportion(worker_idr, [traced.traced_idr, traced.untraced_idr])[1] ?? 0;
}

/** People stand in the order of their codes before the remainder is given, so that the order they are named in changes nothing. */
function divideAmong(amount_idr: number, { team, skill_step_bp }: SplitRule, contributions: readonly Contribution[]): Division['workers'] {
  const weighed = contributions.map((contribution) => ({ worker: contribution.worker, code: contribution.code ?? contribution.worker, weight: contribution.weight ?? weightOf(team, contribution, skill_step_bp) }));
  const pay = shareOut(amount_idr, weighed);
  return weighed.map(({ worker, weight }, n) => ({ worker, weight, amount_idr: pay[n] ?? 0 }));
}

/** One amount among people by weight; the answer stands in the order they were named in. */
export function shareOut(amount_idr: number, people: readonly { code: string; weight: number }[]): number[] {
  const sorted = people.map(({ code, weight }, place) => ({ place, code, weight })).sort((a, b) => byCode(a.code, b.code));
  const pay = apportion(amount_idr, sorted.map((each) => each.weight));
  return sorted.map(({ place }, n) => ({ place, amount: pay[n] ?? 0 })).sort((a, b) => a.place - b.place).map(({ amount }) => amount);
}

/**
 * Wages first, then the rest: what people earned by the piece or by the hour is theirs; the rule's other shares divide what
 * the sale leaves, and what they do not name stays with capital. Wages beyond the sale are not divided here: the caller refuses.
 */
export function divideAfterWages(rule: SplitRule, { gross_idr, wages, notes = [] }: { gross_idr: number; wages: readonly { worker: string; weight: number; amount_idr: number }[]; notes?: readonly Note[] }): Division {
  const wages_idr = wages.reduce((sum, each) => sum + each.amount_idr, 0);
  if (wages_idr > gross_idr) throw new RangeError(`wages of ${wages_idr} out of a sale of ${gross_idr}`);
  const rest = divide({ ...rule, shares: rule.shares.filter((share) => share.to !== 'worker') }, { gross_idr: gross_idr - wages_idr });
  return {
    basis_idr: gross_idr - wages_idr, costs_idr: 0, shares: [{ to: 'worker', amount_idr: wages_idr }, ...rest.shares], notes: [...notes],
    workers: wages.map(({ worker, weight, amount_idr }) => ({ worker, weight, amount_idr })),
  };
}

const numbered = new Intl.Collator('en', { numeric: true });
const byCode = (a: string, b: string): number => numbered.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** Thousandths of a minute or of a piece; a skilled minute counts whole at level 1 and the dated step more at each level. */
export function weightOf(team: Team, { minutes = 0, output = 0, skill = 1 }: Omit<Contribution, 'worker'>, skill_step_bp?: number): number {
  switch (team) {
    case 'hours': return Math.round(minutes * 1000);
    case 'output': return Math.round(output * 1000);
    case 'skill': {
      if (skill_step_bp === undefined) throw new RangeError('a team weighed by skill needs the step between levels');
      return Math.round((minutes * (10_000 + skill_step_bp * (skill - 1))) / 10);
    }
    case 'equal': return 1;
  }
}
