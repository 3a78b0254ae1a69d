import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayInWords, numberInWords, rupiahInWords } from './spoken.ts';

const table: [number, string][] = [
  [0, 'nol'],
  [1, 'satu'],
  [10, 'sepuluh'],
  [11, 'sebelas'],
  [12, 'dua belas'],
  [19, 'sembilan belas'],
  [20, 'dua puluh'],
  [21, 'dua puluh satu'],
  [99, 'sembilan puluh sembilan'],
  [100, 'seratus'],
  [101, 'seratus satu'],
  [111, 'seratus sebelas'],
  [200, 'dua ratus'],
  [999, 'sembilan ratus sembilan puluh sembilan'],
  [1_000, 'seribu'],
  [1_001, 'seribu satu'],
  [1_100, 'seribu seratus'],
  [2_000, 'dua ribu'],
  [11_000, 'sebelas ribu'],
  [21_000, 'dua puluh satu ribu'],
  [100_000, 'seratus ribu'],
  [101_000, 'seratus satu ribu'],
  [1_000_000, 'satu juta'],
  [1_001_000, 'satu juta seribu'],
  [1_250_000, 'satu juta dua ratus lima puluh ribu'],
  [21_500_750, 'dua puluh satu juta lima ratus ribu tujuh ratus lima puluh'],
  [1_000_000_000, 'satu miliar'],
  [1_000_000_000_000, 'satu triliun'],
  [999_000_000_000_001, 'sembilan ratus sembilan puluh sembilan triliun satu'],
];

test('a number in words reads as Indonesian says it', () => {
  for (const [n, words] of table) assert.equal(numberInWords(n), words);
  assert.equal(rupiahInWords(1_250_000), 'satu juta dua ratus lima puluh ribu rupiah');
});

test('an amount that is negative, broken or past 999 trillion has no words', () => {
  for (const n of [-1, 0.5, 1e15, Number.NaN, Number.POSITIVE_INFINITY]) assert.throws(() => rupiahInWords(n), RangeError);
});

test('words read back give the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (n) => heard(numberInWords(n)) === n),
    { numRuns: 2000 },
  );
  for (let n = 0; n <= 3000; n++) assert.equal(heard(numberInWords(n)), n);
});

test('the day of a berita acara is written out', () => {
  assert.equal(dayInWords('2026-11-24'), 'Selasa, tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam');
  assert.equal(dayInWords('2024-02-29'), 'Kamis, tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh empat');
  for (const day of ['2026-02-30', '24/11/2026', '']) assert.throws(() => dayInWords(day), RangeError);
});

/** A second way, from words to number, that shares nothing with the first. */
function heard(words: string): number {
  const ones: Record<string, number> = { nol: 0, satu: 1, dua: 2, tiga: 3, empat: 4, lima: 5, enam: 6, tujuh: 7, delapan: 8, sembilan: 9, sepuluh: 10, sebelas: 11 };
  const big: Record<string, number> = { ribu: 1e3, juta: 1e6, miliar: 1e9, triliun: 1e12 };
  let total = 0;
  let group = 0;
  let digit = 0;
  for (const word of words.split(' ')) {
    const one = ones[word];
    const size = big[word];
    if (one !== undefined) digit = one;
    else if (word === 'belas') digit += 10;
    else if (word === 'puluh') [group, digit] = [group + digit * 10, 0];
    else if (word === 'ratus') [group, digit] = [group + digit * 100, 0];
    else if (word === 'seratus') group += 100;
    else if (word === 'seribu') total += 1000;
    else if (size !== undefined) [total, group, digit] = [total + (group + digit) * size, 0, 0];
    else throw new Error(`unheard word: ${word}`);
  }
  return total + group + digit;
}
