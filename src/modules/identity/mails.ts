/** What we write to people about their account. */
import { readConfig } from '#kernel/config.ts';
import { log } from '#kernel/log.ts';
import { sendMail, type Mail } from '#kernel/mail.ts';
import type { Locale } from '#kernel/words.ts';
import { sayIdentity } from './words.ts';

/**
 * Sent after the answer has gone out, so that its time does not tell whether the account exists. The link's address comes
 * from the settings, never from the request: a forged Host header must not send a token elsewhere.
 */
export function sendResetMail(to: { email: string; token: string; locale: Locale }): void {
  const t = sayIdentity(to.locale);
  const link = `${publicAddress()}/lupa-sandi/baru?token=${encodeURIComponent(to.token)}`;
  post({ to: to.email, subject: t('resetSubject'), text: t('resetLetter', { link }) });
}

function publicAddress(): string {
  const { KARYA_PUBLIC_URL, HOST, PORT } = readConfig();
  return (KARYA_PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/$/, '');
}

function post(mail: Mail): void {
  sendMail(mail).catch((error: unknown) => log.error({ err: error }, 'a letter was not sent'));
}
