import { useState } from 'preact/hooks';
import { pick, type Locale } from '#kernel/words.ts';
import { Key, Keys, Line, Select, whole } from './fields.tsx';
import type { Mark, NewMark, Pack, Person } from './mark.ts';
import type { SayFloor } from './words.ts';

type Part = { pack: Pack; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void> };

/** B3: everybody with two large keys; who is absent is asked why at once. */
export function Attendance({ pack, recorded, marks, locale, t, keep }: Part & { recorded: Pack; marks: Mark[] }) {
  const [asked, setAsked] = useState<string>();
  const left = recorded.roster.filter((row) => row.reason_code === null);
  const present = (row: Person) => keep({ type: 'attendance', session: pack.session.id, label: `${row.roster_code}: ${t('present')}`, body: { session: pack.session.id, worker: row.worker_id, reason: 'ATTENDED' } });
  const markRest = async () => {
    for (const row of left) await present(row);
  };
  return (
    <>
      {left.length > 1 && <p><Key kind="secondary" onClick={() => void markRest()}>{t('markRest', { n: left.length })}</Key></p>}
      <ul class="people">
        {recorded.roster.map((row) => (
          <li class="people__row" key={row.worker_id}>
            <p class="people__who"><strong>{row.name}</strong> <span class="quiet">{row.roster_code}</span><br /><Standing row={row} mark={marks.findLast((mark) => mark.type === 'attendance' && mark.session === pack.session.id && mark.body['worker'] === row.worker_id)} pack={pack} locale={locale} t={t} /></p>
            <Keys label={row.name} value={row.attended === null ? undefined : row.attended ? 'ya' : 'tidak'} options={[{ value: 'ya', text: t('present') }, { value: 'tidak', text: t('absent') }]}
              onChoose={(value) => {
                setAsked(value === 'tidak' ? row.worker_id : undefined);
                if (value === 'ya' && row.reason_code !== 'ATTENDED') void present(row);
              }} />
            {asked === row.worker_id && <Absence pack={pack} locale={locale} t={t} keep={keep} person={row} done={() => setAsked(undefined)} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Three words, and never "sent" for what was not. */
function Standing({ row, mark, pack, locale, t }: { row: Person; mark: Mark | undefined; pack: Pack; locale: Locale; t: SayFloor }) {
  if (mark?.state === 'refused') return <span class="standing standing--needs">! {t('needsYou')}</span>;
  if (row.reason_code === null) return <span class="quiet">{t('notYet')}</span>;
  const reason = pack.reasons.find((each) => each.code === row.reason_code);
  return <span class={`standing standing--${mark ? 'here' : 'sent'}`}>{reason ? pick(locale, reason) : row.reason_code} · {mark ? t('here') : t('sent')}</span>;
}

/** Why somebody is not here, what it means for pay, and whatever that reason asks for. */
export function Absence({ pack, locale, t, keep, person, mends, done }: Part & { person: Pick<Person, 'worker_id' | 'roster_code'>; mends?: Mark; done: () => void }) {
  const before = mends?.body ?? {};
  const [code, setCode] = useState(String(before['reason'] ?? ''));
  const [paid, setPaid] = useState<string | undefined>(before['paid'] === undefined ? undefined : before['paid'] ? 'ya' : 'tidak');
  const [note, setNote] = useState(String(before['note'] ?? ''));
  const [minutes, setMinutes] = useState(String(before['minutes'] ?? ''));
  const reason = pack.reasons.find((each) => each.code === code);
  const asksPaid = reason?.decision === 'asked' || reason?.decision === 'paid_unless';
  const lacking = !reason || (reason.decision === 'asked' && paid === undefined) || (reason.needs_note && note.trim() === '') || (reason.needs_minutes && minutes === '');
  const record = async () => {
    if (!reason) return;
    await keep({
      type: 'attendance', session: pack.session.id, label: `${person.roster_code}: ${pick(locale, reason)}`, ...(mends ? { mends } : {}),
      body: { session: pack.session.id, worker: person.worker_id, reason: reason.code, ...(asksPaid && paid !== undefined ? { paid: paid === 'ya' } : {}), ...(note.trim() ? { note: note.trim() } : {}), ...(reason.attended && minutes ? { minutes: whole(minutes) } : {}) },
    });
    done();
  };
  const options = pack.reasons.filter((each) => mends || each.code !== 'ATTENDED').sort((a, b) => Number(a.attended) - Number(b.attended)).map((each) => ({ value: each.code, text: `${pick(locale, each)}${each.needs_note ? ' *' : ''} — ${t(each.decision)}` }));
  return (
    <div class="asked">
      <Select label={t('why')} empty={t('choose')} value={code} options={options} onChange={setCode} />
      {asksPaid && <><p class="govuk-label">{t('paidQuestion')}</p><Keys label={t('paidQuestion')} value={paid} options={[{ value: 'ya', text: t('yes') }, { value: 'tidak', text: t('no') }]} onChoose={setPaid} /></>}
      {reason && <Line label={`${t('note')}${reason.needs_note ? ' *' : ''}`} value={note} onInput={setNote} />}
      {reason?.attended && <Line label={t('minutes')} numeric value={minutes} onInput={setMinutes} />}
      <div class="govuk-button-group"><Key disabled={lacking} onClick={() => void record()}>{t('record')}</Key><Key kind="secondary" onClick={done}>{t('cancel')}</Key></div>
    </div>
  );
}
