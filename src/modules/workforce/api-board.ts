/** Sessions of the board as JSON. */
import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import { longText, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import type { Reader } from '#kernel/db.ts';
import { addCase, callBoard, cancelBoard, holdBoard, signBoard } from './board-commands.ts';
import { boardById, boards, casesOf, membersOf, openCases } from './board-queries.ts';
import { boardStates, caseKinds, heldBoard, newBoard, type BoardState, type CaseKind } from './board.ts';

const tag = 'workforce';
const facility = shortText.optional();
const states = Object.keys(boardStates) as [BoardState, ...BoardState[]];
const kinds = Object.keys(caseKinds) as [CaseKind, ...CaseKind[]];

async function whole(reader: Reader, id: string): Promise<object> {
  const board = await boardById(reader, id);
  return { ...board, members: await membersOf(reader, board.id), agenda: await casesOf(reader, board.id) };
}

export const boardApi: Route[] = [
  readEndpoint({ path: '/api/v1/board-sessions', may: 'board.read', tag, summary: 'Sessions of the board (TPP), newest first', query: z.strictObject({ facility, state: z.enum(states).optional() }), read: async (reader, { query }) => ({ items: await boards(reader, { facility_id: await facilityActedOn(reader, query.facility), state: query.state }), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/board-sessions/open-cases', may: 'board.read', tag, summary: 'What waits to come before the board', query: z.strictObject({ facility }), read: async (reader, { query }) => ({ items: await openCases(reader, await facilityActedOn(reader, query.facility)), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/board-sessions', may: 'board.call', tag, summary: 'Calls a session with its members and agenda', body: newBoard.extend({ facility }), act: async (tx, { body: { facility: code, ...called } }) => whole(tx, (await callBoard(tx, { ...called, facility_id: await facilityActedOn(tx, code) })).id) }),
  readEndpoint({ path: '/api/v1/board-sessions/:id', may: 'board.read', tag, summary: 'One session: members, agenda, decisions, minutes', read: (reader, { params }) => whole(reader, params['id'] ?? '') }),
  writeEndpoint({
    path: '/api/v1/board-sessions/:id/cases', may: 'board.call', tag, summary: 'Puts a matter on the agenda', body: z.strictObject({ kind: z.enum(kinds), subject: z.uuid() }),
    act: async (tx, { params, body }) => {
      const board = await boardById(tx, params['id'] ?? '');
      return addCase(tx, { facility_id: board.facility_id, board_id: board.id, kind: body.kind, subject_id: body.subject });
    },
  }),
  writeEndpoint({
    path: '/api/v1/board-sessions/:id/result', may: 'board.record', tag, summary: 'Records minutes, presence, votes and decisions', body: heldBoard,
    act: async (tx, { params, body }) => {
      const board = await boardById(tx, params['id'] ?? '');
      await holdBoard(tx, { ...body, facility_id: board.facility_id, board_id: board.id });
      return whole(tx, board.id);
    },
  }),
  writeEndpoint({
    path: '/api/v1/board-sessions/:id/cancellation', may: 'board.call', tag, summary: 'Calls a session off', body: z.strictObject({ reason: longText }),
    act: async (tx, { params, body }) => {
      const board = await boardById(tx, params['id'] ?? '');
      await cancelBoard(tx, { facility_id: board.facility_id, board_id: board.id, reason: body.reason });
      return whole(tx, board.id);
    },
  }),
  writeEndpoint({
    path: '/api/v1/board-sessions/:id/signature', may: 'board.sign', tag, summary: 'Signs the letter: every decision takes effect', body: z.strictObject({}),
    act: async (tx, { params }) => {
      const board = await boardById(tx, params['id'] ?? '');
      return signBoard(tx, { facility_id: board.facility_id, board_id: board.id });
    },
  }),
];
