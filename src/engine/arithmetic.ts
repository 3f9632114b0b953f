/**
 * Arithmetic of the shell: the variables that an expression sets, and whether what it would run is known.
 *
 * The value of a variable is an expression too, and a subscript in it may hold a substitution: `n='a[$(rm x)]'; ((n))` runs `rm`.
 * INVARIANT: an expression over text that is not known counts as unknown code. Reference: bash manual "Shell Arithmetic".
 */
import type { ShellState } from './shell-state.ts';
import { assignInteger, isInteger, lookUp, textOf } from './variables.ts';

/** Values that are looked through, each the value of a name in the one before. */
const MAX_VALUES = 8;

const CHANGES = /(?:^|[^=!<>])=(?!=)|<<=|>>=|\+\+|--/;

/**
 * Carries out what an expression does to variables; true where everything it evaluates is known to run nothing. Substitutions are taken
 * out of the text before.
 */
export function runArithmetic(text: string, state: ShellState, depth = 0): boolean {
  if (depth > MAX_VALUES) return false;
  const plain = text.replace(/\$(?:[#?$!]|\{#\w+\})/g, '0').replace(/["'\\]/g, '');
  const names = new Set(Array.from(plain.matchAll(/(?<![\w#])[A-Za-z_]\w*/g), ([name]) => name));
  let isKnown = !/\$\{?[\d@*]|`|\$\(/.test(plain);
  for (const name of names) isKnown = runValue(name, state, depth) && isKnown;
  if (CHANGES.test(plain)) for (const name of names) assignInteger(state, name);
  return isKnown;
}

function runValue(name: string, state: ShellState, depth: number): boolean {
  const value = lookUp(state, name);
  // A name that the text never sets is the caller's: a number, or nothing.
  if (value === undefined || isInteger(value)) return true;
  const text = textOf(value);
  return text !== null && runArithmetic(text, state, depth + 1);
}
