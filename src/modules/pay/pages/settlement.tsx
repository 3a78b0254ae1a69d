import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { Button, DataTable, Details, Form, HiddenField, IdentityBar, MoneySplitBar, Notice, PageHeading, RefusalForm, Section, SummaryCard, SummaryList, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { DifferenceTable } from '../differences/pages.tsx';
import type { DifferenceRow } from '../differences/difference-queries.ts';
import { readingSentence } from '../differences/reading-words.ts';
import { budgetWaitsUrl, differencesUrl } from '../differences/urls.ts';
import { sayDiffer } from '../differences/words.ts';
import { methodsInWords, partOf, wageLine, wageLines } from '../explaining.ts';
import type { ReversalRow } from '../reversal-queries.ts';
import type { PartRow, SettlementRow } from '../queries.ts';
import { remainderRule, type Recipient } from '../split.ts';
import { cardUrl, premiUrl, settlementUrl } from '../urls.ts';
import { recipientWord, say } from '../words.ts';
import { Problem, tones } from './premi.tsx';

/** B26: every rupiah of one settlement — the rule, the division, each person's part — and the second person's decision. */
export function settlementPage(req: Req, { settlement, parts, reversals, differences }: { settlement: SettlementRow; parts: PartRow[]; reversals: ReversalRow[]; differences: DifferenceRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const d = sayDiffer(locale);
  return workPage(req, { surface: 'bengkel', title: settlement.number, breadcrumbs: [{ href: premiUrl({ upt: req.query['upt'] }), text: t('premi') }], failed: state !== undefined },
    <PageHeading title={settlement.number} caption={`${t('order')} ${settlement.order_number}`} />,
    <IdentityBar title={formatDay(settlement.on_day, locale)} status={{ text: t(settlement.state), tone: tones[settlement.state] }}
      facts={[{ label: t('gross'), value: rupiah(settlement.gross_idr) }, { label: t('costs'), value: rupiah(settlement.costs_idr) }, { label: t('base'), value: rupiah(settlement.basis_idr) }]} />,
    <Problem state={state} />,
    settlement.refusal_reason ? <Notice tone="info" title={t('refusedWhy')}>{settlement.refusal_reason}</Notice> : null,
    settlement.state === 'prepared' && may(req.actor, 'settlement.approve') ? <Decide req={req} settlement={settlement} /> : null,
    <Reversals req={req} settlement={settlement} reversals={reversals} />,
    <Notice tone="info" title={d('reading')}>{readingSentence(settlement.rule.reading, settlement.reading, locale)}{settlement.reading === 'deposit_all' ? <>{' '}<a href={budgetWaitsUrl(req.query['upt'])}>{d('budget')}</a></> : null}</Notice>,
    differences.length > 0 ? <Section title={d('list')}><DifferenceTable req={req} rows={differences} /></Section> : null,
    <Divided settlement={settlement} locale={locale} />,
    <Parts req={req} settlement={settlement} parts={parts} />,
    <RuleCard settlement={settlement} locale={locale} />,
    settlement.state === 'approved' && may(req.actor, 'difference.prepare') && !differences.some((each) => each.state === 'prepared') ? (
      <Details summary={d('prepare')}>
        <p>{d('intro')}</p>
        <Form action={differencesUrl()} token={req.formToken()} locale={locale}><HiddenField name="settlement" value={settlement.number} /><TextareaField name="reason" label={d('reason')} rows={2} required /><Button kind="secondary">{d('prepare')}</Button></Form>
      </Details>
    ) : null,
    settlement.state === 'approved' && differences.every((each) => each.state === 'refused') && may(req.actor, 'reversal.propose') && !reversals.some((each) => each.state === 'prepared') ? (
      <Details summary={t('reverse')}>
        <p>{t('reverseIntro')}</p>
        <Form action={`${settlementUrl(settlement.number)}/batal`} token={req.formToken()} locale={locale}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('askReverse')}</Button></Form>
      </Details>
    ) : null);
}

/** Who asked for it to be taken back and why; the second person decides here. */
function Reversals({ req, settlement, reversals }: { req: Req; settlement: SettlementRow; reversals: ReversalRow[] }): VNode | null {
  const t = say(req.locale);
  const at = (id: string, act: string) => `${settlementUrl(settlement.number)}/batal/${id}/${act}`;
  return reversals.length === 0 ? null : <>{reversals.map((each) => (
    <SummaryCard title={t('reversal', { number: each.number })}>
      <p>{each.reason}{each.refusal_reason ? <><br />{t('refusedWhy')}: {each.refusal_reason}</> : null}{each.carried_idr > 0 ? <><br />{t('carriedNote', { amount: rupiah(each.carried_idr) })}</> : null}</p>
      {each.state === 'prepared' && may(req.actor, 'reversal.approve') ? <>
        <Form action={at(each.id, 'setuju')} token={req.formToken()} locale={req.locale}><Button>{t('approveReverse')}</Button></Form>
        <RefusalForm action={at(each.id, 'tolak')} token={req.formToken()} locale={req.locale} text={t('refuseReverse')} reason={t('reason')} kind="secondary" />
      </> : <p class="quiet">{each.state === 'prepared' ? t('reverseAsked', { number: each.number }) : each.state === 'approved' && each.on_day ? formatDay(each.on_day, req.locale) : t('refused')}</p>}
    </SummaryCard>
  ))}</>;
}

function Decide({ req, settlement }: { req: Req; settlement: SettlementRow }): VNode {
  const t = say(req.locale);
  const at = settlementUrl(settlement.number);
  return (
    <SummaryCard title={t('decide')}>
      <p>{t('two')}</p>
      <Form action={`${at}/setuju`} token={req.formToken()} locale={req.locale}><Button large>{t('approve')}</Button></Form>
      <RefusalForm action={`${at}/tolak`} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('reason')} />
    </SummaryCard>
  );
}

const noteWords = { loss: 'noteLoss', untraced: 'noteUntraced', no_weights: 'noteNoWeights', no_people: 'noteNoPeople', part: 'notePart', mixed_contracts: 'noteMixed' } as const;

function Divided({ settlement, locale }: { settlement: SettlementRow; locale: Locale }): VNode {
  const t = say(locale);
  return (
    <Section title={t('divided')}>
      <MoneySplitBar locale={locale} total_idr={settlement.gross_idr} basis={settlement.rule.legal_basis} parts={barParts(settlement)} />
      {settlement.notes.map((note) => <Notice tone="warning" title={t(noteWords[note.code], { amount: rupiah(note.amount_idr) })} />)}
      <DataTable caption={t('divided')} captionHidden rows={settlement.shares} empty={t('eachNone')} columns={[
        { title: t('recipient'), cell: (row) => t(recipientWord[row.to]) },
        { title: t('share'), numeric: true, cell: (row) => (row.to === 'worker' && settlement.rule.rates ? t('byRate') : `${count((settlement.rule.shares.find((share) => share.to === row.to)?.share_bp ?? 0) / 100, locale)} %`) },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>
  );
}

/** People by roster code; the name is for those who work in the same facility. */
function Parts({ req, settlement, parts }: { req: Req; settlement: SettlementRow; parts: PartRow[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const named = req.actor.facility_id !== null;
  const linked = may(req.actor, 'savings.read');
  return (
    <Section title={t('each')}>
      <DataTable caption={t('each')} captionHidden rows={parts} empty={t('eachNone')} columns={[
        { title: t('person'), cell: (row) => { const text = named ? `${row.roster_code} · ${row.name}` : row.roster_code; return linked ? <a href={cardUrl(row.worker_id)}>{text}</a> : text; } },
        { title: t('minutes'), numeric: true, cell: (row) => count(row.minutes, locale) },
        { title: t('pieces'), numeric: true, cell: (row) => count(row.output, locale) },
        { title: t('level'), numeric: true, cell: (row) => row.skill_level },
        { title: t('share'), cell: (row) => { const wages = wageLines(row.why); return wages.length > 0 ? wages.map((line) => <div>{wageLine(line, locale)}</div>) : partOf({ rule: settlement.rule, weight: row.weight, total, people: parts.length }, locale); } },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>
  );
}

function RuleCard({ settlement: { rule }, locale }: { settlement: SettlementRow; locale: Locale }): VNode {
  const t = say(locale);
  return (
    <SummaryCard title={t('rule')}>
      <SummaryList rows={[
        { label: t('basis'), value: t(rule.basis) },
        { label: t('share'), value: rule.shares.map((share) => `${t(recipientWord[share.to])} ${percent(share.share_bp, locale)}`).join(' · ') },
        ...(rule.rates ? [{ label: t('rates'), value: <>{rule.rates.map((each) => <div>{each.basis === 'piece' ? `${each.sku}: ${t('rateEach', { amount: rupiah(each.amount_idr) })}` : `${t('levelN', { n: each.skill_level })}: ${t('ratePer', { amount: rupiah(each.amount_idr), n: each.per_minutes })}`} <span class="quiet">{each.legal_basis}</span></div>)}</> }] : []),
        ...(rule.contract ? [{ label: t('contract'), value: rule.contract }] : []),
        { label: t('team'), value: rule.batches ? methodsInWords(rule.batches, locale) : t(rule.team) },
        { label: t('legalBasis'), value: rule.legal_basis },
        { label: t('since'), value: formatDay(rule.valid_from, locale) },
        { label: t('remainder'), value: remainderRule[locale] },
      ]} />
    </SummaryCard>
  );
}

/** Costs that returned to capital are shown as what they paid for. */
function barParts(settlement: SettlementRow) {
  const of = (to: Recipient) => settlement.shares.find((share) => share.to === to)?.amount_idr ?? 0;
  return [
    { key: 'material' as const, amount_idr: settlement.costs_idr }, { key: 'worker' as const, amount_idr: of('worker') }, { key: 'state' as const, amount_idr: of('state') },
    { key: 'capital' as const, amount_idr: of('capital') - settlement.costs_idr }, { key: 'programme' as const, amount_idr: of('programme') }, { key: 'partner' as const, amount_idr: of('partner') },
  ].filter((part) => part.amount_idr > 0);
}
