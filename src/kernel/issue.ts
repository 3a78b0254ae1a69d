import { createHash } from 'node:crypto';
import type { Reader, Tx } from './db.ts';
import { unguessable } from './numbers.ts';
import { Refusal, refuseConstraint } from './refusal.ts';
import { sql } from './sql.ts';

/**
 * An official document is frozen when it is issued: its content is kept as it was, under a code that anybody can check
 * at /cek. A correction is another document that replaces it.
 */
export type NewDocument = {
  kind: string; number: string; /** Null for a paper of headquarters. */ facility_id: string | null; agency_id?: string | null; subject_kind: string; subject_id: string;
  issued_on: string; content: unknown;
  /** Institutions only: shown publicly on /cek. */
  parties: string[];
  /** The code of the document that this one takes the place of: of the same kind and thing, and not replaced yet. */
  replaces?: string;
};
export type IssuedDocument = {
  code: string; kind: string; number: string; facility_id: string; agency_id: string | null; subject_kind: string; subject_id: string;
  issued_on: string; content: unknown; sha256: string; replaced_by: string | null; recorded_at: Date;
};

export async function issueDocument(tx: Tx, document: NewDocument): Promise<{ code: string }> {
  const content = JSON.stringify(document.content);
  const code = `D${unguessable(9)}`;
  if (document.replaces !== undefined) {
    const open = await tx.maybe(sql`
      select 1 from kernel.document where code = ${document.replaces} and replaced_by is null and kind = ${document.kind} and subject_kind = ${document.subject_kind} and subject_id = ${document.subject_id} for update`);
    if (!open) throw notReplaceable;
  }
  await tx.run(sql`
    insert into kernel.document (code, kind, number, facility_id, agency_id, subject_kind, subject_id, issued_on, issued_by, content, sha256, parties)
    values (${code}, ${document.kind}, ${document.number}, ${document.facility_id}, ${document.agency_id ?? null}, ${document.subject_kind}, ${document.subject_id},
      ${document.issued_on}, ${tx.actor.account_id}, ${content}::jsonb, ${createHash('sha256').update(content).digest('hex')}, ${JSON.stringify(document.parties)}::jsonb)`);
  if (document.replaces !== undefined) await tx.run(sql`update kernel.document set replaced_by = ${code} where code = ${document.replaces}`);
  tx.emit({ verb: 'document.issued', facility_id: document.facility_id, subject_kind: 'document', subject_id: code, particulars: { kind: document.kind, number: document.number, ...(document.replaces ? { replaces: document.replaces } : {}) } });
  return { code };
}

export function documentByCode(reader: Reader, code: string): Promise<IssuedDocument> {
  return reader.one(sql`
    select code, kind, number, facility_id, agency_id, subject_kind, subject_id, issued_on, content, sha256, replaced_by, recorded_at from kernel.document where code = ${code}`);
}

export function documentsOf(reader: Reader, subject_kind: string, subject_id: string): Promise<Pick<IssuedDocument, 'code' | 'kind' | 'number' | 'issued_on' | 'replaced_by'>[]> {
  return reader.all(sql`
    select code, kind, number, issued_on, replaced_by from kernel.document
    where subject_kind = ${subject_kind} and subject_id = ${subject_id} order by recorded_at`);
}

const notReplaceable = new Refusal('document.not_replaceable', { id: 'Dokumen ini sudah diganti. Perbaiki penggantinya.', en: 'This document is already replaced. Correct the one that took its place.' });
refuseConstraint('document_number', 'document.number_taken', {
  id: 'Nomor ini sudah dipakai untuk dokumen lain sejenis. Isi nomor lain.',
  en: 'This number is already used by another document of this kind. Enter another number.',
}, 'number');
