// What the house measures by itself: each measure has a name, a formula in words, and says from which published facts it is made. The SQL stands in measure-queries.ts.
import type { Phrase } from '#kernel/words.ts';
import type { Unit } from './tree.ts';

export type MeasureName = (typeof measureNames)[number];
export const measureNames = [
  'posts_filled', 'charters', 'officers_certified', 'certificates', 'budgets', 'budget_planned', 'budget_used', 'people_working', 'places_filled', 'passed_first', 'on_time', 'in_window', 'sales', 'agency_sales', 'agency_share',
  'openings', 'firms_invited', 'premi', 'state_revenue', 'workers_certified', 'waiting', 'tools_missing', 'complaints_late',
] as const;

/** `share`: parts of a whole in per cent. `sum`: parts added. */
export type Measure = { name: Phrase; unit: Unit; make: 'share' | 'sum'; better: 'up' | 'down'; formula: Phrase; source: string; thing: Phrase };
const share = (better: 'up' | 'down', name: Phrase, formula: Phrase, source: string, thing: Phrase): Measure => ({ name, unit: 'percent', make: 'share', better, formula, source, thing });
const sum = (unit: Unit, better: 'up' | 'down', name: Phrase, formula: Phrase, source: string, thing: Phrase): Measure => ({ name, unit, make: 'sum', better, formula, source, thing });

const of = { posts: { id: 'jabatan', en: 'posts' }, units: { id: 'UPT', en: 'facilities' }, officers: { id: 'pegawai', en: 'officers' }, rupiah: { id: 'rupiah', en: 'rupiah' }, people: { id: 'orang', en: 'people' }, places: { id: 'tempat', en: 'places' }, pieces: { id: 'buah', en: 'pieces' }, lines: { id: 'baris pesanan', en: 'order lines' }, papers: { id: 'sertifikat', en: 'certificates' }, firms: { id: 'mitra', en: 'firms' }, cases: { id: 'kejadian', en: 'cases' } } satisfies Record<string, Phrase>;

export const measures: Record<MeasureName, Measure> = {
  posts_filled: share('up', { id: 'Jabatan tim industri yang terisi', en: 'Posts of the industry team that are filled' }, { id: 'jabatan dengan pejabat definitif atau Plt pada hari itu ÷ semua jabatan', en: 'posts with an appointed or acting holder on the day ÷ all posts' }, 'organisation.post_published, organisation.holding_published', of.posts),
  charters: share('up', { id: 'UPT industri dengan tim efektif', en: 'Industry facilities with an effective team' }, { id: 'UPT dengan SK tim efektif yang berlaku pada hari itu ÷ UPT yang mempunyai bengkel', en: 'facilities with a charter in force on the day ÷ facilities with a workshop' }, 'organisation.charter_published, workshop.workshop_published', of.units),
  officers_certified: share('up', { id: 'Pejabat industri yang bersertifikat', en: 'Officers of the industry who hold a certificate' }, { id: 'pemegang jabatan dengan sertifikat yang berlaku ÷ pemegang jabatan', en: 'holders of posts with a valid certificate ÷ holders of posts' }, 'organisation.holding_published, organisation.staff_skill_published', of.officers),
  certificates: sum('count', 'up', { id: 'Sertifikat peserta kerja dalam setahun', en: 'Certificates of workers within a year' }, { id: 'sertifikat terbit dalam 365 hari sampai hari itu, yang tidak dicabut', en: 'certificates issued in the 365 days up to the day, not revoked' }, 'training.certificate_published', of.papers),
  budgets: share('up', { id: 'UPT industri dengan anggaran yang berlaku', en: 'Industry facilities with a budget in force' }, { id: 'UPT dengan pagu industri pada tahun itu ÷ UPT yang mempunyai bengkel', en: 'facilities with a plan of the year in force ÷ facilities with a workshop' }, 'budget.ceiling_published, workshop.workshop_published', of.units),
  budget_planned: sum('idr', 'up', { id: 'Pagu kegiatan industri', en: 'Planned money for the industry' }, { id: 'jumlah pagu baris anggaran tahun itu', en: 'sum of the planned lines of the year' }, 'budget.ceiling_published', of.rupiah),
  budget_used: share('up', { id: 'Serapan anggaran industri', en: 'Planned money that was spent' }, { id: 'dibayar ÷ pagu pada tahun itu', en: 'paid ÷ planned in the year' }, 'budget.ceiling_published', of.rupiah),
  people_working: sum('people', 'up', { id: 'Peserta kerja sebulan', en: 'People who worked in the month' }, { id: 'orang yang hadir pada paling sedikit satu sesi dalam bulan itu', en: 'people present at one session of the month at least' }, 'workshop.session_published, workshop.attendance_current', of.people),
  places_filled: share('up', { id: 'Tempat kerja yang terisi', en: 'Places of workshops that are filled' }, { id: 'orang yang ditempatkan pada hari itu ÷ kapasitas bengkel', en: 'people placed on the day ÷ capacity of the workshops' }, 'workforce.placement_published, workshop.workshop_published', of.places),
  passed_first: share('up', { id: 'Lulus pemeriksaan mutu', en: 'Pieces that pass inspection' }, { id: 'lulus ÷ diperiksa dalam 90 hari sampai hari itu', en: 'passed ÷ inspected in the 90 days up to the day' }, 'production.inspection_published', of.pieces),
  on_time: share('up', { id: 'Tiba tepat waktu', en: 'Arrived on time' }, { id: 'baris pesanan yang tiba paling lambat pada hari yang mula-mula dijanjikan ÷ yang tiba dalam 90 hari', en: 'order lines that arrived by the day first promised ÷ those that arrived in the 90 days' }, 'orders.promise_published', of.lines),
  in_window: share('up', { id: 'UPT industri yang tampil di etalase nasional', en: 'Industry facilities in the national window' }, { id: 'UPT dengan produk di etalase pada saat dibaca ÷ UPT yang mempunyai bengkel', en: 'facilities with a product in the window when read ÷ facilities with a workshop' }, 'catalogue.listing_published, workshop.workshop_published', of.units),
  sales: sum('idr', 'up', { id: 'Penjualan sebulan', en: 'Sales of the month' }, { id: 'nilai barang pesanan yang masuk dalam bulan itu dan tidak batal', en: 'goods of orders placed in the month and not cancelled' }, 'orders.order_published', of.rupiah),
  agency_sales: sum('idr', 'up', { id: 'Pesanan instansi sebulan', en: 'Orders of agencies in the month' }, { id: 'nilai barang pesanan instansi yang masuk dalam bulan itu dan tidak batal', en: 'goods of agencies’ orders placed in the month and not cancelled' }, 'orders.order_published', of.rupiah),
  agency_share: share('up', { id: 'Bagian instansi dalam penjualan', en: 'Agencies’ part of sales' }, { id: 'nilai pesanan instansi ÷ semua pesanan dalam 90 hari', en: 'orders of agencies ÷ all orders in the 90 days' }, 'orders.order_published', of.rupiah),
  openings: share('up', { id: 'UPT industri yang membuka tempat bagi mitra', en: 'Industry facilities with an opening for firms' }, { id: 'UPT dengan lowongan kapasitas yang terbuka pada hari itu ÷ UPT yang mempunyai bengkel', en: 'facilities with an opening on the day ÷ facilities with a workshop' }, 'partnerships.opening_published, workshop.workshop_published', of.units),
  firms_invited: sum('count', 'up', { id: 'Mitra yang diundang dalam setahun', en: 'Firms invited within a year' }, { id: 'minat mitra dalam 365 hari yang dijawab dengan undangan', en: 'interests of the 365 days that were answered with an invitation' }, 'partnerships.interest_published', of.firms),
  premi: sum('idr', 'up', { id: 'Premi sebulan', en: 'Pay of workers in the month' }, { id: 'premi yang dikreditkan kepada peserta dalam bulan itu', en: 'pay credited to workers in the month' }, 'pay.credit_published', of.rupiah),
  state_revenue: sum('idr', 'up', { id: 'PNBP disetor tahun ini', en: 'State revenue paid in this year' }, { id: 'setoran dengan NTPN sejak awal tahun sampai hari itu', en: 'deposits with an NTPN since the year began, up to the day' }, 'pay.deposit_published', of.rupiah),
  workers_certified: share('up', { id: 'Peserta kerja yang bersertifikat', en: 'Workers who hold a certificate' }, { id: 'orang yang ditempatkan dengan sertifikat yang berlaku ÷ orang yang ditempatkan', en: 'people placed with a valid certificate ÷ people placed' }, 'workforce.placement_published, training.certificate_published', of.people),
  waiting: sum('people', 'down', { id: 'Orang dalam daftar tunggu kerja', en: 'People who wait for work' }, { id: 'orang yang menunggu pada saat dibaca', en: 'people waiting when read' }, 'workforce.waiting_spell_published', of.people),
  tools_missing: sum('count', 'down', { id: 'Alat hilang yang belum selesai', en: 'Missing tools not yet settled' }, { id: 'kejadian alat hilang yang masih terbuka pada saat dibaca', en: 'incidents of a missing tool still open when read' }, 'workshop.incident_published', of.cases),
  complaints_late: sum('count', 'down', { id: 'Keberatan dan pengaduan lewat waktu', en: 'Objections and complaints past their day' }, { id: 'keberatan dan pengaduan yang lewat tenggat pada saat dibaca', en: 'objections and complaints past their day when read' }, 'kiosk.overdue_published', of.cases),
};
export const isMeasure = (name: string): name is MeasureName => name in measures;

/** One facility's part in a measure; `whole` is null where parts are added. */
export type Part = { facility_id: string; facility_code: string; facility_name: string; regional_office_code: string; part: number; whole: number | null; as_of: string | null };
/** A measured figure, and what it rests on: how many facilities of how many have the facts, and how new the newest is. */
export type Measured = { measure: MeasureName; value: number | null; part: number; whole: number | null; reporting: number; expected: number; as_of: string | null };

export function valueOf({ make }: Pick<Measure, 'make'>, part: number, whole: number | null): number | null {
  if (make === 'sum') return part;
  return whole === null || whole === 0 ? null : Math.round((part * 1000) / whole) / 10;
}
