// Twelve invented facilities in real regencies, over all three time zones. The word "Contoh" (sample) stands in every name,
// so that nobody takes one for real; what they make and sell is invented too.
export type Workplace = { code: string; name_id: string; name_en: string; category: string; capacity: number; risk_level: 'low' | 'medium' | 'high' };
export type InventedFacility = {
  code: string; name: string; kind: 'lapas' | 'lpp' | 'lapas_terbuka' | 'rutan' | 'lapas_narkotika'; class: string; regency: string; sex: 'L' | 'P' | 'both';
  intro_id: string; intro_en: string; split: string; workshops: Workplace[];
};

const wood: Workplace = { code: 'mebel', name_id: 'Bengkel Mebel', name_en: 'Furniture workshop', category: 'furniture', capacity: 14, risk_level: 'medium' };
const concrete: Workplace = { code: 'paving', name_id: 'Bengkel Paving', name_en: 'Paving yard', category: 'building_material', capacity: 12, risk_level: 'medium' };
const weave: Workplace = { code: 'anyaman', name_id: 'Bengkel Anyaman', name_en: 'Plaiting workshop', category: 'craft', capacity: 12, risk_level: 'low' };
const sewing: Workplace = { code: 'jahit', name_id: 'Bengkel Jahit', name_en: 'Sewing workshop', category: 'garment', capacity: 16, risk_level: 'low' };
const batik: Workplace = { code: 'batik', name_id: 'Bengkel Batik', name_en: 'Batik workshop', category: 'batik', capacity: 10, risk_level: 'low' };
const loom: Workplace = { code: 'tenun', name_id: 'Bengkel Tenun', name_en: 'Weaving workshop', category: 'weaving', capacity: 10, risk_level: 'low' };
const kitchen: Workplace = { code: 'dapur', name_id: 'Dapur Produksi', name_en: 'Production kitchen', category: 'processed_food', capacity: 12, risk_level: 'medium' };
const bakery: Workplace = { code: 'roti', name_id: 'Bengkel Roti', name_en: 'Bakery', category: 'bakery', capacity: 10, risk_level: 'low' };
const coir: Workplace = { code: 'sabut', name_id: 'Bengkel Sabut Kelapa', name_en: 'Coir workshop', category: 'coir', capacity: 14, risk_level: 'low' };
const leather: Workplace = { code: 'kulit', name_id: 'Bengkel Kulit', name_en: 'Leather workshop', category: 'leather', capacity: 12, risk_level: 'medium' };
const garden: Workplace = { code: 'kebun', name_id: 'Kebun Asimilasi', name_en: 'Farm', category: 'agriculture', capacity: 16, risk_level: 'low' };
const livestock: Workplace = { code: 'ternak', name_id: 'Kandang dan Kolam', name_en: 'Livestock and ponds', category: 'livestock_fishery', capacity: 10, risk_level: 'low' };
const plastics: Workplace = { code: 'plastik', name_id: 'Bengkel Plastik', name_en: 'Plastics workshop', category: 'plastics', capacity: 10, risk_level: 'medium' };
const laundry: Workplace = { code: 'binatu', name_id: 'Binatu', name_en: 'Laundry', category: 'services', capacity: 12, risk_level: 'low' };

export const inventedFacilities: InventedFacility[] = [
  { code: 'contoh-muara', name: 'Lapas Contoh Muara', kind: 'lapas', class: 'IIA', regency: 'Kabupaten Sukamara', sex: 'L', split: 'hours', workshops: [wood, concrete],
    intro_id: 'Mebel kayu dan paving dari tepi muara: sedikit jenis, ukuran tetap, mutu yang sama setiap kali.', intro_en: 'Wooden furniture and paving from the river mouth: few kinds, fixed sizes, the same quality every time.' },
  { code: 'contoh-riam', name: 'Lapas Contoh Riam', kind: 'lapas', class: 'IIB', regency: 'Kabupaten Landak', sex: 'L', split: 'output', workshops: [weave, wood],
    intro_id: 'Anyaman rotan dan meja lipat. Rotan dipilih, direbus dan dikeringkan sendiri.', intro_en: 'Rattan plaiting and folding tables. The rattan is chosen, boiled and dried in the house.' },
  { code: 'contoh-melati', name: 'Lapas Perempuan Contoh Melati', kind: 'lpp', class: 'IIA', regency: 'Kota Semarang', sex: 'P', split: 'skill', workshops: [sewing, batik],
    intro_id: 'Seragam, tas dan batik cap dengan pewarna alam. Pola dipotong dengan pola tetap, setiap jahitan diperiksa.', intro_en: 'Uniforms, bags and stamped batik in natural dyes. Cut from fixed patterns, every seam inspected.' },
  { code: 'contoh-tanjung', name: 'Lapas Contoh Tanjung', kind: 'lapas', class: 'I', regency: 'Kota Makassar', sex: 'L', split: 'hours', workshops: [loom, sewing],
    intro_id: 'Tenun polos dan bergaris serta pakaian kerja untuk kantor.', intro_en: 'Plain and striped weaving, and workwear for offices.' },
  { code: 'contoh-hulu', name: 'Lapas Contoh Hulu', kind: 'lapas', class: 'IIB', regency: 'Kabupaten Lombok Barat', sex: 'L', split: 'equal', workshops: [kitchen, garden],
    intro_id: 'Pangan olahan dari hasil kebun sendiri, dikemas dengan tanggal dan nomor lot.', intro_en: 'Preserved food from our own garden, packed with date and lot number.' },
  { code: 'contoh-bahari', name: 'Lapas Contoh Bahari', kind: 'lapas', class: 'IIA', regency: 'Kota Ambon', sex: 'L', split: 'hours', workshops: [coir, livestock],
    intro_id: 'Sabut kelapa menjadi keset, tali dan pot; ikan air tawar dari kolam.', intro_en: 'Coconut coir becomes mats, rope and pots; freshwater fish from the ponds.' },
  { code: 'contoh-cendana', name: 'Lapas Contoh Cendana', kind: 'lapas', class: 'IIA', regency: 'Kota Kupang', sex: 'both', split: 'output', workshops: [loom, weave],
    intro_id: 'Kain tenun bergaris dan kerajinan daun lontar.', intro_en: 'Striped cloth and palm-leaf craft.' },
  { code: 'contoh-samak', name: 'Lapas Contoh Samak', kind: 'lapas', class: 'IIB', regency: 'Kabupaten Garut', sex: 'L', split: 'output', workshops: [leather, sewing],
    intro_id: 'Sepatu, sandal dan ikat pinggang dari kulit samak nabati.', intro_en: 'Shoes, sandals and belts of vegetable-tanned leather.' },
  { code: 'contoh-ladang', name: 'Lapas Terbuka Contoh Ladang', kind: 'lapas_terbuka', class: 'IIB', regency: 'Kabupaten Kendal', sex: 'L', split: 'equal', workshops: [garden, livestock],
    intro_id: 'Sayur, telur dan pupuk dari lahan terbuka, dikirim pagi hari.', intro_en: 'Vegetables, eggs and compost from open land, delivered in the morning.' },
  { code: 'contoh-lentera', name: 'Rutan Contoh Lentera', kind: 'rutan', class: 'IIB', regency: 'Kota Palembang', sex: 'both', split: 'hours', workshops: [bakery, kitchen],
    intro_id: 'Roti dan kue kering yang dipanggang setiap pagi.', intro_en: 'Bread and biscuits baked every morning.' },
  { code: 'contoh-papan', name: 'Lapas Contoh Papan', kind: 'lapas', class: 'IIA', regency: 'Kota Jayapura', sex: 'L', split: 'hours', workshops: [wood, concrete],
    intro_id: 'Lemari, ranjang dan batako untuk sekolah, puskesmas dan rumah dinas.', intro_en: 'Cupboards, beds and blocks for schools, clinics and official housing.' },
  { code: 'contoh-sungai', name: 'Lapas Narkotika Contoh Sungai', kind: 'lapas_narkotika', class: 'IIA', regency: 'Kota Banjarmasin', sex: 'L', split: 'skill', workshops: [plastics, laundry],
    intro_id: 'Wadah plastik daur ulang, sapu, dan jasa binatu untuk kantor sekitar.', intro_en: 'Recycled plastic containers, brooms, and laundry for nearby offices.' },
];

export const inventedAgencies = [
  { code: 'contoh-dinas-pendidikan', name: 'Dinas Contoh Pendidikan', short_name: 'Dinas Contoh', unit: 'Bagian Umum' },
  { code: 'contoh-badan-arsip', name: 'Badan Contoh Arsip', short_name: 'Badan Contoh', unit: 'Biro Perlengkapan' },
  { code: 'contoh-kementerian', name: 'Kementerian Contoh Pelayanan', short_name: 'Kemen Contoh', unit: 'Biro Umum' },
];
