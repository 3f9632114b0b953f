/**
 * From the texts of `.rules` files to one rule set, or to what is wrong with them.
 *
 * INVARIANT: nothing is half loaded; one faulty file or example, and there are no rules. Files run one after the other in the given order
 * and share rules and host executables, but no variables (reference: codex-semantics §1.2, §1.5).
 */
import {
  type Diagnostic,
  formatExcerpt,
  LineIndex,
  MAX_FILE_DIAGNOSTICS,
  MAX_QUOTED_ALTERNATIVES,
  MAX_RULES,
  type Profile,
} from '../base/index.ts';
import { addHosts, type CodexRules, compilePrograms, matchCodexRules } from './codex-matcher.ts';
import { hostExecutableFunction } from './host-executable-function.ts';
import { networkRuleFunction } from './network-rule-function.ts';
import type { HostExecutable, PrefixRule, RuleSet } from './prefix-rule.ts';
import { portcullisRuleFunction, prefixRuleFunction } from './prefix-rule-function.ts';
import type { PathBase } from './program-path.ts';
import { describeWords, shorten } from './rule-argument.ts';
import type { Example, RuleCall, RulesDraft } from './rule-draft.ts';
import { runRulesFile } from './starlark/run.ts';

export interface RulesFile {
  /** Name for people, usually the path. */
  readonly source: string;
  readonly text: string;
  /** Name of the policy layer, for people. */
  readonly layer?: string;
}

export interface ParsedRules {
  /** Null wherever a diagnostic is an error. */
  readonly value: RuleSet | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParseRulesOptions extends Partial<PathBase> {
  /** `ignored`: examples are read but not checked, for a file that is looked at apart from those it belongs to. */
  readonly examples?: 'checked' | 'ignored';
  /** To Codex, what is ours does not exist. */
  readonly profile?: Profile;
}

/** Where relative programs of examples start unless said otherwise. */
const ROOT: PathBase = { cwd: '/', home: null, platform: 'posix' };

/** Reads all files; every faulty file is reported. */
export function parseRules(
  files: readonly RulesFile[],
  { examples = 'checked', profile = 'strict', ...given }: ParseRulesOptions = {},
): ParsedRules {
  const base = { ...ROOT, ...given };
  const diagnostics: Diagnostic[] = [];
  const drafts: RulesDraft[] = [];
  const hosts = new Map<string, HostExecutable>();
  for (const file of files) {
    const draft = openDraft(file, base);
    const functions = RULE_FUNCTIONS[profile].map((make) => make(draft));
    const faults = runRulesFile(file, functions);
    drafts.push(draft);
    addHosts(hosts, draft.hostExecutables, base.platform);
    diagnostics.push(...(faults.length > 0 || examples === 'ignored' ? faults : checkExamples(draft, hosts)));
  }
  const value = mergeDrafts(drafts);
  if (diagnostics.length === 0 && countRules(value) > MAX_RULES) diagnostics.push(tooManyRules());
  return diagnostics.length > 0 ? { value: null, diagnostics } : { value, diagnostics };
}

const CODEX_FUNCTIONS = [prefixRuleFunction, networkRuleFunction, hostExecutableFunction];
const RULE_FUNCTIONS = { codex: CODEX_FUNCTIONS, strict: [...CODEX_FUNCTIONS, portcullisRuleFunction] } as const;

function openDraft({ source, text, layer }: RulesFile, base: PathBase): RulesDraft {
  return { source, layer, base, lines: new LineIndex(text), calls: [], networkRules: [], hostExecutables: [] };
}

function mergeDrafts(drafts: readonly RulesDraft[]): RuleSet {
  return {
    prefixRules: drafts.flatMap(({ calls }) => calls.map(({ rule }) => rule)),
    networkRules: drafts.flatMap(({ networkRules }) => networkRules),
    hostExecutables: drafts.flatMap(({ hostExecutables }) => hostExecutables),
  };
}

function countRules({ prefixRules, networkRules, hostExecutables }: RuleSet): number {
  return prefixRules.length + networkRules.length + hostExecutables.length;
}

function tooManyRules(): Diagnostic {
  return {
    code: 'RL009',
    severity: 'error',
    message: `the rules files together make more than ${MAX_RULES} rules`,
    help: 'remove what is generated',
  };
}

/** An example that its rule does not answer as it says. */
interface Miss {
  readonly call: RuleCall;
  readonly example: Example;
  readonly under: 'match' | 'not_match';
}

/** Each example against the rule it stands with, and every host executable that is known by now. */
function checkExamples(draft: RulesDraft, hosts: CodexRules['hosts']): readonly Diagnostic[] {
  const misses = draft.calls.flatMap((call) => findMisses(call, hosts, draft.base));
  const shown = misses.slice(0, MAX_FILE_DIAGNOSTICS).map((miss) => describeMiss(draft, miss));
  const hidden = misses.length - shown.length;
  if (hidden === 0) return shown;
  return [...shown, { code: 'CF015', severity: 'warning', message: `${hidden} more faults in \`${draft.source}\`` }];
}

function findMisses(call: RuleCall, hosts: CodexRules['hosts'], base: PathBase): readonly Miss[] {
  if (call.matching.length + call.notMatching.length === 0) return [];
  const rules = { ...compilePrograms([call.rule], base.platform), hosts, order: new Map<PrefixRule, number>() };
  const matches = ({ argv }: Example): boolean => matchCodexRules(rules, argv, { ...base, resolveHosts: true }).length > 0;
  return [
    ...call.notMatching.filter(matches).map((example) => ({ call, example, under: 'not_match' }) as const),
    ...call.matching.filter((example) => !matches(example)).map((example) => ({ call, example, under: 'match' }) as const),
  ];
}

function describeMiss({ source, lines }: RulesDraft, { call, example, under }: Miss): Diagnostic {
  const { span } = example;
  const { code, verb, help } = MISSES[under];
  return {
    code,
    severity: 'error',
    message: `the rule ${describeRule(call)} ${verb} \`${describeWords(example.argv)}\`, which stands under \`${under}\``,
    place: { source, ...lines.locate(span.start) },
    end: lines.locate(span.end),
    excerpt: formatExcerpt(lines, span),
    help,
  };
}

const MISSES = {
  match: { code: 'RL006', verb: 'does not match', help: 'the words must begin with those of the pattern, in their order and spelling' },
  not_match: { code: 'RL007', verb: 'matches', help: 'make the pattern longer, or remove the example' },
} as const;

function describeRule({ rule }: RuleCall): string {
  return `\`${describeWords(rule.pattern.map(({ any }) => any.slice(0, MAX_QUOTED_ALTERNATIVES).map(shorten).join('|')))}\``;
}
