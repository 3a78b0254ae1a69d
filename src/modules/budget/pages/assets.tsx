import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, DateField, FilterPanel, Form, MoneyField, PageHeading, Pagination, RadiosField, SelectField, StatCard, StatRow, Tag, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { conditionNames, conditions, sourceNames, sources, valueAt, type Condition } from '../asset.ts';
import { sayAsset } from '../asset-words.ts';
import type { AssetFilter, AssetRow, ClassRow, WorkshopChoice } from '../assets-queries.ts';
import { assetsUrl, assetUrl, capitalUrl, newAssetUrl } from '../urls.ts';

export type Register = { rows: AssetRow[]; page: number; filter: AssetFilter; classes: ClassRow[]; workshops: WorkshopChoice[]; upt: string | undefined; month: string; sheetHref: string };

/** What the facility works with: value, condition and the life that is left, by the filter in the address. */
export function assetsPage(req: Req, { rows, page, filter, classes, workshops, upt, month, sheetHref }: Register): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  const values = new Map(rows.map((row) => [row.id, valueAt(row, month)]));
  const sum = (of: (row: AssetRow) => number) => rows.reduce((all, row) => all + of(row), 0);
  return workPage(req, { surface: 'bengkel', title: t('title') },
    <PageHeading title={t('title')} caption={t('lead')}>
      {may(req.actor, 'asset.register') && <ButtonLink href={newAssetUrl}>{t('register')}</ButtonLink>}
      <ButtonLink kind="secondary" href={sheetHref}>{t('sheet')}</ButtonLink>
      {may(req.actor, 'budget.read') && <ButtonLink kind="plain" href={capitalUrl(upt)}>{t('capital')}</ButtonLink>}
    </PageHeading>,
    <AssetFilters req={req} filter={filter} classes={classes} workshops={workshops} upt={upt} />,
    <StatRow>
      <StatCard label={t('count')} value={count(rows.length, locale)} />
      <StatCard label={t('cost')} value={rupiahCompact(sum((row) => row.cost_idr), locale)} title={rupiah(sum((row) => row.cost_idr))} />
      <StatCard label={t('book')} value={rupiahCompact(sum((row) => values.get(row.id)?.book_idr ?? 0), locale)} title={rupiah(sum((row) => values.get(row.id)?.book_idr ?? 0))} />
      <StatCard label={t('badly')} value={count(rows.filter((row) => row.condition === 'major').length, locale)} />
    </StatRow>,
    <DataTable caption={t('title')} captionHidden rows={rows.slice((page - 1) * onPage, page * onPage)} empty={t(filter.source === 'given' ? 'givenEmpty' : 'empty')} columns={[
      { title: t('name'), cell: (row) => <><a href={assetUrl(row.id, upt)}>{row.name}</a><br /><code>{row.code}</code>{row.retirement === 'proposed' && <> <Tag tone="kuning">{t('waiting')}</Tag></>}</> },
      { title: t('workshop'), cell: (row) => workshopName(locale, row) },
      { title: t('condition'), cell: (row) => (row.retired_on ? <Tag tone="abu">{t('retired')}</Tag> : <Tag tone={conditionTones[row.condition]}>{conditionNames[row.condition][locale]}</Tag>) },
      { title: t('source'), cell: (row) => <>{sourceNames[row.source][locale]}, {formatDay(row.acquired_on, locale)}{row.donor && <><br /><span class="quiet">{row.donor}</span></>}</> },
      { title: t('cost'), numeric: true, cell: (row) => rupiah(row.cost_idr) },
      { title: t('book'), numeric: true, cell: (row) => rupiah(values.get(row.id)?.book_idr ?? 0) },
      { title: t('used'), numeric: true, cell: (row) => t('usedOf', { n: values.get(row.id)?.months ?? 0, all: row.life_months }) },
    ]} />,
    <Pagination locale={locale} previousHref={page > 1 ? pageHref(req, page - 1) : undefined} nextHref={rows.length > page * onPage ? pageHref(req, page + 1) : undefined} />);
}

const onPage = 100;
/** The same filter, another page. */
function pageHref(req: Req, page: number): string {
  const at = new URL(req.path, 'http://here');
  at.searchParams.set('halaman', String(page));
  return `${at.pathname}${at.search}`;
}

function AssetFilters({ req, filter, classes, workshops, upt }: { req: Req } & Pick<Register, 'filter' | 'classes' | 'workshops' | 'upt'>): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  const chosen = { bengkel: filter.workshop, jenis: filter.class, asal: filter.source, kondisi: filter.condition, keadaan: filter.retired ? 'dihapus' : undefined, q: filter.q };
  const without = (name: string) => `/bengkel/aset?${new URLSearchParams(Object.entries({ ...chosen, upt, [name]: undefined }).flatMap(([key, value]) => (value ? [[key, value]] : [])))}`;
  const workshop = workshops.find(({ code }) => code === filter.workshop);
  const kind = classes.find(({ code }) => code === filter.class);
  const texts: Record<string, string | undefined> = {
    bengkel: workshop && pick(locale, workshop), jenis: kind && pick(locale, kind), asal: filter.source && (filter.source === 'given' ? t('given') : sourceNames[filter.source][locale]),
    kondisi: filter.condition && conditionNames[filter.condition][locale], keadaan: filter.retired ? t('retired') : undefined, q: filter.q,
  };
  return (
    <FilterPanel action="/bengkel/aset" locale={locale} clearHref={assetsUrl({ upt })} chips={Object.entries(texts).flatMap(([name, text]) => (text ? [{ text, removeHref: without(name) }] : []))}>
      {upt && <input type="hidden" name="upt" value={upt} />}
      <TextField name="q" label={t('search')} hint={t('searchHint')} value={filter.q} />
      <SelectField name="bengkel" label={t('workshop')} empty={t('all')} value={filter.workshop} options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
      <SelectField name="jenis" label={t('class')} empty={t('all')} value={filter.class} options={classes.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
      <SelectField name="asal" label={t('source')} empty={t('all')} value={filter.source} options={[...sources.map((value) => ({ value: value as string, text: sourceNames[value][locale] })), { value: 'given', text: t('given') }]} />
      <SelectField name="kondisi" label={t('condition')} empty={t('all')} value={filter.condition} options={conditions.map((value) => ({ value, text: conditionNames[value][locale] }))} />
      <SelectField name="keadaan" label={t('state')} empty={t('active')} value={filter.retired ? 'dihapus' : undefined} options={[{ value: 'dihapus', text: t('retired') }]} />
    </FilterPanel>
  );
}

export function newAssetPage(req: Req, { classes, workshops, today }: { classes: ClassRow[]; workshops: WorkshopChoice[]; today: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  return workPage(req, { surface: 'bengkel', title: t('register'), failed: state !== undefined, breadcrumbs: [{ href: assetsUrl(), text: t('title') }] },
    <PageHeading title={t('register')} />,
    <Form action={newAssetUrl} token={req.formToken()} locale={locale} state={state}>
      <TextField name="name" label={t('name')} required />
      <SelectField name="class" label={t('class')} empty="–" required options={classes.map((each) => ({ value: each.code, text: `${pick(locale, each)} (${t('lifeMonths', { n: each.months })})` }))} />
      <SelectField name="workshop" label={t('workshop')} empty={t('noWorkshop')} options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
      <DateField name="acquired_on" label={t('acquiredOn')} value={today} required />
      <MoneyField name="cost_idr" label={t('cost')} hint={t('costHint')} width="m" required />
      <RadiosField name="source" label={t('source')} value="bought" required options={sources.map((value) => ({ value, text: sourceNames[value][locale] }))} />
      <TextField name="donor" label={t('donor')} hint={t('donorHint')} />
      <TextField name="letter" label={t('donorLetter')} width="l" />
      <RadiosField name="condition" label={t('condition')} value="good" inline options={conditions.map((value) => ({ value, text: conditionNames[value][locale] }))} />
      <Button>{t('save')}</Button>
    </Form>);
}

export const conditionTones: Record<Condition, Tone> = { good: 'hijau', minor: 'kuning', major: 'merah' };
export const workshopName = (locale: Locale, row: Pick<AssetRow, 'workshop_name_id' | 'workshop_name_en'>): string => (locale === 'en' ? row.workshop_name_en : row.workshop_name_id) ?? '–';
