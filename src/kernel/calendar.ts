/** Days, zones and working days. A day is 'YYYY-MM-DD' in the facility's zone; an instant is a Date. */
import type { Locale } from './words.ts';

export type Zone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';
export const zoneNames: Record<Zone, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' };
const hours: Record<Zone, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

export function zoneOf(timezone: string): Zone {
  if (timezone in zoneNames) return timezone as Zone;
  throw new RangeError(`unknown zone: ${timezone}`);
}

/** The day it is in a zone. Indonesia keeps no summer time, so the offset is fixed. */
export function dayIn(zone: Zone, instant: Date): string {
  return new Date(instant.getTime() + hours[zone] * 3_600_000).toISOString().slice(0, 10);
}

/** The instant at which a clock in the zone shows this day and time ('HH:MM'). */
export function instantAt(zone: Zone, day: string, time: string): Date {
  return new Date(`${day}T${time}:00.000+0${hours[zone]}:00`);
}

export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Monday to Friday, no national holiday, no joint leave. */
export function isWorkingDay(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

export function addWorkingDays(day: string, n: number, holidays: ReadonlySet<string>): string {
  let at = day;
  for (let left = n; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, holidays)) left--;
  }
  return at;
}

const tags: Record<Locale, string> = { id: 'id-ID', en: 'en-GB' };
/** A writer of dates is dear to make and cheap to use: one for each language. */
const writers = (parts: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> => ({ id: new Intl.DateTimeFormat(tags.id, { ...parts, timeZone: 'UTC' }), en: new Intl.DateTimeFormat(tags.en, { ...parts, timeZone: 'UTC' }) });
const dayWriters = writers({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDayWriters = writers({ weekday: 'short', day: 'numeric', month: 'short' });
const monthWriters = writers({ month: 'long', year: 'numeric' });

/** `24 November 2026` */
export function formatDay(day: string, locale: Locale): string {
  return dayWriters[locale].format(new Date(`${day}T00:00:00Z`));
}

/** `Sel, 24 Nov` for dense places */
export function formatDayShort(day: string, locale: Locale): string {
  return shortDayWriters[locale].format(new Date(`${day}T00:00:00Z`));
}

/** `November 2026` of '2026-11' */
export function formatMonth(month: string, locale: Locale): string {
  return monthWriters[locale].format(new Date(`${month}-01T00:00:00Z`));
}

/** `10.05 WIB` */
export function formatTime(instant: Date, zone: Zone): string {
  return `${new Date(instant.getTime() + hours[zone] * 3_600_000).toISOString().slice(11, 16).replace(':', '.')} ${zoneNames[zone]}`;
}

/** `24 November 2026, 10.05 WIB` */
export function formatInstant(instant: Date, zone: Zone, locale: Locale): string {
  return `${formatDay(dayIn(zone, instant), locale)}, ${formatTime(instant, zone)}`;
}
