// The rules page: what decides about money, dated and with its basis, and headquarters' forms to set it.
import type { FormState } from '#kernel/form-state.ts';
import { day, shortText } from '#kernel/form.ts';
import { form, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import { adoptReading, contractWish, recordContract } from './commands/law.ts';
import { adoptWageRate, rateWish } from './commands/rates.ts';
import { adoptSplitRule } from './commands/settling.ts';
import { contractUrl, readingUrl, splitUrl } from './differences/urls.ts';
import { sayDiffer } from './differences/words.ts';
import { contractProducts } from './law-queries.ts';
import { policiesPage } from './pages/policies.tsx';
import { datedRules, deductionKinds, ruleList } from './queries.ts';
import { readingWish } from './reading.ts';
import { bases, recipients, teams } from './split.ts';
import { policiesUrl, ratesUrl } from './urls.ts';
import { wageGrades, wageRates } from './wage-queries.ts';
import { say } from './words.ts';

const policies = (req: Req, state?: FormState) => req.read(async (reader) => policiesPage(req, { splits: await ruleList(reader), dated: await datedRules(reader), kinds: await deductionKinds(reader), rates: await wageRates(reader), grades: await wageGrades(reader), contracts: await contractProducts(reader) }, state));

const percent = z.preprocess((input) => (typeof input === 'string' ? Number(input.trim().replace(',', '.')) : input), z.number('Isi persen | Enter a per cent').min(0).max(100).default(0));
const splitFields = z.strictObject({ facility: shortText, activity: z.string().trim().max(60).default(''), contract: z.string().trim().max(60).default(''), basis: z.enum(bases), team: z.enum(teams), from: day, legal_basis: shortText.pipe(z.string().min(5)), worker: percent, capital: percent, state: percent, programme: percent, partner: percent });
const splitBody = splitFields.omit({ worker: true, capital: true, state: true, programme: true, partner: true }).extend({ shares: z.array(z.strictObject({ to: z.enum(recipients), percent: z.number().min(0).max(100) })).min(1).max(5) });
const readingBody = readingWish.extend({ facility: z.preprocess((input) => (input === '' ? undefined : input), z.string().max(60).optional()) });
const contractBody = contractWish.extend({ facility: shortText });
const tag = 'pay';

export const lawRoutes: Route[] = [
  page({ path: policiesUrl, may: 'rules.read', show: (req) => policies(req) }),
  form({ path: ratesUrl, may: 'rate.adopt', fields: rateWish.safeExtend({ facility: shortText }), again: policies, act: async (tx, { facility, ...wish }, req) => { await adoptWageRate(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }); return { location: `${policiesUrl}#tarif`, notice: say(req.locale)('rateSet') }; } }),
  form({ path: readingUrl, may: 'reading.adopt', fields: readingBody, again: policies, act: async (tx, { facility, ...wish }, req) => { await adoptReading(tx, { facility_id: facility ? await facilityActedOn(tx, facility) : null, ...wish }); return { location: `${policiesUrl}#cara-baca`, notice: sayDiffer(req.locale)('readingSet') }; } }),
  form({
    path: splitUrl, may: 'split.adopt', fields: splitFields, again: policies,
    act: async (tx, { facility, ...wish }, req) => {
      const shares = recipients.flatMap((to) => (wish[to] > 0 ? [{ to, percent: wish[to] }] : []));
      await adoptSplitRule(tx, { facility_id: await facilityActedOn(tx, facility), activity: wish.activity, contract: wish.contract, basis: wish.basis, team: wish.team, from: wish.from, legal_basis: wish.legal_basis, shares });
      return { location: policiesUrl, notice: sayDiffer(req.locale)('splitSet') };
    },
  }),
  form({ path: contractUrl, may: 'contract.record', fields: contractBody, again: policies, act: async (tx, { facility, ...wish }, req) => { await recordContract(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }); return { location: `${policiesUrl}#kontrak`, notice: sayDiffer(req.locale)('contractSet') }; } }),
  writeEndpoint({ path: '/api/v1/legal-readings', may: 'reading.adopt', tag, summary: 'Sets from a day on how the law is read, for a facility or for all that have no rule of their own', body: readingBody, act: async (tx, { body: { facility, ...wish } }) => { await adoptReading(tx, { facility_id: facility ? await facilityActedOn(tx, facility) : null, ...wish }); return wish; } }),
  writeEndpoint({ path: '/api/v1/split-rules', may: 'split.adopt', tag, summary: 'Sets a facility’s split rule from a day on, for an activity or a partner’s contract', body: splitBody, act: async (tx, { body: { facility, ...wish } }) => adoptSplitRule(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }) }),
  readEndpoint({ path: '/api/v1/contract-products', may: 'rules.read', tag, summary: 'Products made under a partner’s contract, with dates and basis', read: async (reader) => ({ items: await contractProducts(reader), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/contract-products', may: 'contract.record', tag, summary: 'Records that a product is made under a partner’s contract from a day on', body: contractBody, act: async (tx, { body: { facility, ...wish } }) => recordContract(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }) }),
];
