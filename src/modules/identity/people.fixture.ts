/** For this room's tests: somebody with a role and a token, and a browser that signs in through the real front door. */
import type { Hono } from 'hono';
import { system, type Role } from '#kernel/policy.ts';
import { serve } from '#kernel/serve.ts';
import type { Route } from '#kernel/web.ts';
import { renderDocument, failurePage } from '#ui';
import type { House } from '#tests/house.ts';
import { actorOf, assignRole, createAccount, createToken, keepTyped, routes } from './index.ts';

export const secret = 'kalimat sandi contoh';
export const email = 'petugas@contoh.test';

type Term = Partial<Parameters<typeof assignRole>[1]> & { role: Role };

export async function somebody(house: House, address: string, ...terms: Term[]): Promise<{ id: string; token: string; terms: string[] }> {
  return house.act(system, async (tx) => {
    const account = await createAccount(tx, { email: address, name: 'Orang Contoh', password: secret, is_sample: true });
    const made: string[] = [];
    for (const term of terms) made.push((await assignRole(tx, { account_id: account.id, from: '2026-01-01', decree: 'SK-1', ...term })).id);
    return { id: account.id, token: (await createToken(tx, { email: address })).token, terms: made };
  });
}

export const bearing = (token: string): Request => new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } });

/** Keeps cookies like a browser, follows nothing. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly app: Hono;
  readonly headers: Record<string, string>;
  constructor(house: House, headers: Record<string, string> = {}, more: Route[] = []) {
    this.app = serve({ db: house.db, routes: [...routes, ...more], origin: 'http://localhost', draw: renderDocument, failurePage, actorOf, keepTyped });
    this.headers = headers;
  }

  async open(path: string, form?: Record<string, string>): Promise<{ status: number; location: string; text: string }> {
    const response = await this.app.request(path, {
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Firefox/140', ...this.headers },
      ...(form ? { body: new URLSearchParams({ _token: crypto.randomUUID(), ...form }) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || attributes.some((attribute) => /max-age=0$/i.test(attribute.trim()))) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  }
}
