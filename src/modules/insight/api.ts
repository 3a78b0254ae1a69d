import { z } from 'zod';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { month } from '#kernel/form.ts';
import { readEndpoint, type Route } from '#kernel/web.ts';
import { dayIn } from '#kernel/calendar.ts';
import { facilityByCode } from '#organisation';
import { isFigure } from './figure.ts';
import { coverage, factsOf, needs, reportOf, sumsOf } from './queries.ts';
import { draftReport } from './report.ts';

const asked = z.strictObject({ month: month.optional(), facility: z.string().max(60).optional() });

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/dashboard', may: 'dashboard.read', tag: 'insight', summary: 'Figures of a month, who needs attention, reporting coverage; each figure is the sum of /dashboard/{figure}', query: asked,
    read: async (reader, { query }) => {
      const today = dayIn('Asia/Jakarta', reader.now);
      const of = query.month ?? today.slice(0, 7);
      return { as_of: reader.now, month: of, figures: await sumsOf(reader, of, query.facility ?? ''), attention: await needs(reader, { today, last_month: of }), coverage: await coverage(reader, of) };
    },
  }),
  readEndpoint({
    path: '/api/v1/dashboard/:figure', may: 'dashboard.read', tag: 'insight', summary: 'The facts a figure is made of', query: asked,
    read: async (reader, { params, query }) => {
      const figure = params['figure'] ?? '';
      if (!isFigure(figure)) throw new NotFound();
      return { items: await factsOf(reader, figure, { month: query.month ?? dayIn('Asia/Jakarta', reader.now).slice(0, 7), facility: query.facility ?? '' }), next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/reports/:month', may: 'report.read', tag: 'insight', summary: 'The monthly report: as signed, or as the facts make it now', query: z.strictObject({ facility: z.string().max(60).optional() }),
    read: async (reader, { params, query }) => {
      const of = month.safeParse(params['month']).data;
      if (!of) throw new NotFound();
      const facility_id = query.facility ? (await facilityByCode(reader, query.facility)).id : reader.actor.facility_id;
      if (!facility_id) throw new Forbidden('report.read');
      const kept = await reportOf(reader, facility_id, of);
      const draft = await draftReport(reader, { facility_id, month: of, day: dayIn('Asia/Jakarta', reader.now), explanations: kept?.explanations ?? {} });
      return { month: of, state: kept?.state ?? 'draft', gaps: draft.gaps, content: kept && kept.state !== 'draft' ? kept.content : draft.content, document: kept?.document_code ?? null };
    },
  }),
];
