// P20 and H12: one file, for the side that looks at it, with what that side may do now.
import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DateField, Details, Form, HiddenField, MoneyField, NumberField, RadiosField, Section, SelectField, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { after, offerKinds, offerNames, type WaiverVerb } from '../machine.ts';
import type { WaiverFile } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayWaiver } from '../words.ts';
import { ComparedLines, OffersAndHistory, WaiverHead } from './file-parts.tsx';
import { sides } from './lists.tsx';

export type FileShown = { file: WaiverFile; holidays: ReadonlySet<string> };

export function agencyFilePage(req: Req, shown: FileShown, state?: FormState): VNode {
  return filePage(req, 'agency', shown, state, <AgencyActs req={req} file={shown.file} state={state} />);
}
export function makerFilePage(req: Req, shown: FileShown, state?: FormState): VNode {
  const { file } = shown;
  const open = (file.state === 'sent' || file.state === 'escalated') && may(req.actor, 'waiver.answer') && file.line_rows.length > 0;
  return filePage(req, 'maker', shown, state, open ? <Offering req={req} file={file} state={state} /> : null);
}
export function deskFilePage(req: Req, shown: FileShown, state?: FormState): VNode {
  return filePage(req, 'desk', shown, state, may(req.actor, 'waiver.decide') ? <Deciding req={req} file={shown.file} state={state} /> : null);
}

function filePage(req: Req, side: keyof typeof sides, { file, holidays }: FileShown, state: FormState | undefined, acts: VNode | null): VNode {
  const t = sayWaiver(req.locale);
  const { surface, title, list } = sides[side];
  return workPage(req, { surface, title: file.number, breadcrumbs: [{ href: list(), text: t(title) }], failed: state !== undefined },
    <WaiverHead req={req} file={file} holidays={holidays} />, acts, <ComparedLines req={req} file={file} />, <OffersAndHistory req={req} file={file} />);
}

const can = (req: Req, file: WaiverFile, policy: string, verb: WaiverVerb): boolean => after(file.state, verb) !== undefined && may(req.actor, policy);

function AgencyActs({ req, file, state }: { req: Req; file: WaiverFile; state: FormState | undefined }): VNode {
  const t = sayWaiver(req.locale);
  const said = (act: string, label: string, policy: string, verb: WaiverVerb, hint?: string, danger = false) => can(req, file, policy, verb) && (
    <Details summary={label}>
      {hint && <p class="quiet">{hint}</p>}
      <Form action={urls.act(file.number, act)} token={req.formToken()} state={state} locale={req.locale}><TextareaField name="words" label={t('wordsField')} rows={3} required /><Button kind={danger ? 'danger' : 'secondary'}>{label}</Button></Form>
    </Details>
  );
  const plain = (act: string, label: string, policy: string, verb: WaiverVerb, hint?: string) => can(req, file, policy, verb) && (
    <Form action={urls.act(file.number, act)} token={req.formToken()} state={state} locale={req.locale}>{hint && <p class="quiet">{hint}</p>}<Button>{label}</Button></Form>
  );
  return (
    <>
      {file.state === 'draft' && may(req.actor, 'waiver.draft') && <ButtonRow><ButtonLink href={urls.wizard(file.number, 'alasan')}>{t('continueDraft')}</ButtonLink></ButtonRow>}
      {plain('setuju', t('approve'), 'waiver.approve', 'approve', t('approveHint'))}
      {file.offers.some(({ kind }) => kind !== 'cannot') && plain('terima', t('takeOffer'), 'waiver.settle', 'settle')}
      {said('kembalikan', t('giveBack'), 'waiver.approve', 'return')}
      {said('keberatan', t('appeal'), 'waiver.appeal', 'appeal')}
      {said('ubah', t('reopen'), 'waiver.draft', 'change', t('reopenHint'))}
      {said('tarik', t('withdraw'), 'waiver.draft', 'withdraw', undefined, true)}
    </>
  );
}

function Offering({ req, file, state }: { req: Req; file: WaiverFile; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  return (
    <Section title={t('answer')}>
      <Form action={urls.makerFile(file.number)} token={req.formToken()} state={state} locale={locale}>
        <SelectField name="line" label={t('line')} value={String(file.line_rows[0]?.line ?? '')} options={file.line_rows.slice(0, 200).map((line) => ({ value: String(line.line), text: `${line.line}. ${line.item_text}` }))} />
        <RadiosField name="kind" label={t('offerKind')} value="match_price" options={offerKinds.map((value) => ({ value, text: offerNames[value][locale] }))} />
        <MoneyField name="price_idr" label={t('offerPrice')} hint={t('offerPriceHint')} />
        <DateField name="day" label={t('offerDay')} hint={t('offerDayHint')} />
        <TextField name="sku" label={t('offerSku')} width="m" />
        <Details summary={offerNames.split_delivery[locale]}>
          {[0, 1, 2, 3].map((n) => <><DateField name={`deliveries.${n}.day`} label={t('offerParts', { n: n + 1 })} /><NumberField name={`deliveries.${n}.quantity`} label={t('offerPartQuantity', { n: n + 1 })} /></>)}
        </Details>
        <TextareaField name="words" label={t('offerWords')} rows={3} />
        <Button>{t('makeOffer')}</Button>
      </Form>
    </Section>
  );
}

function Deciding({ req, file, state }: { req: Req; file: WaiverFile; state: FormState | undefined }): VNode | null {
  const { locale } = req;
  const t = sayWaiver(locale);
  if (file.state === 'appealed') {
    return (
      <Section title={t('decide')}>
        <p class="quiet">{t('otherDecides')}</p>
        <Form action={`${urls.deskFile(file.number)}/keberatan`} token={req.formToken()} state={state} locale={locale}>
          <TextareaField name="words" label={t('decisionWords')} rows={4} required />
          <ButtonRow><Button name="decision" value="overturn">{t('overturn')}</Button><Button kind="danger" name="decision" value="uphold">{t('uphold')}</Button></ButtonRow>
        </Form>
      </Section>
    );
  }
  if (after(file.state, 'grant') === undefined) return null;
  return (
    <Section title={t('decide')}>
      <p class="quiet">{t('otherDecides')}</p>
      <Form action={`${urls.deskFile(file.number)}/putusan`} token={req.formToken()} state={state} locale={locale}>
        <TextareaField name="words" label={t('decisionWords')} rows={4} required />
        {file.line_rows.length <= 60 && (
          <Details summary={t('partly')}>
            {file.line_rows.map((line, n) => <><HiddenField name={`lines.${n}.line`} value={line.line} /><NumberField name={`lines.${n}.quantity`} label={`${line.line}. ${line.item_text}`} value={line.quantity} /></>)}
          </Details>
        )}
        <ButtonRow><Button name="decision" value="grant">{t('grant')}</Button><Button kind="danger" name="decision" value="refuse">{t('refuse')}</Button></ButtonRow>
      </Form>
    </Section>
  );
}
