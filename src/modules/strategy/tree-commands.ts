import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { measureNames, measures } from './measure.ts';
import { measuredOn } from './measure-queries.ts';
import { gapsOf, mayFollow, parentsOf, type Kind, type NodeFields } from './tree.ts';
import { nodesOf, versionById, type VersionRow } from './tree-queries.ts';

/** A new draft: empty, or with everything that the version it is based on says. */
export async function draftVersion(tx: Tx, { title, reason, based_on, is_sample = false }: { title: string; reason: string; based_on?: string | undefined; is_sample?: boolean }): Promise<{ id: string; number: number }> {
  permit(tx.actor, 'strategy.draft');
  if (based_on) await versionById(tx, based_on);
  const draft = await tx.one<{ id: string; number: number }>(sql`
    insert into strategy.version (number, title, based_on, reason, is_sample, drafted_by, drafted_person, drafted_at, hands, hand_accounts)
    values ((select coalesce(max(number), 0) + 1 from strategy.version), ${title}, ${based_on ?? null}::uuid, ${reason}, ${is_sample}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, array_remove(array[${tx.actor.person_id}::uuid], null), array_remove(array[${tx.actor.account_id}::uuid], null)) returning id, number`);
  if (based_on) {
    await tx.run(sql`
      insert into strategy.node select (jsonb_populate_record(n, jsonb_build_object('version_id', ${draft.id}::uuid))).* from strategy.node n where n.version_id = ${based_on}::uuid`);
  }
  tx.emit({ verb: 'strategy.drafted', facility_id: null, subject_kind: 'strategy_version', subject_id: draft.id, particulars: { number: draft.number, based_on: based_on ?? null } });
  return draft;
}

/** Writes a node of a draft, new or anew. An indicator that the house measures takes its unit and direction from the measure. */
export async function writeNode(tx: Tx, { version_id, ...node }: NodeFields & { version_id: string }): Promise<{ code: string }> {
  permit(tx.actor, 'strategy.draft');
  await inHand(tx, version_id);
  const say = (id: string, en: string) => (tx.actor.locale === 'en' ? en : id);
  const parent = node.parent === undefined ? undefined : await tx.maybe<{ code: string; kind: Kind }>(sql`select code, kind from strategy.node where version_id = ${version_id}::uuid and code = ${node.parent}`);
  if (parentsOf[node.kind].length > 0 && (!parent || !parentsOf[node.kind].includes(parent.kind) || parent.code === node.code)) throw new Invalid({ parent: say('Pilih induk yang sesuai jenisnya', 'Choose a parent of the right kind') });
  if (node.kind === 'pillar' && !node.area) throw new Invalid({ area: say('Pilih bidang pilar', 'Choose the area of the pillar') });
  if (node.kind === 'milestone' && !node.due_on) throw new Invalid({ due_on: say('Isi tenggat tonggak', 'Enter the day of the milestone') });
  const indicator = node.kind === 'indicator';
  const measure = indicator && node.measure ? measures[node.measure] : undefined;
  const [unit, better] = [measure?.unit ?? node.unit, measure?.better ?? node.better];
  if (indicator && (node.target === undefined || !node.target_on || !unit || !better)) throw new Invalid({ target: say('Isi target, tanggal target, satuan dan arah', 'Enter target, its day, unit and direction') });
  if (indicator && (node.baseline === undefined) !== (node.baseline_on === undefined)) throw new Invalid({ baseline_on: say('Nilai awal dan tanggalnya diisi bersama', 'Enter the baseline together with its day') });
  if (indicator && node.baseline_on && node.target_on && node.baseline_on >= node.target_on) throw new Invalid({ target_on: say('Tanggal target harus sesudah tanggal nilai awal', 'The day of the target must come after that of the baseline') });
  const only = <T>(of: boolean, value: T | undefined): T | null => (of ? (value ?? null) : null);
  await tx.run(sql`
    insert into strategy.node (version_id, code, kind, parent, parent_kind, position, name_id, name_en, area, today_id, today_en, wanted_id, wanted_en, source, owner_role, owner_unit, due_on, measure, unit, better, definition_id, definition_en, formula, baseline, baseline_on, target, target_on)
    values (${version_id}::uuid, ${node.code}, ${node.kind}, ${parent?.code ?? null}, ${parent?.kind ?? null}, ${node.position}, ${node.name_id}, ${node.name_en}, ${only(node.kind === 'pillar', node.area)}, ${node.today_id ?? null}, ${node.today_en ?? null}, ${node.wanted_id ?? null}, ${node.wanted_en ?? null}, ${node.source ?? null},
      ${node.owner_role ?? null}, ${node.owner_unit ?? null}, ${only(node.kind === 'milestone', node.due_on)}, ${only(indicator, node.measure)}, ${only(indicator, unit)}, ${only(indicator, better)}, ${only(indicator, node.definition_id)}, ${only(indicator, node.definition_en)}, ${only(indicator, node.formula)},
      ${only(indicator, node.baseline)}, ${only(indicator, node.baseline_on)}, ${only(indicator, node.target)}, ${only(indicator, node.target_on)})
    on conflict (version_id, code) do update set kind = excluded.kind, parent = excluded.parent, parent_kind = excluded.parent_kind, position = excluded.position, name_id = excluded.name_id, name_en = excluded.name_en, area = excluded.area, today_id = excluded.today_id, today_en = excluded.today_en, wanted_id = excluded.wanted_id, wanted_en = excluded.wanted_en, source = excluded.source,
      owner_role = excluded.owner_role, owner_unit = excluded.owner_unit, due_on = excluded.due_on, measure = excluded.measure, unit = excluded.unit, better = excluded.better, definition_id = excluded.definition_id, definition_en = excluded.definition_en, formula = excluded.formula, baseline = excluded.baseline, baseline_on = excluded.baseline_on, target = excluded.target, target_on = excluded.target_on`);
  tx.emit({ verb: 'strategy.node_written', facility_id: null, subject_kind: 'strategy_version', subject_id: version_id, particulars: { code: node.code, kind: node.kind } });
  return { code: node.code };
}

export async function removeNode(tx: Tx, { version_id, code }: { version_id: string; code: string }): Promise<void> {
  permit(tx.actor, 'strategy.draft');
  await inHand(tx, version_id);
  if (await tx.maybe(sql`select 1 from strategy.node where version_id = ${version_id}::uuid and parent = ${code} limit 1`)) throw hasBranches;
  await tx.one(sql`delete from strategy.node where version_id = ${version_id}::uuid and code = ${code} returning code`);
  tx.emit({ verb: 'strategy.node_removed', facility_id: null, subject_kind: 'strategy_version', subject_id: version_id, particulars: { code } });
}

/** Puts a draft into force from a day on, by a decree: another person than any who wrote in it. The version before ends the day before. */
export async function adoptVersion(tx: Tx, { id, decree, from }: { id: string; decree: string; from: string }): Promise<{ number: number; fingerprint: string }> {
  permit(tx.actor, 'strategy.adopt');
  const version = await locked(tx, id, 'adopt');
  if ((tx.actor.person_id && version.hands.includes(tx.actor.person_id)) || (tx.actor.account_id && version.hand_accounts.includes(tx.actor.account_id))) throw new Refusal('strategy.same_person', samePerson);
  const gaps = gapsOf(await nodesOf(tx, id));
  if (gaps.length > 0) throw new Refusal('strategy.incomplete', { id: `Masih ada ${gaps.length} kekurangan, yang pertama pada ${gaps[0]?.code}. Lengkapi menurut daftar kekurangan.`, en: `${gaps.length} things are missing, the first at ${gaps[0]?.code}. Complete what the list of gaps names.` });
  if (await tx.maybe(sql`select 1 from strategy.version where state = 'adopted' and lower(valid) >= ${from}::date limit 1`)) throw notBefore;
  await tx.run(sql`update strategy.version set valid = daterange(lower(valid), ${from}::date) where state = 'adopted' and valid @> ${from}::date`);
  const { fingerprint } = await tx.one<{ fingerprint: string }>(sql`
    update strategy.version set state = 'adopted', adopted_by = ${tx.actor.account_id}, adopted_person = ${tx.actor.person_id}, adopted_at = ${tx.now}, decree = ${decree}, valid = daterange(${from}::date, null), fingerprint = strategy.fingerprint_of(id) where id = ${id}::uuid returning fingerprint`);
  tx.emit({ verb: 'strategy.adopted', facility_id: null, subject_kind: 'strategy_version', subject_id: id, particulars: { number: version.number, from, fingerprint } });
  return { number: version.number, fingerprint };
}

export async function dropVersion(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'strategy.draft');
  const { number } = await locked(tx, id, 'drop');
  await tx.run(sql`update strategy.version set state = 'dropped' where id = ${id}::uuid`);
  tx.emit({ verb: 'strategy.dropped', facility_id: null, subject_kind: 'strategy_version', subject_id: id, particulars: { number } });
}

/** Keeps the country's figures of this month, and of the month before while it may still be corrected; repeatable, each night. */
export async function takeStock(tx: Tx): Promise<void> {
  permit(tx.actor, 'strategy.take_stock');
  const today = dayIn('Asia/Jakarta', tx.now);
  for (const day of [addDays(`${today.slice(0, 7)}-01`, -1), today]) {
    const rows = [...(await measuredOn(tx, measureNames, { day })).values()].map((row) => ({ ...row, month: `${day.slice(0, 7)}-01` }));
    await tx.run(sql`
      insert into strategy.stock (measure, month, value, part, whole, reporting, expected, as_of, taken_at)
      select measure, month, value, part, whole, reporting, expected, as_of, ${tx.now} from json_to_recordset(${JSON.stringify(rows)}::json) as r(measure text, month date, value numeric, part numeric, whole numeric, reporting int, expected int, as_of date)
      on conflict (measure, month) do update set value = excluded.value, part = excluded.part, whole = excluded.whole, reporting = excluded.reporting, expected = excluded.expected, as_of = excluded.as_of, taken_at = excluded.taken_at`);
  }
}

async function locked(tx: Tx, id: string, verb: 'adopt' | 'drop'): Promise<VersionRow> {
  await tx.one(sql`select 1 from strategy.version where id = ${id}::uuid for update`);
  const version = await versionById(tx, id);
  if (!mayFollow(version.state, verb)) throw notDraft;
  return version;
}

/** Only a draft is written in, and whoever writes is remembered. */
async function inHand(tx: Tx, id: string): Promise<void> {
  const { person_id, account_id } = tx.actor;
  const { state, hands, hand_accounts } = await tx.one<Pick<VersionRow, 'state' | 'hands' | 'hand_accounts'>>(sql`select state, hands, hand_accounts from strategy.version where id = ${id}::uuid for update`);
  if (state !== 'draft') throw notDraft;
  if ((person_id === null || hands.includes(person_id)) && (account_id === null || hand_accounts.includes(account_id))) return;
  await tx.run(sql`
    update strategy.version set hands = array(select distinct h from unnest(array_remove(array_append(hands, ${person_id}::uuid), null)) h), hand_accounts = array(select distinct h from unnest(array_remove(array_append(hand_accounts, ${account_id}::uuid), null)) h) where id = ${id}::uuid`);
}

const samePerson = { id: 'Siapa pun yang menulis dalam konsep ini tidak menetapkannya. Mintalah pejabat lain di kantor pusat.', en: 'Nobody who wrote in this draft adopts it. Ask another officer at headquarters.' };
const notDraft = new Refusal('strategy.not_draft', { id: 'Versi ini bukan konsep lagi. Buat konsep baru berdasarkan versi ini.', en: 'This version is no draft any more. Make a new draft based on it.' });
const hasBranches = new Refusal('strategy.has_branches', { id: 'Di bawah butir ini masih ada butir lain. Hapus atau pindahkan dahulu yang di bawahnya.', en: 'Other nodes stand under this one. Remove or move them first.' });
const notBefore = new Refusal('strategy.not_before', { id: 'Sudah ada versi yang berlaku mulai hari itu atau sesudahnya. Pilih tanggal sesudahnya.', en: 'A version already begins on that day or after it. Choose a later day.' }, { field: 'from' });
refuseConstraint('version_two_persons', 'strategy.same_person', samePerson);
