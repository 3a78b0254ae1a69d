/**
 * The figures of the monthly report, section by section, as facilities have long reported them (A–K). A section added
 * by a regulation is a row here; the content must then carry its figure or say why it has none.
 */
export const sections = {
  A: {
    title: 'Peserta',
    figures: {
      residents: ['Penghuni', 'orang'],
      eligible: ['Memenuhi syarat kerja', 'orang'],
      working_men: ['Bekerja, laki-laki', 'orang'],
      working_women: ['Bekerja, perempuan', 'orang'],
      transferred: ['Mutasi', 'orang'],
      released: ['Bebas', 'orang'],
    },
  },
  B: {
    title: 'Hari dan jam kerja',
    figures: { work_days: ['Hari kerja', 'hari'], work_hours: ['Jam kerja seluruh peserta', 'jam'], attendance_pct: ['Kehadiran', '%'] },
  },
  C: { title: 'Produksi', figures: { production_value_idr: ['Nilai produksi', 'Rp'], defect_pct: ['Cacat', '%'] } },
  D: {
    title: 'Penjualan',
    figures: {
      sales_public_idr: ['Masyarakat', 'Rp'],
      sales_agency_idr: ['Kementerian/lembaga', 'Rp'],
      sales_partner_idr: ['Mitra', 'Rp'],
      receivable_idr: ['Piutang', 'Rp'],
    },
  },
  E: {
    title: 'Keuangan',
    figures: {
      opening_capital_idr: ['Modal awal', 'Rp'],
      materials_idr: ['Belanja bahan', 'Rp'],
      cost_of_goods_idr: ['Harga pokok penjualan', 'Rp'],
      profit_idr: ['Laba', 'Rp'],
      premi_idr: ['Premi', 'Rp'],
      state_revenue_idr: ['PNBP disetor', 'Rp'],
      closing_capital_idr: ['Modal akhir', 'Rp'],
    },
  },
  F: { title: 'Pelatihan', figures: { trainees: ['Peserta pelatihan', 'orang'], certificates: ['Sertifikat terbit', 'lembar'] } },
  G: { title: 'Mitra', figures: { agreements_active: ['Perjanjian aktif', 'perjanjian'], agreements_ending: ['Berakhir dalam 90 hari', 'perjanjian'] } },
  H: { title: 'Sarana', figures: { machines_good: ['Mesin baik', 'unit'], machines_broken: ['Mesin rusak', 'unit'] } },
  I: {
    title: 'Alat',
    figures: { tools_owned: ['Dimiliki', 'buah'], tools_broken: ['Rusak', 'buah'], tools_missing: ['Hilang', 'buah'], tool_incidents: ['Insiden', 'kejadian'] },
  },
  J: { title: 'Keselamatan dan kesehatan kerja', figures: { injuries: ['Kecelakaan kerja', 'kejadian'], days_lost: ['Hari kerja hilang', 'hari'] } },
} as const satisfies Record<string, { title: string; figures: Record<string, readonly [label: string, unit: string]> }>;

export type SectionLetter = keyof typeof sections;
export const sectionLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'] as const satisfies SectionLetter[];

/** Every figure of a section with its words, in the order of the report. */
export function figuresOf(letter: SectionLetter): { key: string; label: string; unit: string }[] {
  return Object.entries<readonly [string, string]>(sections[letter].figures).map(([key, [label, unit]]) => ({ key, label, unit }));
}

export const figureKeys: string[] = sectionLetters.flatMap((letter) => figuresOf(letter).map(({ key }) => key));
