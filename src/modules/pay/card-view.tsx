import { addDays } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { month as monthField } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { savingsOf } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { waitingFor } from './differences/realisation-queries.ts';
import { cardPage, type Card } from './pages/card.tsx';
import { largeSlipPage } from './pages/large-slip.tsx';
import { slipLines, slipMonths } from './queries.ts';
import { readingOn } from './reading.ts';
import { wagesOf } from './runs/run-queries.ts';
import { slipOf } from './slip.ts';
import { standingOf } from './savings/standing.ts';

/** One person's card of a month; the newest that brought something when none is asked for. */
export async function cardOf(reader: Reader, worker_id: string, asked: string | undefined): Promise<Card> {
  const worker = await workerById(reader, worker_id);
  const { facility_id } = worker;
  const months = await slipMonths(reader, worker_id);
  const today = await dayAt(reader, facility_id);
  const month = monthField.safeParse(asked).data ?? months[0]?.month ?? today.slice(0, 7);
  return {
    facility_id, worker, month, months, lines: await slipLines(reader, { worker_id, month }), wages: await wagesOf(reader, { worker_id, month }), savings: await savingsOf(reader, { facility_id, worker_id }),
    standing: await standingOf(reader, { facility_id, worker_id }), spendRule: await ruleOn<number>(reader, 'savings.spendable_bp', today, facility_id),
    waiting: await waitingFor(reader, { facility_id, worker_id }), reading: await readingOn(reader, today, facility_id),
  };
}

/** The same month in large letters, in the reader's language. */
export const largeSlip = (req: Req): Promise<Drawn> => req.read(async (reader) => {
  const worker = await workerById(reader, req.params['worker'] ?? '');
  const month = monthField.safeParse(req.params['month']).data;
  if (month === undefined) throw new NotFound();
  const { facility_id, id: worker_id } = worker;
  const today = await dayAt(reader, facility_id);
  return largeSlipPage(req, { worker, month, lines: await slipOf(reader, { worker_id, month }, req.locale), standing: await standingOf(reader, { facility_id, worker_id }), objection_until: addDays(today, (await ruleOn<number>(reader, 'objection.raise_days', today, facility_id)).value) });
});

export const cardAgain = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => cardPage(req, await cardOf(reader, req.params['worker'] ?? '', req.query['bulan']), state));
