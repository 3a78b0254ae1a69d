import type { ComponentChildren, VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick, words, type Locale } from '#kernel/words.ts';
import { Button, DataTable, DateField, Form, PageHeading, RadiosField, Section, SummaryList, TextField, TextareaField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import type { Quote } from '../../delivery.ts';
import { deliverySentence } from '../../pages/delivery-words.ts';
import { withDelivery, type Cart } from '../cart.ts';
import { paymentMethods, steps, type Answers, type Step } from '../checkout.ts';
import { cartUrl, stepUrl } from '../urls.ts';

type Shown = { req: Req; cart: Cart; answers: Answers; /** By facility; empty before there is an address. */ quotes: ReadonlyMap<string, Quote>; state: FormState | undefined };

/** One thing per page: address, delivery, payment, check. Each is a plain form and works on its own. */
export function stepPage(step: Step, shown: Shown): VNode {
  const { req, state } = shown;
  const t = say(req.locale);
  const draw = { alamat: Address, pengiriman: Delivery, pembayaran: Payment, periksa: Review }[step];
  return shopPage(req, { title: t(step), noIndex: true, failed: state !== undefined },
    <PageHeading title={t(step)} caption={t('step', { n: steps.indexOf(step) + 1, of: steps.length })} />,
    draw(shown),
    <p><a href={steps[steps.indexOf(step) - 1] === undefined ? cartUrl(req.locale) : stepUrl(req.locale, steps[steps.indexOf(step) - 1] ?? 'alamat')}>{t('back')}</a></p>);
}

function StepForm({ req, step, state, children, button, token }: { req: Req; step: Step; state: FormState | undefined; children: ComponentChildren; button: string; token?: boolean }): VNode {
  return (
    <Form action={stepUrl(req.locale, step)} locale={req.locale} state={state} {...(token ? { token: req.formToken() } : {})}>
      {children}
      <Button large>{button}</Button>
    </Form>
  );
}

function Address({ req, answers, state }: Shown): VNode {
  const t = say(req.locale);
  const known: Partial<NonNullable<Answers['address']>> = answers.address ?? {};
  const given = state ?? emptyForm;
  return (
    <StepForm req={req} step="alamat" state={state} button={t('toDelivery')}>
      <TextField name="name" label={t('name')} value={known.name} state={given} autocomplete="name" required />
      <TextField name="phone" label={t('phone')} hint={t('phoneHint')} value={known.phone} state={given} autocomplete="tel" inputMode="tel" width="m" required />
      <TextField name="email" label={t('email')} value={known.email} state={given} autocomplete="email" inputMode="email" />
      <TextareaField name="address" label={t('address')} hint={t('addressHint')} value={known.address} state={given} autocomplete="street-address" rows={3} required />
      <TextField name="regency" label={t('regency')} hint={t('regencyHint')} value={known.regency} state={given} autocomplete="address-level2" required />
      <TextField name="postcode" label={t('postcode')} value={known.postcode} state={given} autocomplete="postal-code" inputMode="numeric" width="xs" required />
      <p class="quiet">{t('privacy')}</p>
    </StepForm>
  );
}

function Delivery({ req, cart, answers, quotes, state }: Shown): VNode {
  const t = say(req.locale);
  const given = state ?? emptyForm;
  return (
    <StepForm req={req} step="pengiriman" state={state} button={t('toPayment')}>
      {cart.groups.map((group) => (
        <RadiosField name={`way.${group.facility_code}`} label={t('wayOf', { facility: group.facility_name })} state={given} value={answers.delivery?.way[group.facility_code] ?? 'kurir'} options={[
          { value: 'kurir', text: t('kurir'), hint: `${group.days === 0 ? t('leavesSoon') : t('leavesIn', { n: group.days })} ${deliverySentence(quotes.get(group.facility_id) ?? { way: 'agreed', amount_idr: 0 }, req.locale)}` },
          { value: 'ambil', text: t('ambil'), hint: t('ambilHint', { place: group.regency }) },
        ]} />
      ))}
      <DateField name="requested_on" label={t('requested')} hint={t('requestedHint')} value={answers.delivery?.requested_on} state={given} />
    </StepForm>
  );
}

function Payment({ req, answers, state }: Shown): VNode {
  const t = say(req.locale);
  return (
    <StepForm req={req} step="pembayaran" state={state} button={t('toReview')}>
      <RadiosField name="method" label={t('method')} state={state ?? emptyForm} value={answers.payment?.method} options={paymentMethods.map((value) => ({ value, text: t(value), hint: t(`${value}Hint`) }))} />
    </StepForm>
  );
}

/** Check-answers: everything once more, each with its way back, before anything is bound. */
function Review({ req, cart, answers, quotes, state }: Shown): VNode {
  const { locale } = req;
  const t = say(locale);
  const { address, delivery, payment } = answers;
  const change = (step: Step, what: string) => ({ href: stepUrl(locale, step), text: `${t('change')} ${what.toLowerCase()}` });
  const illustrated = cart.groups.some(({ lines }) => lines.some(({ listing }) => listing.picture_kind === 'ilustrasi'));
  return (
    <>
      {cart.groups.map((group) => (
        <Section title={group.facility_name}>
          <DataTable caption={group.facility_name} captionHidden empty="" rows={group.lines} columns={[
            { title: t('product'), cell: ({ listing }) => pick(locale, listing) },
            { title: t('quantity'), numeric: true, cell: ({ quantity }) => String(quantity) },
            { title: t('amount'), numeric: true, cell: ({ amount_idr }) => rupiah(amount_idr) },
          ]} />
          <p>{t(delivery?.way[group.facility_code] === 'ambil' ? 'ambil' : 'kurir')} · {group.days === 0 ? t('leavesSoon') : t('leavesIn', { n: group.days })}<br />{deliverySentence(quotes.get(group.facility_id) ?? { way: 'agreed', amount_idr: 0 }, locale)}</p>
        </Section>
      ))}
      <SummaryList rows={[
        { label: t('goods'), value: rupiah(cart.total_idr) }, { label: t('delivery'), value: rupiah(withDelivery(cart, quotes) - cart.total_idr) },
        { label: t('total'), value: <strong>{rupiah(withDelivery(cart, quotes))}</strong>, action: { href: cartUrl(locale), text: t('changeCart') } },
        { label: t('name'), value: address?.name ?? '', action: change('alamat', t('name')) },
        { label: t('phone'), value: address?.phone ?? '', action: change('alamat', t('phone')) },
        { label: t('address'), value: `${address?.address ?? ''}, ${address?.regency ?? ''} ${address?.postcode ?? ''}`, action: change('alamat', t('address')) },
        { label: t('requestedLabel'), value: delivery?.requested_on ? formatDay(delivery.requested_on, locale) : t('noDay'), action: change('pengiriman', t('requestedLabel')) },
        { label: t('method'), value: payment ? t(payment.method) : '', action: change('pembayaran', t('method')) },
      ]} />
      {illustrated && <p>{t('illustrated')}</p>}
      <StepForm req={req} step="periksa" state={state} button={t('place', { amount: rupiah(withDelivery(cart, quotes)) })} token>
        <p>{t('terms')} <a href={termsUrl(locale)}>{t('termsLink')}</a>.</p>
      </StepForm>
    </>
  );
}

const termsUrl = (locale: Locale) => (locale === 'en' ? '/en/syarat' : '/syarat');

const say = words({
  alamat: { id: 'Alamat pengiriman', en: 'Delivery address' },
  pengiriman: { id: 'Cara pengiriman', en: 'Delivery' },
  pembayaran: { id: 'Cara pembayaran', en: 'Payment' },
  periksa: { id: 'Periksa pesanan Anda', en: 'Check your order' },
  step: { id: 'Langkah {n} dari {of}', en: 'Step {n} of {of}' },
  back: { id: 'Kembali', en: 'Back' },
  toDelivery: { id: 'Lanjut ke pengiriman', en: 'Continue to delivery' },
  toPayment: { id: 'Lanjut ke pembayaran', en: 'Continue to payment' },
  toReview: { id: 'Periksa pesanan', en: 'Check the order' },
  name: { id: 'Nama lengkap', en: 'Full name' },
  phone: { id: 'Nomor telepon', en: 'Telephone number' },
  phoneHint: { id: 'Contoh: 081234567890. Empat angka terakhirnya membuka halaman pesanan Anda.', en: 'For example 081234567890. Its last four digits open your order page.' },
  email: { id: 'Surel (boleh kosong)', en: 'E-mail (optional)' },
  address: { id: 'Alamat', en: 'Address' },
  addressHint: { id: 'Jalan, nomor, RT/RW, desa atau kelurahan, kecamatan', en: 'Street, number, village and district' },
  regency: { id: 'Kabupaten atau kota', en: 'Regency or city' },
  regencyHint: { id: 'Contoh: Kota Palangka Raya', en: 'For example: Kota Palangka Raya' },
  postcode: { id: 'Kode pos', en: 'Postcode' },
  privacy: { id: 'Alamat dan telepon hanya dilihat unit yang mengirim barang Anda.', en: 'Address and telephone are seen only by the unit that sends your goods.' },
  wayOf: { id: 'Barang dari {facility}', en: 'Goods from {facility}' },
  kurir: { id: 'Dikirim dengan kurir', en: 'Sent by carrier' },
  ambil: { id: 'Diambil sendiri', en: 'Collected by you' },
  ambilHint: { id: 'Di unit, {place}, pada jam layanan, tanpa ongkos kirim.', en: 'At the unit in {place}, in service hours, without carriage.' },
  leavesSoon: { id: 'Siap dalam 1–2 hari kerja.', en: 'Ready in 1–2 working days.' },
  leavesIn: { id: 'Dibuat dahulu, sekitar {n} hari.', en: 'Made first, about {n} days.' },
  requested: { id: 'Diperlukan tanggal (boleh kosong)', en: 'Needed on (optional)' },
  requestedLabel: { id: 'Diperlukan tanggal', en: 'Needed on' },
  requestedHint: { id: 'Unit menjawab dengan tanggal yang dijanjikan.', en: 'The unit answers with a promised day.' },
  noDay: { id: 'Tidak ditentukan', en: 'No day given' },
  method: { id: 'Cara bayar', en: 'How to pay' },
  qris: { id: 'QRIS', en: 'QRIS' },
  qrisHint: { id: 'Pindai kode dengan aplikasi bank atau dompet mana pun.', en: 'Scan a code with any bank or wallet app.' },
  va: { id: 'Rekening virtual', en: 'Virtual account' },
  vaHint: { id: 'Bayar lewat ATM, m-banking, atau teller.', en: 'Pay by ATM, mobile banking or at the counter.' },
  transfer: { id: 'Transfer bank', en: 'Bank transfer' },
  transferHint: { id: 'Ke rekening penampungan unit. Diperiksa bendahara pada hari kerja.', en: 'To the unit’s holding account; checked by the treasurer on working days.' },
  product: { id: 'Produk', en: 'Product' },
  quantity: { id: 'Jumlah', en: 'Quantity' },
  amount: { id: 'Nilai', en: 'Amount' },
  goods: { id: 'Jumlah barang', en: 'Goods total' },
  delivery: { id: 'Ongkos kirim', en: 'Delivery' },
  total: { id: 'Jumlah yang dibayar', en: 'Total to pay' },
  change: { id: 'Ubah', en: 'Change' },
  changeCart: { id: 'Ubah keranjang', en: 'Change the cart' },
  illustrated: { id: 'Gambar di katalog ialah ilustrasi, bukan foto produk. Ukuran dan bahan yang berlaku ialah yang tertulis pada spesifikasi.', en: 'Catalogue pictures are illustrations, not photographs. The size and material that count are those of the specification.' },
  terms: { id: 'Pesanan mengikat setelah unit menerimanya. Baca', en: 'The order binds once the unit accepts it. Read the' },
  termsLink: { id: 'syarat pembelian', en: 'terms of sale' },
  place: { id: 'Pesan barang senilai {amount}', en: 'Order goods for {amount}' },
});
