/** /bengkel/catat, /bengkel/antrean and what a browser keeps of us for the time without a line. */
import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { serveAsset } from '#ui/assets.ts';
import { facilityById } from '#organisation';
import { openConflicts, refusedCaptures } from './capture-queries.ts';
import { dropCapture, resolveConflict } from './commands/conflicts.ts';
import { sayOffline } from './offline-words.ts';
import { floorPage, queuePage, shellPage } from './pages/offline.tsx';
import { sessionById } from './queries.ts';
import { urls } from './urls.ts';

export const offlinePages: Route[] = [
  page({
    path: '/bengkel/catat/:id', may: 'capture.send',
    show: async (req) => {
      const session = await req.read((reader) => sessionById(reader, req.params['id'] ?? ''));
      return session.state === 'open' ? floorPage(req, session) : new Response(null, { status: 303, headers: { location: urls.session(session.id) } });
    },
  }),
  page({ path: urls.shell, may: 'anyone', show: shellPage }),
  file({
    path: urls.worker, may: 'anyone',
    send: async (req) => {
      const asset = serveAsset('/assets/floor-worker.js', req.raw.headers.get('accept-encoding') ?? '');
      if (!asset) throw new NotFound();
      return new Response(new Uint8Array(asset.body), { headers: { ...asset.headers, 'cache-control': 'no-cache', 'service-worker-allowed': '/bengkel' } });
    },
  }),
  page({ path: urls.queue, may: 'workshop.enter', show: (req) => queue(req) }),
  form({
    path: urls.queue, may: 'capture.resolve', again: queue,
    fields: z.strictObject({ capture_id: z.uuid(), decision: z.enum(['earlier', 'later', 'dropped'], 'Pilih salah satu | Choose one'), reason: longText }),
    act: async (tx, { decision, ...capture }, req) => {
      const [facility_id, t] = [ownFacility(req), sayOffline(req.locale)];
      if (decision === 'dropped') await dropCapture(tx, { facility_id, ...capture });
      else await resolveConflict(tx, { facility_id, decision, ...capture });
      return { location: urls.queue, notice: t(decision === 'dropped' ? 'dropped' : 'settled') };
    },
  }),
];

function queue(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const { timezone } = await facilityById(reader, facility_id);
    return queuePage(req, { refused: await refusedCaptures(reader, facility_id), conflicts: await openConflicts(reader, facility_id), zone: timezone }, state);
  });
}

