import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, EmptyState, Form, Notice, PageHeading, Section, SummaryCard, SummaryList, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { MergeListed, Owed, TransferListed } from '../movement-queries.ts';
import { urls } from '../urls.ts';
import { sayMoves } from '../words-moves.ts';
import { sayWorkforce } from '../words.ts';
import { stateNames } from '../worker.ts';

/** Who comes, who goes, and whose savings wait. */
export function transfersPage(req: Req, { rows, owed }: { rows: TransferListed[]; owed: Owed[] }, refused?: { id: string; state: FormState }): Drawn {
  const t = sayMoves(req.locale);
  const said = { sent: { tone: 'kuning', text: t('stateSent') }, received: { tone: 'hijau', text: t('stateReceived') }, called_back: { tone: 'abu', text: t('stateCalledBack') } } as const;
  const act = (row: TransferListed) => row.state === 'sent' && may(req.actor, 'movement.record') && (
    <Form action={`${urls.transfers}/${row.id}/${row.incoming ? 'terima' : 'batal'}`} token={req.formToken()} locale={req.locale} state={refused?.id === row.id ? refused.state : undefined}><Button kind={row.incoming ? 'primary' : 'secondary'}>{row.incoming ? t('receive') : t('callBack')}</Button></Form>
  );
  return workPage(req, { surface: 'bengkel', title: t('transfers'), breadcrumbs: [{ href: urls.workers, text: sayWorkforce(req.locale)('workers') }], failed: refused !== undefined },
    <PageHeading title={t('transfers')} caption={t('transfersHint')}><ButtonLink href={urls.merges} kind="secondary">{t('merges')}</ButtonLink></PageHeading>,
    <DataTable caption={t('transfers')} captionHidden empty={t('noTransfers')} rows={rows} columns={[
      { title: t('person'), cell: (row) => named(req, row) }, { title: t('what'), cell: (row) => `${row.incoming ? t('incoming') : t('outgoing')} ${row.other_name}` }, { title: t('onDay'), cell: (row) => formatDay(row.on_day, req.locale) }, { title: t('decree'), cell: (row) => row.decree },
      { title: t('state'), cell: (row) => <><Tag tone={said[row.state].tone}>{said[row.state].text}</Tag>{act(row)}</> },
    ]} />,
    <Section title={t('owed')}>
      <p class="quiet">{t('owedHint')}</p>
      <DataTable caption={t('owed')} captionHidden empty={t('noOwed')} rows={owed} columns={[
        { title: t('person'), cell: (row) => row.roster_code }, { title: t('state'), cell: (row) => stateNames[row.state][req.locale] }, { title: t('leftOn'), cell: (row) => formatDay(row.left_on, req.locale) },
        { title: t('savings'), cell: (row) => rupiah(row.owed_idr), numeric: true }, { title: t('card'), cell: (row) => <a href={`/bengkel/premi/kartu/${row.id}`}>{t('card')}</a> },
      ]} />
    </Section>);
}

/** A child's name is for those who may open a child's file. */
function named(req: Req, row: TransferListed) {
  const name = row.kind === 'child' && !may(req.actor, 'worker.read_child') ? sayMoves(req.locale)('child') : row.name;
  return row.received_worker_id ? <a href={urls.worker(row.received_worker_id)}>{name}</a> : name;
}

export function mergesPage(req: Req, { rows }: { rows: MergeListed[] }, refused?: { id: string; state: FormState }): Drawn {
  const t = sayMoves(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('merges'), breadcrumbs: [{ href: urls.workers, text: sayWorkforce(req.locale)('workers') }, { href: urls.transfers, text: t('transfers') }], failed: refused !== undefined },
    <PageHeading title={t('merges')} caption={t('mergeHint')} />,
    rows.length === 0 ? <EmptyState title={t('noMerges')} /> : rows.map((row) => (
      <SummaryCard title={`${row.kept_code} + ${row.duplicate_code}`}>
        <SummaryList rows={[{ label: t('kept'), value: row.kept_number }, { label: t('joined'), value: row.duplicate_number }, { label: t('mergeReason'), value: row.reason }]} />
        {may(req.actor, 'merge.decide') && (row.proposed_person !== null && row.proposed_person === req.actor.person_id ? <Notice tone="info"><p>{t('ownProposal')}</p></Notice> : (
          <Form action={`${urls.merges}/${row.id}`} token={req.formToken()} locale={req.locale} state={refused?.id === row.id ? refused.state : undefined}><ButtonRow><Button name="decision" value="approve">{t('mergeApprove')}</Button><Button kind="secondary" name="decision" value="refuse">{t('mergeRefuse')}</Button></ButtonRow></Form>
        ))}
      </SummaryCard>
    )));
}
