import type { Reader } from '#kernel/db.ts';
import { month as monthField } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { ruleOn } from '#kernel/rules.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { savingsOf } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { cardPage, type Card } from './pages/card.tsx';
import { slipLines, slipMonths } from './queries.ts';
import { wagesOf } from './runs/run-queries.ts';
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
  };
}

export const cardAgain = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => cardPage(req, await cardOf(reader, req.params['worker'] ?? '', req.query['bulan']), state));
