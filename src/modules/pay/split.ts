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
export type Contribution = { worker: string; minutes?: number; output?: number; skill?: number };
export type Division = { basis_idr: number; costs_idr: number; shares: { to: Recipient; amount_idr: number }[]; workers: { worker: string; weight: number; amount_idr: number }[] };

export const remainderRule = {
  id: 'Setiap bagian dibulatkan ke bawah; sisa rupiah diberikan satu per satu kepada bagian dengan pecahan terbesar, bila sama kepada yang lebih dahulu.',
  en: 'Every part is rounded down; the rupiah left over go one each to the largest fraction lost, ties to the earlier part.',
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
 * One sale under one rule. Under `net_profit` the cash costs go back to capital first, and the shares divide what is left;
 * a loss leaves nothing to divide and all of it with capital. Shares below 100 % leave the rest with capital as well.
 * A labour fee of 100 % with a state share on top (as reported) is paid out of the sale: more than the sale is refused.
 */
export function divide(rule: SplitRule, { gross_idr, costs_idr = 0, contributions }: { gross_idr: number; costs_idr?: number; contributions: readonly Contribution[] }): Division {
  const sum_bp = rule.shares.reduce((sum, share) => sum + share.share_bp, 0);
  if (sum_bp > 10_000) throw new RangeError(`shares make ${sum_bp / 100} %, more than the whole`);
  const costs = rule.basis === 'net_profit' ? Math.min(gross_idr, costs_idr) : 0;
  const basis_idr = gross_idr - costs;
  const parts = apportion(basis_idr, [...rule.shares.map((share) => share.share_bp), 10_000 - sum_bp]);
  const amounts = new Map<Recipient, number>(recipients.map((to) => [to, 0]));
  rule.shares.forEach(({ to }, n) => amounts.set(to, (amounts.get(to) ?? 0) + (parts[n] ?? 0)));
  const rest = parts.at(-1) ?? 0;
  const worker_idr = amounts.get('worker') ?? 0;
  // Nobody worked on it that we know of: their share stays in capital, and the settlement says so.
  const unclaimed = contributions.length === 0 ? worker_idr : 0;
  amounts.set('worker', worker_idr - unclaimed);
  amounts.set('capital', (amounts.get('capital') ?? 0) + costs + rest + unclaimed);
  const weights = contributions.map((contribution) => weightOf(rule.team, contribution));
  const pay = apportion(worker_idr - unclaimed, weights);
  return {
    basis_idr, costs_idr: costs,
    shares: recipients.map((to) => ({ to, amount_idr: amounts.get(to) ?? 0 })),
    workers: contributions.map(({ worker }, n) => ({ worker, weight: weights[n] ?? 0, amount_idr: pay[n] ?? 0 })),
  };
}

/** Skill multiplies the minutes: level 1 counts 100, level 5 counts 180 of every hundred. */
export function weightOf(team: Team, { minutes = 0, output = 0, skill = 1 }: Contribution): number {
  switch (team) {
    case 'hours': return minutes;
    case 'output': return output;
    case 'skill': return minutes * (80 + 20 * skill);
    case 'equal': return 1;
  }
}
