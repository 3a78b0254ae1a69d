import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Form, Notice, PageHeading, Section, StatCard, StatRow, SummaryCard, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { fundNames } from '../plan.ts';
import { payback } from '../payback.ts';
import { background, perRupiah } from '../proposal.ts';
import type { ProposalLine, ProposalRow } from '../proposal-queries.ts';
import { sayProposal } from '../proposal-words.ts';
import { proposalsUrl, proposalUrl } from '../urls.ts';
import { PaybackTable } from './payback.tsx';
import { proposalTones } from './proposals.tsx';
import { accountName } from './year.tsx';

/** The whole request on one page: what it brings first, then what the paper says, then what may be done with it. */
export function proposalPage(req: Req, { proposal, lines, upt }: { proposal: ProposalRow; lines: ProposalLine[]; upt: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProposal(locale);
  const here = proposalUrl(proposal.id);
  const outcome = proposal.investment && payback(proposal.investment);
  const each = perRupiah(proposal, outcome);
  return workPage(req, { surface: 'bengkel', title: proposal.title, failed: state !== undefined, breadcrumbs: [{ href: proposalsUrl(upt ?? (req.actor.facility_id ? undefined : proposal.facility_code)), text: t('title') }] },
    <PageHeading title={proposal.title} caption={`${proposal.facility_name} · ${t('year')} ${proposal.year}${proposal.number ? ` · ${proposal.number}` : ''}`}><Tag tone={proposalTones[proposal.state]}>{t(proposal.state)}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    proposal.state === 'returned' && <Notice tone="warning" title={t('returned')}>{proposal.returned_reason}</Notice>,
    <StatRow>
      <StatCard label={t('total')} value={rupiahCompact(proposal.total_idr, locale)} title={rupiah(proposal.total_idr)} note={rupiah(proposal.total_idr)} />
      <StatCard label={t('jobs')} value={t('people', { n: count(proposal.jobs, locale) })} note={t('per100m', { n: count(each.jobs, locale) })} />
      <StatCard label={t('trained')} value={t('people', { n: count(proposal.trained, locale) })} note={t('per100m', { n: count(each.trained, locale) })} />
      <StatCard label={t('premi')} value={outcome ? rupiahCompact(outcome.expected.premi_idr_per_year, locale) : '–'} note={each.premi_idr === null ? t('notSimulated') : t('perMillion', { n: rupiah(each.premi_idr) })} />
      <StatCard label={t('stateRevenue')} value={outcome ? rupiahCompact(outcome.expected.state_idr_per_year, locale) : '–'} note={each.state_idr === null ? t('notSimulated') : t('perMillion', { n: rupiah(each.state_idr) })} />
    </StatRow>,
    <ButtonRow>
      <ButtonLink kind="secondary" href={`${here}/usulan.pdf`}>{t('pdf')}</ButtonLink><ButtonLink kind="secondary" href={`${here}/cetak`}>{t('print')}</ButtonLink><ButtonLink kind="secondary" href={`${here}/usulan.xlsx`}>{t('sheet')}</ButtonLink>
    </ButtonRow>,
    <Acts req={req} proposal={proposal} state={state} />,
    <Section title={t('background')}>{background(proposal.facts, { facility: proposal.facility_name, workshop: proposal.workshop_name_id }).map((text) => <p>{text}</p>)}<p class="quiet">{t('factsOn', { day: formatDay(proposal.facts.day, locale) })}</p></Section>,
    <SummaryList rows={[{ label: t('need'), value: proposal.need }, { label: t('aim'), value: proposal.aim }, { label: t('activities'), value: <ul class="govuk-list govuk-list--bullet">{proposal.activities.map((activity) => <li>{activity}</li>)}</ul> }]} />,
    <Section title={t('indicators')}>
      <DataTable caption={t('indicators')} captionHidden rows={proposal.indicators} empty={t('indicatorsNone')} columns={[{ title: t('indicator'), cell: (row) => row.name }, { title: t('unit'), cell: (row) => row.unit }, { title: t('baseline'), numeric: true, cell: (row) => row.baseline }, { title: t('target'), numeric: true, cell: (row) => row.target }]} />
    </Section>,
    <Section title={t('lines')}>
      <DataTable caption={t('lines')} captionHidden rows={lines} empty={t('none')} columns={[
        { title: t('what'), cell: (row) => <>{row.what}<br /><code>{row.output_code}</code></> }, { title: t('account'), cell: (row) => <>{accountName(locale, row)}<br /><code>{row.account}</code> · {fundNames[row.fund][locale]}</> },
        { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${row.unit}` }, { title: t('unitPrice'), numeric: true, cell: (row) => rupiah(row.unit_price_idr) }, { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>,
    proposal.investment && <Section title={`${t('simulation')}: ${proposal.investment.product}`}><PaybackTable locale={locale} investment={proposal.investment} /></Section>,
    <Section title={t('capital')}>
      <DataTable caption={t('capital')} captionHidden rows={proposal.facts.capital} empty="" columns={[{ title: t('year'), cell: (row) => String(row.year) }, { title: t('machines'), numeric: true, cell: (row) => count(row.machines, locale) }, { title: t('price'), numeric: true, cell: (row) => rupiah(row.price_idr) }]} />
    </Section>);
}

function Acts({ req, proposal, state }: { req: Req; proposal: ProposalRow; state: FormState | undefined }): VNode | null {
  const { locale, actor } = req;
  const t = sayProposal(locale);
  const here = proposalUrl(proposal.id);
  if ((proposal.state === 'draft' || proposal.state === 'returned') && may(actor, 'proposal.write')) {
    return <>
      {proposal.state === 'draft' && <Form action={`${here}/kirim`} token={req.formToken()} locale={locale}><Button>{t('submit')}</Button></Form>}
      <ButtonRow><ButtonLink kind="secondary" href={`${here}/ubah`}>{t('rewrite')}</ButtonLink></ButtonRow>
    </>;
  }
  if (proposal.state !== 'submitted' || !may(actor, 'proposal.sign')) return null;
  if (proposal.prepared_person !== null && proposal.prepared_person === actor.person_id) return <p>{t('signOther')}</p>;
  return (
    <>
      <Form action={`${here}/tanda-tangan`} token={req.formToken()} locale={locale}><Button>{t('sign')}</Button></Form>
      <SummaryCard title={t('giveBack')}>
        <Form action={`${here}/kembalikan`} token={req.formToken()} locale={locale} state={state}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('giveBack')}</Button></Form>
      </SummaryCard>
    </>
  );
}
