import type { VNode } from 'preact';
import { dayIn, formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Details, Form, HiddenField, Notice, NumberField, PageHeading, RadiosField, Section, SelectField, Tag, TextareaField, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { roleNames } from '#ui/role-words.ts';
import { riskClass, type RiskClass } from '../steering.ts';
import type { DecisionRow, RiskRow } from '../steering-queries.ts';
import { ownerRoles } from '../tree.ts';
import { nodeUrl, steeringUrl, treeUrl } from '../urls.ts';
import { say } from '../words.ts';
import { ownerSaid, PartsNav } from './standing.tsx';

const riskTones: Record<RiskClass, Tone> = { low: 'hijau', medium: 'kuning', high: 'merah' };

/** Everything that steers, over the whole tree: the worst risk first, the newest decision first. */
export function steeringPage(req: Req, { risks, decisions }: { risks: RiskRow[]; decisions: DecisionRow[] }, state?: FormState): VNode {
  const t = say(req.locale);
  return workPage(req, { surface: 'pusat', title: t('steering'), failed: state !== undefined, breadcrumbs: [{ href: treeUrl(), text: t('title') }] },
    <PageHeading title={t('steering')} />, <PartsNav req={req} current="steering" />, state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <Section title={t('risks')}><RiskTable req={req} rows={risks} withNode /></Section>,
    may(req.actor, 'strategy.steer') && risks.filter(({ open }) => open).map((risk) => <JudgeForm req={req} risk={risk} />),
    <Section title={t('decisions')}><DecisionTable req={req} rows={decisions} withNode /></Section>,
    may(req.actor, 'strategy.steer') && decisions.filter(({ done_on, due_on, replaced_by }) => due_on !== null && done_on === null && replaced_by === null).map((row) => (
      <Details summary={`${t('finish')}: ${row.number}`}><Form action={`${steeringUrl}/keputusan/${row.id}/selesai`} token={req.formToken()} locale={req.locale}><DateField name="on_day" label={t('day')} required /><TextareaField name="evidence" label={t('evidence')} rows={2} required /><Button>{t('finish')}</Button></Form></Details>
    )));
}

export function RiskTable({ req, rows, withNode = false }: { req: Req; rows: RiskRow[]; withNode?: boolean }): VNode {
  const { locale } = req;
  const t = say(locale);
  return <DataTable caption={t('risks')} captionHidden rows={rows} empty={t('risksNone')} columns={[
    { title: t('risk'), cell: (row) => <>{row.what}<br /><span class="quiet">{row.number}{withNode && <> · <a href={nodeUrl(row.node_code)}>{row.node_code}</a></>}</span></> },
    { title: t('standing'), cell: (row) => (row.open ? <Tag tone={riskTones[riskClass(row)]}>{`${t(riskClass(row))} (${row.likelihood} × ${row.impact})`}</Tag> : <Tag tone="abu">{t('closed')}</Tag>) },
    { title: t('response'), cell: (row) => <>{row.response}{row.note !== row.what && <><br /><span class="quiet">{row.note}</span></>}</> }, { title: t('owner'), cell: (row) => ownerSaid(row, locale) }, { title: t('reviewOn'), cell: (row) => (row.review_on ? formatDay(row.review_on, locale) : '–') },
  ]} />;
}

export function DecisionTable({ req, rows, withNode = false }: { req: Req; rows: DecisionRow[]; withNode?: boolean }): VNode {
  const { locale } = req;
  const t = say(locale);
  const today = dayIn('Asia/Jakarta', req.now);
  const stateOf = (row: DecisionRow) => {
    if (row.replaced_by) return <Tag tone="abu">{t('replacedBy', { number: row.replaced_by })}</Tag>;
    if (row.done_on) return <Tag tone="hijau">{t('done')}</Tag>;
    if (row.due_on === null) return '–';
    return row.due_on < today ? <Tag tone="merah">{t('late')}</Tag> : <Tag tone="biru">{t('open')}</Tag>;
  };
  return <DataTable caption={t('decisions')} captionHidden rows={rows} empty={t('decisionsNone')} columns={[
    { title: t('decision'), cell: (row) => <>{row.decision}<br /><span class="quiet">{row.number} · {formatDay(row.decided_on, locale)} · {row.decided_by}{withNode && <> · <a href={nodeUrl(row.node_code)}>{row.node_code}</a></>}</span></> },
    { title: t('reason'), cell: (row) => row.reason }, { title: t('owner'), cell: (row) => ownerSaid(row, locale) }, { title: t('due'), cell: (row) => (row.due_on ? formatDay(row.due_on, locale) : '–') }, { title: t('standing'), cell: stateOf },
  ]} />;
}

export function OwnerFields({ req, role, unit }: { req: Req; role?: string | null; unit?: string | null }): VNode {
  const t = say(req.locale);
  return <><SelectField name="owner_role" label={t('owner')} empty="–" value={role} options={ownerRoles.map((value) => ({ value, text: roleNames[value][req.locale] }))} required /><TextField name="owner_unit" label={t('ownerUnit')} value={unit} required /></>;
}

export function RiskForm({ req, node, state }: { req: Req; node: string; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  return (
    <Details summary={t('recordRisk')} open={state?.values['likelihood'] !== undefined}>
      <Form action={`${nodeUrl(node)}/risiko`} token={req.formToken()} locale={req.locale} state={state?.values['likelihood'] === undefined ? undefined : state}>
        <HiddenField name="node" value={node} /><TextareaField name="what" label={t('risk')} rows={2} required /><TextareaField name="response" label={t('response')} rows={2} required />
        <NumberField name="likelihood" label={t('likelihood')} width="xs" required /><NumberField name="impact" label={t('impact')} width="xs" required /><DateField name="review_on" label={t('reviewOn')} required /><OwnerFields req={req} /><Button>{t('recordRisk')}</Button>
      </Form>
    </Details>
  );
}

function JudgeForm({ req, risk }: { req: Req; risk: RiskRow }): VNode {
  const t = say(req.locale);
  return (
    <Details summary={`${t('judge')}: ${risk.number}`}>
      <Form action={`${steeringUrl}/risiko/${risk.id}`} token={req.formToken()} locale={req.locale}>
        <RadiosField name="open" label={t('stillOpen')} options={[{ value: 'yes', text: t('yes') }, { value: 'no', text: t('no') }]} value="yes" inline required /><NumberField name="likelihood" label={t('likelihood')} width="xs" value={risk.likelihood} required /><NumberField name="impact" label={t('impact')} width="xs" value={risk.impact} required /><DateField name="review_on" label={t('reviewOn')} /><TextareaField name="note" label={t('note')} rows={2} required /><Button>{t('judge')}</Button>
      </Form>
    </Details>
  );
}

export function DecisionForm({ req, node, state, hearing }: { req: Req; node?: string; state: FormState | undefined; hearing?: { id: string; action: string; nodes: { value: string; text: string }[] } }): VNode {
  const t = say(req.locale);
  return (
    <Details summary={t('recordDecision')} open={state?.values['decision'] !== undefined}>
      <Form action={hearing?.action ?? `${nodeUrl(node ?? '')}/keputusan`} token={req.formToken()} locale={req.locale} state={state?.values['decision'] === undefined ? undefined : state}>
        {hearing ? <SelectField name="node" label={t('node')} empty="–" options={hearing.nodes} required /> : <HiddenField name="node" value={node} />}
        <TextareaField name="decision" label={t('decision')} rows={2} required /><TextareaField name="reason" label={t('reason')} rows={2} required /><DateField name="decided_on" label={t('decidedOn')} required /><TextField name="decided_by" label={t('decidedBy')} required />
        <OwnerFields req={req} /><DateField name="due_on" label={t('due')} />{!hearing && <TextField name="replaces" label={t('replaces')} width="m" />}<Button>{t('recordDecision')}</Button>
      </Form>
    </Details>
  );
}
