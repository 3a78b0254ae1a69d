/**
 * Typesets a Typst template into a tagged PDF/A-2a. The content travels as JSON data and is never pasted into Typst
 * source, so nothing a person types can become a command of the typesetter.
 */
import { fileURLToPath } from 'node:url';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { arimo } from './fonts.ts';

/** F4 (215 × 330 mm) is the folio that most Indonesian offices load. */
export type PaperSize = 'a4' | 'f4' | 'a5' | 'label';

export type Job = {
  /** A `.typ` file under `src/`, as `new URL('./name.typ', import.meta.url)`. */
  template: URL;
  content: unknown;
  paper: PaperSize;
  /** Written into the PDF as its creation time; the same content and time give the same bytes. */
  made_at?: Date;
};

export async function renderPdf(job: Job): Promise<Uint8Array> {
  const compiler = await typesetter();
  const result = compiler.compile({
    mainFilePath: fileURLToPath(job.template),
    inputs: { content: JSON.stringify(job.content, printable), paper: job.paper },
  });
  const document = result.result;
  if (document === null || result.hasError()) throw new Error(`document does not typeset: ${diagnosis(result.takeError())}`);
  const creationTimestamp = Math.floor((job.made_at ?? new Date(0)).getTime() / 1000);
  try {
    return exported(compiler, document, { pdfStandard: 'a-2a', creationTimestamp });
  } catch {
    // PDF/A forbids a glyph that no font has (an emoji in a name, say): a plain tagged PDF is better than no paper.
    return exported(compiler, document, { pdfStandard: '1.7', creationTimestamp });
  } finally {
    // Memoised layout of past documents would otherwise stay in memory, with the names in it.
    compiler.evictCache(10);
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));
let compilerOnce: Promise<NodeCompiler> | undefined;

/** One compiler, made at the first document: its native library is 50 MB that most processes never need. */
function typesetter(): Promise<NodeCompiler> {
  compilerOnce ??= import('@myriaddreamin/typst-ts-node-compiler').then(({ NodeCompiler: compiler }) =>
    compiler.create({ workspace: root, fontArgs: [{ fontBlobs: arimo() }] }),
  );
  return compilerOnce;
}

function exported(compiler: NodeCompiler, ...[document, options]: Parameters<NodeCompiler['pdf']>): Uint8Array {
  return new Uint8Array(compiler.pdf(document, options));
}

/** Control and direction characters have no glyph and no place on paper. */
function printable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '') : value;
}

function diagnosis(error: { shortDiagnostics: unknown[] } | null): string {
  return JSON.stringify(error?.shortDiagnostics ?? []).slice(0, 600);
}
