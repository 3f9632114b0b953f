/**
 * The spellings of a PowerShell command under which rules are looked up: its names fold case, and a cmdlet has several.
 *
 * INVARIANT: what only makes stricter is taken from every spelling; what allows, from the name that is written and the cmdlet's own.
 */
import type { Spellings } from '../programs/index.ts';
import type { RuleTable } from '../rules/index.ts';
import type { Spelling } from './batch-match.ts';

export function commandSpellings(
  { names, allowed, words }: Spellings,
  argv: readonly (string | null)[],
  table: RuleTable,
): readonly Spelling[] {
  const [program, ...rest] = argv;
  const mayAllow = new Set(allowed.map((name) => name.toLowerCase()));
  const folded = new Set(names.map((name) => name.toLowerCase()));
  const spellings: Spelling[] = [];
  for (const name of folded)
    for (const spelled of table.spellingsOf(name)) {
      if (spelled !== program) spellings.push({ argv: [spelled, ...rest], allows: mayAllow.has(name) });
      if (words !== null) spellings.push({ argv: [spelled, ...words.slice(1)], allows: false });
    }
  return spellings;
}
