import type { ComponentChildren } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, Form, IdentityBar, PageHeading, RadiosField, SubNav, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ReadingReason } from '../file-opening.ts';
import type { WorkerFile } from '../queries.ts';
import { planUrls } from '../placement-urls.ts';
import { urls, type FilePart } from '../urls.ts';
import { sayFile } from '../words-file.ts';
import { sayWaiting } from '../words-waiting.ts';
import { sayWorkforce } from '../words.ts';
import { kindNames, stateNames } from '../worker.ts';

/** Every part of a file stands under the same head; the title that browsers keep is the roster code. */
export function filePage(req: Req, { file, part, workplace, failed }: { file: WorkerFile; part: FilePart; workplace?: string | undefined; failed: boolean }, ...children: ComponentChildren[]): Drawn {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  const parts: [FilePart, string][] = [['ringkas', f('summary')], ['fakta', f('facts')], ['persetujuan', f('consent')], ['gerak', f('moves')], ['riwayat', f('history')]];
  return workPage(req, { surface: 'bengkel', title: file.roster_code, breadcrumbs: [{ href: urls.workers, text: t('workers') }], failed },
    <PageHeading title={file.name} caption={t('readOnRecord')}>
      {may(req.actor, 'worker.change') && <ButtonLink href={urls.change(file.id)} kind="secondary">{f('change')}</ButtonLink>}
      {may(req.actor, 'placement.propose') && file.state === 'present' && <ButtonLink href={urls.propose(file.id)}>{t('propose')}</ButtonLink>}
      {may(req.actor, 'waiting.apply') && file.state === 'present' && <ButtonLink href={`${planUrls.apply}?peserta=${file.roster_code}`} kind="secondary">{sayWaiting(req.locale)('apply')}</ButtonLink>}
    </PageHeading>,
    <IdentityBar title={file.name} code={file.roster_code} status={{ text: stateNames[file.state][req.locale], tone: file.state === 'present' ? 'hijau' : 'abu' }} facts={[
      { label: t('registerNumber'), value: file.register_number }, { label: t('kind'), value: kindNames[file.kind][req.locale] },
      ...(workplace === undefined ? [] : [{ label: t('workshop'), value: workplace }]),
      ...(file.is_sample ? [{ label: t('sample'), value: <Tag tone="ungu">{t('sample')}</Tag> }] : []),
    ]} />,
    <SubNav label={f('sections')} items={[
      ...parts.map(([code, text]) => ({ href: urls.worker(file.id, code), text, current: code === part })),
      ...(may(req.actor, 'consent.record') ? [{ href: urls.training(file.id), text: f('training'), current: false }] : []),
    ]} />,
    ...children);
}

/** Asked before a file is shown: why. Only the roster code stands here. */
export function openingPage(req: Req, { worker, reasons }: { worker: { id: string; roster_code: string }; reasons: ReadingReason[] }, state?: FormState): Drawn {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  return workPage(req, { surface: 'bengkel', title: f('openFile'), breadcrumbs: [{ href: urls.workers, text: t('workers') }], failed: state !== undefined },
    <PageHeading title={`${f('openFile')} ${worker.roster_code}`} />,
    <p class="lead">{f('openWhy')}</p>,
    <Form action={urls.open(worker.id)} token={req.formToken()} state={state} locale={req.locale}>
      <RadiosField name="reason" label={f('reason')} options={reasons.map((reason) => ({ value: reason.code, text: pick(req.locale, reason) }))} required />
      <TextareaField name="note" label={f('note')} hint={f('noteHint')} rows={2} />
      <Button large>{f('open')}</Button>
    </Form>);
}
