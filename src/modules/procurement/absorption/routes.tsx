// /bengkel/serapan, /pusat/serapan, /mitra/pasokan: the absorption meter for a facility, for those above, and for the supplier.
import { z } from 'zod';
import { dayIn, formatInstant } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { longText, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { documentByCode } from '#kernel/issue.ts';
import { rupiah } from '#kernel/money.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, facilityById } from '#organisation';
import { printPage } from '#ui/frames.tsx';
import { prepareCertificate, returnCertificate, signCertificate } from './certificate-commands.ts';
import { addAddendum, answerOffer, claimContract, offerProduce, recordHarvest, recordMarketPrice, registerContract } from './commands.ts';
import { suratKekurangan } from './documents/surat-kekurangan.ts';
import { meterStates, newAddendum, newAnswer, newCertificate, newContract, newHarvest, newMarketPrice, newOffer } from './meter.ts';
import { contractPage, harvestPage, newContractPage } from './pages/contract.tsx';
import { absorptionAllPage, absorptionPage } from './pages/meter.tsx';
import { suppliesPage, supplyPage } from './pages/supply.tsx';
import { addendaOf, bandOn, certificatesOf, contractById, contracts, facilityOfClaim, facilityOfSupply, harvests, marketPrices, offerable, offersOf, workshopChoices, type MeteredContract } from './queries.ts';
import { absorptionAllUrl, contractUrl, harvestUrl, newContractUrl, suppliesUrl, supplyUrl } from './urls.ts';
import { sayAbsorption, stateNames } from './words.ts';

const jakarta = (reader: Reader): string => dayIn('Asia/Jakarta', reader.now);
const toAll = (): Response => new Response(null, { status: 303, headers: { location: absorptionAllUrl } });

async function listed(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return toAll();
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    return absorptionPage(req, { rows: await contracts(reader, { facility_id }, await dayAt(reader, facility_id)), upt });
  });
}

const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const found = await contractById(reader, idIn(req), jakarta(reader));
  const today = await dayAt(reader, found.facility_id);
  const contract = await contractById(reader, found.id, today);
  return contractPage(req, {
    contract, today, offers: await offersOf(reader, contract), addenda: await addendaOf(reader, contract), certificates: await certificatesOf(reader, contract), sources: await offerable(reader, contract.facility_id, today), band: (await bandOn(reader, today, contract.facility_id)).value, upt: req.query['upt'],
  }, state);
});

async function harvested(req: Req, state?: FormState): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return toAll();
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    return harvestPage(req, { rows: await harvests(reader, facility_id), prices: await marketPrices(reader, facility_id), workshops: await workshopChoices(reader, facility_id), today: await dayAt(reader, facility_id), upt }, state);
  });
}

const supplies = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => suppliesPage(req, await contracts(reader, { mine: req.actor.account_id ?? undefined }, jakarta(reader)), state));
const supply = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  await facilityOfSupply(reader, idIn(req));
  const contract = await contractById(reader, idIn(req), jakarta(reader));
  return supplyPage(req, { contract, offers: await offersOf(reader, contract), certificates: await certificatesOf(reader, contract) }, state);
});

/** The signed paper of a contract, as it was frozen. */
async function paper(req: Req): Promise<{ content: z.input<typeof suratKekurangan.content>; mark: Mark }> {
  return req.read(async (reader) => {
    const contract = await contractById(reader, idIn(req), jakarta(reader));
    const code = (await certificatesOf(reader, contract)).find(({ state }) => state === 'signed')?.document_code;
    if (!code) throw new NotFound();
    const unit = await facilityById(reader, contract.facility_id);
    const issued = await documentByCode(reader, code);
    return { content: suratKekurangan.content.parse(issued.content), mark: { code, check_url: `${req.origin}/cek/${code}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, unit.timezone, 'id'), sample: unit.is_sample, made_at: issued.recorded_at } };
  });
}

const told = ({ locale }: Req) => ({ office, facility_name, supplier, number, value_idr, from_day, to_day, offered_idr, accepted_idr, refused_idr, certified_idr, meter: { required_idr, gap_idr, days_left, state } }: MeteredContract) => ({
  office, facility_name, supplier, number, value_idr, from_day, to_day, offered_idr, accepted_idr, refused_idr, certified_idr, required_idr, gap_idr, days_left, state: stateNames[state][locale],
});
async function sheet(req: Req): Promise<Response> {
  const t = sayAbsorption(req.locale);
  const rows = await req.read((reader) => contracts(reader, { limit: 5000 }, jakarta(reader)));
  return downloadXlsx('serapan-hasil', rows.map(told(req)), [
    { key: 'office', title: t('office'), kind: 'text', width: 30 }, { key: 'facility_name', title: t('facility'), kind: 'text', width: 30 }, { key: 'supplier', title: t('supplier'), kind: 'text', width: 30 }, { key: 'number', title: t('number'), kind: 'text' }, { key: 'value_idr', title: t('value'), kind: 'money', total: true },
    { key: 'from_day', title: t('fromDay'), kind: 'date' }, { key: 'to_day', title: t('toDay'), kind: 'date' }, { key: 'required_idr', title: t('required'), kind: 'money', total: true }, { key: 'offered_idr', title: t('offered'), kind: 'money', total: true }, { key: 'accepted_idr', title: t('accepted'), kind: 'money', total: true }, { key: 'refused_idr', title: t('refused'), kind: 'money', total: true },
    { key: 'certified_idr', title: t('certified'), kind: 'money', total: true }, { key: 'gap_idr', title: t('gap'), kind: 'money', total: true }, { key: 'days_left', title: t('daysLeft'), kind: 'integer' }, { key: 'state', title: t('state'), kind: 'text' },
  ], { title: t('all') });
}

const answerFields = newAnswer.safeExtend({ offer: shortText });
const done = (req: Req, key: 'amended' | 'returnedNow') => ({ location: contractUrl(idIn(req)), notice: sayAbsorption(req.locale)(key) });
const facilityRoutes: Route[] = [
  page({ path: '/bengkel/serapan', may: 'absorption.read', show: listed }),
  page({ path: newContractUrl, may: 'absorption.register', show: (req) => newContractPage(req) }),
  form({
    path: newContractUrl, may: 'absorption.register', fields: newContract, again: (req, state) => newContractPage(req, state),
    act: async (tx, { facility: _, ...input }, req) => {
      const { id, claim_code } = await registerContract(tx, { facility_id: await facilityActedOn(tx), ...input });
      return { location: contractUrl(id), notice: sayAbsorption(req.locale)('registered', { code: claim_code }) };
    },
  }),
  page({ path: '/bengkel/serapan/panen', may: 'absorption.read', show: (req) => harvested(req) }),
  form({ path: '/bengkel/serapan/panen', may: 'absorption.record_harvest', fields: newHarvest, again: harvested, act: async (tx, { facility: _, ...input }, req) => ({ location: harvestUrl(), notice: sayAbsorption(req.locale)('harvestRecorded', await recordHarvest(tx, { facility_id: await facilityActedOn(tx), ...input })) }) }),
  form({ path: '/bengkel/serapan/panen/harga', may: 'absorption.record_price', fields: newMarketPrice, again: harvested, act: async (tx, { facility: _, ...input }, req) => ({ location: harvestUrl(), notice: sayAbsorption(req.locale)('priceRecorded', await recordMarketPrice(tx, { facility_id: await facilityActedOn(tx), ...input })) }) }),
  page({ path: '/bengkel/serapan/kontrak/:id', may: 'absorption.read', show: (req) => opened(req) }),
  form({ path: '/bengkel/serapan/kontrak/:id/adendum', may: 'absorption.register', fields: newAddendum, again: opened, act: async (tx, input, req) => { await addAddendum(tx, { id: idIn(req), ...input }); return done(req, 'amended'); } }),
  form({ path: '/bengkel/serapan/kontrak/:id/tawaran', may: 'absorption.offer', fields: newOffer, again: opened, act: async (tx, input, req) => { const { number } = await offerProduce(tx, { id: idIn(req), ...input }); return { location: contractUrl(idIn(req)), notice: sayAbsorption(req.locale)('offeredNow', { number }) }; } }),
  form({ path: '/bengkel/serapan/kontrak/:id/jawaban', may: 'absorption.answer', fields: answerFields, again: opened, act: async (tx, input, req) => { const { number } = await answerOffer(tx, { id: idIn(req), ...input }); return { location: contractUrl(idIn(req)), notice: sayAbsorption(req.locale)('answered', { number }) }; } }),
  form({ path: '/bengkel/serapan/kontrak/:id/kekurangan', may: 'absorption.prepare_certificate', fields: newCertificate, again: opened, act: async (tx, input, req) => { const { shortage_idr } = await prepareCertificate(tx, { id: idIn(req), ...input }); return { location: contractUrl(idIn(req)), notice: sayAbsorption(req.locale)('preparedNow', { amount: rupiah(shortage_idr) }) }; } }),
  form({ path: '/bengkel/serapan/kontrak/:id/kekurangan/tanda-tangan', may: 'absorption.sign_certificate', fields: z.object({}), again: opened, act: async (tx, _, req) => { const { number, document } = await signCertificate(tx, { id: idIn(req) }); return { location: contractUrl(idIn(req)), notice: sayAbsorption(req.locale)('signedNow', { number, code: document }) }; } }),
  form({ path: '/bengkel/serapan/kontrak/:id/kekurangan/kembalikan', may: 'absorption.sign_certificate', fields: z.object({ reason: longText }), again: opened, act: async (tx, { reason }, req) => { await returnCertificate(tx, { id: idIn(req), reason }); return done(req, 'returnedNow'); } }),
  page({ path: '/bengkel/serapan/kontrak/:id/kekurangan/cetak', may: 'absorption.read', show: async (req) => { const { content, mark } = await paper(req); return printPage(req, { title: content.number, sample: mark.sample }, <suratKekurangan.Page content={content} mark={mark} />); } }),
  file({
    path: '/bengkel/serapan/kontrak/:id/kekurangan.pdf', may: 'absorption.read',
    send: async (req) => {
      const { content, mark } = await paper(req);
      return pdfAnswer(await suratKekurangan.pdf(content, mark), `surat-kekurangan-${content.number}.pdf`);
    },
  }),
];
const aboveRoutes: Route[] = [
  page({ path: absorptionAllUrl, may: 'absorption.oversee', show: (req) => req.read(async (reader) => absorptionAllPage(req, { rows: await contracts(reader, { limit: 2000 }, jakarta(reader)), state: meterStates.find((each) => each === req.query['keadaan']) })) }),
  file({ path: `${absorptionAllUrl}/daftar.xlsx`, may: 'absorption.oversee', send: sheet }),
];

/** A supplier has no facility in reach: its paper's code, then its holding of the contract, proves in whose rows it writes. */
const supplierRoutes: Route[] = [
  page({ path: suppliesUrl, may: 'absorption.supply', show: (req) => supplies(req) }),
  form({
    path: suppliesUrl, may: 'absorption.supply', fields: z.strictObject({ contract: shortText }), again: supplies,
    reach: async (req, { contract }) => {
      const facility_id = await req.read((reader) => facilityOfClaim(reader, contract));
      if (!facility_id) throw new Refusal('absorption.unknown_code', { id: 'Kode ini tidak dikenal atau sudah dipakai. Periksa kode pada surat dari UPT.', en: 'This code is not known or was used already. Check the code on the letter from the facility.' }, { field: 'contract', status: 422 });
      return { facility_ids: [facility_id] };
    },
    act: async (tx, { contract }, req) => ({ location: supplyUrl((await claimContract(tx, { code: contract })).id), notice: sayAbsorption(req.locale)('claimed') }),
  }),
  page({ path: '/mitra/pasokan/:id', may: 'absorption.supply', show: (req) => supply(req) }),
  form({
    path: '/mitra/pasokan/:id/jawaban', may: 'absorption.supply', fields: answerFields, again: supply,
    reach: async (req) => ({ facility_ids: [await req.read((reader) => facilityOfSupply(reader, idIn(req)))] }),
    act: async (tx, input, req) => { const { number } = await answerOffer(tx, { id: idIn(req), ...input }); return { location: supplyUrl(idIn(req)), notice: sayAbsorption(req.locale)('answered', { number }) }; },
  }),
];
export const screens: Route[] = [...facilityRoutes, ...aboveRoutes, ...supplierRoutes];
