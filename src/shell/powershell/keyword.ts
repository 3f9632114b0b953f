/** Statements that begin with a keyword. Each reads what belongs to it, in a scope of its own where something is enclosed. */
import type { Scope } from '../invocation.ts';
import { endsWord, isDash, isLetter } from './character.ts';
import { readArgument } from './command.ts';
import { isExpression, noteCast, readBlock, readExpression, readType } from './expression.ts';
import type { Reader } from './reader.ts';
import { readVariable, targetOf } from './variable.ts';
import { textWord } from './word.ts';

type Read = (reader: Reader, start: number) => void;

const KEYWORD = /[a-z]+(?![\w.\\/:*?!~+-])/iy;
const LABEL = /:[a-z_]\w*[^\S\r\n]+(?=(?:for|foreach|while|do|switch)\b)/iy;

/** What must follow for a word to be the keyword, where it may be the name of a command as well. */
const FOLLOWED: Readonly<Record<string, RegExp>> = {
  begin: /\s*\{/y,
  process: /\s*\{/y,
  end: /\s*\{/y,
  clean: /\s*\{/y,
  dynamicparam: /\s*\{/y,
  parallel: /\s*\{/y,
  sequence: /\s*\{/y,
  inlinescript: /\s*\{/y,
  param: /\s*\(/y,
  class: /\s+\w/y,
  enum: /\s+\w/y,
  using: /\s+(?:namespace|module|assembly|command|type)\b/iy,
  configuration: /\s+[^\s]+\s*\{/y,
  data: /(?:\s+\w+)?\s*(?:\{|-supported)/iy,
};

/** Reads a statement that begins with a keyword; false where none stands here. */
export function readKeyword(reader: Reader): boolean {
  const start = reader.at;
  reader.match(LABEL);
  if (!isLetter(reader.peek())) return reader.at > start;
  if (!reader.sees(KEYWORD)) return false;
  const at = reader.at;
  const name = reader.match(KEYWORD).toLowerCase();
  const read = KEYWORDS.get(name);
  const follow = FOLLOWED[name];
  if (read === undefined || (follow !== undefined && !reader.sees(follow))) {
    reader.at = at;
    return false;
  }
  read(reader, start);
  return true;
}

/** `( … )` behind a keyword. */
function readCondition(reader: Reader): void {
  const start = reader.at;
  reader.skipLines();
  if (!reader.take('(')) return reader.refuse('SH002', start);
  reader.skipLines();
  reader.grammar.statements(reader, ')');
  if (!reader.take(')')) reader.refuse('SH001', start);
}

/** `{ … }` that may not run. */
function readBranch(reader: Reader, type: Scope['type'] = 'group'): void {
  reader.skipLines();
  const start = reader.at;
  const { conditional } = reader;
  reader.conditional = true;
  if (reader.take('{')) reader.enclosed(type, start, '}');
  else reader.refuse('SH002', start);
  reader.conditional = conditional;
}

/** Takes a keyword on this line or a later one. */
function takeLater(reader: Reader, pattern: RegExp): boolean {
  const { at } = reader;
  reader.skipLines();
  if (reader.match(pattern) !== '') return true;
  reader.at = at;
  return false;
}

const readIf: Read = (reader, start) => {
  reader.inScope('if', start, () => {
    do {
      readCondition(reader);
      readBranch(reader);
    } while (takeLater(reader, /elseif(?![\w-])/iy));
    if (takeLater(reader, /else(?![\w-])/iy)) readBranch(reader);
  });
};

const readWhile: Read = (reader, start) => {
  reader.inScope('while', start, () => {
    readCondition(reader);
    readBranch(reader);
  });
};

const readDo: Read = (reader, start) => {
  reader.inScope('until', start, () => {
    readBranch(reader);
    if (takeLater(reader, /(?:while|until)(?![\w-])/iy)) readCondition(reader);
    else reader.refuse('SH002', start);
  });
};

const readForeach: Read = (reader, start) => {
  reader.inScope('for', start, () => {
    const own = reader.scopes[reader.scope];
    skipParameters(reader);
    if (!reader.take('(')) return reader.refuse('SH002', start);
    reader.skipLines();
    const piece = reader.peek() === '$' ? readVariable(reader, false) : null;
    const target = piece === null ? null : targetOf(piece);
    if (target === null || target.name === null) reader.caution('SH025', start);
    reader.skipLines();
    if (reader.match(/in(?![\w-])/iy) === '') reader.refuse('SH002', start);
    reader.skipLines();
    const { word } = reader.grammar.value(reader);
    if (own !== undefined) {
      own.name = target?.name ?? '';
      own.words = word.elements ?? (word.value === null ? [] : [word]);
    }
    reader.skipLines();
    if (!reader.take(')')) reader.refuse('SH002', start);
    readBranch(reader);
  });
};

/** `-parallel`, `-ThrottleLimit 5`: they change nothing of what is run. */
function skipParameters(reader: Reader): void {
  for (reader.skipLines(); isDash(reader.peek()); reader.skipLines()) {
    const { at } = reader;
    reader.match(/[-\u2013-\u2015][\w:]*/y);
    reader.skipBlanks();
    reader.match(/\d+/y);
    if (reader.at === at) return;
  }
}

const readSwitch: Read = (reader, start) => {
  reader.inScope('case', start, () => {
    for (reader.skipLines(); isDash(reader.peek()); reader.skipLines()) readSwitchOption(reader);
    if (reader.peek() === '(') readCondition(reader);
    reader.skipLines();
    if (!reader.take('{')) return reader.refuse('SH002', start);
    for (reader.skipLines(';'); !reader.isAtEnd && reader.peek() !== '}'; reader.skipLines(';')) readClause(reader);
    if (!reader.take('}')) reader.refuse('SH001', start);
  });
};

/** `-Regex`, `-File PATH`: the file is read. */
function readSwitchOption(reader: Reader): void {
  const start = reader.at;
  const name = reader.match(/[-\u2013-\u2015]\w*/y);
  reader.skipBlanks();
  if (!/^.f/i.test(name)) return;
  const file = readArgument(reader);
  const position = reader.position(reader.newPipeline(), 0);
  reader.emit([textWord('Get-Content', { start, end: start }), file], [], position, start);
}

function readClause(reader: Reader): void {
  const start = reader.at;
  if (reader.peek() === '{') readBlock(reader);
  else if (isExpression(reader)) readExpression(reader);
  else readArgument(reader);
  readBranch(reader);
  if (reader.at === start) reader.at++;
}

const readTry: Read = (reader, start) => {
  reader.inScope('if', start, () => {
    readBranch(reader);
    while (takeLater(reader, /catch(?![\w-])/iy)) {
      for (reader.skipLines(); reader.peek() === '['; reader.skipLines()) {
        readType(reader);
        reader.skipLines();
        reader.take(',');
      }
      readBranch(reader);
    }
    if (takeLater(reader, /finally(?![\w-])/iy)) readBranch(reader);
  });
};

const readTrap: Read = (reader) => {
  reader.skipLines();
  if (reader.peek() === '[') readType(reader);
  readBranch(reader, 'block');
};

const readFunction: Read = (reader, start) => {
  reader.skipLines();
  const name = reader.match(/[^\s(){};|&]+/y).replace(/^(?:global|script|local|private):/i, '');
  if (name === '') reader.refuse('SH002', start);
  const read = () => {
    reader.skipLines();
    if (reader.peek() === '(') readParameters(reader);
    reader.skipLines();
    if (!reader.take('{')) return reader.refuse('SH002', start);
    reader.grammar.statements(reader, '}');
    if (!reader.take('}')) reader.refuse('SH001', start);
  };
  reader.inScope('function', start, read, { name });
};

/** `( [type]$name = value, … )`. */
function readParameters(reader: Reader): void {
  const start = reader.at;
  reader.skipLines();
  if (!reader.take('(')) return reader.refuse('SH002', start);
  for (reader.skipLines(); !reader.isAtEnd && reader.peek() !== ')'; reader.skipLines()) {
    const { at } = reader;
    if (reader.peek() === '[') noteCast(reader, readType(reader), at);
    else if (reader.peek() === '$') readParameter(reader);
    else if (!reader.take(',')) {
      reader.refuse('SH002', at);
      reader.at++;
    }
  }
  if (!reader.take(')')) reader.refuse('SH001', start);
}

function readParameter(reader: Reader): void {
  const start = reader.at;
  if (readVariable(reader, false) === null) reader.at++;
  reader.skipLines();
  if (reader.take('=')) {
    reader.skipLines();
    readOneOf(reader);
  } else if (reader.at === start) reader.refuse('SH002', start);
}

/** A default value ends at a comma. */
function readOneOf(reader: Reader): void {
  if (isExpression(reader)) readExpression(reader);
  else reader.grammar.value(reader);
}

/** `return`, `throw`, `exit` with a value. */
const readLeaving: Read = (reader) => {
  reader.skipBlanks();
  if (!endsWord(reader.peek()) || '({'.includes(reader.peek() || ' ')) reader.grammar.value(reader);
};

/** `break`, `continue` with a label. */
const readJump: Read = (reader) => {
  reader.skipBlanks();
  if (!endsWord(reader.peek())) readArgument(reader);
};

const readFor: Read = (reader, start) => {
  reader.inScope('while', start, () => {
    readCondition(reader);
    readBranch(reader);
  });
};

const readNamedBlock: Read = (reader) => readBranch(reader);

/** What declares types, imports them or configures machines: the blocks in it are read all the same. */
const readDeclaration: Read = (reader, start) => {
  reader.match(/[^\r\n{]*/y);
  reader.refuse('SH024', start);
  reader.skipLines();
  if (reader.peek() === '{') readBranch(reader, 'block');
};

const KEYWORDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['if', readIf],
  ['while', readWhile],
  ['do', readDo],
  ['for', readFor],
  ['foreach', readForeach],
  ['switch', readSwitch],
  ['try', readTry],
  ['trap', readTrap],
  ['function', readFunction],
  ['filter', readFunction],
  ['param', readParameters],
  ['return', readLeaving],
  ['throw', readLeaving],
  ['exit', readLeaving],
  ['break', readJump],
  ['continue', readJump],
  ...['begin', 'process', 'end', 'clean', 'dynamicparam'].map((name) => [name, readNamedBlock] as const),
  ...['class', 'enum', 'using', 'configuration', 'data', 'workflow', 'parallel', 'sequence', 'inlinescript'].map(
    (name) => [name, readDeclaration] as const,
  ),
]);
