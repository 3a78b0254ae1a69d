// The only door: routes, urls, and the commands others may call.
export { procurementPolicy } from './policy.ts';
