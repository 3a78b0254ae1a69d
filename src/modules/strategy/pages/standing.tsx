import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { count, rupiahCompact } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { SubNav, Tag, type Tone } from '#ui';
import { roleNames } from '#ui/role-words.ts';
import type { Stood } from '../standing-queries.ts';
import type { Node, Standing, Unit } from '../tree.ts';
import { projectsUrl, steeringUrl, todayUrl, treeUrl, versionsUrl } from '../urls.ts';
import { say } from '../words.ts';

const looks: Record<Standing, { tone: Tone; mark: string }> = { reached: { tone: 'hijau', mark: '●' }, on_course: { tone: 'biru', mark: '▲' }, slow: { tone: 'kuning', mark: '◆' }, behind: { tone: 'merah', mark: '▼' }, no_baseline: { tone: 'ungu', mark: '○' }, no_facts: { tone: 'abu', mark: '–' } };

/** How something stands, in words first; mark and colour repeat them. */
export function StandingTag({ standing, locale }: { standing: Standing | undefined; locale: Locale }): VNode | null {
  if (!standing) return null;
  const { tone, mark } = looks[standing];
  return <Tag tone={tone}><span aria-hidden="true">{mark} </span>{say(locale)(standing)}</Tag>;
}

/** A figure with its unit, in the reader's language. */
export function figureSaid(value: number | null, unit: Unit | null, locale: Locale): string {
  if (value === null) return '–';
  if (unit === 'idr') return rupiahCompact(Math.round(value), locale);
  return unit === 'percent' ? `${count(value, locale)} %` : count(value, locale);
}
export const nameOf = (node: Pick<Node, 'name_id' | 'name_en'>, locale: Locale): string => pick(locale, node);
export const spoken = (locale: Locale, id: string | null, en: string | null): string | null => (locale === 'en' ? (en ?? id) : id);
export function ownerSaid({ owner_role, owner_unit }: { owner_role: string | null; owner_unit: string | null }, locale: Locale): string {
  const role = owner_role && owner_role in roleNames ? roleNames[owner_role as keyof typeof roleNames][locale] : '';
  return [owner_unit, role && `(${role})`].filter(Boolean).join(' ') || '–';
}
export function coverageSaid({ measured, told_on }: Pick<Stood, 'measured' | 'told_on'>, locale: Locale): string {
  const t = say(locale);
  if (measured) return [t('coverageOf', { reporting: measured.reporting, expected: measured.expected }), ...(measured.as_of ? [t('newest', { day: formatDay(measured.as_of, locale) })] : [])].join(', ');
  return told_on ? `${t('byHand')}, ${formatDay(told_on, locale)}` : t('byHand');
}

/** The doors of the grand design, on each of its pages. */
export function PartsNav({ req, current }: { req: Req; current: 'tree' | 'today' | 'steering' | 'projects' | 'versions' }): VNode {
  const t = say(req.locale);
  const doors = [['tree', treeUrl()], ['today', todayUrl], ['steering', steeringUrl], ['projects', projectsUrl], ['versions', versionsUrl]] as const;
  return <SubNav label={t('parts')} items={doors.map(([name, href]) => ({ href, text: t(name), current: name === current }))} />;
}
