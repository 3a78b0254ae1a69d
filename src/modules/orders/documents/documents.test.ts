import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { bast, faktur, kuitansi, suratJalan, suratPesanan } from './index.ts';
import { bastSample, fakturSample, kuitansiSample, suratJalanSample, suratPesananSample } from './samples.ts';

test('a surat pesanan states its total in figures and in words, on paper and on the page', async (t) => {
  await expectPaper(t, suratPesanan, suratPesananSample, [60_050_000]);
});

test('a surat pesanan whose figures disagree is not composed', () => {
  assert.throws(() => suratPesanan.compose({ ...suratPesananSample, total_idr: 60_050_001 }), /total is not the sum/);
  const [line, ...rest] = suratPesananSample.lines;
  assert.ok(line);
  assert.throws(() => suratPesanan.compose({ ...suratPesananSample, lines: [{ ...line, quantity: 25 }, ...rest] }), /quantity × price/);
});

test('a BAST names the day in words and what was accepted, and its value twice', async (t) => {
  const { text } = await expectPaper(t, bast, bastSample, [56_350_000, 56_350]);
  assert.ok(text.includes('selasa,tanggallimabelasbulandesembertahunduaribuduapuluhenam'));
});

test('a handover in part cannot call itself whole, nor the other way round', () => {
  assert.throws(() => bast.compose({ ...bastSample, extent: 'whole' }), /whole exactly when/);
  const whole = { ...bastSample, lines: bastSample.lines.map((line) => ({ ...line, received: line.ordered, rejected: 0 })) };
  assert.throws(() => bast.compose(whole), /whole exactly when/);
  assert.equal(bast.compose({ ...whole, extent: 'whole' }).subtitle, 'Serah terima seluruh barang');
});

test('a BAST never accepts and rejects more than was ordered', () => {
  const lines = bastSample.lines.map((line) => ({ ...line, received: line.ordered, rejected: 1 }));
  assert.throws(() => bast.compose({ ...bastSample, lines }), /more is received/);
});

test('a kuitansi states what is paid and what is left after tax, each twice', async (t) => {
  await expectPaper(t, kuitansi, kuitansiSample, [56_350_000, 55_504_750]);
});

test('a kuitansi from petty funds names the treasurer who paid', async (t) => {
  assert.throws(() => kuitansi.compose({ ...kuitansiSample, form: 'UP' }), /names the treasurer/);
  const treasurer = { name: 'Tono Misal', position: 'Bendahara Pengeluaran' };
  const { text } = await expectPaper(t, kuitansi, { ...kuitansiSample, form: 'UP', treasurer, paid_on: '2026-12-18' }, [56_350_000]);
  assert.ok(text.includes('lunasdibayartanggal18desember2026'));
});

test('a kuitansi whose net is not amount less tax is not composed', () => {
  assert.throws(() => kuitansi.compose({ ...kuitansiSample, net_idr: 56_350_000 }), /net is not/);
});

test('a faktur adds up lines, discount and delivery', async (t) => {
  await expectPaper(t, faktur, fakturSample, [531_000]);
  assert.throws(() => faktur.compose({ ...fakturSample, discount_idr: 0 }), /total is not/);
});

test('a surat jalan travels with the goods and carries no price', async (t) => {
  const { text } = await expectPaper(t, suratJalan, suratJalanSample, []);
  assert.doesNotMatch(text, /rp\d/);
});

test('an order of forty lines stays a light file', async (t) => {
  const [line] = suratPesananSample.lines;
  assert.ok(line);
  await expectPaper(t, suratPesanan, { ...suratPesananSample, lines: Array.from({ length: 40 }, () => line), total_idr: 40 * line.amount_idr }, [40 * line.amount_idr]);
});
