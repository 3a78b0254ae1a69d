import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { printPage } from '#ui/frames.tsx';
import type { SlipLine } from '../slip.ts';
import { standingInWords, type Standing } from '../savings/standing.ts';
import { say as sayKeeping } from '../savings/words.ts';
import { say } from '../words.ts';

export type LargeSlip = { worker: { roster_code: string; name: string; is_sample: boolean }; month: string; lines: SlipLine[]; standing: Standing; objection_until: string };

/** The slip in large letters and plain words, in the reader's language: the sum, then each rupiah, then what the savings hold. */
export function largeSlipPage(req: Req, { worker, month, lines, standing, objection_until }: LargeSlip): VNode {
  const { locale } = req;
  const t = say(locale);
  const title = t('earned', { month: formatMonth(month, locale) });
  return printPage(req, { title, sample: worker.is_sample },
    <article class="large-print">
      <h1>{title}</h1>
      <p>{`${worker.roster_code} · ${worker.name}`}</p>
      <p class="large-print__sum">{rupiah(lines.reduce((sum, line) => sum + line.amount_idr, 0))}</p>
      {lines.length === 0 ? <p>{t('movementsNone')}</p> : <h2>{t('whereFrom')}</h2>}
      {lines.map((line) => <div class="large-print__line"><p><strong>{rupiah(line.amount_idr)}</strong>, {formatDay(line.day, locale)}</p><p>{line.why}</p></div>)}
      <h2>{sayKeeping(locale)('how')}</h2>
      {standingInWords(standing, locale).map(({ label, value }) => <div class="large-print__line"><p>{label}</p><p><strong>{value}</strong></p></div>)}
      <h2>{t('notRight')}</h2>
      <p>{t('objectUntil', { day: formatDay(objection_until, locale) })}</p>
    </article>);
}
