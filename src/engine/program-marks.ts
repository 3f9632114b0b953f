/**
 * What the core must know about programs to decide a text alone: marks in its trie, made from the program tables once.
 *
 * `starts`: what the program does can forbid, or make its own rule unnecessary, or change what later commands mean. `specified`: it can at
 * least take an allow back. INVARIANT: a row that is not plainly harmless is `starts`.
 */
import { changesAnswer, namesOf, programNames, programRows } from '../programs/index.ts';
import { PROGRAM_MARKS } from '../rules/index.ts';

/** Meanings that only read, write or delete paths: they matter only where the answer would be allow, or where reads are denied. */
const PLAIN = new Set(['_', 'read', 'write', 'delete', 'tree', 'attributes', 'link']);

let marks: ReadonlyMap<string, number> | null = null;

export function programMarks(): ReadonlyMap<string, number> {
  marks ??= readMarks();
  return marks;
}

function readMarks(): ReadonlyMap<string, number> {
  const plain = new Set<string>();
  const readers = new Set<string>();
  for (const row of programRows()) {
    for (const name of namesOf(row)) {
      if (isPlain(row)) plain.add(name);
      if (row.mark === 'reader') readers.add(name);
    }
  }
  const result = new Map<string, number>();
  for (const name of programNames()) {
    const bits =
      (changesAnswer(name) ? PROGRAM_MARKS.specified : 0) |
      (plain.has(name) ? 0 : PROGRAM_MARKS.starts) |
      (readers.has(name) ? PROGRAM_MARKS.reader : 0);
    if (bits !== 0) result.set(name, bits);
  }
  return result;
}

function isPlain(row: ReturnType<typeof programRows>[number]): boolean {
  if (row.mark === 'free' || row.mark === 'wrapper' || row.commands !== undefined || row.does !== undefined || row.versioned || row.bundle)
    return false;
  const operands = typeof row.operands === 'string' ? row.operands.split(' ') : row.operands === undefined ? [] : null;
  if (operands === null) return false;
  const meanings = [...operands.map((each) => each.replace(/[?*+]$/, '')), ...(row.options ?? '').split(/\s+/).flatMap(meaningsOfOption)];
  return meanings.every((meaning) => PLAIN.has(meaning));
}

/** Empty for a flag; the meaning of its value; something unknown for everything else an option can say. */
function meaningsOfOption(option: string): string[] {
  if (option === '' || /^[-\w|]+$/.test(option)) return [];
  const value = /^[-\w|]+=([a-z_]+)[?$]?$/.exec(option)?.[1];
  return [value ?? 'unknown'];
}
