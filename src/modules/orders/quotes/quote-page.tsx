// The file of one quote (P8), the same for both sides: what comes next, then the versions, newest first, each with what changed.
import type { VNode } from 'preact';
import { addDays, dayIn, formatDay, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, ButtonRow, DataTable, DateField, Details, Form, HiddenField, IdentityBar, MoneyField, Notice, NumberField, PageHeading, RefusalForm, Section, SummaryCard, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Side } from '../pages/order-list.tsx';
import { agencyOrderUrl, agencyQuotesUrl, agencyQuoteUrl, makerOrderUrl, makerQuotesUrl, makerQuoteUrl } from '../urls.ts';
import { diffOf, isOpen, quoteStateNames, totalOf, type Change } from './quote.ts';
import type { QuoteFile, VersionRow } from './quote-queries.ts';
import { sayQuotes } from './quote-words.ts';

const places = { pengadaan: { list: agencyQuotesUrl, one: agencyQuoteUrl, order: agencyOrderUrl }, bengkel: { list: makerQuotesUrl, one: makerQuoteUrl, order: makerOrderUrl } } as const;

export function quotePage(req: Req, side: Side, file: QuoteFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayQuotes(locale);
  const shown = file.versions.filter((version) => version.returned_at === null);
  const last = shown.at(-1);
  const total = last ? totalOf(last) : null;
  return workPage(req, { surface: side, title: `${t('quote')} ${file.number}`, breadcrumbs: [{ href: places[side].list(), text: t('quotes') }], failed: state !== undefined },
    <PageHeading title={`${t('quote')} ${file.number}`} caption={side === 'bengkel' ? `${file.agency_name}, ${file.agency_unit}` : file.facility_name} />,
    <IdentityBar title={file.subject} code={file.number} status={{ text: quoteStateNames[file.state][locale], tone: quoteStateNames[file.state].tone }} facts={[
      { label: t('total'), value: total === null ? t('noPrice') : rupiah(total) }, { label: t('answerBy'), value: formatDay(file.answer_by, locale) }, { label: t('versions'), value: String(shown.length) },
    ]} />,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    last ? <NextStep req={req} side={side} file={file} last={last} state={state} /> : null,
    <Section title={t('versions')}>{file.versions.toReversed().map((version) => <VersionCard file={file} version={version} before={shown.filter((each) => each.version < version.version).at(-1)} locale={locale} />)}</Section>);
}

function NextStep({ req, side, file, last, state }: { req: Req; side: Side; file: QuoteFile; last: VersionRow; state: FormState | undefined }): VNode {
  const t = sayQuotes(req.locale);
  const at = places[side].one(file.number);
  const total = rupiah(totalOf(last) ?? 0);
  if (!isOpen(file.state)) return (
    <Section title={t('next')}>
      <Notice tone="info">{t('over', { state: quoteStateNames[file.state][req.locale] })}{file.end_reason ? ` ${file.end_reason}` : ''}</Notice>
      {file.order_number ? <ButtonRow><ButtonLink href={places[side].order(file.order_number)}>{t('openOrder', { number: file.order_number })}</ButtonLink></ButtonRow> : null}
    </Section>);
  const makersTurn = file.state === 'asked' || file.state === 'countered';
  const mine = file.state === 'offered' && side === 'pengadaan';
  const asked = file.versions.filter((version) => version.side === 'buyer').at(-1);
  const agrees = mine && may(req.actor, 'quote.agree') && asked?.prepared_person !== req.actor.person_id;
  return (
    <Section title={t('next')}>
      {makersTurn ? <Notice tone="info">{t('waitOffer', { day: formatDay(file.answer_by, req.locale) })}</Notice> : null}
      {file.state === 'drafted' ? <Notice tone="info">{t('waitSign', { n: last.version })}</Notice> : null}
      {file.state === 'offered' && side === 'bengkel' ? <Notice tone="info">{t('waitBuyer', { day: formatDay(file.answer_by, req.locale) })}</Notice> : null}
      {mine && !agrees ? <Notice tone="info">{t('waitPpk')}</Notice> : null}
      {agrees ? <><p>{t('agreeNote', { n: last.version })}</p><Form action={`${at}/setuju`} token={req.formToken()} locale={req.locale}><HiddenField name="version" value={last.version} /><Button>{t('agree', { total })}</Button></Form></> : null}
      {file.state === 'drafted' && side === 'bengkel' && may(req.actor, 'quote.sign') ? <>
        <Form action={`${at}/tanda-tangan`} token={req.formToken()} locale={req.locale}><Button>{t('sign', { total })}</Button></Form>
        <RefusalForm action={`${at}/kembalikan`} token={req.formToken()} locale={req.locale} text={t('giveBack')} reason={t('reason')} kind="secondary" />
      </> : null}
      {side === 'bengkel' && makersTurn && may(req.actor, 'quote.offer') ? <PricesForm req={req} file={file} last={last} action={`${at}/susun`} maker state={state} /> : null}
      {mine && may(req.actor, 'quote.ask') ? <Details summary={t('counter')} open={state !== undefined}><PricesForm req={req} file={file} last={last} action={`${at}/tawar`} maker={false} state={state} /></Details> : null}
      {may(req.actor, 'quote.end') && !(side === 'bengkel' && file.state === 'offered') ? <RefusalForm action={`${at}/akhiri`} token={req.formToken()} locale={req.locale} text={side === 'bengkel' ? t('decline') : t('withdraw')} reason={t('reason')} kind="secondary" /> : null}
    </Section>
  );
}

function PricesForm({ req, file, last, action, maker, state = emptyForm }: { req: Req; file: QuoteFile; last: VersionRow; action: string; maker: boolean; state: FormState | undefined }): VNode {
  const t = sayQuotes(req.locale);
  const today = dayIn(zoneOf(file.timezone), req.now);
  return (
    <Form action={action} token={req.formToken()} state={state} locale={req.locale}>
      {last.lines.map((line, n) => <>
        <HiddenField name={`lines.${n}.sku`} value={line.sku} />
        <NumberField name={`lines.${n}.quantity`} label={t('quantityOf', { name: line.name })} value={String(line.quantity)} state={state} required />
        <MoneyField name={`lines.${n}.unit_price_idr`} label={t('priceOf', { name: line.name })} value={line.unit_price_idr === null ? '' : String(line.unit_price_idr)} state={state} required />
      </>)}
      {maker ? <MoneyField name="delivery_idr" label={t('delivery')} value={String(last.delivery_idr)} state={state} /> : null}
      <DateField name="day" label={maker ? t('dayMaker') : t('day')} value={last.day < today ? today : last.day} state={state} required />
      {maker ? <DateField name="valid_until" label={t('validUntil')} value={addDays(today, 14)} state={state} required /> : null}
      <TextareaField name="note" label={t('note')} rows={3} state={state} />
      <Button>{maker ? t('sendOffer') : t('sendCounter')}</Button>
    </Form>
  );
}

function VersionCard({ file, version, before, locale }: { file: QuoteFile; version: VersionRow; before: VersionRow | undefined; locale: Locale }): VNode {
  const t = sayQuotes(locale);
  const zone = zoneOf(file.timezone);
  const total = totalOf(version);
  const changes = before ? diffOf(before, version) : [];
  return (
    <SummaryCard title={t('version', { n: version.version, side: t(version.side) })}>
      {version.returned_at ? <p><Tag tone="abu">{t('wasReturned', { reason: version.return_reason ?? '' })}</Tag></p> : version.sent_at === null ? <p><Tag tone="ungu">{t('draft')}</Tag></p> : null}
      {before === undefined ? null : changes.length === 0 ? <p class="quiet">{t('noChanges', { n: before.version })}</p> : <><p><strong>{t('changes', { n: before.version })}</strong></p><ul class="govuk-list govuk-list--bullet">{changes.map((change) => <li>{changeText(change, locale)}</li>)}</ul></>}
      <DataTable caption={t('goods')} captionHidden rows={version.lines} empty="" columns={[
        { title: t('goods'), cell: (line) => <>{line.name}<br /><span class="quiet">{[line.sku, line.budget_account].filter(Boolean).join(' · ')}</span></> }, { title: t('quantity'), numeric: true, cell: (line) => `${count(line.quantity, locale)} ${unitName(locale, line.unit)}` },
        { title: t('price'), numeric: true, cell: (line) => (line.unit_price_idr === null ? '–' : rupiah(line.unit_price_idr)) }, { title: t('amount'), numeric: true, cell: (line) => (line.unit_price_idr === null ? '–' : rupiah(line.unit_price_idr * line.quantity)) },
      ]} />
      <SummaryList rows={[
        ...(version.delivery_idr > 0 ? [{ label: t('delivery'), value: rupiah(version.delivery_idr) }] : []), { label: t('total'), value: total === null ? t('noPrice') : rupiah(total) }, { label: version.side === 'maker' ? t('dayMaker') : t('day'), value: formatDay(version.day, locale) },
        ...(version.valid_until ? [{ label: t('validUntil'), value: formatDay(version.valid_until, locale) }] : []), { label: t('deliverTo'), value: `${version.deliver_to.name}, ${version.deliver_to.address}` },
        ...(version.note ? [{ label: t('note'), value: version.note }] : []), { label: t('at'), value: formatInstant(version.prepared_at, zone, locale) }, ...(version.sent_at && version.side === 'maker' ? [{ label: t('sentAt'), value: formatInstant(version.sent_at, zone, locale) }] : []),
      ]} />
    </SummaryCard>
  );
}

function changeText(change: Change, locale: Locale): string {
  const t = sayQuotes(locale);
  switch (change.what) {
    case 'quantity': return t('dQuantity', { name: change.name, from: count(change.from ?? 0, locale), to: count(change.to ?? 0, locale) });
    case 'price': return t('dPrice', { name: change.name, from: change.from === null ? '–' : rupiah(change.from), to: change.to === null ? '–' : rupiah(change.to) });
    case 'day': return t('dDay', { from: formatDay(change.from, locale), to: formatDay(change.to, locale) });
    case 'valid_until': return t('dValid', { to: formatDay(change.to, locale) });
    case 'delivery': return t('dDelivery', { from: rupiah(change.from), to: rupiah(change.to) });
    case 'place': return t('dPlace', { to: change.to });
  }
}
