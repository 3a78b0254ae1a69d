/** Life events under /api/v1, as the inmate database reports them one by one. */
import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { longText, shortText } from '#kernel/form.ts';
import { may } from '#kernel/policy.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { approveMerge, proposeMerge, refuseMerge, undoMerge } from './merge-commands.ts';
import { newAbsence, newDeath, newMerge, newRelease, newReturn, newTransfer } from './movement.ts';
import { recordAbsence, recordDeath, recordReturn, releaseWorker } from './movement-commands.ts';
import { mergeById, mergesProposed, transfers } from './movement-queries.ts';
import { uuid, workerById } from './queries.ts';
import { callBackTransfer, reachOfTransfer, receiveWorker, sendWorker } from './transfer-commands.ts';

const tag = 'workforce';
const facility = shortText.optional();
const whose = async (tx: Tx, params: Record<string, string>): Promise<{ facility_id: string; worker_id: string }> => {
  const { facility_id, id } = await workerById(tx, params['id'] ?? '');
  return { facility_id, worker_id: id };
};

export const movesApi: Route[] = [
  writeEndpoint({ path: '/api/v1/workers/:id/transfer', may: 'movement.record', tag, summary: 'Sends a person to another facility: placements end, waiting closes', body: newTransfer, act: async (tx, { params, body }) => sendWorker(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/release', may: 'movement.record', tag, summary: 'Records a release; savings stay payable', body: newRelease, act: async (tx, { params, body }) => releaseWorker(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/absence', may: 'movement.record', tag, summary: 'Records a temporary absence: work is suspended', body: newAbsence, act: async (tx, { params, body }) => recordAbsence(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/return', may: 'movement.record', tag, summary: 'Records the return from an absence', body: newReturn, act: async (tx, { params, body }) => recordReturn(tx, { ...(await whose(tx, params)), ...body }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/death', may: 'movement.record', tag, summary: 'Records a death; savings are payable to the heirs', body: newDeath, act: async (tx, { params, body }) => recordDeath(tx, { ...(await whose(tx, params)), ...body }) }),
  readEndpoint({
    path: '/api/v1/transfers', may: 'movement.list', tag, summary: 'Transfers from and to the facility', query: z.strictObject({ facility }),
    read: async (reader, { query }) => ({ items: (await transfers(reader, await facilityActedOn(reader, query.facility))).map((row) => (row.kind === 'child' && !may(reader.actor, 'worker.read_child') ? { ...row, name: null, register_number: null } : row)), next_cursor: null }),
  }),
  writeEndpoint({ path: '/api/v1/transfers/:id/receipt', may: 'movement.record', tag, summary: 'Receives a person: a file here, the savings with it', body: z.strictObject({}), reach: (req) => reachOfTransfer(req, req.params['id'] ?? ''), act: async (tx, { params }) => receiveWorker(tx, { transfer_id: params['id'] ?? '' }) }),
  writeEndpoint({
    path: '/api/v1/transfers/:id/call-back', may: 'movement.record', tag, summary: 'The sender takes a transfer back', body: z.strictObject({}),
    act: async (tx, { params }) => {
      await callBackTransfer(tx, { transfer_id: params['id'] ?? '' });
      return { id: params['id'], state: 'called_back' };
    },
  }),
  readEndpoint({ path: '/api/v1/merges', may: 'movement.list', tag, summary: 'Merges that wait for a decision', query: z.strictObject({ facility }), read: async (reader, { query }) => ({ items: await mergesProposed(reader, await facilityActedOn(reader, query.facility)), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/workers/:id/merge', may: 'merge.propose', tag, summary: 'Proposes that a second register number is this person', body: newMerge, act: async (tx, { params, body }) => proposeMerge(tx, { ...(await whose(tx, params)), ...body }) }),
  deciding('approval', 'merge.decide', 'Approves a merge proposed by another', approveMerge),
  deciding('refusal', 'merge.decide', 'Refuses a merge', refuseMerge),
  writeEndpoint({
    path: '/api/v1/merges/:id/undoing', may: 'merge.undo', tag, summary: 'Undoes a merge that was wrong', body: z.strictObject({ facility, reason: longText }),
    act: async (tx, { params, body }) => {
      const merge = { facility_id: await facilityActedOn(tx, body.facility), merge_id: uuid(params['id'] ?? '') };
      await mergeById(tx, merge.facility_id, merge.merge_id);
      await undoMerge(tx, { ...merge, reason: body.reason });
      return mergeById(tx, merge.facility_id, merge.merge_id);
    },
  }),
];

function deciding(name: string, may: string, summary: string, act: (tx: Tx, merge: { facility_id: string; merge_id: string }) => Promise<void>): Route {
  return writeEndpoint({
    path: `/api/v1/merges/:id/${name}`, may, tag, summary, body: z.strictObject({ facility }),
    act: async (tx, { params, body }) => {
      const merge = { facility_id: await facilityActedOn(tx, body.facility), merge_id: uuid(params['id'] ?? '') };
      await mergeById(tx, merge.facility_id, merge.merge_id);
      await act(tx, merge);
      return mergeById(tx, merge.facility_id, merge.merge_id);
    },
  });
}
