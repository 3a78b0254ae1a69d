/** /bengkel/tim and /pusat/tim: the industry team as pages, forms and sheets. */
import { dayAt } from './acted-on.ts';
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Reader } from '#kernel/db.ts';
import { day, longText } from '#kernel/form.ts';
import { NotFound } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { downloadXlsx, type SheetColumn } from '#kernel/sheets/index.ts';
import { file, form, idIn, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { lateTasks } from './charter-queries.ts';
import { asked, askedCode, type FacilityRow } from './facility.ts';
import { facilityByCode, facilityById, regionalOffices } from './queries.ts';
import { overseeingPage, type OverseeFilter } from './pages/overseeing.tsx';
import { skillsPage, type SkillMatrix } from './pages/skills.tsx';
import { appointPage, endTermPage, teamPage, type Team, type TeamRefused } from './pages/team.tsx';
import { addPost, appointStaff, claimStaff, endAppointment, establishTeam, recordSkill, recordStaff } from './team-commands.ts';
import { newAppointment, newPost, newSkill, newStaff, nip, skillLevels } from './team.ts';
import { appointmentsOf, seatsOn, skillKinds, skillsOf, staffOf, postNames, teamsInReach, vacancies } from './team-queries.ts';
import { sayTeam } from './team-words.ts';
import { teamUrls } from './urls.ts';

/** The unit a page is about: one's own, or for overseers the one named by `?upt=`, when it is in reach. */
export async function unitAsked(req: Req, reader: Reader): Promise<{ unit: FacilityRow; upt: string | undefined; today: string }> {
  const { facility_id, facility_ids } = req.actor;
  const code = askedCode.safeParse(req.query['upt']).data;
  const unit = facility_id ? await facilityById(reader, facility_id) : code ? await facilityByCode(reader, code) : undefined;
  if (!unit || (facility_ids !== 'all' && !facility_ids.includes(unit.id))) throw new NotFound();
  return { unit, upt: facility_id ? undefined : code, today: await dayAt(reader, unit.id) };
}

async function teamOf(req: Req, reader: Reader): Promise<Team> {
  const { unit, upt, today } = await unitAsked(req, reader);
  return { unit, upt, today, seats: await seatsOn(reader, unit.id, today), staff: await staffOf(reader, unit.id, today), trail: await appointmentsOf(reader, unit.id) };
}
const team = (req: Req, refused: TeamRefused = {}): Promise<Drawn> => req.read(async (reader) => teamPage(req, await teamOf(req, reader), refused));

async function matrixOf(req: Req, reader: Reader): Promise<SkillMatrix> {
  const { unit, upt, today } = await unitAsked(req, reader);
  const { value } = await ruleOn<number[]>(reader, 'team.skill_alarm_days', today, unit.id);
  return { unit, upt, today, alarm_days: value, staff: await staffOf(reader, unit.id, today), skills: await skillsOf(reader, unit.id), kinds: await skillKinds(reader) };
}
const matrix = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => skillsPage(req, await matrixOf(req, reader), state));

const appointing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { unit, today } = await unitAsked(req, reader);
  return appointPage(req, { seats: await seatsOn(reader, unit.id, today), staff: await staffOf(reader, unit.id, today), post: req.query['jabatan'] }, state);
});

const ending = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { unit, today } = await unitAsked(req, reader);
  const term = (await appointmentsOf(reader, unit.id, 1000)).find((row) => row.id === req.params['id']);
  if (!term) throw new NotFound();
  return endTermPage(req, { term, today }, state);
});

/** A filter that does not parse falls away, it never fails. */
function filterOf(req: Req): OverseeFilter {
  const fields: Record<keyof OverseeFilter, z.ZodType<string>> = { kanwil: askedCode, jabatan: z.string().regex(/^[a-z_]{2,40}$/), q: asked };
  return Object.fromEntries(Object.entries(fields).flatMap(([name, schema]) => {
    const value = schema.safeParse(req.query[name]).data;
    return value === undefined ? [] : [[name, value]];
  }));
}
const dayInCapital = (req: Req) => dayIn('Asia/Jakarta', req.now);
const emptyPosts = (reader: Reader, { kanwil, jabatan, q }: OverseeFilter, today: string) => vacancies(reader, { day: today, ...(kanwil ? { office: kanwil } : {}), ...(jabatan ? { post: jabatan } : {}), ...(q ? { q } : {}) });

export const teamRoutes: Route[] = [
  page({ path: '/bengkel/tim', may: 'team.read', show: (req) => team(req) }),
  form({
    path: teamUrls.establish, may: 'team.establish', fields: z.strictObject({ from: day }), again: (req, establish) => team(req, { establish }),
    act: async (tx, { from }, req) => {
      const { added } = await establishTeam(tx, { facility_id: ownFacility(req), from });
      return { location: teamUrls.posts(), notice: sayTeam(req.locale)('established', { n: added }) };
    },
  }),
  page({ path: '/bengkel/tim/angkat', may: 'staff.appoint', show: (req) => appointing(req) }),
  form({
    path: '/bengkel/tim/angkat', may: 'staff.appoint', fields: newAppointment, again: appointing,
    act: async (tx, input, req) => {
      await appointStaff(tx, { ...input, facility_id: ownFacility(req) });
      return { location: teamUrls.posts(), notice: sayTeam(req.locale)('appointed') };
    },
  }),
  page({ path: '/bengkel/tim/masa/:id', may: 'staff.appoint', show: (req) => ending(req) }),
  form({
    path: '/bengkel/tim/masa/:id', may: 'staff.appoint', fields: z.strictObject({ last_day: day, reason: longText }), again: ending,
    act: async (tx, input, req) => {
      await endAppointment(tx, { ...input, facility_id: ownFacility(req), appointment_id: idIn(req) });
      return { location: teamUrls.posts(), notice: sayTeam(req.locale)('ended') };
    },
  }),
  form({
    path: teamUrls.staff, may: 'staff.record', fields: newStaff.omit({ person_id: true, is_sample: true }), again: (req, staff) => team(req, { staff }),
    act: async (tx, input, req) => {
      await recordStaff(tx, { ...input, facility_id: ownFacility(req) });
      return { location: `${teamUrls.posts()}#pegawai`, notice: sayTeam(req.locale)('staffAdded') };
    },
  }),
  form({
    path: teamUrls.claim, may: 'staff.claim', fields: z.strictObject({ nip }), again: (req, claim) => team(req, { claim }),
    act: async (tx, input, req) => {
      await claimStaff(tx, { ...input, facility_id: ownFacility(req) });
      return { location: `${teamUrls.posts()}#pegawai`, notice: sayTeam(req.locale)('claimed') };
    },
  }),
  form({
    path: teamUrls.addPost, may: 'team.establish', fields: newPost.omit({ name_en: true, supervises: true }).extend({ supervises: z.preprocess((input) => input === 'on', z.boolean()) }), again: (req, post) => team(req, { post }),
    act: async (tx, input, req) => {
      await addPost(tx, { ...input, facility_id: ownFacility(req) });
      return { location: teamUrls.posts(), notice: sayTeam(req.locale)('postAdded') };
    },
  }),
  page({ path: '/bengkel/tim/keterampilan', may: 'team.read', show: (req) => matrix(req) }),
  form({
    path: '/bengkel/tim/keterampilan', may: 'skill.record', fields: newSkill, again: matrix,
    act: async (tx, input, req) => {
      await recordSkill(tx, { ...input, facility_id: ownFacility(req) });
      return { location: teamUrls.skills(), notice: sayTeam(req.locale)('skillRecorded') };
    },
  }),
  file({
    path: '/bengkel/tim/keterampilan.xlsx', may: 'team.read',
    send: async (req) => {
      const t = sayTeam(req.locale);
      const { unit, skills } = await req.read((reader) => matrixOf(req, reader));
      const columns: SheetColumn[] = [
        { key: 'name', title: t('officer'), kind: 'text', width: 28 }, { key: 'nip', title: t('nip'), kind: 'text', width: 22 }, { key: 'skill', title: t('skill'), kind: 'text', width: 28 }, { key: 'level', title: t('level'), kind: 'text', width: 20 },
        { key: 'certificate', title: t('certificate'), kind: 'text', width: 22 }, { key: 'issuer', title: t('issuer'), kind: 'text', width: 20 }, { key: 'issued_on', title: t('issuedOn'), kind: 'date' }, { key: 'valid_until', title: t('validUntil'), kind: 'date' },
      ];
      const rows = skills.map((row) => ({ name: row.name, nip: row.nip, skill: pick(req.locale, { name_id: row.skill_name_id, name_en: row.skill_name_en }), level: `${row.level} ${skillLevels[row.level]?.[req.locale] ?? ''}`, certificate: row.certificate_number, issuer: row.issuer, issued_on: row.issued_on, valid_until: row.valid_until }));
      return downloadXlsx('keterampilan', rows, columns, { title: `${t('skills')}, ${unit.name}` });
    },
  }),
  page({
    path: '/pusat/tim', may: 'team.oversee',
    show: (req) => req.read(async (reader) => {
      const filter = filterOf(req);
      const today = dayInCapital(req);
      return overseeingPage(req, {
        filter, units: await teamsInReach(reader, { day: today, ...(filter.kanwil ? { office: filter.kanwil } : {}), ...(filter.q ? { q: filter.q } : {}) }), empty: await emptyPosts(reader, filter, today), late: await lateTasks(reader, today),
        offices: await regionalOffices(reader), posts: await postNames(reader),
      });
    }),
  }),
  file({
    path: '/pusat/tim.xlsx', may: 'team.oversee',
    send: async (req) => {
      const t = sayTeam(req.locale);
      const rows = await req.read((reader) => emptyPosts(reader, filterOf(req), dayInCapital(req)));
      const columns: SheetColumn[] = [{ key: 'office', title: t('office'), kind: 'text', width: 36 }, { key: 'unit', title: t('unit'), kind: 'text', width: 36 }, { key: 'post', title: t('post'), kind: 'text', width: 40 }, { key: 'since', title: t('since'), kind: 'date' }, { key: 'days', title: t('days'), kind: 'integer' }];
      return downloadXlsx('jabatan-kosong', rows.map((row) => ({ office: row.office, unit: row.facility_name, post: pick(req.locale, row), since: row.empty_since, days: row.days })), columns, { title: t('vacancies') });
    },
  }),
];
