import { useState } from 'preact/hooks';
import type { Locale } from '#kernel/words.ts';
import { Absence } from './attendance.tsx';
import { Key } from './fields.tsx';
import { Incident } from './incident.tsx';
import type { Mark, NewMark, Pack } from './mark.ts';
import { Output } from './output.tsx';
import { dropMark } from './store.ts';
import { Giving } from './tools.tsx';
import { asRecorded } from './use-floor.ts';
import type { SayFloor } from './words.ts';

type Part = { marks: Mark[]; packs: Pack[]; account: string | undefined; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void> };

/** B38, this device's half: what waits, and what was refused with the reason and the way to mend it. */
export function Queue({ marks, packs, account, locale, t, keep }: Part) {
  const [mending, setMending] = useState<number>();
  const own = marks.filter((mark) => mark.account === account);
  const others = marks.length - own.length;
  return (
    <>
      {own.length === 0 && <p>{t('emptyQueue')}</p>}
      {others > 0 && <p class="quiet">{t('otherOfficer', { n: others })}</p>}
      <ul class="people">
        {own.map((mark) => (
          <li class="people__row" key={mark.id}>
            <p class="people__who"><strong>{mark.label}</strong> <span class="quiet">{new Date(mark.occurred_at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })}</span><br />
              {mark.state === 'waiting' ? <span class="standing standing--here">{t('here')}</span> : <span class="standing standing--needs">! {mark.message ?? mark.code}</span>}</p>
            {mark.state === 'refused' && mending !== mark.n && (
              <div class="govuk-button-group"><Key onClick={() => setMending(mark.n)}>{t('mend')}</Key><Key kind="secondary" onClick={() => mark.n !== undefined && void dropMark(mark.n)}>{t('discard')}</Key></div>
            )}
            {mending === mark.n && mark.state === 'refused' && <div class="asked"><Mending mark={mark} pack={packs.find((pack) => pack.session.id === mark.session)} marks={marks} locale={locale} t={t} keep={keep} done={() => setMending(undefined)} /></div>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Mending({ mark, pack, marks, done, ...rest }: { mark: Mark; pack: Pack | undefined; marks: Mark[]; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void>; done: () => void }) {
  if (!pack) return <p>{rest.t('cannotMend')}</p>;
  const part = { ...rest, pack, recorded: asRecorded(pack, marks), mends: mark, done };
  switch (mark.type) {
    case 'attendance': {
      const worker_id = String(mark.body['worker']);
      return <Absence {...part} person={{ worker_id, roster_code: pack.roster.find((row) => row.worker_id === worker_id)?.roster_code ?? '' }} />;
    }
    case 'tool_out': return <Giving {...part} />;
    case 'output': return <Output {...part} />;
    case 'incident': return <Incident {...part} />;
    case 'tool_in': {
      const again = async () => {
        await rest.keep({ type: 'tool_in', session: mark.session, label: mark.label, body: mark.body, mends: mark });
        done();
      };
      return <Key onClick={() => void again()}>{rest.t('record')}</Key>;
    }
  }
}
