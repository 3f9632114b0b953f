/**
 * Matchers over one text (`{match = "exact" | "prefix", value}`, `{match = "regex", expression}`), as requirements and tool rules use them.
 */
import { type Code, MAX_MCP_VALUE_LENGTH } from '../base/index.ts';
import type { RegexEngine } from './regex-engine.ts';

export type ValueMatcher =
  | { readonly match: 'exact' | 'prefix'; readonly value: string }
  | { readonly match: 'regex'; readonly expression: string };

export type CompiledMatcher =
  | { readonly type: 'matcher'; readonly matches: (text: string) => boolean }
  | { readonly type: 'refused'; readonly code: Code; readonly problem: string };

/** A text over the bound matches nothing. */
export function compileMatcher(matcher: ValueMatcher, regex: RegexEngine): CompiledMatcher {
  if (matcher.match === 'regex') {
    const compiled = regex(matcher.expression);
    return compiled.type === 'refused' ? compiled : bounded(compiled.matches);
  }
  const { match, value } = matcher;
  return bounded((text) => (match === 'exact' ? text === value : text.startsWith(value)));
}

function bounded(matches: (text: string) => boolean): CompiledMatcher {
  return { type: 'matcher', matches: (text) => text.length <= MAX_MCP_VALUE_LENGTH && matches(text) };
}

/** Whether any of the matchers needs an engine for regular expressions. */
export function hasRegex(matchers: Iterable<ValueMatcher>): boolean {
  for (const { match } of matchers) if (match === 'regex') return true;
  return false;
}
