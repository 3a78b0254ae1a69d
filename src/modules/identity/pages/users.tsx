import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { formatDay, formatInstant } from '#kernel/calendar.ts';
import { may, roles } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, DateField, Details, FilterPanel, Form, PageHeading, Pagination, RadiosField, Section, SelectField, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { roleNames, type AccountRow, type AssignmentRow } from '../account.ts';
import type { ListedAccount, TokenRow } from '../queries.ts';
import { urls, userUrl, withQuery } from '../urls.ts';
import { sayIdentity } from '../words.ts';

export type Choices = { facilities: { id: string; name: string }[]; agencies: { id: string; name: string }[]; offices: { code: string; name: string }[] };
export type UserFilter = { q?: string; role?: string; after?: string };

/** S1: who may sign in, as what, where. */
export function usersPage(req: Req, { rows, filter, next }: { rows: ListedAccount[]; filter: UserFilter; next: string | undefined }): VNode {
  const { locale } = req;
  const t = sayIdentity(locale);
  const { after, ...chosen } = filter;
  const chips = [
    ...(filter.q ? [{ text: `“${filter.q}”`, removeHref: withQuery(urls.users, { role: filter.role }) }] : []),
    ...(filter.role ? [{ text: roleText(filter.role, req), removeHref: withQuery(urls.users, { q: filter.q }) }] : []),
  ];
  return workPage(req, { surface: 'sistem', title: t('users') },
    <PageHeading title={t('users')}>{may(req.actor, 'account.manage') ? <ButtonLink href={urls.newUser}>{t('newUser')}</ButtonLink> : null}</PageHeading>,
    <FilterPanel action={urls.users} locale={locale} chips={chips} clearHref={urls.users}>
      <TextField name="q" label={t('search')} value={filter.q ?? ''} />
      <SelectField name="role" label={t('role')} value={filter.role ?? ''} empty={t('all')} options={roleOptions(req)} />
    </FilterPanel>,
    <DataTable caption={t('usersCaption')} rows={rows} empty={t('usersNone')} columns={[
      { title: t('name'), cell: (row) => <a href={userUrl(row.id)}>{row.name}</a> },
      { title: t('email'), cell: (row) => row.email },
      { title: t('role'), cell: (row) => (row.role ? roleText(row.role, req) : <Tag tone="kuning">{t('noRole')}</Tag>) },
      { title: t('unit'), cell: (row) => row.unit },
      { title: t('status'), cell: (row) => (row.disabled ? <Tag tone="merah">{t('disabled')}</Tag> : <Tag tone="hijau">{t('active')}</Tag>) },
    ]} />,
    <Pagination locale={locale} previousHref={after ? withQuery(urls.users, chosen) : undefined} nextHref={next ? withQuery(urls.users, { ...chosen, after: next }) : undefined} label={t('usersCaption')} />);
}

export function newUserPage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  return workPage(req, { surface: 'sistem', title: t('newUser'), breadcrumbs: [{ href: urls.users, text: t('users') }], failed: state !== undefined },
    <PageHeading title={t('newUser')} />,
    <p>{t('newUserHint')}</p>,
    <Form action={urls.newUser} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="name" label={t('name')} state={state} required autocomplete="off" />
      <TextField name="email" label={t('email')} state={state} required autocomplete="off" inputMode="email" />
      <RadiosField name="locale" label={t('language')} state={state} value="id" options={[{ value: 'id', text: 'Bahasa Indonesia' }, { value: 'en', text: 'English' }]} />
      <Button>{t('createUser')}</Button>
    </Form>);
}

export type User = { account: AccountRow; terms: AssignmentRow[]; tokens: TokenRow[]; choices: Choices };

export function userPage(req: Req, { account, terms, tokens, choices }: User, state?: FormState): VNode {
  const { locale } = req;
  const t = sayIdentity(locale);
  const manages = may(req.actor, 'account.manage') && req.actor.account_id !== account.id;
  const open = terms.filter((term) => term.to === null);
  const ending = state !== undefined && ('last_day' in state.values || 'last_day' in state.problems);
  return workPage(req, { surface: 'sistem', title: account.name, breadcrumbs: [{ href: urls.users, text: t('users') }], failed: state !== undefined },
    <PageHeading title={account.name} caption={account.email} />,
    <SummaryList rows={[
      { label: t('status'), value: account.disabled_at ? <Tag tone="merah">{t('disabled')}</Tag> : <Tag tone="hijau">{t('active')}</Tag> },
      { label: t('twoFactor'), value: account.two_factor_enabled ? t('twoFactorOn') : t('twoFactorOff') },
      { label: t('since'), value: formatInstant(account.created_at, 'Asia/Jakarta', locale) },
    ]} />,
    <Section title={t('terms')} id="peran">
      <DataTable caption={t('terms')} captionHidden rows={terms} empty={t('termsNone')} columns={[
        { title: t('role'), cell: (row) => <>{roleNames[row.role][locale]}{row.current ? <> <Tag tone="hijau">{t('running')}</Tag></> : null}</> },
        { title: t('unit'), cell: (row) => row.unit },
        { title: t('from'), cell: (row) => formatDay(row.from, locale) },
        { title: t('to'), cell: (row) => (row.to ? formatDay(row.to, locale) : t('openEnd')) },
        { title: t('decree'), cell: (row) => row.decree },
      ]} />
      {manages ? assignForm(req, account, choices, ending ? undefined : state) : null}
      {manages && open.length > 0 ? endForm(req, account, open, ending ? state : undefined) : null}
    </Section>,
    tokens.length > 0 ? (
      <Section title={t('tokens')} id="token">
        <DataTable caption={t('tokens')} captionHidden rows={tokens} empty={t('tokensNone')} columns={[
          { title: t('made'), cell: (row) => formatInstant(row.created_at, 'Asia/Jakarta', locale) },
          { title: t('until'), cell: (row) => formatInstant(row.expires_at, 'Asia/Jakarta', locale) },
          { title: t('status'), cell: (row) => (row.revoked_at ? t('revoked') : t('running')) },
        ]} />
      </Section>
    ) : null,
    manages ? closing(req, account) : null);
}

function assignForm(req: Req, account: AccountRow, choices: Choices, state: FormState | undefined): VNode {
  const t = sayIdentity(req.locale);
  const byId = (rows: { id: string; name: string }[]) => rows.map((row) => ({ value: row.id, text: row.name }));
  return (
    <Form action={userUrl(account.id, 'peran')} token={req.formToken()} state={state} locale={req.locale}>
      <h3>{t('assign')}</h3>
      <SelectField name="role" label={t('role')} state={state} required options={roleOptions(req)} />
      <SelectField name="facility_id" label={t('facility')} hint={t('facilityHint')} state={state} empty={t('none')} options={byId(choices.facilities)} />
      <SelectField name="agency_id" label={t('agency')} hint={t('agencyHint')} state={state} empty={t('none')} options={byId(choices.agencies)} />
      <SelectField name="regional_office_code" label={t('office')} state={state} empty={t('none')} options={choices.offices.map((row) => ({ value: row.code, text: row.name }))} />
      <TextField name="partner_name" label={t('partner')} state={state} />
      <DateField name="from" label={t('from')} state={state} required />
      <DateField name="to" label={`${t('to')} (${t('openEnd')})`} state={state} />
      <TextField name="decree" label={t('decree')} state={state} required />
      <Button>{t('assign')}</Button>
    </Form>
  );
}

function endForm(req: Req, account: AccountRow, open: AssignmentRow[], state: FormState | undefined): VNode {
  const t = sayIdentity(req.locale);
  return (
    <Form action={userUrl(account.id, 'akhir')} token={req.formToken()} state={state} locale={req.locale}>
      <h3>{t('endTerm')}</h3>
      <RadiosField name="assignment_id" label={t('role')} required options={open.map((term) => ({ value: term.id, text: `${roleNames[term.role][req.locale]}, ${term.unit}` }))} />
      <DateField name="last_day" label={t('lastDay')} required />
      <Button kind="secondary">{t('endTerm')}</Button>
    </Form>
  );
}

function closing(req: Req, account: AccountRow): VNode {
  const t = sayIdentity(req.locale);
  if (account.disabled_at) return <Form action={userUrl(account.id, 'buka')} token={req.formToken()} locale={req.locale}><Button kind="secondary">{t('reopen')}</Button></Form>;
  return (
    <Details summary={t('closeAccount')}>
      <p>{t('closeHint')}</p>
      <Form action={userUrl(account.id, 'tutup')} token={req.formToken()} locale={req.locale}>
        <TextareaField name="reason" label={t('closeReason')} required rows={2} />
        <Button kind="danger">{t('closeAccount')}</Button>
      </Form>
    </Details>
  );
}

function roleOptions({ locale }: Req): { value: string; text: string }[] {
  return roles.map((role) => ({ value: role, text: roleNames[role][locale] }));
}

function roleText(role: string, { locale }: Req): string {
  return Object.entries(roleNames).find(([key]) => key === role)?.[1][locale] ?? role;
}
