/** /bengkel/tpp: sessions of the board, their agenda, result and letter. */
import { z } from 'zod';
import { formatInstant, zoneOf } from '#kernel/calendar.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { documentByCode } from '#kernel/issue.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityById } from '#organisation';
import { printPage } from '#ui/frames.tsx';
import { addCase, callBoard, cancelBoard, holdBoard, signBoard } from './board-commands.ts';
import { boardById, boards, casesOf, membersOf, openCases } from './board-queries.ts';
import { boardStates, heldBoard, newBoard, type BoardState, type CaseKind } from './board.ts';
import { skTpp } from './documents/index.ts';
import { boardPage, boardsPage, newBoardPage, type BoardRefused } from './pages/board.tsx';
import { planUrls } from './placement-urls.ts';
import { sayBoard } from './words-board.ts';

const states = Object.keys(boardStates) as [BoardState, ...BoardState[]];
/** Lines of members that were left empty are no members. */
const calledFields = z.preprocess((input) => {
  if (typeof input !== 'object' || input === null || !('members' in input) || !Array.isArray(input.members)) return input;
  return { ...input, members: input.members.filter((each: unknown) => typeof each === 'object' && each !== null && 'name' in each) };
}, newBoard);

const refusedOf = (of: BoardRefused['of']) => (req: Req, state: FormState) => opened(req, { of, state });
export const boardPages: Route[] = [
  page({ path: planUrls.boards, may: 'board.read', show: (req) => req.read(async (reader) => {
    const state = z.enum(states).safeParse(req.query['keadaan']).data;
    return boardsPage(req, { state, rows: await boards(reader, { facility_id: ownFacility(req), state }), waiting: await openCases(reader, ownFacility(req)) });
  }) }),
  page({ path: planUrls.newBoard, may: 'board.call', show: (req) => calling(req) }),
  form({
    path: planUrls.newBoard, may: 'board.call', fields: calledFields, again: calling,
    act: async (tx, called, req) => {
      const { id } = await callBoard(tx, { ...called, facility_id: ownFacility(req) });
      return { location: planUrls.board(id), notice: sayBoard(req.locale)('called') };
    },
  }),
  file({ path: '/bengkel/tpp/:id/sk.pdf', may: 'board.read', send: (req) => letterPdf(req) }),
  page({ path: '/bengkel/tpp/:id/sk', may: 'board.read', show: async (req) => {
    const { content, mark } = await letter(req);
    return printPage(req, { title: content.number, sample: mark.sample }, skTpp.Page({ content, mark }));
  } }),
  page({ path: '/bengkel/tpp/:id', may: 'board.read', show: (req) => opened(req) }),
  form({
    path: '/bengkel/tpp/:id/perkara', may: 'board.call', fields: z.strictObject({ case: z.string().regex(/^(placement|waiting|suspension):[0-9a-f-]{36}$/) }), again: refusedOf('case'),
    act: async (tx, input, req) => {
      const board = await boardById(tx, req.params['id'] ?? '');
      const [kind = '', subject_id = ''] = input.case.split(':');
      await addCase(tx, { facility_id: board.facility_id, board_id: board.id, kind: kind as CaseKind, subject_id });
      return { location: planUrls.board(board.id), notice: sayBoard(req.locale)('added') };
    },
  }),
  form({
    path: '/bengkel/tpp/:id/hasil', may: 'board.record', fields: heldBoard, again: refusedOf('result'),
    act: async (tx, held, req) => {
      const board = await boardById(tx, req.params['id'] ?? '');
      await holdBoard(tx, { ...held, facility_id: board.facility_id, board_id: board.id });
      return { location: planUrls.board(board.id), notice: sayBoard(req.locale)('recorded') };
    },
  }),
  form({
    path: '/bengkel/tpp/:id/batal', may: 'board.call', fields: z.strictObject({ reason: longText }), again: refusedOf('off'),
    act: async (tx, { reason }, req) => {
      const board = await boardById(tx, req.params['id'] ?? '');
      await cancelBoard(tx, { facility_id: board.facility_id, board_id: board.id, reason });
      return { location: planUrls.board(board.id), notice: sayBoard(req.locale)('cancelled') };
    },
  }),
  form({
    path: '/bengkel/tpp/:id/tandatangan', may: 'board.sign', fields: z.strictObject({}), again: refusedOf('sign'),
    act: async (tx, _, req) => {
      const board = await boardById(tx, req.params['id'] ?? '');
      await signBoard(tx, { facility_id: board.facility_id, board_id: board.id });
      return { location: planUrls.board(board.id), notice: sayBoard(req.locale)('signed') };
    },
  }),
];

function calling(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => newBoardPage(req, { day: await dayAt(reader, ownFacility(req)), waiting: await openCases(reader, ownFacility(req)) }, state));
}

function opened(req: Req, refused?: BoardRefused): Promise<Drawn> {
  return req.read(async (reader) => {
    const board = await boardById(reader, req.params['id'] ?? '');
    return boardPage(req, { board, members: await membersOf(reader, board.id), cases: await casesOf(reader, board.id), waiting: board.state === 'called' ? await openCases(reader, board.facility_id) : [], today: await dayAt(reader, board.facility_id) }, refused);
  });
}

/** The letter as it was frozen, with the mark of this print. It names people: it is read inside, and /cek shows only that it exists. */
function letter(req: Req): Promise<{ content: z.input<typeof skTpp.content>; mark: Mark }> {
  return req.read(async (reader) => {
    const board = await boardById(reader, req.params['id'] ?? '');
    if (!board.document_code) throw new NotFound();
    const [paper, facility] = [await documentByCode(reader, board.document_code), await facilityById(reader, board.facility_id)];
    return {
      content: skTpp.content.parse(paper.content),
      mark: { code: paper.code, sample: facility.is_sample, check_url: `${req.origin}/cek/${paper.code}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, zoneOf(facility.timezone), 'id'), made_at: paper.recorded_at },
    };
  });
}

async function letterPdf(req: Req): Promise<Response> {
  const { content, mark } = await letter(req);
  const bytes = await skTpp.pdf(content, mark);
  return pdfAnswer(bytes, `${content.number}.pdf`);
}
