/** The invented people a demonstration offers on its sign-in page. Empty unless the start of a demo world fills it. */
export type DemoAccount = { role: string; email: string; password: string; unit: string };

let offered: readonly DemoAccount[] = [];

export function offerDemoAccounts(accounts: readonly DemoAccount[]): void {
  offered = accounts;
}

export function demoAccounts(): readonly DemoAccount[] {
  return offered;
}
