// `node --import tsx tools/new-module.ts NAME`: an empty room that compiles, passes its test, and is on the plan.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export type NewRoom = { written: string[]; left: string[] };

/** Writes `src/modules/NAME` under `root` and enters it in the plan. `left` says what a person still decides. */
export function buildRoom(root: string, name: string): NewRoom {
  if (!/^[a-z][a-z0-9]*$/.test(name)) throw new Error(`"${name}" is no name for a room: one lower-case English noun, such as partnerships`);
  const folder = join('src/modules', name);
  if (existsSync(join(root, folder))) throw new Error(`${folder} is already there`);
  const thing = name.endsWith('s') ? name.slice(0, -1) : name;
  const written = Object.entries(furniture(name, thing)).map(([file, text]) => {
    const path = join(folder, file);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
    return path;
  });
  const left = [
    ...enter(root, 'package.json', /\n(\s*)"#insight":/, (indent) => `\n${indent}"#${name}": "./src/modules/${name}/index.ts",`),
    ...enter(root, 'src/rooms.ts', /(?:\n(\s*)|(?: ))'insight',/, () => ` '${name}',`),
    ...enter(root, 'tools/house.ts', /\n(\s*)insight: \{/, (indent) => `\n${indent}${name}: { floor: 8, calls: ['organisation'] },`),
    `tools/house.ts: put ${name} on its true floor and say whom it may call`,
    'src/app.tsx: mount its routes',
  ];
  return { written, left };
}

/** Adds a line before the one that `place` finds; if the file has changed its shape, asks the person to do it. */
function enter(root: string, file: string, place: RegExp, line: (indent: string) => string): string[] {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const found = place.exec(text);
  if (!found) return [`${file}: add the room`];
  writeFileSync(path, text.slice(0, found.index) + line(found[1] ?? '') + text.slice(found.index));
  return [];
}

function furniture(name: string, thing: string): Record<string, string> {
  const Thing = thing.charAt(0).toUpperCase() + thing.slice(1);
  return {
    'README.md': `# ${name}\n\nWhat this room is for, in two sentences.\n\n**Its words**: ${thing}.\n\n**Publishes**: nothing yet.\n\n**Emits**: nothing yet. **Answers**: nothing yet.\n`,
    'index.ts': `// The only door: routes, urls, and the commands others may call.\nexport { ${name}Policy } from './policy.ts';\n`,
    [`${thing}.ts`]: `// What a ${thing} is. No SQL, no HTTP.\n\nexport const ${thing}States = ['open', 'closed'] as const;\nexport type ${Thing}State = (typeof ${thing}States)[number];\n\n/** From a state, by a verb, to a state; what is not here is refused. */\nexport const ${thing}Transitions = [{ from: 'open', verb: 'close', to: 'closed' }] as const satisfies { from: ${Thing}State; verb: string; to: ${Thing}State }[];\n`,
    'policy.ts': `import { definePolicy, floor, overseers } from '#kernel/policy.ts';\n\n/** Who may do what here: the command refuses with it, the page hides the button with it. */\nexport const ${name}Policy = definePolicy({\n  '${thing}.read': [...floor, ...overseers],\n  '${thing}.close': ['facility_head'],\n});\n`,
    [`migrations/001-${name}.sql`]: `-- What the room ${name} keeps.\ncreate schema ${name};\ncreate table ${name}.${thing} (\n  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(),\n  state text not null default 'open' check (state in ('open','closed')), version int not null default 1,\n  primary key (facility_id, id)\n);\ngrant usage on schema ${name} to karya_app;\nselect kernel.scope_to_facility('${name}.${thing}');\n`,
    [`${thing}.test.ts`]: `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { may, visitor } from '#kernel/policy.ts';\nimport { ${thing}States, ${thing}Transitions } from './${thing}.ts';\nimport { ${name}Policy } from './policy.ts';\n\ntest('a ${thing} that is closed stays closed', () => {\n  assert.deepEqual(${thing}Transitions.filter(({ from }) => String(from) === 'closed'), []);\n  assert.ok(${thing}Transitions.every(({ to }) => ${thing}States.includes(to)));\n});\n\ntest('the public may do nothing in ${name}', () => {\n  for (const verb of Object.keys(${name}Policy)) assert.equal(may(visitor, verb), false, verb);\n});\n`,
  };
}

if (process.argv[1] === import.meta.filename) {
  const [name] = process.argv.slice(2);
  try {
    if (!name) throw new Error('Usage: node --import tsx tools/new-module.ts NAME');
    const { written, left } = buildRoom(resolve(import.meta.dirname, '..'), name);
    console.log([...written.map((path) => `written  ${path}`), ...left.map((task) => `to do    ${task}`)].join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
