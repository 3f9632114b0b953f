/**
 * Matchers over one text (`{match = "exact" | "prefix", value}`, `{match = "regex", expression}`), as requirements and tool rules use them.
 */
import { type Diagnostic, MAX_MCP_VALUE_LENGTH, type Origin } from '../base/index.ts';
import type { RegexEngine } from './regex-engine.ts';

export type ValueMatcher =
  | { readonly match: 'exact' | 'prefix'; readonly value: string }
  | { readonly match: 'regex'; readonly expression: string };

export type CompiledMatcher = (text: string) => boolean;

/** What a matcher is about and where it stands, for messages. */
export interface MatcherPlace {
  readonly what: string;
  readonly origin: Origin;
}

/** A text over the bound matches nothing. Null where a regular expression is refused; a diagnostic says why. */
export function compileMatcher(
  matcher: ValueMatcher,
  { what, origin }: MatcherPlace,
  regex: RegexEngine,
  diagnostics: Diagnostic[],
): CompiledMatcher | null {
  if (matcher.match !== 'regex') {
    const { match, value } = matcher;
    return bounded((text) => (match === 'exact' ? text === value : text.startsWith(value)));
  }
  const compiled = regex(matcher.expression);
  if (compiled.type === 'regex') return bounded(compiled.matches);
  const message = `the regular expression for ${what} ${compiled.problem}`;
  const help = 'write it in RE2 syntax, or use `exact` or `prefix`';
  diagnostics.push({ code: compiled.code, severity: 'error', message, place: origin, help });
  return null;
}

function bounded(matches: CompiledMatcher): CompiledMatcher {
  return (text) => text.length <= MAX_MCP_VALUE_LENGTH && matches(text);
}

/** Whether any of the matchers needs an engine for regular expressions. */
export function hasRegex(matchers: Iterable<ValueMatcher>): boolean {
  for (const { match } of matchers) if (match === 'regex') return true;
  return false;
}
