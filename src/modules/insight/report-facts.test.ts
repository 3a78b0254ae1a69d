import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reading } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, type House } from '#tests/house.ts';
import { routes } from './index.ts';
import { draftReport } from './report.ts';
import { figureOf, keptReports, reportFacts, reportLists, totalOf, type KeptReport, type ReportKey } from './report-fact-queries.ts';

let house: House;
const closing: (() => Promise<void>)[] = [];
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { routes, database: 'karya_world' });
});
after(async () => {
  for (const close of closing) await close();
});
const monthBack = (n: number): string => { const now = new Date(); return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - n, 1)).toISOString().slice(0, 7); };
const keys = Object.keys(reportLists) as ReportKey[];
async function staff(code: string, role: Actor['role']): Promise<Actor> {
  const { id } = await reading(house.db, { actor: system }, (reader) => reader.one<{ id: string }>(sql`select id from organisation.facility where code = ${code}`));
  return { account_id: crypto.randomUUID(), person_id: crypto.randomUUID(), name: 'Uji', role, unit_name: code, facility_id: id, facility_ids: [id], agency_id: null, locale: 'id' };
}

test('every figure of the monthly report is what its list of facts makes it, for each facility and month', async () => {
  const seen = new Set<ReportKey>();
  for (const code of ['contoh-muara', 'contoh-melati']) {
    const head = await staff(code, 'section_head');
    const facility_id = head.facility_id ?? '';
    for (const month of [monthBack(0), monthBack(1)]) {
      const { content } = await house.look(head, (reader) => draftReport(reader, { facility_id, month, day: `${month}-28`, explanations: {} }));
      for (const key of keys) {
        const facts = await house.look(head, (reader) => reportFacts(reader, key, { facility_id, month }));
        if (facts.length > 0) seen.add(key);
        assert.equal(figureOf(key, facts), content.figures[key], `${key} of ${code} in ${month}`);
      }
    }
  }
  for (const key of ['working_men', 'work_hours', 'attendance_pct', 'production_value_idr', 'premi_idr', 'closing_capital_idr', 'profit_idr', 'receivable_idr'] as const) assert.ok(seen.has(key), `the demo world has facts for ${key}`);
});

test('a figure opens to its facts for the facility and for who oversees it, and not for another', async () => {
  const [hq, own] = [house.as('headquarters'), house.as('section_head')];
  const month = monthBack(1);
  const report = await (await house.request(`/bengkel/laporan/${month}?upt=contoh-muara`, { as: hq })).text();
  for (const key of keys) assert.match(report, new RegExp(`/bengkel/laporan/${month}/fakta/${key}`));
  const page = await (await house.request(`/bengkel/laporan/${month}/fakta/premi_idr?upt=contoh-muara`, { as: hq })).text();
  assert.match(page, /jumlah dari fakta di bawah/);
  assert.match(page, new RegExp(`/bengkel/premi\\?bulan=${month}`));
  assert.equal((await house.request(`/bengkel/laporan/${month}`, { as: own })).status, 200);
  assert.equal((await house.request(`/bengkel/laporan/${month}/fakta/premi_idr`, { as: own })).status, 200);
  assert.equal((await house.request(`/bengkel/laporan/${month}/fakta/premi_idr?upt=contoh-melati`, { as: own })).status, 404);
  assert.equal((await house.request(`/bengkel/laporan/${month}`, { as: hq })).status, 403);
  assert.equal((await house.request(`/bengkel/laporan/${month}/fakta/tidak-ada`, { as: own })).status, 404);
  assert.equal((await house.request(`/bengkel/laporan/${month}/fakta/work_hours?unduh=xlsx`, { as: own })).status, 200);
  const api = await (await house.request(`/api/v1/reports/${month}/facts/premi_idr?facility=contoh-muara`, { as: house.as('auditor') })).json() as { figure: number; items: { amount: number }[] };
  assert.equal(api.figure, api.items.reduce((sum, item) => sum + item.amount, 0));
});

test('reports of an office and of the country as one: totals are the sums of what was sent, each opens to its facilities, and shares are not added up', async () => {
  const month = monthBack(1);
  const hq = house.as('headquarters');
  const reports = await house.look(hq, (reader) => keptReports(reader, { month }));
  assert.ok(reports.length > 0, 'the demo world has sent reports');
  const premi = reports.reduce((sum, report) => sum + (typeof report.figures['premi_idr'] === 'number' ? report.figures['premi_idr'] : 0), 0);
  const api = await (await house.request(`/api/v1/reports/${month}/consolidated`, { as: hq })).json() as { reports: number; figures: { key: string; total: number | null; known: number }[] };
  assert.deepEqual([api.reports, api.figures.find((each) => each.key === 'premi_idr')?.total, api.figures.find((each) => each.key === 'attendance_pct')?.total], [reports.length, premi, null]);
  assert.match(await (await house.request(`/pusat/laporan/konsolidasi?bulan=${month}`, { as: hq })).text(), new RegExp(`angka=premi_idr`));
  assert.match(await (await house.request(`/pusat/laporan/konsolidasi?bulan=${month}&angka=premi_idr`, { as: hq })).text(), new RegExp(`/bengkel/laporan/${month}/fakta/premi_idr\\?upt=`));
  assert.equal((await house.request(`/pusat/laporan/konsolidasi?bulan=${month}&unduh=xlsx`, { as: hq })).status, 200);
  assert.match(await (await house.request('/pusat/laporan/konsolidasi?bulan=2001-01', { as: hq })).text(), /Belum ada laporan/);
  const office = reports.find((report) => report.office)?.office ?? '';
  assert.ok((await house.look(hq, (reader) => keptReports(reader, { month, office }))).every((report) => report.office === office));
  const one = (figures: KeptReport['figures']): KeptReport => ({ facility_code: 'x', facility_name: 'x', office: null, state: 'signed', figures });
  assert.deepEqual(totalOf('premi_idr', [one({ premi_idr: 5 }), one({ premi_idr: { missing: 'belum' } }), one({ premi_idr: 7 })]), { key: 'premi_idr', known: 2, total: 12 });
});
