import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, Form, Notice, PageHeading, Section, SelectField, Tag, TextareaField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { lineCategories } from '#organisation';
import { answer, dimensions, nextStep, type AssessmentState, type Criterion, type Dimension, type Facts } from '../maturity.ts';
import type { AssessmentRow, ClaimRow, HeatRow, PeerRow } from '../maturity-queries.ts';
import { sayMaturity } from '../maturity-words.ts';
import { assessmentUrl, assessUrl, maturityUrl, ownMaturityUrl } from '../urls.ts';

const tones: Record<AssessmentState, Tone> = { draft: 'abu', sent: 'kuning', verified: 'hijau', returned: 'merah' };
const stateName = (req: Req, state: AssessmentState): string => sayMaturity(req.locale)(state === 'verified' ? 'verifiedState' : state);
type Series = { name: string; levels: Partial<Record<Dimension, number>> };

/** Lines are told apart by their strokes as well. */
const dashes = [undefined, '2 4', '9 5'];

/** Eight spokes, level five at the rim; the table beside it says the same. */
function Radar({ req, series }: { req: Req; series: readonly Series[] }): VNode {
  const m = sayMaturity(req.locale);
  const at = (n: number, level: number): string => { const turn = (n / dimensions.length) * 2 * Math.PI - Math.PI / 2; return `${(220 + Math.cos(turn) * level * 26).toFixed(1)},${(170 + Math.sin(turn) * level * 26).toFixed(1)}`; };
  const ring = (level: number): string => dimensions.map((_, n) => at(n, level)).join(' ');
  return (
    <figure class="chart">
      <figcaption class="chart__title">{m('radar')}: {series.map(({ name }) => name).join(', ')}</figcaption>
      <ul class="chart__legend">{series.map(({ name }, s) => <li><svg viewBox="0 0 34 8" width="34" height="8" aria-hidden="true" focusable="false"><path class={`chart__line chart__line--${s}`} stroke-dasharray={dashes[s]} d="M0 4h34" /></svg>{name}</li>)}</ul>
      <div class="chart__scroll" role="region" aria-label={m('radar')} tabIndex={0}>
        <svg class="chart__drawing" viewBox="-80 0 600 340" role="img" aria-label={m('radar')}>
          {[1, 2, 3, 4, 5].map((level) => <polygon class="chart__rule" fill="none" points={ring(level)} />)}
          {dimensions.map((dimension, n) => { const [x = '0', y = '0'] = at(n, 5.7).split(','); return <text class="chart__text" x={x} y={y} text-anchor={Number(x) > 225 ? 'start' : Number(x) < 215 ? 'end' : 'middle'}>{m(dimension)}</text>; })}
          {series.map(({ levels }, s) => <polygon class={`chart__line chart__line--${s}`} stroke-dasharray={dashes[s]} points={dimensions.map((dimension, n) => at(n, levels[dimension] ?? 0)).join(' ')} />)}
        </svg>
      </div>
    </figure>
  );
}

export type AssessmentView = { assessment: AssessmentRow | undefined; claims: ClaimRow[]; criteria: Criterion[]; facts: Facts; peers: PeerRow[]; all: AssessmentRow[] };
/** One facility: how far it is, what comes next, and from whom to learn. */
export function assessmentPage(req: Req, { assessment, claims, criteria, facts, peers, all }: AssessmentView, state?: FormState): VNode {
  const { locale, actor } = req;
  const m = sayMaturity(locale);
  const own = actor.facility_id !== null;
  const levels = claims.map((claim) => ({ dimension: claim.dimension, level: claim.verified ?? Math.min(claim.level, claim.against.length > 0 ? claim.suggested : claim.level) }));
  const step = nextStep(criteria, levels);
  const series = (name: string, of: (claim: ClaimRow) => number | null): Series => ({ name, levels: Object.fromEntries(claims.map((claim) => [claim.dimension, of(claim) ?? 0])) });
  const mine = assessment?.state === 'verified' ? series(m('verified'), ({ verified }) => verified) : series(m('claimed'), ({ level }) => level);
  const peer = peers.find((one) => Object.keys(one.levels).length > 0);
  return workPage(req, { surface: own ? 'bengkel' : 'pusat', title: m('title'), failed: state !== undefined, breadcrumbs: own ? [] : [{ href: maturityUrl, text: m('title') }] },
    <PageHeading title={assessment ? `${m('title')}: ${assessment.facility_name}` : m('title')} caption={assessment ? `${m('period')} ${assessment.period}` : m('lead')}>
      {assessment && <Tag tone={tones[assessment.state]}>{stateName(req, assessment.state)}</Tag>}
      {own && may(actor, 'maturity.assess') && (!assessment || assessment.state === 'draft' || assessment.state === 'returned') && <ButtonLink href={assessUrl}>{m('assess')}</ButtonLink>}
    </PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    assessment?.state === 'returned' && <Notice tone="warning" title={m('returned')}>{assessment.reason}</Notice>,
    claims.length > 0 && <Section title={m('next')}>{step ? <p>{m(step.dimension)}, {m('level').toLowerCase()} {step.level}: {pick(locale, step)}</p> : <p>{m('nextNone')}</p>}</Section>,
    claims.length > 0 && <Radar req={req} series={[mine, series(m('suggested'), ({ suggested }) => suggested), ...(peer ? [{ name: peer.facility_name, levels: peer.levels }] : [])]} />,
    <DataTable caption={m('dimension')} captionHidden rows={claims} empty={m('none')} columns={[
      { title: m('dimension'), cell: (row) => m(row.dimension) }, { title: m('claimed'), numeric: true, cell: (row) => String(row.level) }, { title: m('suggested'), numeric: true, cell: (row) => <>{row.suggested}{row.against.length > 0 && <><br /><Tag tone="merah">{m('flag')}</Tag></>}</> },
      { title: m('verified'), numeric: true, cell: (row) => (row.verified === null ? '–' : String(row.verified)) }, { title: m('evidence'), cell: (row) => <>{row.evidence}{row.against.map((one) => <><br /><span class="quiet">{m('notMet')}: {pick(locale, one)}</span></>)}{row.finding && <><br />{m('finding')}: {row.finding}</>}</> },
    ]} />,
    own && assessment?.state === 'draft' && may(actor, 'maturity.assess') && <Form action={`${ownMaturityUrl}/${assessment.id}/kirim`} token={req.formToken()} locale={locale}><Button>{m('send')}</Button></Form>,
    assessment?.state === 'sent' && may(actor, 'maturity.verify') && <VerifyForms req={req} assessment={assessment} claims={claims} state={state} />,
    <Section title={m('peers')}>
      <p class="quiet">{m('peersHow')}</p>
      <DataTable caption={m('peers')} captionHidden rows={peers} empty={m('peersNone')} columns={[
        { title: m('facility'), cell: (row) => row.facility_name }, { title: m('shared'), cell: (row) => row.shared.map((category) => (category in lineCategories ? lineCategories[category as keyof typeof lineCategories][locale] : category)).join(', ') },
        { title: m('better'), cell: (row) => dimensions.filter((dimension) => (row.levels[dimension] ?? 0) > (mine.levels[dimension] ?? 0)).map((dimension) => m(dimension)).join(', ') || '–' },
      ]} />
    </Section>,
    <CriteriaTable req={req} criteria={criteria} facts={facts} />,
    own && all.length > 1 && <DataTable caption={m('period')} rows={all} empty="" columns={[{ title: m('period'), cell: (row) => row.period }, { title: m('state'), cell: (row) => stateName(req, row.state) }]} />);
}

function CriteriaTable({ req, criteria, facts }: { req: Req; criteria: Criterion[]; facts: Facts }): VNode {
  const m = sayMaturity(req.locale);
  const said = (row: Criterion) => { const met = answer(row, facts); return met === undefined ? <span class="quiet">{m('unseen')}</span> : <Tag tone={met ? 'hijau' : 'kuning'}>{m(met ? 'met' : 'notMet')}</Tag>; };
  return <DataTable caption={m('criteria')} rows={criteria} empty="" columns={[{ title: m('criterion'), cell: (row) => `${m(row.dimension)} ${row.level}: ${pick(req.locale, row)}` }, { title: m('fact'), cell: said }]} />;
}

const levelOptions = [0, 1, 2, 3, 4, 5].map((n) => ({ value: String(n), text: String(n) }));
export function assessFormPage(req: Req, { criteria, facts, claims }: { criteria: Criterion[]; facts: Facts; claims: ClaimRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const m = sayMaturity(locale);
  return workPage(req, { surface: 'bengkel', title: m('assess'), failed: state !== undefined, breadcrumbs: [{ href: ownMaturityUrl, text: m('title') }] },
    <PageHeading title={m('assess')} caption={m('lead')} />,
    <CriteriaTable req={req} criteria={criteria} facts={facts} />,
    <Form action={assessUrl} token={req.formToken()} locale={locale} state={state}>
      {dimensions.map((dimension) => { const row = claims.find((claim) => claim.dimension === dimension); return <><SelectField name={`said.${dimension}.level`} label={m('levelOf', { dimension: m(dimension).toLowerCase() })} empty="–" value={row?.level} options={levelOptions} required /><TextareaField name={`said.${dimension}.evidence`} label={m('evidenceOf', { dimension: m(dimension).toLowerCase() })} value={row?.evidence} rows={2} required /></>; })}
      <Button>{m('save')}</Button>
    </Form>);
}

function VerifyForms({ req, assessment, claims, state }: { req: Req; assessment: AssessmentRow; claims: ClaimRow[]; state: FormState | undefined }): VNode {
  const { locale } = req;
  const m = sayMaturity(locale);
  return (
    <>
      <Form action={`${assessmentUrl(assessment.id)}/verifikasi`} token={req.formToken()} locale={locale} state={state}>
        {claims.map((claim) => <><SelectField name={`found.${claim.dimension}.level`} label={m('levelOf', { dimension: m(claim.dimension).toLowerCase() })} value={claim.level} options={levelOptions} required /><TextareaField name={`found.${claim.dimension}.finding`} label={m('findingOf', { dimension: m(claim.dimension).toLowerCase() })} rows={1} /></>)}
        <Button>{m('verify')}</Button>
      </Form>
      <Form action={`${assessmentUrl(assessment.id)}/kembalikan`} token={req.formToken()} locale={locale}><TextareaField name="reason" label={m('reason')} rows={2} required /><Button kind="secondary">{m('giveBack')}</Button></Form>
    </>
  );
}

/** H6: dimension by facility. The level is written in each cell; the shade repeats it. */
export function maturityPage(req: Req, { rows, waiting }: { rows: HeatRow[]; waiting: AssessmentRow[] }): VNode {
  const m = sayMaturity(req.locale);
  const drawn = rows.slice(0, 60);
  return workPage(req, { surface: 'pusat', title: m('title') },
    <PageHeading title={m('title')} caption={m('lead')} />,
    <DataTable caption={m('received')} rows={waiting} empty={m('noneSent')} columns={[{ title: m('facility'), cell: (row) => <a href={assessmentUrl(row.id)}>{row.facility_name}</a> }, { title: m('period'), cell: (row) => row.period }, { title: m('state'), cell: (row) => <Tag tone={tones[row.state]}>{stateName(req, row.state)}</Tag> }]} />,
    drawn.length > 0 && <figure class="chart">
      <figcaption class="chart__title">{m('heat')}</figcaption>
      <div class="chart__scroll" role="region" aria-label={m('heat')} tabIndex={0}>
        <svg class="chart__drawing" viewBox={`0 0 926 ${30 + drawn.length * 28}`} role="img" aria-label={m('heat')}>
          {dimensions.map((dimension, x) => <text class="chart__text" x={220 + x * 88 + 42} y={18} text-anchor="middle">{m(dimension)}</text>)}
          {drawn.map((row, y) => <>
            <text class="chart__text" x={4} y={48 + y * 28}>{row.facility_name.slice(0, 27)}</text>
            {dimensions.map((dimension, x) => { const level = row.levels[dimension] ?? 0; return <><rect class="heat-cell" x={220 + x * 88} y={30 + y * 28} width={84} height={24} fill-opacity={level * 0.1} /><text class="chart__text heat-text" x={220 + x * 88 + 42} y={48 + y * 28} text-anchor="middle">{level}</text></>; })}
          </>)}
        </svg>
      </div>
    </figure>,
    <DataTable caption={m('heat')} rows={rows} empty={m('noneVerified')} columns={[{ title: m('facility'), cell: (row) => row.facility_name }, { title: m('period'), cell: (row) => row.period }, ...dimensions.map((dimension) => ({ title: m(dimension), numeric: true, cell: (row: HeatRow) => String(row.levels[dimension] ?? '–') }))]} />);
}
