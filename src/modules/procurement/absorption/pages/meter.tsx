import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, FilterPanel, Notice, PageHeading, ProgressBar, SelectField, StatCard, StatRow, Tag, type Column } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { meterStates, type MeterState, type Rule } from '../meter.ts';
import type { MeteredContract } from '../queries.ts';
import { absorptionAllUrl, absorptionUrl, contractUrl, harvestUrl, newContractUrl, rulesUrl } from '../urls.ts';
import { baseNames, kindNames, sayAbsorption, stateNames } from '../words.ts';

/** One facility: the sums, then each supplier's meter. */
export function absorptionPage(req: Req, { rows, upt }: { rows: MeteredContract[]; upt: string | undefined }): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  return workPage(req, { surface: 'bengkel', title: t('title') },
    <PageHeading title={t('title')} caption={t('lead')}>
      {may(req.actor, 'absorption.register') && <ButtonLink href={newContractUrl}>{t('register')}</ButtonLink>}
      <ButtonLink kind="secondary" href={harvestUrl(upt)}>{t('harvests')}</ButtonLink>
    </PageHeading>,
    <Sums req={req} rows={rows} />,
    <RuleNotice req={req} rule={rows.find(({ rule }) => rule)?.rule ?? undefined} />,
    <DataTable caption={t('contracts')} captionHidden rows={rows} empty={t('none')} columns={columnsOf(req, (row) => contractUrl(row.id, upt))} />);
}

/** A region or the country: each contract of each facility in reach, the worst first. */
export function absorptionAllPage(req: Req, { rows, state }: { rows: MeteredContract[]; state: MeterState | undefined }): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  const shown = rows.filter(({ meter }) => state === undefined || meter.state === state).sort((a, b) => rank(a) - rank(b) || b.meter.gap_idr - a.meter.gap_idr);
  return workPage(req, { surface: 'pusat', title: t('all') },
    <PageHeading title={t('all')} caption={t('allLead')}><ButtonLink kind="secondary" href={`${absorptionAllUrl}/daftar.xlsx`}>{t('sheet')}</ButtonLink><ButtonLink kind="secondary" href={rulesUrl}>{t('rules')}</ButtonLink></PageHeading>,
    <Sums req={req} rows={rows} />,
    <RuleNotice req={req} rule={rows.find(({ rule }) => rule)?.rule ?? undefined} />,
    <FilterPanel action={absorptionAllUrl} locale={locale} clearHref={absorptionAllUrl} chips={state ? [{ text: stateNames[state][locale], removeHref: absorptionAllUrl }] : []}>
      <SelectField name="keadaan" label={t('filterState')} empty={t('anyState')} value={state} options={meterStates.map((each) => ({ value: each, text: stateNames[each][locale] }))} />
    </FilterPanel>,
    <DataTable caption={t('all')} captionHidden rows={shown} empty={t('noneInReach')} columns={[{ title: t('facility'), cell: (row) => <a href={absorptionUrl(row.facility_code)}>{row.facility_name}</a> }, ...columnsOf(req, (row) => contractUrl(row.id, row.facility_code))]} />);
}
const rank = ({ meter }: MeteredContract): number => ['missed', 'running', 'excused', 'met', 'none'].indexOf(meter.state);

function Sums({ req: { locale }, rows }: { req: Req; rows: MeteredContract[] }): VNode {
  const t = sayAbsorption(locale);
  const sum = (of: (row: MeteredContract) => number) => rows.reduce((all, row) => all + of(row), 0);
  const money = (label: string, amount: number) => <StatCard label={label} value={rupiahCompact(amount, locale)} title={rupiah(amount)} />;
  return <StatRow>{money(t('required'), sum(({ meter }) => meter.required_idr))}{money(t('offered'), sum((row) => row.offered_idr))}{money(t('accepted'), sum((row) => row.accepted_idr))}{money(t('gap'), sum(({ meter }) => meter.gap_idr))}</StatRow>;
}

/** The rule in words, with its basis; what is doubtful about it is said beside it. */
export function RuleNotice({ req: { locale }, rule }: { req: Req; rule: Rule | undefined }): VNode | null {
  if (!rule) return null;
  const t = sayAbsorption(locale);
  const text = t('rule', { percent: count(rule.percent_bp / 100, locale), base: baseNames[rule.base][locale].toLowerCase(), basis: rule.legal_basis });
  return rule.verified ? <p class="quiet">{text}</p> : <Notice tone="warning" title={t('unverified')}>{`${text} ${locale === 'en' ? rule.doubt_en : rule.doubt_id}`}</Notice>;
}

function columnsOf(req: Req, href: (row: MeteredContract) => string): Column<MeteredContract>[] {
  const { locale } = req;
  const t = sayAbsorption(locale);
  return [
    { title: t('supplier'), cell: (row) => <><a href={href(row)}>{row.supplier}</a><br /><span class="quiet">{row.number} · {kindNames[row.kind][locale]}</span></> },
    { title: t('required'), numeric: true, cell: ({ meter }) => rupiah(meter.required_idr) },
    { title: t('offered'), numeric: true, cell: (row) => rupiah(row.offered_idr) },
    { title: t('accepted'), numeric: true, cell: (row) => rupiah(row.accepted_idr) },
    { title: t('gap'), numeric: true, cell: ({ meter }) => rupiah(meter.gap_idr) },
    { title: t('daysLeft'), cell: (row) => daysLeft(req, row) },
    { title: t('state'), cell: ({ meter }) => <Tag tone={stateNames[meter.state].tone}>{stateNames[meter.state][locale]}</Tag> },
  ];
}
const daysLeft = ({ locale }: Req, { meter }: MeteredContract): string => sayAbsorption(locale)(meter.days_left < 0 ? 'ended' : 'days', { n: count(Math.abs(meter.days_left), locale) });

/** The meter of one contract, as its supplier and its facility both see it. */
export function MeterParts({ req, contract }: { req: Req; contract: MeteredContract }): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  const { meter, rule } = contract;
  const money = (label: string, amount: number) => <StatCard label={label} value={rupiahCompact(amount, locale)} title={rupiah(amount)} note={rupiah(amount)} />;
  return (
    <>
      <StatRow>
        {money(t('required'), meter.required_idr)}{money(t('offered'), contract.offered_idr)}{money(t('accepted'), contract.accepted_idr)}
        {meter.open_idr > 0 && money(t('waiting'), meter.open_idr)}{contract.certified_idr > 0 && money(t('certified'), contract.certified_idr)}{money(t('gap'), meter.gap_idr)}
        <StatCard label={t('daysLeft')} value={daysLeft(req, contract)} note={`${formatDay(contract.from_day, locale)} – ${formatDay(contract.to_day, locale)}`} />
      </StatRow>
      {meter.required_idr > 0 && <ProgressBar value={contract.accepted_idr} max={meter.required_idr} label={t('progress', { accepted: rupiah(contract.accepted_idr), required: rupiah(meter.required_idr) })} />}
      {rule ? <RuleNotice req={req} rule={rule} /> : <Notice tone="info">{t('noRule')}</Notice>}
      {rule && !rule.verified && meter.otherwise_idr !== null && <p class="quiet">{t('otherwise', { base: baseNames[rule.base === 'harvest' ? 'contract_value' : 'harvest'][locale].toLowerCase(), amount: rupiah(meter.otherwise_idr) })}</p>}
    </>
  );
}
