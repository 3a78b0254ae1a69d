// Framework contracts and their call-offs. A call-off is an order at the contract's prices: the facility promises its day, the commitment officer signs it.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { listingsBySkus } from '#catalogue';
import { agencyById, facilityById } from '#organisation';
import { productBySku } from '#products';
import { issueFramework } from '../commands/framework-paper.ts';
import { countCalled } from '../commands/framework-count.ts';
import { writeOrder, type Terms } from '../commands/order-writing.ts';
import { withinLimit } from '../limits/limit-commands.ts';
import { quotesFor } from '../tariff-queries.ts';
import { callOffWish, checkFrameworkMove, frameworkEnding, frameworkWish, type CallOffWish, type FrameworkState, type FrameworkWish } from './framework.ts';
import { frameworkByNumber, frameworkLines, type FrameworkRow } from './framework-queries.ts';

export async function draftFramework(tx: Tx, input: FrameworkWish): Promise<{ frameworks: { number: string; facility: string; max_idr: number }[] }> {
  permit(tx.actor, 'framework.draft');
  const wish = parse(frameworkWish, input, tx.actor.locale);
  const { agency_id } = tx.actor;
  if (!agency_id) throw new NotFound();
  const listings = await listingsBySkus(tx, wish.lines.map(({ sku }) => sku));
  const missing = wish.lines.findIndex(({ sku }) => !listings.some((listing) => listing.sku === sku));
  if (missing >= 0) throw new Refusal('order.unknown_sku', { id: `Produk ${wish.lines[missing]?.sku} tidak ada di toko. Hapus baris itu atau pilih produk lain.`, en: `Product ${wish.lines[missing]?.sku} is not in the shop. Remove the line or choose another.` }, { field: `lines.${missing}.sku`, status: 422 });
  const agency = await agencyById(tx, agency_id);
  const made: { number: string; facility: string; max_idr: number }[] = [];
  const facilities = [...new Set(listings.map((listing) => listing.facility_id))].sort();
  for (const facility_id of facilities) {
    const facility = await facilityById(tx, facility_id);
    const today = dayIn(zoneOf(facility.timezone), tx.now);
    if (wish.to < today) throw new Refusal('framework.past', { id: 'Masa kontrak sudah lewat. Pilih hari terakhir yang belum lewat.', en: 'The term has passed. Choose a last day that has not.' }, { field: 'to', status: 422 });
    const lines = wish.lines.flatMap((line) => listings.filter((listing) => listing.sku === line.sku && listing.facility_id === facility_id).map((listing) => ({ ...line, listing })));
    const all_idr = lines.reduce((sum, { unit_price_idr, max_quantity }) => sum + unit_price_idr * max_quantity, 0);
    const max_idr = facilities.length === 1 ? Math.min(all_idr, wish.max_idr ?? all_idr) : all_idr;
    const number = `KPY${today.slice(2, 4)}-${unguessable(6)}`;
    const { id } = await tx.one<{ id: string }>(sql`
      insert into orders.framework (facility_id, number, agency_id, agency_unit, subject, rup_code, valid, max_idr, is_sample, prepared_by, prepared_person, prepared_at)
      values (${facility_id}, ${number}, ${agency_id}, ${wish.unit}, ${wish.subject}, ${wish.rup_code ?? null}, daterange(${wish.from}::date, ${wish.to}::date, '[]'), ${max_idr}, ${facility.is_sample || agency.is_sample}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
    for (const { listing, unit_price_idr, max_quantity } of lines) await tx.run(sql`
      insert into orders.framework_line (facility_id, framework_id, agency_id, product_id, sku, name, unit, unit_price_idr, max_quantity) values (${facility_id}, ${id}, ${agency_id}, ${listing.product_id}, ${listing.sku}, ${listing.name_id}, ${listing.unit}, ${unit_price_idr}, ${max_quantity})`);
    tx.emit({ verb: 'framework.drafted', facility_id, subject_kind: 'framework', subject_id: id, particulars: { number, max_idr } });
    made.push({ number, facility: facility.code, max_idr });
  }
  return { frameworks: made };
}

async function locked(tx: Tx, number: string): Promise<{ framework: FrameworkRow; today: string }> {
  await tx.one(sql`select 1 from orders.framework where number = ${number} for update`);
  const framework = await frameworkByNumber(tx, number);
  if (tx.actor.agency_id !== null && tx.actor.agency_id !== framework.agency_id) throw new NotFound();
  return { framework, today: dayIn(zoneOf(framework.timezone), tx.now) };
}
const told = (tx: Tx, framework: FrameworkRow, verb: string, particulars: Record<string, unknown> = {}): void => tx.emit({ verb: `framework.${verb}`, facility_id: framework.facility_id, subject_kind: 'framework', subject_id: framework.id, particulars: { number: framework.number, ...particulars } });

/** The commitment officer signs for the agency, within the own limit. */
export async function signFramework(tx: Tx, { number }: { number: string }): Promise<{ number: string; state: FrameworkState }> {
  permit(tx.actor, 'framework.sign');
  const { framework } = await locked(tx, number);
  checkFrameworkMove(framework.state, 'proposed');
  await withinLimit(tx, { agency_id: framework.agency_id, amount_idr: framework.max_idr });
  await tx.run(sql`update orders.framework set state = 'proposed', signed_by = ${tx.actor.account_id}, signed_person = ${tx.actor.person_id}, signed_at = ${tx.now} where facility_id = ${framework.facility_id} and id = ${framework.id}`);
  told(tx, framework, 'proposed');
  return { number, state: 'proposed' };
}

/** The head of facility agrees: it is in force in its days, and the contract is issued. */
export async function agreeFramework(tx: Tx, { number }: { number: string }): Promise<{ number: string; document: string }> {
  permit(tx.actor, 'framework.agree');
  const { framework } = await locked(tx, number);
  checkFrameworkMove(framework.state, 'agreed');
  await tx.run(sql`update orders.framework set state = 'agreed', agreed_by = ${tx.actor.account_id}, agreed_person = ${tx.actor.person_id}, agreed_at = ${tx.now} where facility_id = ${framework.facility_id} and id = ${framework.id}`);
  const { code } = await issueFramework(tx, framework, await frameworkLines(tx, framework.id));
  await tx.run(sql`update orders.framework set document = ${code} where facility_id = ${framework.facility_id} and id = ${framework.id}`);
  told(tx, framework, 'agreed', { document: code });
  return { number, document: code };
}

/** The facility refuses a proposal; the agency takes back its own; either ends one that is in force. What was called goes on. */
export async function endFramework(tx: Tx, { number, reason: said }: { number: string; reason: string }): Promise<{ number: string; state: FrameworkState }> {
  permit(tx.actor, 'framework.end');
  const { reason } = parse(frameworkEnding, { reason: said }, tx.actor.locale);
  const { framework } = await locked(tx, number);
  const to = framework.state === 'agreed' ? 'ended' : tx.actor.agency_id ? 'withdrawn' : 'refused';
  checkFrameworkMove(framework.state, to);
  await tx.run(sql`update orders.framework set state = ${to}, ended_at = ${tx.now}, end_reason = ${reason} where facility_id = ${framework.facility_id} and id = ${framework.id}`);
  told(tx, framework, to, { reason });
  return { number, state: to };
}

/** An order from the contract, never beyond what is left of it. Two who call at once wait for each other. */
export async function callOff(tx: Tx, { number, ...rest }: { number: string } & CallOffWish): Promise<{ number: string; framework: string; total_idr: number; left_idr: number }> {
  permit(tx.actor, 'framework.call');
  const wish = parse(callOffWish, rest, tx.actor.locale);
  const { framework, today } = await locked(tx, number);
  if (framework.state !== 'agreed') throw new Refusal('framework.not_agreed', { id: 'Kontrak payung ini belum atau tidak lagi berlaku. Pilih kontrak lain.', en: 'This framework contract is not in force, or no longer. Choose another.' });
  if (today < framework.from || today > framework.to) throw new Refusal('framework.outside_term', { id: `Kontrak payung ini berlaku ${framework.from} sampai ${framework.to}. Pesan di dalam masanya, atau buat kontrak baru.`, en: `This framework contract runs from ${framework.from} to ${framework.to}. Order within it, or make a new one.` });
  if (wish.requested_on && wish.requested_on < today) throw new Refusal('order.requested_in_past', { id: 'Tanggal yang diminta sudah lewat. Pilih hari ini atau sesudahnya.', en: 'The requested day has passed. Choose today or later.' }, { field: 'requested_on', status: 422 });
  const offered = await frameworkLines(tx, framework.id);
  const lines: (Terms['lines'][number] & { goods: { weight_gram: number }; framework_line_id: string })[] = [];
  for (const [n, { sku, quantity, budget_account }] of wish.lines.entries()) {
    const line = offered.find((each) => each.sku === sku);
    if (!line || lines.some(({ goods }) => goods.sku === sku)) throw new Refusal('framework.no_line', { id: `${sku} tidak ada dalam kontrak ini, atau disebut dua kali. Periksa barisnya.`, en: `${sku} is not in this contract, or is named twice. Check the line.` }, { field: `lines.${n}.sku`, status: 422 });
    const left = line.max_quantity - line.called_quantity;
    if (quantity > left) throw new Refusal('framework.quantity_exhausted', { id: `${line.name}: sisa kontrak ${left}. Kurangi jumlahnya.`, en: `${line.name}: ${left} left in the contract. Order fewer.` }, { field: `lines.${n}.quantity`, status: 422 });
    const product = await productBySku(tx, sku);
    lines.push({ line: n + 1, goods: { ...product, product_id: product.id }, quantity, unit_price_idr: line.unit_price_idr, budget_account, framework_line_id: line.id });
  }
  const goods_idr = lines.reduce((sum, { quantity, unit_price_idr }) => sum + quantity * unit_price_idr, 0);
  if (goods_idr > framework.max_idr - framework.called_idr) throw new Refusal('framework.value_exhausted', { id: 'Nilai kontrak payung ini tidak cukup lagi. Kurangi jumlahnya, atau buat kontrak baru.', en: 'The value of this framework contract does not reach any more. Order fewer, or make a new contract.' }, { field: 'lines', status: 422 });
  const [facility, agency] = [await facilityById(tx, framework.facility_id), await agencyById(tx, framework.agency_id)];
  const { collect = false, regency } = wish.deliver_to;
  const weight_gram = lines.reduce((sum, { goods, quantity }) => sum + goods.weight_gram * quantity, 0);
  const { amount_idr: delivery_idr, ...delivery } = (await quotesFor(tx, regency, [{ facility_id: facility.id, goods_idr, weight_gram, collect }])).get(facility.id) ?? { way: 'agreed' as const, amount_idr: 0 };
  for (const line of lines) await countCalled(tx, { facility_id: facility.id, framework_id: framework.id }, line, { pieces: line.quantity, value_idr: line.quantity * line.unit_price_idr });
  const order = `KB${today.slice(2, 4)}-${unguessable(7)}`;
  await writeOrder(tx, {
    facility, number: order, purchase_number: `BL${today.slice(2, 4)}-${unguessable(7)}`, channel: 'agency', agency, deliver_to: wish.deliver_to, requested_on: wish.requested_on, delivery_idr, delivery, basis: { kind: 'framework', number }, framework_id: framework.id, lines,
    buyer: { name: agency.name, unit: framework.agency_unit, ...(framework.rup_code ? { rup_code: framework.rup_code } : {}), ...(wish.budget_account ? { budget_account: wish.budget_account } : {}) },
  });
  told(tx, framework, 'called', { order, goods_idr });
  return { number: order, framework: number, total_idr: goods_idr + delivery_idr, left_idr: framework.max_idr - framework.called_idr - goods_idr };
}
