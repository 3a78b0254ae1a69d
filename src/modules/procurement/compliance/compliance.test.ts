import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { transact } from '#kernel/db.ts';
import { may, roles, system, visitor, type Actor } from '#kernel/policy.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { openBooks } from '#ledger';
import { acceptOrder, cancelOrder, commitOrder, handOverOrder, placeOrder, recordPayment, shipOrder } from '#orders';
import { answerFeedback, answerFlag, askAgain, closeFlag, raiseFlags, recordSpending, sendFeedback } from './commands.ts';
import { before, feedbackTransitions, flagTransitions, quarterName, quarterOf, readSpending, shareOf, spanOf, splitsOf, type BoughtLine } from './compliance.ts';
import { complianceRoutes } from './index.ts';
import { byUnit, flags, paidByUnit, ranking } from './queries.ts';

const now = new Date('2026-11-24T03:00:00Z');
const q4 = { year: 2026, quarter: 4 };
const long = 'Keterangan yang cukup panjang';

test('quarters, their days, and shares downwards', () => {
  assert.deepEqual([quarterOf('2026-01-01'), quarterOf('2026-09-30'), quarterOf('2026-12-31')], [{ year: 2026, quarter: 1 }, { year: 2026, quarter: 3 }, q4]);
  assert.deepEqual([spanOf(q4), before({ year: 2026, quarter: 1 }), quarterName.parse('2026-4')], [{ from: '2026-10-01', before: '2027-01-01' }, { year: 2025, quarter: 4 }, q4]);
  assert.equal(quarterName.safeParse('2026-5').success, false);
  assert.deepEqual([shareOf(99, 10_000), shareOf(1, 3), shareOf(5, null), shareOf(5, 0)], [99, 3333, undefined, undefined]);
});

test('orders below a threshold that together reach it within the window are one question; what is apart, enough by itself or of another agency is none', () => {
  let n = 0;
  const line = (day: string, amount_idr: number, more: Partial<BoughtLine> = {}): BoughtLine => ({ agency_id: 'a', order_id: `o${++n}`, number: `KB-${n}`, day, kind: 'kursi', amount_idr, ...more });
  const found = (...lines: BoughtLine[]) => splitsOf(lines, { threshold_idr: 200, window_days: 14 }).map(({ lines: within, sum_idr }) => [within.length, sum_idr]);
  assert.deepEqual(found(line('2026-10-01', 120), line('2026-10-15', 80)), [[2, 200]], 'the threshold itself is reached, on the last day of the window');
  assert.deepEqual(found(line('2026-10-01', 120), line('2026-10-16', 80)), [], 'a day too late');
  assert.deepEqual(found(line('2026-10-01', 120), line('2026-10-02', 79)), [], 'a rupiah too little');
  assert.deepEqual(found(line('2026-10-01', 200), line('2026-10-02', 50)), [], 'what reaches it by itself is not split');
  assert.deepEqual(found(line('2026-10-01', 120), line('2026-10-02', 120, { agency_id: 'b' })), []);
  assert.deepEqual(found(line('2026-10-01', 120), line('2026-10-02', 120, { kind: 'meja' })), []);
  assert.deepEqual(found(line('2026-10-01', 120, { order_id: 'x' }), line('2026-10-01', 120, { order_id: 'x' })), [], 'lines of one order are one purchase');
  assert.deepEqual(found(line('2026-09-01', 10), line('2026-10-01', 120), line('2026-10-02', 90), line('2026-10-03', 10), line('2026-11-10', 150), line('2026-11-11', 150)), [[3, 220], [2, 300]]);
});

test('a sheet of spending is read as a whole, and every row that is not right is named', () => {
  const known = new Set(['furniture', 'garment']);
  const row = (n: number, Unit: string, Kategori: string, Jumlah: string) => ({ row: n, cells: { Unit, Kategori, Jumlah } });
  assert.deepEqual(readSpending([row(2, 'Umum', 'Furniture', '1.000.000'), row(3, 'Umum', 'garment', '500000,00')], known), [{ unit: 'Umum', category: 'furniture', amount_idr: 1_000_000 }, { unit: 'Umum', category: 'garment', amount_idr: 500_000 }]);
  assert.throws(() => readSpending([row(2, '', 'furniture', '1'), row(3, 'Umum', 'roket', '1'), row(4, 'Umum', 'garment', 'satu'), row(5, 'A', 'garment', '1'), row(6, 'a', 'garment', '2')], known), (error) => refused('spend.unreadable')(error) && /2 \(Unit\), 3 \(Kategori\), 4 \(Jumlah\), 6 \(Kategori\)/.test(String(error)));
  assert.throws(() => readSpending([], known), refused('spend.empty'));
});

type Scene = { house: House; agency_id: string; pp: Actor; ppk: Actor; centre: Actor; place: (day: string, quantity: number, who?: Actor) => Promise<string>; finish: (number: string, on: string, paid?: string) => Promise<void>; raise: (at?: Date) => Promise<number>; flag: () => Promise<string> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes: complianceRoutes, now });
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi', name_en: 'Chair', price_idr: 1_000_000, stock: 900 });
  await house.act(system, (tx) => openBooks(tx, house.facility.id));
  const [pp, ppk, centre] = [house.as('procurement_officer'), house.as('commitment_officer'), house.as('headquarters')];
  const at = (day: string) => new Date(`${day}T03:00:00Z`);
  const buying = <T>(actor: Actor, day: string, work: Parameters<typeof transact<T>>[2]) => transact(house.db, { actor, now: at(day), reach: { facility_ids: [house.facility.id], agency_id: house.agency.id } }, work);
  const raise = async (when = now) => (await house.act(centre, raiseFlags, when)).raised;
  return {
    house, agency_id: house.agency.id, pp, ppk, centre, raise,
    place: async (day, quantity, who = pp) => (await buying(who, day, (tx) => placeOrder(tx, { channel: 'agency', lines: [{ sku: 'K-KURSI', quantity }], deliver_to: { name: 'Gudang', address: 'Jalan Contoh 1' }, buyer: { name: 'Instansi Contoh Uji', unit: 'Bagian Umum' } }))).number,
    finish: async (number, on, paid) => {
      await house.act(house.as('section_head'), (tx) => acceptOrder(tx, { number }), at(on));
      await buying(ppk, on, (tx) => commitOrder(tx, { number }));
      await house.act(house.as('section_head'), (tx) => shipOrder(tx, { number, carrier: 'Kurir' }), at(on));
      await buying(ppk, on, (tx) => handOverOrder(tx, { number, handover_number: `B-${number}`, received_by: 'Penerima' }));
      const { total_idr } = (await house.admin.query<{ total_idr: number }>('select total_idr from orders.sales_order where number = $1', [number])).rows[0] ?? { total_idr: 0 };
      if (paid) await house.act(house.as('treasurer'), (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: Number(total_idr), reference: number }), at(paid));
    },
    flag: async () => {
      const [found] = await house.look(centre, (reader) => flags(reader));
      return found?.id ?? '';
    },
  };
}

test('share and payment follow orders, sheets and handovers; a corrected sheet is the next revision; an agency sees its own', async (t) => {
  const s = await scene(t);
  const spend = (rows: string[][], who = s.pp, at = q4) => s.house.act(who, (tx) => recordSpending(tx, { agency_id: s.agency_id, at, source: 'SAKTI', rows: rows.map(([Unit = '', Kategori = '', Jumlah = ''], n) => ({ row: n + 2, cells: { Unit, Kategori, Jumlah } })) }));
  await s.finish(await s.place('2026-10-01', 3), '2026-10-02', '2026-10-20');
  await s.finish(await s.place('2026-10-01', 2), '2026-10-03', '2026-11-10');
  await s.finish(await s.place('2026-10-02', 1), '2026-10-05');
  await s.finish(await s.place('2026-11-01', 1), '2026-11-20');
  const gone = await s.place('2026-10-10', 9);
  await transact(s.house.db, { actor: s.pp, now, reach: { facility_ids: [s.house.facility.id], agency_id: s.agency_id } }, (tx) => cancelOrder(tx, { number: gone, reason: 'Tidak jadi' }));
  await s.place('2026-09-30', 5);
  await spend([['bagian umum', 'furniture', '400000000'], ['Biro Lain', 'garment', '100000000']]);
  await assert.rejects(spend([['bagian umum', 'furniture', '400000000'], ['Biro Lain', 'garment', '100000000']]), refused('spend.same_sheet'));
  assert.equal((await spend([['Bagian Umum', 'furniture', '700000000']])).revision, 2);
  await assert.rejects(spend([['Bagian Umum', 'furniture', '1']], s.pp, { year: 2027, quarter: 1 }), refused('spend.in_future'));
  const rank = await s.house.look(visitor, (reader) => ranking(reader, q4, 30));
  assert.deepEqual(rank.map(({ rank: n, orders, ordered_idr, spent_idr, share_bp, received, in_time, late, overdue }) => ({ n, orders, ordered_idr, spent_idr, share_bp, received, in_time, late, overdue })), [{ n: 1, orders: 4, ordered_idr: 7_000_000, spent_idr: 700_000_000, share_bp: 100, received: 4, in_time: 1, late: 1, overdue: 1 }]);
  assert.deepEqual(await s.house.look(s.pp, (reader) => byUnit(reader, s.agency_id, q4)), [{ unit: 'Bagian Umum', category: 'furniture', orders: 4, ordered_idr: 7_000_000, spent_idr: 700_000_000 }]);
  assert.deepEqual(await s.house.look(s.pp, (reader) => paidByUnit(reader, s.agency_id, q4, 30)), [{ unit: 'Bagian Umum', orders: 4, in_time: 1, late: 1, overdue: 1, overdue_idr: 1_000_000 }]);
  const { rows: [other] } = await s.house.admin.query<{ id: string }>("insert into organisation.agency (code, name, kind, is_sample, source) values ('lain', 'Instansi Lain', 'agency', true, 'test') returning id");
  const stranger = { ...s.pp, account_id: crypto.randomUUID(), agency_id: other?.id ?? null };
  assert.deepEqual(await s.house.look(stranger, (reader) => byUnit(reader, s.agency_id, q4)), []);
  assert.deepEqual(await s.house.look(stranger, (reader) => paidByUnit(reader, s.agency_id, q4, 30)), []);
  await assert.rejects(s.house.act(stranger, (tx) => recordSpending(tx, { agency_id: s.agency_id, at: q4, source: 'x', rows: [{ row: 2, cells: { Unit: 'U', Kategori: 'furniture', Jumlah: '1' } }] })), /row-level security/);
  await assert.rejects(s.house.admin.query('update procurement.spend_line set amount_idr = 1'), /append-only/);
});

test('splitting an order under the threshold raises one question, once, with its method frozen', async (t) => {
  const s = await scene(t);
  const numbers = [await s.place('2026-11-01', 120), await s.place('2026-11-05', 90)];
  await s.place('2026-11-06', 205);
  assert.equal(await s.raise(), 1);
  assert.equal(await s.raise(), 0, 'what was asked is not asked again');
  const [flag] = await s.house.look(s.pp, (reader) => flags(reader));
  assert.deepEqual([flag?.indicator, flag?.facts.numbers, flag?.facts.sum_idr, flag?.method['threshold_idr'], flag?.state, flag?.due_on], ['SPLIT', numbers, 210_000_000, 200_000_000, 'open', '2026-12-08']);
  await assert.rejects(s.house.act(s.pp, raiseFlags), Forbidden);
  await assert.rejects(s.house.admin.query("update procurement.flag set facts = '{}'"), /not rewritten/);
});

test('one person on both sides raises a question: by the person and by the day of the role, without a name', async (t) => {
  const s = await scene(t);
  const person = s.pp.person_id;
  const { rows: [account] } = await s.house.admin.query<{ id: string }>("insert into identity.account (name, email, person_id) values ('Rahasia Orang', 'dua@contoh.test', $1) returning id", [person]);
  await s.house.admin.query("insert into identity.assignment (account_id, role, facility_id, valid, decree) values ($1, 'treasurer', $2, '[2026-11-01,2026-12-01)', 'SK')", [account?.id, s.house.facility.id]);
  await s.place('2026-10-31', 1);
  const number = await s.place('2026-11-02', 1);
  await s.place('2026-11-02', 1, { ...s.pp, person_id: crypto.randomUUID() });
  assert.equal(await s.raise(), 1);
  const [flag] = await s.house.look(s.centre, (reader) => flags(reader));
  assert.deepEqual([flag?.indicator, flag?.facts.numbers, flag?.facts.role], ['SELF_DEALING', [number], 'treasurer']);
  assert.ok(!JSON.stringify(flag).includes('Rahasia') && !JSON.stringify(flag).includes(String(person)));
});

test('a question is answered by the agency and followed up by headquarters; silence is only referred, after its day; who answered does not decide', async (t) => {
  const s = await scene(t);
  await s.place('2026-11-01', 120);
  await s.place('2026-11-05', 90);
  await s.raise();
  const id = await s.flag();
  const answer = (who = s.pp) => s.house.act(who, (tx) => answerFlag(tx, { id, words: long }));
  const again = () => s.house.act(s.centre, (tx) => askAgain(tx, { id, words: long }));
  const close = (outcome: 'explained' | 'corrected' | 'referred', who = s.centre, at = now) => s.house.act(who, (tx) => closeFlag(tx, { id, words: long, outcome }), at);
  const wrong = refused('flag.wrong_state');
  await assert.rejects(again(), wrong);
  await assert.rejects(close('explained'), wrong);
  await assert.rejects(close('referred'), wrong, 'its day has not passed');
  await answer();
  await assert.rejects(answer(), wrong);
  await assert.rejects(close('explained', { ...s.centre, person_id: s.pp.person_id }), refused('flag.same_person'));
  await again();
  await assert.rejects(close('corrected'), wrong, 'asked again, it waits for its answer');
  await close('referred', s.centre, new Date('2026-12-09T03:00:00Z'));
  await assert.rejects(answer(), wrong);
  const [flag] = await s.house.look(s.pp, (reader) => flags(reader));
  assert.deepEqual([flag?.state, flag?.steps.map(({ kind }) => kind), flag?.steps.at(-1)?.outcome], ['closed', ['answer', 'ask_again', 'close'], 'referred']);
  await assert.rejects(s.house.admin.query('delete from procurement.flag_step'), /append-only/);
  assert.deepEqual(flagTransitions.map(({ from, verb, to }) => `${from} ${verb} ${to}`), ['open answer answered', 'answered ask_again open', 'answered close closed', 'open close closed']);
});

test('anybody may say something; the words stay with headquarters, the answer is read under the number, and a flood is refused', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.house.act(visitor, (tx) => sendFeedback(tx, { topic: 'payment', words: long, agency: 'tidak-ada' })), (error) => error instanceof Invalid && 'agency' in error.problems);
  const { number } = await s.house.act(visitor, (tx) => sendFeedback(tx, { topic: 'payment', words: 'Bapak Rahasia menunda bayar', agency: s.house.agency.code }));
  const read = async () => (await s.house.request(`/terbuka/umpan-balik/${number}`)).text();
  assert.match(await read(), /Belum dijawab/);
  const answer = (kind: 'answered' | 'done', who = s.centre) => s.house.act(who, (tx) => answerFeedback(tx, { number, kind, words: 'Kami sudah menanyakannya' }));
  await assert.rejects(answer('done'), refused('feedback.wrong_state'));
  await assert.rejects(answer('answered', s.pp), Forbidden);
  await answer('answered');
  await assert.rejects(answer('answered'), refused('feedback.wrong_state'));
  await answer('done');
  const text = await read();
  assert.ok(text.includes('Kami sudah menanyakannya') && !text.includes('Rahasia'));
  assert.equal((await s.house.request('/terbuka/umpan-balik/UBTIDAKADA')).status, 404);
  assert.deepEqual(await s.house.look(s.pp, (reader) => reader.all({ text: 'select 1 from procurement.feedback', values: [] } as never)), [], 'an agency does not read them');
  await s.house.admin.query("insert into procurement.feedback (number, topic, words, made_at) select 'X' || n, 'other', 'sepuluh huruf', $1 from generate_series(1, 59) n", [now]);
  await assert.rejects(s.house.act(visitor, (tx) => sendFeedback(tx, { topic: 'other', words: long })), refused('feedback.too_many'));
  assert.deepEqual(feedbackTransitions.map(({ from, to }) => `${from} ${to}`), ['sent answered', 'answered done']);
});

test('who may do what: each verb lets in its roles and nobody else', () => {
  const agency = ['procurement_officer', 'commitment_officer'];
  const rows: Record<string, string[]> = { 'compliance.own': agency, 'compliance.read': [...agency, 'headquarters', 'auditor'], 'compliance.oversee': ['headquarters', 'auditor'], 'spend.record': [...agency, 'headquarters'], 'flag.raise': ['headquarters'], 'flag.answer': agency, 'flag.follow_up': ['headquarters'], 'feedback.send': [...roles], 'feedback.answer': ['headquarters'] };
  for (const [verb, who] of Object.entries(rows)) assert.deepEqual(roles.filter((role) => may({ ...visitor, role }, verb)).toSorted(), who.toSorted(), verb);
  assert.ok(may(visitor, 'feedback.send'));
});

test('the screens and the API do the whole way; the public page names agencies and method, and no order', async (t) => {
  const s = await scene(t);
  const { house, pp, centre } = s;
  for (const path of ['/pengadaan/kepatuhan', '/pengadaan/kepatuhan?triwulan=2024-1']) assert.equal((await house.request(path, { as: pp })).status, 200);
  assert.match(await (await house.request('/terbuka/kepatuhan')).text(), /Belum ada pesanan atau laporan belanja/);
  const numbers = [await s.place('2026-11-01', 120), await s.place('2026-11-05', 90)];
  const upload = (sheet: string) => { const body = new FormData(); body.set('_token', crypto.randomUUID()); body.set('quarter', '2026-4'); body.set('source', 'SAKTI'); body.set('sheet', new File([sheet], 'belanja.csv')); return house.app.request('/pengadaan/kepatuhan', { method: 'POST', body, headers: { 'x-test-actor': pp.account_id ?? '' } }); };
  const bad = await upload('Unit,Kategori,Jumlah\nBagian Umum,roket,1\n');
  assert.equal(bad.status, 422);
  assert.match(await bad.text(), /2 \(Kategori\)/);
  assert.equal((await house.request('/pengadaan/kepatuhan', { as: pp, form: { quarter: '2026-4', source: 'x' } })).status, 422);
  assert.equal((await upload('Unit,Kategori,Jumlah\nBagian Umum,furniture,42000000000\n')).headers.get('location'), '/pengadaan/kepatuhan?triwulan=2026-4');
  assert.equal((await house.request('/pengadaan/kepatuhan/contoh.xlsx', { as: pp })).status, 200);
  assert.equal((await house.request('/pusat/kepatuhan/hitung', { as: centre, form: {} })).status, 303);
  const list = await (await house.request('/pusat/kepatuhan', { as: house.as('auditor') })).text();
  const id = /pertanyaan\/([0-9a-f-]{36})/.exec(list)?.[1] ?? '';
  const own = `/pengadaan/kepatuhan/pertanyaan/${id}`;
  const above = `/pusat/kepatuhan/pertanyaan/${id}`;
  assert.equal((await house.request(`${own}/jawab`, { as: pp, form: { words: 'pendek' } })).status, 422);
  assert.equal((await house.request(`${own}/jawab`, { as: pp, form: { words: 'Dua gedung, dua tahap anggaran' } })).status, 303);
  assert.match(await (await house.request(above, { as: centre })).text(), /Dua gedung/);
  assert.equal((await house.request(`${above}/tanya`, { as: centre, form: { words: 'Lampirkan rencananya' } })).status, 303);
  assert.equal((await house.request(`${own}/jawab`, { as: pp, form: { words: 'Rencana terlampir di RUP' } })).status, 303);
  assert.equal((await house.request(`${above}/tutup`, { as: centre, form: { outcome: 'explained', words: 'Sesuai dengan rencana' } })).status, 303);
  for (const [path, as] of [[own, pp], ['/pusat/kepatuhan/daftar.xlsx', centre], ['/pusat/kepatuhan/umpan-balik', centre]] as const) assert.equal((await house.request(path, { as })).status, 200, path);
  const open = await (await house.request('/terbuka/kepatuhan')).text();
  for (const word of ['Instansi Contoh Uji', '0,5 %', '0 terbuka, 0 dijawab, 1 selesai', 'Perpres 46/2025', 'Belum dihitung']) assert.ok(open.includes(word), word);
  for (const word of [...numbers, 'Bagian Umum', 'Contoh procurement', 'Dua gedung']) assert.ok(!open.includes(word), `${word} is public`);
  assert.match(await (await house.request('/en/terbuka/kepatuhan')).text(), /Agencies that buy from prisons/);
  const blank = await (await house.request('/terbuka/umpan-balik')).text();
  assert.ok(blank.includes('Instansi Contoh Uji') && !open.includes('_token'), 'a kept page holds no form');
  const sent = await house.request('/terbuka/umpan-balik', { form: { topic: 'figures', words: 'Angka kami keliru' } });
  assert.match(sent.headers.get('location') ?? '', /^\/terbuka\/umpan-balik\/UB/);
  assert.equal((await house.request('/terbuka/umpan-balik', { form: { topic: 'figures', words: 'x' } })).status, 422);
  const number = (sent.headers.get('location') ?? '').split('/').at(-1) ?? '';
  assert.equal((await house.request('/pusat/kepatuhan/umpan-balik', { as: centre, form: { number, kind: 'answered', words: 'Sudah kami perbaiki' } })).status, 303);
  const rank = await (await house.request('/api/v1/compliance/ranking?quarter=2026-4')).json() as { items: { share_bp: number }[]; rules: { split: { value: object } } };
  assert.deepEqual([rank.items[0]?.share_bp, rank.rules.split.value], [50, { threshold_idr: 200_000_000, window_days: 14 }]);
  const mine = await (await house.request('/api/v1/compliance', { as: pp })).json() as { items: { unit: string }[] };
  assert.equal(mine.items[0]?.unit, 'Bagian Umum');
  assert.equal((await house.request(`/api/v1/compliance?agency=${house.agency.code}`, { as: centre })).status, 200);
  assert.equal((await house.request('/api/v1/compliance', { as: centre })).status, 404, 'who sees all names one');
  assert.equal((await house.request('/api/v1/compliance/spending', { as: pp, json: { quarter: '2026-3', source: 'SAKTI', rows: [{ Unit: 'U', Kategori: 'furniture', Jumlah: '5' }] } })).status, 201);
  assert.equal((await house.request('/api/v1/compliance/flags', { as: centre, json: {} })).status, 201);
  const listed = await (await house.request('/api/v1/compliance/flags?state=closed&limit=1', { as: pp })).json() as { items: { id: string }[]; next_cursor: string | null };
  assert.deepEqual([listed.items[0]?.id, listed.next_cursor], [id, null]);
  assert.equal((await house.request(`/api/v1/compliance/flags/${id}`, { as: pp })).status, 200);
  for (const [path, as] of [['answer', pp], ['follow-up', centre]] as const) assert.equal((await house.request(`/api/v1/compliance/flags/${id}/${path}`, { as, json: { words: long } })).status, 409, path);
  assert.equal((await house.request(`/api/v1/compliance/flags/${id}/closure`, { as: centre, json: { words: long, outcome: 'explained' } })).status, 409);
  assert.equal((await house.request('/api/v1/compliance/feedback', { json: { topic: 'other', words: long } })).status, 201);
});
