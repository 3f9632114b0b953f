/**
 * Decisions about commands: against what parsers take to read the same text, against the number of rules, on texts made to be slow, and
 * what the explained answer costs more than the bare one.
 *
 * All figures of one run come from one process with the contenders interleaved; only ratios are worth comparing between runs.
 */
import { parse as parseShellQuote } from 'shell-quote';
import { parse as parseUnbash } from 'unbash';
import { createEngine, type Engine, parsePolicy } from '../src/engine/index.ts';
import { type Core, createCore, scan } from '../src/shell/index.ts';
import { CLASSES, rulesOf, type TextClass, textsOf } from './fixtures.ts';

const RULES = 1_000;
const ROUNDS = 9;
/** Each contender runs at least so long in a round. */
const ROUND_MS = 30;

export interface ClassFigure {
  readonly name: TextClass;
  /** Nanoseconds per text. */
  readonly decide: number;
  readonly evaluate: number;
  /** How many times as long as `decide` parsing alone takes. */
  readonly unbash: number;
  readonly shellQuote: number;
}

export interface DecideFigures {
  readonly classes: readonly ClassFigure[];
  /** `decide` with 100,000 rules over `decide` with 10. */
  readonly rulesRatio: number;
  /** Nanoseconds per byte at 64 KiB, and that over the same at 4 KiB. */
  readonly worst: readonly { readonly name: string; readonly perByte: number; readonly growth: number }[];
  readonly arenaBytesPerRule: number;
  readonly heapBytesPerDecide: number;
}

/** Texts that grow with a size and are nasty to somebody. */
const WORST: Readonly<Record<string, (size: number) => string>> = {
  'open braces': (size) => '{'.repeat(size),
  'brace lists': (size) => '{a,b'.repeat(size / 4),
  'open substitutions': (size) => '$('.repeat(size / 2),
  'double quotes': (size) => '"a"'.repeat(size / 3),
  'here-documents': (size) => 'cat <<A\nA\n'.repeat(size / 10),
  backslashes: (size) => '\\a'.repeat(size / 2),
  'many commands': (size) => 'a;'.repeat(size / 2),
};

type Task = () => unknown;

function timeOf(task: Task): number {
  const start = performance.now();
  let runs = 0;
  let spent = 0;
  for (; spent < ROUND_MS; spent = performance.now() - start) {
    for (let i = 0; i < 4; i++) task();
    runs += 4;
  }
  return (spent / runs) * 1e6;
}

/** The best round of each, in nanoseconds; rounds of all in turn. */
function best(tasks: readonly Task[]): number[] {
  const times = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) for (const [i, task] of tasks.entries()) times[i] = Math.min(times[i] ?? 0, timeOf(task));
  return times;
}

function engineWith(rules: number): Engine {
  const { value } = parsePolicy(rulesOf(rules));
  if (value === null) throw new Error('the rules of the bench are broken');
  return createEngine(value, { seed: 1 });
}

function over(texts: readonly string[], run: (text: string) => unknown): Task {
  return () => {
    for (const text of texts) run(text);
  };
}

export function benchDecide(): DecideFigures {
  const engine = engineWith(RULES);
  const core = createCore();
  const mid = textsOf('mid');
  const [few = NaN, many = NaN] = best(
    [10, 100_000].map((count) => engineWith(count)).map((each) => over(mid, (text) => each.decide(text))),
  );
  return {
    classes: CLASSES.map((name) => classFigure(engine, name)),
    rulesRatio: many / few,
    worst: Object.entries(WORST).map(([name, text]) => worstFigure(core, name, text)),
    arenaBytesPerRule: engineWith(10_000).arenaBytes / 10_000,
    heapBytesPerDecide: heapPerDecide(engine),
  };
}

function classFigure(engine: Engine, name: TextClass): ClassFigure {
  const texts = textsOf(name);
  const [decide = NaN, evaluate = NaN, unbash = NaN, shellQuote = NaN] = best([
    over(texts, (text) => engine.decide(text)),
    over(texts, (text) => engine.evaluate({ command: text })),
    over(texts, (text) => parseUnbash(text)),
    over(texts, (text) => parseShellQuote(text)),
  ]).map((time) => time / texts.length);
  return { name, decide, evaluate, unbash: unbash / decide, shellQuote: shellQuote / decide };
}

function worstFigure(core: Core, name: string, text: (size: number) => string): DecideFigures['worst'][number] {
  const [small = NaN, large = NaN] = [4, 64].map((kib) => {
    const given = text(kib * 1024);
    const [time = NaN] = best([() => scan(core, given)]);
    return time / given.length;
  });
  return { name, perByte: large, growth: large / small };
}

/** Grown heap over so many calls; a collection in between would make it negative. */
function heapPerDecide(engine: Engine): number {
  const run = () => {
    for (let i = 0; i < 10_000; i++) engine.decide('tuka status --json');
  };
  run();
  const before = process.memoryUsage().heapUsed;
  run();
  return Math.max(0, process.memoryUsage().heapUsed - before) / 10_000;
}
