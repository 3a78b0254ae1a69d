/**
 * May this person be put to this work on this day? A table of checks, each with its dated effect, each explaining itself in
 * words. What is not on file is told apart from what is on file and bad. Rules: data/suitability_checks.csv.
 */
import { addDays, daysBetween, formatDay } from '#kernel/calendar.ts';
import type { Phrase } from '#kernel/words.ts';
import { assessmentValues, limitNames, type FitnessResult, type Limit, type QualificationKind, type RequirementKind } from './record.ts';
import { educationNames, educationRank, kindNames, regimeNames, riskNames, type Education, type Kind, type Regime, type Risk } from './worker.ts';

export type Effect = 'block' | 'override_with_reason' | 'inform';
export type CheckRow = { code: string; name_id: string; name_en: string; effect: Effect; parameters: Record<string, unknown>; legal_basis: string };
export type Person = { kind: Kind; risk: Risk; fit_until: string | null; release_on: string | null; state: string; born_on: string | null; sentence_from: string | null };
export type Held = { kind: QualificationKind; code: string; level: number | null };
export type Asked = { kind: RequirementKind; code: string; level: number | null };
/** What is on file beside the register itself. Null says: nothing is on file. */
export type OnFile = {
  tool_clearance: string; education: Education | null; can_read: boolean | null; held: Held[]; restrictions: { code: Limit; source: 'health' | 'security' | 'own' }[];
  fitness: { result: FitnessResult; limits: Limit[] } | null; escape: string | null; incentive: string | null; group: string | null; groups_there: string[];
  /** This week so far, when asked before a session; the session itself has its own guard of hours. */
  hours: { minutes: number; max_minutes: number; days: number; max_days: number; basis: string } | null;
  /** Place on the waiting list of this workshop, when the person waits for it. */
  queue: { place: number; of: number } | null;
};
export type Facts = {
  person: Person; file: OnFile; asked: Asked[]; workshop_risk: 'low' | 'medium' | 'high'; juvenile_facility: boolean; consents: { regime: Regime; contract_ref: string }[]; conflicts: number; discipline_until: string | null | undefined;
  decree?: string | null; regime: Regime; contract_ref: string; paid: boolean; day: string;
};
export type Check = { code: string; name: Phrase; effect: Effect; passed: boolean; text: Phrase };
export type Verdict = { allowed: boolean; needs_reason: boolean; checks: Check[]; /** Checks of the register for which no fact is kept here: to be looked at on paper. */ on_paper: { code: string; name: Phrase }[] };

export function judge(facts: Facts, rows: CheckRow[]): Verdict {
  const checks: Check[] = [];
  const on_paper: Verdict['on_paper'] = [];
  for (const row of rows) {
    const name = { id: row.name_id, en: row.name_en };
    const found = tests[row.code]?.(facts, row.parameters);
    if (found === null || found === undefined) {
      on_paper.push({ code: row.code, name });
      continue;
    }
    const { unknown, ...said } = found;
    checks.push({ code: row.code, name, effect: unknown ? effectOf(row.parameters['unknown'], row.effect) : row.effect, ...said });
  }
  if (facts.person.state !== 'present') checks.unshift({ code: 'PRESENT', name: { id: 'Ada di UPT', en: 'In the facility' }, effect: 'block', passed: false, text: { id: 'Tidak sedang berada di UPT', en: 'Not in the facility now' } });
  const failed = checks.filter((check) => !check.passed);
  return { allowed: !failed.some((check) => check.effect === 'block'), needs_reason: failed.some((check) => check.effect === 'override_with_reason'), checks, on_paper };
}

/** The words of everything that stands in the way, as one sentence. */
export function whyNot(verdict: Verdict, effect: Effect = 'block'): Phrase {
  const failed = verdict.checks.filter((check) => !check.passed && check.effect === effect);
  return { id: failed.map((check) => check.text.id).join('; '), en: failed.map((check) => check.text.en).join('; ') };
}

const effectOf = (wanted: unknown, otherwise: Effect): Effect => (wanted === 'block' || wanted === 'override_with_reason' || wanted === 'inform' ? wanted : otherwise);

type Found = { passed: boolean; text: Phrase; unknown?: boolean };
const ranks = { low: 1, medium: 2, high: 3 };
const dated = (id: (on: string) => string, en: (on: string) => string, on: string): Phrase => ({ id: id(formatDay(on, 'id')), en: en(formatDay(on, 'en')) });
const unknown = (id: string, en: string): Found => ({ passed: false, unknown: true, text: { id, en } });

/** One row per check that can be answered from what is kept here; undefined says "not asked now". */
const tests: Record<string, (facts: Facts, parameters: CheckRow['parameters']) => Found | null | undefined> = {
  WORKPLACE_RISK: ({ person, workshop_risk }) => person.risk === 'unknown'
    ? unknown('Penilaian risiko belum ada', 'There is no risk assessment')
    : {
      passed: ranks[person.risk] <= ranks[workshop_risk],
      text: { id: `Risiko peserta ${riskNames[person.risk].id}, bengkel untuk risiko sampai ${riskNames[workshop_risk].id}`, en: `Risk of the person ${riskNames[person.risk].en}, the workshop takes up to ${riskNames[workshop_risk].en}` },
    },
  MEDICAL_FITNESS: ({ person, file: { fitness }, asked, day }) => {
    if (person.fit_until === null) return unknown('Surat sehat untuk bekerja belum ada', 'There is no certificate of fitness for work');
    if (fitness?.result === 'unfit') return { passed: false, text: { id: 'Pemeriksaan terakhir: belum sehat untuk bekerja', en: 'Last examination: not fit for work' } };
    if (person.fit_until < day) return { passed: false, text: dated((on) => `Surat sehat habis pada ${on}`, (on) => `The certificate of fitness ended on ${on}`, person.fit_until) };
    const against = demands(asked).filter((demand) => fitness?.limits.includes(demand));
    if (against.length > 0) return { passed: false, text: { id: `Dokter memberi batas: ${spoken(against, 'id')}`, en: `The clinic set a limit: ${spoken(against, 'en')}` } };
    return { passed: true, text: dated((on) => `Sehat untuk bekerja sampai ${on}`, (on) => `Fit for work until ${on}`, person.fit_until) };
  },
  CUSTODY_STATUS: ({ person, consents, regime, contract_ref }) => {
    if (person.kind === 'convict' || person.kind === 'client') return { passed: true, text: kindNames[person.kind] };
    const who = kindNames[person.kind];
    return agreed(consents, regime, contract_ref)
      ? { passed: true, text: { id: `${who.id}, bekerja atas permintaan sendiri: persetujuan tertulis ada`, en: `${who.en}, works by own wish: written consent given` } }
      : { passed: false, text: { id: `${who.id} hanya bekerja atas permintaan sendiri: persetujuan tertulis belum ada`, en: `${who.en}: works only by own wish, and there is no written consent` } };
  },
  CONSENT_PRIVATE_PARTNER: ({ consents, regime, contract_ref }) => {
    if (regime === 'facility') return { passed: true, text: { id: 'Pekerjaan UPT sendiri: tidak perlu persetujuan khusus', en: "The facility's own work needs no special consent" } };
    const what = contract_ref ? { id: `${regimeNames[regime].id}, kontrak ${contract_ref}`, en: `${regimeNames[regime].en}, contract ${contract_ref}` } : regimeNames[regime];
    return agreed(consents, regime, contract_ref)
      ? { passed: true, text: { id: `${what.id}: persetujuan tertulis ada`, en: `${what.en}: written consent given` } }
      : { passed: false, text: { id: `${what.id}: persetujuan tertulis belum ada (Konvensi ILO 29)`, en: `${what.en}: no written consent (ILO Convention 29)` } };
  },
  NON_ASSOCIATION: ({ conflicts }) => conflicts === 0
    ? { passed: true, text: { id: 'Tidak ada larangan satu ruang di bengkel ini', en: 'Nobody there from whom the person is kept apart' } }
    : { passed: false, text: { id: 'Ada larangan satu ruang dengan peserta di bengkel ini', en: 'Must not share this workshop with somebody placed there' } },
  RELEASE_DATE: ({ person, day }, parameters) => {
    if (person.release_on === null) return unknown('Tanggal bebas belum dicatat', 'The day of release is not on file');
    const enough = daysBetween(day, person.release_on) >= Number(parameters['days_left'] ?? 1);
    return { passed: enough, text: dated((on) => `Bebas pada ${on}${enough ? '' : ': waktunya singkat'}`, (on) => `Release on ${on}${enough ? '' : ': little time is left'}`, person.release_on) };
  },
  MIN_SENTENCE_SHARE: ({ person, day }, parameters) => {
    if (person.kind !== 'convict') return { passed: true, text: { id: 'Tidak berlaku: bukan narapidana', en: 'Does not apply: not convicted' } };
    if (person.sentence_from === null || person.release_on === null) return unknown('Masa pidana belum dicatat', 'The sentence is not on file');
    const served_bp = Math.floor((daysBetween(person.sentence_from, day) * 10_000) / Math.max(1, daysBetween(person.sentence_from, person.release_on)));
    const wanted_bp = Number(parameters['share_bp'] ?? 0);
    const [served, wanted] = [Math.floor(served_bp / 100), Math.ceil(wanted_bp / 100)];
    return { passed: served_bp >= wanted_bp, text: { id: `Sudah menjalani ${served}% masa pidana, syarat ${wanted}%`, en: `Has served ${served}% of the sentence, ${wanted}% asked` } };
  },
  DISCIPLINE_CLEAR: ({ discipline_until }) => discipline_until === undefined
    ? { passed: true, text: { id: 'Tidak ada tindakan disiplin yang berjalan', en: 'No disciplinary measure is running' } }
    : discipline_until === null
      ? { passed: false, text: { id: 'Tindakan disiplin sedang berjalan (Register F)', en: 'A disciplinary measure is running (register F)' } }
      : { passed: false, text: dated((on) => `Tindakan disiplin berjalan sampai ${on} (Register F)`, (on) => `A disciplinary measure runs until ${on} (register F)`, addDays(discipline_until, -1)) },
  TPP_DECISION: ({ decree }) => (decree ? { passed: true, text: { id: `Keputusan: ${decree}`, en: `Decision: ${decree}` } } : undefined),
  AGE: ({ person, day, juvenile_facility }, parameters) => {
    if (person.born_on === null) return unknown('Tanggal lahir belum dicatat', 'The day of birth is not on file');
    const years = ageOn(person.born_on, day);
    const adult = years >= Number(parameters['adult_years'] ?? 18);
    return { passed: adult || juvenile_facility, text: { id: `Umur ${years} tahun${adult ? '' : juvenile_facility ? ', menurut aturan LPKA' : ': bukan untuk bengkel dewasa'}`, en: `${years} years old${adult ? '' : juvenile_facility ? ', by the rules of a juvenile institution' : ': not for an adult workshop'}` } };
  },
  INCENTIVE_LEVEL: ({ paid, file: { incentive } }, parameters) => {
    if (!paid) return { passed: true, text: { id: 'Latihan tanpa premi: tidak berlaku', en: 'Training without pay: does not apply' } };
    if (incentive === null) return unknown('Tingkat pembinaan belum dinilai', 'The incentive level is not assessed');
    const level = assessmentValues.incentive[incentive] ?? { id: incentive, en: incentive };
    const passed = listOf(parameters['paid_levels']).includes(incentive);
    return { passed, text: { id: `Tingkat pembinaan ${level.id}${passed ? '' : ': belum ada tarif premi'}`, en: `Incentive level ${level.en}${passed ? '' : ': has no rate of pay'}` } };
  },
  EDUCATION: ({ asked, file: { education } }) => {
    const wanted = asked.filter((each) => each.kind === 'education').flatMap((each) => (isEducation(each.code) ? [each.code] : [])).sort((a, b) => educationRank[b] - educationRank[a])[0];
    if (wanted === undefined) return { passed: true, text: { id: 'Tidak ada syarat pendidikan', en: 'No education is asked' } };
    if (education === null) return unknown(`Diminta ${educationNames[wanted].id}; pendidikan belum dicatat`, `${educationNames[wanted].en} is asked; the education is not on file`);
    return { passed: educationRank[education] >= educationRank[wanted], text: { id: `Pendidikan ${educationNames[education].id}, diminta ${educationNames[wanted].id}`, en: `Education: ${educationNames[education].en}, asked: ${educationNames[wanted].en}` } };
  },
  SKILL_CERTIFICATE: (facts) => lacking(facts, ['skill', 'language', 'certificate'], { id: 'Tidak ada keterampilan atau sertifikat yang diminta', en: 'No skill or certificate is asked' }),
  TRAINING_MODULE: (facts) => lacking(facts, ['module'], { id: 'Tidak ada modul K3 yang diminta', en: 'No safety module is asked' }),
  TOOL_CLEARANCE: ({ asked, file: { tool_clearance } }) => {
    const wanted = asked.filter((each) => each.kind === 'tool_class').map((each) => each.code).sort((a, b) => toolRank(b) - toolRank(a))[0];
    if (wanted === undefined) return { passed: true, text: { id: `Boleh memegang alat sampai kelas ${tool_clearance}`, en: `May hold tools up to class ${tool_clearance}` } };
    return { passed: toolRank(tool_clearance) >= toolRank(wanted), text: { id: `Boleh memegang alat sampai kelas ${tool_clearance}, diminta kelas ${wanted}`, en: `May hold tools up to class ${tool_clearance}, class ${wanted} is asked` } };
  },
  ESCAPE_RISK: ({ file: { escape } }) => escape === null
    ? unknown('Risiko melarikan diri belum dinilai', 'The risk of escape is not assessed')
    : escape === 'listed'
      ? { passed: false, text: { id: 'Ada dalam daftar risiko melarikan diri', en: 'On the list of those who may escape' } }
      : { passed: true, text: { id: 'Tidak dalam daftar risiko melarikan diri', en: 'Not on the list of those who may escape' } },
  GANG_SEPARATION: ({ file: { group, groups_there } }, parameters) => {
    if (group === null) return { passed: true, text: { id: 'Tidak tercatat dalam suatu kelompok', en: 'No group is on file' } };
    const apart = listOf(parameters['apart']).flatMap((pair) => { const [a, b] = pair.split('/'); return a === group && b ? [b] : b === group && a ? [a] : []; });
    const passed = !groups_there.some((other) => apart.includes(other));
    return { passed, text: passed ? { id: 'Aturan kelompok terpenuhi', en: 'The rules on groups are kept' } : { id: 'Di bengkel ini ada kelompok yang harus dipisahkan', en: 'A group that must be kept apart works here' } };
  },
  SHIFT_LIMIT: ({ file: { hours } }) => {
    if (hours === null) return { passed: true, text: { id: 'Jam kerja diperiksa saat sesi dibuka', en: 'Hours are checked when a session opens' } };
    const passed = hours.minutes < hours.max_minutes && hours.days <= hours.max_days;
    return { passed, text: { id: `Minggu ini ${hours.minutes} dari ${hours.max_minutes} menit dalam ${hours.days} hari (${hours.basis})`, en: `This week ${hours.minutes} of ${hours.max_minutes} minutes on ${hours.days} days (${hours.basis})` } };
  },
  LITERACY: ({ file: { can_read } }) => can_read === null
    ? unknown('Kemampuan baca tulis belum dicatat', 'Reading and writing are not on file')
    : { passed: can_read, text: can_read ? { id: 'Dapat mengikuti langkah tertulis', en: 'Can follow written steps' } : { id: 'Perlu langkah kerja bergambar', en: 'Needs steps in pictures' } },
  WAITLIST_ORDER: ({ file: { queue } }) => queue && { passed: queue.place === 1, text: { id: `Urutan ${queue.place} dari ${queue.of} pada daftar tunggu`, en: `Place ${queue.place} of ${queue.of} on the waiting list` } },
  RESTRICTION: ({ file: { restrictions }, asked, regime }) => {
    const wanted = [...demands(asked), ...(regime === 'outside' ? (['outside'] as const) : [])];
    const against = restrictions.map((each) => each.code).filter((code) => wanted.includes(code));
    return against.length > 0
      ? { passed: false, text: { id: `Ada pembatasan: ${spoken(against, 'id')}`, en: `There is a restriction: ${spoken(against, 'en')}` } }
      : { passed: true, text: { id: 'Tidak ada pembatasan untuk pekerjaan ini', en: 'No restriction stands against this work' } };
  },
};

/** Skills, languages, certificates, safety modules: what is asked and not held, valid on the day and at its level. */
function lacking({ asked, file: { held } }: Facts, kinds: readonly QualificationKind[], nothing: Phrase): Found {
  const wanted = asked.filter((each) => kinds.some((kind) => kind === each.kind));
  const missing = wanted.filter((each) => !held.some((own) => own.kind === each.kind && own.code === each.code && (own.level ?? 0) >= (each.level ?? 0)));
  if (wanted.length === 0) return { passed: true, text: nothing };
  const list = (rows: Asked[]) => rows.map(({ code, level }) => code.replaceAll('-', ' ') + (level === null ? '' : ` (${level})`)).join(', ');
  return missing.length === 0 ? { passed: true, text: { id: `Dimiliki dan berlaku: ${list(wanted)}`, en: `Held and valid: ${list(wanted)}` } } : { passed: false, text: { id: `Belum dimiliki atau sudah habis: ${list(missing)}`, en: `Not held, or no longer valid: ${list(missing)}` } };
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const isEducation = (code: string): code is Education => code in educationRank;
const toolRank = (cls: string): number => ['C', 'B', 'A', 'AA'].indexOf(cls);
const demands = (asked: Asked[]): Limit[] => asked.flatMap(({ kind, code }) => (kind === 'demand' && code in limitNames ? [code as Limit] : []));
const spoken = (codes: Limit[], locale: 'id' | 'en'): string => codes.map((code) => limitNames[code][locale]).join(', ');

const agreed = (consents: Facts['consents'], regime: Regime, contract_ref: string): boolean => consents.some((consent) => consent.regime === regime && consent.contract_ref === contract_ref);

function ageOn(born_on: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(born_on.slice(0, 4)) - (day.slice(5) < born_on.slice(5) ? 1 : 0);
}
