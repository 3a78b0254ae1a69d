import type { ComponentChildren, VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, Form, Icon, Notice, PasswordField, RadiosField, SelectField, TextareaField, TextField, type IconName } from '#ui';
import { kioskPage } from '#ui/frames.tsx';
import type { Savings } from '#ledger';
import { addressees, outcomes, subjects } from '../objection.ts';
import type { OwnCourse, OwnMark, OwnOutput, OwnOutside } from '../own-queries.ts';
import type { ObjectionRow, Visit } from '../queries.ts';
import { kioskUrls } from '../urls.ts';
import { pinNext } from '../visit.ts';
import { sayKiosk } from '../words.ts';

export const urlsFor = (req: Req) => kioskUrls(req.path === '/en' || req.path.startsWith('/en/'));

export function strangerPage(req: Req): VNode {
  const t = sayKiosk(req.locale);
  return kioskPage(req, { title: t('stranger') }, <h1>{t('stranger')}</h1>, <p>{t('strangerHint')}</p>, <ButtonLink href="/perangkat" large>{t('devices')}</ButtonLink>);
}

export function doorPage(req: Req, { locked = false }: { locked?: boolean } = {}, refused?: FormState): VNode {
  const t = sayKiosk(req.locale);
  // A card that was only scanned is half a sign-in, not a fault.
  const scanned = refused?.problems['pin'] === pinNext.text[req.locale];
  const state = scanned && refused ? { values: refused.values, problems: {} } : refused;
  return kioskPage(req, { title: t('title'), failed: refused !== undefined && !scanned },
    <h1>{t('title')}</h1>,
    scanned && <Notice tone="info">{pinNext.text[req.locale]}</Notice>,
    locked && <Notice tone="info">{t('locked')}</Notice>,
    <Form action={urlsFor(req).door} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="card" label={t('card')} hint={t('cardHint')} autocomplete="off" width="m" autofocus={!scanned} required />
      <PasswordField name="pin" label={t('pin')} autocomplete="off" inputMode="numeric" width="s" autofocus={scanned} required />
      <Button large>{t('signIn')}</Button>
    </Form>);
}

export type Standing = { visit: Visit; seconds: number };

/** Every screen of a visit: whose it is, the way home, the way out, and the lock that needs no program. */
function visitPage(req: Req, { visit, seconds }: Standing, title: string, failed: boolean, ...children: ComponentChildren[]): VNode {
  const t = sayKiosk(req.locale);
  const urls = urlsFor(req);
  return kioskPage(req, { title, failed, leaves: { after_seconds: seconds, to: urls.locked } },
    <header class="kiosk__head">
      <p class="kiosk__who">{visit.roster_code}</p>
      <a class="kiosk__home" href={urls.menu}><Icon name="house" />{t('home')}</a>
      <form action={urls.leave} method="post"><Button large><Icon name="lock" /> {t('leave')}</Button></form>
    </header>,
    <h1>{title}</h1>,
    ...children,
    <p class="quiet">{t('lockHint', { n: seconds })}</p>);
}

export function menuPage(req: Req, standing: Standing): VNode {
  const t = sayKiosk(req.locale);
  const urls = urlsFor(req);
  const doors: { href: string; text: string; icon: IconName }[] = [
    { href: urls.hours(), text: t('hours'), icon: 'clock' }, { href: urls.output, text: t('output'), icon: 'package-check' }, { href: urls.pay(), text: t('pay'), icon: 'banknote' },
    { href: urls.savings, text: t('savings'), icon: 'piggy-bank' }, { href: urls.training, text: t('training'), icon: 'graduation-cap' }, { href: urls.objections, text: t('objections'), icon: 'message-circle-warning' },
  ];
  return visitPage(req, standing, t('hello'), false, <ul class="kiosk__doors">{doors.map(({ href, text, icon }) => <li><a href={href}><Icon name={icon} />{text}</a></li>)}</ul>);
}

const hoursOf = (minutes: number, req: Req): string => count(Math.round(minutes / 6) / 10, req.locale);

export function hoursPage(req: Req, standing: Standing, { month, months, marks }: { month: string; months: { month: string; minutes: number; days: number }[]; marks: OwnMark[] }): VNode {
  const t = sayKiosk(req.locale);
  const sum = months.find((row) => row.month === month);
  return visitPage(req, standing, `${t('hours')}, ${formatMonth(month, req.locale)}`, false,
    sum ? <p class="kiosk__big">{t('inMonth', { hours: hoursOf(sum.minutes, req), days: sum.days })}</p> : <p>{t('noHours')}</p>,
    marks.map((mark) => (
      <div class="kiosk__line">
        <p><strong>{formatDay(mark.day, req.locale)}</strong>, {pick(req.locale, { name_id: mark.workshop_name_id, name_en: mark.workshop_name_en })}</p>
        <p>{mark.attended ? `${t('came')}, ${t('minutes', { n: mark.minutes })}` : `${t('absent')}: ${pick(req.locale, { name_id: mark.reason_name_id, name_en: mark.reason_name_en })}`}{mark.paid ? '' : ` (${t('unpaid')})`}</p>
      </div>
    )),
    otherMonths(req, months.map((row) => row.month), month, urlsFor(req).hours),
    objectLink(req));
}

function otherMonths(req: Req, months: string[], current: string, to: (month: string) => string): VNode | null {
  const others = months.filter((month) => month !== current);
  if (others.length === 0) return null;
  return <><h2>{sayKiosk(req.locale)('otherMonths')}</h2><ul class="govuk-list">{others.slice(0, 6).map((month) => <li><a href={to(month)}>{formatMonth(month, req.locale)}</a></li>)}</ul></>;
}

const objectLink = (req: Req): VNode => <p><ButtonLink href={urlsFor(req).objections} kind="secondary" large>{sayKiosk(req.locale)('notRight')}</ButtonLink></p>;

export function outputPage(req: Req, standing: Standing, rows: OwnOutput[]): VNode {
  const t = sayKiosk(req.locale);
  const months = [...new Set(rows.map((row) => row.month))];
  return visitPage(req, standing, t('output'), false,
    rows.length === 0 && <p>{t('noOutput')}</p>,
    months.map((month) => (
      <>
        <h2>{formatMonth(month, req.locale)}</h2>
        {rows.filter((row) => row.month === month).map((row) => (
          <div class="kiosk__line">
            <p><strong>{pick(req.locale, row)}</strong></p>
            <p>{[t('good', { n: count(row.good, req.locale), unit: unitName(req.locale, row.unit) }), row.rework > 0 ? t('rework', { n: count(row.rework, req.locale) }) : '', row.scrap > 0 ? t('scrap', { n: count(row.scrap, req.locale) }) : ''].filter(Boolean).join(', ')}</p>
          </div>
        ))}
      </>
    )),
    objectLink(req));
}

/** The slip: the sum first, then each rupiah in a sentence. */
export function payPage(req: Req, standing: Standing, { month, months, lines, law }: { law: { reading: string; waiting: { why: string; amount_idr: number }[] }; month: string; months: { month: string; amount_idr: number }[]; lines: { day: string; amount_idr: number; why: string }[] }): VNode {
  const t = sayKiosk(req.locale);
  const total = lines.reduce((sum, line) => sum + line.amount_idr, 0);
  return visitPage(req, standing, t('thisMonth', { month: formatMonth(month, req.locale) }), false,
    lines.length === 0 ? <p>{t('noPay')}</p> : <p class="kiosk__big">{rupiah(total)}</p>,
    lines.length > 0 && <h2>{t('fromWhere')}</h2>,
    lines.map((line) => <div class="kiosk__line"><p><strong>{rupiah(line.amount_idr)}</strong>, {formatDay(line.day, req.locale)}</p><p>{line.why}</p></div>),
    law.waiting.map((each) => <div class="kiosk__line"><p><strong>{rupiah(each.amount_idr)}</strong></p><p>{each.why}</p></div>),
    <p>{law.reading}</p>,
    otherMonths(req, months.map((row) => row.month), month, urlsFor(req).pay),
    objectLink(req));
}

export function savingsPage(req: Req, standing: Standing, { savings, standing: rows }: { savings: Savings; standing: { label: string; value: string }[] }): VNode {
  const t = sayKiosk(req.locale);
  return visitPage(req, standing, t('balance'), false,
    <p class="kiosk__big">{rupiah(savings.balance_idr)}</p>,
    rows.map(({ label, value }) => <p>{label}: <strong>{value}</strong></p>),
    savings.movements.length === 0 && <p>{t('noSavings')}</p>,
    savings.movements.map((move) => (
      <div class="kiosk__line">
        <p><strong>{rupiah(Math.abs(move.amount_idr))}</strong> {move.amount_idr >= 0 ? t('moneyIn') : t('moneyOut')}, {formatDay(move.on_day, req.locale)}</p>
        <p>{move.memo}</p>
      </div>
    )));
}

export function trainingPage(req: Req, standing: Standing, { courses, outside }: { courses: (OwnCourse & { state_name: string })[]; outside: OwnOutside[] }): VNode {
  const t = sayKiosk(req.locale);
  return visitPage(req, standing, t('training'), false,
    courses.length === 0 && outside.length === 0 && <p>{t('noTraining')}</p>,
    courses.map((row) => (
      <div class="kiosk__line">
        <p><strong>{pick(req.locale, row)}</strong>, {row.state_name}</p>
        <p>{formatDay(row.starts_on, req.locale)} – {formatDay(row.ends_on, req.locale)}{row.certificate_on ? `. ${t('certificate', { day: formatDay(row.certificate_on, req.locale) })}${row.revoked ? ` (${t('revoked')})` : ''}` : ''}</p>
      </div>
    )),
    outside.length > 0 && <h2>{t('outside')}</h2>,
    outside.map((row) => <div class="kiosk__line"><p><strong>{row.unit_code}</strong>, {row.body_kind}, {formatDay(row.issued_on, req.locale)}</p></div>));
}

export type OwnComplaint = { number: string; raised_on: string; due_on: string; state: 'open' | 'answered'; overdue: boolean; words: string; answer: string | null };
export type OwnCorrection = { objection: string; state: 'open' | 'paid' | 'none'; amount_idr: number | null; reason: string | null };
export type Voice = { months: string[]; objections: ObjectionRow[]; corrections: OwnCorrection[]; complaints: OwnComplaint[] };
export function voicePage(req: Req, standing: Standing, { months, objections, corrections, complaints }: Voice, refused: { objection?: FormState; complaint?: FormState } = {}): VNode {
  const t = sayKiosk(req.locale);
  const urls = urlsFor(req);
  const waits = (row: { overdue: boolean; due_on: string }) => t(row.overdue ? 'stateLate' : 'stateOpen', { day: formatDay(row.due_on, req.locale) });
  return visitPage(req, standing, t('objections'), refused.objection !== undefined || refused.complaint !== undefined,
    <h2>{t('raise')}</h2>,
    <Form action={urls.objections} token={req.formToken()} state={refused.objection} locale={req.locale}>
      <RadiosField name="about" label={t('about')} inline options={Object.entries(subjects).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
      <SelectField name="month" label={t('month')} options={months.map((month) => ({ value: month, text: formatMonth(month, req.locale) }))} required />
      <TextareaField name="words" label={t('words')} rows={3} required />
      <Button large>{t('send')}</Button>
    </Form>,
    <h2>{t('complain')}</h2>,
    <p>{t('complainHint')}</p>,
    <Form action={urls.complaints} token={req.formToken()} state={refused.complaint} locale={req.locale}>
      <RadiosField name="goes_to" label={t('goesTo')} options={Object.entries(addressees).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
      <TextareaField name="words" label={t('complaintWords')} rows={3} required />
      <Button large>{t('send')}</Button>
    </Form>,
    <h2>{t('mine')}</h2>,
    objections.length + complaints.length === 0 && <p>{t('noneSent')}</p>,
    objections.map((row) => (
      <div class="kiosk__line">
        <p><strong>{row.number}</strong>, {subjects[row.about][req.locale]}, {formatMonth(row.month, req.locale)}</p>
        <p>{row.words}</p>
        <p>{row.state === 'open' ? waits(row) : `${row.outcome ? outcomes[row.outcome][req.locale] : ''}. ${t('answer')}: ${row.answer ?? ''}`}</p>
        {corrections.filter((each) => each.objection === row.number).map((each) => <p>{each.state === 'paid' ? t('correctionPaid', { amount: rupiah(each.amount_idr ?? 0) }) : each.state === 'open' ? t('correctionWaits') : t('correctionNone', { reason: each.reason ?? '' })}</p>)}
      </div>
    )),
    complaints.map((row) => (
      <div class="kiosk__line">
        <p><strong>{row.number}</strong>, {t('complain')}</p>
        <p>{row.words}</p>
        <p>{row.state === 'open' ? waits(row) : `${t('answer')}: ${row.answer ?? ''}`}</p>
      </div>
    )));
}
