// Releases and records wrapped for publication. No SQL, no HTTP.
import { createHash } from 'node:crypto';
import { recordOf, releasesOf, type OpenRecord, type OpenFacts, type Release } from './process.ts';

export const extensions = ['https://raw.githubusercontent.com/open-contracting-extensions/ocds_procurementMethodRationaleClassifications_extension/master/extension.json'];
type Wrapping = { origin: string; uri: string; next?: string | undefined; /** when nothing is in it yet */ now: Date };
export type Wrapped = { uri: string; version: '1.1'; publishedDate: string; publisher: { name: string; uri: string }; extensions: string[]; publicationPolicy: string; links?: { next: string } };
export type ReleasePackage = Wrapped & { releases: Release[] };
export type RecordPackage = Wrapped & { records: OpenRecord[] };

/** Dated by its newest content, so that the same content is the same package. */
function wrapped({ origin, uri, next, now }: Wrapping, dates: string[]): Wrapped {
  return {
    uri: origin + uri, version: '1.1', publishedDate: dates.toSorted().at(-1) ?? now.toISOString(), publisher: { name: 'Karya Binaan', uri: origin }, extensions, publicationPolicy: `${origin}/terbuka/kontrak`, ...(next ? { links: { next: origin + next } } : {}),
  };
}
export function releasePackage(processes: readonly OpenFacts[], wrapping: Wrapping): ReleasePackage {
  const releases = processes.flatMap(releasesOf);
  return { ...wrapped(wrapping, releases.map(({ date }) => date)), releases };
}
export function recordPackage(processes: readonly OpenFacts[], wrapping: Wrapping): RecordPackage {
  const records = processes.map(recordOf);
  return { ...wrapped(wrapping, records.map(({ compiledRelease }) => compiledRelease.date)), records };
}
export const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
