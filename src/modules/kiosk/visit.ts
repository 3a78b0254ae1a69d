/** A visit to a kiosk: opened by card and PIN on an enrolled device, locked after a minute without a step. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#kernel/refusal.ts';

export const visitCookie = 'karya_kios';
/** Seconds without a step after which a visit locks; longer where somebody writes. A dated row. */
export const lockRule = 'kiosk.lock_seconds';
export type LockSeconds = { reading: number; writing: number };

/** A scanner sends the card's code alone, with an Enter of its own; the PIN then comes second. */
export const signInFields = z.strictObject({ card: z.string().trim().min(1).max(40), pin: z.string().trim().max(12).optional() });

export const newVisitToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
/** As it is read from the card or typed: spaces, dashes and small letters do not matter. */
export const plainCardCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
/** 'K7PDM4MQXR' as 'K7PD M4M QXR'. */
export const spacedCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4, 7)} ${code.slice(7)}`.trim();

export const cardLength = 10;

export const notMatching = new Refusal('kiosk.refused', { id: 'Kartu dan PIN tidak cocok. Coba lagi, atau minta bantuan petugas.', en: 'Card and PIN do not match. Try again, or ask an officer.' }, { field: 'pin', status: 422 });
export const pinNext = new Refusal('kiosk.pin_next', { id: 'Sekarang ketik PIN Anda.', en: 'Now type your PIN.' }, { field: 'pin', status: 422 });
export const waiting = (minutes: number) => new Refusal('kiosk.waiting', { id: `Terlalu banyak percobaan. Tunggu ${minutes} menit, atau minta petugas memasang PIN baru.`, en: `Too many tries. Wait ${minutes} minutes, or ask an officer to set a new PIN.` }, { field: 'pin', status: 422 });
export const locked = new Refusal('kiosk.locked', { id: 'Layar sudah terkunci. Masuk lagi dengan kartu dan PIN.', en: 'The screen is locked. Sign in again with card and PIN.' }, { status: 422 });
export const noCard = new Refusal('kiosk.no_card', { id: 'Orang ini belum punya kartu. Buat kartunya dahulu.', en: 'This person has no card yet. Make the card first.' });
export const notPresent = new Refusal('kiosk.not_present', { id: 'Orang ini tidak lagi di UPT ini. Mintalah petugas memeriksa daftar peserta.', en: 'This person is no longer in this facility. Ask an officer to look at the list of people.' });
export const pinsDiffer = new Refusal('kiosk.pins_differ', { id: 'Kedua PIN tidak sama. Ketik lagi.', en: 'The two PINs differ. Type them again.' }, { field: 'pin_again', status: 422 });
