/** Meanings of words that are commands: what is started, by which words. */
import { MAX_FED_ITEMS, MAX_LEADING_UNKNOWNS, MAX_SEARCH_STARTS } from '../../base/index.ts';
import type { Word } from '../../shell/index.ts';
import { TMUX_COMMAND_OPTIONS, tmuxCommands, tmuxJobs } from '../language/tmux.ts';
import { inputOf, isFed, noteRun, type Reading } from '../reading.ts';
import { stdinOf } from '../redirection.ts';
import type { ListMeaning, MeaningKind, WordMeaning } from '../spec.ts';
import { dropPrefix, isSpread, joinWords, knownPrefix, literalWord, replaceInWord, splitWord, unknownWord } from '../word.ts';
import { notePath } from './paths.ts';

/** Starts the words as a program with its arguments. Leading words that may be none are also left out, so that no reading is missed. */
export function noteArgv(reading: Reading, words: readonly Word[], row: string): void {
  const begin = words[0]?.value === '--' ? 1 : 0;
  let certain = begin;
  while (certain < words.length && isSpread(words[certain] as Word)) certain++;
  // LIMIT: of many words that may be none, the first few and all of them are left out.
  for (
    let start = begin;
    start <= certain && start < words.length;
    start = start - begin < MAX_LEADING_UNKNOWNS ? start + 1 : Math.max(start + 1, certain)
  ) {
    const first = words[start] as Word;
    noteRun(reading, { type: 'argv', argv: start === 0 ? words : words.slice(start) }, first, first.value !== null, row);
  }
}

export function noteText(reading: Reading, text: Word, shell: string, row: string): void {
  if (text.value === '') return;
  noteRun(reading, { type: 'text', text, shell: shell === '' ? 'sh' : shell }, text, text.value !== null, row);
}

/** What a text runs when a shell expands it: its substitutions. A here-document body is expanded like that, quotes included. */
export function expandedText(word: Word): Word {
  if (word.value === null) return word;
  return literalWord(`: <<end_of_expanded_text\n${word.value}\nend_of_expanded_text\n`, word.span);
}

/** Notes what runs somewhere else when the argument of the meaning is such a place; other arguments name a shell. */
function placed(reading: Reading, argument: string, note: (shell: string) => void): void {
  const before = reading.place;
  const isPlace = argument === 'container' || argument === 'remote';
  if (isPlace) reading.place = argument;
  note(isPlace ? '' : argument);
  reading.place = before;
}

/** Shell text on standard input, or in the file that standard input is redirected from. */
export function noteShellStdin(reading: Reading, word: Word, shell: string, row: string): void {
  const stdin = stdinOf(reading.invocation.redirections);
  if (stdin.type === 'file') noteRun(reading, { type: 'file', file: stdin.word, shell }, stdin.word, stdin.word.value !== null, row);
  else {
    const text = stdin.type === 'text' ? stdin.word : null;
    noteRun(reading, { type: 'stdin', text, shell }, word, text !== null && text.value !== null, row);
  }
}

/** The same where standard input is given to a program that also works without. */
const noteShellFed: WordMeaning = (reading, word, shell, row) => {
  if (isFed(reading, word)) noteShellStdin(reading, word, shell, row);
};

const noteShellFile: WordMeaning = (reading, word, shell, row) => {
  if (word.value === '-' || word.value === '/dev/stdin' || word.value === '/proc/self/fd/0')
    return noteShellStdin(reading, word, shell, row);
  noteRun(reading, { type: 'file', file: word, shell }, word, word.value !== null, row);
  notePath(reading, 'read', 'path', word, row);
};

/** The words with a mark in them replaced by an argument that is not known before it runs. */
function withUnknown(words: readonly Word[], mark: string, single: boolean, prefix: string): Word[] {
  return words.map((word) => replaceInWord(word, mark, unknownWord(word.span, single, prefix)));
}

/** Arguments that standard input will tell come behind the words (`xargs`), or in place of a mark (`xargs -I`). */
const noteFed: ListMeaning = (reading, words, manner, row) => {
  const given = reading.mark?.value;
  const mark = given === '' ? '{}' : (given ?? null);
  const last = words[words.length - 1] as Word;
  // With nothing but a wrapper the program itself comes from the input.
  const isBare = words.length === 1 && BARE_WRAPPERS.has(words[0]?.value ?? '');
  const input = manner === 'delimited' || isBare ? null : (inputOf(reading, last.span)?.value ?? null);
  const items = input === null ? null : fedItems(input, mark === null ? manner : 'lines');
  if (items !== null)
    for (const each of shares(items, manner === 'counted' || mark !== null)) {
      const fed = each.map((text) => literalWord(text, last.span));
      if (mark === null) noteArgv(reading, [...words, ...fed], row);
      else
        for (const item of fed)
          noteArgv(
            reading,
            words.map((word) => replaceInWord(word, mark, item)),
            row,
          );
    }
  else if (mark !== null) noteArgv(reading, withUnknown(words, mark, true, ''), row);
  else noteArgv(reading, [...words, unknownWord(last.span, false)], row);
};

const BARE_WRAPPERS: ReadonlySet<string> = new Set([
  'env',
  'nohup',
  'nice',
  'time',
  'command',
  'exec',
  'sudo',
  'setsid',
  'stdbuf',
  'xargs',
]);

/** The arguments that `xargs` makes of a text; null for quotes and backslashes, which it reads in a way of its own. LIMIT: MAX_FED_ITEMS. */
function fedItems(text: string, manner: string): string[] | null {
  if (manner === 'whole') return text === '' ? [] : [text];
  if (/['"\\]/.test(text)) return null;
  const items = manner === 'lines' ? text.split('\n').map((line) => line.trimStart()) : text.split(/[ \t\n]+/);
  const some = items.filter((item) => item !== '');
  return some.length > MAX_FED_ITEMS ? null : some;
}

/** All together; or, where each command gets a number of them that is not looked at, every run of neighbours. */
function shares(items: readonly string[], apart: boolean): (readonly string[])[] {
  if (!apart) return [items];
  return items.flatMap((_, from) => items.slice(from).map((__, length) => items.slice(from, from + length + 1)));
}

/** `{}` stands for what a search finds, below the folders it starts in (`find -exec`, `fd -x`); without a mark it comes last (`fd`). */
const noteFound: ListMeaning = (reading, words, argument, row) => {
  const single = reading.words[reading.words.length - 1]?.value !== '+';
  const follows = followsLinks(reading.words);
  const starts = argument === 'append' || reading.operands.length === 0 ? [null] : reading.operands.slice(0, MAX_SEARCH_STARTS);
  const isMany = follows || reading.operands.length > MAX_SEARCH_STARTS;
  const hasMark = words.some((word) => word.value?.includes('{'));
  const last = words[words.length - 1] as Word;
  for (const start of isMany ? [null] : starts) {
    const prefix = isMany ? '' : foundPrefix(start);
    const filled = withUnknown(words, '{}', single, prefix);
    noteArgv(reading, argument === 'append' && !hasMark ? [...filled, unknownWord(last.span, false, prefix)] : filled, row);
  }
};

/** Whether a search goes on behind links. Found once for all the commands that one search starts. */
function followsLinks(words: readonly Word[]): boolean {
  let follows = FOLLOWING.get(words);
  if (follows === undefined) {
    follows = words.some(({ value }) => value === '-L' || value === '-follow');
    FOLLOWING.set(words, follows);
  }
  return follows;
}

const FOLLOWING = new WeakMap<readonly Word[], boolean>();

/** How every name begins that a search finds below a folder. */
function foundPrefix(start: Word | null): string {
  const folder = start === null ? '.' : knownPrefix(start);
  return folder.endsWith('/') ? folder : `${folder === '' ? '.' : folder}/`;
}

/** `|command` or `!command`, else a file that is written (`strace -o`). */
const notePipeOrFile: WordMeaning = (reading, word, _, row) => {
  const first = knownPrefix(word)[0];
  if (first === '|' || first === '!') noteText(reading, dropPrefix(word, 1), 'sh', row);
  else notePath(reading, 'write', 'path', word, row);
};

/** `trap ACTION SIGNAL…`; a lone operand, `-` or a number resets. */
const noteTrap: ListMeaning = (reading, words, _, row) => {
  const [action] = words;
  if (action === undefined || words.length < 2 || action.value === '-' || /^\d+$/.test(action.value ?? '')) return;
  noteText(reading, action, 'bash', row);
};

/** Keys typed into a terminal (`tmux send-keys`): the text of a command line, named keys aside. */
const noteTypedKeys: ListMeaning = (reading, words, _, row) => {
  const typed = words.filter((word) => !/^(?:Enter|C-m|KPEnter|Space|Escape|Tab|BSpace|C-.|M-.)$/.test(word.value ?? ''));
  if (typed.length > 0) noteText(reading, joinWords(typed, ' '), 'sh', row);
};

/** `screen -X stuff TEXT`, `screen -X exec …`: the first word says what the rest is. */
/** A word of tmux in which formats are expanded. */
const noteTmuxFormat: WordMeaning = (reading, word, _, row) => {
  const jobs = tmuxJobs(word.value ?? knownPrefix(word));
  if (jobs !== null) noteText(reading, literalWord(jobs, word.span), 'sh', row);
};

/** Words of a command of tmux, with the commands that stand behind them. */
const noteTmuxWords: ListMeaning = (reading, words, what, row) => {
  for (const word of words) noteTmuxFormat(reading, word, '', row);
  const [first = [], ...others] = tmuxCommands(words);
  // What stands first was read as a command already, unless its name was not known by the `;` behind it.
  const all = what === 'commands' && others.length > 0 ? [first, ...others] : others;
  for (const command of all) if (command[0] !== undefined) noteArgv(reading, [literalWord('tmux', command[0].span), ...command], row);
  const [name, value] = first;
  if (what === 'option' && value !== undefined && TMUX_COMMAND_OPTIONS.has(name?.value ?? '')) noteText(reading, value, 'sh', row);
};

const noteScreenCommand: ListMeaning = (reading, words, _, row) => {
  const name = words[0]?.value;
  const rest = words.slice(1);
  if (rest.length > 0 && (name === 'stuff' || name === 'eval' || name === 'at' || name === 'bind'))
    noteText(reading, joinWords(rest, ' '), 'sh', row);
  else if (rest.length > 0 && (name === 'exec' || name === 'screen')) noteArgv(reading, rest, row);
};

/** Words that become the arguments of a shell (`su USER -- -c TEXT`). */
const noteShellArguments: ListMeaning = (reading, words, argument, row) => {
  const [first] = words;
  if (first !== undefined) noteArgv(reading, [literalWord(argument === '' ? 'sh' : argument, first.span), ...words], row);
};

/** `pnpm exec`: with `-c` one word of shell text, else a program with its arguments. */
const notePnpmCommand: ListMeaning = (reading, words, _, row) => {
  const [only] = words;
  if (words.length === 1 && only !== undefined && /\s/.test(knownPrefix(only))) noteText(reading, only, 'sh', row);
  else notePackageCommand(reading, words, '', row);
};

/** `nvm exec 20 CMD`, `mise exec node@20 -- CMD`: versions first, then the command. */
const noteVersionedCommand: ListMeaning = (reading, words, _, row) => {
  const start = words.findIndex((word) => word.value === null || !/^(?:--|v?\d[\w.]*|lts\/.*|[\w.-]+@[\w.-]+)$/.test(word.value));
  if (start >= 0) noteArgv(reading, words.slice(start), row);
};

/** GNU parallel: the words before `:::` are shell text for every argument behind it; without words the arguments are the text. */
const noteParallel: ListMeaning = (reading, words, _, row) => {
  const at = words.findIndex((word) => /^:::/.test(word.value ?? ''));
  const command = at < 0 ? words : words.slice(0, at);
  const fed = at < 0 ? [] : words.slice(at + 1);
  if (command.length === 0) {
    for (const word of fed) noteText(reading, word, 'sh', row);
    return;
  }
  const first = command[0] as Word;
  const marked = command.some((word) => /\{[^{}]*\}/.test(knownPrefix(word)));
  const [only] = fed;
  const argument = fed.length === 1 && only !== undefined ? only : unknownWord(first.span, false);
  const filled = command.map((word) => replaceInWord(word, '{}', argument));
  noteText(reading, joinWords(marked ? filled : [...command, argument], ' '), 'sh', row);
};

const noteMark: WordMeaning = (reading, value) => {
  reading.mark = value;
};

const noteDefaultMark: WordMeaning = (reading, at, mark) => {
  reading.mark ??= literalWord(mark, at.span);
};

/** The command of a container, behind its entry point where an option gives one. */
const noteContainerCommand: ListMeaning = (reading, words, _, row) => {
  placed(reading, 'container', () => noteArgv(reading, reading.mark === null ? words : [reading.mark, ...words], row));
};

/** A package runner: the program is named as its package is, perhaps with a version (`eslint@9`). An alias (`x@npm:y`) stays as it is. */
const notePackageCommand: ListMeaning = (reading, words, _, row) => {
  const [first, ...rest] = words;
  const name = first?.value?.match(VERSIONED_PACKAGE)?.[1];
  noteArgv(reading, first === undefined || name === undefined ? words : [literalWord(name, first.span), ...rest], row);
};

const VERSIONED_PACKAGE = /^((?:@[^/@]+\/)?[^/@]+)@[\w.^~*+-]+$/;

function word(note: WordMeaning): MeaningKind {
  return { type: 'word', effectful: true, note };
}

function list(note: ListMeaning): MeaningKind {
  return { type: 'list', effectful: true, note };
}

export const RUN_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  /** The remaining words are a program with its arguments; the argument may be a place. */
  command: list((reading, words, argument, row) => placed(reading, argument, () => noteArgv(reading, words, row))),
  'git-command': list((reading, [first, ...rest], _, row) => {
    if (first !== undefined) noteArgv(reading, [literalWord('git', first.span), first, ...rest], row);
  }),
  'package-command': list(notePackageCommand),
  'command-fed': list(noteFed),
  'command-found': list(noteFound),
  /** The remaining words, joined with blanks, are text for a shell. */
  scripts: list((reading, words, argument, row) =>
    placed(reading, argument, (shell) => noteText(reading, joinWords(words, ' '), shell, row)),
  ),
  /** The same; a lone dash is standard input. */
  'scripts-or-stdin': list((reading, words, shell, row) => {
    const [only] = words;
    if (words.length === 1 && only?.value === '-') noteShellStdin(reading, only, shell, row);
    else noteText(reading, joinWords(words, ' '), shell, row);
  }),
  /** Each remaining word is text for a shell. */
  'script-each': list((reading, words, argument, row) => {
    for (const text of words) noteText(reading, text, argument, row);
  }),
  /** Text, then the arguments it is given (`sh -c TEXT NAME ARG…`). */
  'script-call': list((reading, [text, ...args], shell, row) => {
    if (text !== undefined && text.value !== '') noteRun(reading, { type: 'text', text, shell, args }, text, text.value !== null, row);
  }),
  script: word((reading, text, argument, row) => placed(reading, argument, (shell) => noteText(reading, text, shell, row))),
  program: word((reading, program, _, row) => noteRun(reading, { type: 'program', program }, program, program.value !== null, row)),
  /** A program of the row itself. */
  'at-program': word((reading, at, argument, row) => {
    noteRun(reading, { type: 'program', program: { ...at, value: argument } }, at, true, row);
  }),
  'shell-file': word(noteShellFile),
  'shell-stdin': word(noteShellStdin),
  'shell-fed': word(noteShellFed),
  /** `program,argument,argument`. */
  commas: word((reading, value, _, row) => noteArgv(reading, splitWord(value, ','), row)),
  'pipe-or-file': word(notePipeOrFile),
  mark: { type: 'word', effectful: false, note: noteMark },
  /** A mark of the row itself, where no word gave one. */
  'at-mark': { type: 'word', effectful: false, note: noteDefaultMark },
  /** Every file of a folder is run (`run-parts`). */
  'run-folder': word((reading, folder, _, row) => {
    const program = joinWords([folder, unknownWord(folder.span, true)], '/');
    noteRun(reading, { type: 'program', program }, folder, false, row);
  }),
  entrypoint: word(noteMark),
  'container-command': list(noteContainerCommand),
  'at-entrypoint': word((reading, _, __, row) => {
    if (reading.mark !== null) noteContainerCommand(reading, [], '', row);
  }),
  trap: list(noteTrap),
  /** A name first, then the command behind `--`; without the dashes all of it. */
  dashed: list((reading, words, _, row) => noteArgv(reading, words.slice(words.findIndex((word) => word.value === '--') + 1), row)),
  'pnpm-command': list(notePnpmCommand),
  'version-or-command': list(noteVersionedCommand),
  'typed-keys': list(noteTypedKeys),
  'screen-command': list(noteScreenCommand),
  'tmux-words': list(noteTmuxWords),
  'tmux-format': word(noteTmuxFormat),
  'shell-arguments': list(noteShellArguments),
  parallel: list(noteParallel),
};
