import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { z } from 'zod';
import { system } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { accrualOf, operating, type Mapped } from './accrual.ts';
import { accrualStatements } from './accrual-queries.ts';
import { chart, type AccountCode } from './journal.ts';
import { openBooks, post, reverse, routes } from './index.ts';

const now = new Date('2026-11-24T05:00:00Z');
const book = (house: House, on_day: string, kind: string, ref_id: string, lines: [AccountCode, number][]) => house.act(system, (tx) => post(tx, { facility_id: house.facility.id, on_day, kind, ref_type: kind, ref_id, memo: kind, lines: lines.map(([account, amount_idr]) => ({ account, amount_idr })) }));
/** A year with both readings of the law, a reversal, and something that is no work. */
async function year(house: House): Promise<void> {
  await house.act(system, (tx) => openBooks(tx, house.facility.id));
  await book(house, '2025-12-30', 'opening', '1', [['1100', 1_000_000], ['3100', -1_000_000]]);
  await book(house, '2026-01-10', 'sale', '2', [['1200', 320_000], ['2900', -300_000], ['2500', -20_000]]);
  const wrong = await book(house, '2026-01-11', 'settlement', '3', [['2900', 300_000], ['3100', -300_000]]);
  await house.act(system, (tx) => reverse(tx, { facility_id: house.facility.id, journal_id: wrong.journal_id, on_day: '2026-01-11', memo: 'salah' }));
  await book(house, '2026-01-12', 'settlement', '4', [['2900', 300_000], ['2400', -90_000], ['3100', -110_000], ['3200', -55_000], ['2200', -45_000]]);
  await book(house, '2026-02-10', 'sale', '5', [['1200', 200_000], ['2900', -200_000]]);
  await book(house, '2026-02-12', 'settlement', '6', [['2900', 100_000], ['2200', -100_000], ['1300', 85_000], ['2700', -50_000], ['2710', -35_000]]);
  await book(house, '2026-02-20', 'deposit', '7', [['2200', 145_000], ['1100', -145_000]]);
  await book(house, '2026-02-25', 'realisation', '8', [['1100', 35_000], ['1300', -35_000], ['2710', 35_000], ['3100', -35_000]]);
  await book(house, '2026-03-02', 'difference', '9', [['1310', 10_000], ['2700', 5_000], ['3100', -15_000]]);
}

test('assets are what is owed and equity; the year’s surplus and what came beside it lead from one equity to the next; every account of the chart has its line', async (t) => {
  const house = await openHouse(t, { routes, now });
  await year(house);
  const { totals, lines, unmapped } = await house.look(house.as('treasurer'), (reader) => accrualStatements(reader, { facility_id: house.facility.id, month: '2026-10' }));
  assert.equal(totals.assets_idr, totals.liabilities_idr + totals.equity_idr);
  assert.equal(totals.equity_before_idr + totals.surplus_idr + totals.equity_other_idr, totals.equity_idr);
  assert.deepEqual([totals.equity_before_idr, totals.equity_other_idr, unmapped], [1_000_000, 35_000, []]);
  const of = (position: number) => lines.find((line) => line.position === position)?.amount_idr;
  assert.deepEqual([of(310), of(410), of(420), of(430), of(440), of(450), of(510), of(520)], [500_000, 35_000, 90_000, 145_000, -85_000, 35_000, 145_000, 35_000]);
  const early = await house.look(house.as('treasurer'), (reader) => accrualStatements(reader, { facility_id: house.facility.id, month: '2026-01' }));
  assert.equal(early.lines.find((line) => line.position === 310)?.amount_idr, 300_000);
  const { rows } = await house.admin.query<{ account: string }>("select account from ledger.accrual_line where statement = 'neraca'");
  // Savings are sub-accounts of 2100 and stand in no chart by themselves.
  assert.deepEqual(rows.map((row) => row.account).sort(), [...chart.map((each) => each.code), '2100'].sort());
  assert.ok(operating.includes('settlement'));
});

test('an account without a line is shown as not mapped, and its amount is not hidden', () => {
  const row: Mapped = { statement: 'neraca', account: '1100', journal_kind: '', part: 'asset', position: 1, line_id: 'Kas', line_en: 'Cash', bas_code: null, verified: false, legal_basis: 'x' };
  const { unmapped, totals } = accrualOf([row], [{ account: '1100', kind: 'opening', before_idr: 5, within_idr: 0 }, { account: '3100', kind: 'opening', before_idr: -5, within_idr: 0 }]);
  assert.deepEqual([unmapped, totals.assets_idr], [[{ account: '3100', amount_idr: -5 }], 5]);
});

test('the statements of a facility, an office and the country, as pages, as a sheet and by the API', async (t) => {
  const house = await openHouse(t, { routes, now });
  await year(house);
  const { code } = house.facility;
  const page = await (await house.request('/bengkel/buku-besar/akrual?bulan=2026-10', { as: house.as('treasurer') })).text();
  for (const wanted of [/Laporan Operasional/, /425119/, /belum dipastikan/, /Perubahan ekuitas/]) assert.match(page, wanted);
  assert.match(await (await house.request('/bengkel/buku-besar/akrual', { as: house.as('auditor') })).text(), /Pilih UPT/);
  assert.equal((await house.request(`/bengkel/buku-besar/akrual/daftar.xlsx?upt=${code}&bulan=2026-10`, { as: house.as('auditor') })).status, 200);
  assert.match(await (await house.request('/pusat/buku-besar?bulan=2026-10', { as: house.as('headquarters') })).text(), /Buku konsolidasi sampai Oktober 2026/);
  assert.equal((await house.request('/pusat/buku-besar/daftar.xlsx?bulan=2026-10', { as: house.as('headquarters') })).status, 200);
  assert.equal((await house.request('/pusat/buku-besar', { as: house.as('treasurer') })).status, 403);
  const answer = z.object({ totals: z.object({ assets_idr: z.number() }) });
  const own = answer.parse(await (await house.request('/api/v1/ledger/accrual/2026-10', { as: house.as('treasurer') })).json());
  const all = answer.parse(await (await house.request('/api/v1/ledger/accrual/2026-10', { as: house.as('headquarters') })).json());
  const none = answer.parse(await (await house.request('/api/v1/ledger/accrual/2026-10?office=TIDAK-ADA', { as: house.as('headquarters') })).json());
  assert.deepEqual([own.totals.assets_idr === all.totals.assets_idr, none.totals.assets_idr], [true, 0]);
  assert.equal(answer.parse(await (await house.request('/api/v1/ledger/accrual/2026-10', { as: house.as('treasurer', 'other') })).json()).totals.assets_idr, 0);
});

const hledger = spawnSync('hledger', ['--version'], { encoding: 'utf8' });
test('hledger itself reads the export, checks it, and comes to the same balances', { skip: hledger.status === 0 ? false : 'hledger is not installed here: apt-get install hledger' }, async (t) => {
  const house = await openHouse(t, { routes, now });
  await year(house);
  const { code } = house.facility;
  const text = await (await house.request(`/api/v1/ledger/journal.hledger?facility=${code}`, { as: house.as('auditor') })).text();
  const run = (...args: string[]) => spawnSync('hledger', ['-f', '-', ...args], { input: text, encoding: 'utf8' });
  const checked = run('check');
  assert.equal(checked.status, 0, checked.stderr);
  assert.notEqual(spawnSync('hledger', ['-f', '-', 'check'], { input: text.replace(/ 1000000 IDR/, ' 999999 IDR'), encoding: 'utf8' }).status, 0, 'hledger sees an unbalanced entry');
  const balances = new Map(run('balance', '--flat', '--empty', '--output-format', 'csv').stdout.split('\n').slice(1).map((line) => /"([^"]+)","(-?\d+) IDR"/.exec(line)).flatMap((found) => (found ? [[found[1] ?? '', Number(found[2])] as const] : [])));
  const trial = z.object({ items: z.array(z.object({ code: z.string(), balance_idr: z.number() })) }).parse(await (await house.request(`/api/v1/ledger/trial-balance?facility=${code}`, { as: house.as('auditor') })).json());
  for (const row of trial.items) assert.equal(balances.get(`${code}:${row.code}`) ?? 0, row.balance_idr, row.code);
  assert.ok(balances.size >= 8);
});
