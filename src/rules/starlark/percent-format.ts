/** `"%s and %d" % (a, b)`. */
import { isNumber } from './equality.ts';
import { runtimeFault, unsupported } from './fault.ts';
import { formatInteger } from './integer.ts';
import type { Machine } from './machine.ts';
import { formatFixed, formatFloat, formatScientific } from './number-format.ts';
import { repr, str } from './repr.ts';
import { isTuple, typeName, type Value } from './value.ts';

const PLACEHOLDER = /%([\s\S]?)/g;

/** Fills the placeholders of a text; a tuple gives one value to each, anything else is the only value. */
export function formatPercent(machine: Machine, format: string, value: Value): string {
  const values = isTuple(value) ? value.content : [value];
  machine.budget.work(format.length);
  const parts: string[] = [];
  let used = 0;
  let from = 0;
  for (const match of format.matchAll(PLACEHOLDER)) {
    machine.budget.step();
    parts.push(format.slice(from, match.index));
    from = match.index + match[0].length;
    const letter = match[1] ?? '';
    if (letter === '%') parts.push('%');
    else parts.push(formatWith(machine, letter, values, used++));
  }
  parts.push(format.slice(from));
  if (used < values.length) throw runtimeFault('the format has fewer placeholders than there are values');
  return join(machine, parts);
}

function join(machine: Machine, parts: readonly string[]): string {
  machine.budget.text(parts.reduce((length, part) => length + part.length, 0));
  return parts.join('');
}

function formatWith(machine: Machine, letter: string, values: readonly Value[], index: number): string {
  const format = Object.hasOwn(FORMATS, letter) ? FORMATS[letter] : undefined;
  if (!format) throw runtimeFault(`\`%${letter}\` is no placeholder`, 'write `%%` to mean a percent sign');
  const value = values[index];
  if (value === undefined) throw runtimeFault('the format has more placeholders than there are values');
  return format(machine, value);
}

type Format = (machine: Machine, value: Value) => string;

const FORMATS: Readonly<Record<string, Format>> = {
  s: (machine, value) => (typeof value === 'string' ? str(machine, value) : repr(machine, value)),
  r: repr,
  d: formatDecimal,
  o: (machine, value) => formatInt(machine, value, 8),
  x: (machine, value) => formatInt(machine, value, 16),
  X: (machine, value) => formatInt(machine, value, 16).toUpperCase(),
  e: (_, value) => formatScientific(toFloat(value), 'e', false),
  E: (_, value) => formatScientific(toFloat(value), 'E', false),
  f: (_, value) => formatFixed(toFloat(value)),
  F: (_, value) => formatFixed(toFloat(value)),
  g: (_, value) => formatFloat(toFloat(value), 'e'),
  G: (_, value) => formatFloat(toFloat(value), 'E'),
};

/** An int, or a float without its fraction if 32 bits hold it. */
function formatDecimal(machine: Machine, value: Value): string {
  if (typeof value === 'bigint') return formatInteger(machine, value);
  const whole = typeof value === 'number' ? Math.trunc(value) : Number.NaN;
  if (whole >= -0x80000000 && whole <= 0x7fffffff) return BigInt(whole).toString();
  throw unsupported('format(%d)', typeName(value));
}

function formatInt(machine: Machine, value: Value, radix: number): string {
  if (typeof value !== 'bigint') throw unsupported(radix === 8 ? 'format(%o)' : 'format(%x)', typeName(value));
  return formatInteger(machine, value, radix);
}

function toFloat(value: Value): number {
  if (!isNumber(value)) throw runtimeFault(`a number is needed here, not a value of type \`${typeName(value)}\``);
  return Number(value);
}
