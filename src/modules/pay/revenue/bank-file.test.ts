import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, refused } from '#tests/house.ts';
import { openWorkplace } from '#tests/stage-sale.ts';
import { balanceOf, post, savingsOf } from '#ledger';
import { asSystem } from '#tests/house.ts';
import { routes } from '../index.ts';
import { approveWithdrawal, prepareWithdrawal } from '../commands/savings.ts';
import { bankFileTransitions, readAnswer, writeBankFile } from './bank-file.ts';
import { approvePayee, prepareBankFile, recordBankAnswer, recordPayee, refuseBankFile, releaseBankFile } from './bank-commands.ts';
import { fileLines, sendable } from './bank-queries.ts';
import { asRows } from './sheet-upload.ts';

const now = new Date('2026-11-24T05:00:00Z');

test('the file carries its count, its sum and its own fingerprint, and no name can become a formula or a column', () => {
  const line = { bank_code: '002', account_number: '123456789', amount_idr: 5_000, withdrawal: 'AT-2026-0001' };
  const { text, sha256, total_idr } = writeBankFile({ number: 'BF-2026-0001', on_day: '2026-11-24', lines: [{ ...line, line: 1, holder: '=CMD;Ibu\r\nSiti "A"' }, { ...line, line: 2, holder: 'Élan O’Brien' }] });
  const rows = text.split('\r\n');
  assert.deepEqual(rows.slice(0, 3), ['H;BF-2026-0001;2026-11-24;2;10000', 'D;1;002;123456789;CMD Ibu Siti A;5000;AT-2026-0001', 'D;2;002;123456789;Elan O Brien;5000;AT-2026-0001']);
  assert.equal(rows[3], `T;2;10000;${createHash('sha256').update(`${rows.slice(0, 3).join('\r\n')}\r\n`).digest('hex')}`);
  assert.deepEqual([total_idr, sha256], [10_000, rows[3]?.split(';')[3]]);
});

test('an answer speaks of each line once with its amount, or it is refused whole', () => {
  const sent = [{ line: 1, amount_idr: 5_000 }, { line: 2, amount_idr: 6_000 }];
  const row = (Baris: string, Jumlah: string, Hasil = 'berhasil') => ({ Baris, Jumlah, Hasil, Keterangan: '', Referensi: '' });
  assert.deepEqual(readAnswer(asRows([row('1', '5.000'), row('2', '6000', 'Gagal')]), sent).map((each) => each.result), ['paid', 'failed']);
  for (const bad of [[row('1', '5000')], [row('1', '5000'), row('2', '1')], [row('1', '5000'), row('1', '5000')], [row('1', '5000'), row('2', '6000'), row('3', '1')], [row('1', '5000'), row('2', '6000', 'mungkin')]]) assert.throws(() => readAnswer(asRows(bad), sent), refused('bank.answer_unlike'));
  assert.deepEqual(bankFileTransitions.map(({ from, to }) => `${from}>${to}`), ['prepared>released', 'prepared>refused', 'released>answered']);
});

/** Two people with Rp 100,000 each; the first sends Rp 40,000 home, the second Rp 30,000; an account of the first's family is approved. */
async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff, workers } = place;
  await house.act(asSystem, (tx) => post(tx, { facility_id, on_day: '2026-10-01', kind: 'opening', ref_type: 'opening', ref_id: '1', memo: 'Saldo awal contoh', lines: [{ account: '1100', amount_idr: 200_000 }, ...workers.map(({ id }) => ({ account: { worker_id: id }, amount_idr: -100_000 }))] }));
  const payee = async (n: number, more: Partial<{ relation: 'own' | 'family'; account_number: string }> = {}) => house.act(staff.treasurer, (tx) => recordPayee(tx, { worker_id: workers[n]?.id ?? '', relation: 'family', holder: `Keluarga Contoh ${n}`, bank_code: '002', account_number: '1234567890', evidence: 'KK contoh', ...more }));
  const approve = (id: string, by = staff.facility_head) => house.act(by, (tx) => approvePayee(tx, { id }));
  for (const [n, amount_idr] of [40_000, 30_000].entries()) {
    const asked = await house.act(staff.treasurer, (tx) => prepareWithdrawal(tx, { facility_id, worker_id: workers[n]?.id ?? '', kind: 'SEND_FAMILY', amount_idr, purpose: 'Kiriman contoh' }));
    await house.act(staff.facility_head, (tx) => approveWithdrawal(tx, { id: asked.id }));
  }
  const prepare = () => house.act(staff.treasurer, (tx) => prepareBankFile(tx, { facility_id }));
  const release = (id: string, by = staff.facility_head) => house.act(by, (tx) => releaseBankFile(tx, { id }));
  const answer = (id: string, rows: Record<string, string>[]) => house.act(staff.treasurer, (tx) => recordBankAnswer(tx, { id, rows: asRows(rows) }));
  const saved = () => Promise.all(workers.map(({ id }) => house.look(staff.treasurer, async (reader) => (await savingsOf(reader, { facility_id, worker_id: id })).balance_idr)));
  return { house, ...place, payee, approve, prepare, release, answer, saved };
}
const row = (line: number, amount: number, result: string) => ({ Baris: String(line), Jumlah: String(amount), Hasil: result, Keterangan: result === 'gagal' ? 'Rekening tutup' : '', Referensi: '' });

test('approved withdrawals go in a file by two persons; what the bank could not pay is in the savings again and can be asked for anew', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.prepare(), refused('bank.nothing_to_send'));
  for (const n of [0, 1]) await s.approve((await s.payee(n)).id);
  const file = await s.prepare();
  assert.deepEqual([file.lines, file.total_idr], [2, 70_000]);
  await assert.rejects(s.prepare(), refused('bank.nothing_to_send'));
  await assert.rejects(s.answer(file.id, [row(1, 40_000, 'berhasil'), row(2, 30_000, 'gagal')]), refused('bank.not_released'));
  await assert.rejects(s.release(file.id, s.staff.treasurer), Forbidden);
  await assert.rejects(s.release(file.id, { ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }), refused('bank.same_person'));
  assert.equal((await s.house.request(`/bengkel/berkas-bank/${file.id}/berkas.csv`, { as: s.staff.treasurer })).status, 404);
  await s.release(file.id);
  await assert.rejects(s.release(file.id), refused('bank.decided_already'));
  const text = await (await s.house.request(`/bengkel/berkas-bank/${file.id}/berkas.csv`, { as: s.staff.treasurer })).text();
  const kept = await s.house.look(s.staff.treasurer, (reader) => reader.one<{ sha256: string }>(sql`select sha256 from pay.bank_file`));
  assert.ok(text.includes(`T;2;70000;${kept.sha256}`), 'the file that leaves is the file that was decided');
  assert.deepEqual(await s.saved(), [60_000, 70_000]);
  await assert.rejects(s.answer(file.id, [row(1, 40_000, 'berhasil')]), refused('bank.answer_unlike'));
  assert.deepEqual(await s.answer(file.id, [row(1, 40_000, 'berhasil'), row(2, 30_000, 'gagal')]), { number: file.number, paid: 1, failed: 1 });
  assert.deepEqual(await s.saved(), [60_000, 100_000]);
  assert.equal(await s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id: s.facility_id, account: '1100' })), 160_000);
  await assert.rejects(s.answer(file.id, [row(1, 40_000, 'berhasil'), row(2, 30_000, 'gagal')]), refused('bank.not_released'));
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => sendable(reader, s.facility_id)), []);
  assert.deepEqual((await s.house.look(s.staff.treasurer, (reader) => fileLines(reader, file.id))).map((line) => line.result), ['paid', 'failed']);
  const states = await s.house.admin.query<{ state: string }>('select state from pay.withdrawal order by number');
  assert.deepEqual(states.rows.map((each) => each.state), ['approved', 'returned']);
  await assert.rejects(s.house.admin.query("update pay.withdrawal set state = 'returned'"), /already decided|opposite of its journal/);
  const page = await (await s.house.request(`/bengkel/berkas-bank/${file.id}`, { as: s.house.as('auditor') })).text();
  assert.ok(!page.includes('1234567890') && !page.includes('Keluarga Contoh'), 'who oversees sees no account and no name');
});

test('an account counts once another person saw its evidence; a new one ends the old, but not while the bank has it', async (t) => {
  const s = await scene(t);
  const { id } = await s.payee(0);
  await assert.rejects(s.prepare(), refused('bank.nothing_to_send'));
  await assert.rejects(s.approve(id, s.staff.treasurer), Forbidden);
  await assert.rejects(s.approve(id, { ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }), refused('payee.same_person'));
  await s.approve(id);
  await assert.rejects(s.approve(id), refused('payee.decided_already'));
  const file = await s.prepare();
  await assert.rejects(s.payee(0, { account_number: '9999999999' }), refused('payee.in_use'));
  await s.house.act(s.staff.facility_head, (tx) => refuseBankFile(tx, { id: file.id, reason: 'Rekening berubah' }));
  await s.payee(0, { account_number: '9999999999' });
  await assert.rejects(s.prepare(), refused('bank.nothing_to_send'));
  assert.equal((await s.house.request('/bengkel/rekening-tujuan', { as: s.house.as('auditor') })).status, 403);
});

test('eight who prepare a file at once send each withdrawal once, and the database holds it', async (t) => {
  const s = await scene(t);
  for (const n of [0, 1]) await s.approve((await s.payee(n)).id);
  const made = await Promise.allSettled(Array.from({ length: 8 }, () => s.prepare()));
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 1);
  await assert.rejects(s.house.admin.query('insert into pay.bank_line select facility_id, file_id, line + 10, withdrawal_id, payee_id, amount_idr from pay.bank_line'), /already in a file/);
  await assert.rejects(s.house.admin.query('update pay.bank_file set total_idr = 1'), /frozen/);
});
