/**
 * Statements: pipelines, assignments, compounds, definitions. Reference: about_Language_Keywords, about_Pipelines, about_Assignment_Operators.
 *
 * INVARIANT: every block is read where it stands, whatever runs it and however often.
 */
import type { Word } from '../invocation.ts';
import { isNewline } from './character.ts';
import { readCommand, readRedirections } from './command.ts';
import { isExpression, readExpression } from './expression.ts';
import { readKeyword } from './keyword.ts';
import type { Grammar, PositionDraft, Reader, Value } from './reader.ts';
import { isEnvironment } from './variable.ts';
import { textWord, unknownWord } from './word.ts';

const ASSIGNMENT = /(?:[-+*/%]|\?\?)?=/y;

export const GRAMMAR: Grammar = { statements: readStatements, value: readStatement };

function readStatements(reader: Reader, close: string): void {
  for (;;) {
    reader.skipLines(';');
    const start = reader.at;
    if (reader.isAtEnd || reader.peek() === close) return;
    if (reader.nested(() => readKeyword(reader), false)) continue;
    reader.nested(() => readChain(reader), nothing(reader));
    endStatement(reader, close, start);
  }
}

/** Only what ends with a block needs nothing behind it. */
function endStatement(reader: Reader, close: string, start: number): void {
  reader.skipBlanks();
  const c = reader.peek();
  const isDone = c === '' || isNewline(c) || c === ';' || c === close || reader.text.slice(start, reader.at).trimEnd().endsWith('&');
  if (!isDone) reader.refuse('SH002', start);
  if (reader.at === start) reader.at++;
}

function nothing(reader: Reader): Value {
  return { word: unknownWord({ start: reader.at, end: reader.at }), isText: false, isBlock: false, targets: [] };
}

function readStatement(reader: Reader): Value {
  return reader.nested(() => (readKeyword(reader) ? nothing(reader) : readChain(reader)), nothing(reader));
}

/** Pipelines joined by `&&` and `||`. */
function readChain(reader: Reader): Value {
  const { conditional } = reader;
  let value = readPipeline(reader);
  for (;;) {
    reader.skipBlanks();
    if (!reader.take('&&') && !reader.take('||')) break;
    reader.conditional = true;
    reader.skipLines();
    readPipeline(reader);
    value = nothing(reader);
  }
  reader.conditional = conditional;
  return value;
}

function readPipeline(reader: Reader): Value {
  const number = reader.newPipeline();
  const positions: PositionDraft[] = [];
  let value = nothing(reader);
  for (let index = 0; ; index++) {
    const position = reader.position(number, index);
    positions.push(position);
    reader.skipBlanks();
    if (index === 0 && isExpression(reader)) value = readValue(reader, position);
    else if (!isEmpty(reader)) {
      readCommand(reader, position);
      value = nothing(reader);
    } else if (index > 0) reader.refuse('SH001', reader.at);
    if (!takePipe(reader)) break;
    position.piped = true;
  }
  if (reader.peek() === '&' && reader.peek(1) !== '&') {
    reader.at++;
    for (const position of positions) position.background = true;
  }
  return value;
}

/** Whether no command begins here. */
function isEmpty(reader: Reader): boolean {
  const c = reader.peek();
  return c === '' || isNewline(c) || ';|)}'.includes(c);
}

/** A pipe, also at the beginning of the next line. */
function takePipe(reader: Reader): boolean {
  reader.skipBlanks();
  const { at } = reader;
  reader.skipLines();
  if (reader.peek() === '|' && reader.peek(1) !== '|') {
    reader.at++;
    reader.skipLines();
    return true;
  }
  reader.at = at;
  return false;
}

/** An expression as a statement, or an assignment. */
function readValue(reader: Reader, position: PositionDraft): Value {
  const start = reader.at;
  const value = readExpression(reader);
  reader.skipBlanks();
  const operator = reader.match(ASSIGNMENT);
  if (operator !== '') return readAssigned(reader, value, operator === '=', start);
  const redirections = readRedirections(reader);
  const isPiped = reader.peek() === '|' && reader.peek(1) !== '|';
  const words = value.word.elements ?? [value.word];
  if (redirections.length > 0) reader.emit([], redirections, reader.position(reader.newPipeline(), 0), start);
  const isShown = !reader.isAssigned && (words.some(showsEnvironment) || (reader.isCaptured && words.every(isLiteral)));
  if (isPiped || isShown) {
    const printed = [textWord(WRITING, { start, end: start }), ...words];
    reader.emit(printed, [], position, start);
  }
  return redirections.length > 0 ? nothing(reader) : value;
}

/** What prints a value that stands by itself. */
const WRITING = 'Write-Output';

function showsEnvironment({ pieces }: Word): boolean {
  return pieces.some(isEnvironment);
}

function isLiteral({ value }: Word): boolean {
  return value !== null;
}

function readAssigned(reader: Reader, { targets, word }: Value, isPlain: boolean, start: number): Value {
  reader.skipLines();
  if (reader.isAtEnd) reader.refuse('SH001', start);
  const isNothing = word.pieces.length === 1 && word.pieces[0]?.type === 'parameter' && word.pieces[0].name === 'null';
  const { isAssigned } = reader;
  reader.isAssigned = true;
  const value = reader.grammar.value(reader);
  reader.isAssigned = isAssigned;
  if (targets.length === 0) reader.refuse('SH002', start);
  const isKnown = isPlain && targets.length === 1 && value.word.elements === undefined && !value.isBlock;
  for (const target of isNothing ? [] : targets) {
    const given = isKnown && target.isKnown ? value.word : unknownWord({ start, end: reader.at });
    if (target.name === null) reader.caution('SH025', start);
    else reader.emitAssignment(target.name, given, start);
  }
  return nothing(reader);
}
