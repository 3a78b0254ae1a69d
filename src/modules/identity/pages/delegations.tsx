import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, CheckboxesField, DataTable, DateField, Form, PageHeading, Section, SelectField, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { roleNames } from '../account.ts';
import { lendable, lendableBy } from '../delegation.ts';
import type { DelegationRow } from '../delegation-queries.ts';
import { sayDelegation } from '../delegation-words.ts';
import { urls, withdrawDelegationUrl } from '../urls.ts';

export type Delegations = { rows: DelegationRow[]; colleagues: { id: string; name: string }[]; today: string };

/** Who lent what to whom in this facility, and the form to lend one's own. */
export function delegationsPage(req: Req, { rows, colleagues, today }: Delegations, state?: FormState): VNode {
  const { locale, actor } = req;
  const t = sayDelegation(locale);
  const own = may(actor, 'authority.delegate') && !actor.on_behalf_of;
  const removable = (row: DelegationRow) => row.withdrawn_at === null && row.to >= today && ((row.lender_id === actor.account_id && may(actor, 'authority.withdraw')) || may(actor, 'authority.withdraw_any'));
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: '/bengkel/tim', text: t('team') }], failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('hint')} />,
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('lender'), cell: (row) => row.lender },
      { title: t('delegate'), cell: (row) => row.delegate },
      { title: t('role'), cell: (row) => <>{roleNames[row.role][locale]}<br /><span class="quiet">{row.only_verbs ? row.only_verbs.map((verb) => lendable[verb]?.[locale] ?? verb).join(', ') : t('whole')}</span></> },
      { title: t('days'), cell: (row) => `${formatDayShort(row.from, locale)} – ${formatDayShort(row.to, locale)}` },
      { title: t('decree'), cell: (row) => row.decree },
      { title: t('state'), cell: (row) => (row.withdrawn_at ? <Tag tone="merah">{t('withdrawn')}</Tag> : row.running ? <Tag tone="hijau">{t('running')}</Tag> : <Tag tone="abu">{t('ended')}</Tag>) },
      { title: t('action'), cell: (row) => (removable(row) ? <Form action={withdrawDelegationUrl(row.id)} token={req.formToken()} locale={locale}><Button kind="danger">{t('withdraw')}</Button></Form> : '') },
    ]} />,
    own && (
      <Section title={t('lend')} id="limpahkan">
        <Form action={urls.delegations} token={req.formToken()} state={state} locale={locale}>
          <SelectField name="delegate_id" label={t('delegate')} empty={t('choose')} options={colleagues.map((row) => ({ value: row.id, text: row.name }))} required />
          <DateField name="from" label={t('from')} required />
          <DateField name="to" label={t('to')} required />
          <TextField name="decree" label={t('decree')} width="m" required />
          {actor.role !== 'public' && actor.role !== 'system' && <CheckboxesField name="verbs" label={t('verbs')} hint={t('verbsHint')} options={lendableBy(actor.role).map((verb) => ({ value: verb, text: lendable[verb]?.[locale] ?? verb }))} />}
          <Button large>{t('lend')}</Button>
        </Form>
      </Section>
    ));
}
