/**
 * `rules-fuzz [--seed N] [--count N] FILE.jsonl`: mutates the rules files of recorded cases and says what came of them.
 *
 * Ends with 1 where one threw, loaded in part or took longer than {@link SLOW_MS}.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mutateRules, randomOf, tryRules } from './rules-mutation.ts';

/** Far above what the step limit lets pass on a slow machine. */
const SLOW_MS = 10_000;

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '100000' } },
  allowPositionals: true,
});

const [path = 'test/cases/execpolicy.jsonl'] = positionals;
const texts = [
  ...new Set(
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .flatMap((line) => (JSON.parse(line) as { readonly rules: readonly string[] }).rules),
  ),
];

const random = randomOf(Number(values.seed));
const outcomes = new Map<string, number>();
const faults: string[] = [];
let slowest = { ms: 0, text: '' };
const start = performance.now();
for (let left = Number(values.count); left > 0; left--) {
  const text = mutateRules(texts, random);
  const before = performance.now();
  const outcome = tryRules(text);
  const ms = performance.now() - before;
  if (ms > slowest.ms) slowest = { ms, text };
  const violation = typeof outcome === 'string' ? outcome : outcome.violation;
  if (violation !== null) faults.push(`${violation}\n${text}`);
  const kind = typeof outcome === 'string' ? 'threw' : (outcome.parsed.diagnostics[0]?.code ?? 'loaded');
  outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
}

const seconds = (performance.now() - start) / 1000;
console.log(`${values.count} files, seed ${values.seed}: ${seconds.toFixed(1)} s, slowest ${slowest.ms.toFixed(0)} ms`);
for (const [kind, count] of [...outcomes].sort(([, a], [, b]) => b - a)) console.log(`  ${kind} ${count}`);
for (const fault of faults.slice(0, 3)) console.log(`FAULT ${fault}`);
if (slowest.ms > SLOW_MS) console.log(`SLOW ${slowest.text}`);
if (faults.length > 0 || slowest.ms > SLOW_MS) process.exitCode = 1;
