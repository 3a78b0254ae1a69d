import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, DateField, Form, PageHeading, Section, SelectField, Tag, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { FacilityRow } from '../facility.ts';
import { alarmOf, skillLevels, type Alarm } from '../team.ts';
import type { SkillKindRow, SkillRow, StaffRow } from '../team-queries.ts';
import { sayTeam } from '../team-words.ts';
import { teamUrls } from '../urls.ts';
import { TeamNav } from './team.tsx';

export type SkillMatrix = { unit: FacilityRow; upt: string | undefined; staff: StaffRow[]; skills: SkillRow[]; kinds: SkillKindRow[]; today: string; alarm_days: number[] };
const tones: Record<Alarm, Tone> = { expired: 'merah', soon: 'merah', near: 'kuning', none: 'hijau' };

/** Officers down, skills across, each with its level; what runs out stands first. */
export function skillsPage(req: Req, { unit, upt, staff, skills, kinds, today, alarm_days }: SkillMatrix, state?: FormState): VNode {
  const t = sayTeam(req.locale);
  const used = kinds.filter((kind) => skills.some((row) => row.skill === kind.code));
  const alarmed = skills.filter((row) => alarmOf(row.valid_until, today, alarm_days) !== 'none').sort((a, b) => (a.valid_until ?? '').localeCompare(b.valid_until ?? ''));
  const warned = (row: SkillRow) => <AlarmTag req={req} row={row} today={today} alarm_days={alarm_days} />;
  return workPage(req, { surface: 'bengkel', title: t('skills'), failed: state !== undefined },
    <PageHeading title={t('skills')} caption={unit.name}><ButtonLink href={teamUrls.skillsSheet(upt)} kind="secondary">{t('download')}</ButtonLink></PageHeading>,
    <TeamNav req={req} tab="skills" upt={upt} />,
    <Section title={t('alarms')} id="habis">
      <DataTable caption={t('alarms')} captionHidden rows={alarmed} empty={t('alarmsNone')} columns={[
        { title: t('officer'), cell: (row) => row.name },
        { title: t('skill'), cell: (row) => pick(req.locale, { name_id: row.skill_name_id, name_en: row.skill_name_en }) },
        { title: t('validUntil'), cell: (row) => <>{formatDay(row.valid_until ?? today, req.locale)} {warned(row)}</> },
        { title: t('certificate'), cell: (row) => [row.certificate_number, row.issuer].filter(Boolean).join(', ') },
      ]} />
    </Section>,
    <Section title={t('skills')} id="matriks">
      <p class="quiet">{t('skillsHint')}</p>
      <DataTable caption={t('skills')} captionHidden rows={used.length === 0 ? [] : staff} empty={t('skillsNone')} columns={[
        { title: t('officer'), cell: (row) => row.name },
        ...used.map((kind) => ({
          title: pick(req.locale, kind),
          cell: (row: StaffRow) => {
            const found = skills.find((each) => each.staff_id === row.id && each.skill === kind.code);
            return found ? <>{found.level} {warned(found)}</> : '–';
          },
        })),
      ]} />
    </Section>,
    req.actor.facility_id === unit.id && may(req.actor, 'skill.record') && (
      <Section title={t('recordSkill')} id="catat">
        <Form action={teamUrls.skills()} token={req.formToken()} state={state} locale={req.locale}>
          <SelectField name="staff_id" label={t('officer')} empty={t('chooseOfficer')} options={staff.map((row) => ({ value: row.id, text: row.name }))} required />
          <SelectField name="skill" label={t('skill')} options={kinds.map((kind) => ({ value: kind.code, text: pick(req.locale, kind) }))} required />
          <SelectField name="level" label={t('level')} options={Object.entries(skillLevels).map(([value, text]) => ({ value, text: `${value} ${text[req.locale]}` }))} required />
          <TextField name="certificate_number" label={t('certificate')} width="m" />
          <TextField name="issuer" label={t('issuer')} width="m" />
          <DateField name="issued_on" label={t('issuedOn')} required />
          <DateField name="valid_until" label={t('validUntil')} />
          <Button>{t('recordSkill')}</Button>
        </Form>
      </Section>
    ));
}

function AlarmTag({ req, row, today, alarm_days }: { req: Req; row: SkillRow; today: string; alarm_days: number[] }): VNode | null {
  const alarm = alarmOf(row.valid_until, today, alarm_days);
  if (alarm === 'none') return null;
  const [near = 0, soon = 0] = [...alarm_days].sort((a, b) => b - a);
  return <Tag tone={tones[alarm]}>{sayTeam(req.locale)(`alarm_${alarm}`, { n: alarm === 'near' ? near : soon })}</Tag>;
}
