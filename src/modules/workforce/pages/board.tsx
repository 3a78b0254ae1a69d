import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, CheckboxesField, DataTable, DateField, Details, FilterPanel, Form, HiddenField, IdentityBar, NumberField, PageHeading, Section, SelectField, SummaryCard, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { boardStates, caseDecisions, caseKinds, memberPosts, type BoardState, type CaseDecision } from '../board.ts';
import type { BoardRow, CaseRow, MemberRow, OpenCase } from '../board-queries.ts';
import { planUrls } from '../placement-urls.ts';
import { sayBoard } from '../words-board.ts';

const tones: Record<BoardState, 'hijau' | 'kuning' | 'biru' | 'abu'> = { called: 'biru', held: 'kuning', signed: 'hijau', cancelled: 'abu' };
const caseTones: Record<CaseDecision, 'hijau' | 'merah' | 'kuning'> = { approve: 'hijau', refuse: 'merah', postpone: 'kuning' };
const placeOf = (req: Req, row: { workshop_name_id: string | null; workshop_name_en: string | null }): string => (row.workshop_name_id && row.workshop_name_en ? pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) : sayBoard(req.locale)('anyWorkshop'));

export function boardsPage(req: Req, { rows, state, waiting }: { rows: BoardRow[]; state: BoardState | undefined; waiting: OpenCase[] }): Drawn {
  const t = sayBoard(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('title') },
    <PageHeading title={t('title')} caption={t('hint')}>{may(req.actor, 'board.call') && <ButtonLink href={planUrls.newBoard}>{t('call')}</ButtonLink>}</PageHeading>,
    <FilterPanel action={planUrls.boards} locale={req.locale} clearHref={planUrls.boards} chips={state ? [{ text: boardStates[state][req.locale], removeHref: planUrls.boards }] : []}>
      <SelectField name="keadaan" label={t('state')} empty={t('all')} value={state} options={Object.entries(boardStates).map(([value, text]) => ({ value, text: text[req.locale] }))} />
    </FilterPanel>,
    <DataTable caption={t('title')} captionHidden empty={t('empty')} rows={rows} columns={[
      { title: t('number'), cell: (row) => <a href={planUrls.board(row.id)}>{row.number}</a> }, { title: t('day'), cell: (row) => formatDay(row.held_on, req.locale) }, { title: t('cases'), cell: (row) => row.cases, numeric: true },
      { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{boardStates[row.state][req.locale]}</Tag> }, { title: t('decree'), cell: (row) => (row.decree ? <a href={planUrls.boardPaper(row.id)}>{row.decree}</a> : '–') },
    ]} />,
    <Section title={t('waitingCases')}>{openTable(req, waiting)}</Section>);
}

function openTable(req: Req, waiting: OpenCase[]) {
  const t = sayBoard(req.locale);
  return <DataTable caption={t('waitingCases')} captionHidden empty={t('nothingWaits')} rows={waiting} columns={[{ title: t('kind'), cell: (row) => caseKinds[row.kind][req.locale] }, { title: t('person'), cell: (row) => `${row.roster_code} ${row.name}` }, { title: t('workshop'), cell: (row) => placeOf(req, row) }]} />;
}

const textOf = (req: Req, row: OpenCase): string => `${caseKinds[row.kind][req.locale]}: ${row.roster_code} ${row.name}, ${placeOf(req, row)}`;
/** Five lines for members: what stays empty is no member. */
export const memberLines = [0, 1, 2, 3, 4] as const;
export function newBoardPage(req: Req, { day, waiting }: { day: string; waiting: OpenCase[] }, state?: FormState): Drawn {
  const t = sayBoard(req.locale);
  const posts = Object.entries(memberPosts).map(([value, text]) => ({ value, text: text[req.locale] }));
  return workPage(req, { surface: 'bengkel', title: t('call'), breadcrumbs: [{ href: planUrls.boards, text: t('title') }], failed: state !== undefined },
    <PageHeading title={t('call')} caption={t('hint')} />,
    <Form action={planUrls.newBoard} token={req.formToken()} state={state} locale={req.locale}>
      <DateField name="held_on" label={t('day')} value={day} required /><TextField name="place" label={t('place')} required />
      <Section title={t('members')}>
        <p class="quiet">{t('membersHint')}</p>
        {memberLines.map((n) => (
          <div class="stack">
            <TextField name={`members.${n}.name`} label={t('memberName', { n: n + 1 })} required={n < 3} /><TextField name={`members.${n}.position`} label={t('memberPosition', { n: n + 1 })} required={n < 3} />
            <SelectField name={`members.${n}.post`} label={t('memberPost', { n: n + 1 })} value={n === 0 ? 'chair' : n === 1 ? 'secretary' : 'member'} options={posts} />
          </div>
        ))}
      </Section>
      {waiting.length > 0 ? <CheckboxesField name="cases" label={t('agenda')} options={waiting.map((row) => ({ value: `${row.kind}:${row.subject_id}`, text: textOf(req, row) }))} /> : <p class="quiet">{t('nothingWaits')}</p>}
      <Button large>{t('call')}</Button>
    </Form>);
}

export type BoardView = { board: BoardRow; members: MemberRow[]; cases: CaseRow[]; waiting: OpenCase[]; today: string };
export type BoardRefused = { of: 'case' | 'result' | 'off' | 'sign'; state: FormState };
export function boardPage(req: Req, view: BoardView, refused?: BoardRefused): Drawn {
  const t = sayBoard(req.locale);
  const { board, members, cases } = view;
  const called = board.state === 'called';
  return workPage(req, { surface: 'bengkel', title: board.number, breadcrumbs: [{ href: planUrls.boards, text: t('title') }], failed: refused !== undefined },
    <PageHeading title={t('session', { number: board.number })} />,
    <IdentityBar title={board.number} status={{ text: boardStates[board.state][req.locale], tone: tones[board.state] }} facts={[
      { label: t('day'), value: formatDay(board.held_on, req.locale) }, { label: t('place'), value: board.place }, ...(board.decree ? [{ label: t('decree'), value: board.decree }] : []), ...(board.cancel_reason ? [{ label: t('cancelReason'), value: board.cancel_reason }] : []),
    ]} />,
    board.document_code && <ButtonRow><ButtonLink href={planUrls.boardPaper(board.id)}>{t('paper')}</ButtonLink><ButtonLink href={planUrls.boardPdf(board.id)} kind="secondary">{t('pdf')}</ButtonLink></ButtonRow>,
    board.state === 'held' && signing(req, board, refused?.of === 'sign' ? refused.state : undefined),
    <Section title={t('agenda')}>{casesTable(req, cases)}</Section>,
    called && may(req.actor, 'board.call') && view.waiting.length > 0 && (
      <Details summary={t('addCase')}>
        <Form action={planUrls.boardCase(board.id)} token={req.formToken()} state={refused?.of === 'case' ? refused.state : undefined} locale={req.locale}>
          <SelectField name="case" label={t('addCase')} empty={t('chooseCase')} options={view.waiting.map((row) => ({ value: `${row.kind}:${row.subject_id}`, text: textOf(req, row) }))} required /><Button>{t('addCase')}</Button>
        </Form>
      </Details>
    ),
    called && may(req.actor, 'board.record') && cases.length > 0 && board.held_on <= view.today && recording(req, view, refused?.of === 'result' ? refused.state : undefined),
    <Section title={t('members')}>
      <DataTable caption={t('members')} captionHidden empty="" rows={members} columns={[
        { title: t('name'), cell: (row) => row.name }, { title: t('position'), cell: (row) => row.position }, { title: t('post'), cell: (row) => memberPosts[row.post][req.locale] }, ...(called ? [] : [{ title: t('attendance'), cell: (row: MemberRow) => (row.present ? t('yes') : t('no')) }]),
      ]} />
    </Section>,
    board.minutes && <Section title={t('minutes')}><p>{board.minutes}</p></Section>,
    called && may(req.actor, 'board.call') && (
      <Details summary={t('cancel')}>
        <Form action={planUrls.boardOff(board.id)} token={req.formToken()} state={refused?.of === 'off' ? refused.state : undefined} locale={req.locale}><TextareaField name="reason" label={t('cancelReason')} rows={2} required /><Button kind="danger">{t('cancel')}</Button></Form>
      </Details>
    ));
}

function casesTable(req: Req, cases: CaseRow[]) {
  const t = sayBoard(req.locale);
  return (
    <DataTable caption={t('agenda')} captionHidden empty={t('noCases')} rows={cases} columns={[
      { title: t('kind'), cell: (row) => caseKinds[row.kind][req.locale] }, { title: t('person'), cell: (row) => `${row.roster_code} ${row.name}` }, { title: t('workshop'), cell: (row) => placeOf(req, row) },
      { title: t('decision'), cell: (row) => (row.decision ? <Tag tone={caseTones[row.decision]}>{caseDecisions[row.decision][req.locale]}</Tag> : '–') },
      { title: t('votes'), cell: (row) => (row.decision ? `${row.votes_for ?? 0} : ${row.votes_against ?? 0} : ${row.votes_abstained ?? 0}` : '–') }, { title: t('reason'), cell: (row) => row.reason ?? '–' },
    ]} />
  );
}

function signing(req: Req, board: BoardRow, state: FormState | undefined) {
  const t = sayBoard(req.locale);
  if (!may(req.actor, 'board.sign')) return null;
  return (
    <Section title={t('sign')}>
      <p>{t('signHint')}</p>
      {board.held_person !== null && board.held_person === req.actor.person_id ? <p class="quiet">{t('ownRecord')}</p> : <Form action={planUrls.boardSign(board.id)} token={req.formToken()} state={state} locale={req.locale}><Button large>{t('sign')}</Button></Form>}
    </Section>
  );
}

function recording(req: Req, { board, members, cases }: BoardView, state: FormState | undefined) {
  const t = sayBoard(req.locale);
  const options = Object.entries(caseDecisions).map(([value, text]) => ({ value, text: text[req.locale] }));
  return (
    <Section title={t('record')}>
      <p>{t('recordHint')}</p>
      <Form action={planUrls.boardResult(board.id)} token={req.formToken()} state={state} locale={req.locale}>
        <CheckboxesField name="present" label={t('present')} values={members.map((row) => String(row.line))} options={members.map((row) => ({ value: String(row.line), text: `${row.name} (${memberPosts[row.post][req.locale]})` }))} />
        {cases.map((row, n) => (
          <SummaryCard title={`${row.roster_code} ${row.name}: ${caseKinds[row.kind][req.locale]}`}>
            <HiddenField name={`cases.${n}.id`} value={row.id} />
            <SelectField name={`cases.${n}.decision`} label={t('decision')} value="approve" options={options} />
            <NumberField name={`cases.${n}.votes_for`} label={t('votesFor')} value={String(members.length)} width="xs" /><NumberField name={`cases.${n}.votes_against`} label={t('votesAgainst')} value="0" width="xs" /><NumberField name={`cases.${n}.votes_abstained`} label={t('votesAbstained')} value="0" width="xs" />
            <TextareaField name={`cases.${n}.reason`} label={t('reason')} rows={2} required />
          </SummaryCard>
        ))}
        <TextareaField name="minutes" label={t('minutes')} rows={6} required />
        <Button large>{t('record')}</Button>
      </Form>
    </Section>
  );
}
