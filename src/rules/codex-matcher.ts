/**
 * Which rules match a command, and what they say together, exactly as Codex answers it.
 *
 * INVARIANT: every matching rule counts and the strictest decides. Rules for the path as written hide those for its base name, also
 * where they are weaker: that is Codex, and only this matcher does it (reference: codex-semantics §1.4, §1.5, §4.2).
 */
import { type Decision, strictest } from '../base/index.ts';
import type { HostExecutable, PatternToken, PrefixRule, RuleSet } from './prefix-rule.ts';
import {
  baseName,
  fileName,
  isAbsolutePath,
  normalisePath,
  type PathBase,
  type Platform,
  programKey,
  resolveProgram,
} from './program-path.ts';

/** One rule that matches, and how. */
export interface RuleMatch {
  readonly rule: PrefixRule;
  /** The words that matched; a program found by its base name is given as that. */
  readonly matchedPrefix: readonly string[];
  /** The absolute path, where the program was found by its base name. */
  readonly resolvedProgram?: string;
}

export interface CodexMatcherOptions extends PathBase {
  /** Whether `/usr/bin/git` may be matched by a rule for `git`: as the engine of Codex does, and its check command only when asked. */
  readonly resolveHosts: boolean;
}

/** A rule under one of the programs that its first token names. */
interface Entry {
  readonly rule: PrefixRule;
  readonly rest: readonly PatternToken[];
}

type Table = ReadonlyMap<string, readonly Entry[]>;

export interface CodexRules {
  readonly byProgram: Table;
  /** Rules without regard to case: by folded base name, or by absolute path. */
  readonly canonical: Table;
  readonly hosts: ReadonlyMap<string, HostExecutable>;
  readonly order: ReadonlyMap<PrefixRule, number>;
}

/** Prepares a rule set for {@link matchCodexRules}. */
export function compileCodexRules({ prefixRules, hostExecutables }: Omit<RuleSet, 'networkRules'>, platform: Platform): CodexRules {
  const hosts = new Map<string, HostExecutable>();
  addHosts(hosts, hostExecutables, platform);
  return { ...compilePrograms(prefixRules, platform), hosts, order: new Map(prefixRules.map((rule, at) => [rule, at])) };
}

/** A later entry for a name replaces the earlier. */
export function addHosts(hosts: Map<string, HostExecutable>, added: readonly HostExecutable[], platform: Platform): void {
  for (const each of added) hosts.set(programKey(each.name, platform), each);
}

/** The tables of programs alone. */
export function compilePrograms(prefixRules: readonly PrefixRule[], platform: Platform): Pick<CodexRules, 'byProgram' | 'canonical'> {
  const byProgram = new Map<string, Entry[]>();
  const canonical = new Map<string, Entry[]>();
  for (const rule of prefixRules) {
    const [first, ...rest] = rule.pattern;
    for (const program of first.any) {
      if (rule.canonical) addTo(canonical, canonicalKey(program, platform), { rule, rest });
      else addTo(byProgram, program, { rule, rest });
    }
  }
  return { byProgram, canonical };
}

function addTo(table: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = table.get(key);
  if (known) known.push(entry);
  else table.set(key, [entry]);
}

function canonicalKey(program: string, platform: Platform): string {
  if (isAbsolutePath(program, platform)) return normalisePath(program, platform) ?? program;
  return fold(programKey(program, platform));
}

function fold(text: string): string {
  return text.toLowerCase();
}

/** All rules that match, in the order they were added. */
export function matchCodexRules(rules: CodexRules, argv: readonly string[], options: CodexMatcherOptions): readonly RuleMatch[] {
  const [program, ...words] = argv;
  if (program === undefined) return [];
  const exact = matchEntries(rules.byProgram.get(program), program, words, isSame);
  const plain = exact.length > 0 || !options.resolveHosts ? exact : matchByBaseName(rules, program, words, options);
  const folded = rules.canonical.size === 0 ? [] : matchCanonical(rules, program, words, options);
  if (folded.length === 0) return plain;
  const orderOf = ({ rule }: RuleMatch): number => rules.order.get(rule) ?? 0;
  return [...plain, ...folded].sort((a, b) => orderOf(a) - orderOf(b));
}

function matchByBaseName(
  { byProgram, hosts }: CodexRules,
  program: string,
  words: readonly string[],
  options: CodexMatcherOptions,
): readonly RuleMatch[] {
  const path = resolveProgram(program, options);
  const name = path === null ? null : baseName(path, options.platform);
  if (path === null || name === null) return [];
  const key = programKey(name, options.platform);
  const host = hosts.get(key);
  if (host && !host.paths.some((each) => isSamePath(each, path, options.platform))) return [];
  return matchEntries(byProgram.get(key), key, words, isSame).map((match) => ({ ...match, resolvedProgram: path }));
}

/** Windows does not tell paths apart by case. */
function isSamePath(a: string, b: string, platform: Platform): boolean {
  return platform === 'windows' ? fold(a) === fold(b) : a === b;
}

/** A rule for an absolute path holds for that path alone, any other for the base name wherever it lies. */
function matchCanonical(
  { canonical }: CodexRules,
  program: string,
  words: readonly string[],
  { platform }: CodexMatcherOptions,
): readonly RuleMatch[] {
  const path = normalisePath(program, platform);
  const name = fileName(path ?? program, platform);
  const byPath = path === null ? [] : matchEntries(canonical.get(path), program, words, isSameFolded);
  const byName = name === null ? [] : matchEntries(canonical.get(fold(programKey(name, platform))), program, words, isSameFolded);
  return [...byPath, ...byName];
}

function isSame(wanted: string, word: string): boolean {
  return wanted === word;
}

function isSameFolded(wanted: string, word: string): boolean {
  return fold(wanted) === fold(word);
}

function matchEntries(
  entries: readonly Entry[] | undefined,
  program: string,
  words: readonly string[],
  same: (wanted: string, word: string) => boolean,
): readonly RuleMatch[] {
  const matches: RuleMatch[] = [];
  for (const { rule, rest } of entries ?? []) {
    if (rest.length > words.length) continue;
    const holds = rest.every(({ any }, at) => any.some((wanted) => same(wanted, words[at] ?? '')));
    if (holds) matches.push({ rule, matchedPrefix: [program, ...words.slice(0, rest.length)] });
  }
  return matches;
}

/** What the matches say together; null where there are none. */
export function decideMatches(matches: readonly RuleMatch[]): Decision | null {
  return matches.reduce<Decision | null>((known, { rule }) => (known === null ? rule.decision : strictest(known, rule.decision)), null);
}
