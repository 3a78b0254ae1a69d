// Random walks over the whole machine: whatever anybody tries in whatever order, a file is in one state, its permit is one, and it never gets stuck.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Tx } from '#kernel/db.ts';
import type { Actor } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { asSystem } from '#tests/house.ts';
import { buying, now } from '../buying.fixture.ts';
import { decideAppeal, decideWaiver, lapseWaiver, makeOffer } from './answer-commands.ts';
import { appealWaiver, approveWaiver, changeWaiver, prepareWaiver, requestWaiver, returnWaiver, settleWaiver, withdrawWaiver } from './commands.ts';
import { after, newOffer, waiverMoves, waiverStates, wholeWaiver, type WaiverState, type WaiverVerb } from './machine.ts';
import { waiverFile } from './queries.ts';

const over: readonly WaiverState[] = ['settled', 'granted', 'upheld', 'withdrawn'];

test('from every state that is not an end, some end can be reached; ends have no way on', () => {
  for (const state of waiverStates) {
    const reached = new Set<WaiverState>([state]);
    for (const from of reached) for (const move of waiverMoves) if (move.from === from) reached.add(move.to);
    assert.ok(over.some((end) => reached.has(end)), `${state} is stuck`);
    if (over.includes(state)) assert.deepEqual([...reached], [state]);
    else assert.ok(waiverMoves.some((move) => move.from === state), `${state} leads nowhere`);
  }
  const reachable = new Set<WaiverState>(['draft']);
  for (const from of reachable) for (const move of waiverMoves) if (move.from === from) reachable.add(move.to);
  assert.deepEqual([...reachable].sort(), [...waiverStates].sort(), 'and every state can be come to');
  assert.equal(new Set(waiverMoves.map(({ from, verb }) => `${from} ${verb}`)).size, waiverMoves.length, 'one verb leads to one state');
});

test('random walks find no stuck, no double state and no permit without a grant', async (t) => {
  const { house, pp, ppk, kasi, hq, other_hq } = await buying(t);
  const second = house.as('commitment_officer', 'facility', 2);
  const words = 'Sebab yang cukup panjang';
  type Try = { verb: WaiverVerb | 'offer'; who: Actor; run: (tx: Tx, number: string) => Promise<unknown> };
  const tries: Try[] = [
    { verb: 'prepare', who: pp, run: (tx, number) => prepareWaiver(tx, { number }) }, { verb: 'approve', who: ppk, run: (tx, number) => approveWaiver(tx, { number }) }, { verb: 'approve', who: second, run: (tx, number) => approveWaiver(tx, { number }) },
    { verb: 'approve', who: { ...ppk, person_id: pp.person_id }, run: (tx, number) => approveWaiver(tx, { number }) }, { verb: 'return', who: second, run: (tx, number) => returnWaiver(tx, { number, words }) }, { verb: 'change', who: pp, run: (tx, number) => changeWaiver(tx, { number, words }) },
    { verb: 'settle', who: pp, run: (tx, number) => settleWaiver(tx, { number }) }, { verb: 'offer', who: kasi, run: (tx, number) => makeOffer(tx, { number }, newOffer.parse({ line: 1, kind: 'match_price', price_idr: 200_000 })) },
    { verb: 'grant', who: hq, run: (tx, number) => decideWaiver(tx, { number }, { decision: 'grant', words }) }, { verb: 'refuse', who: hq, run: (tx, number) => decideWaiver(tx, { number }, { decision: 'refuse', words }) },
    { verb: 'grant', who: { ...hq, person_id: ppk.person_id }, run: (tx, number) => decideWaiver(tx, { number }, { decision: 'grant', words }) }, { verb: 'lapse', who: asSystem, run: (tx, number) => lapseWaiver(tx, { number }) },
    { verb: 'appeal', who: ppk, run: (tx, number) => appealWaiver(tx, { number, words }) }, { verb: 'overturn', who: other_hq, run: (tx, number) => decideAppeal(tx, { number }, { decision: 'overturn', words }) }, { verb: 'uphold', who: other_hq, run: (tx, number) => decideAppeal(tx, { number }, { decision: 'uphold', words }) },
    { verb: 'overturn', who: hq, run: (tx, number) => decideAppeal(tx, { number }, { decision: 'overturn', words }) }, { verb: 'withdraw', who: pp, run: (tx, number) => withdrawWaiver(tx, { number, words }) },
  ];
  // Three tries of four are of a verb that the state allows, so that walks go deep; withdrawing ends a walk soon and is tried rarely.
  const fitting = (state: WaiverState): Try[] => tries.filter(({ verb }) => (verb === 'offer' ? state === 'sent' || state === 'escalated' : verb !== 'withdraw' && after(state, verb) !== undefined));
  const chosen = fc.record({ fits: fc.nat(3).map((n) => n > 0), nth: fc.nat(1000), wait: fc.nat(2) });
  const seen = new Set<WaiverState>();
  let [steps, refusals] = [0, 0];
  const silences = ['grant', 'escalate'] as const;
  await fc.assert(fc.asyncProperty(fc.constantFrom('PRICE', 'EMERGENCY', 'BELOW_THRESHOLD'), fc.constantFrom(...silences), fc.array(chosen, { minLength: 6, maxLength: 22 }), async (reason_code, silence, walk) => {
    await house.admin.query("update procurement.duty_rule set value = jsonb_build_object('outcome', $1::text) where code = 'SILENCE'", [silence]);
    let at = new Date(now);
    const { number } = await house.act(pp, (tx) => requestWaiver(tx, wholeWaiver.parse({
      unit: 'Bagian Umum', reason_code, reason_text: words, evidence: words, valid_from: '2026-12-01', valid_to: '2027-12-31', approver: 'KPA', lines: [{ item_text: 'Kursi lipat', unspsc: '56101542', quantity: 3, unit: 'buah', value_idr: 900_000, needed_by: '2026-12-31', market_price_idr: 250_000 }],
    })), at);
    const look = () => house.look(hq, (reader) => waiverFile(reader, number));
    let before = await look();
    for (const { fits, nth, wait } of walk) {
      const among = fits ? fitting(before.state) : tries;
      const each = among[nth % Math.max(1, among.length)];
      if (!each) continue;
      at = new Date(at.getTime() + wait * 5 * 86_400_000);
      const outcome = await house.act(each.who, (tx) => each.run(tx, number), at).then(() => 'done' as const, (error: unknown) => {
        // What was never sent, or not to it, is not there for a facility.
        assert.ok(error instanceof Refusal || (error instanceof NotFound && each.verb === 'offer'), `${each.verb} on ${before.state}: ${String(error)}`);
        return 'refused' as const;
      });
      const file = await look();
      seen.add(file.state);
      steps++;
      if (outcome === 'refused') {
        refusals++;
        assert.deepEqual([file.state, file.steps], [before.state, before.steps], 'a refusal leaves nothing behind');
      } else {
        const fresh = file.step_rows.slice(before.steps);
        assert.equal(fresh.at(-1)?.to ?? before.state, file.state, 'the state is where the last step led');
        let state = before.state;
        for (const step of fresh) {
          assert.equal(after(state, step.verb), step.to, `${state} ${step.verb} ${step.to}`);
          state = step.to;
        }
        if (fresh.length === 0) assert.ok(each.verb === 'offer' || each.verb === 'lapse', each.verb);
      }
      assert.equal(file.permit_code !== null, file.state === 'granted', 'a permit stands on a grant, and every grant has one');
      if (file.state === 'draft') assert.deepEqual([file.prepared_person, file.approved_person, file.due_on], [null, null, null], 'a draft carries no approval');
      if (!over.includes(file.state)) assert.ok(waiverMoves.some(({ from }) => from === file.state));
      before = file;
    }
  }), { numRuns: 60, seed: 20261124 });
  t.diagnostic(`${steps} acts, ${refusals} refused; states seen: ${[...seen].sort().join(', ')}`);
  assert.deepEqual([...seen].sort(), [...waiverStates].sort(), 'the walks come through every state');
  const { rows } = await house.admin.query<{ n: number }>(`
    select count(*)::int as n from procurement.waiver w where (select count(*) from procurement.permit p where p.waiver_id = w.id) > 1 or w.decided_person = any (w.hands) or w.decided_person = w.approved_person or w.approved_person = any (w.hands)
      or w.state <> coalesce((select s."to" from procurement.waiver_step s where s.waiver_id = w.id order by s.seq desc limit 1), 'draft')`);
  assert.equal(rows[0]?.n, 0);
});
