// /pengadaan/siklus: what an agency asks for, reserves and calls off.
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { Invalid } from '#kernel/refusal.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { agencyOrderUrl, reachOfLines } from '#orders';
import { announcedLines, announcementOf } from './announcement-queries.ts';
import { byRow, demandColumns, linesOfSheet } from './demand-sheet.ts';
import { newCallOff, newDemand, newRelease, newReservation } from './loop.ts';
import { agencyYearPage, agencyYearsPage, importPage, reservationPage } from './pages/agency.tsx';
import { callOff, releaseReservation, reserveKind } from './reservation-commands.ts';
import { callOffsOf, offersFor, reservationByNumber, reservationsOf } from './reservation-queries.ts';
import { yearIn } from './routes-headquarters.tsx';
import { stateDemand, withdrawDemand } from './survey-commands.ts';
import { demandLines, kindsOf, surveyOf, surveys } from './survey-queries.ts';
import { agencyLoopUrl, agencyYearUrl, reservationUrl } from './urls.ts';
import { sayLoop } from './words.ts';

const oneYear = (which?: 'line' | 'reservation') => (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const survey = await surveyOf(reader, yearIn(req));
  const announcement = await announcementOf(reader, survey.year);
  return agencyYearPage(req, {
    survey, kinds: await kindsOf(reader, survey.id), rows: await demandLines(reader, survey.id, { limit: 500 }), announcement, announced: announcement?.state === 'announced' ? await announcedLines(reader, announcement.id) : [], reservations: await reservationsOf(reader, survey.year),
  }, state, which);
});
const importing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => importPage(req, {
  survey: await surveyOf(reader, yearIn(req)), problems: Object.entries(state?.problems ?? {}).flatMap(([name, text]) => (name.startsWith('rows.') && text ? [{ row: name.slice(5), text }] : [])),
}, state));
const numberIn = (req: Req): string => req.params['number'] ?? '';
const oneReservation = (which?: 'call' | 'release') => (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const reservation = await reservationByNumber(reader, numberIn(req));
  return reservationPage(req, { reservation, calls: await callOffsOf(reader, reservation.id), offers: await offersFor(reader, reservation) }, state, which);
});

export const agencyRoutes: Route[] = [
  page({ path: agencyLoopUrl, may: 'loop.follow', show: (req) => req.read(async (reader) => agencyYearsPage(req, await surveys(reader))) }),
  page({ path: '/pengadaan/siklus/:year', may: 'loop.follow', show: (req) => oneYear()(req) }),
  form({ path: '/pengadaan/siklus/:year/baris', may: 'demand.state', fields: newDemand, again: oneYear('line'), act: async (tx, line, req) => { await stateDemand(tx, { year: yearIn(req), lines: [line] }); return { location: agencyYearUrl(yearIn(req)), notice: sayLoop(req.locale)('added') }; } }),
  form({ path: '/pengadaan/siklus/:year/baris/:id/tarik', may: 'demand.state', fields: z.object({}), again: oneYear(), act: async (tx, _, req) => { await withdrawDemand(tx, { id: idIn(req) }); return { location: agencyYearUrl(yearIn(req)), notice: sayLoop(req.locale)('withdrawn') }; } }),
  page({ path: '/pengadaan/siklus/:year/impor', may: 'demand.state', show: (req) => importing(req) }),
  file({ path: '/pengadaan/siklus/:year/templat.xlsx', may: 'demand.state', send: async (req) => downloadXlsx('templat-kebutuhan', [], demandColumns, { title: sayLoop(req.locale)('ofYear', { year: yearIn(req) }) }) }),
  form({
    path: '/pengadaan/siklus/:year/impor', may: 'demand.state', fields: z.strictObject({ sheet: z.unknown() }), again: importing,
    act: async (tx, { sheet }, req) => {
      const { lines, rows } = await linesOfSheet(sheet, req.locale);
      const { ids } = await stateDemand(tx, { year: yearIn(req), lines }).catch((error: unknown) => {
        throw error instanceof Invalid ? new Invalid(byRow(error.problems, rows)) : error;
      });
      return { location: agencyYearUrl(yearIn(req)), notice: sayLoop(req.locale)('imported', { n: ids.length }) };
    },
  }),
  form({ path: '/pengadaan/siklus/:year/reservasi', may: 'reservation.make', fields: newReservation.omit({ year: true }), again: oneYear('reservation'), act: async (tx, wish, req) => { const { number } = await reserveKind(tx, { ...wish, year: yearIn(req) }); return { location: reservationUrl(number), notice: sayLoop(req.locale)('reservedNotice', { number }) }; } }),
  page({ path: '/pengadaan/siklus/reservasi/:number', may: 'loop.follow', show: (req) => oneReservation()(req) }),
  form({
    path: '/pengadaan/siklus/reservasi/:number/pesan', may: 'reservation.call', fields: newCallOff, again: oneReservation('call'), reach: async (req, { sku }) => ({ ...(await reachOfLines(req.db, [{ sku }])), agency_id: req.actor.agency_id }),
    act: async (tx, wish, req) => { const { order } = await callOff(tx, { number: numberIn(req), ...wish }); return { location: agencyOrderUrl(order), notice: sayLoop(req.locale)('calledNotice', { number: order }) }; },
  }),
  form({ path: '/pengadaan/siklus/reservasi/:number/lepas', may: 'reservation.make', fields: newRelease, again: oneReservation('release'), act: async (tx, wish, req) => { await releaseReservation(tx, { number: numberIn(req), ...wish }); return { location: reservationUrl(numberIn(req)), notice: sayLoop(req.locale)('releasedNotice') }; } }),
];
