// The parts of a file that every side sees: what is asked, beside what is made here; the clock; what happened.
import type { VNode } from 'preact';
import { addDays, dayIn, formatDay, formatDayShort, formatInstant, isWorkingDay, zoneNames } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { DataTable, IdentityBar, Notice, Section, SummaryList, Timeline } from '#ui';
import { offerNames, stateNames, stepNames } from '../machine.ts';
import type { OfferRow, WaiverFile, WaiverLine } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayWaiver } from '../words.ts';

export function WaiverHead({ req, file, holidays }: { req: Req; file: WaiverFile; holidays: ReadonlySet<string> }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const reason = file.reason_id && file.reason_en ? (locale === 'en' ? file.reason_en : file.reason_id) : '–';
  const running = file.state === 'sent' || file.state === 'escalated';
  return (
    <>
      <IdentityBar heading title={file.line_rows[0]?.item_text ?? file.number} code={file.number} status={{ text: stateNames[file.state][locale], tone: stateNames[file.state].tone }} facts={[
        { label: t('agency'), value: `${file.agency}, ${file.unit}` }, { label: t('reason'), value: reason }, { label: t('kind'), value: t(file.kind === 'blanket' ? 'kindBlanket' : 'kindSingle') },
        ...(running && file.due_on ? [{ label: t('due'), value: `${formatDay(file.due_on, locale)} (${leftOf(req, file, file.due_on, holidays)})` }, { label: t('silentOn'), value: file.silent_on ? formatDay(file.silent_on, locale) : '–' }] : []),
        ...(file.state === 'appealed' && file.appeal_due_on ? [{ label: t('appealDue'), value: `${formatDay(file.appeal_due_on, locale)} (${leftOf(req, file, file.appeal_due_on, holidays)})` }] : []),
        ...(file.permit_code ? [{ label: t('permit'), value: <a href={urls.permit(locale, file.permit_code)}>{file.permit_number}</a> }] : []),
      ]} />
      {running && <Notice tone="info"><p>{t(file.silence === 'grant' ? 'silenceGrant' : 'silenceEscalate')} {t('zone', { zone: zoneNames[file.zone] })}</p></Notice>}
    </>
  );
}

/** How many working days are left, where the agency sits. */
export function leftOf(req: Req, { zone }: Pick<WaiverFile, 'zone'>, until: string, holidays: ReadonlySet<string>): string {
  const t = sayWaiver(req.locale);
  const today = dayIn(zone, req.now);
  if (today >= until) return t(today === until ? 'today' : 'dayPast');
  let n = 0;
  for (let at = addDays(today, 1); at <= until; at = addDays(at, 1)) if (isWorkingDay(at, holidays)) n++;
  return t('daysLeft', { n });
}

/** The maker's own figures: price, time, stock, and how it kept its promises to all buyers. */
export function OursFigures({ req, line }: { req: Req; line: WaiverLine }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const { ours } = line;
  if (!ours) return <p class="quiet">{t('nothingHere')}</p>;
  return <SummaryList rows={[
    { label: t('ours'), value: <>{pick(locale, ours)}, {ours.facility}<br /><span class="quiet">{line.sku}</span></> },
    { label: t('price'), value: `${rupiah(ours.price_idr)} / ${unitName(locale, line.unit)}` },
    { label: t('time'), value: `${t('lead', { n: ours.lead_time_days, day: formatDayShort(ours.ready_on, locale) })}; ${t('inStock', { n: count(ours.available, locale), c: count(ours.daily_capacity, locale) })}` },
    { label: t('kept'), value: ours.lines === 0 ? t('noRecord') : `${t('onTime', { n: ours.on_time, of: ours.lines })}; ${t('rejects', { n: count(ours.rejected, locale), of: count(ours.accepted + ours.rejected, locale) })}` },
  ]} />;
}

export function ComparedLines({ req, file }: { req: Req; file: WaiverFile }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  return (
    <Section title={t('lines')}>
      <DataTable caption={t('lines')} captionHidden rows={file.line_rows.slice(0, 200)} empty="" columns={[
        { title: t('item'), cell: (line) => <>{line.line}. {line.item_text}<br /><span class="quiet">{count(line.quantity, locale)} {unitName(locale, line.unit)}{line.needed_by ? `, ${formatDayShort(line.needed_by, locale)}` : ''}</span></> },
        { title: t('value'), numeric: true, cell: (line) => rupiah(line.value_idr) },
        { title: t('ours'), cell: ({ ours }) => (ours ? <>{rupiah(ours.price_idr)}<br /><span class="quiet">{pick(locale, ours)}, {ours.facility}</span></> : t('nothingHere')) },
        { title: t('time'), cell: ({ ours }) => (ours ? <>{t('lead', { n: ours.lead_time_days, day: formatDayShort(ours.ready_on, locale) })}<br /><span class="quiet">{t('inStock', { n: count(ours.available, locale), c: count(ours.daily_capacity, locale) })}</span></> : '–') },
        { title: t('kept'), cell: ({ ours }) => (!ours ? '–' : ours.lines === 0 ? t('noRecord') : <>{t('onTime', { n: ours.on_time, of: ours.lines })}<br />{t('rejects', { n: count(ours.rejected, locale), of: count(ours.accepted + ours.rejected, locale) })}</>) },
        { title: t('market'), cell: (line) => <>{line.market_price_idr === null ? '–' : rupiah(line.market_price_idr)}{line.market_days === null ? null : <><br /><span class="quiet">{t('marketDays')}: {line.market_days}</span></>}{line.market_quality ? <><br /><span class="quiet">{line.market_quality}</span></> : null}</> },
      ]} />
      {file.line_rows.length > 200 && <p class="quiet">{t('more', { n: file.line_rows.length - 200 })}</p>}
      <SummaryList rows={[{ label: t('reasonText'), value: file.reason_text || '–' }, { label: t('evidence'), value: file.evidence || '–' }, { label: t('period'), value: file.valid_from && file.valid_to ? `${formatDay(file.valid_from, locale)} – ${formatDay(file.valid_to, locale)}` : '–' }, { label: t('approver'), value: file.approver || '–' }]} />
    </Section>
  );
}

export function OffersAndHistory({ req, file }: { req: Req; file: WaiverFile }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  return (
    <>
      <Section title={t('offers')}>
        <DataTable caption={t('offers')} captionHidden rows={file.offers} empty={t('noOffers')} columns={[
          { title: t('line'), numeric: true, cell: (offer) => offer.line }, { title: t('ours'), cell: (offer) => offer.facility_name },
          { title: t('offered'), cell: (offer) => <>{offerNames[offer.kind][locale]}{offerText(req, offer)}</> }, { title: t('offerWords'), cell: (offer) => offer.words || '–' },
        ]} />
      </Section>
      <Section title={t('history')}>
        <Timeline items={[
          ...file.step_rows.map((each) => ({ title: stepNames[each.verb][locale], at: formatInstant(each.at, file.zone, locale), by: each.by ?? t(each.side === 'agency' ? 'sideAgency' : each.side === 'headquarters' ? 'sideHq' : 'system'), text: each.words || undefined })).toReversed(),
          { title: t('drafted'), at: formatInstant(file.created_at, file.zone, locale) },
        ]} />
      </Section>
    </>
  );
}

function offerText(req: Req, offer: OfferRow): string {
  const { locale } = req;
  if (offer.kind === 'match_price' && offer.price_idr) return `: ${rupiah(offer.price_idr)}`;
  if (offer.kind === 'earlier_day' && offer.day) return `: ${formatDay(offer.day, locale)}`;
  if (offer.kind === 'substitute') return `: ${offer.sku ?? ''}`;
  return offer.kind === 'split_delivery' ? `: ${offer.deliveries.map(({ day, quantity }) => `${count(quantity, locale)} (${formatDayShort(day, locale)})`).join(', ')}` : '';
}
