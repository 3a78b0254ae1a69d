/** Answers of the checkout, kept in the buyer's own cookie until the order is placed. One schema per step; read back, each is parsed again. */
import { z } from 'zod';
import { day } from '#kernel/form.ts';

export const answersCookie = 'belanja';
export const proofCookie = 'pesanan';
/** Two hours: long enough to look for a postcode, short enough for a shared telephone. */
export const answersSeconds = 7200;

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' ? undefined : input), of.optional());
/** A message that names the field, for the summary on top of the page is read without it. */
const asked = (message: string) => z.string({ error: message }).trim().min(1, message).max(200);
const phone = z.string({ error: 'Isi nomor telepon | Enter a telephone number' }).trim().transform((typed) => typed.replace(/[\s-]/g, '')).pipe(z.string().regex(/^(\+?62|0)\d{8,14}$/, 'Isi nomor seperti 081234567890 | Enter a number like 081234567890'));

export const addressStep = z.object({
  name: asked('Isi nama lengkap | Enter the full name'), phone, email: optional(z.email('Isi alamat surel seperti nama@contoh.id | Enter an address like name@example.id')),
  address: z.string({ error: 'Isi alamat | Enter the address' }).trim().min(10, 'Tulis jalan, nomor, desa, dan kecamatan | Write street, number, village and district').max(400),
  regency: asked('Isi kabupaten atau kota | Enter the regency or city'), postcode: z.string({ error: 'Isi kode pos | Enter the postcode' }).trim().regex(/^\d{5}$/, 'Kode pos terdiri atas lima angka | A postcode has five digits'),
});
export const ways = ['kurir', 'ambil'] as const;
/** One way for each sending unit, by its code. */
export const deliveryStep = z.object({ way: z.record(z.string().max(80), z.enum(ways)).default({}), requested_on: optional(day) });
export const paymentMethods = ['qris', 'va', 'transfer'] as const;
export const paymentStep = z.object({ method: z.enum(paymentMethods, { error: 'Pilih cara bayar | Choose how to pay' }) });

const answers = z.object({ address: addressStep.optional(), delivery: deliveryStep.optional(), payment: paymentStep.optional() });
export type Answers = z.infer<typeof answers>;

/** What was answered so far; what does not parse was not answered. */
export function readAnswers(cookie: string | undefined): Answers {
  try {
    return answers.parse(JSON.parse(cookie ?? '{}'));
  } catch {
    return {};
  }
}

export const steps = ['alamat', 'pengiriman', 'pembayaran', 'periksa'] as const;
export type Step = (typeof steps)[number];
/** The first step that still needs an answer. */
export const nextStep = (given: Answers): Step => (!given.address ? 'alamat' : !given.delivery ? 'pengiriman' : !given.payment ? 'pembayaran' : 'periksa');
export const mayEnter = (step: Step, given: Answers): boolean => steps.indexOf(step) <= steps.indexOf(nextStep(given));

/** Orders this browser has proved: `NUMBER.1234`, newest first. */
export type Proof = { number: string; tail: string };
export function readProofs(cookie: string | undefined): Proof[] {
  return (cookie ?? '').split(',').flatMap((part) => {
    const [, number, tail] = /^([A-Z0-9-]{3,40})\.(\d{4})$/.exec(part) ?? [];
    return number && tail ? [{ number, tail }] : [];
  }).slice(0, 20);
}
export function addProofs(known: Proof[], added: Proof[]): string {
  const all = new Map([...added, ...known].map(({ number, tail }) => [number, tail]));
  return [...all].slice(0, 20).map(([number, tail]) => `${number}.${tail}`).join(',');
}
export const tailOf = (phoneNumber: string): string => phoneNumber.replace(/\D/g, '').slice(-4);
