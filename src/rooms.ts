import path from 'node:path';
import type { MigratedRoom } from '#kernel/migrate.ts';

/** The rooms, ground floor first: migrations run in this order. */
export const roomNames = [
  'organisation', 'identity', 'ledger', 'partnerships', 'workforce', 'products', 'inventory', 'workshop', 'production', 'catalogue', 'training', 'orders', 'pay', 'budget', 'kiosk', 'procurement', 'costing', 'strategy', 'insight',
] as const;

const here = import.meta.dirname;
export const migratedRooms: MigratedRoom[] = [
  { name: 'kernel', folder: path.join(here, 'kernel') },
  ...roomNames.map((name) => ({ name, folder: path.join(here, 'modules', name) })),
];
