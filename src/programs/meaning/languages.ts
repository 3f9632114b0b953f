/** Meanings of words in the language of a program: sed, awk, jq, SQL clients, editors. What such text does is noted as if the command line said it. */
import { MAX_SCRIPT_LENGTH } from '../../base/index.ts';
import type { Word } from '../../shell/index.ts';
import { isSecretName } from '../environment.ts';
import { scanAwk } from '../language/awk.ts';
import { scanEd } from '../language/ed.ts';
import { scanFzfBindings } from '../language/fzf.ts';
import { scanJq } from '../language/jq.ts';
import { scanSed } from '../language/sed.ts';
import { scanMysql, scanPsql, scanSql } from '../language/sql-client.ts';
import { type DatabaseFacts, scanSqlite } from '../language/sqlite.ts';
import { scanVim, type VimFacts } from '../language/vim.ts';
import { noteUnclear } from '../note.ts';
import { commandWord, inputOf, isFed, noteRun, type Reading } from '../reading.ts';
import { stdinOf } from '../redirection.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { literalWord, unknownWord } from '../word.ts';
import { noteCode } from './codes.ts';
import { noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { noteText } from './runs.ts';

/** Notes what known text does; unknown text is code that nobody has seen. */
function language(name: string, note: (reading: Reading, text: string, word: Word, row: string) => void): MeaningKind {
  const noteScript: WordMeaning = (reading, word, _, row) => {
    const text = textWithNumbers(word);
    if (text === null) noteCode(reading, name, 'argument', word, row);
    else if (text.length > MAX_SCRIPT_LENGTH) noteUnclear(reading, word, 'PR002', row);
    else note(reading, text, word, row);
  };
  return { type: 'word', effectful: true, note: noteScript };
}

/** A text of which nothing but numbers is not known: `sed -n "$((n-5)),${n}p"` does the same for each of them. */
function textWithNumbers({ value, pieces }: Word): string | null {
  if (value !== null) return value;
  const texts = pieces.map((piece) => (piece.type === 'literal' ? piece.text : isNumber(piece) ? '1' : null));
  return pieces.length === 0 || texts.includes(null) ? null : texts.join('');
}

/** `$((…))`, or what is found out to be a number; what is only known to be one name has a text of its own. */
function isNumber(piece: Word['pieces'][number]): boolean {
  return piece.type === 'arithmetic' && (piece.text === '' || piece.text.startsWith('$'));
}

/** The same text on standard input. `fed`: of a program that mostly has none, so that only what the text itself gives it counts. */
function onStdin(kind: MeaningKind, name: string, fed = false): MeaningKind {
  const note: WordMeaning = (reading, _, argument, row) => {
    const stdin = stdinOf(reading.invocation.redirections);
    const input = inputOf(reading, commandWord(reading).span);
    if (fed && !isFed(reading, commandWord(reading))) return;
    if (input !== null && kind.type === 'word') kind.note(reading, input, argument, row);
    else {
      if (stdin.type === 'file') notePath(reading, 'read', 'path', stdin.word, row);
      noteCode(reading, name, 'stdin', null, row);
    }
  };
  return { type: 'word', effectful: true, note };
}

function noteFile(reading: Reading, type: 'read' | 'write', name: string | null, word: Word, row: string): void {
  if (name !== null && /^(?:\/dev\/(?:stdout|stderr|stdin|null)|-)$/.test(name)) return;
  notePath(reading, type, 'path', name === null ? unknownWord(word.span, true) : literalWord(name, word.span), row);
}

function noteCommand(reading: Reading, command: string | null, word: Word, row: string): void {
  noteText(reading, command === null ? unknownWord(word.span, true) : literalWord(command, word.span), 'sh', row);
}

function noteSed(reading: Reading, text: string, word: Word, row: string): void {
  const facts = scanSed(text);
  for (const name of facts.reads) noteFile(reading, 'read', name, word, row);
  for (const name of facts.writes) noteFile(reading, 'write', name, word, row);
  for (const command of facts.runs) noteCommand(reading, command, word, row);
  if (facts.runsInput) noteRun(reading, { type: 'stdin', text: null, shell: 'sh' }, word, false, row);
  if (!facts.complete) noteUnclear(reading, word, 'PR004', row);
}

function noteAwk(reading: Reading, text: string, word: Word, row: string): void {
  const facts = scanAwk(text);
  for (const name of facts.reads) noteAwkFile(reading, 'read', name, word, row);
  for (const name of facts.writes) noteAwkFile(reading, 'write', name, word, row);
  for (const command of facts.runs) noteAwkCommand(reading, command, word, row);
  for (const library of facts.loads) noteCode(reading, 'awk', 'preload', library === null ? null : literalWord(library, word.span), row);
  noteVariables(reading, facts.variables, word, row);
  if (!facts.complete) noteUnclear(reading, word, 'PR004', row);
}

/** `/inet/tcp/0/HOST/PORT` is a connection, wherever a file or command may stand. */
function noteAwkFile(reading: Reading, type: 'read' | 'write', name: string | null, word: Word, row: string): void {
  const host = name === null ? undefined : /^\/inet[46]?\/\w+\/[^/]*\/([^/]*)/.exec(name)?.[1];
  if (host === undefined) noteFile(reading, type, name, word, row);
  else noteNetwork(reading, literalWord(host, word.span), 'host', 'contact', row);
}

function noteAwkCommand(reading: Reading, command: string | null, word: Word, row: string): void {
  if (command?.startsWith('/inet')) noteAwkFile(reading, 'read', command, word, row);
  else noteCommand(reading, command, word, row);
}

function noteVariables(reading: Reading, names: readonly (string | null)[], word: Word, row: string): void {
  const base = { type: 'disclose', certainty: 'literal', span: word.span, row } as const;
  for (const name of names) {
    if (name === null) reading.effects.push({ ...base, what: 'environment', name });
    else if (isSecretName(name)) reading.effects.push({ ...base, what: 'variable', name });
  }
}

function noteJq(reading: Reading, text: string, word: Word, row: string): void {
  const facts = scanJq(text);
  noteVariables(reading, facts.variables, word, row);
  for (const name of facts.reads) noteFile(reading, 'read', name, word, row);
  if (facts.loadsModules) noteCode(reading, 'jq', 'preload', word, row);
}

function database(name: string, scan: (text: string) => DatabaseFacts): MeaningKind {
  return language(name, (reading, text, word, row) => {
    const facts = scan(text);
    for (const command of facts.runs) noteCommand(reading, command, word, row);
    for (const file of facts.reads) noteFile(reading, 'read', file, word, row);
    for (const file of facts.writes) noteFile(reading, 'write', file, word, row);
    if (facts.loads) noteCode(reading, name, 'argument', word, row);
    if (facts.destroys) reading.effects.push({ type: 'destroy', what: 'data', words: [text], certainty: 'literal', span: word.span, row });
  });
}

/** What an editor is told: commands it starts, files it reads and writes, or more than that. */
function editor(name: string, scan: (text: string) => VimFacts): MeaningKind {
  return language(name, (reading, text, word, row) => {
    const facts = scan(text);
    for (const command of facts.runs) noteCommand(reading, command, word, row);
    for (const file of facts.reads) noteFile(reading, 'read', file, word, row);
    for (const file of facts.writes) noteFile(reading, 'write', file, word, row);
    if (!facts.complete) noteCode(reading, name, 'argument', word, row);
  });
}

const vim = editor('vim', scanVim);
const sqlite = database('sqlite', scanSqlite);
const psql = database('psql', scanPsql);
const mysql = database('mysql', scanMysql);
/** Some clients have the dot-commands of sqlite's. */
const sql = database('sql', (text) => (/^\s*\./m.test(text) ? scanSqlite(text) : scanSql(text)));

/** SQL where there are blanks in it, else the file or name of a database. */
const noteSqlOperand: WordMeaning = (reading, word, argument, row) => {
  if (word.value !== null && !/\s/.test(word.value)) notePath(reading, 'write', 'path', word, row);
  else if (sql.type === 'word') sql.note(reading, word, argument, row);
};

export const LANGUAGE_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  sed: language('sed', noteSed),
  awk: language('awk', noteAwk),
  /** A filter that is not known can only read what jq is given. */
  jq: {
    type: 'word',
    effectful: false,
    note: (reading, word, _, row) => {
      if (word.value !== null && word.value.length <= MAX_SCRIPT_LENGTH) noteJq(reading, word.value, word, row);
    },
  },
  vim,
  'vim-fed': onStdin(vim, 'vim', true),
  'ed-stdin': onStdin(editor('ed', scanEd), 'ed'),
  sqlite,
  'sqlite-stdin': onStdin(sqlite, 'sqlite'),
  psql,
  'psql-stdin': onStdin(psql, 'psql'),
  mysql,
  'mysql-stdin': onStdin(mysql, 'mysql'),
  sql,
  'sql-fed': onStdin(sql, 'sql', true),
  'sql-operand': { type: 'word', effectful: true, note: noteSqlOperand },
  'fzf-bindings': language('fzf', (reading, text, word, row) => {
    for (const command of scanFzfBindings(text)) noteCommand(reading, command, word, row);
  }),
};
