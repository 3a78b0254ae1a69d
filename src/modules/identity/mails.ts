import type { Db } from '#kernel/db.ts';

export async function sendResetMail(_db: Db, _to: { email: string; name: string; token: string }): Promise<void> {}
