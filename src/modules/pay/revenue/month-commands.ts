import type { Tx } from '#kernel/db.ts';
import { addDays } from '#kernel/calendar.ts';
import { NotFound } from '#kernel/refusal.ts';
import type { Reader } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { checkOver, closePeriod } from '#ledger';
import { dayAt } from '#organisation';
import { checklist, excuseDecided, itemDone, itemsOpen, monthsOpen, sameExcuser, sameYearCloser, yearDecided, yearNotAsked, yearRunning, type Checked, type Excuse, type Item } from './month.ts';
import { excusesOf, unitMonths, yearFigures, yearStates, type UnitMonth } from './month-queries.ts';

export const lastDayOf = (month: string): string => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);

/** A facility's month with its checklist, as it stands now. */
export async function monthOf(reader: Reader, { facility_id, month }: { facility_id: string; month: string }): Promise<{ unit: UnitMonth; items: Checked[]; excuses: Excuse[] }> {
  const [unit] = await unitMonths(reader, { month, facility_id });
  if (!unit) throw new NotFound();
  const excuses = await excusesOf(reader, { facility_id, month });
  const { value: blocking } = await ruleOn<string[]>(reader, 'close.blocking_items', lastDayOf(month), facility_id);
  return { unit, excuses, items: checklist(unit.open, { blocking, excuses }) };
}

/** The treasurer closes a month that is over; what still stops it is named. What it looked like is kept with it. */
export async function closeMonth(tx: Tx, { facility_id, month }: { facility_id: string; month: string }): Promise<{ month: string }> {
  permit(tx.actor, 'month.close');
  await lock(tx, facility_id);
  checkOver(month, await dayAt(tx, facility_id));
  const { items } = await monthOf(tx, { facility_id, month });
  const stopping = items.filter((each) => each.stops);
  if (stopping.length > 0) throw itemsOpen(stopping);
  await closePeriod(tx, { facility_id, month });
  await tx.run(sql`insert into pay.month_closure (facility_id, month, items, closed_by, closed_person, closed_at) values (${facility_id}, ${`${month}-01`}, ${JSON.stringify(items.map(({ item, open, stops: _, excuse, blocking }) => ({ item, open, blocking, reason: excuse?.state === 'granted' ? excuse.reason : null })))}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'month.closed', facility_id, subject_kind: 'period', subject_id: month, particulars: { month, open: items.filter((each) => each.open > 0).map((each) => each.item) } });
  return { month };
}

/** Something cannot be done in time: the first of two persons says why the month may close with it. */
export async function askExcuse(tx: Tx, { facility_id, month, item, reason }: { facility_id: string; month: string; item: Item; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'month.ask_excuse');
  await lock(tx, facility_id);
  const { items } = await monthOf(tx, { facility_id, month });
  const checked = items.find((each) => each.item === item);
  if (!checked?.stops) throw itemDone;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.close_excuse (facility_id, month, item, reason, open_count, asked_by, asked_person, asked_at) values (${facility_id}, ${`${month}-01`}, ${item}, ${reason}, ${checked.open}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'month.excuse_asked', facility_id, subject_kind: 'period', subject_id: month, particulars: { item, reason, open: checked.open } });
  return { id };
}

export async function decideExcuse(tx: Tx, { id, granted }: { id: string; granted: boolean }): Promise<{ month: string }> {
  permit(tx.actor, 'month.grant_excuse');
  const excuse = await tx.one<{ facility_id: string; month: string; item: string; state: string; asked_person: string | null }>(sql`select facility_id, to_char(month, 'YYYY-MM') as month, item, state, asked_person from pay.close_excuse where id = ${id}::uuid for update`);
  if (excuse.state !== 'asked') throw excuseDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === excuse.asked_person) throw sameExcuser;
  await tx.run(sql`update pay.close_excuse set state = ${granted ? 'granted' : 'refused'}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${excuse.facility_id} and id = ${id}`);
  tx.emit({ verb: granted ? 'month.excuse_granted' : 'month.excuse_refused', facility_id: excuse.facility_id, subject_kind: 'period', subject_id: excuse.month, particulars: { item: excuse.item } });
  return { month: excuse.month };
}

/** A year is closed over its closed months, with every account's balance at its end; another person approves, and its months stay closed. */
export async function askYearClosing(tx: Tx, { facility_id, year }: { facility_id: string; year: number }): Promise<void> {
  permit(tx.actor, 'month.close');
  await lock(tx, facility_id);
  if (String(year) >= (await dayAt(tx, facility_id)).slice(0, 4)) throw yearRunning;
  const state = (await yearStates(tx, facility_id)).find((each) => each.year === year);
  if (!state) throw new NotFound();
  if (state.asked_at) throw yearDecided;
  if (state.open_months.length > 0) throw monthsOpen(state.open_months);
  const figures = await yearFigures(tx, { facility_id, year });
  await tx.run(sql`insert into pay.year_closure (facility_id, year, figures, asked_by, asked_person, asked_at) values (${facility_id}, ${year}, ${JSON.stringify(figures)}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'year.closing_asked', facility_id, subject_kind: 'year', subject_id: String(year), particulars: { year } });
}

export async function approveYearClosing(tx: Tx, { facility_id, year }: { facility_id: string; year: number }): Promise<void> {
  permit(tx.actor, 'year.approve');
  await lock(tx, facility_id);
  const state = (await yearStates(tx, facility_id)).find((each) => each.year === year);
  if (!state?.asked_at) throw yearNotAsked;
  if (state.approved_at) throw yearDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === state.asked_person) throw sameYearCloser;
  if (state.open_months.length > 0) throw monthsOpen(state.open_months);
  await tx.run(sql`update pay.year_closure set approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${facility_id} and year = ${year}`);
  tx.emit({ verb: 'year.closed', facility_id, subject_kind: 'year', subject_id: String(year), particulars: { year } });
}

const lock = (tx: Tx, facility_id: string) => tx.all(sql`select pg_advisory_xact_lock(hashtext('month'), hashtext(${facility_id}))`);
