/** Meanings of words that name a way to another place: options of ssh, addresses of socat, URLs and configuration keys of git. */
import type { Word } from '../../shell/index.ts';
import { type GitKey, gitKey, subsectionOf } from '../language/git-config.ts';
import { scanSocat } from '../language/socat.ts';
import { splitString } from '../language/split-string.ts';
import { readSshOption, type SshOptionUse } from '../language/ssh-option.ts';
import { noteRun, type Reading } from '../reading.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { couldBeOption, dropPrefix, knownPrefix, literalWord, pathWord, splitWord } from '../word.ts';
import { noteConfig } from './changes.ts';
import { noteCode } from './codes.ts';
import { isAddress, noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { noteText } from './runs.ts';
import { noteVariable } from './variables.ts';

const SSH_USES: Readonly<Record<SshOptionUse, (reading: Reading, value: Word, row: string) => void>> = {
  script: (reading, value, row) => {
    if (value.value !== 'none') noteText(reading, value, 'sh', row);
  },
  'remote-script': (reading, value, row) => {
    const before = reading.place;
    reading.place = 'remote';
    if (value.value !== 'none') noteText(reading, value, 'sh', row);
    reading.place = before;
  },
  preload: (reading, value, row) => noteCode(reading, 'native', 'preload', value, row),
  program: (reading, program, row) => noteRun(reading, { type: 'program', program }, program, program.value !== null, row),
  read: (reading, value, row) => notePath(reading, 'read', 'path', value, row),
  write: (reading, value, row) => {
    if (value.value !== 'none' && value.value !== '/dev/null') notePath(reading, 'write', 'path', value, row);
  },
  host: (reading, value, row) => {
    for (const host of splitWord(value, ',')) if (host.value !== 'none') noteNetwork(reading, host, 'host', 'contact', row);
  },
  forward: (reading, value, row) => noteNetwork(reading, value, 'host', 'listen', row),
  environment: (reading, value, row) => {
    const [name, text] = splitWord(value, '=', 2);
    noteVariable(reading, name?.value ?? null, text ?? null, 'command', 'set', row);
  },
  match: (reading, value, row) => noteConfig(reading, 'settings', 'inline', value, row),
  harmless: () => {},
};

const noteSshOption: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  const { use, start } = readSshOption(prefix);
  if (word.value === null && start >= prefix.length && !/[=\s]$/.test(prefix)) noteConfig(reading, 'settings', 'inline', word, row);
  else SSH_USES[use](reading, dropPrefix(word, start), row);
};

const noteSocat: WordMeaning = (reading, word, _, row) => {
  if (word.value === null) return noteText(reading, word, 'sh', row);
  for (const address of scanSocat(word.value)) {
    if (address.type === 'run') noteText(reading, literalWord(address.text, word.span), 'sh', row);
    else if (address.type === 'write') noteOpenedFile(reading, literalWord(address.path, word.span), row);
    else if (address.type === 'contact') noteNetwork(reading, literalWord(address.host, word.span), 'host', 'contact', row);
    else if (address.type === 'listen') noteNetwork(reading, literalWord(address.port, word.span), 'host', 'listen', row);
  }
};

/** A file of an address is read or written, or both. */
function noteOpenedFile(reading: Reading, path: Word, row: string): void {
  notePath(reading, 'read', 'path', path, row);
  notePath(reading, 'write', 'path', path, row);
}

/** `ext::command` starts it; a URL or `host:path` is contacted; a path is another repository; a plain name is a remote of this one. */
const noteGitPlace: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  if (prefix.startsWith('ext::')) return noteText(reading, dropPrefix(word, 5), 'sh', row);
  if (/^\w[\w+.-]*::/.test(prefix)) return noteRun(reading, { type: 'program', program: word }, word, false, row);
  if (/^file:\/\//.test(prefix)) return noteConfig(reading, 'repository', 'path', dropPrefix(word, 7), row);
  if (isAddress(word) || /^[\w.-]+:(?!\\)/.test(prefix))
    return noteNetwork(reading, word, prefix.includes('://') ? 'url' : 'remote-path', 'contact', row);
  if (/^[./~]/.test(prefix) || prefix.includes('/')) return noteConfig(reading, 'repository', 'path', word, row);
  if (word.value === null && couldBeOption(word)) noteNetwork(reading, word, 'url', 'contact', row);
};

/** `+ref` and `:ref` overwrite or delete on the other side; so may a word that is not known. */
const noteRefspec: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  if (!prefix.startsWith('+') && !prefix.startsWith(':') && !couldBeOption(word)) return;
  const certainty = word.value === null ? 'unknown' : 'literal';
  const words = word.value === null ? [] : [word.value];
  reading.effects.push({ type: 'destroy', what: 'remote', words, certainty, span: word.span, row });
};

/** What is fetched: another repository behind `--multiple`; `+from:to` overwrites a branch of this one. */
const noteFetched: WordMeaning = (reading, word, _, row) => {
  const prefix = knownPrefix(word);
  if (!/^\+[^:]*:(?!refs\/(?:remotes|tags)\/|$)/.test(prefix)) {
    if (prefix.includes('::') || isAddress(word)) noteGitPlace(reading, word, '', row);
    return;
  }
  const words = word.value === null ? [] : [word.value];
  reading.effects.push({ type: 'destroy', what: 'history', words, certainty: 'literal', span: word.span, row });
};

/** A branch, or paths to take back: only what cannot be a branch counts as a path. */
const noteCheckoutTarget: WordMeaning = (reading, word, _, row) => {
  if (/^(?:\.{1,2}$|\.{0,2}\/|:[/(]|\*)/.test(knownPrefix(word))) noteTakenBack(reading, word, '', row);
};

/** Paths whose changes are lost; `:/x` and `:(top)x` start at the top of the repository, which is not below the folder. */
const noteTakenBack: WordMeaning = (reading, word, _, row) => {
  const magic = /^:(?:\/|\([^)]*\))/.exec(knownPrefix(word))?.[0] ?? '';
  const path = magic === '' ? word : dropPrefix(word, magic.length);
  notePath(reading, 'write', 'tree', path.value === '' ? literalWord('.', word.span) : path, row);
};

/** `key=value` of `git -c`; `key=NAME` of `--config-env` where the value is in a variable. */
const noteGitSetting: WordMeaning = (reading, word, argument, row) => {
  const prefix = knownPrefix(word);
  const sign = prefix.indexOf('=');
  if (sign < 0 && word.value === null) return noteConfig(reading, 'settings', 'inline', word, row);
  const value = sign < 0 ? literalWord('true', word.span) : dropPrefix(word, sign + 1);
  const key = sign < 0 ? prefix : prefix.slice(0, sign);
  noteGitKey(reading, key, argument === 'variable' ? { ...value, value: null, pieces: [] } : value, word, row);
};

/** `git config KEY VALUE`: the value is remembered by the key that stands before it. */
const noteGitValue: WordMeaning = (reading, word, level, row) => {
  if (level === 'global') notePath(reading, 'write', 'path', pathWord('~/.gitconfig', word.span), row);
  if (level === 'system') notePath(reading, 'write', 'path', pathWord('/etc/gitconfig', word.span), row);
  const key = reading.operands[0]?.value === 'set' ? reading.operands[1] : reading.operands[0];
  const kind = key?.value == null ? 'unknown' : gitKey(key.value);
  // What is only written down is not started now, but by whichever git comes next.
  if (key?.value != null && !STORED.has(kind)) noteGitKey(reading, key.value, word, word, row);
  else if (!isSwitch(word)) noteConfig(reading, 'settings', 'inline', word, row);
};

const STORED: ReadonlySet<GitKey> = new Set(['script', 'program', 'helper', 'path', 'code', 'unknown']);

/** What the value of a key does, by its kind. `word` is the whole setting. */
const GIT_KEYS: Readonly<Record<GitKey, (reading: Reading, value: Word, row: string, key: string, word: Word) => void>> = {
  script: (reading, value, row) => {
    if (!isSwitch(value)) noteText(reading, value, 'sh', row);
  },
  program: (reading, program, row) => noteRun(reading, { type: 'program', program }, program, program.value !== null, row),
  helper: (reading, value, row, key) => {
    if (knownPrefix(value).startsWith('!')) noteText(reading, dropPrefix(value, 1), 'sh', row);
    else noteHelper(reading, key, value, row);
  },
  path: (reading, value, row, key, word) => {
    if (/^[./~]|\//.test(knownPrefix(value)) || value.value === null) {
      noteConfig(reading, 'settings', 'path', value, row);
      if (/^http\./i.test(key)) notePath(reading, 'read', 'path', value, row);
    } else noteConfig(reading, 'settings', 'inline', word, row);
  },
  code: (reading, _, row, __, word) => noteConfig(reading, 'settings', 'inline', word, row),
  url: (reading, value, row) => noteGitPlace(reading, value, '', row),
  'url-key': (reading, _, row, key, word) => noteNetwork(reading, literalWord(subsectionOf(key), word.span), 'url', 'contact', row),
  proxy: (reading, value, row) => {
    if (!isSwitch(value)) noteNetwork(reading, value, knownPrefix(value).includes('://') ? 'url' : 'host', 'proxy', row);
  },
  harmless: () => {},
  unknown: (reading, _, row, __, word) => noteConfig(reading, 'settings', 'inline', word, row),
};

function noteGitKey(reading: Reading, key: string, value: Word, word: Word, row: string): void {
  GIT_KEYS[gitKey(key)](reading, value, row, key, word);
}

/** Many keys of commands also take a yes or no. */
function isSwitch(value: Word): boolean {
  return value.value !== null && /^(?:true|false|yes|no|on|off|\d*)$/i.test(value.value);
}

/** An alias without `!` is another git command; a helper is a path or the end of a program's name. */
function noteHelper(reading: Reading, key: string, value: Word, row: string): void {
  if (key.toLowerCase().startsWith('alias.')) noteText(reading, withGit(value), 'sh', row);
  else if (value.value !== '') noteRun(reading, { type: 'program', program: value }, value, value.value !== null, row);
}

function withGit(value: Word): Word {
  if (value.value !== null) return literalWord(`git ${value.value}`, value.span);
  return { ...value, pieces: [{ type: 'literal', text: 'git ', quoted: true, span: value.span }, ...value.pieces] };
}

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

export const TRANSPORT_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  'ssh-option': word(noteSshOption),
  socat: word(noteSocat),
  'git-place': word(noteGitPlace, false),
  refspec: word(noteRefspec),
  fetched: word(noteFetched, false),
  'taken-back': word(noteTakenBack),
  'checkout-target': word(noteCheckoutTarget),
  'git-setting': word(noteGitSetting),
  'git-value': word(noteGitValue),
  'split-string': {
    type: 'splice',
    effectful: true,
    split: (value) => (value.value === null ? null : (splitString(value.value)?.map((text) => literalWord(text, value.span)) ?? null)),
  },
};
