import { z } from 'zod';
import { longText, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { facilityActedOn } from '#organisation';
import { payback } from './payback.ts';
import { newProposal, perRupiah } from './proposal.ts';
import { returnProposal, rewriteProposal, signProposal, submitProposal, writeProposal } from './proposal-commands.ts';
import { linesOf, proposalById, proposals, type ProposalRow } from './proposal-queries.ts';

const tag = 'budget';
const id = (params: Record<string, string>): string => params['id'] ?? '';
const told = (proposal: ProposalRow) => {
  const outcome = proposal.investment && payback(proposal.investment);
  return { ...proposal, payback: outcome, per_rupiah: perRupiah(proposal, outcome) };
};
export const proposalApi: Route[] = [
  readEndpoint({
    path: '/api/v1/proposals', may: 'proposal.read', tag, summary: 'Budget requests in reach, newest first, with what they bring',
    query: z.strictObject({ facility: shortText.optional(), year: z.coerce.number().int().optional(), state: z.enum(['draft', 'submitted', 'signed', 'returned']).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() }),
    read: async (reader, { query: { facility, year, state, limit, cursor } }) => {
      const facility_id = facility === undefined && !reader.actor.facility_id ? undefined : await facilityActedOn(reader, facility);
      const found = await proposals(reader, { facility_id, year, state, after: cursor, limit: limit + 1 });
      return { items: found.slice(0, limit).map(told), next_cursor: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/proposals/:id', may: 'proposal.read', tag, summary: 'One budget request with its lines',
    read: async (reader, { params }) => {
      const proposal = await proposalById(reader, id(params));
      return { ...told(proposal), lines: await linesOf(reader, proposal) };
    },
  }),
  writeEndpoint({ path: '/api/v1/proposals', may: 'proposal.write', tag, summary: 'Write a budget request on the facts of today', body: newProposal, act: async (tx, { body: { facility, ...wish } }) => writeProposal(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }) }),
  writeEndpoint({ path: '/api/v1/proposals/:id', method: 'patch', may: 'proposal.write', tag, summary: 'Write a draft, or one that came back, anew', body: newProposal.omit({ facility: true }), act: (tx, { params, body }) => rewriteProposal(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/proposals/:id/submission', may: 'proposal.write', tag, summary: 'Send a budget request to the head', body: z.strictObject({}), act: (tx, { params }) => submitProposal(tx, { id: id(params) }) }),
  writeEndpoint({ path: '/api/v1/proposals/:id/signature', may: 'proposal.sign', tag, summary: 'Sign a budget request: it becomes a document', body: z.strictObject({}), act: (tx, { params }) => signProposal(tx, { id: id(params) }) }),
  writeEndpoint({ path: '/api/v1/proposals/:id/return', may: 'proposal.sign', tag, summary: 'Return a budget request with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => returnProposal(tx, { id: id(params), ...body }) }),
];
