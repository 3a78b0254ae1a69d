// Claims and lateness of one order (P17), on either side: what waits, what was decided, and the forms for the next step.
import type { VNode } from 'preact';
import { addDays, dayIn, formatDay, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, DataTable, DateField, Details, Form, HiddenField, Notice, NumberField, PageHeading, RadiosField, RefusalForm, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { agencyOrdersUrl, agencyOrderUrl, makerOrdersUrl, makerOrderUrl, remedyUrl } from '../urls.ts';
import { sayOrders } from '../words.ts';
import { claimStateNames, faultNames, faults, remedies, remedyNames } from './claim.ts';
import type { Reckoned } from './late-commands.ts';
import type { ClaimRow, LateRow } from './remedy-queries.ts';
import { sayRemedies } from './remedy-words.ts';

export type Remedies = { file: OrderFile; claims: ClaimRow[]; late: LateRow[]; reckoned: { handover: string; lateness: Reckoned }[] };

/** What the order's file says of them, once something was received. */
export function RemedyLink({ file, side, locale }: { file: OrderFile; side: Side; locale: Locale }): VNode | null {
  if (file.agency_id === null || file.handovers.length === 0) return null;
  const t = sayRemedies(locale);
  return <Section title={t('title')} id="klaim"><p><a href={remedyUrl(side, file.number)}>{t('open')}</a>{file.credit_idr > 0 ? <><br /><span class="quiet">{t('credited', { amount: rupiah(file.credit_idr) })}</span></> : null}</p></Section>;
}

export function remedyPage(req: Req, side: Side, { file, claims, late, reckoned }: Remedies, state?: FormState): VNode {
  const t = sayRemedies(req.locale);
  const o = sayOrders(req.locale);
  const [list, one] = side === 'bengkel' ? [makerOrdersUrl, makerOrderUrl] : [agencyOrdersUrl, agencyOrderUrl];
  return workPage(req, { surface: side, title: `${t('title')}, ${file.number}`, breadcrumbs: [{ href: list(), text: o('orders') }, { href: one(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={t('title')} caption={`${file.number} · ${file.facility_name}`} />, <p class="lead">{t('intro')}</p>,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    <Section title={t('claims')}>
      {claims.length === 0 ? <p class="quiet">{t('noClaims')}</p> : claims.toReversed().map((claim) => <ClaimCard req={req} side={side} file={file} claim={claim} />)}
    </Section>,
    side === 'pengadaan' && may(req.actor, 'goods_claim.file') && file.lines.some((line) => line.accepted > 0) ? <FileForm req={req} file={file} state={state} /> : null,
    <Section title={t('lateness')} id="denda">
      {reckoned.length === 0 && late.length === 0 ? <p class="quiet">{t('notLate')}</p> : null}
      {reckoned.filter(({ handover }) => !late.some((row) => row.handover_number === handover)).map(({ handover, lateness }) => (
        <SummaryCard title={t('handover', { number: handover })}>
          <LateTable lateness={lateness} locale={req.locale} />
          {side === 'pengadaan' && may(req.actor, 'late.prepare') && lateness.amount_idr > 0 ? <Form action={`${remedyUrl(side, file.number)}/denda`} token={req.formToken()} locale={req.locale}><HiddenField name="handover_number" value={handover} /><Button>{t('prepareLate', { amount: rupiah(lateness.amount_idr) })}</Button></Form> : null}
        </SummaryCard>))}
      {late.map((row) => <LateCard req={req} side={side} file={file} row={row} />)}
    </Section>);
}

function ClaimCard({ req, side, file, claim }: { req: Req; side: Side; file: OrderFile; claim: ClaimRow }): VNode {
  const { locale } = req;
  const t = sayRemedies(locale);
  const at = `${remedyUrl(side, file.number)}/${claim.id}`;
  const today = dayIn(zoneOf(file.timezone), req.now);
  const overdue = (claim.state === 'filed' || claim.state === 'answered') && claim.answer_by < today ? t('overdue') : claim.state === 'granted' && claim.remedy_by !== null && claim.remedy_by < today ? t('remedyOverdue') : undefined;
  return (
    <SummaryCard title={`${claim.number}: ${claim.name}, ${count(claim.quantity, locale)} ${unitName(locale, claim.unit)}`}>
      <p><Tag tone={claimStateNames[claim.state].tone}>{claimStateNames[claim.state][locale]}</Tag>{overdue ? <> <Tag tone="merah">{overdue}</Tag></> : null}</p>
      <SummaryList rows={[
        { label: t('fault'), value: `${faultNames[claim.fault][locale]}. ${claim.description}` }, { label: t('foundOn'), value: formatDay(claim.found_on, locale) }, { label: t('wanted'), value: remedyNames[claim.wanted][locale] }, { label: t('warranty'), value: formatDay(claim.warranty_until, locale) }, { label: t('answerBy'), value: formatDay(claim.answer_by, locale) },
        ...(claim.answer ? [{ label: t('answer'), value: [claim.outcome === 'grant' ? t('granted') : t('declined'), claim.answer].join('. ') }] : []), ...(claim.remedy ? [{ label: t('remedy'), value: remedyNames[claim.remedy][locale] }] : []), ...(claim.remedy_by ? [{ label: t('remedyBy'), value: formatDay(claim.remedy_by, locale) }] : []), ...(claim.end_note ? [{ label: t('note'), value: claim.end_note }] : []),
      ]} />
      {side === 'bengkel' && claim.state === 'filed' && may(req.actor, 'goods_claim.answer') ? <Form action={`${at}/jawab`} token={req.formToken()} locale={locale}>
        <RadiosField name="outcome" label={t('outcome')} state={emptyForm} value="grant" options={[{ value: 'grant', text: t('granted') }, { value: 'decline', text: t('declined') }]} />
        <SelectField name="remedy" label={t('remedy')} value={claim.wanted} options={remedies.map((remedy) => ({ value: remedy, text: remedyNames[remedy][locale] }))} />
        <DateField name="remedy_by" label={t('remedyBy')} value={addDays(today, 14)} />
        <TextareaField name="answer" label={t('answer')} rows={3} required />
        <Button>{t('sendAnswer')}</Button>
      </Form> : null}
      {side === 'bengkel' && claim.state === 'answered' && may(req.actor, 'goods_claim.decide') && claim.answered_person !== req.actor.person_id ? <>
        <Form action={`${at}/putus`} token={req.formToken()} locale={locale}><Button>{claim.outcome === 'grant' ? t('decideGrant') : t('decideDecline')}</Button></Form>
        <Form action={`${at}/kembalikan`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('giveBack')}</Button></Form>
      </> : null}
      {side === 'pengadaan' && may(req.actor, 'goods_claim.file') && ['filed', 'answered', 'granted'].includes(claim.state) ? <Details summary={claim.state === 'granted' ? t('confirm') : t('withdraw')}><Form action={`${at}/selesai`} token={req.formToken()} locale={locale}><TextareaField name="note" label={t('note')} rows={2} required /><Button kind={claim.state === 'granted' ? 'primary' : 'secondary'}>{claim.state === 'granted' ? t('confirm') : t('withdraw')}</Button></Form></Details> : null}
    </SummaryCard>
  );
}

function FileForm({ req, file, state = emptyForm }: { req: Req; file: OrderFile; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayRemedies(locale);
  return (
    <Section title={t('file')}>
      <Form action={remedyUrl('pengadaan', file.number)} token={req.formToken()} state={state} locale={locale}>
        <SelectField name="line" label={t('goods')} state={state} options={file.lines.filter((line) => line.accepted > 0).map((line) => ({ value: String(line.line), text: `${line.line}. ${line.name} (${count(line.accepted, locale)} ${unitName(locale, line.unit)})` }))} />
        <NumberField name="quantity" label={t('quantity')} value="1" state={state} required />
        <SelectField name="fault" label={t('fault')} state={state} options={faults.map((fault) => ({ value: fault, text: faultNames[fault][locale] }))} />
        <DateField name="found_on" label={t('foundOn')} value={dayIn(zoneOf(file.timezone), req.now)} state={state} />
        <RadiosField name="wanted" label={t('wanted')} state={state} value="replace" options={remedies.map((remedy) => ({ value: remedy, text: remedyNames[remedy][locale] }))} />
        <TextareaField name="description" label={t('description')} rows={3} state={state} required />
        <Button>{t('sendClaim')}</Button>
      </Form>
    </Section>
  );
}

function LateTable({ lateness, locale }: { lateness: Reckoned; locale: Locale }): VNode {
  const t = sayRemedies(locale);
  return <>
    <DataTable caption={t('lateness')} captionHidden rows={lateness.lines} empty="" columns={[
      { title: t('goods'), cell: (line) => line.name }, { title: t('agreedOn'), cell: (line) => formatDay(line.agreed_on, locale) }, { title: t('days'), numeric: true, cell: (line) => count(line.days, locale) }, { title: t('value'), numeric: true, cell: (line) => rupiah(line.value_idr) }, { title: t('penalty'), numeric: true, cell: (line) => rupiah(line.amount_idr) },
    ]} />
    <p>{t('formula', { rate: lateness.per_mille_per_day, cap: lateness.cap_percent })} {lateness.full_idr > lateness.amount_idr ? t('capped', { full: rupiah(lateness.full_idr), amount: rupiah(lateness.amount_idr) }) : null}<br /><span class="quiet">{lateness.legal_basis}</span></p>
  </>;
}

function LateCard({ req, side, file, row }: { req: Req; side: Side; file: OrderFile; row: LateRow }): VNode {
  const { locale } = req;
  const t = sayRemedies(locale);
  const at = `${remedyUrl(side, file.number)}/denda/${row.id}`;
  const decides = side === 'pengadaan' && row.state === 'prepared' && may(req.actor, 'late.decide') && row.prepared_person !== req.actor.person_id;
  return (
    <SummaryCard title={`${row.number}: ${rupiah(row.amount_idr)}, ${t('handover', { number: row.handover_number })}`}>
      <p><Tag tone={row.state === 'applied' ? 'merah' : row.state === 'waived' ? 'abu' : 'kuning'}>{t(row.state)}</Tag> <span class="quiet">{formatInstant(row.decided_at ?? row.prepared_at, zoneOf(file.timezone), locale)}{row.reason ? `. ${row.reason}` : ''}</span></p>
      <LateTable lateness={row.basis} locale={locale} />
      {decides ? <>
        <Form action={`${at}/terapkan`} token={req.formToken()} locale={locale}><Button>{t('apply', { amount: rupiah(row.amount_idr) })}</Button></Form>
        <RefusalForm action={`${at}/bebaskan`} token={req.formToken()} locale={locale} text={t('waive')} reason={sayOrders(locale)('reason')} kind="secondary" />
      </> : null}
    </SummaryCard>
  );
}
