export const shellPath = '/bengkel/luring';

/** The files of ours that a page asks for. */
export function neededBy(html: string): string[] {
  return [...new Set([...html.matchAll(/(?:href|src)="(\/assets\/[\w.-]+)"/g)].flatMap(([, path]) => (path ? [path] : [])))];
}
