import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, DateField, FileField, Form, MoneyField, Notice, NumberField, PageHeading, Section, SelectField, StatCard, StatRow, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { agencyOrderUrl } from '#orders';
import type { AnnouncedLine, AnnouncementRow } from '../announcement-queries.ts';
import type { CallOffRow, OfferRow, ReservationRow } from '../reservation-queries.ts';
import type { DemandRow, KindRow, SurveyRow } from '../survey-queries.ts';
import { agencyImportUrl, agencyLoopUrl, agencyYearUrl, announcedUrl, reservationUrl } from '../urls.ts';
import { sayLoop } from '../words.ts';
import { kindName, priceRange } from './parts.tsx';

export function agencyYearsPage(req: Req, surveys: SurveyRow[]): VNode {
  const { locale } = req;
  const t = sayLoop(locale);
  return workPage(req, { surface: 'pengadaan', title: t('title') },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <Notice tone="info">{t('trial')}</Notice>,
    <DataTable caption={t('title')} captionHidden rows={surveys} empty={t('noneForYou')} columns={[
      { title: t('year'), cell: (row) => <a href={agencyYearUrl(row.year)}>{row.year}</a> },
      { title: t('window'), cell: (row) => t('fromTo', { from: formatDay(row.opens_on, locale), to: formatDay(row.closes_on, locale) }) },
      { title: t('state'), cell: (row) => <Tag tone={row.state === 'open' ? 'biru' : 'abu'}>{t(row.state)}</Tag> },
    ]} />);
}

export type AgencyYear = { survey: SurveyRow; kinds: KindRow[]; rows: DemandRow[]; announcement: AnnouncementRow | undefined; announced: AnnouncedLine[]; reservations: ReservationRow[] };
/** What an agency asked for, what was announced, and what it reserved of it. */
export function agencyYearPage(req: Req, { survey, kinds, rows, announcement, announced, reservations }: AgencyYear, state?: FormState, which?: 'line' | 'reservation'): VNode {
  const { locale, actor } = req;
  const t = sayLoop(locale);
  const open = survey.state === 'open';
  const here = agencyYearUrl(survey.year);
  const of = (name: 'line' | 'reservation') => (which === name ? state : undefined);
  return workPage(req, { surface: 'pengadaan', title: t('ofYear', { year: survey.year }), failed: state !== undefined, breadcrumbs: [{ href: agencyLoopUrl, text: t('title') }] },
    <PageHeading title={t('ofYear', { year: survey.year })} caption={t('fromTo', { from: formatDay(survey.opens_on, locale), to: formatDay(survey.closes_on, locale) })}><Tag tone={open ? 'biru' : 'abu'}>{t(survey.state)}</Tag></PageHeading>,
    state?.refusal && which === undefined && <Notice tone="danger">{state.refusal}</Notice>,
    <Section title={t('myLines')}>
      <DataTable caption={t('myLines')} captionHidden rows={rows} empty={t('noLines')} columns={[
        { title: t('item'), cell: (row) => row.item_text },
        { title: t('kind'), cell: (row) => (row.kind === null || row.kind_name_id === null || row.kind_name_en === null ? <Tag tone="kuning">{t('unclassified')}</Tag> : pick(locale, { name_id: row.kind_name_id, name_en: row.kind_name_en })) },
        { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        { title: t('place'), cell: (row) => row.regency },
        { title: t('neededBy'), cell: (row) => formatDay(row.needed_by, locale) },
        ...(open && may(actor, 'demand.state') ? [{ title: '', cell: (row: DemandRow) => <Form action={`${here}/baris/${row.id}/tarik`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('withdraw')}</Button></Form> }] : []),
      ]} />
      {open && may(actor, 'demand.state') && (
        <>
          <p><ButtonLink kind="secondary" href={agencyImportUrl(survey.year)}>{t('importLines')}</ButtonLink></p>
          <Form action={`${here}/baris`} token={req.formToken()} locale={locale} state={of('line')}>
            <TextField name="item_text" label={t('item')} required />
            <SelectField name="kind" label={t('kindOptional')} empty="–" options={kinds.map((kind) => ({ value: kind.code, text: pick(locale, kind) }))} />
            <NumberField name="quantity" label={t('quantity')} required />
            <TextField name="unit" label={t('goods')} width="s" />
            <MoneyField name="value_idr" label={t('valueOptional')} />
            <TextField name="regency" label={t('regency')} hint={t('regencyHint')} required />
            <DateField name="needed_by" label={t('neededBy')} required />
            <Button>{t('addLine')}</Button>
          </Form>
        </>
      )}
    </Section>,
    <Section title={t('announcement')}>
      {announcement?.state === 'announced' && <p>{announcement.number} · <a href={announcedUrl(survey.year)}>{t('announcement')}</a></p>}
      <DataTable caption={t('announcement')} captionHidden rows={announced} empty={t('notAnnounced')} columns={[
        { title: t('kind'), cell: (row) => kindName(locale, row) },
        { title: t('announced'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        { title: t('left'), numeric: true, cell: (row) => count(row.quantity - row.reserved, locale) },
        { title: t('price'), numeric: true, cell: (row) => priceRange(row.low_idr, row.high_idr) },
      ]} />
      {announced.length > 0 && may(actor, 'reservation.make') && (
        <Form action={`${here}/reservasi`} token={req.formToken()} locale={locale} state={of('reservation')}>
          <SelectField name="kind" label={t('kind')} options={announced.map((line) => ({ value: line.code, text: pick(locale, line) }))} />
          <NumberField name="quantity" label={t('quantity')} required />
          <Button>{t('reserve')}</Button>
        </Form>
      )}
    </Section>,
    <Section title={t('reservations')}>
      <DataTable caption={t('reservations')} captionHidden rows={reservations} empty={t('noReservations')} columns={[
        { title: t('number'), cell: (row) => <a href={reservationUrl(row.number)}>{row.number}</a> },
        { title: t('kind'), cell: (row) => pick(locale, row) },
        { title: t('reserved'), numeric: true, cell: (row) => `${count(row.quantity - row.released, locale)} ${row.unit}` },
        { title: t('called'), numeric: true, cell: (row) => count(row.called, locale) },
        { title: t('delivered'), numeric: true, cell: (row) => count(row.delivered, locale) },
        { title: t('left'), numeric: true, cell: (row) => count(row.left, locale) },
      ]} />
    </Section>);
}

export function importPage(req: Req, { survey, problems }: { survey: SurveyRow; problems: { row: string; text: string }[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayLoop(locale);
  return workPage(req, { surface: 'pengadaan', title: t('importLines'), failed: state !== undefined, breadcrumbs: [{ href: agencyLoopUrl, text: t('title') }, { href: agencyYearUrl(survey.year), text: String(survey.year) }] },
    <PageHeading title={t('importLines')} caption={t('importLead')}><ButtonLink kind="secondary" href={`${agencyYearUrl(survey.year)}/templat.xlsx`}>{t('template')}</ButtonLink></PageHeading>,
    problems.length > 0 && <DataTable caption={t('reason')} rows={problems} empty="" columns={[{ title: t('lines'), cell: (row) => row.row }, { title: t('reason'), cell: (row) => row.text }]} />,
    <Form action={agencyImportUrl(survey.year)} token={req.formToken()} locale={locale} state={state && { ...state, problems: Object.fromEntries(Object.entries(state.problems).filter(([name]) => name === 'sheet')) }} multipart>
      <FileField name="sheet" label={t('file')} accept=".xlsx,.csv" />
      <Button>{t('importLines')}</Button>
    </Form>);
}

/** One reservation: what was called off from it, and calling off more. */
export function reservationPage(req: Req, { reservation, calls, offers }: { reservation: ReservationRow; calls: CallOffRow[]; offers: OfferRow[] }, state?: FormState, which?: 'call' | 'release'): VNode {
  const { locale, actor } = req;
  const t = sayLoop(locale);
  const here = reservationUrl(reservation.number);
  const of = (name: 'call' | 'release') => (which === name ? state : undefined);
  const offered = (offer: OfferRow) => t(offer.allotted > 0 ? 'offerAllotted' : 'offerPlain', { facility: offer.facility, product: pick(locale, offer), price: rupiah(offer.price_idr), n: count(offer.allotted, locale) });
  return workPage(req, { surface: 'pengadaan', title: reservation.number, failed: state !== undefined, breadcrumbs: [{ href: agencyLoopUrl, text: t('title') }, { href: agencyYearUrl(reservation.year), text: String(reservation.year) }] },
    <PageHeading title={reservation.number} caption={`${pick(locale, reservation)} · ${reservation.year}`} />,
    <StatRow>
      <StatCard label={t('reserved')} value={count(reservation.quantity - reservation.released, locale)} note={reservation.unit} />
      <StatCard label={t('called')} value={count(reservation.called, locale)} />
      <StatCard label={t('delivered')} value={count(reservation.delivered, locale)} />
      <StatCard label={t('left')} value={count(reservation.left, locale)} />
    </StatRow>,
    <Section title={t('callOffs')}>
      <DataTable caption={t('callOffs')} captionHidden rows={calls} empty={t('noCallOffs')} columns={[
        { title: t('number'), cell: (row) => <a href={agencyOrderUrl(row.order_number)}>{row.order_number}</a> },
        { title: t('facility'), cell: (row) => row.facility },
        { title: t('quantity'), numeric: true, cell: (row) => count(row.quantity - row.returned, locale) },
        { title: t('delivered'), numeric: true, cell: (row) => count(row.delivered, locale) },
      ]} />
    </Section>,
    reservation.left > 0 && may(actor, 'reservation.call') && (
      <Section title={t('callOff')}>
        {offers.length === 0 ? <p class="empty">{t('noOffers')}</p> : (
          <Form action={`${here}/pesan`} token={req.formToken()} locale={locale} state={of('call')}>
            <SelectField name="sku" label={t('offer')} options={offers.map((offer) => ({ value: offer.sku, text: offered(offer) }))} />
            <NumberField name="quantity" label={t('quantity')} value={reservation.left} required />
            <TextField name="unit" label={t('unit')} required />
            <TextField name="receiver" label={t('receiver')} required />
            <TextareaField name="address" label={t('address')} rows={2} required />
            <TextField name="regency" label={t('regency')} hint={t('regencyHint')} />
            <TextField name="phone" label={t('phone')} width="m" />
            <DateField name="requested_on" label={t('requestedOn')} required />
            <Button>{t('callOff')}</Button>
          </Form>
        )}
      </Section>
    ),
    reservation.left > 0 && may(actor, 'reservation.make') && (
      <Section title={t('release')}>
        <Form action={`${here}/lepas`} token={req.formToken()} locale={locale} state={of('release')}>
          <NumberField name="quantity" label={t('releaseQuantity')} />
          <TextareaField name="reason" label={t('reason')} rows={2} required />
          <Button kind="secondary">{t('release')}</Button>
        </Form>
      </Section>
    ));
}
