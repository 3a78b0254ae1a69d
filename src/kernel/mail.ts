/** Letters to people with an account. Without an SMTP address they are written to files, so that a demo can show them. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { readConfig } from './config.ts';

export type Mail = { to: string; subject: string; text: string };
export type MailWay = { SMTP_URL?: string | undefined; KARYA_DATA: string };

const from = 'Karya Binaan <tidak-dibalas@karya-binaan.invalid>';

/** Sends the letter, or writes it to `outbox/` in the data folder; the file's name says nothing of the reader. Throws when the mail server refuses. */
export async function sendMail(mail: Mail, way: MailWay = readConfig()): Promise<void> {
  const letter = { from, ...mail };
  if (way.SMTP_URL) {
    const transport = createTransport(way.SMTP_URL, { connectionTimeout: 10_000, socketTimeout: 20_000 } as object);
    await transport.sendMail(letter).finally(() => transport.close());
    return;
  }
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(letter);
  const folder = path.join(path.resolve(way.KARYA_DATA), 'outbox');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, `${randomUUID()}.eml`), message instanceof Buffer ? message : String(message), { mode: 0o600 });
}
