/** How somebody's savings stand, in words: what the book holds, what of it may be used, why the rest waits, and who keeps it. Nothing is hidden. */
import { formatDay } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';
import { savingsOf } from '#ledger';
import { dayAt } from '#organisation';
import { spendableOf, type Spendable } from '../queries.ts';
import { freeOf } from '../withdrawal.ts';
import { causes, variants } from './keeping.ts';
import { custodyOn, holds, type CustodyRow, type HoldRow } from './keeping-queries.ts';
import { say } from './words.ts';

export type Standing = { balance_idr: number; spendable: Spendable; holds: HoldRow[]; custody: CustodyRow | undefined };
export async function standingOf(reader: Reader, whose: { facility_id: string; worker_id: string }): Promise<Standing> {
  const day = await dayAt(reader, whose.facility_id);
  const { balance_idr } = await savingsOf(reader, { ...whose, limit: 1 });
  return { balance_idr, spendable: await spendableOf(reader, whose.facility_id, whose.worker_id, day), holds: (await holds(reader, { ...whose, day })).filter(({ living }) => living), custody: await custodyOn(reader, { ...whose, day }) };
}

/** What may be used inside today, and what may be sent: never more than is free. */
export function usable({ balance_idr, spendable }: Standing): { inside_idr: number; send_idr: number } {
  const free = (kind: string) => Math.max(0, freeOf(kind, { balance_idr, ...spendable }));
  return { inside_idr: Math.max(0, Math.min(spendable.allowed_idr - spendable.taken_idr, free('BASIC_NEEDS'))), send_idr: free('SEND_FAMILY') };
}

export function standingInWords(standing: Standing, locale: Locale): { label: string; value: string }[] {
  const t = say(locale);
  const { balance_idr, spendable, custody } = standing;
  const { inside_idr, send_idr } = usable(standing);
  return [
    { label: t('balance'), value: rupiah(balance_idr) }, { label: t('inside'), value: rupiah(inside_idr) }, { label: t('free'), value: rupiah(send_idr) }, { label: t('locked'), value: rupiah(spendable.locked_idr) },
    ...(spendable.waiting_idr > 0 ? [{ label: t('asked'), value: rupiah(spendable.waiting_idr) }] : []),
    ...standing.holds.map((hold) => ({ label: t('heldSum'), value: t('holdLine', { amount: rupiah(hold.amount_idr), day: formatDay(hold.until, locale), cause: causes[hold.cause][locale], reason: hold.reason }) })),
    { label: t('custody'), value: custody ? t('consentLine', { variant: custodyName(custody, locale), day: formatDay(custody.from, locale), paper: custody.consent_paper }) : variants.facility[locale] },
  ];
}

export const custodyName = ({ variant, bank_code, last_digits }: Pick<CustodyRow, 'variant' | 'bank_code' | 'last_digits'>, locale: Locale): string =>
  [variants[variant][locale], [bank_code, last_digits && `…${last_digits}`].filter(Boolean).join(' ')].filter(Boolean).join(' ');
