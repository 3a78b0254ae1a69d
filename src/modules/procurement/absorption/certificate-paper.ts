// The paper of a shortage, from its rows.
import type { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { dayAt, facilityById, signatoryOn } from '#organisation';
import type { suratKekurangan } from './documents/surat-kekurangan.ts';
import type { CertificateRow, MeteredContract } from './queries.ts';
import { baseNames } from './words.ts';

export async function shortagePaper(reader: Reader, contract: MeteredContract, certificate: CertificateRow, number: string): Promise<z.input<typeof suratKekurangan.content>> {
  const unit = await facilityById(reader, contract.facility_id);
  const day = await dayAt(reader, unit.id);
  const signer = async (duty: 'section_head' | 'facility_head', position: string) => {
    const found = await signatoryOn(reader, { facility_id: unit.id, duty, day });
    return { name: found?.name ?? '…………………………', position: found?.position ?? position, ...(found?.nip ? { nip: found.nip } : {}) };
  };
  const { rule } = contract;
  if (!rule) throw new Error('a shortage without a rule');
  return {
    letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${unit.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: unit.name, address: unit.address ?? `${unit.regency}, ${unit.province}` },
    number, supplier: contract.supplier, contract_number: contract.number, from_day: contract.from_day, to_day: contract.to_day, value_idr: contract.value_idr, percent_bp: rule.percent_bp, base: baseNames[rule.base].id.toLowerCase(), base_idr: rule.base === 'harvest' ? (contract.harvest_idr ?? 0) : contract.value_idr,
    legal_basis: rule.legal_basis, doubt: rule.verified ? null : rule.doubt_id, required_idr: certificate.required_idr, offered_idr: certificate.offered_idr, accepted_idr: certificate.accepted_idr, refused_idr: contract.refused_idr, shortage_idr: certificate.shortage_idr,
    cause: certificate.cause, as_of: certificate.as_of, prepared_by: await signer('section_head', 'Kepala Seksi Kegiatan Kerja'), head: await signer('facility_head', 'Kepala'), place: unit.regency, day,
  };
}
