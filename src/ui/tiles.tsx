import type { ComponentChildren, VNode } from 'preact';
import { Tag, type Tone } from './status.tsx';

export function StatRow({ children }: { children: ComponentChildren }): VNode {
  return <div class="stat-row">{children}</div>;
}

/** One figure. `title` holds the full value of a shortened one; `href` leads to the facts it is made of. */
export function StatCard({ label, value, title, note, tone, href }: {
  label: string; value: ComponentChildren; title?: string | undefined; note?: string | undefined; tone?: Tone | undefined; href?: string | undefined;
}): VNode {
  return (
    <div class="stat">
      <p class="stat__label">{href ? <a class="stat__link" href={href}>{label}</a> : label}</p>
      <p class={`stat__value${typeof value === 'string' && value.length > 9 ? ' stat__value--long' : ''}`} title={title}>{value}</p>
      {note && <p class="stat__note">{tone ? <Tag tone={tone}>{note}</Tag> : note}</p>}
    </div>
  );
}

export function TileGrid({ children }: { children: ComponentChildren }): VNode {
  return <ul class="tiles">{children}</ul>;
}

/** A door to one daily task, large enough for a gloved thumb. */
export function BigTile({ href, title, value, note, tone }: { href: string; title: string; value?: ComponentChildren; note?: string | undefined; tone?: Tone | undefined }): VNode {
  return (
    <li class="tile">
      <a class="tile__link" href={href}>{title}</a>
      {value !== undefined && <span class="tile__value">{value}</span>}
      {note && <span class="tile__note">{tone ? <Tag tone={tone}>{note}</Tag> : note}</span>}
    </li>
  );
}
