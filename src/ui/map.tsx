import type { VNode } from 'preact';
import type { Locale } from '#kernel/words.ts';
import { ground, landPath, placeOf } from './map-ground.ts';
import type { Tone } from './status.tsx';
import { sayKit } from './words.ts';

export type MapShape = 'circle' | 'square' | 'triangle' | 'cross';
export type MapPoint = { lon: number; lat: number; label: string; href?: string | undefined; shape: MapShape; tone: Tone };
export type MapLegend = { shape: MapShape; tone: Tone; text: string };

/**
 * Where things are: shape and colour together say what kind, a list below says the same in words. Points are links that
 * the keyboard reaches; past sixty the list serves the keyboard instead, for nobody tabs through six hundred dots.
 */
export function IndonesiaMap({ title, locale, points, legend }: { title: string; locale: Locale; points: readonly MapPoint[]; legend: readonly MapLegend[] }): VNode {
  const t = sayKit(locale);
  const crowded = points.length > 60;
  const [behind, before] = [points.filter(({ tone }) => tone === 'abu'), points.filter(({ tone }) => tone !== 'abu')]; // what stands out lies on top
  return (
    <figure class="map">
      <div class="map__scroll" role="region" aria-label={title} tabIndex={0}>
        <svg class="map__drawing" viewBox={`0 0 ${ground.width} ${ground.height}`} role={crowded ? 'img' : 'group'} aria-label={title}>
          <path class="map__land" d={landPath()} />
          {[...behind, ...before].map((point) => <Point point={point} link={!crowded} size={crowded && point.tone === 'abu' ? 3 : 6} />)}
        </svg>
      </div>
      <figcaption>
        <ul class="map__legend">
          {legend.map(({ shape, tone, text }) => <li><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><Mark shape={shape} tone={tone} x={8} y={8} size={6} /></svg>{text}</li>)}
        </ul>
      </figcaption>
      {points.length > 0 && (
        <details class="govuk-details">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{t('mapList')} ({points.length})</span></summary>
          <ul class="map__list">{points.map(({ label, href }) => <li>{href ? <a class="govuk-link" href={href}>{label}</a> : label}</li>)}</ul>
        </details>
      )}
    </figure>
  );
}

function Point({ point, link, size }: { point: MapPoint; link: boolean; size: number }): VNode | null {
  const place = placeOf(point.lon, point.lat);
  if (!place) return null;
  const mark = <Mark shape={point.shape} tone={point.tone} x={place.x} y={place.y} size={size} />;
  if (!link || !point.href) return mark;
  return <a href={point.href} aria-label={point.label} class="map__link"><circle class="map__reach" cx={place.x} cy={place.y} r="12" />{mark}</a>;
}

function Mark({ shape, tone, x, y, size }: { shape: MapShape; tone: Tone; x: number; y: number; size: number }): VNode {
  const kind = `map-${tone}`;
  if (shape === 'square') return <rect class={kind} x={x - size * 0.85} y={y - size * 0.85} width={size * 1.7} height={size * 1.7} />;
  if (shape === 'triangle') return <path class={kind} d={`M${x} ${y - size}l${size} ${size * 1.8}h-${size * 2}z`} />;
  if (shape === 'cross') return <path class={`${kind} map-cross`} d={`M${x - size * 0.75} ${y - size * 0.75}l${size * 1.5} ${size * 1.5}m0-${size * 1.5}l-${size * 1.5} ${size * 1.5}`} />;
  return <circle class={kind} cx={x} cy={y} r={size} />;
}
