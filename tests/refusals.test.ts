import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const literal = String.raw`'(?:[^'\\]|\\.)*'|\`(?:[^\`\\]|\\.)*\`|"[^"]*"`;
const spoken = new RegExp(String.raw`(?:Refusal|refuseConstraint|refuseRaised)\((?<head>[^{]{0,200})\{\s*id:\s*(?<id>${literal}),\s*en:\s*(?<en>${literal})`, 'g');
/** In one sentence: an order, a bound or a need says what to do as well as a second sentence would. */
const orders = {
  id: /\b(pilih|isi|tulis|sebutkan|ketik|harus|perlu|memerlukan|hanya|antara|tidak boleh|paling|sesudahnya|muat|yang ada)\b/i,
  en: /\b(choose|enter|write|say|name|names|type|must|needs?|only|at least|at most|between|cannot|come|lies inside|does not end|or later|load|there is)\b|\bfor somebody\b/i,
};

/** Refusals that stop at what happened. */
function silent(file: string, text: string): string[] {
  const found: string[] = [];
  for (const { groups = {} } of text.matchAll(spoken)) {
    for (const language of ['id', 'en'] as const) {
      const said = (groups[language] ?? '').slice(1, -1).replace(/\$\{[^}]*\}/g, 'X');
      if ((said.match(/[.!?](?=\s|$)/g) ?? []).length < 2 && !orders[language].test(said)) found.push(`${file}: ${said}`);
    }
  }
  return found;
}

test('every refusal says what to do next, in both languages', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.test.'));
  const texts = files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const);
  assert.ok(texts.reduce((n, [, text]) => n + [...text.matchAll(spoken)].length, 0) > 300, 'the scan finds the refusals');
  assert.deepEqual(texts.flatMap(([file, text]) => silent(file, text)), []);
});

test('caught: a refusal that stops at what happened', () => {
  assert.equal(silent('x.ts', "throw new Refusal('x.decided', { id: 'Ini sudah diputus.', en: 'This is decided.' });").length, 2);
  assert.deepEqual(silent('x.ts', "throw new Refusal('x.decided', { id: 'Ini sudah diputus. Muat ulang halaman.', en: 'This is decided. Reload the page.' });"), []);
});
