/** The same verbs as JSON under /api/v1. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { day, longText } from '#kernel/form.ts';
import { roles } from '#kernel/policy.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { agencyByCode, facilityByCode } from '#organisation';
import { asked, email, newAccount, newAssignment } from './account.ts';
import { listEvents, verifyChains } from './audit-queries.ts';
import { assignRole, createAccount, disableAccount, enableAccount, endAssignment } from './commands/accounts.ts';
import { createToken, revokeToken } from './commands/tokens.ts';
import { accountById, assignmentsOf, listAccounts, tokensOf } from './queries.ts';

const limit = z.coerce.number().int().min(1).max(200).default(50);
const tag = 'identity';
const term = z.looseObject({ id: z.uuid(), role: z.string(), unit: z.string(), from: day, to: day.nullable(), decree: z.string(), current: z.boolean() });

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/me', may: 'signed-in', tag, summary: 'Who this token or session acts as',
    read: async (reader) => {
      const { account_id, person_id, name, role, unit_name, facility_id, facility_ids, agency_id, locale } = reader.actor;
      const roles = account_id ? (await assignmentsOf(reader, account_id)).filter((row) => row.current) : [];
      return { account_id, person_id, name, role, unit: unit_name, facility_id, facilities: facility_ids === 'all' ? 'all' : facility_ids, agency_id, locale, roles };
    },
  }),
  readEndpoint({
    path: '/api/v1/accounts', may: 'account.look', tag, summary: 'Accounts with their running roles',
    query: z.strictObject({ role: z.enum(roles).optional(), q: asked.optional(), cursor: email.optional(), limit }),
    read: async (reader, { query }) => {
      const items = await listAccounts(reader, { role: query.role, q: query.q, after: query.cursor, limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.email ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/accounts/:id', may: 'account.look', tag, summary: 'One account and every term it held', answer: z.looseObject({ id: z.uuid(), email: z.string(), roles: z.array(term) }),
    read: async (reader, { params }) => {
      const id = uuid(params['id']);
      return { ...(await accountById(reader, id)), roles: await assignmentsOf(reader, id) };
    },
  }),
  writeEndpoint({
    path: '/api/v1/accounts', may: 'account.manage', tag, summary: 'Make an account; without a password the person sets one by mail',
    body: newAccount.partial({ password: true }).omit({ is_sample: true }),
    act: (tx, { body }) => createAccount(tx, { ...body, password: body.password ?? randomBytes(24).toString('base64url') }),
  }),
  writeEndpoint({
    path: '/api/v1/accounts/:id/assignments', may: 'account.manage', tag, summary: 'Give a role in one unit, from a day on, by a decree',
    body: assignmentBody(),
    act: async (tx, { body: { role, facility, agency, regional_office, partner, from, to, decree }, params }) => assignRole(tx, {
      account_id: uuid(params['id']), role, from, to, decree, regional_office_code: regional_office, partner_name: partner,
      facility_id: facility === undefined ? undefined : (await facilityByCode(tx, facility)).id, agency_id: agency === undefined ? undefined : (await agencyByCode(tx, agency)).id,
    }),
  }),
  writeEndpoint({
    path: '/api/v1/assignments/:id/end', may: 'account.manage', tag, summary: 'End a role on its last day', status: 200,
    body: z.strictObject({ last_day: day }),
    act: async (tx, { body, params }) => {
      await endAssignment(tx, { assignment_id: uuid(params['id']), last_day: body.last_day });
      return { id: params['id'], last_day: body.last_day };
    },
  }),
  writeEndpoint({
    path: '/api/v1/accounts/:id/closure', may: 'account.manage', tag, summary: 'Close an account at once', status: 200, body: z.strictObject({ reason: longText }),
    act: async (tx, { body, params }) => {
      await disableAccount(tx, { account_id: uuid(params['id']), reason: body.reason });
      return { id: params['id'], disabled: true };
    },
  }),
  writeEndpoint({
    path: '/api/v1/accounts/:id/reopening', may: 'account.manage', tag, summary: 'Reopen a closed account', status: 200, body: z.strictObject({}),
    act: async (tx, { params }) => {
      await enableAccount(tx, { account_id: uuid(params['id']) });
      return { id: params['id'], disabled: false };
    },
  }),
  readEndpoint({
    path: '/api/v1/tokens', may: 'token.create', tag, summary: 'Your own tokens, without their secret',
    read: async (reader) => ({ items: reader.actor.account_id ? await tokensOf(reader, reader.actor.account_id) : [], next_cursor: null }),
  }),
  writeEndpoint({
    path: '/api/v1/tokens', may: 'token.create', tag, summary: 'Make a bearer token, shown once; for somebody else only as administrator',
    body: z.strictObject({ account: email, expires_at: z.iso.datetime({ offset: true }).optional() }),
    act: (tx, { body }) => createToken(tx, { email: body.account, ...(body.expires_at ? { expires_at: body.expires_at } : {}) }),
  }),
  writeEndpoint({
    path: '/api/v1/tokens/:id/revocation', may: 'token.create', tag, summary: 'Void a token', status: 200, body: z.strictObject({}),
    act: async (tx, { params }) => {
      await revokeToken(tx, { id: uuid(params['id']) });
      return { id: params['id'], revoked: true };
    },
  }),
  readEndpoint({
    path: '/api/v1/events', may: 'audit.read', tag: 'audit', summary: 'The event log, newest first',
    query: z.strictObject({ chain: asked.optional(), verb: asked.optional(), subject: asked.optional(), actor: email.optional(), from: day.optional(), to: day.optional(), cursor: z.uuid().optional(), limit }),
    read: async (reader, { query: { cursor, ...filter } }) => {
      const items = await listEvents(reader, { ...filter, ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/event-chains', may: 'audit.read', tag: 'audit', summary: 'Recomputes every event chain and names the first break of each',
    read: async (reader) => ({ items: await verifyChains(reader), next_cursor: null }),
  }),
];

/** Units by their codes, as everywhere in the API. */
function assignmentBody() {
  const { role, from, to, decree, regional_office_code, partner_name } = newAssignment.shape;
  return z.strictObject({ role, facility: z.string().max(80).optional(), agency: z.string().max(80).optional(), regional_office: regional_office_code, partner: partner_name, from, to, decree });
}

/** An address that is no id leads to nothing. */
function uuid(text: string | undefined): string {
  return z.uuid().safeParse(text).data ?? '00000000-0000-0000-0000-000000000000';
}
