import { z } from 'zod';
import { addDays, dayIn, formatMonth, zoneOf } from '#kernel/calendar.ts';
import { longText, month } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Tx } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, page, type Req, type Route } from '#kernel/web.ts';
import { askReopening, reopenPeriod } from './commands.ts';
import { booksPage, chooseBooksPage } from './pages/books.tsx';
import { journalPage } from './pages/journal.tsx';
import { statementPage } from './pages/statement.tsx';
import { journalByNumber, journals, periods, timezoneOf, trialBalance, unitOf, unitsInReach } from './queries.ts';
import { statementOf } from './statement-queries.ts';
import { booksUrl, statementUrl } from './urls.ts';
import { sayLedger } from './words.ts';

const perPage = 50;

function books(req: Req, state?: FormState) {
  const upt = req.query['upt'];
  return req.read(async (reader) => {
    if (!upt && !req.actor.facility_id) return chooseBooksPage(req, await unitsInReach(reader));
    const unit = await unitOf(reader, upt);
    const rows = await journals(reader, { facility_id: unit.id, before: (req.query['sebelum'] ?? '').slice(0, 40), limit: perPage });
    const last = rows.length === perPage ? rows.at(-1)?.number : undefined;
    return booksPage(req, { unit, trial: await trialBalance(reader, unit.id), journals: rows, months: await periods(reader, unit.id), next: last ? booksUrl({ upt, sebelum: last }) : undefined }, state);
  });
}

/** The last month that is over, unless another is asked for. */
const statement = (req: Req) => req.read(async (reader) => {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return chooseBooksPage(req, await unitsInReach(reader), statementUrl());
  const unit = await unitOf(reader, upt);
  const today = dayIn(zoneOf((await timezoneOf(reader, unit.id)).timezone), reader.now);
  const asked = month.safeParse(req.query['bulan']).data ?? addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  return statementPage(req, { unit, month: asked, months: [...new Set([asked, today.slice(0, 7), ...(await periods(reader, unit.id)).map((row) => row.month)])].toSorted().toReversed(), rows: await statementOf(reader, { facility_id: unit.id, month: asked }) });
});

export const screens: Route[] = [
  page({ path: booksUrl(), may: 'ledger.read', show: (req) => books(req) }),
  page({ path: statementUrl(), may: 'ledger.read', show: statement }),
  page({ path: '/bengkel/buku-besar/:number', may: 'ledger.read', show: (req) => req.read(async (reader) => journalPage(req, await journalByNumber(reader, (await unitOf(reader, req.query['upt'])).id, req.params['number'] ?? ''))) }),
  monthForm('minta-buka', 'ledger.ask_reopening', 'monthAsked', z.object({ reason: longText }), askReopening),
  monthForm('buka', 'ledger.reopen_period', 'monthOpened', z.object({}), reopenPeriod),
];

type Which = { facility_id: string; month: string };
function monthForm<Fields extends z.ZodObject>(act: string, verb: string, done: 'monthAsked' | 'monthOpened', fields: Fields, command: (tx: Tx, which: Which & z.infer<Fields>) => Promise<void>): Route {
  return form({
    path: `/bengkel/buku-besar/bulan/:month/${act}`, may: verb, fields, again: books,
    act: async (tx, input, req) => {
      const asked = month.safeParse(req.params['month']).data;
      if (asked === undefined) throw new NotFound();
      await command(tx, { ...input, facility_id: (await unitOf(tx)).id, month: asked });
      return { location: `${booksUrl()}#bulan`, notice: sayLedger(req.locale)(done, { month: formatMonth(asked, req.locale) }) };
    },
  });
}
