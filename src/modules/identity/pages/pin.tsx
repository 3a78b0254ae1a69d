import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, EmptyState, Form, HiddenField, Notice, PageHeading, PasswordField, RadiosField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { demoPin } from '../demo.ts';
import type { Device } from '../device.ts';
import type { KeptWords, Officer } from '../session-queries.ts';
import { urls, withQuery } from '../urls.ts';
import { sayPin } from '../pin-words.ts';

export function pinPage(req: Req, has: boolean, state?: FormState): VNode {
  const t = sayPin(req.locale);
  return workPage(req, { surface: 'akun', title: t('pinTitle'), failed: state !== undefined },
    <PageHeading title={t('pinTitle')} />,
    <p>{t('pinHint')}</p>,
    has ? <p>{t('pinSet')}</p> : null,
    <Form action={urls.pin} token={req.formToken()} state={state} locale={req.locale}>
      <PasswordField name="password_now" label={t('passwordNow')} required autocomplete="current-password" />
      <PasswordField name="pin" label={t('newPin')} hint={t('newPinHint')} required autocomplete="new-password" inputMode="numeric" width="s" />
      <PasswordField name="pin_again" label={t('pinAgain')} required autocomplete="new-password" inputMode="numeric" width="s" />
      <Button>{t('savePin')}</Button>
    </Form>);
}

/** B2: who holds this device now. Nobody is signed in when it is shown first, so that it says names of officers and nothing else. */
export function officersPage(req: Req, { device, officers, lanjut }: { device: Device | undefined; officers: Officer[]; lanjut: string | undefined }, state?: FormState): VNode {
  const t = sayPin(req.locale);
  // Where no form is drawn that could say it.
  const said = state?.refusal ?? state?.problems['pin'];
  const byPassword = <ButtonLink kind="plain" href={withQuery(urls.signIn, { sandi: '1', lanjut })}>{t('withPassword')}</ButtonLink>;
  const frame = (title: string, ...children: (VNode | null)[]) => workPage(req, { surface: 'bengkel', title, failed: state !== undefined }, <PageHeading title={title} caption={device?.name} />, ...children);
  if (device?.kind !== 'workshop') {
    return frame(t('unknownDevice'), said ? <Notice tone="danger"><p>{said}</p></Notice> : null, <p>{t('unknownHint')}</p>, <ButtonRow><ButtonLink href={urls.signIn}>{t('withPassword')}</ButtonLink><ButtonLink kind="secondary" href={urls.device}>{t('enrol')}</ButtonLink></ButtonRow>);
  }
  return frame(t('officers'),
    req.actor.device ? <Notice tone="info"><p>{t('onDuty', { name: req.actor.name })}</p></Notice> : null,
    officers.length === 0 ? <EmptyState title={t('noOfficers')}><p>{said ?? t('noOfficersHint')}</p>{byPassword}</EmptyState> : (
      <Form action={urls.officers} token={req.formToken()} state={state} locale={req.locale}>
        <p>{t('officersHint')}</p>
        {lanjut ? <HiddenField name="lanjut" value={lanjut} /> : null}
        <RadiosField name="account_id" label={t('officer')} state={state} required options={officers.map((row) => ({ value: row.id, text: row.name }))} />
        <PasswordField name="pin" label={t('pin')} state={state} required autocomplete="off" inputMode="numeric" width="s" />
        {demoPin() ? <p class="quiet">{t('demoPin', { pin: demoPin() ?? '' })}</p> : null}
        <ButtonRow><Button large>{t('enter')}</Button>{byPassword}</ButtonRow>
      </Form>
    ));
}

/** What was typed while the session slept goes back to its form, to be read once more before it is sent. */
export function keptWordsPage(req: Req, kept: KeptWords): VNode {
  const t = sayPin(req.locale);
  return workPage(req, { surface: 'akun', title: t('keptTitle') },
    <PageHeading title={t('keptTitle')} />,
    <p>{t('keptHint')}</p>,
    <Form action={kept.path} token={req.formToken()} locale={req.locale}>
      {kept.entries.map(([name, value]) => <HiddenField name={name} value={value} />)}
      <HiddenField name="_isian" value="1" />
      <Button>{t('keptGo')}</Button>
    </Form>);
}
