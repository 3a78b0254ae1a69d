import { rupiah, count } from '#kernel/money.ts';
import { words, type Locale } from '#kernel/words.ts';
import type { BreakEven, Gap, WorkshopMonth } from './breakeven.ts';

export const sayBreakEven = words({
  title: { id: 'Impas dan swadana bengkel', en: 'Break-even and self-sufficiency' },
  lead: { id: 'Dari penjualan yang sudah dibagi hasilnya, bahan yang diambil, premi, dan penyusutan mesin. Listrik gedung, gaji petugas, dan ruang tidak dihitung: itu ditanggung negara.', en: 'From settled sales, materials drawn, premi and the depreciation of machines. Power of the building, officers’ pay and rooms are not counted: the state bears them.' },
  month: { id: 'Bulan', en: 'Month' },
  workshop: { id: 'Bengkel', en: 'Workshop' },
  pieces: { id: 'Terjual', en: 'Sold' },
  sales: { id: 'Penjualan', en: 'Sales' },
  variable: { id: 'Biaya langsung', en: 'Variable costs' },
  fixed: { id: 'Biaya tetap', en: 'Fixed costs' },
  result: { id: 'Sisa', en: 'Result' },
  self: { id: 'Swadana', en: 'Self-sufficiency' },
  breakEven: { id: 'Titik impas', en: 'Break-even' },
  material: { id: 'Bahan untuk yang terjual', en: 'Materials of what was sold' },
  sheetCosts: { id: 'Bahan penolong, kemasan, listrik mesin, ongkos jual (lembar biaya)', en: 'Auxiliaries, packaging, machine power, selling (cost sheet)' },
  premi: { id: 'Premi dari bagi hasil', en: 'Premi by settlement' },
  wages: { id: 'Premi per sesi', en: 'Wages by the session' },
  depreciation: { id: 'Penyusutan mesin', en: 'Depreciation' },
  piecesN: { id: '{n} buah', en: '{n} pieces' },
  unknown: { id: 'belum diketahui', en: 'not known' },
  never: { id: 'tidak tercapai', en: 'out of reach' },
  lacking: { id: 'Yang belum ada', en: 'What is missing' },
  no_sale: { id: 'belum ada penjualan yang dibagi hasilnya pada bulan ini', en: 'no sale was settled in this month' },
  no_material: { id: 'bahan {n} buah tidak tercatat diambil', en: 'no material is recorded as drawn for {n} pieces' },
  no_sheet: { id: '{n} buah tidak mempunyai lembar biaya', en: '{n} pieces have no cost sheet' },
  no_assets: { id: 'tidak ada mesin bengkel ini pada daftar aset', en: 'no machine of this workshop is on the register' },
  explained: { id: 'Terjual {pieces} senilai {sales}; biaya langsungnya {variable}. Yang tersisa {margin} menutup biaya tetap {fixed}.', en: '{pieces} were sold for {sales}; their variable costs are {variable}. What remains, {margin}, bears the fixed costs of {fixed}.' },
  at: { id: 'Bengkel ini impas pada {pieces} ({value}) sebulan.', en: 'This workshop breaks even at {pieces} ({value}) a month.' },
  above: { id: 'Bulan ini lebih {n}.', en: 'This month is {n} above it.' },
  below: { id: 'Bulan ini kurang {n}.', en: 'This month is {n} below it.' },
  loses: { id: 'Setiap buah membawa tidak lebih dari biaya langsungnya: menjual lebih banyak tidak menolong. Periksa harga dan pemakaian bahan.', en: 'Each piece brings no more than its variable cost: selling more does not help. Look at the price and at the use of material.' },
  writtenOff: { id: 'Mesinnya sudah habis disusutkan: penggantiannya belum ditanggung oleh hasil ini.', en: 'Its machines are fully written off: their replacement is not borne by this result.' },
  notYet: { id: 'Titik impas belum dapat dihitung: {gaps}.', en: 'The break-even point cannot be computed yet: {gaps}.' },
  nothing: { id: 'Tidak ada penjualan yang dibagi hasilnya; biaya tetap {fixed} tetap berjalan.', en: 'No sale was settled; fixed costs of {fixed} go on.' },
  noWorkshops: { id: 'UPT ini belum mempunyai bengkel.', en: 'This facility has no workshop.' },
  capital: { id: 'Modal kerja berputar', en: 'Revolving capital' },
  opening: { id: 'Saldo awal', en: 'Opening' },
  added: { id: 'Kembali dari penjualan', en: 'Returned by sales' },
  used: { id: 'Terpakai', en: 'Used' },
  closing: { id: 'Saldo akhir', en: 'Closing' },
  returned: { id: 'Kembali ke modal', en: 'Returned to capital' },
  drawn: { id: 'Bahan diambil', en: 'Materials drawn' },
  covers: { id: 'Menutup bahan', en: 'Covers materials' },
  capitalNote: { id: 'Saldo menurut akun 3100. Per bengkel: bagian modal dari bagi hasil dibanding bahan yang diambil bulan ini.', en: 'Balances of account 3100. By workshop: the capital share of settlements beside the materials drawn in this month.' },
  untraced: { id: 'Penjualan {amount} tidak dapat ditelusuri ke bengkel dan tidak ikut di bawah ini.', en: 'Sales of {amount} cannot be traced to a workshop and are not counted below.' },
  trend: { id: 'Swadana enam bulan (%)', en: 'Self-sufficiency over six months (%)' },
  reversed: { id: 'Pembagian yang dibatalkan tidak dihitung.', en: 'Settlements that were taken back are not counted.' },
  show: { id: 'Tampilkan', en: 'Show' },
  sheet: { id: 'Unduh XLSX', en: 'Download XLSX' },
});

const gapCount = (gap: Gap, of: WorkshopMonth): number => ({ no_sale: 0, no_material: of.pieces_without_material, no_sheet: of.pieces_without_sheet, no_assets: 0 })[gap];
export const gapsInWords = (locale: Locale, of: WorkshopMonth, missing: Gap[]): string => missing.map((gap) => sayBreakEven(locale)(gap, { n: count(gapCount(gap, of), locale) })).join('; ');

/** The month of a workshop as two or three plain sentences. */
export function inWords(locale: Locale, of: WorkshopMonth, result: BreakEven): string[] {
  const t = sayBreakEven(locale);
  const pieces = (n: number) => t('piecesN', { n: count(n, locale) });
  if (of.pieces === 0) return [t('nothing', { fixed: rupiah(result.fixed_idr) }), ...(of.depreciation_idr === null ? [t('notYet', { gaps: gapsInWords(locale, of, result.missing) })] : [])];
  const explained = t('explained', { pieces: pieces(of.pieces), sales: rupiah(of.sales_idr), variable: rupiah(result.variable_idr), margin: rupiah(of.sales_idr - result.variable_idr), fixed: rupiah(result.fixed_idr) });
  if (result.missing.length > 0) return [explained, t('notYet', { gaps: gapsInWords(locale, of, result.missing) })];
  if (result.pieces === null || result.value_idr === null) return [explained, t('loses')];
  return [explained, ...(of.depreciation_idr === 0 ? [t('writtenOff')] : []), t('at', { pieces: pieces(result.pieces), value: rupiah(result.value_idr) }), t(of.pieces >= result.pieces ? 'above' : 'below', { n: pieces(Math.abs(of.pieces - result.pieces)) })];
}
