import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { suratPersetujuan } from './index.ts';

const letter = {
  letterhead: { ministry: 'Kementerian Contoh', directorate: 'Direktorat Contoh', unit: 'Lapas Contoh', address: 'Jalan Contoh 1' }, number: 'SPB-A01-2026-11-24', person: { name: 'Peserta Contoh', register_number: 'BI.CONTOH/1', roster_code: 'A01', kind: 'Narapidana' },
  regime: 'private_partner' as const, contract_ref: 'PKS-CONTOH/1', officer: { name: 'Petugas Contoh', position: 'Kepala Seksi' }, place: 'Kota Contoh', day: '2026-11-24',
};

test('the form of consent says what is agreed to, that it can be taken back, and leaves room for the person and two witnesses', async (t) => {
  const { text } = await expectPaper(t, suratPersetujuan, letter, []);
  for (const said of ['pkscontoh/1', 'menarikpersetujuan', 'tidakmengurangihaksaya', 'saksi1', 'saksi2']) assert.ok(text.includes(said), said);
});

test('a consent that names no contract is for all work of its kind', () => {
  const [facts] = suratPersetujuan.compose({ ...letter, contract_ref: '' }).blocks;
  assert.ok(facts?.kind === 'facts' && facts.facts.some((fact) => fact.value === 'semua pekerjaan jenis ini'));
});
