import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { outboxOf } from '#kernel/outbox.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { transact } from '#kernel/db.ts';
import { asSystem, refused } from '#tests/house.ts';
import { openBooks, savingsOf } from '#ledger';
import { receiveWorker, recordDeath, releaseWorker, sendWorker } from '#workforce';
import { verifyOn } from '../../../verify.ts';
import { approveWithdrawal, prepareWithdrawal } from '../commands/savings.ts';
import { reactions } from '../reactions.ts';
import { approvePayee, recordPayee } from '../revenue/bank-commands.ts';
import { here, now, scene } from '#tests/stage-wages.ts';
import { causes } from './keeping.ts';
import { approveCustody, payHeirs, placeHold, recordCustody, releaseHold } from './keeping-commands.ts';
import { receiptOf } from './receipt-commands.ts';
import { standingInWords, standingOf } from './standing.ts';

/** Two people with Rp 52,500 and Rp 70,000 from five mornings of October; a fifth of it is kept until release. */
async function saved(t: TestContext) {
  const s = await scene(t);
  for (const day of ['05', '06', '07', '08', '09']) await s.work(`2026-10-${day}`, [here, here]);
  await s.approve((await s.prepare()).id);
  const [first = '', second = ''] = s.workers.map(({ id }) => id);
  const take = (kind: 'BASIC_NEEDS' | 'SEND_FAMILY' | 'RELEASE_PAYOUT', amount_idr: number, worker_id = first) => s.house.act(s.staff.treasurer, (tx) => prepareWithdrawal(tx, { facility_id: s.facility_id, worker_id, kind, amount_idr, purpose: 'Keperluan contoh' }));
  const grant = (id: string) => s.house.act(s.staff.facility_head, (tx) => approveWithdrawal(tx, { id }));
  const hold = (amount_idr: number, more: object = {}) => s.house.act(s.staff.treasurer, (tx) => placeHold(tx, { worker_id: first, amount_idr, cause: 'investigation', reason: 'Pemeriksaan kehilangan alat', basis: 'BAP-UJI/4', until: '2026-12-10', ...more }));
  const look = (worker_id = first, facility_id = s.facility_id) => s.house.look(asSystem, (reader) => standingOf(reader, { facility_id, worker_id }));
  const sound = async () => {
    const client = await s.house.admin.connect();
    const findings = await verifyOn(client, ['hold.within_book', 'payout.has_receipt', 'custody.by_consent', 'savings.followed', 'savings.between_facilities', 'balance.is_postings', 'savings.never_negative', 'wages.to_the_rupiah']);
    client.release();
    assert.deepEqual(findings.filter(({ broken }) => broken > 0), []);
  };
  return { ...s, first, second, take, grant, hold, look, sound };
}

test('a hold stops a withdrawal and hides nothing; another person releases it, once, and it ends by itself', async (t) => {
  const s = await saved(t);
  await assert.rejects(s.hold(52_501), refused('hold.beyond_book'));
  await assert.rejects(s.hold(1_000, { until: '2026-12-25' }), refused('hold.too_long'));
  await assert.rejects(s.hold(1_000, { reason: 'x' }), Invalid);
  const asked = await s.take('SEND_FAMILY', 42_000);
  const hold = await s.hold(52_500);
  // What was asked for before is stopped as well, by the database at its approval.
  await assert.rejects(s.grant(asked.id), refused('withdrawal.held'));
  await assert.rejects(s.take('RELEASE_PAYOUT', 1), refused('withdrawal.held'));
  const standing = await s.look();
  assert.deepEqual([standing.balance_idr, standing.spendable.held_idr, standing.holds.length], [52_500, 52_500, 1]);
  assert.match(standingInWords(standing, 'en').map(({ value }) => value).join('; '), /Rp.52\.500 held until 10 December 2026: Investigation/);
  assert.deepEqual(Object.keys(causes).length, 4);
  await assert.rejects(s.house.admin.query("insert into pay.hold (facility_id, number, worker_id, amount_idr, cause, reason, basis, valid, placed_at) select facility_id, 'TH-9', worker_id, 1, cause, reason, basis, valid, now() from pay.hold"), /hold.beyond_book|more is held/);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => releaseHold(tx, { id: hold.id, reason: 'Sudah selesai' })), refused('hold.same_person'));
  await assert.rejects(s.house.admin.query('update pay.hold set amount_idr = 1'), /only ever released/);
  await s.house.act(s.staff.facility_head, (tx) => releaseHold(tx, { id: hold.id, reason: 'Pemeriksaan selesai' }));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => releaseHold(tx, { id: hold.id, reason: 'Sekali lagi' })), refused('hold.released_already'));
  await s.grant(asked.id);
  await s.sound();
  await s.hold(10_500, { until: '2026-11-24' });
  await assert.rejects(s.take('RELEASE_PAYOUT', 1), refused('withdrawal.held'));
  const later = new Date('2026-11-25T05:00:00Z');
  const rest = await s.house.act(s.staff.treasurer, (tx) => prepareWithdrawal(tx, { facility_id: s.facility_id, worker_id: s.first, kind: 'RELEASE_PAYOUT', amount_idr: 1, purpose: 'Bebas' }), later);
  assert.equal(rest.amount_idr, 10_500);
  await s.house.act(s.staff.facility_head, (tx) => approveWithdrawal(tx, { id: rest.id }), later);
});

test('a fifth of each month is kept until release: not for use inside, not to send, whole on leaving, with a receipt', async (t) => {
  const s = await saved(t);
  await assert.rejects(s.take('SEND_FAMILY', 42_001), refused('ledger.savings_short'));
  const home = await s.take('SEND_FAMILY', 42_000);
  await s.grant(home.id);
  await assert.rejects(s.take('BASIC_NEEDS', 1), refused('ledger.savings_short'));
  await s.house.act(s.staff.section_head, (tx) => releaseWorker(tx, { facility_id: s.facility_id, worker_id: s.first, on_day: '2026-11-24', cause: 'sentence_ended', decree: 'SK-BEBAS/1' }));
  const out = await s.take('RELEASE_PAYOUT', 1);
  assert.equal(out.amount_idr, 10_500);
  await s.grant(out.id);
  const { content } = await s.house.look(s.staff.treasurer, (reader) => receiptOf(reader, out.id));
  assert.deepEqual([content.kind, content.amount_idr, content.heirs], ['release', 10_500, []]);
  await assert.rejects(s.house.look(s.staff.treasurer, (reader) => receiptOf(reader, home.id)), /not found|NotFound|tidak/i);
  const pdf = await s.house.request(`/bengkel/premi/ambil/${out.id}/kuitansi`, { as: s.staff.treasurer });
  assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf']);
  await s.sound();
});

test('a dead person’s savings go to the heirs alone, by their papers, in parts to the rupiah, by two persons', async (t) => {
  const s = await saved(t);
  const wish = { worker_id: s.first, death_paper: 'Akta 12/2026', heirs_paper: 'SKAW 7/2026', purpose: 'Penyerahan tabungan', heirs: [{ name: 'Ahli Contoh Satu', relation: 'istri', parts: 2 }, { name: 'Ahli Contoh Dua', relation: 'anak', parts: 1 }, {}] };
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => payHeirs(tx, wish)), refused('heirs.not_dead'));
  await s.house.act(s.staff.section_head, (tx) => recordDeath(tx, { facility_id: s.facility_id, worker_id: s.first, on_day: '2026-11-24', decree: 'BA-UJI/1' }));
  await assert.rejects(s.take('SEND_FAMILY', 1_000), refused('withdrawal.person_died'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => payHeirs(tx, { ...wish, heirs: [{}] })), (error) => error instanceof Invalid && 'heirs.0.name' in error.problems);
  const asked = await s.house.act(s.staff.treasurer, (tx) => payHeirs(tx, wish));
  assert.equal(asked.amount_idr, 52_500);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveWithdrawal(tx, { id: asked.id })), refused('withdrawal.same_person'));
  await s.grant(asked.id);
  const { content } = await s.house.look(s.staff.treasurer, (reader) => receiptOf(reader, asked.id));
  assert.deepEqual([content.heirs.map(({ amount_idr }) => amount_idr), content.papers], [[35_000, 17_500], ['Akta 12/2026', 'SKAW 7/2026']]);
  await assert.rejects(s.house.admin.query('insert into pay.withdrawal (facility_id, number, worker_id, kind, amount_idr, purpose, on_day) values ($1, $2, $3, $4, 5, $5, $6)', [s.facility_id, 'AT-9', s.first, 'DEATH_HEIRS', 'x', '2026-11-24']), /share its whole amount/);
  const card = await (await s.house.request(`/bengkel/premi/kartu/${s.first}`, { as: s.staff.treasurer })).text();
  assert.match(card, /Serahkan kepada ahli waris/);
  await s.sound();
});

test('where savings lie is dated, consented to, and approved by another person; a bank account must be the own one', async (t) => {
  const s = await saved(t);
  const record = (more: object) => s.house.act(s.staff.treasurer, (tx) => recordCustody(tx, { worker_id: s.first, variant: 'bank' as const, consent_on: '2026-11-20', consent_paper: 'Persetujuan 3/2026', from: '2026-11-21', ...more }));
  await assert.rejects(record({}), refused('custody.needs_account'));
  await assert.rejects(record({ variant: 'card' }), (error) => error instanceof Invalid && 'card_digits' in error.problems);
  await assert.rejects(record({ variant: 'facility', from: '2026-11-19' }), (error) => error instanceof Invalid && 'from' in error.problems);
  const payee = await s.house.act(s.staff.treasurer, (tx) => recordPayee(tx, { worker_id: s.first, relation: 'own', holder: 'Peserta Contoh 1', bank_code: '002', account_number: '123456784421', evidence: 'Buku tabungan' }));
  await s.house.act(s.staff.facility_head, (tx) => approvePayee(tx, { id: payee.id }));
  const bank = await record({});
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveCustody(tx, bank)), Forbidden);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveCustody(tx, bank)), refused('custody.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => approveCustody(tx, bank));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveCustody(tx, bank)), refused('custody.approved_already'));
  const again = await record({ variant: 'card', card_digits: '0001' });
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveCustody(tx, again)), refused('custody.overlaps'));
  const later = await record({ variant: 'card', card_digits: '0001', from: '2026-11-23' });
  await s.house.act(s.staff.facility_head, (tx) => approveCustody(tx, later));
  assert.deepEqual([(await s.look()).custody?.variant, (await s.look()).custody?.last_digits], ['card', '0001']);
  const card = await (await s.house.request(`/bengkel/premi/kartu/${s.first}`, { as: s.staff.treasurer })).text();
  assert.match(card, /Kartu belanja …0001, sejak 23 November 2026 atas persetujuan Persetujuan 3\/2026/);
  assert.match(await (await s.house.request(`/bengkel/premi/kartu/${s.first}/2026-11/cetak`, { as: s.staff.treasurer })).text(), /Kartu belanja …0001/);
  await s.sound();
});

test('a person who moved is paid once: wages that are approved afterwards follow, and so do holds and what may be spent', async (t) => {
  const s = await saved(t);
  const { house, first, facility_id } = s;
  const drain = () => outboxOf(house.db, [reactions]).drain();
  await house.act(asSystem, (tx) => openBooks(tx, house.other.id));
  await s.work('2026-10-12', [here, here]);
  const late = await s.prepare();
  const hold = await s.hold(20_000);
  const transfer = await house.act(s.staff.section_head, (tx) => sendWorker(tx, { facility_id, worker_id: first, to: house.other.code, on_day: '2026-11-24', decree: 'SK-PINDAH/1' }));
  const arrived = await transact(house.db, { actor: house.as('section_head', 'other'), now, reach: { facility_ids: [facility_id, house.other.id] } }, (tx) => receiveWorker(tx, { transfer_id: transfer.id }));
  assert.equal(arrived.savings_idr, 52_500);
  await drain();
  const there = () => s.look(arrived.worker_id, house.other.id);
  const first_look = await there();
  assert.deepEqual([first_look.balance_idr, first_look.spendable.allowed_idr, first_look.spendable.locked_idr, first_look.spendable.held_idr], [52_500, 13_125, 10_500, 20_000]);
  assert.equal((await s.look()).holds.length, 0, `${hold.number} left with its owner`);
  // Computed before the move, approved after it: credited in the old book, and sent after the person.
  await s.approve(late.id);
  await drain();
  await house.admin.query("insert into kernel.outbox (event_id) select id from kernel.event where verb = 'run.approved' order by id desc limit 1");
  await drain();
  const books = async () => Promise.all([[facility_id, first], [house.other.id, arrived.worker_id]].map(([f = '', w = '']) => house.look(asSystem, async (reader) => (await savingsOf(reader, { facility_id: f, worker_id: w })).balance_idr)));
  assert.deepEqual(await books(), [0, 63_000]);
  await assert.rejects(s.prepare(), refused('run.nothing_due'));
  await s.sound();
});

test('the slip in large letters says each rupiah in the reader’s language, with what the savings hold and until when to object', async (t) => {
  const s = await saved(t);
  const page = await s.house.request(`/bengkel/premi/kartu/${s.first}/2026-11/besar`, { as: s.staff.treasurer });
  const text = await page.text();
  assert.match(text, /large-print__sum">Rp.52\.500/);
  assert.match(text, /Upah Oktober 2026\. Hadir: 5 sesi, 1\.050 menit/);
  assert.match(text, /paling lambat 8 Desember 2026/);
  assert.equal((await s.house.request(`/bengkel/premi/kartu/${s.first}/besok/besar`, { as: s.staff.treasurer })).status, 404);
  assert.equal((await s.house.request(`/bengkel/premi/kartu/${s.first}/2026-11/besar`, { as: s.house.as('treasurer', 'other') })).status, 404);
});

test('screens and API: held, sent, kept and custody stand on one page', async (t) => {
  const s = await saved(t);
  const form = { worker_id: s.first, amount_idr: '5.000', cause: 'court', reason: 'Perintah hakim', basis: 'PN 3/2026', until: '2026-12-01' };
  assert.equal((await s.house.request('/bengkel/premi/simpanan', { as: s.staff.treasurer, form: { ...form, until: '' } })).status, 422);
  assert.equal((await s.house.request('/bengkel/premi/simpanan', { as: s.staff.treasurer, form })).status, 303);
  const { items } = await (await s.house.request('/api/v1/savings-holds', { as: s.staff.treasurer })).json() as { items: { id: string }[] };
  assert.match(await (await s.house.request('/bengkel/premi/simpanan', { as: s.staff.facility_head })).text(), /Perintah hakim/);
  const standing = await (await s.house.request(`/api/v1/savings/${s.first}/standing`, { as: s.staff.treasurer })).json();
  assert.deepEqual([standing.balance_idr, standing.held_idr, standing.locked_idr, standing.inside_idr], [52_500, 5_000, 10_500, 13_125]);
  assert.equal((await s.house.request(`/bengkel/premi/simpanan/${items[0]?.id}/lepas`, { as: s.staff.facility_head, form: { reason: 'Perintah dicabut' } })).status, 303);
  assert.equal((await s.house.request('/bengkel/premi/simpanan', { as: s.house.as('treasurer', 'other') })).status, 200);
  assert.equal((await s.house.request(`/bengkel/premi/kartu/${s.first}`, { as: s.house.as('treasurer', 'other') })).status, 404);
});
