// P18 for the agency, its twin for the facility, H12 for headquarters: the requests, and the list of what is missing.
import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Surface } from '#kernel/navigation.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, FilterPanel, PageHeading, Pagination, Section, SelectField, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { categoryName } from '../../needs/words.ts';
import { stateNames, waiverStates } from '../machine.ts';
import type { GapRow, UnservedRow, WaiverRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayWaiver } from '../words.ts';
import { leftOf } from './file-parts.tsx';

export type ListShown = { rows: WaiverRow[]; filter: { status?: string | undefined; q?: string | undefined }; next: string | undefined; holidays: ReadonlySet<string> };
type Side = { surface: Surface; title: 'waivers' | 'desk'; caption: 'caption' | 'deskCaption' | 'makerCaption'; list: (filter?: Record<string, string | undefined>) => string; file: (number: string) => string };
export const sides = {
  agency: { surface: 'pengadaan', title: 'waivers', caption: 'caption', list: urls.agency, file: urls.file }, maker: { surface: 'bengkel', title: 'waivers', caption: 'makerCaption', list: () => urls.maker, file: urls.makerFile }, desk: { surface: 'pusat', title: 'desk', caption: 'deskCaption', list: urls.desk, file: urls.deskFile },
} as const satisfies Record<string, Side>;

export function waiverListPage(req: Req, side: Side, { rows, filter, next, holidays }: ListShown): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const due = (row: WaiverRow) => (row.state === 'appealed' ? row.appeal_due_on : row.state === 'sent' || row.state === 'escalated' ? row.due_on : null);
  return workPage(req, { surface: side.surface, title: t(side.title) },
    <PageHeading title={t(side.title)} caption={t(side.caption)}>{side.surface === 'pengadaan' && may(req.actor, 'waiver.draft') ? <ButtonLink href={urls.start()}>{t('start')}</ButtonLink> : null}</PageHeading>,
    side.surface !== 'bengkel' && (
      <FilterPanel action={side.list()} locale={locale} clearHref={side.list()} chips={[
        ...(filter.status ? [{ text: stateNames[filter.status as WaiverRow['state']][locale], removeHref: side.list({ ...filter, status: undefined }) }] : []), ...(filter.q ? [{ text: `“${filter.q}”`, removeHref: side.list({ ...filter, q: undefined }) }] : []),
      ]}>
        <TextField name="q" label={t('search')} value={filter.q ?? ''} />
        <SelectField name="status" label={t('state')} value={filter.status ?? ''} empty={side.surface === 'pusat' ? t('open') : t('all')} options={waiverStates.map((value) => ({ value, text: stateNames[value][locale] }))} />
      </FilterPanel>
    ),
    <DataTable caption={t(side.title)} captionHidden rows={rows} empty={filter.q || filter.status ? t('noneFound') : t('none')} columns={[
      { title: t('goods'), cell: (row) => <><a href={side.file(row.number)}>{row.first_item ?? row.number}</a><br /><span class="quiet">{row.number}{row.lines > 1 ? ` · ${t('more', { n: row.lines - 1 })}` : ''}</span></> },
      ...(side.surface === 'pengadaan' ? [] : [{ title: t('agency'), cell: (row: WaiverRow) => <>{row.agency}<br /><span class="quiet">{row.unit}</span></> }]),
      { title: t('reason'), cell: (row) => (locale === 'en' ? row.reason_en : row.reason_id) ?? '–' },
      { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
      { title: t('clock'), cell: (row) => { const day = due(row); return day ? <>{formatDayShort(day, locale)}<br /><span class="quiet">{leftOf(req, row, day, holidays)}</span></> : '–'; } },
      { title: t('state'), cell: (row) => <Tag tone={stateNames[row.state].tone}>{stateNames[row.state][locale]}</Tag> },
      { title: t('permit'), cell: (row) => (row.permit_code ? <a href={urls.permit(locale, row.permit_code)}>{row.permit_number}</a> : '–') },
    ]} />,
    <Pagination locale={locale} label={t(side.title)} nextHref={next ? side.list({ ...filter, sesudah: next }) : undefined} />);
}

export function gapsPage(req: Req, { rows, unserved, year, reasons, reason }: { rows: GapRow[]; unserved: UnservedRow[]; year: number; reasons: { code: string; name_id: string; name_en: string }[]; reason: string | undefined }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const kind = (row: GapRow | UnservedRow) => <><strong>{row.code_title ?? (row.category ? categoryName(locale, row.category) : row.example)}</strong>{row.unspsc ? ` (${row.unspsc})` : ''}{row.code_title || row.category ? <><br /><span class="quiet">{t('example')}: {row.example}</span></> : null}</>;
  const named = (each: { name_id: string; name_en: string }) => (locale === 'en' ? each.name_en : each.name_id);
  const chosen = reasons.find(({ code }) => code === reason);
  return workPage(req, { surface: 'pusat', title: t('gaps') },
    <PageHeading title={t('gaps')} caption={t('gapsCaption')}><ButtonLink kind="secondary" href={urls.gapsSheet}>{t('download')}</ButtonLink></PageHeading>,
    <FilterPanel action={urls.gaps()} locale={locale} clearHref={urls.gaps()} chips={chosen ? [{ text: named(chosen), removeHref: urls.gaps() }] : []}>
      <SelectField name="alasan" label={t('reason')} value={reason ?? ''} empty={t('all')} options={reasons.map((each) => ({ value: each.code, text: named(each) }))} />
    </FilterPanel>,
    <Section title={t('gapReasons')}>
      <DataTable caption={t('gapReasons')} captionHidden rows={rows} empty={t('noGaps')} columns={[
        { title: t('goods'), cell: kind }, { title: t('reason'), cell: (row) => (locale === 'en' ? row.reason_en : row.reason_id) }, { title: t('requests'), numeric: true, cell: (row) => count(row.requests, locale) }, { title: t('granted'), numeric: true, cell: (row) => count(row.granted, locale) },
        { title: t('agencies'), numeric: true, cell: (row) => count(row.agencies, locale) }, { title: t('quantity'), numeric: true, cell: (row) => count(row.quantity, locale) }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
      ]} />
    </Section>,
    <Section title={t('gapNeeds', { year })}>
      <DataTable caption={t('gapNeeds', { year })} captionHidden rows={unserved} empty={t('noUnserved')} columns={[
        { title: t('goods'), cell: kind }, { title: t('needs'), numeric: true, cell: (row) => count(row.needs, locale) }, { title: t('agencies'), numeric: true, cell: (row) => count(row.agencies, locale) }, { title: t('quantity'), numeric: true, cell: (row) => count(row.quantity, locale) }, { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
      ]} />
    </Section>);
}
