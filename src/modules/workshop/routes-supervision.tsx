/** The head lets a session run with fewer officers than the rule asks. */
import { dayAt, facilityActedOn } from '#organisation';
import { addDays } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, ownFacility, page, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { waiveRatio } from './commands/supervision.ts';
import { waiversPage } from './pages/supervision.tsx';
import { slots, waivers, workshops } from './queries.ts';
import { newWaiver } from './supervision.ts';
import { saySupervision } from './supervision-words.ts';
import { urls } from './urls.ts';

const may = 'session.waive_ratio';

export const supervisionRoutes: Route[] = [
  page({ path: urls.waivers, may, show: (req) => waiving(req) }),
  form({
    path: urls.waivers, may, fields: newWaiver, again: waiving,
    act: async (tx, input, req) => {
      await waiveRatio(tx, { ...input, facility_id: ownFacility(req) });
      return { location: urls.waivers, notice: saySupervision(req.locale)('allowed') };
    },
  }),
  writeEndpoint({ path: '/api/v1/session-waivers', may, tag: 'workshop', summary: 'Lets one session run with fewer officers than the ratio asks, with a reason', body: newWaiver, act: async (tx, { body }) => waiveRatio(tx, { ...body, facility_id: await facilityActedOn(tx) }) }),
];

function waiving(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const day = await dayAt(reader, facility_id);
    return waiversPage(req, { workshops: await workshops(reader, facility_id), slots: await slots(reader, facility_id), day, rows: await waivers(reader, facility_id, addDays(day, -30)) }, state);
  });
}
