import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { daftarPremi, kartuPremi } from './index.ts';
import { daftarPremiSample, kartuPremiSample } from './samples.ts';

test('a kartu premi explains each rupiah and says the net in figures and in words', async (t) => {
  const { pdf } = await expectPaper(t, kartuPremi, kartuPremiSample, [620_000]);
  assert.match(Buffer.from(pdf).toString('latin1'), /MediaBox \[0 0 419\.5/, 'A5 by default');
});

test('a kartu premi whose earnings, deductions and net disagree is not composed', () => {
  assert.throws(() => kartuPremi.compose({ ...kartuPremiSample, gross_idr: 652_501 }), /gross is not/);
  assert.throws(() => kartuPremi.compose({ ...kartuPremiSample, net_idr: 620_001 }), /net is not/);
});

test('a savings balance follows from the one before, to the rupiah', () => {
  const { savings } = kartuPremiSample;
  assert.throws(() => kartuPremi.compose({ ...kartuPremiSample, savings: { ...savings, closing_idr: 1_950_001 } }), /does not follow/);
  assert.throws(() => kartuPremi.compose({ ...kartuPremiSample, savings: { ...savings, movements: savings.movements.toReversed() } }), /does not follow/);
});

test('a month without earnings still has a card that says nothing was held back', async (t) => {
  const empty = { ...kartuPremiSample, earnings: [], deductions: [], gross_idr: 0, net_idr: 0, savings: { opening_idr: 5_000, movements: [], closing_idr: 5_000 } };
  const { text } = await expectPaper(t, kartuPremi, empty, [0]);
  assert.ok(text.includes('tidakadapotongan.'));
});

test('a payment list adds up and leaves room for every receipt', async (t) => {
  await expectPaper(t, daftarPremi, daftarPremiSample, [daftarPremiSample.total_net_idr]);
  assert.throws(() => daftarPremi.compose({ ...daftarPremiSample, total_net_idr: 1 }), /total is not/);
});

test('who prepares a payment list does not approve it', () => {
  assert.throws(() => daftarPremi.compose({ ...daftarPremiSample, approved_by: daftarPremiSample.prepared_by }), /does not approve/);
});
