// The published OCDS schema, read from a folder that the project does not carry: what it refuses, and which fields it does not know.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorObject } from 'ajv';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

type Schema = { id?: string; $ref?: string; properties?: Record<string, Schema>; patternProperties?: Record<string, Schema>; items?: Schema; definitions?: Record<string, Schema>; oneOf?: Schema[]; anyOf?: Schema[] };
export type PackageKind = 'release' | 'record';
export type OcdsSchema = { /** Draft of the schema files, as they say it themselves. */ draft: string; faults(kind: PackageKind, content: unknown): string[] };

const files = ['release-schema', 'release-package-schema', 'record-schema', 'record-package-schema'] as const;
/** Fields beside the core: of the extension we name, and the link to the next page that package APIs use. */
const beside: Record<string, string> = { procurementMethodRationaleClassifications: 'ocds_procurementMethodRationaleClassifications_extension' };
const ofPackage = new Set(['links']);

export function readOcdsSchema(folder: string): OcdsSchema {
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8')) as Schema & { $schema?: string };
  const schemas = Object.fromEntries(files.map((file) => [file, read(file)]));
  const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv, ['uri', 'date-time']);
  const known = new Map<string, Schema>();
  for (const file of files) {
    const schema = schemas[file];
    if (!schema?.id) throw new Error(`${file}.json has no id`);
    known.set(schema.id, schema);
    ajv.addSchema(schema);
  }
  // A schema that is named and not in the folder lets nothing pass: what we do not publish we need not check, and nothing slips by.
  for (const ref of new Set(Object.values(schemas).flatMap(outsideRefs))) if (!known.has(ref)) ajv.addSchema({ id: ref, not: {} });
  const of = (kind: PackageKind): Schema => schemas[`${kind}-package-schema`] ?? {};
  return {
    draft: String((of('release') as { $schema?: string }).$schema),
    faults: (kind, content) => {
      const schema = of(kind);
      const check = ajv.getSchema(schema.id ?? '');
      if (!check) throw new Error(`no schema for ${kind}`);
      const refused = check(content) ? [] : (check.errors ?? []).map((error: ErrorObject) => `${error.instancePath || '/'} ${error.message ?? ''}`);
      const named = (content as { extensions?: string[] }).extensions ?? [];
      return [...new Set(refused), ...strangers(content, schema, schema, known, '', (field, at) => (at === '' && ofPackage.has(field)) || (beside[field] !== undefined && named.some((url) => url.includes(beside[field] ?? '?'))))];
    },
  };
}

function outsideRefs(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => (key === '$ref' && typeof value === 'string' && /^https?:/.test(value) ? [value] : outsideRefs(value)));
}

/** Fields the schema has no word for. It lets them pass; a reader of the standard would not find them. */
function strangers(content: unknown, schema: Schema, root: Schema, known: Map<string, Schema>, at: string, allowed: (field: string, at: string) => boolean): string[] {
  if (schema.$ref) {
    const inside = schema.$ref.startsWith('#');
    const target = inside ? root.definitions?.[schema.$ref.replace('#/definitions/', '')] : known.get(schema.$ref);
    return target ? strangers(content, target, inside ? root : target, known, at, allowed) : [];
  }
  const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  if (Array.isArray(content)) {
    const items = [schema.items, ...choices.map((choice) => choice.items)].filter((each) => each !== undefined);
    return content.flatMap((each, n) => (items.length === 0 ? [] : fewest(items.map((item) => strangers(each, item, root, known, `${at}/${n}`, allowed)))));
  }
  if (typeof content !== 'object' || content === null) return [];
  if (!schema.properties && !schema.patternProperties) return choices.length === 0 ? [] : fewest(choices.map((choice) => strangers(content, choice, root, known, at, allowed)));
  return Object.entries(content).flatMap(([field, value]) => {
    const property = schema.properties?.[field] ?? Object.entries(schema.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(field))?.[1];
    if (property) return strangers(value, property, root, known, `${at}/${field}`, allowed);
    return allowed(field, at) ? [] : [`${at}/${field} is not a field of the standard`];
  });
}
const fewest = (found: string[][]): string[] => found.toSorted((a, b) => a.length - b.length)[0] ?? [];
