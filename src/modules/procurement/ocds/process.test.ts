import assert from 'node:assert/strict';
import test from 'node:test';
import { idOfOcid, ocidOf, openFacts, recordOf, releasesOf, type OpenFacts } from './process.ts';

const id = '019fb8c5-df09-7799-85c3-32c1b3e21b85';
const day = (n: number) => `2026-10-${String(n).padStart(2, '0')}`;
const at = (n: number) => `${day(n)}T03:00:00.000Z`;
const part = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const facts = (more: Partial<Record<keyof OpenFacts, unknown>> = {}): OpenFacts => openFacts.parse({
  id, is_sample: true, state: 'placed', cancel_code: null, goods_idr: 900_000, delivery_idr: 50_000, total_idr: 950_000, due_idr: 950_000, paid_idr: 0, refunded_idr: 0, placed_at: at(1), accepted_at: null, committed_at: null, cancelled_at: null, requested_on: day(20), rup_code: 'RUP-1', budget_account: '521211',
  agency: { code: 'contoh', name: 'Dinas Contoh', official_code: null }, facility: { code: 'contoh-muara', name: 'Lapas Contoh Muara', regency: 'Kabupaten Sukamara', province: 'Kalimantan Tengah' },
  lines: [{ line: 1, sku: 'K-1', name: 'Kursi', unit: 'buah', quantity: 3, unit_price_idr: 300_000, unspsc: null, promises: [] }], shipments: [], handovers: [], payments: [], mandate: { scheme: 'ID-KARYA-MANDAT', code: 'UJI-COBA', id: 'Uji coba.', en: 'Trial.' }, ocid_prefix: 'ocds-kb0000', ...more,
});
const tags = (of: OpenFacts) => releasesOf(of).map((release) => release.tag.join('+'));
const whole = { accepted_at: at(2), committed_at: at(3), shipments: [{ id: part(1), at: at(6) }], handovers: [{ id: part(2), on_day: day(8), at: at(8), value_idr: 900_000 }], payments: [{ id: part(3), on_day: day(9), at: at(9), amount_idr: 950_000 }] };
const contract = (release: Record<string, unknown> | undefined) => (release?.['contracts'] as { status: string; amendments?: unknown[]; implementation: { transactions: { value: { amount: number } }[]; milestones: unknown[] } }[] | undefined)?.[0];

test('each state of an order is a release with the tag of the standard, in the order of time', () => {
  const cases: [string, Partial<Record<keyof OpenFacts, unknown>>, string[]][] = [
    ['placed', {}, ['planning+tender']],
    ['cancelled before anybody answered', { state: 'cancelled', cancelled_at: at(2) }, ['planning+tender', 'tenderCancellation']],
    ['accepted', { state: 'accepted', accepted_at: at(2) }, ['planning+tender', 'award']],
    ['signed before it was accepted', { state: 'accepted', committed_at: at(2), accepted_at: at(4) }, ['planning+tender', 'award', 'contract']],
    ['cancelled after the award', { state: 'cancelled', accepted_at: at(2), cancelled_at: at(3) }, ['planning+tender', 'award', 'awardCancellation']],
    ['cancelled after both', { state: 'cancelled', accepted_at: at(2), committed_at: at(3), cancelled_at: at(4) }, ['planning+tender', 'award', 'contract', 'contractTermination']],
    ['shipped', { state: 'shipped', ...whole, handovers: [], payments: [] }, ['planning+tender', 'award', 'contract', 'implementation']],
    ['received and paid', { state: 'handed_over', ...whole, paid_idr: 950_000 }, ['planning+tender', 'award', 'contract', 'implementation', 'implementation', 'implementation+contractTermination']],
    ['received, not paid whole', { state: 'handed_over', ...whole, payments: [], paid_idr: 0 }, ['planning+tender', 'award', 'contract', 'implementation', 'implementation']],
  ];
  for (const [title, more, expected] of cases) assert.deepEqual(tags(facts(more)), expected, title);
});

test('a day that was moved amends the contract, and before it the award', () => {
  const promised = (n: number, kind = 'changed') => ({ kind, day: day(n + 10), at: at(n) });
  const moved = facts({ state: 'accepted', accepted_at: at(2), committed_at: at(4), lines: [{ ...facts().lines[0], promises: [promised(2, 'promised'), promised(3), promised(5)] }] });
  assert.deepEqual(tags(moved), ['planning+tender', 'award', 'awardUpdate', 'contract', 'contractAmendment']);
  assert.equal(contract(releasesOf(moved).at(-1))?.amendments?.length, 1, 'only what moved after the signature amends the contract');
});

test('a release says what was known at its instant and no more; the last is the whole', () => {
  const releases = releasesOf(facts({ state: 'handed_over', ...whole, paid_idr: 950_000 }));
  assert.deepEqual(releases.map((release) => [release['awards'] !== undefined, contract(release)?.status, contract(release)?.implementation.milestones.length, contract(release)?.implementation.transactions.length]),
    [[false, undefined, undefined, undefined], [true, undefined, undefined, undefined], [true, 'active', 0, 0], [true, 'active', 0, 0], [true, 'active', 1, 0], [true, 'terminated', 1, 1]]);
  assert.equal(new Set(releases.map((release) => release.id)).size, releases.length);
  assert.deepEqual(releases.map(({ date }) => date), releases.map(({ date }) => date).toSorted());
  const { compiledRelease, ...record } = recordOf(facts({ state: 'handed_over', ...whole, paid_idr: 950_000 }));
  assert.deepEqual([record.releases.length, compiledRelease.tag, contract(compiledRelease)?.implementation.transactions[0]?.value.amount], [6, ['compiled'], 950_000]);
});

test('what was published stays as it was when more happens', () => {
  const earlier = releasesOf(facts({ state: 'shipped', ...whole, handovers: [], payments: [] }));
  const later = releasesOf(facts({ state: 'handed_over', ...whole, paid_idr: 950_000 }));
  assert.deepEqual(later.slice(0, earlier.length), earlier);
});

test('the mandate of the day and a waiver are classifications of the rationale', () => {
  const tender = (of: OpenFacts) => releasesOf(of)[0]?.['tender'] as { procurementMethod: string; procurementMethodRationaleClassifications?: { id: string }[] };
  assert.deepEqual(tender(facts()).procurementMethodRationaleClassifications?.map((each) => each.id), ['UJI-COBA']);
  assert.deepEqual(tender(facts({ waiver: { scheme: 'ID-KARYA-WAIVER', code: 'PRICE', id: 'Harga.', en: 'Price.' } })).procurementMethodRationaleClassifications?.map((each) => each.id), ['UJI-COBA', 'PRICE']);
  assert.equal(tender(facts({ mandate: null })).procurementMethodRationaleClassifications, undefined);
  assert.equal(tender(facts()).procurementMethod, 'direct');
});

test('what people typed is published only where it looks like a code', () => {
  assert.ok(!JSON.stringify(recordOf(facts({ rup_code: 'Budi Contohwan', budget_account: 'minta Pak 5' }))).match(/Budi|Pak 5/));
  assert.match(JSON.stringify(recordOf(facts({ rup_code: 'RUP-2026/77', budget_account: '521211' }))), /RUP-2026\/77.*/);
});

test('an ocid is a prefix and an id, and what is none is none', () => {
  assert.equal(idOfOcid(ocidOf(facts())), id);
  for (const strange of ['', 'ocds-kb0000', id, `ocds-kb0000-${id}x`, `OCDS-kb0000-${id}`, `ocds-kb00-${id}`]) assert.equal(idOfOcid(strange), undefined, strange);
});
