import type { VNode } from 'preact';
import { formatDay, formatInstant, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Form, MoneyField, PageHeading, Pagination, RefusalForm, Section, SelectField, StatCard, StatRow, SummaryCard, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { outcomesOf } from './cash.ts';
import type { BundleRow, DifferenceRow, HeldPiece } from './cash-queries.ts';
import { Problem } from '../pages/premi.tsx';
import { cashUrl } from './urls.ts';
import { outcomeNames, sayRevenue } from './words.ts';

export type Held = HeldPiece & { until: string; late_days: number };
export type Cash = { held: Held[]; bundles: BundleRow[]; differences: DifferenceRow[]; days: Rule<number>; max: Rule<number>; account_idr: number; zone: Zone; next: string | undefined };

/** Cash of a facility: who holds it and until when, what waits to be counted, and the whole chain behind it. */
export function cashPage(req: Req, { held, bundles, differences, days, max, account_idr, zone, next }: Cash, state?: FormState): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const mine = held.filter((piece) => piece.holder === req.actor.account_id);
  const sum = (rows: readonly Held[]) => rows.reduce((total, row) => total + row.amount_idr, 0);
  const heldBy = (holder: string | null) => sum(held.filter((piece) => piece.holder === holder));
  return workPage(req, { surface: 'bengkel', title: t('cash'), failed: state !== undefined },
    <PageHeading title={t('cash')} caption={t('cashLead', { n: days.value, basis: days.legal_basis })} />,
    <Problem state={state} />,
    <StatRow><StatCard label={t('account1110')} value={rupiah(account_idr)} /><StatCard label={t('held')} value={rupiah(sum(held))} /></StatRow>,
    bundles.filter((each) => each.state === 'given').map((each) => <ToCount req={req} bundle={each} />),
    may(req.actor, 'cash.give') && mine.length > 0 && (
      <SummaryCard title={`${t('give')}: ${rupiah(sum(mine))}`}>
        <p>{t('giveHint')}</p>
        <Form action={cashUrl()} token={req.formToken()} locale={locale} state={state}>
          <MoneyField name="counted_idr" label={t('counted')} width="m" required />
          <TextField name="slip" label={t('slip')} width="m" />
          <Button>{t('giveNow')}</Button>
        </Form>
      </SummaryCard>
    ),
    <Section title={t('held')}>
      <DataTable caption={t('held')} captionHidden rows={held} empty={t('heldNone')} columns={[
        { title: t('holder'), cell: (row) => <>{row.holder_name ?? t('unknown')} {heldBy(row.holder) > max.value && <Tag tone="merah">{t('beyond', { max: rupiah(max.value) })}</Tag>}</> },
        { title: t('what'), cell: (row) => row.what },
        { title: t('since'), cell: (row) => formatDay(row.oldest_on, locale) },
        { title: t('until'), cell: (row) => <>{formatDay(row.until, locale)} <Tag tone={row.late_days > 0 ? 'merah' : 'hijau'}>{row.late_days > 0 ? t('lateDays', { n: row.late_days }) : t('inTime')}</Tag></> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>,
    <Differences req={req} rows={differences} />,
    <Section title={t('chain')}>
      <DataTable caption={t('chain')} captionHidden rows={bundles} empty={t('chainNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('giver'), cell: (row) => <>{row.giver ?? t('unknown')}<br /><span class="quiet">{formatInstant(row.given_at, zone, locale)}</span></> },
        { title: t('way'), cell: (row) => (row.slip ? t('toBank', { slip: row.slip }) : t('toPerson')) },
        { title: t('taker'), cell: (row) => (row.taken_at ? <>{row.taker ?? t('unknown')}<br /><span class="quiet">{formatInstant(row.taken_at, zone, locale)}</span></> : '–') },
        { title: t('amount'), numeric: true, cell: (row) => <>{rupiah(row.given_idr)}{row.counted_idr !== null && row.counted_idr !== row.given_idr && <><br />{rupiah(row.counted_idr)}</>}</> },
        { title: t('state'), cell: (row) => <Tag tone={row.state === 'taken' ? 'hijau' : row.state === 'given' ? 'kuning' : 'abu'}>{t(row.state === 'taken' ? 'stateTaken' : row.state === 'given' ? 'stateGiven' : 'stateRefused')}</Tag> },
      ]} />
      <Pagination locale={locale} nextHref={next} label={next === undefined ? undefined : t('more')} />
    </Section>);
}

/** Whoever gave it sees that it waits; the count is another person's. The amount given is not filled in: it is to be counted. */
function ToCount({ req, bundle }: { req: Req; bundle: BundleRow }): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const counts = may(req.actor, 'cash.take') && !(bundle.given_person !== null && bundle.given_person === req.actor.person_id);
  return (
    <SummaryCard title={`${t('toTake')}: ${bundle.number}`}>
      <p>{`${bundle.giver ?? t('unknown')}, ${rupiah(bundle.given_idr)}. ${bundle.slip ? t('toBank', { slip: bundle.slip }) : t('toPerson')}.`}</p>
      {counts ? (
        <>
          <Form action={`${cashUrl()}/${bundle.id}/terima`} token={req.formToken()} locale={locale}>
            <MoneyField name="counted_idr" label={t('counted')} width="m" required />
            <TextField name="reason" label={t('whyDiffers')} />
            <Button>{t(bundle.kind === 'bank' ? 'seenNow' : 'takeNow')}</Button>
          </Form>
          <RefusalForm action={`${cashUrl()}/${bundle.id}/kembalikan`} token={req.formToken()} locale={locale} text={t('sendBack')} reason={t('reason')} />
        </>
      ) : <p class="quiet">{t('yours')}</p>}
    </SummaryCard>
  );
}

function Differences({ req, rows }: { req: Req; rows: DifferenceRow[] }): VNode {
  const { locale } = req;
  const t = sayRevenue(locale);
  const decides = (row: DifferenceRow) => row.state === 'open' && may(req.actor, 'cash.decide') && !(row.found_person !== null && row.found_person === req.actor.person_id);
  return (
    <Section title={t('differences')} id="selisih">
      <DataTable caption={t('differences')} captionHidden rows={rows} empty={t('differencesNone')} columns={[
        { title: t('number'), cell: (row) => <>{row.number}<br /><span class="quiet">{row.bundle}</span></> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.difference_idr) },
        { title: t('reason'), cell: (row) => row.reason ?? '–' },
        { title: t('state'), cell: (row) => <><Tag tone={row.state === 'open' ? 'merah' : 'abu'}>{t(row.state)}</Tag>{row.outcome && <><br />{outcomeNames[row.outcome][locale]}<br /><span class="quiet">{row.decision}</span></>}</> },
        { title: t('outcome'), cell: (row) => decides(row) && (
          <Form action={`${cashUrl()}/selisih/${row.id}`} token={req.formToken()} locale={locale}>
            <SelectField name="outcome" label={t('outcome')} options={outcomesOf(row.difference_idr).map((each) => ({ value: each, text: outcomeNames[each][locale] }))} />
            <TextField name="decision" label={t('decision')} required />
            <Button kind="secondary">{t('decide')}</Button>
          </Form>
        ) },
      ]} />
    </Section>
  );
}
