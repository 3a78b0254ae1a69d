import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { ruleOn } from '#kernel/rules.ts';
import { page, readEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, regionalOffices } from '#organisation';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { paceOf, waitingPay } from './delay-queries.ts';
import { delaysAllPage, delaysPage, type Limits } from './pages.tsx';
import { delaysAllUrl } from './urls.ts';
import { say } from './words.ts';

const limitsOn = async (reader: Reader, day: string, facility_id: string | null): Promise<Limits> => ({ order: await ruleOn<number>(reader, 'pay.delay_days_order', day, facility_id), month: await ruleOn<number>(reader, 'pay.delay_days_month', day, facility_id) });
const one = (req: Req) => ofUnit(req, say(req.locale)('title'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  return delaysPage(req, { rows: await waitingPay(reader, { facility_id, today }), pace: (await paceOf(reader, { facility_id, today }))[0], limits: await limitsOn(reader, today, facility_id), upt: req.query['upt'] });
});
const all = (req: Req) => req.read(async (reader) => {
  const today = dayIn('Asia/Jakarta', req.now);
  const rows = await waitingPay(reader, { today });
  const seen = new Set(rows.map(({ region }) => region));
  const regions = (await regionalOffices(reader)).filter(({ code }) => seen.has(code));
  return delaysAllPage(req, { rows, pace: await paceOf(reader, { today }), limits: await limitsOn(reader, today, null), regions, region: regions.find(({ code }) => code === req.query['wilayah'])?.code });
});

export const watchRoutes: Route[] = [
  page({ path: '/bengkel/premi/tenggat', may: 'run.read', show: one }),
  page({ path: delaysAllUrl, may: 'run.oversee', show: all }),
  readEndpoint({
    path: '/api/v1/pay-delays', may: 'run.read', tag: 'pay', summary: 'What is owed to people and not in their savings yet, the latest first, with the pace of the last 90 days', query: z.strictObject({ facility: z.string().max(60).optional() }),
    read: async (reader, { query }) => {
      const facility_id = query.facility || reader.actor.facility_id ? await facilityActedOn(reader, query.facility) : null;
      const today = facility_id ? await dayAt(reader, facility_id) : dayIn('Asia/Jakarta', reader.now);
      return { items: await waitingPay(reader, { facility_id, today }), pace: await paceOf(reader, { facility_id, today }) };
    },
  }),
];
