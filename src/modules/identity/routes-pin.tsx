/** /akun/pin: one's own PIN; /bengkel/petugas: changing officers on an enrolled device; /akun/isian: words kept while a session slept. */
import { verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { page, plainForm, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { forgetActors } from './actor.ts';
import { authOf } from './auth.ts';
import { bindSession, deviceUnknown, pinWrong, setPin, tryPin } from './commands/pins.ts';
import { deviceOf } from './device-queries.ts';
import { keptWordsPage, officersPage, pinPage } from './pages/pin.tsx';
import { hashPin, newPin, pinDigits } from './pin.ts';
import { sayPin } from './pin-words.ts';
import { hasPin, keptWords, officersWithPin, passwordHashOf } from './session-queries.ts';
import { browserOf, leadTo, safePath } from './sign-in.ts';
import { urls } from './urls.ts';

const may = 'pin.set';

export const pinRoutes: Route[] = [
  page({ path: urls.pin, may, show: (req) => ownPin(req) }),
  plainForm({
    path: urls.pin, may, again: ownPin,
    fields: z.object({ password_now: z.string().min(1).max(128), pin: newPin, pin_again: z.string().optional() }),
    act: async ({ password_now, pin, pin_again }, req) => {
      const t = sayPin(req.locale);
      if (pin !== pin_again) throw new Invalid({ pin_again: t('pinDiffers') });
      const hash = await req.read((reader) => passwordHashOf(reader, ownId(req)));
      if (!hash || !(await verifyPassword({ hash, password: password_now }))) throw new Invalid({ password_now: t('passwordWrong') });
      const pin_hash = await hashPin(req.db, pin);
      await req.write((tx) => setPin(tx, { pin_hash }));
      return { location: urls.pin, notice: t('pinSaved') };
    },
  }),
  page({ path: urls.officers, may: 'anyone', show: (req) => officers(req) }),
  plainForm({
    path: urls.officers, may: 'anyone', again: officers,
    fields: z.object({ account_id: z.uuid(), pin: pinDigits, lanjut: z.string().max(500).optional() }),
    act: async ({ account_id, pin, lanjut }, req) => {
      const { cookies, name } = await signInByPin(req, { account_id, pin });
      return leadTo(req, safePath(lanjut, '/bengkel'), cookies, sayPin(req.locale)('welcome', { name }));
    },
  }),
  page({
    path: `${urls.keptWords}/:id`, may: 'signed-in',
    show: async (req) => keptWordsPage(req, await req.read((reader) => keptWords(reader, { id: z.uuid().safeParse(req.params['id']).data ?? missing, account_id: ownId(req) }))),
  }),
];

const missing = '00000000-0000-0000-0000-000000000000';

/** The PIN is checked by us, the session is opened by better-auth and bound to the device. Whoever held the device before is signed out of it. */
async function signInByPin(req: Req, { account_id, pin }: { account_id: string; pin: string }): Promise<{ cookies: string[]; name: string }> {
  const device = await deviceOf(req.db, req.raw);
  if (device?.kind !== 'workshop') throw deviceUnknown;
  const officer = (await req.read((reader) => officersWithPin(reader, device.facility_id))).find((row) => row.id === account_id);
  if (!officer) throw pinWrong;
  await tryPin(req.db, { account_id, pin, device });
  const { api } = authOf(req.db);
  if (req.actor.account_id) await api.signOut({ headers: browserOf(req), asResponse: true });
  const answer = await api.signInByPin({ body: { account_id }, headers: browserOf(req), asResponse: true });
  const opened = z.object({ session_id: z.uuid() }).safeParse(await answer.json());
  if (!answer.ok || !opened.success) throw pinWrong;
  await bindSession(req.db, { ...opened.data, account_id, assignment_id: officer.assignment_id, device });
  forgetActors();
  return { cookies: answer.headers.getSetCookie(), name: officer.name };
}

async function ownPin(req: Req, state?: FormState): Promise<Drawn> {
  return pinPage(req, await req.read((reader) => hasPin(reader, ownId(req))), state);
}

async function officers(req: Req, state?: FormState): Promise<Drawn> {
  const device = await deviceOf(req.db, req.raw);
  const rows = device?.kind === 'workshop' ? await req.read((reader) => officersWithPin(reader, device.facility_id)) : [];
  return officersPage(req, { device, officers: rows, lanjut: state?.values['lanjut'] ?? req.query['lanjut'] }, state);
}

function ownId(req: Req): string {
  if (!req.actor.account_id) throw new Forbidden('signed-in');
  return req.actor.account_id;
}
