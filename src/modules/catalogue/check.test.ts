import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { documentKinds } from './pages/check.tsx';

test('every kind of official paper has a name on the page that checks it', () => {
  const modules = path.resolve(import.meta.dirname, '..');
  const kinds = globSync('*/documents/*.ts', { cwd: modules }).flatMap((file) => {
    const text = readFileSync(path.join(modules, file), 'utf8');
    return text.includes('officialDocument({') ? [/^ {2}kind: '([a-z-]+)'/m.exec(text)?.[1] ?? file] : [];
  });
  assert.ok(kinds.length >= 14, 'the scan finds the papers');
  assert.deepEqual(kinds.filter((kind) => documentKinds[kind] === undefined), []);
});
