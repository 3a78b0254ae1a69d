/** /bengkel/jam-kerja and /bengkel/daftar-gerak: the guard of hours, and who goes where; with their JSON. */
import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { day, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, ownFacility, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, facilityById } from '#organisation';
import { endLearningTime, keepLearningTime } from './commands/hours.ts';
import { newLearningTime } from './hours.ts';
import { hourRules, hoursOfWeek, learningTimes } from './hours-queries.ts';
import { sayHours } from './hours-words.ts';
import { movements } from './movement-queries.ts';
import { hoursPage, movementPage, movementPrint, type HoursRefused, type MovementView } from './pages/hours.tsx';
import { slots } from './queries.ts';
import { slotCodes } from './session.ts';
import { urls } from './urls.ts';

const ending = z.strictObject({ id: z.uuid(), on_day: day });
const refusedOf = (of: HoursRefused['of']) => (req: Req, state: FormState) => opened(req, { of, state });

export const hoursRoutes: Route[] = [
  page({ path: urls.hours, may: 'hours.define', show: (req) => opened(req) }),
  form({
    path: urls.keepTime, may: 'hours.define', fields: newLearningTime, again: refusedOf('keep'),
    act: async (tx, kept, req) => {
      await keepLearningTime(tx, { ...kept, facility_id: ownFacility(req) });
      return { location: urls.hours, notice: sayHours(req.locale)('kept') };
    },
  }),
  form({
    path: urls.endTime, may: 'hours.define', fields: ending, again: refusedOf('end'),
    act: async (tx, ended, req) => {
      await endLearningTime(tx, { ...ended, facility_id: ownFacility(req) });
      return { location: urls.hours, notice: sayHours(req.locale)('ended') };
    },
  }),
  page({ path: urls.movement, may: 'movement.read', show: (req) => req.read(async (reader) => movementPage(req, await movementOf(req, reader))) }),
  page({ path: urls.movementPrint, may: 'movement.read', show: (req) => req.read(async (reader) => movementPrint(req, await movementOf(req, reader))) }),
  readEndpoint({
    path: '/api/v1/hours', may: 'hours.read', tag: 'workshop', summary: 'Rules of working time, times kept for learning, and everybody’s hours in the week of a day', query: z.strictObject({ facility: shortText.optional(), day: day.optional() }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      const monday = mondayOf(query.day ?? (await dayAt(reader, facility_id)));
      const people = await hoursOfWeek(reader, facility_id, monday);
      return { week_from: monday, rules: await hourRules(reader, facility_id), learning: await learningTimes(reader, facility_id, monday), people: people.map(({ worker_id, roster_code, minutes, days, longest }) => ({ worker_id, roster_code, minutes, days, longest_day: longest })) };
    },
  }),
  writeEndpoint({
    path: '/api/v1/learning-times', may: 'hours.define', tag: 'workshop', summary: 'Keeps a time of the week free of work, for everybody or one person', body: newLearningTime.extend({ facility: shortText.optional() }),
    act: async (tx, { body: { facility, ...kept } }) => keepLearningTime(tx, { ...kept, facility_id: await facilityActedOn(tx, facility) }),
  }),
  writeEndpoint({
    path: '/api/v1/learning-times/:id/end', may: 'hours.define', tag: 'workshop', summary: 'Ends it; `on_day` is for work again', body: ending.omit({ id: true }),
    act: async (tx, { params, body }) => {
      await endLearningTime(tx, { facility_id: await facilityActedOn(tx), id: params['id'] ?? '', on_day: body.on_day });
      return { ended: true };
    },
  }),
  readEndpoint({
    path: '/api/v1/movements', may: 'movement.read', tag: 'workshop', summary: 'Who goes where in a slot: name, code and place', query: z.strictObject({ facility: shortText.optional(), day: day.optional(), slot: z.enum(slotCodes).default('AM') }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      return { items: await movements(reader, { facility_id, day: query.day ?? (await dayAt(reader, facility_id)), slot: query.slot }), next_cursor: null };
    },
  }),
];

const mondayOf = (on: string): string => addDays(on, -((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7));

function opened(req: Req, refused?: HoursRefused): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const today = await dayAt(reader, facility_id);
    const monday = mondayOf(today);
    return hoursPage(req, { rules: await hourRules(reader, facility_id), learning: await learningTimes(reader, facility_id, today), week: await hoursOfWeek(reader, facility_id, monday), monday, day: today }, refused);
  });
}

async function movementOf(req: Req, reader: Reader): Promise<MovementView> {
  const facility_id = ownFacility(req);
  const known = await slots(reader, facility_id);
  const on = day.safeParse(req.query['hari']).data ?? (await dayAt(reader, facility_id));
  const slot = known.find((row) => row.code === req.query['jam']) ?? known[0];
  return { day: on, slot, slots: known, destinations: slot ? await movements(reader, { facility_id, day: on, slot: slot.code }) : [], sample: (await facilityById(reader, facility_id)).is_sample };
}
