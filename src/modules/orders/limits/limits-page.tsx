// People and limits of an agency (P22): who signs up to how much, what waits for a decision, and authority lent for a time.
import type { VNode } from 'preact';
import { addDays, dayIn, formatDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may, roles } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { lendable, lendableBy, roleNames, type DelegationRow } from '#identity';
import { Button, CheckboxesField, DataTable, DateField, Details, Form, MoneyField, Notice, PageHeading, RefusalForm, Section, SelectField, SummaryCard, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { organisationUrl } from '../urls.ts';
import type { LimitRow } from './limit-queries.ts';

export type People = { officers: { id: string; name: string; role: (typeof roles)[number]; person_id: string }[]; limits: LimitRow[]; delegations: DelegationRow[] };

export function limitsPage(req: Req, { officers, limits, delegations }: People, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const today = dayIn('Asia/Jakarta', req.now);
  const limitOf = (id: string) => limits.find((row) => row.account_id === id && row.state === 'approved' && row.from <= today && (row.to === null || row.to >= today));
  const none = limits.every((row) => row.state !== 'approved');
  return workPage(req, { surface: 'pengadaan', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('caption')} />,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    none ? <Notice tone="info">{t('noLimits')}</Notice> : null,
    limits.filter((row) => row.state === 'proposed').map((row) => <Decide req={req} row={row} />),
    <Section title={t('officers')}>
      <DataTable caption={t('officers')} captionHidden rows={officers} empty={t('noOfficers')} columns={[
        { title: t('name'), cell: (row) => row.name }, { title: t('role'), cell: (row) => roleNames[row.role][locale] },
        { title: t('limit'), numeric: true, cell: (row) => { const limit = limitOf(row.id); return limit ? <>{rupiah(limit.amount_idr)}<br /><span class="quiet">{limit.letter}</span></> : none ? t('unlimited') : rupiah(0); } },
      ]} />
    </Section>,
    may(req.actor, 'limit.propose') ? (
      <Section title={t('propose')}>
        <Form action={organisationUrl()} token={req.formToken()} state={state ?? emptyForm} locale={locale}>
          <SelectField name="account_id" label={t('officer')} state={state} options={officers.map((row) => ({ value: row.id, text: `${row.name}, ${roleNames[row.role][locale]}` }))} />
          <MoneyField name="amount_idr" label={t('limit')} state={state} required />
          <DateField name="from" label={t('from')} value={today} state={state} required /><DateField name="to" label={t('to')} state={state} />
          <TextField name="letter" label={t('letter')} hint={t('letterHint')} state={state} required />
          <Button>{t('send')}</Button>
        </Form>
      </Section>) : null,
    <Section title={t('delegations')} id="pelimpahan">
      <DataTable caption={t('delegations')} captionHidden rows={delegations} empty={t('noDelegations')} columns={[
        { title: t('lender'), cell: (row) => row.lender }, { title: t('delegate'), cell: (row) => <>{row.delegate}<br /><span class="quiet">{row.only_verbs ? row.only_verbs.map((verb) => lendable[verb]?.[locale] ?? verb).join(', ') : t('wholeRole')}</span></> },
        { title: t('term'), cell: (row) => <>{formatDay(row.from, locale)} – {formatDay(row.to, locale)}<br /><span class="quiet">{row.decree}</span></> },
        { title: t('state'), cell: (row) => (row.running && row.lender_id === req.actor.account_id ? <Form action={`${organisationUrl()}/pelimpahan/${row.id}/cabut`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('withdraw')}</Button></Form> : <Tag tone={row.running ? 'hijau' : 'abu'}>{row.running ? t('running') : t('over')}</Tag>) },
      ]} />
      {may(req.actor, 'authority.delegate') && req.actor.on_behalf_of === undefined ? <Details summary={t('lend')}><LendForm req={req} officers={officers} today={today} /></Details> : null}
    </Section>,
    <Section title={t('all')}>
      <DataTable caption={t('all')} captionHidden rows={limits} empty={t('noneYet')} columns={[
        { title: t('officer'), cell: (row) => row.officer_name }, { title: t('limit'), numeric: true, cell: (row) => rupiah(row.amount_idr) }, { title: t('term'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` – ${formatDay(row.to, locale)}` : ''}` },
        { title: t('letter'), cell: (row) => row.letter }, { title: t('state'), cell: (row) => <><Tag tone={row.state === 'approved' ? 'hijau' : row.state === 'proposed' ? 'kuning' : 'abu'}>{t(row.state)}</Tag>{row.refusal_reason ? <><br /><span class="quiet">{row.refusal_reason}</span></> : null}</> },
      ]} />
    </Section>);
}

function Decide({ req, row }: { req: Req; row: LimitRow }): VNode {
  const t = say(req.locale);
  const mine = may(req.actor, 'limit.decide') && row.proposed_person !== req.actor.person_id && row.person_id !== req.actor.person_id;
  return (
    <SummaryCard title={t('decide', { name: row.officer_name, amount: rupiah(row.amount_idr) })}>
      <p>{formatDay(row.from, req.locale)}{row.to ? ` – ${formatDay(row.to, req.locale)}` : ''}. {row.letter}</p>
      {mine ? <><Form action={`${organisationUrl()}/${row.id}/setuju`} token={req.formToken()} locale={req.locale}><Button>{t('approve')}</Button></Form>
        <RefusalForm action={`${organisationUrl()}/${row.id}/tolak`} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('reason')} kind="secondary" /></> : <p class="quiet">{t('another')}</p>}
    </SummaryCard>
  );
}

function LendForm({ req, officers, today }: { req: Req; officers: People['officers']; today: string }): VNode {
  const { locale } = req;
  const t = say(locale);
  const role = roles.find((name) => name === req.actor.role);
  return (
    <Form action={`${organisationUrl()}/pelimpahan`} token={req.formToken()} state={emptyForm} locale={locale}>
      <SelectField name="delegate_id" label={t('delegate')} options={officers.filter((row) => row.person_id !== req.actor.person_id).map((row) => ({ value: row.id, text: row.name }))} />
      <DateField name="from" label={t('from')} value={today} required /><DateField name="to" label={t('until')} value={addDays(today, 7)} required />
      <TextField name="decree" label={t('letter')} required />
      <CheckboxesField name="verbs" label={t('verbs')} hint={t('verbsHint')} options={(role ? lendableBy(role) : []).map((verb) => ({ value: verb, text: lendable[verb]?.[locale] ?? verb }))} />
      <Button kind="secondary">{t('lend')}</Button>
    </Form>
  );
}

const say = words({
  title: { id: 'Pejabat dan batas belanja', en: 'People and limits' }, caption: { id: 'Siapa menandatangani sampai berapa, menurut surat dan tanggalnya', en: 'Who signs up to how much, by letter and day' }, noLimits: { id: 'Instansi ini belum menetapkan batas. Setiap PPK dapat menandatangani tanpa batas sampai satu batas ditetapkan.', en: 'This agency has set no limits. Every commitment officer signs without one until a limit is set.' },
  officers: { id: 'Pejabat', en: 'Officers' }, noOfficers: { id: 'Belum ada pejabat. Mintalah administrator membuat akunnya.', en: 'No officers yet. Ask the administrator to make their accounts.' }, name: { id: 'Nama', en: 'Name' }, role: { id: 'Peran', en: 'Role' }, limit: { id: 'Batas belanja', en: 'Spending limit' }, unlimited: { id: 'tanpa batas', en: 'no limit' }, propose: { id: 'Usulkan batas', en: 'Propose a limit' }, officer: { id: 'Pejabat', en: 'Officer' }, from: { id: 'Berlaku mulai', en: 'From' }, to: { id: 'Sampai (boleh kosong)', en: 'Until (optional)' }, until: { id: 'Sampai', en: 'Until' }, letter: { id: 'Surat', en: 'Letter' }, letterHint: { id: 'Nomor keputusan KPA', en: 'Number of the budget user’s decree' }, send: { id: 'Ajukan untuk diputus', en: 'Send for a decision' }, proposed: { id: 'Menunggu', en: 'Waiting' }, approved: { id: 'Disetujui', en: 'Approved' }, refused: { id: 'Ditolak', en: 'Refused' },
  decide: { id: 'Usulan batas: {name}, {amount}', en: 'Proposed limit: {name}, {amount}' }, approve: { id: 'Setujui batas', en: 'Approve the limit' }, refuse: { id: 'Tolak usulan', en: 'Refuse the proposal' }, reason: { id: 'Alasan', en: 'Reason' }, another: { id: 'Diputus oleh orang lain dari pengusul dan pemegang batas.', en: 'Decided by another person than who proposed it and whose limit it is.' }, all: { id: 'Semua batas', en: 'All limits' }, noneYet: { id: 'Belum ada batas.', en: 'No limits yet.' }, term: { id: 'Masa', en: 'Term' }, state: { id: 'Status', en: 'State' },
  delegations: { id: 'Wewenang yang dilimpahkan', en: 'Authority lent' }, noDelegations: { id: 'Tidak ada wewenang yang dilimpahkan.', en: 'No authority is lent.' }, lender: { id: 'Dari', en: 'From' }, delegate: { id: 'Kepada', en: 'To' }, wholeRole: { id: 'seluruh peran', en: 'the whole role' }, running: { id: 'Berjalan', en: 'Running' }, over: { id: 'Berakhir', en: 'Over' }, withdraw: { id: 'Cabut', en: 'Withdraw' }, lend: { id: 'Limpahkan wewenang', en: 'Lend authority' }, verbs: { id: 'Wewenang', en: 'Authority' }, verbsHint: { id: 'Kosongkan untuk seluruh peran. Batas belanja pemberi wewenang tetap berlaku.', en: 'Leave empty for the whole role. The lender’s spending limit still holds.' },
});
