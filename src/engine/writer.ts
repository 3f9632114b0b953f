/**
 * Programs whose output their arguments and input fix, and what they write. Reference: POSIX utilities, bash builtins.
 * INVARIANT: null wherever two implementations could differ.
 */
import { MAX_PIPED_TEXT, withoutTrailing } from '../base/index.ts';

/** `isBash`: the shell's own `echo` is that of bash. */
type Writer = (args: readonly string[], input: () => string | null, isBash: boolean) => string | null;

/** Programs whose output their arguments and input fix. */
export const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['echo', (args, _, isBash) => echo(args, isBash)],
  ['printf', printf],
  ['cat', (args, input) => (args.every((arg) => arg === '-') ? input() : null)],
  ['base64', base64],
  ['rev', (args, input) => (args.length === 0 ? reverse(input()) : null)],
  ['tr', (args, input) => translate(args, input())],
  ['tee', (args, input) => (args.every((arg) => arg === '-a' || !arg.startsWith('-')) ? input() : null)],
  ['dirname', ([path, ...rest]) => (path === undefined || rest.length > 0 || path.startsWith('-') ? null : `${dirName(path)}\n`)],
  ['basename', ([path, ...rest]) => (path === undefined || rest.length > 0 || path.startsWith('-') ? null : `${baseName(path)}\n`)],
]);

function dirName(path: string): string {
  const trimmed = path.length > 1 ? withoutTrailing(path, '/') : path;
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? '.' : trimmed.slice(0, slash) || '/';
}

function baseName(path: string): string {
  const trimmed = path.length > 1 ? withoutTrailing(path, '/') : path;
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || '/';
}

/** Sets of the same length without ranges or classes; `-d` with plain characters. */
function translate(args: readonly string[], input: string | null): string | null {
  const [from = '', to = ''] = args;
  if (input === null || args.length !== 2 || /[\\[]/.test(from + to)) return null;
  if (from === '-d') {
    const dropped = new Set(to);
    return [...input].filter((c) => !dropped.has(c)).join('');
  }
  const source = expandRanges(from);
  const target = expandRanges(to);
  if (from.startsWith('-') || source.length !== target.length || new Set(source).size !== source.length) return null;
  const table = new Map([...source].map((c, i) => [c, target[i] ?? c]));
  return [...input].map((c) => table.get(c) ?? c).join('');
}

/** `a-z` as its letters. */
function expandRanges(set: string): string {
  return set.replace(/([A-Za-z0-9])-([A-Za-z0-9])/g, (_, first: string, last: string) => {
    let all = '';
    for (let c = first.charCodeAt(0); c <= last.charCodeAt(0); c++) all += String.fromCharCode(c);
    return all;
  });
}

/** Other shells interpret escapes whether or not they are told to, and take no options or other ones. */
function echo(args: readonly string[], isBash: boolean): string | null {
  let escapes = false;
  let newline = '\n';
  let first = 0;
  for (; /^-[neE]+$/.test(args[first] ?? ''); first++) {
    const flags = args[first] ?? '';
    if (flags.includes('n')) newline = '';
    if (/[eE]/.test(flags)) escapes = flags.lastIndexOf('e') > flags.lastIndexOf('E');
  }
  const words = args.slice(first).join(' ');
  if (!isBash && (first > 0 || words.includes('\\'))) return null;
  return escapes ? unescapeText(words, 'echo', newline) : words + newline;
}

function printf([format = '', ...args]: readonly string[]): string | null {
  if (format.startsWith('-')) return null;
  const parts = format.split(/(%[sb%])/);
  const texts = parts.map((part, i) => (i % 2 === 1 ? part : part.includes('%') ? null : unescapeText(part, 'format', '')));
  if (texts.includes(null)) return null;
  const fields = parts.filter((part) => part === '%s' || part === '%b').length;
  if (fields === 0 && args.length > 0) return null;
  let output = '';
  let next = 0;
  do {
    for (const [i, text] of texts.entries()) {
      const piece = i % 2 === 0 ? text : text === '%%' ? '%' : fieldText(text, args[next++] ?? '');
      if (piece === null) return null;
      output += piece;
    }
  } while (next < args.length && output.length <= MAX_PIPED_TEXT);
  return output;
}

function fieldText(field: string | null, argument: string): string | null {
  return field === '%b' ? unescapeText(argument, 'echo', '') : argument;
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

/**
 * Escapes as `printf` has them in its format, or `echo -e` and `%b` in their arguments: octal numbers have a leading zero there. Null where
 * a byte would be no character of its own, or the escape is not one that all agree on.
 */
function unescapeText(text: string, where: 'format' | 'echo', end: string): string | null {
  let unknown = false;
  const result = text.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,4}|.?)/gs, (_, body: string) => {
    const character = unescapeOne(body, where);
    unknown ||= character === null;
    return character ?? '';
  });
  return unknown ? null : result + end;
}

function unescapeOne(body: string, where: 'format' | 'echo'): string | null {
  if (/^x./.test(body)) return ascii(body.slice(1), 16);
  if (where === 'echo' && (body === '"' || body === "'")) return null;
  if (!/^[0-7]/.test(body)) return ESCAPES.get(body) ?? null;
  if (where === 'echo') return body.startsWith('0') ? ascii(body, 8) : null;
  const octal = ascii(body.slice(0, 3), 8);
  return octal === null ? null : octal + body.slice(3);
}

function ascii(digits: string, base: number): string | null {
  const code = Number.parseInt(digits, base);
  return code > 0 && code < 0x80 ? String.fromCharCode(code) : null;
}

/** Programs that write nothing but a number, by what their arguments must be. */
const COUNTERS: ReadonlyMap<string, RegExp> = new Map([
  ['wc', /^-[clmwL]$/],
  ['date', /^\+%[sYmdHMSjuN]+$/],
  ['seq', /^-?\d+$/],
  ['nproc', /^(?:--all|--ignore=\d+)?$/],
  ['id', /^-[ug]$/],
  ['stat', /^(?:-c|-f|--format|%[sYZXaudhi]|(?!-).*)$/],
  ['git', /^(?:rev-list|--count|(?!-).*)$/],
  ['grep', /^(?:-[cinvwxFE]+|(?!-).*)$/],
]);

/** Whether an argv writes one number and nothing else. */
export function isNumber([program, ...args]: readonly (string | null)[]): boolean {
  const name = program?.slice(program.lastIndexOf('/') + 1) ?? '';
  const accepts = COUNTERS.get(name);
  if (accepts === undefined || !args.every((arg) => arg !== null && accepts.test(arg))) return false;
  if (name === 'wc' || name === 'id') return args.length === 1;
  if (name === 'stat') return args.length === 3 && /^%/.test(args[1] ?? '');
  if (name === 'grep') return /^-\w*c/.test(args[0] ?? '') && args.filter((arg) => !arg?.startsWith('-')).length <= 2;
  return name !== 'git' || (args[0] === 'rev-list' && args[1] === '--count');
}

/** Whether an argv writes one name or nothing: a revision, the current branch, a date; none begins with a dash, holds a blank or `..`. */
export function isName([program, ...args]: readonly (string | null)[]): boolean {
  if (args.includes(null)) return false;
  const words = args as readonly string[];
  if (program === 'git') return isRevision(words) || words.join(' ') === 'branch --show-current';
  return program === 'date' ? DATE.test(words.join(' ')) : (NAMES.get(program ?? '')?.test(words.join(' ')) ?? false);
}

/** Programs that write a name of the system's own, by what their arguments must be. */
const NAMES: ReadonlyMap<string, RegExp> = new Map([
  ['whoami', /^$/],
  ['id', /^-[ug]n$/],
  ['uname', /^(?:-[smrnp])?$/],
  ['arch', /^$/],
  ['hostname', /^(?:-[sf])?$/],
  ['dpkg', /^--print-architecture$/],
]);

/** A hash; `rev-parse` writes the name that it was given where there is no such thing. */
function isRevision([command, ...args]: readonly string[]): boolean {
  if (command === 'merge-base') return args.length === 2 && args.every((arg) => isReference(arg));
  if (command !== 'rev-parse') return false;
  const [name, ...rest] = args.filter((arg) => !/^(?:--short(?:=\d+)?|--verify|-q|--quiet|--abbrev-ref)$/.test(arg));
  if (name === undefined || rest.length > 0) return false;
  return HEAD.test(name) || (!args.includes('--abbrev-ref') && isReference(name));
}

/** What names a branch, a tag or a commit on a command line, and is no option, range or folder. */
function isReference(text: string): boolean {
  return HEAD.test(text) || (/^\w[\w./-]*$/.test(text) && !text.includes('..') && !text.endsWith('/'));
}

const HEAD = /^(?:HEAD|@)(?:[~^]\d*)*$/;
const DATE = /^(?:-u )?\+(?:%[sYymdHMSjuNFTVGI]|[\w])(?:%[sYymdHMSjuNFTVGI]|[\w:.-])*$/;

/** How the name begins that `mktemp` makes up: in the folder for temporary files, or where its template says. */
export function temporaryName([program, ...args]: readonly (string | null)[]): string | null {
  if (program !== 'mktemp') return null;
  const [template, ...rest] = args.filter((arg) => !/^(?:-[dqt]+|--directory|--quiet)$/.test(arg ?? ''));
  if (template === undefined) return args.some((arg) => /^-\w*t/.test(arg ?? '')) ? null : '/tmp/tmp.';
  const begin = /^(?:\/tmp\/)?([\w.-]*?)X{3,}[\w.-]*$/.exec(template ?? '')?.[1];
  const isPlaced = template?.startsWith('/tmp/') === true || args.includes('-t') || args.includes('-dt') || args.includes('-td');
  return rest.length > 0 || begin === undefined || begin.startsWith('-') || !isPlaced ? null : `/tmp/${begin}`;
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
