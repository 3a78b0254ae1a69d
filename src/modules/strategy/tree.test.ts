import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse, refused } from '#tests/house.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { adoptVersion, draftVersion, dropVersion, removeNode, writeNode } from './tree-commands.ts';
import { branch, compare, gapsOf, mayFollow, standingOf, versionTransitions, worst, type Node } from './tree.ts';
import { nodesOf, versionById, versionOn } from './tree-queries.ts';
import { adopted, drafted, node, smallTree } from './tree.fixture.ts';
import './index.ts';

const now = new Date('2026-11-24T05:00:00Z');

test('what may follow what in a version, each step and no other', () => {
  assert.deepEqual((['draft', 'adopted', 'dropped'] as const).flatMap((from) => (['adopt', 'drop'] as const).filter((verb) => mayFollow(from, verb)).map((verb) => `${from}:${verb}`)), ['draft:adopt', 'draft:drop']);
  assert.equal(versionTransitions.length, 2);
});

test('an indicator stands by the even way from baseline to target, upward and downward', () => {
  const aim = { better: 'up', baseline: 0, baseline_on: '2026-01-01', target: 100, target_on: '2026-12-31' } as const;
  const on = (value: number | null, day: string) => standingOf(aim, value, day);
  assert.deepEqual([on(100, '2026-03-01'), on(60, '2026-07-02'), on(40, '2026-07-02'), on(10, '2026-07-02'), on(null, '2026-07-02')], ['reached', 'on_course', 'slow', 'behind', 'no_facts']);
  assert.equal(standingOf({ ...aim, baseline: null, baseline_on: null }, 40, '2026-07-02'), 'no_baseline');
  assert.deepEqual([4, 10, 30].map((value) => standingOf({ better: 'down', baseline: 20, baseline_on: '2026-01-01', target: 5, target_on: '2026-12-31' }, value, '2026-07-02')), ['reached', 'on_course', 'behind']);
});

test('a branch stands where its worst leaf stands, and what is not known never hides what is bad', () => {
  assert.deepEqual([worst(['reached', 'behind', 'no_facts']), worst(['reached', 'no_facts']), worst(['reached', 'on_course']), worst([])], ['behind', 'no_facts', 'on_course', undefined]);
  const nodes = [{ code: 'a', parent: null }, { code: 'b', parent: 'a' }, { code: 'c', parent: 'b' }, { code: 'd', parent: null }];
  assert.deepEqual(branch(nodes, 'a').map(({ code }) => code), ['a', 'b', 'c']);
});

test('a tree is complete with a vision, a pillar of each area, an indicator for each goal and an owner for each thing to do', async (t) => {
  const house = await openHouse(t, { now });
  const id = await drafted(house, house.as('headquarters'));
  const nodes = await house.look(house.as('headquarters'), (reader) => nodesOf(reader, id));
  assert.deepEqual(gapsOf(nodes), []);
  const without = (change: (one: Node) => Node | undefined) => gapsOf(nodes.flatMap((one) => change(one) ?? [])).map(({ code, lacks }) => `${code}:${lacks}`);
  assert.ok(without((node) => (node.kind === 'vision' ? undefined : node)).includes('–:vision'));
  assert.ok(without((node) => (node.area === 'budget' ? undefined : node)).includes('budget:pillar'));
  assert.deepEqual(without((node) => (node.code === 'I2' ? undefined : node)), ['G2:indicator']);
  assert.deepEqual(without((node) => (node.code === 'M0' ? { ...node, owner_unit: null } : node)), ['M0:owner']);
  assert.deepEqual(without((node) => (node.code === 'I1' ? { ...node, definition_en: null, source: null, formula: null } : node)), ['I1:definition', 'I1:source', 'I1:formula']);
});

test('who wrote in a draft, first or later, does not adopt it; another does, and then nothing of it changes', async (t) => {
  const house = await openHouse(t, { now });
  const [first, second, third] = [house.as('headquarters'), house.as('headquarters', 'facility', 2), house.as('headquarters', 'facility', 3)];
  const id = await drafted(house, first);
  await house.act(second, (tx) => writeNode(tx, { version_id: id, ...node('V'), name_id: 'Visi yang ditulis lagi' }));
  const adopt = (actor = third) => house.act(actor, (tx) => adoptVersion(tx, { id, decree: 'KEP-1', from: '2026-11-24' }));
  await assert.rejects(adopt(first), refused('strategy.same_person'));
  await assert.rejects(adopt(second), refused('strategy.same_person'));
  await assert.rejects(adopt({ ...third, person_id: first.person_id }), refused('strategy.same_person'));
  await assert.rejects(adopt(house.as('regional')), Forbidden);
  await assert.rejects(house.admin.query("update strategy.version set state = 'adopted', adopted_person = hands[1], adopted_at = now(), decree = 'x', valid = '[2026-01-01,)', fingerprint = 'x' where id = $1", [id]), /version_two_persons/);
  const { fingerprint } = await adopt();
  assert.equal((await house.look(first, (reader) => versionById(reader, id))).fingerprint, fingerprint);
  await assert.rejects(adopt(), refused('strategy.not_draft'));
  await assert.rejects(house.act(first, (tx) => dropVersion(tx, { id })), refused('strategy.not_draft'));
  await assert.rejects(house.act(first, (tx) => writeNode(tx, { version_id: id, ...node('V') })), refused('strategy.not_draft'));
  await assert.rejects(house.admin.query("update strategy.node set name_id = 'lain' where version_id = $1", [id]), /frozen/);
  await assert.rejects(house.admin.query('delete from strategy.node where version_id = $1', [id]), /frozen/);
  await assert.rejects(house.admin.query("update strategy.version set title = 'lain' where id = $1", [id]), /frozen/);
  await assert.rejects(house.admin.query("update strategy.version set valid = '[2020-01-01,)' where id = $1", [id]), /frozen/);
});

test('a new version takes the place of the one before on its day, and the tree of each day is found', async (t) => {
  const house = await openHouse(t, { now });
  const [one, two] = [house.as('headquarters'), house.as('headquarters', 'facility', 2)];
  const first = await adopted(house);
  const { id, number } = await house.act(one, (tx) => draftVersion(tx, { title: 'Kedua', reason: 'Target naik', based_on: first }));
  assert.equal(number, 2);
  await house.act(one, (tx) => writeNode(tx, { version_id: id, ...node('I0'), target: 90 }));
  await house.act(one, (tx) => removeNode(tx, { version_id: id, code: 'M0' }));
  await assert.rejects(house.act(one, (tx) => removeNode(tx, { version_id: id, code: 'G0' })), refused('strategy.has_branches'));
  const adopt = (from: string) => house.act(two, (tx) => adoptVersion(tx, { id, decree: 'KEP-2', from }));
  await assert.rejects(adopt('2026-11-01'), refused('strategy.not_before'));
  await adopt('2026-12-01');
  const on = async (day: string) => (await house.look(one, (reader) => versionOn(reader, day)))?.number;
  assert.deepEqual([await on('2026-10-31'), await on('2026-11-30'), await on('2026-12-01')], [undefined, 1, 2]);
  const changes = await house.look(one, async (reader) => compare(await nodesOf(reader, first), await nodesOf(reader, id)));
  assert.deepEqual(changes.map(({ code, how, fields }) => [code, how, ...fields.map(({ field, was, is }) => `${field} ${was}→${is}`)]), [['I0', 'changed', 'target 80→90'], ['M0', 'removed']]);
});

test('an incomplete draft is not adopted, and a dropped one is not written in', async (t) => {
  const house = await openHouse(t, { now });
  const [one, two] = [house.as('headquarters'), house.as('headquarters', 'facility', 2)];
  const id = await drafted(house, one, smallTree.slice(0, 3));
  await assert.rejects(house.act(two, (tx) => adoptVersion(tx, { id, decree: 'KEP', from: '2026-11-24' })), refused('strategy.incomplete'));
  await house.act(one, (tx) => dropVersion(tx, { id }));
  await assert.rejects(house.act(one, (tx) => writeNode(tx, { version_id: id, ...node('V') })), refused('strategy.not_draft'));
});

test('a node stands only where its kind belongs, with what its kind needs', async (t) => {
  const house = await openHouse(t, { now });
  const one = house.as('headquarters');
  const id = await drafted(house, one);
  const wrong = (wish: Parameters<typeof writeNode>[1], field: string) => assert.rejects(house.act(one, (tx) => writeNode(tx, wish)), (error) => error instanceof Invalid && field in error.problems);
  const named = { version_id: id, position: 9, name_id: 'x', name_en: 'x' };
  await wrong({ ...named, code: 'X', kind: 'goal', parent: 'V' }, 'parent');
  await wrong({ ...named, code: 'X', kind: 'goal' }, 'parent');
  await wrong({ ...named, code: 'X', kind: 'pillar', parent: 'V' }, 'area');
  await wrong({ ...named, code: 'X', kind: 'milestone', parent: 'R0' }, 'due_on');
  await wrong({ ...named, code: 'X', kind: 'indicator', parent: 'G0' }, 'target');
  await wrong({ ...named, code: 'X', kind: 'indicator', parent: 'G0', measure: 'sales', target: 1, target_on: '2028-01-01', baseline: 1 }, 'baseline_on');
  await wrong({ ...named, code: 'X', kind: 'indicator', parent: 'G0', measure: 'sales', target: 1, target_on: '2026-01-01', baseline: 1, baseline_on: '2026-02-01' }, 'target_on');
  await assert.rejects(house.admin.query("insert into strategy.node (version_id, code, kind, parent, parent_kind, name_id, name_en) values ($1, 'Y', 'goal', 'V', 'vision', 'x', 'x')", [id]), /node_place/);
  await house.act(one, (tx) => writeNode(tx, { ...named, code: 'X', kind: 'indicator', parent: 'R0', measure: 'waiting', target: 5, target_on: '2028-01-01', unit: 'idr', better: 'up' }));
  const written = (await house.look(one, (reader) => nodesOf(reader, id))).find(({ code }) => code === 'X');
  assert.deepEqual([written?.unit, written?.better], ['people', 'down'], 'a measured indicator takes unit and direction from its measure');
});
