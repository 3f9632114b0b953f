/** Corpora that were named on the command line. */
import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, hasErrors, MAX_CORPUS_FILE_BYTES, notUtf8 } from '../base/index.ts';
import { type PlacedRow, parseCorpus } from '../policy-tools/index.ts';
import { remarkDiagnostics } from './diagnostics.node.ts';
import { EXIT_USAGE } from './exit-code.ts';

/** The commands that come with the package. */
export const OWN_CORPUS: string = join(import.meta.dirname, '../../../corpus/commands.jsonl');

export interface Corpus {
  readonly source: string;
  readonly rows: readonly PlacedRow[];
}

/** All of them, or null after saying what is wrong with any. */
export async function readCorpora(files: readonly string[]): Promise<readonly Corpus[] | null> {
  const read = await Promise.all(files.map(readCorpus));
  const diagnostics = read.flatMap((each) => each.diagnostics);
  remarkDiagnostics(diagnostics);
  if (!hasErrors(diagnostics)) return read.map(({ source, value }) => ({ source, rows: value ?? [] }));
  process.exitCode = EXIT_USAGE;
  return null;
}

interface ReadCorpus {
  readonly source: string;
  readonly value: readonly PlacedRow[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

async function readCorpus(source: string): Promise<ReadCorpus> {
  const bytes = await readBounded(source);
  if (typeof bytes === 'string') {
    const message = `\`${source}\` cannot be read: ${bytes}`;
    return {
      source,
      value: null,
      diagnostics: [{ code: 'CF008', severity: 'error', message, help: 'check the path and its permissions' }],
    };
  }
  return isUtf8(bytes)
    ? { source, ...parseCorpus(source, bytes.toString('utf8')) }
    : { source, value: null, diagnostics: [notUtf8(source)] };
}

/** The bytes of a file, or why there are none. */
async function readBounded(path: string): Promise<Buffer | string> {
  try {
    const { size } = await stat(path);
    return size > MAX_CORPUS_FILE_BYTES ? `larger than ${MAX_CORPUS_FILE_BYTES} bytes` : await readFile(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}
