/**
 * The public page of a certificate. It stands alone, without the house's frame: whoever checks a certificate sees the issuer's
 * neutral name, what the holder can do, and whether it holds today; never the holder's name, never a place.
 */
import type { ComponentChildren, VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { pick, words } from '#kernel/words.ts';
import { Button, Details, Form, Notice, PageHeading, SummaryList, TextField } from '#ui';
import { assetUrl } from '#ui/assets.ts';
import type { PublishedCredential } from '../certificate-queries.ts';
import { urls } from '../urls.ts';

export type Standing = 'valid' | 'revoked' | 'expired' | 'broken' | 'unknown';
export type Checked = { code: string; standing: Standing; credential?: PublishedCredential | undefined; named?: boolean | undefined };

export function checkPage(req: Req, issuer: string, checked?: Checked, state?: FormState): VNode {
  const t = sayCheck(req.locale);
  const title = checked?.credential ? t('titleOf', { number: checked.credential.number }) : t('title');
  return neutral(req, issuer, title,
    <PageHeading title={title} caption={issuer} />,
    checked ? <Answer req={req} checked={checked} state={state} /> : null,
    !checked?.credential && <p>{t('lead')}</p>,
    !checked?.credential && (
      <Form action={urls.check(req.locale)} method="get" locale={req.locale}>
        <TextField name="kode" label={t('code')} hint={t('codeHint')} value={checked?.code ?? ''} width="m" autocomplete="off" />
        <Button>{t('check')}</Button>
      </Form>
    ));
}

export function unitPage(req: Req, issuer: string, unit: { code: string; name_id: string; name_en: string; standard: string; verified: boolean; source: string }): VNode {
  const t = sayCheck(req.locale);
  return neutral(req, issuer, pick(req.locale, unit),
    <PageHeading title={pick(req.locale, unit)} caption={t('unit')} />,
    <SummaryList rows={[{ label: t('unitCode'), value: unit.code }, { label: t('standard'), value: unit.standard }, { label: t('source'), value: unit.verified ? unit.source : t('unverified') }]} />);
}

function Answer({ req, checked: { standing, credential, named }, state }: { req: Req; checked: Checked; state?: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayCheck(locale);
  const tone = { valid: 'success', revoked: 'danger', expired: 'warning', broken: 'danger', unknown: 'warning' } as const;
  const days = { revoked: credential?.revoked_at ? formatDay(credential.revoked_at.toISOString().slice(0, 10), locale) : '', expired: credential?.valid_until ? formatDay(credential.valid_until, locale) : '' };
  return (
    <>
      <Notice tone={tone[standing]} title={t(standing)}>{t(`${standing}Hint`, { day: standing === 'revoked' ? days.revoked : days.expired })}</Notice>
      {credential && (
        <>
          <SummaryList rows={[
            { label: t('achievement'), value: pick(locale, { name_id: credential.title_id, name_en: credential.title_en }) },
            { label: t('units'), value: <ul class="govuk-list">{credential.units.map((unit) => <li>{pick(locale, unit)} <span class="quiet">{unit.code} · {unit.standard}</span></li>)}</ul> },
            { label: t('number'), value: credential.number },
            { label: t('issuer'), value: credential.issuer_name },
            { label: t('issued'), value: formatDay(credential.issued_on, locale) },
            { label: t('until'), value: credential.valid_until ? formatDay(credential.valid_until, locale) : t('noEnd') },
            ...(credential.is_sample ? [{ label: t('note'), value: t('sample') }] : []),
          ]} />
          {named !== undefined && (named ? <Notice tone="success" title={t('named')}>{t('namedHint')}</Notice> : <Notice tone="warning" title={t('notNamed')}>{t('notNamedHint')}</Notice>)}
          <Form action={urls.published(locale, credential.id)} locale={locale} state={state}>
            <TextField name="nama" label={t('name')} hint={t('nameHint')} autocomplete="off" width="l" required />
            <Button kind="secondary">{t('compare')}</Button>
          </Form>
          <Details summary={t('machine')}>
            <p>{t('machineHint')}</p>
            <p><a href={`/sertifikat/${credential.id}.json`}>Open Badges 3.0 (JSON)</a> · <a href={`/sertifikat/${credential.id}.jwt`}>JWT</a> · <a href="/sertifikat/did.json">did.json</a></p>
          </Details>
        </>
      )}
    </>
  );
}

/** An own document on purpose: the frames of the house carry its name and its links. */
function neutral(req: Req, issuer: string, title: string, ...children: ComponentChildren[]): VNode {
  const { locale } = req;
  const plain = (req.path.split('?')[0] ?? '').replace(/^\/en(?=\/)/, '');
  const other = locale === 'en' ? plain : `/en${plain}`;
  const t = sayCheck(locale);
  return (
    <html lang={locale} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – ${issuer}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <link rel="stylesheet" href={assetUrl('shop.css')} />
        <link rel="icon" href="data:," />
      </head>
      <body class="govuk-template__body surface-toko">
        <a href="#isi" class="govuk-skip-link">{t('skip')}</a>
        <main id="isi" class="govuk-main-wrapper wide shop-main" lang={locale}>
          {children}
          <p><a href={other} hreflang={locale === 'en' ? 'id' : 'en'} lang={locale === 'en' ? 'id' : 'en'}>{t('other')}</a></p>
        </main>
      </body>
    </html>
  );
}

const sayCheck = words({
  title: { id: 'Periksa sertifikat', en: 'Check a certificate' },
  titleOf: { id: 'Sertifikat {number}', en: 'Certificate {number}' },
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  other: { id: 'Read in English', en: 'Baca dalam bahasa Indonesia' },
  lead: { id: 'Pindai kode QR pada sertifikat, atau ketik kode di akhir alamat yang tercetak di bawahnya.', en: 'Scan the QR code on the certificate, or type the code at the end of the address printed below it.' },
  code: { id: 'Kode sertifikat', en: 'Code of the certificate' },
  codeHint: { id: '24 huruf dan angka', en: '24 letters and digits' },
  check: { id: 'Periksa', en: 'Check' },
  valid: { id: 'Sertifikat ini sah dan berlaku', en: 'This certificate is genuine and valid' },
  validHint: { id: 'Tanda tangannya cocok dan tidak dicabut. Bandingkan dengan sertifikat di tangan Anda.', en: 'Its signature fits and it is not revoked. Compare it with the certificate in your hand.' },
  revoked: { id: 'Sertifikat ini sudah dicabut', en: 'This certificate has been revoked' },
  revokedHint: { id: 'Dicabut pada {day}. Jangan dipakai sebagai bukti.', en: 'Revoked on {day}. Do not accept it as evidence.' },
  expired: { id: 'Masa berlaku sertifikat ini sudah habis', en: 'This certificate has expired' },
  expiredHint: { id: 'Berlaku sampai {day}. Pemegangnya dapat mengikuti uji ulang.', en: 'It was valid until {day}. Its holder may be assessed again.' },
  broken: { id: 'Tanda tangan sertifikat ini tidak cocok', en: 'The signature of this certificate does not fit' },
  brokenHint: { id: 'Isinya berubah sejak diterbitkan. Jangan dipakai sebagai bukti.', en: 'Its words have changed since it was issued. Do not accept it as evidence.' },
  unknown: { id: 'Kode ini tidak kami kenal', en: 'We do not know this code' },
  unknownHint: { id: 'Periksa lagi hurufnya. Tidak ada huruf O, I, atau angka 0 dan 1 di dalamnya.', en: 'Check the letters again. There is no letter O or I and no digit 0 or 1 in it.' },
  achievement: { id: 'Kompeten dalam', en: 'Competent in' },
  units: { id: 'Unit kompetensi', en: 'Units of competence' },
  number: { id: 'Nomor', en: 'Number' },
  issuer: { id: 'Penerbit', en: 'Issuer' },
  issued: { id: 'Diterbitkan', en: 'Issued' },
  until: { id: 'Berlaku sampai', en: 'Valid until' },
  noEnd: { id: 'Tanpa batas waktu', en: 'No end' },
  note: { id: 'Catatan', en: 'Note' },
  sample: { id: 'Data contoh', en: 'Sample data' },
  name: { id: 'Nama pada sertifikat', en: 'Name on the certificate' },
  nameHint: { id: 'Halaman ini tidak menyimpan atau menampilkan nama pemegang. Ketik nama yang tercetak untuk membandingkannya.', en: 'This page neither keeps nor shows the holder’s name. Type the printed name to compare it.' },
  compare: { id: 'Bandingkan nama', en: 'Compare the name' },
  named: { id: 'Nama cocok', en: 'The name fits' },
  namedHint: { id: 'Sertifikat ini diterbitkan untuk nama yang Anda ketik.', en: 'This certificate was issued to the name you typed.' },
  notNamed: { id: 'Nama tidak cocok', en: 'The name does not fit' },
  notNamedHint: { id: 'Periksa ejaannya persis seperti tercetak.', en: 'Check the spelling, exactly as printed.' },
  machine: { id: 'Untuk sistem lain', en: 'For other systems' },
  machineHint: { id: 'Kredensial terverifikasi W3C menurut Open Badges 3.0, dengan daftar status pencabutan.', en: 'A W3C verifiable credential after Open Badges 3.0, with a revocation status list.' },
  unit: { id: 'Unit kompetensi', en: 'Unit of competence' },
  unitCode: { id: 'Kode unit', en: 'Code of the unit' },
  standard: { id: 'Standar', en: 'Standard' },
  source: { id: 'Sumber', en: 'Source' },
  unverified: { id: 'Usulan; kode pada standar belum diperiksa', en: 'Proposal; the code in the standard has not been checked' },
});
