/** Meanings of words that are paths, or hold one: what is read, written, deleted. */
import type { Word } from '../../shell/index.ts';
import type { PathEffect } from '../effect.ts';
import { certaintyOf, commandWord, enterFolder, type Reading } from '../reading.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { couldBeOption, dropPrefix, knownPrefix, literalWord, pathWord, splitWord, unknownWord } from '../word.ts';
import { isAddress, noteNetwork } from './network.ts';

type PathType = PathEffect['type'];

/** `-` is standard input or output, `<(…)` a pipe of the shell's own: no files. */
export function notePath(
  reading: Reading,
  type: PathType,
  form: PathEffect['form'],
  word: Word,
  row: string,
  manner?: PathEffect['manner'],
): void {
  if (word.value === '-' || word.value === '' || word.pieces[0]?.type === 'process') return;
  const effect: PathEffect = { type, path: word, form, base: reading.base, certainty: certaintyOf(word), span: word.span, row };
  reading.effects.push(manner === undefined ? effect : { ...effect, manner });
}

function path(type: PathType, form: PathEffect['form'] = 'path', manner?: PathEffect['manner']): MeaningKind {
  const note: WordMeaning = (reading, word, _, row) => notePath(reading, type, form, word, row, manner);
  return { type: 'word', effectful: type !== 'read', note, isPath: true };
}

/** A path of the row itself, named in its argument. */
function fixed(type: PathType, form: PathEffect['form'] = 'path'): MeaningKind {
  const note: WordMeaning = (reading, word, argument, row) => notePath(reading, type, form, pathWord(argument, word.span), row);
  return { type: 'word', effectful: type !== 'read', note };
}

function word(note: WordMeaning, effectful: boolean): MeaningKind {
  return { type: 'word', note, effectful };
}

/** `@FILE` is a file, anything else data (curl `-d`). A second character may be given in the argument. */
const noteAtFile: WordMeaning = (reading, value, argument, row) => {
  const prefix = knownPrefix(value);
  const mark = prefix[0] ?? '';
  if (mark !== '' && (argument === '' ? '@' : argument).includes(mark)) notePath(reading, 'read', 'path', dropPrefix(value, 1), row);
};

/** `name=@FILE;type=…`, `name=<FILE` (curl `-F`), `name@FILE` (curl `--data-urlencode`, httpie). */
const noteFormFile: WordMeaning = (reading, value, _, row) => {
  const prefix = knownPrefix(value);
  const at = prefix.search(/[@<]/);
  if (at < 0) return;
  const [file, ...parts] = splitWord(dropPrefix(value, at + 1), ';');
  if (file !== undefined) for (const each of [file, ...splitWord(file, ',').slice(1)]) notePath(reading, 'read', 'path', each, row);
  for (const part of parts)
    if (/^\s*headers=[@<]/.test(knownPrefix(part)))
      notePath(reading, 'read', 'path', dropPrefix(part, knownPrefix(part).search(/[@<]/) + 1), row);
};

/** What curl prints: a format, `@FILE` of one, `%output{FILE}` for the rest of it. */
const noteWriteOut: WordMeaning = (reading, value, _, row) => {
  noteAtFile(reading, value, '', row);
  const target = /%output\{(?:>>)?([^}]*)\}/.exec(value.value ?? '')?.[1];
  if (target !== undefined) notePath(reading, 'write', 'path', literalWord(target, value.span), row);
};

/** `FORMAT=FILE` for the formats that take one. */
const noteKubeOutput: WordMeaning = (reading, value, _, row) => {
  const prefix = /^(?:go-template|jsonpath|custom-columns)-file=/.exec(knownPrefix(value))?.[0];
  if (prefix !== undefined) notePath(reading, 'read', 'path', dropPrefix(value, prefix.length), row);
};

/** A file opened in an editor. */
const noteEdited: WordMeaning = (reading, value, _, row) => {
  notePath(reading, 'read', 'path', value, row);
  notePath(reading, 'write', 'path', value, row);
};

/** `name=FILE`: the part behind the first sign. */
const noteNamedFile: WordMeaning = (reading, value, argument, row) => {
  const [, file] = splitWord(value, '=', 2);
  if (file !== undefined) notePath(reading, argument === 'write' ? 'write' : 'read', 'path', file, row);
};

/** `HOST:DIR:options` of a mount: the host's part is written unless the options say read-only. */
const noteMount: WordMeaning = (reading, value, _, row) => {
  const parts = splitWord(value, ':');
  const [source] = parts;
  const prefix = source === undefined ? '' : knownPrefix(source);
  if (source === undefined || (parts.length === 1 && source.value !== null)) return;
  if (source.value !== null && !/^[./~]/.test(prefix)) return;
  const options = parts.slice(2).map((part) => part.value ?? '');
  notePath(reading, options.some((text) => text.split(',').includes('ro')) ? 'read' : 'write', 'tree', source, row);
};

/** `type=bind,source=DIR,target=…[,readonly]`. */
const noteMountFields: WordMeaning = (reading, value, _, row) => {
  const fields = splitWord(value, ',').map((field) => splitWord(field, '=', 2));
  const names = new Set(fields.map(([name]) => name?.value));
  for (const [name, source] of fields) {
    if (source === undefined || !['source', 'src', 'from', 'dest', 'id'].includes(name?.value ?? '')) continue;
    if (name?.value === 'dest' ? knownPrefix(source) === '-' : !/^[./~]/.test(knownPrefix(source)) && source.value !== null) continue;
    const isRead = names.has('readonly') || names.has('ro') || row.includes('--secret') || row.includes('--ssh');
    notePath(reading, isRead ? 'read' : 'write', 'tree', source, row);
  }
};

/** `host:path`, `user@host:path`, `host::module`, `rsync://…`: a place on another machine. */
export function isRemotePlace(word: Word): boolean {
  const prefix = knownPrefix(word);
  const colon = prefix.indexOf(':');
  if (colon <= 0) return false;
  const slash = prefix.indexOf('/');
  return slash < 0 || colon < slash;
}

/** An operand that may be on another machine (scp, rsync); `read`, `write` or `tree` is what happens to it when it is not. */
const noteTransfer: WordMeaning = (reading, value, argument, row) => {
  if (isRemotePlace(value)) {
    noteNetwork(reading, value, knownPrefix(value).includes('://') ? 'url' : 'remote-path', 'contact', row);
    return;
  }
  if (argument === 'write') notePath(reading, 'write', 'path', value, row);
  else notePath(reading, 'read', 'tree', value, row);
};

/** A file here unless it names a container, a bucket or another scheme (`docker cp`, `kubectl cp`, `aws s3 cp`). */
const noteLocal: WordMeaning = (reading, value, argument, row) => {
  const prefix = knownPrefix(value);
  if (prefix.includes('://') || (argument.endsWith('-or-container') && /^[^/.~:][^:]*:/.test(prefix))) return;
  notePath(reading, argument.startsWith('write') ? 'write' : 'read', 'tree', value, row);
};

/** `DIR`, or `type=local,dest=DIR`: where a build puts its files. */
const noteBuildOutput: WordMeaning = (reading, value, _, row) => {
  if (!knownPrefix(value).includes('=')) notePath(reading, 'write', 'path', value, row);
  for (const field of splitWord(value, ',')) {
    const [name, path] = splitWord(field, '=', 2);
    if (name?.value === 'dest' && path !== undefined) notePath(reading, 'write', 'path', path, row);
  }
};

/** `file://PATH`, `fileb://PATH` among arguments (aws); anything else is data. */
const noteFileArgument: WordMeaning = (reading, value, _, row) => {
  const match = /^fileb?:\/\//.exec(knownPrefix(value));
  if (match !== null) notePath(reading, 'read', 'path', dropPrefix(value, match[0].length), row);
};

/** A manifest: a file or a URL. */
const noteFileOrUrl: WordMeaning = (reading, value, _, row) => {
  if (isAddress(value)) noteNetwork(reading, value, 'url', 'contact', row);
  else notePath(reading, 'read', 'path', value, row);
};

/** `file:///PATH` is read, any other URL contacted. */
const noteUrlOrFile: WordMeaning = (reading, value, _, row) => {
  const prefix = knownPrefix(value);
  if (/^file:\/\//i.test(prefix)) notePath(reading, 'read', 'path', dropPrefix(value, 'file://'.length), row);
  else noteNetwork(reading, value, 'url', 'contact', row);
};

/** Cookies: `name=value`, or a file of them. */
const noteCookieFile: WordMeaning = (reading, value, _, row) => {
  if (!knownPrefix(value).includes('=')) notePath(reading, 'read', 'path', value, row);
};

/** `merge FILE`, `. FILE` of rsync's filters. */
const noteRsyncFilter: WordMeaning = (reading, value, _, row) => {
  const match = /^(?:merge|dir-merge|[.:])[,\w!+-]*[ _]/.exec(knownPrefix(value));
  if (match !== null) notePath(reading, 'read', 'path', dropPrefix(value, match[0].length), row);
};

/** `METHOD URL name=value name@file name=@file`: method in capitals, then the URL, then what is sent. */
const noteHttpieWord: WordMeaning = (reading, value, _, row) => {
  const [first, second] = reading.operands;
  const isMethod = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i.test(first?.value ?? '') && second !== undefined;
  if (value === first && isMethod) return;
  if (value === (isMethod ? second : first)) noteUrlOrFile(reading, value, '', row);
  else if (/^[\w.[\]-]*(?::?=@|@)/.test(knownPrefix(value))) noteFormFile(reading, value, '', row);
};

/** A folder that `find` starts in; its operators are not. */
const noteSearchStart: WordMeaning = (reading, value, argument, row) => {
  if (value.value !== null && /^[()!,]$/.test(value.value)) return;
  if (argument === 'delete') notePath(reading, 'delete', 'below', value, row);
  else notePath(reading, 'read', 'path', value, row);
};

/** An operand of awk: a file, unless it sets a variable. */
const noteReadOrPair: WordMeaning = (reading, value, _, row) => {
  if (!/^[A-Za-z_]\w*=/.test(knownPrefix(value))) notePath(reading, 'read', 'path', value, row);
};

/** What a desktop opens: an address or a file. */
const noteOpened: WordMeaning = (reading, value, _, row) => {
  if (isAddress(value)) noteNetwork(reading, value, 'url', 'contact', row);
  else notePath(reading, 'read', 'path', value, row);
};

/** The name of a page or a file: a file where there is a slash in it. */
const notePage: WordMeaning = (reading, value, _, row) => {
  if (knownPrefix(value).includes('/')) notePath(reading, 'read', 'path', value, row);
};

/** `TYPE:FILE` of a report; without a colon only its type. */
const noteReport: WordMeaning = (reading, value, _, row) => {
  const file = splitWord(value, ':', 2)[1];
  if (file !== undefined) notePath(reading, 'write', 'path', file, row);
};

/** `SOURCE:TARGET`, or a source and then its target. */
const noteSourcePair: WordMeaning = (reading, value, _, row) => {
  const parts = splitWord(value, ':');
  const [source, target] = parts;
  if (parts.length !== 2 || source === undefined || target === undefined) {
    const isTarget = reading.operands.length > 1 && value === reading.operands[reading.operands.length - 1];
    notePath(reading, isTarget ? 'write' : 'read', 'path', value, row);
    return;
  }
  notePath(reading, 'read', 'path', source, row);
  notePath(reading, 'write', 'path', target, row);
};

/** A revision, or a path where it looks like one; `revision:path` reads that file. */
const noteRevision: WordMeaning = (reading, value, _, row) => {
  if (couldBeOption(value)) return;
  const prefix = knownPrefix(value);
  const colon = prefix.indexOf(':');
  if (colon >= 0) {
    const file = dropPrefix(value, colon + 1);
    if (file.value !== '') notePath(reading, 'read', 'path', file, row);
  } else if (/^[.~/]|[./]/.test(prefix) && !prefix.includes('..')) notePath(reading, 'read', 'path', value, row);
  else if (prefix.startsWith('../')) notePath(reading, 'read', 'path', value, row);
};

/** A suffix for copies of files changed in place: with a slash it names another folder (`sed -i'DIR/*'`). */
const noteBackup: WordMeaning = (reading, value, _, row) => {
  if (value.value === null || value.value.includes('/')) notePath(reading, 'write', 'path', value, row);
};

/** A file of names: it is read, and so is what it names. */
const noteNameList: WordMeaning = (reading, value, _, row) => {
  notePath(reading, 'read', 'path', value, row);
  notePath(reading, 'read', 'path', unknownWord(value.span, true), row);
};

/** A database: a file, or a `file:` URI of one. */
const noteDatabaseFile: WordMeaning = (reading, value, _, row) => {
  const scheme = /^file:(?:\/\/(?:localhost)?(?=\/))?/i.exec(knownPrefix(value))?.[0] ?? '';
  const [path] = splitWord(dropPrefix(value, scheme.length), scheme === '' ? '\0' : '?', 2);
  const isEscaped = scheme !== '' && value.value?.includes('%') === true;
  notePath(reading, 'write', 'path', isEscaped || path === undefined ? unknownWord(value.span, true) : path, row);
};

export const PATH_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  read: path('read'),
  tree: path('read', 'tree'),
  /** A pattern of names searched for; one that begins with `!` leaves them out. */
  name: word((reading, value, _, row) => {
    if (!knownPrefix(value).startsWith('!')) notePath(reading, 'read', 'name', value, row);
  }, false),
  /** The same without regard to case. */
  'name-folded': word((reading, value, _, row) => {
    const text = value.value?.toLowerCase();
    notePath(reading, 'read', 'name', text === undefined ? value : literalWord(text, value.span), row);
  }, false),
  /** `name=value`: the value may be the name of a file that is read. */
  'named-read': word((reading, value, _, row) => {
    const [, file] = splitWord(value, '=', 2);
    if (file !== undefined) notePath(reading, 'read', 'name', file, row);
  }, false),
  /** A regular expression for paths, as the pattern nearest to it. */
  'name-regex': word((reading, value, _, row) => {
    const text = value.value?.replaceAll('.*', '*').replace(/\\(.)/g, '$1').replace(/[$^]/g, '');
    notePath(reading, 'read', 'name', text === undefined ? value : literalWord(text.toLowerCase(), value.span), row);
  }, false),
  write: path('write'),
  backup: word(noteBackup, true),
  'name-list': word(noteNameList, false),
  'sqlite-file': word(noteDatabaseFile, true),
  'write-tree': path('write', 'tree'),
  attributes: path('write', 'path', 'attributes'),
  'attributes-tree': path('write', 'tree', 'attributes'),
  link: path('write', 'path', 'link'),
  delete: path('delete'),
  'delete-tree': path('delete', 'tree'),
  'delete-below': path('delete', 'below'),
  move: word((reading, value, _, row) => {
    notePath(reading, 'read', 'tree', value, row);
    notePath(reading, 'delete', 'tree', value, row);
  }, true),
  'at-read': fixed('read'),
  'at-write': fixed('write'),
  /** A file in the working folder that no other program looks for: of no interest to whoever could slip in the option. */
  'at-note': { ...fixed('write'), effectful: false },
  /** Files that the word names in a language of its own. */
  'unknown-write': word((reading, value, _, row) => notePath(reading, 'write', 'path', unknownWord(value.span, true), row), true),
  'at-write-tree': fixed('write', 'tree'),
  'at-delete': fixed('delete', 'tree'),
  'at-delete-below': fixed('delete', 'below'),
  'at-tree': fixed('read', 'tree'),
  atfile: word(noteAtFile, false),
  formfile: word(noteFormFile, false),
  namedfile: word(noteNamedFile, true),
  mount: word(noteMount, true),
  'mount-fields': word(noteMountFields, true),
  'curl-url': word(noteUrlOrFile, true),
  'write-out': word(noteWriteOut, true),
  'kube-output': word(noteKubeOutput, false),
  edited: word(noteEdited, true),
  'build-output': word(noteBuildOutput, true),
  'file-argument': word(noteFileArgument, false),
  'file-or-url': word(noteFileOrUrl, true),
  'cookie-file': word(noteCookieFile, false),
  'rsync-filter': word(noteRsyncFilter, false),
  'httpie-word': word(noteHttpieWord, true),
  transfer: word(noteTransfer, true),
  local: word(noteLocal, true),
  'search-start': word(noteSearchStart, false),
  'read-or-pair': word(noteReadOrPair, false),
  opened: word(noteOpened, true),
  revision: word(noteRevision, false),
  page: word(notePage, false),
  report: word(noteReport, true),
  'source-pair': word(noteSourcePair, true),
  /** Relative paths of the invocation start here. */
  enter: word((reading, value) => enterFolder(reading, value), false),
  'enter-fixed': word((reading, _, argument) => enterFolder(reading, pathWord(argument, commandWord(reading).span)), false),
};
