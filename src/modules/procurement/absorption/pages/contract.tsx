import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, DataTable, DateField, Details, Form, MoneyField, Notice, NumberField, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { bandOf, contractKinds, refusalReasons, type Band } from '../meter.ts';
import type { AddendumRow, CertificateRow, HarvestRow, MeteredContract, OfferRow, PriceRow, SourceRow } from '../queries.ts';
import { absorptionUrl, contractUrl, harvestUrl, newContractUrl } from '../urls.ts';
import { kindNames, reasonNames, sayAbsorption, stateNames } from '../words.ts';
import { MeterParts } from './meter.tsx';

export function newContractPage(req: Req, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  return workPage(req, { surface: 'bengkel', title: t('register'), failed: state !== undefined, breadcrumbs: [{ href: absorptionUrl(), text: t('title') }] },
    <PageHeading title={t('register')} />,
    <Form action={newContractUrl} token={req.formToken()} locale={locale} state={state}>
      <TextField name="supplier" label={t('supplier')} hint={t('supplierHint')} required />
      <TextField name="number" label={t('number')} width="m" required />
      <SelectField name="kind" label={t('kind')} options={contractKinds.map((kind) => ({ value: kind, text: kindNames[kind][locale] }))} />
      <MoneyField name="value_idr" label={t('value')} required />
      <DateField name="from_day" label={t('fromDay')} required />
      <DateField name="to_day" label={t('toDay')} required />
      <Button>{t('register')}</Button>
    </Form>);
}

export type ContractFile = { contract: MeteredContract; offers: OfferRow[]; addenda: AddendumRow[]; certificates: CertificateRow[]; sources: SourceRow[]; band: Band; today: string; upt: string | undefined };
/** The file of one contract: its meter, what was offered and answered, and what the facility says of its own shortage. */
export function contractPage(req: Req, { contract, offers, addenda, certificates, sources, band, today, upt }: ContractFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  const here = contractUrl(contract.id);
  return workPage(req, { surface: 'bengkel', title: contract.supplier, failed: state !== undefined, breadcrumbs: [{ href: absorptionUrl(upt ?? (req.actor.facility_id ? undefined : contract.facility_code)), text: t('title') }] },
    <PageHeading title={contract.supplier} caption={`${contract.facility_name} · ${contract.number} · ${kindNames[contract.kind][locale]}`}><Tag tone={stateNames[contract.meter.state].tone}>{stateNames[contract.meter.state][locale]}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <MeterParts req={req} contract={contract} />,
    <SummaryList rows={[
      { label: t('value'), value: rupiah(contract.value_idr) },
      ...(may(req.actor, 'absorption.register') ? [{ label: t('claimCode'), value: contract.claimed ? t('claimedAlready') : <><code>{contract.claim_code}</code><br /><span class="quiet">{t('claimCodeHint')}</span></> }] : []),
    ]} />,
    may(req.actor, 'absorption.offer') && <OfferForm req={req} here={here} sources={sources} band={band} today={today} state={state} />,
    <Section title={t('offers')}><OfferTable req={req} offers={offers} here={here} state={state} answering={may(req.actor, 'absorption.answer')} withOrder /></Section>,
    <Section title={t('certificates')}>
      {certificates.length === 0 ? <p class="empty">{t('certificatesNone')}</p> : certificates.map((certificate) => <CertificateCard req={req} here={here} certificate={certificate} state={state} />)}
      {may(req.actor, 'absorption.prepare_certificate') && !certificates.some((each) => each.state !== 'returned') && (
        <Details summary={t('prepare')}>
          <Form action={`${here}/kekurangan`} token={req.formToken()} locale={locale} state={state}><TextareaField name="cause" label={t('cause')} rows={2} required /><Button>{t('prepare')}</Button></Form>
        </Details>
      )}
    </Section>,
    <Section title={t('addenda')}>
      <DataTable caption={t('addenda')} captionHidden rows={addenda} empty={t('addendaNone')} columns={[{ title: t('number'), cell: (row) => row.number }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) }, { title: t('toDay'), cell: (row) => formatDay(row.to_day, locale) }, { title: t('reason'), cell: (row) => row.reason }]} />
      {may(req.actor, 'absorption.register') && (
        <Details summary={t('addAddendum')}>
          <Form action={`${here}/adendum`} token={req.formToken()} locale={locale} state={state}>
            <TextField name="number" label={t('number')} width="m" required /><MoneyField name="value_idr" label={t('value')} value={contract.value_idr} required /><DateField name="to_day" label={t('toDay')} value={contract.to_day} required /><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('addAddendum')}</Button>
          </Form>
        </Details>
      )}
    </Section>);
}

function OfferForm({ req, here, sources, band, today, state }: { req: Req; here: string; sources: SourceRow[]; band: Band; today: string; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  const told = (row: SourceRow) => {
    const fair = row.reference_idr === null ? undefined : bandOf(row.reference_idr, band);
    return `${row.code} ${row.commodity}, ${t('left', { n: count(row.left, locale), unit: row.unit })}, ${fair ? t('band', { low: rupiah(fair.low_idr), high: rupiah(fair.high_idr) }) : t('noPrice')}`;
  };
  return (
    <Details summary={t('offer')} open={state?.values['source'] !== undefined}>
      {sources.length === 0 ? <p>{t('sourcesNone')} <a href={harvestUrl()}>{t('harvests')}</a></p> : (
        <Form action={`${here}/tawaran`} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="source" label={t('source')} hint={t('sourceHint')} options={sources.map((row) => ({ value: row.code, text: told(row) }))} required />
          <NumberField name="quantity" label={t('quantity')} width="s" required /><MoneyField name="unit_price_idr" label={t('unitPrice')} required /><DateField name="deliver_on" label={t('deliverOn')} value={today} required />
          <Button>{t('offer')}</Button>
        </Form>
      )}
    </Details>
  );
}

export function OfferTable({ req, offers, here, state, answering, withOrder = false }: { req: Req; offers: OfferRow[]; here: string; state: FormState | undefined; answering: boolean; withOrder?: boolean }): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  const open = offers.filter((row) => row.accepted + row.refused < row.quantity);
  return (
    <>
      <DataTable caption={t('offers')} captionHidden rows={offers} empty={t('offersNone')} columns={[
        { title: t('number'), cell: (row) => <>{row.number}<br /><span class="quiet">{formatDay(row.offered_on, locale)}</span></> },
        { title: t('commodity'), cell: (row) => <>{row.commodity}{row.source && <><br /><code>{row.source}</code></>}</> },
        { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        { title: t('unitPrice'), numeric: true, cell: (row) => rupiah(row.unit_price_idr) },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('accepted'), numeric: true, cell: (row) => count(row.accepted, locale) },
        { title: t('answers'), cell: (row) => (row.answers.length === 0 ? t('waiting') : row.answers.map((answer) => <div>{formatDay(answer.on_day, locale)}, {t(answer.by_side === 'supplier' ? 'bySupplier' : 'byFacility')}: {answer.accepted > 0 && `${t('accepted')} ${count(answer.accepted, locale)} (${answer.delivery_note ?? ''}${answer.order_number ? `, ${answer.order_number}` : ''}) `}{answer.refused > 0 && answer.reason && `${t('refused')} ${count(answer.refused, locale)}, ${reasonNames[answer.reason][locale]}: ${answer.words}`}</div>)) },
      ]} />
      {answering && open.map((row) => {
        const mine = state && state.values['offer'] === row.number ? state : undefined;
        return (
          <Details summary={t('answerTo', { number: row.number })} open={mine !== undefined}>
            <Form action={`${here}/jawaban`} token={req.formToken()} locale={locale} state={mine}>
              <input type="hidden" name="offer" value={row.number} />
              <NumberField name="accepted" label={t('accepted')} width="s" value={row.quantity - row.accepted - row.refused} /><TextField name="delivery_note" label={t('deliveryNote')} width="m" />
              {withOrder && <TextField name="order_number" label={t('order')} hint={t('orderHint')} width="m" />}
              <NumberField name="refused" label={t('refused')} width="s" /><SelectField name="reason" label={t('refusalReason')} empty="–" options={refusalReasons.map((reason) => ({ value: reason, text: reasonNames[reason][locale] }))} /><TextareaField name="words" label={t('words')} rows={2} />
              <Button>{t('answer')}</Button>
            </Form>
          </Details>
        );
      })}
    </>
  );
}

const certificateTones = { prepared: 'kuning', signed: 'hijau', returned: 'merah' } as const;
function CertificateCard({ req, here, certificate, state }: { req: Req; here: string; certificate: CertificateRow; state: FormState | undefined }): VNode {
  const { locale, actor } = req;
  const t = sayAbsorption(locale);
  const deciding = certificate.state === 'prepared' && may(actor, 'absorption.sign_certificate');
  return (
    <SummaryCard title={certificate.number ?? t('prepared')} actions={<Tag tone={certificateTones[certificate.state]}>{t(certificate.state)}</Tag>}>
      <SummaryList rows={[
        { label: t('day'), value: formatDay(certificate.as_of, locale) }, { label: t('required'), value: rupiah(certificate.required_idr) }, { label: t('offered'), value: rupiah(certificate.offered_idr) }, { label: t('certified'), value: rupiah(certificate.shortage_idr) }, { label: t('cause'), value: certificate.cause },
        ...(certificate.returned_reason ? [{ label: t('reason'), value: certificate.returned_reason }] : []), ...(certificate.document_code ? [{ label: t('checkCode'), value: <a href={`/cek/${certificate.document_code}`}>{certificate.document_code}</a> }] : []),
      ]} />
      {certificate.document_code && <ButtonRow><ButtonLink kind="secondary" href={`${here}/kekurangan.pdf`}>{t('pdf')}</ButtonLink><ButtonLink kind="secondary" href={`${here}/kekurangan/cetak`}>{t('print')}</ButtonLink></ButtonRow>}
      {deciding && (certificate.prepared_person !== null && certificate.prepared_person === actor.person_id ? <p>{t('signOther')}</p> : (
        <>
          <Form action={`${here}/kekurangan/tanda-tangan`} token={req.formToken()} locale={locale}><Button>{t('sign')}</Button></Form>
          <Form action={`${here}/kekurangan/kembalikan`} token={req.formToken()} locale={locale} state={state}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('giveBack')}</Button></Form>
        </>
      ))}
    </SummaryCard>
  );
}

export type HarvestFile = { rows: HarvestRow[]; prices: PriceRow[]; workshops: { code: string; name_id: string; name_en: string }[]; today: string; upt: string | undefined };
/** What was harvested, and what it costs outside. */
export function harvestPage(req: Req, { rows, prices, workshops, today, upt }: HarvestFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  const priced = state !== undefined && ('amount_idr' in state.values || 'source' in state.values);
  return workPage(req, { surface: 'bengkel', title: t('harvests'), failed: state !== undefined, breadcrumbs: [{ href: absorptionUrl(upt), text: t('title') }] },
    <PageHeading title={t('harvests')} caption={t('harvestsLead')} />,
    may(req.actor, 'absorption.record_harvest') && (
      <Details summary={t('recordHarvest')} open={state !== undefined && !priced}>
        <Form action={harvestUrl()} token={req.formToken()} locale={locale} state={priced ? undefined : state}>
          <TextField name="commodity" label={t('commodity')} required /><NumberField name="quantity" label={t('quantity')} width="s" required /><TextField name="unit" label={t('unit')} value="kg" width="s" required /><DateField name="on_day" label={t('day')} value={today} required />
          <SelectField name="workshop" label={t('workshop')} empty="–" options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} /><Button>{t('recordHarvest')}</Button>
        </Form>
      </Details>
    ),
    <Section title={t('harvests')}>
      <DataTable caption={t('harvests')} captionHidden rows={rows} empty={t('harvestsNone')} columns={[{ title: t('number'), cell: (row) => row.number }, { title: t('commodity'), cell: (row) => row.commodity }, { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` }, { title: t('day'), cell: (row) => formatDay(row.on_day, locale) }]} />
    </Section>,
    may(req.actor, 'absorption.record_price') && (
      <Details summary={t('recordPrice')} open={priced}>
        <Form action={`${harvestUrl()}/harga`} token={req.formToken()} locale={locale} state={priced ? state : undefined}>
          <TextField name="commodity" label={t('commodity')} required /><TextField name="unit" label={t('unit')} value="kg" width="s" required /><MoneyField name="amount_idr" label={t('unitPrice')} required /><DateField name="on_day" label={t('day')} value={today} required /><TextField name="source" label={t('priceSource')} hint={t('priceSourceHint')} required /><Button>{t('recordPrice')}</Button>
        </Form>
      </Details>
    ),
    <Section title={t('prices')}>
      <DataTable caption={t('prices')} captionHidden rows={prices} empty={t('pricesNone')} columns={[{ title: t('commodity'), cell: (row) => row.commodity }, { title: t('unitPrice'), numeric: true, cell: (row) => `${rupiah(row.amount_idr)} / ${row.unit}` }, { title: t('day'), cell: (row) => formatDay(row.on_day, locale) }, { title: t('priceSource'), cell: (row) => row.source }]} />
    </Section>);
}
