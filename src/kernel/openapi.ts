import { z } from 'zod';
import type { EndpointRoute, Route } from './web.ts';

/** The API describes itself: OpenAPI 3.1 made from the schemas that parse. */
export function openApi(routes: Route[], origin: string): Record<string, unknown> {
  const endpoints = routes.filter((route): route is EndpointRoute => route.kind === 'endpoint');
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of endpoints) {
    const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Karya Binaan', version: '1', license: { name: 'MIT', identifier: 'MIT' },
      description: 'Prison industry, from the first order to the last rupiah in a savings book. Money is integer rupiah (`*_idr`), days are YYYY-MM-DD, instants ISO 8601. '
        + 'Send `Idempotency-Key` with every POST: the same request twice has one effect. Errors are RFC 9457 problem documents with a stable `code`.',
    },
    servers: [{ url: origin }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
    },
  };
}

function operation(route: EndpointRoute): Record<string, unknown> {
  const parameters = [
    ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queryParameters(route.schemas.query),
    ...(route.method === 'post' ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }] : []),
  ];
  return {
    summary: route.summary, tags: [route.tag], operationId: `${route.method}${route.path.replace(/[^a-zA-Z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')}`,
    'x-policy-verb': route.may, ...(route.may === 'anyone' ? { security: [] } : {}),
    parameters,
    ...(route.schemas.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.schemas.body, 'input') } } } } : {}),
    responses: {
      [route.status]: { description: 'Done', content: { 'application/json': { schema: route.schemas.answer ? schemaOf(route.schemas.answer, 'output') : {} } } },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

function queryParameters(schema: z.ZodType | undefined): unknown[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({ name, in: 'query', required: required.includes(name), schema: property }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const problemSchema = {
  type: 'object', required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' }, request_id: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } } },
  },
};
