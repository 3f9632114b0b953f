/** From rules to a compiled policy: time and bytes for each rule as there are more of them, and what deciding leaves to the collector. */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { createEngine, parsePolicy } from '../src/engine/index.ts';
import { engineWith, textsDecidedAlone } from './decide.ts';
import { rulesOf, textsOf } from './fixtures.ts';
import { compete, type Effort, medianOf, type Result, type Row } from './scenario.ts';

const SIZES = [100, 1_000, 10_000, 100_000];
const DECISIONS = 1_000_000;

export async function benchCompile({ timing, isQuick }: Effort): Promise<Result> {
  const rows: Row[] = [];
  const measures: Record<string, number> = {};
  for (const size of SIZES) {
    const { value } = parsePolicy(rulesOf(size));
    if (value === null) throw new Error('the rules of the bench are broken');
    let bytes = 0;
    const run = () => {
      bytes = createEngine(value, { seed: 1 }).arenaBytes;
    };
    const compiled = createEngine(value, { seed: 1 }).save();
    const load = () => {
      const { compiledFault } = createEngine(value, { seed: 1, compiled });
      if (compiledFault !== null) throw new Error(compiledFault.message);
    };
    const contenders = [
      { name: 'compile, per rule', run },
      { name: 'load compiled, per rule', run: load, note: 'check sums and every offset looked at' },
    ];
    rows.push(...(await compete(`${size} rules`, size, contenders, timing)));
    measures[`arena bytes per rule, ${size} rules`] = bytes / size;
  }
  measures['compile per rule, 10000 / 100 rules'] =
    medianOf(rows, 'compile, per rule', '10000 rules') / medianOf(rows, 'compile, per rule', '100 rules');
  measures['compile / load, 10000 rules'] =
    medianOf(rows, 'compile, per rule', '10000 rules') / medianOf(rows, 'load compiled, per rule', '10000 rules');
  return { rows, measures: { ...measures, ...(await garbage(isQuick ? DECISIONS / 10 : DECISIONS)) }, skipped: [] };
}

/** Bytes that so many decisions leave on the heap, and the collections among them. */
async function garbage(decisions: number): Promise<Record<string, number>> {
  const engine = engineWith(1_000);
  const texts = textsDecidedAlone(engine, textsOf('mid'));
  const run = (count: number) => {
    for (let i = 0; i < count; i++) engine.decide(texts[i % texts.length] ?? '');
  };
  run(20_000);
  await setImmediate();
  const kinds: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries()) kinds.push((detail as { kind: number }).kind);
  });
  observer.observe({ entryTypes: ['gc'] });
  const before = process.memoryUsage().heapUsed;
  run(decisions);
  const grown = process.memoryUsage().heapUsed - before;
  await setImmediate();
  observer.disconnect();
  const collections = kinds.filter((kind) => kind !== constants.NODE_PERFORMANCE_GC_WEAKCB).length;
  return { 'heap bytes per decision': Math.max(0, grown) / decisions, 'collections in a million decisions': collections };
}
