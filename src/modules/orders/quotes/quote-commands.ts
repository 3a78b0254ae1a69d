// Asking, offering, counter-offering, agreeing. The maker's word takes two persons: the section head prepares, the head of facility signs.
import { addDays, addWorkingDays, dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { listingsBySkus } from '#catalogue';
import { agencyById, facilityById, holidays } from '#organisation';
import { productBySku } from '#products';
import { placeAgreed } from '../commands/agreeing.ts';
import type { NewOrder } from '../order-input.ts';
import { checkQuoteMove, isOpen, quoteCounter, quoteEnding, quoteOffer, quoteRequest, totalOf, type QuoteLine, type QuoteRequest, type QuoteState } from './quote.ts';
import { quoteByNumber, quotesPast, versionsOf, type QuoteRow, type VersionRow } from './quote-queries.ts';

export type AskedQuote = { number: string; facility: string };

/** An agency asks for a price: one quote per facility whose goods are named. */
export async function askQuote(tx: Tx, input: QuoteRequest): Promise<{ quotes: AskedQuote[] }> {
  permit(tx.actor, 'quote.ask');
  const { agency_id } = tx.actor;
  if (!agency_id) throw new NotFound();
  const wish = parse(quoteRequest, input, tx.actor.locale);
  const listings = await listingsBySkus(tx, wish.lines.map(({ sku }) => sku));
  const missing = wish.lines.findIndex(({ sku }) => !listings.some((listing) => listing.sku === sku));
  if (missing >= 0) throw new Refusal('order.unknown_sku', { id: `Produk ${wish.lines[missing]?.sku} tidak ada di toko. Hapus baris itu atau pilih produk lain.`, en: `Product ${wish.lines[missing]?.sku} is not in the shop. Remove the line or choose another.` }, { field: `lines.${missing}.sku`, status: 422 });
  const agency = await agencyById(tx, agency_id);
  const quotes: AskedQuote[] = [];
  for (const facility_id of [...new Set(listings.map((listing) => listing.facility_id))].sort()) {
    const facility = await facilityById(tx, facility_id);
    const today = dayIn(zoneOf(facility.timezone), tx.now);
    notPast(wish.day, today, 'day');
    const number = `PN${today.slice(2, 4)}-${unguessable(7)}`;
    const { id } = await tx.one<{ id: string }>(sql`
      insert into orders.quote (facility_id, number, agency_id, agency_unit, rup_code, subject, answer_by, asked_by, asked_person, asked_at, is_sample)
      values (${facility_id}, ${number}, ${agency_id}, ${wish.unit}, ${wish.rup_code ?? null}, ${wish.subject}, ${await answerBy(tx, facility_id, today)}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${facility.is_sample || agency.is_sample}) returning id`);
    const lines = wish.lines.flatMap(({ sku, quantity, budget_account }): QuoteLine[] => {
      const listing = listings.find((each) => each.sku === sku && each.facility_id === facility_id);
      return listing ? [{ sku, product_id: listing.product_id, name: listing.name_id, unit: listing.unit, quantity, unit_price_idr: null, ...(budget_account ? { budget_account } : {}) }] : [];
    });
    await addVersion(tx, { facility_id, id, agency_id }, { version: 1, side: 'buyer', lines, deliver_to: wish.deliver_to, day: wish.day, delivery_idr: 0, valid_until: null, note: wish.note ?? '' });
    tx.emit({ verb: 'quote.asked', facility_id, subject_kind: 'quote', subject_id: id, particulars: { number, lines: lines.length } });
    quotes.push({ number, facility: facility.code });
  }
  return { quotes };
}

/** Days in which an answer is expected, in working days of the calendar. */
async function answerBy(tx: Tx, facility_id: string, today: string): Promise<string> {
  const { value } = await ruleOn<number>(tx, 'orders.quote_answer_days', today, facility_id);
  return addWorkingDays(today, Number(value), await holidays(tx));
}

function notPast(day: string, today: string, field: string): void {
  if (day < today) throw new Refusal('quote.day_past', { id: 'Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya.', en: 'That day has passed. Choose today or later.' }, { field, status: 422 });
  if (day > addDays(today, 730)) throw new Refusal('quote.day_far', { id: 'Tanggal itu lebih dari dua tahun lagi. Periksa tahunnya.', en: 'That day is more than two years away. Check the year.' }, { field, status: 422 });
}

type Content = { version: number; side: 'buyer' | 'maker'; lines: QuoteLine[]; deliver_to: NewOrder['deliver_to']; day: string; delivery_idr: number; valid_until: string | null; note: string };
async function addVersion(tx: Tx, quote: Pick<QuoteRow, 'facility_id' | 'id' | 'agency_id'>, content: Content): Promise<void> {
  // What an agency asks binds nobody yet: it is sent as it is written.
  const sent = content.side === 'buyer';
  await tx.run(sql`
    insert into orders.quote_version (facility_id, quote_id, agency_id, version, side, lines, deliver_to, day, delivery_idr, valid_until, note, prepared_by, prepared_person, prepared_at, sent_by, sent_person, sent_at)
    values (${quote.facility_id}, ${quote.id}, ${quote.agency_id}, ${content.version}, ${content.side}, ${JSON.stringify(content.lines)}::jsonb, ${JSON.stringify(content.deliver_to)}::jsonb, ${content.day}, ${content.delivery_idr}, ${content.valid_until}, ${content.note},
      ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${sent ? tx.actor.account_id : null}, ${sent ? tx.actor.person_id : null}, ${sent ? tx.now : null})`);
}

type Locked = { quote: QuoteRow; versions: VersionRow[]; last: VersionRow; today: string };
async function locked(tx: Tx, number: string): Promise<Locked> {
  await tx.one(sql`select 1 from orders.quote where number = ${number} for update`);
  const quote = await quoteByNumber(tx, number);
  const versions = await versionsOf(tx, quote.id);
  const last = versions.filter((version) => version.returned_at === null).at(-1);
  if (!last || (tx.actor.agency_id !== null && tx.actor.agency_id !== quote.agency_id)) throw new NotFound();
  return { quote, versions, last, today: dayIn(zoneOf(quote.timezone), tx.now) };
}

async function move(tx: Tx, quote: QuoteRow, to: QuoteState, answer_by: string, particulars: Record<string, unknown> = {}): Promise<void> {
  checkQuoteMove(quote.state, to);
  await tx.run(sql`update orders.quote set state = ${to}, answer_by = ${answer_by} where facility_id = ${quote.facility_id} and id = ${quote.id}`);
  tx.emit({ verb: `quote.${to}`, facility_id: quote.facility_id, subject_kind: 'quote', subject_id: quote.id, particulars: { number: quote.number, ...particulars } });
}

/** Products of this facility alone; the account of the budget stays with the line it was asked for. */
async function pricedLines(tx: Tx, quote: QuoteRow, lines: { sku: string; quantity: number; unit_price_idr: number }[], before: QuoteLine[]): Promise<QuoteLine[]> {
  const made: QuoteLine[] = [];
  for (const [n, { sku, quantity, unit_price_idr }] of lines.entries()) {
    const product = await productBySku(tx, sku).catch(() => undefined);
    if (!product || product.facility_id !== quote.facility_id) throw new Refusal('quote.other_goods', { id: `${sku} bukan barang UPT ini. Pilih barang dari katalognya.`, en: `${sku} is not of this facility. Choose goods from its catalogue.` }, { field: `lines.${n}.sku`, status: 422 });
    if (made.some((line) => line.sku === sku)) throw new Refusal('quote.line_twice', { id: `${sku} disebut dua kali. Gabungkan jumlahnya.`, en: `${sku} is named twice. Put its quantities together.` }, { field: `lines.${n}.sku`, status: 422 });
    const budget_account = before.find((line) => line.sku === sku)?.budget_account;
    made.push({ sku, product_id: product.id, name: product.name_id, unit: product.unit, quantity, unit_price_idr, ...(budget_account ? { budget_account } : {}) });
  }
  return made;
}

export type OfferWish = { lines: { sku: string; quantity: number; unit_price_idr: number }[]; day: string; valid_until: string; delivery_idr?: number | undefined; note?: string | undefined };
/** The maker's answer, as the next version: it is the maker's word once the head of facility signs it. */
export async function prepareOffer(tx: Tx, { number, ...rest }: { number: string } & OfferWish): Promise<{ number: string; version: number }> {
  permit(tx.actor, 'quote.offer');
  const offer = parse(quoteOffer, rest, tx.actor.locale);
  const { quote, versions, last, today } = await locked(tx, number);
  checkQuoteMove(quote.state, 'drafted');
  notPast(offer.day, today, 'day');
  notPast(offer.valid_until, today, 'valid_until');
  const version = versions.length + 1;
  await addVersion(tx, quote, { version, side: 'maker', lines: await pricedLines(tx, quote, offer.lines, last.lines), deliver_to: last.deliver_to, day: offer.day, delivery_idr: offer.delivery_idr, valid_until: offer.valid_until, note: offer.note ?? '' });
  await move(tx, quote, 'drafted', quote.answer_by, { version });
  return { number, version };
}

/** Another person signs the maker's answer; from now the agency reads it, and it holds until its day. */
export async function signOffer(tx: Tx, { number }: { number: string }): Promise<{ number: string; version: number }> {
  permit(tx.actor, 'quote.sign');
  const { quote, last, today } = await locked(tx, number);
  checkQuoteMove(quote.state, 'offered');
  notPast(last.valid_until ?? today, today, '');
  if (tx.actor.person_id !== null && tx.actor.person_id === last.prepared_person) throw new Refusal('quote.same_person', { id: 'Penyusun penawaran tidak boleh menandatanganinya. Mintalah kepala UPT.', en: 'Who prepared the offer does not sign it. Ask the head of facility.' });
  await tx.run(sql`update orders.quote_version set sent_by = ${tx.actor.account_id}, sent_person = ${tx.actor.person_id}, sent_at = ${tx.now} where facility_id = ${quote.facility_id} and id = ${last.id}`);
  await move(tx, quote, 'offered', last.valid_until ?? today, { version: last.version, total_idr: totalOf(last) });
  return { number, version: last.version };
}

/** The head sends the draft back: it stays on record as it was, and another is prepared. */
export async function returnOffer(tx: Tx, { number, reason: said }: { number: string; reason: string }): Promise<{ number: string; version: number }> {
  permit(tx.actor, 'quote.sign');
  const { reason } = parse(quoteEnding, { reason: said }, tx.actor.locale);
  const { quote, versions, last } = await locked(tx, number);
  const to = versions.filter(({ side }) => side === 'buyer').length > 1 ? 'countered' : 'asked';
  checkQuoteMove(quote.state, to);
  await tx.run(sql`update orders.quote_version set returned_at = ${tx.now}, return_reason = ${reason} where facility_id = ${quote.facility_id} and id = ${last.id}`);
  await move(tx, quote, to, quote.answer_by, { version: last.version, reason });
  return { number, version: last.version };
}

export type CounterWish = { lines: { sku: string; quantity: number; unit_price_idr: number }[]; day: string; note?: string | undefined; deliver_to?: NewOrder['deliver_to'] | undefined };
export async function counterOffer(tx: Tx, { number, ...rest }: { number: string } & CounterWish): Promise<{ number: string; version: number }> {
  permit(tx.actor, 'quote.ask');
  const counter = parse(quoteCounter, rest, tx.actor.locale);
  const { quote, versions, last, today } = await locked(tx, number);
  checkQuoteMove(quote.state, 'countered');
  notPast(counter.day, today, 'day');
  const version = versions.length + 1;
  await addVersion(tx, quote, { version, side: 'buyer', lines: await pricedLines(tx, quote, counter.lines, last.lines), deliver_to: counter.deliver_to ?? last.deliver_to, day: counter.day, delivery_idr: last.delivery_idr, valid_until: null, note: counter.note ?? '' });
  await move(tx, quote, 'countered', await answerBy(tx, quote.facility_id, today), { version });
  return { number, version };
}

/** The commitment officer accepts the signed offer: it becomes the order with that price, promised and signed. Another person asked for it. */
export async function agreeQuote(tx: Tx, { number, version }: { number: string; version: number }): Promise<{ number: string; order: string; document: string }> {
  permit(tx.actor, 'quote.agree');
  const { quote, versions, last, today } = await locked(tx, number);
  checkQuoteMove(quote.state, 'agreed');
  if (last.version !== version) throw new Refusal('quote.other_version', { id: `Penawaran yang berlaku sekarang versi ${last.version}. Muat ulang halaman dan baca lagi sebelum menyetujui.`, en: `The offer that holds now is version ${last.version}. Reload the page and read it before you accept.` });
  if ((last.valid_until ?? '') < today) throw new Refusal('quote.no_longer_valid', { id: 'Masa berlaku penawaran sudah lewat. Mintalah penawaran baru.', en: 'The offer is no longer valid. Ask for a new one.' });
  const asked = versions.filter(({ side }) => side === 'buyer').at(-1) ?? last;
  if (tx.actor.person_id !== null && tx.actor.person_id === asked.prepared_person) throw new Refusal('quote.same_buyer', { id: 'Yang meminta atau menawar tidak boleh menyetujui. Mintalah PPK lain.', en: 'Who asked or countered does not accept. Ask another commitment officer.' });
  const made = await placeAgreed(tx, {
    facility_id: quote.facility_id, agency_id: quote.agency_id, unit: quote.agency_unit, rup_code: quote.rup_code, deliver_to: last.deliver_to, requested_on: asked.day < today ? last.day : asked.day, promised_on: last.day < today ? today : last.day, delivery_idr: last.delivery_idr,
    basis: { kind: 'quote', number, version }, prepared: { account: asked.prepared_by, person: asked.prepared_person }, accepted_by: last.sent_by,
    lines: last.lines.map((line) => ({ sku: line.sku, quantity: line.quantity, unit_price_idr: line.unit_price_idr ?? 0, budget_account: line.budget_account })),
  });
  checkQuoteMove(quote.state, 'agreed');
  await tx.run(sql`update orders.quote set state = 'agreed', order_number = ${made.number}, ended_at = ${tx.now} where facility_id = ${quote.facility_id} and id = ${quote.id}`);
  tx.emit({ verb: 'quote.agreed', facility_id: quote.facility_id, subject_kind: 'quote', subject_id: quote.id, particulars: { number, version, order: made.number } });
  return { number, order: made.number, document: made.document };
}

/** The agency withdraws, or the facility declines: with a reason, and for good. */
export async function endQuote(tx: Tx, { number, reason: said }: { number: string; reason: string }): Promise<{ number: string; state: QuoteState }> {
  permit(tx.actor, 'quote.end');
  const { reason } = parse(quoteEnding, { reason: said }, tx.actor.locale);
  const { quote } = await locked(tx, number);
  const to = tx.actor.agency_id ? 'withdrawn' : 'declined';
  checkQuoteMove(quote.state, to);
  await end(tx, quote, to, reason);
  return { number, state: to };
}

async function end(tx: Tx, quote: QuoteRow, to: 'withdrawn' | 'declined' | 'expired', reason: string): Promise<void> {
  await move(tx, quote, to, quote.answer_by, { reason });
  await tx.run(sql`update orders.quote set ended_at = ${tx.now}, end_reason = ${reason} where facility_id = ${quote.facility_id} and id = ${quote.id}`);
}

/** The clock's alone: what nobody answered by its day ends. Returns how many. */
export async function expireQuotes(tx: Tx): Promise<number> {
  permit(tx.actor, 'order.expire');
  const due = await quotesPast(tx, tx.now);
  for (const quote of due) if (isOpen(quote.state)) await end(tx, quote, 'expired', `Tidak dijawab sampai ${quote.answer_by}`);
  return due.length;
}
