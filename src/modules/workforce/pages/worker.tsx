import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, CheckboxField, Columns, DataTable, DateField, Details, Form, HiddenField, IdentityBar, Notice, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { HoursRow, PlacementRow, WorkerFile, WorkplaceRow } from '../queries.ts';
import type { Check, Verdict } from '../suitability.ts';
import { planUrls } from '../placement-urls.ts';
import { urls } from '../urls.ts';
import { sayFile } from '../words-file.ts';
import { sayWorkforce } from '../words.ts';
import { educationNames, regimeNames, regimes, riskNames } from '../worker.ts';
import { filePage } from './file-frame.tsx';
import { periodOf } from './workers.tsx';

export type WorkerView = { file: WorkerFile; day: string; placements: PlacementRow[]; hours: HoursRow[]; workplaces: WorkplaceRow[]; judged: { workplace: WorkplaceRow; verdict: Verdict } | undefined };
export type Refused = { end?: FormState };

/** B23: one person: may they work, where, by whose decision, for how long. */
export function workerPage(req: Req, view: WorkerView, refused: Refused = {}): Drawn {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  const { file, placements, hours } = view;
  const current = placements.find((row) => row.approved_at && row.from <= view.day && (row.to === null || row.to > view.day));
  const workplace = current ? pick(req.locale, { name_id: current.workshop_name_id, name_en: current.workshop_name_en }) : t('placedNo');
  return filePage(req, { file, part: 'ringkas', workplace, failed: Object.values(refused).some(Boolean) },
    <Columns
      main={<>{verdictPart(req, view)}{placementPart(req, placements, current, refused.end)}
        <Section title={t('hours')}>
          <DataTable caption={t('hours')} captionHidden empty={t('noHours')} rows={hours} columns={[
            { title: t('week'), cell: (row) => formatDay(row.week, req.locale) }, { title: t('sessions'), cell: (row) => row.sessions, numeric: true }, { title: t('minutes'), cell: (row) => row.minutes, numeric: true },
            { title: t('paidMinutes'), cell: (row) => row.paid_minutes, numeric: true }, { title: t('absences'), cell: (row) => row.absences, numeric: true },
          ]} />
          {mayReadSavings.includes(req.actor.role) && <p><a href={`/bengkel/premi/kartu/${file.id}`}>{t('savings')}</a></p>}
        </Section></>}
      side={<SummaryCard title={t('onFile')}>
        <SummaryList rows={[
          { label: t('born'), value: dayOr(req, file.born_on) }, { label: t('custody'), value: formatDay(file.custody_from, req.locale) }, { label: t('sentence'), value: dayOr(req, file.sentence_from) }, { label: t('release'), value: dayOr(req, file.release_on) },
          { label: t('risk'), value: riskNames[file.risk][req.locale] }, { label: t('fit'), value: dayOr(req, file.fit_until) }, { label: t('clearance'), value: file.tool_clearance }, { label: t('skillLevel'), value: file.skill_level },
          { label: f('schooling'), value: file.education ? educationNames[file.education][req.locale] : f('notKnown') }, { label: f('canRead'), value: file.can_read === null ? f('notKnown') : file.can_read ? f('yes') : f('no') },
          ...(may(req.actor, 'worker.read_health') && file.disability ? [{ label: f('disability'), value: file.disability }, { label: f('disabilityPurpose'), value: file.disability_purpose ?? '' }] : []),
        ]} />
      </SummaryCard>} />);
}

/** The card belongs to pay, on a floor above; officers of the workshop do not see money. */
const mayReadSavings: readonly string[] = ['section_head', 'facility_head', 'treasurer', 'auditor'];
const dayOr = (req: Req, day: string | null): string => (day ? formatDay(day, req.locale) : sayWorkforce(req.locale)('unknown'));

function verdictPart(req: Req, { file, workplaces, judged }: WorkerView) {
  const t = sayWorkforce(req.locale);
  return (
    <Section title={t('verdict')}>
      {judged ? <><h3 class="govuk-heading-s">{t('verdictFor', { workshop: pick(req.locale, judged.workplace) })}</h3><VerdictTable req={req} verdict={judged.verdict} /></> : <p class="quiet">{t('noWorkshop')}</p>}
      {workplaces.length > 1 && (
        <Form action={urls.worker(file.id)} method="get" locale={req.locale}>
          <SelectField name="bengkel" label={t('seeElsewhere')} value={judged?.workplace.code} options={workplaces.map((place) => ({ value: place.code, text: pick(req.locale, place) }))} />
          <Button kind="secondary">{t('judge')}</Button>
        </Form>
      )}
    </Section>
  );
}

export function VerdictTable({ req, verdict }: { req: Req; verdict: Verdict }) {
  const t = sayWorkforce(req.locale);
  const tagOf = (check: Check) => check.passed ? <Tag tone="hijau">{t('met')}</Tag> : check.effect === 'block' ? <Tag tone="merah">{t('notMet')}</Tag> : check.effect === 'override_with_reason' ? <Tag tone="kuning">{t('needsReason')}</Tag> : <Tag tone="biru">{t('note')}</Tag>;
  return (
    <>
      <Notice tone={verdict.allowed ? (verdict.needs_reason ? 'warning' : 'success') : 'danger'}><p>{verdict.allowed ? (verdict.needs_reason ? t('needsReason') : t('allowed')) : t('blocked')}</p></Notice>
      <DataTable caption={t('verdict')} captionHidden empty="" rows={verdict.checks} columns={[
        { title: t('check'), cell: (check) => check.name[req.locale] }, { title: t('answer'), cell: (check) => check.text[req.locale] }, { title: t('verdict'), cell: tagOf },
      ]} />
      {verdict.on_paper.length > 0 && <Details summary={t('onPaper')}><ul class="govuk-list govuk-list--bullet">{verdict.on_paper.map((check) => <li>{check.name[req.locale]}</li>)}</ul></Details>}
    </>
  );
}

function placementPart(req: Req, placements: PlacementRow[], current: PlacementRow | undefined, state: FormState | undefined) {
  const t = sayWorkforce(req.locale);
  const stateOf = (row: PlacementRow) => row.refused_at ? <Tag tone="merah">{t('stateRefused')}</Tag> : row.ended_reason ? <Tag tone="abu">{t('stateEnded')}</Tag> : row.approved_at ? <Tag tone="hijau">{t('stateApproved')}</Tag> : <Tag tone="kuning">{t('stateWaiting')}</Tag>;
  return (
    <Section title={t('placement')}>
      <DataTable caption={t('placement')} captionHidden empty={t('noPlacement')} rows={placements} columns={[
        { title: t('workshop'), cell: (row) => { const name = pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }); return row.approved_at ? <a href={planUrls.placement(row.id)}>{name}</a> : name; } }, { title: t('job'), cell: (row) => row.job }, { title: t('period'), cell: (row) => periodOf(req, row) },
        { title: t('decree'), cell: (row) => row.decree }, { title: t('placed'), cell: (row) => <>{stateOf(row)}{(row.refused_reason ?? row.ended_reason) && <> <span class="quiet">{row.refused_reason ?? row.ended_reason}</span></>}</> },
      ]} />
      {current && may(req.actor, 'placement.end') && (
        <Details summary={t('endPlacement')}>
          <Form action={urls.end(current.worker_id)} token={req.formToken()} state={state} locale={req.locale}>
            <HiddenField name="placement_id" value={current.id} />
            <DateField name="on_day" label={t('endDay')} required /><TextareaField name="reason" label={t('endReason')} rows={2} required />
            <Button kind="danger">{t('endPlacement')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  );
}

/** The proposal: where, as what, from when, by which letter. */
export function proposePage(req: Req, { file, workplaces, day }: { file: WorkerFile; workplaces: WorkplaceRow[]; day: string }, state?: FormState): Drawn {
  const t = sayWorkforce(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('propose'), breadcrumbs: [{ href: urls.workers, text: t('workers') }, { href: urls.worker(file.id), text: file.roster_code }], failed: state !== undefined },
    <PageHeading title={t('propose')} caption={t('proposeHint')} />,
    <IdentityBar title={file.name} code={file.roster_code} />,
    <Form action={urls.propose(file.id)} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="workshop" label={t('workshop')} empty={t('chooseWorkshop')} options={workplaces.map((place) => ({ value: place.id, text: pick(req.locale, place) }))} required />
      <TextField name="job" label={t('job')} required />
      <SelectField name="regime" label={t('regime')} value="facility" options={regimes.map((value) => ({ value, text: regimeNames[value][req.locale] }))} />
      <TextField name="contract_ref" label={sayFile(req.locale)('contract')} hint={sayFile(req.locale)('contractHint')} width="m" />
      <DateField name="from" label={t('from')} value={day} required /><DateField name="to" label={t('to')} />
      <TextField name="decree" label={t('decree')} required />
      <CheckboxField name="unpaid" label={t('unpaid')} />
      <TextareaField name="override_reason" label={t('override')} rows={2} />
      <Button large>{t('sendProposal')}</Button>
    </Form>);
}
