/** /sistem/perangkat: devices for the administrator; /perangkat: the code, typed on the device itself. */
import { z } from 'zod';
import { facilityByCode, facilityChoices } from '#organisation';
import type { FormState } from '#kernel/form-state.ts';
import { parse } from '#kernel/form.ts';
import { form, idIn, page, plainForm, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { asked } from './account.ts';
import { beginAttempt, forgetAttempts } from './commands/sign-in.ts';
import { activateDevice, enrolDevice, renewDeviceCode, revokeDevice } from './commands/devices.ts';
import { deviceCookie, deviceCookieSeconds, deviceKinds, newDevice } from './device.ts';
import { deviceById, deviceOf, listDevices } from './device-queries.ts';
import { sayDevice } from './device-words.ts';
import { deviceCodePage, devicesPage, deviceStates, enrolHerePage, newDevicePage, startOf } from './pages/devices.tsx';
import { addressOf } from './sign-in.ts';
import { urls } from './urls.ts';

const manages = 'device.manage';
const perPage = 50;

export const deviceRoutes: Route[] = [
  page({
    path: urls.devices, may: 'device.look',
    show: async (req) => {
      const filter = { facility: wish(req, 'facility', asked), kind: wish(req, 'kind', z.enum(deviceKinds)), state: wish(req, 'state', z.enum(deviceStates)), after: wish(req, 'after', z.uuid()) };
      const [rows, facilities] = await req.read(async (reader) => [await listDevices(reader, { ...filter, limit: perPage + 1 }), await facilityChoices(reader)] as const);
      const shown = rows.slice(0, perPage);
      return devicesPage(req, { rows: shown, filter, facilities, next: rows.length > perPage ? shown.at(-1)?.id : undefined });
    },
  }),
  page({ path: urls.newDevice, may: manages, show: (req) => enrolling(req) }),
  {
    // The code is drawn, not kept: a second send is refused by the name.
    kind: 'form', path: urls.newDevice, may: manages, again: enrolling,
    submit: async (req, { _token, ...values }): Promise<Drawn> => {
      const input = parse(newDevice, values, req.locale);
      return deviceCodePage(req, input.name, await req.write((tx) => enrolDevice(tx, input)));
    },
  },
  {
    kind: 'form', path: `${urls.devices}/:id/kode`, may: manages, again: devicesRefused,
    submit: async (req): Promise<Drawn> => {
      const { name, fresh } = await req.write(async (tx) => ({ fresh: await renewDeviceCode(tx, { id: idIn(req) }), name: (await deviceById(tx, idIn(req))).name }));
      return deviceCodePage(req, name, fresh);
    },
  },
  form({
    path: `${urls.devices}/:id/cabut`, may: manages, fields: z.object({}),
    act: async (tx, _, req) => {
      await revokeDevice(tx, { id: idIn(req) });
      return { location: urls.devices, notice: sayDevice(req.locale)('revokeDone') };
    },
    again: devicesRefused,
  }),
  page({ path: urls.device, may: 'anyone', show: async (req) => enrolHerePage(req, await deviceOf(req.db, req.raw)) }),
  plainForm({
    path: urls.device, may: 'anyone', fields: z.object({ code: z.string().trim().min(8).max(20) }),
    act: async ({ code }, req) => {
      // Codes are slowed like passwords, under a name of their own.
      const attempt = { email: 'kode perangkat', address: addressOf(req.raw) };
      await beginAttempt(req.db, attempt);
      const device = await activateDevice(req.db, code);
      await forgetAttempts(req.db, attempt);
      req.setCookie(deviceCookie, `${device.id}.${device.secret}`, { maxAge: deviceCookieSeconds });
      return { location: startOf(device.kind), notice: sayDevice(req.locale)('hereDone', { name: device.name }) };
    },
    again: async (req, state) => enrolHerePage(req, await deviceOf(req.db, req.raw), state),
  }),
  ...endpoints(),
];

function endpoints(): Route[] {
  const tag = 'identity';
  return [
    readEndpoint({
      path: '/api/v1/devices', may: 'device.look', tag, summary: 'Enrolled devices, newest first',
      query: z.strictObject({ facility: asked.optional(), kind: z.enum(deviceKinds).optional(), state: z.enum(deviceStates).optional(), cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
      read: async (reader, { query: { cursor, ...filter } }) => {
        const items = await listDevices(reader, { ...filter, ...(cursor ? { after: cursor } : {}) });
        return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.id ?? null) : null };
      },
    }),
    writeEndpoint({
      path: '/api/v1/devices', may: manages, tag, summary: 'Enrols a device of a facility and answers the code that is typed on it at /perangkat within 15 minutes',
      body: newDevice.omit({ facility_id: true }).extend({ facility: z.string().max(80) }),
      act: async (tx, { body: { facility, ...device } }) => enrolDevice(tx, { ...device, facility_id: (await facilityByCode(tx, facility)).id }),
    }),
    writeEndpoint({
      path: '/api/v1/devices/:id/revocation', may: manages, tag, summary: 'Revokes a device: its cookie stops at the next request', status: 200, body: z.strictObject({}),
      act: async (tx, { params }) => {
        const id = z.uuid().safeParse(params['id']).data ?? missing;
        await revokeDevice(tx, { id });
        return { id, revoked: true };
      },
    }),
  ];
}

function enrolling(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => newDevicePage(req, await facilityChoices(reader), state));
}

function devicesRefused(req: Req, state: FormState): Promise<Drawn> {
  return req.read(async (reader) => devicesPage(req, { rows: await listDevices(reader, { limit: perPage }), filter: {}, facilities: await facilityChoices(reader), next: undefined }, state));
}

const missing = '00000000-0000-0000-0000-000000000000';
function wish<T>(req: Req, name: string, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(req.query[name]).data;
}
