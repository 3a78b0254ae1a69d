import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'hijau' | 'kuning' | 'merah' | 'biru' | 'abu' | 'ungu';

/** A short state in words; its colour only repeats what the words say. */
export function Tag({ tone, children }: { tone: Tone; children: ComponentChildren }): VNode {
  return <strong class={`govuk-tag tag--${tone}`}>{children}</strong>;
}

type NoticeTone = 'success' | 'warning' | 'danger' | 'info';
const icons: Record<NoticeTone, IconName> = { success: 'circle-check', warning: 'triangle-alert', danger: 'octagon-alert', info: 'info' };

/** What just happened, or what must be known before going on. */
export function Notice({ tone, title, children }: { tone: NoticeTone; title?: string | undefined; children?: ComponentChildren }): VNode {
  return (
    <div class={`notice notice--${tone}`} role={tone === 'danger' ? 'alert' : tone === 'success' ? 'status' : undefined}>
      <Icon name={icons[tone]} />
      <div class="notice__body">
        {title && <p class="notice__title">{title}</p>}
        {isText(children) ? <p>{children}</p> : children}
      </div>
    </div>
  );
}

function isText(children: ComponentChildren): boolean {
  return typeof children === 'string' || typeof children === 'number';
}

/** Nothing here yet: say so, and say what comes next. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  return (
    <div class="empty">
      <p class="empty__title">{title}</p>
      {isText(children) ? <p>{children}</p> : children}
    </div>
  );
}

/** How far along, in a bar and in words. */
export function ProgressBar({ value, max, label }: { value: number; max: number; label: string }): VNode {
  const share = max > 0 ? Math.max(0, Math.min(1, value / max)) : 0;
  return (
    <div class="progress">
      <svg class="progress__bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="progress__ground" width="100" height="4" /><rect class="progress__done" width={round(share * 100)} height="4" />
      </svg>
      <p class="progress__label">{label}</p>
    </div>
  );
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
