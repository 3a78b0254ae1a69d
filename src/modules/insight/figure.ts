import type { Phrase } from '#kernel/words.ts';

/** The numbers of the dashboard. Each is the sum or count of a list of facts that can be opened; the list is the definition. */
export const figures = {
  people_working: { money: false, name: { id: 'Peserta kerja bulan ini', en: 'People at work this month' }, rule: { id: 'Orang dengan paling sedikit satu kehadiran bulan ini', en: 'People attended at least once this month' } },
  premi: { money: true, name: { id: 'Premi dibukukan', en: 'Premi credited' }, rule: { id: 'Bagian peserta dari bagi hasil dan upah per sesi yang disetujui bulan ini, dikurangi yang dibatalkan', en: 'Workers’ parts of settlements and wages by the session approved this month, less what was taken back' } },
  agency_orders: { money: true, name: { id: 'Pesanan instansi', en: 'Agency orders' }, rule: { id: 'Nilai pesanan instansi bulan ini yang tidak dibatalkan', en: 'Agency orders of this month that stand' } },
  state_revenue: { money: true, name: { id: 'PNBP disetor', en: 'State revenue paid' }, rule: { id: 'Setoran lunas (NTPN) bulan ini', en: 'Deposits paid (NTPN) this month' } },
  undeposited: { money: true, name: { id: 'PNBP belum disetor', en: 'State revenue waiting' }, rule: { id: 'Bagian negara yang belum masuk setoran mana pun', en: 'State shares in no deposit yet' } },
  late_orders: { money: false, name: { id: 'Pesanan terlambat', en: 'Late orders' }, rule: { id: 'Janji sudah lewat, barang belum tiba', en: 'Promised day past, goods not arrived' } },
} as const satisfies Record<string, { money: boolean; name: Phrase; rule: Phrase }>;

export type FigureName = keyof typeof figures;
export const figureNames = Object.keys(figures) as FigureName[];
export const isFigure = (name: string): name is FigureName => name in figures;

/** Why a facility needs somebody's attention, worst first. */
export const attentions = {
  late_orders: { id: 'Pesanan lewat janji', en: 'Orders past their promise', tone: 'merah' },
  undeposited: { id: 'PNBP belum disetor', en: 'State revenue waiting', tone: 'kuning' },
  settlement_waiting: { id: 'Bagi hasil menunggu persetujuan', en: 'Settlements awaiting approval', tone: 'kuning' },
  tool_missing: { id: 'Alat hilang belum selesai', en: 'Missing tool not resolved', tone: 'merah' },
  not_reported: { id: 'Laporan bulan lalu belum masuk', en: 'Last month not reported', tone: 'biru' },
  unanswered: { id: 'Pesanan belum dijawab', en: 'Orders not answered', tone: 'kuning' },
} as const satisfies Record<string, Phrase & { tone: 'merah' | 'kuning' | 'biru' }>;
export type Attention = keyof typeof attentions;
