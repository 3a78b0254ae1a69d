// What stands in people's files: schooling, examinations, findings, what they learned; and a few whose life moved on.
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { changeWorker, openWorkerFile, proposeMerge, recordAbsence, recordAssessment, recordConsent, recordFitness, recordQualification, recordRemission, recordRestriction, registerWorker, releaseWorker, sendWorker, setRequirement } from '#workforce';
import { at, type Place } from './life.ts';

const skills: Record<string, string> = { jahit: 'Jahit dasar', batik: 'Batik cap', tenun: 'Tenun', roti: 'Roti dan kue', dapur: 'Tata boga', kebun: 'Budidaya sayur', mebel: 'Kerja kayu' };
const demanding: Record<string, 'dust-smoke' | 'heat' | 'fine-sight' | 'outside' | 'sharp-tools'> = { mebel: 'dust-smoke', dapur: 'heat', roti: 'heat', jahit: 'fine-sight', batik: 'heat' };
const provinces = ['31', '32', '33', '35', '62', '63', '73', '12'];

export async function fillFiles(db: Db, place: Place, today: string, index: number, elsewhere: string | undefined): Promise<void> {
  const { facility_id, staff, workshops, luck } = place;
  await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -8), '10:15') }, async (tx) => {
    for (const workshop of workshops) {
      const demand = demanding[workshop.code];
      if (demand) await setRequirement(tx, { facility_id, workshop_id: workshop.id, kind: 'demand', what: demand, from: addDays(today, -8), legal_basis: 'Instruksi kerja bengkel (data contoh)' });
      await setRequirement(tx, { facility_id, workshop_id: workshop.id, kind: 'education', what: 'primary', from: addDays(today, -8), legal_basis: 'Keputusan kepala UPT (data contoh)' });
      for (const [n, { id: worker_id }] of workshop.workers.entries()) {
        const whose = { facility_id, worker_id };
        await changeWorker(tx, { ...whose, education: luck.pick(['primary', 'junior', 'junior', 'senior', 'vocational']), can_read: n !== 7, origin_province: luck.pick(provinces), ...(n === 6 ? { disability: 'pendengaran kurang (data contoh)', disability_purpose: 'menyesuaikan aba-aba di bengkel' } : {}) });
        await recordFitness(tx, { ...whose, examined_on: addDays(today, -30), result: 'fit', valid_until: addDays(today, n === 5 ? 20 : 335), examiner: 'dr. Contoh Klinik', profession: 'doctor', licence: `SIP-CONTOH/${index + 1}` });
        if (n < 4) await recordAssessment(tx, { ...whose, kind: 'incentive', value: luck.pick(['basic', 'standard', 'standard', 'enhanced']), on_day: addDays(today, -40), assessor: 'Asesor Contoh' });
        if (n % 2 === 0) await recordQualification(tx, { ...whose, kind: 'skill', name: `${skills[workshop.code] ?? 'Kerja bengkel'} (pengalaman sebelum masuk)`, level: luck.int(1, 3), from: addDays(today, -60), evidence: 'Penilaian instruktur (data contoh)' });
        if (n === 3) await recordRemission(tx, { ...whose, days: 30, granted_on: addDays(today, -60), decree: `PAS-CONTOH/${index + 1}/RU` });
        if (n === 4) await recordRestriction(tx, { ...whose, code: 'heights', source: 'health', from: addDays(today, -20), reason: 'Vertigo, surat dokter (data contoh)' });
      }
    }
    const [first] = workshops.flatMap((workshop) => workshop.workers);
    if (first) await openWorkerFile(tx, { worker_id: first.id, reason: 'PLACEMENT' });
  });
  if (index < 3) await livesGoOn(db, place, today, index, elsewhere);
}

/** One released with savings, one on the way to another facility, one in hospital, one who waits for a trial and works by own wish, two numbers of one person. */
async function livesGoOn(db: Db, place: Place, today: string, index: number, elsewhere: string | undefined): Promise<void> {
  const { facility_id, staff } = place;
  await transact(db, { actor: staff.section_head, now: at(place, today, '07:30') }, async (tx) => {
    const free = await idle(tx, facility_id);
    const whose = (n: number) => ({ facility_id, worker_id: free[n] ?? '' });
    if (free.length < 5) return;
    await releaseWorker(tx, { ...whose(0), on_day: today, cause: 'conditional', decree: `SK-PB-CONTOH/${index + 1}` });
    await recordAbsence(tx, { ...whose(1), on_day: today, cause: 'hospital', back_by: addDays(today, 3) });
    if (elsewhere) await sendWorker(tx, { ...whose(2), to: elsewhere, on_day: today, decree: `SK-PINDAH-CONTOH/${index + 1}` });
    const remand = await registerWorker(tx, { facility_id, register_number: `AIII.CONTOH/${index + 1}/1`, name: 'Tahanan Rekaan', kind: 'remand', sex: 'L', custody_from: addDays(today, -70), born_on: '1991-03-04', risk: 'low', fit_until: addDays(today, 200), is_sample: true });
    await recordConsent(tx, { facility_id, worker_id: remand.id, regime: 'facility', given_on: today, evidence: `SPB-CONTOH/${index + 1}`, proof: 'paper', witness_a: 'Saksi Rekaan Satu', witness_b: 'Saksi Rekaan Dua' });
    const duplicate = `BI.CONTOH/${index + 1}/GANDA`;
    await registerWorker(tx, { facility_id, register_number: duplicate, name: 'Peserta Ganda Contoh', kind: 'convict', sex: 'L', custody_from: addDays(today, -400), risk: 'low', is_sample: true });
    await proposeMerge(tx, { ...whose(3), duplicate_register_number: duplicate, reason: 'Sidik jari dan tanggal lahir sama (data contoh)' });
  });
}

/** Placed, present, and on no open session's roster; those with the most in their book first. */
async function idle(tx: Tx, facility_id: string): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(sql`
    select w.id from workforce.worker_published w join workforce.placement_published p on p.facility_id = w.facility_id and p.worker_id = w.id and upper(p.valid) is null
      left join (select worker_id, sum(amount_idr) as owed from ledger.posting_published where facility_id = ${facility_id} and worker_id is not null group by 1) s on s.worker_id = w.id
    where w.facility_id = ${facility_id} and w.state = 'present' and not exists (select 1 from workshop.roster_published r join workshop.session_published o on o.facility_id = r.facility_id and o.id = r.session_id where r.facility_id = w.facility_id and r.worker_id = w.id and o.state = 'open')
    group by w.id, s.owed order by s.owed nulls last, w.id limit 6`);
  return rows.map((row) => row.id);
}
