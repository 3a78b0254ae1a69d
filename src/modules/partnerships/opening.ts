/** An opening: places a facility offers to a firm in one workshop. An interest: a firm that asks for some. */
import { z } from 'zod';
import { day, longText, positive, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

const places = positive.pipe(z.int().max(500));
export const newOpening = z.strictObject({ workshop: z.string().trim().min(1).max(40), places, work_id: longText, work_en: longText.optional(), until: day });
export const newInterest = z.strictObject({
  firm: shortText, contact_name: shortText, email: z.email('Isi surel seperti nama@perusahaan.co.id | Enter an e-mail like name@company.co.id').max(200),
  phone: z.string().trim().regex(/^\+?[\d -]{8,20}$/, 'Isi nomor telepon seperti 081234567890 | Enter a telephone number like 081234567890'),
  places, message: longText,
});
export const answers = ['invited', 'declined'] as const;
export const newAnswer = z.strictObject({ state: z.enum(answers), words: longText });
export const closure = z.strictObject({ reason: longText });

export type State = 'sent' | 'invited' | 'declined' | 'withdrawn';
export const states: Record<State, Phrase & { tone: 'kuning' | 'hijau' | 'abu' | 'biru' }> = {
  sent: { id: 'Menunggu', en: 'Waiting', tone: 'kuning' },
  invited: { id: 'Diundang berunding', en: 'Invited to talk', tone: 'hijau' },
  declined: { id: 'Belum dapat diterima', en: 'Not accepted', tone: 'abu' },
  withdrawn: { id: 'Ditarik', en: 'Withdrawn', tone: 'abu' },
};
/** What may follow what; an agreement begins where 'invited' ends. */
export const moves: Record<State, readonly State[]> = { sent: ['invited', 'declined', 'withdrawn'], invited: ['declined', 'withdrawn'], declined: [], withdrawn: [] };
export const isState = (text: string): text is State => text in states;

export const riskNames: Record<string, Phrase> = { low: { id: 'Rendah', en: 'Low' }, medium: { id: 'Sedang', en: 'Medium' }, high: { id: 'Tinggi', en: 'High' } };

export const noWorkshop = new Refusal('opening.no_workshop', { id: 'Bengkel tidak dikenal. Pilih dari daftar.', en: 'Unknown workshop. Choose from the list.' }, { field: 'workshop', status: 422 });
export const noRoom = (free: number) => new Refusal('opening.no_room', { id: `Bengkel ini sekarang punya ${free} tempat kosong. Tawarkan paling banyak sebanyak itu.`, en: `This workshop has ${free} free places now. Offer that many at most.` }, { field: 'places', status: 422 });
export const past = new Refusal('opening.past', { id: 'Hari terakhir sudah lewat. Isi hari ini atau sesudahnya.', en: 'The last day has passed. Enter today or later.' }, { field: 'until', status: 422 });
export const closedAlready = new Refusal('opening.closed', { id: 'Peluang ini sudah ditutup. Lihat peluang lain.', en: 'This opening is closed. See the others.' });
export const moved = new Refusal('interest.moved', { id: 'Minat ini sudah dijawab atau ditarik. Muat ulang halamannya.', en: 'This interest has been answered or withdrawn. Reload its page.' });
refuseConstraint('opening_one_per_workshop', 'opening.already_open', { id: 'Bengkel ini masih punya peluang yang terbuka pada hari-hari itu. Tutup dahulu yang lama.', en: 'This workshop has an opening on those days already. Close that one first.' }, 'workshop');
refuseConstraint('interest_open_once', 'interest.already_sent', { id: 'Minat dari surel ini untuk peluang ini sudah kami terima. Tunggu jawaban UPT.', en: 'We have an interest from this e-mail for this opening. Wait for the facility’s answer.' }, 'email');
refuseConstraint('interest_step_once', moved.code, moved.text);
refuseConstraint(moved.code, moved.code, moved.text);
