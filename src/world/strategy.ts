// The grand design of the seed article: what was complained of and wished for on 15 September 2020, with measures of the house beside each. Targets and decree are invented and marked so.
import { assignRole, createAccount } from '#identity';
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { visitor, type Actor } from '#kernel/policy.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { adoptVersion, askGate, assess, decideGate, draftVersion, measuredOn, recordProgress, recordRisk, recordSteering, sendAssessment, takeStock, verifyAssessment, writeNode, writeProject } from '#strategy';
import { password } from './people.ts';

type Fields = Omit<Parameters<typeof writeNode>[1], 'version_id'>;
const article = 'Humas Kemenkumham Kalteng, MMC Kalteng, 15 September 2020: Lapas Sukamara ikuti audiensi penyusunan grand design kegiatan industri kreatif Lapas';
const own = 'usulan untuk sistem ini, bukan kutipan';
const owner = { owner_role: 'headquarters', owner_unit: 'Subdirektorat Kegiatan Kerja dan Produksi (data contoh)' } as const;

type Branch = { code: string; area: NonNullable<Fields['area']>; name: [string, string]; goal: [string, string]; today?: [string, string]; wanted?: [string, string]; source?: string; measures: [Fields['measure'], number][]; programme?: [string, string]; milestone?: [string, string, number] };
const branches: Branch[] = [
  { code: 'ORG', area: 'organisation', name: ['Organisasi', 'Organisation'], goal: ['Tim efektif di Lapas industri', 'Effective teams in industry prisons'], source: article,
    today: ['Masih belum idealnya organisasi yang bertanggung jawab terhadap kegiatan industri; organisasi hampir sama dengan Lapas lain pada umumnya.', 'The organisation in charge of the industry is not yet ideal; it is almost the same as in other prisons.'],
    wanted: ['Tersedianya tim efektif di Lapas industri yang membantu pejabat berwenang dalam pengelolaan.', 'Effective teams in industry prisons that help the officers in charge.'],
    measures: [['charters', 90], ['posts_filled', 85]], programme: ['SK tim efektif di setiap UPT industri', 'A charter for the team of every industry facility'], milestone: ['SK tim pertama di setiap wilayah', 'A first charter in every region', 120] },
  { code: 'SDM', area: 'people', name: ['Sumber daya manusia', 'People'], goal: ['SDM profesional di industri Lapas', 'Professional staff for prison industry'], source: article,
    today: ['Belum cukup tersedia sumber daya manusia.', 'There are not enough people.'], wanted: ['Tersedianya sumber daya manusia yang profesional dalam berbagai bidang, khususnya dalam industri Lapas.', 'Professional people in many fields, above all in prison industry.'],
    measures: [['officers_certified', 60], ['workers_certified', 50]] },
  { code: 'ANG', area: 'budget', name: ['Anggaran', 'Budget'], goal: ['Anggaran pelaksanaan tersedia', 'Money for the work is there'], source: article,
    today: ['Tidak tersedianya anggaran.', 'There is no budget.'], wanted: ['Tersedianya anggaran terkait pelaksanaan kegiatan; negara wajib bisa memberikan dukungan terhadap pelaksanaan kegiatan industri di Lapas maupun Rutan.', 'A budget for the work; the state has to support industry in prisons and detention houses.'],
    measures: [['budgets', 100], ['budget_used', 90]], programme: ['Usulan anggaran dari fakta', 'Budget requests made from facts'], milestone: ['Usulan UPT masuk ke pusat', 'Requests of facilities reach headquarters', -20] },
  { code: 'PRO', area: 'production', name: ['Produksi', 'Production'], goal: ['Bengkel bekerja penuh dan bermutu', 'Workshops full and good'], source: own, wanted: ['Adanya grand design kegiatan industri tentang strategi peningkatan industri di Lapas.', 'A grand design with a strategy to raise prison industry.'], measures: [['places_filled', 90], ['passed_first', 98]] },
  { code: 'PMS', area: 'marketing', name: ['Pemasaran', 'Marketing'], goal: ['Branding, pemasaran dan promosi', 'Branding, marketing and promotion'], source: article,
    today: ['Pemasaran industri di Lapas masih menggunakan cara yang konvensional; lemahnya pemasaran menjadi masalah yang sering dialami UPT.', 'Marketing still uses conventional means; weak marketing is a frequent problem of facilities.'], wanted: ['Adanya branding, marketing, promosi dan sebagainya.', 'Branding, marketing, promotion and so on.'],
    measures: [['in_window', 100], ['sales', 2_000_000_000]] },
  { code: 'KSM', area: 'cooperation', name: ['Kerja sama', 'Cooperation'], goal: ['Sektor pemerintah dan swasta mendukung penuh', 'Government and private sector give full support'], source: article,
    today: ['Kerja sama sektor pemerintah dan swasta terhadap industri di Lapas belum sepenuhnya mendapatkan dukungan.', 'Cooperation of government and private sector is not fully supported yet.'], wanted: ['Kerja sama sektor pemerintah dan swasta mendukung secara penuh kegiatan industri di Lapas.', 'Government and private sector fully support prison industry.'],
    measures: [['openings', 80], ['agency_share', 50]] },
  { code: 'REG', area: 'regulation', name: ['Regulasi', 'Regulation'], goal: ['Kewajiban memakai produk Lapas', 'A duty to use prison products'], source: article,
    wanted: ['Kementerian/Lembaga wajib menggunakan produk-produk buatan narapidana untuk memenuhi kebutuhan operasionalnya, seperti di beberapa negara; kebijakan regulasi dan perundang-undangan lainnya.', 'Ministries must use products made by inmates for their own needs, as in some countries; other rules and laws.'], measures: [] },
  { code: 'REI', area: 'reintegration', name: ['Reintegrasi', 'Reintegration'], goal: ['Kembali ke masyarakat dengan keterampilan', 'Back into society with a skill'], source: article,
    wanted: ['Warga Binaan dapat kembali ke lingkungan masyarakat, lebih produktif, taat hukum, dan berperan aktif dalam pembangunan.', 'People return to society more productive, law-abiding and active in its development.'], measures: [['certificates', 400], ['waiting', 0]] },
];

function nodesOf(today: string): Fields[] {
  const target_on = `${Number(today.slice(0, 4)) + 3}-12-31`;
  return [
    { code: 'VISI', kind: 'vision', position: 0, name_id: 'Industri Lapas yang meningkatkan kualitas Warga Binaan di bidang kemandirian', name_en: 'A prison industry that raises the quality of people in its care towards standing on their own', source: article },
    ...branches.flatMap(({ code, area, name, goal, today: said, wanted, source, measures, programme, milestone }, position): Fields[] => [
      { code, kind: 'pillar', parent: 'VISI', position, name_id: name[0], name_en: name[1], area },
      { code: `${code}.1`, kind: 'goal', parent: code, position: 1, name_id: goal[0], name_en: goal[1], today_id: said?.[0], today_en: said?.[1], wanted_id: wanted?.[0], wanted_en: wanted?.[1], source },
      ...measures.map(([measure, target], n): Fields => ({ code: `${code}.1-I${n + 1}`, kind: 'indicator', parent: `${code}.1`, position: n + 1, name_id: indicatorNames[measure ?? 'sales']?.[0] ?? goal[0], name_en: indicatorNames[measure ?? 'sales']?.[1] ?? goal[1], measure, target, target_on, ...owner, definition_id: 'Seperti rumus ukurannya, untuk semua UPT yang mempunyai bengkel.', definition_en: 'As the formula of its measure, for all facilities with a workshop.' })),
      ...(programme ? [{ code: `${code}.1-P1`, kind: 'programme', parent: `${code}.1`, position: 9, name_id: programme[0], name_en: programme[1], ...owner } satisfies Fields] : []),
      ...(programme && milestone ? [{ code: `${code}.1-P1-T1`, kind: 'milestone', parent: `${code}.1-P1`, position: 1, name_id: milestone[0], name_en: milestone[1], due_on: addDays(today, milestone[2]), ...owner } satisfies Fields] : []),
    ]),
    { code: 'REG.1-I1', kind: 'indicator', parent: 'REG.1', position: 1, name_id: 'Aturan yang mewajibkan instansi memakai produk Lapas', name_en: 'Rules that oblige agencies to use prison products', unit: 'count', better: 'up', target: 1, target_on, ...owner, definition_id: 'Peraturan yang berlaku dan memuat kewajiban itu.', definition_en: 'Rules in force that contain the duty.', formula: 'banyaknya peraturan', source: 'Daftar peraturan' },
  ];
}
const indicatorNames: Record<string, [string, string]> = {
  charters: ['UPT industri dengan tim efektif', 'Facilities with an effective team'], posts_filled: ['Jabatan tim industri terisi', 'Posts of the team filled'], officers_certified: ['Pejabat industri bersertifikat', 'Officers with a certificate'], workers_certified: ['Peserta kerja bersertifikat', 'Workers with a certificate'],
  budgets: ['UPT industri dengan anggaran', 'Facilities with a budget'], budget_used: ['Serapan anggaran', 'Budget spent'], places_filled: ['Tempat kerja terisi', 'Places filled'], passed_first: ['Lulus pemeriksaan mutu', 'Passed inspection'], in_window: ['UPT di etalase nasional', 'Facilities in the national window'], sales: ['Penjualan sebulan', 'Sales of a month'],
  openings: ['UPT yang membuka tempat bagi mitra', 'Facilities with an opening for firms'], agency_share: ['Bagian instansi dalam penjualan', 'Agencies’ part of sales'], certificates: ['Sertifikat peserta setahun', 'Certificates of workers in a year'], waiting: ['Menunggu kerja', 'People waiting for work'],
};

export type Headquarters = { drafter: Actor; adopter: Actor };
/** The tree adopted by two officers of headquarters, one risk, one decision, one project before its second gate. */
export async function adoptGrandDesign(db: Db, from: string, today: string, now: Date): Promise<Headquarters> {
  const { drafter, adopter } = await twoOfHeadquarters(db, from, now);
  const act = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => transact(db, { actor, now }, work);
  const baseline_on = addDays(today, -60);
  // The baseline is what the facts said on the day the tree begins; what is only known when it is read has none.
  const dated = (name: string): boolean => !['in_window', 'waiting'].includes(name);
  const before = await reading(db, { actor: system }, (reader) => measuredOn(reader, branches.flatMap(({ measures }) => measures.flatMap(([name]) => name ?? [])), { day: baseline_on }));
  const { id } = await act(drafter, async (tx) => {
    const draft = await draftVersion(tx, { title: 'Grand design kegiatan industri Lapas (data contoh)', reason: 'Keluhan dan harapan dari audiensi 15 September 2020; target data contoh', is_sample: true });
    for (const node of nodesOf(today)) {
      const value = node.measure && dated(node.measure) ? before.get(node.measure)?.value : undefined;
      await writeNode(tx, { version_id: draft.id, ...node, ...(typeof value === 'number' ? { baseline: value, baseline_on } : {}) });
    }
    return draft;
  });
  await act(adopter, (tx) => adoptVersion(tx, { id, decree: 'KEP-CONTOH-GD-1', from: addDays(today, -60) }));
  const project = await act(drafter, async (tx) => {
    await recordProgress(tx, { node: 'ORG.1-P1', state: 'started', on_day: addDays(today, -14), evidence: 'Contoh SK dibagikan kepada UPT' });
    await recordRisk(tx, { node: 'ANG.1', what: 'Pagu industri dipotong di tengah tahun', response: 'Dahulukan bahan yang sudah dipesan; laporkan akibatnya pada premi', likelihood: 3, impact: 4, review_on: addDays(today, 60), ...owner });
    await recordSteering(tx, { node: 'PMS.1', decided_on: addDays(today, -7), decision: 'Semua UPT industri menampilkan produknya di etalase nasional', reason: 'Pemasaran yang lemah adalah keluhan yang paling sering', decided_by: 'Contoh Direktur', due_on: addDays(today, 90), ...owner });
    const made = await writeProject(tx, { node: 'PMS.1', title: 'Merek bersama produk Lapas (data contoh)', problem: 'Setiap UPT memakai merek sendiri dan dijual kepada kalangan sendiri.', options: 'Tetap seperti sekarang; merek per wilayah; satu merek nasional dengan nama UPT.', benefit: 'Satu tanda mutu, satu etalase, label yang sama.', invested_idr: 180_000_000, benefit_idr_per_year: 120_000_000, cost_idr_per_year: 30_000_000, years: 5, jobs: 40, assumptions: 'Penjualan UPT contoh naik sepersepuluh; angka contoh.', is_sample: true, ...owner });
    await askGate(tx, { id: made.id, evidence: 'Masalah disebut dalam audiensi; menuju butir PMS.1' });
    return made;
  });
  await act(adopter, (tx) => decideGate(tx, { id: project.id, pass: true }));
  await act(drafter, (tx) => askGate(tx, { id: project.id, evidence: 'Tiga pilihan dibandingkan dengan biaya dan manfaat' }));
  await act(system, takeStock);
  return { drafter, adopter };
}

const claimed = { organisation: [3, 2], people: [2, 1], budget: [2, 2], production: [3, 3], safety: [2, 1], marketing: [4, 3], cooperation: [2, 2], reintegration: [1, 1] } as const;
/** One facility's assessment verified by the region, and that of one alike, so that there is somebody to learn from. */
export async function assessMaturity(db: Db, places: readonly { code: string; facility_id: string; staff: Record<'section_head', Actor> }[], now: Date): Promise<void> {
  const region = await reading(db, { actor: system }, (reader) => reader.one<{ id: string; person_id: string; name: string }>(sql`select id, person_id, name from identity.account where email = 'kanwil@contoh.karya.test'`));
  for (const [n, { facility_id, staff }] of places.entries()) {
    const verifier: Actor = { ...visitor, account_id: region.id, person_id: region.person_id, name: region.name, role: 'regional', unit_name: 'Kantor wilayah', facility_ids: [facility_id] };
    const levels = Object.entries(claimed).map(([dimension, of]) => [dimension, of[n % 2] ?? 1] as const);
    const { id } = await transact(db, { actor: staff.section_head, now }, async (tx) => {
      const made = await assess(tx, { facility_id, said: Object.fromEntries(levels.map(([dimension, level]) => [dimension, { level, evidence: 'Berkas contoh: daftar hadir, SK, dan foto bengkel' }])) as Parameters<typeof assess>[1]['said'] });
      await sendAssessment(tx, made);
      return made;
    });
    await transact(db, { actor: verifier, now }, (tx) => verifyAssessment(tx, { id, found: Object.fromEntries(levels.map(([dimension, level]) => [dimension, { level: Math.min(level, 3 - n), finding: 'Diperiksa di tempat (data contoh)' }])) as Parameters<typeof verifyAssessment>[1]['found'] }));
  }
}

async function twoOfHeadquarters(db: Db, from: string, now: Date): Promise<Headquarters> {
  const known = await reading(db, { actor: system }, (reader) => reader.one<{ id: string; person_id: string; name: string }>(sql`select id, person_id, name from identity.account where email = 'pusat@contoh.karya.test'`));
  const other = await transact(db, { actor: system, now }, async (tx) => {
    const account = await createAccount(tx, { email: 'pusat2@contoh.karya.test', name: 'Misalnya Sekretaris Pusat', password, is_sample: true });
    await assignRole(tx, { account_id: account.id, role: 'headquarters', from, decree: 'SK-CONTOH/headquarters/2' });
    return { ...account, name: 'Misalnya Sekretaris Pusat' };
  });
  const actor = ({ id, person_id, name }: { id: string; person_id: string; name: string }): Actor => ({ ...visitor, account_id: id, person_id, name, role: 'headquarters', unit_name: 'Ditjenpas', facility_ids: 'all' });
  return { drafter: actor(known), adopter: actor(other) };
}
