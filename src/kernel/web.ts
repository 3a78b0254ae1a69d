import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Db, Reach, Reader, Tx } from './db.ts';
import { parse } from './form.ts';
import type { FormState } from './form-state.ts';
import { once } from './once.ts';
import type { Actor } from './policy.ts';
import { NotFound, Refusal } from './refusal.ts';
import type { Locale } from './words.ts';

/**
 * What a room declares: pages (GET), forms (POST, answered 303 or the same page with 422) and endpoints (JSON).
 * Every route names the verb of the policy that guards it; a route without one does not compile.
 */
export type Req = {
  params: Record<string, string>;
  /** Query string, last value wins; a filter that does not parse falls back, it never fails. */
  query: Record<string, string | undefined>;
  /** Every value of a repeated query field. */
  queryAll: (name: string) => string[];
  actor: Actor;
  locale: Locale;
  now: Date;
  /** Path and query as asked, for links that come back here. */
  path: string;
  /** Address without a trailing slash under which the public reaches us, for QR codes and shared links. */
  origin: string;
  db: Db;
  /** Reads under the actor's reach (or another reach, where the route has proved the right to it). */
  read: <T>(work: (reader: Reader) => Promise<T>, reach?: Reach) => Promise<T>;
  /** Writes outside the form's own transaction are rare: prefer `act`. */
  write: <T>(work: (tx: Tx) => Promise<T>, reach?: Reach) => Promise<T>;
  /** Public reads, by the shop's own role. */
  shop: Reader;
  cookie: (name: string) => string | undefined;
  setCookie: (name: string, value: string, options?: { maxAge?: number }) => void;
  /** What the last form said when it sent us here: shown once. */
  notice: string | undefined;
  /** A once-token for a form on this page. */
  formToken: () => string;
  raw: Request;
};

/** The facility of whoever acts. The floor is of one facility: for others what lies there is not there. */
export function ownFacility({ actor }: Pick<Req, 'actor'>): string {
  if (!actor.facility_id) throw new NotFound();
  return actor.facility_id;
}

/** An id in an address: what is no id names nothing. */
export function idIn({ params }: Pick<Req, 'params'>, name = 'id'): string {
  const id = params[name] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new NotFound();
  return id;
}

export type Drawn = VNode | Response;
type Guard = { path: string; may: string };

export type PageRoute = Guard & { kind: 'page'; show: (req: Req) => Promise<Drawn> | Drawn; cached?: boolean };
export type FormRoute = Guard & { kind: 'form'; submit: (req: Req, values: Record<string, unknown>) => Promise<Drawn | { location: string; notice?: string }>; again: (req: Req, state: FormState) => Promise<Drawn> | Drawn };
export type EndpointRoute = Guard & {
  kind: 'endpoint'; method: 'get' | 'post' | 'patch' | 'delete'; summary: string; tag: string; status: number;
  schemas: { query?: z.ZodType; body?: z.ZodType; answer?: z.ZodType };
  respond: (req: Req, body: unknown) => Promise<{ status: number; body: unknown }>;
};
/** Bytes that are neither page nor JSON: PDF, XLSX, SVG, CSV. */
export type FileRoute = Guard & { kind: 'file'; send: (req: Req) => Promise<Response> };
export type Route = PageRoute | FormRoute | EndpointRoute | FileRoute;

export function page(route: Omit<PageRoute, 'kind'>): PageRoute {
  return { kind: 'page', ...route };
}

export function file(route: Omit<FileRoute, 'kind'>): FileRoute {
  return { kind: 'file', ...route };
}

/**
 * A form: parse → one transaction → 303. Bad input or a refusal draws the same page again with 422, the words kept.
 * The form's `_token` makes a second click or a reload the same act. `reach` widens the transaction for acts that cross
 * facilities by nature (a buyer's order); the actor stays who it is.
 */
export function form<Fields extends z.ZodType>(route: Guard & {
  fields: Fields;
  reach?: (req: Req, input: z.infer<Fields>) => Promise<Reach>;
  act: (tx: Tx, input: z.infer<Fields>, req: Req) => Promise<string | { location: string; notice?: string }>;
  again: (req: Req, state: FormState) => Promise<Drawn> | Drawn;
}): FormRoute {
  const { fields, reach, act, again, ...guard } = route;
  return {
    kind: 'form',
    ...guard,
    again,
    submit: async (req, values) => {
      const { _token: token, ...words } = values;
      const input = parse(fields, words, req.locale);
      const answer = await req.write(
        (tx) => tokenOnce(tx, token, { path: req.path, words }, async () => {
          const done = await act(tx, input, req);
          return typeof done === 'string' ? { location: done } : done;
        }),
        reach ? await reach(req, input) : undefined,
      );
      return answer;
    },
  };
}

/** A form without a transaction of ours: sign-in, language, cart cookie. It may set cookies; it must be harmless twice. */
export function plainForm<Fields extends z.ZodType>(route: Guard & {
  fields: Fields;
  act: (input: z.infer<Fields>, req: Req) => Promise<string | { location: string; notice?: string } | Response>;
  again: (req: Req, state: FormState) => Promise<Drawn> | Drawn;
}): FormRoute {
  const { fields, act, again, ...guard } = route;
  return {
    kind: 'form',
    ...guard,
    again,
    submit: async (req, { _token, ...words }) => {
      const done = await act(parse(fields, words, req.locale), req);
      return typeof done === 'string' ? { location: done } : done;
    },
  };
}

type EndpointParts<Query, Body> = { params: Record<string, string>; query: Query; body: Body };
type EndpointShape<Q extends z.ZodType, B extends z.ZodType> = Guard & { summary: string; tag: string; query?: Q; body?: B; answer?: z.ZodType; status?: number };

/** A JSON read: `{ items, next_cursor }` for lists, the thing itself otherwise. Paths as in Hono: `/api/v1/orders/:number`. */
export function readEndpoint<Q extends z.ZodType = z.ZodType<unknown>>(route: EndpointShape<Q, z.ZodType> & {
  read: (reader: Reader, parts: EndpointParts<z.infer<Q>, undefined>, req: Req) => Promise<unknown>;
}): EndpointRoute {
  return {
    kind: 'endpoint', method: 'get', path: route.path, may: route.may, summary: route.summary, tag: route.tag, status: 200,
    schemas: { query: route.query, answer: route.answer },
    respond: async (req) => {
      const query = (route.query ? parse(route.query, req.query, req.locale) : {}) as z.infer<Q>;
      return { status: 200, body: await req.read((reader) => route.read(reader, { params: req.params, query, body: undefined }, req)) };
    },
  };
}

/** A JSON write: one transaction, one effect per Idempotency-Key. */
export function writeEndpoint<B extends z.ZodType>(route: EndpointShape<z.ZodType, B> & {
  method?: 'post' | 'patch' | 'delete';
  body: B;
  reach?: (req: Req, body: z.infer<B>) => Promise<Reach>;
  act: (tx: Tx, parts: EndpointParts<unknown, z.infer<B>>, req: Req) => Promise<unknown>;
}): EndpointRoute {
  const status = route.status ?? (route.method === 'patch' ? 200 : 201);
  return {
    kind: 'endpoint', method: route.method ?? 'post', path: route.path, may: route.may, summary: route.summary, tag: route.tag, status,
    schemas: { body: route.body, answer: route.answer },
    respond: async (req, raw) => {
      const body = parse(route.body, raw, req.locale);
      const key = req.raw.headers.get('idempotency-key');
      const answer = await req.write((tx) => {
        const work = () => route.act(tx, { params: req.params, query: req.query, body }, req);
        return key ? once(tx, { scope: `api:${tx.actor.account_id ?? 'public'}`, key, content: [req.path, raw] }, work) : work();
      }, route.reach ? await route.reach(req, body) : undefined);
      return { status, body: answer };
    },
  };
}


async function tokenOnce<T>(tx: Tx, token: unknown, content: unknown, work: () => Promise<T>): Promise<T> {
  if (typeof token !== 'string' || token.length < 8) throw staleForm;
  return once(tx, { scope: `form:${tx.actor.account_id ?? 'public'}`, key: token, content }, work);
}

const staleForm = new Refusal('form.stale', {
  id: 'Formulir ini sudah kedaluwarsa. Periksa isian Anda di bawah, lalu kirim lagi.',
  en: 'This form has expired. Check your answers below, then send again.',
}, { status: 422 });
