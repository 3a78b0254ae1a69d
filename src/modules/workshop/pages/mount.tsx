import type { ComponentChildren } from 'preact';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';

/** The floor's program, for pages of those who record. */
export const floorPrograms = (req: Req): string[] => (may(req.actor, 'capture.send') ? ['floor.js'] : []);

/** Where the program draws itself; what stands inside is for browsers without it. `bilah` is the bar alone, and only when something waits. */
export function Mount({ req, session, view, children }: { req: Req; session?: string; view: 'sesi' | 'antrean' | 'bilah'; children?: ComponentChildren }) {
  return <div id="lantai" data-view={view} data-session={session} data-account={req.actor.account_id ?? undefined} data-name={req.actor.name} data-locale={req.locale} data-idle={req.actor.device?.idle_minutes}>{children}</div>;
}
