import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { NotFound, Forbidden } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { buying, type Buying } from '../buying.fixture.ts';
import { decideAppeal, decideWaiver, lapseAllWaivers, makeOffer } from './answer-commands.ts';
import { appealWaiver, approveWaiver, changeWaiver, compareWithMarket, draftWaiver, giveReason, nameApprover, prepareWaiver, requestWaiver, returnWaiver, setScope, settleWaiver, withdrawWaiver } from './commands.ts';
import { newOffer, waiverMoves, wholeWaiver, type WaiverState } from './machine.ts';
import { gaps, waiverFile, waiversOf } from './queries.ts';

type Asked = Partial<Parameters<typeof wholeWaiver.parse>[0] & object> & Record<string, unknown>;
const chairs = { item_text: 'Kursi lipat rapat', unspsc: '56101542', quantity: 8, unit: 'buah', value_idr: 20_000_000, needed_by: '2026-12-31', market_price_idr: 250_000, market_days: 3 };
const wish = (more: Asked = {}) => wholeWaiver.parse({ unit: 'Bagian Umum', reason_code: 'PRICE', reason_text: 'Harga pasar lebih rendah', evidence: 'Penawaran CV Contoh 20/11/2026', valid_from: '2026-12-01', valid_to: '2027-03-31', approver: 'KPA Dinas Contoh', lines: [chairs], ...more });
const asked = async ({ act, pp }: Buying, more: Asked = {}, at?: Date) => (await act(pp, (tx) => requestWaiver(tx, wish(more)), at)).number;
const sent = async (b: Buying, more: Asked = {}, at?: Date) => {
  const number = await asked(b, more, at);
  await b.act(b.ppk, (tx) => approveWaiver(tx, { number }), at);
  return number;
};
const fileOf = ({ house, hq }: Buying, number: string) => house.look(hq, (reader) => waiverFile(reader, number));
const stateOf = async (b: Buying, number: string): Promise<WaiverState> => (await fileOf(b, number)).state;
const grant = { decision: 'grant' as const, words: 'Harga memang lebih rendah' };
const refuse = { decision: 'refuse' as const, words: 'Harga sudah disamai' };
const offer = (more: Record<string, unknown>) => newOffer.parse({ line: 1, ...more });

test('the database and the program hold one table of moves', async (t) => {
  const { house } = await buying(t, 'none');
  const { rows } = await house.admin.query<{ from: string; verb: string; to: string }>('select "from", verb, "to" from procurement.waiver_move');
  const flat = (moves: readonly { from: string; verb: string; to: string }[]) => moves.map(({ from, verb, to }) => `${from} ${verb} ${to}`).sort();
  assert.deepEqual(flat(waiverMoves), flat(rows));
  await assert.rejects(house.admin.query("insert into procurement.waiver (number, agency_id, unit, zone, kind, state, created_at) values ('X', $1, 'U', 'Asia/Jakarta', 'single', 'granted', now())", [house.agency.id]), /begins as a draft/);
});

test('the file is filled in step by step beside the maker’s real figures, and is not complete before', async (t) => {
  const b = await buying(t);
  const { act, pp } = b;
  const { number } = await act(pp, (tx) => draftWaiver(tx, { kind: 'single', unit: 'Bagian Umum', lines: [wish().lines[0] ?? chairs] as never }));
  const [line] = (await fileOf(b, number)).line_rows;
  assert.deepEqual(line?.ours && [line.sku, line.ours.price_idr, line.ours.available, line.ours.daily_capacity, line.ours.lines, line.facility_name], ['K-KURSI', 300_000, 10, 5, 0, 'Lapas Contoh Uji']);
  const missing = () => assert.rejects(act(pp, (tx) => prepareWaiver(tx, { number })), refused('waiver.incomplete'));
  await missing();
  await assert.rejects(act(pp, (tx) => giveReason(tx, { number }, { reason_code: 'SUKA', reason_text: 'Tanpa sebab' })), refused('waiver.reason_unknown'));
  await act(pp, (tx) => giveReason(tx, { number }, { reason_code: 'LEAD_TIME', reason_text: 'Rapat tiga hari lagi' }));
  await missing();
  await act(pp, (tx) => compareWithMarket(tx, { number }, { evidence: 'Penawaran toko', lines: [{ line: 1, market_price_idr: 240_000, market_days: undefined, market_quality: 'setara' }] }));
  await missing();
  await assert.rejects(act(pp, (tx) => setScope(tx, { number }, { valid_from: '2027-01-02', valid_to: '2027-01-01' })), refused('waiver.days'));
  await assert.rejects(act(pp, (tx) => setScope(tx, { number }, { valid_from: '2026-01-02', valid_to: '2026-11-01' })), refused('waiver.period_past'));
  await act(pp, (tx) => setScope(tx, { number }, { valid_from: '2026-12-01', valid_to: '2027-01-31' }));
  await missing();
  await act(pp, (tx) => nameApprover(tx, { number }, { approver: 'KPA' }));
  await missing();
  await act(pp, (tx) => compareWithMarket(tx, { number }, { evidence: 'Penawaran toko', lines: [{ line: 1, market_price_idr: 240_000, market_days: 2, market_quality: 'setara' }] }));
  await act(pp, (tx) => prepareWaiver(tx, { number }));
  assert.equal(await stateOf(b, number), 'prepared');
  await assert.rejects(act(pp, (tx) => nameApprover(tx, { number }, { approver: 'Lain' })), refused('waiver.not_draft'));
  await assert.rejects(act(pp, (tx) => compareWithMarket(tx, { number }, { evidence: 'Penawaran lain', lines: [] })), refused('waiver.not_draft'));
  await assert.rejects(act(pp, (tx) => prepareWaiver(tx, { number })), refused('waiver.moved'));
});

test('no person decides on what they prepared, not even under two accounts', async (t) => {
  const b = await buying(t);
  const { act, pp, ppk, hq, other_hq } = b;
  const number = await asked(b);
  const twin = { ...ppk, person_id: pp.person_id };
  await assert.rejects(act(twin, (tx) => approveWaiver(tx, { number })), refused('waiver.second_person'));
  await assert.rejects(act(pp, (tx) => approveWaiver(tx, { number })), Forbidden);
  await act(ppk, (tx) => approveWaiver(tx, { number }));
  for (const person_id of [pp.person_id, ppk.person_id]) await assert.rejects(act({ ...hq, person_id }, (tx) => decideWaiver(tx, { number }, grant)), refused('waiver.decider_other'));
  await act(hq, (tx) => decideWaiver(tx, { number }, refuse));
  await act(ppk, (tx) => appealWaiver(tx, { number, words: 'Harga belum disamai' }));
  for (const who of [hq, { ...other_hq, person_id: pp.person_id }, { ...other_hq, person_id: ppk.person_id }]) await assert.rejects(act(who, (tx) => decideAppeal(tx, { number }, { decision: 'overturn', words: 'Dikabulkan saja' })), refused('waiver.appeal_other'));
  await act(other_hq, (tx) => decideAppeal(tx, { number }, { decision: 'overturn', words: 'Harga memang belum disamai' }));
  const file = await fileOf(b, number);
  assert.deepEqual([file.state, file.decided_how, file.permit_code !== null], ['granted', 'appeal', true]);
});

test('a changed file loses its approvals, and who changed it does not approve it', async (t) => {
  const b = await buying(t);
  const { act, pp, ppk } = b;
  const number = await sent(b);
  await act(ppk, (tx) => changeWaiver(tx, { number, words: 'Jumlahnya berubah' }));
  const open = await fileOf(b, number);
  assert.deepEqual([open.state, open.approved_person, open.prepared_person, open.due_on, open.silent_on], ['draft', null, null, null, null]);
  await act(pp, (tx) => prepareWaiver(tx, { number }));
  await assert.rejects(act(ppk, (tx) => approveWaiver(tx, { number })), refused('waiver.second_person'), 'the commitment officer has a hand in it now');
  const second = b.house.as('commitment_officer', 'facility', 2);
  await act(second, (tx) => returnWaiver(tx, { number, words: 'Lengkapi dahulu' }));
  assert.equal(await stateOf(b, number), 'draft');
  await act(pp, (tx) => prepareWaiver(tx, { number }));
  await act(second, (tx) => approveWaiver(tx, { number }));
  await assert.rejects(b.house.admin.query("update procurement.waiver set reason_text = 'lain' where number = $1", [number]), /no draft/);
  await assert.rejects(b.house.admin.query('update procurement.waiver_line set quantity = 900'), /no draft/);
  await assert.rejects(b.house.admin.query("update procurement.waiver set hands = '{}' where number = $1", [number]), /never taken off/);
  await assert.rejects(b.house.admin.query("update procurement.waiver_step set words = 'lain'"), /append-only/);
});

test('the facility matches the price, delivers in parts, substitutes or says no, on its own lines alone', async (t) => {
  const b = await buying(t);
  const { act, kasi, ppk, pp, house } = b;
  const number = await asked(b);
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'match_price', price_idr: 250_000 }))), NotFound, 'a draft is not seen');
  await act(ppk, (tx) => approveWaiver(tx, { number }));
  await assert.rejects(act(pp, (tx) => settleWaiver(tx, { number })), refused('waiver.offers_missing'));
  await assert.rejects(act(house.as('section_head', 'other'), (tx) => makeOffer(tx, { number }, offer({ kind: 'cannot', words: 'Bukan kami' }))), NotFound);
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'match_price', price_idr: 250_001 }))), refused('offer.no_match'));
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'match_price' }))), refused('offer.incomplete'));
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'split_delivery', deliveries: [{ day: '2026-12-01', quantity: 4 }, { day: '2026-12-10', quantity: 3 }] }))), refused('offer.split_sum'));
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'split_delivery', deliveries: [{ day: '2026-12-10', quantity: 4 }, { day: '2026-12-01', quantity: 4 }] }))), refused('offer.split_sum'));
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'substitute', sku: 'K-TAS' }))), refused('offer.substitute_unknown'), 'another facility’s');
  await act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'cannot', words: 'Bengkel penuh sampai Januari' })));
  await assert.rejects(act(pp, (tx) => settleWaiver(tx, { number })), refused('waiver.offers_missing'), 'a no is no offer');
  for (const more of [{ kind: 'match_price', price_idr: 250_000 }, { kind: 'substitute', sku: 'K-MEJA' }, { kind: 'earlier_day', day: '2026-11-27' }, { kind: 'split_delivery', deliveries: [{ day: '2026-12-01', quantity: 4 }, { day: '2026-12-10', quantity: 4 }] }]) await act(kasi, (tx) => makeOffer(tx, { number }, offer(more)));
  const seen = await house.look(kasi, (reader) => waiverFile(reader, number));
  assert.deepEqual([seen.line_rows.length, seen.offers.map(({ kind }) => kind), seen.agency], [1, ['split_delivery'], 'Instansi Contoh Uji']);
  await act(pp, (tx) => settleWaiver(tx, { number }));
  const file = await fileOf(b, number);
  assert.deepEqual([file.state, file.permit_code], ['settled', null], 'bought here after all');
  await assert.rejects(act(kasi, (tx) => makeOffer(tx, { number }, offer({ kind: 'cannot', words: 'Terlambat' }))), refused('offer.closed'));
});

const jayapura = ({ house }: Buying) => house.admin.query(`
  insert into organisation.province (code, name_id, name_en, capital, island_group, timezone, latitude, longitude, source) values ('91','Papua','Papua','Jayapura','Papua','WIT',-2.5,140.7,'test') on conflict do nothing;
  update organisation.agency set province_code = '91' where id = '${house.agency.id}'`);

test('the clock counts working days across joint leave, in the zone where the agency sits', async (t) => {
  const b = await buying(t);
  await jayapura(b);
  // Friday 13 March 2026, 23.30 in Jayapura is 21.30 in Jakarta. Joint leave and holidays: 18-20, 23 and 24 March.
  const friday = new Date('2026-03-13T14:30:00Z');
  const number = await sent(b, {}, friday);
  const file = await fileOf(b, number);
  assert.deepEqual([file.zone, file.due_on, file.silent_on], ['Asia/Jayapura', '2026-03-27', '2026-04-06'], 'five and ten working days: 16, 17, 25, 26, 27 March; 30, 31 March, 1, 2, 6 April (3 April is Good Friday)');
  // Half an hour later it is Saturday in Jayapura and still Friday in Jakarta.
  const late = await sent(b, { lines: [{ ...chairs, quantity: 7 }] }, new Date('2026-03-13T15:30:00Z'));
  assert.equal((await fileOf(b, late)).due_on, '2026-03-27', 'a Saturday counts from the same Monday');
  const monday = await sent(b, { lines: [{ ...chairs, quantity: 6 }] }, new Date('2026-03-15T15:30:00Z'));
  assert.equal((await fileOf(b, monday)).due_on, '2026-03-30', 'Monday 00.30 in Jayapura: the sixteenth is the first day, and does not count');
});

test('silence does what the rule says, after the last day is over where the agency sits, and only once', async (t) => {
  const b = await buying(t);
  await jayapura(b);
  const number = await sent(b);
  const { silent_on } = await fileOf(b, number);
  assert.equal(silent_on, '2026-12-08');
  assert.equal(await lapseAllWaivers(b.house.db, new Date('2026-12-08T14:59:00Z')), 0, '23.59 in Jayapura on the last day');
  assert.equal(await lapseAllWaivers(b.house.db, new Date('2026-12-08T15:01:00Z')), 1, '00.01 in Jayapura, 22.01 in Jakarta');
  assert.equal(await lapseAllWaivers(b.house.db, new Date('2026-12-08T15:02:00Z')), 0);
  const file = await fileOf(b, number);
  assert.deepEqual([file.state, file.decided_how, file.permit_code !== null], ['granted', 'silence', true]);
  await b.house.admin.query(`update procurement.duty_rule set value = '{"outcome":"escalate"}' where code = 'SILENCE'`);
  const other = await sent(b, { lines: [{ ...chairs, quantity: 7 }] });
  assert.equal((await fileOf(b, other)).silence, 'escalate', 'what silence means is written into the file when it is sent');
  await lapseAllWaivers(b.house.db, new Date('2026-12-10T00:00:00Z'));
  assert.equal(await stateOf(b, other), 'escalated');
  await b.act(b.hq, (tx) => decideWaiver(tx, { number: other }, refuse));
  assert.equal(await stateOf(b, other), 'refused');
});

test('one file that cannot lapse holds up no other, and lapses when it can', async (t) => {
  const b = await buying(t);
  const [stuck, other] = [await sent(b), await sent(b, { lines: [{ ...chairs, quantity: 7 }] })];
  await b.house.admin.query(`alter table procurement.permit add constraint planted check (waiver_id <> '${(await fileOf(b, stuck)).id}')`);
  assert.equal(await lapseAllWaivers(b.house.db, new Date('2026-12-10T00:00:00Z')), 1);
  assert.deepEqual([await stateOf(b, stuck), await stateOf(b, other)], ['sent', 'granted']);
  await b.house.admin.query('alter table procurement.permit drop constraint planted');
  assert.equal(await lapseAllWaivers(b.house.db, new Date('2026-12-10T01:00:00Z')), 1);
  assert.equal(await stateOf(b, stuck), 'granted');
});

test('a reason that needs no decision is looked up: granted at once when it is true, refused when it is not', async (t) => {
  const b = await buying(t);
  const request = (reason_code: string, line: Record<string, unknown>) => asked(b, { reason_code, lines: [{ ...chairs, ...line }] });
  for (const [reason, line] of [['BELOW_THRESHOLD', { value_idr: 10_000_001 }], ['NOT_ANNOUNCED', {}], ['QUANTITY_EXHAUSTED', {}]] as const) await assert.rejects(request(reason, line), refused('waiver.reason_untrue'), reason);
  for (const [reason, line] of [['BELOW_THRESHOLD', { value_idr: 10_000_000 }], ['NOT_ANNOUNCED', { unspsc: '52101508', item_text: 'Keset' }], ['QUANTITY_EXHAUSTED', { quantity: 5000 }]] as const) {
    const number = await request(reason, line);
    await b.act(b.ppk, (tx) => approveWaiver(tx, { number }));
    const file = await fileOf(b, number);
    assert.deepEqual([file.state, file.decided_how, file.permit_code !== null], ['granted', 'rule', true], reason);
  }
  const number = await request('QUANTITY_EXHAUSTED', { quantity: 4000 });
  await b.house.admin.query('update catalogue.listing set daily_capacity = 4000');
  await assert.rejects(b.act(b.ppk, (tx) => approveWaiver(tx, { number })), refused('waiver.reason_untrue'), 'and looked up once more when it is approved');
});

test('any number of lines is one request, by the API of other systems too', async (t) => {
  const b = await buying(t);
  const lines = Array.from({ length: 1500 }, (_, n) => ({ ...chairs, item_text: `Kursi lipat ruang ${n + 1}`, quantity: 1 + (n % 9) }));
  const began = performance.now();
  const answer = await b.house.request('/api/v1/waivers', { as: b.pp, json: wish({ lines }) });
  assert.equal(answer.status, 201, await answer.clone().text());
  const { number } = (await answer.json()) as { number: string };
  const api = (path: string, as = b.ppk, json: object = {}) => b.house.request(`/api/v1/waivers/${number}/${path}`, { as, json });
  assert.equal((await api('approval', b.pp)).status, 403);
  assert.equal((await api('approval')).status, 201);
  assert.equal((await api('decision', b.hq, { ...grant, lines: [{ line: 1, quantity: 0 }, { line: 2, quantity: 1 }] })).status, 201);
  t.diagnostic(`1,500 lines: asked, approved and granted in ${Math.round(performance.now() - began)} ms`);
  const { rows } = await b.house.admin.query<{ n: number; second: number }>('select count(*)::int as n, (max(quantity) filter (where line = 2))::int as second from procurement.permit_line');
  assert.deepEqual(rows[0], { n: 1499, second: 1 }, 'a line that is not granted is left out, another is granted in part');
  const file = (await (await b.house.request(`/api/v1/waivers/${number}`, { as: b.pp })).json()) as { line_rows: object[]; history: { verb: string }[] };
  assert.deepEqual([file.line_rows.length, file.history.map(({ verb }) => verb)], [1500, ['prepare', 'approve', 'grant']]);
  assert.equal((await b.house.request(`/api/v1/waivers/${number}`, { as: { ...b.pp, account_id: crypto.randomUUID() } })).status, 401);
});

test('an appeal is made in time and once; what is withdrawn or upheld stays so', async (t) => {
  const b = await buying(t);
  const { act, ppk, pp, hq, other_hq } = b;
  const number = await sent(b);
  await assert.rejects(act(ppk, (tx) => appealWaiver(tx, { number, words: 'Belum ditolak' })), refused('waiver.moved'));
  await act(hq, (tx) => decideWaiver(tx, { number }, refuse));
  await assert.rejects(act(ppk, (tx) => appealWaiver(tx, { number, words: 'Sudah terlambat' }), new Date('2026-12-09T03:00:00Z')), refused('waiver.appeal_late'));
  await act(ppk, (tx) => appealWaiver(tx, { number, words: 'Masih pada hari kesepuluh' }), new Date('2026-12-08T16:30:00Z'));
  assert.equal((await fileOf(b, number)).appeal_due_on, '2026-12-22');
  await act(other_hq, (tx) => decideAppeal(tx, { number }, { decision: 'uphold', words: 'Harga sudah disamai' }));
  for (const again of [() => act(ppk, (tx) => appealWaiver(tx, { number, words: 'Sekali lagi' })), () => act(pp, (tx) => withdrawWaiver(tx, { number, words: 'Tidak jadi' })), () => act(hq, (tx) => decideWaiver(tx, { number }, grant)), () => act(other_hq, (tx) => decideAppeal(tx, { number }, { decision: 'overturn', words: 'Berubah' }))]) await assert.rejects(again(), refused('waiver.moved'));
  const other = await sent(b, { lines: [{ ...chairs, quantity: 7 }] });
  await act(pp, (tx) => withdrawWaiver(tx, { number: other, words: 'Tidak jadi beli' }));
  await assert.rejects(act(hq, (tx) => decideWaiver(tx, { number: other }, grant)), refused('waiver.moved'));
});

test('a blanket permit speaks of a class of goods and is bounded by the rule', async (t) => {
  const b = await buying(t);
  const lines = [{ item_text: 'Segala kursi kantor khusus', category: 'furniture', quantity: 400, unit: 'buah', value_idr: 100_000_000 }];
  await assert.rejects(asked(b, { kind: 'blanket', reason_code: 'MEDICAL_ACCESS', lines, valid_to: '2027-12-01' }), refused('waiver.period_too_long'));
  const number = await sent(b, { kind: 'blanket', reason_code: 'MEDICAL_ACCESS', lines, valid_to: '2027-11-30' });
  await assert.rejects(asked(b, { kind: 'blanket', reason_code: 'BELOW_THRESHOLD', lines: [{ ...lines[0], value_idr: 1000 }] }), refused('waiver.reason_untrue'), 'a class has no small value');
  await b.act(b.hq, (tx) => decideWaiver(tx, { number }, grant));
  assert.equal((await fileOf(b, number)).permit_code !== null, true);
});

test('reasons make the list of what is missing, and every side sees its own', async (t) => {
  const b = await buying(t);
  await asked(b, { lines: [{ ...chairs, quantity: 3 }] });
  const number = await sent(b);
  await b.act(b.hq, (tx) => decideWaiver(tx, { number }, grant));
  const [gap] = await b.house.look(b.hq, (reader) => gaps(reader, { since: '2026-01-01' }));
  assert.deepEqual(gap && [gap.unspsc, gap.reason_code, gap.requests, gap.granted, gap.quantity], ['56101542', 'PRICE', 1, 1, 8], 'drafts do not count');
  assert.equal((await b.house.look({ ...b.pp, agency_id: crypto.randomUUID() }, (reader) => waiversOf(reader, { limit: 9 }))).length, 0, 'another agency sees nothing');
  assert.equal((await b.house.look(b.kasi, (reader) => waiversOf(reader, { limit: 9 }))).length, 1, 'the facility sees what was sent and speaks of its goods');
  assert.equal((await b.house.look(b.house.as('section_head', 'other'), (reader) => waiversOf(reader, { limit: 9 }))).length, 0);
  await assert.rejects(b.act(asSystem, (tx) => decideWaiver(tx, { number }, grant)), Forbidden);
});

test('who may do what: each act of the file is kept to its side', async (t: TestContext) => {
  const b = await buying(t);
  const number = await sent(b);
  const acts: [string, () => Promise<unknown>][] = [
    ['a facility does not draft', () => b.act(b.kasi, (tx) => requestWaiver(tx, wish()))], ['an agency does not decide', () => b.act(b.ppk, (tx) => decideWaiver(tx, { number }, grant))], ['an agency does not offer', () => b.act(b.pp, (tx) => makeOffer(tx, { number }, offer({ kind: 'cannot', words: 'Tidak dapat' })))],
    ['headquarters does not withdraw', () => b.act(b.hq, (tx) => withdrawWaiver(tx, { number, words: 'Ditarik saja' }))], ['who prepares does not appeal', () => b.act(b.pp, (tx) => appealWaiver(tx, { number, words: 'Keberatan' }))], ['headquarters does not settle', () => b.act(b.hq, (tx) => settleWaiver(tx, { number }))],
  ];
  for (const [what, act] of acts) await assert.rejects(act(), Forbidden, what);
});
