/**
 * The text of one command to its words.
 *
 * Builtins of cmd.exe split what stands behind their name at blanks, `,`, `;` and `=`, and at each `/` of their switches; programs get the
 * text as it is and split it as the C runtime does: at blanks, where a backslash hides a quote. Some builtins take all of it as one.
 * INVARIANT: a word with anything unknown in it has no value.
 * Reference: `cmd /?`; "Parsing C command-line arguments" of Microsoft's C runtime.
 */
import type { Piece, Word } from '../invocation.ts';
import { isBlank, isDelimiter, type Line, LineDraft, sliceLine, spanOf, UNKNOWN } from './line.ts';

/** How a command reads what stands behind its name. */
export type Splitting = 'builtin' | 'program' | 'whole' | 'quoted';

export function splitTail(tail: Line, splitting: Splitting): Word[] {
  if (splitting === 'whole') return wholeWord(tail);
  return splitting === 'builtin' ? splitBuiltin(tail) : splitProgram(tail, splitting === 'quoted');
}

/** All of a text but the blanks around it, quotes removed. */
function wholeWord(tail: Line): Word[] {
  let from = 0;
  let to = tail.text.length;
  while (isDelimiter(tail.text[from])) from++;
  while (to > from && isBlank(tail.text[to - 1])) to--;
  return from === to ? [] : [wordOf(sliceLine(tail, from, to))];
}

function splitBuiltin(tail: Line): Word[] {
  const words: Word[] = [];
  let draft = new LineDraft();
  let isOpen = false;
  let quoted = false;
  const close = (end: number) => {
    if (isOpen) words.push(wordOf(draft.finish(end)));
    draft = new LineDraft();
    isOpen = false;
  };
  for (let at = 0; at < tail.text.length; at++) {
    const character = tail.text[at];
    const place = tail.places[at] ?? tail.end;
    if (character === '"') quoted = !quoted;
    else if (!quoted && isDelimiter(character)) {
      close(place);
      continue;
    } else if (!quoted && character === '/' && isOpen && draft.length > 1 && draft.first === '/' && draft.last(draft.length - 1) !== '/')
      close(place);
    isOpen = true;
    draft.addFrom(tail, at);
  }
  close(tail.end);
  return words;
}

/** A backslash hides the quote behind it, two are one in front of a quote, `""` inside of quotes is one quote. `keeps`: backslashes are just that. */
function splitProgram(tail: Line, keeps: boolean): Word[] {
  const words: Word[] = [];
  const { text } = tail;
  let at = 0;
  while (at < text.length) {
    if (isBlank(text[at])) {
      at++;
      continue;
    }
    const draft = new LineDraft();
    at = readArgument(tail, at, draft, keeps);
    words.push(wordOf(draft.finish(tail.places[at] ?? tail.end), false));
  }
  return words;
}

function readArgument(tail: Line, start: number, draft: LineDraft, keeps: boolean): number {
  const { text } = tail;
  let quoted = false;
  let at = start;
  while (at < text.length && (quoted || !isBlank(text[at]))) {
    const slashes = keeps ? 0 : countBackslashes(text, at);
    if (slashes > 0) {
      const hides = text[at + slashes] === '"';
      for (let i = 0; i < (hides ? slashes >> 1 : slashes); i++) draft.addFrom(tail, at + i);
      at += slashes;
      if (hides && slashes % 2 === 1) draft.addFrom(tail, at++);
    } else if (text[at] === '"') {
      if (quoted && text[at + 1] === '"') draft.addFrom(tail, at++);
      else quoted = !quoted;
      at++;
    } else draft.addFrom(tail, at++, quoted);
  }
  return at;
}

function countBackslashes(text: string, at: number): number {
  let count = 0;
  while (text[at + count] === '\\') count++;
  return count;
}

/** A word of a text; its quotes go unless they are gone already. */
export function wordOf(line: Line, hasQuotes = true, isRaw = false): Word {
  const span = spanOf(line);
  const pieces: Piece[] = [];
  let quoted = line.text.includes('"') && hasQuotes;
  let isQuoted = false;
  let isSingle = true;
  let text = '';
  let from = 0;
  const flush = (at: number) => {
    if (text !== '') pieces.push({ type: 'literal', text, quoted: true, span: spanOf(line, from, at) });
    text = '';
  };
  for (let at = 0; at < line.text.length; at++) {
    const character = line.text[at] ?? '';
    const unknown = line.unknowns[at];
    if (hasQuotes && character === '"') {
      isQuoted = !isQuoted;
      continue;
    }
    if (unknown == null || (isRaw && character !== UNKNOWN)) {
      if (text === '') from = at;
      text += character;
      continue;
    }
    flush(at);
    const single = isQuoted || unknown.single;
    isSingle &&= single;
    if (unknown.isNumber === true) pieces.push({ type: 'arithmetic', text: '', quoted: true, span: spanOf(line, at, at + 1) });
    else pieces.push({ type: 'parameter', name: unknown.name, operator: unknown.operator, quoted: single, span: spanOf(line, at, at + 1) });
  }
  flush(line.text.length);
  const isKnown = pieces.every((piece) => piece.type === 'literal');
  const value = isKnown ? pieces.map((piece) => (piece.type === 'literal' ? piece.text : '')).join('') : null;
  quoted ||= !isKnown && isSingle;
  return { value, single: isSingle, quoted, span, pieces };
}

/** The text as it is, quotes and all, as one word. */
export function rawWord(line: Line): Word {
  return wordOf(line, false, true);
}
