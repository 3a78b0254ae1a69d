// Every route × every role: who may, gets in; who may not, hears 403 (or is led to sign in) and nothing happens; nobody ever gets a 500.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { may, roles, visitor, type Actor } from '#kernel/policy.ts';
import { page, type Route } from '#kernel/web.ts';
import { createApp, rooms } from '../src/app.tsx';
import { openHouse, type House } from './house.ts';

let house: House;
const closing: (() => Promise<void>)[] = [];
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) });
});
after(async () => {
  for (const close of closing) await close();
});

const everybody = (): Actor[] => [visitor, ...roles.map((role) => house.as(role))];
const missing = '00000000-0000-7000-8000-000000000000';

/** A path with ids that name nothing: enough to reach the policy, never somebody's rows. */
function address(route: Route): string {
  return route.path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => (/id|worker|session|charge/i.test(name) ? missing : name === 'month' || name === 'period' ? '2026-01' : 'tidak-ada'));
}

type Finding = { path: string; role: string; status: number; expected: string };
async function walk(routes: Route[], app: { request(path: string, init?: RequestInit): Response | Promise<Response> }, actor: { now: Actor }): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes) {
    for (const who of everybody()) {
      actor.now = who;
      const response = await app.request(address(route), init(route));
      const allowed = may(who, route.may);
      const led = response.status === 303 && (response.headers.get('location') ?? '').startsWith('/masuk?lanjut=');
      const refused = response.status === 401 || response.status === 403 || led;
      const wrong = allowed ? response.status === 401 || led : !refused;
      if (wrong || response.status >= 500) findings.push({ path: `${route.kind} ${route.path}`, role: who.role, status: response.status, expected: allowed ? 'let in' : 'kept out' });
      await response.body?.cancel();
    }
  }
  return findings;
}

function init(route: Route): RequestInit {
  if (route.kind === 'form') return { method: 'POST', body: new URLSearchParams({ _token: crypto.randomUUID() }) };
  if (route.kind !== 'endpoint') return {};
  return { method: route.method.toUpperCase(), headers: { 'content-type': 'application/json' }, ...(route.method === 'get' ? {} : { body: '{}' }) };
}

test('every route lets in exactly whom its verb lets in, and answers nobody with a 500', async () => {
  assert.ok(rooms.length > 80, `only ${rooms.length} routes found`);
  const actor = { now: visitor };
  const app = createApp({ db: house.db, origin: 'http://localhost', whoActs: async () => actor.now });
  assert.deepEqual(await walk(rooms, app, actor), []);
});

test('the walk finds a planted hole: a route that guards itself with the wrong verb', async () => {
  const actor = { now: visitor };
  const { serve } = await import('#kernel/serve.ts');
  const { failurePage, renderDocument } = await import('#ui');
  const planted = page({ path: '/lubang', may: 'anyone', show: () => new Response('open to all') });
  const declared: Route = { ...planted, may: 'order.commit' };
  const app = serve({ db: house.db, routes: [planted], origin: '', actorOf: async () => actor.now, draw: renderDocument, failurePage });
  const findings = await walk([declared], app, actor);
  assert.ok(findings.length >= roles.length - 1, 'the hole was not found');
});
