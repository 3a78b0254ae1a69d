import type { VNode } from 'preact';
import { encode } from 'uqr';

/** A code that a phone reads; the same address belongs beside it in letters. */
export function QrImage({ value, label }: { value: string; label: string }): VNode {
  const { data, size } = encode(value, { border: 2, ecc: 'M' });
  const path = data.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} width={size * 5} height={size * 5} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" /><path d={path} fill="#000" />
    </svg>
  );
}

/** Dark modules side by side are one stroke: the picture is a third as long. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1]++;
    else found.push([x, 1]);
  });
  return found;
}
