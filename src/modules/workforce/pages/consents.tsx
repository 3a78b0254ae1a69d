import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Details, Form, RadiosField, Section, SelectField, TextField } from '#ui';
import type { ConsentRow, WorkerFile } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayFile } from '../words-file.ts';
import { sayWorkforce } from '../words.ts';
import { regimeNames, regimes } from '../worker.ts';
import { filePage } from './file-frame.tsx';

export type RefusedConsent = { consent?: FormState; withdraw?: FormState };

/** Consents: given for one kind of work or one contract, with their proof; withdrawn on the spot. */
export function consentsPage(req: Req, { file, day, consents }: { file: WorkerFile; day: string; consents: ConsentRow[] }, refused: RefusedConsent = {}): Drawn {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  const running = consents.filter((row) => row.withdrawn_on === null);
  return filePage(req, { file, part: 'persetujuan', failed: Object.values(refused).some(Boolean) },
    <Section title={t('consents')}>
      <DataTable caption={t('consents')} captionHidden empty={t('noConsents')} rows={consents} columns={[
        { title: t('regime'), cell: (row) => regimeNames[row.regime][req.locale] }, { title: f('contract'), cell: (row) => row.contract_ref }, { title: t('given'), cell: (row) => formatDay(row.given_on, req.locale) },
        { title: t('withdrawn'), cell: (row) => (row.withdrawn_on ? formatDay(row.withdrawn_on, req.locale) : '') }, { title: t('evidence'), cell: (row) => row.evidence }, { title: f('witnesses'), cell: (row) => [row.witness_a, row.witness_b].filter(Boolean).join(', ') },
      ]} />
      {may(req.actor, 'consent.record') && <><p class="quiet">{f('consentFormHint')}</p>{paperLinks(req, file.id)}{recordPart(req, file.id, day, refused.consent)}{running.length > 0 && withdrawPart(req, file.id, day, running, refused.withdraw)}</>}
    </Section>);
}

function paperLinks(req: Req, id: string) {
  const f = sayFile(req.locale);
  const at = (path: string, regime: string) => `${path}?jenis=${regime}`;
  return <ul class="govuk-list">{regimes.map((regime) => <li><a href={at(urls.consentForm(id), regime)}>{`${f('consentForm')}: ${regimeNames[regime][req.locale]}`}</a> (<a href={at(`${urls.consentForm(id)}.pdf`, regime)}>PDF</a>)</li>)}</ul>;
}

function recordPart(req: Req, id: string, day: string, state: FormState | undefined) {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  const form = (
    <Form action={urls.consent(id)} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="regime" label={t('regime')} options={regimes.map((value) => ({ value, text: regimeNames[value][req.locale] }))} />
      <TextField name="contract_ref" label={f('contract')} hint={f('contractHint')} width="m" /><DateField name="given_on" label={t('given')} value={day} required />
      <RadiosField name="proof" label={f('proof')} value="file" options={[{ value: 'file', text: f('proofFile') }, { value: 'paper', text: f('proofPaper') }]} />
      <TextField name="evidence" label={f('evidenceNumber')} required /><TextField name="witness_a" label={f('witness', { n: 1 })} /><TextField name="witness_b" label={f('witness', { n: 2 })} />
      <Button>{t('recordConsent')}</Button>
    </Form>
  );
  return state ? <Section title={t('recordConsent')}>{form}</Section> : <Details summary={t('recordConsent')}>{form}</Details>;
}

function withdrawPart(req: Req, id: string, day: string, running: ConsentRow[], state: FormState | undefined) {
  const t = sayWorkforce(req.locale);
  const named = (row: ConsentRow) => regimeNames[row.regime][req.locale] + (row.contract_ref ? ` (${row.contract_ref})` : '');
  const form = (
    <><p>{t('withdrawHint')}</p>
      <Form action={urls.withdraw(id)} token={req.formToken()} state={state} locale={req.locale}>
        <SelectField name="consent" label={t('regime')} options={running.map((row) => ({ value: row.id, text: named(row) }))} /><DateField name="on_day" label={t('withdrawn')} value={day} required />
        <Button kind="danger">{t('withdraw')}</Button>
      </Form></>
  );
  return state ? <Section title={t('withdraw')}>{form}</Section> : <Details summary={t('withdraw')}>{form}</Details>;
}
