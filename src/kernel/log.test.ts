import assert from 'node:assert/strict';
import test from 'node:test';
import { createLog, personal } from './log.ts';

function written(fields: object, env: NodeJS.ProcessEnv = { LOG_LEVEL: 'info' }): string {
  let lines = '';
  createLog({ write: (line) => void (lines += line) }, env).info(fields, 'a line');
  return lines;
}

for (const field of personal) {
  test(`the log keeps back ${field}, at the top, one and two levels down`, () => {
    const line = written({ [field]: 'Sukar-1', worker: { [field]: 'Sukar-2' }, request: { headers: { [field]: 'Sukar-3' } } });
    assert.match(line, /kept back/);
    assert.doesNotMatch(line, /Sukar/);
  });
}

test('what is not personal is written', () => {
  assert.match(written({ order_number: 'P-2026-0001' }), /P-2026-0001/);
});

test('the log is silent while tests run, unless a level is asked for', () => {
  assert.equal(written({ a: 1 }, { NODE_TEST_CONTEXT: 'child' }), '');
  assert.notEqual(written({ a: 1 }, { NODE_TEST_CONTEXT: 'child', LOG_LEVEL: 'info' }), '');
});
