// The door of identity: who acts, in which role, and the trail of what was done.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { accountRoutes } from './routes-account.tsx';
import { deviceRoutes } from './routes-devices.tsx';
import { signInRoutes } from './routes-sign-in.tsx';
import { pinRoutes } from './routes-pin.tsx';
import { systemRoutes } from './routes-system.tsx';
import { delegationRoutes } from './routes-delegation.tsx';
import { urls } from './urls.ts';

export { actorOf, forgetActors } from './actor.ts';
export { roleNames } from './account.ts';
export { verifyChains, type ChainStatus } from './audit-queries.ts';
export { assignRole, createAccount, disableAccount, enableAccount, endAssignment } from './commands/accounts.ts';
export { activateDevice, enrolDevice, revokeDevice } from './commands/devices.ts';
export { deviceOf } from './device-queries.ts';
export { deviceCookie, type Device, type DeviceKind } from './device.ts';
export { setPin } from './commands/pins.ts';
export { loadReference } from './reference.ts';
export { hashPin, newPin, pinMatches, waitMinutes } from './pin.ts';
export { keepTyped } from './sleep.ts';
export { delegateAuthority, withdrawDelegation } from './commands/delegation.ts';
export { lendable, lendableBy, newDelegation } from './delegation.ts';
export { colleagues, delegationsOf, type DelegationRow } from './delegation-queries.ts';
export { createToken, revokeToken } from './commands/tokens.ts';
export { offerDemoAccounts, type DemoAccount } from './demo.ts';
export { listAccounts, type ListedAccount } from './queries.ts';

registerNavigation([
  { surface: 'sistem', href: urls.users, text: { id: 'Pengguna', en: 'Users' }, may: 'account.look', position: 10 },
  { surface: 'sistem', href: urls.audit, text: { id: 'Jejak audit', en: 'Audit trail' }, may: 'audit.read', position: 20 },
  { surface: 'sistem', href: urls.devices, text: { id: 'Perangkat', en: 'Devices' }, may: 'device.look', position: 15 },
  { surface: 'akun', href: urls.security, text: { id: 'Keamanan', en: 'Security' }, may: 'signed-in', position: 10 },
  { surface: 'akun', href: urls.roles, text: { id: 'Peran', en: 'Role' }, may: 'signed-in', position: 20 },
  { surface: 'akun', href: urls.language, text: { id: 'Bahasa', en: 'Language' }, may: 'signed-in', position: 30 },
  { surface: 'akun', href: urls.pin, text: { id: 'PIN', en: 'PIN' }, may: 'pin.set', position: 15 },
  { surface: 'akun', href: urls.tokens, text: { id: 'Token API', en: 'API tokens' }, may: 'signed-in', position: 40 },
]);

export const routes: Route[] = [...signInRoutes, ...accountRoutes, ...systemRoutes, ...deviceRoutes, ...pinRoutes, ...delegationRoutes, ...api];
