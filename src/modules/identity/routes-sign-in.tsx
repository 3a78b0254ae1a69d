/** /masuk, /masuk/kode, /keluar, /lupa-sandi. */
import { z } from 'zod';
import { Invalid, Refusal } from '#kernel/refusal.ts';
import { page, plainForm, type Route } from '#kernel/web.ts';
import { email, newPassword } from './account.ts';
import { forgetActors } from './actor.ts';
import { authOf } from './auth.ts';
import { beginAttempt } from './commands/sign-in.ts';
import { deviceOf } from './device-queries.ts';
import { codePage, newPasswordPage, resetPage, signInPage, signOutPage } from './pages/sign-in.tsx';
import { enterCode, leadTo, safePath, signIn, signOut, surfaceAfter, surfaceOf } from './sign-in.ts';
import { urls, withQuery } from './urls.ts';
import { sayIdentity } from './words.ts';

const onward = z.string().max(500).optional();

export const signInRoutes: Route[] = [
  page({
    path: urls.signIn, may: 'anyone',
    show: async (req) => {
      const onward = req.query['lanjut'];
      if (req.actor.role !== 'public') return leadTo(req, safePath(onward, surfaceOf(req.actor.role)), []);
      // On a workshop's own device the floor is entered by PIN; the password stays one link away.
      if (req.query['sandi'] !== '1' && (await deviceOf(req.db, req.raw))?.kind === 'workshop') return leadTo(req, withQuery(urls.officers, { lanjut: onward }), []);
      return signInPage(req);
    },
  }),
  plainForm({
    path: urls.signIn, may: 'anyone', fields: z.object({ email, password: z.string().min(1).max(128), lanjut: onward }),
    act: async ({ email: who, password, lanjut }, req) => {
      const { cookies, code } = await signIn(req, { email: who, password });
      if (code) return leadTo(req, withQuery(urls.code, { lanjut }), cookies);
      return leadTo(req, safePath(lanjut, await surfaceAfter(req, cookies)), cookies);
    },
    again: signInPage,
  }),
  page({ path: urls.code, may: 'anyone', show: (req) => codePage(req) }),
  plainForm({
    path: urls.code, may: 'anyone', fields: z.object({ code: z.string().min(6).max(40), lanjut: onward }),
    act: async ({ code, lanjut }, req) => {
      const cookies = await enterCode(req, code);
      if (!cookies) throw new Invalid({ code: sayIdentity(req.locale)('codeWrong') });
      return leadTo(req, safePath(lanjut, await surfaceAfter(req, cookies)), cookies);
    },
    again: codePage,
  }),
  page({ path: urls.signOut, may: 'anyone', show: signOutPage }),
  plainForm({ path: urls.signOut, may: 'anyone', fields: z.object({}), act: async (_, req) => leadTo(req, (await deviceOf(req.db, req.raw))?.kind === 'workshop' ? urls.officers : '/', await signOut(req)), again: signOutPage }),
  page({ path: urls.reset, may: 'anyone', show: (req) => resetPage(req) }),
  plainForm({
    path: urls.reset, may: 'anyone', fields: z.object({ email }),
    act: async ({ email: who }, req) => {
      // Letters are slowed like guesses, under a name of their own.
      await beginAttempt(req.db, { email: `reset ${who}`, address: 'any' });
      await authOf(req.db).api.requestPasswordReset({ body: { email: who } });
      return { location: urls.reset, notice: sayIdentity(req.locale)('resetSent') };
    },
    again: resetPage,
  }),
  page({ path: urls.newPassword, may: 'anyone', show: (req) => newPasswordPage(req) }),
  plainForm({
    path: urls.newPassword, may: 'anyone', fields: z.object({ token: z.string().min(1).max(200), password: newPassword }),
    act: async ({ token, password }, req) => {
      const answer = await authOf(req.db).api.resetPassword({ body: { token, newPassword: password }, asResponse: true });
      if (!answer.ok) throw linkOld;
      forgetActors();
      return { location: urls.signIn, notice: sayIdentity(req.locale)('resetDone') };
    },
    again: newPasswordPage,
  }),
];

const linkOld = new Refusal('reset.link_old', { id: 'Tautan ini sudah dipakai atau lewat satu jam. Minta tautan baru di “Lupa kata sandi?”.', en: 'This link was used or is older than an hour. Ask for a new one at “Forgot your password?”.' }, { status: 422 });
