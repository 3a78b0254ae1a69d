/** What list and file pages are drawn from, whoever asks. */
import type { Req } from '#kernel/web.ts';
import { holidays } from '#organisation';
import { waiverStates, type WaiverState } from './machine.ts';
import type { FileShown } from './pages/file.tsx';
import type { ListShown } from './pages/lists.tsx';
import { waiverFile, waiversOf } from './queries.ts';

const perPage = 50;
const isState = (text: string | undefined): text is WaiverState => waiverStates.some((state) => state === text);

/** A filter that does not parse falls away, it never fails. With `open`, what waits for a decision unless another state is asked for. */
export function listShown(req: Req, { open = false }: { open?: boolean } = {}): Promise<ListShown> {
  const { query } = req;
  const filter = { status: isState(query['status']) ? query['status'] : undefined, q: query['q']?.trim().replaceAll('\u0000', '').slice(0, 100) || undefined };
  const waiting = open && filter.status === undefined && filter.q === undefined;
  return req.read(async (reader) => {
    const rows = await waiversOf(reader, { state: filter.status, q: filter.q, open: waiting, after: /^PG-\d{4}-\d{4,6}$/.test(query['sesudah'] ?? '') ? query['sesudah'] : undefined, limit: waiting ? 200 : perPage + 1 });
    const shown = waiting ? rows : rows.slice(0, perPage);
    return { rows: shown, filter, next: rows.length > shown.length ? shown.at(-1)?.number : undefined, holidays: await holidays(reader) };
  });
}

export const fileShown = (req: Req): Promise<FileShown> => req.read(async (reader) => ({ file: await waiverFile(reader, req.params['number'] ?? ''), holidays: await holidays(reader) }));
