import type { VNode } from 'preact';
import { formatInstant, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, CheckboxField, DataTable, FilterPanel, Form, Notice, PageHeading, Pagination, ProgressBar, Section, SelectField, StatCard, StatRow, Tag, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { groups, type Totals } from '../allocation/problem.ts';
import type { AllocationRow, CellRow, FixRow, ShortRow, SourceRow } from '../allocation-read-queries.ts';
import { groupNames, shortReasons, type AllocationState } from '../loop.ts';
import type { KindRow } from '../survey-queries.ts';
import { allocationLineUrl, allocationsUrl, allocationUrl, loopUrl, loopYearUrl } from '../urls.ts';
import { sayLoop } from '../words.ts';
import { sayAllocation } from '../words-allocation.ts';

export const allocationTones: Record<AllocationState, Tone> = { asked: 'kuning', solving: 'biru', draft: 'abu', adopted: 'hijau', replaced: 'abu', cancelled: 'abu', failed: 'merah' };
const stateWord = (state: AllocationState) => (state === 'asked' ? 'waiting' : state);
const crumbs = (req: Req, year: number) => [{ href: loopUrl, text: sayLoop(req.locale)('title') }, { href: loopYearUrl(year), text: String(year) }];

export function allocationsPage(req: Req, { year, rows, fixes }: { year: number; rows: AllocationRow[]; fixes: FixRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAllocation(locale);
  return workPage(req, { surface: 'pusat', title: `${t('title')} ${year}`, failed: state !== undefined, breadcrumbs: crumbs(req, year) },
    <PageHeading title={`${t('title')} ${year}`} caption={t('lead')} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    may(req.actor, 'allocation.prepare') && <Form action={allocationsUrl(year)} token={req.formToken()} locale={locale}><Button>{t(rows.length > 0 ? 'solveAgain' : 'solve')}</Button></Form>,
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('version'), cell: (row) => <a href={allocationUrl(year, row.id)}>{t('versionNo', { n: row.version })}</a> },
      { title: t('state'), cell: (row) => <Tag tone={allocationTones[row.state]}>{t(stateWord(row.state))}</Tag> },
      { title: t('cost'), numeric: true, cell: (row) => (row.figures ? rupiah(row.figures.solved.goods_idr + row.figures.solved.transport_idr) : '–') },
      { title: t('short'), numeric: true, cell: (row) => (row.figures ? count(row.figures.solved.short_quantity, locale) : '–') },
      { title: t('km'), numeric: true, cell: (row) => (row.figures ? `${count(row.figures.solved.average_km, locale)} km` : '–') },
    ]} />,
    <Section title={t('fixes')}><Fixes req={req} year={year} fixes={fixes} /></Section>);
}

export function Fixes({ req, year, fixes }: { req: Req; year: number; fixes: FixRow[] }): VNode {
  const { locale } = req;
  const t = sayAllocation(locale);
  return <DataTable caption={t('fixes')} captionHidden rows={fixes} empty={t('noFixes')} columns={[
    { title: t('demand'), cell: (row) => <>{row.item_text}<br /><span class="quiet">{row.agency}</span></> },
    { title: t('facility'), cell: (row) => row.facility },
    { title: t('quantity'), numeric: true, cell: (row) => count(row.quantity, locale) },
    { title: t('reason'), cell: (row) => row.reason },
    ...(may(req.actor, 'allocation.prepare') ? [{ title: '', cell: (row: FixRow) => <Form action={`${loopYearUrl(year)}/sel/${row.id}/lepas`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('free')}</Button></Form> }] : []),
  ]} />;
}

export type AllocationFile = { allocation: AllocationRow; cells: CellRow[]; shortages: ShortRow[]; sources: SourceRow[]; kinds: KindRow[]; filter: { jenis?: string | undefined; upt?: string | undefined; tangan?: string | undefined }; next: string | undefined };

/** One solving: how far it is, or what came of it beside the plain rule, by facility, shortage and cell. */
export function allocationPage(req: Req, file: AllocationFile, state?: FormState): VNode {
  const { locale, actor } = req;
  const { allocation, sources, shortages } = file;
  const { year, figures } = allocation;
  const t = sayAllocation(locale);
  const here = allocationUrl(year, allocation.id);
  const title = `${t('title')} ${year}, ${t('versionNo', { n: allocation.version }).toLowerCase()}`;
  const running = allocation.state === 'asked' || allocation.state === 'solving';
  const { stage, iterations = 0 } = allocation.progress;
  const step = allocation.cancel_asked ? t('stopping') : allocation.state === 'asked' ? t('waiting') : stage === 'solve' ? t('steps', { n: count(iterations, locale) }) : t(stage === 'read' ? 'read' : 'build');
  return workPage(req, { surface: 'pusat', title, failed: state !== undefined, breadcrumbs: [...crumbs(req, year), { href: allocationsUrl(year), text: t('title') }], ...(running ? { leaves: { after_seconds: 2, to: here } } : {}) },
    <PageHeading title={title} caption={formatInstant(allocation.asked_at, 'Asia/Jakarta', locale)}><Tag tone={allocationTones[allocation.state]}>{t(stateWord(allocation.state))}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    allocation.state === 'failed' && <Notice tone="danger">{t('failedBecause', { why: allocation.failed_reason ?? '' })}</Notice>,
    running && <ProgressBar value={allocation.state === 'asked' ? 0 : stage === 'read' ? 9 : stage === 'solve' ? 5 : 1} max={10} label={step} />,
    running && may(actor, 'allocation.prepare') && !allocation.cancel_asked && <Form action={`${here}/batal`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('cancel')}</Button></Form>,
    figures && (
      <StatRow>
        <StatCard label={t('cost')} value={rupiahCompact(figures.solved.goods_idr + figures.solved.transport_idr, locale)} title={rupiah(figures.solved.goods_idr + figures.solved.transport_idr)} />
        <StatCard label={t('given')} value={count(figures.solved.quantity, locale)} note={t('shortLines', { n: count(figures.lines, locale) })} />
        <StatCard label={t('short')} value={count(figures.solved.short_quantity, locale)} note={t('shortLines', { n: count(figures.solved.short_lines, locale) })} href="#kurang" />
        <StatCard label={t('km')} value={`${count(figures.solved.average_km, locale)} km`} />
        <StatCard label={t('makers')} value={count(figures.solved.makers, locale)} />
      </StatRow>
    ),
    figures && figures.unclassified > 0 && <Notice tone="warning">{t('unclassified', { n: count(figures.unclassified, locale) })}</Notice>,
    allocation.state === 'draft' && may(actor, 'allocation.adopt') && (allocation.asked_person !== null && allocation.asked_person === actor.person_id ? <p>{t('adoptOther')}</p> : <Form action={`${here}/tetapkan`} token={req.formToken()} locale={locale}><Button>{t('adopt')}</Button></Form>),
    figures && <p><ButtonLink kind="secondary" href={`${here}/pembagian.xlsx`}>{t('sheet')}</ButtonLink></p>,
    figures && <Compared req={req} allocation={allocation} solved={figures.solved} nearest={figures.nearest} />,
    figures && (
      <Section title={t('byFacility')}>
        <DataTable caption={t('byFacility')} captionHidden rows={sources} empty={t('noCells')} columns={[
          { title: t('facility'), cell: (row) => <><a href={`${allocationUrl(year, allocation.id, { upt: row.code })}#sel`}>{row.name}</a>{row.groups.map((group) => <> <Tag tone="biru">{groupNames[group][locale]}</Tag></>)}</> },
          { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
          { title: t('nearestValue'), numeric: true, cell: (row) => rupiah(row.nearest_value_idr) },
          { title: t('people'), numeric: true, cell: (row) => t('used', { used: count(Math.round(row.people_used / 60), locale), all: count(Math.round(row.people_minutes / 60), locale) }) },
          { title: t('machines'), numeric: true, cell: (row) => (row.machine_minutes === null ? t('noMachines') : t('used', { used: count(Math.round(row.machines_used / 60), locale), all: count(Math.round(row.machine_minutes / 60), locale) })) },
        ]} />
      </Section>
    ),
    figures && (
      <Section title={t('shortages')} id="kurang">
        <DataTable caption={t('shortages')} captionHidden rows={shortages} empty={t('noShortages')} columns={[
          { title: t('demand'), cell: (row) => <a href={allocationLineUrl(year, allocation.id, row.demand_line_id)}>{pick(locale, { name_id: row.kind_name_id, name_en: row.kind_name_en })}</a> },
          { title: sayLoop(locale)('agency'), cell: (row) => <>{row.agency}<br /><span class="quiet">{row.regency}</span></> },
          { title: t('short'), numeric: true, cell: (row) => t('of', { n: count(row.quantity, locale), all: count(row.asked, locale), unit: row.unit }) },
          { title: t('why'), cell: (row) => shortReasons[row.reason][locale] },
        ]} />
      </Section>
    ),
    figures && <Cells req={req} file={file} />);
}

function Cells({ req, file: { allocation, cells, kinds, sources, filter, next } }: { req: Req; file: AllocationFile }): VNode {
  const { locale } = req;
  const t = sayAllocation(locale);
  const at = (more: Partial<AllocationFile['filter']> & { after?: string }) => allocationUrl(allocation.year, allocation.id, { ...filter, ...more });
  const kind = kinds.find(({ code }) => code === filter.jenis);
  const source = sources.find(({ code }) => code === filter.upt);
  return (
    <Section title={t('cells')} id="sel">
      <FilterPanel action={allocationUrl(allocation.year, allocation.id)} locale={locale} clearHref={allocationUrl(allocation.year, allocation.id)} chips={[
        ...(kind ? [{ text: pick(locale, kind), removeHref: at({ jenis: undefined }) }] : []), ...(source ? [{ text: source.name, removeHref: at({ upt: undefined }) }] : []), ...(filter.tangan ? [{ text: t('byHand'), removeHref: at({ tangan: undefined }) }] : []),
      ]}>
        <SelectField name="jenis" label={sayLoop(locale)('kind')} empty={t('all')} value={filter.jenis} options={kinds.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
        <SelectField name="upt" label={t('facility')} empty={t('all')} value={filter.upt} options={sources.map((each) => ({ value: each.code, text: each.name }))} />
        <CheckboxField name="tangan" label={t('onlyByHand')} checked={filter.tangan !== undefined} />
      </FilterPanel>
      <DataTable caption={t('cells')} captionHidden rows={cells} empty={t('noCells')} columns={[
        { title: t('demand'), cell: (row) => <><a href={allocationLineUrl(allocation.year, allocation.id, row.demand_line_id)}>{pick(locale, { name_id: row.kind_name_id, name_en: row.kind_name_en })}</a><br /><span class="quiet">{row.agency}, {row.regency}</span></> },
        { title: t('facility'), cell: (row) => <>{row.facility}{row.by_hand && <> <Tag tone="kuning">{t('byHand')}</Tag></>}</> },
        { title: t('quantity'), numeric: true, cell: (row) => t('of', { n: count(row.quantity, locale), all: count(row.asked, locale), unit: row.unit }) },
        { title: t('month'), cell: (row) => formatMonth(`${allocation.year}-${String(row.month).padStart(2, '0')}`, locale) },
        { title: t('cost'), numeric: true, cell: (row) => t('each', { price: rupiah(row.price_idr), transport: rupiah(row.transport_idr), km: count(Math.round(row.km), locale) }) },
      ]} />
      <Pagination locale={locale} label={t('cells')} nextHref={next === undefined ? undefined : `${at({ after: next })}#sel`} />
    </Section>
  );
}

function Compared({ req: { locale }, allocation, solved, nearest }: { req: Req; allocation: AllocationRow; solved: Totals; nearest: Totals }): VNode {
  const t = sayAllocation(locale);
  const { rules, figures } = allocation;
  const each = (of: Totals) => (of.quantity === 0 ? '–' : rupiah(Math.round((of.goods_idr + of.transport_idr) / of.quantity)));
  const rows: { what: string; of: (totals: Totals) => string }[] = [
    { what: t('given'), of: ({ quantity }) => count(quantity, locale) }, { what: t('short'), of: ({ short_quantity }) => count(short_quantity, locale) }, { what: t('perPiece'), of: each },
    { what: t('goods'), of: ({ goods_idr }) => rupiah(goods_idr) }, { what: t('transport'), of: ({ transport_idr }) => rupiah(transport_idr) }, { what: t('km'), of: ({ average_km }) => `${count(average_km, locale)} km` },
    { what: t('makers'), of: ({ makers }) => count(makers, locale) }, { what: t('largest'), of: ({ largest_share_bp }) => percent(largest_share_bp, locale) },
    ...groups.map((group) => ({ what: `${t('share', { group: groupNames[group][locale] })} (${t('atLeast', { n: percent(rules.floors_bp[group], locale) })})`, of: ({ group_share_bp }: Totals) => percent(group_share_bp[group], locale) })),
  ];
  return (
    <Section title={t('compared')}>
      <DataTable caption={t('compared')} captionHidden rows={rows} empty="" columns={[{ title: t('measure'), cell: (row) => row.what }, { title: t('ours'), numeric: true, cell: (row) => row.of(solved) }, { title: t('nearest'), numeric: true, cell: (row) => row.of(nearest) }]} />
      <p class="quiet">{t('rulesText', { near: rules.nearest, rate: rupiah(rules.idr_per_ton_km), cap: percent(rules.cap_bp, locale), premium: percent(rules.premium_bp, locale), minutes: rules.minutes_per_day, productive: percent(rules.productive_bp, locale) })} {allocation.legal_basis}.{figures && ` ${t('size', { variables: count(figures.variables, locale), rows: count(figures.rows, locale), seconds: count(Math.round((figures.seconds.build + figures.seconds.solve + figures.seconds.read) * 10) / 10, locale) })}.`}</p>
    </Section>
  );
}
