// What invented facilities offer to invented firms, and how far they got with one another. Nobody here is real.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system, visitor, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { answerInterest, capacityOf, expressInterest, publishOpening } from '#partnerships';
import { at, type Place } from './life.ts';

const work: Record<string, [id: string, en: string]> = {
  mebel: ['Rangka meja dan kursi, kayu potongan dari mitra', 'Table and chair frames, timber cut to size by the partner'],
  paving: ['Paving dan batako pesanan tetap untuk perumahan', 'Paving and blocks on a standing order for housing'],
  anyaman: ['Keranjang rotan ukuran tetap, rotan olahan dari mitra', 'Rattan baskets in fixed sizes, prepared rattan from the partner'],
  jahit: ['Seragam kerja dan tas kain, bahan dan pola dari mitra', 'Workwear and cloth bags, material and patterns from the partner'],
  batik: ['Batik cap sepanjang tahun, pewarna alam', 'Stamped batik all year, natural dyes'],
  tenun: ['Kain tenun bergaris per meter', 'Striped woven cloth by the metre'],
  roti: ['Roti pagi untuk kantin dan sekolah', 'Morning bread for canteens and schools'],
  kulit: ['Bagian atas sepatu, kulit dari mitra', 'Shoe uppers, leather from the partner'],
  plastik: ['Pemilahan dan pencacahan plastik', 'Sorting and shredding of plastics'],
};
const firms = ['CV Contoh Serat Jaya', 'Koperasi Contoh Makmur', 'PT Contoh Rantai Pasok', 'UD Contoh Rapi'];

/** One workshop of most places on offer; some asked, some answered, some still waiting. */
export async function offerCapacity(db: Db, places: Place[], today: string): Promise<void> {
  const partner = await inventedPartner(db);
  for (const [n, place] of places.entries()) {
    const { facility_id, staff } = place;
    if (n % 4 === 3) continue;
    const offered = await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -30), '09:00') }, async (tx) => {
      const [workshop] = (await capacityOf(tx, facility_id)).filter(({ code, free }) => free > 1 && work[code]);
      const [work_id, work_en] = work[workshop?.code ?? ''] ?? [];
      return workshop && work_id ? publishOpening(tx, { facility_id, workshop: workshop.code, places: Math.min(workshop.free, 4), work_id, work_en, until: addDays(today, 45 + n * 5) }) : undefined;
    });
    if (!offered) continue;
    const ask = (actor: Actor, firm: string, day: string) => transact(db, { actor, reach: { facility_ids: [facility_id] }, now: at(place, day, '10:30') }, (tx) => expressInterest(tx, {
      opening: offered.number, firm, contact_name: actor === partner ? partner.name : `Contoh Penghubung ${n + 1}`, phone: `0800-0000-${String(200 + n)}`, email: `kontak${n + 1}@contoh-mitra.test`, places: 2, message: 'Kami membawa bahan dan pelatih; hasil diambil tiap dua minggu. Mulai bulan depan.',
    }));
    const first = await ask(n % 2 === 0 && partner ? partner : visitor, n % 2 === 0 && partner ? partner.unit_name : firms[n % firms.length] ?? 'CV Contoh', addDays(today, -20));
    if (n % 3 === 2) continue;
    const state = n % 3 === 0 ? 'invited' : 'declined';
    await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -14), '13:30') }, (tx) => answerInterest(tx, {
      number: first.number, state, words: state === 'invited' ? 'Silakan datang pada jam layanan, bawa contoh bahan dan rancangan perjanjian.' : 'Mesin yang diperlukan belum ada di bengkel kami. Kami kabari bila sudah tersedia.',
    }));
  }
}

async function inventedPartner(db: Db): Promise<Actor | undefined> {
  const account = await reading(db, { actor: system }, (reader) => reader.maybe<{ id: string; person_id: string; name: string; partner_name: string }>(sql`
    select a.id, a.person_id, a.name, s.partner_name from identity.account a join identity.assignment s on s.account_id = a.id and s.role = 'partner' where a.is_sample order by a.email limit 1`));
  return account && { ...visitor, account_id: account.id, person_id: account.person_id, name: account.name, role: 'partner', unit_name: account.partner_name };
}
