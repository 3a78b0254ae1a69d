import { useState } from 'preact/hooks';
import type { Locale } from '#kernel/words.ts';
import { Key, Line, Select } from './fields.tsx';
import type { Mark, NewMark, Pack } from './mark.ts';
import type { SayFloor } from './words.ts';

type Part = { pack: Pack; recorded: Pack; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void>; mends?: Mark; done?: () => void };
const kinds = ['tool_missing', 'accident', 'near_miss', 'other'] as const;

export function Incident({ pack, recorded, t, keep, mends, done }: Part) {
  const [kind, setKind] = useState(String(mends?.body['kind'] ?? ''));
  const [tool, setTool] = useState(String(mends?.body['tool'] ?? ''));
  const [what, setWhat] = useState(String(mends?.body['what'] ?? ''));
  const chosen = kinds.find((each) => each === kind);
  const session = pack.session.id;
  const report = async () => {
    if (!chosen) return;
    for (const clear of [setKind, setTool, setWhat]) clear('');
    await keep({ type: 'incident', session, label: `${t(chosen)}${tool ? ` · ${tool}` : ''}`, ...(mends ? { mends } : {}), body: { session, kind: chosen, what: what.trim(), ...(chosen === 'tool_missing' ? { tool } : {}) } });
    done?.();
  };
  return (
    <>
      <Select label={t('kind')} empty={t('choose')} value={kind} options={kinds.map((each) => ({ value: each, text: t(each) }))} onChange={setKind} />
      {chosen === 'tool_missing' && <Select label={t('tool')} empty={t('choose')} value={tool} options={recorded.tools.filter((each) => each.here || each.code === tool).map((each) => ({ value: each.code, text: `${each.code} ${each.name}` }))} onChange={setTool} />}
      <Line label={t('what')} long value={what} onInput={setWhat} />
      <Key disabled={!chosen || what.trim() === '' || (chosen === 'tool_missing' && tool === '')} onClick={() => void report()}>{t('report')}</Key>
    </>
  );
}
