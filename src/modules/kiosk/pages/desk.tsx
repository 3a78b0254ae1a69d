import type { VNode } from 'preact';
import { dayIn, formatDay, formatDayShort, formatMonth, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, DataTable, DateField, Details, FilterPanel, Form, IdentityBar, PageHeading, PasswordField, PrintLink, QrImage, RadiosField, Section, SelectField, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { printPage, workPage } from '#ui/frames.tsx';
import { addressees, outcomes, subjects } from '../objection.ts';
import type { ComplaintRow, CopyRow, HolderRow, ObjectionRow, OverdueRow } from '../queries.ts';
import { deskUrls } from '../urls.ts';
import { spacedCode } from '../visit.ts';
import { sayDesk } from '../words.ts';

export type HolderFilter = { q?: string; tanpa?: 'card' | 'pin' };

export function holdersPage(req: Req, { rows, filter, copies }: { rows: HolderRow[]; filter: HolderFilter; copies: CopyRow[] }): VNode {
  const t = sayDesk(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('holders') },
    <PageHeading title={t('holders')} caption={t('holdersHint')}>
      <ButtonLink href={deskUrls.cards()} kind="secondary">{t('printCards')}</ButtonLink>
      {may(req.actor, 'objection.read') && <ButtonLink href={deskUrls.objections()} kind="secondary">{t('objections')}</ButtonLink>}
    </PageHeading>,
    <FilterPanel action={deskUrls.holders} locale={req.locale} clearHref={deskUrls.holders} chips={[...(filter.q ? [{ text: filter.q, removeHref: deskUrls.holders }] : []), ...(filter.tanpa ? [{ text: `${t('without')} ${t(filter.tanpa)}`, removeHref: deskUrls.holders }] : [])]}>
      <TextField name="q" label={t('search')} value={filter.q} />
      <SelectField name="tanpa" label={t('without')} empty={t('all')} value={filter.tanpa} options={[{ value: 'card', text: t('card') }, { value: 'pin', text: t('pin') }]} />
    </FilterPanel>,
    <DataTable caption={t('holders')} captionHidden rows={rows} empty={t('holdersNone')} columns={[
      { title: t('person'), cell: (row) => <a href={deskUrls.holder(row.worker_id)}>{row.name}</a> },
      { title: t('code'), cell: (row) => row.roster_code },
      { title: t('card'), cell: (row) => has(req, row.card_id !== null) },
      { title: t('pin'), cell: (row) => (row.locked ? <Tag tone="kuning">{t('slowed')}</Tag> : has(req, row.pin_set_at !== null)) },
    ]} />,
    may(req.actor, 'file.copy') && (
      <Section title={t('copies')} id="salinan">
        <DataTable caption={t('copies')} captionHidden rows={copies} empty={t('copiesNone')} columns={[
          { title: t('requestNumber'), cell: (row) => row.request_number },
          { title: t('code'), cell: (row) => row.roster_code },
          { title: t('requestedOn'), cell: (row) => formatDayShort(row.requested_on, req.locale) },
          { title: t('download'), cell: (row) => <><a href={deskUrls.copyPdf(row.id)}>PDF</a> · <a href={deskUrls.copyJson(row.id)}>JSON</a></> },
        ]} />
      </Section>
    ));
}

const has = (req: Req, there: boolean): VNode => (there ? <Tag tone="hijau">{sayDesk(req.locale)('has')}</Tag> : <Tag tone="abu">{sayDesk(req.locale)('hasNot')}</Tag>);

export type HolderRefused = { revoke?: FormState; pin?: FormState; hear?: FormState; copy?: FormState };
export function holderPage(req: Req, { holder, zone, months, today }: { holder: HolderRow; zone: Zone; months: string[]; today: string }, refused: HolderRefused = {}): VNode {
  const t = sayDesk(req.locale);
  const day = (at: Date) => t('since', { day: formatDayShort(dayIn(zone, at), req.locale) });
  return workPage(req, { surface: 'bengkel', title: holder.name, breadcrumbs: [{ href: deskUrls.holders, text: t('holders') }], failed: Object.keys(refused).length > 0 },
    <PageHeading title={holder.name}>{holder.card_id && <PrintLink locale={req.locale} href={deskUrls.cards(holder.worker_id)} />}</PageHeading>,
    <IdentityBar title={holder.name} code={holder.roster_code} facts={[
      { label: t('card'), value: holder.issued_at ? day(holder.issued_at) : t('hasNot') },
      { label: t('pin'), value: holder.locked ? t('slowed') : holder.pin_set_at ? day(holder.pin_set_at) : t('hasNot') },
    ]} />,
    <Section title={t('card')} id="kartu">
      <Form action={deskUrls.issue(holder.worker_id)} token={req.formToken()} locale={req.locale}><Button>{holder.card_id ? t('reissue') : t('issue')}</Button></Form>
      {holder.card_id && (
        <Details summary={t('revoke')} open={refused.revoke !== undefined}>
          <Form action={deskUrls.revoke(holder.worker_id)} token={req.formToken()} state={refused.revoke} locale={req.locale}>
            <TextField name="reason" label={t('reason')} required />
            <Button kind="danger">{t('revoke')}</Button>
          </Form>
        </Details>
      )}
    </Section>,
    holder.card_id && (
      <Section title={t('setPin')} id="pin">
        <p>{t('setPinHint')}</p>
        <Form action={deskUrls.pin(holder.worker_id)} token={req.formToken()} state={refused.pin} locale={req.locale}>
          <PasswordField name="pin" label={t('pin')} autocomplete="off" inputMode="numeric" width="s" required />
          <PasswordField name="pin_again" label={t('pinAgain')} autocomplete="off" inputMode="numeric" width="s" required />
          <Button>{t('setPin')}</Button>
        </Form>
      </Section>
    ),
    may(req.actor, 'objection.hear') && (
      <Details summary={t('hear')} open={refused.hear !== undefined}>
        <Form action={deskUrls.hear(holder.worker_id)} token={req.formToken()} state={refused.hear} locale={req.locale}>
          <RadiosField name="about" label={t('about')} inline options={Object.entries(subjects).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
          <SelectField name="month" label={t('month')} options={months.map((month) => ({ value: month, text: formatMonth(month, req.locale) }))} required />
          <TextareaField name="words" label={t('words')} required />
          <Button>{t('hear')}</Button>
        </Form>
      </Details>
    ),
    may(req.actor, 'file.copy') && (
      <Details summary={t('copyTitle')} open={refused.copy !== undefined}>
        <p>{t('copyHint')}</p>
        <Form action={deskUrls.copy(holder.worker_id)} token={req.formToken()} state={refused.copy} locale={req.locale}>
          <TextField name="request_number" label={t('requestNumber')} width="m" required />
          <DateField name="requested_on" label={t('requestedOn')} value={today} required />
          <Button>{t('makeCopy')}</Button>
        </Form>
      </Details>
    ));
}

/** Cards to cut out: the code for the roster and the code for the kiosk, and nothing that says why somebody is here. */
export function cardsPage(req: Req, { rows, unit, sample }: { rows: HolderRow[]; unit: string; sample: boolean }): VNode {
  const t = sayDesk(req.locale);
  return printPage(req, { title: t('cardsTitle'), sample },
    <h1 class="govuk-heading-m">{t('cardsTitle')}</h1>,
    rows.length === 0 ? <p>{t('cardsNone')}</p> : (
      <div class="cards">
        {rows.flatMap((row) => (row.code === null ? [] : [
          <div class="card">
            <QrImage value={row.code} label={t('cardLine')} />
            <div>
              <p class="card__code">{row.roster_code}</p>
              <p>{unit}</p>
              <p>{t('cardLine')}: <strong>{spacedCode(row.code)}</strong></p>
              <p>{t('cardFound')}</p>
            </div>
          </div>,
        ]))}
      </div>
    ));
}

const stateTag = (req: Req, row: { state: 'open' | 'answered'; overdue: boolean }): VNode => {
  const t = sayDesk(req.locale);
  return row.overdue ? <Tag tone="merah">{t('overdue')}</Tag> : row.state === 'open' ? <Tag tone="biru">{t('open')}</Tag> : <Tag tone="hijau">{t('answered')}</Tag>;
};

export type ObjectionFilter = { keadaan?: string; tentang?: string };
export function objectionsPage(req: Req, { rows, filter, several }: { rows: ObjectionRow[]; filter: ObjectionFilter; several: boolean }): VNode {
  const t = sayDesk(req.locale);
  const states: Record<string, string> = { open: t('open'), overdue: t('overdue'), answered: t('answered') };
  const abouts: Record<string, string> = { pay: subjects.pay[req.locale], hours: subjects.hours[req.locale] };
  return workPage(req, { surface: 'bengkel', title: t('objections') },
    <PageHeading title={t('objections')} caption={t('objectionsHint')}><ButtonLink href={deskUrls.objectionSheet} kind="secondary">{t('sheet')}</ButtonLink></PageHeading>,
    <FilterPanel action={deskUrls.objections()} locale={req.locale} clearHref={deskUrls.objections()} chips={[
      ...(filter.keadaan ? [{ text: states[filter.keadaan] ?? '', removeHref: deskUrls.objections({ tentang: filter.tentang }) }] : []), ...(filter.tentang ? [{ text: abouts[filter.tentang] ?? '', removeHref: deskUrls.objections({ keadaan: filter.keadaan }) }] : []),
    ]}>
      <SelectField name="keadaan" label={t('state')} empty={t('all')} value={filter.keadaan} options={Object.entries(states).map(([value, text]) => ({ value, text }))} />
      <SelectField name="tentang" label={t('about')} empty={t('all')} value={filter.tentang} options={Object.entries(abouts).map(([value, text]) => ({ value, text }))} />
    </FilterPanel>,
    <DataTable caption={t('objections')} captionHidden rows={rows} empty={t('objectionsNone')} columns={[
      { title: t('number'), cell: (row) => <a href={deskUrls.objection(row.id)}>{row.number}</a> },
      { title: several ? t('unit') : t('person'), cell: (row) => (several ? `${row.facility_name}, ${row.roster_code}` : `${row.roster_code} ${row.name}`) },
      { title: t('about'), cell: (row) => `${subjects[row.about][req.locale]}, ${formatMonth(row.month, req.locale)}` },
      { title: t('due'), cell: (row) => formatDayShort(row.due_on, req.locale) },
      { title: t('state'), cell: (row) => stateTag(req, row) },
    ]} />);
}

export function objectionPage(req: Req, row: ObjectionRow, state?: FormState): VNode {
  const t = sayDesk(req.locale);
  const own = req.actor.facility_id === row.facility_id;
  return workPage(req, { surface: 'bengkel', title: row.number, breadcrumbs: [{ href: deskUrls.objections(), text: t('objections') }], failed: state !== undefined },
    <PageHeading title={`${t('objection')} ${row.number}`}>{stateTag(req, row)}</PageHeading>,
    <SummaryList rows={[
      { label: t('person'), value: own ? `${row.roster_code} ${row.name}` : `${row.roster_code}, ${row.facility_name}` },
      { label: t('about'), value: `${subjects[row.about][req.locale]}, ${formatMonth(row.month, req.locale)}` },
      { label: t('words'), value: row.words },
      { label: t('raisedOn'), value: formatDay(row.raised_on, req.locale) },
      { label: t('due'), value: `${formatDay(row.due_on, req.locale)}, ${t('dueRule', { n: row.working_days, basis: row.legal_basis })}` },
      ...(row.outcome ? [{ label: t('outcome'), value: outcomes[row.outcome][req.locale] }, { label: t('answer'), value: row.answer ?? '' }] : []),
    ]} />,
    own && row.state === 'open' && may(req.actor, 'objection.answer') && (
      <Section title={t('giveAnswer')} id="jawab">
        <p>{t('objectionsHint')}</p>
        <Form action={deskUrls.objection(row.id)} token={req.formToken()} state={state} locale={req.locale}>
          <RadiosField name="outcome" label={t('outcome')} options={Object.entries(outcomes).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
          <TextareaField name="answer" label={t('answer')} hint={t('answerHint')} required />
          <Button large>{t('giveAnswer')}</Button>
        </Form>
      </Section>
    ));
}

export type OpenedComplaint = Omit<ComplaintRow, 'sealed_words' | 'sealed_answer'> & { words: string; answer: string | null };
const complaintSurface = (req: Req) => (req.actor.facility_id ? { surface: 'bengkel' as const, list: deskUrls.complaints, one: deskUrls.complaint } : { surface: 'pusat' as const, list: deskUrls.regionComplaints, one: deskUrls.regionComplaint });

export function complaintsPage(req: Req, rows: ComplaintRow[]): VNode {
  const t = sayDesk(req.locale);
  const { surface, one } = complaintSurface(req);
  return workPage(req, { surface, title: t('complaints') },
    <PageHeading title={t('complaints')} caption={t('complaintsHint')} />,
    <DataTable caption={t('complaints')} captionHidden rows={rows} empty={t('complaintsNone')} columns={[
      { title: t('number'), cell: (row) => <a href={one(row.id)}>{row.number}</a> },
      { title: t('unit'), cell: (row) => row.facility_name },
      { title: t('goesTo'), cell: (row) => addressees[row.goes_to][req.locale] },
      { title: t('due'), cell: (row) => formatDayShort(row.due_on, req.locale) },
      { title: t('state'), cell: (row) => stateTag(req, row) },
    ]} />);
}

export function complaintPage(req: Req, row: OpenedComplaint, state?: FormState): VNode {
  const t = sayDesk(req.locale);
  const { surface, list, one } = complaintSurface(req);
  return workPage(req, { surface, title: row.number, breadcrumbs: [{ href: list, text: t('complaints') }], failed: state !== undefined },
    <PageHeading title={`${t('complaint')} ${row.number}`}>{stateTag(req, row)}</PageHeading>,
    <SummaryList rows={[
      { label: t('person'), value: req.actor.facility_id ? `${row.roster_code} ${row.name}` : `${row.roster_code}, ${row.facility_name}` },
      { label: t('goesTo'), value: addressees[row.goes_to][req.locale] },
      { label: t('complaintWords'), value: row.words },
      { label: t('raisedOn'), value: formatDay(row.raised_on, req.locale) },
      { label: t('due'), value: `${formatDay(row.due_on, req.locale)} (${row.legal_basis})` },
      ...(row.answer ? [{ label: t('answer'), value: row.answer }] : []),
    ]} />,
    row.state === 'open' && may(req.actor, 'complaint.answer') && (
      <Section title={t('giveAnswer')} id="jawab">
        <Form action={one(row.id)} token={req.formToken()} state={state} locale={req.locale}>
          <TextareaField name="answer" label={t('answer')} hint={t('answerHint')} required />
          <Button large>{t('giveAnswer')}</Button>
        </Form>
      </Section>
    ));
}

export function overduePage(req: Req, rows: OverdueRow[]): VNode {
  const t = sayDesk(req.locale);
  return workPage(req, { surface: 'pusat', title: t('overdueTitle') },
    <PageHeading title={t('overdueTitle')} caption={t('overdueHint')} />,
    <DataTable caption={t('overdueTitle')} captionHidden rows={rows} empty={t('overdueNone')} columns={[
      { title: t('number'), cell: (row) => row.number },
      { title: t('unit'), cell: (row) => row.facility_name },
      { title: t('kind'), cell: (row) => (row.kind === 'complaint' ? t('complaint') : `${t('objection')}, ${(row.about === 'pay' ? subjects.pay : subjects.hours)[req.locale].toLowerCase()}`) },
      { title: t('raisedOn'), cell: (row) => formatDayShort(row.raised_on, req.locale) },
      { title: t('due'), cell: (row) => formatDayShort(row.due_on, req.locale) },
    ]} />);
}
