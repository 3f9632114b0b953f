/**
 * From an analysis to what Codex's rules see of a script: its plain commands, or one opaque word.
 * Reference: codex-semantics §2.2.
 */
import { once, type Span } from '../../base/index.ts';
import type { Analysis } from '../../shell/index.ts';
import type { Obstacle, ObstacleKind } from './obstacle.ts';
import { type Joint, readTokens, type WordToken } from './script-token.ts';

/** One command of a plain script, in the words that rules are matched against. */
export interface PlainCommand {
  readonly argv: readonly string[];
  readonly span: Span;
}

export type Script =
  | { readonly type: 'plain'; readonly commands: readonly PlainCommand[] }
  | { readonly type: 'opaque'; readonly obstacle: Obstacle };

/** Takes an analysed text apart as Codex does. */
export function splitScript(analysis: Analysis, text: string): Script {
  const { tokens, obstacle } = readTokens(analysis, text);
  const commands: PlainCommand[] = [];
  let words: WordToken[] = [];
  let open: Joint | null = null;
  for (const token of tokens) {
    if (token.type === 'word') {
      words.push(token);
      continue;
    }
    if (words.length > 0) {
      const fault = addCommand(words, commands);
      if (fault) return { type: 'opaque', obstacle: fault };
      words = [];
      open = token;
    } else if (token.text !== '\n') return { type: 'opaque', obstacle: { kind: 'syntax', span: token.span } };
  }
  const fault = (words.length > 0 ? addCommand(words, commands) : null) ?? obstacle;
  if (fault) return { type: 'opaque', obstacle: fault };
  if (commands.length === 0) return { type: 'opaque', obstacle: { kind: 'empty', span: { start: 0, end: text.length } } };
  if (words.length === 0 && open !== null && OPEN.has(open.text)) return { type: 'opaque', obstacle: { kind: 'syntax', span: open.span } };
  return { type: 'plain', commands };
}

/** Joints that need a command behind them. */
const OPEN: ReadonlySet<string> = new Set(['&&', '||', '|']);

function addCommand(words: readonly WordToken[], commands: PlainCommand[]): Obstacle | null {
  const [name] = words;
  if (name === undefined) return null;
  const kind = name.bare ? (RESERVED.get(name.value) ?? kindOfName(name.value) ?? kindBehindDash(words)) : 'name';
  if (kind !== null) return { kind, span: name.span };
  commands.push({ argv: words.map((word) => word.value), span: { start: name.span.start, end: words.at(-1)?.span.end ?? name.span.end } });
  return null;
}

/** What a first word is to Codex's parser other than the name of a program. */
function kindOfName(name: string): ObstacleKind | null {
  if (NUMBER.test(name)) return 'name';
  const [, mark = '', rest = ''] = NAME_MARK.exec(name.replace(optionLetters(), '')) ?? [];
  if (mark !== '' && AFTER_MARK.test(rest)) return null;
  const [, variable = '', operator = ''] = assignment().exec(rest) ?? [];
  if (operator === '' || (operator === '#' && DIGITS.test(variable))) return null;
  return operator === '=' || operator === '+=' ? 'assignment' : 'syntax';
}

/** Behind a dash alone, the parser still looks for an assignment. */
function kindBehindDash([name, word]: readonly WordToken[]): ObstacleKind | null {
  return name?.value === '-' && word?.bare === true && kindOfName(word.value) === 'assignment' ? 'assignment' : null;
}

const NUMBER = /^-?(?:0x)?[0-9]+(?:#[0-9A-Za-z@_]+)?$/;
const DIGITS = /^[0-9]+$/;
/** The parser looks for the name of a variable behind these, and fails where an assignment does not follow it. */
const optionLetters = once(() => /^-\p{L}*/u);
const NAME_MARK = /^([*@?\-0_]?)(.*)/su;
const AFTER_MARK = /^[=[:\-%#/]/;
const assignment = once(() => /^([\p{L}\p{N}_]+)(\+[=:]|[=%#@]|\?\p{L})/u);

/** Reserved where a command starts. */
const RESERVED: ReadonlyMap<string, ObstacleKind> = new Map([
  ['!', 'negation'],
  ...['declare', 'typeset', 'export', 'readonly', 'local', 'unset', 'unsetenv'].map((name) => [name, 'declaration'] as const),
  ...['if', 'while', 'until', 'for', 'select', 'case', 'function'].map((name) => [name, 'compound'] as const),
]);
