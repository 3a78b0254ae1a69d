import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, Form, PageHeading, SelectField, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { pnbpUrl, settlementUrl } from '../urls.ts';
import { nextSteps, reasonNames, reasons, type Reason } from './undeposited.ts';
import type { WaitingLine } from './undeposited-queries.ts';
import { revenueAllUrl, undepositedUrl } from './urls.ts';

export type Named = WaitingLine & { why: Reason[]; deadline: string; late_days: number };

/** One line for each part of the state: how much, until when, and every reason with what ends it. */
export function WaitingTable({ req, rows, units = false }: { req: Req; rows: Named[]; units?: boolean }): VNode {
  const { locale } = req;
  const t = sayWaiting(locale);
  return (
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      ...(units ? [{ title: t('facility'), cell: (row: Named) => <a href={pnbpUrl(row.facility_code)}>{row.facility_name}</a> }] : []),
      { title: t('number'), cell: (row) => <><a href={settlementUrl(row.settlement, units ? row.facility_code : req.query['upt'])}>{row.number}</a><br /><span class="quiet">{formatDay(row.on_day, locale)}</span></> },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.due_idr) },
      { title: t('why'), cell: (row) => <>{row.why.map((each) => <div><strong>{reasonNames[each][locale]}</strong> <span class="quiet">{nextSteps[each][locale]}</span></div>)}{row.deposit_number ? <span class="quiet">{row.deposit_number}{row.expires_at && row.deposit !== 'paid' ? `, ${t('until', { day: formatDay(row.expires_at.toISOString().slice(0, 10), locale) })}` : ''}</span> : null}</> },
      { title: t('deadline'), cell: (row) => <>{formatDay(row.deadline, locale)} <Tag tone={row.late_days > 0 ? 'merah' : 'hijau'}>{row.late_days > 0 ? t('late', { n: row.late_days }) : t('inTime')}</Tag></> },
    ]} />
  );
}

export type WaitingView = { rows: Named[]; office: string | undefined; offices: { code: string; name: string }[]; reason: Reason | undefined };
/** Overseers: what the state waits for in their reach, why, and how long past its day. */
export function waitingPage(req: Req, { rows, office, offices, reason }: WaitingView): VNode {
  const { locale } = req;
  const t = sayWaiting(locale);
  const owed = rows.filter((row) => row.deposit !== 'paid');
  const sum = (of: Named[]) => of.reduce((total, row) => total + row.due_idr, 0);
  const shown = 500;
  return workPage(req, { surface: 'pusat', title: t('title'), breadcrumbs: [{ href: revenueAllUrl, text: t('revenue') }] },
    <PageHeading title={t('title')} caption={t('lead')}><ButtonLink kind="secondary" href={undepositedUrl({ kanwil: office, alasan: reason }, true)}>{t('sheet')}</ButtonLink></PageHeading>,
    <Form action={undepositedUrl()} method="get" locale={locale}>
      {offices.length > 1 ? <SelectField name="kanwil" label={t('office')} value={office} empty={t('allOffices')} options={offices.map((each) => ({ value: each.code, text: each.name }))} /> : null}
      <SelectField name="alasan" label={t('why')} value={reason} empty={t('allReasons')} options={reasons.map((value) => ({ value, text: reasonNames[value][locale] }))} />
      <Button kind="secondary">{t('show')}</Button>
    </Form>,
    <StatRow>
      <StatCard label={t('owed')} value={rupiah(sum(owed))} /><StatCard label={t('lateSum')} value={rupiah(sum(owed.filter((row) => row.late_days > 0)))} tone={owed.some((row) => row.late_days > 0) ? 'merah' : 'hijau'} />
      <StatCard label={t('unagreed')} value={rupiah(sum(rows.filter((row) => row.deposit === 'paid')))} /><StatCard label={t('lines')} value={count(rows.length, locale)} />
    </StatRow>,
    <WaitingTable req={req} rows={rows.slice(0, shown)} units />,
    rows.length > shown ? <p class="quiet">{t('more', { n: rows.length - shown })}</p> : null);
}

export const sayWaiting = words({
  title: { id: 'Belum sampai di kas negara', en: 'Not with the treasury yet' }, lead: { id: 'Setiap baris menyebut mengapa, dihitung dari fakta, dan sampai kapan.', en: 'Each line says why, computed from facts, and until when.' }, none: { id: 'Semua bagian negara sudah disetor dan cocok dengan kas negara.', en: 'Every state share is deposited and agrees with the treasury.' },
  facility: { id: 'UPT', en: 'Facility' }, number: { id: 'Bagi hasil', en: 'Settlement' }, amount: { id: 'Jumlah', en: 'Amount' }, why: { id: 'Mengapa', en: 'Why' }, deadline: { id: 'Batas setor', en: 'Deposit by' }, late: { id: 'Lewat {n} hari kerja', en: '{n} working days late' }, inTime: { id: 'Dalam batas', en: 'In time' }, until: { id: 'berlaku sampai {day}', en: 'valid until {day}' },
  day: { id: 'Tanggal', en: 'Day' }, lateDays: { id: 'Hari kerja lewat', en: 'Working days late' },
  revenue: { id: 'PNBP', en: 'State revenue' }, sheet: { id: 'Unduh lembar', en: 'Download sheet' }, office: { id: 'Kantor wilayah', en: 'Regional office' }, allOffices: { id: 'Semua', en: 'All' }, allReasons: { id: 'Semua alasan', en: 'All reasons' }, show: { id: 'Tampilkan', en: 'Show' },
  owed: { id: 'Belum disetor', en: 'Not deposited' }, lateSum: { id: 'Lewat batas', en: 'Past its day' }, unagreed: { id: 'Disetor, belum cocok', en: 'Deposited, not agreed' }, lines: { id: 'Baris', en: 'Lines' }, more: { id: '{n} baris lain ada di lembar unduhan.', en: '{n} more lines are in the sheet.' }, all: { id: 'Belum sampai di kas negara: per baris, dengan alasannya', en: 'Not with the treasury yet: line by line, with the reasons' },
});
