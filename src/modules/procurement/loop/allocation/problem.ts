// What is distributed, over whom, and by which rules. Plain rows of numbers, so that they cross into a thread. No SQL, no HTTP.

export const months = 12;
export const groups = ['remote', 'women', 'small'] as const;
export type Group = (typeof groups)[number];

export type Maker = { latitude: number; longitude: number; groups: Group[]; /** Working minutes of the people placed there, month by month. */ people_minutes: number[]; /** The same of its machines; null where none is on the register. */ machine_minutes: number[] | null };
/** One line of an approved plan: what a maker can supply of a kind, month by month. */
export type Supply = { maker: number; kind: number; price_idr: number; minutes: number; machine_minutes: number; monthly: number[] };
export type Demand = { kind: number; latitude: number; longitude: number; /** 1–12: needed at the end of this month. */ month: number; quantity: number };
export type Kind = { weight_gram: number; announced: number };
/** A cell that somebody set by hand, and that stays as it is. */
export type Fix = { demand: number; maker: number; quantity: number };
export type Rules = {
  /** How many of the nearest makers are asked for each demand. */
  nearest: number; idr_per_ton_km: number; /** Most of one kind that one maker may have, in 1/10,000. */ cap_bp: number;
  /** Least share of the goods' value for a group, in 1/10,000, and what a rupiah of it may cost more. */
  floors_bp: Record<Group, number>; premium_bp: number;
};
export type Problem = { makers: Maker[]; supplies: Supply[]; demands: Demand[]; kinds: Kind[]; fixes: Fix[]; rules: Rules };

/** What holds a maker back, and why a demand is short. */
export const limits = ['plan', 'people', 'machines', 'cap', 'announced'] as const;
export type Limit = (typeof limits)[number];
export type ShortReason = Limit | 'no_maker' | 'deadline';
/** Why the cheaper or the next maker did not get it: it is dearer, it is held back, or a group's share goes first. */
export type OtherReason = 'dearer' | 'share' | Limit;

export type Cell = {
  demand: number; maker: number; quantity: number; by_hand: boolean; price_idr: number; km: number; transport_idr: number;
  /** What one more of this demand here would cost beyond its price: the value of the narrowest place, and where it is. */
  scarcity_idr: number; limit: Limit | null; /** What a group's share adds to this maker's chances, per unit. */ share_idr: number;
  other: { maker: number; more_idr: number; why: OtherReason } | null;
};
export type Shortage = { demand: number; quantity: number; reason: ShortReason };
export type MakerFigures = { people_used: number; machines_used: number; quantity: number; value_idr: number; nearest_quantity: number; nearest_value_idr: number };
export type Totals = { goods_idr: number; transport_idr: number; quantity: number; short_quantity: number; short_lines: number; average_km: number; makers: number; largest_share_bp: number; group_share_bp: Record<Group, number> };
export type Answer = { cells: Cell[]; shortages: Shortage[]; makers: MakerFigures[]; solved: Totals; nearest: Totals; variables: number; rows: number; iterations: number; seconds: { build: number; solve: number; /** In the solver alone. */ solver: number; read: number } };

const radius = 6371;
/** Great-circle kilometres. */
export function kilometres(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const rad = Math.PI / 180;
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const h = half((b.latitude - a.latitude) * rad) + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * half((b.longitude - a.longitude) * rad);
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(h)));
}
export const transportOf = (weight_gram: number, km: number, idr_per_ton_km: number): number => Math.round((weight_gram * km * idr_per_ton_km) / 1_000_000);

/** For each demand the nearest makers of its kind, as numbers of supplies, and how far they are; a maker set by hand is among them. */
export type Candidates = { starts: Int32Array; supplies: Int32Array; km: Float64Array };
export function candidatesOf({ makers, supplies, demands, kinds, fixes, rules }: Problem): Candidates {
  const supplyOf = kinds.map(() => new Map<number, number>());
  for (const [n, { maker, kind }] of supplies.entries()) supplyOf[kind]?.set(maker, n);
  const byPlace = new Map<string, { maker: number; km: number }[]>();
  const near = (place: Demand) => {
    const key = `${place.latitude}/${place.longitude}`;
    const known = byPlace.get(key);
    if (known) return known;
    const sorted = makers.map((maker, n) => ({ maker: n, km: kilometres(place, maker) })).sort((a, b) => a.km - b.km || a.maker - b.maker);
    byPlace.set(key, sorted);
    return sorted;
  };
  const fixedTo = new Map<number, Set<number>>();
  for (const { demand, maker } of fixes) fixedTo.set(demand, (fixedTo.get(demand) ?? new Set()).add(maker));
  const starts = new Int32Array(demands.length + 1);
  const chosen: number[] = [];
  const km: number[] = [];
  for (const [n, demand] of demands.entries()) {
    const of = supplyOf[demand.kind];
    const wanted = fixedTo.get(n);
    let taken = 0;
    for (const each of near(demand)) {
      const supply = of?.get(each.maker);
      if (supply === undefined || (taken >= rules.nearest && !wanted?.has(each.maker))) continue;
      chosen.push(supply);
      km.push(each.km);
      if (++taken >= rules.nearest && !wanted) break;
    }
    starts[n + 1] = chosen.length;
  }
  return { starts, supplies: Int32Array.from(chosen), km: Float64Array.from(km) };
}

/** What is left in every maker, month by month: whole pieces are taken from it one by one. */
export class Room {
  readonly #supplies: Supply[];
  readonly #plan: Float64Array;
  readonly #people: Float64Array;
  readonly #machines: Float64Array;
  readonly #cap: Float64Array;
  readonly #announced: Float64Array;

  constructor({ makers, supplies, kinds }: Problem, caps?: Float64Array) {
    this.#supplies = supplies;
    this.#plan = cumulative(supplies.map(({ monthly }) => monthly));
    this.#people = cumulative(makers.map(({ people_minutes }) => people_minutes));
    this.#machines = cumulative(makers.map(({ machine_minutes }) => machine_minutes ?? Array.from({ length: months }, () => Infinity)));
    this.#cap = caps ?? new Float64Array(supplies.length).fill(Infinity);
    this.#announced = Float64Array.from(kinds, ({ announced }) => announced);
  }

  /** How many whole pieces a supply could still give by the end of a month. */
  left(n: number, month: number): number {
    const supply = this.#supplies[n];
    if (!supply) return 0;
    let most = Math.min(this.#cap[n] ?? 0, this.#announced[supply.kind] ?? 0);
    for (let at = month - 1; at < months; at++) {
      most = Math.min(most, this.#plan[n * months + at] ?? 0);
      if (supply.minutes > 0) most = Math.min(most, (this.#people[supply.maker * months + at] ?? 0) / supply.minutes);
      if (supply.machine_minutes > 0) most = Math.min(most, (this.#machines[supply.maker * months + at] ?? 0) / supply.machine_minutes);
    }
    return Math.max(0, Math.floor(most + 1e-6));
  }

  take(n: number, month: number, quantity: number): void {
    const supply = this.#supplies[n];
    if (!supply) return;
    this.#cap[n] = (this.#cap[n] ?? 0) - quantity;
    this.#announced[supply.kind] = (this.#announced[supply.kind] ?? 0) - quantity;
    for (let at = month - 1; at < months; at++) {
      this.#plan[n * months + at] = (this.#plan[n * months + at] ?? 0) - quantity;
      this.#people[supply.maker * months + at] = (this.#people[supply.maker * months + at] ?? 0) - quantity * supply.minutes;
      this.#machines[supply.maker * months + at] = (this.#machines[supply.maker * months + at] ?? 0) - quantity * supply.machine_minutes;
    }
  }
}

export function cumulative(rows: number[][]): Float64Array {
  const all = new Float64Array(rows.length * months);
  for (const [n, row] of rows.entries()) {
    let sum = 0;
    for (let at = 0; at < months; at++) all[n * months + at] = sum += row[at] ?? 0;
  }
  return all;
}

/** The most of a kind that one maker may have: the rule's share of what is asked, yet never less than an even part among those makers of it who have hours to work. */
export function capsOf({ makers, supplies, demands, kinds, rules }: Problem): Float64Array {
  const wanted = new Float64Array(kinds.length);
  const able = new Float64Array(kinds.length);
  const hours = (list: number[] | null | undefined) => list?.some((n) => n > 0) ?? true;
  for (const { kind, quantity } of demands) wanted[kind] = (wanted[kind] ?? 0) + quantity;
  for (const { kind, maker, minutes, machine_minutes } of supplies) {
    if ((minutes === 0 || hours(makers[maker]?.people_minutes)) && (machine_minutes === 0 || hours(makers[maker]?.machine_minutes))) able[kind] = (able[kind] ?? 0) + 1;
  }
  return Float64Array.from(supplies, ({ kind }) => Math.ceil((wanted[kind] ?? 0) * Math.max(rules.cap_bp / 10_000, 1 / Math.max(1, able[kind] ?? 1)) - 1e-9));
}
