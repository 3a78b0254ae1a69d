import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Form, HiddenField, PageHeading, PasswordField, Section, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { roleNames } from '../account.ts';
import { demoAccounts, type DemoAccount } from '../demo.ts';
import { urls } from '../urls.ts';
import { sayIdentity } from '../words.ts';

/** A1. In a demonstration the invented people are listed, each with a button. */
export function signInPage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  const onward = state?.values['lanjut'] ?? req.query['lanjut'];
  const people = demoAccounts();
  return shopPage(req, { title: t('signIn'), noIndex: true, failed: failed(state) },
    <PageHeading title={t('signIn')} />,
    <p>{t('signInFor')}</p>,
    <Form action={urls.signIn} token={req.formToken()} state={state} locale={req.locale}>
      {onward ? <HiddenField name="lanjut" value={onward} /> : null}
      <TextField name="email" label={t('email')} state={state} required autocomplete="username" inputMode="email" />
      <PasswordField name="password" label={t('password')} state={state} required autocomplete="current-password" />
      <ButtonRow><Button>{t('signIn')}</Button><ButtonLink kind="plain" href={urls.reset}>{t('forgot')}</ButtonLink></ButtonRow>
    </Form>,
    people.length > 0 ? (
      <Section title={t('demoTitle')} id="akun-contoh">
        <p>{t('demoHint')}</p>
        <DataTable caption={t('demoTitle')} captionHidden rows={[...people]} empty="" columns={[
          { title: t('role'), cell: (row: DemoAccount) => roleText(row, req) },
          { title: t('unit'), cell: (row: DemoAccount) => row.unit },
          { title: t('action'), cell: (row: DemoAccount) => (
            <Form action={urls.signIn} token={req.formToken()} locale={req.locale}>
              <HiddenField name="email" value={row.email} />
              <HiddenField name="password" value={row.password} />
              {onward ? <HiddenField name="lanjut" value={onward} /> : null}
              <Button kind="secondary">{t('demoUse', { role: roleText(row, req) })}</Button>
            </Form>
          ) },
        ]} />
      </Section>
    ) : null);
}

/** A2. */
export function codePage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  const onward = state?.values['lanjut'] ?? req.query['lanjut'];
  return shopPage(req, { title: t('codeTitle'), noIndex: true, failed: failed(state) },
    <PageHeading title={t('codeTitle')} />,
    <Form action={urls.code} token={req.formToken()} state={state} locale={req.locale}>
      {onward ? <HiddenField name="lanjut" value={onward} /> : null}
      <TextField name="code" label={t('code')} hint={t('codeHint')} state={state} required autocomplete="one-time-code" width="m" />
      <ButtonRow><Button>{t('codeSend')}</Button><ButtonLink kind="plain" href={urls.signIn}>{t('startAgain')}</ButtonLink></ButtonRow>
    </Form>);
}

export function signOutPage(req: Req): VNode {
  const t = sayIdentity(req.locale);
  return shopPage(req, { title: t('signOut'), noIndex: true },
    <PageHeading title={t('signOutAsk')} />,
    <Form action={urls.signOut} token={req.formToken()} locale={req.locale}><Button>{t('signOut')}</Button></Form>);
}

/** A4, first half: where shall the link go? */
export function resetPage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  return shopPage(req, { title: t('resetTitle'), noIndex: true, failed: failed(state) },
    <PageHeading title={t('resetTitle')} />,
    <Form action={urls.reset} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="email" label={t('email')} hint={t('resetHint')} state={state} required autocomplete="username" inputMode="email" />
      <Button>{t('resetSend')}</Button>
    </Form>);
}

/** A4, second half: the link was opened. */
export function newPasswordPage(req: Req, state?: FormState): VNode {
  const t = sayIdentity(req.locale);
  return shopPage(req, { title: t('newPassword'), noIndex: true, failed: failed(state) },
    <PageHeading title={t('resetTitle')} />,
    <Form action={urls.newPassword} token={req.formToken()} state={state} locale={req.locale}>
      <HiddenField name="token" value={state?.values['token'] ?? req.query['token'] ?? ''} />
      <PasswordField name="password" label={t('newPassword')} hint={t('newPasswordHint')} state={state} required autocomplete="new-password" />
      <Button>{t('savePassword')}</Button>
    </Form>);
}

const failed = (state: FormState | undefined): boolean => state !== undefined;

function roleText({ role, duty }: DemoAccount, { locale }: Req): string {
  const name = Object.entries(roleNames).find(([key]) => key === role)?.[1][locale] ?? role;
  return duty ? `${name} (${duty[locale]})` : name;
}
