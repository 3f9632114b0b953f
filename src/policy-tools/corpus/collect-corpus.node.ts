/**
 * Looks for files with commands in what the user names, and nowhere else.
 *
 * INVARIANT: links are not followed, so nothing outside the named paths is read; files and depth are bounded, and what is left out is told.
 */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { type Diagnostic, MAX_CORPUS_DEPTH, MAX_CORPUS_FILE_BYTES, MAX_CORPUS_FILES } from '../../base/index.ts';
import { type CollectOptions, collectRows, isCommandFile } from './collect-corpus.ts';
import type { CorpusRow } from './corpus-row.ts';

export interface CollectedFile {
  readonly path: string;
  readonly rows: readonly CorpusRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Folders of other people's code, and of repositories. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '.venv', 'venv', 'target', 'vendor']);

/** Collects from files and folders, one file after the other. */
export async function* collectCorpus(paths: readonly string[], options: CollectOptions): AsyncGenerator<CollectedFile> {
  let left = MAX_CORPUS_FILES;
  for (const root of paths) {
    for await (const found of filesIn(root, 0)) {
      if ('diagnostics' in found) yield found;
      else if (left-- > 0) yield await collectFile(root, found.path, options);
      else return yield leftOut(found.path, `more than ${MAX_CORPUS_FILES} files`);
    }
  }
}

interface FoundFile {
  readonly path: string;
}

async function* filesIn(path: string, depth: number): AsyncGenerator<FoundFile | CollectedFile> {
  const stat = await lstat(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (typeof stat === 'string') return yield leftOut(path, stat);
  if (stat.isFile() && isCommandFile(path.split(sep).join('/'))) {
    if (stat.size > MAX_CORPUS_FILE_BYTES) yield leftOut(path, `larger than ${MAX_CORPUS_FILE_BYTES} bytes`);
    else yield { path };
  } else if (stat.isFile() && depth === 0) yield leftOut(path, 'no file that commands are known to stand in');
  if (!stat.isDirectory()) return;
  if (depth === MAX_CORPUS_DEPTH) return yield leftOut(path, `more than ${MAX_CORPUS_DEPTH} folders deep`);
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (typeof names === 'string') return yield leftOut(path, names);
  for (const name of names.sort()) if (!SKIPPED.has(name)) yield* filesIn(join(path, name), depth + 1);
}

async function collectFile(root: string, path: string, options: CollectOptions): Promise<CollectedFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => ({ reason: error.code ?? 'unknown' }));
  if (typeof text !== 'string') return leftOut(path, text.reason);
  // How the path is called within what was named; the folders around that are nobody's business.
  const name = (relative(root, path) || basename(path)).split(sep).join('/');
  const known = isCommandFile(name) ? name : path.split(sep).join('/');
  return { path, rows: await collectRows(known, text, options), diagnostics: [] };
}

function leftOut(path: string, reason: string): CollectedFile {
  const message = `\`${path}\` is left out: ${reason}`;
  return { path, rows: [], diagnostics: [{ code: 'CF121', severity: 'warning', message, help: 'see `portcullis corpus collect --help`' }] };
}
