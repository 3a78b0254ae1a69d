import type { VNode } from 'preact';
import { addDays, formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, FilterPanel, Form, HiddenField, Notice, NumberField, PageHeading, Pagination, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { shopPage, workPage } from '#ui/frames.tsx';
import type { AnnouncedLine, AnnouncementRow, PublicLine } from '../announcement-queries.ts';
import type { DemandRow, KindRow } from '../survey-queries.ts';
import { announcedPdfUrl, announcementUrl, loopDemandUrl, loopUrl, loopYearUrl } from '../urls.ts';
import { sayLoop } from '../words.ts';
import { kindName, priceRange } from './parts.tsx';

/** What will be announced, or was: prepared here by one person and announced by another. */
export function announcementPage(req: Req, { announcement, lines, lead_days }: { announcement: AnnouncementRow; lines: AnnouncedLine[]; lead_days: number }, state?: FormState): VNode {
  const { locale, actor } = req;
  const t = sayLoop(locale);
  const { year, document_code } = announcement;
  const here = announcementUrl(year);
  const drafted = announcement.state === 'draft';
  const mine = announcement.prepared_person !== null && announcement.prepared_person === actor.person_id;
  return workPage(req, { surface: 'pusat', title: `${t('announcement')} ${year}`, failed: state !== undefined, breadcrumbs: [{ href: loopUrl, text: t('title') }, { href: loopYearUrl(year), text: String(year) }] },
    <PageHeading title={`${t('announcement')} ${year}`} caption={t('announcementLead')}><Tag tone={drafted ? 'abu' : 'hijau'}>{t(drafted ? 'draft' : 'announced')}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    document_code !== null && announcement.announced_on !== null && (
      <>
        <SummaryList rows={[{ label: t('number'), value: announcement.number }, { label: t('announced'), value: formatDay(announcement.announced_on, locale) }, { label: t('basis'), value: announcement.legal_basis ?? '' }, { label: t('check'), value: <a href={`/cek/${document_code}`}>{document_code}</a> }]} />
        <p><ButtonLink kind="secondary" href={announcedPdfUrl(document_code)}>{t('pdf')}</ButtonLink></p>
      </>
    ),
    drafted && <p class="quiet">{t('dueBy', { day: formatDay(addDays(`${year}-01-01`, -lead_days), locale) })}</p>,
    <DataTable caption={t('kinds')} captionHidden rows={lines} empty={t('noKinds')} columns={[
      { title: t('kind'), cell: (row) => kindName(locale, row) },
      { title: t('asked'), numeric: true, cell: (row) => count(row.demanded, locale) },
      { title: t('planned'), numeric: true, cell: (row) => count(row.planned, locale) },
      { title: t('announced'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
      { title: t('reserved'), numeric: true, cell: (row) => count(row.reserved, locale) },
      { title: t('price'), numeric: true, cell: (row) => priceRange(row.low_idr, row.high_idr) },
    ]} />,
    drafted && may(actor, 'announcement.announce') && (mine ? <p>{t('announceOther')}</p> : <Form action={`${here}/umumkan`} token={req.formToken()} locale={locale}><Button>{t('announce')}</Button></Form>),
    drafted && may(actor, 'announcement.prepare') && (
      <SummaryCard title={t('saveQuantities')}>
        <Form action={`${here}/ubah`} token={req.formToken()} locale={locale} state={state}>
          {lines.map((line, n) => <><HiddenField name={`lines.${n}.kind`} value={line.code} /><NumberField name={`lines.${n}.quantity`} label={t('quantityOf', { kind: pick(locale, line) })} value={line.quantity} /></>)}
          <Button kind="secondary">{t('saveQuantities')}</Button>
        </Form>
      </SummaryCard>
    ),
    drafted && may(actor, 'announcement.prepare') && (
      <SummaryCard title={t('discard')}><Form action={`${here}/buang`} token={req.formToken()} locale={locale}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('discard')}</Button></Form></SummaryCard>
    ));
}

export type DemandFilter = { q?: string | undefined; tanpa?: string | undefined };
/** Every line that agencies asked for; those without a kind are put to one here. */
export function demandPage(req: Req, { year, rows, kinds, filter, next }: { year: number; rows: DemandRow[]; kinds: KindRow[]; filter: DemandFilter; next: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayLoop(locale);
  return workPage(req, { surface: 'pusat', title: `${t('lines')} ${year}`, failed: state !== undefined, breadcrumbs: [{ href: loopUrl, text: t('title') }, { href: loopYearUrl(year), text: String(year) }] },
    <PageHeading title={`${t('lines')} ${year}`} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <FilterPanel action={loopDemandUrl(year)} locale={locale} clearHref={loopDemandUrl(year)} chips={[
      ...(filter.q ? [{ text: `“${filter.q}”`, removeHref: loopDemandUrl(year, { ...filter, q: undefined }) }] : []), ...(filter.tanpa ? [{ text: t('unclassified'), removeHref: loopDemandUrl(year, { ...filter, tanpa: undefined }) }] : []),
    ]}>
      <TextField name="q" label={t('search')} value={filter.q} />
      <SelectField name="tanpa" label={t('kind')} empty={t('allLines')} value={filter.tanpa} options={[{ value: 'ya', text: t('unclassified') }]} />
    </FilterPanel>,
    <DataTable caption={t('lines')} captionHidden rows={rows} empty={t('noLinesFound')} columns={[
      { title: t('item'), cell: (row) => row.item_text },
      { title: t('agency'), cell: (row) => row.agency },
      { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
      { title: t('place'), cell: (row) => row.regency },
      { title: t('neededBy'), cell: (row) => formatDay(row.needed_by, locale) },
      { title: t('kind'), cell: (row) => (row.kind !== null ? <code>{row.kind}</code> : may(req.actor, 'demand.classify') ? (
        <Form action={`${loopDemandUrl(year)}/${row.id}`} token={req.formToken()} locale={locale}><SelectField name="kind" label={t('kind')} empty="–" options={kinds.map((kind) => ({ value: kind.code, text: pick(locale, kind) }))} /><Button kind="secondary">{t('setKind')}</Button></Form>
      ) : '–') },
    ]} />,
    <Pagination locale={locale} label={t('lines')} nextHref={next === undefined ? undefined : loopDemandUrl(year, { ...filter, after: next })} />);
}

/** The announcement in force, for anybody. */
export function announcedPage(req: Req, { lines }: { lines: PublicLine[] }): VNode {
  const { locale } = req;
  const t = sayLoop(locale);
  const [first] = lines;
  const title = first ? `${t('announcement')} ${first.year}` : t('announcement');
  return shopPage(req, { title, description: t('announcementLead') },
    <PageHeading title={title} caption={first ? `${first.number} · ${formatDay(first.announced_on, locale)}` : undefined} />,
    <Notice tone="info">{t('trial')}</Notice>,
    <Section title={t('kinds')}>
      <DataTable caption={t('kinds')} captionHidden rows={lines} empty={t('notAnnounced')} columns={[
        { title: t('kind'), cell: (row) => kindName(locale, row) },
        { title: t('announced'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` },
        { title: t('left'), numeric: true, cell: (row) => count(row.quantity - row.reserved, locale) },
        { title: t('price'), numeric: true, cell: (row) => priceRange(row.low_idr, row.high_idr) },
      ]} />
    </Section>,
    first && <p><a href={announcedPdfUrl(first.document_code)}>{t('pdf')}</a> · <a href={`/cek/${first.document_code}`}>{t('check')}</a></p>);
}
