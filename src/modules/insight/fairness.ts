/**
 * Who gets paid work, and at what pay: groups side by side, without showing anybody. Small groups are kept back, and with a
 * single one kept back the next smallest too, so that no total gives it away. A gap is named in words, with its interval.
 */
import type { Phrase } from '#kernel/words.ts';

export type Dimension = 'facility' | 'sex' | 'age' | 'origin' | 'disability' | 'waiting';
export const dimensionNames: Record<Dimension, Phrase> = {
  facility: { id: 'UPT', en: 'Facility' }, sex: { id: 'Jenis kelamin', en: 'Sex' }, age: { id: 'Umur', en: 'Age' }, origin: { id: 'Daerah asal', en: 'Region of origin' }, disability: { id: 'Disabilitas', en: 'Disability' }, waiting: { id: 'Lama menunggu', en: 'Time waited' },
};
const groupNames: Record<string, Phrase> = {
  'sex/L': { id: 'Laki-laki', en: 'Men' }, 'sex/P': { id: 'Perempuan', en: 'Women' },
  'age/<18': { id: 'di bawah 18', en: 'under 18' }, 'age/18-24': { id: '18–24', en: '18–24' }, 'age/25-39': { id: '25–39', en: '25–39' }, 'age/40-54': { id: '40–54', en: '40–54' }, 'age/55+': { id: '55 ke atas', en: '55 and over' },
  'disability/yes': { id: 'Dengan disabilitas', en: 'With a disability' }, 'disability/no': { id: 'Tanpa catatan disabilitas', en: 'No disability on file' },
  'waiting/none': { id: 'Tidak menunggu', en: 'Did not wait' }, 'waiting/<30': { id: 'di bawah 30 hari', en: 'under 30 days' }, 'waiting/30-89': { id: '30–89 hari', en: '30–89 days' }, 'waiting/90+': { id: '90 hari ke atas', en: '90 days and over' },
};
const unknown: Phrase = { id: 'belum dicatat', en: 'not on file' };
/** What a group is called; facilities and islands are called by their names. */
export const groupName = (dimension: Dimension, code: string | null): Phrase => (code === null ? unknown : (groupNames[`${dimension}/${code}`] ?? { id: code, en: code }));

/** As counted: people present, of them in paid work; over the last 90 days their paid minutes and pay. */
export type Counted = { dimension: Dimension; code: string | null; people: number; paid: number; minutes: number; pay_idr: number };
/** As shown: shares in whole percent, never the count of those in work. */
export type Shown = { dimension: Dimension; code: string | null; people: number | null; share_percent: number | null; pay_per_hour_idr: number | null };
export type Rules = { smallest_group: number; alarm_ratio: number };

/** Which groups of one dimension are kept back: the small ones, and one more when a single one would follow from the total. */
export function keptBack(rows: readonly Counted[], smallest_group: number): Set<string | null> {
  const bySize = rows.toSorted((a, b) => a.people - b.people);
  const small = bySize.filter((row) => row.people < smallest_group);
  const next = bySize.find((row) => row.people >= smallest_group);
  return new Set([...small, ...(small.length === 1 && next ? [next] : [])].map((row) => row.code));
}

export function shown(rows: readonly Counted[], smallest_group: number): Shown[] {
  const hidden = keptBack(rows, smallest_group);
  return rows.map(({ dimension, code, people, paid, minutes, pay_idr }) => (hidden.has(code)
    ? { dimension, code, people: null, share_percent: null, pay_per_hour_idr: null }
    : { dimension, code, people, share_percent: Math.round((paid / people) * 100), pay_per_hour_idr: minutes > 0 ? Math.round(pay_idr / (minutes / 60)) : null }));
}

export type Ratio = { ratio: number; low: number; high: number };
/** Risk ratio with its 95 % interval on the logarithm (Katz); half a person is added where a count is nought. */
export function riskRatio(group: { people: number; paid: number }, others: { people: number; paid: number }): Ratio {
  const half = group.paid === 0 || others.paid === 0 ? 0.5 : 0;
  const [a, n, b, m] = [group.paid + half, group.people + half, others.paid + half, others.people + half];
  const ratio = a / n / (b / m);
  const spread = 1.96 * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m);
  return { ratio, low: ratio * Math.exp(-spread), high: ratio * Math.exp(spread) };
}

export type Alarm = Ratio & { dimension: Dimension; code: string | null; kind: 'work' | 'pay' };
/** Each group that may be shown, beside all others that may: an alarm when the ratio is below the rule and its interval is below one. */
export function alarms(rows: readonly Counted[], { smallest_group, alarm_ratio }: Rules): Alarm[] {
  const hidden = keptBack(rows, smallest_group);
  const open = rows.filter((row) => !hidden.has(row.code) && row.code !== null);
  return open.flatMap((row): Alarm[] => {
    const others = open.filter((other) => other !== row).reduce((sum, other) => ({ people: sum.people + other.people, paid: sum.paid + other.paid, minutes: sum.minutes + other.minutes, pay_idr: sum.pay_idr + other.pay_idr }), { people: 0, paid: 0, minutes: 0, pay_idr: 0 });
    if (others.people === 0) return [];
    const found = riskRatio(row, others);
    const work: Alarm[] = found.ratio < alarm_ratio && found.high < 1 ? [{ dimension: row.dimension, code: row.code, kind: 'work', ...found }] : [];
    const perMinute = row.minutes > 0 && others.minutes > 0 && others.pay_idr > 0 ? row.pay_idr / row.minutes / (others.pay_idr / others.minutes) : undefined;
    // Pay has no interval here: it is a sum, not a count of people; the ratio alone is said.
    return perMinute !== undefined && perMinute < alarm_ratio ? [...work, { dimension: row.dimension, code: row.code, kind: 'pay', ratio: perMinute, low: perMinute, high: perMinute }] : work;
  });
}

const figure = (n: number, locale: 'id' | 'en'): string => new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(n);
export function alarmText({ dimension, code, kind, ratio, low, high }: Alarm, locale: 'id' | 'en'): string {
  const group = `${dimensionNames[dimension][locale]} “${groupName(dimension, code)[locale]}”`;
  if (kind === 'pay') return locale === 'en' ? `${group}: pay for an hour is ${figure(ratio, locale)} of that of the others.` : `${group}: premi per jam ${figure(ratio, locale)} kali premi kelompok lain.`;
  return locale === 'en' ? `${group} gets paid work ${figure(ratio, locale)} times as often as the others (95% interval ${figure(low, locale)} to ${figure(high, locale)}).`
    : `${group} mendapat pekerjaan berpremi ${figure(ratio, locale)} kali kelompok lain (selang 95% ${figure(low, locale)} sampai ${figure(high, locale)}).`;
}
