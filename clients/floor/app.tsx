import { useEffect, useState } from 'preact/hooks';
import { pick, type Locale } from '#kernel/words.ts';
import { Attendance } from './attendance.tsx';
import { Incident } from './incident.tsx';
import type { Mark, NewMark, Pack } from './mark.ts';
import { Output } from './output.tsx';
import { Queue } from './queue.tsx';
import { fetchPack, sendWaiting, type Outcome } from './send.ts';
import { keepMark } from './store.ts';
import { Tools } from './tools.tsx';
import { asRecorded, useFloor, useOnline, type Floor } from './use-floor.ts';
import { sayFloor, type SayFloor } from './words.ts';

export type View = { view: 'sesi' | 'antrean' | 'luring' | 'bilah'; session: string | undefined; locale: Locale };
const everyMinute_ms = 60_000;

export function App({ view, session, locale }: View) {
  const t = sayFloor(locale);
  const [floor, online] = [useFloor(), useOnline()];
  const [outcome, setOutcome] = useState<Outcome>();
  const [sending, setSending] = useState(false);
  const [unkept, setUnkept] = useState<string>();
  const send = async () => {
    setSending(true);
    setOutcome(await sendWaiting());
    setSending(false);
  };
  useEffect(() => {
    void send();
    const seen = () => document.visibilityState === 'visible' && void send();
    const again = () => void send();
    const timer = setInterval(again, everyMinute_ms);
    addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  if (!floor) return view === 'bilah' ? null : <p>{t('loading')}</p>;
  if (view === 'bilah' && floor.marks.length === 0) return null;
  const keep = async (mark: NewMark) => {
    try {
      await keepMark(mark);
      setUnkept(undefined);
    } catch {
      setUnkept(mark.label);
    }
    void send();
  };
  const shared = { floor, locale, t, keep };
  return (
    <>
      <Bar floor={floor} online={online} outcome={outcome} sending={sending} send={() => void send()} t={t} />
      {unkept !== undefined && <p role="alert" class="govuk-error-message">{t('unkept', { label: unkept })}</p>}
      {view === 'antrean' && <Queue marks={floor.marks} packs={floor.packs} account={floor.who?.account} locale={locale} t={t} keep={keep} />}
      {session !== undefined && (view === 'sesi' || view === 'luring') && <Session key={session} {...shared} id={session} online={online} />}
      {session === undefined && view === 'luring' && <KeptSessions {...shared} />}
    </>
  );
}

/** Always in sight: is there a line, and is anything still only here? */
function Bar({ floor, online, outcome, sending, send, t }: { floor: Floor; online: boolean; outcome: Outcome | undefined; sending: boolean; send: () => void; t: SayFloor }) {
  const [waiting, refused] = [floor.marks.filter((mark) => mark.state === 'waiting').length, floor.marks.filter((mark) => mark.state === 'refused').length];
  const minutes = Math.round(Math.max(0, ...floor.packs.map((pack) => Math.abs(pack.drift_ms))) / 60_000);
  const line = online && outcome !== 'no_line';
  return (
    <div class={`line line--${line ? 'on' : 'off'}`} role="status">
      <p class="line__words"><strong>{line ? t('online') : t('offline')}</strong> · {waiting > 0 ? t('waiting', { n: waiting }) : refused === 0 && t('allSent')}{waiting > 0 && refused > 0 && ' · '}{refused > 0 && <a href="/bengkel/antrean">{t('refusedCount', { n: refused })}</a>}</p>
      {waiting > 0 && <button type="button" class="line__key" onClick={send} disabled={sending}>{sending ? t('sending') : t('sendNow')}</button>}
      {outcome === 'signed_out' && waiting > 0 && <p class="line__more">{t('signedOut')} <a href={`/masuk?lanjut=${encodeURIComponent(location.pathname)}`}>{t('signIn')}</a></p>}
      {minutes >= 5 && <p class="line__more">{t('clock', { n: minutes })}</p>}
    </div>
  );
}

type Shared = { floor: Floor; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void> };

function KeptSessions({ floor, locale, t }: Shared) {
  return (
    <>
      <h2 class="govuk-heading-m">{t('keptSessions')}</h2>
      {floor.packs.length === 0 ? <p>{t('noSessions')}</p> : (
        <ul class="govuk-list">{floor.packs.map(({ session }) => <li><a href={`/bengkel/catat/${session.id}`}>{pick(locale, session.workshop)}, {pick(locale, session.slot)}</a></li>)}</ul>
      )}
      <h2 class="govuk-heading-m">{t('queue')}</h2>
      <ul class="govuk-list">{floor.marks.map((mark: Mark) => <li>{mark.label}</li>)}</ul>
    </>
  );
}

const parts = ['attendance', 'tools', 'output', 'incident', 'queue'] as const;

function Session({ id, online, floor, locale, t, keep }: Shared & { id: string; online: boolean }) {
  const [part, setPart] = useState<(typeof parts)[number]>('attendance');
  const [fetched, setFetched] = useState<Outcome>();
  useEffect(() => {
    void sendWaiting().then(() => fetchPack(id)).then(setFetched);
  }, [id, online]);
  const pack: Pack | undefined = floor.packs.find((each) => each.session.id === id);
  if (!pack) return <p>{fetched === undefined ? t('loading') : fetched === 'sent' ? t('closed') : t('notHere')}</p>;
  const recorded = asRecorded(pack, floor.marks);
  const shared = { pack, recorded, marks: floor.marks, locale, t, keep };
  const unsettled = floor.marks.filter((mark) => mark.session === id).length;
  return (
    <>
      {/* Without a line the page is a shell that knows no session: say which one this is. */}
      {!online && <h1 class="govuk-heading-l">{pick(locale, pack.session.workshop)}, {pick(locale, pack.session.slot)}</h1>}
      <nav class="parts" aria-label={t('parts')}>
        {parts.map((each) => <button type="button" class="parts__key" aria-current={part === each ? 'true' : undefined} onClick={() => setPart(each)}>{t(each)}{each === 'queue' && unsettled > 0 ? ` (${unsettled})` : ''}</button>)}
      </nav>
      {part === 'attendance' && <Attendance {...shared} />}
      {part === 'tools' && <Tools {...shared} />}
      {part === 'output' && <Output {...shared} />}
      {part === 'incident' && <Incident {...shared} />}
      {part === 'queue' && <Queue marks={floor.marks} packs={floor.packs} account={floor.who?.account} locale={locale} t={t} keep={keep} />}
    </>
  );
}
