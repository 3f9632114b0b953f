/**
 * Meanings of words of cmd.exe and of the programs of Windows.
 *
 * `cmd`, `call` and `start` read the rest of their line by themselves: where the front end gives it (`Invocation.tail`) that is what counts,
 * else the words, put together.
 */
import type { Word } from '../../shell/index.ts';
import { commandWord, type Reading } from '../reading.ts';
import type { ListMeaning, MeaningKind, WordMeaning } from '../spec.ts';
import { dropPrefix, joinWords, knownPrefix, literalWord, splitWord } from '../word.ts';
import { noteCode } from './codes.ts';
import { noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { noteShellStdin, noteText } from './runs.ts';
import { noteVariable } from './variables.ts';

/** All that stands behind the program's name, as one text. */
function tailOf(reading: Reading, words: readonly Word[]): Word {
  const { tail } = reading.invocation;
  if (tail !== undefined) return tail;
  return words.length === 1 ? (words[0] as Word) : joinWords(words, ' ');
}

/** Switches of `cmd` up to the one that a command follows. */
const CMD_SWITCHES = /^[\s,;=]*(?:\/(?![ckr])[^\s/,;=]*[\s,;=]*)*\/[ckr]/i;

/** `cmd /c text`: the rest of the line is for cmd itself. */
const noteCmdLine: ListMeaning = (reading, words, _, row) => {
  const tail = tailOf(reading, words);
  const switches = CMD_SWITCHES.exec(knownPrefix(tail))?.[0];
  if (switches === undefined) return noteShellStdin(reading, commandWord(reading), 'cmd', row);
  const text = withoutQuotes(dropPrefix(tail, switches.length), reading.invocation.tail !== undefined);
  // Inside it is as if the text itself had switched it on.
  const delays = /\/v(?!:off)/i.test(switches);
  noteText(reading, delays ? joinWords([literalWord('setlocal enabledelayedexpansion', text.span), text], '&') : text, 'cmd', row);
};

/** The first and the last quote go; cmd.exe keeps them where all there is in them is the path of a program. */
function withoutQuotes(given: Word, isRaw: boolean): Word {
  const blanks = /^\s*/.exec(knownPrefix(given))?.[0].length ?? 0;
  const text = dropPrefix(given, blanks);
  if (!isRaw || !knownPrefix(text).startsWith('"')) return text;
  return dropLastQuote(dropPrefix(text, 1));
}

function dropLastQuote(word: Word): Word {
  if (word.value !== null) {
    const at = word.value.lastIndexOf('"');
    return at < 0 ? word : literalWord(word.value.slice(0, at) + word.value.slice(at + 1), word.span);
  }
  const at = word.pieces.findLastIndex((piece) => piece.type === 'literal' && piece.text.includes('"'));
  const pieces = word.pieces.map((piece, i) => {
    if (i !== at || piece.type !== 'literal') return piece;
    const quote = piece.text.lastIndexOf('"');
    return { ...piece, text: piece.text.slice(0, quote) + piece.text.slice(quote + 1) };
  });
  return { ...word, pieces };
}

/** `call NAME …` reads the rest once more; `call :label` goes on in the text itself. */
const noteCall: ListMeaning = (reading, words, _, row) => {
  const tail = tailOf(reading, words);
  if (!/^[\s,;=]*:/.test(knownPrefix(tail))) noteText(reading, tail, 'cmd', row);
};

/** `start ["title"] [/switches] COMMAND`. */
const noteStart: ListMeaning = (reading, words, _, row) => {
  const tail = tailOf(reading, words);
  const prefix = knownPrefix(tail);
  const head = START.exec(prefix)?.[0] ?? '';
  const folder = /\/d\s*(?:"([^"]*)"|([^\s"]+))/i.exec(head);
  const rest = dropPrefix(tail, head.length);
  if (folder !== null) reading.base = literalWord(folder[1] ?? folder[2] ?? '', tail.span);
  if (rest.value !== '') noteText(reading, rest, 'cmd', row);
};

/** A title in quotes, where a command follows, and switches. */
const START =
  /^[\s,;=]*(?:\/[a-z]+(?=[\s,;=]|$)(?<!\/(?:d|node|affinity|machine))[\s,;=]*)*(?:"[^"]*"(?=[\s,;=]*[^\s,;=])[\s,;=]*)?(?:\/(?:d\s*(?:"[^"]*"|[^\s"]+)|(?:node|affinity|machine)\s+\S+|[a-z]+)(?=[\s,;=]|$)[\s,;=]*)*/i;

/** `set NAME=value`, `set "NAME=value"`, `set /a NAME=1`, `set /p NAME=`; a name alone shows what begins so. */
const noteSet: WordMeaning = (reading, value, _, row) => {
  const prefix = knownPrefix(value);
  const option = /^\/[ap]/i.exec(prefix)?.[0].toLowerCase();
  const rest = option === undefined ? value : dropPrefix(value, 2 + (/^..(\s*)/.exec(prefix)?.[1]?.length ?? 0));
  if (option === '/a') {
    for (const [name] of (rest.value ?? prefix).matchAll(/[A-Za-z_]\w{0,255}/g))
      noteVariable(reading, name.toUpperCase(), null, 'shell', 'set', row);
    return;
  }
  const [name, text] = splitWord(rest, '=', 2);
  if (text === undefined) return noteShown(reading, value, row);
  noteSetting(reading, name?.value?.toUpperCase() ?? null, option === '/p' ? null : text, row);
};

function noteShown(reading: Reading, value: Word, row: string): void {
  reading.effects.push({ type: 'disclose', what: 'environment', name: null, certainty: 'literal', span: value.span, row });
}

/** What is found and run for a name hangs on `COMSPEC` and `PATHEXT`. */
function noteSetting(reading: Reading, name: string | null, value: Word | null, row: string): void {
  if (name !== 'COMSPEC' && name !== 'PATHEXT') return noteVariable(reading, name, value, 'shell', 'set', row);
  const span = value?.span ?? commandWord(reading).span;
  reading.effects.push({
    type: 'environment',
    name,
    value,
    scope: 'shell',
    action: 'set',
    class: 'search-path',
    certainty: 'literal',
    span,
    row,
  });
}

/** `NAME=what`: kinds of files open with another program from now on. */
const noteAssociation: WordMeaning = (reading, value, _, row) => {
  if (value.value === null || value.value.includes('='))
    reading.effects.push({ type: 'destroy', what: 'machine', words: [], certainty: 'literal', span: value.span, row });
};

const noteClock: WordMeaning = (reading, value, _, row) => {
  reading.effects.push({ type: 'destroy', what: 'machine', words: [], certainty: 'literal', span: value.span, row });
};

/** `a.txt+b.txt` of `copy`: each is read. Devices are none. */
const noteSource: WordMeaning = (reading, value, _, row) => {
  for (const file of splitWord(value, '+')) notePath(reading, 'read', 'path', file, row);
};

/** `forfiles /c`: `@path` and the like stand for what is found below the folder of `/p`. */
const noteForfiles: WordMeaning = (reading, value, _, row) => {
  const at = reading.words.findIndex((word) => /^[/-]p$/i.test(word.value ?? ''));
  const folder = reading.words[at + 1]?.value ?? '.';
  const found = `${at < 0 ? '.' : folder.replace(/[\\/]+$/, '')}\\*`;
  const text = (value.value ?? knownPrefix(value)).replace(/0x([0-9a-f]{2})/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const filled = text.replace(/@(?:path|file|relpath|fname)\b/gi, () => `"${found}"`);
  noteText(reading, value.value === null ? value : literalWord(filled, value.span), 'cmd', row);
};

/** `wmic process call create "COMMAND"`, and what else it calls or sets: a service does it, outside of this shell and its sandbox. */
const noteWmic: ListMeaning = (reading, words, _, row) => {
  if (words.every(({ value }) => value !== null && !WMIC_CHANGES.has(value.toLowerCase()))) return;
  reading.effects.push({ type: 'destroy', what: 'machine', words: ['call'], certainty: 'literal', span: commandWord(reading).span, row });
};

const WMIC_CHANGES: ReadonlySet<string> = new Set(['call', 'set', 'delete', 'create', 'terminate']);

/** Code of Windows' own hosts: a file, a library with the name of a function, a URL, or the script itself. */
const noteWindowsCode: WordMeaning = (reading, value, language, row) => {
  const prefix = knownPrefix(value);
  const url = /https?:\/\/[^\s"',;)]+/i.exec(prefix)?.[0];
  if (url !== undefined) noteNetwork(reading, literalWord(url, value.span), 'url', 'contact', row);
  else if (/^\\\\[^\\]+\\/.test(prefix)) noteNetwork(reading, literalWord(prefix.split('\\')[2] ?? '', value.span), 'host', 'contact', row);
  const isScript = url === undefined && language === 'wsh';
  noteCode(reading, language, isScript ? 'file' : 'module', value, row);
  if (isScript) notePath(reading, 'read', 'path', value, row);
};

/** `bitsadmin /transfer JOB URL FILE`. */
const noteTransfer: WordMeaning = (reading, value, _, row) => {
  if (/^\w+:\/\//.test(knownPrefix(value))) noteNetwork(reading, value, 'url', 'contact', row);
  else if (/^[A-Za-z]:|[\\/%]/.test(knownPrefix(value)) || value.value === null) notePath(reading, 'write', 'path', value, row);
};

/** `net use X: \\HOST\SHARE`. */
const noteNetPlace: WordMeaning = (reading, value, _, row) => {
  const host = /^\\\\([^\\]+)/.exec(knownPrefix(value))?.[1];
  if (host !== undefined) noteNetwork(reading, literalWord(host, value.span), 'host', 'contact', row);
};

/** `binPath= COMMAND` of a service. */
const noteServiceSetting: WordMeaning = (reading, value, _, row) => {
  const at = reading.operands.indexOf(value);
  const before = reading.operands[at - 1]?.value?.toLowerCase() ?? '';
  if (/^(?:binpath|command)=$/.test(before)) noteText(reading, value, 'cmd', row);
  else if (/^(?:binpath|command)=./i.test(knownPrefix(value)))
    noteText(reading, dropPrefix(value, knownPrefix(value).indexOf('=') + 1), 'cmd', row);
};

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

function list(note: ListMeaning): MeaningKind {
  return { type: 'list', effectful: true, note };
}

export const WINDOWS_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  'cmd-line': list(noteCmdLine),
  'cmd-call': list(noteCall),
  'cmd-start': list(noteStart),
  'cmd-set': word(noteSet),
  'cmd-path': word((reading, value, _, row) => noteVariable(reading, 'PATH', value, 'shell', 'set', row)),
  'cmd-assoc': word(noteAssociation),
  'cmd-clock': word(noteClock),
  'cmd-source': word(noteSource, false),
  forfiles: word(noteForfiles),
  wmic: list(noteWmic),
  'windows-code': word(noteWindowsCode),
  'windows-transfer': word(noteTransfer),
  'net-place': word(noteNetPlace),
  'service-setting': word(noteServiceSetting),
};
