// What delivery costs from this facility: what holds today first, what waits for the second person, then every row there was.
import type { VNode } from 'preact';
import { dayIn, formatDay, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { words, type Locale } from '#kernel/words.ts';
import { Button, DataTable, DateField, Form, MoneyField, Notice, PageHeading, RadiosField, Section, SelectField, SummaryCard, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { deliveryBases, zoneNames, zones } from '../delivery.ts';
import type { TariffRow } from '../tariff-queries.ts';
import { tariffDecisionUrl, tariffsUrl } from '../urls.ts';

export type Tariffs = { rows: TariffRow[]; timezone: string };

export function tariffsPage(req: Req, { rows, timezone }: Tariffs, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const today = dayIn(zoneOf(timezone), req.now);
  const holds = (row: TariffRow) => row.state === 'approved' && row.from <= today && (row.to === null || row.to > today);
  const inForce = zones.map((zone) => ({ zone, row: rows.find((row) => row.zone === zone && holds(row)) }));
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('caption')} />,
    state?.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    may(req.actor, 'tariff.approve') ? rows.filter((row) => row.state === 'proposed').map((row) => <Decide req={req} row={row} />) : null,
    <Section title={t('today')}>
      <DataTable caption={t('today')} captionHidden rows={inForce} empty="" columns={[
        { title: t('zone'), cell: ({ zone }) => zoneNames[zone][locale] },
        { title: t('cost'), numeric: true, cell: ({ row }) => (row ? costOf(row, locale) : t('agreed')) },
        { title: t('freeFrom'), numeric: true, cell: ({ row }) => (row?.free_from_idr ? rupiah(row.free_from_idr) : '–') },
        { title: t('since'), cell: ({ row }) => (row ? formatDay(row.from, locale) : '–') },
      ]} />
    </Section>,
    may(req.actor, 'tariff.propose') ? <Propose req={req} today={today} state={state} /> : null,
    <Section title={t('all')}>
      <DataTable caption={t('all')} captionHidden rows={rows} empty={t('none')} columns={[
        { title: t('zone'), cell: (row) => zoneNames[row.zone][locale] }, { title: t('cost'), numeric: true, cell: (row) => costOf(row, locale) },
        { title: t('since'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` – ${formatDay(row.to, locale)}` : ''}` },
        { title: t('state'), cell: (row) => <Tag tone={row.state === 'approved' ? 'hijau' : row.state === 'proposed' ? 'kuning' : 'abu'}>{t(row.state)}</Tag> },
        { title: t('reason'), cell: (row) => <>{row.reason}{row.refusal_reason ? <><br /><span class="quiet">{row.refusal_reason}</span></> : null}</> },
      ]} />
    </Section>);
}

const costOf = (row: TariffRow, locale: Locale): string => say(locale)(row.basis === 'per_kg' ? 'perKg' : 'perOrder', { amount: rupiah(row.amount_idr) });

function Decide({ req, row }: { req: Req; row: TariffRow }): VNode {
  const t = say(req.locale);
  return (
    <SummaryCard title={t('decide', { zone: zoneNames[row.zone][req.locale], cost: costOf(row, req.locale) })}>
      <p>{t('from', { day: formatDay(row.from, req.locale) })} {row.free_from_idr ? t('freeFromIs', { amount: rupiah(row.free_from_idr) }) : ''} {row.reason}</p>
      <Form action={tariffDecisionUrl(row.id, 'setuju')} token={req.formToken()} locale={req.locale}><Button>{t('approve')}</Button></Form>
      <Form action={tariffDecisionUrl(row.id, 'tolak')} token={req.formToken()} locale={req.locale}><TextareaField name="reason" label={t('whyRefuse')} rows={2} required /><Button kind="secondary">{t('refuse')}</Button></Form>
    </SummaryCard>
  );
}

function Propose({ req, today, state }: { req: Req; today: string; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  const given = state ?? emptyForm;
  return (
    <Section title={t('propose')}>
      <Form action={tariffsUrl()} token={req.formToken()} state={given} locale={req.locale}>
        <SelectField name="zone" label={t('zone')} state={given} options={zones.map((zone) => ({ value: zone, text: zoneNames[zone][req.locale] }))} />
        <RadiosField name="basis" label={t('basis')} state={given} value="per_kg" options={deliveryBases.map((basis) => ({ value: basis, text: t(basis) }))} />
        <MoneyField name="amount_idr" label={t('amount')} state={given} required />
        <MoneyField name="free_from_idr" label={t('freeFromField')} hint={t('freeFromHint')} state={given} />
        <DateField name="from" label={t('fromField')} value={today} state={given} required />
        <TextareaField name="reason" label={t('reason')} hint={t('reasonHint')} state={given} rows={2} required />
        <Button>{t('send')}</Button>
      </Form>
    </Section>
  );
}

const say = words({
  title: { id: 'Ongkos kirim', en: 'Delivery charges' }, caption: { id: 'Menurut daerah tujuan, dengan tanggal berlaku. Diteruskan kepada pengangkut, tidak ikut dibagi.', en: 'By zone, with dates. Passed on to the carrier, never divided.' }, today: { id: 'Berlaku hari ini', en: 'In force today' }, zone: { id: 'Daerah tujuan', en: 'Zone' }, cost: { id: 'Ongkos', en: 'Charge' },
  agreed: { id: 'disepakati dengan pembeli', en: 'agreed with the buyer' }, freeFrom: { id: 'Gratis mulai', en: 'Free from' }, since: { id: 'Berlaku', en: 'In force' }, all: { id: 'Semua usulan dan keputusan', en: 'All proposals and decisions' }, none: { id: 'Belum ada ongkos kirim. Pembeli membaca bahwa ongkos disepakati dengan unit.', en: 'No delivery charges yet. Buyers read that delivery is agreed with the unit.' }, state: { id: 'Status', en: 'State' },
  proposed: { id: 'Menunggu', en: 'Waiting' }, approved: { id: 'Disetujui', en: 'Approved' }, refused: { id: 'Ditolak', en: 'Refused' }, perKg: { id: '{amount} per kg', en: '{amount} per kg' }, perOrder: { id: '{amount} per pesanan', en: '{amount} per order' }, per_kg: { id: 'Per kilogram (kilogram yang dimulai dihitung)', en: 'Per kilogram (every begun kilogram)' }, per_order: { id: 'Per pesanan', en: 'Per order' },
  decide: { id: 'Usulan: {zone}, {cost}', en: 'Proposal: {zone}, {cost}' }, from: { id: 'Mulai {day}.', en: 'From {day}.' }, freeFromIs: { id: 'Gratis mulai {amount}.', en: 'Free from {amount}.' }, approve: { id: 'Setujui ongkos kirim', en: 'Approve the charge' }, whyRefuse: { id: 'Alasan menolak', en: 'Why refused' }, refuse: { id: 'Tolak usulan', en: 'Refuse the proposal' },
  propose: { id: 'Usulkan ongkos kirim', en: 'Propose a charge' }, basis: { id: 'Dihitung', en: 'Reckoned' }, amount: { id: 'Jumlah', en: 'Amount' }, freeFromField: { id: 'Gratis mulai nilai barang (boleh kosong)', en: 'Free from a value of goods (optional)' }, freeFromHint: { id: 'Kosongkan bila tidak pernah gratis', en: 'Leave empty if it is never free' }, fromField: { id: 'Mulai berlaku', en: 'In force from' }, reason: { id: 'Dasar', en: 'Ground' }, reasonHint: { id: 'Misalnya daftar tarif pengangkut bulan ini', en: 'For example this month’s carrier list' }, send: { id: 'Ajukan kepada kepala UPT', en: 'Send to the head of facility' },
});
