// Categories and the words that mean the same, as buyers type them.
import type pg from 'pg';
import { insertRows } from '#kernel/reference.ts';

export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'catalogue.category', categories.map(([code, slug, name_id, name_en, intro_id, intro_en], n) => ({ code, slug, name_id, name_en, intro_id, intro_en, position: n + 1 })));
  await insertRows(client, 'catalogue.synonym', Object.entries(synonyms).flatMap(([means, terms]) => terms.map((term) => ({ term, means }))));
}

const categories: [code: string, slug: string, name_id: string, name_en: string, intro_id: string, intro_en: string][] = [
  ['furniture', 'mebel', 'Mebel', 'Furniture', 'Meja, kursi, lemari, dan ranjang untuk rumah, sekolah, dan kantor.', 'Desks, chairs, cupboards and beds for homes, schools and offices.'],
  ['craft', 'anyaman-kerajinan', 'Anyaman dan kerajinan', 'Plaiting and crafts', 'Rotan, bambu, dan kayu yang dikerjakan tangan.', 'Rattan, bamboo and wood worked by hand.'],
  ['batik', 'batik', 'Batik', 'Batik', 'Batik tulis dan cap dengan motif rancangan bengkel sendiri.', 'Hand-drawn and stamped batik in the workshops’ own motifs.'],
  ['weaving', 'tenun', 'Tenun', 'Weaving', 'Kain dan selendang dari alat tenun bukan mesin.', 'Cloth and shawls from hand looms.'],
  ['garment', 'pakaian', 'Pakaian', 'Garments', 'Seragam, tas kain, dan jahitan menurut ukuran.', 'Uniforms, cloth bags and sewing to measure.'],
  ['leather', 'kulit', 'Kulit dan alas kaki', 'Leather and footwear', 'Sepatu, sandal, dan barang kulit.', 'Shoes, sandals and leather goods.'],
  ['coir', 'sabut-kelapa', 'Sabut kelapa', 'Coir', 'Keset, pot, dan matras dari serat kelapa.', 'Mats, pots and mattresses of coconut fibre.'],
  ['bakery', 'roti-kue', 'Roti dan kue', 'Bakery', 'Roti dan kue yang dipanggang setiap hari kerja.', 'Bread and cakes baked every working day.'],
  ['processed_food', 'pangan-olahan', 'Pangan olahan', 'Processed food', 'Keripik, kopi, bumbu, dan tempe berlabel lengkap.', 'Crisps, coffee, seasoning and tempe with full labels.'],
  ['agriculture', 'pertanian', 'Pertanian', 'Agriculture', 'Sayur, bibit, dan hasil kebun.', 'Vegetables, seedlings and garden produce.'],
  ['livestock_fishery', 'ternak-ikan', 'Ternak dan ikan', 'Livestock and fishery', 'Telur, ikan, dan hasil ternak.', 'Eggs, fish and livestock produce.'],
  ['building_material', 'bahan-bangunan', 'Bahan bangunan', 'Building materials', 'Paving, batako, dan hasil las.', 'Paving, concrete blocks and welded goods.'],
  ['plastics', 'plastik', 'Plastik', 'Plastics', 'Barang plastik cetak dan daur ulang.', 'Moulded and recycled plastic goods.'],
  ['services', 'jasa', 'Jasa', 'Services', 'Penatu, cuci kendaraan, perbaikan, dan jasa lain.', 'Laundry, car wash, repairs and other services.'],
  ['other', 'lainnya', 'Lainnya', 'Other', 'Hasil karya lain.', 'Other products.'],
];

/** Group → terms. The group's key is a category's code, or itself one of the words. */
const synonyms: Record<string, string[]> = {
  furniture: ['meubelair', 'meubel', 'mebel', 'mebeler', 'mebelair', 'furnitur', 'perabot', 'perabotan'],
  garment: ['konveksi', 'jahitan', 'busana', 'baju'],
  craft: ['kerajinan', 'anyaman', 'kriya', 'handicraft', 'suvenir', 'souvenir', 'cenderamata', 'oleh-oleh'],
  weaving: ['tenunan', 'kain tenun', 'handwoven'],
  coir: ['cocopeat', 'cocofiber', 'sabut'],
  bakery: ['bakeri', 'kue', 'snack rapat'],
  processed_food: ['camilan', 'makanan ringan', 'cemilan', 'snack', 'konsumsi rapat'],
  agriculture: ['sayuran', 'hortikultura', 'hasil kebun'],
  livestock_fishery: ['perikanan', 'peternakan'],
  building_material: ['material bangunan', 'konstruksi', 'bahan konstruksi'],
  services: ['layanan', 'laundry', 'penatu'],
  keset: ['doormat', 'keset kaki', 'alas kaki pintu', 'floor mat'],
  'kemeja dinas': ['seragam', 'pakaian dinas', 'pdh', 'baju dinas', 'uniform'],
  batako: ['bata', 'bata beton', 'bata press', 'concrete block'],
  paving: ['conblock', 'konblok', 'paving block', 'pavingblock'],
  lemari: ['almari', 'kabinet', 'filing cabinet', 'cupboard', 'rak arsip'],
  kursi: ['bangku', 'tempat duduk', 'seat'],
  meja: ['desk', 'table'],
  ranjang: ['tempat tidur', 'dipan', 'bed', 'velbed', 'divan'],
  tas: ['goodie bag', 'seminar kit', 'tote bag', 'goodiebag'],
  keranjang: ['bakul', 'basket', 'parsel', 'hamper'],
  sepatu: ['alas kaki', 'shoes', 'pantofel'],
  keripik: ['kripik', 'kerepek', 'chips', 'crisps'],
  kopi: ['coffee', 'kopi bubuk'],
  telur: ['telor', 'eggs'],
  mukena: ['perlengkapan ibadah', 'rukuh'],
};
