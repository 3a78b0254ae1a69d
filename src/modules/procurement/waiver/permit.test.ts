import assert from 'node:assert/strict';
import test from 'node:test';
import type { JWK } from 'jose';
import { NotFound } from '#kernel/refusal.ts';
import { refused } from '#tests/house.ts';
import { buying, type Buying } from '../buying.fixture.ts';
import { decideWaiver } from './answer-commands.ts';
import { approveWaiver, requestWaiver } from './commands.ts';
import { wholeWaiver } from './machine.ts';
import { newKey, qrOf, signPermit, verifiedPermit, type PermitWords } from './permit.ts';
import { revokePermit, usePermit } from './permit-commands.ts';
import { permitByCode, permitsCovering, publicKeys, usesOf } from './permit-queries.ts';
import { standingOf } from './standing.ts';

const line = { item_text: 'Kursi lipat rapat', unspsc: '56101542', quantity: 8, unit: 'buah', value_idr: 20_000_000, needed_by: '2026-12-31', market_price_idr: 250_000 };
async function granted(b: Buying, lines: object[] = [line]): Promise<string> {
  const { number } = await b.act(b.pp, (tx) => requestWaiver(tx, wholeWaiver.parse({ unit: 'Bagian Umum', reason_code: 'PRICE', reason_text: 'Harga pasar lebih rendah', evidence: 'Penawaran CV Contoh', valid_from: '2026-12-01', valid_to: '2027-03-31', approver: 'KPA', lines })));
  await b.act(b.ppk, (tx) => approveWaiver(tx, { number }));
  return (await b.act(b.hq, (tx) => decideWaiver(tx, { number }, { decision: 'grant', words: 'Harga memang lebih rendah' }))).code ?? '';
}
const use = (quantity: number, reference: string, used_on = '2026-12-10', at = 1) => ({ line: at, quantity, reference, used_on });
const permitOf = async ({ house, hq }: Buying, code: string) => {
  const permit = await house.look(hq, (reader) => permitByCode(reader, code));
  assert.ok(permit);
  return permit;
};
const standing = async (b: Buying, code: string, today = '2026-12-10') => standingOf(await permitOf(b, code), await b.house.look(b.hq, publicKeys), today);

test('a permit is verified offline with the published keys alone, and a changed letter is found', async (t) => {
  const b = await buying(t);
  const code = await granted(b);
  const { jws } = await permitOf(b, code);
  const { keys } = (await (await b.house.request('/izin/jwks.json')).json()) as { keys: JWK[] };
  assert.ok(keys.every((key) => !('d' in key)), 'no private half is published');
  const words = await verifiedPermit(jws, keys);
  assert.deepEqual(words && [words.jti, words.agency, words.lines, words.trial, words.reason], [code, 'Instansi Contoh Uji', [{ line: 1, item: 'Kursi lipat rapat', unspsc: '56101542', quantity: 8, unit: 'buah' }], true, 'PRICE']);
  assert.doesNotMatch(JSON.stringify(words), /250000|20000000|Contoh procurement/, 'no price and no person');
  const [head, body, mark] = jws.split('.');
  const more = Buffer.from(JSON.stringify({ ...words, lines: [{ ...words?.lines[0], quantity: 800 }] })).toString('base64url');
  for (const forged of [[head, more, mark], [head, body, `A${mark?.slice(1)}`], [Buffer.from('{"alg":"none"}').toString('base64url'), body, ''], [head, body, '']]) assert.equal(await verifiedPermit(forged.join('.'), keys), undefined);
  const own = newKey();
  const forged = await signPermit(words as PermitWords, own);
  assert.equal(await verifiedPermit(forged, keys), undefined, 'a key of one’s own signs nothing');
  assert.equal(qrOf('https://x/cek/A', jws), `https://x/cek/A#${jws}`);
  assert.equal(qrOf('https://x/cek/A', 'x'.repeat(2000)), 'https://x/cek/A', 'too long for a phone: the address alone');
});

test('a permit is never used beyond its quantity, twice for one purchase, outside its days, or after it is revoked', async (t) => {
  const b = await buying(t);
  const { act, pp, hq, house } = b;
  const code = await granted(b);
  await act(pp, (tx) => usePermit(tx, code, use(5, 'SPK-1')));
  await assert.rejects(act(pp, (tx) => usePermit(tx, code, use(4, 'SPK-2'))), refused('permit.exhausted'));
  await assert.rejects(act(pp, (tx) => usePermit(tx, code, use(1, 'SPK-1'))), refused('permit.used_already'));
  for (const day of ['2026-11-30', '2027-04-01']) await assert.rejects(act(pp, (tx) => usePermit(tx, code, use(1, `SPK-${day}`, day))), refused('permit.not_valid_then'));
  await assert.rejects(act(pp, (tx) => usePermit(tx, code, use(1, 'SPK-X', '2026-12-10', 2))), NotFound);
  await assert.rejects(act({ ...pp, agency_id: crypto.randomUUID() }, (tx) => usePermit(tx, code, use(1, 'SPK-Y'))), NotFound, 'another agency’s permit');
  const both = await Promise.allSettled([1, 2].map((n) => act(pp, (tx) => usePermit(tx, code, use(2, `SPK-1${n}`)))));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'three are left, and two buyers want two each');
  assert.equal(await standing(b, code), 'valid');
  await act(pp, (tx) => usePermit(tx, code, use(1, 'SPK-20')));
  assert.equal(await standing(b, code), 'exhausted');
  assert.equal((await house.look(pp, (reader) => usesOf(reader, code))).length, 3);
  await assert.rejects(house.admin.query('update procurement.permit_line set used = 9'), /permit_within_quantity/);
  await assert.rejects(house.admin.query('delete from procurement.permit_use'), /append-only/);

  const other = await granted(b, [{ ...line, quantity: 7 }]);
  assert.deepEqual([await standing(b, other, '2026-11-30'), await standing(b, other), await standing(b, other, '2027-04-01')], ['early', 'valid', 'expired']);
  await act(hq, (tx) => revokePermit(tx, other, { words: 'Keterangan harga tidak benar' }));
  assert.equal(await standing(b, other), 'revoked');
  await assert.rejects(act(pp, (tx) => usePermit(tx, other, use(1, 'SPK-3'))), refused('permit.revoked'));
  await assert.rejects(act(hq, (tx) => revokePermit(tx, other, { words: 'Sekali lagi dicabut' })), refused('permit.revoked'));
  await assert.rejects(act(hq, (tx) => revokePermit(tx, 'TIADA', { words: 'Tidak ada izinnya' })), NotFound);
});

test('a permit that was changed in the database itself is told as forged; nothing is granted beyond what was asked', async (t) => {
  const b = await buying(t);
  const code = await granted(b);
  await b.house.admin.query('update procurement.permit_line set quantity = 80');
  assert.equal(await standing(b, code), 'forged');
  const { number } = await b.act(b.pp, (tx) => requestWaiver(tx, wholeWaiver.parse({ unit: 'U', reason_code: 'EMERGENCY', reason_text: 'Banjir', evidence: 'SK darurat 1', valid_from: '2026-12-01', valid_to: '2027-03-31', approver: 'KPA', lines: [{ ...line, quantity: 3 }] })));
  await b.act(b.ppk, (tx) => approveWaiver(tx, { number }));
  const decide = (quantity: number) => b.act(b.hq, (tx) => decideWaiver(tx, { number }, { decision: 'grant', words: 'Banjir bandang', lines: [{ line: 1, quantity }] }));
  await assert.rejects(decide(4), refused('permit.not_granted'));
  await assert.rejects(decide(0), refused('waiver.nothing_granted'));
  await decide(2);
  const { rows } = await b.house.admin.query<{ n: number }>('select count(*)::int as n from procurement.signing_key where sealed is not null');
  assert.equal(rows[0]?.n, 1, 'one key for all');
});

test('a blanket permit covers every need of its class while something is left; a single one only the need it was asked for', async (t) => {
  const b = await buying(t);
  const covering = (unspsc: string | null, category: string, need_id = crypto.randomUUID(), on = '2026-12-10') => b.house.look(b.pp, async (reader) => (await permitsCovering(reader, { unspsc, category, need_id, on })).map(({ left }) => left));
  const single = await granted(b);
  assert.deepEqual(await covering('56101542', 'furniture'), [], 'another purchase of the same goods is not covered');
  const { number } = await b.act(b.pp, (tx) => requestWaiver(tx, wholeWaiver.parse({ kind: 'blanket', unit: 'U', reason_code: 'MEDICAL_ACCESS', reason_text: 'Kursi khusus', evidence: 'Surat dokter', valid_from: '2026-12-01', valid_to: '2027-05-31', approver: 'KPA', lines: [{ item_text: 'Kursi khusus', unspsc: '56101500', quantity: 40, unit: 'buah', value_idr: 40_000_000 }] })));
  await b.act(b.ppk, (tx) => approveWaiver(tx, { number }));
  const { code } = await b.act(b.hq, (tx) => decideWaiver(tx, { number }, { decision: 'grant', words: 'Kebutuhan khusus' }));
  assert.deepEqual([await covering('56101542', 'furniture'), await covering('52101508', 'coir'), await covering('56101542', 'furniture', undefined, '2027-06-01')], [[40], [], []]);
  await b.act(b.pp, (tx) => usePermit(tx, code ?? '', use(40, 'SPK-9')));
  assert.deepEqual(await covering('56101542', 'furniture'), []);
  assert.notEqual(single, code);
});
