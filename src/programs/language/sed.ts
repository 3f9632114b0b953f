/**
 * A sed script to what it does beside editing: files it reads and writes, commands it starts.
 *
 * Reference: POSIX sed, GNU sed manual (commands `e`, `F`, `R`, `W`, `z`, flags `e`, `m`, `w` of `s`).
 * INVARIANT: one pass; what is not sed leaves `complete` false.
 */
export interface SedFacts {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly runs: readonly string[];
  /** `e` without a command, `s///e`: the edited text itself is run. */
  readonly runsInput: boolean;
  readonly complete: boolean;
}

interface Scan {
  readonly text: string;
  at: number;
  readonly reads: string[];
  readonly writes: string[];
  readonly runs: string[];
  runsInput: boolean;
}

const BLANK = /[ \t]/;
const NO_ARGUMENT = '=dDgGhHnNpPxzF{}';

export function scanSed(text: string): SedFacts {
  const scan: Scan = { text, at: 0, reads: [], writes: [], runs: [], runsInput: false };
  let complete = true;
  while (complete && scan.at < text.length) complete = scanCommand(scan);
  return { reads: scan.reads, writes: scan.writes, runs: scan.runs, runsInput: scan.runsInput, complete };
}

/** `[address[,address]][!]command`. */
function scanCommand(scan: Scan): boolean {
  skip(scan, ' \t\n;');
  if (scan.at >= scan.text.length) return true;
  if (!scanAddress(scan)) return false;
  skip(scan, ' \t');
  if (scan.text[scan.at] === ',') {
    scan.at++;
    skip(scan, ' \t');
    if (!scanAddress(scan)) return false;
  }
  skip(scan, ' \t!');
  const command = scan.text[scan.at++] ?? '';
  return scanFunction(scan, command);
}

/** Line numbers, `$`, `first~step`, `+N`, `/re/flags`, `\cREc`; nothing is an address too. */
function scanAddress(scan: Scan): boolean {
  const first = scan.text[scan.at] ?? '';
  if (first === '/' || first === '\\') {
    if (first === '\\') scan.at++;
    if (!scanPart(scan, scan.text[scan.at++] ?? '', true)) return false;
    skip(scan, 'IM');
    return true;
  }
  skip(scan, '0123456789~+$');
  return true;
}

function scanFunction(scan: Scan, command: string): boolean {
  if (command === '') return false;
  if (NO_ARGUMENT.includes(command)) return true;
  if (command === '#') return skipLine(scan);
  if (command === 's') return scanSubstitution(scan);
  if (command === 'y') return scanTranslation(scan);
  if (command === 'e') return scanExecution(scan);
  if ('rRwW'.includes(command)) return scanFile(scan, command);
  if ('aic'.includes(command)) return skipText(scan);
  if (':btTv'.includes(command)) return skipWord(scan, command === ':');
  if ('qQlL'.includes(command)) return skipWord(scan, false);
  return false;
}

/** `s/regex/replacement/flags`. */
function scanSubstitution(scan: Scan): boolean {
  const delimiter = scan.text[scan.at++] ?? '';
  if (delimiter === '' || delimiter === '\n' || delimiter === '\\') return false;
  if (!scanPart(scan, delimiter, true) || !scanPart(scan, delimiter, false)) return false;
  for (;;) {
    const flag = scan.text[scan.at] ?? '';
    if (flag === '' || !'gpiImMew0123456789'.includes(flag)) return true;
    scan.at++;
    if (flag === 'w') return scanFile(scan, 'w');
    if (flag === 'e') scan.runsInput = true;
  }
}

function scanTranslation(scan: Scan): boolean {
  const delimiter = scan.text[scan.at++] ?? '';
  return delimiter !== '' && scanPart(scan, delimiter, false) && scanPart(scan, delimiter, false);
}

/** To the next delimiter; in a regex one inside brackets is text. */
function scanPart(scan: Scan, delimiter: string, isRegex: boolean): boolean {
  const { text } = scan;
  while (scan.at < text.length) {
    const char = text[scan.at++];
    if (char === delimiter) return true;
    if (char === '\\') scan.at++;
    else if (char === '[' && isRegex) skipBrackets(scan);
  }
  return false;
}

/** `[^]abc[:alpha:]]`: behind the closing bracket, or where it stood if there is none. */
function skipBrackets(scan: Scan): void {
  const { text } = scan;
  let at = scan.at;
  if (text[at] === '^') at++;
  if (text[at] === ']') at++;
  for (; at < text.length && text[at] !== ']' && text[at] !== '\n'; at++) {
    const kind = text[at] === '[' ? text[at + 1] : undefined;
    if (kind !== ':' && kind !== '.' && kind !== '=') continue;
    const close = text.indexOf(`${kind}]`, at + 2);
    if (close < 0) return;
    at = close + 1;
  }
  if (text[at] === ']') scan.at = at + 1;
}

/** `e command`: the command is the rest of the line; without one the pattern space is run. */
function scanExecution(scan: Scan): boolean {
  const line = restOfLine(scan).trim();
  if (line === '' || line.startsWith(';') || line.startsWith('}')) scan.runsInput = true;
  if (line !== '') scan.runs.push(line);
  return true;
}

function scanFile(scan: Scan, command: string): boolean {
  const name = restOfLine(scan).trimStart();
  if (name === '') return false;
  if (command === 'w' || command === 'W') scan.writes.push(name);
  else scan.reads.push(name);
  return true;
}

/** `a\` and its lines, or `a text` on one line. */
function skipText(scan: Scan): boolean {
  for (;;) {
    const line = restOfLine(scan);
    if (!/(?:^|[^\\])(?:\\\\)*\\$/.test(line) || scan.at >= scan.text.length) return true;
  }
}

/** A label or a number: to the next blank, `;` or `}`; the label of `:` may hold them. */
function skipWord(scan: Scan, isLabel: boolean): boolean {
  skip(scan, ' \t');
  while (scan.at < scan.text.length) {
    const char = scan.text[scan.at] ?? '';
    if (char === '\n' || char === ';' || (!isLabel && (char === '}' || BLANK.test(char)))) return true;
    scan.at++;
  }
  return true;
}

function skipLine(scan: Scan): boolean {
  restOfLine(scan);
  return true;
}

function restOfLine(scan: Scan): string {
  const end = scan.text.indexOf('\n', scan.at);
  const line = scan.text.slice(scan.at, end < 0 ? undefined : end);
  scan.at = end < 0 ? scan.text.length : end + 1;
  return line;
}

function skip(scan: Scan, chars: string): void {
  while (scan.at < scan.text.length && chars.includes(scan.text[scan.at] ?? '')) scan.at++;
}
