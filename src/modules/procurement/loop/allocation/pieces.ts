// Whole pieces out of a solution in parts of pieces: nothing is given that is not there.
import type { Model } from './model.ts';
import { Room, type Problem } from './problem.ts';

const tiny = 1e-6;

/** Parts of a piece are cut off, then each demand takes whole pieces where there is still room, the cheapest first. Says what room is left. */
export function wholePieces(problem: Problem, model: Model, column: Float64Array): { pieces: Int32Array; room: Room } {
  const { demands, supplies } = problem;
  const { candidates, cost } = model;
  const pieces = new Int32Array(candidates.supplies.length);
  const room = new Room(problem, model.caps.slice());
  for (const [d, { month }] of demands.entries()) {
    for (let c = candidates.starts[d] ?? 0; c < (candidates.starts[d + 1] ?? 0); c++) {
      const whole = Math.floor((column[c] ?? 0) + tiny);
      if (whole <= 0) continue;
      pieces[c] = whole;
      room.take(candidates.supplies[c] ?? 0, month, whole);
    }
  }
  const fixed = new Set(problem.fixes.map(({ demand, maker }) => `${demand}/${maker}`));
  for (const [d, { month, quantity }] of demands.entries()) {
    const from = candidates.starts[d] ?? 0;
    const to = candidates.starts[d + 1] ?? 0;
    let open = quantity;
    for (let c = from; c < to; c++) open -= pieces[c] ?? 0;
    if (open <= 0) continue;
    const order = Array.from({ length: to - from }, (_, n) => from + n).sort((a, b) => Number((column[b] ?? 0) > tiny) - Number((column[a] ?? 0) > tiny) || (cost[a] ?? 0) - (cost[b] ?? 0) || a - b);
    for (const c of order) {
      const s = candidates.supplies[c] ?? 0;
      if (open === 0 || fixed.has(`${d}/${supplies[s]?.maker}`)) continue;
      const more = Math.min(open, room.left(s, month));
      if (more <= 0) continue;
      pieces[c] = (pieces[c] ?? 0) + more;
      room.take(s, month, more);
      open -= more;
    }
  }
  return { pieces, room };
}
