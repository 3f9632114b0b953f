/**
 * Rules as rows of JSON, a third as long as the rules themselves: what they have in common (files, layers) is said once.
 *
 * INVARIANT: `readRows(rowsOf(rules))` equals the rules; whoever keeps them compares.
 */
import { DECISIONS } from '../base/index.ts';
import type { PatternToken, PrefixRule } from '../rules/index.ts';

/** A word, alternatives, or a token with more to it. */
type Token = string | readonly string[] | PatternToken;

type Row = readonly [
  tokens: readonly Token[],
  decision: number,
  file: number,
  line: number,
  column: number,
  more?: Omit<PrefixRule, 'pattern' | 'decision' | 'origin'>,
];

export interface RuleRows {
  /** Files and layers of the origins. */
  readonly files: readonly (readonly [source: string, layer?: string])[];
  readonly rows: readonly Row[];
}

export function rowsOf(rules: readonly PrefixRule[]): RuleRows {
  const files = new Map<string, number>();
  const rows = rules.map(({ pattern, decision, origin, ...more }): Row => {
    const { source, line, column, layer } = origin;
    const file = JSON.stringify(layer === undefined ? [source] : [source, layer]);
    if (!files.has(file)) files.set(file, files.size);
    const row = [pattern.map(tokenOf), DECISIONS.indexOf(decision), files.get(file) ?? 0, line, column] as const;
    return Object.keys(more).length === 0 ? row : [...row, more];
  });
  return { files: [...files.keys()].map((each) => JSON.parse(each)), rows };
}

function tokenOf(token: PatternToken): Token {
  if (token.subtokens !== undefined) return token;
  return token.any.length === 1 ? token.any[0] : token.any;
}

export function readRows({ files, rows }: RuleRows): PrefixRule[] {
  return rows.map(([tokens, decision, file, line, column, more]): PrefixRule => {
    const [source = '', layer] = files[file] ?? [];
    const pattern = tokens.map(readToken) as unknown as PrefixRule['pattern'];
    const origin = layer === undefined ? { source, line, column } : { source, line, column, layer };
    const rule = { pattern, decision: DECISIONS[decision] ?? 'forbidden', origin };
    return more === undefined ? rule : { ...rule, ...more };
  });
}

function readToken(token: Token): PatternToken {
  if (typeof token === 'string') return { any: [token] };
  return Array.isArray(token) ? { any: token as unknown as PatternToken['any'] } : (token as PatternToken);
}
