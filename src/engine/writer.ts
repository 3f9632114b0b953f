/** Programs whose output their arguments and input fix, and what they write. Reference: POSIX utilities, bash builtins. */
import { MAX_PIPED_TEXT } from '../base/index.ts';

type Writer = (args: readonly string[], input: () => string | null) => string | null;

/** Programs whose output their arguments and input fix. */
export const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['echo', echo],
  ['printf', printf],
  ['cat', (args, input) => (args.every((arg) => arg === '-') ? input() : null)],
  ['base64', base64],
  ['rev', (args, input) => (args.length === 0 ? reverse(input()) : null)],
  ['tr', (args, input) => translate(args, input())],
  ['tee', (_, input) => input()],
  ['dirname', ([path, ...rest]) => (path === undefined || rest.length > 0 || path.startsWith('-') ? null : `${dirName(path)}\n`)],
  ['basename', ([path, ...rest]) => (path === undefined || rest.length > 0 || path.startsWith('-') ? null : `${baseName(path)}\n`)],
]);

function dirName(path: string): string {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? '.' : trimmed.slice(0, slash) || '/';
}

function baseName(path: string): string {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || '/';
}

/** Sets of the same length without ranges or classes; `-d` with plain characters. */
function translate(args: readonly string[], input: string | null): string | null {
  const [from = '', to = ''] = args;
  if (input === null || args.length !== 2 || /[\\[]/.test(from + to)) return null;
  if (from === '-d') return [...input].filter((c) => !to.includes(c)).join('');
  const source = expandRanges(from);
  const target = expandRanges(to);
  if (from.startsWith('-') || source.length !== target.length) return null;
  return [...input].map((c) => target[source.indexOf(c)] ?? c).join('');
}

/** `a-z` as its letters. */
function expandRanges(set: string): string {
  return set.replace(/([A-Za-z0-9])-([A-Za-z0-9])/g, (_, first: string, last: string) => {
    let all = '';
    for (let c = first.charCodeAt(0); c <= last.charCodeAt(0); c++) all += String.fromCharCode(c);
    return all;
  });
}

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
