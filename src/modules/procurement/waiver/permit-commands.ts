/** Permits: signed when a request is granted, taken from piece by piece, revoked with a reason. */
import type { z } from 'zod';
import { addDays, instantAt } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber, unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { seal, unseal } from '#kernel/seal.ts';
import { sql } from '#kernel/sql.ts';
import { rulesOn } from '../duty/queries.ts';
import { newKey, signPermit, type newUse, type PermitWords, type revocation } from './permit.ts';
import { linesOf, todayIn, waiverByNumber, type WaiverRow } from './queries.ts';
import { nothingGranted } from './refusals.ts';

/** For what was asked, or less: `granted` names the lines whose quantity is another one. */
export async function issuePermit(tx: Tx, { number }: Pick<WaiverRow, 'number'>, { granted }: { granted?: { line: number; quantity: number }[] | undefined }): Promise<{ code: string }> {
  const waiver = await waiverByNumber(tx, number);
  const other = new Map((granted ?? []).map(({ line, quantity }) => [line, quantity]));
  const lines = (await linesOf(tx, waiver.id)).map((line) => ({ ...line, quantity: other.get(line.line) ?? line.quantity })).filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) throw nothingGranted;
  const today = todayIn(tx, waiver.zone);
  const year = Number(today.slice(0, 4));
  const permitNumber = `IZIN-${year}-${String(await nextNumber(tx, 'waiver_permit', null, year)).padStart(4, '0')}`;
  // Who waited long is not left with a permit that is over: it holds at least for thirty days.
  const [from, to] = [waiver.valid_from ?? today, later(waiver.valid_to ?? today, addDays(today, waiver.kind === 'single' ? 30 : 0))];
  const code = `I${unguessable(11)}`;
  const words: PermitWords = {
    iss: 'karya-binaan', jti: code, iat: seconds(tx.now), nbf: seconds(instantAt(waiver.zone, from, '00:00')), exp: seconds(instantAt(waiver.zone, addDays(to, 1), '00:00')), number: permitNumber, waiver: waiver.number, agency: waiver.agency, unit: waiver.unit, kind: waiver.kind,
    reason: waiver.reason_code ?? '', decided: (waiver.decided_how ?? 'rule') as PermitWords['decided'], trial: (await rulesOn(tx, today)).some((rule) => rule.kind === 'duty' && rule.standing === 'trial'), sample: waiver.is_sample,
    lines: lines.map((line) => ({ line: line.line, item: line.item_text.slice(0, 80), unspsc: line.unspsc, quantity: line.quantity, unit: line.unit })),
  };
  const key = (await keyInUse(tx)) ?? (await makeKey(tx));
  const jws = await signPermit(words, { kid: key.kid, pkcs8: unseal(key.sealed, `procurement.signing_key/${key.kid}`) });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into procurement.permit (agency_id, code, number, waiver_id, valid, jws, kid, issued_at, is_sample) values (${waiver.agency_id}, ${code}, ${permitNumber}, ${waiver.id}, daterange(${from}::date, ${addDays(to, 1)}::date), ${jws}, ${key.kid}, ${tx.now}, ${waiver.is_sample}) returning id`);
  await tx.run(sql`
    insert into procurement.permit_line (agency_id, permit_id, line, item_text, unspsc, category, quantity, unit) select ${waiver.agency_id}::uuid, ${id}::uuid, x.line, x.item_text, x.unspsc, x.category, x.quantity, x.unit
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) x(line int, item_text text, unspsc text, category text, quantity bigint, unit text)`);
  tx.emit({ verb: 'permit.issued', facility_id: null, subject_kind: 'permit', subject_id: code, particulars: { number: permitNumber, waiver: waiver.number, lines: lines.length } });
  return { code };
}

/** What was bought on a permit. More than is left is refused by the database. */
export async function usePermit(tx: Tx, code: string, { line, quantity, reference, used_on }: z.output<typeof newUse>): Promise<void> {
  permit(tx.actor, 'permit.use');
  const { id, agency_id } = await tx.one<{ id: string; agency_id: string }>(sql`select p.id, p.agency_id from procurement.permit p join procurement.permit_line l on l.permit_id = p.id and l.line = ${line} where p.code = ${code}`);
  await tx.run(sql`
    insert into procurement.permit_use (agency_id, permit_id, line, quantity, reference, used_on, recorded_by, recorded_person, recorded_at) values (${agency_id}, ${id}, ${line}, ${quantity}, ${reference}, ${used_on}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'permit.used', facility_id: null, subject_kind: 'permit', subject_id: code, particulars: { line, quantity, reference } });
}

export async function revokePermit(tx: Tx, code: string, { words }: z.output<typeof revocation>): Promise<void> {
  permit(tx.actor, 'permit.revoke');
  await tx.one(sql`update procurement.permit set revoked_at = ${tx.now}, revoked_by = ${tx.actor.account_id}, revoked_person = ${tx.actor.person_id}, revoke_reason = ${words} where code = ${code} returning id`);
  tx.emit({ verb: 'permit.revoked', facility_id: null, subject_kind: 'permit', subject_id: code, particulars: { reason: words } });
}

type Kept = { kid: string; sealed: Buffer };
const keyInUse = (tx: Tx): Promise<Kept | undefined> => tx.maybe<Kept>(sql`select kid, sealed from procurement.signing_key where retired_at is null`);

/** The first key is made when it is first needed. */
async function makeKey(tx: Tx): Promise<Kept> {
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('procurement signing key'))`);
  const there = await keyInUse(tx);
  if (there) return there;
  const { kid, public_jwk, pkcs8 } = newKey();
  const sealed = seal(pkcs8, `procurement.signing_key/${kid}`);
  await tx.run(sql`insert into procurement.signing_key (kid, public_jwk, sealed, made_at) values (${kid}, ${JSON.stringify(public_jwk)}::jsonb, ${sealed}, ${tx.now})`);
  return { kid, sealed };
}

const later = (a: string, b: string): string => (a > b ? a : b);
const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
