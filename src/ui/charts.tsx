import type { ComponentChildren, VNode } from 'preact';
import { rupiah, count } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';
import { labelsOf, scaleOf, tenth, valueAt, written, type Scale, type Series } from './chart-scale.ts';
import { sayKit } from './words.ts';

export type ChartProps = { title: string; locale: Locale; series: readonly Series[]; money?: boolean | undefined };
/** `order` names the labels from left to right, for series that do not all begin or go on together. */
type LineProps = ChartProps & { order?: readonly string[] };

/** Drawn in these units; the picture scales with its column. Letters stay ≥ 13 px because the phone's picture is narrower. */
const frame = { width: 640, height: 280, left: 78, right: 12, top: 16, bottom: 40 };
const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom };

/** Side-by-side bars: how much, by label. */
export function BarChart(props: ChartProps): VNode {
  const { series } = props;
  const labels = labelsOf(series);
  const scale = scaleOf(series.flatMap(({ points }) => points.map(({ value }) => value)));
  const slot = inner.width / Math.max(labels.length, 1);
  const width = Math.min(56, (slot * 0.72) / Math.max(series.length, 1));
  return (
    <Chart {...props} labels={labels} scale={scale}>
      {labels.flatMap((label, n) => series.map((one, s) => {
        const value = valueAt(one, label);
        if (value === undefined) return null;
        const x = frame.left + n * slot + (slot - width * series.length) / 2 + s * width;
        return <Bar x={x} width={width - 2} from={0} to={value} scale={scale} place={s} />;
      }))}
    </Chart>
  );
}

/** Parts of a whole, on top of each other. */
export function StackedBarChart(props: ChartProps): VNode {
  const { series } = props;
  const labels = labelsOf(series);
  const scale = scaleOf(labels.map((label) => series.reduce((sum, one) => sum + (valueAt(one, label) ?? 0), 0)));
  const slot = inner.width / Math.max(labels.length, 1);
  const width = Math.min(64, slot * 0.66);
  return (
    <Chart {...props} labels={labels} scale={scale}>
      {labels.flatMap((label, n) => {
        let from = 0;
        return series.map((one, s) => {
          const to = from + (valueAt(one, label) ?? 0);
          const bar = <Bar x={frame.left + n * slot + (slot - width) / 2} width={width} from={from} to={to} scale={scale} place={s} />;
          from = to;
          return bar;
        });
      })}
    </Chart>
  );
}

/** How it moves over time; each series also has its own mark, for colour alone says nothing. */
export function LineChart({ order, ...props }: LineProps): VNode {
  const { series } = props;
  const found = labelsOf(series);
  const labels = order ? order.filter((label) => found.includes(label)) : found;
  const scale = scaleOf(series.flatMap(({ points }) => points.map(({ value }) => value)));
  const slot = inner.width / Math.max(labels.length, 1);
  const at = (n: number) => tenth(frame.left + n * slot + slot / 2);
  return (
    <Chart {...props} labels={labels} scale={scale}>
      {series.map((one, s) => {
        const dots = labels.flatMap((label, n) => {
          const value = valueAt(one, label);
          return value === undefined ? [] : [{ x: at(n), y: heightOf(value, scale) }];
        });
        return (
          <>
            <polyline class={`chart__line chart__line--${s % 5}`} points={dots.map(({ x, y }) => `${x},${y}`).join(' ')} />
            {dots.map(({ x, y }) => <Mark place={s} x={x} y={y} />)}
          </>
        );
      })}
    </Chart>
  );
}

function Chart({ title, locale, series, money = false, labels, scale, children }: ChartProps & { labels: readonly string[]; scale: Scale; children: ComponentChildren }): VNode {
  const slot = inner.width / Math.max(labels.length, 1);
  const every = Math.ceil(labels.length / 12);
  if (labels.length === 0) return <figure class="chart"><figcaption class="chart__title">{title}</figcaption><p class="quiet">{sayKit(locale)('chartEmpty')}</p></figure>;
  return (
    <figure class="chart">
      <figcaption class="chart__title">{title}</figcaption>
      {series.length > 1 && (
        <ul class="chart__legend">{series.map(({ name }, s) => <li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false"><Mark place={s} x={7} y={7} /></svg>{name}</li>)}</ul>
      )}
      <div class="chart__scroll" role="region" aria-label={title} tabIndex={0}>
        <svg class="chart__drawing" viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={title}>
          {scale.ticks.map((tick) => (
            <>
              <path class={tick === 0 ? 'chart__zero' : 'chart__rule'} d={`M${frame.left} ${heightOf(tick, scale)}h${inner.width}`} />
              <text class="chart__text" x={frame.left - 8} y={heightOf(tick, scale) + 5} text-anchor="end">{written(tick, locale, money)}</text>
            </>
          ))}
          {labels.map((label, n) => n % every === 0 && <text class="chart__text" x={tenth(frame.left + n * slot + slot / 2)} y={frame.height - 14} text-anchor="middle">{shortened(label, slot * every)}</text>)}
          {children}
        </svg>
      </div>
      <details class="govuk-details chart__figures">
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{sayKit(locale)('chartTable')}</span></summary>
        <FiguresTable title={title} locale={locale} series={series} money={money} labels={labels} />
      </details>
    </figure>
  );
}

/** Every figure of the picture, exact: the picture repeats the table, not the other way round. */
function FiguresTable({ title, locale, series, money, labels }: { title: string; locale: Locale; series: readonly Series[]; money: boolean; labels: readonly string[] }): VNode {
  const exact = (value: number | undefined) => (value === undefined ? '–' : money ? rupiah(Math.round(value)) : count(value, locale));
  return (
    <div class="table-scroll" role="region" aria-label={title} tabIndex={0}>
      <table class="govuk-table">
        <caption class="govuk-visually-hidden">{title}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row"><th scope="col" class="govuk-table__header">{sayKit(locale)('chartItem')}</th>{series.map(({ name }) => <th scope="col" class="govuk-table__header govuk-table__header--numeric">{name}</th>)}</tr>
        </thead>
        <tbody class="govuk-table__body">
          {labels.map((label) => (
            <tr class="govuk-table__row"><th scope="row" class="govuk-table__header table-row-head">{label}</th>{series.map((one) => <td class="govuk-table__cell govuk-table__cell--numeric">{exact(valueAt(one, label))}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bar({ x, width, from, to, scale, place }: { x: number; width: number; from: number; to: number; scale: Scale; place: number }): VNode {
  const [a, b] = [heightOf(from, scale), heightOf(to, scale)];
  return <rect class={`chart__fill--${place % 5}`} x={tenth(x)} y={Math.min(a, b)} width={tenth(Math.max(width, 1))} height={tenth(Math.abs(a - b))} />;
}

function Mark({ place, x, y }: { place: number; x: number; y: number }): VNode {
  const fill = `chart__fill--${place % 5}`;
  if (place % 5 === 1) return <rect class={fill} x={x - 4.5} y={y - 4.5} width="9" height="9" />;
  if (place % 5 === 2) return <path class={fill} d={`M${x} ${y - 6}l6 10h-12z`} />;
  if (place % 5 === 3) return <path class={fill} d={`M${x} ${y - 6}l6 6-6 6-6-6z`} />;
  return <circle class={fill} cx={x} cy={y} r="5" />;
}

function heightOf(value: number, { low, high }: Scale): number {
  return tenth(frame.top + inner.height * (1 - (value - low) / (high - low)));
}

function shortened(label: string, room: number): string {
  const letters = Math.max(3, Math.floor(room / 8));
  return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
}
