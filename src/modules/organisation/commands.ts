import { zoneOf, type Zone } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { z } from 'zod';
import { newAgency, newFacility, newSignatory } from './facility.ts';
import { regencyByName } from './queries.ts';
import { zonesByName } from './reference.ts';

/** Registers a facility in the centre of its regency: never at the address of the building. */
export async function registerFacility(tx: Tx, input: z.input<typeof newFacility>): Promise<{ id: string; timezone: Zone }> {
  permit(tx.actor, 'facility.register');
  const facility = parse(newFacility, input, tx.actor.locale);
  const regency = await regencyByName(tx, facility.regency_name);
  const timezone = zoneOf(zonesByName[regency.timezone] ?? regency.timezone);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into organisation.facility (code, name, kind, class, province_code, regency_code, regional_office_code, timezone, latitude, longitude, is_sample, phone, whatsapp, intro_id, intro_en, source)
    values (${facility.code}, ${facility.name}, ${facility.kind}, ${facility.class ?? null}, ${regency.province_code}, ${regency.code},
      (select code from organisation.regional_office where ${regency.province_code} = any (province_codes) limit 1), ${timezone}, ${regency.latitude}, ${regency.longitude}, ${facility.is_sample ?? false},
      ${facility.phone ?? null}, ${facility.whatsapp ?? null}, ${facility.intro_id ?? null}, ${facility.intro_en ?? null}, ${facility.source}) returning id`);
  tx.emit({ verb: 'facility.registered', facility_id: id, subject_kind: 'facility', subject_id: id, particulars: { code: facility.code } });
  return { id, timezone };
}

export async function registerAgency(tx: Tx, input: z.input<typeof newAgency>): Promise<{ id: string }> {
  permit(tx.actor, 'agency.register');
  const agency = parse(newAgency, input, tx.actor.locale);
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.agency (code, name, short_name, kind, is_sample, source) values (${agency.code}, ${agency.name}, ${agency.short_name ?? null}, ${agency.kind}, ${agency.is_sample ?? false}, ${agency.source}) returning id`);
  tx.emit({ verb: 'agency.registered', facility_id: null, subject_kind: 'agency', subject_id: made.id, particulars: { code: agency.code } });
  return made;
}

/** Documents take the signatory in office on their day; one person per duty and day. */
export async function nameSignatory(tx: Tx, input: z.input<typeof newSignatory>): Promise<{ id: string }> {
  permit(tx.actor, 'signatory.name');
  const signatory = parse(newSignatory, input, tx.actor.locale);
  const { facility_ids } = tx.actor;
  // A head names who signs in their own unit; registers are open to read, so reach is asked here.
  if (facility_ids !== 'all' && !(signatory.facility_id && facility_ids.includes(signatory.facility_id))) throw new NotFound();
  const { id } = await tx.one<{ id: string }>(sql`
    insert into organisation.signatory (facility_id, agency_id, duty, name, nip, position, decree, valid)
    values (${signatory.facility_id ?? null}, ${signatory.agency_id ?? null}, ${signatory.duty}, ${signatory.name}, ${signatory.nip ?? null}, ${signatory.position}, ${signatory.decree ?? null}, daterange(${signatory.from}::date, ${signatory.to ?? null}::date, '[]')) returning id`);
  tx.emit({ verb: 'signatory.named', facility_id: signatory.facility_id ?? null, subject_kind: 'signatory', subject_id: id, particulars: { duty: signatory.duty, from: signatory.from, to: signatory.to ?? null } });
  return { id };
}

refuseConstraint('facility_code_key', 'facility.code_taken', { id: 'Kode UPT ini sudah dipakai. Pilih kode lain.', en: 'This facility code is taken. Choose another.' }, 'code');
refuseConstraint('agency_code_key', 'agency.code_taken', { id: 'Kode instansi ini sudah dipakai. Pilih kode lain.', en: 'This agency code is taken. Choose another.' }, 'code');
refuseConstraint('signatory_one_in_office', 'signatory.overlap', { id: 'Sudah ada pejabat untuk tugas itu pada masa yang sama. Akhiri masa sebelumnya dahulu.', en: 'Somebody already holds that duty in that time. End the earlier term first.' });
