// P5: the plan of needs, as a list; and the form of one.
import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, DateField, FilterPanel, Form, MoneyField, NumberField, PageHeading, Pagination, SelectField, StatCard, StatRow, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { methodNames, methods, needStates, supplyNames, type Match } from '../need.ts';
import { countBySupply, type NeedRow, type NeedTotals } from '../queries.ts';
import { urls } from '../urls.ts';
import { categoryName, sayNeeds } from '../words.ts';

export type NeedsShown = { rows: NeedRow[]; matches: Match[]; totals: NeedTotals; years: number[]; filter: { tahun?: string | undefined; status?: string | undefined; q?: string | undefined }; next: string | undefined };

export function needsPage(req: Req, { rows, matches, totals, years, filter, next }: NeedsShown): VNode {
  const { locale } = req;
  const t = sayNeeds(locale);
  const met = countBySupply(matches);
  const shown = rows.map((row, n) => ({ ...row, match: matches[n] }));
  return workPage(req, { surface: 'pengadaan', title: t('needs') },
    <PageHeading title={t('needs')} caption={t('caption')}>
      {may(req.actor, 'need.record') && <ButtonLink href={urls.record}>{t('record')}</ButtonLink>}
      {may(req.actor, 'need.import') && <ButtonLink href={urls.imports} kind="secondary">{t('import')}</ButtonLink>}
    </PageHeading>,
    <StatRow>
      <StatCard label={t('lines')} value={count(totals.lines, locale)} /><StatCard label={t('total')} value={rupiahCompact(totals.value_idr, locale)} title={rupiah(totals.value_idr)} />
      <StatCard label={t('toConfirm')} value={count(totals.recorded, locale)} href={urls.needs({ ...filter, status: 'recorded' })} /><StatCard label={t('confirmed')} value={count(totals.confirmed, locale)} href={urls.needs({ ...filter, status: 'confirmed' })} />
    </StatRow>,
    <FilterPanel action={urls.needs()} locale={locale} clearHref={urls.needs()} chips={[
      ...(filter.tahun ? [{ text: filter.tahun, removeHref: urls.needs({ ...filter, tahun: undefined }) }] : []), ...(filter.status ? [{ text: needStates[filter.status as NeedRow['state']][locale], removeHref: urls.needs({ ...filter, status: undefined }) }] : []),
      ...(filter.q ? [{ text: `“${filter.q}”`, removeHref: urls.needs({ ...filter, q: undefined }) }] : []),
    ]}>
      <TextField name="q" label={t('search')} value={filter.q ?? ''} />
      <SelectField name="tahun" label={t('year')} value={filter.tahun ?? ''} empty={t('all')} options={years.map((year) => ({ value: String(year), text: String(year) }))} />
      <SelectField name="status" label={t('state')} value={filter.status ?? ''} empty={t('all')} options={Object.entries(needStates).map(([value, name]) => ({ value, text: name[locale] }))} />
    </FilterPanel>,
    rows.length > 0 && <p class="quiet">{t('onPage')}: {(['now', 'by_day', 'partly', 'none'] as const).map((supply) => `${met[supply]} ${supplyNames[supply][locale].toLowerCase()}`).join(' · ')}</p>,
    <DataTable caption={t('needs')} captionHidden rows={shown} empty={filter.q || filter.status || filter.tahun ? t('noneFound') : t('none')} columns={[
      { title: t('item'), cell: (row) => <><a href={urls.need(row.id)}>{row.item_text}</a><br /><span class="quiet">{[row.rup_code, kindOf(req, row)].filter(Boolean).join(' · ')}</span></> },
      { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${unitName(locale, row.unit)}` },
      { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
      { title: t('place'), cell: (row) => row.regency },
      { title: t('day'), cell: (row) => formatDayShort(row.needed_by, locale) },
      { title: t('match'), cell: (row) => (row.match && row.state !== 'withdrawn' ? <Tag tone={supplyNames[row.match.supply].tone}>{supplyNames[row.match.supply][locale]}</Tag> : '–') },
      { title: t('state'), cell: (row) => <Tag tone={needStates[row.state].tone}>{needStates[row.state][locale]}</Tag> },
    ]} />,
    rows.length > 0 && <p><a href={urls.sheet(filter)}>{t('download')}</a></p>,
    <Pagination locale={locale} label={t('page')} nextHref={next ? urls.needs({ ...filter, sesudah: next }) : undefined} />);
}

/** The kind of goods in a reader's words: the code's title, else its category. */
export function kindOf(req: Req, { code_title, unspsc, category, score }: Pick<NeedRow, 'code_title' | 'unspsc' | 'category' | 'score'>): string {
  const t = sayNeeds(req.locale);
  if (unspsc === null && category === null) return t('noKind');
  return [categoryName(req.locale, category), code_title ?? undefined, unspsc ?? undefined, score === null ? undefined : t('score', { n: score })].filter((part) => part !== undefined && part !== '–').join(', ');
}

/** One need, new or said anew. */
export function needFormPage(req: Req, { row, year }: { row: NeedRow | undefined; year: number }, state: FormState = emptyForm): VNode {
  const { locale } = req;
  const t = sayNeeds(locale);
  const title = row ? t('change') : t('record');
  return workPage(req, { surface: 'pengadaan', title, breadcrumbs: [{ href: urls.needs(), text: t('needs') }, ...(row ? [{ href: urls.need(row.id), text: row.item_text }] : [])], failed: state !== emptyForm },
    <PageHeading title={title} caption={row ? t('changeNote') : undefined} />,
    <Form action={row ? urls.change(row.id) : urls.record} token={req.formToken()} state={state} locale={locale}>
      <TextField name="item_text" label={t('item')} hint={t('itemHint')} value={row?.item_text} required />
      <NumberField name="quantity" label={t('quantity')} value={row?.quantity} required />
      <TextField name="unit" label={t('unit')} value={row?.unit ?? 'buah'} width="s" required />
      <MoneyField name="value_idr" label={t('value')} hint={t('valueHint')} value={row?.value_idr} required />
      <TextField name="regency" label={t('regency')} hint={t('regencyHint')} value={row?.regency} required />
      <DateField name="needed_by" label={t('day')} value={row?.needed_by} required />
      <SelectField name="method" label={t('method')} value={row?.method ?? 'e_purchasing'} options={methods.map((value) => ({ value, text: methodNames[value][locale] }))} />
      <NumberField name="year" label={t('year')} value={row?.year ?? year} width="xs" required />
      <TextField name="rup_code" label={t('rup')} hint={t('rupHint')} value={row?.rup_code} width="m" />
      <TextField name="unspsc" label={t('unspsc')} hint={t('unspscHint')} value={row?.score === null ? row.unspsc : ''} width="s" inputMode="numeric" />
      <TextField name="kbki" label={t('kbki')} hint={t('kbkiHint')} value={row?.kbki} width="s" inputMode="numeric" />
      <Button large>{t('save')}</Button>
    </Form>);
}
