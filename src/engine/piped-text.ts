/**
 * The text that a pipe carries into a command, where the text of the request fixes it: `echo 'rm x' | sh`, `base64 -d <<< … | bash`.
 * INVARIANT: null for everything that is not certain; nothing is run. LIMIT: MAX_PIPED_TEXT units, MAX_NESTING commands back.
 */
import { MAX_NESTING, MAX_PIPED_TEXT } from '../base/index.ts';
import { stdinOf } from '../programs/index.ts';
import type { Invocation, Word } from '../shell/index.ts';

type Known = (word: Word) => Word;

/** What the command before `at` in its pipeline writes, as a word at its place; null where there is none or nobody knows. */
export function pipedText(invocations: readonly Invocation[], at: number, known: Known): Word | null {
  const reader = invocations[at];
  if (reader === undefined || reader.position.index === 0) return null;
  const text = outputBefore(invocations, at, known, 0);
  return text === null ? null : { value: text, single: true, quoted: true, span: reader.span, pieces: [] };
}

function outputBefore(invocations: readonly Invocation[], at: number, known: Known, depth: number): string | null {
  const reader = invocations[at];
  if (reader === undefined || depth > MAX_NESTING) return null;
  const { pipeline, index } = reader.position;
  const before = invocations.findIndex(
    (each) => each.scope === reader.scope && each.position.pipeline === pipeline && each.position.index === index - 1,
  );
  return before < 0 ? null : outputOf(invocations, before, known, depth + 1);
}

function outputOf(invocations: readonly Invocation[], at: number, known: Known, depth: number): string | null {
  const writer = invocations[at];
  if (writer === undefined) return null;
  const words = writer.argv.map((word) => known(word).value);
  const [program, ...args] = words;
  if (program === undefined || program === null || args.includes(null)) return null;
  const write = WRITERS[program.slice(program.lastIndexOf('/') + 1)];
  if (write === undefined) return null;
  const text = write(args as string[], () => inputOf(invocations, at, known, depth));
  return text === null || text.length > MAX_PIPED_TEXT ? null : text;
}

function inputOf(invocations: readonly Invocation[], at: number, known: Known, depth: number): string | null {
  const reader = invocations[at];
  if (reader === undefined) return null;
  const stdin = stdinOf(reader.redirections);
  if (stdin.type === 'text') return known(stdin.word).value;
  return stdin.type === 'inherited' ? outputBefore(invocations, at, known, depth) : null;
}

type Writer = (args: readonly string[], input: () => string | null) => string | null;

/** Programs whose output their arguments and input fix. */
const WRITERS: Readonly<Record<string, Writer | undefined>> = Object.assign(Object.create(null), {
  echo: (args: readonly string[]) => echo(args),
  printf: (args: readonly string[]) => printf(args),
  cat: (args: readonly string[], input: () => string | null) => (args.every((arg) => arg === '-') ? input() : null),
  base64: (args: readonly string[], input: () => string | null) => base64(args, input),
  rev: (args: readonly string[], input: () => string | null) => (args.length === 0 ? reverse(input()) : null),
  tee: (_: readonly string[], input: () => string | null) => input(),
} satisfies Record<string, Writer>);

function echo(args: readonly string[]): string | null {
  let escapes = false;
  let newline = '\n';
  let first = 0;
  for (; /^-[neE]+$/.test(args[first] ?? ''); first++) {
    const flags = args[first] ?? '';
    if (flags.includes('n')) newline = '';
    if (flags.includes('e')) escapes = true;
  }
  const text = args.slice(first).join(' ') + newline;
  return escapes ? unescapeText(text) : text;
}

function printf([format = '', ...args]: readonly string[]): string | null {
  if (format.startsWith('-')) return null;
  const text = unescapeText(format);
  if (text === null) return null;
  const parts = text.split(/(%[sb%])/);
  if (parts.some((part, i) => i % 2 === 0 && part.includes('%'))) return null;
  const fields = parts.filter((part) => part === '%s' || part === '%b').length;
  if (fields === 0 && args.length > 0) return null;
  let output = '';
  let next = 0;
  do {
    output += parts.map((part) => (part === '%%' ? '%' : part === '%s' || part === '%b' ? (args[next++] ?? '') : part)).join('');
  } while (next < args.length && output.length <= MAX_PIPED_TEXT);
  return output;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
  ['a', '\x07'],
]);

/** The escapes of printf and `echo -e`; null where one is not known. */
function unescapeText(text: string): string | null {
  let unknown = false;
  const result = text.replace(/\\(x[0-9a-fA-F]{1,2}|0?[0-7]{1,3}|.?)/gs, (_, escape: string) => {
    if (escape.startsWith('x')) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    const known = ESCAPES.get(escape);
    unknown ||= known === undefined;
    return known ?? '';
  });
  return unknown ? null : result;
}

function base64(args: readonly string[], input: () => string | null): string | null {
  if (!args.every((arg) => arg === '-d' || arg === '-D' || arg === '--decode' || arg === '-i' || arg === '-di' || arg === '-')) return null;
  if (args.every((arg) => arg === '-' || arg === '-i')) return null;
  const text = input()?.replace(/\s/g, '') ?? null;
  if (text === null || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  } catch {
    return null;
  }
}

function reverse(text: string | null): string | null {
  return text === null
    ? null
    : text
        .split('\n')
        .map((line) => [...line].reverse().join(''))
        .join('\n');
}
