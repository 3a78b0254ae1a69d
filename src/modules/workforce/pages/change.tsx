import { formatDay, formatInstant, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick, type Phrase } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, DateField, Form, IdentityBar, PageHeading, RadiosField, Section, SelectField, TextareaField, TextField, Timeline } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ReadingReason } from '../file-opening.ts';
import type { WorkerFile } from '../queries.ts';
import type { ChangeRow } from '../record-queries.ts';
import { urls } from '../urls.ts';
import { eventWords, sayFile } from '../words-file.ts';
import { sayWorkforce } from '../words.ts';
import { clearances, educationNames, kindNames, riskNames } from '../worker.ts';
import { filePage } from './file-frame.tsx';

type Province = { code: string; name_id: string; name_en: string };

/** What stands on the register, to be set right. Facts with a day of their own are added on their page. */
export function changePage(req: Req, { file, provinces }: { file: WorkerFile; provinces: Province[] }, state?: FormState): Drawn {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  return workPage(req, { surface: 'bengkel', title: f('changeTitle'), breadcrumbs: [{ href: urls.workers, text: t('workers') }, { href: urls.worker(file.id), text: file.roster_code }], failed: state !== undefined },
    <PageHeading title={f('changeTitle')} />,
    <IdentityBar title={file.name} code={file.roster_code} />,
    <Form action={urls.change(file.id)} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="name" label={t('name')} value={file.name} required />
      <RadiosField name="kind" label={t('kind')} value={file.kind} options={Object.entries(kindNames).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
      <RadiosField name="sex" label={t('sex')} inline value={file.sex} options={[{ value: 'L', text: t('male') }, { value: 'P', text: t('female') }]} required />
      <DateField name="born_on" label={t('born')} value={file.born_on ?? undefined} />
      <DateField name="custody_from" label={t('custody')} value={file.custody_from} required />
      <DateField name="sentence_from" label={t('sentence')} value={file.sentence_from ?? undefined} />
      <DateField name="sentence_end_on" label={f('sentenceEnd')} value={file.sentence_end_on ?? undefined} />
      <DateField name="release_on" label={t('release')} value={file.release_on ?? undefined} />
      <StandingFields req={req} provinces={provinces} file={file} />
      <Button large>{f('saveChange')}</Button>
    </Form>);
}

/** Fields that registering and changing share. */
export function StandingFields({ req, provinces, file }: { req: Req; provinces: Province[]; file?: WorkerFile }) {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  return (
    <>
      <SelectField name="education" label={f('education')} empty={f('notKnown')} value={file?.education ?? undefined} options={Object.entries(educationNames).map(([value, text]) => ({ value, text: text[req.locale] }))} />
      <SelectField name="can_read" label={f('canRead')} empty={f('notKnown')} value={file?.can_read === true ? 'yes' : file?.can_read === false ? 'no' : undefined} options={[{ value: 'yes', text: f('yes') }, { value: 'no', text: f('no') }]} />
      <SelectField name="origin_province" label={f('origin')} empty={f('notKnown')} value={file?.origin_province ?? undefined} options={provinces.map((province) => ({ value: province.code, text: pick(req.locale, province) }))} />
      <SelectField name="tool_clearance" label={t('clearance')} value={file?.tool_clearance ?? 'B'} options={clearances.map((value) => ({ value, text: value }))} />
      <SelectField name="skill_level" label={t('skillLevel')} value={String(file?.skill_level ?? 1)} options={['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }))} />
      {may(req.actor, 'worker.read_health') && <><TextareaField name="disability" label={f('disability')} value={file?.disability ?? undefined} rows={2} /><TextField name="disability_purpose" label={f('disabilityPurpose')} value={file?.disability_purpose ?? undefined} /></>}
    </>
  );
}

/** What happened to the file, in words: who opened it and why, what was changed from what to what. */
export function historyPage(req: Req, { file, rows, reasons, timezone }: { file: WorkerFile; rows: ChangeRow[]; reasons: ReadingReason[]; timezone: Zone }): Drawn {
  const f = sayFile(req.locale);
  return filePage(req, { file, part: 'riwayat', failed: false },
    <Section title={f('history')}>
      <p class="quiet">{f('historyHint')}</p>
      {rows.length === 0 ? <p>{f('noHistory')}</p> : <Timeline items={rows.map((row) => ({ title: eventWords[row.verb]?.[req.locale] ?? row.verb, at: formatInstant(row.at, timezone, req.locale), by: row.by ?? f('system'), text: told(req, row, reasons) }))} />}
    </Section>);
}

const healthy: readonly string[] = ['disability', 'disability_purpose', 'fit_until'];
function told(req: Req, { before, after, particulars }: ChangeRow, reasons: ReadingReason[]) {
  if (before && after) {
    const keys = Object.keys(after).filter((key) => !healthy.includes(key) || may(req.actor, 'worker.read_health'));
    return keys.length > 0 ? <ul class="govuk-list">{keys.map((key) => <li>{labelOf(req, key)}: {shown(req, key, before[key])} → {shown(req, key, after[key])}</li>)}</ul> : null;
  }
  const reason = particulars['reason'];
  const known = reasons.find((each) => each.code === reason);
  return known ? pick(req.locale, known) : typeof reason === 'string' ? reason : null;
}

function labelOf(req: Req, key: string): string {
  const [t, f] = [sayWorkforce(req.locale), sayFile(req.locale)];
  const labels: Record<string, string> = {
    name: t('name'), kind: t('kind'), sex: t('sex'), born_on: t('born'), custody_from: t('custody'), sentence_from: t('sentence'), sentence_end_on: f('sentenceEnd'), release_on: t('release'), tool_clearance: t('clearance'), skill_level: t('skillLevel'),
    education: f('education'), can_read: f('canRead'), origin_province: f('origin'), disability: f('disability'), disability_purpose: f('disabilityPurpose'), risk: t('risk'), fit_until: t('fit'),
  };
  return labels[key] ?? key;
}

/** A day, a yes, a choice out of a list: each as the screens say it. */
function shown(req: Req, key: string, value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return sayFile(req.locale)(value ? 'yes' : 'no');
  const lists: Record<string, Record<string, Phrase>> = { kind: kindNames, education: educationNames, risk: riskNames };
  const text = String(value);
  return lists[key]?.[text]?.[req.locale] ?? (/^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, req.locale) : text);
}
