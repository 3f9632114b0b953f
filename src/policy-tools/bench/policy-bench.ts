/**
 * How fast a policy decides commands: latencies, what is slow, what each layer costs, and what a larger rule set would cost.
 *
 * INVARIANT: figures that are compared come from one run with the contenders in turn; absolute times belong to one machine at one moment.
 */
import { MAX_BENCH_RULES } from '../../base/index.ts';
import { createEngine, type Engine, type Policy } from '../../engine/index.ts';
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
  /** Nanoseconds that a command takes longer with it than without; what is within the noise may be negative. */
  readonly addedNanoseconds: number;
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
  readonly slowCommands: readonly SlowCommand[];
  readonly slowRules: readonly SlowRule[];
  readonly layers: readonly LayerCost[];
  /** As it is, and with 10 and 100 times as many rules, as far as that is within {@link MAX_BENCH_RULES}. */
  readonly growth: readonly GrowthFigure[];
}

/** Rows of a table. */
const SHOWN = 10;

export interface BenchOptions {
  readonly timing: TimingOptions;
  /** Told after every step, of so many. */
  readonly progress: (done: number, of: number) => void;
}

/** Measures a policy over the commands of a corpus; each is asked for as bash would run it. */
export function benchPolicy(policy: Policy, rows: readonly CorpusRow[], { timing, progress }: BenchOptions): PolicyFigures {
  const texts = [...new Set(rows.map(({ text }) => text))];
  const sources = [...new Set(policy.rules.prefixRules.map(({ origin }) => origin.source))];
  const steps = texts.length + sources.length + GROWTH.length;
  let done = 0;
  const advance = () => progress(++done, steps);
  const engine = engineFor(policy);
  // What is compiled when it is first needed is no part of the figures.
  for (const text of texts) engine.evaluate({ command: text });
  const times = texts.map((text) => {
    const [decide = 0, evaluate = 0] = timeTasks([() => engine.decide(text), () => engine.evaluate({ command: text })], timing);
    advance();
    return { text, decide, evaluate };
  });
  return {
    commands: texts.length,
    rules: policy.rules.prefixRules.length,
    decide: latencyOf(times.map(({ decide }) => decide)),
    evaluate: latencyOf(times.map(({ evaluate }) => evaluate)),
    decisionsPerSecond: 1e9 / (times.reduce((sum, { decide }) => sum + decide, 0) / Math.max(times.length, 1)),
    slowCommands: [...times]
      .sort((a, b) => b.evaluate - a.evaluate)
      .slice(0, SHOWN)
      .map(({ text, evaluate }) => ({ text, nanoseconds: evaluate })),
    slowRules: slowRules(engine, times),
    layers: sources.map((source) => {
      const cost = layerCost(policy, source, texts, timing);
      advance();
      return cost;
    }),
    growth: GROWTH.flatMap((times) => {
      const figure = growthFigure(policy, times, texts, timing);
      advance();
      return figure;
    }),
  };
}

const GROWTH = [1, 10, 100];

function engineFor(policy: Policy): Engine {
  return createEngine(policy, { defaults: { ...CORPUS_PLACE, shell: 'bash' } });
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: percentile(sorted, 0.5), p90: percentile(sorted, 0.9), p99: percentile(sorted, 0.99), slowest: sorted.at(-1) ?? 0 };
}

/** The rules whose commands take longest altogether. */
function slowRules(engine: Engine, times: readonly { readonly text: string; readonly evaluate: number }[]): SlowRule[] {
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

/** A round of all commands, per command. */
function roundOf(engine: Engine, texts: readonly string[]): () => void {
  return () => {
    for (const text of texts) engine.evaluate({ command: text });
  };
}

function layerCost(policy: Policy, source: string, texts: readonly string[], timing: TimingOptions): LayerCost {
  const without = withoutSource(policy, source);
  const [all = 0, less = 0] = timeTasks([roundOf(engineFor(policy), texts), roundOf(engineFor(without), texts)], timing);
  const rules = policy.rules.prefixRules.length - without.rules.prefixRules.length;
  return { source, rules, addedNanoseconds: (all - less) / Math.max(texts.length, 1) };
}

function growthFigure(policy: Policy, times: number, texts: readonly string[], timing: TimingOptions): GrowthFigure[] {
  const rules = policy.rules.prefixRules.length * times;
  if (rules > MAX_BENCH_RULES) return [];
  const grown = growPolicy(policy, times);
  const start = performance.now();
  const engine = engineFor(grown);
  const compileMs = performance.now() - start;
  const [round = 0] = timeTasks(
    [
      () => {
        for (const text of texts) engine.decide(text);
      },
    ],
    timing,
  );
  return [{ rules, decide: round / Math.max(texts.length, 1), compileMs, arenaBytesPerRule: engine.arenaBytes / Math.max(rules, 1) }];
}
