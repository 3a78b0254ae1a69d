import assert from 'node:assert/strict';
import test from 'node:test';
import { may, roles, visitor, type Actor } from '#kernel/policy.ts';
import { openHouse, refused } from '#tests/house.ts';
import { markAttendance } from '../workshop/commands/attendance.ts';
import { openSession } from '../workshop/commands/session.ts';
import { furnish } from '../workshop/test-floor.ts';
import { copyFile } from './commands/copies.ts';
import { answerComplaint, answerObjection, raiseComplaint, raiseObjection } from './commands/objections.ts';
import { routes } from './index.ts';
import { events, hall, now, visitorOf } from './kiosk.fixture.ts';
import { overdue } from './queries.ts';

test('an objection has a number and a day counted in working days; it is answered once, in reasons the person reads', async (t) => {
  const { house, first, kiosk, facility_id } = await hall(t);
  await kiosk.signIn(first);
  const sent = await kiosk.open('/kios/keberatan', { about: 'hours', month: '2026-11', words: 'Saya hadir Senin pagi' });
  assert.equal(sent.status, 303);
  const { rows: [row] } = await house.admin.query<{ id: string; number: string; due_on: string; legal_basis: string }>('select id, number, due_on::text, legal_basis from kiosk.objection');
  assert.deepEqual([row?.number, row?.due_on], ['KB-2026-0001', '2026-12-03'], 'seven working days from Tuesday');
  assert.match((await kiosk.open('/kios/keberatan')).text, /KB-2026-0001[\s\S]*Menunggu jawaban paling lambat 3 Desember 2026/);
  const answer = (as: Actor) => house.act(as, (tx) => answerObjection(tx, { facility_id, id: row?.id ?? '', outcome: 'upheld', answer: 'Kehadiran Senin ditambahkan' }), now);
  await answer(house.as('section_head'));
  await assert.rejects(answer(house.as('facility_head')), refused('objection.answered'));
  assert.match((await kiosk.open('/kios/keberatan')).text, /Dikabulkan\. Jawaban: Kehadiran Senin ditambahkan[\s\S]*Koreksinya menunggu dibayar/);
  const { rows: corrections } = await house.admin.query("select objection, state, outcome, to_char(month, 'YYYY-MM') as month from pay.correction");
  assert.deepEqual(corrections, [{ objection: 'KB-2026-0001', state: 'open', outcome: 'upheld', month: '2026-11' }]);
  assert.ok(!JSON.stringify(await events(house, 'objection.raised')).includes('Senin'), 'the log does not tell the words');
  await assert.rejects(house.admin.query("update kiosk.objection set answer = 'lain'"), /answered already/);
});

test('who prepared the pay does not answer the objection to it, by rule and by constraint; another does', async (t) => {
  const { house, first, facility_id } = await hall(t);
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const { id } = await house.act(house.as('officer'), (tx) => raiseObjection(tx, { facility_id, worker_id: first.id, device_id: null, about: 'pay', month: '2026-10', words: 'Kurang' }), now);
  await house.admin.query(`
    with made as (insert into pay.settlement (facility_id, number, order_id, order_number, rule, gross_idr, costs_idr, basis_idr, on_day, prepared_person, prepared_at, content_sha256) values ($1, 'PB-UJI', kernel.new_id(), 'PK-UJI', '{}', 1, 0, 1, '2026-10-20', $2, now(), 'x') returning facility_id, id)
    insert into pay.settlement_worker (facility_id, settlement_id, worker_id, weight, amount_idr) select facility_id, id, $3, 1, 0 from made`, [facility_id, section.person_id, first.id]);
  const answer = (as: Actor) => house.act(as, (tx) => answerObjection(tx, { facility_id, id, outcome: 'rejected', answer: 'Sudah benar' }), now);
  await assert.rejects(answer(section), refused('objection.own_work'));
  await assert.rejects(house.admin.query("update kiosk.objection set state = 'answered', outcome = 'rejected', answer = 'x', answered_at = now(), answered_person = $1, prepared_persons = array[$1::uuid] where id = $2", [section.person_id, id]), /objection_other_person/);
  await answer(head);
});

test('who marked the hours does not answer the objection to them', async (t) => {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 1 });
  const { facility_id } = floor;
  const worker_id = floor.workers[0]?.id ?? '';
  const section = house.as('section_head');
  await house.act(section, async (tx) => {
    const { id: session_id } = await openSession(tx, { facility_id, workshop: floor.workshop.code, day: '2026-11-23', slot: 'AM' });
    await markAttendance(tx, { facility_id, session_id, worker_id, reason_code: 'ATTENDED' });
  }, now);
  const { id } = await house.act(house.as('officer'), (tx) => raiseObjection(tx, { facility_id, worker_id, device_id: null, about: 'hours', month: '2026-11', words: 'Lebih lama' }), now);
  const answer = (as: Actor) => house.act(as, (tx) => answerObjection(tx, { facility_id, id, outcome: 'upheld', answer: 'Ditambah' }), now);
  await assert.rejects(answer(section), refused('objection.own_work'));
  await assert.rejects(house.admin.query("update kiosk.objection set state = 'answered', outcome = 'rejected', answer = 'x', answered_at = now(), answered_by = $1, marked_by = array[$1::uuid] where id = $2", [section.account_id, id]), /objection_other_account/);
  await answer(house.as('facility_head'));
});

test('a complaint is sealed: officers and section heads cannot open it, its words are not in the database, the head answers', async (t) => {
  const { house, first, kiosk } = await hall(t);
  await kiosk.signIn(first);
  assert.equal((await kiosk.open('/kios/pengaduan', { goes_to: 'head', words: 'Petugas meminta uang' })).status, 303);
  const { rows: [row] } = await house.admin.query<{ id: string; row: string }>('select id, c::text as row from kiosk.complaint c');
  assert.ok(!row?.row.includes('meminta') && !row?.row.includes(Buffer.from('meminta').toString('hex')), 'sealed at rest');
  assert.ok(!JSON.stringify(await events(house, 'complaint.raised')).includes('meminta'));
  for (const role of ['officer', 'section_head', 'treasurer', 'headquarters', 'auditor'] as const) assert.equal((await house.request(`/bengkel/pengaduan/${row?.id}`, { as: house.as(role) })).status, 403, role);
  const head = house.as('facility_head');
  assert.match(await (await house.request(`/bengkel/pengaduan/${row?.id}`, { as: head })).text(), /Petugas meminta uang/);
  assert.equal((await events(house, 'complaint.opened')).length, 1, 'reading it is on record');
  assert.equal((await house.request(`/bengkel/pengaduan/${row?.id}`, { as: house.as('facility_head', 'other') })).status, 404);
  assert.equal((await house.request(`/bengkel/pengaduan/${row?.id}`, { as: head, form: { answer: 'Diperiksa bersama kantor wilayah' } })).status, 303);
  assert.match((await kiosk.open('/kios/keberatan')).text, /Diperiksa bersama kantor wilayah/);
  await assert.rejects(house.act(head, (tx) => answerComplaint(tx, { id: row?.id ?? '', answer: 'lagi' }), now), refused('objection.answered'));
});

test('a complaint to the region alone is not the head’s to see or answer', async (t) => {
  const { house, first, facility_id } = await hall(t);
  const { id } = await house.act(visitorOf(house), (tx) => raiseComplaint(tx, { facility_id, worker_id: first.id, device_id: '00000000-0000-7000-8000-000000000001', goes_to: 'region', words: 'Tentang kepala' }), now);
  assert.equal((await house.request(`/bengkel/pengaduan/${id}`, { as: house.as('facility_head') })).status, 404);
  assert.doesNotMatch(await (await house.request('/bengkel/pengaduan', { as: house.as('facility_head') })).text(), /PGD-2026/);
  await assert.rejects(house.act(house.as('facility_head'), (tx) => answerComplaint(tx, { id, answer: 'x' }), now), refused('complaint.region_only'));
  const region = await (await house.request(`/pusat/pengaduan/${id}`, { as: house.as('regional') })).text();
  assert.ok(region.includes('Tentang kepala') && !region.includes(first.name), 'outside the facility by roster code');
  await house.act(house.as('regional'), (tx) => answerComplaint(tx, { id, answer: 'Kami datang' }), now);
});

test('what waits past its day is on the list of the head, the region and headquarters, without words or names', async (t) => {
  const { house, first, facility_id } = await hall(t);
  await house.act(house.as('officer'), (tx) => raiseObjection(tx, { facility_id, worker_id: first.id, device_id: null, about: 'pay', month: '2026-01', words: 'Belum dijawab' }), new Date('2026-01-05T02:00:00Z'));
  await house.act(visitorOf(house), (tx) => raiseComplaint(tx, { facility_id, worker_id: first.id, device_id: '00000000-0000-7000-8000-000000000001', goes_to: 'head', words: 'Rahasia' }), new Date('2026-01-05T02:00:00Z'));
  await house.admin.query("update kiosk.objection set due_on = current_date - 1; update kiosk.complaint set due_on = current_date - 1");
  for (const role of ['facility_head', 'regional', 'headquarters', 'auditor'] as const) {
    const text = await (await house.request('/pusat/keberatan', { as: house.as(role) })).text();
    assert.ok(text.includes('KB-2026-0001') && text.includes('PGD-2026-0001'), role);
    assert.ok(!text.includes('Belum dijawab') && !text.includes('Rahasia') && !text.includes(first.name), role);
  }
  assert.deepEqual(await house.look(house.as('facility_head', 'other'), overdue), []);
  assert.equal((await house.request('/pusat/keberatan', { as: house.as('officer') })).status, 403);
});

test('a copy of the own file is made on a paper request, once per request, as PDF and JSON, and each download is logged', async (t) => {
  const { house, first, second, facility_id } = await hall(t);
  await house.act(house.as('officer'), (tx) => raiseObjection(tx, { facility_id, worker_id: second.id, device_id: null, about: 'pay', month: '2026-10', words: 'Milik orang lain' }), now);
  const section = house.as('section_head');
  const request = { facility_id, worker_id: first.id, request_number: 'SP-1/2026', requested_on: '2026-11-20' };
  const { id } = await house.act(section, (tx) => copyFile(tx, request), now);
  await assert.rejects(house.act(section, (tx) => copyFile(tx, request), now), refused('file.request_used'));
  const json = await house.request(`/bengkel/salinan/${id}/berkas.json`, { as: section });
  const content = (await json.json()) as { person: { name: string; register_number: string } };
  assert.deepEqual([content.person.name, content.person.register_number], [first.name, 'UJI/facility/1']);
  assert.ok(!JSON.stringify(content).includes('Milik orang lain') && !JSON.stringify(content).includes(second.name));
  assert.ok(!(json.headers.get('content-disposition') ?? '').includes('UJI'));
  const pdf = await house.request(`/bengkel/salinan/${id}/berkas.pdf`, { as: section });
  assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
  assert.deepEqual((await events(house, 'file.downloaded')).map((row) => row.particulars['as']), ['json', 'pdf']);
  assert.equal((await events(house, 'file.copied'))[0]?.particulars['request'], 'SP-1/2026');
  assert.deepEqual((await events(house, 'worker.read')).map((row) => row.particulars['reason']), ['OWN_REQUEST'], 'the file was opened for its reason');
  for (const role of ['officer', 'facility_head', 'treasurer'] as const) assert.equal((await house.request(`/bengkel/salinan/${id}/berkas.json`, { as: house.as(role) })).status, 403, role);
  assert.equal((await house.request(`/bengkel/salinan/${id}/berkas.json`, { as: house.as('section_head', 'other') })).status, 404);
});

test('staff pages and the API list objections, answer them and make cards', async (t) => {
  const { house, first, facility_id } = await hall(t);
  const [section, officer] = [house.as('section_head'), house.as('officer')];
  assert.match(await (await house.request('/bengkel/kios?tanpa=pin', { as: officer })).text(), /Tidak ada peserta yang cocok/);
  assert.match(await (await house.request(`/bengkel/kios/${first.id}`, { as: officer })).text(), /Ganti kartu/);
  const heard = await house.request(`/api/v1/workers/${first.id}/objections`, { as: officer, json: { about: 'pay', month: '2026-10', words: 'Kurang' } });
  assert.equal(heard.status, 201);
  const { id } = (await heard.json()) as { id: string };
  const listed = (await (await house.request('/api/v1/objections?state=open', { as: section })).json()) as { items: { id: string; name?: string }[] };
  assert.deepEqual([listed.items.map((row) => row.id), listed.items[0]?.name], [[id], undefined]);
  assert.match(await (await house.request('/bengkel/keberatan?keadaan=open&tentang=pay', { as: section })).text(), /KB-2026-0001/);
  assert.match(await (await house.request(`/bengkel/keberatan/${id}`, { as: section })).text(), /14 hari kerja/);
  assert.equal((await house.request(`/bengkel/keberatan/${id}`, { as: section, form: { outcome: 'partly', answer: 'Ditambah' } })).status, 303);
  assert.equal((await house.request('/bengkel/keberatan.xlsx', { as: section })).status, 200);
  assert.equal((await house.request(`/api/v1/workers/${first.id}/card`, { as: officer, json: {} })).status, 201);
  assert.equal((await house.request(`/api/v1/workers/${first.id}/card/revocation`, { as: officer, json: { reason: 'Hilang' } })).status, 200);
  assert.ok(facility_id);
});

test('who may do what at the kiosk’s counter', () => {
  const rows: Record<string, readonly string[]> = {
    'kiosk.enrol': ['officer', 'section_head'], 'objection.read': ['section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'objection.hear': ['officer', 'section_head'],
    'objection.answer': ['section_head', 'facility_head', 'treasurer'], 'complaint.open': ['facility_head', 'regional'], 'complaint.answer': ['facility_head', 'regional'], 'overdue.read': ['facility_head', 'regional', 'headquarters', 'auditor'], 'file.copy': ['section_head'],
  };
  for (const [verb, allowed] of Object.entries(rows)) {
    assert.deepEqual(roles.filter((role) => may({ ...visitor, role }, verb)).sort(), [...allowed].sort(), verb);
    assert.equal(may(visitor, verb), false);
  }
  const lent: Actor = { ...visitor, role: 'facility_head', on_behalf_of: { assignment_id: 'a', account_id: 'b', name: 'c', only: ['report.sign'] } };
  assert.equal(may(lent, 'complaint.open'), false, 'lent verbs do not open a sealed complaint');
});
