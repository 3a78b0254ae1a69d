import assert from 'node:assert/strict';
import test from 'node:test';
import { parseConfig } from './config.ts';

const configOf = (env: Record<string, string>) => {
  const result = parseConfig(env);
  assert.ok('config' in result, 'complaint' in result ? result.complaint : '');
  return result.config;
};
const complaintOf = (env: Record<string, string>): string => {
  const result = parseConfig(env);
  assert.ok('complaint' in result);
  return result.complaint;
};

test('with nothing set, the house opens on this machine alone with its demonstration world', () => {
  assert.deepEqual(
    { ...configOf({}) },
    { PORT: 3000, HOST: '127.0.0.1', KARYA_DATA: './var', KARYA_WORLD: 'demo', LOG_LEVEL: 'info', KARYA_WEBHOOK_PRIVATE: 'refuse' },
  );
});

test('an empty setting means the default, as shells and containers leave them', () => {
  assert.equal(configOf({ PORT: '', DATABASE_URL: '' }).PORT, 3000);
  assert.equal(configOf({ DATABASE_URL: '' }).DATABASE_URL, undefined);
});

test('a bad setting is named, every one of them', () => {
  const complaint = complaintOf({ PORT: 'eighty', KARYA_WORLD: 'moon' });
  assert.match(complaint, /PORT/);
  assert.match(complaint, /KARYA_WORLD/);
});

test('a complaint never repeats an address, because it may hold a password', () => {
  assert.doesNotMatch(complaintOf({ DATABASE_URL: 'mysql://root:rahasia@db/x' }), /rahasia/);
});
