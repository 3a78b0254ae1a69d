import { useState } from 'preact/hooks';
import { pick, type Locale } from '#kernel/words.ts';
import { Key, Line, Select, whole } from './fields.tsx';
import type { Mark, NewMark, Pack } from './mark.ts';
import type { SayFloor } from './words.ts';

type Part = { pack: Pack; recorded: Pack; locale: Locale; t: SayFloor; keep: (mark: NewMark) => Promise<void>; mends?: Mark; done?: () => void };

/** B8: good pieces, scrap and rework, of one person or of all who are here. */
export function Output({ pack, recorded, locale, t, keep, mends, done }: Part) {
  const before = mends?.body ?? {};
  const [number, setNumber] = useState(String(before['work_order'] ?? (pack.work_orders.length === 1 ? pack.work_orders[0]?.number : '')));
  const [step, setStep] = useState(String(before['step'] ?? ''));
  const [person, setPerson] = useState(String(before['worker'] ?? 'regu'));
  const [good, setGood] = useState(String(before['good'] ?? ''));
  const [scrap, setScrap] = useState(String(before['scrap'] ?? ''));
  const [rework, setRework] = useState(String(before['rework'] ?? ''));
  const [reason, setReason] = useState(String(before['reason'] ?? ''));
  const order = pack.work_orders.find((each) => each.number === number);
  const spoiled = whole(scrap) + whole(rework) > 0;
  const some = whole(good) + whole(scrap) + whole(rework) > 0;
  const session = pack.session.id;
  const record = async () => {
    for (const clear of [setGood, setScrap, setRework, setReason]) clear('');
    await keep({
      type: 'output', session, label: t('label_output', { order: number, good: whole(good) }), ...(mends ? { mends } : {}),
      body: { session, work_order: number, step: Number(step), good: whole(good), scrap: whole(scrap), rework: whole(rework), ...(person === 'regu' ? {} : { worker: person }), ...(spoiled ? { reason } : {}) },
    });
    done?.();
  };
  if (pack.work_orders.length === 0) return <p>{t('noOrders')}</p>;
  return (
    <>
      <Select label={t('workOrder')} empty={t('choose')} value={number} options={pack.work_orders.map((each) => ({ value: each.number, text: `${each.number} · ${pick(locale, each)} (${each.quantity})` }))} onChange={(value) => { setNumber(value); setStep(''); }} />
      <Select label={t('step')} empty={t('choose')} value={step} options={(order?.steps ?? []).map((each) => ({ value: String(each.step), text: `${each.step}. ${pick(locale, each)}` }))} onChange={setStep} />
      <Select label={t('person')} empty={t('choose')} value={person} options={[{ value: 'regu', text: t('team') }, ...recorded.roster.filter((row) => row.attended !== false).map((row) => ({ value: row.worker_id, text: `${row.roster_code} ${row.name}` }))]} onChange={setPerson} />
      <div class="quantities"><Line label={t('good')} numeric value={good} onInput={setGood} /><Line label={t('scrap')} numeric value={scrap} onInput={setScrap} /><Line label={t('rework')} numeric value={rework} onInput={setRework} /></div>
      {spoiled && <Select label={t('scrapReason')} empty={t('choose')} value={reason} options={pack.scrap_reasons.map((each) => ({ value: each.code, text: pick(locale, each) }))} onChange={setReason} />}
      {!some && <p class="quiet">{t('nothing')}</p>}
      <Key disabled={!order || step === '' || person === '' || !some || (spoiled && reason === '')} onClick={() => void record()}>{t('recordOutput')}</Key>
    </>
  );
}
