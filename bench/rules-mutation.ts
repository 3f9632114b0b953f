/**
 * Damages rules files, the same way for the same seed: characters, lines and tokens are lost, doubled, swapped, nested and spliced.
 *
 * What must hold for any such file is {@link findViolation}.
 */
import { type ParsedRules, parseRules } from '../src/rules/index.ts';

/** Numbers from 0 up to 1, the same ones for a seed. */
export type Random = () => number;

/** The generator `mulberry32`. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[below(random, from.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}

const PIECES: readonly string[] = [
  ...'( ) [ ] { } : , = == + - * ** / // % | & ^ ~ << >> < >= != . @ # 0 1 -1 0x 1e309 x None True'.split(' '),
  ...['\\', '\\\n', '\n', '\r\n', '\t', ' ', '    ', '"', "'", '"""', 'f"', 'r"', 'b"', '{x!r}', '\u0000', '\uFEFF', 'é', '😀'],
  ...'def f(x):;lambda x: ;if True:;else;elif;for x in ; in ;not ; and ; or ;return ;pass;break;load('.split(';'),
  ...'99999999999999999999;1 << 99999;"a" * 999999;range(999999999);[0] * 9999;f(f);[::-1];[0]'.split(';'),
  ...'prefix_rule( portcullis_rule( network_rule( host_executable( pattern= decision= match= not_match= "prompt"'.split(' '),
  ...'sorted( zip( fail( str( int( list( dict( .format( .split( .append( .update('.split(' '),
];

type Mutation = (text: string, random: Random, other: string) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, random) => splice(text, below(random, text.length + 1), 0, pick(random, PIECES)),
  (text, random) => splice(text, below(random, text.length + 1), 1 + below(random, 4), ''),
  (text, random) => splice(text, below(random, text.length + 1), 1 + below(random, 12), pick(random, PIECES)),
  (text, random) => {
    const from = below(random, text.length + 1);
    return splice(text, below(random, text.length + 1), 0, text.slice(from, from + below(random, 60)));
  },
  (text, random) => splice(text, below(random, text.length + 1), 0, pick(random, PIECES).repeat(1 + below(random, 300))),
  (text, random) => changeLines(text, (lines) => lines.splice(below(random, lines.length), 1)),
  (text, random) => changeLines(text, (lines) => lines.splice(below(random, lines.length), 0, ...lines.slice(below(random, lines.length)))),
  (text, random) =>
    changeLines(text, (lines) => {
      const at = below(random, lines.length);
      lines[at] = ' '.repeat(below(random, 6)) + (lines[at] ?? '');
    }),
  (text, random, other) => text.slice(0, below(random, text.length + 1)) + other.slice(below(random, other.length + 1)),
  (text, random) => text.slice(0, below(random, text.length + 1)),
];

function splice(text: string, at: number, removed: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at + removed);
}

function changeLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

/** One to four damages to one of the texts. */
export function mutateRules(texts: readonly string[], random: Random): string {
  let text = pick(random, texts);
  for (let left = 1 + below(random, 4); left > 0; left--) text = pick(random, MUTATIONS)(text, random, pick(random, texts));
  return text;
}

export interface Outcome {
  readonly parsed: ParsedRules;
  /** What does not hold for this file; null where all does. */
  readonly violation: string | null;
}

/** Reads a text; whatever it is, there are rules or errors and never both, each error has its place, and nothing is thrown. */
export function tryRules(text: string): Outcome | string {
  try {
    const parsed = parseRules([{ source: 'mutated.rules', text }]);
    return { parsed, violation: findViolation(parsed, text) };
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

function findViolation({ value, diagnostics }: ParsedRules, text: string): string | null {
  if (value !== null) return diagnostics.length === 0 ? null : 'rules beside diagnostics';
  if (diagnostics.length === 0) return 'neither rules nor diagnostics';
  const lines = text.split('\n').length;
  for (const { severity, place, message } of diagnostics) {
    if (severity !== 'error') continue;
    if (place === undefined || place.line < 1 || place.line > lines || place.column < 1) return `an error without a place: ${message}`;
    if (/[\n\r]/.test(message) || message.length > 600) return 'a message that is no line';
  }
  return null;
}
