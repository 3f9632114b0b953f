/**
 * Rules compiled into the core, and what matches an argv in them.
 *
 * Plain prefix rules stand in the core's trie. Rules that need more hang on their program's node as "slow" and are tried one by one.
 * INVARIANT: `match` reports what a linear pass over the rules would, in their order; the trie only finds candidates faster.
 */
import { MAX_TABLE_SEEDS, MAX_TOKEN_BYTES } from '../base/index.ts';
import { type Core, POLICY_START, writeText } from '../shell/index.ts';
import { type CompiledFault, loadArena, saveArena } from './compiled-rules.ts';
import type { PrefixRule } from './prefix-rule.ts';
import { baseName, type Platform } from './program-path.ts';
import { countNodes, countPaths } from './rule-paths.ts';
import { RANK, type RuleSurvey, surveyRules } from './rule-survey.ts';
import { matchSlowRule, slowPrograms } from './slow-rule.ts';
import { TrieBuilder } from './trie-builder.ts';

export interface RuleTableOptions {
  readonly platform: Platform;
  /** Whether stricter rules cover names whatever their case: file systems of darwin and Windows. */
  readonly folds: boolean;
  /** ISO date: rules that expired before it no longer allow. */
  readonly today: string;
  /** Starts the hash of the trie. */
  readonly seed: number;
  /** What `save` gave for the same rules. */
  readonly compiled?: CompiledRules;
}

/** A compiled policy in bytes. */
export interface CompiledRules {
  readonly bytes: Uint8Array;
  /** What the rules come from, and who compiled them. */
  readonly binding: string;
}

/** What matches an argv. */
export interface MatchedRules {
  /** Rules that match the argv as written, in rule order. */
  readonly exact: readonly PrefixRule[];
  /** Rules stricter than allow that match by the program's base name or without regard to its case. */
  readonly byName: readonly PrefixRule[];
  /** Allow rules that match by base name only: whether they count hangs on the path. */
  readonly byPath: readonly PrefixRule[];
  /** Strictest decision of a rule that an unknown word could complete. */
  readonly completable: 'prompt' | 'forbidden' | null;
}

const NO_RULES: readonly PrefixRule[] = [];
const NO_NAMES: readonly string[] = [];
const NOTHING: MatchedRules = { exact: [], byName: [], byPath: [], completable: null };

/** A seed nobody outside can guess. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Int32Array(1))[0] ?? 1;
}

export class RuleTable {
  /** Those that count today. */
  readonly rules: readonly PrefixRule[];
  /** Why the compiled policy that was given is not in use; null where it is, or none was given. */
  readonly compiledFault: CompiledFault | null = null;
  readonly #core: Core;
  readonly #options: RuleTableOptions;
  readonly #survey: RuleSurvey;
  /** Numbers of the slow rules by the folded base name of their programs. */
  readonly #slow = new Map<string, number[]>();
  #order: Map<PrefixRule, number> | null = null;
  #names: Set<string> | null = null;
  #spellings: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(core: Core, rules: readonly PrefixRule[], options: RuleTableOptions) {
    this.#core = core;
    this.#options = options;
    this.#survey = surveyRules(rules, options.today);
    this.rules = this.#survey.rules;
    const { ranks } = this.#survey;
    for (let number = ranks.indexOf(0); number >= 0; number = ranks.indexOf(0, number + 1)) this.#indexSlow(number);
    if (options.compiled !== undefined) this.compiledFault = this.#load(options.compiled);
    if (options.compiled === undefined || this.compiledFault !== null) this.#compile();
  }

  /** Bytes of the compiled policy in the core. */
  get arenaBytes(): number {
    return this.#core.exports.textAddress() - POLICY_START;
  }

  /** The compiled rules as bytes, for tables of the same rules and binding. */
  save(binding: string): Uint8Array {
    return saveArena(this.#core, this.#bind(binding));
  }

  #bind(binding: string): string {
    return JSON.stringify([binding, this.#options.platform, this.#options.folds, this.#survey.shapes]);
  }

  #load({ bytes, binding }: CompiledRules): CompiledFault | null {
    return loadArena(this.#core, bytes, { binding: this.#bind(binding), ranks: this.#survey.ranks, folds: this.#folds(), room: ROOM });
  }

  /** Whether names of programs fold case for some rule. */
  #folds(): boolean {
    return this.#options.folds || this.#survey.folds;
  }

  #compile(): void {
    for (let attempt = 0; !this.#build(this.#options.seed + attempt); attempt++)
      if (attempt === MAX_TABLE_SEEDS) throw new Error('no seed spreads these rules');
  }

  #indexSlow(number: number): void {
    for (const key of new Set(this.rules[number]?.pattern[0].any.map((program) => this.#key(program)))) {
      const known = this.#slow.get(key);
      if (known) known.push(number);
      else this.#slow.set(key, [number]);
    }
  }

  #isSlow(number: number): boolean {
    return this.#survey.ranks[number] === 0;
  }

  #key(program: string): string {
    return (baseName(program, this.#options.platform) ?? program).toLowerCase();
  }

  /** Lays out and fills the trie; false where too many tokens share slots under this seed. */
  #build(seed: number): boolean {
    const { exports } = this.#core;
    const size = this.#measure();
    exports.setTapeStart(POLICY_START);
    exports.reserve(size.bytes);
    exports.policyOpen(size.slots, size.links, size.stringBytes, seed | 0);
    const trie = new TrieBuilder(this.#core);
    for (const [number, rule] of this.rules.entries()) {
      const added = this.#isSlow(number) ? trie.addSlow(rule) : trie.add(rule, number, this.#programs(rule));
      if (!added) return false;
    }
    exports.policyClose(this.#folds() ? 1 : 0);
    return true;
  }

  /** The names under which a rule stands: a stricter rule for a path also covers the bare name, and the folded one. */
  #programs(rule: PrefixRule): string[] {
    const names = new Set<string>(rule.pattern[0].any);
    if (rule.decision === 'allow') return [...names];
    for (const program of rule.pattern[0].any) {
      const base = baseName(program, this.#options.platform) ?? program;
      names.add(base);
      if (this.#options.folds) names.add(base.toLowerCase());
    }
    return [...names];
  }

  /** Room that the trie needs at most: what rules share below their programs is not looked for. */
  #measure(): { slots: number; links: number; stringBytes: number; bytes: number } {
    const names = new Set<string>();
    const strings = new Set<string>();
    let deeper = 0;
    let links = 1;
    for (const [number, rule] of this.rules.entries()) {
      const isTried = this.#isSlow(number);
      const programsOf = isTried ? slowPrograms(rule) : this.#programs(rule);
      for (const name of programsOf) names.add(name);
      if (isTried) continue;
      deeper += programsOf.length * countNodes(rule);
      links += programsOf.length * 2 * Math.ceil(countPaths(rule.pattern) / new Set(rule.pattern[0].any).size);
      for (const token of rule.pattern.slice(1)) for (const word of token.any) strings.add(word);
    }
    for (const name of names) strings.add(name);
    const stringBytes = countStringBytes(strings);
    const slots = Math.max(MIN_SLOTS, Math.ceil((names.size + deeper) * SLOTS_PER_NODE));
    return { slots, links, stringBytes, bytes: slots * 12 + links * 8 + stringBytes + ROOM };
  }

  /** Whether any rule is about a program of this name. */
  names(program: string): boolean {
    this.#names ??= new Set(this.rules.flatMap((rule) => rule.pattern[0].any));
    return this.#names.has(program);
  }

  /** The names of programs in rules that are this one but for their case; it is given in small letters. */
  spellingsOf(folded: string): readonly string[] {
    if (this.#spellings === null) {
      const spellings = new Map<string, Set<string>>();
      for (const name of this.rules.flatMap((rule) => rule.pattern[0].any)) {
        const known = spellings.get(name.toLowerCase());
        if (known === undefined) spellings.set(name.toLowerCase(), new Set([name]));
        else known.add(name);
      }
      this.#spellings = new Map([...spellings].map(([name, each]) => [name, [...each]]));
    }
    return this.#spellings.get(folded) ?? NO_NAMES;
  }

  /** Place of a rule among all: matches are reported in this order. */
  orderOf(rule: PrefixRule): number {
    this.#order ??= new Map(this.rules.map((each, i) => [each, i]));
    return this.#order.get(rule) ?? 0;
  }

  /** Matches an argv; null stands for an unknown word, zero or more. `holds` says whether a rule's conditions are met. */
  match(argv: readonly (string | null)[], holds: (rule: PrefixRule) => boolean): MatchedRules {
    const program = argv[0];
    if (program === undefined || program === null) return NOTHING;
    const exact: number[] = [];
    const byName: number[] = [];
    const byPath: number[] = [];
    let completable = this.#walk(argv, program, exact);
    const base = baseName(program, this.#options.platform) ?? program;
    if (base !== program) completable = Math.max(completable, this.#matchName(argv, base, byName, byPath));
    const folded = this.#options.folds ? base.toLowerCase() : base;
    if (folded !== base) completable = Math.max(completable, this.#matchName(argv, folded, byName, null));
    if (this.#slow.size > 0) completable = Math.max(completable, this.#matchSlow(argv, program, base, holds, exact, byName, byPath));
    if (completable === 0 && exact.length === 0 && byName.length === 0 && byPath.length === 0) return NOTHING;
    return {
      exact: this.#inOrder(exact, []),
      byName: this.#inOrder(byName, exact),
      byPath: this.#inOrder(byPath, exact),
      completable: COMPLETABLE[completable] ?? null,
    };
  }

  /** What the trie says for another name of the program: stricter rules, and allow rules where the name is that of its path. */
  #matchName(argv: readonly (string | null)[], name: string, byName: number[], byPath: number[] | null): number {
    const found: number[] = [];
    const completable = this.#walk(argv, name, found);
    for (const number of found) {
      if (this.rules[number]?.decision !== 'allow') byName.push(number);
      else byPath?.push(number);
    }
    return completable;
  }

  /** The rules of these numbers, each once, in rule order, without those already listed elsewhere. */
  #inOrder(numbers: number[], others: readonly number[]): readonly PrefixRule[] {
    if (numbers.length === 0) return NO_RULES;
    if (numbers.length > 1) numbers.sort((a, b) => a - b);
    const rules: PrefixRule[] = [];
    let before = -1;
    for (const number of numbers) {
      const rule = this.rules[number];
      if (rule !== undefined && number !== before && !others.includes(number)) rules.push(rule);
      before = number;
    }
    return rules;
  }

  #matchSlow(
    argv: readonly (string | null)[],
    program: string,
    base: string,
    holds: (rule: PrefixRule) => boolean,
    exact: number[],
    byName: number[],
    byPath: number[],
  ): number {
    let completable = 0;
    for (const number of this.#slow.get(base.toLowerCase()) ?? []) {
      const rule = this.rules[number];
      const named = rule ? this.#namedBy(rule, program, base) : null;
      if (!rule || named === null) continue;
      const found = matchSlowRule(rule, argv);
      if (found === 'completable') completable = Math.max(completable, RANK[rule.decision]);
      if (found !== 'matches' || !holds(rule)) continue;
      if (named === 'exact') exact.push(number);
      else if (rule.decision !== 'allow') byName.push(number);
      else if (named === 'path') byPath.push(number);
    }
    return completable;
  }

  /** How a slow rule's program covers the one written, or null. */
  #namedBy(rule: PrefixRule, program: string, base: string): 'exact' | 'path' | 'folded' | null {
    const names = rule.pattern[0].any;
    if (names.includes(program)) return 'exact';
    if (rule.canonical) return names.some((name) => coversCanonically(name, program, base)) ? 'exact' : null;
    if (names.includes(base)) return 'path';
    const bases = names.map((name) => baseName(name, this.#options.platform) ?? name);
    if (bases.includes(base)) return 'folded';
    return this.#options.folds && bases.some((name) => name.toLowerCase() === base.toLowerCase()) ? 'folded' : null;
  }

  /** Walks the trie over an argv with its program replaced; adds the rules found, returns the rank of what could be completed. */
  #walk(argv: readonly (string | null)[], program: string, found: number[]): number {
    const start = this.#core.exports.matchArgv(this.#writeArgv(argv, program));
    const words = this.#core.words();
    let i = start >> 2;
    for (; words[i] !== -1; i++) found.push((words[i] ?? 0) >> 2);
    return words[i + 1] ?? 0;
  }

  /** Puts an argv behind the tape in the form that `matchArgv` reads. */
  #writeArgv(argv: readonly (string | null)[], program: string): number {
    // More words cannot matter to the trie.
    const count = Math.min(argv.length, this.#survey.longest + 1);
    let units = program.length;
    for (let i = 1; i < count; i++) units += argv[i]?.length ?? 0;
    const at = this.#core.exports.scratch(units * 3 + count * 8 + 64 + this.rules.length * 4);
    const words = this.#core.words();
    words[at >> 2] = count;
    let next = at + 4;
    for (let i = 0; i < count; i++) {
      const word = i === 0 ? program : (argv[i] ?? null);
      const length = word === null ? -1 : writeText(this.#core, next + 4, word);
      words[next >> 2] = length;
      next += 4 + (length < 0 ? 0 : (length + 3) & ~3);
    }
    return at;
  }
}

/** How many slots there are to a node: most look-ups, of words in no rule as well, then end at the first or the second. */
const SLOTS_PER_NODE = 5 / 3;
/** More than a look-up ever tries. */
const MIN_SLOTS = 256;
/** Bytes behind the arena for the token of a step. */
const ROOM = MAX_TOKEN_BYTES * 3 + 4096;
const COMPLETABLE: Readonly<Record<number, 'prompt' | 'forbidden'>> = { 2: 'prompt', 3: 'forbidden' };

/** A canonical rule for an absolute path is for that path alone, else for the base name. */
function coversCanonically(name: string, program: string, base: string): boolean {
  return name.includes('/') ? name.toLowerCase() === program.toLowerCase() : name.toLowerCase() === base.toLowerCase();
}

function countStringBytes(strings: Iterable<string>): number {
  let bytes = 64;
  for (const text of strings) bytes += 8 + utf8Length(text);
  return (bytes + 3) & ~3;
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 0x7f) length += c > 0x7ff ? 2 : 1;
  }
  return length;
}
