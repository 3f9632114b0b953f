/**
 * How fast a policy decides commands: latencies, what is slow, what each layer costs, and what a larger rule set would cost.
 *
 * INVARIANT: figures that are compared come from one run with the contenders in turn; absolute times belong to one machine at one moment.
 */
import { MAX_BENCH_RULES } from '../../base/index.ts';
import { createEngine, type Engine, type Policy, packTexts } from '../../engine/index.ts';
import type { CorpusRow } from '../corpus/corpus-row.ts';
import { CORPUS_PLACE } from '../corpus/verify-corpus.ts';
import { growPolicy, withoutSource } from './rule-growth.ts';
import { percentile, type TimingOptions, timeTasks } from './timing.ts';

export interface Latency {
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly slowest: number;
}

export interface SlowCommand {
  readonly text: string;
  readonly nanoseconds: number;
}

export interface SlowRule {
  /** `FILE:LINE`. */
  readonly rule: string;
  /** Commands of the corpus that it matches. */
  readonly matches: number;
  /** Median time of those, in nanoseconds. */
  readonly nanoseconds: number;
}

export interface LayerCost {
  readonly source: string;
  readonly rules: number;
  /** Nanoseconds that a command takes longer with it than without; null where that is too little to be told from noise. */
  readonly addedNanoseconds: number | null;
}

export interface GrowthFigure {
  readonly rules: number;
  /** Nanoseconds of one decision. */
  readonly decide: number;
  /** Milliseconds to compile the rules. */
  readonly compileMs: number;
  readonly arenaBytesPerRule: number;
}

export interface PolicyFigures {
  readonly commands: number;
  readonly rules: number;
  /** The bare decision. */
  readonly decide: Latency;
  /** The whole answer, with effects and reasons. */
  readonly evaluate: Latency;
  /** Commands a second, bare decisions one after the other. */
  readonly decisionsPerSecond: number;
  /** The share of commands that the core decides by itself: the fast ones. */
  readonly decidedAlone: number;
  readonly slowCommands: readonly SlowCommand[];
  readonly slowRules: readonly SlowRule[];
  readonly layers: readonly LayerCost[];
  /** As it is, and with 10 and 100 times as many rules, as far as that is within {@link MAX_BENCH_RULES}. */
  readonly growth: readonly GrowthFigure[];
}

/** Rows of a table. */
const SHOWN = 10;
/** So many of the slowest commands are timed again: some were only interrupted. */
const TIMED_AGAIN = 5 * SHOWN;
const ROUNDS_AGAIN = 4;
/** Less than this part of a command's time is noise. */
const NOISE = 0.02;
/** As it is, and with so many times as many rules. */
const GROWTH = [1, 10, 100];

export interface BenchOptions {
  readonly timing: TimingOptions;
  /** How long commands are decided before any is timed: the compiler is not done earlier. */
  readonly warmUpMs: number;
  /** Told after every step, of so many. */
  readonly progress: (done: number, of: number) => void;
}

interface CommandTime {
  readonly text: string;
  readonly decide: number;
  readonly evaluate: number;
}

/** Measures a policy over the commands of a corpus; each is asked for as bash would run it. */
export function benchPolicy(policy: Policy, rows: readonly CorpusRow[], { timing, warmUpMs, progress }: BenchOptions): PolicyFigures {
  const texts = [...new Set(rows.map(({ text }) => text))];
  const sources = [...new Set(policy.rules.prefixRules.map(({ origin }) => origin.source))];
  const steps = texts.length + sources.length + 1;
  let done = 0;
  const advance = () => progress(++done, steps);
  const engine = engineFor(policy);
  warmUp(engine, texts, warmUpMs);
  const times = timesOf(engine, texts, timing, advance);
  const layers = sources.map((source) => {
    const cost = layerCost(policy, source, texts, timing);
    advance();
    return cost;
  });
  const growth = growthFigures(policy, texts, timing);
  advance();
  return {
    commands: texts.length,
    rules: policy.rules.prefixRules.length,
    decide: latencyOf(times.map(({ decide }) => decide)),
    evaluate: latencyOf(times.map(({ evaluate }) => evaluate)),
    decisionsPerSecond: 1e9 / (times.reduce((sum, { decide }) => sum + decide, 0) / Math.max(times.length, 1)),
    decidedAlone: shareAlone(engine, texts),
    slowCommands: slowest(times, SHOWN).map(({ text, evaluate }) => ({ text, nanoseconds: evaluate })),
    slowRules: slowRules(engine, times),
    layers,
    growth,
  };
}

/** What is compiled when it is first needed, and while it is hot, is no part of the figures. */
function warmUp(engine: Engine, texts: readonly string[], leastMs: number): void {
  const start = performance.now();
  do {
    for (const text of texts) {
      engine.decide(text);
      engine.evaluate({ command: text });
    }
  } while (performance.now() - start < leastMs);
}

function timesOf(engine: Engine, texts: readonly string[], timing: TimingOptions, advance: () => void): CommandTime[] {
  const times = texts.map((text) => {
    advance();
    return timeCommand(engine, text, timing);
  });
  const again = new Map(
    slowest(times, TIMED_AGAIN).map(({ text }) => [text, timeCommand(engine, text, { ...timing, rounds: timing.rounds * ROUNDS_AGAIN })]),
  );
  return times.map((time) => least(time, again.get(time.text) ?? time));
}

function timeCommand(engine: Engine, text: string, timing: TimingOptions): CommandTime {
  const [decide = 0, evaluate = 0] = timeTasks([() => engine.decide(text), () => engine.evaluate({ command: text })], timing);
  return { text, decide, evaluate };
}

function least(a: CommandTime, b: CommandTime): CommandTime {
  return { text: a.text, decide: Math.min(a.decide, b.decide), evaluate: Math.min(a.evaluate, b.evaluate) };
}

function slowest(times: readonly CommandTime[], count: number): CommandTime[] {
  return [...times].sort((a, b) => b.evaluate - a.evaluate).slice(0, count);
}

/** The share of texts for which the core needs nothing else. */
function shareAlone(engine: Engine, texts: readonly string[]): number {
  const decisions = engine.decider({ command: '' })?.decideAll(packTexts(texts)) ?? [];
  return decisions.filter((decision) => decision !== null).length / Math.max(texts.length, 1);
}

function engineFor(policy: Policy): Engine {
  return createEngine(policy, { defaults: { ...CORPUS_PLACE, shell: 'bash' } });
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: percentile(sorted, 0.5), p90: percentile(sorted, 0.9), p99: percentile(sorted, 0.99), slowest: sorted.at(-1) ?? 0 };
}

/** The rules whose commands take longest altogether. */
function slowRules(engine: Engine, times: readonly CommandTime[]): SlowRule[] {
  const byRule = new Map<string, number[]>();
  for (const { text, evaluate } of times) {
    const rules = engine
      .evaluate({ command: text })
      .invocations.flatMap(({ matches }) => matches.map(({ rule }) => `${rule.source}:${rule.line}`));
    for (const rule of new Set(rules)) byRule.set(rule, [...(byRule.get(rule) ?? []), evaluate]);
  }
  return [...byRule]
    .map(([rule, all]) => ({ rule, matches: all.length, nanoseconds: latencyOf(all).median }))
    .sort((a, b) => b.matches * b.nanoseconds - a.matches * a.nanoseconds)
    .slice(0, SHOWN);
}

function layerCost(policy: Policy, source: string, texts: readonly string[], timing: TimingOptions): LayerCost {
  const without = withoutSource(policy, source);
  const [all = 0, less = 0] = timeTasks(
    [policy, without].map((each) => {
      const engine = engineFor(each);
      return roundOf(texts, (text) => engine.evaluate({ command: text }));
    }),
    timing,
  );
  const rules = policy.rules.prefixRules.length - without.rules.prefixRules.length;
  const isNoise = all - less < all * NOISE;
  return { source, rules, addedNanoseconds: isNoise ? null : (all - less) / Math.max(texts.length, 1) };
}

/** All sizes are timed in turn; in the first rounds engines are new. */
function growthFigures(policy: Policy, texts: readonly string[], timing: TimingOptions): GrowthFigure[] {
  const sizes = GROWTH.filter((times) => policy.rules.prefixRules.length * times <= MAX_BENCH_RULES);
  const grown = sizes.map((times) => growPolicy(policy, times));
  const engines = grown.map(engineFor);
  const times = timeTasks(
    engines.map((engine) => roundOf(texts, (text) => engine.decide(text))),
    { ...timing, rounds: timing.rounds * GROWTH_ROUNDS },
  );
  const compileTimes = timeTasks(
    grown.map((each) => () => engineFor(each)),
    { rounds: COMPILED, roundMs: 0.001 },
  );
  return engines.map((engine, i) => {
    const rules = grown[i]?.rules.prefixRules.length ?? 0;
    return {
      rules,
      decide: (times[i] ?? 0) / Math.max(texts.length, 1),
      compileMs: (compileTimes[i] ?? 0) / 1e6,
      arenaBytesPerRule: engine.arenaBytes / Math.max(rules, 1),
    };
  });
}

/** More rounds than for one command: a round of all is more likely to be interrupted. */
const GROWTH_ROUNDS = 3;
/** Times that rules are compiled, of which the best counts. */
const COMPILED = 3;

/** A round of all commands. */
function roundOf(texts: readonly string[], ask: (text: string) => unknown): () => void {
  return () => {
    for (const text of texts) ask(text);
  };
}
