// /mitra for firms and anybody, /bengkel/mitra for the facility.
import { addDays, dayIn, zoneOf } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, form, page, type Req, type Route } from '#kernel/web.ts';
import { answerInterest, closeOpening, expressInterest, publishOpening, withdrawInterest } from './commands.ts';
import { interestSheet } from './interest-sheet.ts';
import { closure, isState, newAnswer, newInterest, newOpening } from './opening.ts';
import { interestPage, newOpeningPage, partnersPage } from './pages/maker.tsx';
import { openingPage, openingsPage } from './pages/openings.tsx';
import { ownInterestPage, ownInterestsPage } from './pages/own.tsx';
import { capacityOf, interestByNumber, interestsOf, offerByNumber, offers, openingsOf, ownInterest, ownInterests, unitAsked } from './queries.ts';
import { interestUrl, makerUrl, openingUrl, ownInterestUrl } from './urls.ts';
import { say } from './words.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';

const firms: Route[] = [
  page({ path: '/mitra', may: 'anyone', show: openings }),
  page({ path: '/mitra/peluang/:number', may: 'anyone', show: (req) => opening(req) }),
  form({
    path: '/mitra/peluang/:number', may: 'interest.express', fields: newInterest, again: opening,
    // A firm has no facility in reach; what it writes belongs to the one that offers.
    reach: async (req) => ({ facility_ids: [(await offerByNumber(req.shop, numberOf(req))).facility_id] }),
    act: async (tx, input, req) => {
      const { number } = await expressInterest(tx, { ...input, opening: numberOf(req) });
      return { location: may(req.actor, 'interest.own') ? ownInterestUrl(number) : openingUrl(req.locale, numberOf(req)), notice: say(req.locale)('sent', { number }) };
    },
  }),
  page({ path: '/mitra/minat', may: 'interest.own', show: async (req) => ownInterestsPage(req, await req.read(ownInterests)) }),
  page({ path: '/mitra/minat/:number', may: 'interest.own', show: (req) => own(req) }),
  form({
    path: '/mitra/minat/:number/tarik', may: 'interest.withdraw', fields: closure, again: own,
    reach: async (req) => ({ facility_ids: [(await req.read((reader) => ownInterest(reader, numberOf(req)))).facility_id] }),
    act: async (tx, { reason }, req) => {
      const { number } = await withdrawInterest(tx, { number: numberOf(req), reason });
      return { location: ownInterestUrl(number), notice: say(req.locale)('withdrawn', { number }) };
    },
  }),
];

const maker: Route[] = [
  page({ path: '/bengkel/mitra', may: 'interest.read', show: (req) => partners(req) }),
  file({ path: '/bengkel/mitra.xlsx', may: 'interest.read', send: (req) => interestSheet(req) }),
  page({ path: '/bengkel/mitra/baru', may: 'opening.publish', show: (req) => offering(req) }),
  form({
    path: '/bengkel/mitra/baru', may: 'opening.publish', fields: newOpening, again: offering,
    act: async (tx, input, req) => {
      const { number } = await publishOpening(tx, { ...input, facility_id: ownUnit(req) });
      return { location: makerUrl(), notice: say(req.locale)('publishedNow', { number }) };
    },
  }),
  form({
    path: '/bengkel/mitra/peluang/:number/tutup', may: 'opening.close', fields: closure, again: partners,
    act: async (tx, { reason }, req) => {
      const { number } = await closeOpening(tx, { number: numberOf(req), reason });
      return { location: makerUrl(), notice: say(req.locale)('closedNow', { number }) };
    },
  }),
  page({ path: '/bengkel/mitra/minat/:number', may: 'interest.read', show: (req) => interest(req) }),
  form({
    path: '/bengkel/mitra/minat/:number/jawab', may: 'interest.answer', fields: newAnswer, again: interest,
    act: async (tx, input, req) => {
      const { number } = await answerInterest(tx, { ...input, number: numberOf(req) });
      return { location: interestUrl(number), notice: say(req.locale)('answered', { number }) };
    },
  }),
];

export const pages: Route[] = [...firms, ...maker];

async function openings(req: Req) {
  const all = await offers(req.shop);
  const fields = [...new Set(all.map((row) => row.category))].sort();
  const provinces = [...new Map(all.map((row) => [row.province_code, row.province])).entries()].map(([code, name]) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name));
  // A filter that names nothing on the list falls away, it never fails.
  const filter = { category: fields.find((each) => each === req.query['category']), province: provinces.find(({ code }) => code === req.query['province'])?.code };
  const rows = all.filter((row) => (!filter.category || row.category === filter.category) && (!filter.province || row.province_code === filter.province));
  return openingsPage(req, { rows, filter, fields, provinces });
}

async function opening(req: Req, state?: FormState) {
  return openingPage(req, await offerByNumber(req.shop, numberOf(req)), state);
}

async function own(req: Req, state?: FormState) {
  return ownInterestPage(req, await req.read((reader) => ownInterest(reader, numberOf(req))), state);
}

function partners(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const unit = await unitAsked(reader, req.query['upt']);
    const asked = req.query['status'] ?? '';
    const chosen = isState(asked) ? asked : undefined;
    return partnersPage(req, {
      openings: await openingsOf(reader, unit?.id), interests: await interestsOf(reader, { facility_id: unit?.id, state: chosen }), workshops: unit ? await capacityOf(reader, unit.id) : [],
      state: chosen, upt: req.query['upt'], unit: unit !== undefined, today: dayIn(unit?.timezone ?? zoneOf('Asia/Jakarta'), req.now),
    }, state);
  });
}

function offering(req: Req, state?: FormState) {
  return req.read(async (reader) => newOpeningPage(req, { workshops: await capacityOf(reader, ownUnit(req)), until: addDays(dayIn('Asia/Jakarta', req.now), 90) }, state));
}

function interest(req: Req, state?: FormState) {
  return req.read(async (reader) => interestPage(req, await interestByNumber(reader, numberOf(req)), state));
}

function ownUnit(req: Req): string {
  if (!req.actor.facility_id) throw new NotFound();
  return req.actor.facility_id;
}
