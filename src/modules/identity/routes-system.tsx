/** /sistem: accounts and terms for the administrator, the event log for the auditor. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { agencyChoices, facilityChoices, regionalOffices } from '#organisation';
import { day, longText, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { roles } from '#kernel/policy.ts';
import { form, idIn, page, plainForm, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { asked, email, newAssignment } from './account.ts';
import { listEvents, verifyChains } from './audit-queries.ts';
import { authOf } from './auth.ts';
import { assignRole, createAccount, disableAccount, enableAccount, endAssignment } from './commands/accounts.ts';
import { auditPage } from './pages/audit.tsx';
import { newUserPage, userPage, usersPage } from './pages/users.tsx';
import { accountById, assignmentsOf, listAccounts, tokensOf } from './queries.ts';
import { urls, userUrl } from './urls.ts';
import { sayIdentity } from './words.ts';

const perPage = 50;
const manages = 'account.manage';

export const systemRoutes: Route[] = [
  page({
    path: urls.users, may: 'account.look',
    show: async (req) => {
      const filter = { q: wish(req, 'q', asked), role: wish(req, 'role', z.enum(roles)), after: wish(req, 'after', email) };
      const rows = await req.read((reader) => listAccounts(reader, { ...filter, limit: perPage + 1 }));
      const shown = rows.slice(0, perPage);
      return usersPage(req, { rows: shown, filter, next: rows.length > perPage ? shown.at(-1)?.email : undefined });
    },
  }),
  page({ path: urls.newUser, may: manages, show: (req) => newUserPage(req) }),
  plainForm({
    path: urls.newUser, may: manages, fields: z.object({ name: shortText, email, locale: z.enum(['id', 'en']).default('id') }),
    act: async ({ name, email: address, locale }, req) => {
      // Nobody knows this first password; the letter leads to one of the person's own. The email is unique: twice is refused.
      const { id } = await req.write((tx) => createAccount(tx, { name, email: address, locale, password: randomBytes(24).toString('base64url') }));
      await authOf(req.db).api.requestPasswordReset({ body: { email: address } });
      return { location: userUrl(id), notice: sayIdentity(req.locale)('userCreated') };
    },
    again: newUserPage,
  }),
  page({ path: `${urls.users}/:id`, may: 'account.look', show: (req) => user(req) }),
  form({
    path: `${urls.users}/:id/peran`, may: manages, fields: z.object(newAssignment.shape).omit({ account_id: true }),
    act: async (tx, input, req) => {
      await assignRole(tx, { ...input, account_id: idIn(req) });
      return { location: userUrl(idIn(req)), notice: sayIdentity(req.locale)('assigned') };
    },
    again: user,
  }),
  form({
    path: `${urls.users}/:id/akhir`, may: manages, fields: z.object({ assignment_id: z.uuid(), last_day: day }),
    act: async (tx, input, req) => {
      await endAssignment(tx, input);
      return { location: userUrl(idIn(req)), notice: sayIdentity(req.locale)('termEnded') };
    },
    again: user,
  }),
  form({
    path: `${urls.users}/:id/tutup`, may: manages, fields: z.object({ reason: longText }),
    act: async (tx, { reason }, req) => {
      await disableAccount(tx, { account_id: idIn(req), reason });
      return { location: userUrl(idIn(req)), notice: sayIdentity(req.locale)('closed') };
    },
    again: user,
  }),
  form({
    path: `${urls.users}/:id/buka`, may: manages, fields: z.object({}),
    act: async (tx, _, req) => {
      await enableAccount(tx, { account_id: idIn(req) });
      return { location: userUrl(idIn(req)), notice: sayIdentity(req.locale)('reopened') };
    },
    again: user,
  }),
  page({
    path: urls.audit, may: 'audit.read',
    show: async (req) => {
      const filter = { chain: wish(req, 'chain', asked), verb: wish(req, 'verb', asked), subject: wish(req, 'subject', asked), actor: wish(req, 'actor', email), from: wish(req, 'from', day), to: wish(req, 'to', day), after: wish(req, 'after', z.uuid()) };
      const [rows, chains] = await req.read(async (reader) => [await listEvents(reader, { ...filter, limit: perPage + 1 }), req.query['periksa'] === '1' ? await verifyChains(reader) : undefined] as const);
      const shown = rows.slice(0, perPage);
      return auditPage(req, { rows: shown, filter, next: rows.length > perPage ? shown.at(-1)?.id : undefined, chains });
    },
  }),
];

async function user(req: Req, state?: FormState): Promise<Drawn> {
  const id = idIn(req);
  const shown = await req.read(async (reader) => ({
    account: await accountById(reader, id), terms: await assignmentsOf(reader, id), tokens: await tokensOf(reader, id),
    choices: { facilities: await facilityChoices(reader), agencies: await agencyChoices(reader), offices: await regionalOffices(reader) },
  }));
  return userPage(req, shown, state);
}

/** A filter that does not parse falls away, it never fails. */
function wish<T>(req: Req, name: string, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(req.query[name]).data;
}
