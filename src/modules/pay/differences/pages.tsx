// What came to light after a settlement: what is to be computed again, each difference, and what was paid beyond a part.
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Form, HiddenField, IdentityBar, MoneyField, Notice, PageHeading, RefusalForm, Section, SummaryCard, SummaryList, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { Problem } from '../pages/premi.tsx';
import { premiUrl, settlementUrl } from '../urls.ts';
import { recipientWord, say } from '../words.ts';
import type { ClaimRow, DifferenceRow, DueDifference, PersonRow } from './difference-queries.ts';
import { readingSentence } from './reading-words.ts';
import { claimUrl, differencesUrl, differenceUrl } from './urls.ts';
import { sayDiffer } from './words.ts';

const tones = { prepared: 'kuning', approved: 'hijau', refused: 'abu', open: 'merah', proposed: 'kuning', closed: 'hijau' } as const;

export function differencesPage(req: Req, { due, rows, claims }: { due: DueDifference[]; rows: DifferenceRow[]; claims: ClaimRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayDiffer(locale);
  const upt = req.query['upt'];
  const prepares = may(req.actor, 'difference.prepare');
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: premiUrl({ upt }), text: say(locale)('premi') }], failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('intro')} />,
    <Problem state={state} />,
    <Section title={t('due')}>
      <DataTable caption={t('due')} captionHidden rows={due} empty={t('dueNone')} columns={[
        { title: t('settlement'), cell: (row) => <a href={settlementUrl(row.number, upt)}>{row.number}</a> },
        { title: t('order'), cell: (row) => row.order_number },
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('why'), cell: (row) => t(row.why) },
        { title: '', cell: (row) => (prepares ? <Form action={differencesUrl()} token={req.formToken()} locale={locale}><HiddenField name="settlement" value={row.number} /><HiddenField name="reason" value={sayDiffer('id')(row.why)} /><Button>{t('prepare')}</Button></Form> : null) },
      ]} />
    </Section>,
    <Section title={t('list')}><DifferenceTable req={req} rows={rows} /></Section>,
    <Claims req={req} rows={claims} />);
}

export function DifferenceTable({ req, rows }: { req: Req; rows: DifferenceRow[] }): VNode {
  const { locale } = req;
  const t = sayDiffer(locale);
  return (
    <DataTable caption={t('list')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('number'), cell: (row) => <a href={differenceUrl(row.id, req.query['upt'])}>{row.number}</a> },
      { title: t('settlement'), cell: (row) => <>{row.settlement}<br /><span class="quiet">{row.order_number}</span></> },
      { title: t('reason'), cell: (row) => row.reason },
      { title: t('sale'), numeric: true, cell: (row) => rupiah(row.gross_idr - row.gross_before_idr) },
      { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
    ]} />
  );
}

export function differencePage(req: Req, { difference, people }: { difference: DifferenceRow; people: PersonRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayDiffer(locale);
  const upt = req.query['upt'];
  const waits = difference.reading === 'deposit_all';
  return workPage(req, { surface: 'bengkel', title: difference.number, breadcrumbs: [{ href: differencesUrl(upt), text: t('title') }], failed: state !== undefined },
    <PageHeading title={difference.number} caption={`${t('settlement')} ${difference.settlement}`} />,
    <IdentityBar title={difference.reason} status={{ text: t(difference.state), tone: tones[difference.state] }} facts={[{ label: t('before'), value: rupiah(difference.gross_before_idr) }, { label: t('after'), value: rupiah(difference.gross_idr) }, { label: t('delta'), value: rupiah(difference.gross_idr - difference.gross_before_idr) }]} />,
    <Problem state={state} />,
    difference.refusal_reason ? <Notice tone="info" title={t('refused')}>{difference.refusal_reason}</Notice> : null,
    difference.state === 'prepared' && may(req.actor, 'difference.approve') ? <Decide req={req} difference={difference} /> : null,
    <Section title={t('shares')}>
      <DataTable caption={t('shares')} captionHidden rows={difference.shares} empty={t('none')} columns={[
        { title: t('recipient'), cell: (row) => say(locale)(recipientWord[row.to]) },
        { title: t('before'), numeric: true, cell: (row) => rupiah(row.before_idr) },
        { title: t('after'), numeric: true, cell: (row) => rupiah(row.after_idr) },
        { title: t('delta'), numeric: true, cell: (row) => rupiah(row.after_idr - row.before_idr) },
      ]} />
    </Section>,
    <Section title={t('people')}>
      <DataTable caption={t('people')} captionHidden rows={people} empty={t('peopleNone')} columns={[
        { title: t('person'), cell: (row) => row.roster_code },
        { title: t('before'), numeric: true, cell: (row) => rupiah(row.before_idr) },
        { title: t('after'), numeric: true, cell: (row) => rupiah(row.after_idr) },
        { title: t(waits ? 'appliedWaits' : 'applied'), numeric: true, cell: (row) => rupiah(row.applied_idr) },
        { title: t('beyond'), numeric: true, cell: (row) => rupiah(row.beyond_after_idr - row.beyond_before_idr) },
      ]} />
    </Section>,
    <SummaryList rows={[
      { label: t('settlement'), value: <a href={settlementUrl(difference.settlement, upt)}>{difference.settlement}</a> },
      { label: t('ruleOf'), value: `${difference.rule.legal_basis} (${formatDay(difference.rule.valid_from, locale)})` },
      { label: t('negative'), value: <>{t(difference.negative)}<br /><span class="quiet">{difference.negative_basis}</span></> },
      { label: t('reading'), value: readingSentence(difference.rule.reading, difference.reading, locale) },
    ]} />);
}

function Decide({ req, difference }: { req: Req; difference: DifferenceRow }): VNode {
  const t = sayDiffer(req.locale);
  const at = differenceUrl(difference.id);
  return (
    <SummaryCard title={t('decide')}>
      <p>{t('two')}</p>
      <Form action={`${at}/setuju`} token={req.formToken()} locale={req.locale}><Button large>{t('approve')}</Button></Form>
      <RefusalForm action={`${at}/tolak`} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('reason')} />
    </SummaryCard>
  );
}

/** One card for each that waits: forms in a table would leave a phone no room. */
function Claims({ req, rows }: { req: Req; rows: ClaimRow[] }): VNode {
  const { locale, actor } = req;
  const t = sayDiffer(locale);
  return (
    <Section title={t('claims')} id="kelebihan">
      <DataTable caption={t('claims')} captionHidden rows={rows} empty={t('claimsNone')} columns={[
        { title: t('number'), cell: (row) => row.difference },
        { title: t('person'), cell: (row) => row.roster_code },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('recover'), numeric: true, cell: (row) => (row.recovered_idr === null ? '–' : rupiah(row.recovered_idr)) },
        { title: t('decision'), cell: (row) => row.decision ?? '–' },
        { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
      ]} />
      {rows.filter((row) => (row.state === 'open' && may(actor, 'claim.propose')) || (row.state === 'proposed' && may(actor, 'claim.decide'))).map((row) => (
        <SummaryCard title={`${row.difference}, ${row.roster_code}: ${rupiah(row.amount_idr)}`}>
          {row.state === 'open' ? (
            <Form action={claimUrl(row.id, 'usul')} token={req.formToken()} locale={locale}><MoneyField name="recovered_idr" label={t('recover')} hint={t('recoverHint')} required /><TextField name="decision" label={t('decision')} required /><Button kind="secondary">{t('propose')}</Button></Form>
          ) : <>
            <p>{`${t('recover')}: ${rupiah(row.recovered_idr ?? 0)}. ${t('decision')}: ${row.decision ?? ''}`}</p>
            <Form action={claimUrl(row.id, 'setuju')} token={req.formToken()} locale={locale}><Button>{t('agree')}</Button></Form>
            <Form action={claimUrl(row.id, 'tolak')} token={req.formToken()} locale={locale}><Button kind="secondary">{t('sendBack')}</Button></Form>
          </>}
        </SummaryCard>
      ))}
    </Section>
  );
}
