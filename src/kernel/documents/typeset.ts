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
  const source = {
    mainFilePath: fileURLToPath(job.template),
    inputs: { content: JSON.stringify(job.content, printable), paper: job.paper },
  };
  const creationTimestamp = Math.floor((job.made_at ?? new Date(0)).getTime() / 1000);
  // Compiled and written in one call: a compiled document in our hands would keep its native memory until the next
  // garbage collection, a megabyte each.
  const write = (pdfStandard: string): Uint8Array => new Uint8Array(compiler.pdf(source, { pdfStandard, creationTimestamp }));
  try {
    return write('a-2a');
  } catch {
    // PDF/A forbids a glyph that no font has (an emoji in a name, say): a plain tagged PDF is better than no paper.
    return attempted(() => write('1.7'));
  } finally {
    // Memoised layout of past documents would otherwise stay in memory, with the names in it.
    compiler.evictCache(3);
  }
}

/** The typesetter throws errors without a message; whoever reads the log should know what failed. */
function attempted<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new Error('the document does not typeset', { cause });
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

/** Control and direction characters have no glyph and no place on paper. */
function printable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '') : value;
}
