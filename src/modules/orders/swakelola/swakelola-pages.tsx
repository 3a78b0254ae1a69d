// Swakelola files of either side: the list with the form that opens one, and the file with its six papers in sequence.
import type { VNode } from 'preact';
import { dayIn, formatDay, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { Button, DataTable, DateField, Details, EmptyState, Form, IdentityBar, MoneyField, Notice, NumberField, PageHeading, ProgressBar, RefusalForm, Section, SelectField, SummaryCard, Tag, TaskList, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Side } from '../pages/order-list.tsx';
import { agencySwakelolaUrl, makerSwakelolaUrl, paperUrl } from '../urls.ts';
import { sayAgency } from '../words.ts';
import { lastStep, nextStep, papers, swakelolaBasis } from './swakelola.ts';
import type { SwakelolaFile, SwakelolaPaper, SwakelolaRow } from './swakelola-queries.ts';

const urlOf = { pengadaan: agencySwakelolaUrl, bengkel: makerSwakelolaUrl } as const;
const tones = { open: 'biru', completed: 'hijau', ended: 'abu' } as const;

export function swakelolaListPage(req: Req, side: Side, { rows, facilities }: { rows: SwakelolaRow[]; facilities: { code: string; name: string }[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const a = sayAgency(locale);
  return workPage(req, { surface: side, title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('caption')} />, <Notice tone="info">{t('unproven')} {swakelolaBasis}.</Notice>,
    rows.length === 0 ? <EmptyState title={t('none')}><p>{side === 'pengadaan' ? t('noneAgency') : t('noneMaker')}</p></EmptyState> : (
      <DataTable caption={t('title')} captionHidden rows={rows} empty="" columns={[
        { title: t('number'), cell: (row) => <><a href={urlOf[side](row.number)}>{row.number}</a><br /><span class="quiet">{row.subject}</span></> }, { title: side === 'bengkel' ? t('agency') : t('facility'), cell: (row) => (side === 'bengkel' ? `${row.agency_name}, ${row.agency_unit}` : row.facility_name) },
        { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> }, { title: t('papers'), numeric: true, cell: (row) => t('ofSix', { n: row.done, of: lastStep }) }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
      ]} />),
    side === 'pengadaan' && may(req.actor, 'swakelola.open') ? (
      <Section title={t('open')}>
        <Form action={agencySwakelolaUrl()} token={req.formToken()} state={state ?? emptyForm} locale={locale}>
          <SelectField name="facility" label={t('facility')} state={state} options={facilities.map(({ code, name }) => ({ value: code, text: name }))} />
          <TextField name="subject" label={t('subject')} state={state} required /><TextField name="unit" label={a('unit')} state={state} required /><TextField name="rup_code" label={a('rup')} state={state} width="m" />
          <MoneyField name="value_idr" label={t('value')} state={state} required /><DateField name="starts_on" label={t('from')} state={state} value={dayIn('Asia/Jakarta', req.now)} required /><DateField name="ends_on" label={t('to')} state={state} required />
          <Button>{t('openButton')}</Button>
        </Form>
      </Section>) : null);
}

export function swakelolaPage(req: Req, side: Side, file: SwakelolaFile, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const at = urlOf[side](file.number);
  const step = nextStep(file.papers);
  const next = papers.find((paper) => paper.step === step);
  const living = file.papers.find((paper) => paper.step === step && paper.returned_at === null);
  const own = side === 'bengkel' ? 'maker' : 'buyer';
  const unsigned = living && (own === 'buyer' ? living.buyer_at : living.maker_at) === null;
  return workPage(req, { surface: side, title: `${t('one')} ${file.number}`, breadcrumbs: [{ href: urlOf[side](), text: t('title') }], failed: state !== undefined },
    <PageHeading title={`${t('one')} ${file.number}`} caption={side === 'bengkel' ? `${file.agency_name}, ${file.agency_unit}` : file.facility_name} />,
    <IdentityBar title={file.subject} code={file.number} status={{ text: t(file.state), tone: tones[file.state] }} facts={[{ label: t('value'), value: rupiah(file.value_idr) }, { label: t('term'), value: `${formatDay(file.starts_on, locale)} – ${formatDay(file.ends_on, locale)}` }, { label: t('papers'), value: t('ofSix', { n: file.done, of: lastStep }) }]} />,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null, file.end_reason ? <Notice tone="info">{file.end_reason}</Notice> : null,
    <Section title={t('sequence')}>
      <ProgressBar value={file.done} max={lastStep} label={t('ofSix', { n: file.done, of: lastStep })} />
      <TaskList items={papers.map((paper) => {
        const made = file.papers.filter((each) => each.step === paper.step && each.returned_at === null).at(-1);
        return { title: `${paper.step}. ${paper[locale]}`, hint: paper.side === 'maker' ? t('byMaker') : t('byBuyer'), ...(made?.document ? { href: paperUrl(made.document) } : {}), status: made?.document ? { text: t('signed'), tone: 'hijau' as const } : made ? { text: t('signing'), tone: 'ungu' as const } : paper.step === step && file.state === 'open' ? { text: t('now'), tone: 'kuning' as const } : { text: t('later'), tone: 'abu' as const } };
      })} />
    </Section>,
    file.state === 'open' && living && next ? (
      <SummaryCard title={`${next.step}. ${next[locale]}`}>
        <PaperText paper={living} />
        <p class="quiet">{t('buyerSide')}: {living.buyer_at ? formatInstant(living.buyer_at, zoneOf(file.timezone), locale) : t('unsigned')} · {t('makerSide')}: {living.maker_at ? formatInstant(living.maker_at, zoneOf(file.timezone), locale) : t('unsigned')}</p>
        {may(req.actor, 'swakelola.sign') ? <>
          {unsigned && living.prepared_person !== req.actor.person_id ? <Form action={`${at}/tanda-tangan`} token={req.formToken()} locale={locale}><Button>{t('sign')}</Button></Form> : null}
          <RefusalForm action={`${at}/kembalikan`} token={req.formToken()} locale={locale} text={t('giveBack')} reason={t('reason')} kind="secondary" />
        </> : null}
      </SummaryCard>) : null,
    file.state === 'open' && !living && next && may(req.actor, 'swakelola.prepare') ? (next.side === own ? <PrepareForm req={req} at={at} step={step} title={`${next.step}. ${next[locale]}`} state={state} /> : <Notice tone="info">{t('waitOther')}</Notice>) : null,
    file.papers.some((paper) => paper.returned_at) ? <Section title={t('returnedOnes')}><ul class="govuk-list govuk-list--bullet">{file.papers.filter((paper) => paper.returned_at).map((paper) => <li>{papers.find(({ step: n }) => n === paper.step)?.[locale]}: {paper.return_reason}</li>)}</ul></Section> : null,
    file.state === 'open' && may(req.actor, 'swakelola.sign') ? <RefusalForm action={`${at}/akhiri`} token={req.formToken()} locale={locale} text={t('end')} reason={t('reason')} kind="secondary" /> : null);
}

function PaperText({ paper }: { paper: SwakelolaPaper }): VNode {
  return <>{paper.body.text.split(/\n{2,}/).map((text) => <p>{text}</p>)}{paper.body.progress_percent === undefined ? null : <p>{paper.body.progress_percent}%</p>}
    {paper.body.costs && paper.body.costs.length > 0 ? <ul class="govuk-list govuk-list--bullet">{paper.body.costs.map((line) => <li>{line.name}: {count(line.quantity, 'id')} {line.unit} × {rupiah(line.unit_price_idr)}</li>)}</ul> : null}</>;
}

const mostCosts = 8;
function PrepareForm({ req, at, step, title, state = emptyForm }: { req: Req; at: string; step: number; title: string; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  return (
    <Section title={title}>
      <Form action={`${at}/susun`} token={req.formToken()} state={state} locale={req.locale}>
        <TextareaField name="text" label={t('text')} hint={t('textHint')} rows={8} state={state} required />
        {step === 5 ? <NumberField name="progress_percent" label={t('progress')} value="100" state={state} required /> : null}
        {step === 3 ? Array.from({ length: mostCosts }, (_, n) => <Details summary={t('cost', { n: n + 1 })} open={n === 0}>
          <TextField name={`costs.${n}.name`} label={t('costName')} state={state} /><NumberField name={`costs.${n}.quantity`} label={t('quantity')} state={state} /><TextField name={`costs.${n}.unit`} label={t('unitOf')} width="s" state={state} /><MoneyField name={`costs.${n}.unit_price_idr`} label={t('price')} state={state} />
        </Details>) : null}
        <Button>{t('prepare')}</Button>
      </Form>
    </Section>
  );
}

const say = words({
  title: { id: 'Swakelola tipe II', en: 'Swakelola, type II' }, one: { id: 'Swakelola', en: 'Swakelola' }, caption: { id: 'Direncanakan dan diawasi instansi, dilaksanakan UPT', en: 'Planned and supervised by the agency, carried out by the facility' }, unproven: { id: 'Belum ada preseden yang diketahui untuk barang buatan Lapas dengan pembayaran sebagai PNBP. Mintalah pendapat LKPP sebelum memakai jalur ini.', en: 'No precedent is known for goods made in prison with payment as state revenue. Ask LKPP for its opinion before using this channel.' }, none: { id: 'Belum ada berkas swakelola.', en: 'No swakelola files yet.' }, noneAgency: { id: 'Buka berkas dengan formulir di bawah.', en: 'Open one with the form below.' }, noneMaker: { id: 'Berkas yang dibuka instansi muncul di sini.', en: 'Files that agencies open appear here.' },
  number: { id: 'Nomor', en: 'Number' }, agency: { id: 'Instansi', en: 'Agency' }, facility: { id: 'UPT pelaksana', en: 'Facility that carries it out' }, state: { id: 'Status', en: 'State' }, open: { id: 'Berjalan', en: 'Open' }, completed: { id: 'Selesai', en: 'Complete' }, ended: { id: 'Diakhiri', en: 'Ended' }, papers: { id: 'Dokumen', en: 'Papers' }, ofSix: { id: '{n} dari {of}', en: '{n} of {of}' }, value: { id: 'Nilai', en: 'Value' }, subject: { id: 'Pekerjaan', en: 'Work' }, from: { id: 'Mulai', en: 'From' }, to: { id: 'Selesai paling lambat', en: 'Until' }, term: { id: 'Waktu', en: 'Term' }, openButton: { id: 'Buka berkas', en: 'Open the file' },
  sequence: { id: 'Enam dokumen berurutan', en: 'Six papers in sequence' }, byMaker: { id: 'Disusun UPT, ditandatangani kedua pihak', en: 'Prepared by the facility, signed by both' }, byBuyer: { id: 'Disusun instansi, ditandatangani kedua pihak', en: 'Prepared by the agency, signed by both' }, signed: { id: 'Terbit', en: 'Issued' }, signing: { id: 'Menunggu tanda tangan', en: 'Awaiting signatures' }, now: { id: 'Sekarang', en: 'Now' }, later: { id: 'Nanti', en: 'Later' }, unsigned: { id: 'belum', en: 'not yet' }, buyerSide: { id: 'Instansi', en: 'Agency' }, makerSide: { id: 'UPT', en: 'Facility' }, sign: { id: 'Tanda tangani dokumen', en: 'Sign the paper' }, giveBack: { id: 'Kembalikan dokumen', en: 'Send the paper back' }, reason: { id: 'Alasan', en: 'Reason' }, waitOther: { id: 'Dokumen berikutnya disusun pihak yang lain.', en: 'The next paper is prepared by the other side.' }, returnedOnes: { id: 'Dikembalikan', en: 'Sent back' }, end: { id: 'Akhiri berkas', en: 'End the file' },
  text: { id: 'Isi dokumen', en: 'What the paper says' }, textHint: { id: 'Baris kosong memisahkan alinea', en: 'An empty line separates paragraphs' }, progress: { id: 'Kemajuan (persen)', en: 'Progress (percent)' }, cost: { id: 'Biaya {n}', en: 'Cost {n}' }, costName: { id: 'Uraian biaya', en: 'What it is for' }, quantity: { id: 'Jumlah', en: 'Quantity' }, unitOf: { id: 'Satuan', en: 'Unit' }, price: { id: 'Harga satuan', en: 'Unit price' }, prepare: { id: 'Ajukan untuk ditandatangani', en: 'Send to be signed' },
});
