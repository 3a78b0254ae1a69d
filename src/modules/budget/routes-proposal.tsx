// /bengkel/anggaran/proposal and /pusat/anggaran/proposal: budget requests, their papers and their sheets.
import { z } from 'zod';
import { formatInstant } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { documentByCode } from '#kernel/issue.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, facilityById } from '#organisation';
import { printPage } from '#ui/frames.tsx';
import { workshopChoices } from './assets-queries.ts';
import { usulanAnggaran } from './documents/usulan-anggaran.ts';
import { proposalFormPage } from './pages/proposal-form.tsx';
import { proposalPage } from './pages/proposal.tsx';
import { nationalProposalsPage, paysBackIn, proposalsPage } from './pages/proposals.tsx';
import { newProposal } from './proposal.ts';
import { returnProposal, rewriteProposal, signProposal, submitProposal, writeProposal } from './proposal-commands.ts';
import { paperOf } from './proposal-paper.ts';
import { linesOf, productChoices, proposalById, proposals, type ProposalRow } from './proposal-queries.ts';
import { sheetColumns, sheetRows } from './proposal-sheet.ts';
import { sayProposal } from './proposal-words.ts';
import { ceilings, spendingAccounts } from './queries.ts';
import { simulationIn } from './routes-payback.tsx';
import { nationalProposalsUrl, proposalUrl } from './urls.ts';


async function listed(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalProposalsUrl() } });
  return req.read(async (reader) => proposalsPage(req, { rows: await proposals(reader, { facility_id: await facilityActedOn(reader, upt) }), upt }));
}

const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const proposal = await proposalById(reader, idIn(req));
  return proposalPage(req, { proposal, lines: await linesOf(reader, proposal), upt: req.query['upt'] }, state);
});

async function drafted(req: Req, reader: Reader, proposal: ProposalRow | undefined, state?: FormState): Promise<Drawn> {
  const facility_id = proposal?.facility_id ?? (await facilityActedOn(reader));
  const day = await dayAt(reader, facility_id);
  const thisYear = Number(day.slice(0, 4));
  const invested = proposal?.investment;
  const simulation = invested ? { ...invested, premi_percent: invested.premi_bp / 100, state_percent: invested.state_bp / 100 } : simulationIn(req);
  return proposalFormPage(req, {
    proposal, lines: proposal ? await linesOf(reader, proposal) : [], year: thisYear + 1, output_code: (await ceilings(reader, facility_id, thisYear))[0]?.output_code ?? '', accounts: await spendingAccounts(reader), workshops: await workshopChoices(reader, facility_id),
    products: await productChoices(reader, facility_id, day), simulation,
  }, state);
}
const writing = (req: Req, state?: FormState): Promise<Drawn> => req.read((reader) => drafted(req, reader, undefined, state));
const changing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => drafted(req, reader, await proposalById(reader, idIn(req)), state));

/** A row of a form that was left as it was offered is a row not meant. */
const meant = (of: z.ZodType, ...names: string[]) => z.preprocess((rows) => (Array.isArray(rows) ? rows.filter((row: Record<string, unknown>) => names.some((name) => row[name] !== undefined)) : rows), of);
const fields = z.object({
  ...newProposal.omit({ facility: true }).shape,
  activities: z.preprocess((text) => (typeof text === 'string' ? text.split('\n').map((line) => line.trim()).filter((line) => line !== '') : text), newProposal.shape.activities),
  indicators: meant(newProposal.shape.indicators, 'name', 'baseline', 'target').pipe(newProposal.shape.indicators), lines: meant(z.unknown(), 'what', 'unit_price_idr').pipe(newProposal.shape.lines),
  investment: z.preprocess((of) => (typeof of === 'object' && of !== null && !('sku' in of) && !('price_idr' in of) ? undefined : of), newProposal.shape.investment),
});

/** The paper of a request: the frozen one when it is signed, else what it would be now, marked as a draft. */
async function paper(req: Req): Promise<{ content: z.input<typeof usulanAnggaran.content>; mark: Mark }> {
  return req.read(async (reader) => {
    const proposal = await proposalById(reader, idIn(req));
    const unit = await facilityById(reader, proposal.facility_id);
    const issued = proposal.document_code ? await documentByCode(reader, proposal.document_code) : undefined;
    const content = issued ? usulanAnggaran.content.parse(issued.content) : await paperOf(reader, proposal, sayProposal('id')('concept'));
    const check_url = issued ? `${req.origin}/cek/${issued.code}` : `${req.origin}${proposalUrl(proposal.id)}`;
    return { content, mark: { code: issued?.code ?? content.number, check_url, printed_by: req.actor.name, printed_at: formatInstant(req.now, unit.timezone, 'id'), sample: unit.is_sample, ...(issued ? { made_at: issued.recorded_at } : {}) } };
  });
}

async function nationalSheet(req: Req): Promise<Response> {
  const t = sayProposal(req.locale);
  const { rows, year } = await inReach(req);
  return downloadXlsx(`usulan-anggaran-${year}`, rows.map((row) => ({ facility: row.facility_name, number: row.number, title: row.title, state: t(row.state), total_idr: row.total_idr, jobs: row.jobs, trained: row.trained, months: paysBackIn(req, row) })), [
    { key: 'facility', title: t('facility'), kind: 'text', width: 34 }, { key: 'number', title: t('number'), kind: 'text', width: 14 }, { key: 'title', title: t('name'), kind: 'text', width: 40 }, { key: 'state', title: t('state'), kind: 'text', width: 20 },
    { key: 'total_idr', title: t('total'), kind: 'money', total: true }, { key: 'jobs', title: t('jobs'), kind: 'integer', total: true }, { key: 'trained', title: t('trained'), kind: 'integer', total: true }, { key: 'months', title: t('paysBack'), kind: 'text', width: 18 },
  ], { title: `${t('national')} ${year}` });
}
/** Drafts and what came back are still the facility's own affair: those above see what was sent and what was signed. */
function inReach(req: Req): Promise<{ rows: ProposalRow[]; year: number; thisYear: number }> {
  const thisYear = req.now.getUTCFullYear();
  const year = z.coerce.number().int().min(2015).max(2100).safeParse(req.query['tahun']).data ?? thisYear + 1;
  return req.read(async (reader) => ({ rows: (await proposals(reader, { year, limit: 2000 })).filter(({ state }) => state === 'submitted' || state === 'signed'), year, thisYear }));
}

export const proposalRoutes: Route[] = [
  page({ path: '/bengkel/anggaran/proposal', may: 'proposal.read', show: listed }),
  page({ path: '/bengkel/anggaran/proposal/baru', may: 'proposal.write', show: (req) => writing(req) }),
  form({
    path: '/bengkel/anggaran/proposal/baru', may: 'proposal.write', again: writing, fields,
    act: async (tx, input, req) => ({ location: proposalUrl((await writeProposal(tx, { facility_id: await facilityActedOn(tx), ...input })).id), notice: sayProposal(req.locale)('savedNotice') }),
  }),
  page({ path: '/bengkel/anggaran/proposal/:id', may: 'proposal.read', show: (req) => opened(req) }),
  page({ path: '/bengkel/anggaran/proposal/:id/ubah', may: 'proposal.write', show: (req) => changing(req) }),
  form({ path: '/bengkel/anggaran/proposal/:id/ubah', may: 'proposal.write', again: changing, fields, act: async (tx, input, req) => ({ location: proposalUrl((await rewriteProposal(tx, { id: idIn(req), ...input })).id), notice: sayProposal(req.locale)('savedNotice') }) }),
  form({ path: '/bengkel/anggaran/proposal/:id/kirim', may: 'proposal.write', again: opened, fields: z.object({}), act: async (tx, _, req) => ({ location: proposalUrl((await submitProposal(tx, { id: idIn(req) })).id), notice: sayProposal(req.locale)('submittedNotice') }) }),
  form({ path: '/bengkel/anggaran/proposal/:id/tanda-tangan', may: 'proposal.sign', again: opened, fields: z.object({}), act: async (tx, _, req) => { const { number } = await signProposal(tx, { id: idIn(req) }); return { location: proposalUrl(idIn(req)), notice: sayProposal(req.locale)('signedNotice', { number }) }; } }),
  form({ path: '/bengkel/anggaran/proposal/:id/kembalikan', may: 'proposal.sign', again: opened, fields: z.object({ reason: longText }), act: async (tx, input, req) => ({ location: proposalUrl((await returnProposal(tx, { id: idIn(req), ...input })).id), notice: sayProposal(req.locale)('returnedNotice') }) }),
  page({
    path: '/bengkel/anggaran/proposal/:id/cetak', may: 'proposal.read',
    show: async (req) => {
      const { content, mark } = await paper(req);
      return printPage(req, { title: `${sayProposal(req.locale)('title')} ${content.number}`, sample: mark.sample }, <usulanAnggaran.Page content={content} mark={mark} />);
    },
  }),
  file({
    path: '/bengkel/anggaran/proposal/:id/usulan.pdf', may: 'proposal.read',
    send: async (req) => {
      const { content, mark } = await paper(req);
      return pdfAnswer(await usulanAnggaran.pdf(content, mark), `usulan-anggaran-${content.number}.pdf`);
    },
  }),
  file({
    path: '/bengkel/anggaran/proposal/:id/usulan.xlsx', may: 'proposal.read',
    send: async (req) => {
      const { content } = await paper(req);
      return downloadXlsx(`usulan-anggaran-${content.number}`, sheetRows(content), sheetColumns, { title: `Usulan anggaran ${content.number}: ${content.title}` });
    },
  }),
  page({ path: '/pusat/anggaran/proposal', may: 'proposal.oversee', show: async (req) => nationalProposalsPage(req, await inReach(req)) }),
  file({ path: '/pusat/anggaran/proposal.xlsx', may: 'proposal.oversee', send: nationalSheet }),
];
