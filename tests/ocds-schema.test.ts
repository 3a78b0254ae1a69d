// The reader of the published schema, proved on a small schema of the same shape: the real one is not carried along.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readOcdsSchema } from '../tools/ocds-schema.ts';

const draft = 'http://json-schema.org/draft-04/schema#';
const at = (name: string) => `https://standard.contoh.test/${name}.json`;
const schemas: Record<string, object> = {
  'release-schema': { $schema: draft, id: at('release-schema'), type: 'object', required: ['ocid', 'date'], properties: { ocid: { type: 'string', minLength: 1 }, date: { type: 'string', format: 'date-time' }, tag: { type: 'array', items: { type: 'string', enum: ['tender'] } }, tender: { $ref: '#/definitions/Tender' } }, definitions: { Tender: { type: 'object', required: ['id'], properties: { id: { type: ['string', 'integer'] } } } } },
  'release-package-schema': { $schema: draft, id: at('release-package-schema'), type: 'object', required: ['releases'], properties: { extensions: { type: 'array', items: { type: 'string', format: 'uri' } }, releases: { type: 'array', items: { $ref: at('release-schema') } } } },
  'record-schema': { $schema: draft, id: at('record-schema'), type: 'object', required: ['ocid'], properties: { ocid: { type: 'string' }, releases: { type: 'array', oneOf: [{ items: { $ref: '#/definitions/Linked' }, minItems: 1 }, { items: { $ref: at('release-schema') }, minItems: 1 }] }, compiledRelease: { $ref: at('release-schema') }, versionedRelease: { $ref: at('not-there') } }, definitions: { Linked: { type: 'object', required: ['url'], properties: { url: { type: 'string' } } } } },
  'record-package-schema': { $schema: draft, id: at('record-package-schema'), type: 'object', required: ['records'], properties: { records: { type: 'array', items: { $ref: at('record-schema') } } } },
};

test('the schema of a folder finds what is missing, of the wrong kind, or no word of the standard', (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ocds-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, schema] of Object.entries(schemas)) writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(schema));
  const { faults, draft: said } = readOcdsSchema(folder);
  assert.equal(said, draft);
  const good = { ocid: 'ocds-x', date: '2026-11-24T03:00:00.000Z', tag: ['tender'], tender: { id: 1 } };
  assert.deepEqual(faults('release', { releases: [good], links: { next: 'https://x.test' } }), []);
  assert.deepEqual(faults('record', { records: [{ ocid: 'ocds-x', releases: [good], compiledRelease: good }] }), []);
  const broken: [string, object, RegExp][] = [
    ['a missing field', { ...good, ocid: undefined }, /required property 'ocid'/], ['a day that is none', { ...good, date: 'kemarin' }, /date-time/], ['a code outside the list', { ...good, tag: ['lelang'] }, /allowed values/],
    ['a thing without its id', { ...good, tender: {} }, /required property 'id'/], ['a word the standard has not', { ...good, tender: { id: 1, pemenang: 'x' } }, /tender\/pemenang is not a field/],
    ['a field of an extension that is not named', { ...good, tender: { id: 1, procurementMethodRationaleClassifications: [] } }, /is not a field/],
  ];
  for (const [title, release, found] of broken) {
    const content = JSON.parse(JSON.stringify({ releases: [release] })) as object;
    assert.ok(faults('release', content).some((fault) => found.test(fault)), title);
  }
  assert.deepEqual(faults('release', { extensions: ['https://x.test/ocds_procurementMethodRationaleClassifications_extension/master/extension.json'], releases: [{ ...good, tender: { id: 1, procurementMethodRationaleClassifications: [] } }] }), []);
  assert.ok(faults('record', { records: [{ ocid: 'ocds-x', versionedRelease: good }] }).length > 0, 'what cannot be checked does not pass');
  assert.ok(faults('record', { records: [{ ocid: 'ocds-x', releases: [] }] }).length > 0, 'a record without a release');
});
