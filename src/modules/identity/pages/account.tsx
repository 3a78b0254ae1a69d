import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { formatDay, formatInstant } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, EmptyState, Form, HiddenField, Notice, PageHeading, PasswordField, QrImage, RadiosField, Section, SummaryList, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { roleNames, type AccountRow, type AssignmentRow } from '../account.ts';
import type { SessionRow, TokenRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayIdentity } from '../words.ts';

const zone = 'Asia/Jakarta';

export type Security = { account: AccountRow; sessions: SessionRow[]; current: string | undefined };

/** A6: password, sign-in code, devices. */
export function securityPage(req: Req, { account, sessions, current }: Security, state?: FormState): VNode {
  const { locale } = req;
  const t = sayIdentity(locale);
  const aboutCode = state !== undefined && 'password_now' in state.problems;
  return workPage(req, { surface: 'akun', title: t('security'), failed: state !== undefined },
    <PageHeading title={t('security')} />,
    <SummaryList rows={[
      { label: t('name'), value: account.name }, { label: t('email'), value: account.email },
      { label: t('yourRole'), value: `${roleText(req)}, ${req.actor.unit_name}`, action: { href: urls.roles, text: t('chooseRole') } },
    ]} />,
    <Section title={t('changePassword')} id="sandi">
      <Form action={urls.security} token={req.formToken()} state={aboutCode ? undefined : state} locale={locale}>
        <PasswordField name="current_password" label={t('currentPassword')} required autocomplete="current-password" />
        <PasswordField name="password" label={t('newPassword')} hint={t('newPasswordHint')} required autocomplete="new-password" />
        <Button>{t('savePassword')}</Button>
      </Form>
    </Section>,
    <Section title={t('twoFactor')} id="kode">
      <p>{account.two_factor_enabled ? <Tag tone="hijau">{t('twoFactorOn')}</Tag> : <Tag tone="abu">{t('twoFactorOff')}</Tag>} {t('twoFactorWhy')}</p>
      <Form action={account.two_factor_enabled ? urls.twoFactorStop : urls.twoFactor} token={req.formToken()} state={aboutCode ? state : undefined} locale={locale}>
        <PasswordField name="password_now" label={t('currentPassword')} required autocomplete="current-password" />
        <Button kind={account.two_factor_enabled ? 'danger' : 'primary'}>{account.two_factor_enabled ? t('twoFactorStop') : t('twoFactorStart')}</Button>
      </Form>
    </Section>,
    <Section title={t('sessions')} id="perangkat">
      <DataTable caption={t('sessions')} captionHidden rows={sessions} empty={t('sessionsNone')} columns={[
        { title: t('device'), cell: (row) => browserName(row.user_agent) ?? t('unknownDevice') },
        { title: t('since'), cell: (row) => formatInstant(row.created_at, zone, locale) },
        { title: t('action'), cell: (row) => row.id === current ? <Tag tone="biru">{t('thisOne')}</Tag> : (
          <Form action={urls.sessions} token={req.formToken()} locale={locale}><HiddenField name="id" value={row.id} /><Button kind="secondary">{t('endSession')}</Button></Form>
        ) },
      ]} />
      {sessions.length > 1 ? <Form action={urls.sessions} token={req.formToken()} locale={locale}><Button kind="secondary">{t('endOthers')}</Button></Form> : null}
    </Section>);
}

/** The key is shown once, as a picture and in letters, together with the codes for a lost telephone. */
export function twoFactorPage(req: Req, { uri, codes }: { uri: string; codes: string[] }): VNode {
  const t = sayIdentity(req.locale);
  return workPage(req, { surface: 'akun', title: t('twoFactor'), breadcrumbs: [{ href: urls.security, text: t('security') }] },
    <PageHeading title={t('twoFactorScan')} />,
    <QrImage value={uri} label={t('twoFactorScan')} />,
    <p>{t('twoFactorType')} <code>{new URL(uri).searchParams.get('secret')}</code></p>,
    <Section title={t('twoFactorCodes')} id="cadangan">
      <p>{t('twoFactorCodesHint')}</p>
      <ul>{codes.map((code) => <li><code>{code}</code></li>)}</ul>
    </Section>,
    checkForm(req));
}

export function twoFactorCheckPage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  return workPage(req, { surface: 'akun', title: t('twoFactor'), breadcrumbs: [{ href: urls.security, text: t('security') }], failed: state !== undefined },
    <PageHeading title={t('twoFactorCheck')} />, checkForm(req, state));
}

function checkForm(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  return (
    <Form action={urls.twoFactorCheck} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="code" label={t('code')} hint={t('twoFactorCheckHint')} state={state} required autocomplete="one-time-code" inputMode="numeric" width="s" />
      <Button>{t('twoFactorCheck')}</Button>
    </Form>
  );
}

export function rolesPage(req: Req, terms: AssignmentRow[], state?: FormState): VNode {
  const { locale } = req;
  const t = sayIdentity(locale);
  const running = terms.filter((term) => term.current);
  return workPage(req, { surface: 'akun', title: t('chooseRole'), failed: state !== undefined },
    <PageHeading title={t('chooseRole')} />,
    running.length === 0 ? <EmptyState title={t('termsNone')} /> : (
      <Form action={urls.roles} token={req.formToken()} state={state} locale={locale}>
        <RadiosField name="assignment_id" label={t('role')} hint={t('chooseRoleHint')} state={state} value={running.find((term) => term.role === req.actor.role && term.unit === req.actor.unit_name)?.id}
          options={running.map((term) => ({ value: term.id, text: `${roleNames[term.role][locale]}, ${term.unit}${term.on_behalf_of ? ` (${t('onBehalfOf', { name: term.on_behalf_of })})` : ''}`, hint: term.to ? `${t('until')} ${formatDay(term.to, locale)}` : undefined }))} />
        <Button>{t('useRole')}</Button>
      </Form>
    ));
}

export function languagePage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  return workPage(req, { surface: 'akun', title: t('language'), failed: state !== undefined },
    <PageHeading title={t('language')} />,
    <Form action={urls.language} token={req.formToken()} state={state} locale={req.locale}>
      <RadiosField name="locale" label={t('language')} state={state} value={req.actor.locale} options={[{ value: 'id', text: 'Bahasa Indonesia' }, { value: 'en', text: 'English' }]} />
      <Button>{t('saveLanguage')}</Button>
    </Form>);
}

export function tokensPage(req: Req, tokens: TokenRow[], { state, fresh }: { state?: FormState; fresh?: string } = {}): VNode {
  const { locale } = req;
  const t = sayIdentity(locale);
  return workPage(req, { surface: 'akun', title: t('tokens'), failed: state !== undefined },
    <PageHeading title={t('tokens')} />,
    fresh ? <Notice tone="success" title={t('tokenMade')}><p>{t('tokenOnce')}</p><p><code>{fresh}</code></p></Notice> : null,
    <p>{t('tokensHint')}</p>,
    <DataTable caption={t('tokens')} captionHidden rows={tokens} empty={t('tokensNone')} columns={[
      { title: t('made'), cell: (row) => formatInstant(row.created_at, zone, locale) },
      { title: t('until'), cell: (row) => formatInstant(row.expires_at, zone, locale) },
      { title: t('status'), cell: (row) => row.revoked_at ? <Tag tone="abu">{t('revoked')}</Tag> : (
        <Form action={urls.revokeToken} token={req.formToken()} locale={locale}><HiddenField name="id" value={row.id} /><Button kind="secondary">{t('tokenRevoke')}</Button></Form>
      ) },
    ]} />,
    <Section title={t('tokenMake')} id="baru">
      <Form action={urls.tokens} token={req.formToken()} state={state} locale={locale}>
        <DateField name="expires_on" label={t('tokenExpires')} state={state} />
        <Button>{t('tokenMake')}</Button>
      </Form>
    </Section>);
}

function roleText({ actor, locale }: Req): string {
  return actor.role === 'public' || actor.role === 'system' ? actor.name : roleNames[actor.role][locale];
}

/** 'Firefox, Android': as much as somebody needs to know their own devices apart. */
function browserName(agent: string | null): string | undefined {
  const browser = /Firefox|Edg|OPR|SamsungBrowser|Chrome|Safari/.exec(agent ?? '')?.[0];
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent ?? '')?.[0];
  return [browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser, system].filter(Boolean).join(', ') || undefined;
}
