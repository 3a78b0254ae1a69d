import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Form, HiddenField, PageHeading, Section, SelectField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { WorkplaceRow } from '../queries.ts';
import { limitNames, limits, requirementNames, type RequirementKind } from '../record.ts';
import type { RequirementRow } from '../record-queries.ts';
import { urls } from '../urls.ts';
import { sayFile } from '../words-file.ts';
import { sayWorkforce } from '../words.ts';
import { clearances, educationNames, educations } from '../worker.ts';

/** What each workshop, or one job in it, asks of those who work there. */
export function requirementsPage(req: Req, { rows, workplaces, day }: { rows: RequirementRow[]; workplaces: WorkplaceRow[]; day: string }, state?: FormState): Drawn {
  const f = sayFile(req.locale);
  return workPage(req, { surface: 'bengkel', title: f('requirements'), breadcrumbs: [{ href: urls.workers, text: sayWorkforce(req.locale)('workers') }], failed: state !== undefined },
    <PageHeading title={f('requirements')} caption={f('requirementsHint')} />,
    <DataTable caption={f('requirements')} captionHidden empty={f('noRequirements')} rows={rows} columns={[
      { title: f('workshop'), cell: (row) => pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) }, { title: f('job'), cell: (row) => row.job }, { title: f('kind'), cell: (row) => requirementNames[row.kind][req.locale] },
      { title: f('what'), cell: (row) => `${saidCode(req, row)}${row.level === null ? '' : ` (${row.level})`}` }, { title: f('from'), cell: (row) => formatDay(row.from, req.locale) },
      { title: f('until'), cell: (row) => (row.to ? formatDay(row.to, req.locale) : may(req.actor, 'requirement.set') && row.from < day ? ending(req, row, day) : '') }, { title: f('basis'), cell: (row) => row.legal_basis },
    ]} />,
    may(req.actor, 'requirement.set') && (
      <Section title={f('addRequirement')}>
        <Form action={urls.requirements} token={req.formToken()} state={state} locale={req.locale}>
          <SelectField name="workshop_id" label={f('workshop')} options={workplaces.map((place) => ({ value: place.id, text: pick(req.locale, place) }))} /><TextField name="job" label={f('job')} hint={f('allJobs')} />
          <SelectField name="chosen" label={f('what')} options={choices(req)} /><TextField name="what" label={f('whatName')} />
          <SelectField name="level" label={f('level')} empty="–" options={['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }))} /><DateField name="from" label={f('from')} value={day} required /><TextField name="legal_basis" label={f('basis')} required />
          <Button>{f('addRequirement')}</Button>
        </Form>
      </Section>
    ));
}

/** Everything that comes from a list, by name; the rest is named in the field beside it. */
function choices(req: Req): { value: string; text: string }[] {
  const of = (kind: RequirementKind, codes: readonly string[]) => codes.map((code) => ({ value: `${kind}/${code}`, text: `${requirementNames[kind][req.locale]}: ${saidCode(req, { kind, code })}` }));
  const named = (['skill', 'language', 'certificate', 'module'] as const).map((kind) => ({ value: `${kind}/`, text: requirementNames[kind][req.locale] }));
  return [...of('education', educations), ...of('demand', limits), ...of('tool_class', clearances), ...named];
}

function ending(req: Req, row: RequirementRow, day: string) {
  const f = sayFile(req.locale);
  return <Form action={`${urls.requirements}/akhiri`} token={req.formToken()} locale={req.locale}><HiddenField name="requirement_id" value={row.id} /><HiddenField name="on_day" value={day} /><Button kind="secondary">{f('endRequirement')}</Button></Form>;
}

function saidCode(req: Req, { kind, code }: Pick<RequirementRow, 'kind' | 'code'>): string {
  if (kind === 'education') return Object.entries(educationNames).find(([key]) => key === code)?.[1][req.locale] ?? code;
  if (kind === 'demand') return Object.entries(limitNames).find(([key]) => key === code)?.[1][req.locale].replace(/^(tanpa|no|tidak|not) /, '') ?? code;
  return code.replaceAll('-', ' ');
}
