import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { referenceRows } from '#kernel/reference.ts';
import { apportion, bases, divide, divideAfterWages, recipients, teams, type Share, type SplitRule } from './split.ts';
import { wagesByPiece, wagesByTime } from './wages.ts';

const rule = (shares: Share[], more: Partial<SplitRule> = {}): SplitRule => ({ basis: 'gross_sales', team: 'hours', shares, ...more });
const of = (division: ReturnType<typeof divide>, to: string) => division.shares.find((share) => share.to === to)?.amount_idr;

const columns = { worker: 'worker_premium_pct', capital: 'working_capital_pct', state: 'state_revenue_pct', programme: 'programme_pct', partner: 'partner_pct' } as const;
const reported = referenceRows('split_rules');
const named = (row: (typeof reported)[number]): Share[] => recipients.flatMap((to): Share[] => (Number(row[columns[to]] ?? 0) > 0 ? [{ to, share_bp: Math.round(Number(row[columns[to]]) * 100) }] : []));
const sale = 38_300_007;
const people = [{ worker: 'a', minutes: 60 }, { worker: 'b', minutes: 61 }];
const outcomeOf: Record<string, 'whole' | 'undivided' | 'minimum' | 'above' | 'fee' | 'piece' | 'time'> = {
  'namlea-2025': 'undivided', 'kendal-jagung-2025': 'undivided', 'batam-roti-2024': 'undivided', 'ciangir-2019': 'undivided', 'rangkasbitung-paving-2021': 'undivided', 'nat-2010-third-party': 'minimum', 'garut-coir-2024': 'above', 'parepare-2023': 'fee',
  'kendal-batik-sederhana-2012': 'piece', 'kendal-batik-rumit-2012': 'piece', 'pekanbaru-roti-2022': 'time', 'surabaya-mebel-2016': 'time', 'tangerang-faba-2025': 'time',
};
/** What the source calls the time of its rate, in minutes of a seven-hour working day. */
const minutesOf: Record<string, number> = { '10 hari': 10 * 420, hari: 420, minggu: 6 * 420 };

for (const row of reported) {
  const code = row['code'] ?? '';
  const outcome = outcomeOf[code] ?? 'whole';
  test(`a reported split, ${code} (${row['basis']}, ${row['valid_from']}): ${outcome}`, () => {
    assert.ok(row['source'], 'with its source');
    const basis = bases.find((each) => each === row['basis']) ?? 'gross_sales';
    const shares = named(row);
    const total = (division: ReturnType<typeof divide>) => division.shares.reduce((sum, share) => sum + share.amount_idr, 0);
    if (outcome === 'above') {
      // Its levy is counted on top of the whole labour fee: 110 % of it cannot be divided; the wages alone can.
      assert.throws(() => divide(rule(shares, { basis }), { gross_idr: sale }), /110 %/);
      assert.deepEqual(divide(rule([{ to: 'worker', share_bp: 10_000 }], { basis }), { gross_idr: 212_500_000 }).shares, [{ to: 'worker', amount_idr: 212_500_000 }]);
    } else if (outcome === 'piece') {
      for (const rate_idr of [Number(row['amount_min_idr']), Number(row['amount_max_idr'])]) {
        const { wages, missing } = wagesByPiece({ team: 'output', rates: [{ basis: 'piece', product_id: 'p', sku: code, amount_idr: rate_idr, legal_basis: 'x', from: '2012-01-01' }], work: [{ worker: 'a', code: 'A1', skill: 1, product_id: 'p', minutes: 0, output: 2 }, { worker: 'b', code: 'A2', skill: 1, product_id: 'p', minutes: 0, output: 1 }], pieces: [{ product_id: 'p', sku: code, traced: 3, untraced: 0 }] });
        assert.deepEqual([wages.map((each) => each.amount_idr), missing.skus], [[2 * rate_idr, rate_idr], []]);
        const division = divideAfterWages(rule([{ to: 'state', share_bp: 1500 }], { basis }), { gross_idr: 600_001, wages });
        assert.deepEqual([total(division), of(division, 'worker'), of(division, 'state')], [600_001, 3 * rate_idr, Math.round(((600_001 - 3 * rate_idr) * 15) / 100)]);
      }
    } else if (outcome === 'time') {
      const [rate_idr, per_minutes] = [Number(row['amount_min_idr']), minutesOf[row['amount_unit'] ?? ''] ?? 0];
      const { wages } = wagesByTime({ team: 'hours', rates: [{ basis: 'time', skill_level: 1, amount_idr: rate_idr, per_minutes, legal_basis: 'x', from: '2016-01-01' }], work: [{ worker: 'a', code: 'A1', skill: 1, product_id: 'p', minutes: per_minutes, output: 0 }, { worker: 'b', code: 'A2', skill: 1, product_id: 'p', minutes: per_minutes / 2, output: 0 }], pieces: [] });
      assert.deepEqual(wages.map((each) => each.amount_idr), [rate_idr, rate_idr / 2]);
      assert.equal(total(divideAfterWages(rule([{ to: 'state', share_bp: 1500 }], { basis }), { gross_idr: sale, wages })), sale);
    } else if (outcome === 'fee') {
      // Only the fee is known; how it is divided inside is not stated, so all of it stays visible with capital until a rule says so.
      for (const fee of [Number(row['amount_min_idr']), Number(row['amount_max_idr'])]) assert.deepEqual([shares, divide(rule(shares, { basis }), { gross_idr: fee }).shares], [[], [{ to: 'capital', amount_idr: fee }]]);
    } else {
      const division = divide(rule(shares, { basis }), { gross_idr: sale, contributions: people });
      assert.equal(total(division), sale);
      for (const { to, share_bp } of shares.filter((share) => share.to !== 'capital')) assert.ok(Math.abs((of(division, to) ?? 0) - (sale * share_bp) / 10_000) < 1, to);
      assert.equal(division.workers.reduce((sum, each) => sum + each.amount_idr, 0), of(division, 'worker') ?? 0);
      const left_pct = 100 - shares.reduce((sum, share) => sum + share.share_bp, 0) / 100;
      // What the source leaves unsaid lies with capital, where it is seen; nothing vanishes.
      if (outcome === 'whole') assert.equal(left_pct, 0);
      else assert.ok((of(division, 'capital') ?? 0) >= Math.floor((sale * left_pct) / 100));
      if (outcome === 'undivided') assert.equal(left_pct, Number(row['undivided_pct']));
      // 1 % of a third party's profit is a minimum, no whole rule: it is carried as one and bounds what a contract may say.
      if (outcome === 'minimum') assert.deepEqual([row['shares_complete'], of(division, 'state')], ['no', Math.round(sale / 100)]);
    }
  });
}

test('all twenty-six reported splits are tried, each by what its source says', () => {
  assert.equal(reported.length, 26);
  assert.deepEqual(Object.keys(outcomeOf).filter((code) => !reported.some((row) => row['code'] === code)), []);
  assert.equal(reported.filter((row) => !(outcomeOf[row['code'] ?? ''] ?? false)).length, 13);
  // The same prison, two years, two readings of the same words.
  const [before, after] = ['lpp-semarang-2021', 'lpp-semarang-2023'].map((code) => named(reported.find((row) => row['code'] === code) ?? {}));
  assert.notDeepEqual(before, after);
});

test('Namlea 2025: Rp 1,270,000 at 30 % over seven workers gives Rp 381,000, and the remainder is visible', () => {
  const division = divide(rule([{ to: 'worker', share_bp: 3000 }], { team: 'equal' }), { gross_idr: 1_270_000, contributions: Array.from({ length: 7 }, (_, n) => ({ worker: String(n) })) });
  assert.equal(of(division, 'worker'), 381_000);
  assert.deepEqual(division.workers.map((worker) => worker.amount_idr), [54_429, 54_429, 54_429, 54_429, 54_428, 54_428, 54_428]);
});

test('under net profit the costs return to capital first, and a loss pays nobody from profit', () => {
  const shares: Share[] = [{ to: 'worker', share_bp: 5000 }, { to: 'capital', share_bp: 3500 }, { to: 'state', share_bp: 1500 }];
  const gain = divide(rule(shares, { basis: 'net_profit' }), { gross_idr: 1_000_000, costs_idr: 600_000, contributions: [{ worker: 'a', minutes: 1 }] });
  assert.deepEqual([of(gain, 'worker'), of(gain, 'capital'), of(gain, 'state')], [200_000, 740_000, 60_000]);
  const loss = divide(rule(shares, { basis: 'net_profit' }), { gross_idr: 500_000, costs_idr: 600_000, contributions: [{ worker: 'a', minutes: 1 }] });
  assert.deepEqual([of(loss, 'worker'), of(loss, 'capital'), of(loss, 'state')], [0, 500_000, 0]);
});

test('where nobody is known to have worked, the workers’ share stays in capital', () => {
  const division = divide(rule([{ to: 'worker', share_bp: 5000 }, { to: 'state', share_bp: 5000 }]), { gross_idr: 1000, contributions: [] });
  assert.deepEqual([of(division, 'worker'), of(division, 'capital'), of(division, 'state')], [0, 500, 500]);
});

test('shares above the whole are refused', () => {
  assert.throws(() => divide(rule([{ to: 'worker', share_bp: 9000 }, { to: 'state', share_bp: 1500 }]), { gross_idr: 1, contributions: [] }), /more than the whole/);
});

test('a division is exact, never negative, and gives no less to who did more', () => {
  const contribution = fc.record({ minutes: fc.nat(50_000), output: fc.nat(5_000), skill: fc.integer({ min: 1, max: 5 }) });
  fc.assert(fc.property(fc.nat(2_000_000_000), fc.array(contribution, { minLength: 1, maxLength: 40 }), fc.constantFrom(...teams), fc.nat(10_000), (gross_idr, people, team, share_bp) => {
    const contributions = people.map((each, n) => ({ worker: String(n), ...each }));
    const division = divide(rule([{ to: 'worker', share_bp }, { to: 'state', share_bp: Math.floor((10_000 - share_bp) / 2) }], { team, skill_step_bp: 2000 }), { gross_idr, contributions });
    assert.equal(division.shares.reduce((sum, share) => sum + share.amount_idr, 0), gross_idr);
    assert.equal(division.workers.reduce((sum, worker) => sum + worker.amount_idr, 0), of(division, 'worker'));
    assert.ok(division.workers.every((worker) => worker.amount_idr >= 0));
    for (const a of division.workers) for (const b of division.workers) if (a.weight > b.weight) assert.ok(a.amount_idr >= b.amount_idr);
  }), { numRuns: 300 });
});

test('the parts depend neither on the order of the people nor on the order of the shares', () => {
  const people = fc.uniqueArray(fc.record({ worker: fc.string({ minLength: 1, maxLength: 6 }), minutes: fc.nat(10_000) }), { minLength: 1, maxLength: 20, selector: (each) => each.worker });
  fc.assert(fc.property(fc.nat(1_000_000_000), people, fc.integer({ min: 1, max: 3333 }), (gross_idr, contributions, share_bp) => {
    const shares: Share[] = [{ to: 'worker', share_bp }, { to: 'state', share_bp }, { to: 'programme', share_bp }];
    const forward = divide(rule(shares), { gross_idr, contributions });
    const backward = divide(rule(shares.toReversed()), { gross_idr, contributions: contributions.toReversed() });
    assert.deepEqual(backward.shares, forward.shares);
    assert.deepEqual(backward.workers.toReversed(), forward.workers);
  }), { numRuns: 300 });
});

test('apportioning is exact, never negative, and never more than one rupiah from the exact part', () => {
  fc.assert(fc.property(fc.nat(2_000_000_000), fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }), (amount, weights) => {
    const parts = apportion(amount, weights);
    const used = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
    const total = used.reduce((sum, weight) => sum + weight, 0);
    assert.equal(parts.reduce((sum, part) => sum + part, 0), amount);
    parts.forEach((part, n) => assert.ok(part >= 0 && Math.abs(part - (amount * (used[n] ?? 0)) / total) < 1 + 1e-6));
  }), { numRuns: 300 });
});

test('a team of which nothing is on record in the rule’s measure is paid equally, and the division says so', () => {
  for (const team of ['hours', 'output', 'skill'] as const) {
    const division = divide(rule([{ to: 'worker', share_bp: 10_000 }], { team, skill_step_bp: 2000 }), { gross_idr: 100, contributions: [{ worker: 'b' }, { worker: 'a' }, { worker: 'c' }] });
    assert.deepEqual(division.workers.map((worker) => worker.amount_idr), [33, 34, 33]);
    assert.deepEqual(division.notes, [{ code: 'no_weights', amount_idr: 100 }]);
  }
});

test('skill multiplies minutes: a level-five hour counts as much as 1.8 level-one hours', () => {
  const division = divide(rule([{ to: 'worker', share_bp: 10_000 }], { team: 'skill', skill_step_bp: 2000 }), { gross_idr: 2_800, contributions: [{ worker: 'a', minutes: 60, skill: 1 }, { worker: 'b', minutes: 60, skill: 5 }] });
  assert.deepEqual(division.workers.map((worker) => worker.amount_idr), [1_000, 1_800]);
  const flatter = divide(rule([{ to: 'worker', share_bp: 10_000 }], { team: 'skill', skill_step_bp: 0 }), { gross_idr: 2_800, contributions: [{ worker: 'a', minutes: 60, skill: 1 }, { worker: 'b', minutes: 60, skill: 5 }] });
  assert.deepEqual(flatter.workers.map((worker) => worker.amount_idr), [1_400, 1_400]);
  assert.throws(() => divide(rule([{ to: 'worker', share_bp: 10_000 }], { team: 'skill' }), { gross_idr: 1, contributions: [{ worker: 'a', minutes: 60 }] }), /step between levels/);
});

test('without people named, the workers’ share is left whole; with nobody on record it stays in capital', () => {
  const shares: Share[] = [{ to: 'worker', share_bp: 5000 }, { to: 'state', share_bp: 5000 }];
  assert.deepEqual(divide(rule(shares), { gross_idr: 1001 }).shares, [{ to: 'worker', amount_idr: 501 }, { to: 'state', amount_idr: 500 }]);
  assert.deepEqual(divide(rule(shares), { gross_idr: 1001, contributions: [] }).notes, [{ code: 'untraced', amount_idr: 501 }]);
});

test('the last rupiah goes to the earlier roster code, whatever people are called in the books', () => {
  const division = divide(rule([{ to: 'worker', share_bp: 10_000 }]), { gross_idr: 101, contributions: [{ worker: 'x', code: 'A10', minutes: 5 }, { worker: 'y', code: 'A9', minutes: 5 }] });
  assert.deepEqual(division.workers.map(({ worker, amount_idr }) => [worker, amount_idr]), [['x', 50], ['y', 51]]);
});
