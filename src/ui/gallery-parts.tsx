import type { VNode } from 'preact';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { words, type Locale } from '#kernel/words.ts';
import {
  BarChart, Button, ButtonLink, ButtonRow, CheckboxesField, CheckboxField, DataTable, DateField, Details, EmptyState, FileField, FilterPanel, Form, HiddenField, IdentityBar, IndonesiaMap, LineChart, MoneyField, Notice, NumberField, Pagination, PasswordField, PrintLink, ProgressBar, RefusalForm,
  QrImage, RadiosField, Section, SelectField, ShareLink, StackedBarChart, StatCard, StatRow, SummaryCard, SummaryList, Tag, TaskList, TextareaField, TextField, Timeline,
} from './index.ts';

/** One form as it comes, and the same one after a refusal. */
export function galleryFields(locale: Locale): VNode {
  const t = say(locale);
  const refused: FormState = {
    values: { name: 'A', amount: 'banyak', day: '31/02/2026', reason: '<script>', method: 'transfer' }, refusal: t('refused'),
    problems: { name: t('tooShort'), amount: t('notMoney'), day: t('notDay'), agency: t('choose'), kind: t('choose'), parts: t('choose'), reason: t('tooShort'), letter: t('choose'), agreed: t('choose') },
  };
  return <>{[emptyForm, refused].map((state) => fields(locale, state))}</>;
}

function fields(locale: Locale, state: FormState): VNode {
  const t = say(locale);
  const kinds = [{ value: 'baru', text: t('kindNew'), hint: t('kindHint') }, { value: 'ulang', text: t('kindAgain') }];
  return (
    <Form action="/sistem/galeri" token="contoh-token" state={state} locale={locale} multipart>
      <TextField name="name" label={t('name')} hint={t('nameHint')} required autocomplete="off" />
      <NumberField name="lines.0.quantity" label={t('quantity')} value={12} width="xs" />
      <MoneyField name="amount" label={t('amount')} value="1250000" />
      <DateField name="day" label={t('day')} value="2026-11-24" />
      <PasswordField name="secret" label={t('secret')} autocomplete="new-password" />
      <SelectField name="agency" label={t('agency')} empty={t('choose')} options={[{ value: 'a', text: 'Instansi Contoh A' }, { value: 'b', text: 'Instansi Contoh B' }]} />
      <RadiosField name="kind" label={t('kind')} options={kinds} value="baru" />
      <RadiosField name="method" label={t('method')} inline options={[{ value: 'tunai', text: t('cash') }, { value: 'transfer', text: 'Transfer' }]} />
      <CheckboxesField name="parts" label={t('parts')} options={[{ value: 'rangka', text: 'Rangka' }, { value: 'jok', text: 'Jok', hint: t('kindHint') }]} values={['jok']} />
      <CheckboxField name="agreed" label={t('agreed')} />
      <TextareaField name="reason" label={t('reason')} rows={3} most={200} />
      <FileField name="letter" label={t('letter')} hint="PDF, 5 MB" accept=".pdf" />
      <HiddenField name="version" value={3} />
      <ButtonRow><Button>{t('send')}</Button><Button kind="secondary" name="act" value="draft">{t('keep')}</Button><Button kind="danger">{t('withdraw')}</Button><ButtonLink href="#isian" kind="plain">{t('cancel')}</ButtonLink></ButtonRow>
    </Form>
  );
}

export function galleryShowing(locale: Locale): VNode {
  const t = say(locale);
  const rows = [{ unit: 'Lapas Contoh Muara', days: 12, amount_idr: 1_250_000, why: t('late') }, { unit: t('longText'), days: 3, amount_idr: 98_000, why: t('open') }];
  return (
    <>
      <IdentityBar title="Instansi Contoh A" code="PS-2026-0031" status={{ text: t('open'), tone: 'biru' }} facts={[{ label: t('amount'), value: rupiah(1_250_000) }, { label: t('day'), value: '24 November 2026' }]}><PrintLink locale={locale} href="#cetak" /></IdentityBar>
      <StatRow>
        <StatCard label={t('workers')} value="18.420" note="+4,2 %" tone="hijau" href="#peserta" />
        <StatCard label={t('paid')} value="Rp 6,8 M" title="Rp 6.812.450.000" note={t('onTime')} tone="kuning" />
        <StatCard label={t('orders')} value="0" note={t('nothing')} />
        <StatCard label={t('late')} value="143" note={t('late')} tone="merah" />
      </StatRow>
      <Notice tone="info" title={t('noticeTitle')}>{t('noticeText')}</Notice>
      <Notice tone="warning">{t('noticeText')}</Notice>
      <Notice tone="danger" title={t('noticeTitle')}>{t('noticeText')}</Notice>
      <p>{(['hijau', 'kuning', 'merah', 'biru', 'abu', 'ungu'] as const).map((tone) => <><Tag tone={tone}>{tone}</Tag> </>)}</p>
      <DataTable caption={t('attention')} rows={rows} empty={t('nothing')} columns={[
        { title: 'UPT', cell: (row) => <a href="#upt">{row.unit}</a>, sort: { href: '#urut', direction: 'ascending' } },
        { title: t('days'), cell: (row) => row.days, numeric: true, sort: { href: '#urut-hari' } },
        { title: t('amount'), cell: (row) => rupiah(row.amount_idr), numeric: true },
        { title: t('reason'), cell: (row) => <Tag tone="merah">{row.why}</Tag> },
      ]} />
      <DataTable caption={t('attention')} rows={[]} empty={t('nothing')} columns={[]} />
      <SummaryList rows={[{ label: t('name'), value: 'Instansi Contoh A', action: { href: '#ubah', text: t('change') } }, { label: t('reason'), value: t('longText') }]} />
      <SummaryCard title={t('orders')} actions={<a class="govuk-link" href="#ubah">{t('change')}</a>}><SummaryList rows={[{ label: t('amount'), value: rupiah(98_000) }]} /></SummaryCard>
      <Timeline items={[{ title: t('shipped'), at: '24 November 2026, 10.05 WIB', by: 'Petugas Contoh', text: t('noticeText') }, { title: t('accepted'), at: '20 November 2026, 09.00 WIB', by: 'Kasi Contoh' }, { title: t('placed'), at: '19 November 2026, 14.30 WIB' }]} />
      <TaskList items={[{ title: t('name'), href: '#nama', hint: t('nameHint'), status: { text: t('done'), tone: 'hijau' } }, { title: t('letter'), status: { text: t('notYet'), tone: 'abu' } }]} />
      <ProgressBar value={31} max={50} label="31 / 50" />
      <EmptyState title={t('nothing')}><p>{t('nothingHint')}</p></EmptyState>
      <Details summary={t('reason')}>{t('longText')}</Details>
      <RefusalForm action="/sistem/galeri" token="" locale={locale} text={t('cancel')} reason={t('reason')} />
      <QrImage value="https://contoh.test/cek/L26-7KQ2MX" label={t('qr')} />
      <p>https://contoh.test/cek/L26-7KQ2MX · <ShareLink locale={locale} text="Kursi contoh" url="https://contoh.test/produk/kursi" /></p>
    </>
  );
}

export function galleryFindings(locale: Locale): VNode {
  const t = say(locale);
  return (
    <Section title={t('finding')} id="temu">
      <FilterPanel action="/sistem/galeri" locale={locale} chips={[{ text: 'Lapas Contoh Muara', removeHref: '#1' }, { text: '≥ Rp 100.000', removeHref: '#2' }]} clearHref="#0">
        <TextField name="q" label={t('name')} value="kursi" />
        <SelectField name="agency" label={t('agency')} empty={t('choose')} options={[{ value: 'a', text: 'Instansi Contoh A' }]} value="a" />
        <MoneyField name="min_idr" label={t('amount')} width="s" />
      </FilterPanel>
      <Pagination locale={locale} previousHref="#h1" nextHref="#h3" pages={[1, 2, 3].map((number) => ({ number, href: `#h${number}`, current: number === 2 }))} />
      <Pagination locale={locale} nextHref="#lanjut" label={t('orders')} />
    </Section>
  );
}

export function galleryDrawings(locale: Locale): VNode {
  const t = say(locale);
  const months = ['Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov'];
  const series = (name: string, values: number[]) => ({ name, points: values.map((value, n) => ({ label: months[n] ?? '', value })) });
  return (
    <>
      <BarChart title={t('paid')} locale={locale} money series={[series('2025', [410e6, 530e6, 480e6, 610e6, 690e6, 720e6]), series('2026', [520e6, 600e6, 575e6, 700e6, 810e6, 860e6])]} />
      <LineChart title={t('workers')} locale={locale} series={[series('Lapas', [1200, 1310, 1290, 1400, 1520, 1610]), series('Rutan', [300, 320, 380, 360, 410, 470]), series('LPKA', [40, 42, 60, 66, 71, 90])]} />
      <StackedBarChart title={t('orders')} locale={locale} series={[series('K/L', [12, 18, 9, 22, 30, 27]), series(t('public'), [30, 28, 44, 41, 52, 60])]} />
      <BarChart title={t('nothing')} locale={locale} series={[]} />
      <IndonesiaMap title={t('map')} locale={locale} points={[
        { lon: 98.67, lat: 3.59, label: 'Lapas Contoh A', href: '#a', shape: 'circle', tone: 'hijau' }, { lon: 112.75, lat: -7.25, label: 'Rutan Contoh B', href: '#b', shape: 'square', tone: 'biru' },
        { lon: 113.92, lat: -2.21, label: 'LPKA Contoh C', href: '#c', shape: 'triangle', tone: 'kuning' }, { lon: 140.7, lat: -2.53, label: 'Bapas Contoh D', href: '#d', shape: 'cross', tone: 'merah' },
      ]} legend={[{ shape: 'circle', tone: 'hijau', text: 'Lapas' }, { shape: 'square', tone: 'biru', text: 'Rutan' }, { shape: 'triangle', tone: 'kuning', text: 'LPKA' }, { shape: 'cross', tone: 'merah', text: 'Bapas' }]} />
    </>
  );
}

const say = words({
  refused: { id: 'Nomor BAST ini sudah dipakai pada 3 November 2026. Isi nomor lain.', en: 'This handover number was used on 3 November 2026. Enter another.' },
  tooShort: { id: 'Isi paling sedikit 3 huruf', en: 'Enter at least 3 letters' },
  notMoney: { id: 'Isi jumlah dalam rupiah, misalnya 1.250.000', en: 'Enter an amount in rupiah, such as 1.250.000' },
  notDay: { id: 'Isi tanggal seperti 24/11/2026', en: 'Enter a day like 24/11/2026' },
  choose: { id: 'Pilih satu', en: 'Choose one' },
  name: { id: 'Nama lengkap', en: 'Full name' },
  nameHint: { id: 'Seperti pada kartu pegawai', en: 'As on the staff card' },
  quantity: { id: 'Jumlah', en: 'Quantity' },
  amount: { id: 'Nilai', en: 'Amount' },
  day: { id: 'Tanggal serah terima', en: 'Day of handover' },
  secret: { id: 'Kata sandi baru', en: 'New password' },
  agency: { id: 'Instansi', en: 'Agency' },
  kind: { id: 'Jenis pesanan', en: 'Kind of order' },
  kindNew: { id: 'Pesanan baru', en: 'New order' },
  kindAgain: { id: 'Pesan ulang', en: 'Order again' },
  kindHint: { id: 'Belum pernah dibuat', en: 'Never made before' },
  method: { id: 'Cara bayar', en: 'Payment' },
  cash: { id: 'Tunai', en: 'Cash' },
  parts: { id: 'Bagian yang diperiksa', en: 'Parts inspected' },
  agreed: { id: 'Saya sudah memeriksa barangnya', en: 'I have inspected the goods' },
  reason: { id: 'Alasan', en: 'Reason' },
  letter: { id: 'Surat pendukung', en: 'Supporting letter' },
  send: { id: 'Kirim laporan', en: 'Send the report' },
  keep: { id: 'Simpan konsep', en: 'Keep a draft' },
  withdraw: { id: 'Batalkan pesanan', en: 'Cancel the order' },
  cancel: { id: 'Kembali tanpa menyimpan', en: 'Back without saving' },
  late: { id: 'Premi telat', en: 'Pay is late' },
  open: { id: 'Menunggu', en: 'Waiting' },
  longText: { id: 'Lembaga Pemasyarakatan Perempuan Kelas IIA Contoh dengan nama yang panjang sekali supaya terlihat bagaimana teksnya turun baris', en: 'A sample women’s prison with a very long name, so that one sees how its text wraps onto further lines' },
  workers: { id: 'Peserta kerja', en: 'Workers' },
  paid: { id: 'Premi dibayar', en: 'Pay paid out' },
  onTime: { id: '98,1 % tepat waktu', en: '98.1 % on time' },
  orders: { id: 'Pesanan', en: 'Orders' },
  nothing: { id: 'Belum ada', en: 'Nothing yet' },
  nothingHint: { id: 'Pesanan pertama akan tampil di sini.', en: 'The first order will show here.' },
  noticeTitle: { id: 'Dua unit belum melapor', en: 'Two units have not reported' },
  noticeText: { id: 'Hubungi mereka sebelum tanggal 5, atau catat alasannya.', en: 'Call them before the 5th, or record the reason.' },
  attention: { id: 'Perlu perhatian', en: 'Needs attention' },
  days: { id: 'Hari', en: 'Days' },
  change: { id: 'Ubah', en: 'Change' },
  shipped: { id: 'Dikirim', en: 'Shipped' },
  accepted: { id: 'Diterima', en: 'Accepted' },
  placed: { id: 'Dipesan', en: 'Placed' },
  done: { id: 'Selesai', en: 'Done' },
  notYet: { id: 'Belum mulai', en: 'Not started' },
  qr: { id: 'Kode QR periksa label', en: 'QR code of the label check' },
  finding: { id: 'Mencari', en: 'Finding' },
  public: { id: 'Umum', en: 'Public' },
  map: { id: 'Sebaran unit contoh', en: 'Where the sample units are' },
});
