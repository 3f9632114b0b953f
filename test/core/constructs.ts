/** The table of constructs: one text a line, with everything that the analyser says about it in the notation of `notation.ts`. */
import { readFileSync } from 'node:fs';
import type { AnalysisLines } from './notation.ts';

export interface ConstructCase extends AnalysisLines {
  readonly construct: string;
  readonly text: string;
}

export const CONSTRUCTS: readonly ConstructCase[] = readFileSync(new URL('../cases/shell/constructs.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as ConstructCase);

/** The rows by construct. */
export function byConstruct(): [construct: string, cases: ConstructCase[]][] {
  const groups = new Map<string, ConstructCase[]>();
  for (const each of CONSTRUCTS) groups.set(each.construct, [...(groups.get(each.construct) ?? []), each]);
  return [...groups];
}
