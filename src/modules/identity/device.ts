/** A device of a facility, the code that enrols it, and the cookie it shows. */
import { randomBytes, randomInt } from 'node:crypto';
import { z } from 'zod';
import { shortText } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';

export const deviceKinds = ['workshop', 'kiosk'] as const;
export type DeviceKind = (typeof deviceKinds)[number];
export type Device = { id: string; facility_id: string; kind: DeviceKind; name: string };

export const kindNames: Record<DeviceKind, Phrase> = {
  workshop: { id: 'Gawai bengkel', en: 'Workshop device' },
  kiosk: { id: 'Kios', en: 'Kiosk' },
};

export const newDevice = z.strictObject({ facility_id: z.uuid(), name: shortText, kind: z.enum(deviceKinds) });

export const codeMinutes = 15;

/** Letters and digits that are not taken for each other when read aloud or typed; about 39 bits for a quarter of an hour. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ2345679';

/** 'K7PD-4MQX', as it is shown. */
export function newCode(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** As it is compared: spaces, dashes and small letters do not matter. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

export const newSecret = (): string => randomBytes(32).toString('base64url');

export const deviceCookie = 'karya_device';
/** As long as browsers keep a cookie at most. */
export const deviceCookieSeconds = 400 * 86_400;

/** The id finds the row, the secret proves it. */
export function claimOfDevice(request: Request): { id: string; secret: string } | undefined {
  const value = new RegExp(`(?:^|;\\s*)${deviceCookie}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
  const [, id, secret] = /^([0-9a-f-]{36})\.([\w-]{40,50})$/.exec(value) ?? [];
  return id && secret ? { id, secret } : undefined;
}

export type DeviceState = 'waiting' | 'late' | 'active' | 'revoked';
