/**
 * Values of a TOML text. Tables have no prototype, whole numbers are `bigint` (so `1` is not `1.0`), dates and times are opaque.
 */
export type TomlValue = string | number | bigint | boolean | Date | TomlArray | TomlTable;

export type TomlArray = readonly TomlValue[];

export interface TomlTable {
  readonly [key: string]: TomlValue;
}

/** Keys and indexes from the root of a text to one of its values. */
export type TomlPath = readonly (string | number)[];

export function isTomlTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** What kind of value it is, in the words of our messages. */
export function describeTomlType(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date or time';
  return TYPE_WORDS[typeof value] ?? 'nothing';
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a decimal number',
  bigint: 'a whole number',
  boolean: 'true or false',
  object: 'a table',
};

/** A path as one would write it: `rules.prefix_rules[0].pattern`. */
export function formatTomlPath(path: TomlPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += `${text === '' ? '' : '.'}${BARE_KEY.test(step) ? step : JSON.stringify(step)}`;
  }
  return text;
}

const BARE_KEY = /^[A-Za-z0-9_-]+$/;
