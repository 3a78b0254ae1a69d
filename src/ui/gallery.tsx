import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { page, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { shopPage, workPage, type Asker } from './frames.tsx';
import { galleryDrawings, galleryFields, galleryFindings, galleryShowing } from './gallery-parts.tsx';
import { AttendanceChoice, BigTile, Button, ButtonLink, ButtonRow, Columns, DataTable, Form, IdentityBar, MoneySplitBar, PageHeading, pictureShapes, ProductGrid, ProductPicture, ProgressBar, QuantityField, Section, SubNav, Tag, TileGrid } from './index.ts';

/** Every component in its states, for eyes and for the test that walks over them. All of it is invented. */
function galleryPage(req: Asker): VNode {
  const t = say(req.locale);
  return workPage(req, { surface: 'sistem', title: t('title'), breadcrumbs: [{ href: '/sistem', text: 'Sistem' }], notice: t('saved'), failed: true },
    <PageHeading title={t('title')} caption={t('caption')}><ButtonLink href="#isian" kind="secondary">{t('toForms')}</ButtonLink><ButtonLink href="#gambar">{t('toPictures')}</ButtonLink></PageHeading>,
    <SubNav label={t('parts')} items={[{ href: '#isian', text: t('forms'), current: true }, { href: '#tampil', text: t('showing'), current: false }, { href: '#gambar', text: t('drawings'), current: false }]} />,
    <Section title={t('forms')} id="isian">{galleryFields(req.locale)}</Section>,
    <Section title={t('showing')} id="tampil">{galleryShowing(req.locale)}</Section>,
    galleryFindings(req.locale),
    <Section title={t('drawings')} id="gambar">{galleryDrawings(req.locale)}</Section>);
}

/** The shop's own pieces in the shop's own frame. */
function shopGalleryPage(req: Asker): VNode {
  const t = say(req.locale);
  return shopPage(req, { title: t('shopTitle'), description: t('caption'), searchTerm: 'kursi', noIndex: true },
    <section class="shop-hero">
      <div class="shop-hero__words">
        <h1>{t('headline')}</h1>
        <p>{t('lead')}</p>
        <ButtonRow><ButtonLink href="/produk" large>{t('see')}</ButtonLink><ButtonLink href="/pengadaan" kind="secondary" large>{t('government')}</ButtonLink></ButtonRow>
      </div>
      <div class="shop-hero__picture"><ProductPicture shape="keranjang" seed="KRJ-8" alt={t('illustration')} size={420} /></div>
    </section>,
    <Section title={t('picks')}>
      <ProductGrid cards={pictureShapes.map((shape, n) => ({ key: `${req.locale}-gallery-${shape}`, card: () => ({
        href: `/produk/contoh-${shape}`, name: n === 2 ? t('longName') : `${shape[0]?.toUpperCase()}${shape.slice(1)}`, price: rupiah(12_000 + n * 38_500), place: 'Lapas Contoh Muara',
        stock: n % 3 === 0 ? { text: t('preorder'), tone: 'kuning' } : { text: t('stock'), tone: 'hijau' }, picture: { shape, seed: `CTH-${shape}`, alt: `${t('illustration')} ${shape}` },
      }) }))} />
      <p class="quiet">{t('drawn')}</p>
    </Section>,
    <Section title={t('money')}>
      <MoneySplitBar locale={req.locale} total_idr={312_500} basis="Contoh: aturan bagi hasil 2026" parts={[
        { key: 'material', amount_idr: 162_500 }, { key: 'worker', amount_idr: 75_000 }, { key: 'state', amount_idr: 25_000 }, { key: 'capital', amount_idr: 40_000 }, { key: 'programme', amount_idr: 6_250 }, { key: 'partner', amount_idr: 3_750 },
      ]} />
    </Section>);
}

/** The floor: tiles, attendance, output. */
function floorGalleryPage(req: Asker): VNode {
  const t = say(req.locale);
  const state: FormState = { values: { quantity: 'enam' }, problems: { quantity: t('notNumber') } };
  return workPage(req, { surface: 'bengkel', title: t('floorTitle') },
    <PageHeading title={t('floorTitle')} caption="Bengkel Mebel · 24 November 2026" />,
    <TileGrid>
      <BigTile href="/bengkel/kehadiran" title={t('attendance')} value="3 / 6" note={t('missing')} tone="biru" />
      <BigTile href="/bengkel/perintah" title={t('orders')} value={4} note={t('due')} tone="kuning" />
      <BigTile href="/bengkel/alat" title={t('tools')} value={7} note={t('out')} tone="merah" />
      <BigTile href="/bengkel/gudang" title={t('stockRoom')} />
    </TileGrid>,
    <Columns
      main={<Form action="/bengkel/kehadiran" token="contoh-token" locale={req.locale}>
        <DataTable caption={t('attendance')} empty="" rows={['A1', 'A2', 'A3', 'A4']} columns={[
          { title: t('worker'), cell: (code) => <>{code} <span class="quiet">Rangka</span></> },
          { title: t('present'), cell: (code) => <AttendanceChoice name={`marks.${code}`} label={`${t('present')} ${code}`} value={code === 'A1' ? 'hadir' : code === 'A3' ? 'tidak' : undefined} yes={{ value: 'hadir', text: t('yes') }} no={{ value: 'tidak', text: t('no') }} /> },
        ]} />
        <Button large>{t('saveAttendance')}</Button>
      </Form>}
      side={<>
        <IdentityBar title={t('order')} code="PK-2026-0147" status={{ text: t('running'), tone: 'biru' }} />
        <ProgressBar value={31} max={50} label={t('progress')} />
        <Form action="/bengkel/hasil" token="contoh-token" locale={req.locale}>
          <QuantityField name="quantity" label={t('good')} value={6} min={0} max={50} />
          <Button large>{t('saveOutput')}</Button>
        </Form>
        <Form action="/bengkel/hasil" token="contoh-token" locale={req.locale} state={state}>
          <QuantityField name="quantity" label={t('scrap')} min={0} />
          <ButtonRow><Button kind="danger">{t('saveScrap')}</Button><Tag tone="abu">{t('sample')}</Tag></ButtonRow>
        </Form>
      </>} />);
}

export const galleryPages: Record<string, (req: Asker) => VNode> = { '/sistem/galeri': galleryPage, '/sistem/galeri/toko': shopGalleryPage, '/sistem/galeri/bengkel': floorGalleryPage };
/** For those who build screens; nothing of anybody's is on them. */
export const galleryRoutes: Route[] = Object.entries(galleryPages).map(([path, show]) => page({ path, may: 'signed-in', show }));

const say = words({
  title: { id: 'Galeri komponen', en: 'Component gallery' },
  caption: { id: 'Data contoh. Setiap komponen dalam keadaan kosong, terisi, dan salah.', en: 'Sample data. Every component empty, filled and wrong.' },
  saved: { id: 'Laporan bulan November terkirim.', en: 'The November report was sent.' },
  toForms: { id: 'Lihat isian', en: 'See the forms' },
  toPictures: { id: 'Lihat gambar', en: 'See the drawings' },
  parts: { id: 'Bagian galeri', en: 'Parts of the gallery' },
  forms: { id: 'Isian', en: 'Forms' },
  showing: { id: 'Tampilan', en: 'Showing' },
  drawings: { id: 'Grafik dan peta', en: 'Charts and map' },
  shopTitle: { id: 'Galeri toko', en: 'Shop gallery' },
  headline: { id: 'Dibuat teliti. Dibeli karena mutunya.', en: 'Made with care. Bought for its quality.' },
  lead: { id: 'Mebel, anyaman, tekstil, dan pangan dari bengkel kerja pemasyarakatan. Setiap produk lolos pemeriksaan mutu dan menyebut ke mana uang Anda pergi.', en: 'Furniture, basketry, textiles and food from prison workshops. Every product has passed inspection and says where your money goes.' },
  see: { id: 'Lihat katalog', en: 'See the catalogue' },
  government: { id: 'Pengadaan instansi', en: 'Government purchasing' },
  illustration: { id: 'Ilustrasi', en: 'Illustration of' },
  picks: { id: 'Produk pilihan', en: 'Selected products' },
  longName: { id: 'Lemari arsip kayu jati dua pintu dengan anyaman rotan, pengunci ganda, dan rak yang dapat diatur', en: 'Two-door teak filing cupboard with rattan panels, double locks and adjustable shelves' },
  preorder: { id: 'Pre-order 7 hari', en: 'Made to order, 7 days' },
  stock: { id: '12 stok', en: '12 in stock' },
  drawn: { id: 'Gambar ilustrasi, bukan foto produk.', en: 'Illustrations, not photographs.' },
  money: { id: 'Ke mana Rp 312.500 pergi', en: 'Where Rp 312.500 goes' },
  floorTitle: { id: 'Hari ini di bengkel', en: 'Today in the workshop' },
  attendance: { id: 'Kehadiran', en: 'Attendance' },
  missing: { id: '3 belum dicatat', en: '3 not marked' },
  orders: { id: 'Perintah kerja', en: 'Work orders' },
  due: { id: '1 jatuh tempo', en: '1 due' },
  tools: { id: 'Alat', en: 'Tools' },
  out: { id: 'di luar', en: 'out' },
  stockRoom: { id: 'Gudang', en: 'Stock room' },
  worker: { id: 'Peserta kerja', en: 'Worker' },
  present: { id: 'Hadir?', en: 'Present?' },
  yes: { id: 'Hadir', en: 'Present' },
  no: { id: 'Tidak', en: 'Absent' },
  saveAttendance: { id: 'Simpan kehadiran', en: 'Save attendance' },
  order: { id: 'Kursi kerja rangka kayu ulin', en: 'Ironwood office chair' },
  running: { id: 'Perakitan', en: 'Assembly' },
  progress: { id: '31 dari 50 buah · tenggat 2 Desember 2026', en: '31 of 50 pieces · due 2 December 2026' },
  good: { id: 'Hasil baik', en: 'Good pieces' },
  scrap: { id: 'Cacat', en: 'Scrap' },
  saveOutput: { id: 'Simpan hasil', en: 'Save output' },
  saveScrap: { id: 'Catat cacat', en: 'Record scrap' },
  notNumber: { id: 'Isi jumlah dengan angka, misalnya 6', en: 'Enter the quantity as a number, such as 6' },
  sample: { id: 'Data contoh', en: 'Sample data' },
});
