import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, FileField, Form, PageHeading, Pagination, RefusalForm, Section, SelectField, StatCard, StatRow, SummaryCard, Tag, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { BankFileState } from './bank-file.ts';
import type { BankFileRow, FileLine, PayeeRow, Sendable } from './bank-queries.ts';
import { Problem } from '../pages/premi.tsx';
import { bankFilesUrl, bankFileUrl, payeesUrl } from './urls.ts';
import { fileStates, sayClose } from './words-close.ts';

const tones: Record<BankFileState, Tone> = { prepared: 'kuning', released: 'biru', refused: 'abu', answered: 'hijau' };

export function bankFilesPage(req: Req, { files, waiting, upt, next }: { files: BankFileRow[]; waiting: Sendable[]; upt: string | undefined; next: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayClose(locale);
  const ready = waiting.filter((row) => row.payee_id !== null);
  return workPage(req, { surface: 'bengkel', title: t('files'), failed: state !== undefined },
    <PageHeading title={t('files')} caption={t('filesLead')}>{may(req.actor, 'payee.read') && <ButtonLink kind="secondary" href={payeesUrl(upt)}>{t('payees')}</ButtonLink>}</PageHeading>,
    <Problem state={state} />,
    <Section title={t('waiting')}>
      {may(req.actor, 'bank.prepare') && ready.length > 0 && <Form action={bankFilesUrl()} token={req.formToken()} locale={locale}><Button>{t('prepare', { n: ready.length, amount: rupiah(ready.reduce((sum, row) => sum + row.amount_idr, 0)) })}</Button></Form>}
      <DataTable caption={t('waiting')} captionHidden rows={waiting} empty={t('waitingNone')} columns={[
        { title: t('withdrawal'), cell: (row) => row.number },
        { title: t('person'), cell: (row) => row.roster_code },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('state'), cell: (row) => <Tag tone={row.payee_id ? 'hijau' : 'kuning'}>{t(row.payee_id ? 'hasPayee' : 'noPayee')}</Tag> },
      ]} />
    </Section>,
    <Section title={t('files')}>
      <DataTable caption={t('files')} captionHidden rows={files} empty={t('filesNone')} columns={[
        { title: t('number'), cell: (row) => <a href={bankFileUrl(row.id, upt)}>{row.number}</a> },
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('lines'), numeric: true, cell: (row) => count(row.lines, locale) },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.total_idr) },
        { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{fileStates[row.state][locale]}</Tag>{row.failed > 0 && <Tag tone="merah">{`${t('failed')}: ${row.failed}`}</Tag>}</> },
      ]} />
      <Pagination locale={locale} nextHref={next} label={next === undefined ? undefined : t('more')} />
    </Section>);
}

export function bankFilePage(req: Req, { file, lines, upt }: { file: BankFileRow; lines: FileLine[]; upt: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayClose(locale);
  const title = t('file', { number: file.number });
  const full = may(req.actor, 'bank.take_file');
  return workPage(req, { surface: 'bengkel', title, failed: state !== undefined, breadcrumbs: [{ href: bankFilesUrl(upt), text: t('files') }] },
    <PageHeading title={title} caption={formatDay(file.on_day, locale)}><Tag tone={tones[file.state]}>{fileStates[file.state][locale]}</Tag> {full && (file.state === 'released' || file.state === 'answered') && <ButtonLink kind="secondary" href={`${bankFileUrl(file.id)}/berkas.csv`}>{t('download')}</ButtonLink>}</PageHeading>,
    <Problem state={state} />,
    <StatRow><StatCard label={t('lines')} value={count(file.lines, locale)} /><StatCard label={t('amount')} value={rupiah(file.total_idr)} /><StatCard label={t('failed')} value={rupiah(file.failed_idr)} note={count(file.failed, locale)} /></StatRow>,
    <p class="quiet">{`${t('checksum')}: `}<code>{file.sha256.match(/.{16}/g)?.join(' ')}</code></p>,
    file.refusal_reason && <p>{file.refusal_reason}</p>,
    <Decision req={req} file={file} />,
    file.state === 'released' && may(req.actor, 'bank.answer') && (
      <SummaryCard title={t('answer')}>
        <Form action={`${bankFileUrl(file.id)}/jawaban`} token={req.formToken()} locale={locale} state={state} multipart><FileField name="sheet" label={t('answerFile')} accept=".csv,.xlsx" required /><Button>{t('answerNow')}</Button></Form>
      </SummaryCard>
    ),
    <DataTable caption={title} captionHidden rows={lines} empty={t('linesNone')} columns={[
      { title: t('lines'), numeric: true, cell: (row) => String(row.line) },
      { title: t('withdrawal'), cell: (row) => `${row.withdrawal} · ${row.roster_code}` },
      { title: t('account'), cell: (row) => (full ? <>{`${row.bank_code} · ${row.account_number}`}<br /><span class="quiet">{row.holder}</span></> : `${row.bank_code} · …${row.account_number.slice(-3)}`) },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      { title: t('result'), cell: (row) => (row.result ? <><Tag tone={row.result === 'paid' ? 'hijau' : 'merah'}>{t(row.result)}</Tag>{row.reason && <><br /><span class="quiet">{row.reason}</span></>}</> : '–') },
    ]} />);
}

function Decision({ req, file }: { req: Req; file: BankFileRow }): VNode | null {
  const t = sayClose(req.locale);
  if (file.state !== 'prepared' || !may(req.actor, 'bank.release')) return null;
  if (file.prepared_person !== null && file.prepared_person === req.actor.person_id) return <p>{t('other')}</p>;
  return (
    <SummaryCard title={fileStates.prepared[req.locale]}>
      <Form action={`${bankFileUrl(file.id)}/lepas`} token={req.formToken()} locale={req.locale}><Button>{t('release')}</Button></Form>
      <RefusalForm action={`${bankFileUrl(file.id)}/tolak`} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('reason')} />
    </SummaryCard>
  );
}

export function payeesPage(req: Req, { rows, workers }: { rows: PayeeRow[]; workers: { id: string; roster_code: string }[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayClose(locale);
  return workPage(req, { surface: 'bengkel', title: t('payees'), failed: state !== undefined, breadcrumbs: [{ href: bankFilesUrl(), text: t('files') }] },
    <PageHeading title={t('payees')} caption={t('payeesLead')} />,
    <Problem state={state} />,
    <DataTable caption={t('payees')} captionHidden rows={rows} empty={t('payeesNone')} columns={[
      { title: t('person'), cell: (row) => row.roster_code },
      { title: t('relation'), cell: (row) => t(row.relation) },
      { title: t('account'), cell: (row) => <>{`${row.bank_code} · ${row.account_number}`}<br /><span class="quiet">{row.holder}</span></> },
      { title: t('evidence'), cell: (row) => row.evidence },
      { title: t('state'), cell: (row) => (row.approved_at ? <Tag tone="hijau">{t('approved')}</Tag> : <><Tag tone="kuning">{t('proposed')}</Tag>{may(req.actor, 'payee.approve') && !(row.recorded_person !== null && row.recorded_person === req.actor.person_id) && <Form action={`${payeesUrl()}/${row.id}/setuju`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approve')}</Button></Form>}</>) },
    ]} />,
    may(req.actor, 'payee.record') && (
      <Section title={t('record')}>
        <Form action={payeesUrl()} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="worker_id" label={t('person')} empty="–" required options={workers.map((worker) => ({ value: worker.id, text: worker.roster_code }))} />
          <SelectField name="relation" label={t('relation')} options={[{ value: 'own', text: t('own') }, { value: 'family', text: t('family') }]} />
          <TextField name="holder" label={t('holder')} required />
          <TextField name="bank_code" label={t('bankCode')} width="xs" inputMode="numeric" required />
          <TextField name="account_number" label={t('accountNumber')} width="m" inputMode="numeric" required />
          <TextField name="evidence" label={t('evidence')} required />
          <Button>{t('record')}</Button>
        </Form>
      </Section>
    ));
}
