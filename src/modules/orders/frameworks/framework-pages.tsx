// Framework contracts of either side: the list, the contract with its meter and call-offs, and the forms that draft one and call from it.
import type { VNode } from 'preact';
import { dayIn, formatDay, formatDayShort, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, words } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, DateField, EmptyState, Form, HiddenField, IdentityBar, MoneyField, Notice, NumberField, PageHeading, ProgressBar, RefusalForm, Section, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { stateNames } from '../order.ts';
import type { Side } from '../pages/order-list.tsx';
import type { Cart } from '../shop/cart.ts';
import { agencyCatalogueUrl, agencyFrameworksUrl, agencyFrameworkUrl, agencyOrderUrl, draftFrameworkUrl, makerFrameworksUrl, makerFrameworkUrl, makerOrderUrl, paperUrl } from '../urls.ts';
import { sayAgency } from '../words.ts';
import { frameworkStateNames } from './framework.ts';
import type { FrameworkFile, FrameworkRow } from './framework-queries.ts';

const places = { pengadaan: { list: agencyFrameworksUrl, one: agencyFrameworkUrl, order: agencyOrderUrl }, bengkel: { list: makerFrameworksUrl, one: makerFrameworkUrl, order: makerOrderUrl } } as const;

export function frameworkListPage(req: Req, side: Side, rows: FrameworkRow[]): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: side, title: t('title') },
    <PageHeading title={t('title')} caption={t('caption')}>{side === 'pengadaan' && may(req.actor, 'framework.draft') ? <ButtonLink kind="secondary" href={draftFrameworkUrl()}>{t('draft')}</ButtonLink> : null}</PageHeading>,
    rows.length === 0 ? <EmptyState title={t('none')}><p>{side === 'pengadaan' ? t('noneAgency') : t('noneMaker')}</p></EmptyState> : (
      <DataTable caption={t('title')} captionHidden rows={rows} empty="" columns={[
        { title: t('number'), cell: (row) => <><a href={places[side].one(row.number)}>{row.number}</a><br /><span class="quiet">{row.subject}</span></> }, { title: side === 'bengkel' ? t('agency') : t('facility'), cell: (row) => (side === 'bengkel' ? `${row.agency_name}, ${row.agency_unit}` : row.facility_name) },
        { title: t('state'), cell: (row) => <Tag tone={frameworkStateNames[row.state].tone}>{frameworkStateNames[row.state][locale]}</Tag> }, { title: t('term'), cell: (row) => `${formatDayShort(row.from, locale)} – ${formatDayShort(row.to, locale)}` },
        { title: t('called'), numeric: true, cell: (row) => rupiah(row.called_idr) }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.max_idr) },
      ]} />));
}

export function frameworkPage(req: Req, side: Side, file: FrameworkFile, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const at = places[side].one(file.number);
  const today = dayIn(zoneOf(file.timezone), req.now);
  const running = file.state === 'agreed' && file.from <= today && today <= file.to;
  const signs = side === 'pengadaan' && file.state === 'drafted' && may(req.actor, 'framework.sign') && file.prepared_person !== req.actor.person_id;
  const agrees = side === 'bengkel' && file.state === 'proposed' && may(req.actor, 'framework.agree');
  const ends = may(req.actor, 'framework.end') && (file.state === 'agreed' || (side === 'pengadaan' ? file.state === 'drafted' || file.state === 'proposed' : file.state === 'proposed'));
  return workPage(req, { surface: side, title: `${t('one')} ${file.number}`, breadcrumbs: [{ href: places[side].list(), text: t('title') }], failed: state !== undefined },
    <PageHeading title={`${t('one')} ${file.number}`} caption={side === 'bengkel' ? `${file.agency_name}, ${file.agency_unit}` : file.facility_name} />,
    <IdentityBar title={file.subject} code={file.number} status={{ text: frameworkStateNames[file.state][locale], tone: frameworkStateNames[file.state].tone }} facts={[{ label: t('term'), value: `${formatDay(file.from, locale)} – ${formatDay(file.to, locale)}` }, { label: t('value'), value: rupiah(file.max_idr) }, { label: t('left'), value: rupiah(file.max_idr - file.called_idr) }]} />,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    file.end_reason ? <Notice tone="info">{file.end_reason}</Notice> : null,
    signs ? <Form action={`${at}/tanda-tangan`} token={req.formToken()} locale={locale}><Button>{t('sign', { amount: rupiah(file.max_idr) })}</Button></Form> : null,
    agrees ? <Form action={`${at}/setuju`} token={req.formToken()} locale={locale}><Button>{t('agree', { amount: rupiah(file.max_idr) })}</Button></Form> : null,
    file.document ? <p><a href={paperUrl(file.document)}>{t('paper')}</a></p> : null,
    <Section title={t('meter')}>
      <ProgressBar value={file.called_idr} max={file.max_idr} label={t('used', { called: rupiah(file.called_idr), max: rupiah(file.max_idr) })} />
      <DataTable caption={t('meter')} captionHidden rows={file.lines} empty="" columns={[
        { title: t('goods'), cell: (line) => <>{line.name}<br /><span class="quiet">{line.sku}</span></> }, { title: t('price'), numeric: true, cell: (line) => rupiah(line.unit_price_idr) }, { title: t('most'), numeric: true, cell: (line) => `${count(line.max_quantity, locale)} ${unitName(locale, line.unit)}` },
        { title: t('called'), numeric: true, cell: (line) => count(line.called_quantity, locale) }, { title: t('left'), numeric: true, cell: (line) => count(line.max_quantity - line.called_quantity, locale) },
      ]} />
    </Section>,
    side === 'pengadaan' && running && may(req.actor, 'framework.call') ? <CallForm req={req} file={file} at={at} state={state} /> : null,
    <Section title={t('calls')}>
      <DataTable caption={t('calls')} captionHidden rows={file.calls} empty={t('noCalls')} columns={[
        { title: t('number'), cell: (row) => <a href={places[side].order(row.number)}>{row.number}</a> }, { title: t('state'), cell: (row) => <Tag tone={stateNames[row.state].tone}>{stateNames[row.state][locale]}</Tag> }, { title: t('placed'), cell: (row) => formatDayShort(dayIn(zoneOf(file.timezone), row.placed_at), locale) }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.total_idr) },
      ]} />
    </Section>,
    ends ? <RefusalForm action={`${at}/akhiri`} token={req.formToken()} locale={locale} text={t('end')} reason={t('reason')} kind="secondary" /> : null);
}

function CallForm({ req, file, at, state = emptyForm }: { req: Req; file: FrameworkFile; at: string; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = say(locale);
  const a = sayAgency(locale);
  return (
    <Section title={t('call')} id="pesan">
      <Form action={`${at}/pesan`} token={req.formToken()} state={state} locale={locale}>
        {file.lines.map((line, n) => <>
          <HiddenField name={`lines.${n}.sku`} value={line.sku} />
          <NumberField name={`lines.${n}.quantity`} label={t('quantityOf', { name: line.name, n: line.max_quantity - line.called_quantity })} value="0" state={state} />
        </>)}
        <TextField name="budget_account" label={a('account')} hint={a('accountHint')} state={state} width="m" inputMode="numeric" />
        <TextField name="deliver_to.name" label={a('receiver')} state={state} required />
        <TextareaField name="deliver_to.address" label={a('address')} rows={3} state={state} required />
        <TextField name="deliver_to.regency" label={a('regency')} hint={a('regencyHint')} state={state} />
        <TextField name="deliver_to.phone" label={a('phone')} state={state} width="m" inputMode="tel" />
        <DateField name="requested_on" label={a('requestedOn')} state={state} />
        <Button>{t('sendCall')}</Button>
      </Form>
    </Section>
  );
}

export function draftFrameworkPage(req: Req, cart: Cart, state: FormState = emptyForm): VNode {
  const { locale } = req;
  const t = say(locale);
  const a = sayAgency(locale);
  const lines = cart.groups.flatMap((group) => group.lines);
  const today = dayIn('Asia/Jakarta', req.now);
  return workPage(req, { surface: 'pengadaan', title: t('draft'), breadcrumbs: [{ href: agencyFrameworksUrl(), text: t('title') }], failed: state !== emptyForm },
    <PageHeading title={t('draft')} />, <p class="lead">{t('draftIntro')}</p>,
    lines.length === 0 ? <EmptyState title={a('emptyPackage')}><a href={agencyCatalogueUrl()}>{a('openCatalogue')}</a></EmptyState> : (
      <Form action={draftFrameworkUrl()} token={req.formToken()} state={state} locale={locale}>
        <TextField name="subject" label={t('subject')} state={state} required />
        <TextField name="unit" label={a('unit')} state={state} required />
        <TextField name="rup_code" label={a('rup')} state={state} width="m" />
        <DateField name="from" label={t('from')} value={today} state={state} required />
        <DateField name="to" label={t('to')} value={`${today.slice(0, 4)}-12-31`} state={state} required />
        {lines.map(({ listing, quantity }, n) => <>
          <HiddenField name={`lines.${n}.sku`} value={listing.sku} />
          <MoneyField name={`lines.${n}.unit_price_idr`} label={t('priceOf', { name: pick(locale, listing) })} value={String(listing.price_idr)} state={state} required />
          <NumberField name={`lines.${n}.max_quantity`} label={t('mostOf', { name: pick(locale, listing), unit: unitName(locale, listing.unit) })} value={String(quantity)} state={state} required />
        </>)}
        <MoneyField name="max_idr" label={t('maxValue')} hint={t('maxHint')} state={state} />
        <Button>{t('send')}</Button>
      </Form>));
}

const say = words({
  title: { id: 'Kontrak payung', en: 'Framework contracts' }, one: { id: 'Kontrak payung', en: 'Framework contract' }, caption: { id: 'Harga dan jumlah untuk satu masa; dipesan sedikit demi sedikit', en: 'Prices and quantities for a term; called off bit by bit' }, none: { id: 'Belum ada kontrak payung.', en: 'No framework contracts yet.' }, noneAgency: { id: 'Isi paket dari katalog, lalu pilih "Susun kontrak payung".', en: 'Fill the package from the catalogue, then choose "Draft a framework contract".' }, noneMaker: { id: 'Instansi yang menyusun dan menandatangani akan muncul di sini untuk disetujui.', en: 'What agencies draft and sign appears here to be agreed.' }, draft: { id: 'Susun kontrak payung', en: 'Draft a framework contract' },
  draftIntro: { id: 'Satu kontrak per UPT, dari isi paket. PPK menandatangani, kepala UPT menyetujui; lalu setiap kebutuhan dipesan paling banyak sebesar sisanya.', en: 'One contract per facility, from the package. The commitment officer signs, the head of facility agrees; then each need is ordered up to what is left.' }, number: { id: 'Nomor', en: 'Number' }, agency: { id: 'Instansi', en: 'Agency' }, facility: { id: 'UPT', en: 'Facility' }, state: { id: 'Status', en: 'State' }, term: { id: 'Masa berlaku', en: 'Term' }, value: { id: 'Nilai', en: 'Value' }, called: { id: 'Dipesan', en: 'Called' }, left: { id: 'Sisa', en: 'Left' }, most: { id: 'Paling banyak', en: 'At most' }, goods: { id: 'Barang', en: 'Goods' }, price: { id: 'Harga satuan', en: 'Unit price' },
  sign: { id: 'Tanda tangani kontrak {amount}', en: 'Sign the contract of {amount}' }, agree: { id: 'Setujui kontrak {amount}', en: 'Agree to the contract of {amount}' }, paper: { id: 'Buka dokumen kontrak payung', en: 'Open the framework contract' }, meter: { id: 'Pemakaian', en: 'Usage' }, used: { id: '{called} dari {max} dipesan', en: '{called} of {max} called' }, call: { id: 'Pesan dari kontrak', en: 'Order from the contract' }, quantityOf: { id: '{name} (sisa {n})', en: '{name} ({n} left)' }, sendCall: { id: 'Kirim pesanan ke UPT', en: 'Send the order to the facility' }, calls: { id: 'Pesanan dari kontrak ini', en: 'Orders from this contract' }, noCalls: { id: 'Belum ada pesanan dari kontrak ini.', en: 'No orders from this contract yet.' }, placed: { id: 'Dipesan', en: 'Placed' }, end: { id: 'Akhiri atau tarik', en: 'End or withdraw' }, reason: { id: 'Alasan', en: 'Reason' },
  subject: { id: 'Pekerjaan', en: 'Subject' }, from: { id: 'Berlaku mulai', en: 'From' }, to: { id: 'Sampai', en: 'Until' }, priceOf: { id: 'Harga satuan, {name}', en: 'Unit price, {name}' }, mostOf: { id: 'Paling banyak, {name} ({unit})', en: 'At most, {name} ({unit})' }, maxValue: { id: 'Nilai paling banyak (boleh kosong)', en: 'Highest value (optional)' }, maxHint: { id: 'Kosong: semua jumlah pada harganya', en: 'Empty: all quantities at their price' }, send: { id: 'Ajukan kepada PPK', en: 'Send to the commitment officer' },
});
