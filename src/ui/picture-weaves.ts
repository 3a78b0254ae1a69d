/** Generic weaves, none of them a court or sacred motif: plait, stripes, running stitch. Each is an SVG `<pattern>` body. */
export type Dyes = readonly [main: string, ground: string, accent: string];
export type Weave = 'anyaman' | 'lurik' | 'jelujur';
/** A number in [0, 1) at each call, the same row of numbers for the same seed. */
export type Chance = () => number;

export const dyeSets: readonly Dyes[] = [
  ['#8a2b1c', '#f3ebdc', '#f2b632'],
  ['#17456b', '#f3ebdc', '#f2b632'],
  ['#1f6b4a', '#f3ebdc', '#d9a441'],
  ['#7a5230', '#f3ebdc', '#8a2b1c'],
  ['#17456b', '#fbf7ef', '#8a2b1c'],
];

/** Small, fast and repeatable (xorshift on an FNV hash); nothing secret hangs on it. */
export function chanceOf(seed: string): Chance {
  let h = 2166136261;
  for (const letter of seed) h = Math.imul(h ^ letter.charCodeAt(0), 16777619);
  return () => {
    h ^= h << 13;
    h ^= h >>> 17;
    h ^= h << 5;
    return ((h >>> 0) % 1_000_000) / 1_000_000;
  };
}

export function oneOf<T>(chance: Chance, items: readonly [T, ...T[]]): T {
  return items[Math.floor(chance() * items.length)] ?? items[0];
}

export function pattern(id: string, weave: Weave, dyes: Dyes, chance: Chance): string {
  if (weave === 'anyaman') return anyaman(id, dyes);
  return weave === 'lurik' ? lurik(id, dyes, chance) : jelujur(id, dyes);
}

/** Two-over-two twill plait of split rattan. */
function anyaman(id: string, [a, b, c]: Dyes, u = 12): string {
  const strips = Array.from({ length: 16 }, (_, n) => {
    const [x, y] = [n % 4, Math.floor(n / 4)];
    return (x + y) % 4 < 2
      ? `<path d="M${x * u} ${y * u + 2}h${u}v${u - 4}h-${u}z" fill="${a}"/>`
      : `<path d="M${x * u + 2} ${y * u}h${u - 4}v${u}h-${u - 4}z" fill="${(x + y) % 8 === 3 ? c : b}"/>`;
  });
  return tile(id, 4 * u, 4 * u, `<path d="M0 0h${4 * u}v${4 * u}h-${4 * u}z" fill="${a}" opacity=".55"/>${strips.join('')}`);
}

/** Woven stripes of uneven width. */
function lurik(id: string, [a, b, c]: Dyes, chance: Chance): string {
  let stripes = '';
  for (let x = 0; x < 96; ) {
    const width = 3 + Math.floor(chance() * 10);
    stripes += `<path d="M${x} 0h${width}v8h-${width}z" fill="${oneOf(chance, [a, b, a, c, a])}"/>`;
    x += width;
  }
  return tile(id, 96, 8, `<path d="M0 0h96v8H0z" fill="${a}"/>${stripes}<path d="M0 7.5h96" stroke="#000" stroke-opacity=".12"/>`);
}

/** Waves of running stitches. */
function jelujur(id: string, [a, b, c]: Dyes): string {
  return tile(id, 48, 32, `<path d="M0 0h48v32H0z" fill="${a}"/><path d="M0 16q12-14 24 0t24 0" fill="none" stroke="${b}" stroke-width="3" stroke-dasharray="1 4.2" stroke-linecap="round"/><path d="M0 27q12-14 24 0t24 0" fill="none" stroke="${c}" stroke-width="2" stroke-dasharray="1 5" stroke-linecap="round"/><circle cx="12" cy="5" r="2.2" fill="${b}"/><circle cx="36" cy="5" r="2.2" fill="${b}"/>`);
}

function tile(id: string, width: number, height: number, body: string): string {
  return `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse">${body}</pattern>`;
}
