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
export type SplitRule = { basis: Basis; team: Team; shares: Share[] };
/** Minutes and pieces may be fractions: an order that took one of two hundred pieces took a two-hundredth of everyone's minutes. */
export type Contribution = { worker: string; /** What people are ordered by; the worker's own word when there is none. */ code?: string; minutes?: number; output?: number; skill?: number };
/** What was shipped by value: with makers on record, and without (opening stock, work that nobody recorded). */
export type Traced = { traced_idr: number; untraced_idr: number };
/** Why an amount is not where the rule alone would put it. `amount_idr` is the rupiah concerned. */
export type Note = { code: 'loss' | 'untraced' | 'no_weights'; amount_idr: number };
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
 * sale, the partner's labour fee, or the wages reckoned by piece or by time. Shares below 100 % leave the rest with capital;
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
  const workers = divideAmong(worker_idr - unclaimed, rule.team, contributions ?? []);
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
function divideAmong(amount_idr: number, team: Team, contributions: readonly Contribution[]): Division['workers'] {
  const weighed = contributions.map((contribution, place) => ({ place, worker: contribution.worker, code: contribution.code ?? contribution.worker, weight: weightOf(team, contribution) })).sort((a, b) => byCode(a.code, b.code));
  const pay = apportion(amount_idr, weighed.map((each) => each.weight));
  return weighed.map((each, n) => ({ ...each, amount_idr: pay[n] ?? 0 })).sort((a, b) => a.place - b.place).map(({ worker, weight, amount_idr: own }) => ({ worker, weight, amount_idr: own }));
}

const numbered = new Intl.Collator('en', { numeric: true });
const byCode = (a: string, b: string): number => numbered.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** Thousandths of a minute or of a piece; a skilled minute counts 100 % at level 1, 20 % more per level, 180 % at level 5. */
export function weightOf(team: Team, { minutes = 0, output = 0, skill = 1 }: Contribution): number {
  switch (team) {
    case 'hours': return Math.round(minutes * 1000);
    case 'output': return Math.round(output * 1000);
    case 'skill': return Math.round(minutes * 10 * (80 + 20 * skill));
    case 'equal': return 1;
  }
}
