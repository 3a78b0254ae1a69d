import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'preact-render-to-string';
import { pagesOf } from '#kernel/documents/pdf-reading.ts';
import { hostileText } from '#kernel/documents/specimen.ts';
import { Refusal } from '#kernel/refusal.ts';
import { labelPdf, labelProduk, LabelProdukPage } from './index.ts';
import { foodLabelSample, labelSample } from './samples.ts';

test('a label says brand, name, code, lot, day, facility and that it passed inspection', async (t) => {
  await labelPdf(labelSample);
  const began = performance.now();
  const pdf = await labelPdf({ ...labelSample, lot: 'L-2611-0013' });
  t.diagnostic(`label: ${Math.round(performance.now() - began)} ms, ${Math.round(pdf.length / 1024)} KB`);
  const [page = '', ...more] = pagesOf(pdf);
  assert.deepEqual(more, []);
  for (const word of ['KARYA BINAAN', 'Tas anyaman pandan', 'TKC-TAS-02 · L-2611-0013', '20 November 2026', 'Lapas Contoh Tirta Kencana', 'Lolos periksa mutu', 'Data contoh']) {
    assert.ok(squeezed(page).includes(squeezed(word)), word);
  }
  assert.match(Buffer.from(pdf).toString('latin1'), /MediaBox \[0 0 198\.4\d* 141\.7\d*\]/, '70 × 50 mm');
  assert.ok(pdf.length < 200 * 1024);
});

test('the label page says what the paper says', () => {
  const html = render(<LabelProdukPage content={foodLabelSample} />);
  for (const word of ['Kopi bubuk robusta', '250 g', 'Komposisi: biji kopi robusta 100%.', 'Simpan: di tempat kering dan sejuk']) assert.ok(html.includes(word), word);
});

test('a label has no place for the name of who made the thing', () => {
  assert.equal(labelProduk.safeParse({ ...labelSample, maker: 'Seseorang' }).success, false);
  assert.equal(Object.keys(labelProduk.shape).some((key) => /maker|worker|person|register/.test(key)), false);
});

test('food is not labelled while anything the buyer must know is missing, and the refusal names it', async () => {
  await labelPdf(foodLabelSample);
  for (const key of ['composition', 'expires_on', 'licence_number', 'halal_number', 'producer_address', 'storage'] as const) {
    const food = { ...foodLabelSample.food, [key]: undefined };
    await assert.rejects(labelPdf({ ...foodLabelSample, food }), (error) => error instanceof Refusal && error.code === 'LABEL_FOOD_INCOMPLETE' && error.text.id.split(',').length === 1, key);
  }
  await assert.rejects(labelPdf({ ...foodLabelSample, food: {} }), /ingredients, use-by date, food licence number, halal number, producer's address, storage/);
});

test('a lot that did not pass inspection gets no label', async () => {
  await assert.rejects(labelPdf({ ...labelSample, quality_passed: false }), (error) => error instanceof Refusal && error.code === 'LABEL_NOT_INSPECTED');
});

test('one job prints as many labels as asked, within a roll', async () => {
  assert.equal(pagesOf(await labelPdf(labelSample, 12)).length, 12);
  await assert.rejects(labelPdf(labelSample, 201));
});

test('what is typed into a label stays text', async () => {
  const [page = ''] = pagesOf(await labelPdf({ ...labelSample, brand: '#pagebreak()', variant: hostileText }));
  assert.ok(squeezed(page).includes(squeezed(hostileText)));
  assert.ok(page.includes('#PAGEBREAK()'));
});

function squeezed(text: string): string {
  return text.replace(/[\s\u00a0-]/g, '').replaceAll('“', '"').replaceAll('”', '"');
}
