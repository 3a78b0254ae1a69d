import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { Button, Form, Notice, PageHeading, SummaryList, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import type { CheckedDocument, CheckedLot } from '../queries.ts';
import { checkUrl, productUrl } from '../urls.ts';
import { shopWords } from '../words.ts';

export type Checked = { code: string; lot?: CheckedLot; document?: CheckedDocument };

/** What a code on a label or a document says to anyone who holds it. Institutions and days; never a person, never content. */
export function checkPage(req: Req, checked?: Checked): VNode {
  const t = say(req.locale);
  const title = checked ? t('titleOf', { code: checked.code }) : t('title');
  return shopPage(req, { title, description: t('lead'), noIndex: checked !== undefined },
    <PageHeading title={title} />,
    checked && <Answer req={req} checked={checked} />,
    <p>{t('lead')}</p>,
    <Form action={checkUrl(req.locale)} method="get" locale={req.locale}>
      <TextField name="kode" label={t('code')} hint={t('hint')} value={checked && !checked.lot && !checked.document ? checked.code : ''} width="m" autocomplete="off" />
      <Button>{t('check')}</Button>
    </Form>);
}

function Answer({ req: { locale }, checked: { lot, document } }: { req: Req; checked: Checked }): VNode {
  const t = say(locale);
  if (lot) return <LotAnswer locale={locale} lot={lot} />;
  if (!document) return <Notice tone="warning" title={t('unknown')}>{t('unknownHint')}</Notice>;
  return (
    <>
      {document.replaced_by === null
        ? <Notice tone="success" title={t('documentReal')}>{t('documentHint')}</Notice>
        : <Notice tone="warning" title={t('replaced')}><a href={checkUrl(locale, document.replaced_by)}>{document.replaced_by}</a></Notice>}
      <SummaryList rows={[
        { label: t('kind'), value: documentKinds[document.kind]?.[locale] ?? document.kind },
        { label: t('number'), value: document.number },
        { label: t('issued'), value: formatDay(document.issued_on, locale) },
        { label: t('parties'), value: document.parties.join(' · ') },
        { label: t('fingerprint'), value: document.sha256.slice(0, 16) },
      ]} />
    </>
  );
}

function LotAnswer({ locale, lot }: { locale: 'id' | 'en'; lot: CheckedLot }): VNode {
  const t = say(locale);
  const name = (locale === 'en' ? lot.name_en : lot.name_id) ?? t('notListed');
  return (
    <>
      {lot.inspected ? <Notice tone="success" title={t('lotPassed')}>{t('lotHint')}</Notice> : <Notice tone="info" title={t('lotOpening')}>{t('lotOpeningHint')}</Notice>}
      <SummaryList rows={[
        { label: t('product'), value: lot.slug ? <a href={productUrl(locale, lot.slug)}>{name}</a> : name },
        { label: t('maker'), value: `${lot.facility_name}, ${lot.regency}` },
        { label: t('made'), value: formatDay(lot.made_on, locale) },
        ...(lot.best_before ? [{ label: t('bestBefore'), value: formatDay(lot.best_before, locale) }] : []),
        { label: t('quantity'), value: String(lot.quantity) },
        ...(lot.is_sample ? [{ label: t('note'), value: shopWords(locale)('sample') }] : []),
      ]} />
    </>
  );
}

/** A paper by the kind it was issued under (`officialDocument`). */
export const documentKinds: Record<string, { id: string; en: string }> = {
  'surat-pesanan': { id: 'Surat pesanan', en: 'Purchase order' }, 'surat-jalan': { id: 'Surat jalan', en: 'Delivery note' }, bast: { id: 'Berita acara serah terima', en: 'Handover record' }, kuitansi: { id: 'Kuitansi', en: 'Receipt' },
  faktur: { id: 'Faktur', en: 'Invoice' }, pengembalian: { id: 'Bukti pengembalian', en: 'Refund receipt' }, 'daftar-premi': { id: 'Daftar premi', en: 'Premium list' }, 'kuitansi-tabungan': { id: 'Kuitansi tabungan', en: 'Savings receipt' }, 'kartu-premi': { id: 'Kartu premi', en: 'Premium card' }, adendum: { id: 'Adendum surat pesanan', en: 'Addendum to an order letter' }, 'ringkasan-kontrak': { id: 'Ringkasan kontrak', en: 'Contract summary' }, 'berita-acara-pembayaran': { id: 'Berita acara pembayaran', en: 'Record of payment due' }, 'kontrak-payung': { id: 'Kontrak payung', en: 'Framework contract' }, swakelola: { id: 'Dokumen swakelola', en: 'Swakelola paper' },
  'laporan-bulanan': { id: 'Laporan bulanan', en: 'Monthly report' }, 'usulan-anggaran': { id: 'Usulan anggaran', en: 'Budget request' }, 'sk-tpp': { id: 'SK hasil sidang TPP', en: 'Decree on a board session' },
  'pengumuman-pengadaan': { id: 'Pengumuman jenis dan jumlah barang', en: 'Announcement of kinds and quantities' }, 'piagam-tim': { id: 'Piagam tim', en: 'Team charter' }, 'surat-persetujuan': { id: 'Surat persetujuan', en: 'Consent form' }, 'berkas-peserta': { id: 'Salinan berkas', en: 'Copy of a file' }, 'surat-kekurangan': { id: 'Surat kekurangan pasokan', en: 'Shortage certificate' }, 'grand-design': { id: 'Grand design', en: 'Grand design' },
};

const say = words({
  title: { id: 'Periksa label atau dokumen', en: 'Check a label or document' },
  titleOf: { id: 'Hasil periksa {code}', en: 'Check of {code}' },
  lead: { id: 'Ketik kode pada label produk atau di kaki dokumen. Kami tunjukkan asalnya dan apakah masih berlaku.', en: 'Type the code on a product label or at the foot of a document. We show where it comes from and whether it still holds.' },
  code: { id: 'Kode', en: 'Code' },
  hint: { id: 'Contoh: L26-7KQ2MX', en: 'For example: L26-7KQ2MX' },
  check: { id: 'Periksa', en: 'Check' },
  unknown: { id: 'Kode ini tidak kami kenal', en: 'We do not know this code' },
  unknownHint: { id: 'Periksa lagi hurufnya. Bila label tampak meragukan, laporkan lewat halaman aduan.', en: 'Check the letters again. If a label looks doubtful, report it on the complaints page.' },
  documentReal: { id: 'Dokumen ini diterbitkan lewat sistem ini', en: 'This document was issued through this system' },
  documentHint: { id: 'Bandingkan nomor, tanggal, dan pihaknya dengan dokumen di tangan Anda.', en: 'Compare its number, day and parties with the paper in your hand.' },
  replaced: { id: 'Dokumen ini sudah diganti. Penggantinya:', en: 'This document has been replaced by:' },
  kind: { id: 'Jenis', en: 'Kind' },
  number: { id: 'Nomor', en: 'Number' },
  issued: { id: 'Diterbitkan', en: 'Issued' },
  parties: { id: 'Para pihak', en: 'Parties' },
  fingerprint: { id: 'Sidik isi (16 tanda pertama)', en: 'Fingerprint of content (first 16)' },
  lotPassed: { id: 'Batch ini lolos pemeriksaan mutu', en: 'This lot passed inspection' },
  lotHint: { id: 'Bandingkan nama dan tanggalnya dengan label di tangan Anda.', en: 'Compare name and day with the label in your hand.' },
  lotOpening: { id: 'Batch ini tercatat sebelum pemeriksaan digital', en: 'This lot was recorded before digital inspection' },
  lotOpeningHint: { id: 'Catatan pemeriksaannya ada pada unit pembuat.', en: 'Its inspection record is with the maker.' },
  product: { id: 'Produk', en: 'Product' },
  notListed: { id: 'Produk yang tidak dijual umum', en: 'A product not sold publicly' },
  maker: { id: 'Dibuat di', en: 'Made at' },
  made: { id: 'Tanggal buat', en: 'Made on' },
  bestBefore: { id: 'Baik sebelum', en: 'Best before' },
  quantity: { id: 'Jumlah dalam batch', en: 'Pieces in the lot' },
  note: { id: 'Catatan', en: 'Note' },
});
