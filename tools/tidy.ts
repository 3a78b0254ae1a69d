// The rules of the house, each a function from all files to what breaks it.
import { posix } from 'node:path';
import { emptyVerbs, emptyWords, isRoom, longestFile, mayCall, mayHoldSql, rooms } from './house.ts';
import { readSource, type Read, type SourceFile } from './source-file.ts';

export type Fault = { rule: RuleName; path: string; line?: number; message: string };
export type RuleName = 'doors' | 'cycles' | 'length' | 'names' | 'sql' | 'furniture';

/** Every fault in `files` (paths from the root, `/` between). All files of the house, not only sources: a README counts. */
export function findFaults(files: SourceFile[]): Fault[] {
  const sources = files.filter((file) => /\.tsx?$/.test(file.path)).map(readSource);
  return [...doors(sources), ...cycles(sources), ...sources.flatMap(tooLong), ...sources.flatMap(emptyNames), ...sources.flatMap(strayedSql), ...furniture(files)];
}

/** Which part of the house a file stands in: a room, `kernel`, `ui`, `world`, or the top, which may open every door. */
function partOf(path: string): string {
  const [top, second, third] = path.split('/');
  if (top !== 'src') return top ?? '';
  if (second === 'modules') return third ?? '';
  return second !== undefined && ['kernel', 'ui', 'world'].includes(second) ? second : 'top';
}

function doors(sources: Read[]): Fault[] {
  return sources.flatMap((file) => {
    const from = partOf(file.path);
    return file.imports.flatMap(({ target, typeOnly, line }): Fault[] => {
      const message = file.path.startsWith('src/') ? whyClosed(file.path, from, target, typeOnly) : undefined;
      return message ? [{ rule: 'doors', path: file.path, line, message }] : [];
    });
  });
}

function whyClosed(path: string, from: string, target: string, typeOnly: boolean): string | undefined {
  if (target.startsWith('.')) {
    const to = partOf(posix.join(posix.dirname(path), target));
    const free = to === from || from === 'top' || /\.test\.tsx?$/.test(path);
    return free ? undefined : `${target} climbs out of ${from}; go through the door`;
  }
  if (!target.startsWith('#')) return undefined;
  const [name = '', ...deeper] = target.slice(1).split('/');
  if (!isRoom(name)) return undefined;
  if (deeper.length > 0) return `${target} passes the door of ${name}; import #${name}`;
  if (from === 'kernel' || from === 'ui') return `${from} knows no room, and imports ${target}`;
  if (!isRoom(from) || typeOnly || /\.test\.tsx?$/.test(path)) return undefined;
  if (from === name) return `${target} from inside ${name}; use a relative path`;
  return mayCall(from, name) ? undefined : `${from} may not call ${name}; send an event up, or join its published view`;
}

/** Where an import leads among our own files; undefined for packages. */
function leadsTo(path: string, target: string): string | undefined {
  if (target.startsWith('.')) return posix.join(posix.dirname(path), target);
  if (target.startsWith('#kernel/') || target.startsWith('#ui/')) return `src/${target.slice(1)}`;
  if (target === '#ui' || target === '#world') return `src/${target.slice(1)}/index.ts`;
  const room = target.slice(1);
  return target.startsWith('#') && isRoom(room) ? `src/modules/${room}/index.ts` : undefined;
}

/** Files that need each other at run time, and rooms that do: neither can be read, tested or moved alone. */
function cycles(sources: Read[]): Fault[] {
  const files = new Map<string, Set<string>>();
  const parts = new Map<string, Set<string>>();
  for (const file of sources.filter(({ path }) => path.startsWith('src/') && !/\.test\.tsx?$/.test(path))) {
    for (const { target, typeOnly } of file.imports) {
      const to = leadsTo(file.path, target);
      if (to === undefined || typeOnly) continue;
      edge(files, file.path, to);
      if (isRoom(partOf(file.path)) && isRoom(partOf(to)) && partOf(file.path) !== partOf(to)) edge(parts, partOf(file.path), partOf(to));
    }
  }
  return [...loopsIn(files), ...loopsIn(parts)].map((loop) => ({ rule: 'cycles', path: loop[0] ?? '', message: loop.join(' → ') }));
}

function edge(graph: Map<string, Set<string>>, from: string, to: string): void {
  graph.set(from, (graph.get(from) ?? new Set()).add(to));
}

function loopsIn(graph: Map<string, Set<string>>): string[][] {
  const loops: string[][] = [];
  const finished = new Set<string>();
  const walk = (node: string, trail: string[]): void => {
    const at = trail.indexOf(node);
    if (at >= 0) return void loops.push([...trail.slice(at), node]);
    if (finished.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node]);
    finished.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return loops;
}

function tooLong({ path, text }: Read): Fault[] {
  const lines = text.trimEnd().split('\n').length;
  return lines > longestFile ? [{ rule: 'length', path, message: `${lines} lines, at most ${longestFile}: which part has a name of its own?` }] : [];
}

function emptyNames({ path, declared }: Read): Fault[] {
  const name = posix.basename(path).replace(/\..*$/, '');
  const faults: Fault[] = wordsOf(name).filter((word) => emptyWords.includes(word)).map((word) => ({ rule: 'names', path, message: `"${word}" in a file's name says nothing` }));
  for (const { name, line } of declared) {
    const parts = wordsOf(name);
    const empty = emptyWords.includes(parts.at(-1) ?? '') ? parts.at(-1) : parts.length > 1 && emptyVerbs.includes(parts[0] ?? '') ? parts[0] : undefined;
    if (empty) faults.push({ rule: 'names', path, line, message: `"${empty}" in ${name} says nothing` });
  }
  return faults;
}

const wordsOf = (name: string): string[] => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);

function strayedSql({ path, sqlLine }: Read): Fault[] {
  return sqlLine === undefined || mayHoldSql(path) ? [] : [{ rule: 'sql', path, line: sqlLine, message: 'SQL belongs in queries, commands or reactions' }];
}

/** A room has a door, a card beside it, and a test; and it is on the plan. */
function furniture(files: SourceFile[]): Fault[] {
  const paths = files.map((file) => file.path);
  const built = new Set(paths.filter((path) => path.startsWith('src/modules/')).map((path) => path.split('/')[2] ?? ''));
  const lacking = (room: string, thing: string): Fault => ({ rule: 'furniture', path: `src/modules/${room}`, message: `has no ${thing}` });
  const unplanned = [...built].filter((room) => !isRoom(room)).map((room): Fault => ({ rule: 'furniture', path: `src/modules/${room}`, message: 'is not on the plan in tools/house.ts' }));
  return Object.keys(rooms).filter((room) => built.has(room)).flatMap((room) => {
    const inside = paths.filter((path) => path.startsWith(`src/modules/${room}/`));
    const has = (pattern: RegExp): boolean => inside.some((path) => pattern.test(path));
    return [
      ...(has(/^src\/modules\/\w+\/README\.md$/) ? [] : [lacking(room, 'README.md')]),
      ...(has(/^src\/modules\/\w+\/index\.ts$/) ? [] : [lacking(room, 'index.ts')]),
      ...(has(/\.test\.tsx?$/) ? [] : [lacking(room, 'test')]),
    ];
  }).concat(unplanned);
}
