import type { Phrase } from '#kernel/words.ts';

/** The invented people a demonstration offers on its sign-in page. Empty unless the start of a demo world fills it. */
export type DemoAccount = { role: string; email: string; password: string; unit: string; duty?: Phrase };

let offered: readonly DemoAccount[] = [];
let pin: string | undefined;

/** `demoPin` is the one PIN of all invented officers. */
export function offerDemoAccounts(accounts: readonly DemoAccount[], { demoPin }: { demoPin?: string } = {}): void {
  offered = accounts;
  pin = demoPin;
}

export function demoPin(): string | undefined {
  return pin;
}

export function demoAccounts(): readonly DemoAccount[] {
  return offered;
}
