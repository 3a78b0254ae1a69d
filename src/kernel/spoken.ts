/**
 * Amounts and days in Indonesian words, as money papers and berita acara must state them beside the figures
 * (EYD: "terbilang"). Spoken Indonesian only: the official language of state documents (UU 24/2009, art. 27).
 */
import { rupiahOf } from './money.ts';

/** "satu juta dua ratus lima puluh ribu rupiah"; refuses what is negative, fractional or past 999 trillion. */
export function rupiahInWords(amount_idr: number): string {
  return `${numberInWords(rupiahOf(amount_idr))} rupiah`;
}

/** Whole numbers from 0 to 999.999.999.999.999. */
export function numberInWords(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0 || n >= limit) throw new RangeError(`cannot be said in words: ${n}`);
  if (n === 0) return 'nol';
  return scales.flatMap(([size, name]) => threeDigits(Math.floor(n / size) % 1000, name)).join(' ');
}

/** "Selasa, tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam" of '2026-11-24'. */
export function dayInWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) throw new RangeError(`not a day: ${day}`);
  const weekday = weekdays[date.getUTCDay()];
  const month = months[date.getUTCMonth()];
  return `${weekday}, tanggal ${numberInWords(date.getUTCDate())} bulan ${month} tahun ${numberInWords(date.getUTCFullYear())}`;
}

const limit = 1e15;
const scales: [number, string][] = [[1e12, 'triliun'], [1e9, 'miliar'], [1e6, 'juta'], [1e3, 'ribu'], [1, '']];
const digits = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas'];
const weekdays = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];

function threeDigits(n: number, scale: string): string[] {
  if (n === 0) return [];
  // One thousand is "seribu", never "satu ribu"; one million stays "satu juta".
  if (n === 1 && scale === 'ribu') return ['seribu'];
  const words = [...hundreds(Math.floor(n / 100)), ...belowHundred(n % 100)];
  return scale === '' ? words : [...words, scale];
}

function hundreds(n: number): string[] {
  if (n === 0) return [];
  return n === 1 ? ['seratus'] : [say(n), 'ratus'];
}

function belowHundred(n: number): string[] {
  if (n === 0) return [];
  if (n < 12) return [say(n)];
  if (n < 20) return [say(n - 10), 'belas'];
  const ones = n % 10;
  return [say(Math.floor(n / 10)), 'puluh', ...(ones === 0 ? [] : [say(ones)])];
}

function say(n: number): string {
  return digits[n] ?? '';
}
