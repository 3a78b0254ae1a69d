// Sections of the rules page: the two readings of the law, split rules by facility, activity and contract, and what is made under whose contract.
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Details, Form, RadiosField, Section, SelectField, TextField } from '#ui';
import { contractUrl, readingUrl, splitUrl } from '../differences/urls.ts';
import { sayDiffer } from '../differences/words.ts';
import type { ContractProductRow } from '../law-queries.ts';
import type { DatedRule } from '../queries.ts';
import { readings, type Reading } from '../reading.ts';
import { bases, recipients, teams } from '../split.ts';
import { recipientWord, say } from '../words.ts';

type Part = { req: Req; state: FormState | undefined };

export function ReadingSection({ req, state, dated }: Part & { dated: DatedRule[] }): VNode {
  const t = sayDiffer(req.locale);
  const p = say(req.locale);
  return (
    <Section title={t('reading')} id="cara-baca">
      <p>{t('readingNote')}</p>
      <DataTable caption={t('reading')} captionHidden rows={dated.filter((row) => row.key === 'pay.legal_reading')} empty={p('noRules')} columns={[
        { title: p('facility'), cell: (row) => row.facility_name ?? p('national') },
        { title: t('reading'), cell: (row) => t(row.value as Reading) },
        { title: p('since'), cell: (row) => (row.to ? `${formatDay(row.from, req.locale)} ${p('until')} ${formatDay(row.to, req.locale)}` : formatDay(row.from, req.locale)) },
        { title: p('legalBasis'), cell: (row) => row.legal_basis },
      ]} />
      {may(req.actor, 'reading.adopt') ? (
        <Details summary={t('setReading')}>
          <Form action={readingUrl} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
            <TextField name="facility" label={t('unitOrAll')} state={state} width="m" />
            <RadiosField name="reading" label={t('reading')} state={state ?? emptyForm} value="split_first" options={readings.map((value) => ({ value, text: t(value) }))} />
            <DateField name="from" label={t('from')} state={state} required />
            <TextField name="legal_basis" label={t('legalBasis')} state={state} required />
            <Button>{t('setNow')}</Button>
          </Form>
        </Details>
      ) : null}
    </Section>
  );
}

export function SetSplit({ req, state }: Part): VNode | null {
  const t = sayDiffer(req.locale);
  const p = say(req.locale);
  return !may(req.actor, 'split.adopt') ? null : (
    <Details summary={t('setSplit')}>
      <Form action={splitUrl} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
        <TextField name="facility" label={t('unit')} state={state} width="m" required />
        <TextField name="activity" label={t('activity')} state={state} width="m" />
        <TextField name="contract" label={t('contractOf')} state={state} width="m" />
        <SelectField name="basis" label={p('basis')} state={state} options={bases.map((value) => ({ value, text: p(value) }))} />
        <SelectField name="team" label={p('team')} state={state} options={teams.map((value) => ({ value, text: p(value) }))} />
        {recipients.map((to) => <TextField name={to} label={t('percentOf', { recipient: p(recipientWord[to]) })} value="0" state={state} width="s" />)}
        <DateField name="from" label={t('from')} state={state} required />
        <TextField name="legal_basis" label={t('legalBasis')} state={state} required />
        <Button>{t('setNow')}</Button>
      </Form>
    </Details>
  );
}

export function ContractSection({ req, state, contracts }: Part & { contracts: ContractProductRow[] }): VNode {
  const t = sayDiffer(req.locale);
  const p = say(req.locale);
  return (
    <Section title={t('contracts')} id="kontrak">
      <DataTable caption={t('contracts')} captionHidden rows={contracts} empty={t('contractNone')} columns={[
        { title: p('facility'), cell: (row) => row.facility_name },
        { title: t('contract'), cell: (row) => <>{row.contract}<br /><span class="quiet">{row.partner}</span></> },
        { title: t('product'), cell: (row) => <code>{row.sku}</code> },
        { title: p('since'), cell: (row) => (row.to ? `${formatDay(row.from, req.locale)} ${p('until')} ${formatDay(row.to, req.locale)}` : formatDay(row.from, req.locale)) },
        { title: p('legalBasis'), cell: (row) => row.legal_basis },
      ]} />
      {may(req.actor, 'contract.record') ? (
        <Details summary={t('setContract')}>
          <Form action={contractUrl} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
            <TextField name="facility" label={t('unit')} state={state} width="m" required />
            <TextField name="contract" label={t('contract')} state={state} width="m" required />
            <TextField name="partner" label={t('partner')} state={state} required />
            <TextField name="sku" label={t('product')} state={state} width="m" required />
            <DateField name="from" label={t('from')} state={state} required />
            <TextField name="legal_basis" label={t('legalBasis')} state={state} required />
            <Button>{t('setContract')}</Button>
          </Form>
        </Details>
      ) : null}
    </Section>
  );
}
