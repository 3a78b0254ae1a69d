/** Money is integer rupiah, held in a JS number that is checked to be a safe integer. */
const screen = new Intl.NumberFormat('id-ID', { style: 'currency', currency: 'IDR', maximumFractionDigits: 0 });
const plain = new Intl.NumberFormat('id-ID');
const plainEnglish = new Intl.NumberFormat('en-GB');
const compactParts: [number, string, string][] = [
  [1e12, ' T', ' tn'],
  [1e9, ' M', ' bn'],
  [1e6, ' jt', ' m'],
];

/** `Rp 1.250.000`, for screens. */
export function rupiah(amount_idr: number): string {
  return screen.format(rupiahOf(amount_idr));
}

/** `Rp1.250.000,00`, as official documents write it (EYD). */
export function rupiahOnPaper(amount_idr: number): string {
  const sign = amount_idr < 0 ? '−' : '';
  return `${sign}Rp${plain.format(Math.abs(rupiahOf(amount_idr)))},00`;
}

/** `Rp 6,8 M`; the full value belongs in a title or table beside it. */
export function rupiahCompact(amount_idr: number, locale: 'id' | 'en' = 'id'): string {
  const size = Math.abs(amount_idr);
  for (const [unit, id, en] of compactParts) {
    if (size < unit) continue;
    const digits = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 });
    return `Rp ${digits.format(amount_idr / unit)}${locale === 'en' ? en : id}`;
  }
  return rupiah(amount_idr);
}

/** `12,5 %` of basis points; a dash where there is no share to tell. Rules are told exactly, what was computed to one digit (`digits: 1`). */
export function percent(bp: number | null | undefined, locale: 'id' | 'en' = 'id', { digits = 2 }: { digits?: 1 | 2 } = {}): string {
  if (bp === null || bp === undefined) return '–';
  const step = 10 ** (2 - digits);
  return `${count(Math.round(bp / step) * step / 100, locale)} %`;
}

export function count(n: number, locale: 'id' | 'en' = 'id'): string {
  return locale === 'en' ? plainEnglish.format(n) : plain.format(n);
}

/** Refuses what is not whole rupiah: a fraction here is a bug, never a rounding. */
export function rupiahOf(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not whole rupiah: ${amount}`);
  return amount;
}
