// The command line answers in words: what it does not know it names with what it knows, and its status says whose fault it was.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { openHouse, testSecret, type House } from '#tests/house.ts';
import { readWords } from './verb.ts';
import { verbs } from './verbs.ts';

let house: House;
const folder = mkdtempSync(path.join(os.tmpdir(), 'karya-verbs-'));
const closing: (() => Promise<void>)[] = [];
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) });
});
after(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** As typed, on the database of this test. */
function karya(...words: string[]): { status: number | null; said: string; complained: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/karya.ts', ...words], {
    encoding: 'utf8', timeout: 60_000, env: { ...process.env, DATABASE_URL: house.adminUrl, KARYA_SECRET: testSecret, KARYA_DATA: folder, NODE_TEST_CONTEXT: '' },
  });
  return { status, said: stdout, complained: stderr };
}

test('every verb explains itself, with every flag it takes', () => {
  for (const [name, verb] of Object.entries(verbs)) {
    const asked = readWords([name, '--help'], verbs);
    assert.ok('help' in asked && !asked.wrong, name);
    for (const flag of [...Object.keys(verb.flags ?? {}), 'json', 'help']) assert.match(asked.help, new RegExp(`--${flag}\\b`), `${name} --${flag}`);
    assert.ok(asked.help.includes(verb.usage));
  }
});

const wrong: [string, string[], RegExp][] = [
  ['no verb at all', [], /accounts[\s\S]*restore FILE/],
  ['an unknown verb is named, with those there are', ['bakcup', 'x'], /Unknown verb: bakcup[\s\S]*backup FILE/],
  ['a word that objects have by birth is no verb', ['constructor'], /Unknown verb: constructor/],
  ['an unknown flag, with those there are', ['backup', 'x', '--fast'], /--fast[\s\S]*--json/],
  ['a flag of another verb', ['verify', '--replace'], /--replace/],
  ['a missing word', ['backup'], /A word is missing/],
  ['too many words', ['verify', 'everything'], /Too many words: everything/],
  ['a flag that is needed', ['world', '--facilities', '2'], /Missing: --workers, --months/],
  ['a flag without its value', ['accounts', '--role'], /--role/],
];
for (const [title, words, expected] of wrong) {
  test(`refused before a database is opened: ${title}`, () => {
    const asked = readWords(words, verbs);
    assert.ok('help' in asked && asked.wrong);
    assert.match(asked.help, expected);
  });
}

test('bad input ends with 2 and words; with --json the words are one line with a code', () => {
  const cases: [string[], string][] = [
    [['import', 'needs', path.join(folder, 'none.csv')], 'cli.no_file'], [['world', '--facilities', '0', '--workers', '10', '--months', '1'], 'cli.usage'], [['restore', path.join(folder, 'none')], 'backup.no_file'],
  ];
  for (const [words, code] of cases) {
    const answer = karya(...words, '--json');
    assert.equal(answer.status, 2, `${words.join(' ')}: ${answer.complained}`);
    assert.equal(answer.said, '');
    const problem = JSON.parse(answer.complained.trim().split('\n').at(-1) ?? '') as { code: string; message: string };
    assert.equal(problem.code, code);
    assert.ok(problem.message.length > 15);
  }
});

test('a sheet with a faulty row ends with 2 and tells the row; verify ends with 1 when something is broken', async () => {
  const sheet = path.join(folder, 'attendance.csv');
  writeFileSync(sheet, 'facility,workshop,day,slot,register_number,reason_code,minutes,note\nlapas-contoh-uji,las,2026-11-02,AM,X/1,ATTENDED,,\n');
  const loaded = karya('import', 'attendance', sheet, '--json');
  assert.equal(loaded.status, 2);
  assert.deepEqual((JSON.parse(loaded.said) as { problems: { row: number }[] }).problems.map(({ row }) => row), [2]);
  assert.equal(karya('verify', '--json').status, 0);
  await house.admin.query("insert into ledger.account (facility_id, code, name_id, name_en, kind) values ($1, '9999', 'x', 'x', 'asset')", [house.facility.id]);
  await house.admin.query("update ledger.balance set balance_idr = 5 where facility_id = $1", [house.facility.id]);
  const broken = karya('verify', '--json');
  assert.equal(broken.status, 1);
  assert.equal((JSON.parse(broken.said) as { sound: boolean }).sound, false);
});

test('a backup and its check by the command line, one line of JSON each', () => {
  const file = path.join(folder, 'by-hand.karya');
  const made = karya('backup', file, '--json');
  assert.equal(made.status, 0, made.complained);
  assert.equal((JSON.parse(made.said) as { path: string }).path, file);
  const checked = karya('restore', file, '--check', '--json');
  assert.equal(checked.status, 0, checked.complained);
  assert.equal((JSON.parse(checked.said) as { checked_only: boolean }).checked_only, true);
});
