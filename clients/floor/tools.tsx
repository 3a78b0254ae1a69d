import { useState } from 'preact/hooks';
import type { Locale } from '#kernel/words.ts';
import { Key, Select } from './fields.tsx';
import type { Mark, NewMark, Pack } from './mark.ts';
import type { SayFloor } from './words.ts';

type Part = { pack: Pack; recorded: Pack; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void> };

/** B19: out to a holder who is here, and back. */
export function Tools({ pack, recorded, marks, locale, t, keep }: Part & { marks: Mark[] }) {
  const out = recorded.tools.filter((tool) => tool.state === 'out' && tool.here);
  const session = pack.session.id;
  const unsent = (code: string) => marks.some((mark) => mark.state === 'waiting' && mark.body['tool'] === code);
  const back = (tool: string, condition: 'baik' | 'rusak') => keep({ type: 'tool_in', session, label: t('label_in', { tool }), body: { session, tool, condition } });
  return (
    <>
      <h2 class="govuk-heading-m">{t('give')}</h2>
      <Giving pack={pack} recorded={recorded} locale={locale} t={t} keep={keep} />
      <h2 class="govuk-heading-m">{t('out')}</h2>
      {out.length === 0 ? <p>{t('noneOut')}</p> : (
        <ul class="people">
          {out.map((tool) => (
            <li class="people__row" key={tool.code}>
              <p class="people__who"><strong>{tool.code}</strong> {tool.name}<br /><span class={`standing standing--${unsent(tool.code) ? 'here' : 'sent'}`}>{tool.holder} · {unsent(tool.code) ? t('here') : t('sent')}</span></p>
              <div class="keys"><button type="button" class="keys__key" onClick={() => void back(tool.code, 'baik')}>{t('backGood')}</button><button type="button" class="keys__key" onClick={() => void back(tool.code, 'rusak')}>{t('backBroken')}</button></div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function Giving({ pack, recorded, t, keep, mends, done }: Part & { mends?: Mark; done?: () => void }) {
  const [code, setCode] = useState(String(mends?.body['tool'] ?? ''));
  const [holder, setHolder] = useState(String(mends?.body['worker'] ?? ''));
  const [second, setSecond] = useState(String(mends?.body['second_officer'] ?? ''));
  const session = pack.session.id;
  const kept = recorded.tools.filter((tool) => tool.state === 'kept' || (mends && tool.code === code));
  const tool = kept.find((each) => each.code === code);
  const give = async () => {
    if (!tool) return;
    const label = `${t('label_out', { tool: tool.code })} · ${pack.roster.find((row) => row.worker_id === holder)?.roster_code ?? ''}`;
    // Emptied before it is kept, so that the next one can be chosen meanwhile.
    for (const clear of [setCode, setHolder, setSecond]) clear('');
    await keep({ type: 'tool_out', session, label, ...(mends ? { mends } : {}), body: { session, tool: tool.code, worker: holder, ...(tool.two_officers ? { second_officer: second } : {}) } });
    done?.();
  };
  if (kept.length === 0) return <p>{t('noneKept')}</p>;
  return (
    <>
      <Select label={t('tool')} empty={t('choose')} value={code} options={kept.map((each) => ({ value: each.code, text: `${each.code} ${each.name}` }))} onChange={setCode} />
      <Select label={t('holder')} empty={t('choose')} value={holder} options={recorded.roster.filter((row) => row.attended !== false).map((row) => ({ value: row.worker_id, text: `${row.roster_code} ${row.name}` }))} onChange={setHolder} />
      {tool?.two_officers && <Select label={t('second')} empty={t('choose')} value={second} options={pack.officers.map((row) => ({ value: row.id, text: row.name }))} onChange={setSecond} />}
      <Key disabled={!tool || holder === '' || (tool.two_officers && second === '')} onClick={() => void give()}>{t('give')}</Key>
    </>
  );
}
