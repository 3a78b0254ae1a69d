// Sources read as data. The rules stand in tools/tidy.ts; here they are walked over the house and proved on planted faults.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import test from 'node:test';
import { isRoom, mayCall, rooms } from '../tools/house.ts';
import type { SourceFile } from '../tools/source-file.ts';
import { findFaults, type RuleName } from '../tools/tidy.ts';

const root = resolve(import.meta.dirname, '..');
const house: SourceFile[] = globSync('{src,tools,tests,bench,clients}/**/*.{ts,tsx,md}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/')).sort()
  .map((path) => ({ path, text: readFileSync(resolve(root, path), 'utf8') }));
const faults = findFaults(house);

const ruled: Record<RuleName, string> = {
  doors: 'rooms speak through doors, and only with whom the plan allows',
  cycles: 'no two files or rooms need each other',
  length: 'a file is short enough to be read at once',
  names: 'every name says what the thing is',
  sql: 'SQL stands in queries, commands and reactions, not in pages',
  furniture: 'every room on the plan has a door, a card and a test',
};
const allRules: RuleName[] = ['doors', 'cycles', 'length', 'names', 'sql', 'furniture'];

test('the check sees the house: every room of the plan, and no empty list of files', () => {
  const built = new Set(house.map(({ path }) => /^src\/modules\/(\w+)\//.exec(path)?.[1]).filter((room) => room !== undefined && isRoom(room)));
  assert.equal(built.size, Object.keys(rooms).length, `rooms seen: ${[...built].join(', ')}`);
  assert.ok(house.length > 50);
});

for (const rule of allRules) {
  test(ruled[rule], () => {
    const broken = faults.filter((fault) => fault.rule === rule).map(({ path, line, message }) => `${path}${line === undefined ? '' : `:${line}`}  ${message}`);
    assert.equal(broken.length, 0, `${rule}:\n${broken.join('\n')}`);
  });
}

test('on the plan, a room calls only rooms on the floors below its own', () => {
  const order = Object.keys(rooms).filter(isRoom);
  for (const from of order) for (const to of order) if (mayCall(from, to)) assert.ok(rooms[to].floor < rooms[from].floor, `${from} calls ${to}`);
});

test('nothing is exported that nobody uses, and no package is carried for nothing', () => {
  const knip = spawnSync(process.execPath, [resolve(root, 'node_modules/knip/bin/knip.js'), '--no-progress', '--no-config-hints'], { cwd: root, encoding: 'utf8' });
  assert.equal(knip.status, 0, `knip:\n${knip.stdout}${knip.stderr}`);
});

const planted: { rule: RuleName; title: string; files: Record<string, string>; found: RegExp | undefined }[] = [
  { rule: 'doors', title: 'a lower room that calls a higher one', files: { 'src/modules/ledger/commands.ts': `import { placeOrder } from '#orders';` }, found: /ledger may not call orders/ },
  { rule: 'doors', title: 'a call that is written as an import at run time', files: { 'src/modules/ledger/commands.ts': `const { pay } = await import('#pay');` }, found: /ledger may not call pay/ },
  { rule: 'doors', title: 'a value re-exported from a room that may not be called', files: { 'src/modules/ledger/index.ts': `export { settle } from '#pay';` }, found: /ledger may not call pay/ },
  { rule: 'doors', title: 'a path past the door', files: { 'src/modules/orders/commands.ts': `import { reserve } from '#inventory/commands.ts';` }, found: /passes the door of inventory/ },
  { rule: 'doors', title: 'a relative path into another room', files: { 'src/modules/orders/commands.ts': `import { reserve } from '../inventory/commands.ts';` }, found: /climbs out of orders/ },
  { rule: 'doors', title: 'a type taken by a relative path from another room', files: { 'src/modules/orders/order.ts': `import type { Lot } from '../../modules/inventory/lot.ts';` }, found: /climbs out of orders/ },
  { rule: 'doors', title: 'a kernel that knows a room', files: { 'src/kernel/web.ts': `import type { Order } from '#orders';` }, found: /kernel knows no room/ },
  { rule: 'doors', title: 'a component kit that knows a room', files: { 'src/ui/cart.tsx': `import { cart } from '#orders';` }, found: /ui knows no room/ },
  { rule: 'doors', title: 'an allowed call, and a type from any floor', files: { 'src/modules/orders/commands.ts': `import { reserve } from '#inventory';\nimport type { Slip } from '#pay';\nimport { type Run } from '#pay';` }, found: undefined },
  { rule: 'doors', title: 'asking who acts, from an upper floor', files: { 'src/modules/pay/routes.tsx': `import { signedIn } from '#identity';` }, found: undefined },
  { rule: 'doors', title: 'an import inside a comment', files: { 'src/modules/ledger/account.ts': `// import { placeOrder } from '#orders';\nexport const a = "import x from '#orders'";` }, found: undefined },
  { rule: 'cycles', title: 'two files that need each other', files: { 'src/ui/a.ts': `import { b } from './b.ts';`, 'src/ui/b.ts': `import { a } from './a.ts';` }, found: /a\.ts → .*b\.ts → .*a\.ts/ },
  { rule: 'cycles', title: 'two rooms that need each other', files: { 'src/modules/orders/x.ts': `import { a } from '#catalogue';`, 'src/modules/catalogue/y.ts': `import { b } from '#orders';` }, found: /orders → catalogue → orders/ },
  { rule: 'cycles', title: 'files that share only types', files: { 'src/ui/a.ts': `import type { B } from './b.ts';`, 'src/ui/b.ts': `import { a } from './a.ts';` }, found: undefined },
  { rule: 'length', title: 'a file of 301 lines', files: { 'src/ui/long.ts': 'x\n'.repeat(301) }, found: /301 lines/ },
  { rule: 'length', title: 'a file of 300 lines', files: { 'src/ui/long.ts': 'x\n'.repeat(300) }, found: undefined },
  { rule: 'names', title: 'a file called by an empty word', files: { 'src/ui/date-utils.ts': '' }, found: /"utils"/ },
  { rule: 'names', title: 'a class that manages', files: { 'src/ui/x.ts': 'export class OrderManager {}' }, found: /"manager" in OrderManager/ },
  { rule: 'names', title: 'a function that handles', files: { 'src/ui/x.ts': 'const handleOrder = () => 1;' }, found: /"handle" in handleOrder/ },
  { rule: 'names', title: 'a database and a processed order', files: { 'src/ui/x.ts': 'const database = 1; const processed = 2; const dataDir = 3;' }, found: undefined },
  { rule: 'sql', title: 'SQL in a page', files: { 'src/modules/orders/pages/order.tsx': 'const x = sql`select 1`;' }, found: /SQL belongs in queries/ },
  { rule: 'sql', title: 'SQL in queries, and in a folder of commands', files: { 'src/modules/orders/queries.ts': 'sql`select 1`', 'src/modules/orders/commands/place.ts': 'sql`select 1`', 'src/modules/orders/cart-queries.ts': 'sql`select 1`' }, found: undefined },
  { rule: 'furniture', title: 'a room without a card', files: { 'src/modules/orders/index.ts': '', 'src/modules/orders/order.test.ts': '' }, found: /has no README\.md/ },
  { rule: 'furniture', title: 'a room without a test', files: { 'src/modules/orders/index.ts': '', 'src/modules/orders/README.md': '' }, found: /has no test/ },
  { rule: 'furniture', title: 'a room that is not on the plan', files: { 'src/modules/cellar/index.ts': '' }, found: /not on the plan/ },
];

for (const { rule, title, files, found } of planted) {
  test(`${found ? 'caught' : 'left alone'}: ${title}`, () => {
    const seen = findFaults(Object.entries(files).map(([path, text]) => ({ path, text }))).filter((fault) => fault.rule === rule).map((fault) => fault.message);
    if (found) assert.ok(seen.some((message) => found.test(message)), `seen: ${seen.join('; ') || 'nothing'}`);
    else assert.deepEqual(seen, []);
  });
}
