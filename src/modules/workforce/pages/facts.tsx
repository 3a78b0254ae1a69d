import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, CheckboxesField, Columns, DataTable, DateField, Details, Form, Section, SelectField, SummaryCard, SummaryList, TextareaField, TextField } from '#ui';
import type { WorkerFile } from '../queries.ts';
import { assessmentNames, assessmentValues, fitnessNames, limitNames, limits, professionNames, qualificationNames, sourceNames } from '../record.ts';
import type { AssessmentRow, FitnessRow, QualificationRow, RemissionRow, RestrictionRow } from '../record-queries.ts';
import { stageNames, stageOn, type Stages } from '../sentence.ts';
import { urls } from '../urls.ts';
import { sayFile } from '../words-file.ts';
import { filePage } from './file-frame.tsx';

export type FactsView = { file: WorkerFile; day: string; stages: Stages | undefined; assessments: AssessmentRow[]; fitness: FitnessRow[]; remissions: RemissionRow[]; qualifications: QualificationRow[]; restrictions: RestrictionRow[] };
export type FactForm = 'penilaian' | 'kesehatan' | 'remisi' | 'kemampuan' | 'pembatasan' | 'pembatasan/akhiri';
type RefusedFact = { form: FactForm; state: FormState } | undefined;

/** The facts of a file, each with its day and who found it. */
export function factsPage(req: Req, view: FactsView, refused?: RefusedFact): Drawn {
  return filePage(req, { file: view.file, part: 'fakta', failed: refused !== undefined },
    <Columns
      main={<>{fitnessPart(req, view, refused)}{restrictionPart(req, view, refused)}{assessmentPart(req, view, refused)}{qualificationPart(req, view, refused)}</>}
      side={<>{stagesPart(req, view)}{remissionPart(req, view, refused)}</>} />);
}

const named = (req: Req, of: Record<string, { id: string; en: string }>) => Object.entries(of).map(([value, text]) => ({ value, text: text[req.locale] }));
const results = (req: Req) => [
  ...Object.entries(assessmentValues).flatMap(([kind, values]) => Object.entries(values).map(([value, text]) => ({ value: `${kind}/${value}`, text: `${assessmentNames[kind as keyof typeof assessmentValues][req.locale]}: ${text[req.locale]}` }))),
  { value: 'group/', text: assessmentNames.group[req.locale] },
];
const stateOf = (refused: RefusedFact, form: FactForm) => (refused?.form === form ? refused.state : undefined);

function stagesPart(req: Req, { day, stages }: FactsView) {
  const f = sayFile(req.locale);
  const on = (value: string) => formatDay(value, req.locale);
  return (
    <SummaryCard title={f('stages')}>
      {stages ? <SummaryList rows={[
        { label: f('stageNow'), value: stageNames[stageOn(stages, day)][req.locale] }, { label: f('third'), value: on(stages.third_on) }, { label: f('half'), value: on(stages.half_on) }, { label: f('twoThirds'), value: on(stages.two_thirds_on) }, { label: f('end'), value: on(stages.end_on) },
      ]} /> : <p class="quiet">{f('notKnown')}</p>}
    </SummaryCard>
  );
}

function remissionPart(req: Req, { file, day, remissions }: FactsView, refused: RefusedFact) {
  const f = sayFile(req.locale);
  return (
    <Section title={f('remissions')}>
      <DataTable caption={f('remissions')} captionHidden empty={f('noRemissions')} rows={remissions} columns={[
        { title: f('granted'), cell: (row) => formatDay(row.granted_on, req.locale) }, { title: f('days'), cell: (row) => row.days, numeric: true },
      ]} />
      {adding(req, 'fact.record', f('recordRemission'), stateOf(refused, 'remisi'), urls.fact(file.id, 'remisi'), <>
        <TextField name="days" label={f('days')} hint={f('daysHint')} width="xs" inputMode="text" required /><DateField name="granted_on" label={f('granted')} value={day} required /><TextField name="decree" label={f('decree')} required />
      </>)}
    </Section>
  );
}

function fitnessPart(req: Req, { file, day, fitness }: FactsView, refused: RefusedFact) {
  const f = sayFile(req.locale);
  return (
    <Section title={f('fitness')}>
      {may(req.actor, 'worker.read_health') ? <DataTable caption={f('fitness')} captionHidden empty={f('noFitness')} rows={fitness} columns={[
        { title: f('examined'), cell: (row) => formatDay(row.examined_on, req.locale) }, { title: f('result'), cell: (row) => fitnessNames[row.result][req.locale] }, { title: f('validUntil'), cell: (row) => formatDay(row.valid_until, req.locale) },
        { title: f('limits'), cell: (row) => row.limits.map((limit) => limitNames[limit][req.locale]).join(', ') }, { title: f('examiner'), cell: (row) => `${row.examiner}, ${professionNames[row.profession][req.locale]} (${row.licence})` },
      ]} /> : <p class="quiet">{f('healthHidden')}</p>}
      {adding(req, 'fact.record', f('recordFitness'), stateOf(refused, 'kesehatan'), urls.fact(file.id, 'kesehatan'), <>
        <DateField name="examined_on" label={f('examined')} value={day} required /><SelectField name="result" label={f('result')} options={named(req, fitnessNames)} /><DateField name="valid_until" label={f('validUntil')} required />
        <CheckboxesField name="limits" label={f('limits')} options={limits.map((value) => ({ value, text: limitNames[value][req.locale] }))} />
        <TextField name="examiner" label={f('examiner')} required /><SelectField name="profession" label={f('profession')} options={named(req, professionNames)} /><TextField name="licence" label={f('licence')} required />
      </>)}
    </Section>
  );
}

function restrictionPart(req: Req, { file, day, restrictions }: FactsView, refused: RefusedFact) {
  const f = sayFile(req.locale);
  const running = restrictions.filter((row) => row.to === null || row.to > day);
  return (
    <Section title={f('restrictions')}>
      <DataTable caption={f('restrictions')} captionHidden empty={f('noRestrictions')} rows={restrictions} columns={[
        { title: f('restriction'), cell: (row) => limitNames[row.code][req.locale] }, { title: f('source'), cell: (row) => sourceNames[row.source][req.locale] }, { title: f('from'), cell: (row) => formatDay(row.from, req.locale) },
        { title: f('until'), cell: (row) => (row.to ? formatDay(row.to, req.locale) : '') }, { title: f('reason'), cell: (row) => (row.source !== 'health' || may(req.actor, 'worker.read_health') ? row.reason : '') },
      ]} />
      {adding(req, 'fact.record', f('recordRestriction'), stateOf(refused, 'pembatasan'), urls.fact(file.id, 'pembatasan'), <>
        <SelectField name="code" label={f('restriction')} options={named(req, limitNames)} /><SelectField name="source" label={f('source')} options={named(req, sourceNames)} /><DateField name="from" label={f('from')} value={day} required /><DateField name="to" label={f('until')} /><TextareaField name="reason" label={f('reason')} rows={2} required />
      </>)}
      {running.length > 0 && adding(req, 'fact.record', f('liftRestriction'), stateOf(refused, 'pembatasan/akhiri'), urls.fact(file.id, 'pembatasan/akhiri'), <>
        <SelectField name="restriction_id" label={f('restriction')} options={running.map((row) => ({ value: row.id, text: limitNames[row.code][req.locale] }))} /><DateField name="on_day" label={f('firstDayWithout')} value={day} required />
      </>)}
    </Section>
  );
}

function assessmentPart(req: Req, { file, day, assessments }: FactsView, refused: RefusedFact) {
  const f = sayFile(req.locale);
  const said = (row: AssessmentRow) => (row.kind === 'group' ? row.value : (assessmentValues[row.kind][row.value]?.[req.locale] ?? row.value));
  return (
    <Section title={f('assessments')}>
      <DataTable caption={f('assessments')} captionHidden empty={f('noAssessments')} rows={assessments} columns={[
        { title: f('onDay'), cell: (row) => formatDay(row.on_day, req.locale) }, { title: f('kind'), cell: (row) => assessmentNames[row.kind][req.locale] }, { title: f('result'), cell: said }, { title: f('assessor'), cell: (row) => row.assessor }, { title: f('reviewBy'), cell: (row) => (row.review_by ? formatDay(row.review_by, req.locale) : '') },
      ]} />
      {adding(req, 'fact.record', f('recordAssessment'), stateOf(refused, 'penilaian'), urls.fact(file.id, 'penilaian'), <>
        <SelectField name="chosen" label={f('result')} options={results(req)} /><TextField name="value" label={f('groupCode')} width="s" /><DateField name="on_day" label={f('onDay')} value={day} required />
        <DateField name="review_by" label={f('reviewBy')} /><TextField name="assessor" label={f('assessor')} required /><TextareaField name="note" label={f('note')} rows={2} />
      </>)}
    </Section>
  );
}

function qualificationPart(req: Req, { file, day, qualifications }: FactsView, refused: RefusedFact) {
  const f = sayFile(req.locale);
  return (
    <Section title={f('qualifications')}>
      <DataTable caption={f('qualifications')} captionHidden empty={f('noQualifications')} rows={qualifications} columns={[
        { title: f('kind'), cell: (row) => qualificationNames[row.kind][req.locale] }, { title: f('name'), cell: (row) => row.name }, { title: f('level'), cell: (row) => row.level ?? '', numeric: true },
        { title: f('from'), cell: (row) => formatDay(row.from, req.locale) }, { title: f('until'), cell: (row) => (row.until ? formatDay(row.until, req.locale) : '') },
      ]} />
      {adding(req, 'fact.record', f('recordQualification'), stateOf(refused, 'kemampuan'), urls.fact(file.id, 'kemampuan'), <>
        <SelectField name="kind" label={f('kind')} options={named(req, qualificationNames)} /><TextField name="name" label={f('name')} required /><SelectField name="level" label={f('level')} empty="–" options={['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }))} />
        <DateField name="from" label={f('from')} value={day} required /><DateField name="until" label={f('until')} /><TextField name="evidence" label={f('evidence')} />
      </>)}
    </Section>
  );
}

/** A form behind a summary; open again when it was refused. */
function adding(req: Req, verb: string, title: string, state: FormState | undefined, action: string, fields: preact.ComponentChildren) {
  if (!may(req.actor, verb)) return null;
  const form = <Form action={action} token={req.formToken()} state={state} locale={req.locale}>{fields}<Button>{title}</Button></Form>;
  return state ? <Section title={title}>{form}</Section> : <Details summary={title}>{form}</Details>;
}
