import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { documentByCode } from '#kernel/issue.ts';
import { may, roles, visitor, type Actor } from '#kernel/policy.ts';
import { Invalid, NotFound } from '#kernel/refusal.ts';
import { transact, type Tx } from '#kernel/db.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { prepareCertificate, returnCertificate, signCertificate } from './certificate-commands.ts';
import { addAddendum, answerOffer, claimContract, offerProduce, recordHarvest, recordMarketPrice, registerContract } from './commands.ts';
import { suratKekurangan } from './documents/surat-kekurangan.ts';
import { absorptionRoutes } from './index.ts';
import { bandOf, certificateTransitions, meterOf, type Figures, type Rule } from './meter.ts';
import { contractById } from './queries.ts';
import { approveRule, proposeRule, refuseRule } from './rule-commands.ts';

const now = new Date('2026-11-24T03:00:00Z');
const rule: Rule = { code: 'x', percent_bp: 500, base: 'contract_value', legal_basis: 'x', verified: false, doubt_id: '', doubt_en: '', source: '' };
const figures: Figures = { value_idr: 100_000_001, harvest_idr: 40_000_000, offered_idr: 0, accepted_idr: 0, refused_idr: 0, certified_idr: 0, from_day: '2026-01-01', to_day: '2026-12-31' };

type Scene = { house: House; facility_id: string; section: Actor; head: Actor; treasurer: Actor; partner: Actor; contract: (more?: object) => Promise<{ id: string; claim_code: string }>; crop: (quantity?: number) => Promise<string>; price: (amount?: number, on?: string) => Promise<unknown>; offer: (id: string, source: string, more?: object) => Promise<{ number: string }>; supply: <T>(who: Actor, work: (tx: Tx) => Promise<T>) => Promise<T>; meter: (id: string) => ReturnType<typeof contractById> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes: absorptionRoutes, now });
  const facility_id = house.facility.id;
  const [section, head, treasurer, partner] = [house.as('section_head'), house.as('facility_head'), house.as('treasurer'), house.as('partner')];
  let n = 0;
  return {
    house, facility_id, section, head, treasurer, partner,
    contract: (more = {}) => house.act(section, (tx) => registerContract(tx, { facility_id, number: `KTR-${++n}`, supplier: 'CV Contoh Pangan', kind: 'food', value_idr: 100_000_000, from_day: '2026-01-01', to_day: '2026-12-10', ...more })),
    crop: async (quantity = 500) => (await house.act(house.as('officer'), (tx) => recordHarvest(tx, { facility_id, commodity: 'Kangkung', unit: 'kg', quantity, on_day: '2026-11-20' }))).number,
    price: (amount_idr = 10_000, on_day = '2026-11-15') => house.act(treasurer, (tx) => recordMarketPrice(tx, { facility_id, commodity: 'kangkung', unit: 'kg', amount_idr, on_day, source: 'Pasar Contoh' })),
    offer: (id, source, more = {}) => house.act(section, (tx) => offerProduce(tx, { id, source, quantity: 100, unit_price_idr: 10_000, deliver_on: '2026-11-25', ...more })),
    supply: (who, work) => transact(house.db, { actor: who, now, reach: { facility_ids: [facility_id] } }, work),
    meter: (id) => house.look(section, (reader) => contractById(reader, id, '2026-11-24')),
  };
}

test('the meter asks for its share of its base, upwards to the rupiah, and says how far it is', () => {
  const asked = (more: Partial<Figures>, day = '2026-06-30', by: Rule | undefined = rule) => meterOf({ ...figures, ...more }, by, day);
  assert.deepEqual(asked({}), { required_idr: 5_000_001, otherwise_idr: 2_000_000, open_idr: 0, gap_idr: 5_000_001, days_left: 184, state: 'running' });
  assert.equal(asked({}, '2026-06-30', { ...rule, base: 'harvest' }).required_idr, 2_000_000);
  assert.deepEqual(((m) => [m.open_idr, m.gap_idr, m.state])(asked({ offered_idr: 6_000_000, accepted_idr: 3_000_000, refused_idr: 1_000_000 })), [2_000_000, 2_000_001, 'running']);
  assert.equal(asked({ accepted_idr: 5_000_001 }).state, 'met');
  assert.equal(asked({ accepted_idr: 2_000_000, certified_idr: 3_000_001 }, '2027-01-05').state, 'excused');
  assert.deepEqual(((m) => [m.days_left, m.state])(asked({}, '2027-01-05')), [-5, 'missed']);
  assert.equal(asked({}, '2026-12-31').state, 'running', 'the last day belongs to the contract');
  assert.equal(meterOf(figures, undefined, '2026-06-30').state, 'none');
  assert.equal(asked({ harvest_idr: null }).otherwise_idr, null, 'what was not reckoned is not nought');
  assert.deepEqual(bandOf(9_999, { low_bp: 8_500, high_bp: 10_500 }), { low_idr: 8_500, high_idr: 10_498 });
});

test('what was harvested is offered within the band, answered within the offer, and the meter follows to the rupiah', async (t) => {
  const s = await scene(t);
  const { id } = await s.contract();
  const source = await s.crop();
  await assert.rejects(s.offer(id, source), refused('absorption.no_reference'));
  await s.price(10_000, '2026-10-01');
  await assert.rejects(s.offer(id, source), refused('absorption.no_reference'), 'a price of 54 days is too old');
  await s.price();
  await assert.rejects(s.offer(id, source, { unit_price_idr: 8_499 }), refused('absorption.outside_band'));
  await assert.rejects(s.offer(id, source, { unit_price_idr: 10_501 }), refused('absorption.outside_band'));
  await assert.rejects(s.offer(id, 'PN-2026-0099'), refused('absorption.no_source'));
  await assert.rejects(s.offer(id, source, { deliver_on: '2026-12-11' }), refused('absorption.outside_contract'));
  await assert.rejects(s.offer(id, source, { quantity: 501 }), refused('absorption.beyond_source'));
  const { number } = await s.offer(id, source, { quantity: 400, unit_price_idr: 10_500 });
  await assert.rejects(s.offer(id, source, { quantity: 101 }), refused('absorption.beyond_source'));
  const answer = (more: object) => s.house.act(s.section, (tx) => answerOffer(tx, { id, offer: number, accepted: 0, refused: 0, words: '', ...more }));
  await assert.rejects(answer({ accepted: 300, delivery_note: 'TT-1', on_day: '2026-11-25' }), refused('absorption.answered_when'));
  await assert.rejects(answer({ accepted: 300, delivery_note: 'TT-1', order_number: 'KB26-TIDAK' }), (error) => error instanceof Invalid && 'order_number' in error.problems);
  await answer({ accepted: 300, delivery_note: 'TT-1' });
  await answer({ refused: 50, reason: 'QUALITY', words: 'Daun menguning' });
  await assert.rejects(answer({ accepted: 51, delivery_note: 'TT-2' }), refused('absorption.beyond_offer'));
  const { meter, offered_idr, accepted_idr, refused_idr, harvest_idr } = await s.meter(id);
  assert.deepEqual([meter.required_idr, offered_idr, accepted_idr, refused_idr, meter.open_idr, meter.gap_idr, meter.days_left, meter.state, harvest_idr, meter.otherwise_idr], [5_000_000, 4_200_000, 3_150_000, 525_000, 525_000, 1_850_000, 16, 'running', 5_000_000, 250_000]);
  await s.offer(id, source, { quantity: 150 });
  await assert.rejects(s.offer(id, source, { quantity: 1 }), refused('absorption.no_source'), 'what was refused was free again, and no more');
});

test('a price is not looked up and used by one person, and a day ahead is refused', async (t) => {
  const s = await scene(t);
  const { id } = await s.contract();
  const source = await s.crop();
  const twice = { ...s.treasurer, person_id: s.section.person_id };
  await s.house.act(twice, (tx) => recordMarketPrice(tx, { facility_id: s.facility_id, commodity: 'Kangkung', unit: 'kg', amount_idr: 10_000, on_day: '2026-11-20', source: 'Pasar Contoh' }));
  await assert.rejects(s.offer(id, source), refused('absorption.same_person'));
  await assert.rejects(s.house.admin.query(`insert into procurement.produce_offer (facility_id, number, contract_id, harvest_id, commodity, unit, quantity, unit_price_idr, reference_idr, reference_person, low_bp, high_bp, offered_on, deliver_on, offered_person, offered_at)
    select facility_id, 'X', $1, id, commodity, unit, 1, 100, 100, $2, 1, 20000, '2026-11-24', '2026-11-24', $2, now() from procurement.harvest limit 1`, [id, s.section.person_id]), /offer_two_persons/);
  await assert.rejects(s.house.act(s.section, (tx) => recordHarvest(tx, { facility_id: s.facility_id, commodity: 'x', unit: 'kg', quantity: 1, on_day: '2026-11-25' })), refused('absorption.in_future'));
  await assert.rejects(s.house.act(s.section, (tx) => recordHarvest(tx, { facility_id: s.facility_id, commodity: 'x', unit: 'kg', quantity: 1, on_day: '2026-11-24', workshop: 'TIDAK' })), (error) => error instanceof Invalid);
  for (const table of ['harvest', 'market_price']) await assert.rejects(s.house.admin.query(`delete from procurement.${table}`), /append-only/);
});

test('goods of a workshop are offered from their lot, never more than still lies there, and only food', async (t) => {
  const s = await scene(t);
  await stage(s.house, { sku: 'P-TEMPE', name_id: 'Tempe', name_en: 'Tempe', category: 'processed_food', price_idr: 8_000, stock: 60 });
  await stage(s.house, { sku: 'K-KURSI', name_id: 'Kursi', name_en: 'Chair', price_idr: 300_000, stock: 5 });
  const { id } = await s.contract();
  const { rows } = await s.house.admin.query<{ code: string; sku: string }>('select l.code, i.code as sku from inventory.lot l join inventory.item i on i.facility_id = l.facility_id and i.id = l.item_id');
  const lot = (sku: string) => rows.find((row) => row.sku === sku)?.code ?? '';
  await assert.rejects(s.offer(id, lot('K-KURSI'), { unit_price_idr: 300_000, quantity: 1 }), refused('absorption.no_source'));
  await s.house.admin.query(`alter table inventory.lot disable trigger user; update inventory.lot set left_quantity = 40 where code = '${lot('P-TEMPE')}'`);
  await assert.rejects(s.offer(id, lot('P-TEMPE'), { unit_price_idr: 8_000, quantity: 41 }), refused('absorption.beyond_source'));
  const { number } = await s.offer(id, lot('P-TEMPE'), { unit_price_idr: 8_000, quantity: 40 });
  await s.house.act(s.section, (tx) => answerOffer(tx, { id, offer: number, accepted: 40, refused: 0, words: '', delivery_note: 'TT-9' }));
  assert.equal((await s.meter(id)).accepted_idr, 320_000);
});

test('a shortage is certified near the end, by two persons, with the meter’s own figures; then nothing moves any more', async (t) => {
  const s = await scene(t);
  const early = await s.contract({ to_day: '2027-06-30' });
  const prepare = (id: string) => s.house.act(s.section, (tx) => prepareCertificate(tx, { id, cause: 'Kebun terendam banjir selama dua bulan' }));
  const sign = (id: string, who = s.head) => s.house.act(who, (tx) => signCertificate(tx, { id }));
  await assert.rejects(prepare(early.id), refused('absorption.too_early'));
  const enough = await s.contract({ value_idr: 1_000_000 });
  const { id } = await s.contract();
  const source = await s.crop();
  await s.price();
  await s.offer(enough.id, source, { quantity: 5 });
  await assert.rejects(prepare(enough.id), refused('absorption.nothing_short'));
  const { number } = await s.offer(id, source, { quantity: 200 });
  await s.house.act(s.section, (tx) => answerOffer(tx, { id, offer: number, accepted: 150, refused: 0, words: '', delivery_note: 'TT-1' }));
  await assert.rejects(sign(id), refused('shortage.not_waiting'));
  assert.equal((await prepare(id)).shortage_idr, 3_000_000);
  await assert.rejects(prepare(id), refused('shortage.in_hand'));
  await assert.rejects(sign(id, { ...s.head, person_id: s.section.person_id }), refused('shortage.same_person'));
  await assert.rejects(s.house.admin.query("update procurement.shortage_certificate set state = 'returned', returned_reason = 'x', decided_at = now(), decided_person = prepared_person"), /shortage_two_persons/);
  await s.offer(id, source, { quantity: 10 });
  await assert.rejects(sign(id), refused('shortage.figures_moved'));
  await s.house.act(s.head, (tx) => returnCertificate(tx, { id, reason: 'Angkanya berubah' }));
  assert.equal((await prepare(id)).shortage_idr, 2_900_000);
  const { document } = await sign(id);
  const issued = await s.house.look(s.head, (reader) => documentByCode(reader, document));
  const content = suratKekurangan.content.parse(issued.content);
  assert.deepEqual([content.shortage_idr, content.required_idr, content.offered_idr, content.accepted_idr], [2_900_000, 5_000_000, 2_100_000, 1_500_000]);
  const { rows: [checked] } = await s.house.admin.query('select kind, parties from kernel.check_document($1)', [document]);
  assert.deepEqual(checked, { kind: 'surat-kekurangan', parties: ['Lapas Contoh Uji', 'CV Contoh Pangan'] });
  const { meter } = await s.meter(id);
  assert.deepEqual([meter.gap_idr, meter.state], [600_000, 'running'], 'what was offered and not taken stays the supplier’s');
  await assert.rejects(s.offer(id, source, { quantity: 1 }), refused('absorption.certified'));
  await assert.rejects(s.house.act(s.section, (tx) => addAddendum(tx, { id, number: 'A-1', value_idr: 1, to_day: '2026-12-20', reason: 'Diperpanjang' })), refused('absorption.certified'));
  await assert.rejects(s.house.admin.query('update procurement.shortage_certificate set cause = cause || $1', ['!']), /decided once|not rewritten/);
  await assert.rejects(async () => suratKekurangan.compose({ ...content, shortage_idr: 1 }), /required and not offered/);
  await expectPaper(t, suratKekurangan, content, [2_900_000]);
  assert.deepEqual(certificateTransitions.filter(({ from }) => String(from) !== 'prepared'), []);
});

test('an addendum changes value and end from then on; what was signed stays', async (t) => {
  const s = await scene(t);
  const { id } = await s.contract();
  const add = (more: object) => s.house.act(s.section, (tx) => addAddendum(tx, { id, number: 'A-1', value_idr: 200_000_000, to_day: '2027-01-31', reason: 'Tambah porsi', ...more }));
  await assert.rejects(add({ to_day: '2025-12-31' }), (error) => error instanceof Invalid && 'to_day' in error.problems);
  await add({});
  await assert.rejects(add({}), refused('absorption.number_taken'));
  const found = await s.meter(id);
  assert.deepEqual([found.value_idr, found.first_value_idr, found.to_day, found.meter.required_idr], [200_000_000, 100_000_000, '2027-01-31', 10_000_000]);
  await assert.rejects(s.contract({ number: 'KTR-1' }), refused('absorption.number_taken'));
  await assert.rejects(s.house.admin.query("update procurement.supply_contract set value_idr = 1 where number = 'KTR-1'"), /corrected by its addendum/);
});

test('a supplier takes hold of its contract by the code, sees its own alone, and answers for itself', async (t) => {
  const s = await scene(t);
  const { id, claim_code } = await s.contract();
  const source = await s.crop();
  await s.price();
  const { number } = await s.offer(id, source);
  const claim = (contract: string, as = s.partner) => s.house.request('/mitra/pasokan', { as, form: { contract } });
  assert.equal((await claim('PSTIDAKADA')).status, 422);
  await assert.rejects(s.supply({ ...s.partner, person_id: s.section.person_id }, (tx) => claimContract(tx, { code: claim_code })), refused('absorption.own_contract'));
  assert.equal((await claim(claim_code)).headers.get('location'), `/mitra/pasokan/${id}`);
  const second = s.house.as('partner', 'facility', 2);
  assert.equal((await claim(claim_code, second)).status, 422, 'a code is used once');
  await assert.rejects(s.supply(second, (tx) => claimContract(tx, { code: claim_code })), refused('absorption.unknown_code'));
  assert.equal((await s.house.request(`/mitra/pasokan/${id}`, { as: second })).status, 404);
  assert.ok(!(await (await s.house.request('/mitra/pasokan', { as: second })).text()).includes('KTR-1'));
  await assert.rejects(s.supply(second, (tx) => answerOffer(tx, { id, offer: number, accepted: 1, refused: 0, words: '', delivery_note: 'x' })), NotFound);
  assert.equal((await s.house.request(`/mitra/pasokan/${id}/jawaban`, { as: s.partner, form: { offer: number, refused: '10' } })).status, 422);
  assert.equal((await s.house.request(`/mitra/pasokan/${id}/jawaban`, { as: s.partner, form: { offer: number, accepted: '60', delivery_note: 'TT-5', refused: '40', reason: 'LATE', words: 'Datang sore' } })).status, 303);
  const text = await (await s.house.request(`/mitra/pasokan/${id}`, { as: s.partner })).text();
  assert.match(text, /Datang sore/);
  const own = await (await s.house.request('/api/v1/supplies', { as: s.partner })).json() as { items: { number: string; accepted_idr: number }[] };
  assert.deepEqual(own.items.map((each) => [each.number, each.accepted_idr]), [['KTR-1', 600_000]]);
  assert.deepEqual((await (await s.house.request('/api/v1/supplies', { as: second })).json()).items, []);
  assert.match(text, /Rp\s?600\.000/);
  assert.equal((await s.house.request(`/api/v1/supply-contracts/${id}/answers`, { as: second, json: { offer: number, accepted: 1, delivery_note: 'x' } })).status, 404);
});

test('who may do what: each verb lets in its roles and nobody else', () => {
  const rows: Record<string, string[]> = {
    'absorption.read': ['officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'absorption.oversee': ['regional', 'headquarters', 'auditor'], 'absorption.register': ['section_head'], 'absorption.record_harvest': ['officer', 'section_head'], 'absorption.record_price': ['treasurer'],
    'absorption.offer': ['section_head'], 'absorption.answer': ['section_head', 'partner'], 'absorption.supply': ['partner'], 'absorption.prepare_certificate': ['section_head'], 'absorption.propose_rule': ['headquarters'], 'absorption.decide_rule': ['headquarters'], 'absorption.sign_certificate': ['facility_head'],
  };
  for (const [verb, who] of Object.entries(rows)) assert.deepEqual(roles.filter((role) => may({ ...visitor, role }, verb)).toSorted(), who.toSorted(), verb);
});

test('the screens and the API do the whole way; another facility sees nothing, the region and headquarters see what is theirs', async (t) => {
  const { house, section, head, treasurer } = await scene(t);
  assert.equal((await house.request('/bengkel/serapan/kontrak/baru', { as: section, form: { supplier: 'CV Contoh', number: 'K-9', kind: 'food', value_idr: '100.000.000', from_day: '2026-01-01', to_day: '2025-01-01' } })).status, 422);
  const made = await house.request('/bengkel/serapan/kontrak/baru', { as: section, form: { supplier: 'CV Contoh', number: 'K-9', kind: 'food', value_idr: '100.000.000', from_day: '01/01/2026', to_day: '2026-12-10' } });
  const contract = made.headers.get('location') ?? '';
  assert.match(contract, /kontrak\/[0-9a-f-]{36}$/);
  assert.equal((await house.request('/bengkel/serapan/panen', { as: section, form: { commodity: 'Lele', unit: 'kg', quantity: '100', on_day: '2026-11-20' } })).status, 303);
  assert.equal((await house.request('/bengkel/serapan/panen/harga', { as: treasurer, form: { commodity: 'lele', unit: 'kg', amount_idr: '30.000', on_day: '2026-11-20', source: 'Pasar' } })).status, 303);
  assert.equal((await house.request(`${contract}/tawaran`, { as: section, form: { source: 'PN-2026-0001', quantity: '50', unit_price_idr: '40.000', deliver_on: '2026-11-25' } })).status, 422);
  assert.equal((await house.request(`${contract}/tawaran`, { as: section, form: { source: 'PN-2026-0001', quantity: '50', unit_price_idr: '30.000', deliver_on: '2026-11-25' } })).status, 303);
  assert.equal((await house.request(`${contract}/jawaban`, { as: section, form: { offer: 'TH-2026-0001', accepted: '20', delivery_note: 'TT-1' } })).status, 303);
  assert.equal((await house.request(`${contract}/adendum`, { as: section, form: { number: 'A1', value_idr: '120.000.000', to_day: '2026-12-12', reason: 'Tambah porsi' } })).status, 303);
  assert.equal((await house.request(`${contract}/kekurangan`, { as: section, form: { cause: 'Kolam surut' } })).status, 303);
  assert.equal((await house.request(`${contract}/kekurangan/kembalikan`, { as: head, form: { reason: 'Lengkapi' } })).status, 303);
  assert.equal((await house.request(`${contract}/kekurangan`, { as: section, form: { cause: 'Kolam surut sejak Juli' } })).status, 303);
  assert.equal((await house.request(`${contract}/kekurangan/tanda-tangan`, { as: head, form: {} })).status, 303);
  for (const path of ['/bengkel/serapan', '/bengkel/serapan/panen', '/bengkel/serapan/kontrak/baru', contract, `${contract}/kekurangan/cetak`, `${contract}/kekurangan.pdf`]) assert.equal((await house.request(path, { as: section })).status, 200, path);
  assert.equal((await house.request(contract, { as: house.as('section_head', 'other') })).status, 404);
  assert.ok(!(await (await house.request('/bengkel/serapan', { as: house.as('section_head', 'other') })).text()).includes('CV Contoh'));
  for (const who of ['regional', 'headquarters', 'auditor'] as const) assert.match(await (await house.request('/pusat/serapan?keadaan=running', { as: house.as(who) })).text(), /CV Contoh/, who);
  assert.ok(!(await (await house.request('/pusat/serapan?keadaan=met', { as: house.as('headquarters') })).text()).includes('CV Contoh'));
  assert.equal((await house.request('/pusat/serapan/daftar.xlsx', { as: house.as('headquarters') })).status, 200);
  assert.equal((await house.request('/bengkel/serapan', { as: house.as('headquarters') })).headers.get('location'), '/pusat/serapan');
  const api = await (await house.request('/api/v1/supply-contracts?limit=1', { as: house.as('headquarters') })).json();
  assert.deepEqual([api.items[0].number, api.items[0].accepted_idr, 'claim_code' in api.items[0]], ['K-9', 600_000, false]);
  const one = await (await house.request(`/api/v1/supply-contracts/${api.items[0].id}`, { as: section })).json();
  assert.deepEqual([one.offers.length, one.certificates.length, one.meter.required_idr], [1, 2, 6_000_000]);
  const posted = await (await house.request('/api/v1/supply-contracts', { as: section, json: { number: 'K-10', supplier: 'CV Dua', kind: 'canteen', value_idr: 50_000_000, from_day: '2026-11-01', to_day: '2026-12-20' } })).json();
  const at = `/api/v1/supply-contracts/${posted.id}`;
  assert.equal((await house.request('/api/v1/harvests', { as: section, json: { commodity: 'Lele', unit: 'kg', quantity: 5, on_day: '2026-11-24' } })).status, 201);
  assert.equal((await house.request('/api/v1/market-prices', { as: treasurer, json: { commodity: 'Lele', unit: 'kg', amount_idr: 31_000, on_day: '2026-11-24', source: 'Pasar' } })).status, 201);
  const offered = await (await house.request(`${at}/offers`, { as: section, json: { source: 'PN-2026-0002', quantity: 5, unit_price_idr: 31_000, deliver_on: '2026-11-26' } })).json();
  assert.equal((await house.request(`${at}/answers`, { as: section, json: { offer: offered.number, accepted: 5, delivery_note: 'TT' } })).status, 201);
  assert.equal((await house.request(`${at}/addenda`, { as: section, json: { number: 'A', value_idr: 60_000_000, to_day: '2026-12-20', reason: 'Tambah porsi' } })).status, 201);
  assert.equal((await house.request(`${at}/shortage`, { as: section, json: { cause: 'Kolam surut lagi' } })).status, 201);
  assert.equal((await house.request(`${at}/shortage/return`, { as: head, json: { reason: 'Periksa' } })).status, 201);
  assert.equal((await house.request(`${at}/shortage/signature`, { as: head, json: {} })).status, 409);
  assert.equal((await (await house.request('/api/v1/offerable-produce', { as: section })).json()).items[0].code, 'PN-2026-0001');
});

test('a rule changes by two persons from a day to come; contracts keep the rule of their first day, and the meter follows the base', async (t) => {
  const s = await scene(t);
  const [centre, second] = [s.house.as('headquarters'), s.house.as('headquarters', 'facility', 2)];
  const wish = { percent: 7.5, base: 'harvest' as const, from_day: '2026-12-01', legal_basis: 'Peraturan Menteri contoh', source: 'Berita Negara', verified: true, doubt: '' };
  const propose = (more: Partial<typeof wish> = {}) => s.house.act(centre, (tx) => proposeRule(tx, { ...wish, ...more }));
  await assert.rejects(propose({ from_day: '2026-11-24' }), refused('absorption_rule.too_soon'));
  const { id } = await propose();
  await assert.rejects(propose(), refused('absorption_rule.in_hand'));
  await assert.rejects(s.house.act({ ...second, person_id: centre.person_id }, (tx) => approveRule(tx, { id })), refused('absorption_rule.same_person'));
  await assert.rejects(s.house.act(second, (tx) => approveRule(tx, { id }), new Date('2026-12-01T03:00:00Z')), refused('absorption_rule.too_soon'), 'its day has come, and contracts of today would change');
  await s.house.act(second, (tx) => approveRule(tx, { id }));
  await assert.rejects(s.house.act(second, (tx) => refuseRule(tx, { id, reason: 'x' })), refused('absorption_rule.decided'));
  await assert.rejects(s.house.admin.query('update procurement.absorption_proposal set percent_bp = 1'), /not rewritten/);
  const again = await propose({ from_day: '2026-11-30' });
  await assert.rejects(s.house.act(second, (tx) => approveRule(tx, again)), refused('absorption_rule.overlaps'));
  await s.house.act(second, (tx) => refuseRule(tx, { ...again, reason: 'Sudah ada yang mulai sesudahnya' }));
  await s.crop();
  await s.price();
  const [before, after] = [await s.contract({ from_day: '2026-11-01', to_day: '2027-03-01' }), await s.contract({ from_day: '2026-12-01', to_day: '2027-03-01' })];
  await s.house.admin.query("alter table procurement.harvest disable trigger user; update procurement.harvest set on_day = '2026-12-05'");
  assert.deepEqual(((m) => [m.rule?.base, m.meter.required_idr, m.meter.otherwise_idr])(await s.meter(before.id)), ['contract_value', 5_000_000, 250_000]);
  assert.deepEqual(((m) => [m.rule?.base, m.meter.required_idr, m.meter.otherwise_idr])(await s.meter(after.id)), ['harvest', 375_000, 7_500_000]);
  assert.equal((await s.house.request('/pusat/serapan/ketentuan', { as: centre, form: { percent: '6', base: 'harvest', from_day: '2027-01-01', legal_basis: 'SE', source: 'x' } })).status, 422, 'what is not verified says its doubt');
  assert.equal((await s.house.request('/pusat/serapan/ketentuan', { as: centre, form: { percent: '6', base: 'harvest', from_day: '2027-01-01', legal_basis: 'SE', source: 'x', doubt: 'Belum dibaca teksnya' } })).status, 303);
  const text = await (await s.house.request('/pusat/serapan/ketentuan', { as: second })).text();
  const path = /\/pusat\/serapan\/ketentuan\/[0-9a-f-]{36}/.exec(text)?.[0] ?? '';
  assert.match(text, /7,5 %/);
  assert.equal((await s.house.request(`${path}/tolak`, { as: second, form: { reason: 'Tunggu teksnya' } })).status, 303);
  assert.equal((await s.house.request('/pusat/serapan/ketentuan', { as: s.house.as('regional') })).status, 200);
  const posted = await (await s.house.request('/api/v1/absorption-rules', { as: centre, json: { ...wish, from_day: '2027-02-01' } })).json() as { id: string };
  assert.equal((await s.house.request(`/api/v1/absorption-rules/${posted.id}/approval`, { as: second, json: {} })).status, 201);
  assert.equal((await s.house.request(`/api/v1/absorption-rules/${posted.id}/refusal`, { as: second, json: { reason: 'x' } })).status, 409);
  const rules = await (await s.house.request('/api/v1/absorption-rules', { as: s.section })).json() as { items: { from_day: string; to_day: string | null }[] };
  assert.deepEqual(rules.items.map(({ from_day, to_day }) => [from_day, to_day]), [['2027-02-01', null], ['2026-12-01', '2027-01-31'], ['2025-05-01', '2026-11-30']]);
});
