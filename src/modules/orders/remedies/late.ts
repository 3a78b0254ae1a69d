/** Late delivery: how many days past the agreed day, and what a dated rule takes off for it. Pure. */
import { z } from 'zod';
import { daysBetween } from '#kernel/calendar.ts';
import { refuseConstraint } from '#kernel/refusal.ts';

export type LateRule = { per_mille_per_day: number; cap_percent: number };
type Promised = { promised_on: string | null; changes: readonly { day: string; agreed: boolean }[] };
/** The day both sides agreed: promised, or moved by an addendum. A day the maker said alone moves nothing. */
export const agreedDay = ({ promised_on, changes }: Promised): string | null => changes.filter(({ agreed }) => agreed).at(-1)?.day ?? promised_on;

export type LateLine = { line: number; name: string; value_idr: number; agreed_on: string; days: number; amount_idr: number };
export type Lateness = { days: number; full_idr: number; cap_idr: number; amount_idr: number; lines: LateLine[] };
/** Per line: value × days × per mille, whole rupiah down; together never above the cap on the order's goods, less what was taken off before. */
export function latenessOf({ on_day, lines, goods_idr, before_idr, rule }: { on_day: string; lines: readonly (Promised & { line: number; name: string; accepted: number; unit_price_idr: number })[]; goods_idr: number; before_idr: number; rule: LateRule }): Lateness {
  const late = lines.flatMap((line): LateLine[] => {
    const agreed_on = agreedDay(line);
    const days = agreed_on === null ? 0 : Math.max(0, daysBetween(agreed_on, on_day));
    const value_idr = line.accepted * line.unit_price_idr;
    return agreed_on === null || days === 0 || value_idr === 0 ? [] : [{ line: line.line, name: line.name, value_idr, agreed_on, days, amount_idr: Math.floor((value_idr * days * rule.per_mille_per_day) / 1000) }];
  });
  const full_idr = late.reduce((sum, { amount_idr }) => sum + amount_idr, 0);
  const cap_idr = Math.max(0, Math.floor((goods_idr * rule.cap_percent) / 100) - before_idr);
  return { days: Math.max(0, ...late.map(({ days }) => days)), full_idr, cap_idr, amount_idr: Math.min(full_idr, cap_idr), lines: late };
}

export const lateWish = z.strictObject({ handover_number: z.string().trim().min(1).max(200) });
export const lateWaiver = z.strictObject({ reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400) });

refuseConstraint('late_two_persons', 'late.same_person', { id: 'Penyusun denda tidak boleh memutuskannya. Mintalah PPK lain.', en: 'Who prepared the penalty does not decide it. Ask another commitment officer.' });
refuseConstraint('late_once', 'late.prepared_already', { id: 'Denda untuk BAST ini sudah disusun. Muat ulang halaman untuk melihatnya.', en: 'The penalty for this record is already prepared. Reload the page to see it.' });
