/**
 * What computing with large integers costs.
 *
 * INVARIANT: no operation whose time grows faster than the steps it is charged for runs before it is charged.
 */
import { MAX_STARLARK_INT_BITS } from '../../base/index.ts';
import { limitFault } from './fault.ts';
import type { Machine } from './machine.ts';

const LARGE = 2n ** 64n;

/** How many 64-bit words an integer takes. */
function wordsOf(value: bigint): number {
  return wordsAreMany(value) ? Math.ceil(value.toString(16).length / 16) : 1;
}

/** Two large integers are compared in the time of so many elements. */
const LARGE_COMPARISON = 160;

export function compareIntegers({ budget }: Machine, left: bigint, right: bigint): number {
  if (wordsAreMany(left) && wordsAreMany(right)) budget.work(LARGE_COMPARISON);
  return left < right ? -1 : Number(left > right);
}

function wordsAreMany(value: bigint): boolean {
  return value >= LARGE || value <= -LARGE;
}

/** Products of words that are computed in the time of one element. */
const PRODUCTS_AT_ONCE = 25;

/** Before two integers are multiplied or divided, or anything cheaper. */
export function chargeIntegers({ budget }: Machine, left: bigint, right: bigint): void {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  if (a * b > 1) budget.work((a * b) / PRODUCTS_AT_ONCE + (a + b) * 2);
}

const MAX_WORDS = MAX_STARLARK_INT_BITS / 64;

/** LIMIT: integers grow only so far. */
export function bounded({ budget }: Machine, value: bigint): bigint {
  const words = wordsOf(value);
  if (words > MAX_WORDS) throw tooLarge();
  if (words > 1) budget.work(words * 2);
  return value;
}

/** The product, which is not computed where it would be too large. */
export function multiplyIntegers(machine: Machine, left: bigint, right: bigint): bigint {
  if (wordsOf(left) + wordsOf(right) > MAX_WORDS + 2) throw tooLarge();
  return bounded(machine, left * right);
}

function tooLarge(): Error {
  return limitFault(`an integer of more than ${MAX_STARLARK_INT_BITS} bits`);
}

/** Products of words in the time of one element, where digits are made from them. */
const DIGITS_OF_WORDS = 6;

/** The integer with digits of the radix; where that is not a power of two, the time grows with the square of the size. */
export function formatInteger(machine: Machine, value: bigint, radix = 10): string {
  machine.budget.work(wordsOf(value) ** 2 / DIGITS_OF_WORDS);
  return value.toString(radix);
}

/** Digits that a plain number holds exactly in any radix. */
const DIGITS_AT_ONCE = 10;

/** The value of digits of the radix. */
export function parseInteger(machine: Machine, digits: string, radix: number): bigint {
  let value = 0n;
  for (let at = 0; at < digits.length; at += DIGITS_AT_ONCE) {
    const chunk = digits.slice(at, at + DIGITS_AT_ONCE);
    machine.budget.work(at / DIGITS_AT_ONCE);
    value = value * BigInt(radix ** chunk.length) + BigInt(Number.parseInt(chunk, radix));
  }
  return value;
}
