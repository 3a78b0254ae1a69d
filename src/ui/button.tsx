import type { ComponentChildren, VNode } from 'preact';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'plain';
const modifiers: Record<ButtonKind, string> = { primary: '', secondary: ' govuk-button--secondary', danger: ' govuk-button--warning', plain: ' button-plain' };

function classOf(kind: ButtonKind, large: boolean): string {
  return `govuk-button${modifiers[kind]}${large ? ' button-large' : ''}`;
}

/** Its words name the result: "Kirim laporan", not "Submit". A second click within a second is ignored where the browser can. */
export function Button({ children, kind = 'primary', name, value, large = false, formaction }: {
  children: ComponentChildren; kind?: ButtonKind | undefined; name?: string | undefined; value?: string | undefined; large?: boolean | undefined; formaction?: string | undefined;
}): VNode {
  return <button type="submit" value={value} name={name} formaction={formaction} data-prevent-double-click="true" class={classOf(kind, large)} data-module="govuk-button">{children}</button>;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({ href, kind = 'primary', large = false, children }: { href: string; kind?: ButtonKind | undefined; large?: boolean | undefined; children: ComponentChildren }): VNode {
  return <a href={href} draggable={false} class={classOf(kind, large)}>{children}</a>;
}

/** Buttons beside each other, wrapping on a phone. */
export function ButtonRow({ children }: { children: ComponentChildren }): VNode {
  return <div class="govuk-button-group">{children}</div>;
}
