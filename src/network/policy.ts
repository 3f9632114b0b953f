/**
 * From the network settings of all layers to one compiled policy: entries that count, the table of hosts, and what holds for hosts that
 * nobody lists.
 *
 * INVARIANT: users narrow what the requirements give and never widen it. In `strict` everything that denies is kept, whoever says it; in
 * `codex` the lists are put together as Codex 0.169 does (reference: codex-semantics §4.4 and §7.5).
 */
import { type Diagnostic, hasErrors, MAX_DOMAIN_PATTERNS, MAX_LABEL_WILDCARDS, type Origin, type Profile } from '../base/index.ts';
import { ACCESS_OF, type Access, bitsOf } from './access-bits.ts';
import { DomainList, type ListEntry, type MakeNameTable } from './domain-list.ts';
import type { EgressRanges } from './egress-ranges.ts';
import { narrow } from './narrow.ts';
import { formatPattern, parsePattern } from './pattern.ts';
import type { DomainEntry, HostRule, ManagedNetwork, NetworkSettings, NetworkSources } from './settings.ts';
import { compileSockets, type SocketList } from './socket-list.ts';
import { PROTOCOLS, type Protocol } from './target.ts';

/** One entry that counts, as it is shown in explanations. */
export interface PolicyEntry {
  readonly pattern: string;
  readonly access: Access;
  /** Null: for all protocols. */
  readonly protocols: readonly Protocol[] | null;
  readonly justification?: string;
  readonly origin: Origin;
}

/** What holds for a host that no entry names. */
export type Unlisted =
  /** No policy says anything: prompt. */
  | 'unset'
  /** Network access is switched off: prompt, whatever the lists say. */
  | 'off'
  /** Plain network access without a list: allow. */
  | 'open'
  /** There is a list and the host is not on it: prompt. */
  | 'prompt'
  /** There is a list and the host is not on it: forbidden. */
  | 'forbidden';

export interface NetworkPolicy {
  readonly profile: Profile;
  /** Codex only: no proxy runs, so that lists do not count. */
  readonly enforced: boolean;
  readonly unlisted: Unlisted;
  /** Nobody can be asked: what would prompt is forbidden. */
  readonly unattended: boolean;
  /** In `strict`, with the network on, every method allowed and somebody to ask: then the list alone decides about most names. */
  readonly isPlain: boolean;
  readonly list: DomainList;
  readonly entries: readonly PolicyEntry[];
  readonly localBinding: boolean;
  readonly limited: boolean;
  /** Null: all methods. */
  readonly methods: ReadonlySet<string> | null;
  readonly sockets: SocketList;
  readonly ranges: readonly EgressRanges[];
}

export interface CompiledNetwork {
  readonly value: NetworkPolicy | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function compileNetworkPolicy(sources: NetworkSources, makeTable: MakeNameTable): CompiledNetwork {
  const { profile, settings, rules, ranges } = sources;
  const diagnostics: Diagnostic[] = [];
  const managed = readBareStars(profile, sources.managed, diagnostics);
  const closed = settings?.domains?.some(({ pattern, access }) => access === 'deny' && pattern.trim() === '*') ?? false;
  checkBareStars(profile, settings?.domains ?? [], ['deny'], diagnostics);
  const inForce = managed?.enabled ? managed : null;
  const entries = COLLECT[profile]({ managed, settings, rules });
  const compiled = compileEntries(profile, entries, diagnostics);
  const sockets = compileSockets(profile, { managed: inForce, settings }, diagnostics);
  const methods = compileMethods(inForce, settings);
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const unlisted = unlistedFor(profile, inForce, settings, closed || entries.every(({ access }) => access !== 'allow'));
  const unattended = settings?.unattended === true || managed?.unattended === true;
  const value: NetworkPolicy = {
    profile,
    enforced: profile === 'strict' || inForce !== null || (settings?.enabled === true && settings.proxied === true),
    unlisted,
    unattended,
    isPlain: profile === 'strict' && methods === null && unlisted !== 'off' && !unattended,
    list: new DomainList(compiled.list, makeTable),
    entries: compiled.entries,
    localBinding: narrow(inForce?.allowLocalBinding, settings?.allowLocalBinding),
    limited: inForce?.mode === 'limited' || settings?.mode === 'limited',
    methods,
    sockets,
    ranges,
  };
  return { value, diagnostics };
}

interface Lists {
  readonly managed: ManagedNetwork | null;
  readonly settings: NetworkSettings | null;
  readonly rules: readonly HostRule[];
}

/** Which entries count. */
const COLLECT: Readonly<Record<Profile, (lists: Lists) => PolicyEntry[]>> = { strict: collectStrict, codex: collectCodex };

/** Whatever denies, prompts or reviews counts; users' allows count unless the requirements keep the list for themselves. */
function collectStrict({ managed, settings, rules }: Lists): PolicyEntry[] {
  const isUsersAllow = ({ access }: PolicyEntry) => access === 'allow';
  const fromRequirements = (managed?.domains ?? []).map(entryOf).filter((entry) => managed?.enabled || !isUsersAllow(entry));
  const fromUsers = [...(settings?.domains ?? []).map(entryOf), ...rulesForStrict(rules)];
  const kept = isListKept(managed) ? fromUsers.filter((entry) => !isUsersAllow(entry)) : fromUsers;
  return [...fromRequirements, ...kept];
}

/** Codex: a rule replaces the user's entry with the same text, both ways; protocols do not count; prompts enter no list. */
function collectCodex({ managed, settings, rules }: Lists): PolicyEntry[] {
  const inForce = managed?.enabled ? managed : null;
  const ruled = rulesForCodex(rules);
  const hosts = new Set(ruled.map(({ pattern }) => pattern));
  const own = (settings?.domains ?? []).map(entryOf).filter(({ pattern }) => !hosts.has(pattern.trim().toLowerCase()));
  const kept = isListKept(inForce) ? [...own, ...ruled].filter(({ access }) => access !== 'allow') : [...own, ...ruled];
  return [...(inForce?.domains ?? []).map(entryOf), ...kept];
}

function isListKept(managed: ManagedNetwork | null): boolean {
  return managed?.enabled === true && managed.managedAllowedDomainsOnly === true;
}

function entryOf({ pattern, access, origin }: DomainEntry): PolicyEntry {
  return { pattern, access, protocols: null, origin };
}

function entryOfRule({ host, decision, justification, origin }: HostRule, protocols: readonly Protocol[] | null): PolicyEntry {
  return { pattern: host, access: ACCESS_OF[decision], protocols, ...(justification === undefined ? {} : { justification }), origin };
}

/**
 * Within a layer a later rule for a host replaces an earlier one, as in Codex, which ignores protocols: so what forbids counts for all of
 * them until a later rule allows one again. An allow counts for its own protocol, a prompt never lifts what is forbidden, and no layer
 * undoes another.
 */
function rulesForStrict(rules: readonly HostRule[]): PolicyEntry[] {
  const hosts = new Map<string, Map<Protocol, HostRule>>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.origin.layer, rule.host]);
    const current = hosts.get(key) ?? new Map<Protocol, HostRule>();
    hosts.set(key, current);
    for (const protocol of rule.decision === 'allow' ? [rule.protocol] : PROTOCOLS) {
      if (rule.decision !== 'prompt' || current.get(protocol)?.decision !== 'forbidden') current.set(protocol, rule);
    }
  }
  return [...hosts.values()].flatMap((byProtocol) =>
    [...new Set(byProtocol.values())].map((rule) => {
      const protocols = PROTOCOLS.filter((protocol) => byProtocol.get(protocol) === rule);
      return entryOfRule(rule, protocols.length === PROTOCOLS.length ? null : protocols);
    }),
  );
}

/** The last rule for a host counts, for all protocols; prompts are no rules here. */
function rulesForCodex(rules: readonly HostRule[]): PolicyEntry[] {
  const last = new Map<string, HostRule>();
  for (const rule of rules) if (rule.decision !== 'prompt') last.set(rule.host, rule);
  return [...last.values()].map((rule) => entryOfRule(rule, null));
}

function unlistedFor(profile: Profile, managed: ManagedNetwork | null, settings: NetworkSettings | null, blocked: boolean): Unlisted {
  if (managed) {
    if (managed.managedAllowedDomainsOnly === true) return 'forbidden';
    return blocked && profile === 'strict' ? 'forbidden' : 'prompt';
  }
  if (!settings) return profile === 'strict' ? 'unset' : 'off';
  if (!settings.enabled) return 'off';
  return settings.domains === null && !settings.proxied ? 'open' : 'forbidden';
}

function compileMethods(managed: NetworkSettings | null, settings: NetworkSettings | null): ReadonlySet<string> | null {
  const lists = [managed, settings].flatMap((layer) => (layer?.methods ? [layer.methods] : []));
  if (managed?.mode === 'limited' || settings?.mode === 'limited') lists.push(LIMITED_METHODS);
  const [first, ...others] = lists;
  return first ? new Set(first.filter((method) => others.every((list) => list.includes(method)))) : null;
}

const LIMITED_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Bare stars among managed domains: in `strict` a denied one stands for "only what is listed"; everything else is an error. */
function readBareStars(profile: Profile, managed: ManagedNetwork | null, diagnostics: Diagnostic[]): ManagedNetwork | null {
  if (!managed) return null;
  const isDeniedStar = ({ pattern, access }: DomainEntry) => access === 'deny' && pattern.trim() === '*';
  checkBareStars(profile, managed.domains ?? [], ['allow', 'deny'], diagnostics);
  if (profile === 'codex' || !managed.domains?.some(isDeniedStar)) return managed;
  return { ...managed, managedAllowedDomainsOnly: true, domains: managed.domains.filter((entry) => !isDeniedStar(entry)) };
}

/** What is wrong with the managed network of requirements, before any other layer is looked at. */
export function checkManagedNetwork(profile: Profile, managed: ManagedNetwork): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  checkBareStars(profile, managed.domains ?? [], ['allow', 'deny'], diagnostics);
  compileEntries(profile, (managed.domains ?? []).map(entryOf), diagnostics);
  compileSockets(profile, { managed, settings: null }, diagnostics);
  return diagnostics;
}

/** Says what a bare `*` means, for the kinds of entries where it is not simply "every host". */
function checkBareStars(
  profile: Profile,
  entries: readonly DomainEntry[],
  kinds: readonly DomainEntry['access'][],
  diagnostics: Diagnostic[],
): void {
  for (const { pattern, access, origin } of entries) {
    if (pattern.trim() !== '*' || !kinds.includes(access)) continue;
    if (profile === 'strict' && access === 'deny') {
      const message = 'a bare `*` among the denied domains is read as: only what is listed is allowed';
      diagnostics.push({ code: 'NW041', severity: 'warning', message, place: origin, help: 'write `managed_allowed_domains_only = true`' });
    } else {
      const message = `a bare \`*\` must not be ${access === 'deny' ? 'denied' : 'allowed'} here`;
      diagnostics.push({ code: 'NW040', severity: 'error', message, place: origin, help: 'list exact hosts or scoped wildcards' });
    }
  }
}

/** Parses the patterns. In `codex` a malformed one is reported and matches nothing, as there. */
function compileEntries(profile: Profile, entries: readonly PolicyEntry[], diagnostics: Diagnostic[]) {
  const list: ListEntry[] = [];
  const kept: PolicyEntry[] = [];
  let wildcards = 0;
  for (const entry of entries) {
    if (entry.access === 'deny' && entry.pattern.trim() === '*') continue;
    const pattern = parsePattern(entry.pattern);
    if (pattern.type === 'refused') {
      diagnostics.push(badPattern(profile, entry, pattern.problem, pattern.help));
      continue;
    }
    if (pattern.type === 'labels') wildcards++;
    list.push({ pattern, bits: bitsOf(entry.access, entry.protocols) });
    kept.push({ ...entry, pattern: formatPattern(pattern) });
  }
  if (list.length > MAX_DOMAIN_PATTERNS) diagnostics.push(tooMany('NW043', MAX_DOMAIN_PATTERNS, 'domain patterns'));
  if (wildcards > MAX_LABEL_WILDCARDS) diagnostics.push(tooMany('NW044', MAX_LABEL_WILDCARDS, 'patterns with a wildcard inside a label'));
  return { list, entries: kept };
}

function badPattern(profile: Profile, { pattern, origin }: PolicyEntry, problem: string, help: string): Diagnostic {
  const severity = profile === 'strict' ? 'error' : 'warning';
  return { code: 'NW042', severity, message: `the domain pattern \`${pattern}\` ${problem}`, place: origin, help };
}

function tooMany(code: 'NW043' | 'NW044', limit: number, what: string): Diagnostic {
  return { code, severity: 'error', message: `more than ${limit} ${what}`, help: 'use `**.domain` for whole domains' };
}
