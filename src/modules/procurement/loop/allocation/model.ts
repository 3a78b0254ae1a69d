// The linear programme: one variable for each demand and maker that may serve it, one for what stays short, rows for whatever is scarce.
import { candidatesOf, capsOf, cumulative, groups, months, transportOf, type Candidates, type Limit, type Problem } from './problem.ts';

/** What a row of the programme stands for, so that its dual can be told in words. */
export const rowKinds = ['demand', 'plan', 'people', 'machines', 'cap', 'announced', 'share'] as const;
export type RowKind = (typeof rowKinds)[number];
export const limitOfRow: Partial<Record<RowKind, Limit>> = { plan: 'plan', people: 'people', machines: 'machines', cap: 'cap', announced: 'announced' };

export type Model = {
  candidates: Candidates; caps: Float64Array; /** Per candidate: rupiah a piece to move it there, and to have it there. */ transport: Float64Array; cost: Float64Array; penalty: Float64Array;
  rowKind: Uint8Array;
  lp: { numCols: number; numRows: number; colCost: Float64Array; colLower: Float64Array; colUpper: Float64Array; rowLower: Float64Array; rowUpper: Float64Array; matrix: { format: 'csc'; numRows: number; numCols: number; starts: Int32Array; indices: Int32Array; values: Float64Array } };
};

/** Costs go in as thousands of rupiah, minutes as hours, so that the solver's numbers are of one size. */
export const costScale = 1000;
const hour = 60;
const kindOf = (name: RowKind): number => rowKinds.indexOf(name);

export function buildModel(problem: Problem): Model {
  const { makers, supplies, demands, kinds, fixes, rules } = problem;
  const candidates = candidatesOf(problem);
  const caps = capsOf(problem);
  const count = candidates.supplies.length;
  const rows: { kind: number; lower: number; upper: number }[] = demands.map(({ quantity }) => ({ kind: kindOf('demand'), lower: quantity, upper: quantity }));
  const add = (kind: RowKind, lower: number, upper: number): number => rows.push({ kind: kindOf(kind), lower, upper }) - 1;

  const fixed = new Map<number, number>();
  for (const { demand, maker, quantity } of fixes) {
    for (let c = candidates.starts[demand] ?? 0; c < (candidates.starts[demand + 1] ?? 0); c++) if (supplies[candidates.supplies[c] ?? -1]?.maker === maker) fixed.set(c, quantity);
  }

  const transport = new Float64Array(count);
  const cost = new Float64Array(count);
  const dearest = new Float64Array(kinds.length);
  // What could be asked of each supply, of each maker's hours, by the month it is needed in: rows that nothing can fill are left out.
  const asked = new Float64Array(supplies.length * months);
  const monthOf = new Uint8Array(count);
  for (const [d, { kind, month, quantity }] of demands.entries()) {
    for (let c = candidates.starts[d] ?? 0; c < (candidates.starts[d + 1] ?? 0); c++) {
      const s = candidates.supplies[c] ?? 0;
      const supply = supplies[s];
      if (!supply) continue;
      monthOf[c] = month;
      transport[c] = transportOf(kinds[kind]?.weight_gram ?? 0, candidates.km[c] ?? 0, rules.idr_per_ton_km);
      cost[c] = supply.price_idr + (transport[c] ?? 0);
      dearest[kind] = Math.max(dearest[kind] ?? 0, cost[c] ?? 0);
      asked[s * months + month - 1] = (asked[s * months + month - 1] ?? 0) + quantity;
    }
  }
  const fixedOf = new Float64Array(supplies.length);
  for (const [c, quantity] of fixed) fixedOf[candidates.supplies[c] ?? 0] = (fixedOf[candidates.supplies[c] ?? 0] ?? 0) + quantity;

  const capRow = new Int32Array(supplies.length).fill(-1);
  const planned = cumulative(supplies.map(({ monthly }) => monthly));
  const planRows = narrow(supplies.length, asked, planned, (upper) => add('plan', -Infinity, upper));
  for (let s = 0; s < supplies.length; s++) {
    let all = 0;
    for (let m = 0; m < months; m++) all += asked[s * months + m] ?? 0;
    const cap = Math.max(caps[s] ?? 0, fixedOf[s] ?? 0);
    if (all > cap && (planned[s * months + months - 1] ?? 0) > cap) capRow[s] = add('cap', -Infinity, cap);
  }

  // Hours asked for, as they come month by month, and never more by a month than plan and cap let be made in the year.
  const hoursOf = (of: 'minutes' | 'machine_minutes') => {
    const wished = new Float64Array(makers.length * months);
    const most = new Float64Array(makers.length * months);
    for (const [s, supply] of supplies.entries()) {
      const bound = Math.min(planned[s * months + months - 1] ?? 0, caps[s] ?? 0);
      let sum = 0;
      for (let m = 0; m < months; m++) {
        const at = supply.maker * months + m;
        const more = asked[s * months + m] ?? 0;
        sum += more;
        wished[at] = (wished[at] ?? 0) + (more * supply[of]) / hour;
        most[at] = (most[at] ?? 0) + (Math.min(sum, Math.max(bound, fixedOf[s] ?? 0)) * supply[of]) / hour;
      }
    }
    return { wished, most };
  };
  const byHours = (name: 'people' | 'machines', of: 'minutes' | 'machine_minutes', lists: (number[] | null)[]) => {
    const { wished, most } = hoursOf(of);
    const there = cumulative(lists.map((list) => (list ?? Array.from({ length: months }, () => Infinity)).map((n) => n / hour)));
    return narrow(makers.length, wished, there, (upper) => add(name, -Infinity, upper), most);
  };
  const peopleRows = byHours('people', 'minutes', makers.map((maker) => maker.people_minutes));
  const machineRows = byHours('machines', 'machine_minutes', makers.map((maker) => maker.machine_minutes));

  const wanted = new Float64Array(kinds.length);
  for (const { kind, quantity } of demands) wanted[kind] = (wanted[kind] ?? 0) + quantity;
  const announcedRow = Int32Array.from(kinds, ({ announced }, k) => (announced < (wanted[k] ?? 0) ? add('announced', -Infinity, announced) : -1));

  // A group's share of the value that is asked for, at the mean price of each kind.
  const mean = kinds.map((_, k) => supplies.filter(({ kind }) => kind === k)).map((of) => (of.length === 0 ? 0 : of.reduce((sum, { price_idr }) => sum + price_idr, 0) / of.length));
  const worth = kinds.reduce((sum, { announced }, k) => sum + Math.min(announced, wanted[k] ?? 0) * (mean[k] ?? 0), 0) / costScale;
  const shareRow = groups.map((group) => (rules.floors_bp[group] > 0 && makers.some((maker) => maker.groups.includes(group)) ? add('share', (worth * rules.floors_bp[group]) / 10_000, Infinity) : -1));
  const shareRows = makers.map((maker) => groups.flatMap((group, g) => (maker.groups.includes(group) && (shareRow[g] ?? -1) >= 0 ? [shareRow[g] ?? 0] : [])));

  const shares = shareRow.filter((row) => row >= 0);
  const numCols = count + demands.length + shares.length;
  const starts = new Int32Array(numCols + 1);
  // Room for the most that a column can hold; cut to size at the end.
  const widest = count * 8 + numCols;
  let indices = new Int32Array(widest);
  let values = new Float64Array(widest);
  let entries = 0;
  const put = (row: number, value: number): void => {
    if (entries === indices.length) [indices, values] = [grown(indices, new Int32Array(entries * 2)), grown(values, new Float64Array(entries * 2))];
    indices[entries] = row;
    values[entries++] = value;
  };
  const colCost = new Float64Array(numCols);
  const colLower = new Float64Array(numCols);
  const colUpper = new Float64Array(numCols).fill(Infinity);
  const penalty = new Float64Array(demands.length);
  for (const [d, { kind, quantity, month }] of demands.entries()) {
    for (let c = candidates.starts[d] ?? 0; c < (candidates.starts[d + 1] ?? 0); c++) {
      const s = candidates.supplies[c] ?? 0;
      const supply = supplies[s];
      if (!supply) continue;
      put(d, 1);
      for (let m = month - 1; m < months; m++) if ((planRows[s * months + m] ?? -1) >= 0) put(planRows[s * months + m] ?? 0, 1);
      if ((capRow[s] ?? -1) >= 0) put(capRow[s] ?? 0, 1);
      for (let m = month - 1; m < months; m++) {
        const at = supply.maker * months + m;
        if (supply.minutes > 0 && (peopleRows[at] ?? -1) >= 0) put(peopleRows[at] ?? 0, supply.minutes / hour);
        if (supply.machine_minutes > 0 && (machineRows[at] ?? -1) >= 0) put(machineRows[at] ?? 0, supply.machine_minutes / hour);
      }
      if ((announcedRow[kind] ?? -1) >= 0) put(announcedRow[kind] ?? 0, 1);
      for (const row of shareRows[supply.maker] ?? []) put(row, supply.price_idr / costScale);
      colCost[c] = (cost[c] ?? 0) / costScale;
      const by_hand = fixed.get(c);
      colUpper[c] = by_hand ?? quantity;
      if (by_hand !== undefined) colLower[c] = by_hand;
      starts[c + 1] = entries;
    }
    // Ten times the dearest way: whatever can be made in time is made.
    penalty[d] = Math.max(1000, (dearest[kind] ?? 0) * 10);
  }
  for (let d = 0; d < demands.length; d++) {
    put(d, 1);
    colCost[count + d] = (penalty[d] ?? 0) / costScale;
    starts[count + d + 1] = entries;
  }
  for (const [n, row] of shares.entries()) {
    put(row, 1);
    colCost[count + demands.length + n] = rules.premium_bp / 10_000;
    starts[count + demands.length + n + 1] = entries;
  }
  // What was set by hand is never beyond a row: the rows give way to it, and the page says that a maker is over its limit.
  const matrix = { format: 'csc' as const, numRows: rows.length, numCols, starts, indices: indices.slice(0, entries), values: values.slice(0, entries) };
  const rowUpper = Float64Array.from(rows, ({ upper }) => upper);
  if (fixed.size > 0) {
    const held = new Float64Array(rows.length);
    for (const [c, quantity] of fixed) for (let at = starts[c] ?? 0; at < (starts[c + 1] ?? 0); at++) held[matrix.indices[at] ?? 0] = (held[matrix.indices[at] ?? 0] ?? 0) + quantity * (matrix.values[at] ?? 0);
    for (let row = demands.length; row < rows.length; row++) rowUpper[row] = Math.max(rowUpper[row] ?? 0, held[row] ?? 0);
  }
  return {
    candidates, caps, transport, cost, penalty, rowKind: Uint8Array.from(rows, ({ kind }) => kind),
    lp: { numCols, numRows: rows.length, colCost, colLower, colUpper, rowLower: Float64Array.from(rows, ({ lower }) => lower), rowUpper, matrix },
  };
}

function grown<List extends Int32Array | Float64Array>(from: List, into: List): List {
  into.set(from);
  return into;
}

/** Rows over the months of each of `count` things, where what may be asked by then can exceed what there is by then; `bound`: the most that can be asked anyhow. */
function narrow(count: number, asked: Float64Array, there: Float64Array, add: (upper: number) => number, bound?: Float64Array): Int32Array {
  const rows = new Int32Array(count * months).fill(-1);
  for (let n = 0; n < count; n++) {
    let most = 0;
    for (let m = 0; m < months; m++) {
      const at = n * months + m;
      most += asked[at] ?? 0;
      const upper = there[at] ?? 0;
      if ((asked[at] ?? 0) === 0 || Math.min(most, bound?.[at] ?? Infinity) <= upper + 1e-9) continue;
      rows[at] = add(upper);
      most = upper;
    }
  }
  return rows;
}
