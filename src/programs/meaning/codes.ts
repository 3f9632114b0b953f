/** Meanings of words that are code, or name it, in languages other than the shell's. */

import { MAX_SCRIPT_LENGTH } from '../../base/index.ts';
import type { Word } from '../../shell/index.ts';
import type { CodeEffect } from '../effect.ts';
import { findCommands } from '../language/embedded.ts';
import { commandWord, inFolder, inputOf, isFed, type Reading } from '../reading.ts';
import { stdinOf } from '../redirection.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { dropPrefix, isCertain, knownPrefix, literalWord, splitWord } from '../word.ts';
import { noteConfig } from './changes.ts';
import { isAddress, noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { noteArgv, noteText } from './runs.ts';

export function noteCode(reading: Reading, language: string, source: CodeEffect['source'], given: Word | null, row: string): void {
  const isFile = source === 'file' && given !== null;
  const text = isFile ? inFolder(reading, given) : given;
  const span = (given ?? commandWord(reading)).span;
  const isKnown = text !== null && (source === 'file' || source === 'preload' ? isCertain(text) : text.value !== null);
  const certainty = isKnown ? 'literal' : 'unknown';
  reading.effects.push({ type: 'code', language, source, text, certainty, span, row });
  if (given !== null && isOwnProgram(source, given)) noteConfig(reading, 'policy', 'name', given, row);
  if (text !== null && text.value !== null && (source === 'argument' || source === 'stdin'))
    noteEmbedded(reading, language, text, text.value, row);
}

/** Our own program, handed to an interpreter or found by a package manager: whatever its arguments, it could change what is allowed. */
function isOwnProgram(source: CodeEffect['source'], { value }: Word): boolean {
  return value !== null && OWN_PROGRAM[source]?.test(value) === true;
}

const OWN_PROGRAM: { readonly [S in CodeEffect['source']]?: RegExp } = {
  file: /(?:^|[/\\:])(?:portcullis(?:@[^/\\]*)?(?:\.[cm]?js|\.cmd)?|main\.node\.[jt]s)$/,
  task: /^portcullis$/,
};

/** Commands that the code names, besides whatever else it does. */
function noteEmbedded(reading: Reading, language: string, word: Word, text: string, row: string): void {
  if (text.length > MAX_SCRIPT_LENGTH) return;
  const { scripts, argvs } = findCommands(language, text);
  for (const script of scripts) noteText(reading, literalWord(script, word.span), 'sh', row);
  for (const argv of argvs)
    noteArgv(
      reading,
      argv.map((each) => literalWord(each, word.span)),
      row,
    );
}

function code(source: CodeEffect['source']): MeaningKind {
  return { type: 'word', effectful: true, note: (reading, word, language, row) => noteCode(reading, language, source, word, row) };
}

/** Code on standard input: in a here-document, in the file it is redirected from, or in a pipe. */
const noteCodeStdin: WordMeaning = (reading, _, language, row) => {
  const stdin = stdinOf(reading.invocation.redirections);
  if (stdin.type === 'file') notePath(reading, 'read', 'path', stdin.word, row);
  noteCode(reading, language, 'stdin', inputOf(reading, commandWord(reading).span), row);
};

/** The same where standard input is given to a program that also works without. */
export const noteCodeFed: WordMeaning = (reading, word, language, row) => {
  if (isFed(reading, word)) noteCodeStdin(reading, word, language, row);
};

const noteCodeFile: WordMeaning = (reading, word, language, row) => {
  if (/^data:/i.test(knownPrefix(word))) return noteCode(reading, language, 'argument', word, row);
  if (word.value === '-' || word.value === '/dev/stdin') noteCodeStdin(reading, word, language, row);
  else {
    const isRemote = isAddress(word);
    noteCode(reading, language, isRemote ? 'module' : 'file', word, row);
    if (isRemote) noteNetwork(reading, word, 'url', 'contact', row);
    else notePath(reading, 'read', 'path', word, row);
  }
};

/** The configuration of a tool that runs or checks the project: a file of it is as good as the one that the tool finds itself. Settings in place of a file are not. */
const noteProjectFile: WordMeaning = (reading, word, language, row) => {
  if (/^\s*[{[]|[=,]/.test(knownPrefix(word))) noteCode(reading, language, 'options', word, row);
  else noteCodeFile(reading, word, language, row);
};

/** A file of options of a program that runs nothing else of the project: it may say anything that the command line may. */
const noteOptionFile: WordMeaning = (reading, word, language, row) => {
  if (word.value === '' || word.value === '/dev/null' || (language === 'vim' && /^(?:NONE|NORC|DEFAULTS)$/.test(word.value ?? ''))) return;
  noteCode(reading, language, 'options', word, row);
  if (isAddress(word)) noteNetwork(reading, word, 'url', 'contact', row);
  else notePath(reading, 'read', 'path', word, row);
};

/** `@FILE` among the operands is a file of options, anything else a file that is read or written. */
function operandOrOptions(type: 'read' | 'write'): WordMeaning {
  return (reading, word, language, row) => {
    if (!knownPrefix(word).startsWith('@')) return notePath(reading, type, 'path', word, row);
    const file = splitWord(word, '@', 2)[1];
    if (file !== undefined) noteOptionFile(reading, file, language, row);
  };
}

/** A plugin of pytest; `no:NAME` leaves one out. */
const notePytestPlugin: WordMeaning = (reading, word, _, row) => {
  if (!knownPrefix(word).startsWith('no:')) noteCode(reading, 'pytest', 'preload', word, row);
};

/** A test to run: a file or folder, `file::name` one of its tests. */
const noteTestFile: WordMeaning = (reading, word, language, row) => {
  if (knownPrefix(word).startsWith('@')) return noteOptionFile(reading, dropPrefix(word, 1), 'pytest', row);
  const [file] = splitWord(word, '::', 2);
  if (file !== undefined) noteCode(reading, language === '' ? 'python' : language, 'file', file, row);
};

/** `bun NAME`: a file where it looks like one, else a script of the project. */
const noteScriptOrTask: WordMeaning = (reading, word, language, row) => {
  const isFile = word.value === null || /[./]/.test(word.value);
  if (isFile) noteCodeFile(reading, word, language, row);
  else noteCode(reading, 'npm-script', 'task', word, row);
};

/** `module:object` of a server, or the file of one. */
const noteServedModule: WordMeaning = (reading, word, language, row) => {
  const [module] = splitWord(word, ':', 2);
  if (module !== undefined) noteCode(reading, language, /[/]|\.\w+$/.test(knownPrefix(module)) ? 'file' : 'module', module, row);
};

/** A reporter or formatter: a name of the tool's own, or the path of a module to load. */
const notePluginPath: WordMeaning = (reading, word, _, row) => {
  if (word.value === null || /^[./~]/.test(word.value)) noteCode(reading, 'node', 'preload', word, row);
};

/** `-W action:message:category:module:line`: a category with a dot in it is imported. */
const noteWarningFilter: WordMeaning = (reading, word, _, row) => {
  const category = splitWord(word, ':')[2];
  if (word.value === null || category?.value?.includes('.') === true) noteCode(reading, 'python', 'preload', word, row);
};

/** `-X name=value`. */
const notePythonSwitch: WordMeaning = (reading, word, _, row) => {
  const [name, value] = splitWord(word, '=', 2);
  if (name?.value === 'presite') noteCode(reading, 'python', 'preload', value ?? null, row);
  if (name?.value === 'pycache_prefix' && value !== undefined) notePath(reading, 'write', 'path', value, row);
};

/** `-W exec FILE` of mawk, `-W source=…` of gawk: whatever only prints or counts is harmless. */
const noteAwkSwitch: WordMeaning = (reading, word, _, row) => {
  if (
    /^(?:v(?:ersion)?|h(?:elp)?|u(?:sage)?|p(?:osix.*)?|t(?:raditional)?|compat|i(?:nteractive)?|r(?:andom=\d+|e-interval)?|s(?:printf=\d+)|lint)$/i.test(
      word.value ?? '',
    )
  )
    return;
  noteCode(reading, 'awk', 'options', word, row);
};

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

export const CODE_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  code: code('argument'),
  'code-file': word(noteCodeFile),
  'code-stdin': word(noteCodeStdin),
  'code-fed': word(noteCodeFed),
  module: code('module'),
  preload: code('preload'),
  /** Something the row knows to load code, without a word of its own that says which. */
  'at-preload': word((reading, _, language, row) => noteCode(reading, language, 'preload', null, row)),
  /** `-i inplace` edits files, any other source is loaded. */
  'awk-include': word((reading, source, _, row) => noteCode(reading, 'awk', 'preload', source, row)),
  'plugin-path': word(notePluginPath),
  'pytest-plugin': word(notePytestPlugin),
  'test-file': word(noteTestFile),
  'warning-filter': word(noteWarningFilter),
  'python-switch': word(notePythonSwitch),
  'awk-switch': word(noteAwkSwitch),
  'script-or-task': word(noteScriptOrTask),
  'served-module': word(noteServedModule),
  'option-file': word(noteOptionFile),
  'project-file': word(noteProjectFile),
  'operand-or-options': word(operandOrOptions('read'), false),
  'written-or-options': word(operandOrOptions('write')),
  /** A named task of the project's own files: an npm script, a make target. */
  task: word((reading, text, language, row) => noteCode(reading, language, 'task', text, row), false),
  'at-task': word((reading, at, argument, row) => {
    const [language = '', name = ''] = argument.split('/');
    noteCode(reading, language, 'task', { ...at, value: name === '' ? at.value : name }, row);
  }, false),
};
