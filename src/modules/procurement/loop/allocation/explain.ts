// Reads from the duals why each number is what it is, and sets the plain nearest-maker rule beside it.
import { costScale, limitOfRow, rowKinds, type Model } from './model.ts';
import { Room, type Answer, type Cell, type Group, type Limit, type MakerFigures, type OtherReason, type Problem, type Shortage, type ShortReason, type Totals } from './problem.ts';

const tiny = 1e-6;

export function explained(problem: Problem, model: Model, { pieces, room }: { pieces: Int32Array; room: Room }, row: Float64Array): Pick<Answer, 'cells' | 'shortages' | 'makers' | 'solved' | 'nearest'> {
  const { demands, supplies, makers } = problem;
  const { candidates, transport } = model;
  const byHand = new Set(problem.fixes.map(({ demand, maker }) => `${demand}/${maker}`));
  const cells: Cell[] = [];
  const shortages: Shortage[] = [];
  for (const [d, { quantity }] of demands.entries()) {
    const from = candidates.starts[d] ?? 0;
    const to = candidates.starts[d + 1] ?? 0;
    let open = quantity;
    for (let c = from; c < to; c++) {
      const given = pieces[c] ?? 0;
      const supply = supplies[candidates.supplies[c] ?? -1];
      if (given === 0 || !supply) continue;
      open -= given;
      const { limit, scarcity, share } = dualsOf(model, row, c);
      cells.push({
        demand: d, maker: supply.maker, quantity: given, by_hand: byHand.size > 0 && byHand.has(`${d}/${supply.maker}`), price_idr: supply.price_idr, km: Math.round((candidates.km[c] ?? 0) * 10) / 10, transport_idr: transport[c] ?? 0,
        scarcity_idr: scarcity, limit, share_idr: share, other: otherFor(problem, model, row, pieces, { from, to, chosen: c }),
      });
    }
    if (open > 0) shortages.push({ demand: d, quantity: open, reason: whyShort(problem, model, row, room, d) });
  }
  const fair = nearestRule(problem, model);
  const figures = makers.map((): MakerFigures => ({ people_used: 0, machines_used: 0, quantity: 0, value_idr: 0, nearest_quantity: 0, nearest_value_idr: 0 }));
  for (let c = 0; c < candidates.supplies.length; c++) {
    const supply = supplies[candidates.supplies[c] ?? -1];
    const of = supply && figures[supply.maker];
    if (!supply || !of) continue;
    const [ours, theirs] = [pieces[c] ?? 0, fair[c] ?? 0];
    of.quantity += ours;
    of.value_idr += ours * supply.price_idr;
    of.people_used += ours * supply.minutes;
    of.machines_used += ours * supply.machine_minutes;
    of.nearest_quantity += theirs;
    of.nearest_value_idr += theirs * supply.price_idr;
  }
  return { cells, shortages, makers: figures, solved: totalsOf(problem, model, pieces), nearest: totalsOf(problem, model, fair) };
}

type Duals = { limit: Limit | null; scarcity: number; share: number };
/** What the rows over one candidate ask for: the narrowest place, its worth, and what a group's share gives back; rupiah a piece. */
function dualsOf({ lp: { matrix }, rowKind }: Model, row: Float64Array, c: number): Duals {
  let limit: Limit | null = null;
  let narrowest = tiny;
  let scarcity = 0;
  let share = 0;
  for (let at = matrix.starts[c] ?? 0; at < (matrix.starts[c + 1] ?? 0); at++) {
    const r = matrix.indices[at] ?? 0;
    const name = rowKinds[rowKind[r] ?? 0];
    const worth = (row[r] ?? 0) * (matrix.values[at] ?? 0);
    if (name === 'share') share += worth;
    const held = name && limitOfRow[name];
    if (!held) continue;
    scarcity -= worth;
    if (-worth > narrowest) [limit, narrowest] = [held, -worth];
  }
  return { limit, scarcity: Math.max(0, Math.round(scarcity * costScale)), share: Math.max(0, Math.round(share * costScale)) };
}

/** The cheapest maker that did not get it, and why: dearer, held back by something scarce, or behind a group's share. */
function otherFor({ supplies }: Problem, model: Model, row: Float64Array, pieces: Int32Array, { from, to, chosen }: { from: number; to: number; chosen: number }): Cell['other'] {
  const { candidates, cost } = model;
  let other = -1;
  for (let c = from; c < to; c++) if (pieces[c] === 0 && (other < 0 || (cost[c] ?? 0) < (cost[other] ?? 0))) other = c;
  const supply = supplies[candidates.supplies[other] ?? -1];
  if (other < 0 || !supply) return null;
  const more_idr = (cost[other] ?? 0) - (cost[chosen] ?? 0);
  const held = dualsOf(model, row, other);
  const why: OtherReason = more_idr > 0 ? 'dearer' : held.limit ?? (dualsOf(model, row, chosen).share > held.share ? 'share' : 'plan');
  return { maker: supply.maker, more_idr, why };
}

/** Why a demand stays short: nobody near makes it, what is made comes after its month, or the limit that most of its makers stand at. */
function whyShort({ demands, supplies }: Problem, model: Model, row: Float64Array, room: Room, d: number): ShortReason {
  const { candidates } = model;
  const from = candidates.starts[d] ?? 0;
  const to = candidates.starts[d + 1] ?? 0;
  if (from === to) return 'no_maker';
  const month = demands[d]?.month ?? 12;
  const counts = new Map<ShortReason, number>();
  for (let c = from; c < to; c++) {
    const s = candidates.supplies[c] ?? -1;
    const inTime = supplies[s]?.monthly.slice(0, month).some((n) => n > 0) ?? false;
    const { limit } = dualsOf(model, row, c);
    const reason = !inTime || (limit === 'plan' && room.left(s, 12) > 0) ? 'deadline' : limit;
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'plan';
}

/** The plain rule to compare with: whoever needs it first is served by the nearest maker that still has some. */
function nearestRule(problem: Problem, { candidates }: Model): Int32Array {
  const room = new Room(problem);
  const pieces = new Int32Array(candidates.supplies.length);
  const order = problem.demands.map((_, d) => d).sort((a, b) => (problem.demands[a]?.month ?? 0) - (problem.demands[b]?.month ?? 0) || a - b);
  for (const d of order) {
    const demand = problem.demands[d];
    let open = demand?.quantity ?? 0;
    for (let c = candidates.starts[d] ?? 0; c < (candidates.starts[d + 1] ?? 0) && open > 0; c++) {
      const given = Math.min(open, room.left(candidates.supplies[c] ?? 0, demand?.month ?? 12));
      pieces[c] = given;
      room.take(candidates.supplies[c] ?? 0, demand?.month ?? 12, given);
      open -= given;
    }
  }
  return pieces;
}

function totalsOf({ demands, supplies, makers, kinds }: Problem, { candidates, transport }: Model, pieces: Int32Array): Totals {
  const totals = { goods_idr: 0, transport_idr: 0, quantity: 0, short_quantity: 0, short_lines: 0 };
  const value = new Float64Array(makers.length);
  const bySupply = new Float64Array(supplies.length);
  const byKind = new Float64Array(kinds.length);
  let way = 0;
  for (const [d, { quantity, kind }] of demands.entries()) {
    let open = quantity;
    for (let c = candidates.starts[d] ?? 0; c < (candidates.starts[d + 1] ?? 0); c++) {
      const given = pieces[c] ?? 0;
      const s = candidates.supplies[c] ?? 0;
      const supply = supplies[s];
      if (given === 0 || !supply) continue;
      open -= given;
      totals.quantity += given;
      totals.goods_idr += given * supply.price_idr;
      totals.transport_idr += given * (transport[c] ?? 0);
      way += given * (candidates.km[c] ?? 0);
      value[supply.maker] = (value[supply.maker] ?? 0) + given * supply.price_idr;
      bySupply[s] = (bySupply[s] ?? 0) + given;
      byKind[kind] = (byKind[kind] ?? 0) + given;
    }
    totals.short_quantity += open;
    if (open > 0) totals.short_lines++;
  }
  const of = (group: Group) => makers.reduce((sum, maker, n) => sum + (maker.groups.includes(group) ? (value[n] ?? 0) : 0), 0);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part * 10_000) / whole));
  return {
    ...totals, average_km: totals.quantity === 0 ? 0 : Math.round((way / totals.quantity) * 10) / 10, makers: value.filter((n) => n > 0).length,
    largest_share_bp: supplies.reduce((most, { kind }, s) => Math.max(most, share(bySupply[s] ?? 0, byKind[kind] ?? 0)), 0),
    group_share_bp: { remote: share(of('remote'), totals.goods_idr), women: share(of('women'), totals.goods_idr), small: share(of('small'), totals.goods_idr) },
  };
}
