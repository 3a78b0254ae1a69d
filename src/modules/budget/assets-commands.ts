import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import type { Cause, Condition, NewAsset } from './asset.ts';
import { assetById, type AssetRow } from './assets-queries.ts';

/** A machine enters the register with its cost (or its appraised value, if it was given) and the condition it is in. */
export async function registerAsset(tx: Tx, { facility_id, workshop, class: of, name, acquired_on, cost_idr, source, donor, letter, condition }: NewAsset & { facility_id: string }): Promise<{ id: string; code: string }> {
  permit(tx.actor, 'asset.register');
  const { is_sample } = await facilityById(tx, facility_id);
  const today = await dayAt(tx, facility_id);
  const say = (id: string, en: string) => (tx.actor.locale === 'en' ? en : id);
  if (acquired_on > today) throw new Invalid({ acquired_on: say('Tanggal perolehan tidak sesudah hari ini', 'Acquired no later than today') });
  if (!(await tx.maybe(sql`select 1 from budget.asset_class where code = ${of}`))) throw new Invalid({ class: say('Jenis ini tidak ada pada daftar', 'This class is not on the list') });
  const place = workshop === undefined ? undefined : await tx.maybe<{ id: string }>(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and code = ${workshop}`);
  if (workshop !== undefined && !place) throw new Invalid({ workshop: say('Bengkel ini tidak ada', 'There is no such workshop') });
  const year = Number(today.slice(0, 4));
  const code = `M-${year}-${String(await nextNumber(tx, 'asset', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into budget.asset (facility_id, code, workshop_id, class, name, acquired_on, cost_idr, source, donor, letter, is_sample, registered_by, registered_person, registered_at)
    values (${facility_id}, ${code}, ${place?.id ?? null}, ${of}, ${name}, ${acquired_on}, ${cost_idr}, ${source}, ${source === 'bought' ? null : (donor ?? null)}, ${source === 'bought' ? null : (letter ?? null)}, ${is_sample}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await writeCondition(tx, { facility_id, id }, { condition, on_day: today, note: '' });
  tx.emit({ verb: 'asset.registered', facility_id, subject_kind: 'asset', subject_id: id, particulars: { code, source, cost_idr } });
  return { id, code };
}

/** Somebody looked at the machine: a finding is added, the earlier ones stay. */
export async function recordCondition(tx: Tx, { id, condition, on_day, note = '' }: { id: string; condition: Condition; on_day: string; note?: string }): Promise<AssetRow> {
  permit(tx.actor, 'asset.inspect');
  const asset = await assetById(tx, id);
  if (asset.retired_on) throw gone;
  if (on_day > (await dayAt(tx, asset.facility_id)) || on_day < asset.acquired_on) throw new Refusal('asset.inspected_when', { id: 'Tanggal pemeriksaan berada antara tanggal perolehan dan hari ini.', en: 'The inspection lies between the day of acquisition and today.' }, { field: 'on_day', status: 422 });
  await writeCondition(tx, asset, { condition, on_day, note });
  tx.emit({ verb: 'asset.inspected', facility_id: asset.facility_id, subject_kind: 'asset', subject_id: id, particulars: { condition, on_day } });
  return assetById(tx, id);
}

async function writeCondition(tx: Tx, { facility_id, id }: { facility_id: string; id: string }, { condition, on_day, note }: { condition: Condition; on_day: string; note: string }): Promise<void> {
  await tx.run(sql`insert into budget.asset_condition (facility_id, asset_id, condition, on_day, note, recorded_by, recorded_person, recorded_at) values (${facility_id}, ${id}, ${condition}, ${on_day}, ${note}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
}

export async function proposeRetirement(tx: Tx, { id, cause, reason }: { id: string; cause: Cause; reason: string }): Promise<AssetRow> {
  permit(tx.actor, 'asset.propose_retirement');
  const { facility_id, retired_on, code } = await assetById(tx, id);
  if (retired_on) throw gone;
  await tx.run(sql`insert into budget.asset_retirement (facility_id, asset_id, cause, reason, proposed_by, proposed_person, proposed_at) values (${facility_id}, ${id}, ${cause}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'asset.retirement_proposed', facility_id, subject_kind: 'asset', subject_id: id, particulars: { code, cause } });
  return assetById(tx, id);
}

/** Another person lets it go, by its letter; from the month after that nothing is written off any more. */
export async function approveRetirement(tx: Tx, { id, letter, retired_on }: { id: string; letter: string; retired_on: string }): Promise<AssetRow> {
  permit(tx.actor, 'asset.decide_retirement');
  const { asset, retirement_id } = await inHand(tx, id);
  const { facility_id, acquired_on } = asset;
  if (retired_on < acquired_on || retired_on > (await dayAt(tx, facility_id))) throw new Refusal('asset.retired_when', { id: 'Tanggal penghapusan berada antara tanggal perolehan dan hari ini.', en: 'It is retired between the day of acquisition and today.' }, { field: 'retired_on', status: 422 });
  await tx.run(sql`update budget.asset_retirement set state = 'approved', letter = ${letter}, retired_on = ${retired_on}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${retirement_id}`);
  tx.emit({ verb: 'asset.retired', facility_id, subject_kind: 'asset', subject_id: id, particulars: { code: asset.code, retired_on, letter } });
  return assetById(tx, id);
}

export async function refuseRetirement(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<AssetRow> {
  permit(tx.actor, 'asset.decide_retirement');
  const { asset, retirement_id } = await inHand(tx, id);
  await tx.run(sql`update budget.asset_retirement set state = 'refused', refused_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${asset.facility_id} and id = ${retirement_id}`);
  tx.emit({ verb: 'asset.kept', facility_id: asset.facility_id, subject_kind: 'asset', subject_id: id, particulars: { code: asset.code, reason } });
  return assetById(tx, id);
}

/** The proposal that waits, locked; whoever made it does not decide it. */
async function inHand(tx: Tx, id: string): Promise<{ asset: AssetRow; retirement_id: string }> {
  const asset = await assetById(tx, id);
  const found = await tx.maybe<{ id: string; proposed_person: string | null }>(sql`select id, proposed_person from budget.asset_retirement where facility_id = ${asset.facility_id} and asset_id = ${id} and state = 'proposed' for update`);
  if (!found) throw new Refusal('asset.nothing_proposed', { id: 'Tidak ada usul penghapusan yang menunggu. Muat ulang halaman.', en: 'No proposal to retire it waits. Reload the page.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === found.proposed_person) throw new Refusal('asset.same_person', samePerson);
  return { asset, retirement_id: found.id };
}

const gone = new Refusal('asset.retired', { id: 'Barang ini sudah dihapus dari daftar. Tidak ada lagi yang dicatat padanya.', en: 'This is retired from the register. Nothing more is recorded on it.' });
const samePerson = { id: 'Pengusul penghapusan tidak memutuskannya. Mintalah kepala UPT.', en: 'Who proposed to retire it does not decide. Ask the head of facility.' };
refuseConstraint('asset_retirement_two_persons', 'asset.same_person', samePerson);
refuseConstraint('asset_retirement_in_hand', 'asset.in_hand', { id: 'Usul penghapusan barang ini sudah ada. Kepala UPT memutuskannya dahulu.', en: 'It is already proposed to retire this. The head of facility decides first.' });
refuseConstraint('asset_donor_named', 'asset.donor_named', { id: 'Barang sumbangan atau hibah menyebut pemberi dan suratnya; barang yang dibeli tidak. Isi atau kosongkan keduanya.', en: 'What was given names its donor and letter; what was bought has none. Fill in both, or leave both empty.' }, 'donor');
