import { Forbidden } from '#kernel/refusal.ts';
import { page, type Route } from '#kernel/web.ts';
import { booksPage } from './pages/books.tsx';
import { journals, trialBalance } from './queries.ts';

const perPage = 50;

export const screens: Route[] = [
  page({
    path: '/bengkel/buku-besar', may: 'ledger.read',
    show: async (req) => {
      const { facility_id } = req.actor;
      if (!facility_id) throw new Forbidden('ledger.read');
      return req.read(async (reader) => {
        const rows = await journals(reader, { facility_id, before: (req.query['sebelum'] ?? '').slice(0, 40), limit: perPage });
        const last = rows.length === perPage ? rows.at(-1)?.number : undefined;
        return booksPage(req, { trial: await trialBalance(reader, facility_id), journals: rows, next: last ? `/bengkel/buku-besar?sebelum=${last}` : undefined });
      });
    },
  }),
];
