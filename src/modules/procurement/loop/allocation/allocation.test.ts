import assert from 'node:assert/strict';
import test from 'node:test';
import { Cancelled, solveInThread } from './in-thread.ts';
import { kilometres, months, transportOf, type Demand, type Maker, type Problem, type Supply } from './problem.ts';
import { solveProblem, solvedFromNothing } from './solve.ts';

const every = (n: number) => Array.from({ length: months }, () => n);
const onlyIn = (month: number, n: number) => Array.from({ length: months }, (_, m) => (m + 1 === month ? n : 0));
/** Makers and places lie on the equator; a degree is 111.19 km. */
const maker = (longitude: number, more: Partial<Maker> = {}): Maker => ({ latitude: 0, longitude, groups: [], people_minutes: every(1_000_000), machine_minutes: null, ...more });
const supply = (of: number, more: Partial<Supply> = {}): Supply => ({ maker: of, kind: 0, price_idr: 100_000, minutes: 10, machine_minutes: 10, monthly: onlyIn(1, 100), ...more });
const demand = (longitude: number, quantity: number, more: Partial<Demand> = {}): Demand => ({ kind: 0, latitude: 0, longitude, month: 12, quantity, ...more });
// A tonne a piece and Rp1,000 a kilometre: 111,195 a degree.
const problem = (more: Partial<Problem>): Problem => ({
  makers: [maker(0), maker(10)], supplies: [supply(0), supply(1)], demands: [demand(1, 40), demand(9, 40)], kinds: [{ weight_gram: 1_000_000, announced: 1_000_000 }], fixes: [],
  rules: { nearest: 20, idr_per_ton_km: 1000, cap_bp: 10_000, floors_bp: { remote: 0, women: 0, small: 0 }, premium_bp: 2_000 }, ...more,
});
const given = ({ cells }: { cells: { demand: number; maker: number; quantity: number }[] }) => cells.map(({ demand: d, maker: m, quantity }) => [d, m, quantity]);

const degree = kilometres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 });
test('a degree of longitude on the equator is 111 km', () => {
  assert.equal(Math.round(degree * 10) / 10, 111.2);
});

test('with room everywhere each demand goes to its nearest maker, and the cost is price and way', async () => {
  const answer = await solveProblem(problem({}));
  assert.deepEqual(given(answer), [[0, 0, 40], [1, 1, 40]]);
  const [first] = answer.cells;
  assert.deepEqual([first?.km, first?.transport_idr, first?.limit, first?.scarcity_idr, first?.other?.maker, first?.other?.why], [111.2, 111_195, null, 0, 1, 'dearer']);
  assert.deepEqual([answer.solved.goods_idr, answer.solved.transport_idr, answer.solved.average_km, answer.shortages.length], [8_000_000, 80 * 111_195, 111.2, 0]);
  assert.deepEqual(answer.solved, answer.nearest);
});

test('the known optimum of two makers and two demands: whoever loses least by going far goes far, where the nearest rule does not look ahead', async () => {
  // Maker 0 has 50. The demand at 1 loses 8 degrees with maker 1, that at 4 only 2: so the one at 4 gives way, though it asked first.
  const answer = await solveProblem(problem({ supplies: [supply(0, { monthly: onlyIn(1, 50) }), supply(1)], demands: [demand(4, 50), demand(1, 50)] }));
  assert.deepEqual(given(answer), [[0, 1, 50], [1, 0, 50]]);
  assert.deepEqual([answer.solved.transport_idr, answer.nearest.transport_idr], [50 * transportOf(1_000_000, degree * 6, 1000) + 50 * transportOf(1_000_000, degree, 1000), 50 * transportOf(1_000_000, degree * 4, 1000) + 50 * transportOf(1_000_000, degree * 9, 1000)]);
  assert.ok(answer.solved.transport_idr < answer.nearest.transport_idr);
  assert.deepEqual([answer.cells[1]?.limit, answer.cells[0]?.other?.why, answer.cells[0]?.other?.maker], ['plan', 'plan', 0], 'the nearer maker is full: its plan');
  assert.equal(Math.round((answer.cells[1]?.scarcity_idr ?? 0) / 111_195), 2, 'one more piece in the plan of maker 0 would save the two degrees');
});

test('people’s hours and machines’ hours hold a maker back, and say so', async () => {
  const people = await solveProblem(problem({ makers: [maker(0, { people_minutes: onlyIn(1, 300) }), maker(10)] }));
  assert.deepEqual(given(people), [[0, 0, 30], [0, 1, 10], [1, 1, 40]]);
  assert.equal(people.cells[0]?.limit, 'people');
  assert.equal(people.makers[0]?.people_used, 300);
  const machines = await solveProblem(problem({ makers: [maker(0, { machine_minutes: onlyIn(1, 255) }), maker(10)] }));
  assert.deepEqual(given(machines), [[0, 0, 25], [0, 1, 15], [1, 1, 40]], 'only whole pieces');
  assert.equal(machines.cells[0]?.limit, 'machines');
});

test('no maker has more of a kind than the cap, yet where few make it the cap is an even part', async () => {
  const three = problem({ makers: [maker(0), maker(5), maker(10)], supplies: [supply(0), supply(1), supply(2)], demands: [demand(0, 60)] });
  assert.deepEqual(given(await solveProblem({ ...three, rules: { ...three.rules, cap_bp: 5_000 } })), [[0, 0, 30], [0, 1, 30]]);
  const capped = await solveProblem({ ...three, rules: { ...three.rules, cap_bp: 1_000 } });
  assert.deepEqual(given(capped), [[0, 0, 20], [0, 1, 20], [0, 2, 20]], 'a tenth each would leave most unmade: three makers have a third');
  assert.equal(capped.cells[0]?.limit, 'cap');
  assert.deepEqual([capped.solved.largest_share_bp, capped.nearest.largest_share_bp], [3_333, 10_000]);
});

test('a group has its share of the value while it costs no more than the rule’s premium, and not beyond', async () => {
  const wish = problem({ makers: [maker(0), maker(0.5, { groups: ['women'] })], demands: [demand(0, 40)], kinds: [{ weight_gram: 100_000, announced: 1_000_000 }] });
  const fair = await solveProblem({ ...wish, rules: { ...wish.rules, floors_bp: { remote: 0, women: 2_500, small: 0 } } });
  assert.deepEqual(given(fair), [[0, 0, 30], [0, 1, 10]], 'a quarter of the value');
  assert.deepEqual([fair.solved.group_share_bp.women, fair.nearest.group_share_bp.women], [2_500, 0]);
  assert.ok((fair.cells[1]?.share_idr ?? 0) > 0);
  const dear = await solveProblem({ ...wish, makers: [maker(0), maker(5, { groups: ['women'] })], rules: { ...wish.rules, floors_bp: { remote: 0, women: 2_500, small: 0 } } });
  assert.deepEqual(given(dear), [[0, 0, 40]], 'half the price for the way is more than a fifth');
});

test('what is needed early comes from what is made early; what nobody can make in time is a shortage with its reason', async () => {
  const wish = problem({ makers: [maker(0), maker(10)], supplies: [supply(0, { monthly: onlyIn(6, 100) }), supply(1, { monthly: onlyIn(2, 30) })], demands: [demand(0, 20, { month: 3 }), demand(0, 50, { month: 12 })] });
  assert.deepEqual(given(await solveProblem(wish)), [[0, 1, 20], [1, 0, 50]]);
  const late = await solveProblem({ ...wish, demands: [demand(0, 20, { month: 1 }), demand(0, 200, { month: 12 }), demand(0, 5, { kind: 1 })], kinds: [...wish.kinds, { weight_gram: 1000, announced: 100 }] });
  assert.deepEqual(late.shortages, [{ demand: 0, quantity: 20, reason: 'deadline' }, { demand: 1, quantity: 70, reason: 'plan' }, { demand: 2, quantity: 5, reason: 'no_maker' }]);
  const half = await solveProblem(problem({ supplies: [supply(0, { monthly: every(2) })], demands: [demand(0, 30, { month: 6 })] }));
  assert.deepEqual(half.shortages, [{ demand: 0, quantity: 18, reason: 'deadline' }], 'twelve by June, and twelve more that come too late');
  assert.deepEqual([late.solved.short_quantity, late.solved.short_lines], [95, 3]);
});

test('no more than what was announced is given out', async () => {
  const answer = await solveProblem(problem({ kinds: [{ weight_gram: 1_000_000, announced: 60 }] }));
  assert.equal(answer.solved.quantity, 60);
  assert.deepEqual(answer.shortages.map(({ reason }) => reason), ['announced']);
});

test('a cell set by hand stays, whatever it costs, and the rest is found around it', async () => {
  const answer = await solveProblem(problem({ fixes: [{ demand: 0, maker: 1, quantity: 15 }, { demand: 1, maker: 1, quantity: 0 }] }));
  assert.deepEqual(given(answer), [[0, 0, 25], [0, 1, 15], [1, 0, 40]]);
  assert.deepEqual(answer.cells.map(({ by_hand }) => by_hand), [false, true, false]);
});

test('the same problem gives the same answer, in a thread as well, and from its parts as from nothing', async () => {
  const wish = crowded();
  const { seconds: _, ...once } = await solveProblem(wish);
  const { seconds: __, ...again } = await solveInThread(wish);
  assert.deepEqual(again, once);
  assert.ok((await solvedFromNothing(wish)) > 0);
});

test('cancelling ends the thread, and progress is told before', async () => {
  const cancel = new AbortController();
  const told: string[] = [];
  const running = solveInThread(crowded(), { signal: cancel.signal, onProgress: ({ stage }) => (told.push(stage), cancel.abort()) });
  await assert.rejects(running, Cancelled);
  assert.deepEqual(told.slice(0, 1), ['build']);
  await assert.rejects(solveInThread(problem({}), { signal: AbortSignal.abort() }), Cancelled);
});

/** Thirty makers of four kinds, two hundred demands, short hours: whole numbers must still fit into every limit. */
function crowded(): Problem {
  let seed = 11;
  const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const makers = Array.from({ length: 30 }, (_, n) => maker(chance() * 40, { latitude: chance() * 10 - 5, groups: n % 5 === 0 ? ['remote'] : n % 7 === 0 ? ['women', 'small'] : [], people_minutes: every(250 + Math.round(chance() * 350)) }));
  const supplies = makers.flatMap((_, m) => [0, 1, 2, 3].filter(() => chance() < 0.6).map((kind) => supply(m, { kind, price_idr: 50_000 + Math.round(chance() * 20_000), minutes: 7 + kind * 3, monthly: every(20 + Math.round(chance() * 30)) })));
  const demands = Array.from({ length: 200 }, (_, n) => demand(chance() * 40, 1 + Math.round(chance() * 60), { kind: n % 4, month: [3, 6, 9, 12][n % 3] ?? 12 }));
  return problem({ makers, supplies, demands, kinds: [0, 1, 2, 3].map((k) => ({ weight_gram: 2_000 * (k + 1), announced: 1_000_000 })), rules: { nearest: 12, idr_per_ton_km: 4_000, cap_bp: 2_000, floors_bp: { remote: 2_500, women: 1_000, small: 1_000 }, premium_bp: 2_000 } });
}

test('whole pieces stay within every limit, and each demand is served or short to the piece', async () => {
  const wish = crowded();
  const answer = await solveProblem(wish);
  assert.ok(answer.cells.length > 100 && answer.shortages.length > 0, 'the problem is tight');
  for (const [d, { quantity }] of wish.demands.entries()) {
    const served = answer.cells.filter((cell) => cell.demand === d).reduce((sum, cell) => sum + cell.quantity, 0) + answer.shortages.filter((each) => each.demand === d).reduce((sum, each) => sum + each.quantity, 0);
    assert.equal(served, quantity, `demand ${d}`);
  }
  for (const [s, of] of wish.supplies.entries()) {
    for (let month = 1; month <= months; month++) {
      const used = answer.cells.filter((cell) => cell.maker === of.maker && wish.demands[cell.demand]?.kind === of.kind && (wish.demands[cell.demand]?.month ?? 0) <= month).reduce((sum, cell) => sum + cell.quantity, 0);
      assert.ok(used <= of.monthly.slice(0, month).reduce((sum, n) => sum + n, 0), `supply ${s} by month ${month}`);
    }
  }
  for (const [m, { people_minutes }] of wish.makers.entries()) assert.ok((answer.makers[m]?.people_used ?? 0) <= people_minutes.reduce((sum, n) => sum + n, 0), `maker ${m}`);
});
