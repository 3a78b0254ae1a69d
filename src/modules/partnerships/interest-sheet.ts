/** The interests as asked for in the address, as XLSX. */
import { dayIn, formatInstant } from '#kernel/calendar.ts';
import { downloadXlsx, type SheetColumn } from '#kernel/sheets/index.ts';
import type { Req } from '#kernel/web.ts';
import { isState, states } from './opening.ts';
import { interestsOf, unitAsked } from './queries.ts';
import { say } from './words.ts';

export async function interestSheet(req: Req): Promise<Response> {
  const t = say(req.locale);
  const asked = req.query['status'] ?? '';
  const rows = await req.read(async (reader) => interestsOf(reader, { facility_id: (await unitAsked(reader, req.query['upt']))?.id, state: isState(asked) ? asked : undefined, limit: 20_000 }));
  const columns: SheetColumn[] = [
    { key: 'number', title: t('number'), kind: 'text', width: 16 }, { key: 'facility', title: t('facility'), kind: 'text', width: 28 }, { key: 'opening', title: t('opening'), kind: 'text', width: 16 }, { key: 'firm', title: t('firm'), kind: 'text', width: 28 },
    { key: 'contact', title: t('contact'), kind: 'text', width: 24 }, { key: 'phone', title: t('phone'), kind: 'text', width: 18 }, { key: 'email', title: t('email'), kind: 'text', width: 28 }, { key: 'places', title: t('wanted'), kind: 'number', width: 10 },
    { key: 'day', title: t('day'), kind: 'date', width: 12 }, { key: 'state', title: t('state'), kind: 'text', width: 18 },
  ];
  return downloadXlsx('minat-mitra', rows.map((row) => ({
    number: row.number, facility: row.facility_name, opening: row.opening, firm: row.firm, contact: row.contact_name, phone: row.phone, email: row.email, places: row.places, day: dayIn(row.timezone, row.made_at), state: states[row.state][req.locale],
  })), columns, { title: t('interests'), notes: [`${req.actor.unit_name}, ${formatInstant(req.now, 'Asia/Jakarta', req.locale)}`] });
}
