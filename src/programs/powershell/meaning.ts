/**
 * Meanings of parameters of cmdlets: items of providers, script blocks, folders of the shell, names that stand for something else.
 *
 * INVARIANT: an item of a drive that is not known is written nowhere known. Reference: about_Providers, about_Path_Syntax, about_Wildcards.
 */
import { BLOCK, type Word } from '../../shell/index.ts';
import { isSecretName } from '../environment.ts';
import { noteCode } from '../meaning/codes.ts';
import { noteNetwork } from '../meaning/network.ts';
import { notePath } from '../meaning/paths.ts';
import { noteArgv, noteText } from '../meaning/runs.ts';
import { noteVariable } from '../meaning/variables.ts';
import { commandNames, type Reading } from '../reading.ts';
import type { MeaningKind, WordMeaning } from '../spec.ts';
import { knownPrefix, literalWord, unknownWord } from '../word.ts';
import { itemOf } from './item.ts';

function word(note: WordMeaning, effectful = true): MeaningKind {
  return { type: 'word', note, effectful };
}

/** What `item:…` does with a file. */
const DEEDS: Readonly<Record<string, (reading: Reading, path: Word, row: string) => void>> = {
  read: (reading, path, row) => notePath(reading, 'read', 'path', path, row),
  tree: (reading, path, row) => notePath(reading, 'read', 'tree', path, row),
  write: (reading, path, row) => notePath(reading, 'write', 'path', path, row),
  attributes: (reading, path, row) => notePath(reading, 'write', 'path', path, row, 'attributes'),
  delete: (reading, path, row) => notePath(reading, 'delete', 'path', path, row),
  'delete-tree': (reading, path, row) => notePath(reading, 'delete', 'tree', path, row),
  move: (reading, path, row) => {
    notePath(reading, 'read', 'tree', path, row);
    notePath(reading, 'delete', 'tree', path, row);
  },
};

const noteItem: WordMeaning = (reading, value, deed, row) => {
  const item = itemOf(value);
  const isRead = deed === 'read' || deed === 'tree';
  if (item.host !== null) noteNetwork(reading, item.host, 'host', 'contact', row);
  if (item.drive === 'file') {
    DEEDS[deed]?.(reading, item.path, row);
    if (isRead && item.hidden !== null) notePath(reading, 'read', 'path', item.hidden, row);
  } else if (item.drive === 'env') noteEnvironment(reading, item.path, isRead, row);
  else if (isRead) return;
  else if (item.drive === 'variable') noteShellVariable(reading, item.path, '', row);
  else if (item.drive === 'alias' || item.drive === 'function')
    reading.effects.push({ type: 'shadow', how: 'alias', name: null, body: null, certainty: 'unknown', span: value.span, row });
  else {
    const words = commandNames(reading);
    reading.effects.push({
      type: 'destroy',
      what: 'machine',
      words: [...words, value.value ?? '?'],
      certainty: 'literal',
      span: value.span,
      row,
    });
  }
};

/** `env:NAME`: one variable of the environment, or all of them. */
function noteEnvironment(reading: Reading, path: Word, isRead: boolean, row: string): void {
  const name = path.value;
  if (!isRead) noteVariable(reading, name === null ? null : name.toUpperCase(), null, 'shell', 'set', row);
  else if (name === null || name === '' || name.includes('*'))
    reading.effects.push({ type: 'disclose', what: 'environment', name: null, certainty: 'literal', span: path.span, row });
  else if (isSecretName(name))
    reading.effects.push({ type: 'disclose', what: 'variable', name, certainty: 'literal', span: path.span, row });
}

/** A variable of the shell is set; some change what later commands mean. */
const noteShellVariable: WordMeaning = (reading, value, _, row) => {
  const name =
    value.value
      ?.replace(/^\+/, '')
      .replace(/^(?:global|script|local|private):/i, '')
      .toLowerCase() ?? null;
  const isOpen = name === null || /[*?[:]/.test(name) || GOVERNING.test(name);
  noteVariable(reading, isOpen ? null : name, null, 'shell', 'set', row);
};

const GOVERNING = /^(?:psdefaultparametervalues|psmoduleautoloadingpreference|executioncontext)$/;

function isBlock({ pieces }: Word): boolean {
  return pieces.length === 1 && pieces[0]?.type === 'parameter' && pieces[0].name === BLOCK;
}

/** Blocks are read where they stand; anything else in their place is code that nobody has seen. */
const noteBlock: WordMeaning = (reading, value, _, row) => {
  if (!isBlock(value)) noteCode(reading, 'pwsh', 'argument', value, row);
};

/** `% Name` shows a property, `% Delete` calls a method. */
const noteBlockOrMember: WordMeaning = (reading, value, _, row) => {
  if (isBlock(value) || (value.value !== null && PROPERTIES.has(value.value.toLowerCase()))) return;
  noteCode(reading, '.NET', 'argument', value, row);
};

const PROPERTIES: ReadonlySet<string> = new Set(
  (
    'name fullname length count basename extension directoryname directory lastwritetime lastaccesstime creationtime mode exists parent root ' +
    'line path filename linenumber matches value key keys values id processname cpu handles ws status displayname version message title url ' +
    'tostring toupper tolower trim trimend trimstart split substring property definition source module commandtype year month day hour minute second'
  ).split(' '),
);

const noteBlockOrHost: WordMeaning = (reading, value, _, row) => {
  if (isBlock(value)) return;
  if (reading.words.some(isBlock)) noteNetwork(reading, value, 'host', 'contact', row);
  else noteCode(reading, 'pwsh', 'argument', value, row);
};

/** A folder that the shell goes to. */
const noteLocation: WordMeaning = (reading, value, manner, row) => {
  const item = itemOf(value);
  const isBack = value.value === '-' || value.value === '+';
  const path = isBack || item.drive !== 'file' ? null : item.path;
  const certainty = path === null ? 'unknown' : 'literal';
  const effect = { type: 'directory', path, certainty, span: value.span, row } as const;
  if (manner === 'aside') reading.effects.push({ ...effect, manner: 'aside' });
  else reading.effects.push(value.value === '-' ? { ...effect, manner: 'previous' } : effect);
};

const noteModule: WordMeaning = (reading, value, _, row) => {
  const prefix = knownPrefix(value);
  const isFile = /[\\/]|\.(?:psm1|psd1|ps1|dll|cdxml)$/i.test(prefix);
  if (!isFile) return noteCode(reading, 'pwsh', 'module', value, row);
  const { path } = itemOf(value);
  noteCode(reading, 'pwsh', 'file', path, row);
  notePath(reading, 'read', 'path', path, row);
};

/** Types that hold values, and do nothing when they are made. */
const PLAIN_TYPE =
  /^(?:system\.)?(?:object|string|psobject|pscustomobject|hashtable|version|uri|timespan|datetime|guid|text\.stringbuilder|collections\.[\w.`[\], ]+|management\.automation\.psobject)$/i;

const noteType: WordMeaning = (reading, value, _, row) => {
  if (value.value === null || !PLAIN_TYPE.test(value.value)) noteCode(reading, '.NET', 'argument', value, row);
};

/** A link stands for another file: what is written through it is not known. */
const noteItemType: WordMeaning = (reading, value, _, row) => {
  if (value.value === null || /^(?:sym|hard|junction|link)/i.test(value.value))
    notePath(reading, 'write', 'path', unknownWord(value.span, true), row);
};

const noteAlias: WordMeaning = (reading, value, _, row) => {
  const name = reading.mark?.value ?? null;
  reading.effects.push({ type: 'shadow', how: 'alias', name, body: value, certainty: 'literal', span: value.span, row });
};

/** What `Start-Process` starts: its arguments may hold several words each. */
const noteStarted: WordMeaning = (reading, at, _, row) => {
  const file = reading.mark ?? unknownWord(at.span, true);
  const args = reading.operands.flatMap((each) => (each.value === null ? [each] : splitArguments(each)));
  const prefix = knownPrefix(file);
  if (prefix.includes('://')) noteNetwork(reading, file, 'url', 'contact', row);
  else noteArgv(reading, [file, ...args], row);
};

function splitArguments({ value, span }: Word): Word[] {
  const parts = (value ?? '').match(/"[^"]*"|[^\s"]+/g) ?? [];
  return parts.map((part) => literalWord(part.replaceAll('"', ''), span));
}

const noteVerb: WordMeaning = (reading, value, _, row) => {
  if (value.value !== null && !/^runas/i.test(value.value)) return;
  reading.effects.push({ type: 'privilege', how: 'root', user: null, certainty: 'literal', span: value.span, row });
};

/** Words that are printed: a variable named as a secret gives it away. */
const notePrinted: WordMeaning = (reading, { pieces }, _, row) => {
  for (const piece of pieces)
    if (piece.type === 'parameter' && isSecretName(piece.name))
      reading.effects.push({ type: 'disclose', what: 'variable', name: piece.name, certainty: 'literal', span: piece.span, row });
};

/** A command in base64 of UTF-16. */
const noteEncoded: WordMeaning = (reading, value, _, row) => {
  const text = value.value === null ? null : decodeCommand(value.value);
  noteText(reading, text === null ? unknownWord(value.span, true) : literalWord(text, value.span), 'pwsh', row);
};

function decodeCommand(text: string): string | null {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s+/g, '')), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** `[scriptblock]::Create('…')`, `.InvokeScript('…')` make code of a text; an address among the arguments is contacted. */
const noteDotNet: WordMeaning = (reading, at, _, row) => {
  const [member, ...args] = reading.words;
  noteCode(reading, '.NET', 'argument', member ?? at, row);
  const isScript = /^\[(?:\w+\.)*scriptblock\]::create\(\)$|^\.(?:invokescript|addscript|newscriptblock)\(\)$/i.test(member?.value ?? '');
  for (const each of args) {
    if (isScript) noteText(reading, each, 'pwsh', row);
    else if (/^\w+:\/\//.test(knownPrefix(each))) noteNetwork(reading, each, 'url', 'contact', row);
  }
};

export const POWERSHELL_MEANINGS: Readonly<Record<string, MeaningKind>> = {
  /** `item:DEED`: a path of any provider. */
  item: word(noteItem),
  'item-type': word(noteItemType),
  'shell-variable': word(noteShellVariable),
  block: word(noteBlock),
  'block-or-member': word(noteBlockOrMember),
  'block-or-host': word(noteBlockOrHost),
  location: word(noteLocation),
  'location-back': word((reading, { span }, _, row) => {
    reading.effects.push({ type: 'directory', path: null, manner: 'last', certainty: 'literal', span, row });
  }),
  'module-name': word(noteModule),
  'type-name': word(noteType),
  'alias-name': word((reading, value) => {
    reading.mark = value;
  }),
  'alias-value': word(noteAlias),
  /** Any name may stand for anything from now on. */
  'shadow-all': word((reading, { span }, _, row) => {
    reading.effects.push({ type: 'shadow', how: 'alias', name: null, body: null, certainty: 'unknown', span, row });
  }),
  'started-file': word((reading, value) => {
    reading.mark = value;
  }),
  'started-argument': word((reading, value) => {
    reading.operands.push(value);
  }),
  'at-started': word(noteStarted),
  verb: word(noteVerb),
  printed: word(notePrinted, false),
  'encoded-command': word(noteEncoded),
  'dot-net': word(noteDotNet),
};
