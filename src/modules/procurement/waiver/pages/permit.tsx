// The permit as anybody sees it: whether it holds, for what, how much is left. No price, no person.
import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { unitName } from '#products';
import { Button, DataTable, DateField, Details, Form, Notice, NumberField, PageHeading, QrImage, Section, SelectField, SummaryList, TextareaField, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { qrOf } from '../permit.ts';
import type { CheckedPermit, UseRow } from '../permit-queries.ts';
import { standings, type Standing } from '../standing.ts';
import { urls } from '../urls.ts';
import { sayWaiver } from '../words.ts';

/** `uses` is known to the permit's own agency and to those who look over the country. */
export type PermitShown = { permit: CheckedPermit; standing: Standing; trial: boolean; reason: string; uses: UseRow[] | undefined; today: string };
const decided = { person: 'byPerson', rule: 'byRule', silence: 'bySilence', appeal: 'byAppeal' } as const;

export function permitPage(req: Req, { permit, standing, trial, reason, uses, today }: PermitShown, state?: FormState): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const title = t('permitOf', { number: permit.number });
  const address = `${req.origin}/cek/${permit.code}`;
  return shopPage(req, { title, noIndex: true, failed: state !== undefined },
    <PageHeading title={title} caption={t(permit.kind === 'blanket' ? 'kindBlanket' : 'kindSingle')} />,
    <Notice tone={standings[standing].tone} title={standings[standing][locale]}>{trial && <p>{t('trialNote')}</p>}</Notice>,
    <SummaryList rows={[
      { label: t('holder'), value: `${permit.agency}, ${permit.unit}` }, { label: t('reason'), value: reason }, { label: t('period'), value: `${formatDay(permit.valid_from, locale)} – ${formatDay(permit.valid_to, locale)}` },
      { label: t('issued'), value: `${formatInstant(permit.issued_at, 'Asia/Jakarta', locale)}, ${t(decided[permit.decided_how as keyof typeof decided] ?? 'byRule')}` }, ...(permit.revoked_at ? [{ label: standings.revoked[locale], value: formatInstant(permit.revoked_at, 'Asia/Jakarta', locale) }] : []), ...(permit.is_sample ? [{ label: t('state'), value: t('sample') }] : []),
    ]} />,
    <DataTable caption={t('goods')} rows={permit.lines.slice(0, 500)} empty="" columns={[
      { title: t('goods'), cell: (line) => <>{line.item}{line.unspsc ? <><br /><span class="quiet">UNSPSC {line.unspsc}</span></> : null}</> }, { title: t('quantity'), numeric: true, cell: (line) => `${count(line.quantity, locale)} ${unitName(locale, line.unit)}` }, { title: t('left'), numeric: true, cell: (line) => count(line.quantity - line.used, locale) },
    ]} />,
    uses && <Uses req={req} permit={permit} standing={standing} uses={uses} today={today} state={state} />,
    <Section title={t('signature')}>
      <div class="permit-code"><QrImage value={qrOf(address, permit.jws)} label={t('scan')} /></div>
      <p class="quiet">{address}</p>
      <p>{t('signatureHint')} <a href={urls.signature(permit.code)}>izin.jws</a></p>
      <p class="quiet">{t('print')}</p>
    </Section>);
}

function Uses({ req, permit, standing, uses, today, state }: { req: Req; permit: CheckedPermit; standing: Standing; uses: UseRow[]; today: string; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const living = standing !== 'revoked' && standing !== 'forged';
  const left = permit.lines.filter((line) => line.used < line.quantity);
  return (
    <Section title={t('uses')}>
      <DataTable caption={t('uses')} captionHidden rows={uses} empty={t('noUses')} columns={[
        { title: t('usedOn'), cell: (use) => formatDay(use.used_on, locale) }, { title: t('line'), numeric: true, cell: (use) => use.line }, { title: t('quantity'), numeric: true, cell: (use) => count(use.quantity, locale) }, { title: t('reference'), cell: (use) => use.reference },
      ]} />
      {living && left.length > 0 && may(req.actor, 'permit.use') && (
        <Details summary={t('use')} open={state?.values['reference'] !== undefined}>
          <Form action={urls.use(permit.code)} token={req.formToken()} state={state?.values['words'] === undefined ? state : undefined} locale={locale}>
            <SelectField name="line" label={t('line')} value={String(left[0]?.line ?? '')} options={left.slice(0, 500).map((line) => ({ value: String(line.line), text: `${line.line}. ${line.item} (${count(line.quantity - line.used, locale)})` }))} />
            <NumberField name="quantity" label={t('quantity')} required />
            <TextField name="reference" label={t('reference')} width="m" required />
            <DateField name="used_on" label={t('usedOn')} value={today} required />
            <Button>{t('use')}</Button>
          </Form>
        </Details>
      )}
      {living && may(req.actor, 'permit.revoke') && (
        <Details summary={t('revoke')}>
          <Form action={urls.revoke(permit.code)} token={req.formToken()} state={state?.values['words'] === undefined ? undefined : state} locale={locale}><TextareaField name="words" label={t('wordsField')} rows={3} required /><Button kind="danger">{t('revoke')}</Button></Form>
        </Details>
      )}
    </Section>
  );
}
