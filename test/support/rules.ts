/** Asks rules files as Codex's check command does. */
import { compileCodexRules, decideMatches, matchCodexRules, type PathBase, parseRules, type RuleMatch } from '../../src/rules/index.ts';

export const BASE: PathBase = { cwd: '/lab/cwd', home: '/lab/home', platform: 'posix' };

export interface Question {
  readonly argv: readonly string[];
  readonly resolveHosts?: boolean;
  readonly base?: PathBase;
}

/** The decision and what matched, or the codes and places of what is wrong with the files. */
export type Answer = { readonly decision: string | null; readonly matches: readonly RuleMatch[] } | { readonly faults: readonly string[] };

export function ask(texts: readonly string[], { argv, resolveHosts = false, base = BASE }: Question): Answer {
  const { value, diagnostics } = parseRules(
    texts.map((text, at) => ({ source: `r${at}.rules`, text })),
    base,
  );
  if (value === null) return { faults: diagnostics.map(({ code, place }) => `${code} ${place?.source}:${place?.line}:${place?.column}`) };
  const matches = matchCodexRules(compileCodexRules(value, base.platform), argv, { ...base, resolveHosts });
  return { decision: decideMatches(matches), matches };
}

/** The messages for a text that must not load, with their help. */
export function faultsOf(...texts: readonly string[]): readonly string[] {
  const { value, diagnostics } = parseRules(texts.map((text, at) => ({ source: `r${at}.rules`, text })));
  if (value !== null) throw new Error('the text loads');
  return diagnostics.map(({ message, help }) => (help === undefined ? message : `${message} (${help})`));
}

/** Whether the files load. */
export function loads(...texts: readonly string[]): boolean {
  return parseRules(texts.map((text, at) => ({ source: `r${at}.rules`, text }))).value !== null;
}
