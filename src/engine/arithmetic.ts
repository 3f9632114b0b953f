/**
 * Arithmetic of the shell: the variables that an expression sets, and whether what it would run is known.
 *
 * The value of a variable is an expression too, and a subscript in it may hold a substitution: `n='a[$(rm x)]'; ((n))` runs `rm`.
 * INVARIANT: an expression over text that is not known counts as unknown code, and so does one whose values lead to too many others.
 * Reference: bash manual "Shell Arithmetic".
 */
import { MAX_ARITHMETIC_DEPTH, MAX_ARITHMETIC_TEXT } from '../base/index.ts';
import type { ShellState } from './shell-state.ts';
import { assignInteger, isInteger, lookUp, textOf } from './variables.ts';

const CHANGES = /(?:^|[^=!<>])=(?!=)|<<=|>>=|\+\+|--/;

/**
 * Carries out what an expression does to variables; true where everything it evaluates is known to run nothing. Substitutions are taken
 * out of the text before.
 */
export function runArithmetic(text: string, state: ShellState): boolean {
  return runExpression(text, state, { left: MAX_ARITHMETIC_TEXT }, 0);
}

/** Characters of values that may still be looked through: values that name several others multiply. */
interface Room {
  left: number;
}

/** LIMIT: recursion is MAX_ARITHMETIC_DEPTH deep. */
function runExpression(text: string, state: ShellState, room: Room, depth: number): boolean {
  const plain = text.replace(/\$(?:[#?$!]|\{#\w+\})/g, '0').replace(/["'\\]/g, '');
  const names = new Set(Array.from(plain.matchAll(/(?<![\w#])[A-Za-z_]\w*/g), ([name]) => name));
  let isKnown = !/\$\{?[\d@*]|`|\$\(/.test(plain);
  for (const name of names) isKnown = runValue(name, state, room, depth) && isKnown;
  if (CHANGES.test(plain)) for (const name of names) assignInteger(state, name);
  return isKnown;
}

function runValue(name: string, state: ShellState, room: Room, depth: number): boolean {
  const value = lookUp(state, name);
  // A name that the text never sets is the caller's: a number, or nothing.
  if (value === undefined || isInteger(value)) return true;
  const text = textOf(value);
  if (text === null || depth === MAX_ARITHMETIC_DEPTH) return false;
  room.left -= text.length + 1;
  return room.left >= 0 && runExpression(text, state, room, depth + 1);
}
