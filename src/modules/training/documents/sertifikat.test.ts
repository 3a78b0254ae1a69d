import assert from 'node:assert/strict';
import test from 'node:test';
import { pagesOf } from '#kernel/documents/pdf-reading.ts';
import { hostileText } from '#kernel/documents/specimen.ts';
import { certificatePdf } from './sertifikat.ts';

const unit = { code: 'KYU.MBL.104(1)A', name: 'Membuat komponen dan detail sambungan mebel bentuk sederhana', standard: 'Standar bidang perkayuan' };
const content = { number: 'SKT-2026-000012', issuer: 'Lembaga Pelatihan Contoh', holder: 'Sari Contoh', title: 'Membuat Mebel Sederhana', units: [unit], lesson_hours: 160, practice_hours: 84, issued_on: '2026-11-24', valid_until: '2029-11-24', check_url: 'https://sertifikat.example/sertifikat/ABCDEFGH23456789ABCDEFGH', sample: true };
const tight = (text: string) => text.replace(/[\s\u00a0]/g, '');

test('a certificate is one page of PDF/A, however many units it names and however long the holder’s name is', async () => {
  for (const units of [1, 4, 8, 14]) {
    const pdf = await certificatePdf({ ...content, holder: 'Muhammad Abdurrahman Sampelono Wirakusumah Percontohan', units: Array.from({ length: units }, (_, n) => ({ ...unit, code: `KYU.MBL.${100 + n}` })) });
    assert.equal(pagesOf(pdf).length, 1, `${units} units`);
    assert.match(Buffer.from(pdf).toString('latin1'), /pdfaid:part>2</);
  }
});

test('it says who, what, how long and until when, and leaves out practice that was not asked', async () => {
  const words = tight(pagesOf(await certificatePdf(content)).join(''));
  for (const said of ['Sari Contoh', 'Membuat Mebel Sederhana', 'SKT-2026-000012', '160 jam pelajaran', '84 jam praktik', '24 November 2029', 'KYU.MBL.104(1)A', 'DATA CONTOH', content.check_url]) assert.ok(words.includes(tight(said)), said);
  const endless = tight(pagesOf(await certificatePdf({ ...content, practice_hours: 0, valid_until: null })).join(''));
  assert.ok(endless.includes(tight('tanpa batas waktu')) && !endless.includes('praktik'));
});

test('nothing that a person types becomes a command of the typesetter', async () => {
  const words = tight(pagesOf(await certificatePdf({ ...content, title: hostileText, holder: hostileText })).join(''));
  assert.ok(words.includes('#setpage(fill:red)'));
});
