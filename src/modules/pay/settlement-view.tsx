/** One settlement drawn for a facility's own people, or for who oversees it (`?upt=`); again with what was refused. */
import { facilityActedOn } from '#organisation';
import { differencesOf } from './differences/difference-queries.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { settlementPage } from './pages/settlement.tsx';
import { partsOf, settlementByNumber } from './queries.ts';
import { reversalsOf } from './reversal-queries.ts';

export const settlementAgain = (req: Req, state?: FormState) => req.read(async (reader) => {
  const settlement = await settlementByNumber(reader, await facilityActedOn(reader, req.query['upt']), req.params['number'] ?? '');
  return settlementPage(req, { settlement, parts: await partsOf(reader, settlement.id), reversals: await reversalsOf(reader, settlement.id), differences: await differencesOf(reader, settlement.id) }, state);
});
