// The paper of the grand design on any day, from the tree that was in force then and the facts as they were recorded.
import type { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { count, rupiahCompact } from '#kernel/money.ts';
import { NotFound } from '#kernel/refusal.ts';
import { roleNames } from '#ui/role-words.ts';
import type { grandDesign } from './documents/grand-design.ts';
import { isMeasure, measures } from './measure.ts';
import { projects } from './project-queries.ts';
import { gates } from './project.ts';
import { stand, type Stood } from './standing-queries.ts';
import { decisions, risks } from './steering-queries.ts';
import { nodesOf, versionOn } from './tree-queries.ts';
import type { Scope } from './measure-queries.ts';
import { say } from './words.ts';

const t = say('id');
const figure = (value: number | null, { unit }: Stood): string => (value === null ? '–' : unit === 'idr' ? rupiahCompact(Math.round(value)) : unit === 'percent' ? `${count(value)} %` : count(value));
const owned = ({ owner_role, owner_unit }: { owner_role: string | null; owner_unit: string | null }): string => [owner_unit, owner_role && owner_role in roleNames ? `(${roleNames[owner_role as keyof typeof roleNames].id})` : ''].filter(Boolean).join(' ') || '–';

export async function grandDesignOn(reader: Reader, { day, ...scope }: { day: string } & Scope): Promise<{ content: z.input<typeof grandDesign.content>; sample: boolean }> {
  const version = await versionOn(reader, day);
  if (!version) throw new NotFound();
  const nodes = await stand(reader, await nodesOf(reader, version.id), { day, ...scope });
  const under = (parent: string, kind: Stood['kind']) => nodes.filter((node) => node.parent === parent && node.kind === kind);
  const said = ({ today_id, wanted_id, source }: Stood) => ({ today: today_id, wanted: wanted_id, source });
  const measured = nodes.flatMap((node) => (node.measured ? [node.measured] : []));
  const told = (node: Stood) => ({
    code: node.code, name: node.name_id, value: figure(node.value, node), baseline: figure(node.baseline, node), target: `${figure(node.target, node)} (${node.target_on?.slice(0, 4) ?? ''})`, standing: t(node.standing ?? 'no_facts'), owner: owned(node),
    formula: node.measure !== null && isMeasure(node.measure) ? measures[node.measure].formula.id : orNothing(node.formula), coverage: node.measured ? t('coverageOf', { reporting: node.measured.reporting, expected: node.measured.expected }) : node.told_on ? `${t('byHand')} ${formatDay(node.told_on, 'id')}` : t('byHand'), share: shareOf(node),
  });
  const indicators = (code: string) => under(code, 'indicator').map(told);
  const goals = (pillar: string) => under(pillar, 'goal').map((goal) => ({
    code: goal.code, name: goal.name_id, ...said(goal), indicators: [...indicators(goal.code), ...under(goal.code, 'programme').flatMap(({ code }) => indicators(code))],
    programmes: under(goal.code, 'programme').map((programme) => ({ code: programme.code, name: programme.name_id, owner: owned(programme), milestones: under(programme.code, 'milestone').map((one) => ({ name: one.name_id, due: formatDay(one.due_on ?? day, 'id'), state: t(one.progress?.state ?? 'notStarted') })) })),
  }));
  return {
    sample: version.is_sample,
    content: {
      letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${version.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: 'Kegiatan Industri Pemasyarakatan', address: 'Jakarta' },
      number: `GD-${version.number}/${day}`, title: version.title, decree: version.decree ?? '–', in_force: version.until ? `${formatDay(version.from ?? day, 'id')} sampai ${formatDay(version.until, 'id')}` : `sejak ${formatDay(version.from ?? day, 'id')}`, day, vision: nodes.find(({ kind }) => kind === 'vision')?.name_id ?? '–', fingerprint: (version.fingerprint ?? '').slice(0, 16),
      coverage: `paling banyak ${Math.max(0, ...measured.map(({ reporting }) => reporting))} dari ${measured[0]?.expected ?? 0} UPT yang mempunyai bengkel`,
      pillars: nodes.filter(({ kind }) => kind === 'pillar').map((pillar) => ({ code: pillar.code, name: pillar.name_id, ...said(pillar), goals: goals(pillar.code) })),
      risks: (await risks(reader, { open: true })).map((row) => ({ number: row.number, what: row.what, weight: `${row.likelihood} × ${row.impact}`, response: row.response, owner: owned(row) })),
      decisions: (await decisions(reader)).filter(({ decided_on, replaced_by }) => decided_on <= day && replaced_by === null).map((row) => ({ number: row.number, day: formatDay(row.decided_on, 'id'), decision: row.decision, owner: owned(row), state: row.done_on ? t('done') : t('open') })),
      projects: (await projects(reader)).map((row) => ({ number: row.number, title: row.title, gate: row.gate === 0 ? '–' : `${row.gate} ${gates[row.gate - 1]?.name.id ?? ''}`, owner: owned(row) })),
    },
  };
}
const orNothing = (text: string | null): string => text ?? '–';

/** How far along an aim that grows from nothing: the whole width is the target. */
function shareOf({ better, value, target }: Stood): number | null {
  if (better !== 'up' || value === null || target === null || target <= 0) return null;
  return Math.max(0, Math.min(100, Math.round((value * 100) / target)));
}
