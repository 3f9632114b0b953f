/**
 * The policy an engine decides by, from whatever it was written in: rule objects, texts of a request, or the snapshot of all layers of a
 * machine.
 *
 * INVARIANT: immutable; rules of requirements come last, as Codex lays them over the others; a broken layer above all others leaves no
 * rules at all and forbids everything.
 */
import { type Decision, type Diagnostic, digestText, hasErrors, isDecision, type Origin, type Profile } from '../base/index.ts';
import {
  type AskedSettings,
  type DeniedRead,
  environmentNetwork,
  keptSandboxBy,
  originOf,
  type PolicySnapshot,
  type Requirements,
  resolveSettings,
  type Settings,
} from '../config/index.ts';
import type { McpSources } from '../mcp/index.ts';
import type { NetworkSettings, NetworkSources } from '../network/index.ts';
import type { PatternToken, PrefixRule, RuleSet } from '../rules/index.ts';

export interface Policy {
  readonly profile: Profile;
  readonly rules: RuleSet;
  readonly deniedReads: readonly DeniedRead[];
  /** What requirements and rules say about the network; null where they say nothing. */
  readonly network: NetworkSources | null;
  /** The network of the environment in force, instead of what settings say. */
  readonly environment: NetworkSettings | null;
  readonly mcp: McpSources;
  /** Sandbox modes that requirements leave; null where they say nothing. */
  readonly allowedModes: { readonly value: readonly string[]; readonly origin: Origin } | null;
  readonly restriction: PolicySnapshot['restriction'];
  /** The requirement that keeps every command in the sandbox; null where a rule may lift it. */
  readonly keptSandboxBy: Origin | null;
  /** A layer is broken, so what is in force is not what its files say; every answer says so. */
  readonly stale?: boolean;
  /** What configuration and requirements make of the settings asked for; null where the policy has no configuration. */
  readonly settings: ((asked: AskedSettings) => { value: Settings | null; diagnostics: readonly Diagnostic[] }) | null;
  /** Files and folders that decide about policy: protected. */
  readonly policyPaths: readonly string[];
  readonly fingerprint: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule as library users write it. */
export interface RuleInput {
  /** Each position a word, a list of alternatives, or `{ any, subtokens }`. */
  readonly pattern: readonly (string | readonly string[] | { readonly any: readonly string[]; readonly subtokens?: readonly string[] })[];
  readonly decision?: Decision;
  readonly justification?: string;
  readonly id?: string;
  readonly expires?: string;
  readonly canonical?: boolean;
  readonly conditions?: PrefixRule['conditions'];
  /** The rule also takes the command out of the sandbox, where requirements permit that. */
  readonly sandbox?: 'off';
}

export interface ParsedPolicy {
  /** Null where a diagnostic is an error. */
  readonly value: Policy | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A policy of rule objects alone; `source` names it in answers. */
export function parsePolicy(rules: readonly RuleInput[], source = 'rules'): ParsedPolicy {
  const diagnostics: Diagnostic[] = [];
  const prefixRules = rules.map((rule, i) => parseRule(rule, i, source, diagnostics));
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const ruleSet: RuleSet = { prefixRules: prefixRules.flatMap((rule) => rule ?? []), networkRules: [], hostExecutables: [] };
  return { value: policyOfRules(ruleSet, digestText(JSON.stringify(rules))), diagnostics };
}

/** A policy of parsed rules, without configuration. */
export function policyOfRules(rules: RuleSet, fingerprint: string): Policy {
  return {
    profile: 'strict',
    rules,
    deniedReads: [],
    network: null,
    environment: null,
    mcp: NO_MCP,
    allowedModes: null,
    restriction: 'none',
    keptSandboxBy: null,
    settings: null,
    policyPaths: [],
    fingerprint,
    diagnostics: [],
  };
}

/** Nothing is said about MCP. */
const NO_MCP: McpSources = { profile: 'strict', requirements: null, rules: [], modes: [], lock: null, regex: null };

/** Rule objects are numbered from 1: that is their line. */
function parseRule(rule: RuleInput, index: number, source: string, diagnostics: Diagnostic[]): PrefixRule | null {
  const place = { source, line: index + 1, column: 1 };
  const fail = (message: string, help: string): null => {
    diagnostics.push({ code: 'RL005', severity: 'error', message: `rule ${index + 1}: ${message}`, place, help });
    return null;
  };
  const pattern = (Array.isArray(rule.pattern) ? rule.pattern : []).map(parseToken);
  if (pattern.length === 0) return fail('the pattern is empty', 'give at least the name of a program');
  if (pattern.includes(null)) return fail('a token is neither a word nor a list of words', "write 'push' or ['push', 'fetch']");
  if (rule.decision !== undefined && !isDecision(rule.decision))
    return fail(`\`${String(rule.decision)}\` is no decision`, 'use allow, prompt or forbidden');
  if (rule.justification !== undefined && rule.justification.trim() === '')
    return fail('the justification is blank', 'say why, or leave it out');
  if (rule.expires !== undefined && !/^\d{4}-\d\d-\d\d$/.test(rule.expires))
    return fail(`\`${rule.expires}\` is no date`, 'write it as 2027-01-31');
  if (rule.sandbox !== undefined && (rule.sandbox !== 'off' || (rule.decision ?? 'allow') !== 'allow'))
    return fail('`sandbox` can only be `off`, in a rule that allows', 'leave it out');
  const { decision = 'allow', justification, id, expires, canonical, conditions, sandbox } = rule;
  return {
    // Not spread: a list made by spreading has room for sixteen more.
    pattern: pattern as unknown as PrefixRule['pattern'],
    decision,
    origin: place,
    ...(justification === undefined ? {} : { justification }),
    ...(id === undefined ? {} : { id }),
    ...(expires === undefined ? {} : { expires }),
    ...(canonical === undefined ? {} : { canonical }),
    ...(conditions === undefined ? {} : { conditions }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}

function parseToken(token: RuleInput['pattern'][number]): PatternToken | null {
  const { any, subtokens } =
    typeof token === 'string'
      ? { any: [token], subtokens: undefined }
      : isTokenObject(token)
        ? token
        : { any: token, subtokens: undefined };
  if (!Array.isArray(any) || any.length === 0 || !any.every((word) => typeof word === 'string')) return null;
  const words = any as unknown as PatternToken['any'];
  return subtokens === undefined ? { any: words } : { any: words, subtokens };
}

function isTokenObject(
  token: RuleInput['pattern'][number],
): token is { readonly any: readonly string[]; readonly subtokens?: readonly string[] } {
  return typeof token === 'object' && token !== null && !Array.isArray(token);
}

/** The policy of a machine. */
export function policyOfSnapshot(snapshot: PolicySnapshot): Policy {
  const stale = snapshot.layers.some(({ state }) => state === 'broken');
  return joinPolicy({ ...snapshot, rules: joinRules(snapshot.rules.map((layer) => layer.rules)), settings: settingsOf(snapshot), stale });
}

/** What a policy is put together from: `rules` without those of requirements. */
export interface PolicyParts
  extends Pick<PolicySnapshot, 'profile' | 'requirements' | 'config' | 'mcp' | 'restriction'>,
    Pick<Policy, 'rules' | 'settings' | 'stale' | 'policyPaths' | 'fingerprint' | 'diagnostics'> {}

/** The one place where requirements, configuration and rules become a policy. */
export function joinPolicy({ profile, requirements, config, mcp, rules, settings, ...parts }: PolicyParts): Policy {
  const environment = environmentNetwork(requirements, config);
  const broken = [...environment.diagnostics, ...profileFaults(requirements, profile)];
  const restriction = hasErrors(broken) ? 'forbid-all' : parts.restriction;
  const all = { ...rules, prefixRules: [...rules.prefixRules, ...(requirements?.rules ?? [])] };
  return {
    profile,
    rules: restriction === 'forbid-all' ? NO_RULES : all,
    deniedReads: requirements?.deniedReads ?? [],
    network: networkOf(requirements, rules, profile),
    environment: environment.value,
    mcp,
    allowedModes: allowedModesOf(requirements),
    restriction,
    keptSandboxBy: keptSandboxBy(requirements),
    settings,
    ...(parts.stale === undefined ? {} : { stale: parts.stale }),
    policyPaths: parts.policyPaths,
    fingerprint: parts.fingerprint,
    diagnostics: [...parts.diagnostics, ...broken],
  };
}

export const NO_RULES: RuleSet = { prefixRules: [], networkRules: [], hostExecutables: [] };

/** Rules of several sources, in their order. */
export function joinRules(sets: readonly RuleSet[]): RuleSet {
  return {
    prefixRules: sets.flatMap((each) => each.prefixRules),
    networkRules: sets.flatMap((each) => each.networkRules),
    hostExecutables: sets.flatMap((each) => each.hostExecutables),
  };
}

/** What the settings of requests are made from. */
export type SettingsSources = Pick<PolicySnapshot, 'config' | 'requirements' | 'trust'>;

export function settingsOf({ config, requirements, trust }: SettingsSources): Policy['settings'] {
  return requirements && ((asked) => resolveSettings({ config, requirements, trust, asked, onDisallowed: 'fallback' }));
}

/** Whether requirements lock the profile to the other one. */
function profileFaults(requirements: Requirements | null, profile: Profile): readonly Diagnostic[] {
  const locked = requirements?.table.portcullis?.profile;
  if (locked === undefined || locked === profile) return [];
  const message = `requirements lock the profile to \`${locked}\``;
  return [{ code: 'CF113', severity: 'error', message, help: `ask with the profile \`${locked}\`` }];
}

function allowedModesOf(requirements: Requirements | null): Policy['allowedModes'] {
  const value = requirements?.table.allowed_sandbox_modes;
  return value && requirements ? { value, origin: originOf(requirements, ['allowed_sandbox_modes']) } : null;
}

/** Null where nothing says anything about the network. */
function networkOf(requirements: Requirements | null, rules: RuleSet, profile: Profile): NetworkSources | null {
  const managed = requirements?.network?.managed ?? null;
  if (managed === null && rules.networkRules.length === 0) return null;
  return { profile, managed, settings: null, rules: rules.networkRules, ranges: [] };
}
