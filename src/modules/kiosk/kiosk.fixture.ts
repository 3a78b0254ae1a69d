/** For this room's tests: somebody with a card and a PIN, and a browser on an enrolled kiosk. Everything is invented. */
import type { TestContext } from 'node:test';
import { visitor, type Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { activateDevice, deviceCookie, enrolDevice, hashPin, type DeviceKind } from '#identity';
import { registerWorker } from '#workforce';
import { issueCard, setKioskPin } from './commands/cards.ts';
import { routes } from './index.ts';

export const now = new Date('2026-11-24T02:00:00Z');
export const pin = '482913';
const fit = { kind: 'convict', sex: 'L', born_on: '1990-05-01', custody_from: '2024-01-01', sentence_from: '2024-06-01', release_on: '2028-06-01', risk: 'low', fit_until: '2027-12-31', tool_clearance: 'A', is_sample: true } as const;

type Person = { id: string; roster_code: string; code: string; name: string };
export async function person(house: House, n: number, where: 'facility' | 'other' = 'facility'): Promise<Person> {
  const facility_id = where === 'facility' ? house.facility.id : house.other.id;
  const pin_hash = await hashPin(house.db, pin);
  const name = `Peserta Contoh ${where} ${n}`;
  return house.act(house.as('section_head', where), async (tx) => {
    const worker = await registerWorker(tx, { ...fit, facility_id, register_number: `UJI/${where}/${n}`, name });
    const { code } = await issueCard(tx, { facility_id, worker_id: worker.id });
    await setKioskPin(tx, { facility_id, worker_id: worker.id, pin_hash });
    return { ...worker, code, name };
  }, now);
}

/** A browser on a device: it keeps cookies, and its clock can be put on. */
export class Kiosk {
  readonly house: House;
  readonly cookies = new Map<string, string>();
  constructor(house: House) { this.house = house; }
  async open(path: string, form?: Record<string, string>): Promise<{ status: number; location: string; text: string }> {
    const response = await this.house.request(path, { ...(form ? { form } : {}), headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  }
  signIn(who: Person, with_pin = pin) { return this.open('/kios', { card: who.code, pin: with_pin }); }
}

export async function kioskOf(house: House, kind: DeviceKind = 'kiosk', where: 'facility' | 'other' = 'facility'): Promise<Kiosk> {
  const facility_id = where === 'facility' ? house.facility.id : house.other.id;
  const { code } = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id, name: `Kios ${kind} ${where}`, kind }), now);
  const device = await activateDevice(house.db, code);
  const kiosk = new Kiosk(house);
  kiosk.cookies.set(deviceCookie, `${device.id}.${device.secret}`);
  return kiosk;
}

export async function hall(t: TestContext) {
  const house = await openHouse(t, { routes, now });
  const [first, second] = [await person(house, 1), await person(house, 2)];
  return { house, first, second, kiosk: await kioskOf(house), facility_id: house.facility.id };
}
export const events = async (house: House, verb: string) => (await house.admin.query<{ subject_id: string; particulars: Record<string, unknown> }>('select subject_id, particulars from kernel.event where verb = $1', [verb])).rows;
export const pages = ['/kios/menu', '/kios/jam', '/kios/hasil', '/kios/premi', '/kios/simpanan', '/kios/pelatihan', '/kios/keberatan'];

export function visitorOf(house: House): Actor {
  return { ...visitor, facility_ids: [house.facility.id] };
}
