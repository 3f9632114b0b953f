/**
 * Regular expressions of policies, matched in time linear in the value by RE2JS, which is loaded only where a policy has one.
 *
 * INVARIANT: an expression covers the whole value or nothing; its length and the program it compiles to are bounded
 * (docs/mcp.md lists what the syntax has not: lookaround and backreferences).
 */
import { type Code, MAX_REGEX_LENGTH, MAX_REGEX_PROGRAM } from '../base/index.ts';

export type CompiledRegex =
  | { readonly type: 'regex'; readonly matches: (value: string) => boolean }
  | { readonly type: 'refused'; readonly code: Code; readonly problem: string };

/** Compiles one expression. */
export type RegexEngine = (expression: string) => CompiledRegex;

export async function loadRegexEngine(): Promise<RegexEngine> {
  const { RE2JS } = await import('re2js');
  return (expression) => {
    if (expression.length > MAX_REGEX_LENGTH) return refuse('MC032', `is longer than ${MAX_REGEX_LENGTH} characters`);
    try {
      const compiled = RE2JS.compile(expression);
      if (compiled.programSize() > MAX_REGEX_PROGRAM) return refuse('MC032', `compiles to more than ${MAX_REGEX_PROGRAM} steps`);
      return { type: 'regex', matches: (value) => compiled.testExact(value) };
    } catch (error) {
      return refuse('MC031', `is not a regular expression (${(error as Error).message.replace(/^error parsing regexp: /, '')})`);
    }
  };
}

/** Stands in where no policy has an expression: refuses any. */
export const NO_REGEX_ENGINE: RegexEngine = () => refuse('MC031', 'needs the engine for regular expressions, which was not loaded');

function refuse(code: Code, problem: string): CompiledRegex {
  return { type: 'refused', code, problem };
}
