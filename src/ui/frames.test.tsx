import assert from 'node:assert/strict';
import test from 'node:test';
import { roles } from '#kernel/policy.ts';
import { workPage } from './frames.tsx';
import { asker } from './gallery.fixture.ts';
import { PageHeading, renderDocument } from './index.ts';
import { sayRole } from './role-words.ts';

const drawn = (locale: 'id' | 'en', as: Partial<ReturnType<typeof asker>['actor']> = {}) => {
  const req = asker('/akun/peran', locale);
  return renderDocument(workPage({ ...req, actor: { ...req.actor, ...as } }, { surface: 'akun', title: 'X' }, <PageHeading title="X" />));
};

test('whoever works sees the unit, the person and the role they act as, whichever role it is', () => {
  for (const role of roles) {
    for (const locale of ['id', 'en'] as const) {
      const html = drawn(locale, { role, name: 'Petugas Contoh', unit_name: 'Lapas Contoh Muara' });
      assert.match(html, /Lapas Contoh Muara/);
      assert.ok(html.includes(`<li class="work-head__who">Petugas Contoh · ${sayRole(locale)(role)}</li>`), `${role} ${locale}`);
    }
  }
  assert.match(drawn('en', { role: 'partner' }), / · Partner<\/li>/);
});

test('signing out and changing the language are sent, never a link that something could follow ahead of the reader', () => {
  const html = drawn('id');
  assert.doesNotMatch(html, /href="\/keluar"/);
  assert.match(html, /<form action="\/keluar" method="post"><button[^>]*>Keluar</);
  assert.match(html, /<form action="\/akun\/bahasa" method="post"><input type="hidden" name="_token" value="token-contoh"\/?><button[^>]*name="locale" value="en"/);
  assert.match(drawn('en'), /name="locale" value="id" lang="id"/);
});

test('a visitor on a work page is offered no sign-out and no role', () => {
  const html = drawn('id', { role: 'public', name: '' });
  assert.doesNotMatch(html, /\/keluar|\/akun\/peran/);
});
