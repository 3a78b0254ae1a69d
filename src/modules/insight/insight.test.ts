import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reading } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import { Invalid, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, type House } from '#tests/house.ts';
import { figureNames } from './figure.ts';
import { routes, signReport, submitReport } from './index.ts';
import { byFacility, factsOf, needs, reportOf, sumsOf } from './queries.ts';

let house: House;
let month = '';
const closing: (() => Promise<void>)[] = [];
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { routes, database: 'karya_world' });
  month = new Date().toISOString().slice(0, 7);
});
after(async () => {
  for (const close of closing) await close();
});

async function staff(code: string, role: Actor['role']): Promise<Actor> {
  const { id } = await reading(house.db, { actor: system }, (reader) => reader.one<{ id: string }>(sql`select id from organisation.facility where code = ${code}`));
  return { account_id: crypto.randomUUID(), person_id: crypto.randomUUID(), name: 'Uji', role, unit_name: code, facility_id: id, facility_ids: [id], agency_id: null, locale: 'id' };
}
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('every figure of the dashboard is the sum of the facts it opens to, for the country and for each facility', async () => {
  const codes = ['', 'contoh-muara', 'contoh-melati'];
  for (const facility of codes) {
    const sums = await house.look(system, (reader) => sumsOf(reader, month, facility));
    for (const figure of figureNames) {
      const facts = await house.look(system, (reader) => factsOf(reader, figure, { month, facility, limit: 100_000 }));
      assert.equal(facts.reduce((sum, fact) => sum + fact.amount, 0), sums[figure], `${figure} of ${facility || 'the country'}`);
    }
  }
});

test('premi on the dashboard is what the ledger credited to savings in that month, with what claims kept back of it', async () => {
  const sums = await house.look(system, (reader) => sumsOf(reader, month));
  const { rows } = await house.admin.query<{ credited: number }>(`
    select (select coalesce(-sum(p.amount_idr), 0) from ledger.posting p join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id join ledger.journal j on j.facility_id = p.facility_id and j.id = p.journal_id left join ledger.journal r on r.facility_id = j.facility_id and r.id = j.reverses
      where a.worker_id is not null and (j.ref_type in ('settlement', 'pay_run') or r.ref_type = 'settlement') and to_char(j.on_day, 'YYYY-MM') = $1)::int
      + (select coalesce(sum(deducted_idr), 0) from pay.run where state = 'approved' and to_char(on_day, 'YYYY-MM') = $1)::int as credited`, [month]);
  assert.equal(sums.premi, rows[0]?.credited);
});

test('a fact recorded now shows at once, and a facility sees no figure of another', async () => {
  const mine = await staff('contoh-muara', 'section_head');
  const sums = await house.look(mine, (reader) => sumsOf(reader, month));
  const all = await house.look(system, (reader) => sumsOf(reader, month));
  const own = await house.look(system, (reader) => sumsOf(reader, month, 'contoh-muara'));
  assert.deepEqual(sums, own);
  assert.ok(all.people_working > own.people_working);
});

test('who needs attention stands once, with every cause', async () => {
  const all = await house.look(system, (reader) => needs(reader, { today: `${month}-28`, last_month: month }));
  const rows = byFacility(all);
  assert.equal(new Set(rows.map((row) => row.facility_id)).size, rows.length);
  assert.equal(rows.reduce((sum, row) => sum + row.needs.length, 0), all.length);
});

test('a month with a gap is not sent in silence; sent by one, signed by another, then it is a document', async () => {
  const section_head = await staff('contoh-riam', 'section_head');
  const head = await staff('contoh-riam', 'facility_head');
  const facility_id = section_head.facility_id ?? '';
  const quiet = '2020-02';
  await assert.rejects(house.act(head, (tx) => signReport(tx, { facility_id, month })), (error: unknown) => refusal('report.not_submitted')(error) || error instanceof Error);
  await assert.rejects(house.act(section_head, (tx) => submitReport(tx, { facility_id, month: quiet })), (error: unknown) => error instanceof Invalid && 'explanations.work_days' in error.problems);
  await assert.rejects(house.act(section_head, (tx) => submitReport(tx, { facility_id, month: '2099-01' })), refusal('report.future'));
  const explanations = { work_days: 'Bengkel belum dibuka', production_value_idr: 'Belum ada produksi', state_revenue_idr: 'Belum ada setoran' };
  await house.act(section_head, (tx) => submitReport(tx, { facility_id, month: quiet, explanations }));
  const same = { ...head, person_id: section_head.person_id };
  await assert.rejects(house.act(same, (tx) => signReport(tx, { facility_id, month: quiet })), refusal('report.same_person'));
  const { document } = await house.act(head, (tx) => signReport(tx, { facility_id, month: quiet }));
  const kept = await house.look(head, (reader) => reportOf(reader, facility_id, quiet));
  assert.equal(kept?.state, 'signed');
  assert.equal(kept?.document_code, document);
  await assert.rejects(house.act(section_head, (tx) => submitReport(tx, { facility_id, month: quiet, explanations })), refusal('report.signed_already'));
  await assert.rejects(house.act(head, (tx) => signReport(tx, { facility_id, month: quiet })), refusal('report.signed_already'));
  const as = house.as('headquarters');
  const opened = await (await house.request(`/bengkel/laporan/${quiet}?upt=contoh-riam`, { as })).text();
  for (const [href, type] of [[`/bengkel/laporan/${quiet}/cetak?upt=contoh-riam`, /html/], [`/bengkel/laporan/${quiet}/laporan.pdf?upt=contoh-riam`, /pdf/]] as const) {
    assert.ok(opened.includes(`href="${href}"`), href);
    const paper = await house.request(href, { as });
    assert.equal(paper.status, 200, href);
    assert.match(paper.headers.get('content-type') ?? '', type);
  }
  assert.equal((await house.request('/bengkel/laporan/2019-01/cetak?upt=contoh-riam', { as })).status, 404, 'a month that nobody signed has no paper');
});

test('the pages answer: dashboard, facts with download, map, matrix, facility, report', async () => {
  const pusat = house.as('headquarters');
  for (const path of ['/pusat', '/pusat/peta', '/pusat/laporan', '/pusat/upt/contoh-muara', `/pusat/fakta/premi?bulan=${month}`]) assert.equal((await house.request(path, { as: pusat })).status, 200, path);
  assert.equal((await house.request('/pusat/fakta/tidak-ada', { as: pusat })).status, 404);
  const sheet = await house.request(`/pusat/fakta/premi?bulan=${month}&unduh=xlsx`, { as: pusat });
  assert.match(sheet.headers.get('content-type') ?? '', /spreadsheetml/);
  assert.equal(new TextDecoder('latin1').decode((await sheet.arrayBuffer()).slice(0, 2)), 'PK');
});
