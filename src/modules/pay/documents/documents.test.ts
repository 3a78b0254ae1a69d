import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { daftarPremi, kartuPremi } from './index.ts';
import { kuitansiTabungan } from './kuitansi-tabungan.ts';
import { daftarPremiSample, kartuPremiSample, kuitansiTabunganSample } from './samples.ts';

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

test('a savings receipt says who got what by which papers, and is not composed when the heirs do not share all of it', async (t) => {
  const { text } = await expectPaper(t, kuitansiTabungan, kuitansiTabunganSample, [kuitansiTabunganSample.amount_idr]);
  assert.ok(text.includes('ahlicontohsatu'));
  assert.throws(() => kuitansiTabungan.compose({ ...kuitansiTabunganSample, amount_idr: 1 }), /whole amount/);
  assert.throws(() => kuitansiTabungan.compose({ ...kuitansiTabunganSample, kind: 'release' }), /whole amount/);
});

test('a month in which a division was taken back has a card whose net is below nought, in words as well', async (t) => {
  const { text } = await expectPaper(t, kartuPremi, { ...kartuPremiSample, earnings: [{ explanation: 'Perhitungannya dibatalkan', amount_idr: -5_000 }], gross_idr: -5_000, deductions: [], net_idr: -5_000 }, [5_000]);
  assert.ok(text.includes('kuranglimaribu'));
});
