import type { VNode } from 'preact';

/** The woven edge: a row of triangles, only under the shop's head and on labels. */
export function Tumpal(): VNode {
  return (
    <svg class="tumpal" width="100%" height="10" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="tumpal" width="12" height="10" patternUnits="userSpaceOnUse"><path class="tumpal__cloth" d="M0 10l6-10 6 10z" /><path class="tumpal__gold" d="M3.6 10L6 6l2.4 4z" /></pattern>
      </defs>
      <rect width="100%" height="10" fill="url(#tumpal)" />
    </svg>
  );
}
