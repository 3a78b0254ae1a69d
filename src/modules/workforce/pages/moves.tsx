import type { ComponentChildren } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Phrase } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, Columns, DataTable, DateField, Details, Form, HiddenField, Section, SelectField, Tag, TextareaField, TextField } from '#ui';
import { absenceCauses, moveNames, moves, releaseCauses, type Move } from '../movement.ts';
import type { MergeListed, MovementRow, Target } from '../movement-queries.ts';
import type { WorkerFile } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayMoves } from '../words-moves.ts';
import { filePage } from './file-frame.tsx';

export type MoveForm = 'kirim' | 'bebas' | 'keluar' | 'kembali' | 'meninggal' | 'gabung' | 'gabung/batal';
export type RefusedMove = { form: MoveForm; state: FormState };
export type MovesView = { file: WorkerFile; day: string; movements: MovementRow[]; merges: MergeListed[]; targets: Target[] };

/** Where the person went and came from; what may be recorded now. */
export function movesPage(req: Req, view: MovesView, refused?: RefusedMove): Drawn {
  const t = sayMoves(req.locale);
  return filePage(req, { file: view.file, part: 'gerak', failed: refused !== undefined },
    <Columns
      main={<Section title={t('moves')}>
        <DataTable caption={t('moves')} captionHidden empty={t('noMoves')} rows={view.movements} columns={[
          { title: t('onDay'), cell: (row) => formatDay(row.on_day, req.locale) }, { title: t('what'), cell: (row) => moveNames[row.kind][req.locale] }, { title: t('cause'), cell: (row) => causeOf(row)?.[req.locale] ?? '' },
          { title: t('backBy'), cell: (row) => (row.back_by ? formatDay(row.back_by, req.locale) : '') }, { title: t('decree'), cell: (row) => row.decree },
        ]} />
        {may(req.actor, 'movement.record') && movePart(req, view, refused)}
      </Section>}
      side={mergePart(req, view, refused)} />);
}

const causeOf = ({ kind, cause }: MovementRow): Phrase | undefined => (kind === 'release' || kind === 'away' ? { ...releaseCauses, ...absenceCauses, other: releaseCauses.other }[cause as keyof typeof absenceCauses] : undefined);
const options = (req: Req, of: Record<string, Phrase>) => Object.entries(of).map(([value, text]) => ({ value, text: text[req.locale] }));

/** Only the moves that lead on from where the person is now. */
function movePart(req: Req, { file, day, targets }: MovesView, refused: RefusedMove | undefined) {
  const t = sayMoves(req.locale);
  const open = (move: Move) => moves[move].from.includes(file.state);
  const on = <DateField name="on_day" label={t('onDay')} value={day} required />;
  const letter = <TextField name="decree" label={t('decree')} required />;
  return (
    <>
      {open('return') && <Recording req={req} id={file.id} form="kembali" title={t('return')} refused={refused}>{on}</Recording>}
      {open('away') && <Recording req={req} id={file.id} form="keluar" title={t('absence')} refused={refused}>{on}<SelectField name="cause" label={t('cause')} options={options(req, absenceCauses)} /><DateField name="back_by" label={t('backBy')} /><TextField name="decree" label={t('decree')} /></Recording>}
      {open('sent') && <Recording req={req} id={file.id} form="kirim" title={t('send')} hint={t('sendHint')} refused={refused}><SelectField name="to" label={t('to')} options={targets.map(({ code, name }) => ({ value: code, text: name }))} />{on}{letter}</Recording>}
      {open('release') && <Recording req={req} id={file.id} form="bebas" title={t('release')} hint={t('releaseHint')} refused={refused}>{on}<SelectField name="cause" label={t('cause')} options={options(req, releaseCauses)} />{letter}</Recording>}
      {open('death') && <Recording req={req} id={file.id} form="meninggal" title={t('death')} hint={t('deathHint')} refused={refused}>{on}{letter}<TextareaField name="note" label={t('note')} rows={2} /></Recording>}
    </>
  );
}

function mergePart(req: Req, { file, merges }: MovesView, refused: RefusedMove | undefined) {
  const t = sayMoves(req.locale);
  const states = { proposed: { tone: 'kuning', text: t('stateProposed') }, approved: { tone: 'hijau', text: t('mergeApproved') }, refused: { tone: 'merah', text: t('mergeRefused') }, undone: { tone: 'abu', text: t('undone') } } as const;
  const running = merges.find((row) => row.state === 'approved');
  return (
    <Section title={t('merges')}>
      <DataTable caption={t('merges')} captionHidden empty={t('noMerges')} rows={merges} columns={[
        { title: t('duplicate'), cell: (row) => (row.kept_id === file.id ? row.duplicate_number : row.kept_number) }, { title: t('state'), cell: (row) => <Tag tone={states[row.state].tone}>{states[row.state].text}</Tag> },
      ]} />
      {may(req.actor, 'merge.propose') && (file.state === 'present' || file.state === 'away') && <Recording req={req} id={file.id} form="gabung" title={t('merge')} hint={t('mergeHint')} refused={refused}><TextField name="duplicate_register_number" label={t('duplicate')} required /><TextareaField name="reason" label={t('mergeReason')} rows={3} required /></Recording>}
      {may(req.actor, 'merge.undo') && running && <Recording req={req} id={file.id} form="gabung/batal" title={t('undo')} refused={refused}><HiddenField name="merge_id" value={running.id} /><TextareaField name="reason" label={t('mergeReason')} rows={3} required /></Recording>}
    </Section>
  );
}

/** A form behind a summary; it stands open when it was refused. */
function Recording({ req, id, form, title, hint, refused, children }: { req: Req; id: string; form: MoveForm; title: string; hint?: string; refused: RefusedMove | undefined; children: ComponentChildren }) {
  const state = refused?.form === form ? refused.state : undefined;
  const inside = <>{hint && <p class="quiet">{hint}</p>}<Form action={urls.fact(id, form)} token={req.formToken()} state={state} locale={req.locale}>{children}<Button kind={form === 'meninggal' || form === 'bebas' ? 'danger' : 'primary'}>{title}</Button></Form></>;
  return state ? <Section title={title}>{inside}</Section> : <Details summary={title}>{inside}</Details>;
}
