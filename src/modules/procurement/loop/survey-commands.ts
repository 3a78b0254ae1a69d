import { dayIn, daysBetween } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint, refuseRaised } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { agencyById } from '#organisation';
import { follows, surveyDays, surveyDaysRule, surveyTransitions, type NewDemand, type NewKind, type NewSurvey } from './loop.ts';
import { kindsOf, regenciesNamed, surveyById, surveyOf, type KindRow } from './survey-queries.ts';

/** Agencies are asked what they will need in a year: of which kinds, from a day to a day, in a window as long as the rule lets it be. */
export async function openSurvey(tx: Tx, { year, opens_on, closes_on, kinds, is_sample = false }: NewSurvey & { is_sample?: boolean }): Promise<{ id: string; year: number }> {
  permit(tx.actor, 'survey.open');
  const today = dayIn('Asia/Jakarta', tx.now);
  if (year <= Number(today.slice(0, 4))) throw new Refusal('survey.year_begun', { id: 'Survei untuk tahun yang akan datang. Pilih tahun sesudah tahun ini.', en: 'A survey is for a year to come. Choose a year after this one.' }, { field: 'year', status: 422 });
  const { value, legal_basis } = await ruleOn(tx, surveyDaysRule, today);
  const { least, most } = surveyDays.parse(value);
  const days = daysBetween(opens_on, closes_on) + 1;
  if (days < least || days > most) throw new Refusal('survey.window', { id: `Masa survei ${days} hari. Aturannya antara ${least} dan ${most} hari.`, en: `The window is ${days} days. The rule asks for at least ${least} and at most ${most}.` }, { field: 'closes_on', status: 422 });
  if (closes_on < today) throw new Refusal('survey.closed_before', { id: 'Hari terakhir sudah lewat. Pilih hari ini atau sesudahnya.', en: 'The last day has passed. Choose today or later.' }, { field: 'closes_on', status: 422 });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into procurement.survey (year, opens_on, closes_on, legal_basis, opened_by, opened_person, opened_at, is_sample) values (${year}, ${opens_on}, ${closes_on}, ${legal_basis}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample}) returning id`);
  await addKinds(tx, id, kinds);
  tx.emit({ verb: 'survey.opened', facility_id: null, subject_kind: 'survey', subject_id: id, particulars: { year, opens_on, closes_on, kinds: kinds.length } });
  return { id, year };
}

async function addKinds(tx: Tx, survey_id: string, kinds: NewKind[]): Promise<void> {
  await tx.run(sql`
    insert into procurement.survey_kind (survey_id, code, name_id, name_en, unit, category, unspsc, kbki, weight_gram)
    select ${survey_id}, code, name_id, name_en, unit, category, unspsc, kbki, weight_gram from json_to_recordset(${JSON.stringify(kinds)}::json) as k(code text, name_id text, name_en text, unit text, category text, unspsc text, kbki text, weight_gram int)`);
}

/** No more answers: what was asked for is counted, and facilities may be sure of it. */
export async function closeSurvey(tx: Tx, { year }: { year: number }): Promise<{ id: string; year: number }> {
  permit(tx.actor, 'survey.open');
  const survey = await surveyOf(tx, year);
  await tx.one(sql`select 1 from procurement.survey where id = ${survey.id} for update`);
  if (!follows(surveyTransitions, (await surveyById(tx, survey.id)).state, 'close')) throw closedAlready;
  await tx.run(sql`update procurement.survey set state = 'closed', closed_by = ${tx.actor.account_id}, closed_at = ${tx.now} where id = ${survey.id}`);
  tx.emit({ verb: 'survey.closed', facility_id: null, subject_kind: 'survey', subject_id: survey.id, particulars: { year } });
  return { id: survey.id, year };
}

/** One answer or many, of one agency: all of them or none, problems by line. */
export async function stateDemand(tx: Tx, { year, lines, agency_id = tx.actor.agency_id }: { year: number; lines: NewDemand[]; agency_id?: string | null }): Promise<{ ids: string[] }> {
  permit(tx.actor, 'demand.state');
  const { id: agency, is_sample } = await agencyById(tx, agency_id ?? '');
  const survey = await openOn(tx, year);
  const kinds = await kindsOf(tx, survey.id);
  const places = await regenciesNamed(tx, lines.map(({ regency }) => regency));
  const problems: Record<string, string> = {};
  const rows = [];
  for (const [n, line] of lines.entries()) {
    const { row, problem } = readDemand(tx, line, { year, kinds, places });
    for (const [name, text] of Object.entries(problem)) problems[lines.length === 1 ? name : `lines.${n}.${name}`] = text;
    rows.push(row);
  }
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  const made = await tx.all<{ id: string }>(sql`
    insert into procurement.demand_line (survey_id, agency_id, kind_id, item_text, unspsc, kbki, category, quantity, unit, value_idr, regency_code, needed_by, recorded_by, recorded_person, recorded_at, is_sample)
    select ${survey.id}, ${agency}, kind_id, item_text, unspsc, kbki, category, quantity, unit, value_idr, regency_code, needed_by, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample}
    from json_to_recordset(${JSON.stringify(rows)}::json) as d(kind_id uuid, item_text text, unspsc text, kbki text, category text, quantity int, unit text, value_idr bigint, regency_code text, needed_by date) returning id`);
  tx.emit({ verb: 'demand.stated', facility_id: null, subject_kind: 'survey', subject_id: survey.id, particulars: { agency_id: agency, lines: made.length } });
  return { ids: made.map(({ id }) => id) };
}

async function openOn(tx: Tx, year: number): Promise<{ id: string }> {
  const survey = await surveyOf(tx, year);
  const today = dayIn('Asia/Jakarta', tx.now);
  if (survey.state === 'closed' || today > survey.closes_on) throw surveyClosed;
  if (today < survey.opens_on) throw new Refusal('survey.not_yet', { id: 'Survei ini belum dibuka. Isi mulai hari pertamanya.', en: 'This survey is not open yet. Answer from its first day.' });
  return survey;
}

/** A line names its kind by code, or its goods code says it; else somebody at headquarters puts it to a kind later. */
function readDemand(tx: Tx, { kind, regency, unit, ...line }: NewDemand, { year, kinds, places }: { year: number; kinds: KindRow[]; places: Map<string, string> }) {
  const say = (id: string, en: string) => (tx.actor.locale === 'en' ? en : id);
  const problem: Record<string, string> = {};
  const named = kind === undefined ? kinds.find(({ unspsc, kbki }) => (unspsc !== null && unspsc === line.unspsc) || (kbki !== null && kbki === line.kbki)) : kinds.find(({ code }) => code === kind);
  if (kind !== undefined && !named) problem['kind'] = say('Jenis ini tidak ada dalam survei. Kosongkan bila ragu', 'This kind is not in the survey. Leave it empty when in doubt');
  if (!line.needed_by.startsWith(`${year}-`)) problem['needed_by'] = say(`Isi hari dalam tahun ${year}`, `Enter a day in ${year}`);
  const place = places.get(regency.toLowerCase());
  if (!place) problem['regency'] = say('Tulis kabupaten atau kota dengan lengkap, misalnya “Kabupaten Sukamara”', 'Write the regency or city in full, for example “Kabupaten Sukamara”');
  return { problem, row: { ...line, kind_id: named?.id ?? null, category: line.category ?? named?.category ?? null, unit: unit ?? named?.unit ?? 'buah', regency_code: place ?? '' } };
}

export async function withdrawDemand(tx: Tx, { id }: { id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'demand.state');
  const line = await tx.one<{ survey_id: string; state: string; agency_id: string }>(sql`select survey_id, state, agency_id from procurement.demand_line where id = ${id}::uuid for update`);
  if (line.state === 'withdrawn') throw new Refusal('demand.withdrawn', { id: 'Baris ini sudah ditarik. Muat ulang halaman.', en: 'This line is already withdrawn. Reload the page.' });
  await tx.run(sql`update procurement.demand_line set state = 'withdrawn' where id = ${id}`);
  tx.emit({ verb: 'demand.withdrawn', facility_id: null, subject_kind: 'demand_line', subject_id: id, particulars: { agency_id: line.agency_id } });
  return { id };
}

/** Headquarters puts a line that was written in words to a kind of the survey, so that it is counted. */
export async function classifyDemand(tx: Tx, { id, kind }: { id: string; kind: string }): Promise<{ id: string; kind: string }> {
  permit(tx.actor, 'demand.classify');
  const { survey_id } = await tx.one<{ survey_id: string }>(sql`select survey_id from procurement.demand_line where id = ${id}::uuid for update`);
  const named = (await kindsOf(tx, survey_id)).find(({ code }) => code === kind);
  if (!named) throw new Refusal('demand.kind_unknown', { id: 'Jenis ini tidak ada dalam survei. Pilih dari daftar.', en: 'This kind is not in the survey. Choose from the list.' }, { field: 'kind', status: 422 });
  await tx.run(sql`update procurement.demand_line set kind_id = ${named.id} where id = ${id}`);
  tx.emit({ verb: 'demand.classified', facility_id: null, subject_kind: 'demand_line', subject_id: id, particulars: { kind } });
  return { id, kind };
}

const surveyClosed = new Refusal('survey.closed', { id: 'Survei ini sudah ditutup. Hubungi kantor pusat, atau isi survei tahun berikutnya.', en: 'This survey is closed. Ask headquarters, or answer the next year’s.' });
const closedAlready = new Refusal('survey.closed_already', { id: 'Survei ini sudah ditutup. Muat ulang halaman.', en: 'This survey is already closed. Reload the page.' });
refuseConstraint('survey_once_a_year', 'survey.once_a_year', { id: 'Survei untuk tahun ini sudah ada. Buka yang sudah ada, atau pilih tahun lain.', en: 'There is already a survey for this year. Open it, or choose another year.' }, 'year');
refuseConstraint('survey_kind_once', 'survey.kind_once', { id: 'Dua jenis memakai kode yang sama. Ganti salah satunya dengan kode lain, atau hapus; setiap kode hanya sekali.', en: 'Two kinds have the same code. Each code is used only once: change one of them.' }, 'kinds.0.code');
refuseRaised('survey.closed', () => surveyClosed.text);
refuseRaised('survey.announced', () => ({ id: 'Jumlahnya sudah diumumkan, jadi jenis baris ini tidak diubah lagi. Catat untuk survei berikutnya.', en: 'The quantities are announced, so the kind of this line stays. Note it for the next survey.' }));
