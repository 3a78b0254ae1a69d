// The plan of the house as a table, and the rules that hold it. `tests/tidy.test.ts` walks them over every source file.

/** Ground floor first. `calls`: whose commands a room may call through the door. Reading others' published views is free. */
export const rooms = {
  organisation: { floor: 1, calls: [] },
  ledger: { floor: 2, calls: ['organisation'] },
  identity: { floor: 2, calls: ['organisation'] },
  partnerships: { floor: 3, calls: ['organisation'] },
  workforce: { floor: 3, calls: ['organisation', 'ledger'] },
  products: { floor: 3, calls: ['organisation'] },
  inventory: { floor: 4, calls: ['organisation', 'products'] },
  workshop: { floor: 4, calls: ['workforce', 'organisation'] },
  production: { floor: 5, calls: ['workshop', 'workforce', 'products', 'inventory', 'organisation'] },
  catalogue: { floor: 5, calls: ['products', 'inventory', 'organisation'] },
  training: { floor: 5, calls: ['workforce', 'products', 'workshop', 'organisation'] },
  orders: { floor: 6, calls: ['catalogue', 'inventory', 'ledger', 'organisation', 'products', 'production'] },
  pay: { floor: 7, calls: ['ledger', 'workforce', 'orders', 'catalogue', 'products', 'organisation'] },
  budget: { floor: 7, calls: ['ledger', 'organisation'] },
  kiosk: { floor: 8, calls: ['organisation', 'ledger', 'workforce', 'products', 'training', 'pay'] },
  procurement: { floor: 8, calls: ['organisation', 'products', 'catalogue', 'orders'] },
  costing: { floor: 8, calls: ['organisation', 'products', 'budget'] },
  strategy: { floor: 8, calls: ['organisation'] },
  insight: { floor: 9, calls: ['organisation'] },
} as const satisfies Record<string, { floor: number; calls: readonly string[] }>;

export type Room = keyof typeof rooms;
export const isRoom = (name: string): name is Room => name in rooms;

/** Who acts is everybody's question: identity may be called from every floor above its own. */
export function mayCall(from: Room, to: Room): boolean {
  if (to === 'identity') return rooms[from].floor > rooms.identity.floor;
  return rooms[from].calls.some((name) => name === to);
}

/** Words that hide meaning (STYLE.md). As a whole name, as its last word, or anywhere in a file's name. */
export const emptyWords = ['manager', 'helper', 'helpers', 'util', 'utils', 'common', 'misc', 'data', 'info', 'service', 'services', 'base'];
/** As the first word of a name they say that something happens, not what. */
export const emptyVerbs = ['handle', 'process'];
export const longestFile = 300;

/** Files that may hold SQL: reads, writes, reactions, the kernel, the world, and what measures or checks from outside. */
export function mayHoldSql(path: string): boolean {
  if (!path.startsWith('src/modules/') && !path.startsWith('src/ui/')) return true;
  if (/\.test\.tsx?$/.test(path)) return true;
  return path.split('/').some((part) => /(^|-)(queries|commands|reactions)(-|\.|$)/.test(part));
}
