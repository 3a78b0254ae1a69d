/**
 * Sign-in, sessions, second factor and password reset are better-auth's, on our tables (migrations/001-identity.sql).
 * It speaks to the database through a small pool of its own with `search_path=identity`, made here and nowhere else: the
 * library prepares its own statements and transactions, and it reads no table but this room's. It acts under the app's
 * role, so that it can do no more than the app.
 */
import { createHmac } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import pg from 'pg';
import { z } from 'zod';
import { reading, transact, type Db } from '#kernel/db.ts';
import { log } from '#kernel/log.ts';
import { visitor } from '#kernel/policy.ts';
import { sendResetMail } from './mails.ts';
import { standingOf } from './queries.ts';

export const sessionHours = 8;
export const sessionCookie = 'karya.session_token';

const made = new WeakMap<Db, Auth>();

export function authOf(db: Db): Auth {
  const known = made.get(db);
  if (known) return known;
  const auth = createAuth(db);
  made.set(db, auth);
  return auth;
}

export type Auth = ReturnType<typeof createAuth>;

function createAuth(db: Db) {
  return betterAuth({
    appName: 'Karya Binaan',
    baseURL: 'http://localhost',
    basePath: '/auth',
    // Bound to the installation's database, so that every process signs alike and no other setting is needed.
    secret: createHmac('sha256', db.contextKey).update('sessions').digest('hex'),
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message) => (level === 'error' ? log.warn({ from: 'better-auth' }, message) : undefined) },
    database: poolOf(db),
    // Our forms call it as functions; it listens to no address. Guessing is slowed by identity.failed_sign_in.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'karya',
      useSecureCookies: false,
      database: { generateId: false },
      // Address and browser of a session are set by ourselves when it opens.
      ipAddress: { disableIpTracking: true },
    },
    user: {
      modelName: 'account',
      additionalFields: { locale: { type: 'string', required: false, input: false } },
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'session',
      fields: { userId: 'account_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', createdAt: 'created_at', updatedAt: 'updated_at' },
      // A working day, then sign in again: absolute, not sliding.
      expiresIn: sessionHours * 3600,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'account_id', accountId: 'external_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', createdAt: 'created_at', updatedAt: 'updated_at',
      },
    },
    verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user }) => recordReset(db, user.id),
      sendResetPassword: async ({ user, token }) => sendResetMail({ email: user.email, token, locale: 'locale' in user && user.locale === 'en' ? 'en' : 'id' }),
    },
    // No session for an account that is disabled or holds no running term, whichever way it came in.
    databaseHooks: { session: { create: { before: async ({ userId }) => (await standsNow(db, userId) ? undefined : false) } } },
    plugins: [
      { id: 'pin', endpoints: { signInByPin } },
      twoFactor({
        issuer: 'Karya Binaan',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'second_factor',
            fields: { backupCodes: 'backup_codes', userId: 'account_id', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
          },
        },
      }),
    ],
  });
}

/** Opens a session for somebody whose PIN has just been checked by us. No address leads here: it is called as a function. */
const signInByPin = createAuthEndpoint('/pin', { method: 'POST', body: z.object({ account_id: z.string() }) }, async (ctx) => {
  const user = await ctx.context.internalAdapter.findUserById(ctx.body.account_id);
  const session = user && (await ctx.context.internalAdapter.createSession(user.id));
  if (!user || !session) return ctx.json(null);
  await setSessionCookie(ctx, { session, user });
  return ctx.json({ session_id: session.id });
});

async function recordReset(db: Db, account_id: string): Promise<void> {
  await transact(db, { actor: { ...visitor, account_id } }, async (tx) => tx.emit({ verb: 'account.password_reset', facility_id: null, subject_kind: 'account', subject_id: account_id }));
}

async function standsNow(db: Db, account_id: string): Promise<boolean> {
  return (await reading(db, { actor: visitor }, (reader) => standingOf(reader, account_id, null))) !== undefined;
}

function poolOf(db: Db): pg.Pool {
  const pool = new pg.Pool({
    connectionString: db.app.options.connectionString, max: 4, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 5_000, allowExitOnIdle: true,
    options: '-c search_path=identity -c statement_timeout=15000 -c lock_timeout=5000',
  });
  // Without a listener, a database that goes away takes the process with it.
  pool.on('error', () => {});
  return pool;
}
