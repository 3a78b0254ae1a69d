/** /bengkel/tim/pelimpahan: authority lent for a time. */
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, idIn, page, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt } from '#organisation';
import { delegateAuthority, withdrawDelegation } from './commands/delegation.ts';
import { newDelegation } from './delegation.ts';
import { colleagues, delegationsOf } from './delegation-queries.ts';
import { sayDelegation } from './delegation-words.ts';
import { delegationsPage } from './pages/delegations.tsx';
import { urls } from './urls.ts';

export const delegationRoutes: Route[] = [
  page({ path: urls.delegations, may: 'team.read', show: (req) => delegations(req) }),
  form({
    path: urls.delegations, may: 'authority.delegate', fields: newDelegation, again: delegations,
    act: async (tx, input, req) => {
      await delegateAuthority(tx, input);
      return { location: urls.delegations, notice: sayDelegation(req.locale)('lent') };
    },
  }),
  form({
    path: `${urls.delegations}/:id/cabut`, may: 'authority.withdraw', fields: z.strictObject({}), again: delegations,
    act: async (tx, _, req) => {
      await withdrawDelegation(tx, { id: idIn(req) });
      return { location: urls.delegations, notice: sayDelegation(req.locale)('taken') };
    },
  }),
  writeEndpoint({ path: '/api/v1/delegations', may: 'authority.delegate', tag: 'identity', summary: 'Lends the own role, or some verbs of it, to a colleague for a time', body: newDelegation, act: (tx, { body }) => delegateAuthority(tx, body) }),
  writeEndpoint({
    path: '/api/v1/delegations/:id/withdrawal', may: 'authority.withdraw', tag: 'identity', status: 200, summary: 'Takes lent authority back at once', body: z.strictObject({}),
    act: async (tx, _, req) => {
      await withdrawDelegation(tx, { id: idIn(req) });
      return { withdrawn: true };
    },
  }),
];

function delegations(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = req.actor.facility_id;
    if (!facility_id) throw new NotFound();
    const today = await dayAt(reader, facility_id);
    const others = (await colleagues(reader, { unit_id: facility_id, from: today, to: today })).filter((row) => row.person_id !== req.actor.person_id);
    return delegationsPage(req, { rows: await delegationsOf(reader, facility_id, today), colleagues: others, today }, state);
  });
}
