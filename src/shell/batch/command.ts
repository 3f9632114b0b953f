/**
 * The text of one command to its invocation: which program it names, and the words it gets.
 *
 * Names are those of Windows, which knows no case: builtins by their short name (`erase` is `del`), programs without `.exe`, `.com`, `.bat` or
 * `.cmd`, folders with slashes. A name ends where words do; that of a builtin also at `/`, `.`, `\` and the like (`del/q`, `cd..`, `echo.`).
 * INVARIANT: the first word is the program, also where that is not known.
 */
import type { Word } from '../invocation.ts';
import { isDelimiter, type Line, sliceLine } from './line.ts';
import { rawWord, type Splitting, splitTail, wordOf } from './words.ts';

/** Builtins by every name they have, each with the one it is called by here. */
const BUILTINS: ReadonlyMap<string, string> = new Map([
  ...`assoc break call cd cls color copy date del dir dpath echo endlocal exit ftype goto keys md mklink move path pause popd prompt pushd
    rd rem ren set setlocal shift start time title type ver verify vol`
    .split(/\s+/)
    .map((name) => [name, name] as const),
  ['erase', 'del'],
  ['rmdir', 'rd'],
  ['mkdir', 'md'],
  ['chdir', 'cd'],
  ['rename', 'ren'],
]);

const SPLITTINGS: ReadonlyMap<string, Splitting> = new Map([
  ...['set', 'cd', 'title', 'prompt', 'path', 'rem', 'goto', 'assoc', 'ftype'].map((name) => [name, 'whole'] as const),
  ['echo', 'quoted'],
  ['call', 'program'],
  ['start', 'program'],
]);

export interface Command {
  readonly argv: readonly Word[];
  /** Name of the builtin or program; null where it is not known. */
  readonly name: string | null;
  readonly isBuiltin: boolean;
  /** What stands behind the name, as it is. */
  readonly tail: Line;
  /** Whether what is run hangs on more than the text: quotes around the name of a builtin, delimiters that a program gets to see. */
  readonly isOdd: boolean;
}

/** A command of a text without redirections; null where there is nothing. */
export function readCommand(line: Line): Command | null {
  let from = 0;
  while (isDelimiter(line.text[from]) || line.text[from] === '@') from++;
  if (from === line.text.length) return null;
  const to = endOfName(line, from);
  const typed = sliceLine(line, from, to);
  const builtin = builtinOf(typed.text.replaceAll('"', ''));
  const isQuoted = typed.text.includes('"');
  if (builtin !== null && (!isQuoted || builtin.length === typed.text.replaceAll('"', '').length)) {
    const tail = sliceLine(line, isQuoted ? to : from + builtin.length);
    const name = BUILTINS.get(builtin.toLowerCase()) ?? builtin;
    return { argv: [named(typed, name), ...wordsOf(name, tail)], name, isBuiltin: true, tail, isOdd: isQuoted };
  }
  const tail = sliceLine(line, to);
  const drive = /^[A-Za-z]:$/.test(typed.text);
  if (drive) return { argv: [named(typed, 'cd'), wordOf(typed)], name: 'cd', isBuiltin: true, tail, isOdd: false };
  const program = programWord(typed);
  const isOdd = isDelimiter(tail.text[0]) && /^[,;=]/.test(tail.text.trimStart());
  const words = splitTail(isOdd ? sliceLine(tail, 1) : tail, 'program');
  return { argv: [program, ...words], name: program.value, isBuiltin: false, tail, isOdd };
}

/** `cd /d DIR` goes to another drive as well; the folder is all the rest. */
function wordsOf(name: string, tail: Line): Word[] {
  if (name !== 'cd') return splitTail(tail, SPLITTINGS.get(name) ?? 'builtin');
  const option = /^[\s,;=]*\/d(?=[\s,;="]|$)/i.exec(tail.text)?.[0] ?? '';
  const words = splitTail(sliceLine(tail, option.length), 'whole');
  return option === '' ? words : [named(sliceLine(tail, option.length - 2, option.length), '/d'), ...words];
}

/** Quotes keep delimiters; without them a slash ends a name as well (`ipconfig/all`). */
function endOfName(line: Line, from: number): number {
  const isPath = /^(?:[A-Za-z]:|\.{0,2}[\\/])/.test(line.text.slice(from, from + 3));
  let quoted = false;
  let at = from;
  for (; at < line.text.length; at++) {
    const character = line.text[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (isDelimiter(character) || (character === '/' && !isPath))) break;
  }
  return at;
}

/** The builtin a name begins with, where no letter follows. */
function builtinOf(name: string): string | null {
  const letters = /^[A-Za-z]+/.exec(name)?.[0] ?? '';
  if (!BUILTINS.has(letters.toLowerCase())) return null;
  const rest = name.slice(letters.length);
  return rest === '' || (/^[/\\.:+[\](,;=]/.test(rest) && !/^\.(?:exe|com|bat|cmd)$/i.test(rest)) ? letters : null;
}

function named(typed: Line, value: string): Word {
  const word = wordOf(typed);
  return { ...word, value, single: true, pieces: [{ type: 'literal', text: value, quoted: true, span: word.span }] };
}

function programWord(typed: Line): Word {
  const word = wordOf(typed);
  if (word.value === null) return word;
  return named(typed, programName(word.value));
}

/** `C:\Tools\Git.EXE` is `C:/Tools/git`. */
export function programName(typed: string): string {
  const path = typed.replaceAll('\\', '/');
  const start = path.lastIndexOf('/') + 1;
  const base = path
    .slice(start)
    .replace(/[. ]+$/, '')
    .toLowerCase();
  const name = base.replace(/\.(?:exe|com|bat|cmd)$/, '');
  return path.slice(0, start) + (name === '' ? path.slice(start) : name);
}

/** What programs that read their command line themselves get: `cmd`, `start`, `call`. */
export function tailWord({ tail }: Command): Word {
  return rawWord(tail);
}
