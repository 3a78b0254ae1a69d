/** The counter's side of the kiosk as JSON under /api/v1. What a person reads at the kiosk has no API: it needs the device, the card and the PIN. */
import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import { idIn, readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { issueCard, revokeCard } from './commands/cards.ts';
import { answerObjection, raiseObjection } from './commands/objections.ts';
import { newObjection, objectionAnswer } from './objection.ts';
import { holderOf, objections, overdue } from './queries.ts';
import { todayFor } from './routes-desk.tsx';

const tag = 'kiosk';

export const api: Route[] = [
  writeEndpoint({
    path: '/api/v1/workers/:id/card', may: 'kiosk.enrol', tag, summary: 'Makes a kiosk card; an earlier one opens nothing from now on', body: z.strictObject({}),
    act: async (tx, { params }) => issueCard(tx, { facility_id: await facilityActedOn(tx), worker_id: idIn({ params }) }),
  }),
  writeEndpoint({
    path: '/api/v1/workers/:id/card/revocation', may: 'kiosk.enrol', tag, status: 200, summary: 'Revokes a lost card and ends open visits', body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
    act: async (tx, { params, body }) => {
      await revokeCard(tx, { facility_id: await facilityActedOn(tx), worker_id: idIn({ params }), ...body });
      return { revoked: true };
    },
  }),
  readEndpoint({
    path: '/api/v1/objections', may: 'objection.read', tag, summary: 'Objections to pay and hours, open and overdue ones first; people by roster code', query: z.strictObject({ state: z.enum(['open', 'overdue', 'answered']).optional() }),
    read: async (reader, { query }) => {
      const { facility_id } = reader.actor;
      const rows = await objections(reader, { today: await todayFor(reader), ...(facility_id ? { facility_id } : {}), ...(query.state ? { state: query.state } : {}) });
      return { items: rows.map(({ id, number, facility_name, roster_code, about, month, words, raised_on, due_on, state, overdue: late, outcome, answer }) => ({ id, number, facility: facility_name, roster_code, about, month, words, raised_on, due_on, state, overdue: late, outcome, answer })), next_cursor: null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/workers/:id/objections', may: 'objection.hear', tag, summary: 'Records an objection told to an officer', body: newObjection,
    act: async (tx, { params, body }) => {
      const facility_id = await facilityActedOn(tx);
      const { worker_id } = await holderOf(tx, facility_id, idIn({ params }));
      return raiseObjection(tx, { ...body, facility_id, worker_id, device_id: null });
    },
  }),
  writeEndpoint({ path: '/api/v1/objections/:id/answer', may: 'objection.answer', tag, summary: 'Answers an objection, by somebody whose work it does not question', body: objectionAnswer, act: async (tx, { params, body }) => answerObjection(tx, { ...body, facility_id: await facilityActedOn(tx), id: idIn({ params }) }) }),
  readEndpoint({ path: '/api/v1/overdue', may: 'overdue.read', tag, summary: 'Objections and complaints past their day: numbers and days, no words', read: async (reader) => ({ items: await overdue(reader), next_cursor: null }) }),
];
