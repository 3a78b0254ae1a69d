// The standing part of the invented country: units, people, workshops, products, stock and papers of office.
import { assignRole, createAccount } from '#identity';
import { publishListing } from '#catalogue';
import { openItem, receiveMaterial } from '#inventory';
import { openBooks } from '#ledger';
import { nameSignatory, registerFacility, registerAgency } from '#organisation';
import { adoptSplitRule } from '#pay';
import { approvePrice, defineMaterial, defineProduct, proposePrice } from '#products';
import { approvePlacement, placeWorker, recordConsent, registerWorker } from '#workforce';
import { defineSlots, defineTool, defineWorkshop } from '#workshop';
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import { chance } from './chance.ts';
import { inventedAgencies, type InventedFacility, type Workplace } from './facilities.ts';
import { foods } from './offers-food.ts';
import { goods } from './offers-goods.ts';
import type { Offer } from './offer.ts';
import { inventedName, password } from './people.ts';
import { paysBySession, sessionSplit } from './wages.ts';

export const offers: Offer[] = [...goods, ...foods];

export type Post = 'officer' | 'inspector' | 'section_head' | 'facility_head' | 'treasurer';
export type Established = {
  facility_id: string; code: string; name: string; zone: string;
  staff: Record<Post, Actor>;
  workshops: { id: string; code: string; workers: { id: string }[]; tools: { id: string }[] }[];
  products: { id: string; sku: string; workshop: string; category: string; offer: Offer }[];
};

const officialNames: Record<Post, string> = { officer: 'Rekaan Petugas', inspector: 'Umpama Pemeriksa', section_head: 'Contoh Kasi Giatja', facility_head: 'Teladan Kepala', treasurer: 'Misal Bendahara' };
const positions: Record<Post, string> = { officer: 'Petugas Bengkel', inspector: 'Pemeriksa Mutu', section_head: 'Kepala Seksi Kegiatan Kerja', facility_head: 'Kepala Lapas', treasurer: 'Bendahara Penerimaan' };

export async function establishFacility(db: Db, facility: InventedFacility, index: number, from: string, now: Date): Promise<Established> {
  const { facility_id, zone } = await transact(db, { actor: system, now }, async (tx) => {
    const made = await registerFacility(tx, {
      code: facility.code, name: facility.name, kind: facility.kind, class: facility.class, regency_name: facility.regency, is_sample: true,
      intro_id: facility.intro_id, intro_en: facility.intro_en, phone: `0800-0000-${String(100 + index)}`, whatsapp: '6280000000000', source: 'invented for the demo world',
    });
    await openBooks(tx, made.id);
    await defineSlots(tx, { facility_id: made.id });
    await adoptSplitRule(tx, { facility_id: made.id, team: facility.split as 'hours', from, ...(paysBySession(facility.code) ? sessionSplit : splitOf(index)) });
    return { facility_id: made.id, zone: made.timezone };
  });
  const staff = await appointStaff(db, facility, facility_id, index, from, now);
  const workshops: Established['workshops'] = [];
  for (const workplace of facility.workshops) workshops.push(await furnish(db, facility, facility_id, workplace, from, now, index, staff));
  const products = await transact(db, { actor: staff.section_head, now }, async (tx) => defineOffers(tx, { facility_id, offered: offers.filter((offer) => offer.facility === facility.code), workshops, from }));
  await transact(db, { actor: staff.facility_head, now }, async (tx) => {
    for (const product of products) await approvePrice(tx, { facility_id, price_id: product.price_id });
  });
  await transact(db, { actor: staff.section_head, now }, async (tx) => {
    for (const product of products) await publishListing(tx, { facility_id, product_id: product.id });
  });
  return { facility_id, code: facility.code, name: facility.name, zone, staff, workshops, products };
}

/** Facilities divide differently, as they really do; each rule names the reported case it follows. */
export function splitOf(index: number): { basis: 'gross_sales' | 'net_profit'; shares: { to: 'worker' | 'capital' | 'state' | 'programme'; percent: number }[]; legal_basis: string } {
  const cases = [
    { basis: 'net_profit' as const, shares: [['worker', 50], ['capital', 35], ['state', 15]] as const, legal_basis: 'Kepmenkeh M.01-PP.02.01/1990 sebagaimana dikutip (data contoh)' },
    { basis: 'gross_sales' as const, shares: [['worker', 50], ['capital', 40], ['state', 10]] as const, legal_basis: 'Keputusan kepala UPT, pola yang dilaporkan Pati 2024 (data contoh)' },
    { basis: 'gross_sales' as const, shares: [['worker', 35], ['state', 50], ['programme', 15]] as const, legal_basis: 'Keputusan kepala UPT, pola yang dilaporkan Bangli 2022 (data contoh)' },
  ];
  const chosen = cases[index % cases.length] ?? cases[0];
  if (!chosen) throw new RangeError('no split');
  return { basis: chosen.basis, legal_basis: chosen.legal_basis, shares: chosen.shares.map(([to, percent]) => ({ to, percent })) };
}

export async function appointStaff(db: Db, facility: Pick<InventedFacility, 'code' | 'name'>, facility_id: string, index: number, from: string, now: Date): Promise<Record<Post, Actor>> {
  const appointed: Partial<Record<Post, Actor>> = {};
  await transact(db, { actor: system, now }, async (tx) => {
    for (const post of Object.keys(positions) as Post[]) {
      const name = `${officialNames[post]} ${index + 1}`;
      const email = `${post === 'section_head' ? 'kasi' : post === 'facility_head' ? 'kalapas' : post === 'treasurer' ? 'bendahara' : post === 'inspector' ? 'mutu' : 'petugas'}@${facility.code}.karya.test`;
      const account = await createAccount(tx, { email, name, password, is_sample: true });
      const role = post === 'inspector' ? 'officer' : post;
      await assignRole(tx, { account_id: account.id, role, facility_id, from, decree: `SK-CONTOH/${index + 1}/${post}` });
      appointed[post] = { account_id: account.id, person_id: account.person_id, name, role, unit_name: facility.name, facility_id, facility_ids: [facility_id], agency_id: null, locale: 'id' };
      if (post === 'facility_head' || post === 'section_head' || post === 'treasurer') {
        await nameSignatory(tx, { facility_id, duty: post, name, nip: `1980000019990010${String(index + 1).padStart(2, '0')}`, position: positions[post], decree: `SK-CONTOH/${index + 1}/${post}`, from });
      }
    }
  });
  return appointed as Record<Post, Actor>;
}

async function furnish(db: Db, facility: InventedFacility, facility_id: string, workplace: Workplace, from: string, now: Date, index: number, staff: Record<Post, Actor>): Promise<Established['workshops'][number]> {
  const luck = chance(`${facility.code}/${workplace.code}`);
  const { workshop, workers, tools, placements } = await transact(db, { actor: staff.section_head, now }, async (tx) => {
    const made = await defineWorkshop(tx, { facility_id, ...workplace, is_sample: true });
    const tools: { id: string }[] = [];
    for (const [n, [name, cls]] of toolsOf(workplace.code).entries()) tools.push(await defineTool(tx, { facility_id, workshop_id: made.id, code: `${workplace.code.slice(0, 3).toUpperCase()}-${String(n + 1).padStart(2, '0')}`, name, class: cls, is_sample: true }));
    const workers: { id: string }[] = [];
    const placements: { id: string }[] = [];
    for (let n = 0; n < 8; n++) {
      const sex = facility.sex === 'both' ? (n % 3 === 0 ? 'P' : 'L') : facility.sex;
      const serial = index * 40 + Math.max(0, facility.workshops.indexOf(workplace)) * 13 + n;
      const worker = await registerWorker(tx, {
        facility_id, register_number: `BI.CONTOH/${index + 1}/${workplace.code}/${n + 1}`, name: inventedName(serial, sex), kind: 'convict', sex, is_sample: true,
        born_on: addDays('1985-01-01', luck.int(0, 5000)), custody_from: addDays(from, -luck.int(500, 900)), sentence_from: addDays(from, -luck.int(380, 480)), release_on: addDays(from, luck.int(160, 420)),
        risk: luck.pick(['low', 'low', 'medium']), fit_until: addDays(from, 500), tool_clearance: 'A', skill_level: luck.int(1, 5),
      });
      await recordConsent(tx, { facility_id, worker_id: worker.id, regime: 'facility', given_on: from, evidence: 'Formulir persetujuan contoh' });
      placements.push(await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: made.id, job: workplace.name_id, from, decree: `SK-TPP-CONTOH/${index + 1}/${n + 1}` }));
      workers.push({ id: worker.id });
    }
    return { workshop: made, workers, tools, placements };
  });
  await transact(db, { actor: staff.facility_head, now }, async (tx) => {
    for (const placement of placements) await approvePlacement(tx, { facility_id, placement_id: placement.id });
  });
  return { id: workshop.id, code: workplace.code, workers, tools };
}

function toolsOf(workshop: string): [string, 'A' | 'B' | 'C' | 'K' | 'M' | 'H'][] {
  if (workshop === 'dapur' || workshop === 'roti') return [['Pisau dapur', 'K'], ['Pisau roti', 'K'], ['Oven', 'M'], ['Timbangan', 'C'], ['Penggiling', 'M']];
  if (workshop === 'jahit' || workshop === 'batik' || workshop === 'tenun') return [['Gunting kain', 'A'], ['Gunting benang', 'A'], ['Mesin jahit', 'M'], ['Setrika', 'B'], ['Jarum besar', 'C'], ['Meteran', 'C']];
  if (workshop === 'kebun' || workshop === 'ternak') return [['Cangkul', 'B'], ['Sabit', 'A'], ['Gunting pangkas', 'A'], ['Selang', 'C']];
  return [['Pahat', 'A'], ['Gergaji tangan', 'A'], ['Palu', 'B'], ['Obeng set', 'B'], ['Bor duduk', 'M'], ['Kuas', 'C'], ['Lem dan tiner', 'H']];
}

export async function defineOffers(tx: Tx, { facility_id, offered, workshops, from }: { facility_id: string; offered: Offer[]; workshops: { id: string; code: string }[]; from: string }): Promise<(Established['products'][number] & { price_id: string })[]> {
  const made: (Established['products'][number] & { price_id: string })[] = [];
  const materials = new Map<string, string>();
  for (const offer of offered) {
    const workshop = workshops.find((each) => each.code === offer.workshop);
    if (!workshop) throw new Error(`${offer.sku}: no workshop ${offer.workshop}`);
    for (const part of offer.bill) {
      if (materials.has(part.name)) continue;
      const code = `BHN-${String(materials.size + 1).padStart(2, '0')}`;
      const material = await defineMaterial(tx, { facility_id, code, name: part.name, unit: part.unit, kind: part.kind, unit_cost_idr: part.unit_cost_idr, is_sample: true });
      const item = await openItem(tx, { facility_id, material_id: material.id, code, name: part.name, unit: part.unit, minimum: part.quantity * 10 });
      await receiveMaterial(tx, { facility_id, item_id: item.id, quantity: Math.min(part.quantity * 600, 500_000_000), unit_cost_idr: part.unit_cost_idr, reason: 'opening', ref_id: `SALDO-AWAL-${code}`, note: 'Saldo awal contoh' });
      materials.set(part.name, code);
    }
    const material_idr = offer.bill.reduce((sum, part) => sum + part.quantity * part.unit_cost_idr, 0);
    const labour = offer.steps.reduce((sum, each) => sum + each.minutes, 0) * 150;
    const product = await defineProduct(tx, {
      facility_id, sku: offer.sku, name_id: offer.name_id, name_en: offer.name_en, category: offer.category, unit: offer.unit, description_id: offer.description_id, description_en: offer.description_en,
      specification: offer.specification.map(([label_id, label_en, value]) => ({ label_id, label_en, value })), shape: offer.shape, unspsc: offer.unspsc, kbli: offer.kbli, tkdn_bp: offer.tkdn_bp,
      weight_gram: offer.weight_gram, lead_time_days: offer.lead_time_days, daily_capacity: offer.daily_capacity, supply: offer.supply, label: offer.label ?? {}, is_sample: true,
      bill: offer.bill.map((part) => ({ material_code: materials.get(part.name) ?? '', quantity: part.quantity })),
      routing: offer.steps.map((each, n) => ({ name_id: each.name_id, name_en: each.name_en, workshop_id: workshop.id, standard_minutes: each.minutes, skill_level: each.skill ?? 1, inspection: n === offer.steps.length - 1 })),
      cost: { energy_idr: Math.round(material_idr * 0.03), depreciation_idr: Math.round(material_idr * 0.02), labour_idr: labour },
    });
    const price = await proposePrice(tx, { facility_id, product_id: product.id, amount_idr: offer.price_idr, reason: 'Biaya produksi ditambah margin untuk premi dan modal; dibandingkan dengan harga pasar setempat (data contoh)', outside_reason: 'Margin memuat premi, modal dan bagian negara; bahan hanya sebagian kecil dari nilai kerja tangan (data contoh)', from });
    made.push({ id: product.id, sku: offer.sku, workshop: offer.workshop, category: offer.category, offer, price_id: price.id });
  }
  return made;
}

export type EstablishedAgency = { id: string; code: string; name: string; unit: string; procurement_officer: Actor; commitment_officer: Actor };

export async function establishAgencies(db: Db, from: string, now: Date): Promise<EstablishedAgency[]> {
  return transact(db, { actor: system, now }, async (tx) => {
    const made: EstablishedAgency[] = [];
    for (const agency of inventedAgencies) {
      const { id } = await registerAgency(tx, { code: agency.code, name: agency.name, short_name: agency.short_name, kind: 'agency', is_sample: true, source: 'invented for the demo world' });
      const people = {} as Record<'procurement_officer' | 'commitment_officer', Actor>;
      for (const role of ['procurement_officer', 'commitment_officer'] as const) {
        const name = role === 'procurement_officer' ? `Contoh Pejabat Pengadaan ${made.length + 1}` : `Teladan PPK ${made.length + 1}`;
        const account = await createAccount(tx, { email: `${role === 'procurement_officer' ? 'pp' : 'ppk'}@${agency.code}.karya.test`, name, password, is_sample: true });
        await assignRole(tx, { account_id: account.id, role, agency_id: id, from, decree: `SK-CONTOH/${agency.code}/${role}` });
        await nameSignatory(tx, { agency_id: id, duty: role, name, nip: `19810000200001${made.length + 1}00${role.length}`, position: role === 'procurement_officer' ? 'Pejabat Pengadaan' : 'Pejabat Pembuat Komitmen', decree: `SK-CONTOH/${agency.code}/${role}`, from });
        people[role] = { account_id: account.id, person_id: account.person_id, name, role, unit_name: agency.name, facility_id: null, facility_ids: [], agency_id: id, locale: 'id' };
      }
      made.push({ id, code: agency.code, name: agency.name, unit: agency.unit, ...people });
    }
    return made;
  });
}

/** Accounts that look over several facilities: regional office, headquarters, auditor, administrator, partner. */
/** Returns those of headquarters: two, for nobody there decides alone. */
export async function appointOverseers(db: Db, from: string, now: Date, regional_office_code: string): Promise<Actor[]> {
  return transact(db, { actor: system, now }, async (tx) => {
    const people: [string, string, 'regional' | 'headquarters' | 'auditor' | 'admin' | 'partner'][] = [
      ['kanwil@contoh.karya.test', 'Contoh Kabid Kanwil', 'regional'], ['pusat@contoh.karya.test', 'Teladan Subdit Pusat', 'headquarters'], ['penetapan@contoh.karya.test', 'Contoh Direktur Pusat', 'headquarters'],
      ['auditor@contoh.karya.test', 'Misal Auditor', 'auditor'], ['admin@contoh.karya.test', 'Rekaan Administrator', 'admin'], ['mitra@contoh.karya.test', 'Umpama Mitra', 'partner'],
    ];
    const headquarters: Actor[] = [];
    for (const [email, name, role] of people) {
      const account = await createAccount(tx, { email, name, password, is_sample: true });
      await assignRole(tx, { account_id: account.id, role, from, decree: `SK-CONTOH/${role}`, ...(role === 'regional' ? { regional_office_code } : {}), ...(role === 'partner' ? { partner_name: 'PT Contoh Mitra' } : {}) });
      if (role === 'headquarters') headquarters.push({ account_id: account.id, person_id: account.person_id, name, role, unit_name: 'Ditjenpas', facility_id: null, facility_ids: 'all', agency_id: null, locale: 'id' });
    }
    return headquarters;
  });
}
