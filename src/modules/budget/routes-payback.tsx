// /bengkel/anggaran/balik-modal: what an investment would bring, before anybody asks for it.
import { z } from 'zod';
import { parse, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { Invalid, Refusal } from '#kernel/refusal.ts';
import { page, readEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { paybackPage, type Simulated } from './pages/payback.tsx';
import { payback } from './payback.ts';
import { simulation } from './proposal.ts';
import { investmentOf, productChoices } from './proposal-queries.ts';
import { nationalProposalsUrl } from './urls.ts';

export const simulationFields = Object.keys(simulation.shape);
/** The fields of a simulation that stand in the address; what is left empty is not there. */
export const simulationIn = (req: Req): Record<string, string> => Object.fromEntries(simulationFields.flatMap((name) => (req.query[name] ? [[name, req.query[name]]] : [])));

async function simulate(req: Req): Promise<Drawn> {
  if (!req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalProposalsUrl() } });
  const values = simulationIn(req);
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader);
    const day = await dayAt(reader, facility_id);
    const products = await productChoices(reader, facility_id, day);
    const simulated: Simulated = { investment: undefined, useHref: `?${new URLSearchParams(values)}` };
    if (Object.keys(values).length === 0) return paybackPage(req, { products, simulated });
    try {
      return paybackPage(req, { products, simulated: { ...simulated, investment: await investmentOf(reader, facility_id, day, parse(simulation, values, req.locale)) } }, { values, problems: {} });
    } catch (error) {
      return paybackPage(req, { products, simulated }, { values, ...said(error, req.locale) });
    }
  });
}

/** What a refusal says of a form that changes nothing: beside its field, under the names that this form uses. */
function said(error: unknown, locale: 'id' | 'en'): Pick<FormState, 'problems'> {
  if (error instanceof Invalid) return { problems: error.problems };
  if (error instanceof Refusal) return { problems: { [(error.field ?? '').replace('investment.', '')]: error.text[locale] } };
  throw error;
}

export const paybackRoutes: Route[] = [
  page({ path: '/bengkel/anggaran/balik-modal', may: 'proposal.read', show: simulate }),
  readEndpoint({
    path: '/api/v1/payback', may: 'proposal.read', tag: 'budget', summary: 'Simulate an investment: months to pay back, premi and state revenue a year, with a range of 20 %',
    query: z.strictObject({ facility: shortText.optional(), ...simulation.shape }),
    read: async (reader, { query: { facility, ...wish } }) => {
      const facility_id = await facilityActedOn(reader, facility);
      const investment = await investmentOf(reader, facility_id, await dayAt(reader, facility_id), wish);
      return { ...investment, ...payback(investment) };
    },
  }),
];
