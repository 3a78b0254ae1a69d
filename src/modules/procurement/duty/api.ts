import { dayIn } from '#kernel/calendar.ts';
import { readEndpoint, type Route } from '#kernel/web.ts';
import { question, type RuleRow } from './duty.ts';
import { ask, rulesOn } from './queries.ts';

const tag = 'duty';
const told = ({ id: _, state: _s, proposed_by: _b, proposed_person: _p, ...rule }: RuleRow) => rule;

export const dutyApi: Route[] = [
  readEndpoint({
    path: '/api/v1/duty', may: 'anyone', tag, summary: 'Must this be bought from a facility? The answer, the rule with its basis, and what is available', query: question,
    read: async (reader, { query }) => {
      const { verdict, match, ...kind } = await ask(reader, query);
      return { answer: verdict.answer, trial: verdict.trial, rule: told(verdict.rule), ...kind, supply: match.supply, by_day: match.by_day, sources: match.sources.slice(0, 10).map(({ sku, name_id, name_en, facility_code, facility_name, price_idr, available, lead_time_days, daily_capacity, by_day, ready_on }) => ({ sku, name_id, name_en, facility_code, facility_name, price_idr, available, lead_time_days, daily_capacity, by_day, ready_on })) };
    },
  }),
  readEndpoint({ path: '/api/v1/duty/rules', may: 'anyone', tag, summary: 'The rules of the duty that hold today, in their order, each with its basis and whether it is a trial', read: async (reader) => ({ items: (await rulesOn(reader, dayIn('Asia/Jakarta', reader.now))).map(told) }) }),
];
