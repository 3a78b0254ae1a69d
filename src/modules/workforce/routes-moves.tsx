/** Leaving, coming and joining: forms of the file's part on moves, the list of transfers, the merges that wait. */
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { approveMerge, proposeMerge, refuseMerge, undoMerge } from './merge-commands.ts';
import { newAbsence, newDeath, newMerge, newRelease, newReturn, newTransfer } from './movement.ts';
import { recordAbsence, recordDeath, recordReturn, releaseWorker, type Whose } from './movement-commands.ts';
import { mergeById, mergesProposed, owed, transfers } from './movement-queries.ts';
import type { MoveForm } from './pages/moves.tsx';
import { mergesPage, transfersPage } from './pages/transfers.tsx';
import { opened, whoseFile } from './routes-file.tsx';
import { callBackTransfer, reachOfTransfer, receiveWorker, sendWorker } from './transfer-commands.ts';
import { urls } from './urls.ts';
import { sayMoves } from './words-moves.ts';

export const movePages: Route[] = [
  recording('kirim', newTransfer, sendWorker, 'sent'),
  recording('bebas', newRelease, releaseWorker),
  recording('keluar', newAbsence, recordAbsence),
  recording('kembali', newReturn, recordReturn),
  recording('meninggal', newDeath, recordDeath),
  recording('gabung', newMerge, proposeMerge, 'mergeProposed', 'merge.propose'),
  recording('gabung/batal', z.strictObject({ merge_id: z.uuid(), reason: longText }), undoMerge, 'undone', 'merge.undo'),
  page({ path: urls.transfers, may: 'movement.list', show: (req) => listed(req) }),
  form({
    path: `${urls.transfers}/:id/terima`, may: 'movement.record', fields: z.strictObject({}), reach: (req) => reachOfTransfer(req, req.params['id'] ?? ''), again: listed,
    act: async (tx, _, req) => {
      const { worker_id } = await receiveWorker(tx, { transfer_id: req.params['id'] ?? '' });
      return { location: urls.worker(worker_id), notice: sayMoves(req.locale)('received') };
    },
  }),
  form({
    path: `${urls.transfers}/:id/batal`, may: 'movement.record', fields: z.strictObject({}), again: listed,
    act: async (tx, _, req) => {
      await callBackTransfer(tx, { transfer_id: req.params['id'] ?? '' });
      return { location: urls.transfers, notice: sayMoves(req.locale)('calledBack') };
    },
  }),
  page({ path: urls.merges, may: 'movement.list', show: (req) => merging(req) }),
  form({
    path: `${urls.merges}/:id`, may: 'merge.decide', fields: z.strictObject({ decision: z.enum(['approve', 'refuse']) }), again: merging,
    act: async (tx, { decision }, req) => {
      const { id } = await mergeById(tx, ownFacility(req), req.params['id'] ?? '');
      await (decision === 'approve' ? approveMerge : refuseMerge)(tx, { facility_id: ownFacility(req), merge_id: id });
      return { location: urls.merges, notice: sayMoves(req.locale)(decision === 'approve' ? 'mergeApproved' : 'mergeRefused') };
    },
  }),
];

function recording<Fields extends z.ZodType>(name: MoveForm, fields: Fields, record: (tx: Tx, input: Whose & z.infer<Fields>) => Promise<unknown>, notice: 'recorded' | 'sent' | 'mergeProposed' | 'undone' = 'recorded', may = 'movement.record'): Route {
  return form({
    path: `/bengkel/peserta/:id/${name}`, may, fields, again: (req, state) => opened(req, 'gerak', { move: { form: name, state } }),
    act: async (tx, input, req) => {
      const whose = await whoseFile(tx, req);
      await record(tx, { ...whose, ...(input as object) } as Whose & z.infer<Fields>);
      return { location: urls.worker(whose.worker_id, 'gerak'), notice: sayMoves(req.locale)(notice) };
    },
  });
}

function listed(req: Req, state?: FormState): Promise<Drawn> {
  const id = req.params['id'];
  return req.read(async (reader) => transfersPage(req, { rows: await transfers(reader, ownFacility(req)), owed: await owed(reader, ownFacility(req)) }, id && state ? { id, state } : undefined));
}

function merging(req: Req, state?: FormState): Promise<Drawn> {
  const id = req.params['id'];
  return req.read(async (reader) => mergesPage(req, { rows: await mergesProposed(reader, ownFacility(req)) }, id && state ? { id, state } : undefined));
}
