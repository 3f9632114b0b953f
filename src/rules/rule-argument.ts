/**
 * Reads the arguments of the rule functions: from values of the language to parts of a rule, or a fault at the argument.
 *
 * Reference: codex-semantics §1.2. What Codex refuses is refused here, with what to write instead.
 */
import { closest, DECISIONS, type Decision, isDecision, MAX_QUOTED_TEXT, MAX_QUOTED_WORDS, type Span } from '../base/index.ts';
import type { PatternToken } from './prefix-rule.ts';
import type { Example } from './rule-draft.ts';
import { splitShellWords } from './shell-words.ts';
import { Fault } from './starlark/fault.ts';
import { argumentSpan, type Machine } from './starlark/machine.ts';
import { oneLine } from './starlark/one-line.ts';
import { isWhiteSpace, trimText } from './starlark/text-trim.ts';
import { isList, type List, typeName, type Value } from './starlark/value.ts';

/** An argument that was given, and how to find where it is written. */
export interface Given<T extends Value = Value> {
  readonly machine: Machine;
  readonly value: T;
  readonly name: string;
  readonly span: (...path: readonly number[]) => Span;
}

/** The argument at a position of the function's parameters; null where none was given. The type was checked before. */
export function given<T extends Value>(
  machine: Machine,
  bound: readonly (Value | undefined)[],
  index: number,
  name: string,
): Given<T> | null {
  const value = bound[index];
  if (value === undefined) return null;
  if (typeof value === 'string') machine.budget.characters(value.length);
  return { machine, value: value as T, name, span: (...path) => argumentSpan(machine, name, index, path) };
}

export function ruleFault(message: string, span: Span, help?: string): Fault {
  return new Fault('RL005', message, help === undefined ? { span } : { span, help });
}

const PREFIX_DECISIONS: ReadonlyMap<string, string> = new Map([
  ['deny', 'forbidden'],
  ['denied', 'forbidden'],
  ['block', 'forbidden'],
  ['reject', 'forbidden'],
  ['ask', 'prompt'],
  ['prompt-user', 'prompt'],
  ['confirm', 'prompt'],
]);

export function readDecision({ value, span }: Given<string>): Decision {
  if (isDecision(value)) return value;
  const meant = PREFIX_DECISIONS.get(value.toLowerCase()) ?? closest(value, DECISIONS);
  const help = meant === null ? 'the decisions are `allow`, `prompt` and `forbidden`' : `did you mean \`${meant}\`?`;
  throw ruleFault(`\`${shorten(value)}\` is not a decision`, span(), help);
}

export function readJustification({ value, span }: Given<string>): string {
  if (trimText(value, isWhiteSpace) !== '') return value;
  throw ruleFault('the justification is blank', span(), 'say why, or leave it out');
}

/** Words of a file in a message. */
export function describeWords(words: readonly string[]): string {
  const shown = words.slice(0, MAX_QUOTED_WORDS).map((word) => shorten(word));
  return shorten(shown.join(' '));
}

/** Text of a file in a message, which stays one line of bearable length. */
export function shorten(text: string): string {
  return oneLine(text, MAX_QUOTED_TEXT);
}

/** All positions of a pattern. */
export function readPattern({ value, span }: Given<List>): [PatternToken, ...PatternToken[]] {
  const tokens = value.content.map((item, at) => readToken(item, at, span));
  if (isFilled(tokens)) return tokens;
  throw ruleFault('the pattern is empty', span(), 'name at least the program: `["git"]`');
}

/** A list that is returned as it is takes a quarter of the memory of one made by spreading, which has room for more. */
function isFilled<T>(list: T[]): list is [T, ...T[]] {
  return list.length > 0;
}

function readToken(item: Value, at: number, span: Given['span']): PatternToken {
  if (typeof item === 'string') return { any: [item] };
  if (!isList(item)) {
    throw ruleFault(`a token of the pattern is of type \`${typeName(item)}\``, span(at), 'a token is a text or a list of texts');
  }
  const any = item.content.map((each, i) => readAlternative(each, () => span(at, i)));
  if (isFilled(any)) return { any };
  throw ruleFault('a token of the pattern has no alternatives', span(at), 'name at least one, or remove the list');
}

function readAlternative(item: Value, span: () => Span): string {
  if (typeof item === 'string') return item;
  throw ruleFault(`an alternative of the pattern is of type \`${typeName(item)}\``, span(), 'an alternative is a text');
}

/** The commands under `match` or `not_match`. */
export function readExamples(examples: Given<List> | null): readonly Example[] {
  return examples === null ? [] : examples.value.content.map((item, at) => readExample(examples, item, at));
}

function readExample({ machine, span }: Given<List>, item: Value, at: number): Example {
  machine.budget.step();
  if (typeof item === 'string') {
    machine.budget.text(item.length);
    machine.budget.characters(item.length);
    return { argv: readCommand(item, span(at)), span: span(at) };
  }
  if (!isList(item)) {
    throw ruleFault(`an example is of type \`${typeName(item)}\``, span(at), 'an example is a command as a text or as a list of words');
  }
  if (item.content.length === 0) throw ruleFault('an example has no words', span(at), 'write a command, or remove it');
  machine.budget.elements(item.content.length);
  return { argv: item.content.map((word, i) => readWord(word, () => span(at, i))), span: span(at) };
}

function readCommand(text: string, span: Span): readonly string[] {
  const words = splitShellWords(text);
  if (words === null) throw ruleFault('a quote or backslash of the example is left open', span, 'close it, or write a list of words');
  if (words.length === 0) throw ruleFault('an example has no words', span, 'write a command, or remove it');
  return words;
}

function readWord(word: Value, span: () => Span): string {
  if (typeof word === 'string') return word;
  throw ruleFault(`a word of an example is of type \`${typeName(word)}\``, span(), 'words are texts');
}

/** A list of texts. */
export function readTexts({ machine, value, name, span }: Given<List>): readonly string[] {
  return value.content.map((item, at) => {
    machine.budget.step();
    if (typeof item === 'string') {
      machine.budget.characters(item.length);
      return item;
    }
    throw ruleFault(`\`${name}\` holds a value of type \`${typeName(item)}\``, span(at), 'write texts');
  });
}
