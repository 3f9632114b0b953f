/**
 * The table of dialects: texts that do not mean the same to bash, dash and zsh, with what each of them runs.
 *
 * One row a line in `texts.jsonl`. `files` exist (empty) where the text runs. A shell's column holds the argv of every stub that ran,
 * sorted, or `error` where nothing ran and the shell said so; `@` stands for what differs from run to run (see `run-shell.ts`).
 * `bash3` (macOS) stands where it is known to differ from bash; it is from the documentation, nothing here runs it.
 */
import { readFileSync } from 'node:fs';
import type { InstalledShell } from './run-shell.ts';

export type Outcome = readonly (readonly string[])[] | 'error';

export interface DialectText extends Readonly<Record<InstalledShell, Outcome>> {
  /** What the text exercises. */
  readonly construct: string;
  readonly text: string;
  readonly files?: readonly string[];
  readonly bash3?: Outcome;
  readonly note?: string;
}

const LINES = readFileSync(new URL('texts.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

export const DIALECT_TEXTS: readonly DialectText[] = LINES.map((line) => JSON.parse(line) as DialectText);

/** The rows by what they exercise. */
export function byConstruct(): [construct: string, rows: DialectText[]][] {
  const groups = new Map<string, DialectText[]>();
  for (const row of DIALECT_TEXTS) groups.set(row.construct, [...(groups.get(row.construct) ?? []), row]);
  return [...groups];
}
