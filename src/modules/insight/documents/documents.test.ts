import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { laporanBulanan } from './index.ts';
import { laporanBulananSample } from './samples.ts';

test('the monthly report carries every section and figure, on paper and on the page', async (t) => {
  const { text } = await expectPaper(t, laporanBulanan, laporanBulananSample, []);
  for (const section of ['a.peserta', 'b.haridanjamkerja', 'e.keuangan', 'j.keselamatan', 'k.kendala']) assert.ok(text.includes(section), section);
});

test('a figure that is not there is a dash with its reason, never a zero', () => {
  const tables = laporanBulanan.compose(laporanBulananSample).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
  assert.deepEqual(tables.find(([label]) => label === 'Hari kerja hilang'), ['Hari kerja hilang', '–', 'hari', 'belum dicatat oleh klinik']);
});

test('a report with a figure left out, or one it does not know, is not composed', () => {
  const { residents, ...rest } = laporanBulananSample.figures;
  assert.ok(residents);
  assert.throws(() => laporanBulanan.compose({ ...laporanBulananSample, figures: rest }), /every figure is given/);
  assert.throws(() => laporanBulanan.compose({ ...laporanBulananSample, figures: { ...laporanBulananSample.figures, mood: 7 } }), /does not know/);
});

test('deposits and products add up to what the report says of them', () => {
  const short = { ...laporanBulananSample.figures, state_revenue_idr: 5_895_001 };
  assert.throws(() => laporanBulanan.compose({ ...laporanBulananSample, figures: short }), /state revenue/);
  assert.throws(() => laporanBulanan.compose({ ...laporanBulananSample, products: laporanBulananSample.products?.slice(1) }), /products do not add up/);
});
