/** /bengkel/penempatan/:id, /bengkel/kerja-luar, /bengkel/perubahan: what is planned, and what changed by itself. */
import { dayAt } from '#organisation';
import { z } from 'zod';
import { day, longText, many } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Tx } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, ownFacility, page, type Drawn, type FormRoute, type Req, type Route } from '#kernel/web.ts';
import { changesPage, type Shown } from './pages/changes.tsx';
import { plansPage, releasesPage, type PlanForm } from './pages/plans.tsx';
import { acknowledgeChanges } from './placement-night-commands.ts';
import { cancelEnd, decideRelease, endExclusion, excludeFrom, liftSuspension, planEnd, planSuspension, requestRelease } from './placement-plan-commands.ts';
import { changes, plansOf, releases } from './placement-plan-queries.ts';
import { newEnding, newExclusion, newRelease, newSuspension } from './placement-plan.ts';
import { planUrls } from './placement-urls.ts';
import { placementById } from './queries.ts';
import { sayPlan } from './words-plan.ts';

type Which = { facility_id: string; placement_id: string };
/** A form under one placement's page: it writes, and comes back to the page. */
function planning<Fields extends z.ZodType>(part: string, may: string, of: PlanForm, fields: Fields, act: (tx: Tx, which: Which, input: z.infer<Fields>) => Promise<unknown>): FormRoute {
  return form({
    path: `/bengkel/penempatan/:id/${part}`, may, fields, again: (req, state) => opened(req, { of, state }),
    act: async (tx, input, req) => {
      const { id } = await placementById(tx, ownFacility(req), req.params['id'] ?? '');
      await act(tx, { facility_id: ownFacility(req), placement_id: id }, input);
      return { location: planUrls.placement(id), notice: sayPlan(req.locale)('saved') };
    },
  });
}

const rowsOnPage = 100;
const shownOf = (req: Req): Shown => z.enum(['open', 'seen', 'all']).catch('open').parse(req.query['keadaan']);
export const planPages: Route[] = [
  page({ path: planUrls.changes, may: 'change.read', show: (req) => inbox(req) }),
  form({
    path: planUrls.seeChanges, may: 'change.acknowledge', fields: z.strictObject({ ids: many(z.uuid()), note: z.string().trim().max(500).default('') }), again: inbox,
    act: async (tx, seen, req) => {
      await acknowledgeChanges(tx, { facility_id: ownFacility(req), ...seen });
      return { location: planUrls.changes, notice: sayPlan(req.locale)('markedSeen') };
    },
  }),
  page({ path: planUrls.releases, may: 'worker.list', show: (req) => outside(req) }),
  form({
    path: '/bengkel/kerja-luar/:id/putusan', may: 'day_release.decide', fields: z.strictObject({ to: z.enum(['permitted', 'refused', 'revoked']), reason: longText.optional() }), again: outside,
    act: async (tx, decision, req) => {
      await decideRelease(tx, { facility_id: ownFacility(req), release_id: z.uuid().safeParse(req.params['id']).data ?? none(), ...decision });
      return { location: planUrls.releases, notice: sayPlan(req.locale)('saved') };
    },
  }),
  page({ path: '/bengkel/penempatan/:id', may: 'worker.list', show: (req) => opened(req) }),
  planning('penangguhan', 'placement.plan', 'suspend', newSuspension, (tx, which, plan) => planSuspension(tx, { ...which, ...plan })),
  planning('penangguhan/cabut', 'placement.plan', 'lift', z.strictObject({ suspension_id: z.uuid(), reason: longText }), (tx, { facility_id }, lifted) => liftSuspension(tx, { facility_id, ...lifted })),
  planning('rencana-akhir', 'placement.plan', 'end', newEnding, (tx, which, plan) => planEnd(tx, { ...which, ...plan })),
  planning('rencana-akhir/batal', 'placement.plan', 'end', z.strictObject({}), (tx, which) => cancelEnd(tx, which)),
  planning('pengecualian', 'placement.plan', 'exclude', newExclusion, (tx, which, plan) => excludeFrom(tx, { ...which, ...plan })),
  planning('pengecualian/akhiri', 'placement.plan', 'endExclusion', z.strictObject({ exclusion_id: z.uuid(), on_day: day }), (tx, { facility_id }, ended) => endExclusion(tx, { facility_id, ...ended })),
  planning('kerja-luar', 'day_release.request', 'release', newRelease, (tx, which, asked) => requestRelease(tx, { ...which, ...asked })),
];

function none(): never {
  throw new NotFound();
}

function opened(req: Req, refused?: { of: PlanForm; state: FormState }): Promise<Drawn> {
  return req.read(async (reader) => {
    const placement = await placementById(reader, ownFacility(req), req.params['id'] ?? '');
    return plansPage(req, { placement, plans: await plansOf(reader, ownFacility(req), placement.id), day: await dayAt(reader, ownFacility(req)) }, refused);
  });
}

function outside(req: Req, state?: FormState): Promise<Drawn> {
  const id = req.params['id'];
  return req.read(async (reader) => releasesPage(req, { rows: await releases(reader, { facility_id: ownFacility(req), day: await dayAt(reader, ownFacility(req)) }) }, id && state ? { id, state } : undefined));
}

function inbox(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const rows = await changes(reader, { facility_id: ownFacility(req), state: shownOf(req), after: z.uuid().safeParse(req.query['sesudah']).data ?? '', limit: rowsOnPage + 1 });
    return changesPage(req, { rows: rows.slice(0, rowsOnPage), shown: shownOf(req), next: rows.length > rowsOnPage ? rows[rowsOnPage - 1]?.id : undefined }, state);
  });
}
