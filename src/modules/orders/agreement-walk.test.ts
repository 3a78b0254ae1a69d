// Random walks over the agency's machine: whatever is tried in whatever order, the invariants hold from outside and nothing is stuck.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import { asSystem } from '#tests/house.ts';
import { verifyOn } from '../../verify.ts';
import { agreeAddendum, endAddendum, prepareAddendum, signAddendum } from './addenda/addendum-commands.ts';
import { agreeFramework, callOff, draftFramework, signFramework } from './frameworks/framework-commands.ts';
import { acceptOrder, cancelOrder, closeShort, commitOrder, handOverOrder, recordPayment, shipOrder } from './index.ts';
import { canMove, decided } from './order.ts';
import { orderFile } from './order-file.ts';
import { answerClaim, decideClaim, fileClaim } from './remedies/claim-commands.ts';
import { claimsOf } from './remedies/remedy-queries.ts';
import { applyLate, prepareLate } from './remedies/late-commands.ts';
import { lateRemediesOf } from './remedies/remedy-queries.ts';
import { scene, to, type Scene } from './scene.fixture.ts';

const at = (day: string) => new Date(`${day}T03:00:00Z`);
type Step = { act: number; n: number };
const steps = fc.array(fc.record({ act: fc.nat(13), n: fc.integer({ min: 1, max: 6 }) }), { minLength: 15, maxLength: 28 });
const checked = ['addendum.chain', 'promise.immutable', 'promise.complete', 'places.add_up', 'framework.called_within', 'shipped.not_beyond_order', 'receivables.are_1200', 'refund.within_paid', 'cancelled.holds_nothing', 'journal.balanced', 'stock.reserved_is_reservations', 'two_persons'];

/** One try; a refusal in our words is an answer, anything else is a fault. */
async function tried(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof Refusal || error instanceof NotFound || error instanceof Invalid)) throw error;
  });
}

async function walk(s: Scene, framework: string, walked: readonly Step[]): Promise<string | undefined> {
  const head = s.house.as('facility_head');
  let number = '';
  let records = 0;
  const file = () => s.house.look(asSystem, (reader) => orderFile(reader, number));
  await tried(async () => { number = (await s.asBuyer(s.pp, (tx) => callOff(tx, { number: framework, deliver_to: to, lines: [{ sku: 'K-KURSI', quantity: 2 }, { sku: 'K-MEJA', quantity: 1 }] }))).number; });
  if (!number) return undefined;
  await tried(() => s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-11-25' })));
  // Most walks begin after the signature: what follows it is what is walked.
  if ((walked[0]?.n ?? 1) > 1) await tried(() => s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number })));
  for (const { act, n } of walked) {
    const addendum = (await file()).addenda.at(-1)?.id ?? crypto.randomUUID();
    const claim = (await s.house.look(asSystem, async (reader) => claimsOf(reader, (await orderFile(reader, number)).id))).at(-1)?.id ?? crypto.randomUUID();
    const late = (await s.house.look(asSystem, async (reader) => lateRemediesOf(reader, (await orderFile(reader, number)).id))).at(-1)?.id ?? crypto.randomUUID();
    const acts: (() => Promise<unknown>)[] = [
      () => s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number })),
      () => s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number, reason: 'Kebutuhan berubah', lines: [{ line: 1 + (n % 2), quantity: n, unit_price_idr: 200_000 + n * 1_000 }] })),
      () => s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id: addendum })),
      () => s.act(head, (tx) => agreeAddendum(tx, { number, id: addendum })),
      () => s.asBuyer(s.ppk, (tx) => endAddendum(tx, { number, id: addendum, reason: 'Tidak jadi' })),
      () => s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', lines: [{ line: 1, quantity: 1 + (n % 2) }] })),
      () => s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: `B-${number}-${++records}`, received_by: 'Panitia', lines: [{ line: 1, accepted: n % 2, rejected: (n + 1) % 2, reason: 'Retak di kaki' }] }), at('2026-12-01')),
      () => s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: `B-${number}-${++records}`, received_by: 'Panitia' }), at('2026-12-05')),
      () => s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: n * 50_000, reference: `R-${number}-${n}` })),
      () => s.asBuyer(s.pp, (tx) => fileClaim(tx, { number, line: 1, quantity: 1, fault: 'broken', wanted: 'refund', description: 'Kaki kursi retak parah' }), at('2026-12-06')),
      () => s.act(s.kasi, (tx) => answerClaim(tx, { number, id: claim, outcome: 'grant', remedy: 'refund', remedy_by: '2026-12-20', answer: 'Uang kembali' })).then(() => s.act(head, (tx) => decideClaim(tx, { number, id: claim }))),
      () => s.asBuyer(s.pp, (tx) => prepareLate(tx, { number, handover_number: `B-${number}-${records}` })).then(() => s.asBuyer(s.ppk, (tx) => applyLate(tx, { number, id: late }))),
      () => s.act(s.kasi, (tx) => closeShort(tx, { number, reason: 'Kayu habis' })),
      () => (n === 6 ? s.act(s.kasi, (tx) => cancelOrder(tx, { number, reason: 'Tidak jadi' })) : Promise.resolve()),
    ];
    await tried(acts[act] ?? (() => Promise.resolve()));
  }
  return number;
}

test('random walks over orders, addenda, claims, lateness and call-offs keep every invariant and leave no order stuck', async (t) => {
  const s = await scene(t);
  const framework = (await s.asBuyer(s.pp, (tx) => draftFramework(tx, { subject: 'Kursi dan meja', unit: 'Umum', from: '2026-11-01', to: '2027-11-01', lines: [{ sku: 'K-KURSI', unit_price_idr: 250_000, max_quantity: 30 }, { sku: 'K-MEJA', unit_price_idr: 450_000, max_quantity: 30 }] }))).frameworks[0]?.number ?? '';
  await s.asBuyer(s.ppk, (tx) => signFramework(tx, { number: framework }));
  await s.act(s.house.as('facility_head'), (tx) => agreeFramework(tx, { number: framework }));
  const client = new pg.Client({ connectionString: s.house.adminUrl });
  await client.connect();
  const ends = new Map<string, number>();
  try {
    await fc.assert(fc.asyncProperty(steps, async (walked) => {
      const number = await walk(s, framework, walked);
      assert.deepEqual((await verifyOn(client, checked)).filter(({ broken }) => broken > 0), []);
      if (!number) return;
      const file = await s.house.look(asSystem, (reader) => orderFile(reader, number));
      ends.set(file.state, (ends.get(file.state) ?? 0) + 1);
      // Never stuck: what is open can still be shipped, received, closed short or cancelled; what is handed over is decided line by line.
      assert.equal(file.state === 'handed_over', file.lines.every(decided) && file.state !== 'cancelled', file.state);
      assert.ok(['handed_over', 'cancelled'].includes(file.state) || canMove(file.state, 'shipped') || file.waiting > 0, file.state);
      assert.ok(file.addenda.filter((row) => row.state === 'prepared' || row.state === 'proposed').length <= 1);
    }), { numRuns: 8, seed: 20261124 });
  } finally {
    await client.end();
  }
  assert.ok(ends.size >= 2, `the walks end in several states: ${[...ends].join(' ')}`);
});
