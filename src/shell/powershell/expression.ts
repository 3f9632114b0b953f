/**
 * Expressions: what they give as far as the text fixes it, and the commands and .NET members in them.
 *
 * Operators are taken one after the other: precedence decides values, and of these only joined strings are followed. INVARIANT: a value is
 * known only where every part is a literal or a variable of the text. Reference: about_Operators, about_Expressions.
 */
import { MAX_JOINED_STRINGS, MAX_PIPED_TEXT, type Span } from '../../base/index.ts';
import type { Word } from '../invocation.ts';
import { isDash, isLetter, isNewline } from './character.ts';
import { isCalculating, isHarmlessMethod, isValueType } from './dotnet.ts';
import { isString, readString } from './quoted.ts';
import type { Reader, Value } from './reader.ts';
import { MEMBER, readSplat, readVariable, targetOf } from './variable.ts';
import { blockWord, listWord, scopeWord, textWord, unknownWord, wordOf } from './word.ts';

const NUMBER = /(?:0x[\da-f]+|(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)(?:[usnyld]{0,2})(?:[kmgtp]b)?(?![\w\\:@~])/iy;
const UNARY = /\+\+|--|[!+,]|[-\u2013-\u2015](?:not|bnot|split|join|isplit|csplit)(?![\w-])|[-\u2013-\u2015](?=[\d.$([\s'"])/iy;
const BINARY = /[-\u2013-\u2015][a-z]+(?![\w-])|\.\.|\?\?(?!=)|[-+*/%,](?!=)|\?(?=[\s$('"\d])/iy;
const MEMBER_NAME = /[\p{L}\p{N}_]+/uy;

/** Whether an expression begins here, rather than the name of a command. */
export function isExpression(reader: Reader): boolean {
  const c = reader.peek();
  if (c === '$') return true;
  if (c === '@') return '({\'"'.includes(reader.peek(1)) || isString(reader);
  if (isString(reader) || '([{!,'.includes(c)) return c !== '';
  if ((c >= '0' && c <= '9') || c === '.') return reader.sees(NUMBER);
  if (c === '+') return /[\s\d$([.+]/.test(reader.peek(1));
  return isDash(c) && (reader.sees(UNARY) || isDash(reader.peek(1)));
}

/** One expression with its operators. */
export function readExpression(reader: Reader): Value {
  const start = reader.at;
  const none = { word: unknownWord({ start, end: start }), isText: false, isBlock: false, targets: [] };
  return reader.nested(() => readOperators(reader, start), none);
}

interface Term {
  readonly operator: string;
  readonly value: Value;
}

function readOperators(reader: Reader, start: number): Value {
  const terms: Term[] = [];
  let isChoice = false;
  for (let operator = ''; ; ) {
    terms.push({ operator, value: readOperand(reader) });
    reader.skipBlanks();
    operator = reader.match(BINARY);
    if (operator === '?') isChoice = true;
    else if (operator === '' && isChoice && reader.take(':')) operator = ':';
    if (operator === '') return combine(terms, { start, end: reader.at });
    reader.skipLines();
  }
}

/** What terms give together. */
function combine(terms: readonly Term[], span: Span): Value {
  const [first] = terms;
  if (terms.length === 1 && first !== undefined) return first.value;
  // LIMIT: MAX_JOINED_STRINGS, as each string is copied by every operator behind it.
  if (terms.length > MAX_JOINED_STRINGS && terms.some(({ operator }) => operator !== '' && operator !== ','))
    return plain(unknownWord(span));
  const groups: { operator: string; values: Value[] }[] = [];
  for (const { operator, value } of terms) {
    if (operator === ',') groups[groups.length - 1]?.values.push(value);
    else groups.push({ operator: operator.toLowerCase(), values: [value] });
  }
  let whole: Value | null = null;
  for (const { operator, values } of groups) {
    const value = joined(values, span);
    whole = whole === null ? value : apply(whole, operator, value, span);
  }
  return whole ?? { word: unknownWord(span), isText: false, isBlock: false, targets: [] };
}

function joined(values: readonly Value[], span: Span): Value {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  const targets = values.flatMap((value) => value.targets.map(({ name }) => ({ name, isKnown: false })));
  return {
    word: listWord(
      values.map(({ word }) => word),
      span,
    ),
    isText: false,
    isBlock: values.every(({ isBlock }) => isBlock),
    targets,
  };
}

function apply(left: Value, operator: string, right: Value, span: Span): Value {
  const word = applied(left, operator, right, span);
  return { word: word ?? unknownWord(span), isText: word !== null, isBlock: false, targets: [] };
}

/** Strings put together; null for all else. */
function applied(left: Value, operator: string, right: Value, span: Span): Word | null {
  if (operator === '+' && left.isText && right.word.elements === undefined)
    return wordOf([...left.word.pieces, ...right.word.pieces], true, span);
  const texts = (right.word.elements ?? [right.word]).map(({ value }) => value);
  if (/^.f$/.test(operator) && left.isText && left.word.value !== null && texts.every((text) => text !== null))
    return formatted(left.word.value, texts as string[], span);
  const parts = left.word.elements?.map(({ value }) => value) ?? [];
  if (/^.join$/.test(operator) && right.word.value !== null && parts.length > 0 && parts.every((text) => text !== null))
    return parts.length * right.word.value.length > MAX_PIPED_TEXT ? null : textWord(parts.join(right.word.value), span);
  return null;
}

/** `'{0}-{1}' -f 'a', 'b'`. */
function formatted(format: string, texts: readonly string[], span: Span): Word | null {
  if (/[{}]/.test(format.replace(/\{\d{1,3}\}/g, ''))) return null;
  // LIMIT: MAX_PIPED_TEXT, as a text that is named twice doubles with every format.
  if (format.length * Math.max(1, ...texts.slice(0, MAX_JOINED_STRINGS).map(({ length }) => length)) > MAX_PIPED_TEXT) return null;
  if (texts.length > MAX_JOINED_STRINGS) return null;
  return textWord(
    format.replace(/\{(\d{1,3})\}/g, (_, index: string) => texts[Number(index)] ?? ''),
    span,
  );
}

/** Signs and casts, a value, and what is looked up in it. */
function readOperand(reader: Reader): Value {
  const start = reader.at;
  let isChanged = false;
  for (;;) {
    reader.skipBlanks();
    if (reader.match(UNARY) !== '') isChanged = true;
    else if (reader.peek() !== '[') break;
    else {
      const type = readType(reader);
      if (reader.text.startsWith('::', reader.at)) return readMembers(reader, plain(readStatic(reader, type, start)), start);
      const end = reader.at;
      reader.skipBlanks();
      if (!isExpression(reader) || (isDash(reader.peek()) && isLetter(reader.peek(1)))) return plain(textWord(`[${type}]`, { start, end }));
      noteCast(reader, type, start);
      isChanged ||= !/^(?:system\.)?string$/i.test(type);
    }
  }
  const value = readMembers(reader, readPrimary(reader), start);
  const word = isChanged ? unknownWord({ start, end: reader.at }) : value.word;
  return isChanged ? { ...value, word, isText: false, isBlock: false } : value;
}

function plain(word: Word): Value {
  return { word, isText: false, isBlock: false, targets: [] };
}

/** `[name]`, `[name(arguments)]`; what stands between the brackets. */
export function readType(reader: Reader): string {
  const start = reader.at++;
  let depth = 1;
  let name = '';
  while (!reader.isAtEnd) {
    const c = reader.peek();
    if (c === '(') {
      readArguments(reader);
      continue;
    }
    reader.at++;
    if (c === '[') depth++;
    if (c === ']' && --depth === 0) return name;
    name += c;
    if (!/[\w.+,[\]`*&\s-]/.test(c)) {
      reader.refuse('SH002', start);
      return name;
    }
  }
  reader.refuse('SH004', start);
  return name;
}

export function noteCast(reader: Reader, type: string, start: number): void {
  if (!isValueType(type)) emitMember(reader, `[${type}]`, [], start);
}

export function readPrimary(reader: Reader): Value {
  const start = reader.at;
  const c = reader.peek();
  if (isString(reader)) return { ...plain(readString(reader)), isText: true };
  if (c === '(') return readGroup(reader);
  if (c === '{') return readBlock(reader);
  if ((c === '$' || c === '@') && reader.peek(1) === '(') {
    reader.at += 2;
    return plain(scopeWord(reader.captured(start), false, { start, end: reader.at }));
  }
  if (c === '@' && reader.peek(1) === '{') return readHash(reader);
  if (c === '@') return plain(wordOf([readSplat(reader)], false, { start, end: reader.at }));
  if (c === '$') return readVariableValue(reader);
  const number = reader.match(NUMBER);
  if (number === '') {
    reader.at += reader.isAtEnd || isNewline(c) || ')}];|'.includes(c) ? 0 : 1;
    reader.refuse(c === '' ? 'SH001' : 'SH002', start);
  }
  return plain(number === '' ? unknownWord({ start, end: reader.at }) : textWord(number, { start, end: reader.at }));
}

function readVariableValue(reader: Reader): Value {
  const start = reader.at;
  const piece = readVariable(reader, true);
  if (piece === null) {
    reader.at++;
    reader.refuse('SH002', start);
    return plain(unknownWord({ start, end: reader.at }));
  }
  const target = targetOf(piece);
  return { ...plain(wordOf([piece], false, piece.span)), targets: target === null ? [] : [target] };
}

/** `( … )`: one statement, whose value it is. */
function readGroup(reader: Reader): Value {
  const start = reader.at++;
  let value = plain(unknownWord({ start, end: start }));
  const scope = reader.inScope('group', start, () => {
    reader.skipLines();
    value = reader.grammar.value(reader);
    reader.skipLines();
    if (reader.take(')')) return;
    reader.refuse(reader.isAtEnd ? 'SH001' : 'SH002', start);
    reader.grammar.statements(reader, ')');
    reader.take(')');
  });
  const { word, isText } = value;
  const isKnown = isText || word.value !== null || word.elements !== undefined;
  return { ...plain(isKnown ? word : scopeWord(scope, false, { start, end: reader.at })), isText };
}

export function readBlock(reader: Reader): Value {
  const start = reader.at++;
  reader.enclosed('block', start, '}');
  return { ...plain(blockWord({ start, end: reader.at })), isBlock: true };
}

/** `@{ name = value; … }`. */
function readHash(reader: Reader): Value {
  const start = reader.at;
  reader.at += 2;
  reader.nested(() => {
    for (reader.skipLines(';'); !reader.isAtEnd && reader.peek() !== '}'; reader.skipLines(';')) {
      const at = reader.at;
      if (isExpression(reader)) readOperand(reader);
      else reader.match(/[^\s=;}{()]+/y);
      reader.skipBlanks();
      if (!reader.take('=')) {
        reader.refuse('SH002', at);
        if (reader.at === at) reader.at++;
        continue;
      }
      reader.skipLines();
      reader.grammar.value(reader);
    }
  }, undefined);
  if (!reader.take('}')) reader.refuse('SH001', start);
  return plain(unknownWord({ start, end: reader.at }));
}

/** `.name`, `.name(…)`, `::name`, `[index]`, `++`, as long as they follow without a blank. */
export function readMembers(reader: Reader, value: Value, start: number): Value {
  let own = value;
  for (;;) {
    const c = reader.peek();
    const next = reader.peek(1);
    if (c === '[') readIndex(reader);
    else if (c === '?' && (next === '.' || next === '[')) {
      reader.at++;
      continue;
    } else if (reader.text.startsWith('::', reader.at)) readStatic(reader, '', start);
    else if (c === '.' && (next === '$' || next === '(' || next === "'" || next === '"' || isLetter(next))) readMember(reader, start);
    else if ((c === '+' || c === '-') && next === c) {
      reader.at += 2;
      for (const { name } of own.targets) emitTarget(reader, name, start);
    } else return own;
    own = memberOf(own, { start, end: reader.at });
  }
}

/** What is looked up in a value: of a variable it shows a part. */
function memberOf({ word, targets }: Value, span: Span): Value {
  const pieces = word.pieces.flatMap((piece) => (piece.type === 'parameter' ? [{ ...piece, operator: MEMBER, span }] : []));
  const own = pieces.length === 0 ? unknownWord(span) : wordOf(pieces, false, span);
  return { ...plain(own), targets: targets.length === 0 ? [] : [{ name: null, isKnown: false }] };
}

function emitTarget(reader: Reader, name: string | null, start: number): void {
  if (name === null) reader.caution('SH025', start);
  else reader.emitAssignment(name, unknownWord({ start, end: reader.at }), start);
}

function readIndex(reader: Reader): void {
  const start = reader.at++;
  reader.skipLines();
  readExpression(reader);
  reader.skipLines();
  if (!reader.take(']')) reader.refuse('SH004', start);
}

/** The name behind a dot; null where it is not known. */
function readMemberName(reader: Reader): string | null {
  if (isString(reader)) return readString(reader).value;
  const c = reader.peek();
  if (c === '$' || c === '(') {
    readPrimary(reader);
    return null;
  }
  return reader.match(MEMBER_NAME);
}

function readMember(reader: Reader, start: number): void {
  reader.at++;
  const name = readMemberName(reader);
  if (reader.peek() !== '(' && reader.peek() !== '{') return;
  const { words, isBlocks } = readArguments(reader);
  if (name === null || !isHarmlessMethod(name, isBlocks)) emitMember(reader, `.${name ?? '?'}()`, words, start);
}

/** `::name`, `::name(…)` of a type; an empty one is not known. */
function readStatic(reader: Reader, type: string, start: number): Word {
  reader.at += 2;
  const name = readMemberName(reader) ?? '?';
  const isCall = reader.peek() === '(';
  const words = isCall ? readArguments(reader).words : [];
  if (!isCalculating(type)) emitMember(reader, `[${type}]::${name}${isCall ? '()' : ''}`, words, start);
  return unknownWord({ start, end: reader.at });
}

/** The arguments of a method, or its only one, a block. */
function readArguments(reader: Reader): { readonly words: readonly Word[]; readonly isBlocks: boolean } {
  const start = reader.at;
  if (reader.peek() === '{') return { words: [readBlock(reader).word], isBlocks: true };
  reader.at++;
  reader.skipLines();
  if (reader.take(')')) return { words: [], isBlocks: false };
  const words: Word[] = [];
  let isBlocks = true;
  do {
    reader.skipLines();
    // Named arguments stand in attributes alone.
    reader.match(/[a-z]\w*(?=\s*[=,)])/iy);
    reader.skipBlanks();
    reader.take('=');
    if (reader.peek() === ',' || reader.peek() === ')') continue;
    const { word, isBlock } = readExpression(reader);
    words.push(...(word.elements ?? [word]));
    isBlocks &&= isBlock;
    reader.skipLines();
  } while (reader.take(','));
  if (!reader.take(')')) {
    reader.refuse(reader.isAtEnd ? 'SH001' : 'SH002', start);
    reader.match(/[^)\n]*\)?/y);
  }
  return { words, isBlocks };
}

/** Code of .NET, under its own name. */
function emitMember(reader: Reader, name: string, words: readonly Word[], start: number): void {
  const position = reader.position(reader.newPipeline(), 0);
  reader.emit([textWord(name, { start, end: reader.at }), ...words], [], position, start);
}
