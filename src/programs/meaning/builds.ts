/** Meanings of words of compilers and build tools. */

import { MAX_GOAL_LENGTH } from '../../base/index.ts';
import type { Word } from '../../shell/index.ts';
import { isInstallFolder, readMakeSetting, shellCalls } from '../language/make.ts';
import { noteRun, type Reading } from '../reading.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { dropPrefix, knownPrefix, literalWord, splitWord } from '../word.ts';
import { noteConfig } from './changes.ts';
import { noteCode } from './codes.ts';
import { noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { noteText } from './runs.ts';

/** `NAME=value` or a target. */
const noteMakeWord: WordMeaning = (reading, word, _, row) => {
  const setting = readMakeSetting(knownPrefix(word));
  if (setting === null) {
    noteCode(reading, 'make', 'task', word, row);
    return;
  }
  const value = dropPrefix(word, setting.start);
  for (const call of shellCalls(knownPrefix(value))) noteText(reading, literalWord(call, word.span), 'sh', row);
  if (setting.runs || setting.isCommand) noteText(reading, value, 'sh', row);
  else if (isInstallFolder(setting.name)) notePath(reading, 'write', 'path', value, row);
  else if (/^(?:MAKEFLAGS|MAKEFILES|GNUMAKEFLAGS|MFLAGS)$/.test(setting.name)) noteConfig(reading, 'settings', 'inline', word, row);
};

/** Goals of Maven and tasks of Gradle that hand the result to everybody. */
const PUBLISHING = /^:?(?:[\w-]+:)*(?:deploy(?:-file)?|perform|publish(?!ToMavenLocal)\w*|upload\w*)$/;

const noteGoal: WordMeaning = (reading, word, _, row) => {
  const { value, span } = word;
  if (value !== null && (value.length > MAX_GOAL_LENGTH || PUBLISHING.test(value)))
    reading.effects.push({ type: 'destroy', what: 'publication', words: [value], certainty: 'literal', span, row });
};

/** A setting that counts only when its name or value reaches beyond the build: by a pattern over the known text. */
function settingThat(pattern: RegExp): WordMeaning {
  return (reading, word, _, row) => {
    if (word.value === null || pattern.test(word.value)) noteConfig(reading, 'settings', 'inline', word, row);
  };
}

const noteLinkerName: WordMeaning = (reading, word, _, row) => {
  if (word.value === null || word.value.includes('/')) noteRun(reading, { type: 'program', program: word }, word, word.value !== null, row);
};

/** `--NAME_out=options:DIR`. */
const noteProtoOut: WordMeaning = (reading, word, _, row) => {
  const parts = splitWord(word, ':');
  const folder = parts[parts.length - 1];
  if (folder !== undefined) notePath(reading, 'write', 'path', folder, row);
};

/** A toolchain of rustup by its channel; any other name may be linked to whatever folder. */
const noteToolchain: WordMeaning = (reading, word, _, row) => {
  if (!/^(?:stable|beta|nightly|\d+\.\d+(?:\.\d+)?)(?:-\d{4}-\d\d-\d\d)?$/.test(word.value ?? ''))
    noteConfig(reading, 'settings', 'name', word, row);
};

/** Modules to fetch: those of other hosts name them. */
const noteGoModule: WordMeaning = (reading, word, _, row) => {
  const [host] = splitWord(word, '/', 2);
  if (/^[./~]/.test(knownPrefix(word)) || host === undefined) return;
  if (host.value === null || host.value.includes('.')) noteNetwork(reading, host, 'host', 'contact', row);
};

/** An image: its registry is the first part, where that looks like a host. */
const noteImage: WordMeaning = (reading, word, _, row) => {
  const parts = splitWord(word, '/', 2);
  const [host] = parts;
  if (host === undefined || parts.length < 2) return;
  if (host.value === null ? knownPrefix(word) !== '' : /[.:]/.test(host.value)) noteNetwork(reading, host, 'host', 'contact', row);
};

/** `go run`: files and folders of the module, or a package fetched from its host. */
const noteGoPackage: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  if (word.value === null || /^[./~]|\.go$/.test(prefix)) {
    noteCode(reading, 'go', 'file', word, row);
    return;
  }
  const [host] = splitWord(word, '/', 2);
  if (host !== undefined && knownPrefix(host).includes('.')) noteNetwork(reading, host, 'host', 'contact', row);
  noteConfig(reading, 'package', 'name', word, row);
};

const noteJavaMain: WordMeaning = (reading, word, _, row) => {
  if (knownPrefix(word).startsWith('@')) noteCode(reading, 'java', 'options', dropPrefix(word, 1), row);
  else noteCode(reading, 'java', knownPrefix(word).endsWith('.java') ? 'file' : 'module', word, row);
};

const noteClassPath: WordMeaning = (reading, word, _, row) => {
  for (const part of classPath(word)) noteCode(reading, 'java', 'preload', part, row);
};

function classPath(word: Word): Word[] {
  return splitWord(word, ':').filter((part) => part.value !== '' && part.value !== '.');
}

function word(note: (reading: Reading, value: Word, argument: string, row: string) => void): MeaningKind {
  return { type: 'word', effectful: true, note };
}

const noteLinkerSetting = settingThat(/plugin|dynamic-linker|-I\b|--script|-T\b/);
/** Of the flags of linker, assembler and preprocessor, those whose value is written. */
const WRITTEN = /^-{1,2}(?:Map|o|output|out-implib|dependency-file|reproduce|MF|MD|MMD|a[a-z]*)$/;

/** `-Wl,-Map=FILE,-o,FILE,@FILE`: flags that a compiler passes on. */
const notePassedFlags: WordMeaning = (reading, value, argument, row) => {
  noteLinkerSetting(reading, value, argument, row);
  let before = '';
  for (const flag of splitWord(value, ',')) {
    const [name, file] = splitWord(flag, '=', 2);
    if (knownPrefix(flag).startsWith('@')) noteCode(reading, 'gcc', 'options', dropPrefix(flag, 1), row);
    else if (file !== undefined && WRITTEN.test(name?.value ?? '')) notePath(reading, 'write', 'path', file, row);
    else if (WRITTEN.test(before)) notePath(reading, 'write', 'path', flag, row);
    before = file === undefined ? (flag.value ?? '') : '';
  }
};

export const BUILD_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  'make-word': { ...word(noteMakeWord), effectful: false } as MeaningKind,
  goal: { ...word(noteGoal), effectful: false } as MeaningKind,
  'cmake-define': word(
    settingThat(
      /^(?=\w*[:=])\w*(?:COMPILER|LAUNCHER|LINKER|TOOLCHAIN|INCLUDE|PROGRAM|COMMAND|EXECUTABLE|MODULE_PATH|EMULATOR|PROVIDER|PRELOAD)/,
    ),
  ),
  'linker-flags': word(settingThat(/-(?:extld|extar|extldflags|plugin|fplugin|wrapper|B|specs)\b/)),
  'passed-flags': word(notePassedFlags),
  'java-define': word(
    settingThat(
      /^(?:java\.(?:security|library|class|ext|system)|jdk\.|sun\.|exec\.|maven\.(?:ext|repo|settings)|org\.gradle\.(?:java|jvm)|log4j|groovy|spring\.config|javax\.net|https?\.proxy|argLine)/,
    ),
  ),
  'linker-name': word(noteLinkerName),
  'proto-out': word(noteProtoOut),
  toolchain: word(noteToolchain),
  'go-module': word(noteGoModule),
  image: word(noteImage),
  'go-package': word(noteGoPackage),
  'java-main': word(noteJavaMain),
  'class-path': word(noteClassPath),
};
