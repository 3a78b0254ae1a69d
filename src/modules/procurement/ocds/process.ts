// One agency's order as an open contracting process: every release follows from facts and their instants, so that it can be made anew at any time and never differs. No SQL, no HTTP.
import { z } from 'zod';

const instant = z.string().transform((text) => new Date(text).toISOString());
const named = z.object({ code: z.string(), name: z.string() });
const line = z.object({
  line: z.int(), sku: z.string(), name: z.string(), unit: z.string(), quantity: z.int(), unit_price_idr: z.int(), unspsc: z.string().nullable(),
  promises: z.array(z.object({ kind: z.enum(['requested', 'promised', 'changed', 'arrived']), day: z.string(), at: instant })),
});
/** Why a direct purchase was made: the mandate of the day, and (when an agency was excused) the code of its waiver. */
const reason = z.object({ scheme: z.string(), code: z.string(), id: z.string(), en: z.string() });
export const openFacts = z.object({
  id: z.uuid(), is_sample: z.boolean(), state: z.string(), cancel_code: z.string().nullable(), goods_idr: z.int(), delivery_idr: z.int(), total_idr: z.int(), due_idr: z.int(), paid_idr: z.int(), refunded_idr: z.int(),
  placed_at: instant, accepted_at: instant.nullable(), committed_at: instant.nullable(), cancelled_at: instant.nullable(), requested_on: z.string().nullable(), rup_code: z.string().nullable(), budget_account: z.string().nullable(),
  agency: named.extend({ official_code: z.string().nullable() }), facility: named.extend({ regency: z.string(), province: z.string() }), lines: z.array(line).min(1),
  shipments: z.array(z.object({ id: z.uuid(), at: instant })), handovers: z.array(z.object({ id: z.uuid(), on_day: z.string(), at: instant, value_idr: z.int() })), payments: z.array(z.object({ id: z.uuid(), on_day: z.string(), at: instant, amount_idr: z.int() })),
  mandate: reason.nullable(), waiver: reason.nullish(), ocid_prefix: z.string(),
});
export type OpenFacts = z.output<typeof openFacts>;
type Line = OpenFacts['lines'][number];

export type Release = { ocid: string; id: string; date: string; tag: string[]; initiationType: 'tender'; language: 'id' } & Record<string, unknown>;
export type OpenRecord = { ocid: string; releases: Release[]; compiledRelease: Release };

export const ocidOf = ({ ocid_prefix, id }: Pick<OpenFacts, 'ocid_prefix' | 'id'>): string => `${ocid_prefix}-${id}`;
/** The id within an ocid; undefined for what is none of ours. */
export const idOfOcid = (ocid: string): string | undefined => /^ocds-[a-z0-9]{6}-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(ocid)?.[1];

type Moment = { at: string; tags: string[] };
const earlier = (a: string | null, b: string | null): string | null => (a === null ? b : b === null ? a : a < b ? a : b);
const bothBy = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a > b ? a : b);
/** Either side's act awards: the facility takes the order, or the officer signs it. With both it is a contract. */
const awardedAt = (of: OpenFacts): string | null => earlier(of.accepted_at, of.committed_at);
const signedAt = (of: OpenFacts): string | null => bothBy(of.accepted_at, of.committed_at);
const changesOf = (of: OpenFacts) => of.lines.flatMap((each) => each.promises.filter(({ kind }) => kind === 'changed').map(({ day, at }) => ({ line: each.line, day, at }))).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.line - b.line));
const finished = (of: OpenFacts): boolean => (of.state === 'handed_over' || of.state === 'settled') && of.paid_idr - of.refunded_idr >= of.due_idr;

/** The moments at which something became true, in order; what happened at one instant is one release. */
function momentsOf(of: OpenFacts): Moment[] {
  const [awarded, signed] = [awardedAt(of), signedAt(of)];
  const found: Moment[] = [{ at: of.placed_at, tags: ['planning', 'tender'] }];
  if (awarded) found.push({ at: awarded, tags: ['award'] });
  if (signed) found.push({ at: signed, tags: ['contract'] });
  for (const { at } of changesOf(of)) if (awarded && at > awarded) found.push({ at, tags: [signed && at > signed ? 'contractAmendment' : 'awardUpdate'] });
  for (const { at } of [...of.shipments, ...of.handovers, ...of.payments]) if (signed && at > signed) found.push({ at, tags: ['implementation'] });
  if (of.cancelled_at) found.push({ at: of.cancelled_at, tags: [signed ? 'contractTermination' : awarded ? 'awardCancellation' : 'tenderCancellation'] });
  const merged = new Map<string, string[]>();
  for (const { at, tags } of found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) merged.set(at, [...new Set([...(merged.get(at) ?? []), ...tags])]);
  const moments = [...merged].map(([at, tags]) => ({ at, tags }));
  const last = moments.at(-1);
  // The last act ended the contract: everything was received and paid.
  if (last && signed && finished(of)) last.tags.push('contractTermination');
  return moments;
}

/** Every release of a process, oldest first; each says all that was known at its instant, so that the last is the whole. */
export function releasesOf(of: OpenFacts): Release[] {
  const moments = momentsOf(of);
  return moments.map(({ at, tags }, n) => ({ ...head(of, `${ocidOf(of)}-${String(n + 1).padStart(2, '0')}`, at, tags), ...knownAt(of, at, n === moments.length - 1) }));
}

export function recordOf(of: OpenFacts): OpenRecord {
  const releases = releasesOf(of);
  const last = releases.at(-1);
  if (!last) throw new Error('a process without a release');
  return { ocid: ocidOf(of), releases, compiledRelease: { ...last, id: `${ocidOf(of)}-compiled`, tag: ['compiled'] } };
}

const head = (of: OpenFacts, id: string, date: string, tag: string[]): Release => ({ ocid: ocidOf(of), id, date, tag, initiationType: 'tender', language: 'id' });
const idr = (amount: number) => ({ amount, currency: 'IDR' });
const midnight = (day: string): string => `${day}T00:00:00+07:00`;
const buyerOf = ({ agency }: OpenFacts) => ({ id: `ID-KARYA-${agency.code}`, name: agency.name });
const makerOf = ({ facility }: OpenFacts) => ({ id: `ID-KARYA-${facility.code}`, name: facility.name });
/** Codes are typed by people: only what looks like a code is published. */
const code = (typed: string | null): string | undefined => (typed !== null && /^(?=.*\d)[A-Za-z0-9./-]{3,40}$/.test(typed) ? typed : undefined);

function knownAt(of: OpenFacts, at: string, isLast: boolean): Record<string, unknown> {
  const by = (when: string | null): boolean => when !== null && when <= at;
  const [awarded, signed] = [awardedAt(of), signedAt(of)];
  const cancelled = by(of.cancelled_at);
  return {
    parties: partiesOf(of), buyer: buyerOf(of), planning: planningOf(of), tender: tenderOf(of, { awarded: by(awarded), cancelled: cancelled && !by(awarded) }),
    ...(awarded && by(awarded) ? { awards: [{ id: `${ocidOf(of)}-award`, status: cancelled ? 'cancelled' : 'active', date: awarded, value: idr(of.total_idr), suppliers: [makerOf(of)], items: itemsOf(of) }] } : {}),
    ...(signed && by(signed) ? { contracts: [contractOf(of, at, { signed, cancelled, ended: isLast && finished(of) })] } : {}),
  };
}

function partiesOf(of: OpenFacts): object[] {
  const { agency, facility } = of;
  return [
    { ...buyerOf(of), identifier: agency.official_code ? { scheme: 'ID-KLPD', id: agency.official_code, legalName: agency.name } : { scheme: 'ID-KARYA', id: agency.code, legalName: agency.name }, roles: ['buyer', 'procuringEntity', 'payer'] },
    { ...makerOf(of), identifier: { scheme: 'ID-KARYA', id: facility.code, legalName: facility.name }, address: { locality: facility.regency, region: facility.province, countryName: 'Indonesia' }, roles: ['supplier', 'payee'] },
  ];
}

function planningOf(of: OpenFacts): object {
  const [account, rup] = [code(of.budget_account), code(of.rup_code)];
  return { rationale: 'Kebutuhan instansi dipenuhi dari hasil kerja lembaga pemasyarakatan.', budget: { ...(account ? { id: account } : {}), ...(rup ? { description: `Kode RUP ${rup}` } : {}), amount: idr(of.total_idr) } };
}

function tenderOf(of: OpenFacts, { awarded, cancelled }: { awarded: boolean; cancelled: boolean }): object {
  const reasons = [of.mandate, of.waiver].filter((each) => each !== null && each !== undefined);
  const first = of.lines[0]?.name ?? '';
  return {
    id: `${ocidOf(of)}-tender`, title: `${of.is_sample ? 'Data contoh: ' : ''}${first}${of.lines.length > 1 ? ` dan ${of.lines.length - 1} barang lain` : ''}`, status: cancelled ? 'cancelled' : awarded ? 'complete' : 'active', procuringEntity: buyerOf(of), items: itemsOf(of), value: idr(of.total_idr),
    procurementMethod: 'direct', procurementMethodDetails: 'Pesanan langsung instansi kepada unit pelaksana teknis pemasyarakatan',
    ...(reasons.length > 0 ? { procurementMethodRationale: reasons.map(({ id }) => id).join(' '), procurementMethodRationaleClassifications: reasons.map(({ scheme, code: id, id: description }) => ({ scheme, id, description })) } : {}),
    mainProcurementCategory: 'goods', tenderPeriod: { startDate: of.placed_at },
  };
}

function itemsOf(of: OpenFacts): object[] {
  const goods = of.lines.map((each) => ({
    id: String(each.line), description: each.name, classification: each.unspsc ? { scheme: 'UNSPSC', id: each.unspsc, description: each.name } : { scheme: 'ID-KARYA-SKU', id: each.sku, description: each.name },
    ...(each.unspsc ? { additionalClassifications: [{ scheme: 'ID-KARYA-SKU', id: each.sku, description: each.name }] } : {}), quantity: each.quantity, unit: { name: each.unit, value: idr(each.unit_price_idr) },
  }));
  return of.delivery_idr > 0 ? [...goods, { id: 'ongkir', description: 'Ongkos kirim', quantity: 1, unit: { name: 'kali', value: idr(of.delivery_idr) } }] : goods;
}

function contractOf(of: OpenFacts, at: string, { signed, cancelled, ended }: { signed: string; cancelled: boolean; ended: boolean }): object {
  const changes = changesOf(of).filter((change) => change.at > signed && change.at <= at);
  const paid = of.payments.filter((each) => each.at <= at);
  return {
    id: `${ocidOf(of)}-contract`, awardID: `${ocidOf(of)}-award`, title: 'Surat pesanan', status: cancelled ? 'cancelled' : ended ? 'terminated' : 'active', dateSigned: signed, value: idr(of.total_idr), items: itemsOf(of),
    ...(of.requested_on ? { period: { startDate: signed, endDate: latest(midnight(of.requested_on), signed) } } : {}),
    ...(changes.length > 0 ? { amendments: changes.map(({ line: number, day, at: date }, n) => ({ id: String(n + 1), date, description: `Hari serah baris ${number} menjadi ${day}` })) } : {}),
    milestones: of.lines.flatMap((each) => deliveryOf(each, at)),
    implementation: {
      milestones: of.handovers.filter((each) => each.at <= at).map((each) => ({ id: each.id, type: 'delivery', title: 'Serah terima', dateMet: midnight(each.on_day), status: 'met', value: idr(each.value_idr) })),
      transactions: paid.map((each) => ({ id: each.id, date: midnight(each.on_day), value: idr(each.amount_idr), payer: buyerOf(of), payee: makerOf(of) })),
    },
  };
}
const latest = (day: string, signed: string): string => (new Date(day) < new Date(signed) ? signed : day);

/** The promised day of a line as it stood, and the day it came. */
function deliveryOf(of: Line, at: string): object[] {
  const said = of.promises.filter((each) => each.at <= at);
  const due = said.findLast(({ kind }) => kind === 'promised' || kind === 'changed');
  const came = said.find(({ kind }) => kind === 'arrived');
  if (!due) return [];
  return [{ id: `line-${of.line}`, type: 'delivery', title: `Baris ${of.line}`, dueDate: midnight(due.day), ...(came ? { dateMet: midnight(came.day) } : {}), status: came ? 'met' : 'scheduled' }];
}
