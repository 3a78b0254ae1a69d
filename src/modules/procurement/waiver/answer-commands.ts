/** The other sides: the facility offers, headquarters decides, the clock speaks when nobody does. */
import type { z } from 'zod';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { log } from '#kernel/log.ts';
import { rupiah } from '#kernel/money.ts';
import { permit, system } from '#kernel/policy.ts';
import { Invalid, NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { appealDecision, decision, NewOffer } from './machine.ts';
import { issuePermit } from './permit-commands.ts';
import { linesOf, waiverByNumber } from './queries.ts';
import { moved as movedOn, noMatch, offerClosed, splitSum, unknownSubstitute } from './refusals.ts';
import { lockWaiver, step } from './step-commands.ts';

type Which = { number: string };

/** The facility answers for one of its own lines: it meets the price or the day, delivers in parts, offers another of its goods, or says that it cannot. */
export async function makeOffer(tx: Tx, { number }: Which, offer: NewOffer): Promise<void> {
  permit(tx.actor, 'waiver.answer');
  const waiver = await waiverByNumber(tx, number);
  if (waiver.state !== 'sent' && waiver.state !== 'escalated') throw offerClosed;
  const line = (await linesOf(tx, waiver.id)).find((each) => each.line === offer.line && each.facility_id === tx.actor.facility_id);
  if (!line?.facility_id) throw new NotFound();
  if (offer.kind === 'match_price' && offer.price_idr && line.market_price_idr && offer.price_idr > line.market_price_idr) throw noMatch(rupiah(line.market_price_idr));
  const parts = offer.deliveries.flatMap(({ day, quantity }) => (day && quantity ? [{ day, quantity }] : []));
  if (offer.deliveries.some(({ day, quantity }) => (day === undefined) !== (quantity === undefined))) throw new Invalid({ deliveries: tx.actor.locale === 'en' ? 'Each part needs its day and its quantity' : 'Tiap bagian perlu hari dan jumlahnya' });
  const inOrder = parts.every((part, n) => n === 0 || part.day >= (parts[n - 1]?.day ?? ''));
  if (offer.kind === 'split_delivery' && (!inOrder || parts.reduce((sum, part) => sum + part.quantity, 0) !== line.quantity)) throw splitSum(line.quantity);
  const substitute = offer.kind === 'substitute' ? await tx.maybe<{ product_id: string }>(sql`select product_id from catalogue.listing_published where sku = ${offer.sku ?? ''} and facility_id = ${line.facility_id}`) : undefined;
  if (offer.kind === 'substitute' && !substitute) throw unknownSubstitute;
  await tx.run(sql`
    insert into procurement.waiver_offer (agency_id, waiver_id, line, facility_id, kind, price_idr, product_id, sku, day, deliveries, words, offered_by, offered_person, offered_at)
    values (${waiver.agency_id}, ${waiver.id}, ${offer.line}, ${line.facility_id}, ${offer.kind}, ${offer.price_idr ?? null}, ${substitute?.product_id ?? null}, ${substitute ? offer.sku : null}, ${offer.day ?? null}, ${JSON.stringify(parts)}::jsonb, ${offer.words ?? ''}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'waiver.offered', facility_id: line.facility_id, subject_kind: 'waiver', subject_id: number, particulars: { line: offer.line, kind: offer.kind } });
}

export async function decideWaiver(tx: Tx, { number }: Which, { decision: decided, words, lines }: z.output<typeof decision>): Promise<{ code: string | null }> {
  permit(tx.actor, 'waiver.decide');
  const waiver = await lockWaiver(tx, number);
  await step(tx, waiver, decided, { side: 'headquarters', words });
  return decided === 'grant' ? issuePermit(tx, waiver, { granted: lines }) : { code: null };
}

export async function decideAppeal(tx: Tx, { number }: Which, { decision: decided, words }: z.output<typeof appealDecision>): Promise<{ code: string | null }> {
  permit(tx.actor, 'waiver.decide');
  const waiver = await lockWaiver(tx, number);
  if (waiver.state !== 'appealed') throw movedOn;
  await step(tx, waiver, decided, { side: 'headquarters', words });
  return decided === 'overturn' ? issuePermit(tx, waiver, {}) : { code: null };
}

/** What silence means, for one file whose last day is over where the agency sits. Run again, it finds nothing left to do. */
export async function lapseWaiver(tx: Tx, { number }: Which): Promise<void> {
  permit(tx.actor, 'waiver.lapse');
  const waiver = await lockWaiver(tx, number);
  const over = await tx.one<{ over: boolean }>(sql`select state = 'sent' and (${tx.now}::timestamptz at time zone zone)::date > silent_on as over from procurement.waiver where id = ${waiver.id}`);
  if (!over.over) return;
  await step(tx, waiver, waiver.silence === 'grant' ? 'lapse' : 'escalate', { side: 'system' });
  if (waiver.silence === 'grant') await issuePermit(tx, waiver, {});
}

/** Every hour, because the day ends three times: each file in a transaction of its own. Returns how many moved. */
export async function lapseAllWaivers(db: Db, now?: Date): Promise<number> {
  const act = { actor: system, ...(now ? { now } : {}) };
  const due = await transact(db, act, (tx) => tx.all<Which>(sql`select number from procurement.waiver where state = 'sent' and (${tx.now}::timestamptz at time zone zone)::date > silent_on order by number`));
  let moved = 0;
  for (const which of due) {
    // One file that fails holds up no other; it is tried again in an hour.
    try {
      await transact(db, act, (tx) => lapseWaiver(tx, which));
      moved++;
    } catch (error) {
      log.error({ err: error, waiver: which.number }, 'a waiver did not lapse');
    }
  }
  return moved;
}
