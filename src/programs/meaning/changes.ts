/** Meanings of words that change what comes later, or who asks: environment, folder, configuration, privilege, shadowed names. */
import type { Word } from '../../shell/index.ts';
import type {
  ConfigEffect,
  DestroyEffect,
  DirectoryEffect,
  DiscloseEffect,
  EnvironmentEffect,
  PrivilegeEffect,
  ShadowEffect,
} from '../effect.ts';
import { isSecretName } from '../environment.ts';
import { certaintyOf, commandNames, enterFolder, inFolder, type Reading } from '../reading.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { dropPrefix, knownPrefix, literalWord, splitWord, urlStart } from '../word.ts';
import { noteNetwork } from './network.ts';
import { notePath } from './paths.ts';
import { noteVariable } from './variables.ts';

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

/** Whether a word is `NAME=…`, as far as it is known; a lone `-` clears the environment. */
function isAssignment(value: Word): boolean {
  return value.value === '-' || /^[A-Za-z_][\w%()]*\+?=/.test(knownPrefix(value));
}

/** `NAME=value` among the arguments (`env`, `export`). */
function noteSetting(
  reading: Reading,
  value: Word,
  scope: EnvironmentEffect['scope'],
  action: EnvironmentEffect['action'],
  row: string,
): void {
  if (value.value === '-') return;
  if (isAssignment(value)) {
    const [name, text] = splitWord(value, '=', 2);
    noteVariable(reading, (name?.value ?? '').replace(/\+$/, ''), text ?? null, scope, action, row);
  } else noteVariable(reading, value.value, null, scope, action, row);
}

function setting(scope: EnvironmentEffect['scope'], action: EnvironmentEffect['action']): MeaningKind {
  return word((reading, value, _, row) => noteSetting(reading, value, scope, action, row));
}

function acceptingOnly(accepts: (word: Word) => boolean, kind: MeaningKind): MeaningKind {
  return kind.type === 'word' ? { ...kind, accepts } : kind;
}

export function noteConfig(
  reading: Reading,
  what: ConfigEffect['what'],
  form: ConfigEffect['form'],
  given: Word | null,
  row: string,
): void {
  const span = (given ?? reading.words[0])?.span ?? { start: 0, end: 0 };
  const target = given !== null && form === 'path' ? inFolder(reading, given) : given;
  reading.effects.push({ type: 'config', what, form, target, certainty: target === null ? 'literal' : certaintyOf(target), span, row });
}

function config(form: ConfigEffect['form']): MeaningKind {
  return word((reading, value, what, row) => noteConfig(reading, what as ConfigEffect['what'], form, value, row));
}

/** Settings of a program, to be read: those of the workspace are its own. */
const noteSettingsFile: WordMeaning = (reading, value, _, row) => {
  notePath(reading, 'read', 'path', value, row);
  noteConfig(reading, 'settings', 'path', value, row);
};

/** A path of another project, settings from elsewhere: only where it leads out of the folder. */
const notePlace: WordMeaning = (reading, value, what, row) => {
  if (/^(?:[~/]|\.\.(?:\/|$))/.test(knownPrefix(value)))
    noteConfig(reading, what === 'project' ? 'project' : 'settings', 'path', value, row);
};

/** Another daemon: a host to contact, or a socket of this machine. */
const noteDaemon: WordMeaning = (reading, value, _, row) => {
  noteConfig(reading, 'daemon', 'name', value, row);
  const prefix = knownPrefix(value);
  if (prefix.includes('://') && !/^(?:unix|npipe|fd):/.test(prefix)) noteNetwork(reading, value, 'url', 'contact', row);
};

/** Goes to a folder and takes the repository or project that is there. */
const noteProject: WordMeaning = (reading, value, what, row) => {
  enterFolder(reading, value);
  noteConfig(reading, what as ConfigEffect['what'], 'path', reading.base ?? value, row);
};

/** `DIR[extra,extra]` of pip is DIR, whether or not the shell takes the brackets for a pattern. */
function withoutExtras(value: Word): Word {
  if (value.pieces.some(({ type }) => type !== 'literal' && type !== 'glob')) return value;
  const text = value.pieces.map((piece) => (piece.type === 'literal' || piece.type === 'glob' ? piece.text : '')).join('');
  // A set with a dot in it would mean the folder above.
  const folder = (value.value === null ? /^([^[\]*?]+)\[[\w,]*\]$/ : /^([^[\]*?]+)\[[\w,. -]*\]$/).exec(text)?.[1];
  return folder === undefined ? value : literalWord(folder, value.span);
}

/** A package to install: a folder or archive brings its own build code, a URL its host; a name is left to the rules. */
const notePackage: WordMeaning = (reading, value, _, row) => {
  const prefix = knownPrefix(value);
  const url = urlStart(prefix);
  if (url >= 0) {
    noteNetwork(reading, dropPrefix(value, url), 'url', 'contact', row);
    noteConfig(reading, 'package', 'name', value, row);
  } else if (/^(?:[./~]|file:)|^[\w-]+:[\w./-]+$|^[\w.-]+\/[\w.-]+$|\.(?:tgz|tar\.\w+|whl|zip)$/.test(prefix))
    noteConfig(reading, 'package', 'path', withoutExtras(value), row);
  else if (value.value === null) noteConfig(reading, 'package', 'name', value, row);
};

/** A file that lists packages, or its URL. */
const noteRequirement: WordMeaning = (reading, value, _, row) => {
  if (knownPrefix(value).includes('://')) notePackage(reading, value, '', row);
  else noteConfig(reading, 'package', 'path', value, row);
};

const PACKAGE_ACTIONS =
  /^(?:install|reinstall|localinstall|remove|erase|purge|autoremove|add|del|update|upgrade|dist-upgrade|dup|swap|downgrade|group\w+|refresh|switch|rebase|in|rm|up)$/;

/** Package managers of the system: the first operand says whether anything changes, the others are packages. */
const notePackageAction: WordMeaning = (reading, value, _, row) => {
  if (value !== reading.operands[0]) notePackage(reading, value, '', row);
  else if (value.value === null || PACKAGE_ACTIONS.test(value.value)) noteDestroy(reading, value, 'machine', row);
};

/** `cd` without an operand goes home. */
const noteDirectory: WordMeaning = (reading, value, argument, row) => {
  const isBack = value.value === '-' || argument === 'back' || /^[+-]\d+$/.test(value.value ?? '');
  const path = isBack ? null : value;
  const manner = row === 'pushd' ? 'aside' : row === 'popd' && argument === 'back' ? 'last' : value.value === '-' ? 'previous' : null;
  const effect: DirectoryEffect = {
    type: 'directory',
    path,
    certainty: path === null ? 'literal' : certaintyOf(path),
    span: value.span,
    row,
  };
  reading.effects.push(manner === null ? effect : { ...effect, manner });
};

const noteHome: WordMeaning = (reading, value, _, row) => {
  const path: Word = { ...value, value: null, pieces: [{ type: 'tilde', text: '~', span: value.span }] };
  reading.effects.push({ type: 'directory', path, certainty: 'literal', span: value.span, row });
};

/** The option, or the subcommand, that cannot be undone: a rule must spell it. */
const noteDestroy: WordMeaning = (reading, value, what, row) => {
  const names = commandNames(reading);
  const isCommand = value.value !== null && names.includes(value.value);
  const words = isCommand ? names : value.value === null ? [] : [value.value];
  reading.effects.push({ type: 'destroy', what: what as DestroyEffect['what'], words, certainty: 'literal', span: value.span, row });
};

const noteDisclose: WordMeaning = (reading, value, what, row) => {
  reading.effects.push({ type: 'disclose', what: what as DiscloseEffect['what'], name: null, certainty: 'literal', span: value.span, row });
};

/** Secrets among the resources of a cluster. */
const noteKubeResource: WordMeaning = (reading, value, _, row) => {
  if (/^(?:.*,)?secrets?(?:[,/.]|$)/.test(knownPrefix(value))) noteDisclose(reading, value, 'credential', row);
};

/** The name of a variable that is printed. */
const noteShownVariable: WordMeaning = (reading, value, _, row) => {
  if (value.value !== null && !isSecretName(value.value)) return;
  const certainty = value.value === null ? 'unknown' : 'literal';
  reading.effects.push({ type: 'disclose', what: 'variable', name: value.value, certainty, span: value.span, row });
};

const notePrivilege: WordMeaning = (reading, value, how, row) => {
  const user = how === 'user' ? value : null;
  const certainty = user !== null && user.value === null ? 'unknown' : 'literal';
  reading.effects.push({ type: 'privilege', how: how as PrivilegeEffect['how'], user, certainty, span: value.span, row });
};

/** The user of `su`. */
const noteUserName: WordMeaning = (reading, value, _, row) => {
  notePrivilege(reading, value, 'user', row);
};

function isDash(value: Word): boolean {
  return value.value === '-';
}

/** `NAME=body` of an alias; a bare name only prints it. */
const noteShadow: WordMeaning = (reading, value, how, row) => {
  const [name, body] = splitWord(value, '=', 2);
  if (how === 'alias' && body === undefined && value.value !== null) return;
  const known = name?.value ?? null;
  const certainty = value.value === null ? 'unknown' : 'literal';
  reading.effects.push({
    type: 'shadow',
    how: how as ShadowEffect['how'],
    name: known,
    body: body ?? null,
    certainty,
    span: value.span,
    row,
  });
};

/** `chmod` modes: set-user-id and set-group-id bits give everybody somebody else's rights. */
const noteMode: WordMeaning = (reading, value, _, row) => {
  const mode = value.value;
  const setsId = mode === null || /^[-+=]?0*[2-7]\d{3}$/.test(mode) || /(?:^|[,ugoa+=-])[+=][rwxXt]*s/.test(mode);
  if (!setsId) return;
  const certainty = mode === null ? 'unknown' : 'literal';
  reading.effects.push({ type: 'destroy', what: 'permissions', words: mode === null ? [] : [mode], certainty, span: value.span, row });
};

export const CHANGE_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  'settings-file': word(noteSettingsFile),
  place: word(notePlace),
  setting: acceptingOnly(isAssignment, setting('command', 'set')),
  unset: setting('command', 'unset'),
  'shell-set': setting('shell', 'set'),
  'shell-export': setting('shell', 'export'),
  'shell-unset': setting('shell', 'unset'),
  config: config('path'),
  'config-name': config('name'),
  'config-inline': config('inline'),
  daemon: word(noteDaemon),
  project: word(noteProject),
  package: { ...word(notePackage), takesMany: true } as MeaningKind,
  'package-action': word(notePackageAction),
  directory: word(noteDirectory, false),
  home: word(noteHome, false),
  destroy: word(noteDestroy),
  disclose: word(noteDisclose),
  'kube-resource': word(noteKubeResource, false),
  'shown-variable': word(noteShownVariable, false),
  privilege: word(notePrivilege),
  'user-name': word(noteUserName),
  /** The lone dash of `su - USER`. */
  'login-dash': acceptingOnly(
    isDash,
    word(() => {}, false),
  ),
  shadow: word(noteShadow),
  requirement: word(noteRequirement),
  'chmod-mode': word(noteMode),
};
