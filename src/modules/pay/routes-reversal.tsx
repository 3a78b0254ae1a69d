import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { form, idIn, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { approveReversal, proposeReversal, refuseReversal } from './commands/reversing.ts';
import { settlementByNumber, type SettlementRow } from './queries.ts';
import { settlementAgain } from './settlement-view.tsx';
import { settlementUrl } from './urls.ts';
import { say } from './words.ts';

const path = '/bengkel/premi/:number/batal';
const reason = z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400);
const because = z.object({ reason });
const said = z.strictObject({ reason });
const found = async (tx: Tx, req: Req): Promise<SettlementRow> => settlementByNumber(tx, await facilityActedOn(tx), req.params['number'] ?? '');
const tag = 'pay';

export const reversalRoutes: Route[] = [
  form({
    path, may: 'reversal.propose', fields: because, again: settlementAgain,
    act: async (tx, input, req) => {
      const { number, settlement } = await proposeReversal(tx, { settlement_id: (await found(tx, req)).id, ...input });
      return { location: settlementUrl(settlement), notice: say(req.locale)('reverseAsked', { number }) };
    },
  }),
  form({
    path: `${path}/:id/setuju`, may: 'reversal.approve', fields: z.object({}), again: settlementAgain,
    act: async (tx, _, req) => {
      const { settlement, journal } = await approveReversal(tx, { id: idIn(req) });
      return { location: settlementUrl(settlement), notice: say(req.locale)('reversedNow', { number: settlement, journal }) };
    },
  }),
  form({
    path: `${path}/:id/tolak`, may: 'reversal.approve', fields: because, again: settlementAgain,
    act: async (tx, input, req) => {
      const { settlement } = await refuseReversal(tx, { id: idIn(req), ...input });
      return { location: settlementUrl(settlement), notice: say(req.locale)('reverseRefused') };
    },
  }),
  writeEndpoint({ path: '/api/v1/settlements/:id/reversals', may: 'reversal.propose', tag, summary: 'Proposes to take an approved settlement back, with the reason', body: said, act: (tx, { params, body }) => proposeReversal(tx, { settlement_id: idIn({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/reversals/:id/approval', may: 'reversal.approve', tag, summary: 'Another person approves a reversal: the opposite is posted, the order can be divided again', body: z.strictObject({}), act: (tx, { params }) => approveReversal(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/reversals/:id/refusal', may: 'reversal.approve', tag, summary: 'Refuses a reversal with a reason', body: said, act: (tx, { params, body }) => refuseReversal(tx, { id: idIn({ params }), ...body }) }),
];
