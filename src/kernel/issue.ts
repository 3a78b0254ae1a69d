import { createHash } from 'node:crypto';
import type { Reader, Tx } from './db.ts';
import { unguessable } from './numbers.ts';
import { refuseConstraint } from './refusal.ts';
import { sql } from './sql.ts';

/**
 * An official document is frozen when it is issued: its content is kept as it was, under a code that anybody can check
 * at /cek. A correction is another document that replaces it.
 */
export type NewDocument = {
  kind: string; number: string; facility_id: string; agency_id?: string | null; subject_kind: string; subject_id: string;
  issued_on: string; content: unknown;
  /** Institutions only: shown publicly on /cek. */
  parties: string[];
};
export type IssuedDocument = {
  code: string; kind: string; number: string; facility_id: string; agency_id: string | null; subject_kind: string; subject_id: string;
  issued_on: string; content: unknown; sha256: string; replaced_by: string | null; recorded_at: Date;
};

export async function issueDocument(tx: Tx, document: NewDocument): Promise<{ code: string }> {
  const content = JSON.stringify(document.content);
  const code = `D${unguessable(9)}`;
  await tx.run(sql`
    insert into kernel.document (code, kind, number, facility_id, agency_id, subject_kind, subject_id, issued_on, issued_by, content, sha256, parties)
    values (${code}, ${document.kind}, ${document.number}, ${document.facility_id}, ${document.agency_id ?? null}, ${document.subject_kind}, ${document.subject_id},
      ${document.issued_on}, ${tx.actor.account_id}, ${content}::jsonb, ${createHash('sha256').update(content).digest('hex')}, ${JSON.stringify(document.parties)}::jsonb)`);
  tx.emit({ verb: 'document.issued', facility_id: document.facility_id, subject_kind: 'document', subject_id: code, particulars: { kind: document.kind, number: document.number } });
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

refuseConstraint('document_number', 'document.number_taken', {
  id: 'Nomor ini sudah dipakai untuk dokumen lain sejenis. Isi nomor lain.',
  en: 'This number is already used by another document of this kind. Enter another number.',
}, 'number');
