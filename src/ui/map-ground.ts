import { readFileSync } from 'node:fs';
import { geoEquirectangular, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { z } from 'zod';

/** Indonesia as one land path, projected once. Islands too small to be seen at this size are left out; points are not. */
export const ground = { width: 900, height: 360 };

const projection = geoEquirectangular().fitExtent([[6, 6], [ground.width - 6, ground.height - 6]], { type: 'MultiPoint', coordinates: [[95, -11], [141.05, 6.1]] });

export function placeOf(lon: number, lat: number): { x: number; y: number } | undefined {
  const place = projection([lon, lat]);
  return place ? { x: Math.round(place[0] * 10) / 10, y: Math.round(place[1] * 10) / 10 } : undefined;
}

let drawn: string | undefined;
export function landPath(): string {
  return (drawn ??= drawLand(readTopology(new URL('../../data/provinces.topojson', import.meta.url))));
}

const topology = z.looseObject({ type: z.literal('Topology'), objects: z.record(z.string(), z.unknown()), arcs: z.array(z.unknown()) });

function readTopology(file: URL): Topology {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  topology.parse(read);
  return read as Topology; // the shape above is all the format promises; topojson reads the rest
}

function drawLand(map: Topology): string {
  const rings: string[] = [];
  for (const object of Object.values(map.objects)) {
    const found = feature(map, object);
    for (const one of 'features' in found ? found.features : [found]) {
      const path = geoPath(projection)(one.geometry) ?? '';
      for (const ring of path.split('Z')) {
        const simple = simplified(pointsOf(ring));
        if (simple) rings.push(simple);
      }
    }
  }
  return rings.join('');
}

function pointsOf(ring: string): [number, number][] {
  return [...ring.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

/** Drops rings under two square pixels, keeps corners that stand off by more than half a pixel, and writes short relative steps. */
function simplified(points: [number, number][]): string | undefined {
  if (points.length < 4 || areaOf(points) < 2) return undefined;
  const kept = corners(points, 0.55);
  if (kept.length < 3) return undefined;
  let [px, py] = [0, 0];
  return `${kept.map(([x, y], n) => {
    const [rx, ry] = [Math.round(x), Math.round(y)];
    const step = n === 0 ? `M${rx} ${ry}l` : rx === px && ry === py ? '' : `${rx - px} ${ry - py} `;
    [px, py] = [rx, ry];
    return step;
  }).join('').trimEnd().replaceAll(' -', '-')}z`;
}

function areaOf(points: [number, number][]): number {
  return Math.abs(points.reduce((sum, [x, y], n) => {
    const [nx, ny] = points[(n + 1) % points.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0)) / 2;
}

/** Douglas and Peucker: a point stays if leaving it out would move the line by more than `most`. */
function corners(points: [number, number][], most: number): [number, number][] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  let [far, at] = [0, 0];
  points.forEach((point, n) => {
    const off = distance(point, first, last);
    if (off > far) [far, at] = [off, n];
  });
  if (far <= most) return [first, last];
  return [...corners(points.slice(0, at + 1), most).slice(0, -1), ...corners(points.slice(at), most)];
}

function distance([x, y]: [number, number], [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
}
