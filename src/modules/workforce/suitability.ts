/**
 * May this person be put to this work on this day? A table of checks, each with its dated effect, each explaining itself in
 * words. What is not on file is told apart from what is on file and bad. Rules: data/suitability_checks.csv.
 */
import { addDays, daysBetween, formatDay } from '#kernel/calendar.ts';
import type { Phrase } from '#kernel/words.ts';
import { kindNames, regimeNames, riskNames, type Kind, type Regime, type Risk } from './worker.ts';

export type Effect = 'block' | 'override_with_reason' | 'inform';
export type CheckRow = { code: string; name_id: string; name_en: string; effect: Effect; parameters: Record<string, string | number | undefined>; legal_basis: string };
export type Person = { kind: Kind; risk: Risk; fit_until: string | null; release_on: string | null; state: string; born_on: string | null; sentence_from: string | null };
export type Facts = { person: Person; workshop_risk: 'low' | 'medium' | 'high'; juvenile_facility: boolean; consents: Regime[]; conflicts: number; discipline_until: string | null | undefined; decree?: string | null; regime: Regime; day: string };
export type Check = { code: string; name: Phrase; effect: Effect; passed: boolean; text: Phrase };
export type Verdict = { allowed: boolean; needs_reason: boolean; checks: Check[]; /** Checks of the register for which no fact is kept here: to be looked at on paper. */ on_paper: { code: string; name: Phrase }[] };

export function judge(facts: Facts, rows: CheckRow[]): Verdict {
  const checks: Check[] = [];
  const on_paper: Verdict['on_paper'] = [];
  for (const row of rows) {
    const name = { id: row.name_id, en: row.name_en };
    const found = tests[row.code]?.(facts, row.parameters);
    if (!found) {
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
const tests: Record<string, (facts: Facts, parameters: CheckRow['parameters']) => Found | undefined> = {
  WORKPLACE_RISK: ({ person, workshop_risk }) => person.risk === 'unknown'
    ? unknown('Penilaian risiko belum ada', 'There is no risk assessment')
    : {
      passed: ranks[person.risk] <= ranks[workshop_risk],
      text: { id: `Risiko peserta ${riskNames[person.risk].id}, bengkel untuk risiko sampai ${riskNames[workshop_risk].id}`, en: `Risk of the person ${riskNames[person.risk].en}, the workshop takes up to ${riskNames[workshop_risk].en}` },
    },
  MEDICAL_FITNESS: ({ person, day }) => person.fit_until === null
    ? unknown('Surat sehat untuk bekerja belum ada', 'There is no certificate of fitness for work')
    : person.fit_until >= day
      ? { passed: true, text: dated((on) => `Sehat untuk bekerja sampai ${on}`, (on) => `Fit for work until ${on}`, person.fit_until) }
      : { passed: false, text: dated((on) => `Surat sehat habis pada ${on}`, (on) => `The certificate of fitness ended on ${on}`, person.fit_until) },
  CUSTODY_STATUS: ({ person, consents, regime }) => {
    if (person.kind === 'convict' || person.kind === 'client') return { passed: true, text: kindNames[person.kind] };
    const who = kindNames[person.kind];
    return consents.includes(regime)
      ? { passed: true, text: { id: `${who.id}, bekerja atas permintaan sendiri: persetujuan tertulis ada`, en: `${who.en}, works by own wish: written consent given` } }
      : { passed: false, text: { id: `${who.id} hanya bekerja atas permintaan sendiri: persetujuan tertulis belum ada`, en: `${who.en}: works only by own wish, and there is no written consent` } };
  },
  CONSENT_PRIVATE_PARTNER: ({ consents, regime }) => regime === 'facility'
    ? { passed: true, text: { id: 'Pekerjaan UPT sendiri: tidak perlu persetujuan khusus', en: "The facility's own work needs no special consent" } }
    : consents.includes(regime)
      ? { passed: true, text: { id: `${regimeNames[regime].id}: persetujuan tertulis ada`, en: `${regimeNames[regime].en}: written consent given` } }
      : { passed: false, text: { id: `${regimeNames[regime].id}: persetujuan tertulis belum ada (Konvensi ILO 29)`, en: `${regimeNames[regime].en}: no written consent (ILO Convention 29)` } },
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
};

function ageOn(born_on: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(born_on.slice(0, 4)) - (day.slice(5) < born_on.slice(5) ? 1 : 0);
}
